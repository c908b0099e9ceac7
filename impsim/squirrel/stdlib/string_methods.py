"""Methods of string."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_STRING
from impsim.squirrel.native import plain
from impsim.squirrel.numeric import f32, truncate
from impsim.squirrel.stdlib.arguments import as_integer, check, slots, wrong_argument
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.stdlib.number_text import hexadecimal_integer, number_of
from impsim.squirrel.values import MISSING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SURELY_INT32 = 9  # digits
UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}  # bytes past 127 have no case, as in C's locale
LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@plain("len", 1, "s")
def string_len(this: Any) -> int:
    """The number of bytes."""
    if type(this) is str:
        return len(this)
    raise wrong_argument("s", this)


def slice_range(length: int, start: Any, end: Any) -> tuple[int, int]:
    """The bounds of `slice(start, end)`; negative ones count from the end.

    Raises SquirrelError("wrong indexes") or ("slice out of range").
    """
    start = 0 if start is MISSING else as_integer(start)
    end = length if end is MISSING else as_integer(end)
    if start < 0:
        start += length
    if end < 0:
        end += length
    if end < start:
        raise SquirrelError("wrong indexes")
    if end > length:
        raise SquirrelError("slice out of range")
    return start, end


@plain("slice", -1, "snn")
def string_slice(this: Any, start: Any = MISSING, end: Any = MISSING, *_: Any) -> str:
    """The bytes from start up to end."""
    if type(this) is str and type(start) is int:
        if end is MISSING:
            if 0 <= start <= len(this):
                return this[start:]
        elif type(end) is int and 0 <= start <= end <= len(this):
            return this[start:end]
    check("snn", this, start, end)
    start, end = slice_range(len(this), start, end)
    if start >= 0:
        return this[start:end]  # type: ignore[no-any-return]
    if end - start > MAX_STRING:
        raise SquirrelError("string too long (over %d characters)" % MAX_STRING)
    missing = "\0" * min(-start, end - start)  # the reference reads what lies in front of the string
    return missing + this[: max(end, 0)]  # type: ignore[no-any-return]


@plain("find", -2, "ssn")
def string_find(this: Any, wanted: Any, start: Any = 0, *_: Any) -> Any:
    """The index of the first occurrence at or after start, or null. C's strstr: a NUL ends both strings."""
    if type(this) is not str or type(wanted) is not str or type(start) is not int:
        check("ssn", this, wanted, start)
        start = as_integer(start)
    if "\0" in wanted:
        wanted = wanted.partition("\0")[0]
    if not 0 <= start < len(this):
        return None
    found = this.find(wanted, start)
    if found < 0 or (found > start and "\0" in this[start:found]):
        return None
    return found


@plain("find", -2, "ssn")
def string_find_impos(this: Any, wanted: Any, start: Any = 0, *_: Any) -> Any:
    """The same in impOS, where a NUL is a byte like others: public SPIFlashLogger code finds binary markers so."""
    if type(this) is not str or type(wanted) is not str or type(start) is not int:
        check("ssn", this, wanted, start)
        start = as_integer(start)
    found = this.find(wanted, start) if 0 <= start < len(this) else -1
    return None if found < 0 else found


@plain("tolower", 1, "s")
def string_tolower(this: Any) -> str:
    """With A to Z made lower case."""
    if type(this) is not str:
        raise wrong_argument("s", this)
    return this.lower() if this.isascii() else this.translate(LOWER)


@plain("toupper", 1, "s")
def string_toupper(this: Any) -> str:
    """With a to z made upper case."""
    if type(this) is not str:
        raise wrong_argument("s", this)
    return this.upper() if this.isascii() else this.translate(UPPER)


@plain("tointeger", 1, "s")
def string_tointeger(this: Any) -> int:
    """The decimal number that the string starts with; a float's fraction is dropped."""
    if type(this) is not str:
        raise wrong_argument("s", this)
    if len(this) <= SURELY_INT32 and (this.isdecimal() or (this[:1] == "-" and this[1:].isdecimal())):
        return int(this)
    number = number_of(this)
    if number is None:
        raise SquirrelError("cannot convert the string")
    return number if type(number) is int else truncate(number)


@plain("tointeger", 1, "s")
def string_tointeger_impos(this: Any) -> int:
    """The same in impOS, which reads "0x..." as hexadecimal too."""
    number = hexadecimal_integer(this) if type(this) is str and not this.isdecimal() else None
    return string_tointeger(this) if number is None else number


@plain("tofloat", 1, "s")
def string_tofloat(this: Any) -> float:
    """The number that the string starts with."""
    if type(this) is not str:
        raise wrong_argument("s", this)
    number = number_of(this)
    if number is None:
        raise SquirrelError("cannot convert the string")
    return f32(number)


STRING_METHODS = slots(
    string_len,
    string_tointeger,
    string_tofloat,
    object_tostring,
    string_slice,
    string_find,
    string_tolower,
    string_toupper,
    object_weakref,
)
