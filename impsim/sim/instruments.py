"""What is seen of a simulation: events that models emit and that traces, scenarios and viewers listen to.

An event is a dict: t_us, device (the name of an imp, "" for the world), kind, and what its
kind adds. Models only emit; nothing that listens can change what happens.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.sim.clock import Clock

    Event = dict[str, Any]


class Instruments:
    """Hands every event to every listener, in the order in which they were attached."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listeners: list[Callable[[Event], object]] = []

    def attach(self, listener: Callable[[Event], object]) -> None:
        """Has listener(event) called for every event from now on."""
        self._listeners.append(listener)

    @property
    def listening(self) -> bool:
        """Whether anybody listens: who makes events often asks before it makes them."""
        return bool(self._listeners)

    def emit(self, device: str, kind: str, **fields: Any) -> None:
        """Tells every listener."""
        if self._listeners:
            event: Event = {"t_us": self._clock.now_us, "device": device, "kind": kind, **fields}
            for listener in self._listeners:
                listener(event)
