"""What somebody types: whether it is whole, what could follow, how values read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_session import Seen

from impsim.live.completion import complete
from impsim.live.entries import Entries
from impsim.live.pretty import pretty
from impsim.live.typed import is_whole
from impsim.squirrel.lexer import tokens

WHOLE = ["", "1", "x <- {a = 1}", "// a", "/* a */ 1", "if (a) b()", "f(", "1 +", ")", "}", "'a", '"a', "1e", "x = = 1"]
OPEN = ["f(", "1 +", "function f() {", "[1,", "{a =", "if (a)", "do { x() }", "try { x() }", "/* a", '@"a', "class A {"]
OPEN += ["for (;;", "switch (a) {", "local a =", "a ?", "a ? b :", '@"', "function f(a", "x <-", "return (", "@(a)"]


@pytest.mark.parametrize("text", [text for text in WHOLE if text not in OPEN])
def test_what_is_whole_or_will_never_be(text):
    assert is_whole(text)


@pytest.mark.parametrize("text", OPEN)
def test_what_may_go_on(text):
    assert not is_whole(text)


PROGRAM = """
function f(a, b = 2) {
    if (a > b) {
        return [1, 2,
            3];
    } else if (a == b) return null;
    switch (a) { case 1: return @"x
y"; default: break }
    for (local i = 0; i < 3; i++) { try { throw i } catch (e) { server.log(e) } }
    return { a = a, b = function() { return /* not } */ 1 } }
}
"""


@given(st.integers(0, len(list(tokens(PROGRAM))) - 2))
def test_any_beginning_of_a_program_may_go_on(number):
    """Typed line by line, it is one entry."""
    lines = PROGRAM.split("\n")
    places = list(tokens(PROGRAM))
    _, _, line, column = places[number + 1]
    beginning = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
    assert is_whole(beginning) == (not beginning.strip() or number + 1 == len(places) - 1)


def gathered(lines, patient):
    entries = Entries(patient)
    found = [entry for line in lines for entry in entries.add(line)]
    return [*found, *entries.rest()]


# (lines, the entries for a person, those of a file)
ENTRIES = [
    (["1", "", "2"], ["1", "2"], ["1", "2"]),
    (["if (a) b", "else c"], ["if (a) b", "else c"], ["if (a) b\nelse c"]),
    (["if (a) {", "}", "else {", "}", "1"], ["if (a) {\n}\nelse {\n}", "1"], ["if (a) {\n}\nelse {\n}", "1"]),
    (["if (a) {", "}", "1"], ["if (a) {\n}", "1"], ["if (a) {\n}", "1"]),
    (["if (a) {", "}", ""], ["if (a) {\n}"], ["if (a) {\n}"]),
    ([":time 10s", "::x <- 1", ":do x {"], [":time 10s", "::x <- 1", ":do x {"], [":time 10s", "::x <- 1", ":do x {"]),
    (["f(1,", "", "2)"], ["f(1,\n\n2)"], ["f(1,\n\n2)"]),
    (["f(1,"], ["f(1,"], ["f(1,"]),
]


@pytest.mark.parametrize(("lines", "person", "file"), ENTRIES)
def test_lines_become_entries(lines, person, file):
    assert (gathered(lines, False), gathered(lines, True)) == (person, file)


@pytest.fixture(scope="module")
def seen():
    made = Seen(model="imp003")
    made.value(
        "class Door { open = false; static kind = 1; function shut(hard) {} } doors <- [Door(), {name = 7}];"
        'text <- "abc"; deep <- {a = {b = {c = 1}}}; lamp <- {}; lamp.setdelegate({ lit = true }); const KIND = 3;'
    )
    return made


# (what stands before the cursor, some of what may follow, what may not)
COMPLETIONS = [
    ("do", ["doors"], ["deep"]),
    ("doors[0].", ["open", "shut", "kind"], ["name", "constructor"]),
    ("doors[1].na", ["name"], ["open"]),
    ("x = deep.a.b.", ["c", "len"], ["a"]),
    ("f(text.", ["len", "slice", "find"], ["keys"]),
    ("lamp.", ["lit"], []),
    ("imp.net.", ["info", "open"], ["wakeup", "len"]),
    ("hardware.", ["pinA", "wakereason"], ["pin1"]),
    ("hardware.pinA.", ["configure", "read"], ["transfer"]),
    ("imp.net.info().", ["interface", "ipv4"], []),
    ("KI", ["KIND"], []),
    ("fore", ["foreach"], []),
    ('"do', [], ["doors"]),
    ("// do", [], ["doors"]),
    ("nope.", [], ["len"]),
    ("doors.clear().", [], ["len"]),
    ("1 + doors.len() + te", ["text"], []),
    ("Door.", ["shut"], []),
    ("", ["imp", "doors", "while"], []),
]


@pytest.mark.parametrize(("line", "there", "absent"), COMPLETIONS)
def test_what_could_follow(seen, line, there, absent):
    start, found = complete(seen.session, "device", line)
    names = [one.name for one in found]
    assert line[start:] == "" or line[start:].isidentifier()
    assert [name for name in there if name not in names] == []
    assert [name for name in absent if name in names] == []


def test_completing_changes_nothing(seen):
    before, events = seen.session.now_us, len(seen.events)
    for line, _, _ in COMPLETIONS:
        complete(seen.session, "device", line)
    assert (seen.session.now_us, len(seen.events), seen.value("doors.len()")) == (before, events, 2)


def test_candidates_say_what_they_are(seen):
    about = {one.name: one.about for one in complete(seen.session, "device", "imp.")[1]}
    assert about["wakeup"].startswith("(interval, callback) Sets a timer: callback is called")
    about = {one.name: one.about for one in complete(seen.session, "device", "doors[0].")[1]}
    assert (about["shut"], about["kind"]) == ("function (hard)", "1")
    about = {one.name: one.about for one in complete(seen.session, "agent", "htt")[1]}
    assert list(about) == ["http"]


# (expression, how its value reads)
VALUES = [
    ('"a\\nb\\x01"', '"a\\nb\\x0001"'),
    ("1.0", "1.0"),
    ('{[1] = 2, ["a b"] = 3}', None),
    ("[[], {}]", "[[], {}]"),
    ("array(100, 7)", None),
    ("{a = {b = {c = {d = {e = {f = {g = {h = {i = 1}}}}}}}}}", None),
    ("server.log", "native function"),
    ("@(a, b) a", "function (a, b)"),
    ("(function(...) {})", "function (...)"),
]


@pytest.mark.parametrize(("text", "shown"), VALUES)
def test_values_read_as_one_would_write_them(seen, text, shown):
    found = pretty(seen.value(text))
    if shown is not None:
        assert found == shown
    assert max(map(len, found.split("\n"))) <= 110
    assert "..." in found or len(found) < 800


def test_values_that_are_endless_or_hostile(seen):
    seen.value('round <- [1]; round.append(round); big <- array(100000, 1); long <- format("%08d", 3);')
    seen.value(
        "for (local i = 0; i < 12; i++) long += long;"
        "class Liar { function _tostring() { throw 1 } function _get(k) { throw 2 } }"
    )
    assert pretty(seen.value("round")) == "[1, [...]]"
    assert "99940 more" in pretty(seen.value("big"))
    assert "more characters" in pretty(seen.value("long"))
    assert pretty(seen.value("Liar()")) == "instance"
