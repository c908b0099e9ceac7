"""The check of a lesson: what a learner wrote is run with values that it could not know.

Each draw is a folder of its own, with the learner's files, the scenario and what it names; hidden values are filled in.
The first draw in which something fails ends the check, and is what the learner is told of.
"""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from impsim.errors import Diagnostic, located
from impsim.lessons import scenario_product
from impsim.lessons.filling import filled, with_given
from impsim.lessons.result import ERROR, Result
from impsim.lessons.trial import Trial
from impsim.lessons.vary import run_seed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.lessons.lesson import Files, Lesson
    from impsim.lessons.vary import Values


def check(lesson: Lesson, files: Files, seed: int, draws: int = 0) -> Result:
    """What came of a learner's files, by name; those of the start stand for what is missing.

    seed: of the hidden values; the same one gives the same check. Raises Diagnostic for mistakes in the lesson; those
    in the learner's files are the Result's `problem`.
    """
    result = Result(lesson.name, seed)
    for number in range(draws or lesson.draws):
        values = lesson.variety.values(seed, number)
        result.values = {name: values[name] for name in lesson.given}
        try:
            _draw(lesson, {**lesson.start, **files}, values, run_seed(seed, number), result)
        except LearnersProblem as error:
            result.status, result.problem = ERROR, error.problem
        if not result.passed:
            break
    return result


class LearnersProblem(Exception):
    """problem: the Diagnostic about a file of the learner's."""

    def __init__(self, problem: Diagnostic) -> None:
        Exception.__init__(self, problem.message)
        self.problem = problem


def _draw(lesson: Lesson, files: Files, values: Values, seed: int, result: Result) -> None:
    try:
        files = {name: _given(lesson, name, text, values) for name, text in files.items()}
    except Diagnostic as problem:
        raise LearnersProblem(problem) from None
    with TemporaryDirectory(prefix="lesson-") as folder:
        for name, text in files.items():
            _write(folder, name, text)
        for name, text in lesson.support.items():
            _write(folder, name, filled(text, os.path.join(lesson.folder, name), values))
        try:
            _judge(lesson, folder, values, seed, result)
        except Diagnostic as problem:
            _placed(lesson, folder, files, problem)


def _given(lesson: Lesson, name: str, text: str, values: Values) -> str:
    if "\0" in text:
        raise located("NUL byte in the file", text, text.index("\0"), name, "delete it", "not-text")
    return with_given(text, name, lesson.start.get(name, ""), lesson.given, values)


def _judge(lesson: Lesson, folder: str, values: Values, seed: int, result: Result) -> None:
    if lesson.writes_scenario:
        result.add(scenario_product.outcomes(lesson, folder, values, seed))
        return
    trial = Trial(folder, seed)
    for name in lesson.scenarios:
        trial.run(name)
    result.add(trial.outcomes)
    result.log = trial.log


def _write(folder: str, name: str, text: str) -> None:
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)


def _placed(lesson: Lesson, folder: str, files: Files, problem: Diagnostic) -> None:
    """Raises a mistake under the name that its file has for whoever has to mend it."""
    every = [problem, *getattr(problem, "also", ())]
    for one in every:
        inside = os.path.relpath(one.path or folder, folder).replace(os.sep, "/")
        one.path = inside if inside in files else os.path.join(lesson.folder, inside)
        one.message = one.message.replace(folder + os.sep, "")
        one.hint = one.hint.replace(folder, "here")
        one.args = (one.message,)
    if every[0].path in files:
        raise LearnersProblem(problem) from None
    raise problem from None
