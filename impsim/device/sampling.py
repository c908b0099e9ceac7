"""Measurements that a part makes by itself, so many a second.

Nothing happens for each of them: how many there have been is computed when somebody looks. Only while a part waits for
one, because a pin is to tell of it, is the next one an event.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.sim.clock import Clock


class Sampler:
    """take: called with how many samples have been taken since the last call, when there are any.

    waiting: tells whether the next one is to be an event.
    """

    def __init__(self, clock: Clock, take: Callable[[int], Any], waiting: Callable[[], bool]) -> None:
        self._clock = clock
        self._take = take
        self._waiting = waiting
        self._hz = 0.0
        self._began_us = 0
        self._taken = 0
        self._event: Optional[list[Any]] = None

    def run(self, hz: float) -> None:
        """So many a second from now on; 0 stops. The same rate again changes nothing."""
        if hz != self._hz:
            self.catch_up()
            self._hz, self._began_us, self._taken = hz, self._clock.now_us, 0
        self.plan()

    def catch_up(self) -> None:
        """Takes all samples up to now."""
        if self._hz:
            count = int((self._clock.now_us - self._began_us) * self._hz / 1000000 + 1e-9) - self._taken
            if count > 0:
                self._taken += count
                self._take(count)

    def plan(self) -> None:
        """Makes the next sample an event if somebody waits for it."""
        if self._event is not None:
            self._clock.cancel(self._event)
            self._event = None
        if self._hz and self._waiting():
            next_us = self._began_us + int((self._taken + 1) * 1000000 / self._hz) + 1
            self._event = self._clock.at(next_us, self._due)

    def _due(self) -> None:
        self._event = None
        self.catch_up()
        self.plan()
