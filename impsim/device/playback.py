"""The fixed-frequency DAC: buffers that become a voltage at a regular rate.

What is on its pins is a function of time, as any signal: nothing happens per sample. At the beginning of a buffer's
last sample the program is called with the buffer (D/api/hardware/fixedfrequencydac/stop), and when there is none after
it, with none.
"""

from __future__ import annotations

from impsim.device.alaw import expand
from impsim.device.converters import driven_mv
from impsim.device.outputs import Held, Output
from impsim.device.pin import User
from impsim.device.signals import Signal
from impsim.device.streams import A_LAW_DECOMPRESS, AUDIO, CLOCK_HZ, SHORTEST_US

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.pin import Pin
    from impsim.device.pins import Pins
    from impsim.device.surroundings import Surroundings

    Deliver = Callable[[Optional[bytearray]], object]

TICKS_PER_US = CLOCK_HZ // 1000000
MIDDLE = 0x8000


class Wave(Signal):
    """Samples, each for a while; the last one stays.  steps: of the converter."""

    kind = "samples"

    def __init__(self, steps: list[int], supply_mv: int, begun_us: int, first_tick: int, ticks: int) -> None:
        self._steps = steps
        self._supply_mv = supply_mv
        self._begun_us = begun_us
        self._first_tick = first_tick
        self._ticks = ticks

    def mv_at(self, t_us: int) -> int:
        number = ((t_us - self._begun_us) * TICKS_PER_US - self._first_tick) // self._ticks
        return driven_mv(self._steps[min(max(number, 0), len(self._steps) - 1)], self._supply_mv)

    def crossing_after(self, t_us: int, threshold_mv: int) -> Optional[int]:
        number = max(0, ((t_us - self._begun_us) * TICKS_PER_US - self._first_tick) // self._ticks)
        above = self.mv_at(t_us) >= threshold_mv
        for later in range(number + 1, len(self._steps)):
            if (driven_mv(self._steps[later], self._supply_mv) >= threshold_mv) != above:
                return self._begun_us - (-(self._first_tick + later * self._ticks) // TICKS_PER_US)
        return None


class Sound(Output):
    """What a pin drives while it plays a buffer."""

    def __init__(self, steps: list[int], begun_us: int, first_tick: int, ticks: int) -> None:
        self._given = steps, begun_us, first_tick, ticks

    def signal(self, supply_mv: int) -> Signal:
        steps, begun_us, first_tick, ticks = self._given
        return Wave(steps, supply_mv, begun_us, first_tick, ticks)


class Playback(User):
    """deliver: called with each buffer that is consumed, and with None when there was no other.

    running: it converts.  configured: it has a pin and buffers.
    """

    name = "fixedfrequencydac"
    analogue = True

    def __init__(self, around: Surroundings, pins: Pins) -> None:
        self.deliver: Deliver = _nobody
        self.running = False
        self.configured = False
        self._around = around
        self._pins = pins
        self._clear()

    def _clear(self) -> None:
        self._wires: list[Pin] = []
        self._queue: list[bytearray] = []
        self._playing: Optional[bytearray] = None
        self._ticks = CLOCK_HZ
        self._flags = 0
        self._begun_us = 0
        self._tick = 0  # since it began, when the next buffer starts
        self._next: Optional[list[Any]] = None
        self._last_ends_us = 0

    def prepare(self, wires: list[str], hz: float, buffers: list[bytearray], deliver: Deliver, flags: int) -> None:
        """Takes pins and buffers; it does not run yet."""
        self.reset()
        self._pins.take(self, {"OUT%d" % number: name for number, name in enumerate(wires)})
        self._wires = [self._pins.named(name) for name in wires]
        self._ticks = int(CLOCK_HZ / hz)
        self._queue = list(buffers)
        self._flags = flags
        self.deliver = deliver
        self.configured = True

    @property
    def in_play(self) -> int:
        """Buffers that it has."""
        return len(self._queue) + (self._playing is not None)

    def add(self, buffer: bytearray) -> None:
        """Another buffer, to be played after the others."""
        self._queue.append(buffer)
        if self.running and self._playing is None and self._next is None:
            self._begin()

    def start(self) -> None:
        """Converts from now on."""
        if not self.running:
            self.running = True
            self._around.emit(self.name, state="start", pins=[pin.name for pin in self._wires])
            self._begin()

    def _begin(self) -> None:
        """Starts to count time anew."""
        self._begun_us = self._around.clock.now_us
        self._tick = 0
        self._play()

    def _play(self) -> None:
        self._next = None
        if not self._queue:
            self._playing = None
            self.deliver(None)
            return
        self._playing = buffer = self._queue.pop(0)
        steps = self._steps(buffer)
        sound = Sound(steps, self._begun_us, self._tick, self._ticks)
        for pin in self._wires:
            pin.sound(sound)
        if self._around.instruments.listening:
            self._tell(steps)
        last_tick = self._tick + (len(steps) - 1) * self._ticks
        self._tick = last_tick + self._ticks
        self._last_ends_us = self._begun_us - (-self._tick // TICKS_PER_US)
        self._plan(self._begun_us - (-last_tick // TICKS_PER_US), self._consumed)

    def _tell(self, steps: list[int]) -> None:
        supply_mv = self._pins.bank.supply_mv
        low_mv, high_mv = driven_mv(min(steps), supply_mv), driven_mv(max(steps), supply_mv)
        self._around.emit(self.name, samples=len(steps), low_mv=low_mv, high_mv=high_mv)

    def _plan(self, t_us: int, then: Callable[[], Any]) -> None:
        clock = self._around.clock
        self._next = clock.at(max(t_us, clock.now_us + SHORTEST_US), then)

    def _consumed(self) -> None:
        """The last sample of the buffer has begun."""
        self._next = None
        buffer, self._playing = self._playing, None
        self._plan(self._last_ends_us, self._play)  # by then there may be another one
        self.deliver(buffer)

    def _steps(self, buffer: bytearray) -> list[int]:
        """Assumed: AUDIO takes samples as signed, as sound files have them; an odd byte at the end is left out."""
        if self._flags & A_LAW_DECOMPRESS:
            return [(expand(code) + MIDDLE) >> 4 for code in buffer] or [0]
        middle = MIDDLE if self._flags & AUDIO else 0
        pairs = zip(buffer[0::2], buffer[1::2])
        return [((low | high << 8) ^ middle) >> 4 for low, high in pairs] or [0]

    @property
    def sample_left_us(self) -> int:
        """How long the last sample still lasts."""
        return max(0, self._last_ends_us - self._around.clock.now_us)

    def stop(self) -> None:
        """Converts no more. Assumed: the pins stay at the voltage that they have."""
        if self.running:
            self.running = False
            if self._next is not None:
                self._around.clock.cancel(self._next)
                self._next = None
            for pin in self._wires:
                pin.sound(Held(pin.voltage_mv))
            self._queue.clear()
            self._playing = None
            self._around.emit(self.name, state="stop")

    def reset(self) -> None:
        """Forgets pins and buffers."""
        self.stop()
        self.configured = False
        self.deliver = _nobody
        self._clear()
        self._pins.release(self)

    def lost(self) -> None:
        """Another use has taken a pin. Assumed: that ends it."""
        self.reset()


def _nobody(buffer: Optional[bytearray]) -> None:
    """Nobody is told."""
