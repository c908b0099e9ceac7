"""What is to be said of an experiment's programs before they run: whether they compile, and of what one would warn."""

from __future__ import annotations

from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.diagnosis import lint
from impsim.diagnosis.catalogue import coded
from impsim.errors import Diagnostic
from impsim.impos.deployment import CONSTANTS
from impsim.playground.experiment import PROGRAMS, WORLD
from impsim.suite.compiler import PREPROCESSED, Compiler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.playground.experiment import Experiment

WARNING = "warning"


def problems(experiment: Experiment) -> list[dict[str, Any]]:
    """Of both programs, each with its side and place; errors before warnings."""
    found = [problem for side in PROGRAMS for problem in errors(experiment, side)]
    return found or [problem for side in PROGRAMS for problem in warnings(experiment, side)]


def errors(experiment: Experiment, side: str) -> list[dict[str, Any]]:
    """Why a program does not compile."""
    try:
        Compiler([], {})(_data(experiment, side), PROGRAMS[side], side, [])
    except Diagnostic as problem:
        return [told(each) for each in (problem, *getattr(problem, "also", ()))]
    return []


def warnings(experiment: Experiment, side: str) -> list[dict[str, Any]]:
    """Traps in a program that compiles. One with directives of the preprocessor is not looked at."""
    data = _data(experiment, side)
    if not data.strip() or PREPROCESSED.search(data):
        return []
    program = lint.read(data.decode("latin-1"), PROGRAMS[side], side, constants=CONSTANTS)
    program.profile = find(experiment.model)
    program.release = parse_release(experiment.impos) if experiment.impos else newest_for(program.profile)
    return [{**told(each), "severity": WARNING} for each in lint.warnings(program, PROGRAMS[side])]


def _data(experiment: Experiment, side: str) -> bytes:
    return experiment.programs[side].encode("utf-8")


def told(problem: Diagnostic, folder: str = "") -> dict[str, Any]:
    """A Diagnostic for the page, in characters.  side: which of its editors has the place, "" for none."""
    coded(problem)
    path = problem.path[len(folder) :].lstrip("/") if folder and problem.path.startswith(folder) else problem.path
    sides = {**{name: side for side, name in PROGRAMS.items()}, **({WORLD: "world"} if problem.line else {})}
    in_bytes = path in PROGRAMS.values()
    text = _text if in_bytes else str
    return {
        "side": sides.get(path, ""),
        "line": problem.line,
        "column": _units(problem) if in_bytes else problem.column,
        "message": text(problem.message),
        "why": text(problem.why),
        "hint": text(problem.hint),
        "code": problem.code,
    }


def _text(text: str) -> str:
    """Squirrel's strings hold bytes, one to a character."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _units(problem: Diagnostic) -> int:
    """The column as JavaScript counts: of two for each character beyond 16 bits."""
    before = _text(problem.text[: max(0, problem.column - 1)])
    return len(before.encode("utf-16-le")) // 2 + 1 if problem.text else problem.column
