"""Tokens, literals, escapes and lexical errors: facts of the reference (sqlexer.cpp) read off the 3.0.5 VM."""

from __future__ import annotations

from array import array

import pytest

from impsim.errors import Diagnostic
from impsim.squirrel import lexer, nodes
from impsim.squirrel.parser import parse, tokens


def value(text: str) -> object:
    """What a literal stands for, by way of the parser."""
    [statement] = parse(text).body
    assert isinstance(statement, nodes.ExprStatement)
    assert isinstance(statement.value, nodes.Literal), statement
    return statement.value.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("2147483647", 2147483647),
        ("2147483648", -2147483648),
        ("4294967295", -1),
        ("4294967296", 0),
        ("99999999999999999999999999999", 99999999999999999999999999999 % 2**32 - 2**32),
        ("9" * 5000, int("9" * 40) % 2**32 - 2**32),  # beyond what Python's own int() takes
        ("-2147483648", -2147483648),
        ("-5", -5),
        ("~5", -6),
        ("0x", 0),
        ("0x1F", 31),
        ("0XfF", 255),
        ("0xFFFFFFFF", -1),
        ("010", 8),
        ("00", 0),
        ("037777777777", -1),
        ("0" * 5000 + "17", 15),
        ("09", 9),
        ("099", 99),
        ("'A'", 65),
        (r"'\n'", 10),
        (r"'\''", 39),
        ("'\"'", 34),
        (r"'\xff'", -1),
        (r"'\x80'", -128),
        ("'\x7f'", 127),
        ("'\xe9'", 0xE9 - 256),
    ],
)
def test_integers(text: str, expected: int) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is int


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5", 1.5),
        ("1.", 1.0),
        ("0.5", 0.5),
        ("0e5", 0.0),
        ("099.5", 99.5),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("25e-2", 0.25),
        ("1.e2", 100.0),
        ("0.1", array("f", [0.1])[0]),
        ("16777217.0", 16777216.0),
        ("1e39", float("inf")),
        ("1e400", float("inf")),
        ("1e-60", 0.0),
        ("1.2.3", array("f", [1.2])[0]),  # the dot is greedy, strtod is not
        ("1..2", 1.0),
        ("1e5e6", 1e5),
        ("-1.5", -1.5),
    ],
)
def test_floats_are_rounded_to_32_bits(text: str, expected: float) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is float


def test_minus_zero_keeps_its_sign() -> None:
    assert str(value("-0.0")) == "-0.0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('""', ""),
        ('"abc"', "abc"),
        (r'"\t\a\b\n\r\v\f\0\\\"' + "\\'" + '"', "\t\a\b\n\r\v\f\0\\\"'"),
        (r'"\x41"', "A"),
        (r'"\x4"', "\x04"),
        (r'"\x4142"', "B"),  # up to four digits, of which the low byte stays
        (r'"\x41425"', "B5"),
        (r'"\xFg"', "\x0fg"),
        ('"\xe9\xff"', "\xe9\xff"),
        ('"it\'s // no # comment /* at all */"', "it's // no # comment /* at all */"),
        ('@"a\nb\\n"', "a\nb\\n"),
        ('@"say ""hi"""', 'say "hi"'),
        ('@""', ""),
    ],
)
def test_strings(text: str, expected: str) -> None:
    assert value(text) == expected


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
def test_how_values_are_spelled(value: object, text: str) -> None:
    assert lexer.spelled(value) == text
    [statement] = parse("const A = " + text).body if value is not None else [nodes.Const(0, 0, "A", None)]
    assert isinstance(statement, nodes.Const)
    assert repr(statement.value) == repr(value)


@pytest.mark.parametrize(
    ("source", "message", "offset"),
    [
        ("x = 0x123456789", "too many digits for an Hex number", 4),
        ("x = 0x000000001", "too many digits for an Hex number", 4),
        ("x = 018", "invalid octal number", 4),
        ("x = 0179", "invalid octal number", 4),
        ("x = 1e", "exponent expected", 6),
        ("x = 1.5e+", "exponent expected", 8),
        ("x = 1ex", "exponent expected", 6),
        ("x = ''", "empty constant", 4),
        ("x = 'ab'", "constant too long", 4),
        ("x = '\xc3\xa9'", "constant too long", 4),
        (r'x = "a\q"', "unrecognised escaper char", 6),
        (r"x = '\u'", "unrecognised escaper char", 5),
        ('x = "a\\\nb"', "unrecognised escaper char", 6),
        ('x = "a\\', "unrecognised escaper char", 6),
        (r'x = "\xg"', "hexadecimal number expected", 5),
        (r'x = "a\x', "hexadecimal number expected", 6),
        ('x = "ab\ncd"', "newline in a constant", 4),
        ("x = 'a\n'", "newline in a constant", 4),
        ('x = "abc', "unfinished string", 4),
        ("x = 'a", "unfinished string", 4),
        (r'x = "abc\"', "unfinished string", 4),
        ('x = @"abc', "unfinished string", 5),
        ('x = @"abc""', "unfinished string", 5),
        ('x = @"a\n', "unfinished string", 5),
        ('x = "', "error parsing the string", 4),
        ("x = '", "error parsing the string", 4),
        ('x = @"', "error parsing the string", 5),
        ("x = 1 /* 2", 'missing "*/" in comment', 6),
        ("/*/", 'missing "*/" in comment', 0),
        ("f(a..b)", "invalid token '..'", 3),
        ("x\x01", "unexpected character(control)", 1),
        ("\x0bx", "unexpected character(control)", 0),
        ("\x7f", "unexpected character(control)", 0),
        ('"a\0b"', "unfinished string", 0),  # a NUL ends the source
        ("/* \0 */", 'missing "*/" in comment', 0),
    ],
)
def test_lexical_errors(source: str, message: str, offset: int) -> None:
    with pytest.raises(Diagnostic) as caught:
        parse(source, "a.nut")
    found = caught.value
    start = source.rfind("\n", 0, offset) + 1
    assert (found.message, found.line, found.column) == (message, 1 + source.count("\n", 0, offset), offset - start + 1)
    assert (found.path, found.code) == ("a.nut", "syntax")


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ('x = "a\\q"', "a backslash itself is written \\\\"),
        ("x = 'ab'", "'x' is the code of one byte; a string takes double quotes"),
        ("x = 09 + 018", "a number that starts with 0 is octal"),
        ("x = /*", "this comment is not closed"),
        ('x = "a', "this string is not closed"),
        ('x = "a\n"', 'close it on its line, write \\n for a line end, or use @"..." for several lines'),
        ("\x01", "byte 0x01 has no meaning here"),
    ],
)
def test_lexical_hints(source: str, hint: str) -> None:
    with pytest.raises(Diagnostic) as caught:
        parse(source)
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("gap", "newline"),
    [
        ("", False),
        ("  \t", False),
        ("\n", True),
        (" // x\n", True),
        (" # x\n", True),
        ("/* a\nb */", False),
        ("/* a\n*/ // b", False),
        ("/* a */\n", True),
        ("// /*\n", True),
        ("# /* \n /* */", True),
    ],
)
def test_a_newline_inside_a_block_comment_does_not_count(gap: str, newline: bool) -> None:
    assert lexer.newline_in(gap) is newline


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("a<-5", ["a", "<-", "5"]),
        ("a < -5", ["a", "<", "-", "5"]),
        ("a<=>b<=c<d<<e</f", ["a", "<=>", "b", "<=", "c", "<", "d", "<<", "e", "</", "f"]),
        ("a>=b>c>>d>>>e", ["a", ">=", "b", ">", "c", ">>", "d", ">>>", "e"]),
        ("a/>b/=c/d", ["a", "/>", "b", "/=", "c", "/", "d"]),
        ("a---b", ["a", "--", "-", "b"]),
        ("a+++b", ["a", "++", "+", "b"]),
        ("a||b|c&&d&e", ["a", "||", "b", "|", "c", "&&", "d", "&", "e"]),
        ("a?::b:c", ["a", "?", "::", "b", ":", "c"]),
        ("a==b=c!=d!e", ["a", "==", "b", "=", "c", "!=", "d", "!", "e"]),
        ("f(...)", ["f", "(", "...", ")"]),
        ("1.tostring()", ["1.", "tostring", "(", ")"]),
        ('@"a"@(x)', ['@"a"', "@", "(", "x", ")"]),
        ("a//b\nc#d\ne/*f*/g", ["a", "c", "e", "g"]),
        ("_a1 éx", ["_a1", "é", "x"]),
        ("a\0b", ["a"]),
    ],
)
def test_where_tokens_end(source: str, texts: list[str]) -> None:
    assert [text for _, text, _, _ in tokens(source)] == [*texts, ""]


def test_tokens_tell_kind_line_and_column() -> None:
    source = "local x1 = @\"a\nb\" // c\n  + 'd' /* e\n */ . 1.5 $"
    assert list(tokens(source)) == [
        ("keyword", "local", 1, 1),
        ("name", "x1", 1, 7),
        ("sign", "=", 1, 10),
        ("string", '@"a\nb"', 1, 12),
        ("sign", "+", 3, 3),
        ("integer", "'d'", 3, 5),
        ("sign", ".", 4, 5),
        ("float", "1.5", 4, 7),
        ("sign", "$", 4, 11),
        ("end", "", 4, 12),
    ]


def test_tokens_refuse_what_is_none() -> None:
    with pytest.raises(Diagnostic, match="unfinished string") as caught:
        list(tokens('a\n "b'))
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_gaps_and_texts_make_the_source() -> None:
    source = ' a /* b */ + "c\\"d" // e\n\t@"f" \'g\' 0x1F..."'
    assert "".join(gap + text for gap, text in lexer.scan(source)) == source
