"""int32 and float32 arithmetic on Python's numbers.

An integer value is a Python int inside int32; a float value is a Python float that
float32 can hold. Doubles add, subtract, multiply, divide and take square roots with
enough precision that rounding their result once to float32 is exact.
"""

from __future__ import annotations

from array import array
from math import copysign, fmod
from sys import implementation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INT_MIN = -0x80000000
INT_MAX = 0x7FFFFFFF

CELL = array("f", [0.0])  # `VIEW[0] = x; CELL[0]` rounds x: the fastest way to float32 that Python has
VIEW: Any = memoryview(CELL) if implementation.name == "cpython" else CELL  # CPython's views store faster than arrays


def wrap(value: int) -> int:
    """value modulo 2**32, as int32."""
    return (value + 0x80000000 & 0xFFFFFFFF) - 0x80000000


def f32(value: float) -> float:
    """value rounded to float32."""
    VIEW[0] = value
    return CELL[0]


def truncate(value: float) -> int:
    """The C cast of a float to int32 as x86 does it: INT_MIN for what does not fit."""
    if -2147483649.0 < value < 2147483648.0:
        return int(value)
    return INT_MIN


def int_divide(a: int, b: int) -> int:
    """a / b toward zero; INT_MIN / -1 is INT_MIN. b is not 0."""
    quotient = abs(a) // abs(b)
    if (a < 0) != (b < 0):
        return -quotient
    return quotient if quotient <= INT_MAX else INT_MIN


def int_modulo(a: int, b: int) -> int:
    """a % b with the sign of a. b is not 0."""
    remainder = abs(a) % abs(b)
    return -remainder if a < 0 else remainder


def float_divide(a: float, b: float) -> float:
    """a / b in float32, with IEEE's answers for a zero divisor."""
    if b:
        VIEW[0] = a / b
        return CELL[0]
    if a == 0.0 or a != a:
        return float("nan")
    negative = (a < 0) != (str(b)[0] == "-")
    return float("-inf") if negative else float("inf")


def float_modulo(a: float, b: float) -> float:
    """C's fmod in float32; where it is not defined, the negative NaN that the reference shows."""
    if a != a or b != b:
        return a if a != a else b
    if b == 0.0 or a in (float("inf"), float("-inf")):
        return -float("nan")
    VIEW[0] = fmod(a, b)
    return CELL[0]


def float_text(value: float, pattern: str = "%g") -> str:
    """A float as C prints it."""
    return pattern % value if value == value else ("nan" if copysign(1.0, value) > 0 else "-nan")
