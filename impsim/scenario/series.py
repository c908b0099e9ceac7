"""Data series: a CSV file whose columns become quantities of a part, row after row.

    {at: 10s, do: part.series, part: sensor, file: day.csv, time: t, columns: {temperature: temp}, interpolate: linear}

The file is read before the run, and what is wrong with it is told with its line and column. Times are seconds from the
entry on, or a duration like 1m30s. With `linear` values change in small steps between the rows.
"""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node, read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.scenario.parts import Found

    Row = tuple[int, dict[str, Any]]  # microseconds, quantity -> value

EVERY_US = 1000000  # how far apart the steps of a line are, unless told otherwise
MOST_STEPS = 1000000
MOST_MISTAKES = 20  # told of one file
CELLS = {"": "is empty: a series has no holes"}


class Series:
    """rows: times and values.  linear: whether values go from row to row in steps, every_us apart."""

    def __init__(self, rows: list[Row], linear: bool, every_us: int) -> None:
        self.rows = rows
        self._linear = linear
        self._every_us = every_us

    def steps(self) -> Iterator[Row]:
        """What is set when."""
        for number, (t_us, values) in enumerate(self.rows):
            yield t_us, values
            if self._linear and number + 1 < len(self.rows):
                yield from self._between(t_us, values, *self.rows[number + 1])

    def _between(self, t_us: int, values: dict[str, Any], next_us: int, following: dict[str, Any]) -> Iterator[Row]:
        at_us = t_us + self._every_us
        while at_us < next_us:
            share = (at_us - t_us) / (next_us - t_us)
            yield at_us, {name: _between(value, following[name], share) for name, value in values.items()}
            at_us += self._every_us


def _between(value: Any, following: Any, share: float) -> Any:
    found = value + (following - value) * share
    return found if isinstance(value, float) else round(found)


class Table:
    """A CSV file: its names, and its cells with their columns in the text.  problem: notes what is wrong with it."""

    def __init__(self, document: Document, path: str) -> None:
        self._document = document
        self._path = path
        self._lines = read_text(path).split("\n")
        while self._lines and not self._lines[-1].strip():
            self._lines.pop()
        self.names = [text for _, text in cells(self._lines[0])] if self._lines else []
        self._mistakes = 0

    def rows(self) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """Line number and cells of each row below the names."""
        for number, line in enumerate(self._lines[1:], 2):
            if self._mistakes >= MOST_MISTAKES:
                return
            found = cells(line)
            if len(found) != len(self.names):
                shown = "%d columns, and the names above are %d" % (len(found), len(self.names))
                self.problem(shown if line.strip() else "an empty line: a series has no holes", number, 1)
            else:
                yield number, found

    def problem(self, message: str, line: int, column: int, hint: str = "") -> None:
        self._mistakes += 1
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        self._document.problems.append(Diagnostic(message, self._path, line, column, text, hint, code="world"))


def cells(line: str) -> list[tuple[int, str]]:
    """Column and text of each cell; one that has a comma in it is in quotes."""
    found: list[tuple[int, str]] = []
    at = 0
    while at <= len(line):
        begin = at
        if line[at : at + 1] == '"':
            end = line.find('"', at + 1)
            while line[end + 1 : end + 2] == '"':
                end = line.find('"', end + 2)
            at = line.find(",", end if end >= 0 else len(line))
        else:
            at = line.find(",", at)
        at = at if at >= 0 else len(line)
        text = line[begin:at].strip()
        quoted = len(text) > 1 and text[0] == text[-1] == '"'
        found.append((begin + 1, text[1:-1].replace('""', '"') if quoted else text))
        at += 1
    return found


COLUMNS = f.named(f.text(256), "columns")
FIELDS: f.Section = {
    "file": ("file", f.text(4096)),
    "time": ("time", f.text(256)),
    "columns": ("columns", COLUMNS),
    "interpolate": ("interpolate", f.choice("step", "linear")),
    "every": ("every_us", f.duration),
}


def read_series(document: Document, node: Node, args: dict[str, Any], part: Found) -> Optional[Series]:
    """What an entry's file has; None where something is wrong, which is noted."""
    before = len(document.problems)
    table = _table(document, node)
    if table is None or not _check_columns(document, node, table, part):
        return None
    rows = list(_rows(table, args, part))
    if not rows and len(document.problems) == before:
        table.problem("there are no rows", 1, 1)
    every_us = args.get("every_us") or EVERY_US
    if rows and rows[-1][0] // every_us > MOST_STEPS and args.get("interpolate") == "linear":
        document.wrong(node, "this makes more than %d steps" % MOST_STEPS, "every: 1m makes fewer")
    if len(document.problems) > before:
        return None
    return Series(rows, args.get("interpolate") == "linear", every_us)


def _table(document: Document, node: Node) -> Optional[Table]:
    place = node.map["file"]
    path = os.path.normpath(os.path.join(os.path.dirname(document.path), place.text))
    if not os.path.isfile(path):
        folder = os.path.dirname(path) or "."
        near = [name for name in sorted(os.listdir(folder)) if name.endswith(".csv")] if os.path.isdir(folder) else []
        document.wrong(place, "there is no file '%s'" % path, f.nearest(os.path.basename(path), near[:20]))
        return None
    try:
        return Table(document, path)
    except Diagnostic as problem:
        document.problems.append(problem)
        return None


def _check_columns(document: Document, node: Node, table: Table, part: Found) -> bool:
    """Notes columns that the file has not, and quantities that the part has not."""
    from impsim.scenario.part_stimuli import check_quantity

    before = len(document.problems)
    time, columns = node.map["time"], node.map["columns"]
    if not columns.map:
        document.wrong(columns, "a table of columns expected", "columns: {temperature: temp_c}")
    for below in [time, *columns.map.values()]:
        if below.text not in table.names:
            hint = f.nearest(below.text, [name for name in table.names if name])
            document.wrong(below, "the file has no column '%s'" % below.text, hint)
    linear = "interpolate" in node.map and node.map["interpolate"].text == "linear"
    for name in columns.map:
        known = check_quantity(document, name, columns.keys[name], part)
        if known and linear and not part.make.quantities[name].numeric:
            document.problem("'%s' is no number: it has nothing in between" % name, *columns.keys[name])
    return len(document.problems) == before


def _rows(table: Table, args: dict[str, Any], part: Found) -> Iterator[Row]:
    time_at = table.names.index(args["time"])
    places = {name: table.names.index(column) for name, column in args["columns"].items()}
    latest_us = -1
    for line, row in table.rows():
        t_us = _time(table, line, row[time_at])
        if t_us is not None:
            if t_us <= latest_us:
                table.problem("'%s' is not later than the row before" % row[time_at][1], line, row[time_at][0])
            latest_us = max(t_us, latest_us)
        values = {name: _value(table, line, row[at], part, name) for name, at in places.items()}
        if t_us is not None and None not in values.values():
            yield t_us, values


def _time(table: Table, line: int, cell: tuple[int, str]) -> Optional[int]:
    """Seconds, or a duration."""
    column, text = cell
    seconds = f.number_or_nan(text)
    try:
        if 0 <= seconds < f.LONGEST_US / 1e6:
            return round(seconds * 1e6)
        return f.duration_us(text)
    except f.Wrong:
        table.problem("'%s' is no time" % text if text else "the time " + CELLS[""], line, column, "seconds, or 1m30s")
        return None


def _value(table: Table, line: int, cell: tuple[int, str], part: Found, name: str) -> Any:
    from impsim.device.quantity import Unfit

    column, text = cell
    try:
        if not text:
            raise Unfit("")
        return part.make.quantities[name].read(text)
    except Unfit as unfit:
        what, *hint = unfit.args
        shown = "'%s' is not %s, for '%s'" % (text, what, name) if text else "'%s' %s" % (name, CELLS[""])
        table.problem(shown, line, column, *hint)
        return None
