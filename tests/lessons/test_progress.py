"""What a learner has done is remembered in the learner's folder; what came of a check, teachers' tools can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lesson_files import NAIVE, SOLUTION, START, written

from impsim.errors import Diagnostic
from impsim.lessons import progress, results
from impsim.lessons.checking import check
from impsim.lessons.loading import course

WHEN = "2026-01-31T09:00:00Z"
LATER = "2026-01-31T10:00:00Z"


def test_what_was_done_is_there_the_next_time(tmp_path: Path) -> None:
    (lesson,) = course(str(written(tmp_path / "course")))
    mine = progress.load(str(tmp_path))
    assert mine.lessons == {}
    mine.student = "Zoë"
    mine.start(lesson.name, WHEN)
    mine.note(check(lesson, {"hello.device.nut": START}, 1), WHEN)
    mine.work(lesson.name).hints = 2
    mine.save()
    again = progress.load(str(tmp_path))
    assert (again.student, again.current, again.solved("greetings")) == ("Zoë", "greetings", False)
    again.note(check(lesson, {"hello.device.nut": SOLUTION}, 1), LATER)
    again.note(check(lesson, {"hello.device.nut": NAIVE}, 1), "2026-02-01T00:00:00Z")
    assert again.as_dict()["lessons"] == {
        "greetings": {"started": WHEN, "attempts": 3, "hints": 2, "solved": LATER},
    }


DAMAGE = {
    "nothing": ("", 1, 1),
    "half": ('{"version": 1, "les', 1, 16),
    "a list": ("[]", 1, 1),
    "another version": ('{"version": 9}', 1, 13),
    "another member": ('{"version": 1, "lesons": {}}', 1, 16),
    "no number": ('{"version": 1, "lessons": {"a": {"hints": "two"}}}', 1, 43),
    "no table": ('{"version": 1, "lessons": 3}', 1, 27),
    "not text": ("\xff", 1, 1),
}


@pytest.mark.parametrize("case", DAMAGE.values(), ids=DAMAGE)
def test_damaged_progress_is_told_with_its_place(case: tuple[str, int, int], tmp_path: Path) -> None:
    text, line, column = case
    (tmp_path / "progress.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(Diagnostic) as caught:
        progress.load(str(tmp_path))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.path == str(tmp_path / "progress.json")


def test_the_folder_above_that_of_a_lesson_is_the_learners(tmp_path: Path) -> None:
    (tmp_path / "01-values").mkdir()
    assert progress.find_folder(str(tmp_path / "01-values")) == str(tmp_path / "01-values")
    progress.load(str(tmp_path)).save()
    assert progress.find_folder(str(tmp_path / "01-values")) == str(tmp_path)
    assert progress.find_folder(str(tmp_path)) == str(tmp_path)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Diagnostic, match="cannot be written: file exists"):
        progress.load(str(tmp_path / "file")).save()


STATUSES = {START: "fail", SOLUTION: "pass", START + "\nlocal x = ;": "error"}


@pytest.mark.parametrize("program", STATUSES, ids=STATUSES.values())
def test_a_result_has_what_teachers_tools_read(program: str, tmp_path: Path) -> None:
    (lesson,) = course(str(written(tmp_path / "course")))
    mine = progress.load(str(tmp_path))
    mine.student = "Ada"
    result = check(lesson, {"hello.device.nut": program}, 7)
    mine.note(result, WHEN)
    results.write(str(tmp_path / "ada"), results.of(lesson, result, mine, LATER))
    found = json.loads((tmp_path / "ada" / "results.json").read_text(encoding="utf-8"))
    status = STATUSES[program]
    assert [*found] == (
        "version status message tests student lesson title attempts hints solved when seed impsim".split()
    )
    assert (found["version"], found["status"]) == (2, status)
    assert (found["message"] is None) == (status != "error")
    assert [test["status"] for test in found["tests"]] == {
        "fail": ["pass", "fail"],
        "pass": ["pass", "pass"],
        "error": [],
    }[status]
    assert all((test["message"] is None) == (test["status"] == "pass") for test in found["tests"])
    assert (found["student"], found["lesson"], found["title"]) == ("Ada", "01-greetings", "Greetings")
    assert (found["attempts"], found["hints"], found["when"], found["seed"]) == (1, 0, LATER, 7)
    assert found["solved"] == (WHEN if status == "pass" else None)
    assert results.collected(str(tmp_path)) == [found]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"student": 1}', "[" * 100000])
def test_a_damaged_result_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(text)
    with pytest.raises(Diagnostic) as caught:
        results.collected(str(tmp_path))
    assert caught.value.path.endswith("results.json")
    assert caught.value.line == 1
