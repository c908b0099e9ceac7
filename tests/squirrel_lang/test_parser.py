"""Trees, ends of statements, errors. What the reference accepts is in syntax_table.py."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from programs import expected_error, named, parsing, read, refused
from syntax_table import ACCEPTED, REJECTED

from impsim.errors import Diagnostic
from impsim.squirrel import nodes
from impsim.squirrel.parser import is_plain_target, parse
from impsim.squirrel.trees import dump_tree


def shape(source: str) -> str:
    """The statements of a source, as nodes print themselves, without the noise."""
    text = ", ".join(map(repr, parse(source).body))
    return text.replace("ExprStatement", "").replace("Literal", "")


def problem(source: str, path: str = "a.nut") -> Diagnostic:
    with pytest.raises(Diagnostic) as caught:
        parse(source, path)
    return caught.value


# Verdicts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ACCEPTED)
def test_what_the_reference_accepts(source: str) -> None:
    parse(source.encode().decode("latin-1"))


@pytest.mark.parametrize(
    ("message", "source"), [(text, source) for text, group in REJECTED.items() for source in group]
)
def test_what_the_reference_rejects(message: str, source: str) -> None:
    assert problem(source.encode().decode("latin-1")).message == message


@pytest.mark.parametrize("path", parsing(), ids=named)
def test_conformance_programs_parse(path: Path) -> None:
    assert parse(read(path)).body


@pytest.mark.parametrize("path", refused(), ids=named)
def test_conformance_programs_with_errors(path: Path) -> None:
    assert problem(read(path)).message == expected_error(path)


# Trees -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        # Precedence and grouping.
        ("a + b * c", "(Binary('+', Name('a'), Binary('*', Name('b'), Name('c'))))"),
        ("a - b - c", "(Binary('-', Binary('-', Name('a'), Name('b')), Name('c')))"),
        ("a || b || c", "(Logical('||', Name('a'), Logical('||', Name('b'), Name('c'))))"),
        ("a && b || c", "(Logical('||', Logical('&&', Name('a'), Name('b')), Name('c')))"),
        ("a | b ^ c & d", "(Binary('|', Name('a'), Binary('^', Name('b'), Binary('&', Name('c'), Name('d')))))"),
        ("a == b < c", "(Binary('==', Name('a'), Binary('<', Name('b'), Name('c'))))"),
        ("a in b == c", "(Binary('==', Binary('in', Name('a'), Name('b')), Name('c')))"),
        ("a < b in c", "(Binary('in', Binary('<', Name('a'), Name('b')), Name('c')))"),
        ("a << b + c", "(Binary('<<', Name('a'), Binary('+', Name('b'), Name('c'))))"),
        ("a <=> b & c", "(Binary('&', Binary('<=>', Name('a'), Name('b')), Name('c')))"),
        ("(a + b) * c", "(Binary('*', Binary('+', Name('a'), Name('b')), Name('c')))"),
        ("a = b = c", "(Assign(Name('a'), Assign(Name('b'), Name('c'))))"),
        ("a ? b : c ? d : e", "(Conditional(Name('a'), Name('b'), Conditional(Name('c'), Name('d'), Name('e'))))"),
        ("a ? b : c = d", "(Conditional(Name('a'), Name('b'), Assign(Name('c'), Name('d'))))"),
        ("a, b, c", "(Comma(Comma(Name('a'), Name('b')), Name('c')))"),
        # Unary operators take an operand with its calls and slots; a number takes the minus first.
        ("-a.b()", "(Unary('-', Call(Get(Name('a'), 'b'), [])))"),
        ("-5 .x", "(Get((-5), 'x'))"),
        ("-(5)", "(Unary('-', (5)))"),
        ("- -5", "(Unary('-', (-5)))"),
        ("~5", "((-6))"),
        ("-a++", "(Unary('-', IncDec('++', Name('a'), False)))"),
        ("typeof a + b", "(Binary('+', Unary('typeof', Name('a')), Name('b')))"),
        ("clone(a).b", "(Unary('clone', Get(Paren(Name('a')), 'b')))"),
        ("!a in b", "(Binary('in', Unary('!', Name('a')), Name('b')))"),
        # Parentheses.
        ("(a)", "(Paren(Name('a')))"),
        ("((a))", "(Paren(Name('a')))"),
        ("(a.b)()", "(Call(Paren(Get(Name('a'), 'b')), []))"),
        ("(f())()", "(Call(Call(Name('f'), []), []))"),
        ("(this).a", "(Get(Paren(This()), 'a'))"),
        # Places.
        ("::a.b", "(Get(Root('a'), 'b'))"),
        ("a[b].c", "(Get(Index(Name('a'), Name('b')), 'c'))"),
        ("base.constructor()", "(Call(Get(Base(), 'constructor'), []))"),
        ("constructor", "(Name('constructor'))"),
        ("a.b <- c", "(NewSlot(Get(Name('a'), 'b'), Name('c')))"),
        ("a %= b", "(AugAssign('%', Name('a'), Name('b')))"),
        ("--a.b", "(IncDec('--', Get(Name('a'), 'b'), True))"),
        ("delete a.b", "(Delete(Get(Name('a'), 'b')))"),
        # Juxtaposition is greedy.
        ("x = [a -b]", "(Assign(Name('x'), Array([Binary('-', Name('a'), Name('b'))])))"),
        ("x = [f (a)]", "(Assign(Name('x'), Array([Call(Name('f'), [Name('a')])])))"),
        ("x = [1 2, 3]", "(Assign(Name('x'), Array([(1), (2), (3)])))"),
        ("f(a b, c)", "(Call(Name('f'), [Name('a'), Name('b'), Name('c')]))"),
        ("f(1.a)", "(Call(Name('f'), [(1.0), Name('a')]))"),
        # Statements.
        ("if (a) if (b) c; else d", "If(Name('a'), If(Name('b'), (Name('c')), (Name('d'))), None)"),
        ("while (a) ;", "While(Name('a'), Empty())"),
        ("do a\nwhile (b)", "DoWhile((Name('a')), Name('b'))"),
        ("for (;;) a", "For(None, None, None, (Name('a')))"),
        ("for (local i = 0; a; b) {}", "For(Local([('i', (0), 11)]), Name('a'), Name('b'), Block([]))"),
        ("for (a, b; c;) {}", "For((Comma(Name('a'), Name('b'))), Name('c'), None, Block([]))"),
        ("foreach (v in a) b", "Foreach(None, 'v', Name('a'), (Name('b')))"),
        ("foreach (k, v in a) b", "Foreach('k', 'v', Name('a'), (Name('b')))"),
        ("switch (a) { }", "Switch(Name('a'), [])"),
        (
            "switch (a) { case 1: case 2: b; c; default: d }",
            "Switch(Name('a'), [((1), []), ((2), [(Name('b')), (Name('c'))]), (None, [(Name('d'))])])",
        ),
        ("switch (a) { default: }", "Switch(Name('a'), [(None, [])])"),
        ("return\na", "Return(None), (Name('a'))"),
        ("yield a, b", "Yield(Comma(Name('a'), Name('b')))"),
        ("throw\na", "Throw(Name('a'))"),
        ("try a\ncatch (e) b", "Try((Name('a')), 'e', (Name('b')))"),
        ("break; continue", "Break(), Continue()"),
        ("{ a; { b } }", "Block([(Name('a')), Block([(Name('b'))])])"),
        (";;a;;", "(Name('a'))"),
        ("local a, b = 1", "Local([('a', None, 6), ('b', (1), 9)])"),
        ("enum E { a, b = 10 c, d = -1.5, e = \"x\" f = true g }",
         "Enum('E', [('a', 0), ('b', 10), ('c', 1), ('d', -1.5), ('e', 'x'), ('f', True), ('g', 2)])"),
        ("const A = -5", "Const('A', -5)"),
        ("const A = true", "Const('A', True)"),
        ("const A = 2147483648", "Const('A', -2147483648)"),
    ],
)  # fmt: skip
def test_trees(source: str, tree: str) -> None:
    assert shape(source) == tree


@pytest.mark.parametrize(
    ("source", "function"),
    [
        ("x = function(a, b = 1) {}", "(None, [('a', None), ('b', (1))], False, Block([]), False)"),
        ("x = function(a, ...) {}", "(None, [('a', None)], True, Block([]), False)"),
        ("x = function(...) {}", "(None, [], True, Block([]), False)"),
        ("x = function(a,) return a", "(None, [('a', None)], False, Return(Name('a')), False)"),
        ("x = @(a) a", "(None, [('a', None)], False, Return(Name('a')), True)"),
        ("function f() {}", "('f', [], False, Block([]), False)"),
        ("function a::b::c() {}", "('c', [], False, Block([]), False)"),
        ("local function f() {}", "('f', [], False, Block([]), False)"),
        ("local f = function() {}", "(None, [], False, Block([]), False)"),
        ("x = {function f() {}}", "('f', [], False, Block([]), False)"),
        ("x = {f = function() {}}", "(None, [], False, Block([]), False)"),
        ("class A { constructor() {} }", "('constructor', [], False, Block([]), False)"),
        ("class A { static function f() {} }", "('f', [], False, Block([]), False)"),
    ],
)
def test_functions_and_their_names(source: str, function: str) -> None:
    [found] = [node for node in walk(parse(source)) if isinstance(node, nodes.Function)]
    assert repr(found).replace("Literal", "") == "Function" + function


def test_members() -> None:
    [assign] = parse('x = {a = 1, "b": 2, [c] = 3, ["d"] = 4, constructor() {} }').body
    assert isinstance(assign, nodes.ExprStatement)
    assert isinstance(assign.value, nodes.Assign)
    table = assign.value.value
    assert isinstance(table, nodes.Table)
    keys = [repr(key) for key, _ in table.members]
    assert keys == ["Literal('a')", "Literal('b')", "Name('c')", "Literal('d')", "Literal('constructor')"]


def test_class_members() -> None:
    [declaration] = parse("class a.B extends c </ x = 1 /> { d = 1; </ y = 2 /> static e = 2 static [f] = 3 }").body
    assert isinstance(declaration, nodes.ClassDecl)
    assert repr(declaration.target) == "Get(Name('a'), 'B')"
    klass = declaration.klass
    assert repr(klass.base) == "Name('c')"
    assert repr(klass.attributes) == "Table([(Literal('x'), Literal(1))])"
    assert repr(klass.members) == (
        "[(Literal('d'), Literal(1), None, False), "
        "(Literal('e'), Literal(2), Table([(Literal('y'), Literal(2))]), True), "
        "(Name('f'), Literal(3), None, True)]"
    )


def walk(node: object) -> list[nodes.Node]:
    """All nodes of a tree, parents first."""
    found: list[nodes.Node] = []
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, nodes.Node):
            found.append(item)
            pending.extend(getattr(item, field) for field in item.fields)
        elif isinstance(item, (list, tuple)):
            pending.extend(item)
    return found


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("a = 1", True),
        ("a.b = 1", True),
        ("a[0] += 1", True),
        ("::a <- 1", True),
        ("a.b++", True),
        ("delete a.b", True),
        ("this = 1", False),
        ("base++", False),
        ("a == 1 || b = 2", False),
        ("typeof x = 1", False),
        ("-a++ ++", False),
        ("delete -a", False),
    ],
)
def test_the_odd_targets_of_the_reference(source: str, plain: bool) -> None:
    [statement] = parse(source).body
    assert isinstance(statement, nodes.ExprStatement)
    assert is_plain_target(statement.value.target) is plain  # type: ignore[attr-defined]


# Positions -------------------------------------------------------------------------------------------------------


def test_every_node_knows_its_place() -> None:
    source = "x = a.b(c[1] + -2, @(p) p ? 1 : i++);\nif (y) { return z }"
    places = {(type(node).__name__, source[node.pos : node.end]) for node in walk(parse(source))}
    assert places == {
        ("Block", source),
        ("ExprStatement", "= a.b(c[1] + -2, @(p) p ? 1 : i++)"),
        ("Assign", "= a.b(c[1] + -2, @(p) p ? 1 : i++)"),
        ("Name", "x"),
        ("Call", "(c[1] + -2, @(p) p ? 1 : i++)"),
        ("Get", ".b"),
        ("Name", "a"),
        ("Binary", "+ -2"),
        ("Index", "[1]"),
        ("Name", "c"),
        ("Literal", "1"),
        ("Literal", "-2"),
        ("Function", "@(p) p ? 1 : i++"),
        ("Return", "@(p) p ? 1 : i++"),
        ("Conditional", "? 1 : i++"),
        ("Name", "p"),
        ("IncDec", "++"),
        ("Name", "i"),
        ("If", "if (y) { return z }"),
        ("Name", "y"),
        ("Block", "{ return z }"),
        ("Return", "return z"),
        ("Name", "z"),
    }


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("local a = 1, b = 2;", "Local", "local a = 1, b = 2"),
        ("if (a) b; else c;", "If", "if (a) b; else c"),
        ("const A = 1;", "Const", "const A = 1"),
        ("function a::b() {}", "FunctionDecl", "function a::b() {}"),
        ("function a::b() {}", "Function", "function a::b() {}"),
        ("class A extends b { c = 1; }", "ClassDecl", "class A extends b { c = 1; }"),
        ("class A { function m() {} }", "Function", "function m() {}"),
        ("class A { constructor() {} }", "Function", "constructor() {}"),
        ("x = class { }", "Class", "class { }"),
        ("x = {a = [1]}", "Table", "{a = [1]}"),
        ("x = {a = [1]}", "Array", "[1]"),
        ("::a", "Root", "::a"),
        ("++a.b", "IncDec", "++a.b"),
        ("x = (a)", "Paren", "(a)"),
        ("a * (b + c)", "Binary", "* (b + c)"),
        ("do a++ while (b)", "DoWhile", "do a++ while (b)"),
        ("for (;;) a;", "For", "for (;;) a"),
        ("switch (a) { default: b } c", "Switch", "switch (a) { default: b }"),
        ("try {} catch (e) {}", "Try", "try {} catch (e) {}"),
        ("enum E { a }", "Enum", "enum E { a }"),
        ("delete a.b", "Delete", "delete a.b"),
        ("a, b", "Comma", ", b"),
        ("a <- b", "NewSlot", "<- b"),
        ("a += b", "AugAssign", "+= b"),
        ("a && b", "Logical", "&& b"),
        ("typeof a", "Unary", "typeof a"),
        ("throw a", "Throw", "throw a"),
    ],
)
def test_places(source: str, kind: str, text: str) -> None:
    found = [source[node.pos : node.end] for node in walk(parse(source)) if type(node).__name__ == kind]
    assert text in found


def test_declarations_know_their_names() -> None:
    [local] = parse("local a = 1, bb").body
    assert isinstance(local, nodes.Local)
    assert [(name, offset) for name, _, offset in local.declarations] == [("a", 6), ("bb", 13)]


# Diagnostics -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "place", "hint"),
    [
        ("a b", (1, 3), "add ; or a newline before `b`"),
        ("if (a) {} b", (1, 11), "add ; or a newline before `b`"),
        ("function f() {\n  if (a) {\n}\n", (4, 1), "`{` opened at 1:14 is not closed"),
        ("f(1, [2, 3)\n", (1, 11), "`[` opened at 1:6 is not closed"),
        ("x = (a\n}", (2, 1), "`(` opened at 1:5 is not closed"),
        ("class A </ a = 1 {}", (1, 18), ""),
        ("x = a\n}", (2, 1), "there is no open bracket for this `}`"),
        ("var x = 1", (1, 5), "`var` means nothing in Squirrel; use `local`"),
        ("x = new Foo()", (1, 9), "`new` means nothing in Squirrel; use a call of the class, as in `Name()`"),
        ("x = {a: 1}", (1, 7), 'write `name = value` or `"name": value`'),
        ("x = {a = 1; b = 2}", (1, 11), "members of a table are separated by ,"),
        ("class A { a = 1, b = 2 }", (1, 16), "members of a class are separated by ;"),
        ("local class = 1", (1, 7), "`class` is a reserved word"),
        ("a.default", (1, 3), "`default` is a reserved word"),
        ("x = $", (1, 5), "`$` has no meaning in Squirrel"),
        ("1 = 2", (1, 3), "to compare, write =="),
        ("delete f()", (1, 1), "delete takes a slot, as in `delete table.name`"),
        ("class 5 {}", (1, 7), "a class is declared as `class name` or `class a.b`"),
        ("function f(a = 1, b) {}", (1, 20), "`b` needs a default value, since the parameter before it has one"),
        ("function f(a = 1, ...) {}", (1, 19), "leave out the ... or the default values"),
        (
            "a\n  [0]",
            (2, 3),
            "an index starts on the line of its array; put a , or ; at the end of the line before",
        ),
        ("a + ", (1, 5), ""),
        ("switch (a) { case 1: b + }", (1, 26), ""),
        ("switch (a) { case 1: b", (1, 23), "`{` opened at 1:12 is not closed"),
        ("for (a; b {", (1, 11), ""),
        ("for (a; b", (1, 10), "`(` opened at 1:5 is not closed"),
    ],
)
def test_hints(source: str, place: tuple[int, int], hint: str) -> None:
    found = problem(source)
    assert ((found.line, found.column), found.hint) == (place, hint)


def test_a_diagnostic_shows_the_line() -> None:
    found = problem("local a = 1\n  local b = c d\n", "dir/a.nut")
    assert found.render().split("\n") == [
        "dir/a.nut:2:15: end of statement expected (; or lf)",
        "    local b = c d",
        "                ^",
        "hint: add ; or a newline before `d`",
    ]
    assert found.code == "syntax"


# Odd and large input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["", "\n", "  \t\r\n", "// a", "/* a */ \n", ";;", "\0 x ="])
def test_nothing(source: str) -> None:
    unit = parse(source)
    assert (type(unit), unit.body, unit.pos) == (nodes.Block, [], 0)


def test_a_nul_ends_the_source() -> None:
    assert shape("a\n\0 b c d )))") == "(Name('a'))"
    assert problem("f(\0)").message == "expression expected"


DEEP = 100_000
LESS = 20_000


@pytest.mark.parametrize(
    ("source", "kind", "count"),
    [
        ("x = " + "(" * DEEP + "1" + ")" * DEEP, nodes.Literal, 1),
        ("x = " + "[" * LESS + "]" * LESS, nodes.Array, LESS),
        ("{" * LESS + "}" * LESS, nodes.Block, LESS + 1),
        ("x = " + "!" * LESS + "a", nodes.Unary, LESS),
        ("x = " + "a + " * LESS + "a", nodes.Binary, LESS),
        ("x = " + "a || " * LESS + "a", nodes.Logical, LESS),
        ("if (a) b; else " * LESS + "c", nodes.If, LESS),
        ("f(" * LESS + ")" * LESS, nodes.Call, LESS),
    ],
    ids=["parentheses", "arrays", "blocks", "unary", "binary", "logical", "else-if", "calls"],
)
def test_nesting_is_limited_by_memory_only(source: str, kind: type, count: int) -> None:
    assert sum(type(node) is kind for node in walk(parse(source))) == count


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = " + "(" * DEEP, "expression expected"),
        ("x = " + "[" * DEEP + ")", "expression expected"),
        ("/* " * DEEP, 'missing "*/" in comment'),
        ('"\\' * DEEP, "unrecognised escaper char"),
    ],
    ids=["parentheses", "arrays", "comments", "quotes"],
)
def test_hopeless_sources_end_soon(source: str, message: str) -> None:
    assert problem(source).message == message


@pytest.mark.parametrize("source", ["a = 1", "a = = 1"])
@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_collection_is_left_as_it_was(source: str, collecting: bool) -> None:
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        try:
            parse(source)
        except Diagnostic:
            pass
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_parses_are_independent() -> None:
    first, second = parse("a(b)\nc ? d : e"), parse("a(b)\nc ? d : e")
    assert first is not second
    assert dump_tree(first) == dump_tree(second)
    assert not {id(node) for node in walk(first)} & {id(node) for node in walk(second)}
