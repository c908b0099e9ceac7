"""An imp's real-time clock: right after each connection, drifting in between.

Without a crystal of its own (imp005) it starts anew at every boot and is wrong until the first
connection after it (D/knowledgebase).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.sim.clock import Clock

UNSET_S = 946684800  # assumed: an imp that does not know the time counts from 2000-01-01


class Rtc:
    """crystal: whether it keeps the time while the imp is off or asleep.  drift_ppm: how much too fast it runs."""

    def __init__(self, clock: Clock, crystal: bool, drift_ppm: int) -> None:
        self._clock = clock
        self._crystal = crystal
        self._drift_ppm = drift_ppm
        self._at_us = clock.now_us
        self._shown_us = clock.wall_us() if crystal else UNSET_S * 1000000

    def boot(self) -> None:
        """The imp starts."""
        if not self._crystal:
            self._at_us = self._clock.now_us
            self._shown_us = UNSET_S * 1000000

    def set_by_server(self) -> None:
        """The imp has connected."""
        self._at_us = self._clock.now_us
        self._shown_us = self._clock.wall_us()

    def read_us(self) -> int:
        """The Unix time in microseconds, as the imp knows it."""
        passed_us = self._clock.now_us - self._at_us
        return self._shown_us + passed_us + passed_us * self._drift_ppm // 1000000
