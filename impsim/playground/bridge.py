"""What the page's worker calls: one function, with the name of what is wanted and JSON, gives JSON.

    call("run", '{"experiment": {...}, "until_us": 120000000}') == '{"content": {...}, ...}'

Text is all that crosses the border between Python and JavaScript: no object of the one is held by the other.
"""

from __future__ import annotations

import json
import tempfile
from base64 import b64encode

from impsim.errors import Diagnostic
from impsim.playground import lesson, looked_at, observed, saved
from impsim.playground.experiment import Experiment
from impsim.trace.html import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_folders: list[str] = []


def call(name: str, given: str) -> str:
    """The answer of an operation, or {"problems": [...]} when what was given is wrong."""
    wanted = json.loads(given)
    try:
        answer = OPERATIONS[name](wanted)
    except Diagnostic as problem:
        every = [problem, *getattr(problem, "also", ())]
        answer = {"problems": [looked_at.told(each, folder()) for each in every]}
    return as_json(answer).encode("utf-8", "backslashreplace").decode("utf-8")


def folder() -> str:
    """Where programs are written: one folder for as long as this process lives."""
    if not _folders:
        _folders.append(tempfile.mkdtemp(prefix="impsim-"))
    return _folders[0]


def forget() -> None:
    """Knows nothing of the folder any more."""
    _folders.clear()


def run(wanted: dict[str, Any]) -> dict[str, Any]:
    """experiment, until_us -> see observed.run()."""
    return observed.run(Experiment(wanted["experiment"]), folder(), int(wanted["until_us"]))


def check(wanted: dict[str, Any]) -> dict[str, Any]:
    """experiment -> problems: what is to be said of its programs before they run."""
    return {"problems": looked_at.problems(Experiment(wanted["experiment"]))}


def scenario(wanted: dict[str, Any]) -> dict[str, Any]:
    """experiment, until_us -> archive: a scenario file and its programs, as a ZIP file in base64."""
    experiment = Experiment(wanted["experiment"])
    return {"archive": b64encode(saved.archive(experiment, int(wanted["until_us"]))).decode("ascii")}


def check_lesson(wanted: dict[str, Any]) -> dict[str, Any]:
    """lesson, files, seed -> see lesson.checked()."""
    return lesson.checked(wanted["lesson"], wanted["files"], int(wanted["seed"]))


OPERATIONS = {"run": run, "check": check, "scenario": scenario, "lesson": check_lesson}
