"""Credits that calls cost and time brings back: how the impCloud limits what agents may ask of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.sim.clock import Clock

MICRO = 1000000


class Credits:
    """most: how many there are at first, and at any time.  per_s: how many come back in a second."""

    def __init__(self, clock: Clock, most: int, per_s: int) -> None:
        self._clock = clock
        self._most = most * MICRO
        self._per_s = per_s
        self._left = self._most  # in millionths, at _since_us
        self._since_us = clock.now_us

    def spend(self, cost: int) -> bool:
        """Takes cost credits. False: fewer are left, and none is taken."""
        now_us = self._clock.now_us
        self._left = min(self._most, self._left + (now_us - self._since_us) * self._per_s)
        self._since_us = now_us
        if self._left < cost * MICRO:
            return False
        self._left -= cost * MICRO
        return True
