"""The pins of an imp in their digital modes: what the imp drives, what the world drives, which level comes of it.

A pin is a wire with two ends. At the imp's end is a Mode, which drives the wire or lets go of it, and may have a
resistor that pulls it. At the world's end is a level, or None when nothing is connected. The wire is low when either
end drives it low, else high when either drives it high, else what the resistor makes of it.

Whoever runs the program says what hears of changes: of an input's level when the world has changed it, and of an
armed wake-up pin that goes high.

A peripheral, as a bus, takes pins for its signals. A pin has one use at a time, and the last one wins: who had it
before is told, and loses all its other pins with it.
"""

from __future__ import annotations

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings

LOW, HIGH = 0, 1
FLOATING = LOW  # assumed: what a wire reads that nobody drives or pulls; a device reads noise
PULSE_US = 10000  # assumed: how long the wake-up pin is high for when somebody wakes the imp by it


class Mode:
    """name: as events tell it.  low, high: what an output drives when that is written, None lets go.

    pull: where its resistor pulls, None without one.  writable: it is an output.  wakes: it ends deep sleep.
    """

    def __init__(
        self,
        name: str,
        *,
        low: Optional[int] = None,
        high: Optional[int] = None,
        pull: Optional[int] = None,
        writable: bool = False,
        wakes: bool = False,
    ) -> None:
        self.name = name
        self.low = low
        self.high = high
        self.pull = pull
        self.writable = writable
        self.wakes = wakes


# D/node/2538. The pull-down of DIGITAL_IN_WAKEUP: forums.electricimp.com/t/2234
DIGITAL_OUT = Mode("DIGITAL_OUT", low=LOW, high=HIGH, writable=True)
DIGITAL_OUT_OD = Mode("DIGITAL_OUT_OD", low=LOW, writable=True)
DIGITAL_OUT_OD_PULLUP = Mode("DIGITAL_OUT_OD_PULLUP", low=LOW, pull=HIGH, writable=True)
DIGITAL_IN = Mode("DIGITAL_IN")
DIGITAL_IN_PULLUP = Mode("DIGITAL_IN_PULLUP", pull=HIGH)
DIGITAL_IN_PULLDOWN = Mode("DIGITAL_IN_PULLDOWN", pull=LOW)
DIGITAL_IN_WAKEUP = Mode("DIGITAL_IN_WAKEUP", pull=LOW, wakes=True)

# How pins start.
TRISTATE = Mode("tri-state")
DRIVEN_LOW = Mode("driven low", low=LOW, high=LOW)
DRIVEN_HIGH = Mode("driven high", low=HIGH, high=HIGH)
STARTS = {  # D/node/898; all pins of other models, and those that it does not name, start tri-stated
    "imp005": {
        **dict.fromkeys(("pinB", "pinD", "pinK"), DRIVEN_HIGH),
        **dict.fromkeys(("pinA", "pinE", "pinF", "pinG", "pinJ", "pinQ", "pinS", "pinU", "pinV"), DRIVEN_LOW),
    }
}


class User:
    """Something that takes pins."""

    name = ""

    def lost(self) -> None:
        """Another use has taken one of its pins: it has none any more."""
        raise NotImplementedError


class Pin:
    """mode: what it is now.  driven: by the world, None for not at all.  level: 0 or 1.

    on_change: called when the world has changed the level of an input, or None.  user: who has taken it, or None.
    """

    def __init__(
        self,
        around: Surroundings,
        name: str,
        start: Mode,
        on_wake: Callable[[], Any],
        on_lost: Callable[[User], Any],
    ) -> None:
        self.name = name
        self.mode = start
        self.driven: Optional[int] = None
        self.on_change: Optional[Callable[[], Any]] = None
        self.user: Optional[User] = None
        self._around = around
        self._start = start
        self._on_wake = on_wake
        self._on_lost = on_lost
        self._written = LOW
        self._pulse_end: Optional[list[Any]] = None
        self.level = self._resolved()
        self.watchers: list[Callable[[Pin], object]] = []

    # The imp's end

    def configure(self, mode: Mode, value: int = LOW, on_change: Optional[Callable[[], Any]] = None) -> None:
        """Gives it a mode, and takes it from its user.  value: what an output starts with."""
        user, self.user = self.user, None
        if user is not None:
            self._on_lost(user)
        self.on_change = on_change
        self._written = value
        if mode is not self.mode:
            self.mode = mode
            self._around.emit("pin", pin=self.name, mode=mode.name)
        self._settle()

    def lend(self, user: User, mode: Mode, value: int) -> None:
        """Gives it to a user, as `configure` gives it a mode."""
        self.configure(mode, value)
        self.user = user

    def write(self, value: int) -> None:
        """What an output drives from now on."""
        self._written = value
        self._settle()

    def reset(self) -> None:
        """As at power-on, where it takes the least power (D/node/3139)."""
        self.configure(self._start)

    # The world's end

    def drive(self, level: Optional[int]) -> None:
        """What the world drives from now on; None lets go."""
        if self._pulse_end is not None:
            self._around.clock.cancel(self._pulse_end)
            self._pulse_end = None
        self.driven = level
        if self._settle():
            self._tell()

    def pulse(self) -> None:
        """The world drives it high for a moment, unless it does so anyway."""
        before = self.driven
        if before != HIGH:
            self.drive(HIGH)
            self._pulse_end = self._around.clock.after(PULSE_US, lambda: self.drive(before))

    def _tell(self) -> None:
        if self.on_change is not None:
            self.on_change()
        if self.mode.wakes and self.level == HIGH:
            self._on_wake()

    # What comes of both

    def _settle(self) -> bool:
        """Finds the level anew. True: it is another one."""
        before, self.level = self.level, self._resolved()
        if self.level == before:
            return False
        self._around.emit("pin", pin=self.name, level=self.level)
        for watcher in list(self.watchers):
            watcher(self)
        return True

    def watch(self, watcher: Callable[[Pin], object]) -> None:
        """Has watcher(pin) called after each change of its level."""
        self.watchers.append(watcher)

    def _resolved(self) -> int:
        mode = self.mode
        ends = (mode.high if self._written else mode.low, self.driven)
        driving = [end for end in ends if end is not None]
        if driving:
            return min(driving)  # assumed: who drives low wins over who drives high
        return FLOATING if mode.pull is None else mode.pull


class Pins:
    """All pins of an imp, in the order of its profile.  on_wake: called when an armed wake-up pin goes high."""

    def __init__(self, around: Surroundings, profile: Profile) -> None:
        self.on_wake: Callable[[], Any] = _nobody
        starts = STARTS.get(profile.model, {})
        names: list[str] = profile["api.pins"]
        self._model = profile.name
        self._pins = {name: Pin(around, name, starts.get(name, TRISTATE), self._woken, self._lost) for name in names}
        self._wake_pins: list[str] = profile["power.wake_pin"].split()  # an imp006 has two (D/node/3158)

    def __iter__(self) -> Iterator[Pin]:
        return iter(self._pins.values())

    def named(self, name: str) -> Pin:
        """The pin called name. Raises Diagnostic when the model has none."""
        if name not in self._pins:
            raise Diagnostic(
                "the %s has no pin '%s'" % (self._model, name), hint="it has %s" % ", ".join(self._pins), code="pin"
            )
        return self._pins[name]

    def take(self, user: User, signals: dict[str, str], idle: Optional[dict[str, int]] = None) -> dict[str, Pin]:
        """Gives pins to a user: signal -> name of the pin. Those who had them lose all of theirs.

        idle: the level that a signal starts with, of those that the imp drives. What is in neither is only listened to.
        """
        self.release(user)
        levels = idle or {}
        taken = {signal: self._pins[name] for signal, name in signals.items()}
        for signal, pin in taken.items():
            name = "%s.%s" % (user.name, signal)
            mode = Mode(name, low=LOW, high=HIGH) if signal in levels else Mode(name)
            pin.lend(user, mode, levels.get(signal, LOW))
        return taken

    def release(self, user: User) -> None:
        """The user needs its pins no more: they are as at power-on."""
        for pin in self:
            if pin.user is user:
                pin.user = None
                pin.reset()

    def _lost(self, user: User) -> None:
        self.release(user)
        user.lost()

    def can_wake(self, pin: Pin) -> bool:
        """Whether a pin can be armed to end deep sleep."""
        return pin.name in self._wake_pins

    def _woken(self) -> None:
        self.on_wake()

    def pulse(self) -> None:
        """Somebody uses the wake-up pin, where there is one: it is high for a moment."""
        for name in self._wake_pins[:1]:
            self._pins[name].pulse()

    def reset(self) -> None:
        """All are as at power-on. Assumed: so every program finds them, also one that starts without a boot."""
        for pin in self:
            pin.reset()

    def power_down(self) -> None:
        """Deep sleep: what is no armed wake-up pin is tri-stated (D/node/851)."""
        for pin in self:
            pin.on_change = None
            if not pin.mode.wakes:
                pin.reset()


def _nobody() -> None:
    """Nobody is to be woken."""
