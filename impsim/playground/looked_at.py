"""What is to be said of an experiment's programs before they run: whether they compile, and what one would warn of."""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.playground.experiment import PROGRAMS
from impsim.playground.observed import problem_of
from impsim.suite.compiler import Compiler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.playground.experiment import Experiment


def problems(experiment: Experiment) -> list[dict[str, Any]]:
    """Of both programs, each with its side and place."""
    return [found for side in PROGRAMS for found in _of_program(experiment, side)]


def _of_program(experiment: Experiment, side: str) -> list[dict[str, Any]]:
    text = experiment.programs[side]
    try:
        Compiler([], {})(text.encode("utf-8"), PROGRAMS[side], side, [])
    except Diagnostic as problem:
        return [problem_of(each) for each in (problem, *getattr(problem, "also", ()))]
    return []
