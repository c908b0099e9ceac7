"""What pins drive that is no level: the voltage of a converter, the pulses of a timer, a pulse after a trigger."""

from __future__ import annotations

from impsim.device.converters import STEPS, driven_mv
from impsim.device.pin_modes import HIGH, LOW
from impsim.device.signals import Signal, Steady, pulses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.pin import Pin
    from impsim.sim.clock import Clock

NS_IN_US = 1000


class Output:
    """A source of a signal at the imp's end of a wire.  duty, period_us: of PWM, else None."""

    duty: Optional[float] = None
    period_us: Optional[int] = None

    def signal(self, supply_mv: int) -> Signal:
        """What it drives with a supply."""
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """What events tell of it besides the voltage."""
        return {}


class Dac(Output):
    """An analogue output.  share: of the supply's voltage."""

    def __init__(self, share: float) -> None:
        self.step = round(share * STEPS)

    def signal(self, supply_mv: int) -> Signal:
        return Steady(driven_mv(self.step, supply_mv))


class Held(Output):
    """A voltage that stays, whatever the supply does."""

    def __init__(self, mv: int) -> None:
        self._mv = mv

    def signal(self, supply_mv: int) -> Signal:
        return Steady(self._mv)


class Pwm(Output):
    """Pulse-width modulation.  period_ns: of a pulse and the pause after it.  origin_us: when it began.

    Assumed: a timer with steps of a nanosecond; duty and period count from the moment when they are set.
    """

    def __init__(self, period_ns: int, share: float, origin_us: int) -> None:
        self.period_ns = period_ns
        self.origin_us = origin_us
        self._high_ns = round(share * period_ns)
        self.duty = self._high_ns / period_ns
        self.period_us = max(1, round(period_ns / NS_IN_US))

    def signal(self, supply_mv: int) -> Signal:
        if self._high_ns in (0, self.period_ns):
            return Steady(supply_mv if self._high_ns else 0)
        return pulses(self.period_ns, 0, supply_mv, self.origin_us, self._high_ns)

    def told(self) -> dict[str, Any]:
        whole_us, rest_ns = divmod(self.period_ns, NS_IN_US)
        period_us = self.period_ns / NS_IN_US if rest_ns else whole_us
        return {"duty": round(self.duty or 0.0, 6), "period_us": period_us}


class Trigger:
    """A pin-triggered pulse generator: its pin is high for a while, some time after its trigger has gone high.

    A trigger that comes before the pulse has begun starts the delay anew, so that a delay beyond the trigger's interval
    gives no pulse at all; a new delay counts from the end of the pulse on (D/node/2556). Assumed: the rising edge
    triggers, the pulse is high, and what a trigger does during it is lost.
    """

    def __init__(self, clock: Clock, pin: Pin, trigger: Pin, delay_us: int, period_us: int) -> None:
        self.delay_us = delay_us
        self.period_us = period_us
        self._clock = clock
        self._pin = pin
        self._trigger = trigger
        self._before = trigger.level
        self._next: Optional[list[Any]] = None
        self._delay_to_come_us = delay_us
        trigger.watch(self._triggered)

    def write(self, delay_us: int) -> None:
        """Sets the delay."""
        self._delay_to_come_us = delay_us
        if not self._pulsing:
            self.delay_us = delay_us

    @property
    def _pulsing(self) -> bool:
        return self._pin.level == HIGH

    def _triggered(self, trigger: Pin) -> None:
        before, self._before = self._before, trigger.level
        if trigger.level > before and not self._pulsing:
            self._plan(self.delay_us, self._begin)

    def _plan(self, wait_us: int, then: Any) -> None:
        self._forget()
        self._next = self._clock.after(wait_us, then)

    def _begin(self) -> None:
        self._pin.write(HIGH)
        self._plan(self.period_us, self._end)

    def _end(self) -> None:
        self.delay_us = self._delay_to_come_us
        self._pin.write(LOW)

    def _forget(self) -> None:
        if self._next is not None:
            self._clock.cancel(self._next)
            self._next = None

    def stop(self) -> None:
        """The pin gets another use."""
        self._forget()
        self._trigger.unwatch(self._triggered)
