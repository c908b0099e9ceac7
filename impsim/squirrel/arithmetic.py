"""Operators on any operands. Compiled code does int with int, and known floats, inline."""

from __future__ import annotations

from impsim.squirrel.access import call, metamethod_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import CELL, VIEW, f32, float_divide, float_modulo, int_divide, int_modulo, wrap
from impsim.squirrel.text import concatenate
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_METAMETHODS = {"+": "_add", "-": "_sub", "*": "_mul", "/": "_div", "%": "_modulo"}


def as_float(number: Any) -> float:
    """An operand of float arithmetic: an integer is rounded to float32 first."""
    return number if type(number) is float else f32(number)


def _are_numbers(a: Any, b: Any) -> bool:
    return (type(a) is float or type(a) is int) and (type(b) is float or type(b) is int)


def _by_metamethod(operator: str, a: Any, b: Any) -> Any:
    metamethod = metamethod_of(a, _METAMETHODS[operator])
    if metamethod is None:
        raise SquirrelError("arith op %s on between '%s' and '%s'" % (operator, type_name(a), type_name(b)))
    return call(metamethod, a, b)


def add(a: Any, b: Any) -> Any:
    """`a + b`."""
    kind = type(a)
    if kind is type(b):
        if kind is float:
            VIEW[0] = a + b
            return CELL[0]
        if kind is int:
            return (a + b + 0x80000000 & 0xFFFFFFFF) - 0x80000000
    if _are_numbers(a, b):
        return f32(as_float(a) + as_float(b))
    if kind is str or type(b) is str:
        return concatenate(a, b)
    return _by_metamethod("+", a, b)


def subtract(a: Any, b: Any) -> Any:
    """`a - b`."""
    kind = type(a)
    if kind is type(b):
        if kind is float:
            VIEW[0] = a - b
            return CELL[0]
        if kind is int:
            return (a - b + 0x80000000 & 0xFFFFFFFF) - 0x80000000
    if _are_numbers(a, b):
        return f32(as_float(a) - as_float(b))
    return _by_metamethod("-", a, b)


def multiply(a: Any, b: Any) -> Any:
    """`a * b`."""
    kind = type(a)
    if kind is type(b):
        if kind is float:
            VIEW[0] = a * b
            return CELL[0]
        if kind is int:
            return (a * b + 0x80000000 & 0xFFFFFFFF) - 0x80000000
    if _are_numbers(a, b):
        return f32(as_float(a) * as_float(b))
    return _by_metamethod("*", a, b)


def divide(a: Any, b: Any) -> Any:
    """`a / b`."""
    if type(a) is int and type(b) is int:
        if b == 0:
            raise SquirrelError("division by zero")
        return int_divide(a, b)
    if _are_numbers(a, b):
        return float_divide(as_float(a), as_float(b))
    return _by_metamethod("/", a, b)


def modulo(a: Any, b: Any) -> Any:
    """`a % b`."""
    if type(a) is int and type(b) is int:
        if b == 0:
            raise SquirrelError("modulo by zero")
        return int_modulo(a, b)
    if _are_numbers(a, b):
        return float_modulo(as_float(a), as_float(b))
    return _by_metamethod("%", a, b)


def negate(a: Any) -> Any:
    """`-a`."""
    if type(a) is int:
        return wrap(-a)
    if type(a) is float:
        return -a
    metamethod = metamethod_of(a, "_unm")
    if metamethod is None:
        raise SquirrelError("attempt to negate a %s" % type_name(a))
    return call(metamethod, a)


def invert(a: Any) -> int:
    """`~a`."""
    if type(a) is int:
        return ~a
    raise SquirrelError("attempt to perform a bitwise op on a %s" % type_name(a))


def _not_bits(a: Any, b: Any) -> SquirrelError:
    return SquirrelError("bitwise op between '%s' and '%s'" % (type_name(a), type_name(b)))


def bit_and(a: Any, b: Any) -> int:
    """`a & b`."""
    if type(a) is int and type(b) is int:
        return a & b
    raise _not_bits(a, b)


def bit_or(a: Any, b: Any) -> int:
    """`a | b`."""
    if type(a) is int and type(b) is int:
        return a | b
    raise _not_bits(a, b)


def bit_xor(a: Any, b: Any) -> int:
    """`a ^ b`."""
    if type(a) is int and type(b) is int:
        return a ^ b
    raise _not_bits(a, b)


def shift_left(a: Any, b: Any) -> int:
    """`a << b`: the processor uses the low five bits of the count."""
    if type(a) is int and type(b) is int:
        return wrap(a << (b & 31))
    raise _not_bits(a, b)


def shift_right(a: Any, b: Any) -> int:
    """`a >> b`, keeping the sign."""
    if type(a) is int and type(b) is int:
        return a >> (b & 31)
    raise _not_bits(a, b)


def shift_unsigned(a: Any, b: Any) -> int:
    """`a >>> b`, filling with zeros."""
    if type(a) is int and type(b) is int:
        return wrap((a & 0xFFFFFFFF) >> (b & 31))
    raise _not_bits(a, b)
