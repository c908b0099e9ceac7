"""Results as GitHub Actions shows them: the text, and an annotation at the place of each failure.

An annotation is a workflow command, a line of its own: `::error file=a.scenario.yaml,line=3,title=...::message`, where
%, line ends and, in properties, commas and colons are written as %25 and the like
(docs.github.com/actions/reference/workflow-commands-for-github-actions).
"""

from __future__ import annotations

from impsim.suite import summary
from impsim.testcase.outcome import diagnostics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.errors import Diagnostic
    from impsim.testcase.result import Result

IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTY = {**IN_MESSAGE, ":": "%3A", ",": "%2C"}


class Report(summary.Report):
    """The text report with annotations before the numbers."""

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__(write)
        self._annotate = write
        self._doubts: dict[tuple[str, int, str], None] = {}

    def warn(self, problem: Diagnostic) -> None:
        """An annotation, too."""
        super().warn(problem)
        self._doubts[problem.path, problem.line, problem.message] = None

    def end(self, count: summary.Count) -> None:
        """Annotations, then what the text report says."""
        for path, at, message in self._doubts:
            self._annotate(annotation(path, at, "impsim", message, "warning") + "\n")
        for result in count.wrong:
            for line in commands_of(result):
                self._annotate(line + "\n")
        super().end(count)


def commands_of(result: Result) -> list[str]:
    """The workflow commands of a failure: damaged input has one for each mistake, where it is."""
    title = "%s: %s" % (result.status, result.id)
    problems = diagnostics(result)
    if not problems:
        return [annotation(result.file, result.line, title, result.message or result.status)]
    return [
        annotation(problem.path, problem.line, title, "\n".join(filter(None, (problem.message, problem.hint))))
        for problem in problems
    ]


def annotation(file: str, line: int, title: str, message: str, kind: str = "error") -> str:
    """One workflow command; GitHub shows what has no line at the first."""
    properties = {"file": file, "line": str(line or 1), "title": title}
    shown = ",".join("%s=%s" % (name, escaped(text, IN_PROPERTY)) for name, text in properties.items())
    return "::%s %s::%s" % (kind, shown, escaped(message, IN_MESSAGE))


def escaped(text: str, special: dict[str, str]) -> str:
    """The text with its special characters in percent form."""
    return "".join(special.get(character, character) for character in text)
