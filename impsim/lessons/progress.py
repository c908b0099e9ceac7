"""What a learner has done: `progress.json` in the learner's folder, so that a class can hand in folders.

    {"version": 1, "student": "Ada", "course": "", "current": "tables",
     "lessons": {"values": {"started": "2026-01-31T09:00:00Z", "attempts": 3, "hints": 1, "solved": ""}}}

Nothing here knows the time: who calls says when it is.
"""

from __future__ import annotations

import json
import os

from impsim.errors import Diagnostic
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, read_text
from impsim.scenario.json_reader import read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.result import Result

FILE = "progress.json"
VERSION = "1"
LONGEST = 200  # of a name of a student, or a path
MOST_ATTEMPTS = 1000000


class Work:
    """What was done in one lesson.  started, solved: times as ISO 8601, "" for not yet.  hints: how many were shown."""

    def __init__(self, started: str = "", attempts: int = 0, hints: int = 0, solved: str = "") -> None:
        self.started = started
        self.attempts = attempts
        self.hints = hints
        self.solved = solved

    def as_dict(self) -> dict[str, Any]:
        return {"started": self.started, "attempts": self.attempts, "hints": self.hints, "solved": self.solved}


class Progress:
    """folder: the learner's.  course: the folder of a teacher's course, from there; "" for impsim's own.

    current: the name of the lesson that was worked on last.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.student = ""
        self.course = ""
        self.current = ""
        self.lessons: dict[str, Work] = {}

    def work(self, lesson: str) -> Work:
        """What was done in a lesson; it is made when there is none."""
        return self.lessons.setdefault(lesson, Work())

    def solved(self, lesson: str) -> bool:
        return lesson in self.lessons and bool(self.lessons[lesson].solved)

    def start(self, lesson: str, when: str) -> None:
        self.current = lesson
        work = self.work(lesson)
        work.started = work.started or when

    def note(self, result: Result, when: str) -> None:
        """One more attempt; what is solved once stays solved."""
        self.start(result.lesson, when)
        work = self.work(result.lesson)
        work.attempts += 1
        if result.passed:
            work.solved = work.solved or when

    def as_dict(self) -> dict[str, Any]:
        lessons = {name: work.as_dict() for name, work in self.lessons.items()}
        head = {"version": int(VERSION), "student": self.student, "course": self.course, "current": self.current}
        return {**head, "lessons": lessons}

    def save(self) -> None:
        """Raises Diagnostic when it cannot be written."""
        write_json(os.path.join(self.folder, FILE), self.as_dict())


COUNT = f.integer(0, MOST_ATTEMPTS)
WORK: f.Section = {
    "started": ("started", f.text()),
    "attempts": ("attempts", COUNT),
    "hints": ("hints", COUNT),
    "solved": ("solved", f.text()),
}
PROGRESS: f.Section = {
    "version": ("version", f.choice(VERSION)),
    "student": ("student", f.text(LONGEST)),
    "course": ("course", f.text(4096)),
    "current": ("current", f.text()),
    "lessons": ("lessons", f.named(f.section(WORK), "lessons")),
}


def find_folder(near: str) -> str:
    """The learner's folder: this one, or the one above it, when the learner stands in that of a lesson."""
    for folder in (near, os.path.dirname(os.path.abspath(near))):
        if os.path.isfile(os.path.join(folder, FILE)):
            return folder
    return near


def load(folder: str) -> Progress:
    """What the folder remembers; nothing yet, where there is no file. Raises Diagnostic when it is damaged."""
    made, path = Progress(folder), os.path.join(folder, FILE)
    if not os.path.exists(path):
        return made
    source = read_text(path)
    document = Document(path, source)
    found = f.members(document, read_json(document, source), PROGRESS)
    document.check()
    made.student, made.course, made.current = (found.get(name, "") for name in ("student", "course", "current"))
    made.lessons = {name: Work(**work) for name, work in (found.get("lessons") or {}).items()}
    return made


def write_json(path: str, content: Any) -> None:
    """Writes a file at once or not at all. Raises Diagnostic."""
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_text(path, text)


def write_text(path: str, text: str) -> None:
    """The same for text."""
    fresh = path + ".new"
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(fresh, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(fresh, path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Diagnostic("cannot be written: " + reason.lower(), path, code="file") from None
