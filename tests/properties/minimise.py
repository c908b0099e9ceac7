"""Making a program small while it still shows what it shows.

Greedy: parts of lists are left out, statements give way to their bodies, expressions to their operands or to 1,
as long as the predicate holds. The tree is changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from impsim.squirrel import nodes
from properties import build as b

ROUNDS = 6


def parts_of(value: Any) -> Iterator[nodes.Node]:
    """The nodes inside a field: itself, or in its lists and tuples."""
    if isinstance(value, nodes.Node):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from parts_of(item)


def all_nodes(tree: nodes.Node) -> list[nodes.Node]:
    """Every node, outer ones first."""
    found = [tree]
    for node in found:
        for field in node.fields:
            found.extend(parts_of(getattr(node, field)))
    return found


def replaced(value: Any, old: nodes.Node, new: nodes.Node) -> Any:
    """A field's value with one node for another."""
    if value is old:
        return new
    if isinstance(value, (list, tuple)):
        return type(value)(replaced(item, old, new) for item in value)
    return value


def substitutes(node: nodes.Node) -> Iterator[nodes.Node]:
    """What may stand in the place of a node."""
    inner = [part for field in node.fields for part in parts_of(getattr(node, field))]
    if isinstance(node, nodes.Expr):
        if not isinstance(node, nodes.Literal):
            yield b.lit(1)
        yield from (part for part in inner if isinstance(part, nodes.Expr))
    elif not isinstance(node, nodes.Empty):
        yield nodes.Empty(0, 0)
        yield from (part for part in inner if isinstance(part, nodes.Stmt))
        if not isinstance(node, nodes.ExprStatement):
            yield from (b.do(part) for part in inner if isinstance(part, nodes.Expr))


class Minimiser:
    def __init__(self, tree: nodes.Block, shows: Callable[[nodes.Block], bool]) -> None:
        self.tree = tree
        self.shows = shows

    def run(self) -> nodes.Block:
        """The smallest program found."""
        for _ in range(ROUNDS):
            before = len(all_nodes(self.tree))
            self.shorten_lists(self.tree)
            self.replace_nodes(self.tree)
            if len(all_nodes(self.tree)) == before:
                break
        return self.tree

    def holds(self) -> bool:
        try:
            return self.shows(self.tree)
        except (AssertionError, TypeError, AttributeError, LookupError):
            return False  # no tree that the printer knows

    def attempt(self, node: nodes.Node, field: str, value: Any) -> bool:
        """Sets a field; takes it back when the program no longer shows it."""
        former = getattr(node, field)
        setattr(node, field, value)
        if self.holds():
            return True
        setattr(node, field, former)
        return False

    def shorten_lists(self, node: nodes.Node) -> None:
        for field in node.fields:
            if isinstance(getattr(node, field), list):
                self.shorten(node, field)
            for part in parts_of(getattr(node, field)):
                self.shorten_lists(part)

    def shorten(self, node: nodes.Node, field: str) -> None:
        size = len(getattr(node, field))
        while size:
            start = 0
            while start < len(items := getattr(node, field)):
                if not self.attempt(node, field, items[:start] + items[start + size :]):
                    start += size
            size //= 2

    def replace_nodes(self, node: nodes.Node) -> None:
        for field in node.fields:
            for part in list(parts_of(getattr(node, field))):
                self.replace_nodes(self.replace(node, field, part))

    def replace(self, node: nodes.Node, field: str, part: nodes.Node) -> nodes.Node:
        """Puts something smaller in the place of part if it can; returns what is there then."""
        for new in substitutes(part):
            if self.attempt(node, field, replaced(getattr(node, field), part, new)):
                return self.replace(node, field, new)
        return part


def minimise(tree: nodes.Block, shows: Callable[[nodes.Block], bool]) -> nodes.Block:
    """The tree made small; shows: whether a tree still shows what it should."""
    return Minimiser(tree, shows).run()
