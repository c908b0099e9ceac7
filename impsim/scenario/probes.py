"""Probes: expressions that are evaluated in a device between its callbacks.

A look costs no virtual time and leaves the device as it is, so a run with probes is the run without them. It hooks
into the clock where time is about to move on: all that happens at one moment has happened, and the value is that of the
moment. A device that stands in a call is not asked: it is not between callbacks. Values are events of the trace,
written when they change, so a trace can be judged again without a run.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos.conversions import to_json, to_text
from impsim.squirrel import nodes
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.parser import parse
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import thrown
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation

    Interval = tuple[int, int]
    Event = dict[str, Any]

HEAD, TAIL = "return (", "\n)"  # what makes an expression a program
STEPS = 1000000  # of a look; a probe that takes more never ends
SHORT_US = 1000  # what a call that reads a clock may take


class Still:
    """The loop of a program while somebody looks: time stands, and nothing may be begun."""

    def __init__(self, loop: Any) -> None:
        self._loop = loop
        self.line = loop.line
        self.busy, self.held, self.over = True, loop.held, loop.over

    def sleep(self, passing_us: int) -> None:
        if passing_us > SHORT_US:
            self.wait()

    def callbacks(self) -> list[Any]:
        found: list[Any] = self._loop.callbacks()
        return found

    def wait(self) -> Any:
        raise SquirrelError("a probe cannot wait")

    def __getattr__(self, name: str) -> Any:
        raise SquirrelError("a probe cannot change what the program will do")


class Probe:
    """text: the expression, or the function that calls back.  unit: compiled, None for the latter.

    intervals: when somebody is interested.
    """

    def __init__(self, device: str, text: str, by_agent: bool, unit: Any) -> None:
        self.device = device
        self.text = text
        self.by_agent = by_agent
        self.unit = unit
        self.intervals: list[Interval] = []
        self.latest: Optional[str] = None

    def look(self, imp: Imp) -> dict[str, Any]:
        """The value now, or why there is none."""
        program: Any = imp.agent if self.by_agent else imp
        if program is None or not program.running or program.loop is None:
            return {"none": "the program does not run"}
        if program.loop.busy:
            return {"none": "the program stands in a call"}
        if self.unit is None:
            modem = imp.device.cellular
            return {"value": modem.measured() if modem is not None else ""}
        return evaluate(program, self.unit)


def evaluate(program: Any, unit: Any) -> dict[str, Any]:
    """Runs a unit in a program while everything else stands still."""
    vm, loop = program.vm, program.loop
    taken, next_block = vm.steps_taken, vm.next_block
    program.loop, vm.next_block = Still(loop), lambda: STEPS
    try:
        return {"value": to_json(vm.run(unit), type_name)}
    except Stop as stop:
        return {"error": stop.reason}
    except Exception as error:
        return {"error": to_text(tostring(thrown(error)))}
    finally:
        program.loop, vm.steps_taken, vm.next_block = loop, taken, next_block


class Looker:
    """Evaluates probes while somebody is interested: its `pace` is a clock's.  record(event): gets what is seen.

    muted: whether it looks now: what the device tells of that is not part of the run.
    """

    def __init__(self, simulation: Simulation, probes: list[Probe], record: Callable[[Event], object]) -> None:
        self._simulation = simulation
        self._clock = simulation.clock
        self._probes = probes
        self._record = record
        self._due_us = 0 if probes else simulation.clock.limit_us
        self.muted = False

    def pace(self, t_us: int) -> None:
        """Time is about to move to t_us."""
        if t_us >= self._due_us and not self.muted:
            self.look(t_us)

    def look(self, t_us: int) -> None:
        """Looks at what is open now, and at what opens before t_us: nothing happens on the way there."""
        now_us, due_us = self._clock.now_us, self._clock.limit_us
        self.muted = True
        for probe in self._probes:
            for first_us, last_us in probe.intervals:
                if first_us <= now_us <= last_us:
                    self._see(probe, now_us)
                    break
            for first_us, last_us in probe.intervals:
                if now_us < first_us <= t_us:
                    probe.latest = None
                    self._see(probe, first_us)
                if last_us >= t_us:
                    due_us = min(due_us, first_us)
        self._due_us = due_us
        self.muted = False

    def _see(self, probe: Probe, t_us: int) -> None:
        seen = probe.look(self._simulation.imps[probe.device])
        if "none" in seen and probe.latest is not None and seen["none"].endswith("call"):
            return  # it was asked before, and will be when the call has ended
        if repr(seen) != probe.latest:
            probe.latest = repr(seen)
            side = {"side": "agent"} if probe.by_agent else {}
            self._record({"t_us": t_us, "device": probe.device, "kind": "probe", "probe": probe.text, **side, **seen})


CHANGES = (nodes.Assign, nodes.NewSlot, nodes.AugAssign, nodes.IncDec, nodes.Delete)


def _check_looks(source: str) -> None:
    """Refuses what changes the program outright. What functions do that it calls is not known."""
    pending: list[Any] = [parse(source)]
    while pending:
        found = pending.pop()
        if isinstance(found, CHANGES):
            raise Diagnostic("this changes the program, a look does not", hint="== compares")
        if isinstance(found, (list, tuple)):
            pending += found
        elif isinstance(found, nodes.Node) and not isinstance(found, nodes.Function):
            pending += [getattr(found, field) for field in found.fields]


def expression(text: str, path: str, line: int, column: int, compiler: Callable[[bytes, str], Any]) -> Any:
    """The unit that gives an expression's value. Raises Diagnostic at the place where the expression stands."""
    source = (HEAD + text + TAIL).encode("utf-8")
    try:
        unit = compiler(source, "probe")
        _check_looks(source.decode("latin-1"))
        return unit
    except Diagnostic as problem:
        raise Diagnostic("in this probe: " + problem.message, path, line, column, text, problem.hint, "probe") from None
