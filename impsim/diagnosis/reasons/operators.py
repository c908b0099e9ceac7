"""Operators whose operands do not fit: null in a sum, a string in a product, zero under a fraction line."""

from __future__ import annotations

import re

from impsim.diagnosis.looking import UNKNOWN, described
from impsim.diagnosis.reasons import Reason
from impsim.diagnosis.reasons.names import why_null
from impsim.squirrel import nodes
from impsim.squirrel.scopes import Variable
from impsim.squirrel.values import shown, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.reasons import Look

ARITHMETIC = re.compile(r"arith op (\S+) on between '(\w+)' and '(\w+)'\Z")
BITWISE = re.compile(r"bitwise op between '(\w+)' and '(\w+)'\Z")
UNARY = re.compile(r"attempt to (?:negate|perform a bitwise op on) a (\w+)\Z")
COMPARED = re.compile(r"comparison between '(.*)' and '(.*)'\Z", re.DOTALL)
NUMBER = re.compile(r"\s*[-+]?\d")
MANY = 3  # functions in a circle of calls


def operands(node: Any) -> tuple[Any, ...]:
    """What an operator works on."""
    if isinstance(node, nodes.Binary):
        return node.left, node.right
    if isinstance(node, nodes.AugAssign):
        return node.target, node.value
    if isinstance(node, nodes.Unary):
        return (node.operand,)
    return (node.target, nodes.Literal(node.pos, node.end, 1)) if isinstance(node, nodes.IncDec) else ()


def arithmetic(look: Look) -> Optional[Reason]:
    """Arith op + on between 'null' and 'integer', and its like."""
    said = ARITHMETIC.match(look.message)
    kinds = list(said.groups()[1:]) if said else []
    if not kinds:
        said = BITWISE.match(look.message) or UNARY.match(look.message)
        kinds = list(said.groups()) if said else []
    found = []
    for node in look.nodes:
        sides = operands(node)
        values = [look.view.value(side) for side in sides]
        if len(sides) == len(kinds) and all(_fits(value, kind) for value, kind in zip(values, kinds)):
            found.append((sides, values))
    if len(found) != 1:
        return None
    return _of_operands(look, *found[0], kinds)


def _fits(value: Any, kind: str) -> bool:
    return value is UNKNOWN or type_name(value) == kind


def _of_operands(look: Look, sides: tuple[Any, ...], values: list[Any], kinds: list[str]) -> Optional[Reason]:
    wrong = [number for number, kind in enumerate(kinds) if kind not in ("integer", "float")]
    for number in wrong:
        if kinds[number] == "null" and values[number] is None and not isinstance(sides[number], nodes.Literal):
            return Reason(why_null(look, sides[number]), "give it a value before")
    for number in wrong:
        text = look.source.quoted(sides[number])
        if kinds[number] == "null" and isinstance(sides[number], nodes.Call) and text:
            return Reason("%s gave null" % text)
        if values[number] is UNKNOWN or isinstance(sides[number], nodes.Literal):
            continue
        hint = ""
        is_named = isinstance(sides[number], (nodes.Name, nodes.Get)) and bool(text)
        if kinds[number] == "string" and is_named and NUMBER.match(values[number]):
            hint = "make a number of it: %s.tofloat(), or tointeger()" % text.strip("`")
        return Reason("%s is %s" % (look.quoted(sides[number]), described(values[number], look.root)), hint)
    return None


def comparison(look: Look) -> Optional[Reason]:
    """Comparison between '5' and 'null'."""
    found = []
    for node in look.nodes:
        if isinstance(node, nodes.Binary) and node.op in ("<", "<=", ">", ">=", "<=>"):
            values = [look.view.value(node.left), look.view.value(node.right)]
            texts = [None if value is UNKNOWN else shown(value) for value in values]
            said = ("comparison between '%s' and '%s'" % (a, b) for a, b in (texts, reversed(texts)))
            if None in texts or look.message in said:
                found.append((node, values))
    if len(found) != 1 or COMPARED.match(look.message) is None:
        return None
    node, values = found[0]
    parts = []
    for side, value in zip((node.left, node.right), values):
        if value is None and not isinstance(side, nodes.Literal):
            return Reason(why_null(look, side), "test it before: if (%s != null)" % look.quoted(side).strip("`"))
        if value is not UNKNOWN and not isinstance(side, nodes.Literal):
            parts.append("%s is %s" % (look.quoted(side), described(value, look.root)))
    return Reason(", ".join(parts)) if parts else None


def division(look: Look) -> Optional[Reason]:
    """Division by zero."""
    found = []
    for node in look.nodes:
        if isinstance(node, (nodes.Binary, nodes.AugAssign)) and node.op in ("/", "%"):
            divisor = operands(node)[1]
            value = integer_value(look, divisor)
            if value == 0:
                found.append(divisor)
    if len(found) != 1:
        return None
    divisor = found[0]
    quotient = _quotient(look, divisor)
    if quotient is not None:
        text = look.source.quoted(quotient)
        where = "" if quotient is divisor else " in line %d" % look.source.line_of(quotient.pos)
        if text and look.source.quoted(divisor):
            why = "%s is 0: %s%s divides integers, which leaves no fraction" % (look.quoted(divisor), text, where)
            return Reason(why, "make one of them a float, as in 1.0 / 2")
    if isinstance(divisor, nodes.Literal) or not look.source.quoted(divisor):
        return None
    return Reason("%s is 0" % look.source.quoted(divisor), "test it before")


def integer_value(look: Look, node: Any) -> Any:
    """The value of an expression, also of a quotient of integers."""
    if isinstance(node, nodes.Binary) and node.op == "/":
        left, right = integer_value(look, node.left), integer_value(look, node.right)
        if type(left) is int and type(right) is int and right:
            return abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        return UNKNOWN
    value = look.view.value(node)
    return value if type(value) is int else UNKNOWN


def _quotient(look: Look, divisor: Any) -> Any:
    """The quotient of integers that made a divisor 0, None if it was something else."""
    node = divisor
    meant = look.view.meant(divisor)
    if isinstance(meant, Variable):
        if meant.stores or meant.parameter:
            return None
        for declaration in look.source.declarations(meant):
            if isinstance(declaration, nodes.Local):
                node = next(value for name, value, _ in declaration.declarations if name == meant.name)
    if isinstance(node, nodes.Binary) and node.op == "/" and integer_value(look, node) == 0:
        left = integer_value(look, node.left)
        return node if type(left) is int and left != 0 else None
    return None


def iteration(look: Look) -> Optional[Reason]:
    """Cannot iterate null."""
    found = [node for node in look.nodes if isinstance(node, nodes.Foreach)]
    if len(found) != 1:
        return None
    value = look.view.value(found[0].iterable)
    if value is UNKNOWN or look.message != "cannot iterate " + type_name(value):
        return None
    if value is None:
        return Reason(why_null(look, found[0].iterable))
    hint = ""
    if type_name(value) in ("integer", "float"):
        hint = "to count, write for (local i = 0; i < %s; i++)" % look.quoted(found[0].iterable).strip("`")
    return Reason("%s is %s" % (look.quoted(found[0].iterable), described(value, look.root)), hint)


def overflow(look: Look) -> Optional[Reason]:
    """Stack overflow: who calls whom."""
    names = [frame.function for frame in look.scene.frames[:50]]
    circle = list(dict.fromkeys(names))
    if len(names) < 50 or len(circle) > MANY or "unknown" in circle:
        return None
    if len(circle) == 1:
        return Reason("%s() calls itself without an end" % circle[0])
    return Reason("%s() call each other without an end" % "() and ".join(reversed(circle)))


REASONS = {
    "R211": arithmetic,
    "R212": comparison,
    "R213": division,
    "R216": iteration,
    "R217": overflow,
}
