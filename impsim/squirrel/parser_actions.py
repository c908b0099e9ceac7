"""What the parser does for each rule of squirrel.lark: the functions its arrows name.

An action is called with the values of the rule's children and the offset just past
the rule's last token. The value of a token is (offset, text or literal value); that of
a phrase is what its action returned: a node, or for parts of nodes lists and tuples.
"""

from __future__ import annotations

from impsim.squirrel import nodes
from impsim.squirrel.operators import HIDDEN, folded, leftmost
from impsim.squirrel.parser_errors import SyntaxProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

    Action = Callable[[Any, int], Any]
    Parameter = tuple[str, Optional[nodes.Expr]]
    Member = tuple[nodes.Expr, nodes.Expr]
    Parts = Any  # the children of a rule

# Lists and other parts -------------------------------------------------------------------------------------------


def nothing(c: Parts, end: int) -> None:
    return None


def none_yet(c: Parts, end: int) -> list[Any]:
    return []


def first(c: Parts, end: int) -> list[Any]:
    return [c[0]]


def second(c: Parts, end: int) -> Any:
    return c[1]


def add_second(c: Parts, end: int) -> list[Any]:
    c[0].append(c[1])
    return c[0]  # type: ignore[no-any-return]


def add_third(c: Parts, end: int) -> list[Any]:
    c[0].append(c[2])
    return c[0]  # type: ignore[no-any-return]


def _listed(part: Any) -> list[Any]:
    """The list in an optional place, where its closing bracket stands if there is none."""
    return part if type(part) is list else []


# Statements ------------------------------------------------------------------------------------------------------


def program(c: Parts, end: int) -> nodes.Block:
    return nodes.Block(0, end, c[0] if c else [])


def first_statement(c: Parts, end: int) -> list[nodes.Stmt]:
    """Empty statements stay where a body is needed only; a list of statements is better off without."""
    return [] if type(c[0]) is nodes.Empty else [c[0]]


def add_statement(c: Parts, end: int) -> list[nodes.Stmt]:
    if type(c[1]) is not nodes.Empty:
        c[0].append(c[1])
    return c[0]  # type: ignore[no-any-return]


def empty(c: Parts, end: int) -> nodes.Empty:
    return nodes.Empty(c[0][0], end)


def block(c: Parts, end: int) -> nodes.Block:
    return nodes.Block(c[0][0], end, _listed(c[1]))


def expression_statement(c: Parts, end: int) -> nodes.ExprStatement:
    return nodes.ExprStatement(c[0].pos, end, c[0])


def local(c: Parts, end: int) -> nodes.Local:
    return nodes.Local(c[0][0], end, c[1])


def local_function(c: Parts, end: int) -> nodes.Local:
    offset, name = c[2]
    return nodes.Local(c[0][0], end, [(name, _function(c[1][0], end, name, c[3]), offset)])


def declaration(c: Parts, end: int) -> tuple[str, Optional[nodes.Expr], int]:
    offset, name = c[0]
    return name, c[2] if len(c) > 1 else None, offset


def if_then(c: Parts, end: int) -> nodes.If:
    return nodes.If(c[0][0], c[4].end, c[2], c[4], None)


def if_else(c: Parts, end: int) -> nodes.If:
    return nodes.If(c[0][0], c[-2].end, c[2], c[4], c[-2])


def while_loop(c: Parts, end: int) -> nodes.While:
    return nodes.While(c[0][0], end, c[2], c[4])


def do_while(c: Parts, end: int) -> nodes.DoWhile:
    return nodes.DoWhile(c[0][0], end, c[1], c[4])


def for_part(c: Parts, end: int) -> list[Any]:
    """The header of a for, as far as it goes: offset, then init, test and step, None where left out."""
    return [c[0][0], c[2] if len(c) > 3 else None]


def for_more(c: Parts, end: int) -> list[Any]:
    c[0].append(c[1] if len(c) > 2 else None)
    return c[0]  # type: ignore[no-any-return]


def for_loop(c: Parts, end: int) -> nodes.For:
    offset, init, test, step = c[0]
    return nodes.For(offset, end, init, test, step, c[1])


def foreach_value(c: Parts, end: int) -> nodes.Foreach:
    return nodes.Foreach(c[0][0], end, None, c[2][1], c[4], c[6])


def foreach_key_value(c: Parts, end: int) -> nodes.Foreach:
    return nodes.Foreach(c[0][0], end, c[2][1], c[4][1], c[6], c[8])


def switch(c: Parts, end: int) -> nodes.Switch:
    """The switch as far as it goes: the body of its last case may still come."""
    return nodes.Switch(c[0][0], end, c[2], [])


def add_case(c: Parts, end: int) -> nodes.Switch:
    c[0].cases.append((c[-2], []))
    return _with_body(c, 1)


def add_default(c: Parts, end: int) -> nodes.Switch:
    c[0].cases.append((None, []))
    return _with_body(c, 1)


def switch_end(c: Parts, end: int) -> nodes.Switch:
    c[0].end = end
    return _with_body(c, 0)


def _with_body(c: Parts, newer: int) -> nodes.Switch:
    """Give the statements between two labels, if any, to the first of them; `newer` labels follow it."""
    node: nodes.Switch = c[0]
    if type(c[1]) is list:
        node.cases[-1 - newer][1].extend(c[1])
    return node


def return_nothing(c: Parts, end: int) -> nodes.Return:
    return nodes.Return(c[0][0], end, None)


def return_value(c: Parts, end: int) -> nodes.Return:
    return nodes.Return(c[0][0], end, c[1])


def yield_nothing(c: Parts, end: int) -> nodes.Yield:
    return nodes.Yield(c[0][0], end, None)


def yield_value(c: Parts, end: int) -> nodes.Yield:
    return nodes.Yield(c[0][0], end, c[1])


def break_loop(c: Parts, end: int) -> nodes.Break:
    return nodes.Break(c[0][0], end)


def continue_loop(c: Parts, end: int) -> nodes.Continue:
    return nodes.Continue(c[0][0], end)


def throw(c: Parts, end: int) -> nodes.Throw:
    return nodes.Throw(c[0][0], end, c[1])


def try_catch(c: Parts, end: int) -> nodes.Try:
    return nodes.Try(c[0][0], end, c[1], c[4][1], c[6])


def function_declaration(c: Parts, end: int) -> nodes.FunctionDecl:
    offset = c[0][0]
    return nodes.FunctionDecl(offset, end, c[1], _function(offset, end, c[1][-1], c[2]))


def path(c: Parts, end: int) -> list[str]:
    return [c[0][1]]


def add_path(c: Parts, end: int) -> list[str]:
    c[0].append(c[2][1])
    return c[0]  # type: ignore[no-any-return]


def class_declaration(c: Parts, end: int) -> nodes.ClassDecl:
    return nodes.ClassDecl(c[0][0], end, c[1], class_value((c[0], c[2]), end))


def enum(c: Parts, end: int) -> nodes.Enum:
    """Items without a value are counted from 0; a given value does not move the count."""
    items: list[tuple[str, object]] = []
    count = 0
    for name, value in _listed(c[3]):
        if value is None:
            items.append((name, count))
            count += 1
        else:
            items.append((name, value.value))
    return nodes.Enum(c[0][0], end, c[1][1], items)


def enum_counted(c: Parts, end: int) -> tuple[str, None]:
    return c[0][1], None


def enum_valued(c: Parts, end: int) -> tuple[str, nodes.Literal]:
    return c[0][1], c[2]


def const(c: Parts, end: int) -> nodes.Const:
    return nodes.Const(c[0][0], c[3].end, c[1][1], c[3].value)


# Functions -------------------------------------------------------------------------------------------------------


def function(c: Parts, end: int) -> tuple[list[Parameter], bool, nodes.Stmt]:
    return c[0][0], c[0][1], c[1]


def _function(offset: int, end: int, name: Optional[str], parts: Any, is_lambda: bool = False) -> nodes.Function:
    parameters, varargs, body = parts
    return nodes.Function(offset, end, name, parameters, varargs, body, is_lambda)


def function_value(c: Parts, end: int) -> nodes.Function:
    return _function(c[0][0], end, None, c[1])


def function_lambda(c: Parts, end: int) -> nodes.Function:
    offset = c[0][0]
    return _function(offset, end, None, (*c[1], nodes.Return(offset, end, c[2])), True)


def parameters_none(c: Parts, end: int) -> tuple[list[Parameter], bool]:
    return [], False


def parameters_rest(c: Parts, end: int) -> tuple[list[Parameter], bool]:
    return [], True


def parameters_fixed(c: Parts, end: int) -> tuple[list[Parameter], bool]:
    return [(name, default) for name, default, _ in c[1]], False


def parameters_fixed_rest(c: Parts, end: int) -> tuple[list[Parameter], bool]:
    if c[1][-1][1] is not None:
        text = "function with default parameters cannot have variable number of parameters"
        raise SyntaxProblem(text, c[3][0], "leave out the ... or the default values")
    return parameters_fixed(c, end)[0], True


def add_parameter(c: Parts, end: int) -> list[tuple[str, Optional[nodes.Expr], int]]:
    name, default, offset = c[2]
    if default is None and c[0][-1][1] is not None:
        hint = "`%s` needs a default value, since the parameter before it has one" % name
        raise SyntaxProblem("expected '='", offset + len(name), hint)
    return add_third(c, end)


# Classes and tables ----------------------------------------------------------------------------------------------


def class_target(c: Parts, end: int) -> nodes.Expr:
    target: nodes.Expr = c[0]
    if leftmost(target) is None:
        raise SyntaxProblem("invalid class name", target.pos, "a class is declared as `class name` or `class a.b`")
    return target


def class_value(c: Parts, end: int) -> nodes.Class:
    return nodes.Class(c[0][0], end, *c[1])


def class_rest(c: Parts, end: int) -> tuple[Any, Any, list[Any]]:
    return c[0], c[1], c[3]


def add_class_member(c: Parts, end: int) -> list[tuple[nodes.Expr, nodes.Expr, Optional[nodes.Table], bool]]:
    c[0].append(c[2] + c[1])
    return c[0]  # type: ignore[no-any-return]


def modifier(c: Parts, end: int) -> tuple[None, bool]:
    return None, False


def modifier_static(c: Parts, end: int) -> tuple[None, bool]:
    return None, True


def modifier_attributes(c: Parts, end: int) -> tuple[nodes.Table, bool]:
    return table(c, end), False


def modifier_attributes_static(c: Parts, end: int) -> tuple[nodes.Table, bool]:
    return table(c, c[2][0] + len("/>")), True


def _key(token: tuple[int, str]) -> nodes.Literal:
    offset, name = token
    return nodes.Literal(offset, offset + len(name), name)


def member_value(c: Parts, end: int) -> Member:
    return _key(c[0]), c[2]


def member_computed(c: Parts, end: int) -> Member:
    return c[1], c[4]


def member_function(c: Parts, end: int) -> Member:
    return _key(c[1]), _function(c[0][0], end, c[1][1], c[2])


def member_constructor(c: Parts, end: int) -> Member:
    return _key(c[0]), _function(c[0][0], end, "constructor", c[1])


def member_json(c: Parts, end: int) -> Member:
    offset, value = c[0]
    return nodes.Literal(offset, c[1][0], value), c[2]


def table(c: Parts, end: int) -> nodes.Table:
    return nodes.Table(c[0][0], end, c[1])


# Operands --------------------------------------------------------------------------------------------------------


def name(c: Parts, end: int) -> nodes.Name:
    return nodes.Name(c[0][0], end, c[0][1])


def literal(c: Parts, end: int) -> nodes.Literal:
    return nodes.Literal(c[0][0], end, c[0][1])


def null(c: Parts, end: int) -> nodes.Literal:
    return nodes.Literal(c[0][0], end, None)


def true(c: Parts, end: int) -> nodes.Literal:
    return nodes.Literal(c[0][0], end, True)


def false(c: Parts, end: int) -> nodes.Literal:
    return nodes.Literal(c[0][0], end, False)


def negative(c: Parts, end: int) -> nodes.Literal:
    value = c[1][1]
    return nodes.Literal(c[0][0], end, value if value == -0x80000000 and type(value) is int else -value)


def inverted(c: Parts, end: int) -> nodes.Literal:
    return nodes.Literal(c[0][0], end, ~c[1][1])


def this(c: Parts, end: int) -> nodes.This:
    return nodes.This(c[0][0], end)


def base(c: Parts, end: int) -> nodes.Base:
    return nodes.Base(c[0][0], end)


def root(c: Parts, end: int) -> nodes.Root:
    return nodes.Root(c[0][0], end, c[1][1])


def paren(c: Parts, end: int) -> nodes.Expr:
    """A Paren only where nodes.py wants one; other nodes are stretched over it, which `leftmost` relies on."""
    inner: nodes.Expr = c[1]
    if type(inner) in HIDDEN:
        return nodes.Paren(c[0][0], end, inner)
    if not isinstance(inner, (nodes.Function, nodes.Class)):
        inner.end = end
    return inner


def array(c: Parts, end: int) -> nodes.Array:
    return nodes.Array(c[0][0], end, _listed(c[1]))


def get(c: Parts, end: int) -> nodes.Get:
    return nodes.Get(c[1][0], end, c[0], c[2][1])


def index(c: Parts, end: int) -> nodes.Index:
    return nodes.Index(c[1][0], end, c[0], c[2])


def call(c: Parts, end: int) -> nodes.Call:
    return nodes.Call(c[1][0], end, c[0], _listed(c[2]))


# Operators -------------------------------------------------------------------------------------------------------


def chain_start(c: Parts, end: int) -> list[Any]:
    return list(c)


def chain_more(c: Parts, end: int) -> list[Any]:
    c[0] += c[1:]
    return c[0]  # type: ignore[no-any-return]


def fold_chain(c: Parts, end: int) -> nodes.Expr:
    return folded(c[0])


def conditional(c: Parts, end: int) -> nodes.Conditional:
    return nodes.Conditional(c[1][0], end, folded(c[0]), c[2], c[4])


def comma(c: Parts, end: int) -> nodes.Comma:
    return nodes.Comma(c[1][0], end, c[0], c[2])


def unary(c: Parts, end: int) -> nodes.Unary:
    return nodes.Unary(c[0][0], end, c[0][1], c[1])


# Targets ---------------------------------------------------------------------------------------------------------


def target(c: Parts, end: int) -> tuple[nodes.Expr, int, str]:
    chain, (offset, operator) = c
    found = leftmost(chain[0] if type(chain) is list else chain)
    if found is None:
        hint = "to compare, write ==" if operator == "=" else ""
        raise SyntaxProblem("can't assign expression", offset, hint)
    if type(found) is nodes.Base:
        raise SyntaxProblem("'base' cannot be modified", offset)
    return folded(chain), offset, operator


def assign(c: Parts, end: int) -> nodes.Expr:
    (target, offset, operator), value = c
    if operator == "=":
        return nodes.Assign(offset, end, target, value)
    if operator == "<-":
        return nodes.NewSlot(offset, end, target, value)
    return nodes.AugAssign(offset, end, operator[0], target, value)


def step_before(c: Parts, end: int) -> nodes.IncDec:
    return _step(c[0], end, c[1], True)


def step_after(c: Parts, end: int) -> nodes.IncDec:
    return _step(c[1], end, c[0], False)


def _step(token: tuple[int, str], end: int, target: nodes.Expr, prefix: bool) -> nodes.IncDec:
    offset, operator = token
    if leftmost(target) is None:
        raise SyntaxProblem("can't '++' or '--' an expression", offset)
    return nodes.IncDec(offset, end, operator, target, prefix)


def delete(c: Parts, end: int) -> nodes.Delete:
    if leftmost(c[1]) is None:
        raise SyntaxProblem("can't delete an expression", c[0][0], "delete takes a slot, as in `delete table.name`")
    return nodes.Delete(c[0][0], end, c[1])
