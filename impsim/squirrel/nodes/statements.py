"""Nodes of statements: what is executed."""

from __future__ import annotations

from impsim.squirrel.nodes.base import Stmt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.squirrel.nodes.base import Expr
    from impsim.squirrel.nodes.expressions import Class, Function


class Block(Stmt):
    """`{ ... }`, and the whole of a source file."""

    __slots__ = fields = ("body",)

    def __init__(self, pos: int, end: int, body: list[Stmt]) -> None:
        self.pos = pos
        self.end = end
        self.body = body


class Empty(Stmt):
    """`;`."""

    __slots__ = fields = ()


class ExprStatement(Stmt):
    """An expression for its effects."""

    __slots__ = fields = ("value",)

    def __init__(self, pos: int, end: int, value: Expr) -> None:
        self.pos = pos
        self.end = end
        self.value = value


class Local(Stmt):
    """`local a = 1, b`: each declaration is (name, value or None, offset of the name). `local function f()
    {}` is one with a Function.
    """

    __slots__ = fields = ("declarations",)

    def __init__(self, pos: int, end: int, declarations: list[tuple[str, Expr | None, int]]) -> None:
        self.pos = pos
        self.end = end
        self.declarations = declarations


class If(Stmt):
    """`if (test) then else other`."""

    __slots__ = fields = ("test", "then", "other")

    def __init__(self, pos: int, end: int, test: Expr, then: Stmt, other: Stmt | None) -> None:
        self.pos = pos
        self.end = end
        self.test = test
        self.then = then
        self.other = other


class While(Stmt):
    """`while (test) body`."""

    __slots__ = fields = ("test", "body")

    def __init__(self, pos: int, end: int, test: Expr, body: Stmt) -> None:
        self.pos = pos
        self.end = end
        self.test = test
        self.body = body


class DoWhile(Stmt):
    """`do body while (test)`."""

    __slots__ = fields = ("body", "test")

    def __init__(self, pos: int, end: int, body: Stmt, test: Expr) -> None:
        self.pos = pos
        self.end = end
        self.body = body
        self.test = test


class For(Stmt):
    """`for (init; test; step) body`; init is a Local or an ExprStatement."""

    __slots__ = fields = ("init", "test", "step", "body")

    def __init__(self, pos: int, end: int, init: Stmt | None, test: Expr | None, step: Expr | None, body: Stmt) -> None:
        self.pos = pos
        self.end = end
        self.init = init
        self.test = test
        self.step = step
        self.body = body


class Foreach(Stmt):
    """`foreach (key, value in iterable) body`."""

    __slots__ = fields = ("key", "value", "iterable", "body")

    def __init__(self, pos: int, end: int, key: str | None, value: str, iterable: Expr, body: Stmt) -> None:
        self.pos = pos
        self.end = end
        self.key = key
        self.value = value
        self.iterable = iterable
        self.body = body


class Switch(Stmt):
    """Each case is (expression, body); the default comes last with None."""

    __slots__ = fields = ("subject", "cases")

    def __init__(self, pos: int, end: int, subject: Expr, cases: list[tuple[Expr | None, list[Stmt]]]) -> None:
        self.pos = pos
        self.end = end
        self.subject = subject
        self.cases = cases


class Return(Stmt):
    """`return value`; value None where there is none."""

    __slots__ = fields = ("value",)

    def __init__(self, pos: int, end: int, value: Expr | None) -> None:
        self.pos = pos
        self.end = end
        self.value = value


class Yield(Stmt):
    """`yield value`, a statement in 3.0.x."""

    __slots__ = fields = ("value",)

    def __init__(self, pos: int, end: int, value: Expr | None) -> None:
        self.pos = pos
        self.end = end
        self.value = value


class Break(Stmt):
    """`break`."""

    __slots__ = fields = ()


class Continue(Stmt):
    """`continue`."""

    __slots__ = fields = ()


class Throw(Stmt):
    """`throw value`."""

    __slots__ = fields = ("value",)

    def __init__(self, pos: int, end: int, value: Expr) -> None:
        self.pos = pos
        self.end = end
        self.value = value


class Try(Stmt):
    """`try body catch (name) handler`."""

    __slots__ = fields = ("body", "name", "handler")

    def __init__(self, pos: int, end: int, body: Stmt, name: str, handler: Stmt) -> None:
        self.pos = pos
        self.end = end
        self.body = body
        self.name = name
        self.handler = handler


class FunctionDecl(Stmt):
    """`function a::b() {}`: path is its names."""

    __slots__ = fields = ("path", "function")

    def __init__(self, pos: int, end: int, path: list[str], function: Function) -> None:
        self.pos = pos
        self.end = end
        self.path = path
        self.function = function


class ClassDecl(Stmt):
    """`class a.b {}`: target is a Name, Get, Index or Root."""

    __slots__ = fields = ("target", "klass")

    def __init__(self, pos: int, end: int, target: Expr, klass: Class) -> None:
        self.pos = pos
        self.end = end
        self.target = target
        self.klass = klass


class Enum(Stmt):
    """`enum name { a, b = 5 }`: each item is (name, scalar), counted where the source gives none."""

    __slots__ = fields = ("name", "items")

    def __init__(self, pos: int, end: int, name: str, items: list[tuple[str, object]]) -> None:
        self.pos = pos
        self.end = end
        self.name = name
        self.items = items


class Const(Stmt):
    """`const name = scalar`."""

    __slots__ = fields = ("name", "value")

    def __init__(self, pos: int, end: int, name: str, value: object) -> None:
        self.pos = pos
        self.end = end
        self.name = name
        self.value = value
