"""A learner who has fallen into a trap of the lesson is told of it; who has not, is not."""

from __future__ import annotations

import pytest

from impsim.lessons.lesson import Lesson
from impsim.lessons.loading import course
from impsim.lessons.traps import traps

COURSE = course()
MET = {
    ("classes", "one-array-for-all"): ["W541"],
    ("closures", "loop-variable"): ["W522", "W522"],
    ("timers", "called-at-once"): ["W524"],
    ("timers", "lost-object"): ["W523"],
    ("event-loop", "loop-variable"): ["W522"],
}


@pytest.mark.parametrize("names", MET, ids="-".join)
def test_a_trap_is_told(names: tuple[str, str]) -> None:
    lesson, naive = names
    found = COURSE.get(lesson)
    assert found is not None
    assert [problem.code for problem in traps(found.naive[naive])] == MET[names]


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=[lesson.id for lesson in COURSE])
def test_what_a_lesson_starts_with_and_comes_to_has_no_trap(lesson: Lesson) -> None:
    assert [problem.render() for files in (lesson.start, lesson.solution) for problem in traps(files)] == []


@pytest.mark.parametrize("text", ["local x = ;", "\0", '#require "x"', "\ud800", "x" * 100000, "((" * 5000])
def test_what_cannot_be_read_has_none(text: str) -> None:
    assert traps({"a.device.nut": text, "b.txt": "imp.wakeup(1, f())"}) == []
