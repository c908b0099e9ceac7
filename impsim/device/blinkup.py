"""BlinkUp: when an imp takes a phone's flashes, and when its status LED is lit (D/node/2413).

What the program asks for by imp.enableblinkup() counts only from the next change of state on: BOOTING for
60 s after a cold boot, CONNECTING for 60 s of an attempt to connect, else IDLE. After a cold boot
the one follows the other, which makes the 120 s of D/resources/imprestartoptions. After a warm boot,
and always from impOS 42 on, a call counts at once. Nothing here runs by itself but the end of a state.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.surroundings import Surroundings

STATE_US = 60000000  # how long BOOTING and CONNECTING last (D/node/2413)
LED_US = 60000000  # how long the LED is lit unless BlinkUp stays enabled (D/troubleshooting/developers)
AT_ONCE_SINCE = (42, 0)  # D/node/2413; assumed: not yet in the pre-releases of line 41

OFF, BOOTING, CONNECTING, IDLE = "off", "booting", "connecting", "idle"
# What is asked for, None when nothing is -> the states in which BlinkUp is active (the table of D/node/2413).
ACTIVE_IN: dict[Optional[bool], tuple[str, ...]] = {
    None: (BOOTING, CONNECTING),
    False: (BOOTING,),
    True: (BOOTING, CONNECTING, IDLE),
}
ACTIVE_IN_42 = {**ACTIVE_IN, False: ()}


class BlinkUp:
    """state: off, booting, connecting or idle.  lit: the LED blinks.  The imp says what happens to it."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._clock = around.clock
        self._at_once = around.release >= AT_ONCE_SINCE
        self._active_in = ACTIVE_IN_42 if self._at_once else ACTIVE_IN
        self._asked: Optional[bool] = None
        self._counting: Optional[bool] = None  # what was asked for, as far as it counts by now
        self._warm = False  # a warm boot, and no attempt to connect since then
        self._end: Optional[list[Any]] = None  # the event at which the state ends by itself
        self._lit_until_us = 0
        self._active = False
        self.lit = False
        self.state = OFF

    def cold_boot(self) -> None:
        """The imp has got power, or starts as if it had. Assumed: what a program asked for before is forgotten."""
        self._asked = None
        self._warm = False
        self._light()
        self._enter(BOOTING)

    def warm_boot(self) -> None:
        """The imp comes out of deep sleep. Assumed: what a program asked for before is forgotten."""
        self._asked = None
        self._warm = True
        self._enter(IDLE)

    def connecting(self) -> None:
        """An attempt to connect begins. Assumed: while the imp is booting or connecting that changes no state."""
        if self.state == IDLE:
            self._warm = False
            self._light()
            self._enter(CONNECTING)

    def power_down(self) -> None:
        """Deep sleep, or no power."""
        self._enter(OFF)

    def enable(self, enabled: bool) -> None:
        """imp.enableblinkup()."""
        self._asked = enabled
        if self._at_once or self._warm:
            self._counting = enabled
            self._show()

    def accepts(self) -> bool:
        """Whether a phone's flashes are taken now."""
        return self._active

    def _light(self) -> None:
        self._lit_until_us = self._clock.now_us + LED_US

    def _enter(self, state: str) -> None:
        if self._end is not None:
            self._clock.cancel(self._end)
            self._end = None
        self.state = state
        self._counting = self._asked
        if state in (BOOTING, CONNECTING):
            self._end = self._clock.after(STATE_US, self._next, background=True)
        self._show()

    def _next(self) -> None:
        self._enter(CONNECTING if self.state == BOOTING else IDLE)

    def _show(self) -> None:
        """Tells what has changed."""
        active = self.state in self._active_in[self._counting]
        lit = active and (self._counting is True or self._clock.now_us < self._lit_until_us)
        if active != self._active:
            self._active = active
            self._around.emit("blinkup", active=active)
        if lit != self.lit:
            self.lit = lit
            self._around.emit("led", lit=lit)
