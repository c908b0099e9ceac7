"""Whether a saved scenario passes: it is run, and what does not hold after all is left out.

A session and a scenario are the same simulation, but a few things can be done only by hand: who looks while the program
stands in a call sees more than a probe does.
"""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.scenario.load import ScenarioTest, tests_of
from impsim.squirrel.text import kept_serials, take_back_serials
from impsim.testcase.defaults import Defaults
from impsim.testcase.result import PASSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.live.saved import Saved
    from impsim.testcase.result import Result

MOST_TRIES = 4


def written(saved: Saved, libraries: list[str], compiler: Any, allow_python: bool = False) -> int:
    """Writes the files of a session, so that the scenario passes; gives how many expectations were left out.

    Raises Diagnostic when a file cannot be written, or when the scenario cannot be made to pass.
    """
    defaults = Defaults()
    defaults.libraries, defaults.allow_python = libraries, allow_python
    kept = kept_serials()
    try:
        return _written(saved, defaults, compiler)
    finally:
        take_back_serials(kept)


def _written(saved: Saved, defaults: Defaults, compiler: Any) -> int:
    left_out, tries = 0, 0
    while True:
        write(saved.files)
        lines, problem = _tried(saved.path, defaults, compiler)
        if problem is None:
            return left_out
        gone, tries = saved.without(lines), tries + 1
        if not gone or tries == MOST_TRIES:
            raise problem
        left_out += gone


def _tried(path: str, defaults: Defaults, compiler: Any) -> tuple[set[int], Diagnostic | None]:
    """The lines of what does not hold, and what is to be said of it."""
    try:
        (test,) = tests_of(path, defaults, compiler)
        assert isinstance(test, ScenarioTest)
        (result,) = test.run()
    except Diagnostic as problem:
        return {one.line for one in (problem, *getattr(problem, "also", ()))}, problem
    if result.status == PASSED:
        return set(), None
    return _lines(result), Diagnostic("it does not pass: " + result.message, path, code="scenario")


def _lines(result: Result) -> set[int]:
    return {failure["line"] for failure in result.detail.get("failures", ())}


def write(files: dict[str, str]) -> None:
    """Raises Diagnostic."""
    for path, text in files.items():
        _attempt(path, lambda path=path, text=text: _write(path, text))  # type: ignore[misc]


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


def _attempt(path: str, act: Callable[[], object]) -> None:
    try:
        act()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Diagnostic(f"cannot be written: {reason.lower()}", path, code="file") from None


def there_already(files: dict[str, str]) -> list[str]:
    """Which of them exist."""
    return [path for path in files if os.path.exists(path)]
