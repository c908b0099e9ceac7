"""What came of a session: a Result for each test method, with what people need to see why one failed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Optional

from impsim.errors import Diagnostic
from impsim.impos.log import MOST_STACK_LINES
from impsim.impt.shape import OURS, Program
from impsim.testcase.outcome import EXPLAINED, STOPS
from impsim.testcase.result import ERROR, FAILED, PASSED, SKIPPED, Result

MARK = "__IMPUNIT__"  # in the log lines that are the runner's own
LOG_LINES = 20  # of a failure's log: the latest
STACK_LINES = 8  # of a failure's call stack: the innermost
BROKEN = "setUp of the class had failed: "
SET_UP = "setUp"
Stack = list[tuple[str, int]]
Note = Callable[[str, str, str], Optional[str]]


def _nobody(id: str, ended: list[Result]) -> None:
    """Nobody listens."""


def own(backtrace: list[tuple[str, str, int, int]]) -> Stack:
    """The program's own functions of a call stack as programs have it: function, path, line, column."""
    return [(function, line) for function, path, line, _ in backtrace if path != OURS]


class Outcome:
    """One method, running or done.  status: "" while it runs."""

    def __init__(self, title: str, method: str, place: tuple[str, int], began_us: int) -> None:
        self.title = title
        self.method = method
        self.place = place
        self.began_us = began_us
        self.ended_us = began_us
        self.status = ""
        self.message = ""
        self.line = 0
        self.detail: dict[str, Any] = {}

    @property
    def counts(self) -> bool:
        """setUp and tearDown are worth a Result only when they fail."""
        return self.method.startswith("test") or self.status != PASSED


class Report:
    """id, file: of the test file.  programs: by side; they know where lines come from.  side: the one under test.

    note: what to say beside an error's text at a line of a side's source, or None.  tell: see Test.
    """

    def __init__(self, id: str, file: str, programs: dict[str, Program], side: str, note: Note) -> None:
        self.tell: Callable[[str, list[Result]], object] = _nobody
        self.id = id
        self.file = file
        self.side = side
        self._programs = programs
        self._note = note
        self._told = 0  # how many outcomes are known to who listens
        self._broken: dict[str, str] = {}  # by class: why its setUp has failed
        self._planned: dict[tuple[str, str], None] = {}
        self._outcomes: list[Outcome] = []
        self._session_error: Optional[Result] = None
        self._log: deque[str] = deque(maxlen=LOG_LINES)  # since the latest method began
        self._stack_lines = 0  # of the log, to come

    # What happens

    def planned(self, title: str, method: str) -> None:
        self._planned[title, method] = None

    def begun(self, title: str, method: str, line: int, now_us: int) -> None:
        self._log.clear()
        ended = [self._result(outcome) for outcome in self._outcomes[self._told :] if outcome.counts]
        self._told = len(self._outcomes)
        self.tell(self._id_of(title, method), ended)
        self._outcomes.append(Outcome(title, method, self._programs[self.side].head(method, line), now_us))

    def passed(self, value: Any, now_us: int) -> None:
        outcome = self._ended(PASSED, now_us)
        if value is not None:
            outcome.detail["value"] = value

    def failed(self, text: str, stack: Stack, now_us: int, stops: bool, why: Optional[Diagnostic] = None) -> None:
        """stops: whether the project wants nothing else to be run after a failure.  why: why the program has failed, if
        it was no assertion."""
        outcome = self._ended(FAILED, now_us)
        if stops:
            outcome.detail[STOPS] = True
        if why is not None and (why.why or why.hint):
            outcome.detail[EXPLAINED] = [self._programs[self.side].placed(why).render()]
        self._explain(outcome, text, stack)

    def aborted(self, text: str, cause: str, stack: Stack, now_us: int) -> None:
        """The session has ended in the middle: what runs is in error, else the file.  cause: an error's text, or ""."""
        if cause:
            text = "%s: %s" % (text, self._noted(cause, stack, self.side))
        if self._running:
            self._explain(self._ended(ERROR, now_us), text, stack)
        else:
            message = self._message([text, *self._stack(stack, self.side)[:STACK_LINES]])
            self._session_error = Result(self.id, self.file, ERROR, message, now_us / 1e6, self._line(stack))

    def info(self, value: Any) -> None:
        if self._outcomes:
            self._outcomes[-1].detail.setdefault("info", []).append(value)

    def said(self, text: str, now_us: int) -> None:
        self._log.append("%9.3f %s" % (now_us / 1e6, text))

    def logged(self, event: dict[str, Any]) -> None:
        """A line of the log; the runner's own are left out."""
        kind, text = event["type"], event["msg"]
        if MARK in text:
            return
        if kind.endswith(".error"):
            if self._stack_lines:
                self._stack_lines -= 1  # it has been told, with the places where people wrote it
                return
            self._runtime_error(text)
        side = "agent" if kind.startswith("agent") else "device"
        stack = own(event.get("backtrace", []))
        self.said("%s: %s" % (kind, self._noted(text, stack, side)), event["t_us"])
        if "backtrace" in event:
            self._trace(event["backtrace"], side)

    def _runtime_error(self, text: str) -> None:
        """It fails nothing, as with impt, but is kept."""
        if self._outcomes:
            self._outcomes[-1].detail.setdefault("runtime_errors", []).append(text)

    def _trace(self, backtrace: list[tuple[str, str, int, int]], side: str) -> None:
        self._stack_lines = min(len(backtrace), MOST_STACK_LINES)
        for where in self._stack(own(backtrace), side):
            self._log.append(" " * 10 + where)

    @property
    def _running(self) -> bool:
        return bool(self._outcomes) and not self._outcomes[-1].status

    def _ended(self, status: str, now_us: int) -> Outcome:
        outcome = self._outcomes[-1]
        outcome.status = status
        outcome.ended_us = now_us
        return outcome

    # What is told of it

    def results(self) -> list[Result]:
        """One for each test method, and for what has failed besides."""
        results = [self._result(outcome) for outcome in self._outcomes if outcome.counts]
        begun = [(outcome.title, outcome.method) for outcome in self._outcomes]
        missed = [self._missed(*method) for method in sorted(self._planned) if method not in begun]
        return results + ([self._session_error] if self._session_error else []) + missed

    def _missed(self, title: str, method: str) -> Result:
        message = "not run: the session had ended"
        return Result(self._id_of(title, method), self.file, SKIPPED, message, detail={"side": self.side})

    def _id_of(self, title: str, method: str) -> str:
        return "%s::%s::%s" % (self.id, title, method)

    def _result(self, outcome: Outcome) -> Result:
        path, line = outcome.place
        return Result(
            self._id_of(outcome.title, outcome.method),
            self.file,
            outcome.status or ERROR,
            outcome.message,
            (outcome.ended_us - outcome.began_us) / 1e6,
            outcome.line or (line if path == self.file else 0),
            {"side": self.side, **outcome.detail},
        )

    def _explain(self, outcome: Outcome, text: str, stack: Stack) -> None:
        """What failed and where: without a call stack in the method, wherever that stands."""
        text = self._noted(text, stack, self.side)
        places = self._stack(stack, self.side) or ["in %s:%d" % outcome.place]
        before = [BROKEN + self._broken[outcome.title]] if outcome.title in self._broken else []
        outcome.message = self._message([text, *places[:STACK_LINES], *before])
        outcome.line = self._line(stack)
        if outcome.method == SET_UP:
            self._broken[outcome.title] = text

    def _noted(self, text: str, stack: Stack, side: str) -> str:
        """An error's text, with what is to be said beside it."""
        line = self._programs[side].line(stack[0][1]) if stack else ""
        beside = self._note(text.removeprefix("ERROR: "), line, side)
        return "%s (%s)" % (text, beside) if beside else text

    def _message(self, lines: list[str]) -> str:
        first, *more = lines
        log = ["log:", *self._log] if self._log else []
        return "\n".join([first, *("  " + line for line in more), *log])

    def _stack(self, stack: Stack, side: str) -> list[str]:
        """`at tests/x.test.nut:31 in testName`, innermost first; what is not people's own is left out."""
        placed = [(function, *self._programs[side].place(line)) for function, line in stack]
        return ["at %s:%d in %s" % (path, line, name) for name, path, line in placed if path != OURS]

    def _line(self, stack: Stack) -> int:
        """The innermost line of the test file."""
        places = [self._programs[self.side].place(line) for _, line in stack]
        return next((line for path, line in places if path == self.file), 0)
