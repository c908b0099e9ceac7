"""Trees print as text that parses to the same tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programs import named, parsing, read
from syntax_table import ACCEPTED

from impsim.squirrel import nodes
from impsim.squirrel.operators import LOGICAL, PRECEDENCE
from impsim.squirrel.parser import parse
from impsim.squirrel.printer import dump_tree, same, to_source


def reprinted(source: str) -> str:
    """The print of a source, after checking that it parses to the same tree and prints as itself."""
    tree = parse(source)
    text = to_source(tree)
    again = parse(text)
    assert same(tree, again), text
    assert to_source(again) == text
    return text


@pytest.mark.parametrize("path", parsing(), ids=named)
def test_conformance_programs_survive(path: Path) -> None:
    reprinted(read(path))


@pytest.mark.parametrize("source", ACCEPTED)
def test_odd_sources_survive(source: str) -> None:
    reprinted(source.encode().decode("latin-1"))


@pytest.mark.parametrize(
    "line",
    [
        "a + b * c - d;",
        "(a + b) * (c - d);",
        "a - (b - c);",
        "a || b || c && d;",
        "(a || b) || c;",
        "a = b ? c : d = e;",
        "(a = b) + (c, d);",
        "f((a, b), c);",
        "(a);",
        "(a.b)(c);",
        "-(5);",
        "~(5);",
        "-(-5);",
        "- --a;",
        "-5;",
        "(5).x;",
        "(-5).x;",
        "-a.b++;",
        "(-a).b;",
        "(typeof a).b;",
        "typeof clone a.b;",
        "!(a in b);",
        "a[(b, c)];",
        "({}).a;",
        "({});",
        "(function() {})();",
        "(class {\n}).a;",
        "a = {};",
        "x = (@() a)();",
        "x = @() a, b;",
        "x = (@() a) + 1;",
        "x = @(a, b = 1) a;",
        "local f = function(a, b = 1) {};",
        "local function f(...) {}",
        "return;",
        "return a, b;",
        'x = [1, -2.5, "s", null, true];',
        "++a;",
        "a--;",
        "delete a.b;",
        "a == 1 || b = 2;",
        "typeof a = 1;",
        "::a <- this;",
        "const A = -1;",
        'enum E { a = 0, b = "x" }',
        "class A extends b.c </ d = 1 /> {\n  static e = 1;\n  </ f = 2 />\n  g = 3;\n  constructor(a) {}\n}",
        'x = {a = 1, ["b c"] = 2, [d] = 3};',
        "x = {\n  a = 1,\n  function f() {}\n};",
        "if (a) b;",
        "if (a) b;\nelse if (c) d;\nelse e;",
        "if (a) {\n  b;\n} else {\n  c;\n}",
        "while (a) ;",
        "while (a) while (b) c;",
        "do {\n  a;\n} while (b);",
        "do a\nwhile (b);",
        "for (local i = 0; i < 3; i++) a;",
        "for (;;) {}",
        "foreach (k, v in a) {\n  b;\n}",
        "switch (a) {\ncase 1:\ncase 2:\n  b;\n  break;\ndefault:\n  c;\n}",
        "try a\ncatch (e) b;",
        "try {\n  a;\n} catch (e) {}",
        "function a::b(c) {\n  return c;\n}",
    ],
)
def test_the_print_is_as_one_would_write_it(line: str) -> None:
    assert reprinted(line) == line + "\n"


# Any tree --------------------------------------------------------------------------------------------------------

NAMES = ("a", "b", "xs", "_1")
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-3, 3),
    st.integers(-(2**31), 2**31 - 1),
    st.floats(width=32, allow_nan=False),
    st.text(st.characters(max_codepoint=255), max_size=4),
)


class Grower:
    """Grows a tree that the parser could have made; `draw` is Hypothesis's. Positions do not matter."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def up_to(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def pick(self, *items: Any) -> Any:
        return self.draw(st.sampled_from(items))

    def name(self) -> str:
        return self.pick(*NAMES)  # type: ignore[no-any-return]

    def many(self, most: int, grow: Callable[[int], Any], depth: int) -> list[Any]:
        return [grow(depth) for _ in range(self.up_to(most))]

    def optional(self, grow: Callable[[int], Any], depth: int) -> Any:
        return grow(depth) if self.maybe() else None

    # Expressions.

    def expression(self, depth: int) -> nodes.Expr:
        if depth <= 0:
            return self.pick(self.variable, self.literal)(0)  # type: ignore[no-any-return]
        grow = self.pick(
            self.variable, self.literal, self.binary, self.binary, self.unary, self.assignment, self.access,
            self.access, self.call, self.paren, self.step, self.conditional, self.comma, self.array, self.table,
            self.function, self.function, self.klass,
        )  # fmt: skip
        return grow(depth - 1)  # type: ignore[no-any-return]

    def variable(self, depth: int) -> nodes.Expr:
        kind = self.pick(nodes.Name, nodes.Name, nodes.Root, nodes.This, nodes.Base)
        fields = [self.pick(*NAMES, "constructor")] if kind.fields else []
        return kind(0, 0, *fields)  # type: ignore[no-any-return]

    def literal(self, depth: int) -> nodes.Literal:
        return nodes.Literal(0, 0, self.draw(SCALARS | st.none()))

    def binary(self, depth: int) -> nodes.Expr:
        sign = self.pick(*PRECEDENCE)
        kind = nodes.Logical if PRECEDENCE[sign] <= LOGICAL else nodes.Binary
        return kind(0, 0, sign, self.expression(depth), self.expression(depth))

    def unary(self, depth: int) -> nodes.Expr:
        return nodes.Unary(0, 0, self.pick("-", "-", "!", "~", "typeof", "resume", "clone"), self.expression(depth))

    def conditional(self, depth: int) -> nodes.Expr:
        return nodes.Conditional(0, 0, self.expression(depth), self.expression(depth), self.expression(depth))

    def comma(self, depth: int) -> nodes.Expr:
        return nodes.Comma(0, 0, self.expression(depth), self.expression(depth))

    def place(self, depth: int) -> Any:
        """What can be assigned."""
        kind = self.pick(nodes.Name, nodes.Root, nodes.Get, nodes.Index)
        if kind in (nodes.Name, nodes.Root):
            return kind(0, 0, self.name())
        found = self.access(depth, kind)
        return found if not isinstance(found.object, nodes.Base) else nodes.Name(0, 0, "a")

    def access(self, depth: int, kind: Any = None) -> Any:
        kind = kind or self.pick(nodes.Get, nodes.Index)
        return kind(0, 0, self.expression(depth), self.name() if kind is nodes.Get else self.expression(depth))

    def assignment(self, depth: int) -> nodes.Expr:
        target = self.place(depth)
        if not self.up_to(4):  # the reference looks at the leftmost operand only
            target = nodes.Binary(0, 0, self.pick("+", "==", "in"), target, self.operand(depth))
        kind = self.pick(nodes.Assign, nodes.NewSlot, nodes.AugAssign)
        sign = [self.pick(*"+-*/%")] if kind is nodes.AugAssign else []
        return kind(0, 0, *sign, target, self.expression(depth))  # type: ignore[no-any-return]

    operand = variable

    def step(self, depth: int) -> nodes.Expr:
        if not self.up_to(2):
            return nodes.Delete(0, 0, self.place(depth))
        return nodes.IncDec(0, 0, self.pick("++", "--"), self.place(depth), self.maybe())

    def paren(self, depth: int) -> nodes.Expr:
        return nodes.Paren(0, 0, self.pick(self.place, self.variable)(depth))

    def call(self, depth: int) -> nodes.Expr:
        return nodes.Call(0, 0, self.expression(depth), self.many(3, self.expression, depth))

    def array(self, depth: int) -> nodes.Expr:
        return nodes.Array(0, 0, self.many(3, self.expression, depth))

    def table(self, depth: int) -> nodes.Table:
        return nodes.Table(0, 0, self.many(3, self.member, depth))

    def klass(self, depth: int) -> nodes.Class:
        members = [
            (*self.member(depth), self.optional(self.table, depth - 1), self.maybe()) for _ in range(self.up_to(2))
        ]
        return nodes.Class(0, 0, self.optional(self.expression, depth), self.optional(self.table, depth - 1), members)

    def member(self, depth: int) -> tuple[nodes.Expr, nodes.Expr]:
        name = self.pick(*NAMES, "constructor")
        if self.maybe():
            return nodes.Literal(0, 0, name), self._function(name, self.block(depth - 1), depth)
        key = nodes.Literal(0, 0, self.pick(*NAMES, "two words", "class", "constructor", "", "\xe9", 5))
        return self.pick(key, self.expression(depth)), self.expression(depth)

    def function(self, depth: int) -> nodes.Function:
        if self.maybe():
            body = nodes.Return(0, 0, self.expression(depth))
            return nodes.Function(0, 0, None, [(self.name(), None)], False, body, True)
        body = self.pick(self.block, self.statement)(depth)
        return self._function(None, body, depth)

    def _function(self, name: str | None, body: nodes.Stmt, depth: int) -> nodes.Function:
        parameters: list[tuple[str, nodes.Expr | None]] = [(name, None) for name in NAMES[: self.up_to(2)]]
        if self.maybe():
            parameters.append(("z", self.expression(depth)))
        varargs = all(default is None for _, default in parameters) and self.maybe()
        return nodes.Function(0, 0, name, parameters, varargs, body, False)

    # Statements.

    def statement(self, depth: int) -> nodes.Stmt:
        simple = (self.evaluation, self.evaluation, self.local, self.jump, self.constant)
        nested = (self.block, self.branch, self.branch, self.loop, self.switch, self.attempt, self.declaration)
        return self.pick(*simple, *(nested if depth > 0 else ()))(depth - 1)  # type: ignore[no-any-return]

    def body(self, depth: int) -> nodes.Stmt:
        return self.pick(self.block, self.statement, lambda depth: nodes.Empty(0, 0))(depth)  # type: ignore[no-any-return]

    def block(self, depth: int) -> nodes.Block:
        return nodes.Block(0, 0, self.many(2, self.statement, depth))

    def evaluation(self, depth: int) -> nodes.Stmt:
        return nodes.ExprStatement(0, 0, self.expression(depth + 1))

    def local(self, depth: int) -> nodes.Local:
        if self.maybe():
            name = self.name()
            return nodes.Local(0, 0, [(name, self._function(name, self.statement(depth), depth), 0)])
        return nodes.Local(0, 0, [(n, self.optional(self.expression, depth), 0) for n in NAMES[: 1 + self.up_to(1)]])

    def jump(self, depth: int) -> nodes.Stmt:
        kind = self.pick(nodes.Return, nodes.Yield, nodes.Throw, nodes.Break, nodes.Continue)
        if not kind.fields:
            return kind(0, 0)  # type: ignore[no-any-return]
        grow = self.expression(depth) if kind is nodes.Throw else self.optional(self.expression, depth)
        return kind(0, 0, grow)  # type: ignore[no-any-return]

    def constant(self, depth: int) -> nodes.Stmt:
        if self.maybe():
            return nodes.Const(0, 0, self.name(), self.draw(SCALARS))
        return nodes.Enum(0, 0, self.name(), [(name, self.draw(SCALARS)) for name in NAMES[: self.up_to(2)]])

    def branch(self, depth: int) -> nodes.Stmt:
        other = self.optional(self.body, depth)
        then = self.block(depth) if other is not None else self.body(depth)  # no else that could go elsewhere
        return nodes.If(0, 0, self.expression(depth), then, other)

    def loop(self, depth: int) -> nodes.Stmt:
        kind = self.pick(nodes.While, nodes.DoWhile, nodes.For, nodes.Foreach)
        if kind is nodes.DoWhile:
            return nodes.DoWhile(0, 0, self.body(depth), self.expression(depth))
        if kind is nodes.While:
            return nodes.While(0, 0, self.expression(depth), self.body(depth))
        if kind is nodes.Foreach:
            names = self.pick(None, "k"), self.name()
            return nodes.Foreach(0, 0, *names, self.expression(depth), self.body(depth))
        init = self.pick(self.local, self.evaluation, lambda depth: None)(depth)
        parts = self.optional(self.expression, depth), self.optional(self.expression, depth)
        return nodes.For(0, 0, init, *parts, self.body(depth))

    def switch(self, depth: int) -> nodes.Stmt:
        cases = [(self.expression(depth), self.many(2, self.statement, depth)) for _ in range(self.up_to(2))]
        last = [(None, self.many(2, self.statement, depth))] if self.maybe() else []
        return nodes.Switch(0, 0, self.expression(depth), [*cases, *last])

    def attempt(self, depth: int) -> nodes.Stmt:
        return nodes.Try(0, 0, self.body(depth), self.name(), self.body(depth))

    def declaration(self, depth: int) -> nodes.Stmt:
        if self.maybe():
            return nodes.ClassDecl(0, 0, self.place(depth), self.klass(depth))
        path = [*NAMES[: self.up_to(2)], self.name()]
        return nodes.FunctionDecl(0, 0, path, self._function(path[-1], self.body(depth), depth))


@st.composite
def units(draw: st.DrawFn) -> nodes.Block:
    grower = Grower(draw)
    return nodes.Block(0, 0, [grower.statement(3) for _ in range(1 + grower.up_to(1))])


@given(units())
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_tree_survives(unit: nodes.Block) -> None:
    text = to_source(unit)
    again = parse(text)
    assert same(again, unit), text
    assert to_source(again) == text


# Comparing and showing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "x = 1.0"),
        ("x = 1", "x = true"),
        ("x = 0.0", "x = -0.0"),
        ('x = "1"', "x = 1"),
        ("x = 1", "x <- 1"),
        ("x = 1", "y = 1"),
        ("f(a)", "f(a, b)"),
        ("(a)", "a"),
        ("local a = 1", "local a = 2"),
        ("local a", "local b"),
        ("a + b", "a - b"),
        ("a++", "++a"),
        ("if (a) b", "if (a) b; else c"),
    ],
)
def test_different_trees_are_not_the_same(a: str, b: str) -> None:
    assert not same(parse(a), parse(b))
    assert same(parse(a), parse("\n /* moved */ " + a.replace(" ", "  ")))


def test_dump_tree() -> None:
    assert dump_tree(parse("local a = f(1), b;\nx = {}")) == (
        "Block @0\n"
        "  body: [2]\n"
        "    Local @0\n"
        "      declarations: [2]\n"
        "        - 'a' 6\n"
        "          Call @11\n"
        "            callee: Name @10 name='f'\n"
        "            arguments: [1]\n"
        "              Literal @12 value=1\n"
        "        - 'b' None 16\n"
        "    ExprStatement @21\n"
        "      value: Assign @21\n"
        "        target: Name @19 name='x'\n"
        "        value: Table @23 members=[]\n"
    )


def test_depth_is_no_limit() -> None:
    tree = parse("x = " + "[" * 20_000 + "]" * 20_000)
    assert same(tree, parse(to_source(tree)))
    assert dump_tree(tree).count("Array") == 20_000
    assert "(60) " in dump_tree(tree)
