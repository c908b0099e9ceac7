"""Expressions: tables of what the documentation and JavaScript say, and random trees against a model of both."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.impt.builder import build, values


def shown(expression, **variables):
    return build("@{%s}" % expression, "m.nut", variables=variables).text


# Conversions as ECMA-262 has them; the operators are those of Builder's README.
VALUES = {
    "156*4+3": "627",
    "(256 - 128) / 2": "64",
    "2 + 3 * 4 - 1": "13",
    "10 - 2 - 3": "5",
    "7 % 3": "1",
    "-7 % 3": "-1",
    "2 * -3": "-6",
    "- -1": "1",
    "+'5'": "5",
    "-'5'": "-5",
    "1 / 3": "0.3333333333333333",
    "1E6": "1000000",
    "1e-6": "0.000001",
    "1e-7": "1e-7",
    "1.5e300": "1.5e+300",
    "1e21": "1e+21",
    "123456789012345680000": "123456789012345680000",
    "0.1 + 0.2": "0.30000000000000004",
    "1.50": "1.5",
    ".5": "0.5",
    "5.": "5",
    "-0": "0",
    "1e308 * 10": "Infinity",
    "-1e308 * 10": "-Infinity",
    "'a' * 1": "NaN",
    "'a' + 1": "a1",
    "1 + 'a'": "1a",
    "1 + 1 + 'a'": "2a",
    "'3' * '4'": "12",
    "'3' + 4": "34",
    "null + 1": "1",
    "true + true": "2",
    "[1, 2] + 3": "1,23",
    "[]": "",
    "[1, [2, 3], null, 'x']": "1,2,3,,x",
    "([1, 2, 3])[1]": "2",
    "[1, 2, 3].length": "3",
    "'it''s'|escape": None,
    '"a\\"b"': 'a"b',
    "'a\\'b'": "a'b",
    "'\\x'": "x",
    "'//' + 'a' // comment": None,
    "true": "true",
    "null": "null",
    "!0": "true",
    "!''": "true",
    "!'0'": "false",
    "![]": "false",
    "!null": "true",
    "1 == '1'": "true",
    "1 == 1.0": "true",
    "'1.0' == 1": "true",
    "'1.0' == '1'": "false",
    "null == 0": "false",
    "null == null": "true",
    "undefined_name == null": "true",
    "true == 1": "true",
    "'' == 0": "true",
    "'a' != 'b'": "true",
    "'0x10' == 16": "true",
    "' 5 ' == 5": "true",
    "[1] == 1": "true",
    "[1] == [1]": "false",
    "'b' > 'a'": "true",
    "'10' < '9'": "true",
    "'10' < 9": "false",
    "null >= 0": "true",
    "'a' < 1": "false",
    "'a' >= 1": "false",
    "1 <= 1": "true",
    "2 < 1 == false": "true",
    "1 || 2": "1",
    "0 || 'x'": "x",
    "1 && 2": "2",
    "'' && 2": "",
    "true || false && false": "true",
    "1 ? 100 : 200": "100",
    "0 ? 100 : 200": "200",
    "1 ? 2 ? 'a' : 'b' : 'c'": "a",
    "0 ? 1 : 0 ? 2 : 3": "3",
    "1 ? 2 : nowhere.member": "2",
    "5|max(1,2)": "5",
    "5|max": "5",
    "5|('m' + 'ax')": "5",
    "('m' + 'ax')(3, 4)": "4",
    "-5|abs|max(2)": "5",
    "1 + 2|max(2)": "3",
    "1|max(2) && 7": "7",
    "min(-10, 10, -11)": "-11",
    "max('3', 2)": "3",
    "abs(-1.5)": "1.5",
    "abs('x')": "NaN",
    "escape('a\\'b\\n\\\\')": "a\\'b\\n\\\\",
    "base64('Hello')": "SGVsbG8=",
    "base64(12)": "MTI=",
    "'abc'|base64": "YWJj",
    "defined(NOTHING)": "false",
    "S.concat('a', 1, null)": "a1null",
    "S.endsWith('abc', 'c')": "true",
    "S.startsWith('abc', 'b')": "false",
    "S.includes('abc', 'b')": "true",
    "S.includes('abc', 1)": "false",
    "S.repeat('ab', 2)": "abab",
    "S.repeat('ab', 0)": "",
    "S.split('a-b', '-')[1]": "b",
    "S.split('abc', '')": "a,b,c",
    "S.split('abc')": "abc",
    "S.substr('abc', 1)": "bc",
    "S.substr('abc', -2, 1)": "b",
    "S.substr('abc', 1, -1)": "",
    "S.substring('abc', 2, 1)": "b",
    "S.substring('abc', -5, 2)": "ab",
    "S.substring('abc', 'x', 1)": "a",
    "S.toLowerCase('AbC')": "abc",
    "S.toUpperCase('AbC')": "ABC",
    "S.trim(' a ') + '|'": "a|",
    "S.trimLeft(' a ') + '|'": "a |",
    "S.trimRight(' a ') + '|'": " a|",
    "' a '|S.trim": "a",
    "S['trim'](' a ')": "a",
    "1;": "1",
    " 1 ;; ": "1",
    "1 /* one */ + 1": "2",
}  # fmt: skip
VALUES = {expression: text for expression, text in VALUES.items() if text is not None}


@pytest.mark.parametrize("expression", VALUES)
def test_value(expression):
    assert shown(expression) == VALUES[expression]


MISTAKES = {
    "'abc' 'def'": "'}' is missing",
    "`abc`": "'`' is not expected here",
    "this": "there is no 'this' in an expression",
    "12ab": "a name cannot begin with a digit",
    "|abs": "'|' is not expected here",
    "1 & 2": "'}' is missing",
    "(0)()": "this is no function",
    "('abc')()": "there is no function or macro 'abc'",
    "defined('x')": "defined() takes the name of a variable",
    "defined()": "defined() takes the name of a variable",
    "[1, 2": "'}' is not expected here",
    "1 ? 2": "'}' is not expected here",
    "a.": "'}' is not expected here",
    "a.1": "'}' is missing",
    "[1][5]": "there is no member '5'",
    "'abc'.length": "there is no member 'length'",
    "S.repeat('a', -1)": "a string can be repeated 0 times or more, not -1",
    "defined(x) && x.y": "there is nothing that could have a member 'y'",
}


@pytest.mark.parametrize("expression", MISTAKES)
def test_mistake(expression):
    with pytest.raises(Exception) as caught:
        shown(expression)
    assert caught.value.message == MISTAKES[expression]


# Random trees: each is printed in two ways and computed by Python beside ----------------------------------------

LITERALS = st.one_of(
    st.integers(0, 50).map(lambda n: (str(n), float(n), 9)),
    st.sampled_from(["", "a", "b", "7", "0", " 3"]).map(lambda text: ("'%s'" % text, text, 9)),
    st.sampled_from([("true", True, 9), ("false", False, 9), ("null", None, 9), ("nowhere", None, 9)]),
)
LEVELS = {"||": 1, "&&": 2, "==": 4, "!=": 4, "<": 5, ">": 5, "<=": 5, ">=": 5, "+": 6, "-": 6, "*": 7}


def number(value):
    if isinstance(value, str):
        return float(value.strip() or 0) if value.strip().isdigit() or not value.strip() else math.nan
    return float(value or 0)


def truthy(value):
    return value not in (None, False, "", 0.0) and value == value


def both_text(left, right):
    return isinstance(left, str) and isinstance(right, str)


def equal(left, right):
    if left is None or right is None:
        return left is None and right is None
    return left == right if both_text(left, right) else number(left) == number(right)


def ordered(left, right, test):
    return test(left, right) if both_text(left, right) else test(number(left), number(right))


def plus(left, right):
    if isinstance(left, str) or isinstance(right, str):
        return values.text(left) + values.text(right)
    return number(left) + number(right)


MODEL = {
    "||": lambda a, b: a if truthy(a) else b,
    "&&": lambda a, b: b if truthy(a) else a,
    "==": equal,
    "!=": lambda a, b: not equal(a, b),
    "<": lambda a, b: ordered(a, b, lambda x, y: x < y),
    ">": lambda a, b: ordered(a, b, lambda x, y: x > y),
    "<=": lambda a, b: ordered(a, b, lambda x, y: x <= y),
    ">=": lambda a, b: ordered(a, b, lambda x, y: x >= y),
    "+": plus,
    "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b),
}


def in_brackets(part, least):
    text, _, strength = part
    return text if strength >= least else "(%s)" % text


def binary(parts):
    left, sign, right = parts
    level = LEVELS[sign]
    text = "%s %s %s" % (in_brackets(left, level), sign, in_brackets(right, level + 1))
    return text, MODEL[sign](left[1], right[1]), level


def choice(parts):
    test, chosen, otherwise = parts
    text = "%s ? %s : %s" % (in_brackets(test, 1), chosen[0], otherwise[0])
    return text, chosen[1] if truthy(test[1]) else otherwise[1], 0


def signed(parts):
    sign, part = parts
    value = not truthy(part[1]) if sign == "!" else -number(part[1])
    return sign + " " + in_brackets(part, 8), value, 8


def filtered(part):
    """A filter binds tighter than && and looser than ==."""
    text = "%s | S.concat('!')" % in_brackets(part, 3)
    return text, values.text(part[1]) + "!", 3


def trees(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(sorted(LEVELS)), inner).map(binary),
        st.tuples(inner, inner, inner).map(choice),
        st.tuples(st.sampled_from("!-"), inner).map(signed),
        inner.map(filtered),
    )


@given(st.recursive(LITERALS, trees, max_leaves=12))
def test_any_expression(tree):
    text, value, _ = tree
    assert shown(text) == values.text(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_so_that_they_read_back(value):
    assert float(values.text(value)) == value


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n")))
def test_any_text_passes_through_a_string(content):
    literal = "'%s'" % content.replace("\\", "\\\\").replace("'", "\\'")
    source = "@{%s}" % literal.encode().decode("latin-1")
    assert build(source, "m.nut").text.encode("latin-1").decode() == content


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    from impsim.errors import Diagnostic

    try:
        result = build(text.encode("utf-8", "replace").decode("latin-1"), "m.nut")
    except Diagnostic as problem:
        assert problem.line
    else:
        assert len(result.lines) == result.text.count("\n") + (result.text[-1:] not in ("", "\n"))


@given(st.text("@{}'\"|&=!.()[]+1aif \n", max_size=40))
def test_any_mixture_of_signs_is_read_or_refused(text):
    test_any_text_is_read_or_refused.hypothesis.inner_test(text)
