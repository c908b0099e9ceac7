"""Selection expressions, against Python's own and, or and not."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.suite.selection import Named, Selection

WORDS = ["roaming", "imp001", "[seed=42]", "a.b", "::case", "anders", "nothing", "orange", "x"]
words = st.sampled_from(WORDS)
expressions = st.recursive(
    words.map(lambda word: ("word", word)),
    lambda below: st.one_of(st.tuples(st.just("not"), below), st.tuples(st.sampled_from(["and", "or"]), below, below)),
    max_leaves=12,
)


def written(tree: tuple, outer: int = 0) -> str:
    """The expression with parentheses only where they are needed."""
    kind, *below = tree
    if kind == "word":
        return str(below[0])
    binding = {"or": 1, "and": 2, "not": 3}[kind]
    if kind == "not":
        text = "not " + written(below[0], binding)
    else:
        text = f"{written(below[0], binding)} {kind} {written(below[1], binding)}"
    return f"({text})" if binding < outer else text


def python(tree: tuple, id: str) -> bool:
    kind, *below = tree
    if kind == "word":
        return below[0] in id
    values = [python(part, id) for part in below]
    return {"not": lambda: not values[0], "and": lambda: all(values), "or": lambda: any(values)}[kind]()


@given(expressions, st.lists(words, max_size=4).map("/".join))
def test_as_python_evaluates_them(tree: tuple, id: str) -> None:
    assert Selection(written(tree))(id) == python(tree, id)


@given(expressions, st.lists(words, max_size=4).map("/".join))
def test_the_text_means_what_python_reads_in_it(tree: tuple, id: str) -> None:
    text = written(tree)
    names = {word: f"w{number}" for number, word in enumerate(WORDS)}
    as_python = " ".join(names.get(word, word) for word in text.replace("(", " ( ").replace(")", " ) ").split())
    values = {name: word in id for word, name in names.items()}
    assert Selection(text)(id) == eval(as_python, {}, values)


@pytest.mark.parametrize(
    ("text", "id", "wanted"),
    [
        ("ROAM", "scenarios/Roaming.scenario.yaml", True),
        ("roam", "scenarios/dhcp.scenario.yaml", False),
        ("not not roam", "roam", True),
        ("'and'", "land", True),
        ('"two words"', "x two words y", True),
        ("'(a)' and b", "(a)b", True),
        ("''", "anything", True),
        ("or-else", "or-else", True),
        ("(((a)))", "a", True),
        ("a or b and c", "a", True),
        ("(a or b) and c", "a", False),
        ("not a and b", "b", True),
        ("not (a and b)", "a", True),
        ("AND", "sand", True),
        ("::Queue::testDrop", "tests/q.test.nut::Queue::testDrop", True),
    ],
)
def test_what_is_wanted(text: str, id: str, wanted: bool) -> None:
    assert Selection(text)(id) == wanted


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "a part of a test's name expected at the end"),
        ("   ", 4, "a part of a test's name expected at the end"),
        ("a and", 6, "a part of a test's name expected at the end"),
        ("a b", 3, "'and' or 'or' expected, not 'b'"),
        ("a not b", 3, "'and' or 'or' expected, not 'not'"),
        ("and a", 1, "a part of a test's name expected, not 'and'"),
        ("a or or b", 6, "a part of a test's name expected, not 'or'"),
        ("not", 4, "a part of a test's name expected at the end"),
        ("(a", 1, "this '(' is not closed"),
        ("x and ((a)", 7, "this '(' is not closed"),
        ("a)", 2, "there is no '(' for this ')'"),
        ("()", 2, "a part of a test's name expected, not ')'"),
        ("a (b)", 3, "'and' or 'or' expected, not '('"),
        ("a and 'b", 7, "this quote is not closed"),
        ('"', 1, "this quote is not closed"),
    ],
)
def test_what_is_no_expression(text: str, column: int, message: str) -> None:
    with pytest.raises(Diagnostic) as raised:
        Selection(text)
    assert (raised.value.message, raised.value.path, raised.value.column) == (message, "-k", column)


@given(st.text(st.sampled_from("ab ()'\"") | st.characters(), max_size=30))
def test_any_text_is_an_expression_or_a_diagnostic(text: str) -> None:
    try:
        assert Selection(text)("id") in (True, False)
    except Diagnostic as problem:
        assert problem.render()


def test_depth_does_not_matter() -> None:
    assert Selection("(" * 50000 + "a" + ")" * 50000)("a")
    assert not Selection("not " * 50001 + "a")("a")


def test_it_pickles() -> None:
    copy = pickle.loads(pickle.dumps(Selection("a and not b")))
    assert copy("a") and not copy("ab")


@pytest.mark.parametrize(
    ("id", "wanted"),
    [("f::a", True), ("f::a[seed=1]", True), ("f::a::b", True), ("f::ab", False), ("f", False), ("g::a", False)],
)
def test_a_named_test(id: str, wanted: bool) -> None:
    assert Named("f::a")(id) == wanted
