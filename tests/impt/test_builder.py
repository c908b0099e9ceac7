"""What Builder's directives do to a text."""

from __future__ import annotations

import pytest

from impsim.errors import Diagnostic
from impsim.impt.builder import build


def built(text, **given):
    return build(text, "app/main.nut", **given).text


# Facts: Builder's README; expected outputs follow from its rules.
OUTPUTS = {
    "plain text": ("local a = 1;\n", "local a = 1;\n"),
    "no line end at the end": ("a", "a"),
    "windows line ends": ("a\r\n@set x 1\r\nb@{x}\r\n", "a\r\nb1\r\n"),
    "nothing": ("", ""),
    "inline": ("x = @{6 * 7};\n", "x = 42;\n"),
    "inline in a string": ('s = "@{1}-@{2}";\n', 's = "1-2";\n'),
    "inline beside an array's braces": ("@{'}'}{}\n", "}{}\n"),
    "an @{ without an end stays": ("a @{ b\n}\n", "a @{ b\n}\n"),
    "undefined is null": ("@{NOBODY}\n", "null\n"),
    "comment": ("a\n@ comment\n  @\tanother\n@\nb\n", "a\nb\n"),
    "comment at the end of the file": ("a\n@", "a\n"),
    "lambda and verbatim string stay": ('@(x) x\n@"text"\n@@\n@nothing\n', '@(x) x\n@"text"\n@@\n@nothing\n'),
    "directives are indented": ("  @set x = 1\n\t@{x}\n", "\t1\n"),
    "set without =": ("@set x 3\n@{x}\n", "3\n"),
    "set with a string": ("@set x = 'a' // comment\n@{x}\n", "a\n"),
    "set with a semicolon": ("@set x = 5;\n@{x}\n", "5\n"),
    "set of a slash": ("@set x = 'http://x' // y\n@{x}\n", "http://x\n"),
    "set overwrites": ("@set x 1\n@set x x + 1\n@{x}\n", "2\n"),
    "set a comparison": ("@set x = 1 == 1\n@{x}\n", "true\n"),
    "name with a dollar": ("@set $a_1 = 1\n@{$a_1}\n", "1\n"),
    "if": ("@if 1\na\n@endif\n", "a\n"),
    "if not": ("@if 0\na\n@endif\n", ""),
    "if in brackets": ("@if(1)\na\n@end\n", "a\n"),
    "else": ("@if 0\na\n@else // comment\nb\n@end\n", "b\n"),
    "elseif": ("@if 0\na\n@elseif 1\nb\n@elseif 1\nc\n@else\nd\n@end\n", "b\n"),
    "nested if": ("@if 1\n@if 0\na\n@else\nb\n@end\nc\n@end\n", "b\nc\n"),
    "a branch not taken may be anything": ("@if 0\n@set x = ((\n@include nothing(\n@end\n", ""),
    "while": ("@set n 2\n@while n > 0\n@{n}@{loop.index}@{loop.iteration}\n@set n n - 1\n@endwhile\n", "201\n112\n"),
    "repeat": ("@repeat 2\n@{loop.index}@{loop.iteration}\n@endrepeat\n", "01\n12\n"),
    "repeat nothing": ("@repeat 0\na\n@end\n", ""),
    "repeat text": ("@repeat '2'\na\n@end\n", "a\na\n"),
    "loops in loops": ("@repeat 2\n@repeat 2\n@{loop.index}\n@end\n@{loop.index}\n@end\n", "0\n1\n0\n0\n1\n1\n"),
    "loop variables end": ("@repeat 1\n@end\n@{loop}\n", "null\n"),
    "macro": ("@macro m(a, b)\n<@{a}@{b}>\n@endmacro\n@include m(1, 'x')\n", "<1x>\n"),
    "macro inline": ("@macro m(a)\n<@{a}>\n@end\n[@{m(1)}]\n", "[<1>]\n"),
    "macro inline of two lines": ("@macro m()\na\nb\n@end\n[@{m()}]\n", "[a\nb]\n"),
    "macro with too few arguments": ("@macro m(a)\n@{defined(a) ? a : 'none'}\n@end\n@include m()\n", "none\n"),
    "macro with too many arguments": ("@macro m(a)\n@{a}\n@end\n@include m(1, 2)\n", "1\n"),
    "macro without parameters": ("@macro m()\na\n@end\n@include m();\n", "a\n"),
    "macro included once comes every time": ("@macro m()\na\n@end\n@include once m()\n@include once m()\n", "a\na\n"),
    "parameters hide variables": ("@set a 1\n@macro m(a)\n@{a}\n@end\n@include m(2)\n@{a}\n", "2\n1\n"),
    "a macro in a macro sees its parameters": (
        "@macro inner()\n@{a}\n@end\n@macro outer(a)\n@include inner()\n@end\n@include outer(5)\n",
        "5\n",
    ),
    "set in a macro is global": ("@macro m()\n@set x 7\n@end\n@include m()\n@{x}\n", "7\n"),
    "a macro as a filter": ("@macro m(a)\n<@{a}>\n@end\n@{'x'|m}\n", "<x>\n"),
    "line of a macro is its own": ("@macro m()\n@{__LINE__}\n@end\n\n@include m()\n@{__LINE__}\n", "\n2\n6\n"),
    "file": ("@{__FILE__}:@{__LINE__}\n", "main.nut:1\n"),
    "text beyond ASCII": ("\xc3\x9f@{'\xc3\xbc'}@{S.toUpperCase('\xc3\xbc')}", "\xc3\x9f\xc3\xbc\xc3\x9c"),
    "bytes that are no UTF-8": ("\xff@{'\xff'}", "\xff\xff"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTPUTS)
def test_output(name):
    source, output = OUTPUTS[name]
    assert built(source) == output


def test_a_macro_may_fill_a_string_over_several_lines():
    text = '@macro m()\none\ntwo\n@end\np <- @"\n@include m()\n";\n'
    assert built(text) == 'p <- @"\none\ntwo\n";\n'


# Variables -----------------------------------------------------------------------------------------------------


def test_variables_are_stronger_than_set_and_set_than_the_environment():
    text = "@{A}@{B}@{C}\n@set A 'set'\n@set B 'set'\n@{A}@{B}@{C}\n"
    shown = built(text, variables={"A": "given"}, environment={"A": "env", "B": "env", "C": "env"})
    assert shown == "givenenvenv\ngivensetenv\n"


def test_the_environment_of_the_process_is_not_looked_at(monkeypatch):
    monkeypatch.setenv("SECRET_OF_HOST", "x")
    assert built("@{SECRET_OF_HOST}") == "null"


def test_variables_from_a_file_have_types():
    given = {"n": 3, "f": 1.5, "t": True, "none": None, "list": [1, "a"], "deep": {"key": {"k": 2}}}
    assert (
        built("@{n + 1} @{f} @{t} @{none} @{list} @{list[1]} @{deep.key.k}", variables=given)
        == "4 1.5 true null 1,a a 2"
    )


@pytest.mark.parametrize("name", ["GIVEN", "SET", "__FILE__", "__LINE__", "max", "include", "m"])
def test_defined(name):
    text = "@set SET null\n@macro m()\n@end\n@{defined(%s)}" % name
    assert built(text, variables={"GIVEN": None}) == "true"


def test_the_environment_does_not_define():
    assert built("@{defined(HOME)}", environment={"HOME": "/"}) == "false"


# Warnings ------------------------------------------------------------------------------------------------------


def test_warning_is_kept_with_its_place():
    warnings = build("a\n  @warning 'old ' + 'board'\nb\n", "m.nut").warnings
    assert [(w.message, w.path, w.line, w.column) for w in warnings] == [("old board", "m.nut", 2, 3)]


def test_an_undefined_name_is_warned_of_but_not_in_an_expression():
    warnings = build("@{TOKEN}\n@{TOKEN == null}\n@{null}\n", "m.nut").warnings
    assert [w.message for w in warnings] == ["'TOKEN' is not defined: it becomes null"]


def test_what_is_not_like_a_directive_is_not_warned_of():
    assert build("@nothing\n@(x) x\n@Override\n  @param x\n@@\nx @inclued\n", "m.nut").warnings == []


def test_a_mistyped_directive_is_warned_of():
    result = build("@inclued 'x'\n * @param x\n@{1}\n", "m.nut")
    assert [(w.message, w.hint) for w in result.warnings] == [
        ("'@inclued' is no directive: the line stays in the program", "did you mean '@include'?")
    ]
    assert result.text.startswith("@inclued 'x'\n")


# Places --------------------------------------------------------------------------------------------------------


def test_lines_know_where_they_came_from():
    text = "@set x 1\na\n@ comment\n@if x\nb\n@end\n@repeat 2\nc\n@end\nd"
    result = build(text, "m.nut")
    assert result.text == "a\nb\nc\nc\nd"
    assert [result.place(line) for line in range(1, 6)] == [("m.nut", n) for n in (2, 5, 8, 8, 10)]


def test_an_inline_macro_is_where_it_is_called():
    result = build("@macro m()\na\nb\n@end\n[@{m()}]\nc\n", "m.nut")
    assert result.lines == [("m.nut", 5), ("m.nut", 5), ("m.nut", 6)]


def test_a_place_past_the_end_is_the_last():
    result = build("a\nb\n", "m.nut")
    assert (result.place(0), result.place(9)) == (("m.nut", 1), ("m.nut", 2))
    assert build("", "m.nut").place(3) == ("", 3)


def test_a_problem_of_the_text_becomes_one_of_the_file():
    result = build("@set x 1\n@\nlocal = @{x}\n", "m.nut")
    problem = result.original(Diagnostic("bad", "unit", 1, 7, "local = 1", "hint", "syntax"))
    assert (problem.path, problem.line, problem.column, problem.text, problem.code) == (
        "m.nut",
        3,
        7,
        "local = 1",
        "syntax",
    )
    assert result.original(Diagnostic("no place", "unit")).path == "unit"


# Mistakes ------------------------------------------------------------------------------------------------------

MISTAKES = {
    "@if": (1, 1, "@if needs a condition", ""),
    "@if 1\n@elseif\n@end": (2, 1, "@elseif needs a condition", ""),
    "@if 1\n@else 2\n@end": (2, 7, "@else takes nothing behind it", "@elseif takes a condition"),
    "@endif 1": (1, 8, "@endif takes nothing behind it", ""),
    "@else": (1, 1, "@else without an @if", ""),
    "@repeat 1\n@else\n@end": (2, 1, "@else without an @if", "open is the @repeat of line 1"),
    "@elseif 1": (1, 1, "@elseif without an @if", ""),
    "@if 1\n@else\n@else\n@end": (3, 1, "@else after the @else of this @if", "the @if is in line 1"),
    "@if 1\n@else\n@elseif 1\n@end": (3, 1, "@elseif after the @else of this @if", "the @if is in line 1"),
    "\n@end": (2, 1, "@end closes nothing", ""),
    "@while 1\n@endrepeat": (2, 1, "@endrepeat closes nothing", "open is the @while of line 1"),
    "a\n  @if 1": (2, 3, "this @if is not closed", "@endif or @end closes it"),
    "@while x\n@repeat 1\n@end": (1, 1, "this @while is not closed", "@endwhile or @end closes it"),
    "@macro m()": (1, 1, "this @macro is not closed", "@endmacro or @end closes it"),
    "@macro m\n@end": (1, 8, "@macro needs a name and names of parameters", "as in @macro name(a, b)"),
    "@macro m(1)\n@end": (1, 8, "@macro needs a name and names of parameters", "as in @macro name(a, b)"),
    "@macro m(\n@end": (1, 9, "')' is missing", "it closes this bracket"),
    "@macro m()\n@end\n@macro m()\n@end": (
        3, 1, "there is a macro 'm' already",
        "m.nut line 1 defines it; @include once keeps a file of macros from coming twice",
    ),
    "@set": (1, 1, "@set needs a name and a value", ""),
    "@set 12": (1, 6, "@set needs a name and a value", "@set name = value"),
    "@set abc": (1, 6, "@set needs a name and a value", "@set name = value"),
    "@set abc =": (1, 6, "@set needs a name and a value", "@set name = value"),
    "@set a = 1 +": (1, 13, "the expression is not complete", ""),
    "  @set a = 1 2": (1, 14, "'2' is not expected here", ""),
    "@set a === 1": (1, 8, "'=' is not expected here", "== compares; only @set assigns"),
    "@include": (1, 1, "@include needs a file or a macro", ""),
    "@include once": (1, 1, "@include once needs a file or a macro", ""),
    "@include 12": (1, 10, "@include needs the name of a file, not '12'", ""),
    "@include Promise": (1, 10, "@include needs the name of a file, not 'null'", "a name without quotes is a variable"),
    "@include missing()": (1, 10, "there is no function or macro 'missing'", ""),
    "@error": (1, 1, "@error needs a message", ""),
    "a\n  @error 'no ' + 1": (2, 3, "no 1", ""),
    "@warning": (1, 1, "@warning needs a message", ""),
    "x @{} y": (1, 5, "@{} holds no expression", ""),
    "x @{a b} y": (1, 7, "'}' is missing", "it ends what @{ began in column 3"),
    "x @{(a} y": (1, 7, "'}' is not expected here", ""),
    "x @{'a} y": (1, 5, "this string is not closed", ""),
    "@{a = 1}": (1, 5, "'}' is missing", "it ends what @{ began in column 1"),
    "@{mex(1)}": (1, 3, "there is no function or macro 'mex'", "did you mean 'max'?"),
    "@macro poem(a)\n@end\n@{peom(1)}": (3, 3, "there is no function or macro 'peom'", "did you mean 'poem'?"),
    "a\n@{abs()}": (2, 3, "wrong number of arguments for abs()", ""),
    "@{S.trim()}": (1, 4, "wrong number of arguments for S.trim()", ""),
    "@{include()}": (1, 3, "wrong number of arguments for include()", ""),
    "@{S.trimm('a')}": (1, 5, "there is no member 'trimm'", "did you mean 'trim'?"),
    "x = @{include('no') | escape};": (1, 7, "there is no file 'no'", "looked in ."),
    "@{1/0}": (1, 4, "division by zero", ""),
    "@{cfg.key}": (1, 6, "there is nothing that could have a member 'key'", "its owner is null"),
    "@repeat 1.5\n@end": (1, 9, "@repeat needs a whole number, not '1.5'", ""),
    "@repeat -1\n@end": (1, 9, "@repeat needs a whole number, not '-1'", ""),
    "@repeat 'many'\n@end": (1, 9, "@repeat needs a whole number, not 'many'", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES)
def test_mistake(text):
    line, column, message, hint = MISTAKES[text]
    with pytest.raises(Diagnostic) as caught:
        build(text, "m.nut")
    problem = caught.value
    assert (problem.line, problem.column, problem.message, problem.hint) == (line, column, message, hint)
    assert (problem.path, problem.text, problem.code) == ("m.nut", text.split("\n")[line - 1], "builder")


# What never ends -----------------------------------------------------------------------------------------------

ENDLESS = {
    "@while 1\n@end": "this loop does not end",
    "@while 1\n@set a 1\n@end": "this",
    "@while 1\na\n@end": "this",
    "@repeat 1e300\n@end": "this loop does not end",
    "@set a 'x'\n@while 1\n@set a a + a\n@end": "the text grows over 4 MiB",
    "@{S.repeat('abc', 1e9)}": "the text grows over 4 MiB",
    "@set a S.repeat('x', 1e6)\n@repeat 9\n@{a}\n@end": "the program grows over 4 MiB",
    "@macro m()\n@include m()\n@end\n@include m()": "more than 100 includes, macros and blocks in each other",
    "@macro m()\n@{m()}\n@end\n@{m()}": "more than 100 includes, macros and blocks in each other",
    "@macro m()\n@if 1\n@include m()\n@end\n@end\n@include m()": "more than 100",
    "@macro a(n)\n@if n < 40\n@include a(n + 1)\n@include a(n + 1)\n@end\n@end\n@include a(0)": "this goes on for ever",
    "@{" + "(" * 5000 + "1" + ")" * 5000 + "}": "this expression is nested too deeply",
    "@{" + "!" * 5000 + "1}": "this expression is nested too deeply",
    "@{" + "1+" * 5000 + "1}": "this expression is nested too deeply",
    "@if 1\n" * 200 + "@end\n" * 200: "more than 100",
}  # fmt: skip


@pytest.mark.parametrize("text", ENDLESS)
def test_what_never_ends_is_stopped(text):
    with pytest.raises(Diagnostic) as caught:
        build(text, "m.nut")
    assert caught.value.message.startswith(ENDLESS[text])
    assert caught.value.line


def test_forty_levels_work():
    text = "@macro m(n)\n@if n > 0\n@include m(n - 1)\n@else\nend\n@end\n@end\n@include m(40)\n"
    assert built(text) == "end\n"
