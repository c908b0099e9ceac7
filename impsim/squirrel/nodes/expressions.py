"""Nodes of expressions: what has a value."""

from __future__ import annotations

from impsim.squirrel.nodes.base import Expr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.squirrel.nodes.base import Stmt


class Literal(Expr):
    """null, true, false, an integer (already wrapped to int32), a float (already float32) or a string."""

    __slots__ = fields = ("value",)

    def __init__(self, pos: int, end: int, value: object) -> None:
        self.pos = pos
        self.end = end
        self.value = value


class Name(Expr):
    """A bare identifier (`constructor` included): local, outer local, constant, slot of `this`, then of
    the root table.
    """

    __slots__ = fields = ("name",)

    def __init__(self, pos: int, end: int, name: str) -> None:
        self.pos = pos
        self.end = end
        self.name = name


class Root(Expr):
    """`::name`."""

    __slots__ = fields = ("name",)

    def __init__(self, pos: int, end: int, name: str) -> None:
        self.pos = pos
        self.end = end
        self.name = name


class This(Expr):
    """`this`."""

    __slots__ = fields = ()


class Base(Expr):
    """`base`."""

    __slots__ = fields = ()


class Paren(Expr):
    """A parenthesized Name, Get, Index, Root, This or Base: no longer a target of assignment, and a call
    through it passes the caller's `this`. Parentheses around anything else leave no node, nor do
    doubled ones.
    """

    __slots__ = fields = ("inner",)

    def __init__(self, pos: int, end: int, inner: Expr) -> None:
        self.pos = pos
        self.end = end
        self.inner = inner


class Array(Expr):
    """`[a, b]`."""

    __slots__ = fields = ("items",)

    def __init__(self, pos: int, end: int, items: list[Expr]) -> None:
        self.pos = pos
        self.end = end
        self.items = items


class Table(Expr):
    """`{k = v}`: each member is (key expression, value); a name key is a Literal string."""

    __slots__ = fields = ("members",)

    def __init__(self, pos: int, end: int, members: list[tuple[Expr, Expr]]) -> None:
        self.pos = pos
        self.end = end
        self.members = members


class Class(Expr):
    """`class name extends base </ attributes /> { members }` without its target: each member is (key,
    value, attributes table or None, is static).
    """

    __slots__ = fields = ("base", "attributes", "members")

    def __init__(
        self,
        pos: int,
        end: int,
        base: Expr | None,
        attributes: Table | None,
        members: list[tuple[Expr, Expr, Table | None, bool]],
    ) -> None:
        self.pos = pos
        self.end = end
        self.base = base
        self.attributes = attributes
        self.members = members


class Function(Expr):
    """A function literal. name: the declared name, the last one for `function a::b`, None for an anonymous
    function or a lambda. parameters: (name, default or None). A lambda's body is a Return.
    """

    __slots__ = fields = ("name", "parameters", "varargs", "body", "is_lambda")

    def __init__(
        self,
        pos: int,
        end: int,
        name: str | None,
        parameters: list[tuple[str, Expr | None]],
        varargs: bool,
        body: Stmt,
        is_lambda: bool,
    ) -> None:
        self.pos = pos
        self.end = end
        self.name = name
        self.parameters = parameters
        self.varargs = varargs
        self.body = body
        self.is_lambda = is_lambda


class Unary(Expr):
    """op is one of - ! ~ typeof resume clone."""

    __slots__ = fields = ("op", "operand")

    def __init__(self, pos: int, end: int, op: str, operand: Expr) -> None:
        self.pos = pos
        self.end = end
        self.op = op
        self.operand = operand


class Binary(Expr):
    """op is an arithmetic, bitwise or comparison operator, `in`, `instanceof` or `<=>`. A left-associative
    chain nests to the left.
    """

    __slots__ = fields = ("op", "left", "right")

    def __init__(self, pos: int, end: int, op: str, left: Expr, right: Expr) -> None:
        self.pos = pos
        self.end = end
        self.op = op
        self.left = left
        self.right = right


class Logical(Expr):
    """op is && or ||."""

    __slots__ = fields = ("op", "left", "right")

    def __init__(self, pos: int, end: int, op: str, left: Expr, right: Expr) -> None:
        self.pos = pos
        self.end = end
        self.op = op
        self.left = left
        self.right = right


class Conditional(Expr):
    """`test ? then : other`."""

    __slots__ = fields = ("test", "then", "other")

    def __init__(self, pos: int, end: int, test: Expr, then: Expr, other: Expr) -> None:
        self.pos = pos
        self.end = end
        self.test = test
        self.then = then
        self.other = other


class Comma(Expr):
    """`left, right`: the value of right."""

    __slots__ = fields = ("left", "right")

    def __init__(self, pos: int, end: int, left: Expr, right: Expr) -> None:
        self.pos = pos
        self.end = end
        self.left = left
        self.right = right


class Assign(Expr):
    """`target = value`. target is a Name, Get, Index or Root; or any other node whose leftmost operand is
    one (see parser: the reference compiles `a == 1 || b = 2`).
    """

    __slots__ = fields = ("target", "value")

    def __init__(self, pos: int, end: int, target: Expr, value: Expr) -> None:
        self.pos = pos
        self.end = end
        self.target = target
        self.value = value


class NewSlot(Expr):
    """`target <- value`."""

    __slots__ = fields = ("target", "value")

    def __init__(self, pos: int, end: int, target: Expr, value: Expr) -> None:
        self.pos = pos
        self.end = end
        self.target = target
        self.value = value


class AugAssign(Expr):
    """`target op= value`; op without the `=`."""

    __slots__ = fields = ("op", "target", "value")

    def __init__(self, pos: int, end: int, op: str, target: Expr, value: Expr) -> None:
        self.pos = pos
        self.end = end
        self.op = op
        self.target = target
        self.value = value


class IncDec(Expr):
    """`++target`, `target--`: op is ++ or --."""

    __slots__ = fields = ("op", "target", "prefix")

    def __init__(self, pos: int, end: int, op: str, target: Expr, prefix: bool) -> None:
        self.pos = pos
        self.end = end
        self.op = op
        self.target = target
        self.prefix = prefix


class Delete(Expr):
    """`delete target`."""

    __slots__ = fields = ("target",)

    def __init__(self, pos: int, end: int, target: Expr) -> None:
        self.pos = pos
        self.end = end
        self.target = target


class Get(Expr):
    """`object.name`."""

    __slots__ = fields = ("object", "name")

    def __init__(self, pos: int, end: int, object: Expr, name: str) -> None:
        self.pos = pos
        self.end = end
        self.object = object
        self.name = name


class Index(Expr):
    """`object[key]`."""

    __slots__ = fields = ("object", "key")

    def __init__(self, pos: int, end: int, object: Expr, key: Expr) -> None:
        self.pos = pos
        self.end = end
        self.object = object
        self.key = key


class Call(Expr):
    """`callee(arguments)`."""

    __slots__ = fields = ("callee", "arguments")

    def __init__(self, pos: int, end: int, callee: Expr, arguments: list[Expr]) -> None:
        self.pos = pos
        self.end = end
        self.callee = callee
        self.arguments = arguments
