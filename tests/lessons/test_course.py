"""Every lesson of impsim's own course can be solved, has teeth, and shows what its examples print."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from impsim.cli import main
from impsim.lessons.checking import check
from impsim.lessons.lesson import Lesson
from impsim.lessons.loading import course

COURSE = course().lessons
SEEDS = range(1, 6)
FEW = range(1, 4)  # for programs that fail in their first draw, mostly
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?://|#) File: (\S+)\n")
every_lesson = pytest.mark.parametrize("lesson", COURSE, ids=[lesson.id for lesson in COURSE])


@every_lesson
def test_the_solution_passes(lesson: Lesson) -> None:
    for seed in SEEDS:
        result = check(lesson, lesson.solution, seed, draws=1)
        assert result.passed, (seed, result.message, [(one.name, one.message) for one in result.outcomes])


@every_lesson
def test_the_starting_program_fails(lesson: Lesson) -> None:
    assert [check(lesson, lesson.start, seed).status for seed in FEW] == ["fail"] * len(FEW)


NAIVE = [(lesson, name) for lesson in COURSE for name in lesson.naive]


@pytest.mark.parametrize(("lesson", "name"), NAIVE, ids=[f"{lesson.id}-{name}" for lesson, name in NAIVE])
def test_a_naive_program_fails(lesson: Lesson, name: str) -> None:
    """It runs, and what it does is wrong."""
    assert [check(lesson, lesson.naive[name], seed).status for seed in FEW] == ["fail"] * len(FEW)


def steps(text: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The commands of a page with what they print, each when the files above it are there."""
    for language, block in BLOCK.findall(text):
        name = NAMED.match(block)
        if name:
            (folder / name[1]).write_text(block, encoding="utf-8")
        if language == "console":
            for part in block.split("$ ")[1:]:
                command, _, shown = part.partition("\n")
                yield command, shown


def output(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a terminal shows, of a command that runs in this process."""
    name, *arguments = shlex.split(command)
    assert name == "impsim"
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        patch.setattr("sys.stderr", stream)
        main(arguments)
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined,no-any-return]


@every_lesson
def test_the_examples_print_what_the_page_shows(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [part for text in (lesson.text, *lesson.hints) for part in steps(text, tmp_path)]
    for command, shown in steps(lesson.text + "\n".join(lesson.hints), tmp_path):
        assert output(command, monkeypatch) == shown, command
    assert found, "a lesson has an example that runs"
