"""A lesson as it was read, and the course of which it is a part."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.vary import Variety

    Files = dict[str, str]  # text by name, which may have slashes

GOOD = "good"  # among the programs with which a learner's scenario is tried: the one that works


class Lesson:
    """number, name: of its folder, `01-values`.  text: what the learner reads, Markdown.  hints: in order.

    start: the files that the learner is given.  solution, naive: whole sets of files, the latter by name.
    scenarios: names of the checks; support: every other file beside them, which they may name.
    given: names of hidden values that stand in the learner's files.  model: of imp, for those who run the program by
    hand, "" for the usual one; run_for: how long then, "" for no end.  programs: of a lesson in which the learner
    writes a scenario: sets of files by name, "good" and faulty ones; faults: what is wrong with each of the latter.
    """

    def __init__(self, folder: str, number: int, name: str) -> None:
        self.folder = folder
        self.number = number
        self.name = name
        self.title = ""
        self.minutes = 10
        self.model = ""
        self.run_for = ""
        self.draws = 3
        self.text = ""
        self.hints: list[str] = []
        self.given: list[str] = []
        self.variety: Variety
        self.start: Files = {}
        self.solution: Files = {}
        self.naive: dict[str, Files] = {}
        self.scenarios: list[str] = []
        self.support: Files = {}
        self.programs: dict[str, Files] = {}
        self.faults: dict[str, str] = {}

    @property
    def id(self) -> str:
        """What its folder is called."""
        return os.path.basename(self.folder)

    @property
    def writes_scenario(self) -> bool:
        """Whether the learner writes a scenario, not a program."""
        return bool(self.programs)

    def __repr__(self) -> str:
        return "<Lesson %s>" % self.id


class Course:
    """Lessons in order."""

    def __init__(self, folder: str, lessons: list[Lesson]) -> None:
        self.folder = folder
        self.lessons = lessons

    def get(self, word: str) -> Lesson | None:
        """The lesson that is meant by a name, a number, or its folder."""
        bare = os.path.basename(word.rstrip("/"))
        for lesson in self.lessons:
            if bare in (lesson.name, lesson.id) or (bare.isdecimal() and int(bare) == lesson.number):
                return lesson
        return None

    def after(self, name: str) -> Lesson | None:
        """The one that follows."""
        names = [lesson.name for lesson in self.lessons]
        place = names.index(name) + 1 if name in names else 0
        return self.lessons[place] if place < len(self.lessons) else None

    def __iter__(self) -> Any:
        return iter(self.lessons)

    def __len__(self) -> int:
        return len(self.lessons)
