"""Why the programs of a learner failed: what the witness of a run has heard, under the names that the learner knows."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.errors import Diagnostic
    from impsim.scenario.runner import Run

    Reasons = dict[str, Diagnostic]  # by the device's own text


def reasons_of(run: Run, folder: str) -> Reasons:
    """The first reason of each text.  folder: where the files lie during the check."""
    found: Reasons = {}
    for _, failure in run.witness.failures:
        problem = failure.problem
        problem.path = os.path.relpath(problem.path, folder) if problem.path else ""
        found.setdefault(problem.message, problem)
    return found
