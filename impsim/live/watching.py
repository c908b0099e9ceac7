"""Expressions whose value is told whenever it changes: probes, as scenarios have them."""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos.simulation import ONLY
from impsim.live.setup import AGENT
from impsim.scenario.probes import Looker, Probe, expression
from impsim.scenario.runner import compile_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.simulation import Simulation
    from impsim.live.session import Session

    Event = dict[str, Any]
    Tell = Callable[[str, str, Event], object]

ALWAYS = (0, 1 << 62)


class Watches:
    """tell(text, side, what was seen): gets each change."""

    def __init__(self, session: Session, tell: Tell | None) -> None:
        self._session = session
        self._tell = tell
        self._probes: list[Probe] = []
        self._looker: Looker | None = None

    def begin(self, simulation: Simulation) -> None:
        """A new simulation, in which nothing is watched."""
        self._probes = []
        self._looker = Looker(simulation, self._probes, self._seen)

    def names(self) -> list[tuple[str, str]]:
        """(expression, side) of each."""
        return [(probe.text, AGENT if probe.by_agent else "device") for probe in self._probes]

    def check(self, text: str, side: str) -> Probe:
        """The probe of an expression. Raises Diagnostic."""
        if not text.strip():
            raise Diagnostic("the expression is empty", "watch")
        unit = expression(text, "watch", 1, 1, lambda source, path: compile_plain(source, path, side))
        probe = Probe(ONLY, text, side == AGENT, unit)
        probe.intervals.append(ALWAYS)
        return probe

    def set(self, text: str, side: str, on: bool) -> None:
        """Watches from now on, or no longer."""
        self._probes[:] = [probe for probe in self._probes if (probe.text, probe.by_agent) != (text, side == AGENT)]
        if on:
            self._probes.append(self.check(text, side))

    def pace(self, t_us: int) -> None:
        """Time is about to move."""
        if self._probes and self._looker is not None:
            self._session.muted = True
            try:
                self._looker.look(t_us)
            finally:
                self._session.muted = False

    def look(self) -> None:
        """Looks now, as at the end of what was let happen."""
        self.pace(self._session.now_us)

    def _seen(self, event: Event) -> None:
        if self._tell is not None and not self._session.again:
            self._tell(event["probe"], event.get("side", "device"), event)
