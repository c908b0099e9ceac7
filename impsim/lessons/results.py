"""results.json: what came of the last check of a lesson, beside the learner's files, for a teacher's tools.

The first four members are those of Exercism's test runners (version 2): version, status, message, tests with name,
status and message; docs/lessons.md tells of the others.
"""

from __future__ import annotations

import json
import os

from impsim import __version__
from impsim.errors import Diagnostic
from impsim.lessons.progress import FILE as PROGRESS
from impsim.lessons.progress import write_json
from impsim.scenario.documents import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.lesson import Lesson
    from impsim.lessons.progress import Progress
    from impsim.lessons.result import Outcome, Result

FILE = "results.json"
FORMAT = 2
NEEDED = ("student", "lesson", "status", "attempts", "hints", "solved", "when")


def of(lesson: Lesson, result: Result, progress: Progress, when: str) -> dict[str, Any]:
    """The content of the file."""
    work = progress.work(lesson.name)
    return {
        "version": FORMAT,
        "status": result.status,
        "message": result.message or None,
        "tests": [_test(outcome) for outcome in result.outcomes],
        "student": progress.student,
        "lesson": lesson.id,
        "title": lesson.title,
        "attempts": work.attempts,
        "hints": work.hints,
        "solved": work.solved or None,
        "when": when,
        "seed": result.seed,
        "impsim": __version__,
    }


def _test(outcome: Outcome) -> dict[str, Any]:
    return {"name": outcome.name, "status": outcome.status, "message": outcome.message or None}


def write(folder: str, content: dict[str, Any]) -> None:
    """Beside the learner's files. Raises Diagnostic."""
    write_json(os.path.join(folder, FILE), content)


def collected(folder: str) -> list[dict[str, Any]]:
    """Every results.json of a learner's folder, or of all such folders below one. Raises Diagnostic."""
    if not os.path.isdir(folder):
        raise Diagnostic("there is no such folder", folder, code="file")
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if FILE in names and PROGRESS not in names:
            found.append(_read(os.path.join(place, FILE)))
    return found


def _read(path: str) -> dict[str, Any]:
    try:
        content = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise Diagnostic("is not JSON", path, line, column, code="file") from None
    if not isinstance(content, dict) or not set(NEEDED) <= set(content):
        raise Diagnostic("is no result of a lesson", path, 1, 1, "", "`impsim learn check` writes it", "file")
    return content
