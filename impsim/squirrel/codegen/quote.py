"""Python syntax trees from templates of Python text.

`quote("T if type(A) is int and -LOW <= (T := A + B) <= HIGH else add(A, B)")` is compiled
once into a function that builds that tree: build(p, A, B, T). Names of capital letters are
holes, filled by trees (or, where stored to, by the name that the tree holds); every
other name is one of the run time's and gets its prefix (`this` apart). p: the position of all nodes.
"""

from __future__ import annotations

import ast
from typing import Any, Callable

PREFIX = "ƒ"
LOAD = ast.Load()
STORE = ast.Store()

Position = dict[str, Any]  # line and column fields of a node


def quote(template: str) -> Callable[..., Any]:
    """The builder of an expression; its parameters are p and the holes in alphabetical order."""
    tree = ast.parse(template, mode="eval").body
    holes = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id.isupper()})
    source = "lambda p%s: %s" % ("".join(", " + hole for hole in holes), _builder(tree))
    builder: Callable[..., Any] = eval(source, {"ast": ast, "LOAD": LOAD, "STORE": STORE})
    return builder


def _builder(node: Any) -> str:
    if isinstance(node, list):
        return "[%s]" % ", ".join(map(_builder, node))
    if isinstance(node, ast.Name):
        if not node.id.isupper():
            return "ast.Name(%r, LOAD, **p)" % (node.id if node.id == "this" else PREFIX + node.id)
        return node.id if isinstance(node.ctx, ast.Load) else "ast.Name(%s.id, STORE, **p)" % node.id
    if not isinstance(node, ast.AST):
        return repr(node)
    arguments = [_builder(getattr(node, field)) for field in node._fields if field != "kind"]
    if isinstance(node, ast.expr):
        arguments.append("**p")
    if isinstance(node, ast.Constant):
        return "ast.Constant(%s)" % ", ".join(arguments)
    if isinstance(node, (ast.Load, ast.Store)):
        return "LOAD" if isinstance(node, ast.Load) else "STORE"
    return "ast.%s(%s)" % (type(node).__name__, ", ".join(arguments))


def is_atom(code: ast.expr) -> bool:
    """Whether evaluating code twice, or later, costs and changes nothing."""
    return isinstance(code, (ast.Name, ast.Constant))
