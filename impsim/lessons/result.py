"""What came of a check, for whoever shows it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.errors import Diagnostic

PASS, FAIL, ERROR = "pass", "fail", "error"


class Outcome:
    """One thing that is checked.  name: in words.  status: pass or fail.  message: what was seen instead, or ""."""

    def __init__(self, name: str, status: str, message: str = "") -> None:
        self.name = name
        self.status = status
        self.message = message

    @property
    def passed(self) -> bool:
        return self.status == PASS


class Result:
    """seed: what gives the same check again.  status: pass, fail, or error: the program could not be run.

    outcomes: in the order of the check; of the first draw in which something failed, else of the last.  values: what
    its given lines said in that draw.  log: what the program wrote, line by line.  problem: why it could not be run.
    """

    def __init__(self, lesson: str, seed: int) -> None:
        self.lesson = lesson
        self.seed = seed
        self.status = PASS
        self.outcomes: list[Outcome] = []
        self.values: dict[str, Any] = {}
        self.log: list[str] = []
        self.problem: Diagnostic | None = None

    @property
    def passed(self) -> bool:
        return self.status == PASS

    @property
    def message(self) -> str:
        """Why the program could not be run, "" if it could."""
        return self.problem.render() if self.problem is not None else ""

    def add(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes
        if not all(outcome.passed for outcome in outcomes):
            self.status = FAIL
