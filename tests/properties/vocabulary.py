"""What generated programs are made of: values, names of slots, operators."""

from __future__ import annotations

from impsim.squirrel.nodes import Expr
from properties import build as b

INTS = [0, 1, 2, 3, -1, 5, 7, 10, -7, 31, 32, 33, 100, 127, 128, 255, 256, 1000, -128, 65535, 65536]
INTS += [0x7FFFFFFF, -0x80000000, 0x7FFFFFFE, -0x7FFFFFFF, 1000003, 0x55555555, 46341, -46341]
FLOATS = [0.0, 1.0, 0.5, -1.5, 2.0, 0.1, 3.14159, -0.0, 100.25, 1e10, -1e10, 1e-5, 16777216.0, 3e38, 1e-40, 123456.789]
STRINGS = ["", "a", "abc", "Hello World", " x ", "0", "12", "-7", "3.5", "1e3", "2timesfour", "n0", "len", "a,b,,c"]
STRINGS += ["\t\n\"\\'", "\xe9\xff\x80", "A\xc4b", "zz" * 20, "%d", "\x01\x7f", "a\0b", "0x1F", "null", "__class__"]
NUMERALS = ["0", "12", "-7", "3.5", "1e3", "2timesfour", " 8", "007", "-1.5e-3"]
SLOTS = ["n0", "n1", "n2", "n3", "a b", "\xe9", "7", ""]  # hold primitives, in every container
ODD_SLOTS = ["len", "find", "real", "append", "__class__", "keys", "None", "imag", "tostring", "format", "self", "0"]
OBJECTS = ["o0", "o1", "m0", "m1", "m2"]  # hold anything
ARITHMETIC = ["+", "-", "*"]
BITWISE = ["&", "|", "^", "<<", ">>", ">>>"]
COMPARISONS = ["<", "==", "!=", ">", "<=", ">="]
FORMATS = [
    "%d",
    "%5d|",
    "%-5d|",
    "%05d",
    "%x",
    "%X",
    "%c",
    "%i",
    "%u",
    "%o",
    "%+d",
    "%s",
    "%3s|",
    "%.2f",
    "%g",
    "%5.1f",
]


def sorted_bounds(first: int, last: int) -> list[Expr]:
    return [b.lit(min(first, last)), b.lit(max(first, last))]


def settled(assignment: Expr) -> Expr:
    """The value of an assignment to a local as it is now: in the reference it is the local itself, read late."""
    return b.conditional(b.lit(True), assignment, b.lit(None))


def is_name(slot: str) -> bool:
    return slot.isascii() and slot.isidentifier()
