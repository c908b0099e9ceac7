"""Values as text: `tostring`, concatenation, `typeof`, `print`."""

from __future__ import annotations

from impsim.squirrel.access import call, metamethod_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.numeric import float_text
from impsim.squirrel.values import TYPE_NAMES, type_name
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.table import DelegatedTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FIRST_ADDRESS = 0x10000000  # where our objects pretend to lie
_BYTES_APART = 0x20
_last_serial = [0]
_numbered_arrays: dict[int, Any] = {}  # id -> (number, array); a list has no room for its number
MOST_NUMBERED_ARRAYS = 4096  # the oldest is forgotten, or a program that prints arrays would keep them all


# How `null` reads: C's %p of a null pointer. What a device prints is in the logs of public test projects
# (electricimp/UBloxM8N: "error: (null : 0x0)").
STOCK_NULL = "(null : 0x(nil))"
IMPOS_NULL = "(null : 0x0)"
_null = [STOCK_NULL]


def show_null_as(text: str) -> None:
    """Sets how `null` reads from here on; a VM does this whenever it starts to run."""
    _null[0] = text


def reset_serials() -> None:
    """Makes the next simulation number its objects from the start, so that its trace repeats."""
    _last_serial[0] = 0
    _numbered_arrays.clear()


def kept_serials() -> tuple[int, dict[int, Any]]:
    """Where the numbering stands, for `take_back_serials` after another simulation has run meanwhile."""
    return _last_serial[0], dict(_numbered_arrays)


def take_back_serials(kept: tuple[int, dict[int, Any]]) -> None:
    """Goes on numbering where it stood."""
    _last_serial[0] = kept[0]
    _numbered_arrays.clear()
    _numbered_arrays.update(kept[1])


def serial(value: Any) -> int:
    """The number of an object, given when it is first shown or ordered."""
    if type(value) is Array:
        return _array_serial(value)
    try:
        return value.ƒserial  # type: ignore[no-any-return]
    except AttributeError:
        _last_serial[0] += 1
        object.__setattr__(value, "ƒserial", _last_serial[0])
        return _last_serial[0]


def _array_serial(array: Any) -> int:
    known = _numbered_arrays.get(id(array))
    if known is None:
        if len(_numbered_arrays) >= MOST_NUMBERED_ARRAYS:
            del _numbered_arrays[next(iter(_numbered_arrays))]
        _last_serial[0] += 1
        known = _numbered_arrays[id(array)] = (_last_serial[0], array)
    return known[0]


def address(value: Any) -> int:
    """A stand-in for the object's address: the same in every run."""
    return _FIRST_ADDRESS + _BYTES_APART * serial(value)


def tostring(value: Any) -> str:
    """A value as text, by `_tostring` where it has one."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    if kind is float:
        return float_text(value)
    if value is None:
        return _null[0]
    if kind is bool:
        return "true" if value else "false"
    return _object_text(value)


def _object_text(value: Any) -> str:
    metamethod = metamethod_of(value, "_tostring")
    if metamethod is not None:
        shown = call(metamethod, value)
        if type(shown) is str:
            return shown
    return "(%s : 0x%08x)" % (type_name(value), address(value))


def concatenate(left: Any, right: Any) -> str:
    """`left + right` where either is a string. Raises SquirrelError when the result is too long."""
    text = tostring(left) + tostring(right)
    return text if len(text) <= MAX_STRING else too_long(text)


def too_long(text: str) -> str:
    """Raises the error for a string past the limit."""
    raise SquirrelError("string too long (over %d characters)" % MAX_STRING)


def type_of(value: Any) -> Any:
    """`typeof value`, by `_typeof` where it has one."""
    kind = type(value)
    name = TYPE_NAMES.get(kind)
    if name is not None and kind is not DelegatedTable:
        return name
    metamethod = metamethod_of(value, "_typeof")
    if metamethod is not None:
        return call(metamethod, value)
    return name or "instance"
