"""Static types, and integers as intervals.

A type is None (unknown), FLOAT, STRING, BOOL, NULL, ARRAY, TABLE, or for an integer the pair
(lowest, highest) that it can be. `+ - *` are ring operations modulo 2**32, so a result may
leave int32 and is wrapped only when somebody looks: the pair then says by how much.
"""

from __future__ import annotations

from typing import Any

Type = Any  # None, one of the letters below, or a pair of ints

FLOAT = "f"
STRING = "s"
BOOL = "b"
NULL = "n"
ARRAY = "A"
TABLE = "T"  # by a constructor: its own slots are in its dict, whatever delegate it may get
LOWEST = -0x80000000
HIGHEST = 0x7FFFFFFF
INT = (LOWEST, HIGHEST)
WIDEST = 1 << 90  # wider intermediate results are wrapped early


def is_int(kind: Type) -> bool:
    """Whether the type is an integer."""
    return type(kind) is tuple


def is_number(kind: Type) -> bool:
    """Whether the type is an integer or a float."""
    return type(kind) is tuple or kind == FLOAT


def wrapped(kind: Type) -> Type:
    """The type once wrapped to int32."""
    if is_int(kind) and (kind[0] < LOWEST or kind[1] > HIGHEST):
        return INT
    return kind


def join(a: Type, b: Type) -> Type:
    """The least type that covers both."""
    if a == b:
        return a
    if is_int(a) and is_int(b):
        return (min(a[0], b[0]), max(a[1], b[1]))
    return None


def ring(op: str, a: Any, b: Any) -> Type:
    """The interval of + - * on two intervals, not wrapped."""
    if op == "+":
        return (a[0] + b[0], a[1] + b[1])
    if op == "-":
        return (a[0] - b[1], a[1] - b[0])
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return (min(corners), max(corners))


def is_mask(kind: Type) -> bool:
    """Whether `& it` gives the same of an integer that is not wrapped yet."""
    return is_int(kind) and kind[0] >= 0 and kind[1] <= HIGHEST


def bits(op: str, a: Any, b: Any) -> Type:
    """The interval of & | ^ << >> >>> on two wrapped intervals."""
    if op == "&" and (a[0] >= 0 or b[0] >= 0):
        return (0, min(x[1] for x in (a, b) if x[0] >= 0))
    if op in "|^" and a[0] >= 0 and b[0] >= 0:
        return (0, (1 << max(a[1].bit_length(), b[1].bit_length())) - 1)
    if op == ">>" and 0 <= b[0] <= b[1] <= 31:
        return (a[0] >> (b[0] if a[0] < 0 else b[1]), a[1] >> (b[0] if a[1] >= 0 else b[1]))
    if op == ">>>" and 1 <= b[0] <= b[1] <= 31:
        return (0, 0xFFFFFFFF >> b[0])
    return INT


def binary(op: str, a: Type, b: Type) -> Type:
    """The type of `a op b`, an integer perhaps not wrapped."""
    if is_int(a) and is_int(b):
        if op in "+-*":
            kind = ring(op, a, b)
            return kind if kind[1] - kind[0] < WIDEST else INT
        if op == "&" and (is_mask(a) or is_mask(b)):
            return (0, min(x[1] for x in (a, b) if is_mask(x)))
        a, b = wrapped(a), wrapped(b)
        if op in ("&", "|", "^", "<<", ">>", ">>>"):
            return bits(op, a, b)
        return _division(op, a, b)
    if op == "+" and STRING in (a, b):
        return STRING
    if op in ("&", "|", "^", "<<", ">>", ">>>"):
        return INT
    if is_number(a) and is_number(b):
        return FLOAT
    return None


def _division(op: str, a: Any, b: Any) -> Type:
    if op == "%" and b[0] > 0:
        return (0 if a[0] >= 0 else 1 - b[1], min(a[1], b[1] - 1) if a[0] >= 0 else b[1] - 1)
    if op == "/" and b[0] > 0 and a[0] >= 0:
        return (0, a[1])
    return INT


def constant_type(value: Any) -> Type:
    """The type of a literal."""
    if type(value) is int:
        return (value, value)
    return {float: FLOAT, str: STRING, bool: BOOL, type(None): NULL}[type(value)]
