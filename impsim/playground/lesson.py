"""The check of a lesson, for the page."""

from __future__ import annotations

from impsim.lessons.checking import check
from impsim.lessons.loading import course
from impsim.playground.experiment import wrong

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.lesson import Course

_courses: list[Course] = []


def known() -> Course:
    """Impsim's own course, read once."""
    if not _courses:
        _courses.append(course())
    return _courses[0]


def checked(name: str, files: dict[str, str], seed: int) -> dict[str, Any]:
    """status: pass, fail or error; outcomes, log, problem: what the learner is told. Raises Diagnostic."""
    lesson = known().get(name)
    if lesson is None:
        raise wrong("there is no lesson '%s'" % name)
    result = check(lesson, {name: str(text) for name, text in files.items() if name in lesson.start}, seed)
    outcomes = [
        {"name": outcome.name, "status": outcome.status, "message": outcome.message} for outcome in result.outcomes
    ]
    told = {"lesson": lesson.name, "status": result.status, "seed": seed, "problem": result.message}
    return {**told, "outcomes": outcomes, "log": result.log}
