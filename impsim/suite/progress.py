"""How far the tests are, for a person at a terminal: one line that is written over and leaves nothing behind."""

from __future__ import annotations

from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from impsim.suite.summary import Count
    from impsim.testcase.result import Test

NARROWEST = 20  # columns; a terminal may claim to have none
CLEAR = "\r\033[K"
EVERY_S = 0.05  # real time: more often nobody sees


class Progress:
    """Draws on a terminal.  write: to standard error; columns: how wide it is."""

    def __init__(self, write: Callable[[str], None], columns: int, tests: int) -> None:
        self._write = write
        self._width = max(NARROWEST, columns) - 1
        self._tests = tests
        self._drawn = 0.0
        self._shown = False

    def draw(self, done: int, count: Count, running: Sequence[Test]) -> None:
        """The line, unless it is drawn already that often."""
        now = monotonic()
        if now - self._drawn < EVERY_S:
            return
        self._drawn = now
        wrong = ", %d not passed" % len(count.wrong) if count.wrong else ""
        names = ", ".join(test.id for test in running)
        self._write(CLEAR + ("%d/%d%s  %s" % (done, self._tests, wrong, names))[: self._width])
        self._shown = True

    def clear(self) -> None:
        """Takes the line away, before something else is written."""
        if self._shown:
            self._write(CLEAR)
            self._shown = False
