"""Columns that an author has made: cells of neighbouring lines that begin, or numbers that end, below each other.

They stay below each other; before comments and signs, as far away as they were. Two cells belong together when they
stand below each other in lines that follow one another, are of the same sort, and at least one of them has more blanks
before it than it needs: then somebody has put them there. Comments at the ends of lines need no such reason.
"""

from __future__ import annotations

from impsim.squirrel.formatter.lines import width
from impsim.squirrel.formatter.spacing import CLOSING, OPENING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.squirrel.formatter.layout import Layout
    from impsim.squirrel.formatter.lines import Cell

    Spot = tuple[int, int]  # line, cell

SIGNS = frozenset(("=", "<-", ":", "+=", "-=", "*=", "/=", "%="))
OPERATORS = frozenset("&& || == != < <= > >= ? + - * / % & | << >>".split())
BEFORE = SIGNS | {",", "(", "[", "{", ";"}
NUMBER = frozenset("0123456789")


def align(layout: Layout) -> None:
    """Gives the cells of columns the blanks that they need."""
    for spots in sorted(columns(layout), key=lambda spots: layout.cell(spots[0]).column):
        cells = [layout.cell(spot) for spot in spots]
        if cells[0].is_comment or cells[0].text in SIGNS:
            least = min(max(layout.usual(spot), layout.cell(spot).gap) for spot in spots)
            for line, index in spots:
                layout.gaps[line][index] = least
        by_end = not _same([cell.column for cell in cells])
        ends = [layout.column(spot) + (_length(layout, spot) if by_end else 0) for spot in spots]
        farthest = max(ends)
        for (line, index), end in zip(spots, ends):
            layout.gaps[line][index] += farthest - end


def columns(layout: Layout) -> list[list[Spot]]:
    """The spots of each column, from above."""
    heads: dict[Spot, Spot] = {}

    def head(spot: Spot) -> Spot:
        while heads.setdefault(spot, spot) != spot:
            spot = heads[spot]
        return spot

    for one, other in pairs(layout):
        heads[head(other)] = head(one)
    found: dict[Spot, list[Spot]] = {}
    for spot in list(heads):
        found.setdefault(head(spot), []).append(spot)
    return [sorted(spots) for spots in found.values() if len(spots) > 1 and _in_line(layout, spots)]


def _in_line(layout: Layout, spots: list[Spot]) -> bool:
    """Whether all begin in one column, or all end in one."""
    cells = [layout.cell(spot) for spot in spots]
    ends = [cell.column + _length(layout, spot) for cell, spot in zip(cells, spots)]
    return _same([cell.column for cell in cells]) or (all(map(_is_number, cells)) and _same(ends))


def _same(numbers: list[int]) -> bool:
    return len(set(numbers)) == 1


def _is_number(cell: Cell) -> bool:
    return cell.text[0] in NUMBER or cell.text == "-"


def _length(layout: Layout, spot: Spot) -> int:
    """With what belongs to a minus."""
    line, index = spot
    cells = layout.lines[line].cells
    own = width(cells[index].text)
    return own + width(cells[index + 1].text) if cells[index].text == "-" and index + 1 < len(cells) else own


def pairs(layout: Layout) -> Iterator[tuple[Spot, Spot]]:
    """Cells of neighbouring lines that belong together."""
    above: dict[tuple[object, ...], Spot] = {}
    comment: list[Spot] = []  # at the end of the line above, or of one whose comment goes on below it
    depth = 0
    for number, line in enumerate(layout.lines):
        if line.blanks or line.fixed:
            above, comment = {}, []
        here: dict[tuple[object, ...], Spot] = {}
        if not line.fixed:
            for index, key in keys(layout, number, depth):
                spot = number, index
                if key in above and layout.made(above[key], spot):
                    yield above[key], spot
                here[key] = spot
            last = line.cells[-1]
            if last.is_comment and len(line.cells) > 1 and line.reach == len(line.cells):
                if comment and layout.cell(comment[0]).column == last.column:
                    yield comment[0], (number, len(line.cells) - 1)
                comment = [(number, len(line.cells) - 1)]
            elif not layout.follows_comment(number):
                comment = []
        above = here
        depth += sum((cell.text in OPENING) - (cell.text in CLOSING) for cell in line.cells)


def keys(layout: Layout, number: int, depth: int) -> Iterator[tuple[int, tuple[object, ...]]]:
    """What a cell must have in common with another one: where it begins or ends, what it is, how deep in brackets."""
    line = layout.lines[number]
    for index, cell in enumerate(line.cells[: line.reach]):
        before = line.cells[index - 1] if index else None
        if cell.is_comment:
            return
        if before is not None and before.text in OPENING:
            depth += 1
        if cell.text in CLOSING:
            depth -= 1
        sign = cell.text in SIGNS or cell.text in OPERATORS
        if before is None or not (sign or before.text in BEFORE):
            continue
        sort: tuple[object, ...] = (cell.text,) if sign and before.text not in BEFORE else ("behind", before.text)
        if before.text in SIGNS and before.text != ":":
            sort += (before.column,)  # values are in a column if their signs are
        yield index, ("begins", cell.column, sort, depth)
        if _is_number(cell):
            yield index, ("ends", cell.column + _length(layout, (number, index)), sort, depth)
