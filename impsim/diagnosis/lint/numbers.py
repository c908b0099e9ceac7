"""Numbers that come out otherwise than arithmetic on paper: integers have 32 bits and divide without a rest."""

from __future__ import annotations

import re

from impsim.diagnosis.lint.api import meaning
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.places import spelled
from impsim.squirrel import nodes
from impsim.squirrel.numeric import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program

LARGEST = 0x7FFFFFFF
BITS = (1 << 32) - (1 << 16)  # from here on a small negative number is meant
RELATIONS = ("<", ">", "<=", ">=")
DECIMAL = re.compile(r"(-?)\s*(\d+)\Z")
OCTAL = re.compile(r"-?\s*0[0-7]+\Z")
HEXADECIMAL = re.compile(r"0[xX]")
CONSTANT = re.compile(r"=\s*(-?\s*\w+)\s*;?\s*\Z")
READINGS = {"read": (65535, 65536), "lightlevel": (65535, 65536), "rand": (LARGEST,)}  # what they stay below, or at
INTEGERS = ("len", "tointeger", "millis", "micros")
WIDTH = "integers have 32 bits: from -2147483648 to 2147483647"


def divided_without_rest(program: Program) -> Iterator[Finding]:
    """`1/2`, `pin.read() / 65535`, `count / 3 * 1.5`."""
    known = program.once(constants)
    for binary in program.of(nodes.Binary):
        if binary.op != "/":
            continue
        left, right = known.get(binary.left), known.get(binary.right)
        shown = spelled(program.source, binary)
        if left is not None and right and left % right and _matters(program, binary, left, right):
            yield Finding(
                binary.pos,
                "this division gives %d" % int(left / right),
                "both sides are integers, so what is behind the point is cut off",
                "write one of them as a float, like %s.0" % right,
            )
        elif right and _is_integer(program, binary.left) and _goes_on_with_fractions(program, binary):
            yield Finding(
                binary.pos,
                "this division cuts off the fraction",
                "both sides of '%s' are integers, and the result is multiplied with a float" % shown,
                "write the divisor as a float, like %s.0" % right,
            )
        elif _is_reading(program, meaning(program, binary.left), right, binary.right):
            yield Finding(
                binary.pos,
                "this division gives 0, or 1 at the very top",
                "'%s' divides an integer by the largest that it can be" % shown,
                "make one side a float, like %s" % _as_float(program, binary.right),
            )


def _as_float(program: Program, node: nodes.Node) -> str:
    text = spelled(program.source, node)
    return text + (".0" if text.isdigit() else ".tofloat()")


def _matters(program: Program, binary: nodes.Binary, left: int, right: int) -> bool:
    """Whether the fraction is surely missed: in calculations with integers, of calendars say, it is not."""
    around = program.parents.get(binary)
    return abs(left) < abs(right) or (isinstance(around, nodes.Binary) and around.op == "*")


def _is_integer(program: Program, node: nodes.Node) -> bool:
    """Whether an expression is surely an integer: a count, a time, a shift, or a variable that never holds more."""
    found = meaning(program, node)
    if isinstance(found, nodes.Call) and isinstance(found.callee, nodes.Get):
        return found.callee.name in INTEGERS and not program.slots.knows(found.callee.name)
    if isinstance(found, nodes.Binary):
        return found.op in ("&", "|", "^", "<<", ">>", ">>>")
    return isinstance(found, nodes.Literal) and type(found.value) is int


def _goes_on_with_fractions(program: Program, binary: nodes.Binary) -> bool:
    around = program.parents.get(binary)
    if not isinstance(around, nodes.Binary) or around.op != "*":
        return False
    other = around.right if around.left is binary else around.left
    return isinstance(other, nodes.Literal) and type(other.value) is float


def _is_reading(program: Program, node: Optional[nodes.Node], divisor: Any, spelled: nodes.Node) -> bool:
    """Whether something is read that is never larger than what it is divided by."""
    if not isinstance(node, nodes.Call) or not isinstance(node.callee, nodes.Get) or node.arguments:
        return False
    if isinstance(spelled, nodes.Name) and spelled.name == "RAND_MAX":
        divisor = LARGEST
    return divisor in READINGS.get(node.callee.name, ())


def wrapped(program: Program) -> Iterator[Finding]:
    """`4294967296`, `24 * 3600 * 1000000`, `time() * 1000`, `x < 0xFFFFFFFF`."""
    for pos, text in _spelled(program):
        found = DECIMAL.match(text)
        if found and LARGEST + (found[1] == "-") < int(found[2]) and not BITS <= int(found[2]) < 1 << 32:
            value = wrap(int(found[1] + found[2]))
            yield Finding(
                pos, "%s becomes %d" % (text, value), WIDTH, "write it as a float, or think of a smaller unit"
            )
    known = program.once(constants)
    for binary in program.of(nodes.Binary):
        exact = _exact(binary, known)
        if exact is not None and binary not in known:
            value = wrap(exact)
            yield Finding(binary.pos, "the result, %d, becomes %d" % (exact, value), WIDTH, "make one side a float")
        elif binary.op == "*" and _is_time(program, binary.left, known.get(binary.right)):
            yield Finding(
                binary.pos,
                "seconds since 1970 times %d do not fit into an integer" % known[binary.right],
                WIDTH,
                "keep seconds, or use differences of hardware.millis()",
            )
        elif binary.op in RELATIONS:
            yield from _compared_with_bits(program, binary)


def _compared_with_bits(program: Program, binary: nodes.Binary) -> Iterator[Finding]:
    for side in (binary.left, binary.right):
        if isinstance(side, nodes.Literal) and type(side.value) is int and side.value < 0:
            text = program.source[side.pos : side.end]
            if HEXADECIMAL.match(text):
                why = "%s is %d: its first bit is the sign" % (text, side.value)
                yield Finding(
                    binary.pos, "this compares with a negative number", why, "compare the upper bits, with >>>"
                )


def _spelled(program: Program) -> Iterator[tuple[int, str]]:
    """Integers as the source has them."""
    for literal in program.of(nodes.Literal):
        if type(literal.value) is int:
            yield literal.pos, program.source[literal.pos : literal.end]
    for constant in program.of(nodes.Const):
        found = CONSTANT.search(program.source[constant.pos : constant.end])
        if type(constant.value) is int and found:
            yield constant.pos + found.start(1), found[1]


def constants(program: Program) -> dict[nodes.Node, int]:
    """The value of every expression of integer literals that fits."""
    known: dict[nodes.Node, int] = {}
    for literal in program.of(nodes.Literal):
        if type(literal.value) is int:
            known[literal] = literal.value
    for binary in reversed(program.of(nodes.Binary)):  # operands were met after what they stand in
        exact = _exact(binary, known)
        if exact is not None and wrap(exact) == exact:
            known[binary] = exact
    return known


def _exact(binary: nodes.Binary, known: dict[nodes.Node, int]) -> Any:
    """A sum, difference or product of known integers, as on paper; None if it is none."""
    left, right = known.get(binary.left), known.get(binary.right)
    if left is None or right is None:
        return None
    if binary.op == "*":
        return left * right
    return left + right if binary.op == "+" else left - right if binary.op == "-" else None


def _is_time(program: Program, node: nodes.Node, factor: Any) -> bool:
    called = isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Name) and node.callee.name == "time"
    return called and not program.slots.knows("time") and (factor or 0) > 1


def octal(program: Program) -> Iterator[Finding]:
    """`010`, which is 8."""
    for pos, text in _spelled(program):
        if OCTAL.match(text) and int(text.replace(" ", ""), 10) != int(text.replace(" ", ""), 8):
            value = int(text.replace(" ", ""), 8)
            yield Finding(pos, "%s is %d" % (text, value), "a number that begins with 0 is octal", "leave the 0 away")


RULES: dict[str, Rule] = {"W511": divided_without_rest, "W512": wrapped, "W513": octal}
