"""A run that asks why programs fail, at the moment when they do: later their values are gone."""

from __future__ import annotations

import os
from functools import partial

from impsim.diagnosis import explain_failure
from impsim.scenario.runner import Run
from impsim.suite.compiler import Compiler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.errors import Diagnostic
    from impsim.scenario.devices import Device
    from impsim.scenario.schema import Scenario

    Reasons = dict[str, Diagnostic]  # by the device's own text

MOST = 10  # failures that are explained: a program that fails starts again each second


class ExplainedRun(Run):
    """reasons: why programs have failed."""

    def __init__(self, scenario: Scenario) -> None:
        self._texts = Compiler((), {})
        super().__init__(scenario, self._texts)
        self._folder = os.path.dirname(scenario.path)
        self.reasons: Reasons = {}

    def _add(self, device: Device) -> None:
        super()._add(device)
        imp = self.simulation.imps[device.name]
        for side, program in (("device", imp), ("agent", imp.agent)):
            if program is not None:
                program.on_failure = partial(self._explain, program, side)

    def _explain(self, program: Any, side: str, error: BaseException) -> None:
        if len(self.reasons) == MOST:
            return
        problem = explain_failure(error, partial(self._source, side), program).problem
        problem.path = os.path.relpath(problem.path, self._folder) if problem.path else ""
        self.reasons.setdefault(problem.message, problem)

    def _source(self, side: str, path: str) -> bytes | None:
        """The text of a program as it was compiled."""
        built = self._texts.texts.get((path, side))
        if built is None and os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read()
        return built
