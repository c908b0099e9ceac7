"""Where in its source a program failed: the nodes of the tree that may be what failed, and what surrounds them."""

from __future__ import annotations

from bisect import bisect_right

from impsim.errors import Diagnostic
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.squirrel.scopes import Scopes, Variable
    from impsim.squirrel.traceback import Frame

LARGEST = 1 << 20  # bytes of a source that is looked at: parsing more of it takes too long
LONGEST = 40  # characters of an expression that a sentence quotes


class Source:
    """A source with its tree and which name is which. tree, scopes: None where it does not parse again."""

    def __init__(self, text: str, path: str, constants: Any = None) -> None:
        self.text = text
        self.tree: Optional[nodes.Block] = None
        self.scopes: Optional[Scopes] = None
        self._starts = [0, *[offset + 1 for offset, sign in enumerate(text) if sign == "\n"]]
        if len(text) <= LARGEST:
            self._read(path, constants)

    def _read(self, path: str, constants: Any) -> None:
        from impsim.squirrel.parser import parse
        from impsim.squirrel.scopes import resolve

        try:
            tree = parse(self.text, path)
            self.scopes = resolve(tree, self.text, path, constants)
        except (Diagnostic, RecursionError):
            return
        self.tree = tree

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self._starts, offset)

    def line(self, number: int) -> str:
        """The text of a line."""
        if not 0 < number <= len(self._starts):
            return ""
        return self.text[self._starts[number - 1] :].partition("\n")[0].rstrip("\r")

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a place, both from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def at(self, frame: Frame) -> list[nodes.Node]:
        """The nodes that a frame may stand at: those of its token, or, where Python has no columns, of its line."""
        if self.tree is None:
            return []
        if frame.column:
            offset = self.offset_of(frame.token_line, frame.column)
            return [node for node in walk(self.tree) if node.pos == offset]
        return [node for node in walk(self.tree) if self.line_of(node.pos) == frame.line]

    def around(self, node: nodes.Node) -> list[nodes.Node]:
        """The nodes that a node is in, innermost last, itself included. The parser gives each node its end."""
        found: list[nodes.Node] = []
        pending: list[Any] = [self.tree]
        while pending:
            one = pending.pop()
            if one is node:
                return [*found, node]
            if holds(one, node):
                found.append(one)
                pending = list(children(one))
        return found

    def quoted(self, node: nodes.Node) -> str:
        """An expression as the program spells it, in backticks; "" for one that is too long for a sentence."""
        text = self.text[start(node) : node.end].strip()
        return "`%s`" % text if 0 < len(text) <= LONGEST and "\n" not in text and _balanced(text) else ""

    def declarations(self, variable: Variable) -> Iterator[nodes.Node]:
        """The nodes that declare a variable."""
        if self.scopes is not None:
            yield from (node for node, declared in self.scopes.declared.items() if variable in declared)


def _balanced(text: str) -> bool:
    """Whether brackets close in it: those around a whole expression belong to no node."""
    depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            return False
    return depth == 0


def holds(outer: nodes.Node, inner: nodes.Node) -> bool:
    """Whether one node lies within another."""
    return start(outer) <= start(inner) and inner.end <= outer.end and outer is not inner


def walk(tree: Any) -> Iterator[nodes.Node]:
    """Every node of a tree, without recursion."""
    pending: list[Any] = [tree]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(children(node))


def children(node: Any) -> Iterator[nodes.Node]:
    """The nodes right below a node."""
    pending: list[Any] = [getattr(node, field) for field in reversed(node.fields)]
    while pending:
        value = pending.pop()
        if isinstance(value, nodes.Node):
            yield value
        elif isinstance(value, (list, tuple)):
            pending.extend(reversed(value))


_LEFTS = {
    nodes.Get: "object", nodes.Index: "object", nodes.Call: "callee", nodes.Binary: "left", nodes.Logical: "left",
    nodes.Conditional: "test", nodes.Comma: "left", nodes.Assign: "target", nodes.NewSlot: "target",
    nodes.AugAssign: "target",
}  # fmt: skip


def start(node: Any) -> int:
    """The offset of the first token of a node; its `pos` is that of the token which decides it."""
    while True:
        field = "target" if isinstance(node, nodes.IncDec) and not node.prefix else _LEFTS.get(type(node), "")
        if not field:
            return int(node.pos)
        node = getattr(node, field)
