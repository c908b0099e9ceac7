"""From source to code: the pipeline of pure steps, each of whose products can be shown.

source -> tokens -> tree -> scopes -> Python syntax tree -> code object.
"""

from __future__ import annotations

import ast
import gc
import sys
import warnings
from typing import Any

from impsim.squirrel import nodes
from impsim.squirrel.codegen import generate
from impsim.squirrel.codegen.emitter import Options
from impsim.squirrel.codesize import code_size
from impsim.squirrel.limits import COMPILER_DEPTH
from impsim.squirrel.parser import parse
from impsim.squirrel.scopes import resolve, too_deep
from impsim.squirrel.unit import Unit


def compile_source(
    source: str, path: str = "", steps: bool = False, constants: Any = None, answers: bool = False
) -> Unit:
    """A unit of code. source: latin-1 text. steps: charge a step budget. constants: name -> value or, for an
    enum, a dict. answers: it returns the value of the expression that it ends with, if it does. Raises Diagnostic for
    what the reference does not compile."""
    collecting, depth = gc.isenabled(), sys.getrecursionlimit()
    gc.disable()  # trees have no garbage: collecting would only cost time
    if sys.implementation.name == "cpython":  # PyPy's limit is about the C stack
        sys.setrecursionlimit(max(depth, COMPILER_DEPTH))
    try:
        tree = parse(source, path)
        if answers:
            tree = answering(tree)
        scopes = resolve(tree, source, path, constants)
        try:
            module = generate(tree, source, scopes, Options(steps, "weakref" in source))
            size = code_size(tree, source, scopes) if steps else 0
            return Unit(_compiled(module, path), path, scopes.constants, size)
        except RecursionError:
            raise too_deep(scopes, source, path) from None
    finally:
        sys.setrecursionlimit(depth)
        if collecting:
            gc.enable()


def answering(tree: nodes.Block) -> nodes.Block:
    """The same unit, which returns the value of its last statement if that is an expression."""
    body = [statement for statement in tree.body if not isinstance(statement, nodes.Empty)]
    if not body or not isinstance(body[-1], nodes.ExprStatement):
        return tree
    last = body[-1]
    return nodes.Block(tree.pos, tree.end, [*body[:-1], nodes.Return(last.pos, last.end, last.value)])


def python_tree(source: str, path: str = "", steps: bool = False, constants: Any = None) -> ast.Module:
    """The Python syntax tree of a unit, as `impsim dump --python` shows it."""
    tree = parse(source, path)
    return generate(tree, source, resolve(tree, source, path, constants), Options(steps, "weakref" in source))


def _compiled(module: ast.Module, path: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's advice is about Python
        return compile(module, path or "unnamed", "exec", dont_inherit=True, optimize=0)
