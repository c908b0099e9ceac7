"""What stands directly below each kind of node, in the order of the source. Names that tables and classes give their
members are left out: they are no expressions of the program."""

from __future__ import annotations

from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Below = Callable[[Any], list[nodes.Node]]


def _none(node: nodes.Node) -> list[nodes.Node]:
    return []


def _fields(*names: str) -> Below:
    """A function that gives these fields, those that are there."""
    if len(names) == 1:
        (only,) = names
        return lambda node: [getattr(node, only)] if getattr(node, only) is not None else []
    return lambda node: [child for child in [getattr(node, name) for name in names] if child is not None]


def _table(node: nodes.Table) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for key, value in node.members:
        if not is_key(key):
            found.append(key)
        found.append(value)
    return found


def _class(node: nodes.Class) -> list[nodes.Node]:
    found: list[nodes.Node] = [part for part in (node.base, node.attributes) if part is not None]
    for key, value, attributes, _ in node.members:
        found += [part for part in (attributes, None if is_key(key) else key, value) if part is not None]
    return found


def _function(node: nodes.Function) -> list[nodes.Node]:
    found: list[nodes.Node] = [default for _, default in node.parameters if default is not None]
    return [*found, node.body]


def _switch(node: nodes.Switch) -> list[nodes.Node]:
    found: list[nodes.Node] = [node.subject]
    for test, body in node.cases:
        if test is not None:
            found.append(test)
        found += body
    return found


def _local(node: nodes.Local) -> list[nodes.Node]:
    return [value for _, value, _ in node.declarations if value is not None]


def is_key(key: nodes.Node) -> bool:
    """Whether a member's key is a plain name."""
    return type(key) is nodes.Literal and type(key.value) is str


def key_name(key: nodes.Node) -> str:
    """The name of a member, "" where it is computed."""
    return key.value if type(key) is nodes.Literal and type(key.value) is str else ""


_OPERANDS = _fields("left", "right")
_TARGET_AND_VALUE = _fields("target", "value")

CHILDREN: dict[type, Below] = {
    nodes.Block: lambda node: list(node.body),
    nodes.Empty: _none,
    nodes.ExprStatement: lambda node: [node.value],
    nodes.Local: _local,
    nodes.If: _fields("test", "then", "other"),
    nodes.While: _fields("test", "body"),
    nodes.DoWhile: _fields("body", "test"),
    nodes.For: _fields("init", "test", "step", "body"),
    nodes.Foreach: _fields("iterable", "body"),
    nodes.Switch: _switch,
    nodes.Return: _fields("value"),
    nodes.Throw: _fields("value"),
    nodes.Yield: _fields("value"),
    nodes.Break: _none,
    nodes.Continue: _none,
    nodes.Try: _fields("body", "handler"),
    nodes.FunctionDecl: lambda node: [node.function],
    nodes.ClassDecl: _fields("target", "klass"),
    nodes.Enum: _none,
    nodes.Const: _none,
    nodes.Literal: _none,
    nodes.Name: _none,
    nodes.Base: _none,
    nodes.Root: _none,
    nodes.This: _none,
    nodes.Paren: lambda node: [node.inner],
    nodes.Array: lambda node: list(node.items),
    nodes.Table: _table,
    nodes.Class: _class,
    nodes.Function: _function,
    nodes.Unary: lambda node: [node.operand],
    nodes.Binary: lambda node: [node.left, node.right],
    nodes.Logical: lambda node: [node.left, node.right],
    nodes.Conditional: _fields("test", "then", "other"),
    nodes.Comma: _OPERANDS,
    nodes.Assign: lambda node: [node.target, node.value],
    nodes.AugAssign: _TARGET_AND_VALUE,
    nodes.NewSlot: _TARGET_AND_VALUE,
    nodes.IncDec: _fields("target"),
    nodes.Delete: _fields("target"),
    nodes.Get: lambda node: [node.object],
    nodes.Index: lambda node: [node.object, node.key],
    nodes.Call: lambda node: [node.callee, *node.arguments],
}
