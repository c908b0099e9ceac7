"""Who hears of the failures of programs while their values are what they were, for those who tell of them later."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.diagnosis.failure import Failure
    from impsim.impos.program import Program

MOST = 20  # different failures of a run that are explained


class Witness:
    """failures: the different ones so far, with whose they are.  explain: explain_failure, with its sources."""

    def __init__(self, explain: Callable[[BaseException, Program], Failure], most: int = MOST) -> None:
        self.failures: list[tuple[Program, Failure]] = []
        self._explain = explain
        self._most = most
        self._seen: set[tuple[object, ...]] = set()

    def watch(self, program: Program) -> None:
        """Has a program tell what ends it."""
        program.on_failure = lambda error: self.note(error, program)

    def note(self, error: BaseException, program: Program) -> None:
        """Finds out why a program has failed, if it has not failed so before."""
        seen = (program, str(error), *lines(error))
        if seen not in self._seen and len(self._seen) < self._most:
            self._seen.add(seen)
            self.failures.append((program, self._explain(error, program)))


def lines(error: BaseException) -> list[tuple[object, int]]:
    """Where an exception passed, as something to compare."""
    found: list[tuple[object, int]] = []
    link = error.__traceback__
    while link is not None:
        found.append((link.tb_frame.f_code, link.tb_lineno))
        link = link.tb_next
    return found
