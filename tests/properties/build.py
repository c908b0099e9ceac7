"""Short names for the nodes of the syntax tree. Positions do not matter here: all are 0."""

from __future__ import annotations

from typing import Optional

from impsim.squirrel import nodes
from impsim.squirrel.nodes import Expr, Stmt

Member = tuple[Expr, Expr, Optional[nodes.Table], bool]


def lit(value: object) -> Expr:
    return nodes.Literal(0, 0, value)


def name(text: str) -> Expr:
    return nodes.Name(0, 0, text)


def root(text: str) -> Expr:
    return nodes.Root(0, 0, text)


def this() -> Expr:
    return nodes.This(0, 0)


def base() -> Expr:
    return nodes.Base(0, 0)


def get(container: Expr, slot: str) -> Expr:
    return nodes.Get(0, 0, container, slot)


def index(container: Expr, key: Expr) -> Expr:
    return nodes.Index(0, 0, container, key)


def call(callee: Expr, *arguments: Expr) -> Expr:
    return nodes.Call(0, 0, callee, list(arguments))


def method(container: Expr, slot: str, *arguments: Expr) -> Expr:
    return call(get(container, slot), *arguments)


def unary(op: str, operand: Expr) -> Expr:
    return nodes.Unary(0, 0, op, operand)


def binary(op: str, left: Expr, right: Expr) -> Expr:
    return nodes.Logical(0, 0, op, left, right) if op in ("&&", "||") else nodes.Binary(0, 0, op, left, right)


def conditional(test: Expr, then: Expr, other: Expr) -> Expr:
    return nodes.Conditional(0, 0, test, then, other)


def comma(left: Expr, right: Expr) -> Expr:
    return nodes.Comma(0, 0, left, right)


def assign(target: Expr, value: Expr) -> Expr:
    return nodes.Assign(0, 0, target, value)


def newslot(target: Expr, value: Expr) -> Expr:
    return nodes.NewSlot(0, 0, target, value)


def compound(op: str, target: Expr, value: Expr) -> Expr:
    return nodes.AugAssign(0, 0, op, target, value)


def step(op: str, target: Expr, prefix: bool) -> Expr:
    return nodes.IncDec(0, 0, op, target, prefix)


def delete(target: Expr) -> Expr:
    return nodes.Delete(0, 0, target)


def array(items: list[Expr]) -> Expr:
    return nodes.Array(0, 0, items)


def table(members: list[tuple[Expr, Expr]]) -> nodes.Table:
    return nodes.Table(0, 0, members)


def function(
    parameters: list[tuple[str, Expr | None]], body: list[Stmt], varargs: bool = False, called: str | None = None
) -> nodes.Function:
    return nodes.Function(0, 0, called, parameters, varargs, block(body), False)


def lambda_(parameters: list[tuple[str, Expr | None]], value: Expr) -> nodes.Function:
    return nodes.Function(0, 0, None, parameters, False, returns(value), True)


def klass(parent: Expr | None, members: list[Member], attributes: nodes.Table | None = None) -> nodes.Class:
    return nodes.Class(0, 0, parent, attributes, members)


def block(body: list[Stmt]) -> nodes.Block:
    return nodes.Block(0, 0, body)


def do(value: Expr) -> Stmt:
    return nodes.ExprStatement(0, 0, value)


def local(variable: str, value: Expr | None = None) -> nodes.Local:
    return nodes.Local(0, 0, [(variable, value, 0)])


def returns(value: Expr | None) -> Stmt:
    return nodes.Return(0, 0, value)


def throw(value: Expr) -> Stmt:
    return nodes.Throw(0, 0, value)


def if_(test: Expr, then: list[Stmt], other: list[Stmt] | None = None) -> Stmt:
    return nodes.If(0, 0, test, block(then), None if other is None else block(other))


def try_(body: list[Stmt], variable: str, handler: list[Stmt]) -> Stmt:
    return nodes.Try(0, 0, block(body), variable, block(handler))
