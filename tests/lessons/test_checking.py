"""A check: hidden values, what a learner is told, and what a learner may get wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lesson_files import CHECK, NAIVE, SOLUTION, START, written

from impsim.errors import Diagnostic
from impsim.lessons.checking import check
from impsim.lessons.lesson import Lesson
from impsim.lessons.loading import course
from impsim.lessons.result import Result
from impsim.lessons.verifying import problems
from impsim.scenario.documents import Document, read_yaml

GIVEN = 'local name = "world";    // given\n'


def made(folder: Path, **changed: str | None) -> Lesson:
    """The small lesson, with other files."""
    (lesson,) = course(str(written(folder, **changed)))
    return lesson


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    return made(tmp_path_factory.mktemp("course"))


def checked(lesson: Lesson, program: str, seed: int = 1) -> Result:
    return check(lesson, {"hello.device.nut": program}, seed)


def told(result: Result) -> list[tuple[str, str, str]]:
    return [(one.name, one.status, one.message) for one in result.outcomes]


def test_a_program_that_does_as_it_should_passes(lesson: Lesson) -> None:
    result = checked(lesson, SOLUTION)
    assert (result.status, result.passed, result.problem) == ("pass", True, None)
    assert [one.status for one in result.outcomes] == ["pass", "pass"]


def test_a_learner_reads_what_was_expected_and_what_was_seen(lesson: Lesson) -> None:
    result = checked(lesson, NAIVE.replace("hello world", "hello word"), 2)
    name = result.values["name"]
    assert result.status == "fail"
    assert told(result) == [
        ("The program runs without an error that nothing catches.", "pass", ""),
        (f"It says: hello {name}", "fail", "there was no such line\nnearest: hello word at 2.16 s"),
    ]
    assert result.log == ["     2.160  hello word"]


def test_the_same_seed_gives_the_same_check(lesson: Lesson) -> None:
    found = [checked(lesson, NAIVE, seed) for seed in (5, 5, 6, 7, 8)]
    assert told(found[0]) == told(found[1])
    assert len({one.values["name"] for one in found}) > 1


def test_each_draw_has_other_values(lesson: Lesson) -> None:
    """A program that knows those of the first draw fails in a later one."""
    first = lesson.variety.values(3, 0)["name"]
    result = checked(lesson, f'{GIVEN}server.log("hello {first}");', 3)
    assert result.status == "fail"
    assert result.values["name"] != first


def test_a_missing_file_is_that_of_the_start(lesson: Lesson) -> None:
    assert told(check(lesson, {}, 1)) == told(checked(lesson, START))


@pytest.mark.parametrize(
    "line",
    [
        "local name = 1; // given",
        "  local name=null;//given, but in another way",
        'name <- "x" // given',
        "local name = ; // given\r",
    ],
)
def test_a_given_line_may_have_changed(lesson: Lesson, line: str) -> None:
    assert checked(lesson, f'{line}\nserver.log("hello " + name);').passed


REFUSED = {
    "no program": (GIVEN + "local x = ;", 2, 11, "expression expected"),
    "a NUL": (GIVEN + "\0", 2, 1, "NUL byte in the file"),
    "no given line": ("local name;", 1, 1, "the line that gives 'name' is gone: the check cannot try other values"),
    "a library": (GIVEN + '#require "Promise.lib.nut:4.0.0"', 2, 1, "missing library 'Promise.lib.nut:4.0.0'"),
    "an include": (GIVEN + '@include "/etc/passwd"', 2, 10, "'/etc/passwd' leads out of the project"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_run_is_told_with_its_place(lesson: Lesson, case: tuple[str, int, int, str]) -> None:
    program, line, column, message = case
    result = checked(lesson, program)
    assert result.status == "error"
    assert result.problem is not None
    found = result.problem
    assert (found.path, found.line, found.column) == ("hello.device.nut", line, column)
    assert found.message == message
    assert "lesson-" not in result.message, "the folder of the check is nobody's business"


FAILING = {
    "an error": ("local t = {};\nt.x;", "hello.device.nut:3:_: the index 'x' does not exist [_]"),
    "an endless loop": (
        "while (true) {}",
        "hello.device.nut:2:_: 20000000 steps without an end: an endless loop? [_]",
    ),
    "endless recursion": ("function f() { f(); } f();", "hello.device.nut:2:_: stack overflow [_]"),
    "a text of its own": ('throw "Grüße";', "hello.device.nut:2:_: Grüße [_]"),
    "no text": ("throw 7;", "hello.device.nut:2:_: 7 [_]"),
    "too much memory": ('local a = []; while (true) a.append("x" + a.len());', "out of memory"),
}


@pytest.mark.parametrize("case", FAILING.values(), ids=FAILING)
def test_an_error_is_told_before_all_else(lesson: Lesson, case: tuple[str, str]) -> None:
    program, message = case
    first = checked(lesson, GIVEN + program).outcomes[0]
    shown = re.sub(r"(?<=nut:\d:)\d+|(?<=\[)R\d+", "_", first.message.partition("\n")[0])
    assert (first.name, first.status, shown) == (
        "The program runs without an error that nothing catches.",
        "fail",
        message,
    )


def test_an_error_is_explained_by_the_programs_own_values(lesson: Lesson) -> None:
    told = checked(lesson, GIVEN + "local apples = 3;\nserver.log(aples);").outcomes[0].message.splitlines()
    assert told[1:3] == ["  server.log(aples);", "             ^"]
    assert told[-1] == "hint: did you mean 'apples'?"


def test_an_agents_error_is_explained_as_well(tmp_path: Path) -> None:
    scenario = CHECK.replace("device: hello.device.nut", "device: hello.device.nut, agent: a.agent.nut")
    agent = {"check.scenario.yaml": scenario, "start/a.agent.nut": "local t = {};\nt.x;"}
    result = check(made(tmp_path, **agent), {}, 1)
    assert re.match(r"a\.agent\.nut:2:\d: the index 'x' does not exist \[R\d+\]", result.outcomes[0].message)


def test_a_program_that_takes_the_machine_is_ended(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0])
    monkeypatch.setattr("impsim.scenario.runner.monotonic", lambda: next(clock, 1e9))
    (only,) = checked(lesson, GIVEN + "function f() { imp.wakeup(0, f); } f();").outcomes
    assert (only.status, only.message[:25]) == ("fail", "It was ended after 20 s; ")


SNIPPETS = st.lists(
    st.sampled_from(
        [
            GIVEN,
            "server.log(",
            "name",
            ")",
            ";",
            "{",
            "}",
            '"',
            "\n",
            "//",
            "class",
            "throw ",
            "@",
            "#require",
            "é",
            "\0",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)


@given(SNIPPETS)
@settings(max_examples=60)
def test_whatever_a_learner_writes_is_answered(lesson: Lesson, program: str) -> None:
    result = checked(lesson, program)
    assert result.status in ("pass", "fail", "error")
    assert (result.problem is not None) == (result.status == "error")


# Hidden values

VALUES = {
    "a range": ("n: 3..5", lambda n: 3 <= n <= 5),
    "a range below 0": ("n: -3..-2", lambda n: n in (-3, -2)),
    "a word": ("n: word", str.isalpha),
    "a choice": ("n: {choose: [C, 2, true, null, 1.5]}", lambda n: n in ("C", 2, True, None, 1.5)),
    "a list": ("n: {list: 0..9, count: 4}", lambda n: len(n) == 4 and set(n) <= set(range(10))),
    "different ones": ("n: {list: 0..4, count: 5, distinct: true}", lambda n: sorted(n) == list(range(5))),
    "a list of choices": ("n: {list: {choose: [a, b]}, count: 2..3}", lambda n: set(n) <= {"a", "b"}),
    "nothing": ("n: {list: word, count: 0}", lambda n: n == []),
    "an expression": ("m: 3..5\n  n: {eval: m * 0.5}", lambda n: n in (1.5, 2.0, 2.5)),
    "a table": ("m: word\n  n: {eval: '{ word = m, all = [m.len()] }'}", lambda n: n["all"] == [len(n["word"])]),
    "letters of other languages": ("m: {choose: [Zürich, Genève]}\n  n: {eval: m.len()}", lambda n: n == 7),
}


@pytest.mark.parametrize("case", VALUES.values(), ids=VALUES)
def test_values_are_as_they_are_described(case: tuple[str, object], tmp_path: Path) -> None:
    text, holds = case
    page = f"---\ntitle: x\nvary:\n  name: word\n  greeting: word\n  {text}\n---\n## Hint\nNo.\n"
    lesson = made(tmp_path, **{"lesson.md": page})
    found = [lesson.variety.values(seed, 0)["n"] for seed in range(50)]
    assert all(holds(value) for value in found), found  # type: ignore[operator]
    assert found == [lesson.variety.values(seed, 0)["n"] for seed in range(50)]


def test_a_value_is_the_same_for_ever() -> None:
    """A seed that a teacher has written down gives the same check with the next version."""
    from impsim.lessons import vary

    document = Document("x", "")
    node = read_yaml(document, "a: 0..1000000\nb: word\nc: {list: word, count: 2..4}")
    assert node is not None
    assert vary.read(document, node).values(1, 2) == {
        "a": 428816,
        "b": "harbor",
        "c": ["juniper", "jasper", "harbor"],
    }


BROKEN = {
    "it throws": ("{eval: name.foo}", "the expression fails: the index 'foo' does not exist"),
    "it never ends": ("{eval: '(function() { while (true) {} })()'}", "the expression never ends"),
    "too few": ("{list: 1..2, count: 3, distinct: true}", "there are not so many different values"),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_drawn_is_told(case: tuple[str, str], tmp_path: Path) -> None:
    text, message = case
    page = f"---\ntitle: x\nvary:\n  name: word\n  greeting: word\n  n: {text}\n---\n## Hint\nNo.\n"
    lesson = made(tmp_path, **{"lesson.md": page})
    with pytest.raises(Diagnostic) as caught:
        check(lesson, {}, 1)
    assert (caught.value.message, caught.value.line) == (message, 6)
    assert caught.value.path.endswith("lesson.md")


# Proof that a lesson teaches something


def test_a_good_lesson_has_no_problems(lesson: Lesson) -> None:
    assert list(problems(lesson, [1, 2])) == []


def test_a_lesson_without_teeth_is_told(tmp_path: Path) -> None:
    blunt = CHECK.replace('"${greeting}"}', "hello}").replace("{equals:", "{contains:")
    lesson = made(tmp_path, **{"check.scenario.yaml": blunt})
    assert list(problems(lesson, [4, 5])) == [
        "the starting program passes (seed 4)",
        "naive/hard-coded passes (seed 4)",
    ]


@pytest.mark.parametrize(("solution", "why"), [(START, "It says: hello "), ("x = ;", "hello.device.nut:1:1: the line")])
def test_a_lesson_that_cannot_be_solved_is_told(solution: str, why: str, tmp_path: Path) -> None:
    lesson = made(tmp_path, **{"solution/hello.device.nut": solution})
    (problem,) = problems(lesson, [4])
    assert problem.startswith("the solution fails: " + why)


# Lessons in which a scenario is written

SCENARIO = """\
impsim: 1
run: {until: 5s}
devices: {imp: {model: imp003, device: hello.device.nut}}
expect:
  - log: %s
"""
PROGRAMS = {
    "lesson.md": "---\ntitle: x\nfaults: {dumb: says nothing}\n---\n## Hint\nNo.\n",
    "check.scenario.yaml": None,
    "start/my.scenario.yaml": SCENARIO % "bye",
    "start/hello.device.nut": 'server.log("hello")',
    "solution/my.scenario.yaml": SCENARIO % "hello",
    "solution/hello.device.nut": None,
    "naive/anything/my.scenario.yaml": SCENARIO.replace("log: %s", "never: [0s, end]\n    error: {}"),
    "naive/hard-coded/hello.device.nut": None,
    "programs/good/hello.device.nut": 'server.log("hello")',
    "programs/dumb/hello.device.nut": "",
}


def test_a_scenario_must_tell_good_from_bad(tmp_path: Path) -> None:
    lesson = made(tmp_path, **PROGRAMS)
    assert list(problems(lesson, [1])) == []
    assert [one.name for one in check(lesson, lesson.solution, 1).outcomes] == [
        "It passes with a program that works.",
        "It catches a program that says nothing.",
    ]
    naive = check(lesson, lesson.naive["anything"], 1)
    assert [(one.status, one.message) for one in naive.outcomes] == [
        ("pass", ""),
        ("fail", "your scenario passes with this program"),
    ]


def test_a_damaged_scenario_is_the_learners_problem(tmp_path: Path) -> None:
    lesson = made(tmp_path, **PROGRAMS)
    result = check(lesson, {"my.scenario.yaml": SCENARIO.replace("log", "lgo") % "hello"}, 1)
    assert result.problem is not None
    assert (result.status, result.problem.path, result.problem.line) == ("error", "my.scenario.yaml", 5)
