"""The new places of cells, and the text that they make."""

from __future__ import annotations

from impsim.squirrel.formatter.indentation import Indenter
from impsim.squirrel.formatter.lines import width
from impsim.squirrel.formatter.spacing import Spacing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.squirrel.formatter import Style
    from impsim.squirrel.formatter.lines import Cell, Line
    from impsim.squirrel.formatter.structure import Structure

    Spot = tuple[int, int]  # line, cell

MOST_BLANK_LINES = 2
DEEPEST = 100  # levels: else the text of a program that only nests would grow with their square


class Layout:
    """lines: of the source.  gaps: the blanks before each cell, by line; 0 before the first.

    Where levels are written as tabs, what is put under something goes on with blanks.
    """

    def __init__(self, found: Structure, lines: list[Line], style: Style) -> None:
        self.lines = lines
        self.places = Indenter(found, lines).places
        self._step = style.indent
        self._tabs = style.tabs
        spacing = Spacing(found, lines)
        self.gaps = [[0] for _ in lines]
        for gaps, line in zip(self.gaps, lines):
            gaps += [spacing.between(before, cell) for before, cell in zip(line.cells, line.cells[1:])]
        for gaps, line in zip(self.gaps, lines):
            if len(gaps) > 1 and line.cells[-1].is_comment:
                gaps[-1] = 1
        self._usual = [list(gaps) for gaps in self.gaps]
        for gaps, line in zip(self.gaps, lines):
            if len(gaps) > 1 and line.cells[-1].is_comment:
                gaps[-1] = max(1, line.cells[-1].gap)

    def cell(self, spot: Spot) -> Cell:
        return self.lines[spot[0]].cells[spot[1]]

    def usual(self, spot: Spot) -> int:
        """The blanks before a cell that is in no column."""
        return self._usual[spot[0]][spot[1]]

    def follows_comment(self, line: int) -> bool:
        """Whether it has nothing but what goes on with a comment behind code."""
        under = self.places[line].under
        return under is not None and self.cell(under).is_comment

    def made(self, one: Spot, other: Spot) -> bool:
        """Whether somebody has put two cells below each other: with more blanks than one of them needs."""
        places = self.places[one[0]], self.places[other[0]]
        if all(place.under is None for place in places) and places[0].levels != places[1].levels:
            return False
        return any(self.cell(spot).gap > self.usual(spot) for spot in (one, other))

    # Columns

    def indent(self, line: int) -> int:
        """The column in which a line begins. What it is under is in a line before it, or in one before that."""
        levels = 0
        chain: list[Spot] = []
        place = self.places[line]
        while place.under is not None:
            chain.append((place.under[0], place.under[1]))
            levels += place.levels
            place = self.places[place.under[0]]
        column = min(levels + place.levels, DEEPEST) * self._step
        for under in reversed(chain):
            column += self._within(*under)
        return column

    def column(self, spot: Spot) -> int:
        """The column in which a cell begins."""
        return self.indent(spot[0]) + self._within(*spot)

    def _within(self, line: int, index: int) -> int:
        """The same, counted from the beginning of the line."""
        column = 0
        for cell, gap in zip(self.lines[line].cells[:index], self.gaps[line]):
            column += gap + width(cell.text)
        return column + self.gaps[line][index]

    # The text

    def text(self, newline: str) -> str:
        """All lines, each with its end."""
        written: list[str] = []
        for number, line in enumerate(self.lines):
            written += [""] * (min(line.blanks, MOST_BLANK_LINES) if number else 0)
            written.append(self._written(number, line, newline))
        return "".join([line + newline for line in written])

    def _written(self, number: int, line: Line, newline: str) -> str:
        first = line.cells[0]
        if line.fixed:
            return line.lead + first.text
        indent = self.indent(number)
        text = self._blanks(self._levels(number), indent)
        for cell, gap in zip(line.cells, self.gaps[number]):
            text += " " * gap + (self._comment(cell, indent - first.column, newline) if cell.is_comment else cell.text)
        return text

    def _levels(self, line: int) -> int:
        """How much of its indentation is written as tabs, where tabs are written."""
        place = self.places[line]
        while place.under is not None:
            place = self.places[place.under[0]]
        return min(place.levels, DEEPEST)

    def _blanks(self, levels: int, columns: int) -> str:
        if not self._tabs:
            return " " * columns
        return "\t" * levels + " " * (columns - levels * self._step)

    def _comment(self, cell: Cell, moved: int, newline: str) -> str:
        """The lines of a comment move with its first one, if they are indented as far as that was."""
        if not cell.several_lines:
            return cell.text
        first, *rest = cell.text.split("\n")
        return newline.join([first, *[self._shifted(line, cell.column, moved) for line in rest]])

    def _shifted(self, line: str, first_column: int, moved: int) -> str:
        bare = line.lstrip(" \t")
        columns = width(line[: len(line) - len(bare)].expandtabs(self._step))
        return " " * (columns + moved) + bare if bare and columns >= first_column else line
