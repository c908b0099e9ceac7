"""A check judges what a program does: programs that are written otherwise than the solution pass as well.

right/LESSON/NAME/ has the files of one such program.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from impsim.lessons.checking import check
from impsim.lessons.loading import course

RIGHT = Path(__file__).resolve().parent / "right"
PROGRAMS = sorted(place.relative_to(RIGHT).as_posix() for place in RIGHT.glob("*/*"))
LESSONS = {lesson.id: lesson for lesson in course()}


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_passes(program: str) -> None:
    lesson = LESSONS[program.partition("/")[0]]
    files = {path.name: path.read_text(encoding="utf-8") for path in (RIGHT / program).iterdir()}
    assert set(files) <= set(lesson.start)
    assert files != {name: lesson.solution[name] for name in files}
    result = check(lesson, files, seed=1)
    assert result.passed, (result.message, [(one.name, one.message) for one in result.outcomes])
