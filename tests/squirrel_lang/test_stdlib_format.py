"""format(): the direct way by Python's % agrees with rendering piece by piece, and both with the reference."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from oracle.client import Oracle

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32
from impsim.squirrel.stdlib import format as library

SHOW = Path(__file__).parent.parent / "squirrel" / "show.nut"
CASES = 400

flags = st.text("-+ #0", max_size=3)
widths = st.sampled_from(["", "", "1", "7", "12", "99", "100"])
precisions = st.sampled_from(["", "", ".", ".0", ".3", ".12", ".100"])
letters = st.sampled_from("diuxXocsfgGeEq")
conversions = st.builds("%{}{}{}{}".format, flags, widths, precisions, letters)
formats = st.lists(st.one_of(conversions, st.sampled_from(["%%", "text", "-", "n", "\0"])), max_size=4).map("".join)
arguments = st.lists(
    st.one_of(
        st.integers(-0x80000000, 0x7FFFFFFF),
        st.integers(-3, 300),
        st.floats(width=32),
        st.text("abc\0", max_size=5),
        st.sampled_from([None, True]),
    ),
    max_size=4,
)


def outcome(render: Any, *given_arguments: Any) -> str:
    try:
        return repr(render(*given_arguments))
    except SquirrelError as error:
        return "ERR " + error.value


@given(formats, arguments)
def test_both_ways_agree(text: str, values: list[Any]) -> None:
    piece_by_piece = outcome(library._render, library.parse_format(text), tuple(values))
    assert outcome(library.format_, None, text, *values) == piece_by_piece


def test_plans_are_forgotten() -> None:
    for number in range(2 * library.MAX_PLANS):
        library.format_(None, f"{number} %d", number)
    assert len(library._plans) <= library.MAX_PLANS


def literal(value: Any) -> str:
    """A value as Squirrel source."""
    if isinstance(value, str):
        return '"%s"' % value
    if isinstance(value, float):
        return {"inf": "(1.0/0)", "-inf": "(-1.0/0)"}.get(str(value)) or "(%.9e)" % value
    return "(%d)" % value if value != -0x80000000 else "(-2147483647-1)"


def as_shown(text: str) -> str:
    """What show.nut prints for an outcome: Python's own quotes and escapes but for bytes past ASCII."""
    escaped = "".join(c if c.isascii() else "\\x%02x" % ord(c) for c in text)
    return '"' + escaped[1:-1] + '"' if escaped.startswith("'") else escaped


def random_case(choose: random.Random) -> tuple[str, list[Any]]:
    text, values = "", []
    for _ in range(choose.randint(1, 3)):
        letter = choose.choice("diuxXocsfgGeE")
        some_flags = "".join(choose.choice("-+ #0") for _ in range(choose.choice((0, 0, 1, 2))))
        text += choose.choice(("", "a", "%%")) + "%" + some_flags + choose.choice(("", "5", "12", "99", "100"))
        text += choose.choice(("", "", ".", ".3", ".100")) + letter
        suitable = "abc" if letter == "s" else choose.choice((0, 5, -7, 255, -0x80000000, 123456, 1 << 30))
        unsuitable = choose.choice(("abc", 5, 1.5, f32(choose.uniform(-1e9, 1e9)), float("inf"), -0.0))
        number = f32(choose.choice((0.0, 1.5, -2.25, 1e20, 1e-7, 123456.789)))
        values.append(choose.choice((suitable, suitable, unsuitable, number if letter in "fgGeE" else suitable)))
    return text, values[: choose.choice((3, 3, 3, 1))]


def test_random_formats_in_the_reference(oracle_python: str) -> None:
    choose = random.Random(305)
    cases = [random_case(choose) for _ in range(CASES)]
    source = "\n".join("show(@() format(%s))" % ", ".join(map(literal, [text, *values])) for text, values in cases)
    oracle = Oracle(oracle_python, SHOW)
    theirs = oracle.run(source).output.splitlines()
    oracle.close()
    ours = [as_shown(outcome(library.format_, None, text, *values)) for text, values in cases]
    assert [(case, line) for case, line in zip(cases, ours)] == list(zip(cases, theirs))
