"""The formatter: what it makes of programs, and that it changes nothing that Squirrel could notice."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.statements import program

from impsim.errors import Diagnostic
from impsim.squirrel import lexer
from impsim.squirrel.formatter import Style, formatted, same_program
from impsim.squirrel.formatter.structure import structure
from impsim.squirrel.parser import parse
from impsim.squirrel.printer import to_source
from impsim.squirrel.trees import same

PROGRAMS = Path(__file__).parents[1] / "squirrel"
PAIRS = Path(__file__).with_name("formatting")
COMMENT = re.compile(r"(?://|#)[^\n]*|/\*[\s\S]*?\*/")


def laid_out(source: str, **style: object) -> str:
    """What the formatter makes of a source, of which everything is checked that holds for all."""
    made = formatted(source, Style(**style))  # type: ignore[arg-type]
    assert same_program(source, made)
    assert same(parse(source), parse(made))
    assert comments(source) == comments(made)
    assert formatted(made, Style(**style)) == made  # type: ignore[arg-type]
    return made


def comments(source: str) -> list[str]:
    """All of them, but for blanks at the ends of their lines and at the beginnings."""
    found = [comment for gap, _ in lexer.scan(source) for comment in COMMENT.findall(gap)]
    return ["\n".join([line.strip(" \t\r") for line in comment.split("\n")]) for comment in found]


# One pair of files for each matter: what somebody has written, and what becomes of it -------------------------------


@pytest.mark.parametrize("path", sorted(PAIRS.glob("*.before.txt")), ids=lambda path: path.name[: -len(".before.txt")])
def test_a_program_and_what_becomes_of_it(path: Path) -> None:
    after = path.with_name(path.name.replace("before", "after")).read_text(encoding="utf-8")
    assert laid_out(path.read_text(encoding="utf-8")) == after


SPACING = {
    "a=b+c*-d": "a = b + c * -d",
    "a<-b": "a <- b",
    "x=a<b&&!c||~d!=e": "x = a < b && !c || ~d != e",
    "a += 1 ;b-=1": "a += 1; b -= 1",
    "f ( a,b , c )": "f(a, b, c)",
    "f( )": "f()",
    "f  (a) [ 1 ] . b": "f(a)[1].b",
    "local a=[ 1,2 , [ ] ]": "local a = [1, 2, []]",
    "local t={ }": "local t = {}",
    "local t={a=1 }": "local t = {a = 1}",
    "local t={ a=1}": "local t = { a = 1 }",
    'local t={"a" :1,"b":2}': 'local t = {"a" : 1, "b": 2}',
    "local t={a=1 b=2}": "local t = {a = 1 b = 2}",
    "if(a){b()}else{c()}": "if (a) { b() } else { c() }",
    "if(a)b();else c()": "if (a) b(); else c()",
    "for(;;){}": "for (;;) {}",
    "for(local i=0;i<3;i ++){}": "for (local i = 0; i < 3; i++) {}",
    "for( ; i<3 ; ){}": "for (; i < 3;) {}",
    "foreach(k,v in t)f( k )": "foreach (k, v in t) f(k)",
    "while( a )a --": "while (a) a--",
    "do{a()}while(b)": "do { a() } while (b)",
    "switch(a){case 1 :b();break;default :c()}": "switch (a) { case 1: b(); break; default: c() }",
    "try{a()}catch( e ){throw(e)}": "try { a() } catch (e) { throw (e) }",
    "function  f ( a,b=1 ) {return a?b:-1}": "function f(a, b = 1) { return a ? b : -1 }",
    "function  f ( a,... ){}": "function f(a, ...) {}",
    "function a :: b(){}": "function a::b() {}",
    "local f=function (a) {}": "local f = function(a) {}",
    "local f=@ ( a )a+1": "local f = @(a) a + 1",
    "class A extends B{constructor( ){base.f( )}}": "class A extends B { constructor() { base.f() } }",
    "class A{</x=1/>static y=2}": "class A { </ x = 1 /> static y = 2 }",
    "enum E{a,b=2}": "enum E { a, b = 2 }",
    "const A=- 1": "const A = -1",
    ":: a = :: b . c": "::a = ::b.c",
    "x = a ? :: b : :: c": "x = a ? ::b : ::c",
    "delete  a . b": "delete a.b",
    "local a = typeof  b,c = clone(d)": "local a = typeof b, c = clone(d)",
    "a = b  in  c": "a = b in c",
    "f(  - 1, - - a)": "f(-1, - -a)",
    "f(a - - 1, a - -- b)": "f(a - -1, a - --b)",
    "a = 1 .tostring()": "a = 1 .tostring()",
    'a = "x  y" + @"z ""  q"': 'a = "x  y" + @"z ""  q"',
    "a = 'x'": "a = 'x'",
    "f(a/* b */,/* c */ d)//e": "f(a/* b */,/* c */ d) //e",
    "return/* x */": "return /* x */",
    "a()  # b": "a()  # b",
}


@pytest.mark.parametrize("source", SPACING)
def test_blanks_between_tokens(source: str) -> None:
    wanted = SPACING[source]
    made = laid_out(source + "\n")
    assert made == wanted + "\n" or (source.startswith("return/*") and made == "return/* x */\n")


def test_levels_may_be_tabs_or_narrower() -> None:
    source = "if (a) {\nb(c,\n  d +\n     e)\n}\n"
    assert laid_out(source, indent=2) == "if (a) {\n  b(c,\n    d +\n      e)\n}\n"
    assert laid_out(source, tabs=True) == "if (a) {\n\tb(c,\n\t  d +\n\t  \te)\n}\n".replace("\t  \t", "\t      ")


def test_tabs_are_four_columns_wide_unless_told_otherwise() -> None:
    assert laid_out("f(a,\n\tb)\n") == "f(a,\n    b)\n"
    assert laid_out("ff(a,\n\t b)\n", indent=2) == "ff(a,\n   b)\n"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("", ""),
        ("\n \t\n", ""),
        ("a", "a\n"),
        ("\n\n\na\n\n\n\n\nb\n\n\n", "a\n\n\nb\n"),
        ("// a  \nb \n", "// a\nb\n"),
        ("a\r\nb\r\n", "a\r\nb\r\n"),
        ("a \r\nb\n c\r\n", "a\r\nb\r\nc\r\n"),
        ("a\n b\r\n c\n", "a\nb\nc\n"),
        ('a = @"x\r\ny"\n\n', 'a = @"x\r\ny"\n'),
        ("/* a\r\n b */\r\nc\r\n", "/* a\r\n b */\r\nc\r\n"),
        ("a \r\r\nb\r\n", "a\r\nb\r\n"),
        ('a =  "\xe9"  // \xff\n', 'a = "\xe9"  // \xff\n'),
    ],
)
def test_line_ends_and_bytes(source: str, made: str) -> None:
    assert laid_out(source) == made


def test_a_carriage_return_alone_is_refused() -> None:
    with pytest.raises(Diagnostic) as found:
        formatted("a;\rb;\n", Style(), "x.nut")
    assert (found.value.path, found.value.line, found.value.column) == ("x.nut", 1, 3)
    assert formatted("a // b\rc\n", Style()) == "a // b\rc\n"


# Whatever the program -----------------------------------------------------------------------------------------------

SAME_LINE = ["", " ", "  ", "\t", "   ", " /* c */ ", "/* d */", "/* e\n   f */"]
NEW_LINE = ["\n", "\n\n", "\n\n\n\n\n", " \n\t", "// g\n", "  # h  \n      ", "\n\n   // i\n  /* j\n  k */\n", "\r\n"]


def mangled(source: str, choices: random.Random) -> str:
    """The same program with other blanks and comments."""
    made, before = "", ""
    for gap, text in lexer.scan(source):
        if not text:
            break
        if lexer.newline_in(gap):
            made += choices.choice(NEW_LINE)
        else:
            other = choices.choice(SAME_LINE[: 8 if choices.randrange(4) else 5])
            apart = lexer.scan(before + other + text)[0][1] != before or before[-1:] + other[:1] == "//"
            made += " " + other if apart else other
        made += text
        before = text
    return made


def generated(data: bytes) -> str:
    """A program; the generator also makes some that do not compile."""
    source = to_source(program(data))
    try:
        parse(source)
    except Diagnostic:
        return "a = 1\n"
    return source


def line_ends(source: str) -> list[bool]:
    """Between which tokens there are any, be it in comments."""
    return ["\n" in gap for gap, text in lexer.scan(source) if text][1:]


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.binary(min_size=50, max_size=1200), seed=st.integers(0, 1 << 30))
def test_nothing_changes_but_blanks(data: bytes, seed: int) -> None:
    source = mangled(generated(data), random.Random(seed))
    made = laid_out(source)
    lines = made.split("\n")
    assert lines[-1] == ""
    assert not [line for line in lines if line != line.rstrip(" \t\r")]
    assert "\n\n\n\n" not in made
    assert line_ends(made) == line_ends(source)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "squirrel").rglob("*.nut")), ids=lambda path: path.stem
)
def test_programs_of_the_tests(path: Path) -> None:
    for part in path.read_bytes().decode("latin-1").split("---\n"):
        try:
            parse(part)
        except Diagnostic:
            continue
        laid_out(part)


def test_what_tokens_are() -> None:
    found = structure("if (a) b()\nelse c = -[d][0]\n")
    roles = dict(zip(found.texts, found.roles))
    assert (roles["-"], roles["="], roles["else"]) == ("unary_operator", "assign_operator", "if_else")
    assert [found.roles[number] for number, text in enumerate(found.texts) if text == "["] == ["array", "index"]
    assert (found.inner, found.continued, found.statements) == ({4: 0, 8: 0}, {7: 0}, {0})


def test_nesting_and_length_have_no_limit() -> None:
    deep = "(" * 3000 + "a" + ")" * 3000
    assert formatted(deep, Style()) == deep + "\n"
    wide = "f(" + "a, " * 4000 + "a,\n" + "  b,\n" * 1000 + "  b)\n"
    assert formatted(wide, Style()).endswith("a,\n" + "  b,\n" * 1000 + "  b)\n")
