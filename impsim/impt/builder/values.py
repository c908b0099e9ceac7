"""Values of Builder's expressions and how they convert into each other.

Builder evaluates with JavaScript's values, and projects rely on the conversions: a variable given on a command line is
a string, yet `@if LEVEL == 2` compares it with a number. So numbers are floats here, as there; null is None; a list
is an array; a dict is an object, which only comes from a file of variables.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

LONGEST_TEXT = 4 << 20  # characters; no program is longer, and doubling a string in a loop must end somewhere
NOT_A_NUMBER = float("nan")
_EXPONENT_FROM, _EXPONENT_BELOW = 1e21, 1e-6  # where JavaScript begins to write numbers with an exponent


class Unusable(Exception):
    """An operation that its operands do not allow. The argument says why."""


def taken(value: Any) -> Any:
    """A Python value (of a variable, from JSON) as a value of the language."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [taken(item) for item in value]
    if isinstance(value, dict):
        return {str(key): taken(item) for key, item in value.items()}
    return value


def truth(value: Any) -> bool:
    """Whether a condition holds: not null, false, 0, NaN or the empty string; an empty array holds."""
    if isinstance(value, float):
        return value == value and value != 0
    return isinstance(value, (list, dict)) or bool(value)


def text(value: Any) -> str:
    """What `@{value}` puts into the output."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, list):
        return bounded(",".join("" if item is None else text(item) for item in value))
    return value if isinstance(value, str) else "[object Object]"


def bounded(result: str) -> str:
    if len(result) > LONGEST_TEXT:
        raise Unusable("the text grows over %d MiB" % (LONGEST_TEXT >> 20))
    return result


def _number_text(value: float) -> str:
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    if _EXPONENT_BELOW <= abs(value) < _EXPONENT_FROM:
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    mantissa, exponent = repr(value).split("e")
    return "%se%+d" % (mantissa.removesuffix(".0"), int(exponent))


def number(value: Any) -> float:
    """A value as a number; NaN where it is none."""
    if value is None:
        return 0.0
    if isinstance(value, (bool, float)):
        return float(value)
    return _number_of_text(text(value).strip())


def _number_of_text(spelled: str) -> float:
    if not spelled:
        return 0.0
    try:
        if spelled[:2] in ("0x", "0X"):
            return float(int(spelled[2:], 16))
        return NOT_A_NUMBER if "_" in spelled or spelled.lstrip("+-")[:1] in tuple("iInN") else float(spelled)
    except ValueError:
        return NOT_A_NUMBER


def plus(left: Any, right: Any) -> Any:
    """Concatenation as soon as one side is no number, boolean or null."""
    if isinstance(left, (str, list, dict)) or isinstance(right, (str, list, dict)):
        return bounded(text(left) + text(right))
    return number(left) + number(right)


def minus(left: Any, right: Any) -> float:
    return number(left) - number(right)


def times(left: Any, right: Any) -> float:
    return number(left) * number(right)


def divided(left: Any, right: Any) -> float:
    return number(left) / _divisor(right)


def remainder(left: Any, right: Any) -> float:
    """With the sign of the left side."""
    dividend, divisor = number(left), _divisor(right)
    return NOT_A_NUMBER if math.isinf(dividend) else math.fmod(dividend, divisor)


def _divisor(value: Any) -> float:
    divisor = number(value)
    if divisor == 0:
        raise Unusable("division by zero")
    return divisor


def equal(left: Any, right: Any) -> bool:
    """JavaScript's `==`: "2" equals 2, null equals only itself, arrays are compared by identity."""
    if left is None or right is None:
        return left is right
    if isinstance(left, (list, dict)) and isinstance(right, (list, dict)):
        return left is right
    if isinstance(left, str) and isinstance(right, (str, list, dict)):
        return left == text(right)
    if isinstance(right, str) and isinstance(left, (list, dict)):
        return text(left) == right
    return number(left) == number(right)


def less(left: Any, right: Any) -> bool:
    """Strings by their characters, anything else as numbers."""
    if isinstance(left, (str, list, dict)) and isinstance(right, (str, list, dict)):
        return text(left) < text(right)
    return number(left) < number(right)


def less_or_equal(left: Any, right: Any) -> bool:
    if isinstance(left, (str, list, dict)) and isinstance(right, (str, list, dict)):
        return text(left) <= text(right)
    return number(left) <= number(right)
