"""How `impsim check` tells what it has found: to people, as JSON lines, as annotations of GitHub.

{"type": "warning", "code": "W501", "name": "assignment-in-condition", "file": "a.nut", "line": 3, "column": 7,
 "message": ..., "why": ..., "hint": ...}, on one line
{"type": "error", ...} where something does not compile, its name "" where it has no page
{"type": "summary", "programs": 3, "scenarios": 0, "errors": 0, "warnings": 1}
"""

from __future__ import annotations

from impsim.cli.failures import coloured, tell_more
from impsim.cli.output import on_terminal, say
from impsim.cli.words import readable
from impsim.diagnosis.catalogue import coded, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.cli.checking import Checked
    from impsim.errors import Diagnostic


class Report:
    """The text. Counts files with errors, and warnings."""

    def __init__(self) -> None:
        self.errors = 0
        self.warnings = 0
        self.count = {"program": 0, "scenario": 0}
        self._codes: list[str] = []

    def add(self, checked: Checked) -> None:
        """One file."""
        self.count[checked.what] += 1
        self.errors += bool(checked.errors)
        self.warnings += len(checked.warnings)
        for problem in checked.errors:
            self.tell(readable(coded(problem)), "error")
        for problem in checked.warnings:
            self.tell(readable(problem), "warning")

    def tell(self, problem: Diagnostic, kind: str) -> None:
        """One error or warning."""
        self._codes.append(problem.code)
        say(coloured(("warning: " if kind == "warning" else "") + problem.render()))

    def end(self) -> None:
        """What it comes to."""
        if on_terminal():
            tell_more(self._codes)
        print(self.summary())

    def summary(self) -> str:
        """One line."""
        told = f"{self.warnings} warning{'s' * (self.warnings != 1)}" if self.warnings else ""
        if self.count == {"program": 1, "scenario": 0}:
            verdict = "it does not compile" if self.errors else "it compiles"
            return f"1 program checked: {verdict}" + (f", with {told}" if told else "")
        files = " and ".join(
            f"{count} {what}{'s' * (count != 1)}"
            for what, count in self.count.items()
            if count or (what == "program" and not self.count["scenario"])
        )
        return f"{files} checked, {self.errors or 'none'} with errors" + (f"; {told}" if told else "")


class JsonLines(Report):
    """One object for each error and warning, and one at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._names = names()

    def tell(self, problem: Diagnostic, kind: str) -> None:
        """One line."""
        place = {"file": problem.path, "line": problem.line, "column": problem.column}
        about = {"message": problem.message, "why": problem.why, "hint": problem.hint}
        _line({"type": kind, "code": problem.code, "name": self._names.get(problem.code, ""), **place, **about})

    def end(self) -> None:
        """The last line."""
        counts = {what + "s": count for what, count in self.count.items()}
        _line({"type": "summary", **counts, "errors": self.errors, "warnings": self.warnings})


def _line(fields: dict[str, object]) -> None:
    from json import dumps

    print(dumps(fields, ensure_ascii=False))


class Annotations(Report):
    """The text, and an annotation at each place."""

    def tell(self, problem: Diagnostic, kind: str) -> None:
        """Both of them."""
        from impsim.suite.github import annotation

        super().tell(problem, kind)
        message = "\n".join(filter(None, (problem.message, problem.why, problem.hint)))
        print(annotation(problem.path, problem.line, f"impsim {problem.code}", message, kind))


REPORTS = {"text": Report, "json": JsonLines, "github": Annotations}


def report_of(form: str) -> Report:
    """A report in a form."""
    return REPORTS[form]()
