"""ImpTestCase's assertions: what passes, and the exact text of what fails (facts/impt-testing.md, section 4)."""

from __future__ import annotations

import pytest

HOLDS = [
    "assertTrue(true)",
    "assertTrue(1)",
    "assertTrue({})",
    'assertTrue("")',
    "assertEqual(1, 1.0)",
    "assertEqual(null, null)",
    "local t = {}; assertEqual(t, t)",
    "assertGreater(2, 1)",
    "assertLess(1, 1.5)",
    "assertClose(1.0, 1.1, 0.2)",
    "assertClose(10, 8, 2)",
    "assertBetween(1, 1, 2)",
    "assertBetween(2, 1, 2)",
    "assertBetween(1.5, 2, 1)",
    "assertDeepEqual(null, null)",
    "assertDeepEqual({}, {})",
    "assertDeepEqual({a = [1, {b = 2.5}], c = null}, {c = null, a = [1, {b = 2.5}]})",
    "local b = blob(2); local c = blob(2); b[1] = 200; c[1] = 200; assertDeepEqual({b = b}, {b = c})",
    "local c = class { x = 1 }; local d = class { x = 1 }; assertDeepEqual(c, d)",
    "assertThrowsError(function() { throw 1 }, this)",
]
FAILS = [
    ("assertTrue(false)", "Failed to assert that condition is true"),
    ('assertTrue(0, "nothing")', "nothing"),
    ("assertTrue(null)", "Failed to assert that condition is true"),
    ("assertEqual(1, 2)", "Expected value: 1, got: 2"),
    ('assertEqual(true, "x")', "Expected value: true, got: x"),
    ('assertEqual(1, 2, "%s is not %s")', "1 is not 2"),
    ('assertEqual(1, 2, "plain")', "plain"),
    ("assertGreater(1, 1)", "Failed to assert that 1 > 1"),
    ("assertLess(2, 2)", "Failed to assert that 2 < 2"),
    ('assertLess(3, 2, "%s is too much for %s")', "3 is too much for 2"),
    ("assertClose(1, 3, 1)", "Expected value: 1±1, got: 3"),
    ("assertBetween(3, 1, 2)", "Expected value the range of 1..2, got 3"),
    ("assertBetween(3, 2, 1)", "Expected value the range of 1..2, got 3"),
    ("assertBetween(0.5, 1, 2)", "Expected value the range of 1..2, got 0.5"),
    ("assertDeepEqual(1, 2)", "Comparison failed on '': expected 1, got 2"),
    ("assertDeepEqual({a = {b = [1, 2]}}, {a = {b = [1, 3]}})", "Comparison failed on 'a.b.1': expected 2, got 3"),
    ("assertDeepEqual({a = {b = 1}}, {a = {}})", "Comparison failed on 'a.b': expected 1, got none"),
    ("assertDeepEqual({a = {}}, {a = {b = 1}})", "Comparison failed on 'a.b': expected none, got 1"),
    ("assertDeepEqual([1], [1, 2])", "Comparison failed on '1': expected none, got 2"),
    ('assertDeepEqual([1, 2], [1], "%s|%s|%s")', "1|2|none"),
    (
        "assertDeepEqual({a = 1}, {a = 1.0})",
        "Values are not the same type, typeof lhs = integer, typeof rhs = float",
    ),
    ("assertDeepEqual({}, null)", "Values are not the same type, typeof lhs = table, typeof rhs = null"),
    ("local t = {}; t.t <- t; assertDeepEqual(t, t)", "Possible cyclic reference at " + ".".join(["t"] * 33)),
    ("assertThrowsError(function() {}, this)", "Function was expected to throw an error"),
    ('assertThrowsError(function(x) {}, this, [1], "no error")', "no error"),
]
DIFFERENT_BLOBS = [
    "local b = blob(1); b[0] = 1; assertDeepEqual({b = b}, {b = blob(1)})",
    "assertDeepEqual({b = blob(1)}, {b = blob(2)})",
]
RETURNED = [
    ('return assertThrowsError(function() { throw "gone" }, this)', "gone"),
    ("return assertThrowsError(function(a, b) { throw a + b }, this, [1, 2])", 3),
    ('return assertThrowsError(function() { throw this.name }, {name = "me"})', "me"),
    ("local given = [1]; assertThrowsError(function(a) { throw a }, this, given); return given.len()", 2),
    (
        "assertThrowsError(function() { throw 1 }, this);"
        ' return assertThrowsError(function() { throw "second" }, this)',
        "second",
    ),
    ("assertTrue(1); assertEqual(1, 1); return assertions", 2),
]


@pytest.mark.parametrize("body", HOLDS)
def test_an_assertion_that_holds_passes(suite, body):
    result = suite.run_body(body)
    assert (result.status, result.message) == ("passed", "")


@pytest.mark.parametrize(("body", "text"), FAILS)
def test_an_assertion_that_does_not_hold_says_so_in_the_original_words(suite, body, text):
    result = suite.run_body(body)
    message, place = result.message.split("\n")[:2]
    assert result.status == "failed"
    assert message == text
    assert place == "  at tests/some.test.nut:3 in test"
    assert result.line == 3


@pytest.mark.parametrize("body", DIFFERENT_BLOBS)
def test_blobs_are_compared_by_their_bytes(suite, body):
    assert suite.run_body(body).message.startswith("Comparison failed on 'b': expected ")


@pytest.mark.parametrize(("body", "value"), RETURNED)
def test_a_method_that_returns_a_value_has_it_in_its_result(suite, body, value):
    result = suite.run_body(body)
    assert (result.status, result.detail["value"]) == ("passed", value)


def test_a_percent_sign_in_a_message_goes_through_format(suite):
    assert suite.run_body('assertEqual(1, 2, "100%")').status == "failed"
    assert suite.run_body('assertEqual(1, 2, "%s%%")').message.startswith("1%\n")
