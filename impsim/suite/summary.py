"""What is said of results at the end: how many there are of each kind, the exit code, and what is wrong with which."""

from __future__ import annotations

from impsim.testcase.outcome import CAUSE, DEFECT, INPUT, PROCESS, diagnostics, explanations, warnings
from impsim.testcase.result import ERROR, FAILED, PASSED, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.errors import Diagnostic
    from impsim.testcase.result import Result

ALL_PASSED, SOME_FAILED, BAD_INPUT, OWN_DEFECT, INTERRUPTED = 0, 1, 2, 3, 130  # exit codes
CODES = {INPUT: BAD_INPUT, DEFECT: OWN_DEFECT, PROCESS: OWN_DEFECT}  # by the cause of an error


class Count:
    """Counts results and keeps those that did not pass.  unfinished: tests that an interrupt kept from an end."""

    def __init__(self) -> None:
        self._of = dict.fromkeys((PASSED, FAILED, ERROR, SKIPPED), 0)
        self.wrong: list[Result] = []
        self.virtual_s = 0.0
        self.interrupted = False
        self.unfinished = 0

    def add(self, result: Result) -> None:
        self._of[result.status] += 1
        self.virtual_s += result.virtual_s
        if result.status in (FAILED, ERROR):
            self.wrong.append(result)

    def numbers(self) -> dict[str, int]:
        """As the JSON form says them."""
        passed, failed, errors, skipped = self._of.values()
        return {"passed": passed, "failed": failed, "errors": errors, "skipped": skipped}

    @property
    def code(self) -> int:
        """The exit code: the gravest that there is a reason for."""
        codes = [CODES.get(result.detail.get(CAUSE, ""), SOME_FAILED) for result in self.wrong]
        return INTERRUPTED if self.interrupted else max(codes, default=ALL_PASSED)

    def line(self) -> str:
        """`12 passed, 1 failed; 2 min 5 s of virtual time`."""
        names = {"errors": "error" if self._of[ERROR] == 1 else "errors"}
        parts = ["%d %s" % (number, names.get(name, name)) for name, number in self.numbers().items() if number]
        said = ", ".join(parts) or "no results"
        if self.unfinished:
            said += "; interrupted: %d not finished" % self.unfinished
        return said + "; %s of virtual time" % span(self.virtual_s)


def span(seconds: float) -> str:
    """`12.5 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 60:
        return "%g s" % round(seconds, 3)
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return "%d min %d s" % (minutes, rest)
    return "%d h %d min" % divmod(minutes, 60)


class Report:
    """Text for people: a line for each result as it comes, at the end each failure with all that is known of it."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._warned: set[str] = set()

    def add(self, result: Result) -> None:
        """One line; of a skipped test with the reason. Before it what may be wrong with the file, each once."""
        for problem in warnings(result):
            self.warn(problem)
        reason = ": " + result.message.partition("\n")[0] if result.status == SKIPPED and result.message else ""
        self._write("%-7s %s%s\n" % (result.status, result.id, reason))

    def warn(self, problem: Diagnostic) -> None:
        """One line, unless it has been said."""
        hint = " (%s)" % problem.hint if problem.hint else ""
        text = "warning %s:%d: %s%s\n" % (problem.path, problem.line, problem.message, hint)
        if text not in self._warned:
            self._warned.add(text)
            self._write(text)

    def states(self, lines: list[str]) -> None:
        """What no test has seen of connections."""
        self._write("\n" + "".join(line + "\n" for line in lines) + "\n")

    def end(self, count: Count) -> None:
        """Failures, then the numbers."""
        for result in count.wrong:
            self._write("\n" + told(result) + "\n")
        self._write("\n" * bool(count.wrong) + count.line() + "\n")


def told(result: Result) -> str:
    """A failure: its headline, then its message."""
    place = result.file + (":%d" % result.line if result.line else "")
    head = "%s: %s" % (result.status.upper(), result.id)
    if place != result.id:
        head += " (%s)" % place
    lines = [*lines_of(result), *(line for text in explanations(result) for line in ["", *text.split("\n")])]
    return "\n".join([head, *("  " + line if line else "" for line in lines)])


def lines_of(result: Result) -> list[str]:
    """The message; of damaged input each mistake in one line, as they have been told when they were found."""
    problems = diagnostics(result)
    if problems:
        return [problem.render().partition("\n")[0] for problem in problems]
    return result.message.split("\n")
