"""Runs an experiment and gives what the page shows: a recorded trace in the form in which the viewer has it.

The programs lie in a folder, as a scenario's programs do. In the browser it is a folder of the worker's own, in memory.
"""

from __future__ import annotations

import os
from functools import partial

from impsim.diagnosis import explain_failure
from impsim.errors import Diagnostic
from impsim.playground import story
from impsim.playground.experiment import ONLY, PROGRAMS, Experiment
from impsim.playground.looked_at import told
from impsim.scenario.probes import Probe, expression
from impsim.scenario.runner import Run
from impsim.suite.compiler import Compiler, compile_text
from impsim.trace.html import content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Event = dict[str, Any]

MOST_EVENTS = 20000  # that the page gets; who writes more lines sees where it stopped
MOST_FAILURES = 20  # that are explained: a program that fails starts again each second
ALWAYS = (0, 1 << 62)
OF_AGENT = "agent:"  # begins an expression that the agent's program is asked for


class Observed(Run):
    """A recorded run with expressions that are looked at all the time.  crowded: it had more events than are kept.
    failures: why programs have failed, each once.
    """

    def __init__(self, scenario: Any, watch: list[Probe], programs: dict[str, str]) -> None:
        self._watch = watch
        self._programs = programs
        self._folder = os.path.dirname(scenario.path)
        self.crowded = False
        self.failures: list[dict[str, Any]] = []
        super().__init__(scenario, Compiler([], {}), recorded=True)

    def _add(self, device: Any) -> None:
        super()._add(device)
        imp = self.simulation.imps[device.name]
        for side, program in (("device", imp), ("agent", imp.agent)):
            if program is not None:
                program.on_failure = partial(self._explain, program, side)

    def _explain(self, program: Any, side: str, error: BaseException) -> None:
        """Asks at once: later the program's values are gone."""
        if len(self.failures) == MOST_FAILURES:
            return
        problem = explain_failure(error, lambda path: self._programs[side].encode("utf-8"), program).problem
        found = told(problem, self._folder)
        if all({**known, "t_us": 0} != {**found, "t_us": 0} for known in self.failures):
            self.failures.append({**found, "t_us": self.simulation.clock.now_us})

    def _probes(self) -> list[Probe]:
        return self._watch

    def _note(self, event: Event) -> None:
        if len(self.recording.events) < MOST_EVENTS:
            self.recording.events.append(event)
        else:
            self.crowded = True
            self.simulation.clock.limit_us = self.simulation.clock.now_us


def run(experiment: Experiment, folder: str, until_us: int) -> dict[str, Any]:
    """content: of a trace, for the page.  end_us: how far it went.  watch: what is wrong with each expression, or "".

    failures: why programs have failed, and when first.  stopped: why it did not go on to until_us, or "". Raises
    Diagnostic.
    """
    found = written(experiment, folder, until_us)
    probes, refused = watched(experiment.watch, bool(experiment.programs["agent"].strip()))
    observed = Observed(found, probes, experiment.programs)
    recording = observed.run()
    end_us = recording.events[-1]["t_us"] if observed.crowded else recording.end_us
    header = {**recording.header, "end_us": end_us}
    return {
        "content": content(header, recording.events, "playground"),
        "end_us": end_us,
        "watch": refused,
        "failures": observed.failures,
        "stopped": _why(observed, recording.too_long),
    }


def _why(observed: Observed, too_long: bool) -> str:
    if observed.crowded:
        return "the run has more than %d events: what follows is not shown" % MOST_EVENTS
    return "the run took longer than a minute" if too_long else ""


def written(experiment: Experiment, folder: str, until_us: int) -> Any:
    """The scenario of an experiment, whose files are in the folder from now on. Raises Diagnostic."""
    for side, name in PROGRAMS.items():
        _write(os.path.join(folder, name), experiment.programs[side])
    return story.read(experiment, folder, until_us)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def watched(texts: list[str], has_agent: bool) -> tuple[list[Probe], list[str]]:
    """The probes of expressions, and what is wrong with each, or ""."""
    probes, refused = [], []
    for text in texts:
        try:
            probes.append(_probe(text, has_agent))
            refused.append("")
        except Diagnostic as problem:
            refused.append(problem.message)
    return probes, refused


def _probe(text: str, has_agent: bool) -> Probe:
    by_agent = text.startswith(OF_AGENT)
    code = text[len(OF_AGENT) :].strip() if by_agent else text.strip()
    if by_agent and not has_agent:
        raise Diagnostic("there is no agent to be asked")
    if not code:
        raise Diagnostic("the expression is empty")
    side = "agent" if by_agent else "device"
    unit = expression(code, "watch", 1, 1, lambda source, path: compile_text(source.decode("utf-8"), side, ()))
    probe = Probe(ONLY, code, by_agent, unit)
    probe.intervals.append(ALWAYS)
    return probe
