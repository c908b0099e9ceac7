"""impsim learn, as a learner and a teacher use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lesson_files import NAIVE, PAGE, SOLUTION, START, written

from impsim.cli import main, page, watching
from impsim.cli.learning import Desk
from impsim.lessons.loading import course

OPTIONS = {"dir": ".", "course": "", "student": None, "seed": 1, "format": "text"}
TRAP = "class Box {\n    things = [];\n    function put(thing) { things.append(thing); }\n}\n"


class Learner:
    """Types commands in an empty folder.  says(...): what is printed, when the exit code is as it should be."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder
        self.program = folder / "01-greetings" / "hello.device.nut"

    def says(self, *arguments: str, code: int = 0) -> str:
        found = main(["learn", *arguments])
        shown = self._capsys.readouterr()
        assert found == code, shown.out + shown.err
        return shown.out + shown.err


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Learner:
    """With a course of two lessons beside the folder."""
    made = written(tmp_path / "course")
    written(made, "02-farewells")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return Learner(capsys, tmp_path / "desk")


def test_from_the_start_to_a_solved_lesson(learner: Learner) -> None:
    assert learner.says("start", "--course", "../course").splitlines() == [
        "# Greetings",
        "",
        "Say hello.",
        "",
        "wrote 01-greetings/hello.device.nut",
        "wrote 01-greetings/README.md",
        "run it:   impsim run 01-greetings/hello.device.nut",
        "check it: impsim learn check greetings",
    ]
    assert learner.program.read_text() == START
    failed = learner.says("check", "--seed", "2", code=1).splitlines()
    assert failed[0] == "  ok     The program runs without an error that nothing catches."
    assert failed[1].startswith("  FAILS  It says: hello ")
    assert failed[-2:] == [
        "the same check again: impsim learn check greetings --seed 2",
        "a hint: impsim learn hint greetings",
    ]
    learner.program.write_text(SOLUTION)
    solved = learner.says("check")
    assert solved.endswith("\ngreetings is solved; next: impsim learn start farewells\n")
    assert learner.says().splitlines() == [
        "lesson",
        "01-greetings  Greetings  5 min  solved",
        "02-farewells  Greetings  5 min",
        "",
        "next: impsim learn start farewells",
    ]


def test_the_course_is_remembered(learner: Learner) -> None:
    learner.says("start", "--course", "../course")
    assert json.loads((learner.folder / "progress.json").read_text())["course"] == "../course"
    assert "01-greetings" in learner.says("list")


def test_nothing_that_a_learner_wrote_is_overwritten(learner: Learner) -> None:
    learner.says("start", "--course", "../course")
    learner.program.write_text(NAIVE)
    assert "wrote" not in learner.says("start", "greetings")
    assert learner.program.read_text() == NAIVE


def test_hints_come_one_at_a_time(learner: Learner) -> None:
    learner.says("start", "--course", "../course")
    assert learner.says("hint") == "hint 1 of 2\n\nLook at `+`.\n\n1 more: impsim learn hint\n"
    assert learner.says("hint").splitlines()[0] == "hint 2 of 2"
    assert learner.says("hint").count("hint ") == 2
    learner.says("check", code=1)
    assert json.loads((learner.folder / "01-greetings" / "results.json").read_text())["hints"] == 2


@pytest.mark.parametrize("word", ["farewells", "2", "02-farewells", "02-farewells/"])
def test_a_lesson_has_several_names(learner: Learner, word: str) -> None:
    learner.says("start", word, "--course", "../course")
    assert (learner.folder / "02-farewells").is_dir()


def test_who_stands_in_a_lessons_folder_means_that_lesson(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.says("start", "1", "--course", "../course")
    learner.says("start", "2")
    monkeypatch.chdir(learner.folder / "01-greetings")
    assert "check greetings --seed" in learner.says("check", code=1)
    assert "wrote" not in learner.says("start", "greetings")


def test_a_check_in_json_is_its_result(learner: Learner) -> None:
    learner.says("start", "--course", "../course", "--student", "Ada")
    shown = json.loads(learner.says("check", "--format", "json", code=1))
    assert shown == json.loads((learner.folder / "01-greetings" / "results.json").read_text())
    assert (shown["student"], shown["status"]) == ("Ada", "fail")
    listed = json.loads(learner.says("list", "--format", "json"))
    assert listed["next"] == "01-greetings"
    assert [one["state"] for one in listed["lessons"]] == ["begun", "new"]


def test_a_program_that_does_not_compile_is_shown_with_its_place(learner: Learner) -> None:
    learner.says("start", "--course", "../course")
    learner.program.write_text(START + "local = 3;\n")
    shown = learner.says("check", code=1)
    assert shown.startswith("01-greetings/hello.device.nut:3:7: ")
    assert "  local = 3;\n        ^\n" in shown
    assert json.loads((learner.folder / "01-greetings" / "results.json").read_text())["status"] == "error"


def test_a_trap_in_the_program_is_explained_when_the_check_fails(learner: Learner) -> None:
    learner.says("start", "--course", "../course")
    learner.program.write_text(START + TRAP)
    shown = learner.says("check", code=1)
    (told,) = [line for line in shown.splitlines() if line.endswith("[W541]")]
    assert told.startswith("01-greetings/hello.device.nut:4:")
    assert "hint: write 'things = null;' here" in shown
    learner.program.write_text(START + "function later() {}\nimp.wakeup(1, later());\n")
    assert "[W5" not in learner.says("check", code=1), "the error itself is explained"
    learner.program.write_text(SOLUTION + TRAP)
    assert "[W5" not in learner.says("check")


def test_every_lesson_is_solved_one_day(learner: Learner) -> None:
    for number in ("1", "2"):
        learner.says("start", number, "--course", "../course")
        (learner.folder / f"0{number}-{'greetings' if number == '1' else 'farewells'}" / "hello.device.nut").write_text(
            SOLUTION
        )
        shown = learner.says("check", number)
    assert shown.endswith("is solved; that was the last lesson\n")
    assert learner.says("start").startswith("every lesson is solved: ")
    assert learner.says().endswith("every lesson is solved\n")


WRONG = {
    "no such action": (["chekc"], "unknown action 'chekc'\nhint: did you mean 'check'?"),
    "no such lesson": (["check", "greetngs"], "unknown lesson 'greetngs'\nhint: did you mean 'greetings'?"),
    "two lessons": (["check", "1", "2"], "one LESSON only, but there is also '2'"),
    "nothing is started": (["check"], "no lesson has been started here"),
    "the file is gone": (
        ["check", "1"],
        "01-greetings/hello.device.nut: there is no such file\nhint: `impsim learn start",
    ),
    "a list of one": (["list", "greetings"], "list takes no lesson, but there is 'greetings'"),
    "no seed": (["check", "--seed", "x"], "'x' is not a whole number"),
    "no proof": (["verify", "--seeds", "0"], "--seeds: at least one is needed"),
    "two folders": (["verify", "a", "b"], "one folder only, but there is also 'b'"),
    "no folder of results": (["results", "none"], "none: there is no such folder"),
    "no course": (["verify", "none"], "none: no course: no such file or directory"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_told(learner: Learner, case: tuple[list[str], str]) -> None:
    arguments, message = case
    assert message in learner.says(*arguments, "--course", "../course", code=2)


def test_a_teacher_collects_the_results_of_a_class(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, program in {"Ada": SOLUTION, "Ben": NAIVE}.items():
        learner.says("start", "1", "--dir", name, "--course", "../course", "--student", name)
        (learner.folder / name / "01-greetings" / "hello.device.nut").write_text(program)
        learner.says("check", "--dir", name, code=program == NAIVE)
    rows = [line.split() for line in learner.says("results", ".").splitlines()]
    assert [row[:5] for row in rows[1:]] == [
        ["Ada", "01-greetings", "pass", "1", "0"],
        ["Ben", "01-greetings", "fail", "1", "0"],
    ]
    assert [one["student"] for one in json.loads(learner.says("results", ".", "--format", "json"))] == ["Ada", "Ben"]
    assert learner.says("results", "Ben").count("\n") == 2


def test_no_results_is_told(learner: Learner) -> None:
    assert learner.says("results") == "no results: `impsim learn check` writes them\n"


def test_a_teacher_verifies_a_course(learner: Learner) -> None:
    assert learner.says("verify", "../course", "--seeds", "2").splitlines() == [
        "ok     01-greetings: 1 naive, 2 seeds",
        "ok     02-farewells: 1 naive, 2 seeds",
    ]
    (learner.folder.parent / "course" / "02-farewells" / "naive" / "hard-coded" / "hello.device.nut").write_text(
        SOLUTION
    )
    assert learner.says("verify", "../course", "--seeds", "2", code=1).splitlines()[1:] == [
        "FAILS  02-farewells: 1 naive, 2 seeds",
        "       naive/hard-coded passes (seed 1)",
    ]


class Editor:
    """Stands for time.sleep: each time the watch rests, the learner saves something; in the end Ctrl-C."""

    def __init__(self, program: Path, saves: list[str | None]) -> None:
        self._program = program
        self._saves = saves

    def __call__(self, seconds: float) -> None:
        if not self._saves:
            raise KeyboardInterrupt
        text = self._saves.pop(0)
        if text == "gone":
            self._program.unlink()
        elif text is not None:
            self._program.write_text(text)


def test_a_watch_checks_whenever_a_file_is_saved(learner: Learner, capsys: pytest.CaptureFixture[str]) -> None:
    learner.says("start", "--course", "../course")
    desk = Desk(OPTIONS)
    saves = [None, NAIVE, None, "local x = ;", "gone", None, SOLUTION, None]
    with pytest.raises(KeyboardInterrupt):
        watching.watch(desk, next(iter(desk.course)), OPTIONS, Editor(learner.program, [*saves]))
    shown = capsys.readouterr()
    heads = [line for line in shown.out.splitlines() if line.startswith(("  FAILS", "greetings is", "01-greetings/"))]
    assert [line[:13] for line in heads] == ["  FAILS  It s", "  FAILS  It s", "01-greetings/", "greetings is "]
    assert "there is no such file" in shown.err
    assert shown.out.count("watching 01-greetings; Ctrl-C ends") == 5
    assert desk.progress.work("greetings").attempts == 4


# A page on a terminal


def test_a_page_is_drawn_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    text = (
        "# A title\n\nA paragraph that is\nlonger than thirty columns.\n"
        "- an item that goes on\nand on and on\n- another\n\n```squirrel\nlocal a = 1;\n\n```\n"
        "    indented, and longer than thirty columns\n\n| a | b |\n|---|---|\n"
    )
    assert page.shown(text).splitlines() == [
        "A title",
        "",
        "A paragraph that is longer",
        "than thirty columns.",
        "- an item that goes on and on",
        "  and on",
        "- another",
        "",
        "    local a = 1;",
        "",
        "    indented, and longer than thirty columns",
        "",
        "| a | b |",
        "|---|---|",
    ]


def test_what_a_check_says_is_wrapped_behind_its_mark(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for lines of the program, under which a sign stands."""
    learner.says("start", "--course", "../course")
    learner.program.write_text(START + 'local aVeryLongName = "and a long text behind it"; throw aVeryLongName;\n')
    monkeypatch.setattr(page, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    lines = learner.says("check", code=1).splitlines()
    assert lines[:2] == ["  FAILS  The program runs without an", "         error that nothing catches."]
    assert '           local aVeryLongName = "and a long text behind it"; throw aVeryLongName;' in lines
    assert lines[lines.index(next(line for line in lines if "throw aVery" in line)) + 1].strip() == "^"


def test_elsewhere_a_page_stays_as_it_is() -> None:
    assert page.shown(PAGE) == PAGE


@pytest.mark.parametrize("columns", ["1", "40", "400"])
def test_no_word_of_a_lesson_is_lost_on_a_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", columns)
    for lesson in course():
        drawn = page.shown(lesson.text)
        words = [word for word in lesson.text.split() if not word.startswith(("#", "```"))]
        assert [word for word in words if word not in drawn] == []
