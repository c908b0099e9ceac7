"""The methods of `stream`, the base class of `blob`: reading and writing at the position.

readn and writen are as hot as anything in a driver: they go straight to struct's packers
and leave every doubt to `_read_slowly` and `_write_slowly`.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import native, plain, with_room
from impsim.squirrel.numeric import f32
from impsim.squirrel.stdlib.arguments import as_float, as_integer, check
from impsim.squirrel.stdlib.blob import (
    BLOB_NATIVES,
    IMPOS_NATIVES,
    Blob,
    checked_blob,
    is_impos,
    new_blob,
    number_to_write,
    write,
)
from impsim.squirrel.stdlib.native_class import native_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Letter of a number's format -> how struct reads it, how it writes it, which bits are written. All little endian.
_LAYOUTS = {
    "l": ("<i", "<I", 0xFFFFFFFF),
    "i": ("<i", "<I", 0xFFFFFFFF),
    "s": ("<h", "<H", 0xFFFF),
    "w": ("<H", "<H", 0xFFFF),
    "c": ("<b", "<B", 0xFF),
    "b": ("<B", "<B", 0xFF),
}
# Empty until a program needs numbers as bytes, as loading struct takes a while.
_PACKERS: dict[str, Any] = {}  # Struct by letter, of "f", "d", "i"
_READERS: dict[int, Any] = {}  # by character code: (unpack_from, size)
_WRITERS: dict[int, Any] = {}  # by character code: (pack_into, pack, size, bits)
_DOUBLE = ord("d")
_START, _CURRENT, _END = map(ord, "bce")


def _packer(letter: str) -> Any:
    """The Struct of floats "f", doubles "d" or integers "i"."""
    if not _PACKERS:
        with_room(_load_packers)
    return _PACKERS[letter]


def _load_packers() -> None:
    from _struct import Struct

    _PACKERS.update({letter: Struct("<" + letter) for letter in "fdi"})
    for letter, (read, form, bits) in _LAYOUTS.items():
        reader, writer = Struct(read), Struct(form)
        _READERS[ord(letter)] = reader.unpack_from, reader.size
        _WRITERS[ord(letter)] = writer.pack_into, writer.pack, writer.size, bits
    _READERS[ord("f")] = _PACKERS["f"].unpack_from, 4


@plain("readn", 2, "xn")
def stream_readn(this: Any, form: Any) -> Any:
    """The number at the position, in the format whose letter's code is form.

    Raises SquirrelError("io error") or ("invalid format").
    """
    try:
        unpack_from, size = _READERS[form]
        position = this.ƒposition
        (value,) = unpack_from(this, position)
    except Exception:
        return _read_slowly(this, form)
    this.ƒposition = position + size
    return value


def _read_slowly(this: Any, form: Any) -> Any:
    if not _PACKERS:
        with_room(_load_packers)
    check("xn", this, form)
    blob = checked_blob(this, "stream")
    code = as_integer(form)
    size = 8 if code == _DOUBLE else _READERS[code][1] if code in _READERS else 0
    if not size:
        raise SquirrelError("invalid format")
    position = blob.ƒposition
    blob.ƒposition = min(position + size, len(blob))
    if position + size > len(blob):
        raise SquirrelError("io error")
    if code == _DOUBLE:
        return f32(_PACKERS["d"].unpack_from(blob, position)[0])
    return _READERS[code][0](blob, position)[0]


@plain("writen", 3, "xnn")
def stream_writen(this: Any, value: Any, form: Any) -> None:
    """Writes a number at the position, in the format whose letter's code is form."""
    try:
        pack_into, pack, size, bits = _WRITERS[form]
        position = this.ƒposition
    except Exception:
        return _write_slowly(this, value, form)
    if type(value) is not int:
        return _write_slowly(this, value, form)
    end = position + size
    if end <= len(this):
        pack_into(this, position, value & bits)
        this.ƒposition = end
        return None
    return write(this, pack(value & bits))


def _write_slowly(this: Any, value: Any, form: Any) -> None:
    if not _PACKERS:
        with_room(_load_packers)
    lenient = isinstance(this, Blob) and is_impos(this)
    check("x.n" if lenient else "xnn", this, value, form)
    blob = checked_blob(this, "stream")
    code = as_integer(form)
    if code in _WRITERS:
        _, pack, _, bits = _WRITERS[code]
        write(blob, pack(number_to_write(value) & bits))
    elif code in (_DOUBLE, ord("f")):
        number = as_float(value) if type(value) in (int, float) else 0.0
        write(blob, _PACKERS[chr(code)].pack(number))
    else:
        raise SquirrelError("invalid format")


def stream_of(this: Any) -> Any:
    """The blob that a native was called on."""
    if type(this) is not Blob:
        check("x", this)
    return checked_blob(this, "stream")


@plain("readblob", 2, "xn")
def stream_readblob(this: Any, size: Any) -> Any:
    """A new blob of the next bytes, fewer at the end. Raises SquirrelError("no data left to read")."""
    check("xn", this, size)
    blob = stream_of(this)
    position = blob.ƒposition
    data = blob[position : position + max(as_integer(size), 0)]
    if not data:
        raise SquirrelError("no data left to read")
    blob.ƒposition = position + len(data)
    klass = blob.ƒclass
    while klass.ƒtype is not Blob:
        klass = klass.ƒbase
    return new_blob(klass, data)


@native("writeblob", -2, "xx")
def stream_writeblob(this: Any, source: Any, *_: Any) -> int:
    """Writes all bytes of a blob at the position; gives their number."""
    blob = stream_of(this)
    if not isinstance(source, Blob):
        raise SquirrelError("invalid parameter")
    data = bytes(source)
    write(blob, data)
    return len(data)


@plain("seek", -2, "xnn")
def stream_seek(this: Any, offset: Any, origin: Any = _START, *_: Any) -> int:
    """Moves the position: from the start ('b'), the position ('c') or the end ('e'). 0, or -1 if that lies outside."""
    if type(offset) is not int or type(origin) is not int:
        check("xnn", this, offset, origin)
        offset, origin = as_integer(offset), as_integer(origin)
    blob = stream_of(this)
    if origin == _CURRENT:
        offset += blob.ƒposition
    elif origin == _END:
        offset += len(blob)
    elif origin != _START:
        raise SquirrelError("invalid origin")
    if not 0 <= offset <= len(blob):
        return -1
    blob.ƒposition = offset
    return 0


@plain("tell", 1, "x")
def stream_tell(this: Any) -> int:
    """The position."""
    return stream_of(this).ƒposition  # type: ignore[no-any-return]


@plain("len", 1, "x")
def stream_len(this: Any) -> int:
    """The number of bytes."""
    return len(stream_of(this))


@plain("eos", 1, "x")
def stream_eos(this: Any) -> Any:
    """1 at the end, else null."""
    blob = stream_of(this)
    return 1 if blob.ƒposition == len(blob) else None


@native("flush", 1, "x")
def stream_flush(this: Any) -> int:
    """Nothing to do; 1."""
    stream_of(this)
    return 1


STREAM_NATIVES = (
    stream_readblob,
    stream_readn,
    stream_writeblob,
    stream_writen,
    stream_seek,
    stream_tell,
    stream_len,
    stream_eos,
    stream_flush,
)


class Stream:
    """An instance of `stream`, of no use in the reference either."""

    __slots__ = ("__weakref__", "ƒserial", "ƒclass")


STREAM = native_class(Stream, STREAM_NATIVES)
STOCK_BLOB = native_class(Blob, STREAM_NATIVES + BLOB_NATIVES, STREAM)
IMPOS_BLOB = native_class(Blob, STREAM_NATIVES + BLOB_NATIVES + IMPOS_NATIVES)


def impos_blob(data: Any) -> Any:
    """A new blob with these bytes, for the host to hand to programs on impOS."""
    return new_blob(IMPOS_BLOB, data)


@native("casti2f", 2, ".n")
def casti2f(this: Any, number: Any) -> float:
    """The float that has the bits of an integer."""
    return _packer("f").unpack(_packer("i").pack(as_integer(number)))[0]  # type: ignore[no-any-return]


@native("castf2i", 2, ".n")
def castf2i(this: Any, number: Any) -> int:
    """The integer that has the bits of a float."""
    return _packer("i").unpack(_packer("f").pack(as_float(number)))[0]  # type: ignore[no-any-return]


@native("swap2", 2, ".n")
def swap2(this: Any, number: Any) -> int:
    """The two lowest bytes exchanged, as the reference does it: the result keeps the sign and what is shifted out."""
    short = (as_integer(number) + 0x8000 & 0xFFFF) - 0x8000
    return short << 8 | short >> 8 & 0xFF


@native("swap2", 2, ".n")
def swap2_impos(this: Any, number: Any) -> int:
    """In impOS the two upper bytes of the result are zero (developer.electricimp.com/node/2354)."""
    low = as_integer(number) & 0xFFFF
    return low >> 8 | (low & 0xFF) << 8


@native("swap4", 2, ".n")
def swap4(this: Any, number: Any) -> int:
    """The four bytes turned round."""
    return _packer("i").unpack(_packer("i").pack(as_integer(number))[::-1])[0]  # type: ignore[no-any-return]


@native("swapfloat", 2, ".n")
def swapfloat(this: Any, number: Any) -> float:
    """The bytes of a float turned round."""
    return _packer("f").unpack(_packer("f").pack(as_float(number))[::-1])[0]  # type: ignore[no-any-return]


BLOB_FUNCTIONS = (casti2f, castf2i, swap2, swap4, swapfloat)
IMPOS_BLOB_FUNCTIONS = (casti2f, castf2i, swap2_impos, swap4, swapfloat)
