"""The stand-ins for the libraries Promise and JSONEncoder, by what their public documentation promises."""

from __future__ import annotations

import pytest

LATER = "local later = @(value, s = 0.1) Promise(@(ok, err) imp.wakeup(s, @() ok(value)));"
NEVER = "local never = @(reason, s = 0.1) Promise(@(ok, err) imp.wakeup(s, @() err(reason)));"
RESOLVED = [
    ("Promise(@(ok, err) ok(1))", 1),
    ("Promise.resolve(2)", 2),
    ("later(3)", 3),
    ("later(later(4))", 4),
    ("later(1).then(@(v) v + 1).then(@(v) later(v * 10))", 20),
    ("later(1).then(null).then(@(v) v + 5)", 6),
    ("later(1).finally(@(v) v + 6)", 7),
    ("never(1).then(@(v) 0, @(r) r + 7)", 8),
    ("never(1).fail(@(r) r + 8)", 9),
    ("never(1).then(@(v) 0).fail(@(r) 10)", 10),
    ("later(1).fail(@(r) 0)", 1),
    ("Promise(function(ok, err) { ok(1); err(2); ok(3) })", 1),
    ('Promise(function(ok, err) { throw "up" }).fail(@(r) r)', "up"),
    ('later(1).then(function(v) { throw "up" }).fail(@(r) r)', "up"),
    ("Promise.all([later(1, 0.3), @() later(2), later(3, 0.2)])", [1, 2, 3]),
    ("Promise.all([])", []),
    ("Promise.race([later(1, 0.3), later(2), never(3, 0.2)])", 2),
    ("Promise.serial([@() later(1), later(2), @() 3])", 3),
    ("local i = 0; return Promise.loop(@() i < 5, @() later(++i))", 5),
]
REJECTED = [
    ('Promise.reject("a")', "a"),
    ('never("b")', "b"),
    ('never("c").then(@(v) v)', "c"),
    ('later(never("d"))', "d"),
    ('Promise.all([later(1), never("e"), later(2)])', "e"),
    ('Promise.race([later(1), never("f", 0.05)])', "f"),
    ('Promise.serial([later(1), @() never("g"), @() nosuch()])', "g"),
    ('Promise.loop(@() true, @() never("h"))', "h"),
    ("Promise.all(1)", "Promise.all() not passed an array"),
    ("Promise.serial({})", "Promise.serial() not passed an array"),
    ("Promise.all([1])", "neither a promise nor a function"),
]
ENCODED = [
    ("null", "null"),
    ("[true, false, 1, 1.5]", "[true,false,1,1.5]"),
    ("{a = {b = []}}", '{"a":{"b":[]}}'),
    ("{[1] = 2}", '{"1":2}'),
    ('"a\\"b\\\\\\n\\x01"', '"a\\"b\\\\\\n\\u0001"'),
    ("class { x = 1; function f() {} }", '{"x":1}'),
    ("class { function _serialize() { return [1] } }()", "[1]"),
    ('class { function _serializeRaw() { return "<1>" } }()', "<1>"),
    ('class { function tostring() { return "me" } }()', '"me"'),
]


def run(suite, expression):
    value = expression if "return" in expression else "return " + expression
    return suite.run_body(LATER + NEVER + value, timeout=5)


@pytest.mark.parametrize(("expression", "value"), RESOLVED)
def test_a_promise_is_resolved(suite, expression, value):
    result = run(suite, expression)
    assert (result.status, result.detail.get("value")) == ("passed", value)


@pytest.mark.parametrize(("expression", "reason"), REJECTED)
def test_a_promise_is_rejected(suite, expression, reason):
    result = run(suite, expression)
    assert (result.status, result.message.split("\n")[0]) == ("failed", reason)


def test_handlers_are_called_after_what_runs_now(suite):
    result = suite.run_body("""
        local order = "";
        Promise.resolve(1).then(function(v) { order += "b" });
        order += "a";
        return Promise(@(ok, err) imp.wakeup(0.1, @() ok(order)));""")
    assert result.detail["value"] == "ab"


@pytest.mark.parametrize(("expression", "text"), ENCODED)
def test_values_are_encoded(suite, expression, text):
    assert suite.run_body("return JSONEncoder.encode(%s)" % expression).detail["value"] == text
