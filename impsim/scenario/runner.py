"""Runs a scenario: one simulation, and the trace of all that happened in it."""

from __future__ import annotations

import os
from time import monotonic

from impsim.diagnosis import explain_failure
from impsim.diagnosis.witness import Witness
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import Simulation
from impsim.scenario.expect import is_probe
from impsim.scenario.heading import header_of, interval, looks
from impsim.scenario.probes import Looker, Probe, expression
from impsim.scenario.timeline import Plan
from impsim.trace.recorder import Recorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.scenario.devices import Device
    from impsim.scenario.schema import Scenario

    Event = dict[str, Any]
    # (source, path, side, libraries) -> a unit; raises Diagnostic
    Compiler = Callable[[bytes, str, str, list[str]], Any]

MOST_EXPLAINED = 3  # failures of a run
_units: dict[tuple[bytes, str], Any] = {}


def compile_plain(source: bytes, path: str, side: str = "device", libraries: Optional[list[str]] = None) -> Any:
    """A unit, without preprocessor and libraries; kept for others that run the same program in this process."""
    key = source, path
    if key not in _units:
        from impsim.squirrel.compile import compile_source

        _units[key] = compile_source(source.decode("latin-1"), path, steps=True, constants=CONSTANTS)
    return _units[key]


def forget() -> None:
    """Keeps no unit any more."""
    _units.clear()


class Recording:
    """What was seen of a run.  header: what it depends on.  too_long: it took longer than the host may be kept."""

    def __init__(self, header: dict[str, Any]) -> None:
        self.header = header
        self.events: list[Event] = []
        self.end_us = 0
        self.too_long = False

    def tell(self, listener: Callable[[Event], object]) -> None:
        """All of it, to who listens now."""
        for event in self.events:
            listener(event)


class Run:
    """One run of a scenario.  recorded: whether its trace is to have what the viewer shows, which takes longer."""

    def __init__(self, scenario: Scenario, compiler: Compiler = compile_plain, recorded: bool = False) -> None:
        self._scenario = scenario
        self._compiler = compiler
        world = scenario.world()
        self.simulation = Simulation(world, seed=scenario.seed, epoch_s=scenario.epoch_s)
        probes = self._probes()
        self.recording = Recording({**header_of(scenario), "looks": looks(probes)})
        self._looker = Looker(self.simulation, probes, self._note)
        self._recorder = Recorder(self.simulation, self._note, os.path.dirname(scenario.path)) if recorded else None
        self._deadline_s = 0.0
        self._shown: dict[str, bytes] = {}  # the text of each program by its path
        self.witness = Witness(self._explained, MOST_EXPLAINED)

    def _explained(self, error: BaseException, program: Any) -> Any:
        return explain_failure(error, self._shown_text, program)

    def _shown_text(self, path: str) -> Optional[bytes]:
        """What a call stack's lines are of: a program, or a library's file."""
        if path not in self._shown:
            try:
                with open(path, "rb") as file:
                    self._shown[path] = file.read()
            except (OSError, ValueError):
                return None
        return self._shown[path]

    def _note(self, event: Event) -> None:
        self.recording.events.append(event)

    def _hear(self, event: Event) -> None:
        if self._looker.muted:
            return
        if self._recorder is not None:
            self._recorder.hear(event)
        else:
            self.recording.events.append(event)

    def run(self) -> Recording:
        """Runs it. Raises Diagnostic for a program that does not compile, or a world that a model cannot live in."""
        scenario, simulation = self._scenario, self.simulation
        simulation.instruments.attach(self._hear)
        self._deadline_s = monotonic() + scenario.wall_limit_us / 1e6
        for device in scenario.devices:
            self._add(device)
        Plan(simulation, next(iter(simulation.imps.values())), scenario.timeline).begin()
        simulation.clock.pace = self._pace
        simulation.clock.at(scenario.until_us, _the_end)
        simulation.run(scenario.until_us)
        if not self.recording.too_long:
            self._looker.look(simulation.clock.now_us)
            self.recording.end_us = simulation.clock.now_us
        if self._recorder is not None:
            self._recorder.end()
        self._note_hung()
        return self.recording

    def _pace(self, t_us: int) -> None:
        self._looker.pace(t_us)
        if self._recorder is not None:
            self._recorder.pace(t_us)
        if monotonic() > self._deadline_s:  # at each move: one turn of a program may take a second of the host's
            self.recording.too_long, self.recording.end_us = True, self.simulation.clock.now_us
            self.simulation.clock.limit_us = self.simulation.clock.now_us

    def _add(self, device: Device) -> None:
        unit = self._unit(device.program, "device", device)
        agent = self._unit(device.agent, "agent", device)
        site = self._scenario.site(device, self.simulation.world)
        imp = self.simulation.add(device.name, device.profile, device.release, unit, site=site, agent=agent)
        for program in (imp, imp.agent):
            if program is not None:
                self.witness.watch(program)

    def _unit(self, path: str, side: str, device: Device) -> Any:
        if not path:
            return None
        with open(path, "rb") as file:
            text = file.read()
        unit = self._compiler(text, path, side, device.libraries)
        built = getattr(self._compiler, "texts", {}).get((path, side), text)  # whose lines a call stack tells
        self._shown[path] = built
        if self._recorder is not None:
            self._recorder.sources(device.name, [(side, path, built)])
        return unit

    def _note_hung(self) -> None:
        """A program that never comes to an end says nothing of it."""
        for imp in self.simulation.imps.values():
            for program in (imp, imp.agent):
                if program is not None and program.hung is not None:
                    now_us = self.simulation.clock.now_us
                    event = {"t_us": now_us, "device": imp.name, "kind": "vm", "state": "hung"}
                    self._note({**event, "reason": program.hung[0]})

    def _probes(self) -> list[Probe]:
        found: dict[tuple[str, str, bool], Probe] = {}
        for expectation in self._scenario.expectations:
            for subject in expectation.subjects:
                if is_probe(subject):
                    probe = self._probe(found, subject, expectation.node)
                    probe.intervals.append(interval(self._scenario, expectation))
        return list(found.values())

    def _probe(self, found: dict[tuple[str, str, bool], Probe], subject: Any, node: Any) -> Probe:
        key = subject.device, subject.probe, subject.by_agent
        if key not in found:
            unit = None if subject.given.get("callback") else self._expression(subject, node)
            found[key] = Probe(*key, unit)
        return found[key]

    def _expression(self, subject: Any, node: Any) -> Any:
        place = node.map.get("probe") or node
        place = place.map.get("eval") or place
        side = "agent" if subject.by_agent else "device"
        return expression(
            subject.probe,
            self._scenario.path,
            place.line,
            place.column,
            lambda text, path: compile_plain(text, path, side),
        )


def _the_end() -> None:
    """A run lasts as long as the file says, even when nothing is left to happen."""
