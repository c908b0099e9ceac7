"""Code generation: from a tree and its scopes to a Python syntax tree."""

from __future__ import annotations

import ast
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.assignments import Assignments
from impsim.squirrel.codegen.emitter import Code, Options, Result
from impsim.squirrel.codegen.expressions import Expressions
from impsim.squirrel.codegen.functions import Functions
from impsim.squirrel.codegen.intervals import NULL, STRING, is_int
from impsim.squirrel.codegen.operators import COMPARE, IS, Operators
from impsim.squirrel.codegen.quote import Position, quote
from impsim.squirrel.codegen.statements import Statements
from impsim.squirrel.scopes import Scopes

EQUAL = quote("equal(A, B)")


class Generator(Functions, Statements, Assignments, Expressions, Operators):
    """Generates one unit."""

    def expr(self, node: Any) -> Result:
        """An expression as (code, type); an integer perhaps not wrapped yet."""
        return EXPRESSIONS[type(node)](self, node)

    def equality_of(self, left: Result, right: Result, p: Position) -> Code:
        """`left == right` of operands that are evaluated already."""
        (a, at), (b, bt) = left, right
        if NULL in (at, bt):
            return IS["=="](p, a, b)
        if STRING in (at, bt) or (is_int(at) and is_int(bt)):
            return COMPARE["=="](p, a, b)
        if isinstance(b, ast.Constant) and is_int(bt) and at is None:
            return self.equality_with_int("==", a, b, p)[0]
        return EQUAL(p, a, b)


EXPRESSIONS: dict[type, Callable[[Any, Any], Result]] = {
    nodes.Literal: Generator.visit_literal,
    nodes.Name: Generator.visit_name,
    nodes.Root: Generator.visit_root,
    nodes.This: Generator.visit_this,
    nodes.Base: Generator.visit_base,
    nodes.Paren: Generator.visit_paren,
    nodes.Array: Generator.visit_array,
    nodes.Table: Generator.visit_table,
    nodes.Class: Generator.visit_class,
    nodes.Function: Generator.visit_function,
    nodes.Unary: Generator.visit_unary,
    nodes.Binary: Generator.visit_binary,
    nodes.Logical: Generator.visit_logical,
    nodes.Conditional: Generator.visit_conditional,
    nodes.Comma: Generator.visit_comma,
    nodes.Assign: Generator.visit_assign,
    nodes.NewSlot: Generator.visit_newslot,
    nodes.AugAssign: Generator.visit_compound,
    nodes.IncDec: Generator.visit_increment,
    nodes.Delete: Generator.visit_delete,
    nodes.Get: Generator.visit_get,
    nodes.Index: Generator.visit_index,
    nodes.Call: Generator.visit_call,
}


def generate(unit: nodes.Block, source: str, scopes: Scopes, options: Options) -> ast.Module:
    """The Python module of a resolved unit."""
    return Generator(source, scopes, options).unit(unit)
