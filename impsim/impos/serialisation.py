"""Serialised values: what a message, nv and server.save() keep of a Squirrel value (D/node/824).

A packed value is plain and is never changed: None, bool, int, float; str, a safe string; bytes, a
blob; a tuple, an array; a dict with safe strings as keys, a table. Whoever wants a Squirrel value
unpacks a new one, so that nothing is shared between two programs or two runs.

What cannot be serialised is left out without an error: functions, classes, instances, generators, and
table entries whose key is no safe string. A string that is not ASCII or UTF-8, or has a NUL in it, becomes
a blob. Of a table only its own slots count, not those of its delegate.
"""

from __future__ import annotations

from impsim.impos.conversions import float_to_json, to_text
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.text import tostring
from impsim.squirrel.values import Array, dereference, is_table, items, shown, table, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEEPEST = 64  # assumed: containers inside containers; it also ends what contains itself
MOST_BYTES = 262144  # the largest request that an agent takes (D/node/2509)
HEAD_BYTES = 3  # assumed: a type and a length before strings, blobs, arrays and tables
NUMBER_BYTES = 5  # assumed: a type and 32 bits
BYTE_BYTES = 1  # assumed: null and bools are a type only
TOO_DEEP = "too many nested tables or arrays to serialize"  # assumed: no public text says it
TOO_LARGE = "too much data to serialize"  # assumed: no public text says it


class _Nothing:
    __slots__ = ()


NOTHING: Any = _Nothing()  # what becomes of a value that cannot be serialised


def is_safe(string: str) -> bool:
    """Whether a string is serialised as a string: ASCII or UTF-8 without a NUL."""
    if "\0" in string:
        return False
    if string.isascii():
        return True
    try:
        string.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Packing:
    """One value on its way into its packed form.

    room: bytes left, so that a few tables that hold each other many times do not grow without end.
    left_out: (key, type name) of what could not be serialised.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.left_out: list[tuple[str, str]] = []

    def value(self, value: Any, depth: int) -> Any:
        """The packed form, or NOTHING. depth: of containers around it."""
        if is_table(value):
            packed: Any = self._slots(value, _deeper(depth))
        elif type(value) is Array:
            packed = self._elements(value, _deeper(depth))
        else:
            packed = self.single(value)
        if packed is not NOTHING:
            self._take(_own_size(packed))
        return packed

    def _take(self, taken: int) -> None:
        self.room -= taken
        if self.room < 0:
            raise SquirrelError(TOO_LARGE)

    def _elements(self, array: Any, depth: int) -> tuple[Any, ...]:
        """Assumed: those that are left out leave no gap."""
        packed = [self._part(index, element, depth) for index, element in enumerate(array)]
        return tuple([part for part in packed if part is not NOTHING])

    def _slots(self, table: Any, depth: int) -> dict[str, Any]:
        packed = {}
        for key, slot in items(table):
            if type(key) is not str or not is_safe(key):
                self._leave_out(key, slot)
                continue
            part = self._part(key, slot, depth)
            if part is not NOTHING:
                packed[key] = part
        return packed

    def _part(self, key: Any, value: Any, depth: int) -> Any:
        value = dereference(value)
        packed = self.value(value, depth)
        if packed is NOTHING:
            self._leave_out(key, value)
        return packed

    def _leave_out(self, key: Any, value: Any) -> None:
        kind = "blob" if isinstance(value, Blob) else type_name(value)
        self.left_out.append((shown(key), kind))

    def single(self, value: Any) -> Any:
        """What is not a container."""
        if value is None or type(value) in (bool, int, float):
            return value
        if type(value) is str:
            return value if is_safe(value) else value.encode("latin-1")
        return bytes(value) if isinstance(value, Blob) else NOTHING


def _deeper(depth: int) -> int:
    if depth == DEEPEST:
        raise SquirrelError(TOO_DEEP)
    return depth + 1


class _JsonPacking(_Packing):
    """The same where blobs are not allowed, and numbers must be numbers (D/node/824)."""

    def single(self, value: Any) -> Any:
        if type(value) is float and not abs(value) < float("inf"):
            return None
        packed = super().single(value)
        return NOTHING if type(packed) is bytes else packed


class _AgentPacking(_Packing):
    """As agents send: what cannot be serialised becomes null, as MessageManager's public tests show."""

    def single(self, value: Any) -> Any:
        packed = super().single(value)
        return None if packed is NOTHING else packed


def pack_of_agent(value: Any) -> Any:
    """As `pack`, for what an agent sends to its imp."""
    return _AgentPacking(MOST_BYTES).value(value, 0)


def pack(value: Any) -> Any:
    """A value in its packed form.

    Assumed: a value that itself cannot be serialised becomes null, as no page tells of an error.
    Raises SquirrelError for what is nested too deep (or contains itself) and for more than MOST_BYTES.
    """
    return pack_telling(value)[0]


def pack_telling(value: Any) -> tuple[Any, bool]:
    """The same, and whether all of the value is in it."""
    packing = _Packing(MOST_BYTES)
    packed = packing.value(value, 0)
    return (None, False) if packed is NOTHING else (packed, not packing.left_out)


def pack_as_json(value: Any) -> tuple[Any, list[tuple[str, str]]]:
    """A table as server.save() keeps it, and (key, type) of all that was left out. Raises as `pack` does."""
    packing = _JsonPacking(MOST_BYTES)
    return packing.value(value, 0), packing.left_out


def unpack(packed: Any) -> Any:
    """A new Squirrel value."""
    kind = type(packed)
    if kind is dict:
        return table({key: unpack(slot) for key, slot in packed.items()})
    if kind is tuple:
        return [unpack(element) for element in packed]
    return impos_blob(packed) if kind is bytes else packed


def size(packed: Any) -> int:
    """Its bytes on the wire. Assumed: a compact encoding; the real one is not public."""
    kind = type(packed)
    parts = packed.values() if kind is dict else packed if kind is tuple else ()
    return _own_size(packed) + sum(map(size, parts))


def _own_size(packed: Any) -> int:
    """The same without the values that it contains."""
    kind = type(packed)
    if kind is int or kind is float:
        return NUMBER_BYTES
    if kind is str or kind is bytes:
        return HEAD_BYTES + len(packed)
    if kind is dict:
        return HEAD_BYTES + sum(HEAD_BYTES + len(key) for key in packed)
    return HEAD_BYTES if kind is tuple else BYTE_BYTES


def plain(packed: Any) -> Any:
    """As Python's json module takes it, for traces: strings as text, blobs as {"blob": hexadecimal digits}."""
    kind = type(packed)
    if kind is dict:
        return {to_text(key): plain(slot) for key, slot in packed.items()}
    if kind is tuple:
        return [plain(element) for element in packed]
    if kind is bytes:
        return {"blob": packed.hex()}
    if kind is str:
        return to_text(packed)
    return float_to_json(packed) if kind is float else packed


def json_size(packed: Any) -> int:
    """The bytes of its JSON text. Assumed: without spaces, and with only what must be escaped escaped."""
    kind = type(packed)
    if kind is dict:
        slots = sum(json_size(key) + json_size(slot) + 1 for key, slot in packed.items())
        return slots + _commas(packed) + 2
    if kind is tuple:
        return sum(map(json_size, packed)) + _commas(packed) + 2
    if kind is str:
        return len(packed) + 2 + sum(map(_escaping, packed))
    return 4 if packed is None else len(tostring(packed))


def _commas(packed: Any) -> int:
    return max(len(packed) - 1, 0)


def _escaping(character: str) -> int:
    """How many bytes more than one a character takes in JSON."""
    if character in '"\\\b\f\n\r\t':
        return 1
    return 5 if character < " " else 0
