"""What comments tell `impsim check`: whose program it is, and which warnings its author has thought about.

// impsim: agent                  in the comments at the top of a file
// impsim: allow W501, W553       there, for the whole file; else for the line it is on, or alone on one, the next
"""

from __future__ import annotations

import re

from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.spelling import nearest
from impsim.squirrel.lexer import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impsim.errors import Diagnostic

MARK = "impsim:"
_TOLD = re.compile(r"(?://|#)[ \t]*impsim:[ \t]*(?P<word>\w*)(?P<rest>[^\n]*)")
_WORD = re.compile(r"[\w-]+")
SIDES = ("device", "agent")
WORDS = (*SIDES, "allow")
EVERYWHERE = 0


class Comments:
    """side: "" where none says so.  allowed: codes by line, those of the whole file under 0.  wrong: what cannot be
    meant."""

    def __init__(self, source: str, names: dict[str, str]) -> None:
        """names: of all warnings, by code."""
        self.side = ""
        self.allowed: dict[int, set[str]] = {}
        self.wrong: list[Finding] = []
        for pos, word, rest, at_top in _comments(source):
            if word in SIDES and at_top:
                self.side = word
            elif word == "allow":
                self._allow(source, pos, rest, at_top, names)
            else:
                self._refuse(pos, "'%s' says nothing to impsim check" % word, nearest(word, WORDS), WORDS)

    def _allow(self, source: str, pos: int, rest: str, at_top: bool, names: dict[str, str]) -> None:
        line = source.count("\n", 0, pos) + 1
        alone = not source[source.rfind("\n", 0, pos) + 1 : pos].strip()
        place = EVERYWHERE if at_top else line + alone
        given = _WORD.findall(rest.partition("--")[0])
        if not given:
            self._refuse(pos, "this allows nothing: a code is missing", "", ())
        for each in given:
            code = code_of(each, names)
            if code:
                self.allowed.setdefault(place, set()).add(code)
            else:
                choices = [*names, *names.values()]
                self._refuse(pos, "there is no warning '%s'" % each, nearest(each, choices), ())

    def _refuse(self, pos: int, message: str, near: str, choices: Iterable[str]) -> None:
        hint = "did you mean '%s'?" % near if near else "choices: " + ", ".join(choices) if choices else ""
        self.wrong.append(Finding(pos, message, "", hint))

    def allows(self, problem: Diagnostic) -> bool:
        """Whether the author has said that a warning is in order."""
        allowed = self.allowed
        return problem.code in allowed.get(EVERYWHERE, ()) or problem.code in allowed.get(problem.line, ())


def code_of(given: str, names: dict[str, str]) -> str:
    """The code that a code or a name means, "" if none."""
    if given.upper() in names:
        return given.upper()
    return next((code for code, name in names.items() if name == given.lower()), "")


def _comments(source: str) -> Iterator[tuple[int, str, str, bool]]:
    """Offset, first word and rest of each comment for us, and whether it stands before all code."""
    if MARK not in source:
        return
    offset, at_top = 0, True
    for gap, token in scan(source):
        for found in _TOLD.finditer(gap) if MARK in gap else ():
            yield offset + found.start(), found["word"], found["rest"], at_top
        offset += len(gap) + len(token)
        at_top = False
