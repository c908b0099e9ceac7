"""Statements."""

from __future__ import annotations

import ast
from typing import Any, Callable

from impsim.squirrel import nodes
from impsim.squirrel.codegen.emitter import Code, Emitter, Result
from impsim.squirrel.codegen.infer import counted_loop, stored_in
from impsim.squirrel.codegen.intervals import ARRAY, is_int
from impsim.squirrel.codegen.quote import LOAD, STORE, Position, quote
from impsim.squirrel.scopes import Variable

RANGE_CHECKED = quote("range(A, B) if type(B) is int else counting(A, B)")
VALUES = quote("A if type(A) is Array else values(A)")
PAIRS = quote("enumerate(A) if type(A) is Array else pairs(A)")
REALS = quote("map(dereference, A)")
TICK = quote("tick()")


class Rereading(ast.Call):
    """Pairs of a container that is read anew in each turn."""


class Statements(Emitter):
    """Generates statement nodes."""

    condition: Callable[[Any], Code]
    assuming: Callable[..., Any]
    effect: Callable[[Any], None]
    store: Callable[..., None]
    visit_function: Callable[..., Result]
    visit_class: Callable[..., Result]

    def statement(self, node: Any) -> None:
        line = self.line
        self.line = self.line_of(node.pos)
        STATEMENTS[type(node)](self, node)
        self.line = line

    def statements(self, body: Any) -> None:
        for node in body:
            self.statement(node)

    def body(self, *parts: Any) -> list[ast.stmt]:
        """The statements of nodes, never empty."""
        out, _ = self.collected(lambda: self.statements(parts))
        return out or [ast.Pass(lineno=self.line, end_lineno=self.line, col_offset=0, end_col_offset=0)]

    def visit_block(self, node: nodes.Block) -> None:
        self.statements(node.body)

    def visit_empty(self, node: nodes.Node) -> None:
        pass

    def visit_expression_statement(self, node: nodes.ExprStatement) -> None:
        self.effect(node.value)

    def visit_local(self, node: nodes.Local) -> None:
        for variable, (_, value, _) in zip(self.scopes.declared[node], node.declarations):
            p = self.at(node)
            code = self.constant(None, p) if value is None else self.value(value)[0]
            self.declare(variable, code, p)

    def declare(self, variable: Variable, code: Code, p: Position) -> None:
        """The first store of a variable: a boxed one gets a box of its own."""
        if variable.boxed:
            code = ast.List([code], LOAD, **p)
        self.assign(variable.python, code, p)

    def visit_if(self, node: nodes.If) -> None:
        p = self.at(node)
        test = self.condition(node.test)
        then = self.assuming(node.test, True, lambda: self.body(node.then))
        other = [] if node.other is None else self.assuming(node.test, False, lambda: self.body(node.other))
        self.out.append(ast.If(test, then, other, **p))

    # Loops

    def loop_body(self, node: Any, step: Any = None) -> list[ast.stmt]:
        """The statements of a loop's body with the step at its end; `continue` does the step too."""
        saved, self.function.step = self.function.step, step
        switches, self.function.switch_depth = self.function.switch_depth, []

        def generate() -> None:
            if self.options.steps:
                p = self.at(node)
                self.do(TICK(p), p)
            self.statement(node)
            if step is not None:
                step()

        out, _ = self.collected(generate)
        self.function.step = saved
        self.function.switch_depth = switches
        return out or [ast.Pass(lineno=self.line, end_lineno=self.line, col_offset=0, end_col_offset=0)]

    def while_loop(self, test: Any, body: list[ast.stmt], p: Position) -> None:
        """`while (test) body`; a test that needs statements is done inside."""
        if test is None:
            self.out.append(ast.While(self.constant(True, p), body, [], **p))
            return
        statements, condition = self.collected(lambda: self.condition(test))
        if not statements:
            self.out.append(ast.While(condition, body, [], **p))
            return
        leave = ast.If(ast.UnaryOp(ast.Not(), condition, **p), [ast.Break(**p)], [], **p)
        self.out.append(ast.While(self.constant(True, p), [*statements, leave, *body], [], **p))

    def visit_while(self, node: nodes.While) -> None:
        self.while_loop(node.test, self.loop_body(node.body), self.at(node))

    def visit_do_while(self, node: nodes.DoWhile) -> None:
        p = self.at(node)

        def test() -> None:
            condition = self.condition(node.test)
            self.out.append(ast.If(ast.UnaryOp(ast.Not(), condition, **p), [ast.Break(**p)], [], **p))

        self.out.append(ast.While(self.constant(True, p), self.loop_body(node.body, test), [], **p))

    def visit_for(self, node: nodes.For) -> None:
        p = self.at(node)
        if self.counted(node, p):
            return
        if node.init is not None:
            self.statement(node.init)
        step = None if node.step is None else lambda: self.effect(node.step)
        self.while_loop(node.test, self.loop_body(node.body, step), p)

    def counted(self, node: nodes.For, p: Position) -> bool:
        """`for (local i = a; i < b; i++)` over a Python range, where nothing can tell the difference."""
        found = counted_loop(node, self.scopes)
        if found is None:
            return False
        variable, first, bound, inclusive = found
        if not is_int(self.function.env.get(variable)):
            return False
        (low, lt), (high, ht) = self.operands(first, bound)
        if not is_int(lt) or not (is_int(ht) or ht is None):
            return False
        if inclusive:
            high = self.constant(high.value + 1, p)
        if is_int(ht):
            numbers: Code = self.call("range", p, *([] if getattr(low, "value", None) == 0 else [low]), high)
        else:
            numbers = RANGE_CHECKED(p, self.save(low, p), self.save(high, p))
        target = ast.Name(variable.python, STORE, **p)
        self.out.append(ast.For(target, numbers, self.loop_body(node.body), [], **p))
        return True

    def visit_foreach(self, node: nodes.Foreach) -> None:
        p = self.at(node)
        source = self.foreach_source(node, p)
        variables = self.scopes.declared[node]
        for variable in variables:
            if variable.boxed:
                self.declare(variable, self.constant(None, p), p)
        targets = [self.loop_target(variable, p) for variable in variables]
        if isinstance(source, Rereading) and len(targets) == 1:
            targets.insert(0, ast.Name("ƒdropped", STORE, **p))
        target = targets[0] if len(targets) == 1 else ast.Tuple(targets, STORE, **p)
        self.out.append(ast.For(target, source, self.loop_body(node.body), [], **p))

    def foreach_source(self, node: nodes.Foreach, p: Position) -> Code:
        """What the Python loop goes over: values, or pairs where the key is wanted."""
        variable = self.scopes.names.get(node.iterable)
        if isinstance(variable, Variable) and self.is_reread(variable, node.body):
            nothing = ast.arguments([], [], None, [], [], None, [])
            reader = ast.Lambda(nothing, self.read(variable, p), **p)
            return Rereading(self.runtime("rereading", p), [reader], [], **p)
        iterable, kind = self.atom(node.iterable)
        if kind == ARRAY:
            source = iterable if node.key is None else self.call("enumerate", p, iterable)
        else:
            source = VALUES(p, iterable) if node.key is None else PAIRS(p, iterable)
        return REALS(p, source) if self.options.weakrefs and node.key is None else source

    def is_reread(self, variable: Variable, body: Any) -> bool:
        """Whether the container is a local of this function that the loop can assign."""
        own = variable.owner is self.function.scope
        return own and (variable.outer_stores > 0 or stored_in(variable, body, self.scopes))

    read: Callable[..., Code]

    def loop_target(self, variable: Variable, p: Position) -> ast.expr:
        if variable.boxed:
            return ast.Subscript(self.load(variable.python, p), self.constant(0, p), STORE, **p)
        return ast.Name(variable.python, STORE, **p)

    def visit_break(self, node: nodes.Break) -> None:
        self.out.append(ast.Break(**self.at(node)))

    def visit_continue(self, node: nodes.Continue) -> None:
        p = self.at(node)
        if self.function.switch_depth:
            self.leave_switches(p)
            return
        if self.function.step is not None:
            self.function.step()
        self.out.append(ast.Continue(**p))

    def leave_switches(self, p: Position) -> None:
        """`continue` inside switches that are Python loops: each is told to pass it on."""
        for flag in self.function.switch_depth:
            flag.used = True
            self.assign(flag.name, self.constant(True, p), p)
        self.out.append(ast.Break(**p))

    # switch

    def visit_switch(self, node: nodes.Switch) -> None:
        p = self.at(node)
        subject, kind = self.atom(node.subject)
        if not isinstance(subject, ast.Constant) and not self.is_steady(subject):
            temporary = self.temporary(p)
            self.assign(temporary.id, subject, p)
            subject = temporary
        if not node.cases:
            return
        if all(self.is_closed(body, last) for body, last in self.case_bodies(node)):
            self.out.extend(self.if_chain(node, 0, [], (subject, kind), p))
        else:
            self.falling_switch(node, (subject, kind), p)

    def case_bodies(self, node: nodes.Switch) -> list[tuple[Any, bool]]:
        last = len(node.cases) - 1
        return [(body, index == last) for index, (_, body) in enumerate(node.cases) if body or index == last]

    def is_closed(self, body: Any, last: bool) -> bool:
        """Whether a case never falls into the next, and breaks at its end only."""
        return not breaks_inside(without_break(body)) and (last or ends(body))

    def case_test(self, subject: Result, test: Any) -> Code:
        literal = self.value(test)
        return self.equality_of(subject, literal, self.at(test))

    equality_of: Callable[[Result, Result, Position], Code]

    def if_chain(
        self, node: nodes.Switch, index: int, pending: list[Any], subject: Result, p: Position
    ) -> list[ast.stmt]:
        """Cases from index on as if / else; pending: tests of cases without a body that fall into this one."""
        if index == len(node.cases):
            return []
        test, body = node.cases[index]
        tests = [*pending, test]
        if not body and index < len(node.cases) - 1:
            return self.if_chain(node, index + 1, tests, subject, p)
        then = self.body(*without_break(body))
        if test is None:
            return then

        def condition() -> Code:
            codes = [self.case_test(subject, one) for one in tests]
            return codes[0] if len(codes) == 1 else ast.BoolOp(ast.Or(), codes, **p)

        out, code = self.collected(condition)
        other, _ = self.collected(lambda: self.out.extend(self.if_chain(node, index + 1, [], subject, p)))
        return [*out, ast.If(code, then, other, **p)]

    def falling_switch(self, node: nodes.Switch, subject: Result, p: Position) -> None:
        """A switch that falls through: number the case, then run a loop of one turn from that case on."""
        number = self.temporary(p)
        default = next((i for i, (test, _) in enumerate(node.cases) if test is None), len(node.cases))
        self.out.extend(self.numbering(node, 0, default, number, subject, p))
        flag = _Flag(self.unique("ƒagain"))
        self.function.switch_depth.append(flag)
        body: list[ast.stmt] = []
        for index, (_, statements) in enumerate(node.cases):
            if statements:
                test = ast.Compare(number, [ast.LtE()], [self.constant(index, p)], **p)
                body.append(ast.If(test, self.body(*statements), [], **p))
        self.function.switch_depth.pop()
        body.append(ast.Break(**p))
        if flag.used:
            self.assign(flag.name, self.constant(False, p), p)
        self.out.append(ast.While(self.constant(True, p), body, [], **p))
        if flag.used:
            passed_on = self.passed_on(p)
            self.out.append(ast.If(self.load(flag.name, p), passed_on, [], **p))

    def passed_on(self, p: Position) -> list[ast.stmt]:
        """What follows a switch that a `continue` left: the continue itself, or leaving the next switch."""

        def generate() -> None:
            if self.function.switch_depth:
                self.out.append(ast.Break(**p))
                return
            if self.function.step is not None:
                self.function.step()
            self.out.append(ast.Continue(**p))

        return self.collected(generate)[0]

    def numbering(
        self, node: nodes.Switch, index: int, default: int, number: ast.Name, subject: Result, p: Position
    ) -> list[ast.stmt]:
        def choose(value: int) -> ast.stmt:
            return ast.Assign([ast.Name(number.id, STORE, **p)], self.constant(value, p), **p)

        if index == len(node.cases) or node.cases[index][0] is None:
            return [choose(default)]
        out, code = self.collected(lambda: self.case_test(subject, node.cases[index][0]))
        rest = self.numbering(node, index + 1, default, number, subject, p)
        return [*out, ast.If(code, [choose(index)], rest, **p)]

    # Leaving

    def visit_return(self, node: nodes.Return) -> None:
        p = self.at(node)
        code = self.constant(None, p) if node.value is None else self.value(node.value)[0]
        self.out.append(ast.Return(code, **p))

    def visit_yield(self, node: nodes.Yield) -> None:
        p = self.at(node)
        code = self.constant(None, p) if node.value is None else self.value(node.value)[0]
        self.out.append(ast.Expr(ast.Yield(code, **p), **p))

    def visit_throw(self, node: nodes.Throw) -> None:
        p = self.at(node)
        code, _ = self.value(node.value)
        self.out.append(ast.Raise(self.call("Error", p, code), None, **p))

    def visit_try(self, node: nodes.Try) -> None:
        p = self.at(node)
        body = self.body(node.body)
        caught = self.temporary(p)
        variable = self.scopes.declared[node][0]

        def generate() -> None:
            self.declare(variable, self.call("thrown", p, caught), p)
            self.statement(node.handler)

        handler, _ = self.collected(generate)
        clause = ast.ExceptHandler(self.runtime("Exception", p), caught.id, handler, **p)
        self.out.append(ast.Try(body, [clause], [], [], **p))

    # Declarations

    def visit_function_declaration(self, node: nodes.FunctionDecl) -> None:
        p = self.at(node)
        code, _ = self.visit_function(node.function)
        code = self.save(code, p)
        container: Code = self.load("this", p)
        for depth, name in enumerate(node.path[:-1]):
            container = self.bare(name, p) if depth == 0 else self.slot(container, name, p)
        container = self.save(container, p)
        self.do(self.call("newslot", p, container, self.constant(node.path[-1], p), code), p)

    bare: Callable[..., Code]
    slot: Callable[..., Code]

    def visit_class_declaration(self, node: nodes.ClassDecl) -> None:
        p = self.at(node)
        target = node.target
        container: Code
        key: Code
        if isinstance(target, nodes.Get):
            container, key = self.atom(target.object)[0], self.constant(target.name, p)
        elif isinstance(target, nodes.Index):
            container, key = self.atom(target.object)[0], self.atom(target.key)[0]
        elif isinstance(target, nodes.Root):
            container, key = self.runtime("root", p), self.constant(target.name, p)
        else:
            container, key = self.load("this", p), self.constant(target.name, p)  # type: ignore[attr-defined]
        code, _ = self.visit_class(node.klass, target.name if isinstance(target, nodes.Name) else "")
        self.do(self.call("newslot", p, container, key, code), p)


class _Flag:
    """A Python variable that says that a `continue` left a switch."""

    __slots__ = ("name", "used")

    def __init__(self, name: str) -> None:
        self.name = name
        self.used = False


def ends(body: Any) -> bool:
    """Whether control never reaches the end of a list of statements."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, nodes.Block):
        return ends(last.body)
    if isinstance(last, nodes.If):
        return last.other is not None and ends([last.then]) and ends([last.other])
    return isinstance(last, (nodes.Return, nodes.Break, nodes.Throw, nodes.Continue))


def without_break(body: Any) -> Any:
    """The statements of a case without the `break` at its end, in a block or not."""
    if not body:
        return body
    last = body[-1]
    if isinstance(last, nodes.Break):
        return body[:-1]
    if isinstance(last, nodes.Block):
        return [*body[:-1], nodes.Block(last.pos, last.end, without_break(last.body))]
    return body


def breaks_inside(body: Any) -> bool:
    """Whether statements hold a `break` of the enclosing switch."""
    pending = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, nodes.Break):
            return True
        if isinstance(node, nodes.Block):
            pending.extend(node.body)
        elif isinstance(node, nodes.If):
            pending.extend(part for part in (node.then, node.other) if part is not None)
        elif isinstance(node, nodes.Try):
            pending.extend((node.body, node.handler))
    return False


STATEMENTS: dict[type, Callable[[Any, Any], None]] = {
    nodes.Block: Statements.visit_block,
    nodes.Empty: Statements.visit_empty,
    nodes.Enum: Statements.visit_empty,
    nodes.Const: Statements.visit_empty,
    nodes.ExprStatement: Statements.visit_expression_statement,
    nodes.Local: Statements.visit_local,
    nodes.If: Statements.visit_if,
    nodes.While: Statements.visit_while,
    nodes.DoWhile: Statements.visit_do_while,
    nodes.For: Statements.visit_for,
    nodes.Foreach: Statements.visit_foreach,
    nodes.Switch: Statements.visit_switch,
    nodes.Return: Statements.visit_return,
    nodes.Yield: Statements.visit_yield,
    nodes.Break: Statements.visit_break,
    nodes.Continue: Statements.visit_continue,
    nodes.Throw: Statements.visit_throw,
    nodes.Try: Statements.visit_try,
    nodes.FunctionDecl: Statements.visit_function_declaration,
    nodes.ClassDecl: Statements.visit_class_declaration,
}
