"""The command that `impsim learn start` suggests runs as it stands, ends, and takes what lies beside the program."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from impsim.cli import main
from impsim.lessons.lesson import Lesson
from impsim.lessons.loading import course

COURSE = course().lessons
MANY_LINES = 300


def suggested(name: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """The command after `run it:`."""
    assert main(["learn", "start", name, *options]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("run it:"))
    return line.partition(":")[2].strip()


@pytest.mark.parametrize("lesson", COURSE, ids=[lesson.id for lesson in COURSE])
def test_it_runs_and_ends(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A starting program may fail; a program that logs for an hour would bury its learner."""
    monkeypatch.chdir(tmp_path)
    name, *arguments = shlex.split(suggested(lesson.name, capsys))
    assert name == "impsim"
    assert main(arguments) in (0, 1)
    shown = capsys.readouterr()
    assert len((shown.out + shown.err).splitlines()) < MANY_LINES


HEAD = "---\ntitle: Blink\nmodel: imp003\nfor: %s\n---\nBlink.\n\n## Hint\nNo.\n"
CHECK = "impsim: 1\ndevices: {imp: {device: blink.device.nut}}\nexpect: [{about: It logs., log: blink}]\n"


def course_of_one(folder: Path, time: str) -> Path:
    """A teacher's course whose only lesson has an agent and a world."""
    lesson = folder / "course" / "01-blink"
    files = {"start": "", "solution": 'server.log("blink")', "naive/dark": "// dark"}
    for place, text in files.items():
        (lesson / place).mkdir(parents=True)
        (lesson / place / "blink.device.nut").write_text(text, encoding="utf-8")
    for name in ("blink.agent.nut", "blink.world.yaml"):
        (lesson / "start" / name).write_text("", encoding="utf-8")
    (lesson / "lesson.md").write_text(HEAD % time, encoding="utf-8")
    (lesson / "check.scenario.yaml").write_text(CHECK, encoding="utf-8")
    return lesson.parent


def test_it_has_the_agent_the_world_the_model_and_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made = course_of_one(tmp_path, "90s")
    assert suggested("blink", capsys, "--course", str(made)) == (
        "impsim run 01-blink/blink.device.nut --agent 01-blink/blink.agent.nut --world 01-blink/blink.world.yaml"
        " --model imp003 --for 90s"
    )


def test_a_time_without_a_unit_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["learn", "start", "blink", "--course", str(course_of_one(tmp_path, "90"))]) == 2
    assert "lesson.md:4:6: '90' is not a time" in capsys.readouterr().err
