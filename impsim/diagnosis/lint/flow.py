"""Where a program goes on, and where it never comes."""

from __future__ import annotations

import re

from impsim.diagnosis.lint.children import CHILDREN
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.places import COMMENT, start_of, without_comments
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program

ENDINGS = {nodes.Return: "return", nodes.Throw: "throw", nodes.Break: "break", nodes.Continue: "continue"}
MEANT = re.compile(r"fall|through|thru|no\s*break|continue", re.IGNORECASE)
UNCHANGING = (nodes.Name, nodes.Root, nodes.Literal, nodes.Unary, nodes.Binary, nodes.Logical, nodes.Paren)
CHANGING = {"remove": "takes away", "insert": "puts in"}


def lists(program: Program) -> Iterator[list[nodes.Stmt]]:
    """Every sequence of statements."""
    for block in program.of(nodes.Block):
        yield block.body
    for switch in program.of(nodes.Switch):
        for _, body in switch.cases:
            yield body


def value_on_next_line(program: Program) -> Iterator[Finding]:
    """`return` and, on the next line, what was meant to be returned."""
    for body in lists(program):
        for statement, following in zip(body, body[1:]):
            if _returns_nothing(program, statement, following):
                yield Finding(
                    statement.pos,
                    "this returns null, not what is on the next line",
                    "a return without a value ends with its line",
                    "begin the value on the line of the return",
                )


def _returns_nothing(program: Program, statement: nodes.Stmt, following: nodes.Stmt) -> bool:
    if not isinstance(statement, nodes.Return) or statement.value is not None:
        return False
    if not isinstance(following, nodes.ExprStatement) or isinstance(following.value, nodes.Assign):
        return False
    between = program.source[statement.end : start_of(following.value)]
    return without_comments(between).strip(" \t\r\n(") == "" and between.count("\n") == 1


def never_reached(program: Program) -> Iterator[Finding]:
    """What follows `return`, `throw`, `break` or `continue` in the same block."""
    for body in lists(program):
        for statement, following in zip(body, body[1:]):
            word = ENDINGS.get(type(statement), "")
            if not word or _is_idle(following, word) or _returns_nothing(program, statement, following):
                continue
            pos = start_of(following.value) if isinstance(following, nodes.ExprStatement) else following.pos
            yield Finding(pos, "this is never reached", "the statement before it is a %s" % word)
            break


def _is_idle(statement: nodes.Stmt, word: str) -> bool:
    """`return; break;` in a switch is a habit, and functions are where they are."""
    if isinstance(statement, nodes.Break):
        return True
    return isinstance(statement, nodes.Empty)


def falls_through(program: Program) -> Iterator[Finding]:
    """A case with statements that goes on in the next one.

    Into the default, and where it leaves under some condition, it is usually meant.
    """
    for switch in program.of(nodes.Switch):
        for (test, body), (following, _) in zip(switch.cases, switch.cases[1:]):
            if test is None or following is None or not body or _may_leave(body):
                continue
            if not _is_meant(program, body[-1], following):
                yield Finding(
                    test.pos,
                    "this case goes on in the next one",
                    "no break leaves the switch at its end",
                    "end it with break; if it is meant, say so in a comment: // falls through",
                )


def _is_meant(program: Program, last: nodes.Stmt, following: nodes.Expr) -> bool:
    """Whether a comment between two cases says so."""
    between = program.source[last.end : following.pos]
    return any(MEANT.search(comment.group()) for comment in COMMENT.finditer(between))


def _may_leave(body: list[nodes.Stmt]) -> bool:
    """Whether statements have a way out other than their end; what loops and functions in them have is not theirs."""
    pending: list[Any] = list(body)
    while pending:
        statement = pending.pop()
        if type(statement) in ENDINGS or _is_endless(statement):
            return True
        if isinstance(statement, (nodes.Block, nodes.If, nodes.Try)):
            pending += [below for below in CHILDREN[type(statement)](statement) if isinstance(below, nodes.Stmt)]
    return False


def _is_endless(statement: Any) -> bool:
    endless = isinstance(statement, (nodes.While, nodes.DoWhile)) and isinstance(statement.test, nodes.Literal)
    return endless and bool(statement.test.value)


def empty_by_semicolon(program: Program) -> Iterator[Finding]:
    """`if (a);` and a loop `while (a);` with a block behind it."""
    for test in program.of(nodes.If):
        if isinstance(test.then, nodes.Empty) and test.other is None:
            yield _stray(test.then, "if")
    following = {body[i]: body[i + 1] for body in lists(program) for i in range(len(body) - 1)}
    for loop in program.every(nodes.While, nodes.For, nodes.Foreach):
        after: Any = following.get(loop)
        empty = isinstance(loop.body, nodes.Empty) and isinstance(after, nodes.Block)
        if empty and not program.source[loop.end : after.pos].strip():
            yield _stray(loop.body, type(loop).__name__.lower())


def _stray(empty: nodes.Node, word: str) -> Finding:
    return Finding(
        empty.pos,
        "this ';' is the whole body of the '%s'" % word,
        "what follows does not belong to it",
        "take the ';' away",
    )


def changed_while_read(program: Program) -> Iterator[Finding]:
    """`foreach (i, x in list) list.remove(i)`, which goes on."""
    loops = {loop: _spelling(program, loop.iterable) for loop in program.of(nodes.Foreach)}
    for call in program.of(nodes.Call) if loops else ():
        callee = call.callee
        if not isinstance(callee, nodes.Get) or callee.name not in CHANGING or not call.arguments:
            continue
        loop = _loop_around(program, call)
        if loop is None or loop.key is None or loops[loop] != _spelling(program, callee.object):
            continue
        first = call.arguments[0]
        if isinstance(first, nodes.Name) and first.name == loop.key and not leaves_after(program, call, loop):
            yield Finding(
                callee.pos,
                "foreach skips an element after this",
                "%s() moves all that follows, and the loop goes on at the next index" % callee.name,
                "go through the array backwards: for (local i = list.len() - 1; i >= 0; i--)"
                if callee.name == "remove"
                else "collect what is new, and put it in after the loop",
            )


def _spelling(program: Program, node: nodes.Node) -> str:
    return program.source[start_of(node) : node.end]


def _loop_around(program: Program, node: nodes.Node) -> Any:
    """The innermost loop of the same function, if it is a foreach."""
    parent = program.parents.get(node)
    while parent is not None and not isinstance(parent, nodes.Function):
        if isinstance(parent, (nodes.Foreach, nodes.For, nodes.While, nodes.DoWhile)):
            return parent if isinstance(parent, nodes.Foreach) else None
        parent = program.parents.get(parent)
    return None


def leaves_after(program: Program, node: nodes.Node, loop: nodes.Node) -> bool:
    """Whether a loop's turn that comes by a node is its last: something after it returns, throws or breaks."""
    child, parent = node, program.parents.get(node)
    while parent is not None and child is not loop:
        if isinstance(parent, (nodes.Return, nodes.Throw)):
            return True
        body = parent.body if isinstance(parent, nodes.Block) else []
        if isinstance(child, nodes.Stmt) and child in body:
            rest = body[body.index(child) + 1 :]
            if any(isinstance(after, (nodes.Return, nodes.Throw, nodes.Break)) for after in rest):
                return True
        child, parent = parent, program.parents.get(parent)
    return False


def waits_for_nothing(program: Program) -> Iterator[Finding]:
    """`while (!ready) imp.sleep(0.1);`, where only a callback could end it."""
    for loop in program.every(nodes.While, nodes.DoWhile):
        if isinstance(loop.test, nodes.Literal) or not all(map(_only_waits, _statements(loop.body))):
            continue
        if all(type(node) in UNCHANGING for node in _below(loop.test)):
            yield Finding(
                loop.pos,
                "nothing ends this loop",
                "what it asks does not change in it, and no callback runs before the program returns to impOS",
                "do what comes after it in the callback",
            )


def _statements(body: nodes.Stmt) -> list[nodes.Stmt]:
    return body.body if isinstance(body, nodes.Block) else [body]


def _only_waits(statement: nodes.Stmt) -> bool:
    call = statement.value if isinstance(statement, nodes.ExprStatement) else None
    callee = call.callee if isinstance(call, nodes.Call) else None
    sleeps = isinstance(callee, nodes.Get) and callee.name == "sleep" and isinstance(callee.object, nodes.Name)
    return isinstance(statement, nodes.Empty) or (sleeps and callee.object.name == "imp")  # type: ignore[union-attr]


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all that is below it."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending += CHILDREN[type(node)](node)


RULES: dict[str, Rule] = {
    "W551": never_reached,
    "W552": value_on_next_line,
    "W553": falls_through,
    "W556": empty_by_semicolon,
    "W557": changed_while_read,
    "W559": waits_for_nothing,
}
