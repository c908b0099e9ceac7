"""What a program uses that is not simulated: said of the file beforehand, since programs like to catch the error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Optional

from impsim.errors import Diagnostic
from impsim.impt.shape import Program
from impsim.squirrel.lexer import scan

MAKING = ("<-", "=")  # behind a name: the program has an object of its own under it


def absences(program: Program, names: list[str]) -> list[Diagnostic]:
    """A warning for each of the names whose members the program uses, at the first use."""
    used = [name for name in names if name in program.text]
    lines = {name: _first_use(program.text, name) for name in used}
    return [_warning(program, name, line) for name, line in lines.items() if line is not None]


def _first_use(text: str, name: str) -> Optional[int]:
    """The line where a member of the object is used, None where there is no such use, or the object is made."""
    first: Optional[int] = None
    for line, before, behind in _uses(text, name):
        if behind in MAKING or before == "class":
            return None
        if first is None and behind == "." and before != ".":
            first = line
    return first


def _uses(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Line, token before and token behind each use of a name."""
    line = 1
    before = last = ""
    for gap, token in scan(text):
        if last == name:
            yield line, before, token
        line += gap.count("\n")
        before, last = last, token
        line += token.count("\n")


def _warning(program: Program, name: str, line: int) -> Diagnostic:
    path, number = program.place(line)
    return Diagnostic("%s is not simulated yet" % name, path, number, 1, program.line(line), code="absent")
