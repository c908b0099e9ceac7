"""A course is read as it is written; what is wrong with it is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from lesson_files import CHECK, PAGE, SOLUTION, START, written

from impsim.errors import Diagnostic
from impsim.lessons.checking import check
from impsim.lessons.loading import as_dict, course


def test_a_lesson_is_what_its_folder_says(tmp_path: Path) -> None:
    (lesson,) = course(str(written(tmp_path)))
    assert (lesson.id, lesson.number, lesson.name) == ("01-greetings", 1, "greetings")
    assert (lesson.title, lesson.minutes, lesson.given) == ("Greetings", 5, ["name"])
    assert lesson.text == "# Greetings\n\nSay hello.\n"
    assert lesson.hints == ["Look at `+`.\n", '    server.log("hello " + name);\n']
    assert lesson.start == {"hello.device.nut": START}
    assert as_dict(lesson)["hints"] == lesson.hints


def test_lessons_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10-last", "2-second", "01-first"):
        written(tmp_path, name)
    (tmp_path / "notes.txt").write_text("no lesson")
    (tmp_path / "03-no-folder").write_text("no lesson")
    found = course(str(tmp_path))
    assert [lesson.name for lesson in found] == ["first", "second", "last"]
    assert [found.get(word).number for word in ("2", "02", "second", "2-second/")] == [2, 2, 2, 2]  # type: ignore[union-attr]
    assert [found.after(name) and found.after(name).name for name in ("first", "last")] == ["second", None]  # type: ignore[union-attr]


def head(text: str) -> str:
    """The page with another head."""
    return f"---\n{text}\n---\n# Greetings\n\n## Hint\nNo.\n"


VARIED = "title: Greetings\nvary:\n  name: word\n  "
DAMAGE = {
    # what is there in the place of a file: (file, text, line, column, message, hint)
    "no page": ("lesson.md", None, 0, 0, "no such file or directory", ""),
    "no head": (
        "lesson.md",
        "# Greetings\n",
        1,
        1,
        "the page begins with a head: between two lines of ---",
        "title: Timers",
    ),
    "no end of the head": (
        "lesson.md",
        "---\ntitle: x\n",
        1,
        1,
        "the head that begins here has no end: a line of --- is missing",
        "",
    ),
    "no YAML": ("lesson.md", head("title: [a"), 3, 1, "expected ',' or ']', but got '<stream end>'", ""),
    "an empty head": ("lesson.md", head(""), 1, 1, "the lesson has no title", "title: Timers"),
    "no title": ("lesson.md", head("minutes: 5"), 1, 1, "the lesson has no title", "title: Timers"),
    "a long title": ("lesson.md", head("title: " + "x" * 61), 2, 8, f"'{'x' * 61}' is not at most 60 bytes long", ""),
    "an unknown field": (
        "lesson.md",
        head("title: x\nminuets: 5"),
        3,
        1,
        "there is no 'minuets' here",
        "did you mean minutes?",
    ),
    "a wrong number": ("lesson.md", head("title: x\nminutes: long"), 3, 10, "'long' is not a number from 1 to 240", ""),
    "an unknown model": ("lesson.md", head("title: x\nmodel: imp009"), 3, 8, "'imp009' is not a model of imp", None),
    "no table": (
        "lesson.md",
        head("title: x\nvary: 3"),
        3,
        7,
        "a table of hidden values by name expected",
        "vary: {count: 3..9}",
    ),
    "no range": ("lesson.md", head(VARIED + "n: 3-4"), 5, 6, "'3-4' is not a range like 3..9, nor 'word'", ""),
    "a range backwards": (
        "lesson.md",
        head(VARIED + "n: 4..3"),
        5,
        6,
        "a range goes from a lower to a higher number of 32 bits",
        "",
    ),
    "no such kind": (
        "lesson.md",
        head(VARIED + "n: {chose: [1]}"),
        5,
        6,
        "what should be drawn? like 3..9, word, or one of choose, list, eval",
        "unit: {choose: [C, F]}",
    ),
    "one choice": (
        "lesson.md",
        head(VARIED + "n: {choose: [1]}"),
        5,
        15,
        "a list of two or more expected",
        "unit: {choose: [C, F]}",
    ),
    "a quote": (
        "lesson.md",
        head(VARIED + "n: {choose: [a, 'b\"']}"),
        5,
        19,
        "a hidden text has no quotes, backslashes and line ends",
        "",
    ),
    "how many": (
        "lesson.md",
        head(VARIED + "n: {list: word}"),
        5,
        6,
        "how many? 'count' is missing",
        "{list: 0..99, count: 5}",
    ),
    "too many": ("lesson.md", head(VARIED + "n: {list: word, count: 1001}"), 5, 26, "a list has up to 1000 values", ""),
    "no name": ("lesson.md", head(VARIED + "n-a: 3..4"), 5, 3, "'n-a' is no name: letters, digits and _", ""),
    "no expression": (
        "lesson.md",
        head(VARIED + "n: {eval: '1 +'}"),
        5,
        13,
        "no expression of Squirrel: expression expected",
        "",
    ),
    "an unknown given": (
        "lesson.md",
        head(VARIED + "n: 1..2\ngiven: [nmae]"),
        6,
        9,
        "no hidden value is called 'nmae'",
        "did you mean name?",
    ),
    "nothing is given": (
        "lesson.md",
        head(VARIED + "n: 1..2\ngiven: [n]"),
        6,
        9,
        "no file in start/ has a line that gives 'n'",
        "local n = 1;  // given",
    ),
    "no hint": ("lesson.md", PAGE.partition("## Hint")[0], 14, 1, "the lesson has no hint", "## Hint"),
    "an empty hint": ("lesson.md", PAGE + "\n## Hint\n", 21, 1, "hint 3 is empty", ""),
    "a heading in a hint": (
        "lesson.md",
        PAGE + "\n## More\n",
        20,
        1,
        "hints come last: this would be a part of one",
        "",
    ),
    "faults of nothing": (
        "lesson.md",
        head("title: x\nfaults: {dark: is dark}"),
        3,
        10,
        "there is no programs/dark",
        "",
    ),
    "no start": ("start/hello.device.nut", None, 0, 0, "the lesson has no files in start/", ""),
    "no solution": ("solution/hello.device.nut", None, 0, 0, "the lesson has no files in solution/", ""),
    "no teeth": (
        "naive/hard-coded/hello.device.nut",
        None,
        0,
        0,
        "the lesson has no program in naive/ that must fail",
        "naive/hard-coded/ could be one",
    ),
    "no check": ("check.scenario.yaml", None, 0, 0, "there is no check", "check.scenario.yaml beside lesson.md"),
    "twice": (
        "hello.device.nut",
        START,
        0,
        0,
        "'hello.device.nut' is a file of the learner's and one of the check's",
        "",
    ),
    "only good programs": (
        "programs/good/hello.device.nut",
        SOLUTION,
        0,
        0,
        "programs/good and at least one faulty program beside it are needed",
        "",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_wrong_with_a_lesson_is_told(
    damage: tuple[str, str | None, int, int, str, str | None], tmp_path: Path
) -> None:
    file, text, line, column, message, hint = damage
    written(tmp_path, **{file: text})
    with pytest.raises(Diagnostic) as caught:
        course(str(tmp_path))
    found = caught.value
    assert (found.message, found.line, found.column) == (message, line, column)
    assert hint is None or found.hint == hint
    assert found.path.startswith(str(tmp_path / "01-greetings"))
    if line and file == "lesson.md":
        assert found.text == (text or "").split("\n")[line - 1]


IN_CHECKS = {
    "an unknown value": ("${greeting}", "${greting}", 7, 22, "no hidden value is called 'greting'"),
    "no words": (
        '    about: "It says: ${greeting}"\n',
        "",
        6,
        5,
        "what does a learner read when this fails? 'about' is missing",
    ),
    "no subject": ("    log:", "    lgo:", 8, 5, "there is no 'lgo' here"),
    "no device": ("hello.device.nut", "helo.device.nut", 4, 43, "there is no file 'helo.device.nut'"),
    "cases that must fail": (
        "expect:",
        "cases: [{id: x, must_fail: [greets]}]\nexpect:",
        5,
        9,
        "a check has no must_fail",
    ),
}


@pytest.mark.parametrize("damage", IN_CHECKS.values(), ids=IN_CHECKS)
def test_what_is_wrong_with_a_check_is_told_to_the_teacher(
    damage: tuple[str, str, int, int, str], tmp_path: Path
) -> None:
    """With the place in the teacher's file, not in the one that was made of it."""
    before, after, line, column, message = damage
    (lesson,) = course(str(written(tmp_path, **{"check.scenario.yaml": CHECK.replace(before, after, 1)})))
    with pytest.raises(Diagnostic) as caught:
        check(lesson, lesson.solution, 1)
    found = caught.value
    assert (found.message, found.line, found.column) == (message, line, column)
    assert found.path == str(tmp_path / "01-greetings" / "check.scenario.yaml")


def test_all_mistakes_of_a_page_are_told(tmp_path: Path) -> None:
    page = head("title: x\nminutes: none\nmodel: imp0")
    written(tmp_path, **{"lesson.md": page})
    with pytest.raises(Diagnostic) as caught:
        course(str(tmp_path))
    assert [one.line for one in (caught.value, *caught.value.also)] == [3, 4]  # type: ignore[attr-defined]


@pytest.mark.parametrize("names", [("01-a", "01-b"), ("01-a", "02-a")])
def test_lessons_can_be_told_apart(names: tuple[str, str], tmp_path: Path) -> None:
    for name in names:
        written(tmp_path, name)
    with pytest.raises(Diagnostic, match="has the number or the name of 01-a"):
        course(str(tmp_path))


@pytest.mark.parametrize(("folder", "message"), [("", "there is no lesson in this folder"), ("none", "no course: no")])
def test_a_folder_without_lessons_is_no_course(folder: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(Diagnostic, match=message):
        course(str(tmp_path / folder))
