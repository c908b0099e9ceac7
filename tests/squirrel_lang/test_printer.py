"""Trees print as text that parses to the same tree."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from impsim.squirrel import nodes
from impsim.squirrel.operators import LOGICAL, PRECEDENCE
from impsim.squirrel.parser import parse
from impsim.squirrel.printer import dump_tree, same, scalar, to_source

from programs import named, parsing, read
from syntax_table import ACCEPTED


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
        "- -5;",
        "- --a;",
        "-5;",
        "(5).x;",
        "(-5).x;",
        "-a.b++;",
        "(-a).b;",
        "(typeof a).b;",
        "typeof clone a.b;",
        "!(a in b);",
        "a[b, c];" if False else "a[(b, c)];",
        "({}).a;",
        "({});",
        "(function() {})();",
        "(class {\n}).a;",
        "a = {};",
        "x = (@() a)();",
        "x = @() a, b;",
        "x = (@() a) + 1;",
        "x = @(a, b = 1, ...) a;" if False else "x = @(a, b = 1) a;",
        "local f = function(a, b = 1) {};",
        "local function f(...) {}",
        "return;",
        "return a, b;",
        "x = [1, -2.5, \"s\", null, true, 'A']".replace("'A'", "65") + ";",
        "++a;",
        "a--;",
        "delete a.b;",
        "a == 1 || b = 2;",
        "typeof a = 1;",
        "::a <- this;",
        "const A = -1;",
        "enum E { a = 0, b = \"x\" }",
        "class A extends b.c </ d = 1 /> {\n  static e = 1;\n  </ f = 2 />\n  g = 3;\n  constructor(a) {}\n}",
        "x = {a = 1, [\"b c\"] = 2, [d] = 3};",
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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (-(2**31), "-2147483648"),
        (0.5, "0.5"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1e10, "1e+10"),
        (array("f", [0.1])[0], "0.1"),
        (array("f", [16777215.0])[0], "16777215.0"),
        (float("inf"), "1e999"),
        (float("-inf"), "-1e999"),
        ('a"\\\n\x01\x7f\xe9', r'"a\"\\\n\x0001\x007f' + "\xe9" + '"'),
        ("'\0" + "1", r'''"'\x00001"'''),
    ],
)
def test_scalars(value: object, text: str) -> None:
    assert scalar(value) == text
    [statement] = parse("const A = " + text).body if value is not None else [nodes.Const(0, 0, "A", None)]
    assert isinstance(statement, nodes.Const)
    assert repr(statement.value) == repr(value)


# Any tree --------------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "b", "xs", "constructor", "_1"])
PLAIN = st.sampled_from(["a", "b", "xs", "_1"])
INTEGERS = st.integers(-(2**31), 2**31 - 1) | st.integers(-3, 3)
FLOATS = st.floats(width=32, allow_nan=False)
STRINGS = st.text(st.characters(max_codepoint=255), max_size=4)
SCALARS = st.one_of(st.booleans(), INTEGERS, FLOATS, STRINGS)
HIDDEN = (nodes.Name, nodes.Get, nodes.Index, nodes.Root, nodes.This, nodes.Base)


def make(kind: type, *fields: Any) -> Any:
    """A strategy for a node; positions do not matter."""
    return st.builds(kind, st.just(0), st.just(0), *fields)


@st.composite
def paths(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> nodes.Expr:
    """What can be assigned."""
    start: nodes.Expr = draw(make(nodes.Name, NAMES) | make(nodes.Root, NAMES) | st.just(nodes.This(0, 0)))
    if isinstance(start, nodes.This) or draw(st.booleans()):
        return draw(make(nodes.Get, st.just(start), NAMES) | make(nodes.Index, st.just(start), values))
    return start


@st.composite
def targets(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> nodes.Expr:
    """What can be assigned, and now and then something the reference takes for it."""
    target = draw(paths(values))
    if draw(st.integers(0, 9)):
        return target
    return draw(make(nodes.Binary, st.sampled_from(["+", "==", "in"]), st.just(target), values))


def functions(name: Any, blocks: st.SearchStrategy[Any], values: st.SearchStrategy[Any]) -> Any:
    parameters = st.builds(
        lambda fixed, default: [*((name, None) for name in fixed), *(("d%d" % n, v) for n, v in enumerate(default))],
        st.lists(PLAIN, max_size=2),
        st.lists(values, max_size=1),
    )
    varargs = st.booleans()

    def build(parameters: Any, varargs: bool, body: Any) -> nodes.Function:
        rest = varargs and all(default is None for _, default in parameters)
        return nodes.Function(0, 0, name, parameters, rest, body, False)

    return st.builds(build, parameters, varargs, blocks)


def lambdas(values: st.SearchStrategy[Any]) -> Any:
    return st.builds(lambda v: nodes.Function(0, 0, None, [("p", None)], False, nodes.Return(0, 0, v), True), values)


def members(values: st.SearchStrategy[Any], blocks: st.SearchStrategy[Any]) -> Any:
    method = PLAIN.flatmap(lambda n: st.tuples(st.just(nodes.Literal(0, 0, n)), functions(n, blocks, values)))
    key = make(nodes.Literal, st.sampled_from(["a", "two words", "class", "constructor", "", "é"]) | INTEGERS) | values
    return st.tuples(key, values) | method


def binary(values: st.SearchStrategy[Any]) -> Any:
    logical = [sign for sign, level in PRECEDENCE.items() if level <= LOGICAL]
    others = [sign for sign, level in PRECEDENCE.items() if level > LOGICAL]
    return make(nodes.Binary, st.sampled_from(others), values, values) | make(
        nodes.Logical, st.sampled_from(logical), values, values
    )


def unary(values: st.SearchStrategy[Any]) -> Any:
    return make(nodes.Unary, st.sampled_from(["-", "!", "~", "typeof", "resume", "clone"]), values)


def larger(values: st.SearchStrategy[Any]) -> Any:
    """Expressions made of expressions."""
    blocks = make(nodes.Block, st.lists(statements(values), max_size=2))
    tables = make(nodes.Table, st.lists(members(values, blocks), max_size=3))
    places = targets(values)
    return st.one_of(
        binary(values),
        unary(values),
        make(nodes.Conditional, values, values, values),
        make(nodes.Comma, values, values),
        make(nodes.Assign, places, values),
        make(nodes.NewSlot, places, values),
        make(nodes.AugAssign, st.sampled_from("+-*/%"), places, values),
        make(nodes.IncDec, st.sampled_from(["++", "--"]), paths(values), st.booleans()),
        make(nodes.Delete, paths(values)),
        make(nodes.Array, st.lists(values, max_size=3)),
        tables,
        make(nodes.Class, st.none() | values, st.none() | tables, class_members(values, blocks, tables)),
        make(nodes.Get, values, NAMES),
        make(nodes.Index, values, values),
        make(nodes.Call, values, st.lists(values, max_size=3)),
        functions(None, blocks, values),
        functions(None, statements(values), values),
        lambdas(values),
        make(nodes.Paren, paths(values)),
    )


def class_members(values: Any, blocks: Any, tables: Any) -> Any:
    member = st.tuples(members(values, blocks), st.none() | tables, st.booleans())
    return st.lists(member.map(lambda m: (*m[0], m[1], m[2])), max_size=3)


def statements(values: st.SearchStrategy[Any]) -> Any:
    """Statements one level deep; `nested` puts them into each other."""
    return st.one_of(
        make(nodes.ExprStatement, values),
        make(nodes.Local, st.lists(st.tuples(PLAIN, st.none() | values, st.just(0)), min_size=1, max_size=2)),
        make(nodes.Return, st.none() | values),
        make(nodes.Yield, st.none() | values),
        make(nodes.Throw, values),
        make(nodes.Break),
        make(nodes.Continue),
        make(nodes.Const, PLAIN, SCALARS),
        make(nodes.Enum, PLAIN, st.lists(st.tuples(PLAIN, SCALARS), max_size=2)),
    )


def nested(inner: st.SearchStrategy[Any], values: st.SearchStrategy[Any]) -> Any:
    blocks = make(nodes.Block, st.lists(inner, max_size=3))
    bodies = inner | make(nodes.Empty)
    tests = values
    declaration = PLAIN.flatmap(lambda n: st.tuples(st.just(["t", n]), functions(n, inner, values)))
    own = PLAIN.flatmap(lambda n: functions(n, inner, values).map(lambda f: [(n, f, 0)]))
    header = st.none() | make(nodes.ExprStatement, values)
    case = st.tuples(values, st.lists(inner, max_size=2))
    cases = st.builds(
        lambda some, last: [*some, *((None, body) for body in last)],
        st.lists(case, max_size=2),
        st.lists(st.lists(inner, max_size=2), max_size=1),
    )
    return st.one_of(
        blocks,
        make(nodes.If, tests, blocks, st.none() | bodies),
        make(nodes.If, tests, bodies, st.none()),
        make(nodes.While, tests, bodies),
        make(nodes.DoWhile, bodies, tests),
        make(nodes.For, header, st.none() | values, st.none() | values, bodies),
        make(nodes.Foreach, st.none() | PLAIN, PLAIN, values, bodies),
        make(nodes.Switch, tests, cases),
        make(nodes.Try, bodies, PLAIN, bodies),
        declaration.map(lambda d: nodes.FunctionDecl(0, 0, d[0], d[1])),
        make(nodes.Local, own),
        make(nodes.ClassDecl, paths(values), make(nodes.Class, st.none(), st.none(), st.just([]))),
    )


ATOMS = st.one_of(
    make(nodes.Name, NAMES),
    make(nodes.Root, NAMES),
    make(nodes.This),
    make(nodes.Base),
    make(nodes.Literal, st.none() | SCALARS),
)
VALUES = st.recursive(ATOMS, larger, max_leaves=12)
STATEMENTS = st.recursive(statements(VALUES), lambda inner: nested(inner, VALUES), max_leaves=8)


@given(st.lists(STATEMENTS, max_size=3))
@settings(max_examples=400)
def test_any_tree_survives(body: list[nodes.Stmt]) -> None:
    unit = nodes.Block(0, 0, body)
    text = to_source(unit)
    again = parse(text)
    assert same(again, normal(unit)), text
    assert to_source(again) == text


def normal(node: Any) -> Any:
    """The tree as the parser would make it: no parentheses but those that matter, no -5 apart from its minus."""
    if isinstance(node, (list, tuple)):
        return type(node)(normal(item) for item in node)
    if not isinstance(node, nodes.Node):
        return node
    return type(node)(0, 0, *(normal(getattr(node, field)) for field in node.fields))


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
    tree = parse("x = " + "[" * 50_000 + "]" * 50_000)
    assert same(tree, parse(to_source(tree)))
    assert dump_tree(tree).count("Array") == 50_000
    assert "(60) " in dump_tree(tree)
