"""The formatter: the same tokens, comments and lines, laid out as one would expect them.

Nothing that Squirrel could notice changes: no token, no line end between tokens. The work is done in steps, each with a
module of its own: `structure` finds what each token is, `lines` what stands where, `spacing` the blanks between two
tokens, `indentation` where lines begin, `alignment` the columns that an author has made, and `layout` writes it down.
"""

from __future__ import annotations

from impsim.errors import located
from impsim.squirrel import lexer
from impsim.squirrel.formatter import alignment
from impsim.squirrel.formatter.layout import Layout
from impsim.squirrel.formatter.lines import COMMENT, pieces, read
from impsim.squirrel.formatter.structure import structure


class Style:
    """indent: columns of a level.  tabs: levels are written as tabs."""

    __slots__ = ("indent", "tabs")

    def __init__(self, indent: int = 4, tabs: bool = False) -> None:
        self.indent = indent
        self.tabs = tabs


def formatted(source: str, style: Style, path: str = "", written: str = "", fixed: frozenset[int] = frozenset()) -> str:
    """A source that the parser takes, laid out. Its line ends are those that most of its lines have.

    path: for errors.  written: what is really written, as long as source, which has something else in its place where
    that is not Squirrel.  fixed: the offsets of comments in source that stand for lines which must stay as they are.
    Raises Diagnostic for line ends that Squirrel does not take for any.
    """
    written = written or source
    _check_returns(source, path)
    layout = Layout(structure(source), read(source, written, fixed, style.indent), style)
    alignment.align(layout)
    return layout.text("\r\n" if 2 * written.count("\r\n") > written.count("\n") else "\n")


def _check_returns(source: str, path: str) -> None:
    """A carriage return alone is a line end for editors, but Squirrel reads on: all would be laid out as one line."""
    if "\r" not in source:
        return
    for offset, text, number in pieces(source):
        blank = number == COMMENT and not text.strip(" \t\r")
        behind = offset + len(text)
        if blank and "\r" in text and source[behind : behind + 1] not in ("\n", ""):
            place = offset + text.index("\r")
            hint = "end lines with \\n or \\r\\n: Squirrel goes on with the same line here"
            raise located("a carriage return alone is no line end", source, place, path, hint, "fmt")


def same_program(one: str, other: str) -> bool:
    """Whether two sources have the same tokens, and line ends between the same ones."""
    return _seen(one) == _seen(other)


def _seen(source: str) -> list[tuple[bool, str]]:
    words = [(lexer.newline_in(gap), text) for gap, text in lexer.scan(source) if text]
    return [(False, words[0][1]), *words[1:]] if words else []
