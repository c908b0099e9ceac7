"""Lessons in which the learner writes a scenario: it must pass with a program that works, and fail with faulty ones."""

from __future__ import annotations

import os

from impsim.lessons.filling import filled
from impsim.lessons.lesson import GOOD
from impsim.lessons.result import FAIL, PASS, Outcome
from impsim.lessons.trial import WALL_LIMIT_US, defaults
from impsim.scenario.load import SUFFIXES, judged, load
from impsim.scenario.runner import Run
from impsim.suite.compiler import Compiler
from impsim.testcase.result import FAILED, PASSED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.lessons.lesson import Files, Lesson
    from impsim.lessons.vary import Values

WORKS = "It passes with a program that works."
CATCHES = "It catches a program that %s."
MISSED = "your scenario passes with this program"


def outcomes(lesson: Lesson, folder: str, values: Values, seed: int) -> list[Outcome]:
    """What came of the learner's scenario with each of the programs. Raises Diagnostic for a mistake in it."""
    scenario = next(name for name in lesson.start if name.endswith(SUFFIXES))
    return [
        _outcome(lesson, folder, scenario, name, values, seed)
        for name in sorted(lesson.programs, key=lambda name: (name != GOOD, name))
    ]


def _outcome(lesson: Lesson, folder: str, scenario: str, name: str, values: Values, seed: int) -> Outcome:
    _put(lesson.programs[name], os.path.join(lesson.folder, "programs", name), folder, values)
    statuses = _statuses(os.path.join(folder, scenario), seed)
    if name == GOOD:
        told = next((message for status, message in statuses if status != PASSED), "")
        return Outcome(WORKS, FAIL if told else PASS, told.replace(folder + os.sep, ""))
    caught = any(status == FAILED for status, _ in statuses)
    return Outcome(CATCHES % lesson.faults[name], PASS if caught else FAIL, "" if caught else MISSED)


def _put(program: Files, path: str, folder: str, values: Values) -> None:
    for name, text in program.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(filled(text, os.path.join(path, name), values))


def _statuses(path: str, seed: int) -> list[tuple[str, str]]:
    """Status and message of each test of a scenario file. Raises Diagnostic."""
    found = []
    for scenario in load(path).check(defaults(seed)):
        scenario.wall_limit_us = min(scenario.wall_limit_us, WALL_LIMIT_US)
        recording = Run(scenario, Compiler((), {})).run()
        result = judged(scenario, scenario.variant.name, recording.events, recording.end_us)
        found.append((result.status, result.message.partition("\nreplay:")[0]))
    return found
