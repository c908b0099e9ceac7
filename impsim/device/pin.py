"""One pin: what the imp drives, what the world drives, which voltage and level come of it, and who hears of them.

A pin is a wire with two ends. At the imp's end is a Mode, which drives the wire or lets go of it, and may have a
resistor that pulls it. At the world's end is a level, a voltage, a signal that changes by itself, or nothing. Who
drives lower wins; a wire that nobody drives is where the resistor pulls it. It is high from half the supply on.

Whoever runs the program says what hears of changes: of an input's level when the world has changed it, and of an
armed wake-up pin that goes high. Parts of the world that are connected watch the pin: they hear of every change, of
whichever end. A signal is a function of time: its edges are events only while somebody listens.
"""

from __future__ import annotations

from impsim.device.converters import sampled
from impsim.device.pin_modes import HIGH, LOW, Mode
from impsim.device.signals import Lowest, Signal, Steady, square

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.outputs import Output, Trigger
    from impsim.device.surroundings import Surroundings

    Watcher = Callable[["Pin"], object]

FLOATING_MV = 0  # assumed: what a wire has that nobody drives or pulls; a device reads noise
PULSE_US = 10000  # assumed: how long the wake-up pin is high for when somebody wakes the imp by it
SHORTEST_US = 20  # assumed: edges of a signal that follow sooner go unheard
MOST_CHANGES = 1000  # in one instant; parts that make more of them drive each other in a circle


class User:
    """Something that takes pins.  analogue: what they read is a voltage."""

    name = ""
    analogue = False

    def lost(self) -> None:
        """Another use has taken one of its pins: it has none any more."""
        raise NotImplementedError


class Pin:
    """mode: what it is now.  driven: the level that the world drives, None for none.

    on_change: called when the world has changed the level of an input, or None.  user: who has taken it, or None.
    output: what it drives that is no level, or None.
    """

    def __init__(self, around: Surroundings, name: str, start: Mode, bank: Bank) -> None:
        self.name = name
        self.mode = start
        self.driven: Optional[int] = None
        self.on_change: Optional[Callable[[], Any]] = None
        self.user: Optional[User] = None
        self.output: Optional[Output] = None
        self.watchers: list[Watcher] = []
        self.followers: list[Watcher] = []
        self._around = around
        self._start = start
        self._bank = bank
        self._written = LOW
        self._generator: Optional[Trigger] = None
        self._wave: Optional[Signal] = None  # what output makes of the supply
        self._signal: Optional[Signal] = None  # what the world drives that is no level
        self._pulse_end: Optional[list[Any]] = None
        self._edge: Optional[list[Any]] = None
        self._count: Optional[Count] = None
        self._level = self.level
        self._told_mv: Optional[int] = None  # the voltage that events have told, None for that of the level

    # The imp's end

    def configure(self, mode: Mode, value: int = LOW, on_change: Optional[Callable[[], Any]] = None) -> None:
        """Gives it a mode, and takes it from its user.  value: what an output starts with."""
        user, self.user = self.user, None
        if user is not None:
            self._bank.on_lost(user)
        if self._generator is not None:
            self._generator.stop()
        self._generator = self.output = self._wave = None
        self.on_change = on_change
        self._written = value
        changed = mode is not self.mode
        if changed:
            self.mode = mode
            self._around.emit("pin", pin=self.name, mode=mode.name)
        self._settle(changed)

    def lend(self, user: User, mode: Mode, value: int) -> None:
        """Gives it to a user, as `configure` gives it a mode."""
        self.configure(mode, value)
        self.user = user

    def write(self, value: int) -> None:
        """What a digital output drives from now on."""
        self._written = value
        self._settle()

    def drive_out(self, mode: Mode, output: Output) -> None:
        """Gives it a mode in which it drives a voltage or PWM."""
        if mode is not self.mode:
            self.configure(mode)
        before = {} if self.output is None else self.output.told()
        self.output = output
        self._wave = output.signal(self._bank.supply_mv)
        self._settle(True)
        if output.told() != before:
            self._around.emit("pin", pin=self.name, **output.told())

    def sound(self, output: Output) -> None:
        """What its user has it drive from now on."""
        self.output = output
        self._wave = output.signal(self._bank.supply_mv)
        self._settle(True)

    def drive_after(self, mode: Mode, trigger: Pin, delay_us: int, period_us: int) -> Trigger:
        """Gives it a mode in which it drives a pulse after another pin has gone high."""
        from impsim.device.outputs import Trigger  # few pins drive anything but levels

        self.configure(mode)
        self._generator = Trigger(self._around.clock, self, trigger, delay_us, period_us)
        return self._generator

    @property
    def generator(self) -> Optional[Trigger]:
        """What makes its pulses, of a pin that another one triggers."""
        return self._generator

    @property
    def duty(self) -> Optional[float]:
        """The share of a period for which a PWM output is high, None of another pin."""
        return None if self.output is None else self.output.duty

    @property
    def period_us(self) -> Optional[int]:
        """The period of a PWM output, None of another pin."""
        return None if self.output is None else self.output.period_us

    def reset(self) -> None:
        """As at power-on, where it takes the least power (D/node/3139)."""
        self.configure(self._start)

    # The world's end

    def drive(self, level: Optional[int]) -> None:
        """The level that the world drives from now on; None lets go."""
        self._connect(level, None)

    def drive_mv(self, mv: Optional[int]) -> None:
        """The voltage that the world drives from now on; None lets go."""
        self._connect(None, None if mv is None else Steady(mv))

    def drive_signal(self, signal: Optional[Signal]) -> None:
        """The signal that the world drives from now on; None lets go."""
        self._connect(None, signal)

    def drive_frequency(self, hz: Optional[float]) -> None:
        """A square wave between the supply's ends from now on; None lets go."""
        now_us, supply_mv = self._around.clock.now_us, self._bank.supply_mv
        self._connect(None, None if hz is None else square(hz, 0, supply_mv, now_us))

    def _connect(self, driven: Optional[int], signal: Optional[Signal]) -> None:
        if self._pulse_end is not None:
            self._around.clock.cancel(self._pulse_end)
            self._pulse_end = None
        self._tally()
        self.driven, self._signal = driven, signal
        changed = self._settle()
        if signal is not None and not isinstance(signal, Steady):
            self._around.emit("pin", pin=self.name, **signal.told())
        if changed:
            self._tell()

    @property
    def driven_signal(self) -> Optional[Signal]:
        """What the world drives that is no level, None for nothing."""
        return self._signal

    def pulse(self) -> None:
        """The world drives it high for a moment, unless it does so anyway."""
        before = self.driven, self._signal
        if self.driven != HIGH:
            self.drive(HIGH)
            self._pulse_end = self._around.clock.after(PULSE_US, lambda: self._connect(*before))

    def _tell(self) -> None:
        if self.on_change is not None:
            self.on_change()
        if self.mode.wakes and self._level == HIGH:
            self._bank.on_wake()

    # Who listens

    def watch(self, watcher: Watcher) -> None:
        """Has watcher(pin) called after each change of its mode, level, voltage or PWM, whoever has made it."""
        self.watchers.append(watcher)
        self._follow()

    def unwatch(self, watcher: Watcher) -> None:
        """Takes that back."""
        self.watchers.remove(watcher)
        self._follow()

    def follow(self, watcher: Watcher) -> None:
        """As `watch`, but for the edges of signals."""
        self.followers.append(watcher)

    def unfollow(self, watcher: Watcher) -> None:
        """Takes that back."""
        self.followers.remove(watcher)

    # What comes of both

    @property
    def voltage_mv(self) -> int:
        """What is on the wire now."""
        return self.mv_at(self._around.clock.now_us)

    @property
    def level(self) -> int:
        """0 or 1 now."""
        return HIGH if self.voltage_mv >= self._bank.threshold_mv else LOW

    @property
    def sample(self) -> int:
        """What an analogue input reads now."""
        return sampled(self.voltage_mv, self._bank.supply_mv)

    def mv_at(self, t_us: int) -> int:
        """What is on the wire at a time from now on, if nothing changes but by itself."""
        driving = [end.mv_at(t_us) for end in (self._own_end(), self._other_end()) if end is not None]
        if driving:
            return min(driving)  # assumed: who drives lower wins over who drives higher
        return FLOATING_MV if self.mode.pull is None else self._bank.rails[self.mode.pull].mv

    def as_signal(self) -> Signal:
        """What is on the wire, as long as nothing changes but by itself."""
        ends = [end for end in (self._own_end(), self._other_end()) if end is not None]
        if len(ends) > 1:
            return Lowest(ends)
        return ends[0] if ends else Steady(self.voltage_mv)

    def _own_end(self) -> Optional[Signal]:
        if self._wave is not None:
            return self._wave
        level = self.mode.high if self._written else self.mode.low
        return None if level is None else self._bank.rails[level]

    def _other_end(self) -> Optional[Signal]:
        return self._signal if self.driven is None else self._bank.rails[self.driven]

    def settle(self) -> None:
        """Looks anew, after the supply has changed."""
        if self.output is not None:
            self._wave = self.output.signal(self._bank.supply_mv)
        if self._settle():
            self._tell()

    def _settle(self, changed: bool = False) -> bool:
        """Finds voltage and level anew. True: it is another level.  changed: whether something else has changed."""
        before_level, before_mv = self._level, self._told_mv
        if self._count is not None:
            self._count.look(self.level)
        self._level = level = self.level
        if level != before_level:
            self._around.emit("pin", pin=self.name, level=level)
        self._tell_voltage()
        if changed or level != before_level or self._told_mv != before_mv:
            self._bank.changed(self)
        self._follow()
        return level != before_level

    def _tell_voltage(self) -> None:
        """Emits a voltage that the level does not tell."""
        mv, before_mv = self.voltage_mv, self._told_mv
        self._told_mv = None if mv == self._bank.rails[self._level].mv else mv
        if self._told_mv != before_mv:
            self._around.emit("pin", pin=self.name, mv=mv)

    # Counting

    def start_counting(self) -> None:
        """Counts rising edges from now on."""
        self._count = Count(self._around.clock.now_us, self.level)

    def counted(self) -> int:
        """How many there were; it counts no longer."""
        self._tally()
        count, self._count = self._count, None
        return 0 if count is None else count.rises

    def _tally(self) -> None:
        """Counts the edges of a signal, which may be no events, up to now."""
        if self._count is not None:
            self._count.pass_time(self._signal, self._around.clock.now_us, self._bank.threshold_mv)
            self._count.level = self.level

    # A signal's edges

    def _follow(self) -> None:
        """Plans to look at the next edge of a signal, while somebody listens."""
        clock = self._around.clock
        if self._edge is not None:
            clock.cancel(self._edge)
            self._edge = None
        if self.on_change is None and not self.mode.wakes and not self.watchers:
            return
        next_us = self._next_edge(clock.now_us)
        if next_us is not None:
            self._edge = clock.at(max(next_us, clock.now_us + SHORTEST_US), self._at_edge, background=True)

    def _next_edge(self, now_us: int) -> Optional[int]:
        threshold_mv = self._bank.threshold_mv
        ends = [end for end in (self._own_end(), self._other_end()) if end is not None]
        found = [end.crossing_after(now_us, threshold_mv) for end in ends]
        return min([t_us for t_us in found if t_us is not None], default=None)

    def _at_edge(self) -> None:
        self._edge = None
        self._tally()
        if self._settle():
            self._tell()


class Count:
    """Rising edges of a pin while it counts.  level: what it had last."""

    def __init__(self, t_us: int, level: int) -> None:
        self.rises = 0
        self.level = level
        self._t_us = t_us

    def look(self, level: int) -> None:
        """Somebody has given it a level."""
        self.rises += level > self.level
        self.level = level

    def pass_time(self, signal: Optional[Signal], t_us: int, threshold_mv: int) -> None:
        """A signal was on it up to now."""
        if signal is not None:
            self.rises += signal.rises(self._t_us, t_us, threshold_mv)
        self._t_us = t_us


class Bank:
    """What the pins of an imp share: the supply, the order in which changes are told, and who is woken by them.

    rails: what is driven low and high.  on_wake: called when an armed wake-up pin goes high.  on_lost: called with the
    user of a pin that gets another use.
    """

    def __init__(self, around: Surroundings, supply_mv: int) -> None:
        self.on_wake: Callable[[], Any] = _nobody
        self.on_lost: Callable[[User], Any] = _not_told
        self._around = around
        self._waiting: list[Pin] = []
        self._telling = False
        self.power(supply_mv)

    def power(self, supply_mv: int) -> None:
        """The supply has this voltage from now on."""
        self.supply_mv = supply_mv
        self.threshold_mv = (supply_mv + 1) // 2
        self.rails = (Steady(0), Steady(supply_mv))

    def changed(self, pin: Pin) -> None:
        """Tells who watches a pin. What these change is told after them: it makes no stack of calls."""
        if pin.watchers or pin.followers:
            self._waiting.append(pin)
            if not self._telling:
                self._tell_all()

    def _tell_all(self) -> None:
        self._telling = True
        told = 0
        try:
            while self._waiting and told < MOST_CHANGES:
                told += 1
                pin = self._waiting.pop(0)
                for watcher in [*pin.watchers, *pin.followers]:
                    watcher(pin)
        finally:
            self._telling = False
        if self._waiting:
            self._around.emit("pin", pin=self._waiting[0].name, problem="oscillates")
            self._waiting.clear()


def _nobody() -> None:
    """Nobody is to be woken."""


def _not_told(user: User) -> None:
    """Nobody is to be told."""
