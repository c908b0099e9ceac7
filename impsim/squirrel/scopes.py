"""Which name is which: locals, captures, constants.

The reference resolves a bare name when it compiles it: a local of the function, a local
of an enclosing function, a constant or enum seen so far, else a slot of `this` and then
of the root table. This pass walks the tree in source order, as the reference does, and
returns a Scopes: plain data that later passes read. It also finds the compile errors
that need scopes.

A captured variable is usually a Python cell. But a `local` in the body of a loop is a
new variable in each iteration, while Python would share one cell; such a variable is
`fresh`: closures are made by a function that takes it as a parameter, by value when
nothing assigns it after its declaration, else in a one-element list (`boxed`).
"""

from __future__ import annotations

from impsim.errors import Diagnostic, located
from impsim.squirrel import nodes
from impsim.squirrel.limits import BLOCK_DEPTH, EXPRESSION_DEPTH
from impsim.squirrel.names import PRIME
from impsim.squirrel.operators import concatenated, leftmost_operand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn, Optional


class Variable:
    """A local variable or a parameter. stores: how often it is assigned after its declaration;
    outer_stores: how often by another function than its own."""

    __slots__ = ("name", "python", "owner", "captured", "in_loop", "stores", "outer_stores", "parameter")

    def __init__(self, name: str, python: str, owner: FunctionScope, in_loop: bool, parameter: bool) -> None:
        self.name = name
        self.python = python
        self.owner = owner
        self.in_loop = in_loop
        self.parameter = parameter
        self.captured = False
        self.stores = 0
        self.outer_stores = 0

    @property
    def fresh(self) -> bool:
        """Whether closures must take it as it is when they are made."""
        return self.captured and self.in_loop

    @property
    def boxed(self) -> bool:
        """Whether it lives in a list, so that closures share later assignments."""
        return self.fresh and self.stores > 0


class FunctionScope:
    """One function. free: variables of enclosing functions that it or a function in it uses, in order of use."""

    __slots__ = (
        "node",
        "parent",
        "variables",
        "free",
        "uses_base",
        "yields",
        "taken",
        "has_function",
        "float_literals",
    )

    def __init__(self, node: Optional[nodes.Function], parent: Optional[FunctionScope]) -> None:
        self.node = node
        self.parent = parent
        self.variables: list[Variable] = []
        self.free: dict[Variable, None] = {}
        self.uses_base = False
        self.yields = False
        self.has_function = False
        self.float_literals = 0
        self.taken: set[str] = {"this"} if parent is None else set(parent.taken)

    def new_variable(self, name: str, in_loop: bool, parameter: bool = False) -> Variable:
        """A variable under a Python name that is unique in this function and differs from what it captures."""
        python = name if name != "__debug__" and name not in ("None", "True", "False") else name + PRIME
        number = 1
        while python in self.taken:
            number += 1
            python = "%s%s%d" % (name, PRIME, number)
        self.taken.add(python)
        variable = Variable(name, python, self, in_loop, parameter)
        self.variables.append(variable)
        return variable


class Constant:
    """What a constant's name or an enum's member stands for."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Scopes:
    """The result. functions: the scope of every Function node, and of the unit itself under its Block.
    names: what a Name, or a Get on an enum, refers to (absent: a slot). declared: the variables that a node
    declares, in order (Function: its parameters, then vargv; Local; Foreach: key, value; Try). constants: those
    that are defined at the unit's end."""

    def __init__(self) -> None:
        self.functions: dict[nodes.Node, FunctionScope] = {}
        self.names: dict[nodes.Node, Any] = {}
        self.declared: dict[nodes.Node, list[Variable]] = {}
        self.constants: dict[str, Any] = {}
        self.deepest: nodes.Node = nodes.Empty(0, 0)  # the expression nested deepest, for those who cannot go there
        self.depth = 0


def resolve(unit: nodes.Block, source: str, path: str = "", constants: Optional[dict[str, Any]] = None) -> Scopes:
    """The scopes of a parsed unit. constants: what `const` and `enum` have defined before (an enum is a
    dict). Raises Diagnostic with the reference's compile error texts."""
    return _Resolver(source, path, dict(constants or {})).run(unit)


def too_deep(scopes: Scopes, source: str, path: str) -> Diagnostic:
    """What to say when this Python cannot recurse as deep as the source is nested."""
    return located("nested too deeply", source, scopes.deepest.pos, path, "split it up", "too-deep")


class _Resolver:
    def __init__(self, source: str, path: str, constants: dict[str, Any]) -> None:
        self.source = source
        self.path = path
        self.constants = constants
        self.result = Scopes()
        self.function: FunctionScope = FunctionScope(None, None)
        self.blocks: list[dict[str, Variable]] = []  # of the current function, innermost last
        self.chain: list[tuple[FunctionScope, list[dict[str, Variable]]]] = []  # of the enclosing functions
        self.loops = 0  # nested loops of the current function
        self.switches: list[int] = []  # for each open loop or switch: 1 if a loop
        self.depth = 0
        self.nesting = 0
        self.plain_sums: set[nodes.Node] = set()

    def run(self, unit: nodes.Block) -> Scopes:
        self.result.functions[unit] = self.function
        self.blocks = [{}]
        self.result.declared[unit] = [self.declare("vargv", parameter=True)]
        try:
            self.statements(unit.body)
        except RecursionError:
            raise too_deep(self.result, self.source, self.path) from None
        self.result.constants = self.constants
        return self.result

    def fail(self, message: str, node: nodes.Node, hint: str = "") -> NoReturn:
        raise located(message, self.source, node.pos, self.path, hint, "scope")

    # Variables

    def declare(self, name: str, parameter: bool = False) -> Variable:
        variable = self.function.new_variable(name, self.loops > 0, parameter)
        self.blocks[-1][name] = variable
        return variable

    def look_up(self, name: str) -> Optional[Variable]:
        for block in reversed(self.blocks):
            if name in block:
                return block[name]
        for level in range(len(self.chain) - 1, -1, -1):
            for block in reversed(self.chain[level][1]):
                if name in block:
                    return self.capture(block[name], level)
        return None

    def capture(self, variable: Variable, level: int) -> Variable:
        variable.captured = True
        for function, _ in [*self.chain[level + 1 :], (self.function, None)]:
            function.free[variable] = None
            function.taken.add(variable.python)
        return variable

    # Statements

    def statements(self, body: Sequence[nodes.Stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: Optional[nodes.Node]) -> None:
        if node is not None:
            _VISITS[type(node)](self, node)

    def scoped(self, *parts: Optional[nodes.Node]) -> None:
        self.blocks.append({})
        for part in parts:
            self.statement(part)
        self.blocks.pop()

    def loop(self, *parts: Optional[nodes.Node]) -> None:
        self.loops += 1
        self.switches.append(1)
        self.nest(parts[0])
        self.scoped(*parts)
        self.nesting -= 1
        self.switches.pop()
        self.loops -= 1

    def nest(self, node: Optional[nodes.Node]) -> None:
        self.nesting += 1
        if self.nesting > BLOCK_DEPTH and node is not None:
            self.fail("more than %d loops, switches and try blocks inside one another" % BLOCK_DEPTH, node)

    def visit_block(self, node: nodes.Block) -> None:
        self.blocks.append({})
        self.statements(node.body)
        self.blocks.pop()

    def visit_nothing(self, node: nodes.Node) -> None:
        pass

    def visit_expression_statement(self, node: nodes.ExprStatement) -> None:
        self.expression(node.value)

    def visit_local(self, node: nodes.Local) -> None:
        declared = []
        for name, value, _ in node.declarations:
            self.expression(value)
            declared.append(self.declare(name))
        self.result.declared[node] = declared

    def visit_if(self, node: nodes.If) -> None:
        self.expression(node.test)
        self.scoped(node.then)
        self.scoped(node.other)

    def visit_while(self, node: nodes.While) -> None:
        self.loops += 1  # a closure in the test is made anew each time
        self.expression(node.test)
        self.loops -= 1
        self.loop(node.body)

    def visit_do_while(self, node: nodes.DoWhile) -> None:
        self.loop(node.body)
        self.expression(node.test)

    def visit_for(self, node: nodes.For) -> None:
        self.blocks.append({})
        self.statement(node.init)
        self.expression(node.test)
        self.expression(node.step)
        self.loop(node.body)
        self.blocks.pop()

    def visit_foreach(self, node: nodes.Foreach) -> None:
        self.expression(node.iterable)
        self.blocks.append({})
        names = [node.value] if node.key is None else [node.key, node.value]
        declared = self.result.declared[node] = [self.declare(name) for name in names]
        for variable in declared:
            variable.stores += 1  # closures of all iterations share it
        self.loop(node.body)
        self.blocks.pop()

    def visit_switch(self, node: nodes.Switch) -> None:
        self.expression(node.subject)
        self.switches.append(0)
        self.nest(node)
        for test, body in node.cases:
            self.expression(test)
            self.blocks.append({})
            self.statements(body)
            self.blocks.pop()
        self.nesting -= 1
        self.switches.pop()

    def visit_return(self, node: Any) -> None:
        self.expression(node.value)

    def visit_yield(self, node: nodes.Yield) -> None:
        self.function.yields = True
        self.expression(node.value)

    def visit_break(self, node: nodes.Break) -> None:
        if not self.switches:
            self.fail("'break' has to be in a loop block", node)

    def visit_continue(self, node: nodes.Continue) -> None:
        if 1 not in self.switches:
            self.fail("'continue' has to be in a loop block", node)

    def visit_try(self, node: nodes.Try) -> None:
        self.nest(node)
        self.scoped(node.body)
        self.nesting -= 1
        self.blocks.append({})
        self.result.declared[node] = [self.declare(node.name)]
        self.statement(node.handler)
        self.blocks.pop()

    def visit_function_declaration(self, node: nodes.FunctionDecl) -> None:
        self.expression(node.function)

    def visit_class_declaration(self, node: nodes.ClassDecl) -> None:
        target = node.target
        if isinstance(target, nodes.This) or (isinstance(target, nodes.Name) and self.look_up(target.name) is not None):
            self.fail("cannot create a class in a local with the syntax(class <local>)", node)
        if isinstance(target, nodes.Name):
            if target.name in self.constants:
                self.fail("invalid class name", node, "%s is a constant" % target.name)
        else:
            self.expression(target)
        self.expression(node.klass)

    def visit_enum(self, node: nodes.Enum) -> None:
        self.constants[node.name] = dict(node.items)

    def visit_const(self, node: nodes.Const) -> None:
        self.constants[node.name] = node.value

    # Expressions

    def expression(self, node: Optional[nodes.Node]) -> None:
        if node is None:
            return
        self.depth += 1
        if self.depth > EXPRESSION_DEPTH:
            self.fail("expression nested more than %d levels deep" % EXPRESSION_DEPTH, node, "split it up")
        if self.depth > self.result.depth:
            self.result.depth, self.result.deepest = self.depth, node
        _VISITS[type(node)](self, node)
        self.depth -= 1

    def visit_children(self, node: nodes.Node) -> None:
        for name in node.fields:
            child = getattr(node, name)
            if isinstance(child, nodes.Node):
                self.expression(child)

    def visit_binary(self, node: nodes.Binary) -> None:
        for operand in concatenated(node, self.plain_sums) or (node.left, node.right):
            self.expression(operand)

    def visit_literal(self, node: nodes.Literal) -> None:
        if type(node.value) is float:
            self.function.float_literals += 1

    def visit_base(self, node: nodes.Base) -> None:
        self.function.uses_base = True

    def visit_name(self, node: nodes.Name) -> None:
        variable = self.look_up(node.name)
        if variable is not None:
            self.result.names[node] = variable
        elif node.name in self.constants:
            value = self.constants[node.name]
            if isinstance(value, dict):
                self.fail("expected '.'", node, "an enum is used by its members: %s.NAME" % node.name)
            self.result.names[node] = Constant(value)

    def visit_get(self, node: nodes.Get) -> None:
        target = node.object
        if isinstance(target, nodes.Name) and self.look_up(target.name) is None:
            members = self.constants.get(target.name)
            if isinstance(members, dict):
                if node.name not in members:
                    self.fail("invalid constant [%s.%s]" % (target.name, node.name), node)
                self.result.names[node] = Constant(members[node.name])
                return
        self.expression(target)

    def visit_list(self, node: Any) -> None:
        for item in node.items:
            self.expression(item)

    def visit_call(self, node: nodes.Call) -> None:
        self.expression(node.callee)
        for argument in node.arguments:
            self.expression(argument)

    def visit_table(self, node: nodes.Table) -> None:
        for key, value in node.members:
            self.expression(key)
            self.expression(value)

    def visit_class(self, node: nodes.Class) -> None:
        self.expression(node.base)
        self.expression(node.attributes)
        for key, value, attributes, _ in node.members:
            self.expression(attributes)
            self.expression(key)
            self.expression(value)

    def visit_assign(self, node: Any) -> None:
        self.expression(node.value)
        self.target(node.target, node, "can't assign expression")

    def visit_newslot(self, node: nodes.NewSlot) -> None:
        self.expression(node.value)
        self.expression(node.target)
        known = self.result.names.get(node.target)
        if isinstance(known, Variable) or isinstance(node.target, nodes.This):
            self.fail("can't 'create' a local slot", node)
        if isinstance(known, Constant):
            self.fail("can't assign expression", node, "a constant cannot change")

    def visit_increment(self, node: nodes.IncDec) -> None:
        self.target(node.target, node, "can't '++' or '--' an expression")

    def visit_delete(self, node: nodes.Delete) -> None:
        self.expression(node.target)
        known = self.result.names.get(node.target)
        if isinstance(known, Variable) or isinstance(node.target, nodes.This):
            self.fail("cannot delete an (outer) local", node)
        if isinstance(known, Constant):
            self.fail("can't delete an expression", node, "a constant cannot change")

    def target(self, target: nodes.Expr, node: nodes.Node, refusal: str) -> None:
        self.expression(target)
        found = self.result.names.get(target)
        if isinstance(found, Constant):
            self.fail(refusal, node, "a constant cannot change")
        first = self.result.names.get(leftmost_operand(target))
        if found is None and isinstance(first, Variable) and first.owner is not self.function:
            self.fail(refusal, node)
        if isinstance(found, Variable):
            found.stores += 1
            if found.owner is not self.function:
                found.outer_stores += 1

    def visit_function(self, node: nodes.Function) -> None:
        for _, default in node.parameters:
            self.expression(default)
        self.function.has_function = True
        saved = (self.function, self.blocks, self.loops, self.switches, self.depth, self.nesting)
        self.chain.append((self.function, self.blocks))
        self.function = self.result.functions[node] = FunctionScope(node, self.function)
        self.blocks, self.loops, self.switches, self.nesting = [{}], 0, [], 0
        names = [name for name, _ in node.parameters] + (["vargv"] if node.varargs else [])
        self.result.declared[node] = [self.declare(name, parameter=True) for name in names]
        self.statement(node.body)
        self.chain.pop()
        self.function, self.blocks, self.loops, self.switches, self.depth, self.nesting = saved


_VISITS: dict[type, Callable[[Any, Any], None]] = {
    nodes.Block: _Resolver.visit_block,
    nodes.Empty: _Resolver.visit_nothing,
    nodes.ExprStatement: _Resolver.visit_expression_statement,
    nodes.Local: _Resolver.visit_local,
    nodes.If: _Resolver.visit_if,
    nodes.While: _Resolver.visit_while,
    nodes.DoWhile: _Resolver.visit_do_while,
    nodes.For: _Resolver.visit_for,
    nodes.Foreach: _Resolver.visit_foreach,
    nodes.Switch: _Resolver.visit_switch,
    nodes.Return: _Resolver.visit_return,
    nodes.Throw: _Resolver.visit_return,
    nodes.Yield: _Resolver.visit_yield,
    nodes.Break: _Resolver.visit_break,
    nodes.Continue: _Resolver.visit_continue,
    nodes.Try: _Resolver.visit_try,
    nodes.FunctionDecl: _Resolver.visit_function_declaration,
    nodes.ClassDecl: _Resolver.visit_class_declaration,
    nodes.Enum: _Resolver.visit_enum,
    nodes.Const: _Resolver.visit_const,
    nodes.Literal: _Resolver.visit_literal,
    nodes.Name: _Resolver.visit_name,
    nodes.Base: _Resolver.visit_base,
    nodes.Root: _Resolver.visit_nothing,
    nodes.This: _Resolver.visit_nothing,
    nodes.Paren: _Resolver.visit_children,
    nodes.Array: _Resolver.visit_list,
    nodes.Table: _Resolver.visit_table,
    nodes.Class: _Resolver.visit_class,
    nodes.Function: _Resolver.visit_function,
    nodes.Unary: _Resolver.visit_children,
    nodes.Binary: _Resolver.visit_binary,
    nodes.Logical: _Resolver.visit_children,
    nodes.Conditional: _Resolver.visit_children,
    nodes.Comma: _Resolver.visit_children,
    nodes.Assign: _Resolver.visit_assign,
    nodes.AugAssign: _Resolver.visit_assign,
    nodes.NewSlot: _Resolver.visit_newslot,
    nodes.IncDec: _Resolver.visit_increment,
    nodes.Delete: _Resolver.visit_delete,
    nodes.Get: _Resolver.visit_get,
    nodes.Index: _Resolver.visit_children,
    nodes.Call: _Resolver.visit_call,
}
