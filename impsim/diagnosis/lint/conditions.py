"""Conditions that are not what they look like."""

from __future__ import annotations

from impsim.diagnosis.lint.api import meaning, method_of
from impsim.diagnosis.lint.children import CHILDREN
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.places import spelled, start_of
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program

COMPARISONS = ("==", "!=", "<", ">", "<=", ">=", "<=>", "in", "instanceof")
BITWISE = ("&", "|", "^")
ASKED = ("len", "tostring", "tointeger", "tofloat", "tolower", "toupper")  # methods of values that take nothing
WRONG_TYPES = {
    "int": '"integer"',
    "Integer": '"integer"',
    "number": '"integer" or "float"',
    "double": '"float"',
    "boolean": '"bool"',
    "str": '"string"',
    "String": '"string"',
    "object": '"table" or "instance"',
    "dict": '"table"',
    "list": '"array"',
    "undefined": '"null"',
    "closure": '"function"',
}
NUMERIC = ("<", ">", "<=", ">=", "<=>", "-", "*", "/", "%")  # text + function is text


def assigned_in_condition(program: Program) -> Iterator[Finding]:
    """`if (a = b)`. In further parentheses, or keeping what a call has given, it is meant."""
    for statement in program.every(nodes.If, nodes.While, nodes.DoWhile, nodes.For):
        test = statement.test
        if not isinstance(test, nodes.Assign) or not isinstance(test.target, (nodes.Name, nodes.Get, nodes.Index)):
            continue
        if not _calls(test.value) and not _in_double_parentheses(program, test):
            name = spelled(program.source, test.target)
            yield Finding(
                test.pos,
                "this assigns, it does not compare",
                "'%s' gets the value on the right, and the condition is that value" % name,
                "write '==' to compare; if it is meant, put it in a second pair of parentheses",
            )


def _calls(value: nodes.Node) -> bool:
    """Whether a value comes from a call, the first one where there are several: `a = f() || g()`."""
    while isinstance(value, nodes.Logical):
        value = value.left
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Call) or (isinstance(node, nodes.Unary) and node.op == "resume"):
            return True
        if not isinstance(node, nodes.Function):
            pending += CHILDREN[type(node)](node)
    return False


def _in_double_parentheses(program: Program, test: nodes.Node) -> bool:
    before = program.source[: start_of(test)].rstrip()[-200:]
    return before.endswith("(") and before[:-1].rstrip().endswith("(")


def compared_for_nothing(program: Program) -> Iterator[Finding]:
    """`a == b;` as a statement."""
    for statement in program.of(nodes.ExprStatement):
        value = statement.value
        if isinstance(value, nodes.Binary) and value.op in COMPARISONS:
            hint = "write '=' to assign" if value.op == "==" else ""
            yield Finding(value.pos, "the result of '%s' is not used" % value.op, "a comparison changes nothing", hint)


def not_before_comparison(program: Program) -> Iterator[Finding]:
    """`!key in table`, `!a == 1`."""
    for binary in program.of(nodes.Binary):
        left = binary.left
        if not isinstance(left, nodes.Unary) or left.op != "!" or left.end != left.operand.end:
            continue
        if binary.op in ("in", "instanceof") or (binary.op in COMPARISONS and _is_no_bool(binary.right)):
            yield Finding(
                left.pos,
                "'!' applies to the left side of '%s' only" % binary.op,
                "'!' binds more tightly than '%s', so true or false is compared here" % binary.op,
                "put the comparison in parentheses: !(... %s ...)" % binary.op,
            )


def _is_no_bool(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Literal) and type(node.value) is not bool


def compared_in_bits(program: Program) -> Iterator[Finding]:
    """`flags & MASK == 0`."""
    for binary in program.of(nodes.Binary):
        if binary.op not in BITWISE:
            continue
        for side in (binary.left, binary.right):
            if isinstance(side, nodes.Binary) and side.op in COMPARISONS[:-3]:
                yield Finding(
                    side.pos,
                    "'%s' comes after this comparison" % binary.op,
                    "'%s' binds more tightly than '%s', which then fails: it takes no bool" % (side.op, binary.op),
                    "put '%s' and its two sides in parentheses, or write '%s'" % (binary.op, binary.op * 2)
                    if binary.op != "^"
                    else "put '^' and its two sides in parentheses",
                )
                break


def not_called(program: Program) -> Iterator[Finding]:
    """`if (server.isconnected)`, `i < list.len`."""
    for node, negated in _conditions(program):
        if _is_function(program, node):
            yield _not_called(
                program, node, "a function counts as true, so this is always %s" % ("false" if negated else "true")
            )
    for binary in program.of(nodes.Binary):
        for side in (binary.left, binary.right) if binary.op in NUMERIC else ():
            if _is_asked(program, side):
                yield _not_called(program, side, "'%s' needs numbers, and this is a function without ()" % binary.op)


def _not_called(program: Program, node: nodes.Node, why: str) -> Finding:
    name = spelled(program.source, node)
    return Finding(start_of(node), "'%s' is not called" % name, why, "write %s()" % name)


def _is_asked(program: Program, node: nodes.Node) -> bool:
    """Whether a method that every value has is named without a call."""
    return isinstance(node, nodes.Get) and node.name in ASKED and not program.slots.knows(node.name)


def _conditions(program: Program) -> Iterator[tuple[nodes.Node, bool]]:
    """What is only asked whether it is true, and whether behind a `!`."""
    tests: list[tuple[Optional[nodes.Node], bool]] = [
        (statement.test, False)
        for statement in program.every(nodes.If, nodes.While, nodes.DoWhile, nodes.For, nodes.Conditional)
    ]
    while tests:
        test, negated = tests.pop()
        if isinstance(test, nodes.Logical):
            tests += [(test.left, negated), (test.right, negated)]
        elif isinstance(test, nodes.Unary) and test.op == "!":
            tests.append((test.operand, not negated))
        elif test is not None and not program.contexts[test].guarded:
            yield test, negated


def _is_function(program: Program, node: nodes.Node) -> bool:
    """Whether an expression surely is a function."""
    if isinstance(node, nodes.Get):
        return bool(method_of(program, node)) or _is_asked(program, node)
    return isinstance(node, (nodes.Name, nodes.Root)) and isinstance(meaning(program, node), nodes.Function)


def no_such_type(program: Program) -> Iterator[Finding]:
    """`typeof x == "int"`."""
    own = set(_own_types(program))
    for node, text in _compared_types(program):
        if text in WRONG_TYPES and text not in own:
            yield Finding(
                node.pos,
                "no value is of a type '%s'" % text,
                "typeof gives null, integer, float, bool, string, table, array, function, class, instance, blob, ...",
                "write %s" % WRONG_TYPES[text],
            )


def _own_types(program: Program) -> Iterator[str]:
    """What classes call themselves."""
    for literal in program.of(nodes.Literal):
        function = program.contexts[literal].function
        if function is not None and function.name == "_typeof":
            yield str(literal.value)


def _compared_types(program: Program) -> Iterator[tuple[nodes.Node, Any]]:
    """Literals that are compared with the type of something."""
    for binary in program.of(nodes.Binary):
        if binary.op in ("==", "!="):
            for asked, literal in ((binary.left, binary.right), (binary.right, binary.left)):
                if isinstance(literal, nodes.Literal) and _asks_type(program, asked):
                    yield literal, literal.value
    for switch in program.of(nodes.Switch):
        if _asks_type(program, switch.subject):
            for test, _ in switch.cases:
                if isinstance(test, nodes.Literal):
                    yield test, test.value


def _asks_type(program: Program, node: nodes.Node) -> bool:
    if isinstance(node, nodes.Unary):
        return node.op == "typeof"
    called = isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Name) and node.callee.name == "type"
    return called and program.is_slot(node.callee)  # type: ignore[attr-defined]


RULES: dict[str, Rule] = {
    "W501": assigned_in_condition,
    "W502": compared_for_nothing,
    "W503": not_before_comparison,
    "W504": compared_in_bits,
    "W505": not_called,
    "W506": no_such_type,
}
