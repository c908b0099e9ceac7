"""The `blob` class: bytes with a position. Methods of its base class are in blob_stream.

A Blob is a bytearray of its data; what the reference has allocated beyond is not visible.
The methods that only impOS has are here too, but only classes made for impOS name them.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_BLOB
from impsim.squirrel.native import native
from impsim.squirrel.numeric import truncate
from impsim.squirrel.stdlib.arguments import as_integer, check
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Blob(bytearray):
    """An instance of `blob`. ƒposition is missing until a constructor has run."""

    __slots__ = ("__weakref__", "ƒserial", "ƒclass", "ƒposition")
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__  # type: ignore[assignment]
    ƒis_meta = True  # what type() calls "meta" in impOS
    ƒclass: Any
    ƒposition: int

    def __getattr__(self, attribute: str) -> Any:
        """Any other name is an index that is not a number: see blob_get."""
        if attribute[0] == "ƒ":
            raise AttributeError(attribute)
        check("xn", self, attribute)


def new_blob(klass: Any, data: Any) -> Any:
    """A blob of a VM's own class with these bytes, its position at their start."""
    blob = klass.ƒmake()
    blob[:] = data
    blob.ƒposition = 0
    return blob


def checked_blob_size(size: int) -> int:
    """A wanted size in bytes. Raises SquirrelError for one that would harm the host."""
    if size > MAX_BLOB:
        raise SquirrelError("blob too large (over %d bytes)" % MAX_BLOB)
    return size


def checked_blob(this: Any, what: str) -> Any:
    """An instance that a native of `blob` (what: "blob") or `stream` was called on, when it is a blob in order."""
    if not isinstance(this, Blob):
        is_stream = "readblob" in this.ƒclass.__dict__
        raise SquirrelError("the %s is invalid" % what if is_stream else "invalid type tag")
    try:
        this.ƒposition  # noqa: B018  is it there?
    except AttributeError:
        raise SquirrelError("the %s is invalid" % what) from None
    return this


def is_impos(blob: Any) -> bool:
    """Whether the blob is of a class made for impOS."""
    return "readstring" in blob.ƒclass.__dict__


@native("constructor", -1, "xn")
def blob_constructor(this: Any, *sizes: Any) -> None:
    """blob(size): zeros. With more than one argument the reference overlooks them all."""
    size = as_integer(sizes[0]) if len(sizes) == 1 else 0
    if size < 0:
        raise SquirrelError("cannot create blob with negative size")
    if isinstance(this, Blob):
        this[:] = bytes(checked_blob_size(size))
        this.ƒposition = 0


@native("resize", 2, "xn")
def blob_resize(this: Any, size: Any) -> None:
    """Cuts the data to size; a larger size only reserves room, which nobody can see."""
    blob = checked_blob(this, "blob")
    size = as_integer(size)
    if size < 0:  # the reference crashes
        raise SquirrelError("resize failed")
    checked_blob_size(size)
    del blob[size:]
    blob.ƒposition = min(blob.ƒposition, size)


@native("swap2", 1, "x")
def blob_swap2(this: Any) -> None:
    """Exchanges the bytes of every two."""
    blob = checked_blob(this, "blob")
    end = len(blob) & ~1
    blob[0:end:2], blob[1:end:2] = blob[1:end:2], blob[0:end:2]


@native("swap4", 1, "x")
def blob_swap4(this: Any) -> None:
    """Turns round every four bytes."""
    blob = checked_blob(this, "blob")
    end = len(blob) & ~3
    blob[0:end:4], blob[3:end:4] = blob[3:end:4], blob[0:end:4]
    blob[1:end:4], blob[2:end:4] = blob[2:end:4], blob[1:end:4]


def checked_index(blob: Any, index: Any) -> int:
    """index as an int inside the data. Raises SquirrelError("index out of range")."""
    index = as_integer(index)
    if not 0 <= index < len(blob):
        raise SquirrelError("index out of range")
    return index  # type: ignore[no-any-return]


@native("_get", 2, "xn")
def blob_get(this: Any, index: Any) -> int:
    """blob[index]: a byte."""
    blob = checked_blob(this, "blob")
    return blob[checked_index(blob, index)]  # type: ignore[no-any-return]


@native("_set", 3, "xnn")
def blob_set(this: Any, index: Any, value: Any) -> Any:
    """blob[index] = value: the lowest byte of it."""
    blob = checked_blob(this, "blob")
    blob[checked_index(blob, index)] = as_integer(value) & 255
    return value


@native("_typeof", 1, "x")
def blob_typeof(this: Any) -> str:
    return "blob"


@native("_nexti", 2, "x")
def blob_nexti(this: Any, previous: Any) -> Any:
    """The index behind previous, null at the end. The first index of an empty blob is 0 too, which foreach refuses."""
    blob = checked_blob(this, "blob")
    if previous is None:
        if not blob:
            raise SquirrelError("_nexti returned an invalid idx")
        return 0
    if type(previous) is not int and type(previous) is not float:
        raise SquirrelError("internal error (_nexti) wrong argument type")
    following = as_integer(previous) + 1
    return following if following < len(blob) else None


@native("_cloned", 2, "xx")
def blob_cloned(this: Any, original: Any) -> None:
    """A clone has the same bytes and stands at their start."""
    if isinstance(this, Blob) and isinstance(original, Blob):
        this[:] = original
        this.ƒposition = 0


BLOB_NATIVES = (
    blob_constructor,
    blob_resize,
    blob_swap2,
    blob_swap4,
    blob_set,
    blob_get,
    blob_typeof,
    blob_nexti,
    blob_cloned,
)

# What impOS adds


def checked_impos_blob(this: Any, name: str) -> Any:
    """The blob of one of the methods below; in a stock VM they are names like any other."""
    blob = checked_blob(this, "blob")
    if not is_impos(blob):
        check("xn", this, name)
    return blob


@native("tostring", 1, "x")
def blob_tostring(this: Any) -> str:
    """All bytes as a string (developer.electricimp.com/node/2501)."""
    return checked_impos_blob(this, "tostring").decode("latin-1")  # type: ignore[no-any-return]


@native("readstring", 2, "xn")
def blob_readstring(this: Any, length: Any) -> str:
    """The next bytes as a string (developer.electricimp.com/node/2468). ASSUMED: fewer at the end; none is an error."""
    blob = checked_impos_blob(this, "readstring")
    position = blob.ƒposition
    data = blob[position : position + max(as_integer(length), 0)]
    if not data:
        raise SquirrelError("no data left to read")
    blob.ƒposition = position + len(data)
    return data.decode("latin-1")  # type: ignore[no-any-return]


@native("writestring", 2, "xs")
def blob_writestring(this: Any, text: str) -> None:
    """Writes the bytes of a string at the position (developer.electricimp.com/node/2393)."""
    write(checked_impos_blob(this, "writestring"), text.encode("latin-1"))


@native("_tostring", 1, "x")
def blob_text(this: Any) -> Any:
    """What a blob becomes when a string is joined to it or it is logged: its bytes (developer.electricimp.com/node/2501
    says that blobs convert to strings implicitly; UBloxM8N relies on it)."""
    return this.decode("latin-1") if is_impos(this) else None


IMPOS_NATIVES = (blob_text, blob_tostring, blob_readstring, blob_writestring)


def write(blob: Any, data: Any) -> None:
    """Writes bytes at the position, which moves behind them; the blob grows as needed."""
    position = blob.ƒposition
    end = position + len(data)
    if end > len(blob):
        checked_blob_size(end)
    blob[position:end] = data
    blob.ƒposition = end


def number_to_write(value: Any) -> Any:
    """An argument of writen as an integer: impOS takes anything, as 0 (developer.electricimp.com/node/2308)."""
    if type(value) is int:
        return value
    return truncate(value) if type_name(value) == "float" else 0
