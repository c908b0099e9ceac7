"""How far lines are indented.

What stands in brackets is one level deeper than the line on which its statement or element began, however many
brackets that line has opened. The body of a statement that is no block is a level deeper than the statement. Labels of
a switch are a level deeper than it, and what they lead to two.

A line that goes on with what the one before has left unfinished is a level deeper, too, unless its author has put it
under a token of a line before: then it stays under that token, wherever that moves.
"""

from __future__ import annotations

from impsim.squirrel.formatter.lines import COMMENT
from impsim.squirrel.formatter.spacing import CLOSING, OPENING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    from impsim.squirrel.formatter.lines import Cell, Line
    from impsim.squirrel.formatter.structure import Structure

LABELS = frozenset(("add_case", "add_default"))
NEAR = 4  # columns: what is no farther in than this is indented, not put under something


def _followers(lines: list[Line]) -> list[Optional[Line]]:
    """For each line itself, or the next one that has a token."""
    found: list[Optional[Line]] = []
    latest: Optional[Line] = None
    for line in reversed(lines):
        latest = line if line.token != COMMENT else latest
        found.append(latest)
    return found[::-1]


class Place:
    """Where a line begins.  under: (line, cell) below which it stands, or None.  levels: of indentation from there."""

    __slots__ = ("levels", "under")

    def __init__(self, levels: int, under: Optional[tuple[int, int]] = None) -> None:
        self.levels = levels
        self.under = under

    def deeper(self, levels: int = 1) -> Place:
        return Place(self.levels + levels, self.under)


class Bracket:
    """An open one.  number: its token.  place: of the line that it belongs to.  line, cell: where it stands.

    begun: the line on which the latest statement or element in it began, -1 before the first.
    """

    __slots__ = ("begun", "cell", "line", "number", "place")

    def __init__(self, number: int, place: Place, line: int, cell: int) -> None:
        self.number = number
        self.place = place
        self.line = line
        self.cell = cell
        self.begun = -1


class Indenter:
    """places: of the lines, in their order."""

    def __init__(self, found: Structure, lines: list[Line]) -> None:
        self._found = found
        self._lines = lines
        self._line_of = {cell.number: number for number, line in enumerate(lines) for cell in line.cells}
        self._brackets = [Bracket(COMMENT, Place(-1), 0, 0)]  # the whole file, as if it were in a block
        self._belongs = Place(0)  # the place to which a bracket belongs that is opened now
        self._goes_on: list[Optional[Bracket]] = []  # in which bracket a line goes on that begins no statement
        self.places: list[Place] = []
        self._followers = _followers(lines)
        for number, line in enumerate(lines):
            self._add(number, line)

    def _add(self, number: int, line: Line) -> None:
        token = line.token
        self._goes_on.append(None if token in self._found.statements else self._brackets[-1])
        first = line.cells[0]
        place = self._comment(number, first) if token == COMMENT else self._place(number, token, first)
        self.places.append(place)
        self._belongs = place
        for index, cell in enumerate(line.cells):
            if not cell.is_comment:
                self._follow(number, index, cell)

    def _follow(self, number: int, index: int, cell: Cell) -> None:
        """A token of a line, after its place is known."""
        found, token = self._found, cell.number
        if token in found.statements or token in found.inner or token in found.elements:
            self._brackets[-1].begun = number
        if cell.text in OPENING:
            self._brackets.append(Bracket(token, self._belongs, number, index))
        elif cell.text in CLOSING:
            self._belongs = self._brackets.pop().place

    def _place(self, number: int, token: int, cell: Cell) -> Place:
        """Of a line that begins with a token, or of a comment before that line."""
        found, bracket = self._found, self._brackets[-1]
        text, role = found.texts[token], found.roles[token]
        if text in CLOSING:
            return bracket.place
        if token in found.continued:
            return self.places[self._line_of[found.continued[token]]]
        if token in found.statements or role in LABELS:
            return self._in_block(role in LABELS)
        if token in found.inner:
            header = self.places[self._line_of[found.inner[token]]]
            return header if text == "{" else header.deeper()
        if token in found.elements:
            return self._below_first(bracket, cell) or bracket.place.deeper()
        if token and found.roles[token - 1].startswith("modifier"):  # a member behind its attributes
            return bracket.place.deeper()
        return self._rest(number, cell, text)

    def _in_block(self, label: bool = False) -> Place:
        """Of a statement, or of a label."""
        bracket = self._brackets[-1]
        in_switch = bracket.number != COMMENT and self._found.roles[bracket.number] == "switch"
        return bracket.place.deeper(2 if in_switch and not label else 1)

    def _rest(self, number: int, cell: Cell, text: str) -> Place:
        """Of a line in the middle of a statement or of an element."""
        bracket = self._brackets[-1]
        if bracket.begun < 0:
            return self._below_first(bracket, cell) or bracket.place.deeper()
        begun = self.places[bracket.begun]
        if text == "{":
            return begun
        return self._below_first(bracket, cell) or self._under(number, cell, bracket.begun) or begun.deeper()

    def _below_first(self, bracket: Bracket, cell: Cell) -> Optional[Place]:
        """Below what stands behind the bracket."""
        index = bracket.cell + 1
        if bracket.number == COMMENT or index >= self._lines[bracket.line].reach:
            return None
        first = self._lines[bracket.line].cells[index]
        return Place(0, (bracket.line, index)) if first.column == cell.column and not first.is_comment else None

    def _under(self, number: int, cell: Cell, begun: int) -> Optional[Place]:
        """Below a token of the line before, if the same goes on there, or of that on which it began."""
        before = number - 1
        goes_on = before > begun and self._goes_on[before] is self._brackets[-1]
        if goes_on and self._lines[before].cells[0].column == cell.column and self._lines[before].token != COMMENT:
            return self.places[before]
        for line in (before, begun) if goes_on else (begun,):
            for index, other in enumerate(self._lines[line].cells[1 : self._lines[line].reach], 1):
                inside = cell.column - self._lines[line].cells[0].column
                if other.column == cell.column and inside > NEAR and not other.is_comment:
                    return Place(0, (line, index))
        return None

    def _comment(self, number: int, cell: Cell) -> Place:
        """Of a comment on a line of its own: that of what it is about."""
        continued = self._continued_comment(number, cell)
        if continued is not None:
            return continued
        follower = self._followers[number]
        if follower is None:
            return Place(0)
        token, bracket = follower.token, self._brackets[-1]
        role = self._found.roles[token]
        if self._found.texts[token] in CLOSING:
            if self._about_else(bracket, cell, follower):
                return bracket.place
            return self._in_block() if bracket.begun < 0 or not self._is_list(bracket) else self.places[bracket.begun]
        if role in LABELS and bracket.begun >= 0 and cell.column > follower.cells[0].column:
            return self._in_block()
        return self._place(number, token, cell)

    def _about_else(self, bracket: Bracket, cell: Cell, follower: Line) -> bool:
        """Whether a comment before `} else` stands where that does, and not where the statements before it do."""
        if not any(other.number in self._found.continued for other in follower.cells[1:2]) or bracket.begun < 0:
            return False
        return cell.column <= follower.cells[0].column and cell.column < self._lines[bracket.begun].cells[0].column

    def _is_list(self, bracket: Bracket) -> bool:
        """Whether it holds elements, not statements."""
        return self._found.texts[bracket.number] != "{" or self._found.roles[bracket.number] == "table"

    def _continued_comment(self, number: int, cell: Cell) -> Optional[Place]:
        """Below the comment at the end of the line before, which goes on here."""
        before = self._lines[number - 1] if number and not self._lines[number].blanks else None
        if before is None or before.fixed or not before.cells[-1].is_comment or before.cells[-1].several_lines:
            return None
        if before.cells[-1].column != cell.column:
            return None
        if len(before.cells) > 1 and before.reach < len(before.cells):
            return None
        if len(before.cells) > 1:
            return Place(0, (number - 1, len(before.cells) - 1))
        place = self.places[number - 1]
        under = place.under
        behind_code = under is not None and self._lines[under[0]].cells[under[1]].is_comment
        return place if behind_code else None
