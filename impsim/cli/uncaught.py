"""Uncaught errors for people: what went wrong at its place in the source, why, and who called whom."""

from __future__ import annotations

from impsim.cli.failures import coloured, tell_more
from impsim.cli.output import on_terminal, say
from impsim.cli.source import SOURCES
from impsim.diagnosis import explain_failure
from impsim.squirrel.errors import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.diagnosis.failure import Failure
    from impsim.impos.program import Program

MOST = 20  # different failures of a run that are told
ABSENT = "MS"  # codes of what a model, a release or impsim lacks begin so


class Witness:
    """Hears of the failures of programs while their values are there. failures: the different ones so far."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self._seen: set[tuple[object, ...]] = set()

    def note(self, error: BaseException, program: Program) -> None:
        """Finds out why a program has failed, if it has not failed so before."""
        seen = (program, str(error), *lines(error))
        if seen not in self._seen and len(self._seen) < MOST:
            self._seen.add(seen)
            self.failures.append(explain_failure(error, SOURCES.get, program))

    def tell(self, in_full: bool) -> None:
        """Tells each failure; not in full, only who has what a program has missed, and why one was stopped."""
        told = []
        for failure in self.failures:
            code = failure.problem.code
            if in_full:
                told.append("\n" * (not failure.is_stop) + coloured(failure.render()))
            elif failure.is_stop:
                told.append(coloured(failure.render()))
            elif code[0] in ABSENT and failure.problem.why:
                told.append(failure.problem.why)
        for text in dict.fromkeys(told):
            say(text)
        if in_full:
            tell_more(failure.problem.code for failure in self.failures)


def lines(error: BaseException) -> list[tuple[object, int]]:
    """Where an exception passed, as something to compare."""
    found: list[tuple[object, int]] = []
    link = error.__traceback__
    while link is not None:
        found.append((link.tb_frame.f_code, link.tb_lineno))
        link = link.tb_next
    return found


def tell_uncaught(
    error: BaseException, shift: Callable[[str, int], int] = lambda path, line: 0, host: Program | None = None
) -> None:
    """Explains an exception that left a program. Raises it again when it is a defect of impsim.

    shift: how many columns of a line are not the user's.  host: whose program it was, if an imp's.
    """
    if isinstance(error, Stop):
        say(error.reason)
        return
    failure = explain_failure(error, SOURCES.get, host, shift)
    say(coloured(failure.render()))
    if on_terminal():
        tell_more([failure.problem.code])
