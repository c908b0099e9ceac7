"""The fixture `simulation`: imps for tests that are written in Python.

    def test_a_lost_link_is_noticed(simulation):
        sim = simulation(model="imp005", impos="36", device="blink.device.nut")
        sim.run(to="10s")
        sim.do("link.down")
        sim.run(more="2m")
        assert "offline" in sim.log

A simulation stands still between two runs: programs stay in the middle of what they do, on stacks of their own, until
the test ends. Mistakes in programs, worlds and verbs fail the test with their place.
"""

from __future__ import annotations

import os
from functools import wraps

import pytest

from impsim.errors import Diagnostic
from impsim.impos.conversions import to_json, to_text
from impsim.impos.simulation import ONLY, Simulation
from impsim.plugins.worlds import chosen, duration_us
from impsim.scenario.probes import expression
from impsim.scenario.runner import compile_plain
from impsim.scenario.stimuli import perform
from impsim.scenario.surroundings import Surroundings
from impsim.squirrel.errors import Stop
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, thrown
from impsim.squirrel.values import type_name
from impsim.suite.collection import shown
from impsim.suite.compiler import Compiler, compile_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Optional, TypeVar, Union

    from impsim.testcase.defaults import Defaults

    Call = TypeVar("Call", bound=Callable[..., Any])
    Event = dict[str, Any]
    Duration = Union[str, int, float]
    Source = Union[str, os.PathLike[str]]
    World = Union[str, os.PathLike[str], dict[str, Any], None]

MOST_LINES = 40  # of a log beside a failure
QUIET = ("status", "powerstate")  # lines of the log that are not a program's


class ProgramError(Exception):
    """What an expression has thrown: its message says where."""


def failing(call: Call) -> Call:
    """Lets mistakes in what the test has given fail it at the place of the call."""

    @wraps(call)
    def called(*arguments: Any, **named: Any) -> Any:
        __tracebackhide__ = True
        try:
            return call(*arguments, **named)
        except Diagnostic as problem:
            problems = [problem, *getattr(problem, "also", ())]
            text = "\n".join(to_text(one.render()) for one in problems)
        pytest.fail(text)

    return called  # type: ignore[return-value]


class Simulations:
    """Makes simulations; all end with the test.

    folder: where paths begin, that of the test file; a path that is not there is tried from the current folder.
    """

    def __init__(self, folder: str, defaults: Defaults) -> None:
        self._folder = folder
        self.defaults = defaults
        self._made: list[Simulated] = []

    @failing
    def __call__(
        self,
        *,
        model: str = "",
        impos: str = "",
        device: Source = "",
        agent: Source = "",
        world: World = None,
        seed: Optional[int] = None,
        name: str = ONLY,
    ) -> Simulated:
        """An imp that has just been switched on, at 0 s.

        model, impos: the configured default, else imp005 and the newest release that the model ran.  device, agent:
        programs, each a path (*.nut) or the text itself.  world: as of `impsim run --world`: a path, YAML or a dict.
        """
        __tracebackhide__ = True
        seed = self.defaults.seed if seed is None else seed
        profile, release = chosen(model, impos, self.defaults)
        around = Surroundings(self.path(world), name, profile, allow_python=True)  # as the test itself may
        simulation = Simulation(around.world, seed=seed, pausable=True)
        made = Simulated(self, simulation, around, name)
        simulation.instruments.attach(made.events.append)
        made._begin(profile, release, around.site, device, agent)
        around.begin(simulation, made.imp)
        self._made.append(made)
        return made

    def path(self, given: Any) -> Any:
        """A path as it is from here; what is no path stays as it is."""
        if not (isinstance(given, os.PathLike) or (isinstance(given, str) and "\n" not in given)):
            return given
        beside = os.path.join(self._folder, given)
        return shown(beside) if os.path.exists(beside) else given

    def compiled(self, source: Source, side: str) -> Any:
        """The unit of a program, None where there is none. Raises Diagnostic."""
        if not source:
            return None
        if isinstance(source, str) and ("\n" in source or not source.endswith(".nut")):
            return compile_text(source, side, self.defaults.libraries)
        path = str(self.path(source))
        try:
            with open(path, "rb") as file:
                text = file.read()
        except OSError as error:
            raise Diagnostic((error.strerror or "cannot be read").lower(), path, code="file") from None
        return Compiler(self.defaults.libraries, self.defaults.includes, self.defaults.variables)(text, path, side, [])

    def logs(self) -> Iterator[tuple[str, str]]:
        """Name and text of each imp's log, for reports: its latest lines."""
        for made in self._made:
            for one in made.all:
                if one.lines:
                    yield one.name, "\n".join(one.lines[-MOST_LINES:])

    def close(self) -> None:
        """Ends all of them."""
        for made in self._made:
            made.simulation.close()


class Side:
    """A program: an imp's, or its agent's.  log: its messages so far.  errors: exceptions that nothing has caught."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.errors: list[str] = []
        self._program: Any = None

    def _hear(self, event: Event) -> None:
        self.log.append(event["msg"])
        if "backtrace" in event:
            places = ["%s:%d" % (path, line) for _, path, line, _ in event["backtrace"][:1]]
            self.errors.append(" at ".join([event["msg"].removeprefix("ERROR: "), *places]))

    @failing
    def evaluate(self, text: str) -> Any:
        """The value of a Squirrel expression now, as a Python value: tables are dicts, arrays lists.

        Raises ProgramError when it throws. What it changes stays changed.
        """
        __tracebackhide__ = True
        if self._program is None:
            raise Diagnostic("this imp has no agent", "evaluate", hint="simulation(agent=...) gives it one")
        unit = expression(text, "evaluate", 1, 1, lambda source, path: compile_plain(source, path, self._program.side))
        try:
            return to_json(self._program.evaluate(unit), type_name)
        except Stop as stop:
            message = stop.reason
        except Exception as error:
            message = described(error)
        raise ProgramError("%s: %s" % (text, message))


class Simulated(Side):
    """An imp of a simulation.  events: all that has happened in it, as a trace has it.  agent: the imp's."""

    def __init__(self, simulations: Simulations, simulation: Simulation, around: Surroundings, name: str) -> None:
        super().__init__()
        self.simulation = simulation
        self.name = name
        self.events: list[Event] = []
        self.agent = Side()
        self.lines: list[str] = []
        self.all = [self]
        self._simulations = simulations
        self._around = around

    def _begin(self, profile: Any, release: Any, site: Any, device: Source, agent: Source) -> None:
        units = self._simulations.compiled(device, "device"), self._simulations.compiled(agent, "agent")
        self.imp = self.simulation.add(
            self.name, profile, release, units[0], site=site, agent=units[1], sink=self._logged
        )
        self._program, self.agent._program = self.imp, self.imp.agent

    def _logged(self, event: Event) -> None:
        self.lines.append("%10.3f  %s: %s" % (event["t_us"] / 1e6, event["type"], event["msg"]))
        if event["type"] not in QUIET:
            (self.agent if event["type"].startswith("agent.") else self)._hear(event)

    @failing
    def add(
        self,
        name: str,
        *,
        model: str = "",
        impos: str = "",
        device: Source = "",
        agent: Source = "",
        site: Optional[dict[str, Any]] = None,
    ) -> Simulated:
        """Another imp in the same world, switched on now.

        site: what is its own, in the words of a world file: rssi, noise, drift, ethernet, cell, imp, identity.
        """
        __tracebackhide__ = True
        if name in self.simulation.imps:
            raise Diagnostic("there is an imp '%s' already" % name, "add")
        profile, release = chosen(model, impos, self._simulations.defaults)
        made = Simulated(self._simulations, self.simulation, self._around, name)
        made.events, made.all = self.events, self.all
        made._begin(profile, release, self._around.another_site(name, site or {}, profile), device, agent)
        self.all.append(made)
        return made

    @property
    def now_s(self) -> float:
        """Virtual seconds since the beginning."""
        return self.simulation.clock.now_us / 1e6

    @failing
    def run(self, to: Optional[Duration] = None, *, more: Optional[Duration] = None) -> None:
        """Lets everything happen up to a time ("10s", "2m30s", or seconds), or for so much longer."""
        __tracebackhide__ = True
        now_us = self.simulation.clock.now_us
        if (to is None) == (more is None):
            raise Diagnostic("run() takes either a time to run to or, as more=, how much longer", "run")
        until_us = duration_us(to) if more is None else now_us + duration_us(more)  # type: ignore[arg-type]
        if until_us < now_us:
            raise Diagnostic(
                "it is %g s already: time does not go back to %g s" % (now_us / 1e6, until_us / 1e6), "run"
            )
        self.simulation.run(until_us)
        self.simulation.clock.move(until_us)

    @failing
    def do(self, verb: str, **fields: Any) -> None:
        """Has something happen to the imp or its world now: a verb of docs/world.md with its fields.

        A field whose name is a word of Python gets an underscore: `do("power.cycle", for_="5s")`.
        """
        __tracebackhide__ = True
        given = {name.removesuffix("_"): value for name, value in fields.items()}
        stimulus = self._around.stimulus(verb, given, self.imp)
        perform(self.simulation, self.imp, stimulus.verb, stimulus.args)


def described(error: BaseException) -> str:
    """What was thrown, and where. Raises a defect of impsim again."""
    text = to_text(tostring(thrown(error)))
    places = ["%s:%d" % (frame.path, frame.line) for frame in call_stack(error) if frame.path != "probe"]
    return " at ".join([text, *places[:1]])
