"""Statements of generated programs, and whole programs.

Every loop ends: it counts, or what it walks over is kept small. Every function that calls others ticks (see
prelude.nut), so that recursion ends too.
"""

from __future__ import annotations

from collections.abc import Callable

from impsim.squirrel import nodes
from impsim.squirrel.nodes import Expr, Stmt
from properties import build as b
from properties.choices import Choices
from properties.functions import TICK, Functions
from properties.scope import Frame, Signature, Variable
from properties.vocabulary import ARITHMETIC, OBJECTS, SLOTS

KINDS = ["int", "float", "num", "str", "bool", "prim", "any", "arr", "tab", "inst", "gen"]
MOST_LOOPS = 3  # inside one another


class Statements(Functions):
    def body(self, statements: int) -> list[Stmt]:
        visible = len(self.variables)
        made: list[Stmt] = []
        for _ in range(statements):
            made += self.statement()
        del self.variables[visible:]
        return made

    def shown(self, *values: Expr) -> Stmt:
        return b.do(b.call(b.root("p") if self.frame.this or self.c.chance(20) else b.name("p"), *values))

    def statement(self) -> list[Stmt]:
        simple: list[Callable[[], list[Stmt]]] = [self.show, self.declare, self.set_local, self.set_slot_statement]
        simple += [self.declare, self.show, self.call_statement, self.compound_statement, self.new_slot, self.set_local]
        simple += [self.step_statement, self.set_element, self.delete_statement, self.declare_two]
        large: list[Callable[[], list[Stmt]]] = [self.if_statement, self.for_statement, self.foreach_statement]
        large += [self.while_statement, self.switch_statement, self.try_statement, self.try_statement, self.leave]
        large += [self.local_function, self.closures_of_a_loop, self.sorting, self.block_statement, self.do_while]
        large += [self.endless_for, self.recursion, self.added_method]
        large += [self.counted_for, self.delegate_statement, self.foreach_statement, self.local_class]
        if self.c.used_up:
            return []
        if self.frame.loops < MOST_LOOPS and self.c.chance(35):
            return self.c.pick(large)()
        risks = self.risks
        made = self.c.pick(simple)()
        if self.risks == risks or isinstance(made[0], nodes.Local) or self.c.chance(15):
            return made
        caught = self.fresh("x")
        return [b.try_(made, caught, [self.shown(b.name(caught))])]

    # Simple statements

    def show(self) -> list[Stmt]:
        return [self.shown(*[self.any_(3) for _ in range(1 + self.c.below(2))])]

    def declare(self) -> list[Stmt]:
        kind = self.c.pick(KINDS)
        name = self.fresh()
        value = self.gen_(1) if kind == "gen" else self.expr(kind, 3)
        kind = self.kind_of(kind, value)
        self.variables.append(Variable(name, kind, frozen=kind in ("inst", "gen")))
        return [b.local(name, value)]

    def declare_two(self) -> list[Stmt]:
        """The second may use the first."""
        made = nodes.Local(0, 0, [])
        for kind in (self.c.pick(KINDS[:6]), self.c.pick(KINDS[:6])):
            name = self.fresh()
            value = self.expr(kind, 2)
            if isinstance(value, nodes.Name):  # the reference then forgets to set the first
                value = b.conditional(b.lit(True), value, value)
            made.declarations.append((name, value, 0))
            self.variables.append(Variable(name, kind))
        return [made]

    def kind_of(self, kind: str, value: Expr) -> str:
        """inst and gen only where it is one for sure."""
        if kind == "gen":
            return "any"
        if kind == "inst":
            names = {info.name for info in self.classes}
            made = isinstance(value, nodes.Call) and isinstance(value.callee, nodes.Name) and value.callee.name in names
            return "inst" if made else "any"
        return kind

    def set_local(self) -> list[Stmt]:
        free = [v for v in self.variables if not v.frozen and v.kind not in ("inst", "gen")]
        if not free:
            return self.declare()
        variable = self.c.pick(free[-10:])
        value = self.clipped(2) if variable.kind == "prim" else self.expr(variable.kind, 3)
        if variable.kind == "str":
            value = b.call(b.root("clip"), value)
        return [b.do(b.assign(b.name(variable.name), value))]

    def compound_statement(self) -> list[Stmt]:
        variable = self.assignable(self.c.pick(["int", "float", "num", "prim"]))
        if variable is None:
            return self.set_slot_statement()
        name = b.name(variable.name)
        if variable.kind == "int" and self.c.chance(25):
            return [b.do(b.compound(self.c.pick(["/", "%"]), name, b.lit(self.c.pick([2, 3, 7, -3]))))]
        value = self.int_(2) if variable.kind in ("int", "prim") else self.float_(2)
        return [b.do(b.compound(self.c.pick(ARITHMETIC), name, value))]

    def step_statement(self) -> list[Stmt]:
        variable = self.assignable(self.c.pick(["int", "num", "prim"]))
        target = self.slot(1) if variable is None else b.name(variable.name)
        return [b.do(b.step(self.c.pick(["++", "--"]), target, self.c.chance(30)))]

    def set_slot_statement(self) -> list[Stmt]:
        return [b.do(self.set_slot(2))]

    def new_slot(self) -> list[Stmt]:
        container = self.container(2)
        if self.c.chance(30) and not self.frame.leaf:
            return [b.do(b.newslot(b.get(container, self.c.pick(OBJECTS)), self.any_(2)))]
        if self.c.chance(15):
            return [b.do(b.newslot(b.name(self.c.pick(SLOTS[:4])), self.clipped(2)))]
        return [b.do(b.newslot(self.slot_of(container), self.clipped(2)))]

    def set_element(self) -> list[Stmt]:
        container = self.c.pick([self.arr_, self.tab_, self.container])(1)
        target = b.index(container, self.key(2))
        if self.c.chance(30):
            return [b.do(b.compound(self.c.pick(ARITHMETIC), target, self.int_(2)))]
        tables = [v for v in self.variables if v.kind == "tab"]
        if tables and self.c.chance(50):
            return self.small_table(self.c.pick(tables))
        return [b.do(b.assign(target, self.clipped(2)))]

    def small_table(self, table: Variable) -> list[Stmt]:
        name = b.name(table.name)
        grow = b.do(b.newslot(b.index(name, self.prim_(2)), self.clipped(2)))
        return [b.if_(b.binary("<", b.method(name, "len"), b.lit(12)), [grow])]

    def delete_statement(self) -> list[Stmt]:
        container = self.container(1) if self.c.chance(30) else self.tab_(1)
        return [b.do(b.delete(self.slot_of(container)))]

    def call_statement(self) -> list[Stmt]:
        return [b.do(self.c.pick([self.known_call, self.unknown_call, self.native, self.resumed])(2))]

    def leave(self) -> list[Stmt]:
        """return, break, continue, throw or yield, mostly under a condition."""
        way = self.c.below(6)
        if self.frame.generator and way < 4:
            return [nodes.Yield(0, 0, self.prim_(2) if self.c.chance(85) else None)]
        if self.frame.breakable and way < 3 and self.frame.loop_began == self.closures:
            # Else the reference forgets to close what closures have captured.
            left: Stmt = nodes.Break(0, 0) if way == 0 else nodes.Continue(0, 0)
        elif way == 4 and self.frame.results != "nothing":
            left = b.returns(self.result(2))
        else:
            left = b.throw(self.prim_(2) if self.c.chance(70) else self.any_(1))
        return [b.if_(self.prim_(2), [left])]

    # Compound statements

    def nested(self, statements: int, loop: bool = False) -> list[Stmt]:
        """A body that may be left by break and continue when it is a loop's."""
        frame = self.frame
        before = frame.loops, frame.breakable, frame.loop_began
        frame.loops += loop
        frame.breakable = frame.breakable or loop
        frame.loop_began = self.closures if loop else frame.loop_began
        made = self.body(1 + self.c.below(statements))
        frame.loops, frame.breakable, frame.loop_began = before
        return made

    def block_statement(self) -> list[Stmt]:
        return [b.block(self.nested(3))]

    def if_statement(self) -> list[Stmt]:
        other = self.nested(2) if self.c.chance(50) else None
        return [b.if_(self.test(3), self.nested(3), other)]

    def counter(self, stem: str = "i") -> Variable:
        return Variable(self.fresh(stem), "int", frozen=True)

    def counted_for(self) -> list[Stmt]:
        """The loop that a compiler can count itself."""
        counter = self.counter()
        self.variables.append(counter)
        name = b.name(counter.name)
        body = self.nested(3, loop=True)
        self.variables.remove(counter)
        test = b.binary(self.c.pick(["<", "<=", "!="]), name, b.lit(1 + self.c.below(4)))
        step = b.step("++", name, self.c.chance(50))
        return [nodes.For(0, 0, b.local(counter.name, b.lit(0)), test, step, self.bodied(body))]

    def bodied(self, body: list[Stmt]) -> Stmt:
        """Sometimes without braces."""
        plain = (nodes.ExprStatement, nodes.If, nodes.For, nodes.Foreach)
        return body[0] if len(body) == 1 and isinstance(body[0], plain) else b.block(body)

    def endless_for(self) -> list[Stmt]:
        counter = self.counter()
        self.variables.append(counter)
        name = b.name(counter.name)
        out = nodes.If(
            0, 0, b.binary(">", b.step("++", name, False), b.lit(1 + self.c.below(3))), nodes.Break(0, 0), None
        )
        return [
            b.local(counter.name, b.lit(0)),
            nodes.For(0, 0, None, None, None, b.block([out, *self.nested(2, loop=True)])),
        ]

    def recursion(self) -> list[Stmt]:
        """A function that calls itself with a smaller number."""
        if self.frame.loops:
            return self.declare()
        name, number, other = self.fresh("g"), self.fresh("a"), self.fresh("a")
        frame = Frame(results="num")
        with self.inside(frame):
            self.variables += [Variable(number, "int", frozen=True), Variable(other, "prim", likely="num")]
            again = b.call(b.root(name), b.binary("-", b.name(number), b.lit(1)), self.loose("num", 2))
            body = [TICK, b.if_(b.binary("<=", b.name(number), b.lit(0)), [b.returns(self.num_(1))])]
            body += self.body(1) + [b.returns(b.binary(self.c.pick(ARITHMETIC), again, self.num_(2)))]
        made = b.function([(number, None), (other, None)], body, called=name)
        called = b.call(b.root(name), b.lit(self.c.below(6)), self.loose("num", 2))
        return [b.do(b.newslot(b.root(name), made)), self.shown(called)]

    def added_method(self) -> list[Stmt]:
        """function Class::method() {} behind the class."""
        if not self.classes or self.frame.loops:
            return self.declare()
        info = self.c.pick(self.classes)
        name = self.c.pick(OBJECTS[2:])
        signature = self.new_signature()
        made = self.function(signature, Frame(this=info), f"{info.name}::{name}", 2)
        info.methods[name] = signature
        return [nodes.FunctionDecl(0, 0, [info.name, name], made)]

    def for_statement(self) -> list[Stmt]:
        """Down or up by more than one, from and to expressions; it ticks, so that any bound will do."""
        counter = self.counter()
        first, last = self.small_int(), self.int_(1) if self.c.chance(15) else self.small_int(4)
        self.variables.append(counter)
        name = b.name(counter.name)
        ticking: list[Stmt] = [] if self.frame.leaf else [TICK]
        test = b.binary(self.c.pick(["<", ">", "<=", ">="]), name, last)
        if self.frame.leaf:
            first, test = b.lit(0), b.binary("<", name, b.lit(3))
        body = ticking + self.nested(2, loop=True)
        self.variables.remove(counter)
        width = b.lit(1 + self.c.below(3))
        step = b.compound("+" if self.frame.leaf or self.c.chance(60) else "-", name, width)
        return [nodes.For(0, 0, b.local(counter.name, first), test, step, b.block(body))]

    def while_statement(self) -> list[Stmt]:
        counter = self.counter("w")
        self.variables.append(counter)
        name = b.name(counter.name)
        test = b.binary("<", b.step("++", name, False), b.lit(1 + self.c.below(4)))
        if self.c.chance(40):
            test = b.binary("&&", test, self.any_(2))
        return [b.local(counter.name, b.lit(0)), nodes.While(0, 0, test, b.block(self.nested(3, loop=True)))]

    def do_while(self) -> list[Stmt]:
        counter = self.counter("w")
        self.variables.append(counter)
        test = b.binary("<", b.step("++", b.name(counter.name), True), b.lit(1 + self.c.below(4)))
        return [b.local(counter.name, b.lit(0)), nodes.DoWhile(0, 0, b.block(self.nested(3, loop=True)), test)]

    def foreach_statement(self) -> list[Stmt]:
        key = self.fresh("k") if self.c.chance(60) else None
        value = self.fresh("e")
        usual = [self.arr_, self.arr_, self.tab_, self.tab_, self.str_, self.gen_]
        walked = self.c.pick([self.any_, self.inst_] if self.risk(10) else usual)(2)
        visible = len(self.variables)
        if key is not None:
            self.variables.append(Variable(key, "prim"))
        self.variables.append(Variable(value, "any"))
        ticking: list[Stmt] = [b.do(b.call(b.root("tick")))]
        first = [self.shown(*([b.name(key)] if key else []), b.name(value))] if self.c.chance(50) else []
        body = ticking + first + self.nested(2, loop=True)
        del self.variables[visible:]
        return [nodes.Foreach(0, 0, key, value, walked, b.block(body))]

    def switch_statement(self) -> list[Stmt]:
        subject = self.loose("int", 2) if self.c.chance(60) else self.prim_(2)
        cases: list[tuple[Expr | None, list[Stmt]]] = []
        for _ in range(1 + self.c.below(4)):
            # No label that assigns: it would show in the subject, which the reference does not copy.
            label = self.int_literal(0) if self.c.chance(60) else self.prim_(0)
            cases.append((label, self.case()))
        if self.c.chance(60):
            cases.append((None, self.case()))
        return [nodes.Switch(0, 0, subject, cases)]

    def case(self) -> list[Stmt]:
        made = self.nested(2)
        return made if self.c.chance(30) else [*made, nodes.Break(0, 0)]

    def try_statement(self) -> list[Stmt]:
        body = self.nested(4)
        caught = self.fresh("x")
        self.variables.append(Variable(caught, "any"))
        handler = [self.shown(b.lit("caught"), b.name(caught)), *(self.nested(2) if self.c.chance(40) else [])]
        self.variables.pop()
        return [b.try_(body, caught, handler)]

    def local_function(self) -> list[Stmt]:
        if self.frame.leaf:
            return self.declare()
        signature = self.new_signature()
        name = self.fresh("f")
        made = self.function(signature, Frame(this=self.frame.this), name if self.c.chance(60) else None, 4)
        if self.c.chance(25) and not signature.generator:
            made = self.lambda_(signature, 3)
        self.variables.append(Variable(name, "fun", frozen=True, signature=signature))
        return [b.local(name, made), *([self.shown(self.call_of(self.variables[-1], 2))] if self.c.chance(70) else [])]

    def local_class(self) -> list[Stmt]:
        if self.frame.leaf or self.frame.loops:
            return self.declare()
        name = self.fresh("K")
        parent = self.c.pick(self.classes) if self.classes and self.c.chance(30) else None
        made, _ = self.class_(name, parent)
        self.variables.append(Variable(name, "any", frozen=True))
        return [b.local(name, made), self.shown(b.name(name), b.get(b.call(b.name(name)), "n0"))]

    def closures_of_a_loop(self) -> list[Stmt]:
        """Closures that capture a loop's variables, called when the loop is over."""
        if self.frame.leaf:
            return self.declare()
        kept, counter, own = self.fresh("fs"), self.counter(), self.fresh()
        name = b.name(counter.name)
        visible = len(self.variables)
        self.variables += [counter, Variable(own, "int")]
        made = self.lambda_(Signature([]), 2) if self.c.chance(50) else self.function(Signature([]), Frame(), size=2)
        body: list[Stmt] = [b.local(own, self.int_(1)), b.do(b.method(b.name(kept), "push", made))]
        body += self.nested(1, loop=True)
        del self.variables[visible:]
        self.variables.append(Variable(kept, "any", frozen=True))
        loop = nodes.For(
            0,
            0,
            b.local(counter.name, b.lit(0)),
            b.binary("<", name, b.lit(3)),
            b.step("++", name, False),
            b.block(body),
        )
        called = self.fresh("c")
        calls = nodes.Foreach(0, 0, None, called, b.name(kept), b.block([self.shown(b.call(b.name(called)))]))
        return [b.local(kept, b.array([])), loop, calls]

    def sorting(self) -> list[Stmt]:
        array, x, y = self.fresh("s"), self.fresh("a"), self.fresh("a")
        kind = self.c.pick(["int", "num", "str", "prim"])
        items = b.array([self.expr(kind, 1) for _ in range(self.c.below(9))])
        left, right = b.name(x), b.name(y)
        orders = [b.binary("<=>", left, right), b.binary("<=>", right, left), b.binary("-", left, right), b.lit(0)]
        orders += [b.binary("<=>", b.binary("&", left, b.lit(3)), b.binary("&", right, b.lit(3))), b.lit("no number")]
        orders += [b.binary("<", left, right), b.lit(None)]
        way = self.c.below(len(orders) + 4)
        order = [b.lambda_([(x, None), (y, None)], orders[way])] if way < len(orders) else []
        self.variables.append(Variable(array, "arr"))
        return [
            b.local(array, items),
            b.try_([b.do(b.method(b.name(array), "sort", *order))], x, [self.shown(b.name(x))]),
            self.shown(b.name(array)),
        ]

    def delegate_statement(self) -> list[Stmt]:
        name = self.fresh("t")
        table = b.method(self.table_literal(2), "setdelegate", self.delegate())
        self.variables.append(Variable(name, "tab", frozen=True))
        return [b.local(name, table)]

    # Programs

    def root_function(self) -> list[Stmt]:
        signature = self.new_signature()
        name = self.fresh("g")
        made = self.function(signature, Frame(), name, 5)
        self.variables.append(Variable(name, "fun", frozen=True, signature=signature))
        return [nodes.FunctionDecl(0, 0, [name], made)]

    def root_class(self) -> list[Stmt]:
        name = self.fresh("C")
        parent = self.c.pick(self.classes) if self.classes and self.c.chance(50) else None
        made, info = self.class_(name, parent)
        self.classes.append(info)
        return [nodes.ClassDecl(0, 0, b.name(name), made)]

    def constant(self) -> list[Stmt]:
        name = self.fresh("K")
        if self.c.chance(40):
            values = [("A", self.c.pick([0, 5, "e", 1.5])), ("B", 1), ("len", self.c.pick([-1, 2]))]
            return [nodes.Enum(0, 0, name, values), self.shown(*[b.get(b.name(name), item) for item, _ in values])]
        kind = self.c.pick(["int", "str", "float"])
        value = getattr(self, kind + "_literal")(0).value
        self.variables.append(Variable(name, kind, frozen=True))
        return [nodes.Const(0, 0, name, value)]

    def root_slot(self) -> list[Stmt]:
        return [b.do(b.newslot(b.name(self.c.pick(SLOTS[:4])), self.num_(2)))]

    def section(self) -> list[Stmt]:
        """Some statements under a `try` and with new fuel, most of the time."""
        body = self.body(2 + self.c.below(5))
        if self.c.chance(2):
            return body
        refuel = b.do(b.assign(b.root("fuel"), b.lit(0)))
        return [
            refuel,
            b.try_(body, "problem", [b.do(b.call(b.root("p"), b.lit("section failed"), b.name("problem")))]),
        ]

    def main(self) -> list[Stmt]:
        made: list[Stmt] = []
        while not self.c.used_up:
            way = self.c.below(10)
            if way < 2:
                made += self.root_function()
            elif way < 4:
                made += self.root_class()
            elif way == 4:
                made += self.constant()
            elif way == 5:
                made += self.root_slot()
            else:
                made += self.section()
        return made


def program(data: bytes) -> nodes.Block:
    """The program that these choices make."""
    writer = Statements(Choices(data))
    writer.frame.results = "nothing"
    return b.block(writer.main())
