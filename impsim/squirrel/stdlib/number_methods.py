"""Methods of integer, float and bool, and the two that every value has: tostring and weakref."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import plain
from impsim.squirrel.numeric import f32, truncate
from impsim.squirrel.stdlib.arguments import as_integer, slots, wrong_argument
from impsim.squirrel.text import tostring
from impsim.squirrel.values import weakref_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CHARACTERS = tuple(map(chr, range(256)))
NUMBERS = (int, float, bool)
NUMBER = "n|b"


@plain("tointeger", 1, NUMBER)
def number_tointeger(this: Any) -> int:
    """The number without its fraction; INT_MIN for what does not fit."""
    kind = type(this)
    if kind is int:
        return this  # type: ignore[no-any-return]
    if kind is float:
        return truncate(this)
    if kind is bool:
        return int(this)
    raise wrong_argument(NUMBER, this)


@plain("tofloat", 1, NUMBER)
def number_tofloat(this: Any) -> float:
    """The number as a float."""
    if type(this) is float:
        return this
    if type(this) not in NUMBERS:
        raise wrong_argument(NUMBER, this)
    return f32(this)


@plain("tochar", 1, NUMBER)
def number_tochar(this: Any) -> str:
    """A string of one byte, the number's lowest."""
    if type(this) is int:
        return CHARACTERS[this & 255]
    if type(this) not in NUMBERS:
        raise wrong_argument(NUMBER, this)
    return CHARACTERS[as_integer(this) & 255]


@plain("tostring", 1, ".")
def object_tostring(this: Any) -> Any:
    """The value as text. A throwing `_tostring` is ignored, as in the reference: the result is then the value."""
    try:
        return tostring(this)
    except SquirrelError:
        return this


@plain("weakref", 1)
def object_weakref(this: Any) -> Any:
    """A weak reference to an object; numbers, bools and null are their own."""
    return this if this is None or type(this) in NUMBERS else weakref_to(this)


NUMBER_METHODS = slots(number_tointeger, number_tofloat, number_tochar, object_tostring, object_weakref)
