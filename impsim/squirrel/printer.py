"""Syntax trees back to Squirrel text.

`to_source` prints any tree the parser can make, so that it parses to an equal tree:
as few parentheses as that allows, one statement per line. The traps are the
reference's own: `{`, `function` and `class` at the start of a statement declare;
`-5` is one number, `-(5)` a negation; an if needs the end of its line; a function
whose body is no block swallows whatever follows; `(x) = 1` is no assignment.

Nothing here recurses: a tree is expanded into parts (text, layout marks, and nodes
still to be expanded with the binding strength their place requires) on a stack of
its own, so depth is limited by memory only.
"""

from __future__ import annotations

from impsim.squirrel import nodes
from impsim.squirrel.grammar import tables
from impsim.squirrel.lexer import spelled
from impsim.squirrel.operators import LOGICAL, PRECEDENCE, is_plain_target
from impsim.squirrel.trees import dump_tree, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Callable, Optional, Union

    Part = Union[str, nodes.Stmt, "Place"]
    Parts = list[Part]

__all__ = ["dump_tree", "same", "to_source"]

INDENT, DEDENT, NEWLINE = "\1+", "\1-", "\1n"  # marks; no text of a program is one of them
STEP = "  "
DEEPEST = 50  # steps; a program nested thousands deep must not become gigabytes of blanks

# How strongly an expression binds, and how strongly a place wants it bound; between CHAIN and OPERAND lie the
# levels of operators.PRECEDENCE.
OPEN, COMMA, EXPRESSION, CHAIN = -1, 0, 1, 2  # OPEN: a function without a block, which needs parentheses anywhere
OPERAND = CHAIN + len(set(PRECEDENCE.values()))
POSTFIX, PRIMARY = OPERAND + 1, OPERAND + 2

_ASSIGNING = (nodes.Assign, nodes.NewSlot, nodes.AugAssign, nodes.Conditional)
_STEPPING = (nodes.Unary, nodes.IncDec, nodes.Delete)
_ACCESSING = (nodes.Get, nodes.Index, nodes.Call)
_DECLARING = (nodes.Table, nodes.Function, nodes.Class)  # taken for a block or declaration at the start of a statement


class Place:
    """An expression to be printed where `level` is needed; start: at the start of a statement."""

    __slots__ = ("level", "node", "start")

    def __init__(self, node: nodes.Expr, level: int, start: bool = False) -> None:
        self.node = node
        self.level = level
        self.start = start


def to_source(node: nodes.Node) -> str:
    """Squirrel text of an expression, a statement, or the statements of a Block (a whole unit, say)."""
    if isinstance(node, nodes.Block):
        parts = _statements(node.body)
    elif isinstance(node, nodes.Stmt):
        parts = _statements([node])
    else:
        assert isinstance(node, nodes.Expr)
        parts = [Place(node, COMMA)]
    return _laid_out(parts)


def _laid_out(parts: Parts) -> str:
    written: list[str] = []
    depth, fresh = 0, False
    stack = parts[::-1]
    while stack:
        part = stack.pop()
        if not isinstance(part, str):
            stack.extend(reversed(_expanded(part)))
        elif part == NEWLINE:
            if not fresh:
                written.append("\n")
            fresh = True
        elif part in (INDENT, DEDENT):
            depth += 1 if part == INDENT else -1
        elif part:
            if fresh:
                written.append(STEP * min(depth, DEEPEST))
            written.append(part)
            fresh = False
    return "".join(written)


def _expanded(part: Any) -> Parts:
    if isinstance(part, Place):
        node, start = part.node, part.start
        if _level(node) < part.level or (start and isinstance(node, _DECLARING)):
            return ["(", Place(node, OPEN), ")"]
        return _EXPRESSIONS[type(node)](node, start)
    return _STATEMENTS[type(part)](part)


def _level(node: nodes.Expr) -> int:
    if isinstance(node, nodes.Comma):
        return COMMA
    if isinstance(node, _ASSIGNING):
        return EXPRESSION
    if isinstance(node, (nodes.Binary, nodes.Logical)):
        return CHAIN + PRECEDENCE[node.op]
    if isinstance(node, _STEPPING):
        return OPERAND
    if isinstance(node, _ACCESSING):
        return POSTFIX
    if isinstance(node, nodes.Literal):
        return OPERAND if type(node.value) in (int, float) else PRIMARY
    if isinstance(node, nodes.Function):
        return EXPRESSION if node.is_lambda else PRIMARY if isinstance(node.body, nodes.Block) else OPEN
    return PRIMARY


def _listed(places: Iterable[Parts]) -> Parts:
    """Parts separated by commas."""
    parts: Parts = []
    for place in places:
        if parts:
            parts.append(", ")
        parts.extend(place)
    return parts


def _is_identifier(text: object) -> bool:
    return isinstance(text, str) and text.isascii() and text.isidentifier() and text not in tables().words


# Expressions: (node, whether it starts a statement) -> parts ----------------------------------------------------


def _literal(node: nodes.Literal, start: bool) -> Parts:
    return [spelled(node.value)]


def _name(node: nodes.Name, start: bool) -> Parts:
    return [node.name]


def _paren(node: nodes.Paren, start: bool) -> Parts:
    return ["(", Place(node.inner, COMMA), ")"]


def _array(node: nodes.Array, start: bool) -> Parts:
    return ["[", *_listed([Place(item, EXPRESSION)] for item in node.items), "]"]


def _table(node: nodes.Table, start: bool) -> Parts:
    return ["{", *_table_members(node.members), "}"]


def _table_members(members: list[tuple[nodes.Expr, nodes.Expr]]) -> Parts:
    """On a line, or one per line where there is a function among them."""
    if not any(isinstance(value, nodes.Function) for _, value in members):
        return _listed(_member(key, value) for key, value in members)
    parts: Parts = [INDENT, NEWLINE]
    for number, (key, value) in enumerate(members, 1):
        parts += _member(key, value)
        open_ended = isinstance(value, nodes.Function) and _is_method(key, value) and _open(value)
        parts += ["" if open_ended or number == len(members) else ",", NEWLINE]
    return [*parts, DEDENT]


def _is_method(key: nodes.Expr, value: nodes.Function) -> bool:
    if not isinstance(key, nodes.Literal) or value.is_lambda or value.name is None or value.name != key.value:
        return False
    return value.name == "constructor" or _is_identifier(value.name)


def _open(function: nodes.Function) -> bool:
    """Whether the body is no block, so that the function does not say where it ends."""
    return not isinstance(function.body, nodes.Block)


def _member(key: nodes.Expr, value: nodes.Expr) -> Parts:
    if isinstance(value, nodes.Function) and _is_method(key, value):
        word = "constructor" if value.name == "constructor" else "function %s" % value.name
        return [word, *_signature(value), value.body]
    if isinstance(key, nodes.Literal) and _is_identifier(key.value):
        return ["%s = " % key.value, Place(value, EXPRESSION)]
    return ["[", Place(key, COMMA), "] = ", Place(value, EXPRESSION)]


def _signature(function: nodes.Function) -> Parts:
    parameters: list[Parts] = []
    for name, default in function.parameters:
        parameters.append([name] if default is None else [name + " = ", Place(default, EXPRESSION)])
    if function.varargs:
        parameters.append(["..."])
    return ["(", *_listed(parameters), ") "]


def _function(node: nodes.Function, start: bool) -> Parts:
    if node.is_lambda:
        assert isinstance(node.body, nodes.Return) and node.body.value is not None
        return ["@", *_signature(node), Place(node.body.value, EXPRESSION)]
    return ["function", *_signature(node), node.body, *([NEWLINE] if _open(node) else [])]


def _class(node: nodes.Class, start: bool) -> Parts:
    parts: Parts = ["class"]
    if node.base is not None:
        parts += [" extends ", Place(node.base, EXPRESSION)]
    if node.attributes is not None:
        parts += [" ", *_attributes(node.attributes)]
    parts += [" {", INDENT, NEWLINE]
    for key, value, attributes, static in node.members:
        parts += [*_attributes(attributes), NEWLINE] if attributes is not None else []
        parts += ["static " if static else "", *_member(key, value)]
        method = isinstance(value, nodes.Function) and _is_method(key, value)
        parts += [";" if not method or _wants_semicolon(value.body) else "", NEWLINE]  # type: ignore[attr-defined]
    return [*parts, DEDENT, "}"]


def _attributes(table: nodes.Table) -> Parts:
    return ["</ ", *_table_members(table.members), " />"]


def _unary(node: nodes.Unary, start: bool) -> Parts:
    operand = node.operand
    number = type(operand.value) if isinstance(operand, nodes.Literal) else None
    if (node.op == "-" and number in (int, float)) or (node.op == "~" and number is int):
        return [node.op, "(", Place(operand, COMMA), ")"]  # `-5` would be read as one number
    step = isinstance(operand, nodes.IncDec) and (operand.prefix or not is_plain_target(operand.target))
    apart = node.op.isalpha() or step or isinstance(operand, nodes.Unary)
    return [node.op, " " if apart else "", Place(operand, OPERAND)]


def _binary(node: Union[nodes.Binary, nodes.Logical], start: bool) -> Parts:
    level = PRECEDENCE[node.op]
    to_right = level <= LOGICAL
    left = Place(node.left, CHAIN + level + to_right, start)
    return [left, " %s " % node.op, Place(node.right, CHAIN + level + (not to_right))]


def _conditional(node: nodes.Conditional, start: bool) -> Parts:
    return [Place(node.test, CHAIN, start), " ? ", Place(node.then, EXPRESSION), " : ", Place(node.other, EXPRESSION)]


def _comma(node: nodes.Comma, start: bool) -> Parts:
    return [Place(node.left, COMMA, start), ", ", Place(node.right, EXPRESSION)]


def _assign(node: Union[nodes.Assign, nodes.NewSlot, nodes.AugAssign], start: bool) -> Parts:
    sign = "=" if isinstance(node, nodes.Assign) else "<-" if isinstance(node, nodes.NewSlot) else node.op + "="
    return [Place(node.target, CHAIN, start), " %s " % sign, Place(node.value, EXPRESSION)]


def _incdec(node: nodes.IncDec, start: bool) -> Parts:
    if node.prefix:
        return [node.op, "" if is_plain_target(node.target) else " ", Place(node.target, OPERAND)]
    level = OPERAND if isinstance(node.target, nodes.Unary) else POSTFIX
    return [Place(node.target, level, start), " " if level == OPERAND else "", node.op]


def _delete(node: nodes.Delete, start: bool) -> Parts:
    return ["delete ", Place(node.target, OPERAND)]


def _get(node: nodes.Get, start: bool) -> Parts:
    return [Place(node.object, POSTFIX, start), ".", node.name]


def _index(node: nodes.Index, start: bool) -> Parts:
    return [Place(node.object, POSTFIX, start), "[", Place(node.key, EXPRESSION), "]"]


def _call(node: nodes.Call, start: bool) -> Parts:
    arguments = _listed([Place(argument, EXPRESSION)] for argument in node.arguments)
    return [Place(node.callee, POSTFIX, start), "(", *arguments, ")"]


_EXPRESSIONS: dict[type, Callable[[Any, bool], Parts]] = {
    nodes.Literal: _literal,
    nodes.Name: _name,
    nodes.Root: lambda node, start: ["::" + node.name],
    nodes.This: lambda node, start: ["this"],
    nodes.Base: lambda node, start: ["base"],
    nodes.Paren: _paren,
    nodes.Array: _array,
    nodes.Table: _table,
    nodes.Class: _class,
    nodes.Function: _function,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.Logical: _binary,
    nodes.Conditional: _conditional,
    nodes.Comma: _comma,
    nodes.Assign: _assign,
    nodes.NewSlot: _assign,
    nodes.AugAssign: _assign,
    nodes.IncDec: _incdec,
    nodes.Delete: _delete,
    nodes.Get: _get,
    nodes.Index: _index,
    nodes.Call: _call,
}

# Statements: node -> parts, without the ; that some contexts need and others forbid -----------------------------


def _statements(body: list[nodes.Stmt]) -> Parts:
    parts: Parts = []
    for statement in body:
        parts += [*_ended(statement), NEWLINE]
    return parts


def _ended(statement: nodes.Stmt) -> Parts:
    return [statement, ";"] if _wants_semicolon(statement) else [statement]


def _last(statement: nodes.Stmt) -> nodes.Stmt:
    """The innermost statement that ends where this one ends; an If stands for itself."""
    while True:
        if isinstance(statement, (nodes.While, nodes.For, nodes.Foreach)):
            statement = statement.body
        elif isinstance(statement, nodes.Try):
            statement = statement.handler
        elif isinstance(statement, nodes.FunctionDecl):
            statement = statement.function.body
        elif isinstance(statement, nodes.Local) and _local_function(statement):
            statement = statement.declarations[0][1].body  # type: ignore[union-attr]
        else:
            return statement


def _wants_semicolon(statement: nodes.Stmt) -> bool:
    closed = (nodes.Block, nodes.Empty, nodes.If, nodes.Switch, nodes.Enum, nodes.ClassDecl)
    return not isinstance(_last(statement), closed)


def _semicolons_taken(statement: nodes.Stmt) -> int:
    """How many ; behind a statement its unfinished ifs would take for themselves."""
    taken = 0
    while True:
        statement = _last(statement)
        if not isinstance(statement, nodes.If):
            return taken
        statement = statement.other or statement.then
        if _wants_semicolon(statement):
            return taken
        taken += 1


def _dangles(statement: Optional[nodes.Stmt]) -> bool:
    """Whether an `else` behind this statement would become its own."""
    while statement is not None:
        statement = _last(statement)
        if not isinstance(statement, nodes.If):
            return False
        statement = statement.other
    return True


def _local_function(node: nodes.Local) -> bool:
    name, value, _ = node.declarations[0]
    return len(node.declarations) == 1 and isinstance(value, nodes.Function) and value.name == name


def _block(node: nodes.Block) -> Parts:
    return ["{", INDENT, NEWLINE, *_statements(node.body), DEDENT, "}"] if node.body else ["{}"]


def _expression_statement(node: nodes.ExprStatement) -> Parts:
    return [Place(node.value, COMMA, True)]


def _local(node: nodes.Local) -> Parts:
    if _local_function(node):
        name, function, _ = node.declarations[0]
        assert isinstance(function, nodes.Function)
        return ["local function " + name, *_signature(function), function.body]
    declarations: list[Parts] = []
    for name, value, _ in node.declarations:
        declarations.append([name] if value is None else [name + " = ", Place(value, EXPRESSION)])
    return ["local ", *_listed(declarations)]


def _if(node: nodes.If) -> Parts:
    then = node.then
    if node.other is not None and _dangles(then):  # no parser makes this
        then = nodes.Block(then.pos, then.end, [then])
    parts: Parts = ["if (", Place(node.test, COMMA), ") ", *_ended(then)]
    if node.other is None:
        return parts
    return [*parts, " " if isinstance(then, nodes.Block) else NEWLINE, "else ", *_ended(node.other)]


def _while(node: nodes.While) -> Parts:
    return ["while (", Place(node.test, COMMA), ") ", node.body]


def _do_while(node: nodes.DoWhile) -> Parts:
    return ["do ", node.body, _gap(node.body), "while (", Place(node.test, COMMA), ")"]


def _gap(body: nodes.Stmt) -> str:
    return " " if isinstance(body, nodes.Block) else NEWLINE


def _for(node: nodes.For) -> Parts:
    init: Parts = []
    if isinstance(node.init, nodes.ExprStatement):
        init = [Place(node.init.value, COMMA)]
    elif node.init is not None:
        taken = _semicolons_taken(node.init)
        init = [node.init, *([NEWLINE, ";" * taken] if taken else [])]
    test: Parts = [" ", Place(node.test, COMMA)] if node.test is not None else []
    step: Parts = [" ", Place(node.step, COMMA)] if node.step is not None else []
    return ["for (", *init, ";", *test, ";", *step, ") ", node.body]


def _foreach(node: nodes.Foreach) -> Parts:
    names = node.value if node.key is None else "%s, %s" % (node.key, node.value)
    return ["foreach (%s in " % names, Place(node.iterable, EXPRESSION), ") ", node.body]


def _switch(node: nodes.Switch) -> Parts:
    parts: Parts = ["switch (", Place(node.subject, COMMA), ") {", NEWLINE]
    for label, body in node.cases:
        parts += ["default:"] if label is None else ["case ", Place(label, EXPRESSION), ":"]
        parts += [INDENT, NEWLINE, *_statements(body), DEDENT]
    return [*parts, "}"]


def _with_value(word: str) -> Callable[[Any], Parts]:
    def parts(node: Any) -> Parts:
        return [word] if node.value is None else [word + " ", Place(node.value, COMMA)]

    return parts


def _try(node: nodes.Try) -> Parts:
    return ["try ", node.body, _gap(node.body), "catch (%s) " % node.name, node.handler]


def _function_declaration(node: nodes.FunctionDecl) -> Parts:
    return ["function " + "::".join(node.path), *_signature(node.function), node.function.body]


def _class_declaration(node: nodes.ClassDecl) -> Parts:
    return ["class ", Place(node.target, OPERAND), *_class(node.klass, False)[1:]]


def _enum(node: nodes.Enum) -> Parts:
    items = ", ".join("%s = %s" % (name, spelled(value)) for name, value in node.items)
    return ["enum %s {%s}" % (node.name, " %s " % items if items else "")]


_STATEMENTS: dict[type, Callable[[Any], Parts]] = {
    nodes.Block: _block,
    nodes.Empty: lambda node: [";"],
    nodes.ExprStatement: _expression_statement,
    nodes.Local: _local,
    nodes.If: _if,
    nodes.While: _while,
    nodes.DoWhile: _do_while,
    nodes.For: _for,
    nodes.Foreach: _foreach,
    nodes.Switch: _switch,
    nodes.Return: _with_value("return"),
    nodes.Yield: _with_value("yield"),
    nodes.Throw: _with_value("throw"),
    nodes.Break: lambda node: ["break"],
    nodes.Continue: lambda node: ["continue"],
    nodes.Try: _try,
    nodes.FunctionDecl: _function_declaration,
    nodes.ClassDecl: _class_declaration,
    nodes.Enum: _enum,
    nodes.Const: lambda node: ["const %s = %s" % (node.name, spelled(node.value))],
}
