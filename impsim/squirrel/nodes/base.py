"""What every node of the syntax tree has."""

from __future__ import annotations


class Node:
    """What every node has; `fields` names the children in the order of the constructor."""

    __slots__ = ("pos", "end")
    fields: tuple[str, ...] = ()
    pos: int
    end: int

    def __init__(self, pos: int, end: int) -> None:
        self.pos = pos
        self.end = end

    def __repr__(self) -> str:
        return "%s(%s)" % (type(self).__name__, ", ".join(repr(getattr(self, f)) for f in self.fields))


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Stmt(Node):
    """A statement."""

    __slots__ = ()
