"""Between Python's and Squirrel's values."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.impos.conversions import to_json, to_squirrel, to_text
from impsim.squirrel.numeric import f32
from impsim.squirrel.values import type_name

scalars = st.none() | st.booleans() | st.integers(-(2**31), 2**31 - 1) | st.text(max_size=10)
plain = st.recursive(
    scalars | st.floats(width=32, allow_nan=False, allow_infinity=False),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=8), below, max_size=4),
    max_leaves=20,
)


@given(plain)
def test_a_round_trip_changes_nothing(value):
    assert equal(to_json(to_squirrel(value)), value)


def equal(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(equal, a, b))
    return f32(a) == f32(b) if isinstance(a, float) else a == b


EXPRESSIONS = [
    ("30.0", "30.0"),
    ("0.1", "0.1"),
    ("1.0/3", "0.33333334"),
    ("16777216.0", "16777216.0"),
    ("1e38", "1e+38"),
    ("1.0/0", '"inf"'),
    ('[1, true, null, "a\\"b"]', '[1, true, null, "a\\"b"]'),
    ("{[1] = 2}", '{"1": 2}'),
    ("{[true] = 1}", '{"true": 1}'),
    ("{[1.5] = {}}", '{"1.5": {}}'),
    ('"\\xc3\\xbc"', '"ü"'),
    ('"\\xff"', '"ÿ"'),
    ("(function() { local t = {}; t.t <- t; return t })().t.t.len()", "1"),
]


@pytest.mark.parametrize(("expression", "text"), EXPRESSIONS)
def test_json(booted, expression, text):
    assert json.dumps(to_json(booted().value(expression)), ensure_ascii=False) == text


def test_a_value_that_contains_itself_ends(booted):
    value = booted().value("(function() { local a = []; a.push(a); return a })()")
    assert "..." in json.dumps(to_json(value))


def test_tables_keep_the_order_of_the_vm(booted):
    host = booted()
    assert host.value(
        '(function() { local s = ""; foreach (k, v in {c = 1, a = 2, b = 3, d = 4}) s += k; return s })()'
    ) == "".join(to_json(host.value("{c = 1, a = 2, b = 3, d = 4}")))


def test_other_values_are_shown_by_tostring(booted):
    assert to_json(booted().value("imp.wakeup")).startswith("(function")


def test_text_that_is_not_utf8_keeps_its_bytes():
    assert to_text("\xff\xfe") == "\xff\xfe"


def test_floats_are_float32():
    assert type_name(to_squirrel(0.1)) == "float"
    assert to_squirrel(0.1) == f32(0.1)
