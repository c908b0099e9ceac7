"""What stands twice where only one of them counts."""

from __future__ import annotations

from impsim.diagnosis.lint.api import path_of
from impsim.diagnosis.lint.children import key_name
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.flow import lists
from impsim.diagnosis.lint.places import start_of
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program

HANDLERS = {("agent", "on"), ("device", "on"), ("http", "onrequest")}


def cases(program: Program) -> Iterator[Finding]:
    """`case 1:` twice."""
    for switch in program.of(nodes.Switch):
        seen: dict[Any, nodes.Node] = {}
        for test, _ in switch.cases:
            key = _value(program, test)
            if key is None or test is None:
                continue
            if key in seen:
                where = _line(program, seen[key].pos)
                yield Finding(test.pos, "this case is never reached", "line %d has the same value" % where)
            seen.setdefault(key, test)


def _value(program: Program, node: Optional[nodes.Node]) -> Any:
    """What a case compares with, as something that can be compared, None where that is not known."""
    if isinstance(node, nodes.Literal):
        return type(node.value), node.value
    if isinstance(node, (nodes.Name, nodes.Get)) and node in program.scopes.names and not program.variable(node):
        value = program.scopes.names[node].value
        return type(value), value
    return None


def keys(program: Program) -> Iterator[Finding]:
    """A slot of a table, class or enum that is given twice."""
    for table in program.of(nodes.Table):
        yield from _twice(program, "table", ((key_name(key), key, value) for key, value in table.members))
    for klass in program.of(nodes.Class):
        yield from _twice(program, "class", ((key_name(key), key, value) for key, value, _, _ in klass.members))
    for enum in program.of(nodes.Enum):
        seen: set[str] = set()
        for name, _ in enum.items:
            if name in seen:
                pos = program.source.rfind(name, enum.pos, enum.end)
                yield Finding(pos, "'%s' stands in this enum twice" % name, "the later value counts")
            seen.add(name)


def _twice(program: Program, what: str, members: Iterable[tuple[str, nodes.Node, nodes.Node]]) -> Iterator[Finding]:
    seen: dict[str, nodes.Node] = {}
    for name, key, _ in members:
        if name and name in seen:
            where = _line(program, seen[name].pos)
            why = "the one of line %d is lost: the later one counts" % where
            yield Finding(key.pos, "'%s' stands in this %s twice" % (name, what), why)
        seen[name] = key


def handlers(program: Program) -> Iterator[Finding]:
    """`agent.on("x", ...)` twice in a row: one handler for each message, the later one."""
    for body in lists(program):
        seen: dict[tuple[str, str, Any], nodes.Node] = {}
        statement: Any
        for statement in body:
            key = _handler(program, statement)
            if key is None:
                continue
            if key in seen:
                where = _line(program, seen[key].pos)
                called = "%s.%s(%s)" % (key[0], key[1], '"%s", ...' % key[2] if key[2] else "...")
                why = "there is one handler for it, and this one replaces that of line %d" % where
                yield Finding(start_of(statement.value), "%s stands here twice" % called, why)
            seen[key] = statement


def _handler(program: Program, statement: nodes.Stmt) -> Optional[tuple[str, str, Any]]:
    """(object, method, message) of a call that sets a handler."""
    call = statement.value if isinstance(statement, nodes.ExprStatement) else None
    if not isinstance(call, nodes.Call) or not isinstance(call.callee, nodes.Get) or not call.arguments:
        return None
    path = path_of(program, call.callee.object)
    if (path, call.callee.name) not in HANDLERS:
        return None
    first = call.arguments[0]
    if call.callee.name == "onrequest":
        return path, "onrequest", ""
    return (path, "on", first.value) if isinstance(first, nodes.Literal) else None


def _line(program: Program, pos: int) -> int:
    return program.source.count("\n", 0, pos) + 1


RULES: dict[str, Rule] = {"W554": cases, "W555": keys, "W558": handlers}
