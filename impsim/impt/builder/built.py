"""What preprocessing makes: a text, and for each of its lines the place that it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from impsim.errors import Diagnostic

Place = tuple[str, int]  # file, line
OPENED = re.compile(r"\bopened at (\d+):")  # in hints: a line of the text, too
LONGEST_OUTPUT = 4 << 20  # bytes, as impsim.cli.source: the largest imp holds 768 KB of compiled code


@dataclass
class Built:
    """text: one character per byte, without #line directives. lines: place of line 1, 2 ...

    warnings: what is no error, at its place. files: all that were read, in order, as their places name them.
    """

    text: str
    lines: list[Place]
    warnings: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def place(self, line: int) -> Place:
        """File and line from which a line (1-based) of the text came; past the end that of the last line."""
        return self.lines[max(0, min(line, len(self.lines)) - 1)] if self.lines else ("", line)

    def original(self, problem: Diagnostic) -> Diagnostic:
        """A Diagnostic about the text as one about the file; it shows the line as it was compiled."""
        if not problem.line:
            return problem
        path, line = self.place(problem.line)
        hint = OPENED.sub(lambda found: "opened at %d:" % self.place(int(found[1]))[1], problem.hint)
        return Diagnostic(problem.message, path, line, problem.column, problem.text, hint, problem.code, problem.why)


class Output:
    """A text that grows, and the places of its lines: that of a line is the place of its first piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._fresh = True
        self.size = 0
        self.lines: list[Place] = []

    def write(self, text: str, place: Place) -> None:
        if text:
            ended = text.endswith("\n")
            self.lines += [place] * (text.count("\n") - ended + self._fresh)
            self._fresh = ended
            self.size += len(text)
            self._pieces.append(text)

    def end_line(self) -> None:
        if not self._fresh:
            self.write("\n", self.lines[-1])

    def text(self) -> str:
        return "".join(self._pieces)
