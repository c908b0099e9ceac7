"""Which functions may be called more or less often than the program says, such as comparators of sorts."""

from __future__ import annotations

from typing import Any

from impsim.squirrel import nodes

EXPRESSIONS = (
    nodes.Literal,
    nodes.Name,
    nodes.Root,
    nodes.This,
    nodes.Paren,
    nodes.Unary,
    nodes.Binary,
    nodes.Logical,
    nodes.Conditional,
    nodes.Get,
    nodes.Index,
)
STATEMENTS = (nodes.Block, nodes.Return, nodes.If, nodes.Local, nodes.Empty, nodes.ExprStatement)
HARMLESS_METHODS = frozenset(("len", "tointeger", "tofloat", "tostring", "tolower", "toupper"))


def is_pure(body: Any) -> bool:
    """Whether a function body only computes: it stores nothing but its own locals and calls nothing but
    harmless methods. Metamethods of what it reads are trusted to be as pure."""
    pending = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, (list, tuple)):
            pending.extend(node)
        elif isinstance(node, nodes.Node):
            if not is_harmless(node):
                return False
            pending.extend(getattr(node, field) for field in node.fields)
    return True


def is_harmless(node: nodes.Node) -> bool:
    """Whether one node, apart from its children, has no effect."""
    if isinstance(node, nodes.Call):
        callee = node.callee
        return isinstance(callee, nodes.Get) and callee.name in HARMLESS_METHODS and not node.arguments
    if isinstance(node, nodes.Unary):
        return node.op not in ("resume", "clone")
    return isinstance(node, (EXPRESSIONS, STATEMENTS))
