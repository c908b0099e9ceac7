"""Order and equality."""

from __future__ import annotations

from impsim.squirrel.access import call, metamethod_of
from impsim.squirrel.arithmetic import as_float
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.text import serial
from impsim.squirrel.values import shown, type_name
from impsim.squirrel.values.array import Array

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def compare(a: Any, b: Any) -> int:
    """`a <=> b`. Raises SquirrelError for values that have no order."""
    kind = type(a)
    other = type(b)
    if kind is other:
        if kind is int:
            return -1 if a < b else 1 if a > b else 0
        if kind is str:
            if "\0" in a or "\0" in b:  # C's strcmp: a NUL ends a string
                a, b = a.partition("\0")[0], b.partition("\0")[0]
            return -1 if a < b else 1 if a > b else 0
        if kind is float:
            return 0 if float_bits_equal(a, b) else -1 if a < b else 1
        if a is b:
            return 0
        if kind is bool:
            return 1 if a else -1
    elif (kind is int or kind is float) and (other is int or other is float):
        x, y = as_float(a), as_float(b)
        return 0 if x == y else -1 if x < y else 1
    return _compare_others(a, b)


def float_bits_equal(a: float, b: float) -> bool:
    """The reference compares floats by their bits first: NaN equals itself, 0.0 differs from -0.0."""
    if a == b:
        return a != 0.0 or str(a) == str(b)
    return a != a and b != b


def _compare_others(a: Any, b: Any) -> int:
    if a is b:
        return 0
    if type_name(a) == type_name(b):
        metamethod = metamethod_of(a, "_cmp")
        if metamethod is None:
            return -1 if serial(a) < serial(b) else 1
        order = call(metamethod, a, b)
        if type(order) is not int:
            raise SquirrelError("_cmp must return an integer")
        return order
    if a is None:
        return -1
    if b is None:
        return 1
    raise SquirrelError("comparison between '%s' and '%s'" % (shown(a), shown(b)))


def less(a: Any, b: Any) -> bool:
    """`a < b`."""
    if type(a) is float and type(b) is float:
        return a < b or (a != a or b != b) and compare(a, b) < 0
    return compare(a, b) < 0


def greater(a: Any, b: Any) -> bool:
    """`a > b`."""
    return compare(a, b) > 0


def less_or_equal(a: Any, b: Any) -> bool:
    """`a <= b`."""
    return compare(a, b) <= 0


def greater_or_equal(a: Any, b: Any) -> bool:
    """`a >= b`."""
    return compare(a, b) >= 0


def equal(a: Any, b: Any) -> bool:
    """`a == b`: never throws, never asks a metamethod."""
    kind = type(a)
    other = type(b)
    if kind is other:
        if kind is float:
            return float_bits_equal(a, b)
        return a is b if kind is Array else a == b
    if (kind is int or kind is float) and (other is int or other is float):
        return as_float(a) == as_float(b)
    return a is b


def unequal(a: Any, b: Any) -> bool:
    """`a != b`."""
    return not equal(a, b)
