"""What `impsim run --trace FILE --watch EXPR` writes: all that happens, with what the viewer needs besides."""

from __future__ import annotations

from impsim.cli import USER_INPUT
from impsim.cli.options import usage_error
from impsim.cli.output import say
from impsim.cli.source import SOURCES, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.cli.options import Command
    from impsim.impos.simulation import Simulation
    from impsim.scenario.probes import Probe
    from impsim.squirrel.unit import Unit

    Event = dict[str, Any]

ALWAYS = (0, 1 << 62)
OF_AGENT = "agent:"  # begins an expression that the agent's program is asked for


class Trace:
    """The file of --trace, which is none of those that the run is made of. Raises Diagnostic.

    programs: side -> unit.
    """

    def __init__(
        self, command: Command, options: dict[str, Any], arguments: list[str], programs: dict[str, Unit | None]
    ) -> None:
        self.path: str = options["trace"]
        if self.path in ("", "-"):
            usage_error(command, "the trace needs a file: the log goes to standard output")
        for path in (*arguments, options["agent"], options["world"]):
            if path and same_file(path, self.path):
                raise refused("the trace would overwrite what the run is made of", self.path)
        self._programs = programs
        self._probes = [watched(text, programs["agent"] is not None) for text in options["watch"]]

    def listen(self, simulation: Simulation, **header: Any) -> Callable[[Event], None]:
        """Makes the file."""
        from impsim.impos.simulation import ONLY
        from impsim.trace.jsonl import Writer
        from impsim.trace.recorder import Recorder

        try:
            self.writer = Writer(open(self.path, "wb"), **header)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise refused(f"cannot be written: {reason.lower()}", self.path) from None
        self._recorder = Recorder(simulation, self.writer)
        self._recorder.sources(ONLY, texts_of(self._programs))
        simulation.clock.pace = self._recorder.pace
        return self._watching(simulation) if self._probes else self._recorder.hear

    def _watching(self, simulation: Simulation) -> Callable[[Event], None]:
        """What the imp tells while somebody looks is no part of the run."""
        from impsim.scenario.probes import Looker

        recorder = self._recorder
        self._looker = looker = Looker(simulation, self._probes, self.writer)

        def pace(t_us: int) -> None:
            looker.pace(t_us)
            recorder.pace(t_us)

        def hear(event: Event) -> None:
            if not looker.muted:
                recorder.hear(event)

        simulation.clock.pace = pace
        self._clock = simulation.clock
        return hear

    def ended(self) -> int:
        """The exit code of a trace that could not be written to its end, which is told; else 0."""
        self._recorder.end()
        if self._probes:
            self._looker.look(self._clock.now_us)
        failure = self.writer.failure
        if failure is None:
            return 0
        say(f"{self.path}: the trace is not whole: {(failure.strerror or str(failure)).lower()}")
        return USER_INPUT


def watched(text: str, has_agent: bool) -> Probe:
    """What --watch asks for. Raises Diagnostic for what is no expression, or changes the program."""
    from impsim.impos.deployment import CONSTANTS
    from impsim.impos.simulation import ONLY
    from impsim.scenario.probes import Probe, expression
    from impsim.squirrel.compile import compile_source

    by_agent = text.startswith(OF_AGENT)
    code = text[len(OF_AGENT) :].strip() if by_agent else text
    if by_agent and not has_agent:
        raise refused("there is no agent to be watched", "--watch", "--agent AGENT.nut")
    if not code.strip():
        raise refused("the expression is empty", "--watch")
    unit = expression(
        code,
        "--watch",
        1,
        1,
        lambda source, path: compile_source(source.decode("latin-1"), path, steps=True, constants=CONSTANTS),
    )
    probe = Probe(ONLY, code, by_agent, unit)
    probe.intervals.append(ALWAYS)
    return probe


def texts_of(programs: dict[str, Unit | None]) -> list[tuple[str, str, bytes]]:
    """(side, path, text) of those that there are, then of the libraries that came with them."""
    own = {unit.path: side for side, unit in programs.items() if unit is not None}
    others = {path: "library" for path in SOURCES if path not in own}
    return [(side, path, SOURCES[path]) for path, side in {**own, **others}.items()]


def same_file(one: str, other: str) -> bool:
    from os.path import samefile

    try:
        return samefile(one, other)
    except (OSError, ValueError):
        return False
