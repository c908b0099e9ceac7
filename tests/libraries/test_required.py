"""The directive itself: where it counts, where it stands, and that no text makes reading it fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.libraries.required import key_of, requires

PLACES = {
    '#require "A:1"': ["A:1"],
    '  \t#require "A:1"\r\n': ["A:1"],
    '#require"A:1"': ["A:1"],
    '#require "A:1" // why': ["A:1"],
    '#require "A:1";': ["A:1"],
    '#require "A:1", "B:2"': ["A:1", "B:2"],
    '#require "A:1" "B:2"': ["A:1", "B:2"],
    'function f() {\n  #require "A:1"\n}': ["A:1"],
    'x <- 1; #require "A:1"': ["A:1"],
    'x <- "a" #require "A:1"\n#require "B:1"': ["A:1", "B:1"],
    '// #require "A:1"': [],
    '/* \n#require "A:1"\n*/': [],
    '## #require "A:1"': [],
    '#requires "A:1"': [],
    '# require "A:1"': [],
    "#require A": [],
    "#require 'A:1'": [],
    'x <- "#require \\"A:1\\"";': [],
    'x <- @"\n#require ""A:1""\n";': [],
    'x <- @"\n#require \'A:1\'\n";\n#require "B:1"': ["B:1"],
    'require("A:1")': [],
}


@pytest.mark.parametrize("text", PLACES)
def test_where_require_counts(text: str) -> None:
    assert [required.wanted for required in requires(text)] == PLACES[text]


def test_the_place_of_a_require() -> None:
    (required,) = requires('a\n/* x\n */ #require "A:1"\n')
    assert (required.line, required.column) == (3, 5)


KEYS = {
    "Promise.lib.nut": ("promise", ""),
    "promise.class.nut": ("promise", ""),
    "Rocky.agent.lib.nut": ("rocky", "agent"),
    "Messenger.Device.Lib.nut": ("messenger", "device"),
    "agent": ("agent", ""),
    "ConnectionManager.lib.nut": ("connectionmanager", ""),
}


@pytest.mark.parametrize("name", KEYS)
def test_what_names_are_compared_by(name: str) -> None:
    assert key_of(name) == KEYS[name]


PIECES = st.sampled_from(
    [
        '#require "A.lib.nut:1.2.3"',
        "#require",
        '"',
        "'",
        "\n",
        "\r\n",
        "//",
        "/*",
        "*/",
        "#",
        '@"',
        "\\",
        "x <- 1;",
        "\0",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_can_be_looked_through(text: str) -> None:
    lines = text.split("\n")
    for required in requires(text):
        line = lines[required.line - 1]
        assert line[required.column - 1 :].startswith("#require")
        assert '"%s"' % required.wanted in line


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}(\.(agent|device))?(\.(lib|class))?\.nut", fullmatch=True)
VERSIONS = st.tuples(*[st.integers(0, 99)] * 3).map(lambda numbers: "%d.%d.%d" % numbers)


@given(st.lists(st.tuples(NAMES, VERSIONS), max_size=8), st.booleans())
def test_what_is_written_is_read(libraries: list[tuple[str, str]], in_one_line: bool) -> None:
    quoted = ['"%s:%s"' % library for library in libraries]
    text = "#require " + ", ".join(quoted) if in_one_line else "".join("#require %s\n" % one for one in quoted)
    assert [(required.name, required.version) for required in requires(text)] == libraries
    assert not any(required.problem() for required in requires(text))
