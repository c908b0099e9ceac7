"""Warnings of `impsim check`: traps that can be seen without running a program.

A rule is a function from a Program to what it finds, listed with its code in the table RULES of its module. It warns
only where the program surely does what its author cannot mean: what a rule does not know is taken for right. Its
explanation, with programs that have the trap and that avoid it, is the page of its code in impsim/diagnosis/codes.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from contextlib import contextmanager

from impsim.diagnosis import catalogue
from impsim.diagnosis.lint import (
    availability,
    callbacks,
    calls,
    classes,
    conditions,
    flow,
    names,
    numbers,
    objects,
    repeated,
    unused,
)
from impsim.diagnosis.lint.comments import Comments
from impsim.diagnosis.lint.program import Program
from impsim.errors import Diagnostic
from impsim.squirrel.limits import COMPILER_DEPTH
from impsim.squirrel.parser import parse
from impsim.squirrel.scopes import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule

RULES: dict[str, Rule] = {
    **conditions.RULES,
    **numbers.RULES,
    **callbacks.RULES,
    **calls.RULES,
    **names.RULES,
    **objects.RULES,
    **availability.RULES,
    **classes.RULES,
    **unused.RULES,
    **flow.RULES,
    **repeated.RULES,
}


UNKNOWN_CODE = "W500"  # in a comment


def codes_and_names() -> dict[str, str]:
    """The names of all warnings by code."""
    return {code: name for code, name in catalogue.names().items() if code[0] == "W"}


def read(
    source: str, path: str, side: str, libraries: Sequence[tuple[str, str]] = (), constants: Any = None
) -> Program:
    """A program for rules.  source: one character per byte.  side: device, agent or "" for either.  libraries: (text,
    path) of each, in order.  constants: what is defined before all of them. Raises Diagnostic where one does not
    compile."""
    before = []
    for text, where in libraries:
        before.append(_read(text, where, side, constants))
        constants = before[-1].scopes.constants
    program = _read(source, path, side, constants)
    for library in before:
        program.slots.add(library.slots)
    return program


def _read(source: str, path: str, side: str, constants: Any) -> Program:
    tree = parse(source, path)
    with _deep():
        return Program(source, tree, resolve(tree, source, path, constants), side)


@contextmanager
def _deep() -> Iterator[None]:
    """Lets Python recurse as deep as the compiler may, along what is nested in one expression."""
    depth = sys.getrecursionlimit()
    if sys.implementation.name == "cpython":  # PyPy's limit is about the C stack
        sys.setrecursionlimit(max(depth, COMPILER_DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(depth)


def warnings(program: Program, path: str, codes: Optional[Collection[str]] = None) -> list[Diagnostic]:
    """What rules find, in the order of the source, but for what comments allow.  codes: only these."""
    comments = Comments(program.source, codes_and_names())
    found = [
        (finding.pos, UNKNOWN_CODE, finding) for finding in comments.wrong if codes is None or UNKNOWN_CODE in codes
    ]
    asked = [(code, rule) for code, rule in RULES.items() if codes is None or code in codes]
    with _deep():
        found += [(finding.pos, code, finding) for code, rule in asked for finding in rule(program)]
    found.sort(key=lambda each: each[:2])
    places = Places(program.source, path)
    every = (places.diagnostic(code, finding) for _, code, finding in found)
    return [problem for problem in every if not comments.allows(problem)]


class Places:
    """Offsets as lines and columns, found without counting lines again for each."""

    def __init__(self, source: str, path: str) -> None:
        self.lines = source.split("\n")
        self.path = path
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def diagnostic(self, code: str, finding: Any) -> Diagnostic:
        """A finding at its place."""
        line = bisect_right(self.starts, finding.pos)
        column = finding.pos - self.starts[line - 1] + 1
        text = self.lines[line - 1]
        return Diagnostic(finding.message, self.path, line, column, text, finding.hint, code, finding.why)
