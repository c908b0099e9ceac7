"""A source as lines of cells: what stands where before anything is moved.

A cell is a token or a comment. A line is what the author has put on one: no line is ever joined with another or split,
because Squirrel ends statements at line ends. A cell with a line end inside, a block comment or a verbatim string,
stays one cell, and what follows it stays on its line.
"""

from __future__ import annotations

import re

from impsim.squirrel import lexer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 256  # of a line, that may have something below them on purpose
COMMENT = -1  # the number of a cell that is no token
_PIECE = re.compile(r"(?://|\#)[^\n]*|/\*[\s\S]*?\*/|\n|[ \t\r]+")


class Cell:
    """number: of the token, or COMMENT.  column: where it began.  gap: how many columns of blanks were before it.

    text: as it is written, without trailing blanks.
    """

    __slots__ = ("column", "gap", "number", "text")

    def __init__(self, text: str, number: int, column: int, gap: int) -> None:
        self.text = text
        self.number = number
        self.column = column
        self.gap = gap

    @property
    def is_comment(self) -> bool:
        return self.number == COMMENT

    @property
    def several_lines(self) -> bool:
        return "\n" in self.text


class Line:
    """blanks: empty lines before it.  fixed: it stays as it is, a directive.  lead: the blanks before that."""

    __slots__ = ("blanks", "cells", "fixed", "lead")

    def __init__(self, blanks: int) -> None:
        self.blanks = blanks
        self.cells: list[Cell] = []
        self.fixed = False
        self.lead = ""

    @property
    def token(self) -> int:
        """The number of its first token, COMMENT where it has none."""
        return next((cell.number for cell in self.cells if not cell.is_comment), COMMENT)

    @property
    def reach(self) -> int:
        """How many cells may have something below them: those on its first row, but for what nobody could survey."""
        for index, cell in enumerate(self.cells[:MOST_CELLS]):
            if cell.several_lines:
                return index
        return min(len(self.cells), MOST_CELLS)


def width(text: str) -> int:
    """The columns that a text takes: characters, of UTF-8 where it is."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return len(text)


class Reader:
    """Puts cells into lines.  tab: how many columns tabs are apart."""

    def __init__(self, tab: int) -> None:
        self.tab = tab
        self.lines: list[Line] = []
        self._line: Line = Line(0)
        self._column = 0
        self._end = 0  # the column behind the latest cell of the line

    def cell(self, text: str, number: int, shown: str) -> None:
        """shown: what is written, where text stands for something else."""
        if not self._line.cells:
            self.lines.append(self._line)
        self._line.cells.append(Cell(shown, number, self._column, self._column - self._end))
        _, newline, last = shown.rpartition("\n")
        self._column = self.moved(0 if newline else self._column, last)
        self._end = self._column

    def moved(self, column: int, text: str) -> int:
        """The column behind a text."""
        if "\t" not in text:
            return column + width(text)
        for part in re.split(r"(\t)", text):
            column = column + self.tab - column % self.tab if part == "\t" else column + width(part)
        return column

    def blanks(self, text: str) -> None:
        self._column = self.moved(self._column, text.replace("\r", ""))

    def newline(self) -> None:
        self._line = Line(0 if self._line.cells else self._line.blanks + 1)
        self._column = self._end = 0


def read(source: str, written: str, fixed: frozenset[int], tab: int) -> list[Line]:
    """The lines of a source.  written: the text itself, where the source has something else in some places.

    fixed: offsets of comments that stand for directives.
    """
    reader = Reader(tab)
    for offset, piece, number in pieces(source):
        shown = written[offset : offset + len(piece)]
        if number == COMMENT and piece == "\n":
            reader.newline()
        elif number == COMMENT and not piece.strip(" \t\r"):
            reader.blanks(piece)
        elif number == COMMENT:
            trimmed = "\n".join([line.rstrip(" \t\r") for line in shown.split("\n")])
            reader.cell(piece, number, trimmed)
            if offset in fixed:
                line = reader.lines[-1]
                line.fixed, line.lead = True, source[source.rfind("\n", 0, offset) + 1 : offset]
        else:
            reader.cell(piece, number, shown)
    return reader.lines


def pieces(source: str) -> Iterator[tuple[int, str, int]]:
    """(offset, text, number of the token) of everything in a source; COMMENT for what is between tokens."""
    offset = 0
    for number, (gap, text) in enumerate(lexer.scan(source)):
        for found in _PIECE.finditer(gap):
            yield offset + found.start(), found.group(), COMMENT
        offset += len(gap)
        if not text:
            return
        yield offset, text, number
        offset += len(text)
