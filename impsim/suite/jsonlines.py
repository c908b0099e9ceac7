"""Results as JSON lines: one object for each test, and one at the end for all of them.

{"type": "test", "id": "a.scenario.yaml::base", "file": "a.scenario.yaml", "status": "passed", "message": "", ...}
{"type": "states", "unseen": ["no test has seen the state ..."], "seen": "5 of 40 ..."}    with --states
{"type": "summary", "passed": 1, "failed": 0, "errors": 0, "skipped": 0}
"""

from __future__ import annotations

import json

from impsim.suite.summary import Count
from impsim.testcase.outcome import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.testcase.result import Result

FIELDS = ("id", "file", "status", "message", "virtual_s")


class Report:
    """Writes each Result when it comes."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def add(self, result: Result) -> None:
        """One line."""
        fields = {name: getattr(result, name) for name in FIELDS}
        told = [problem.render().partition("\n")[0] for problem in warnings(result)]
        self._line(
            {"type": "test", **fields, "virtual_s": float(result.virtual_s), **({"warnings": told} if told else {})}
        )

    def states(self, lines: list[str]) -> None:
        """One line."""
        self._line({"type": "states", "unseen": lines[:-1], "seen": lines[-1]})

    def end(self, count: Count) -> None:
        """The last line."""
        self._line({"type": "summary", **count.numbers()})

    def _line(self, fields: dict[str, object]) -> None:
        self._write(json.dumps(fields, ensure_ascii=False) + "\n")
