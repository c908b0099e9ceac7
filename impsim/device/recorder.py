"""Recording into a chain of buffers: what sampler and dfsdm have in common.

Buffers are handed out full and come back empty. The hardware fills the first empty one by itself while the program
does other things; when it is full, the program is called with it, in its turn, and gives it back by returning. When no
buffer is empty, samples are lost, and the program is called with none (D/node/795).

Nothing happens per sample: when a buffer is full, or a wire changes in between, the samples up to then are computed
from what was on the wires since they were last computed.
"""

from __future__ import annotations

from impsim.device.pin import User
from impsim.device.streams import SHORTEST_US

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.pin import Pin
    from impsim.device.pins import Pins
    from impsim.device.signals import Signal
    from impsim.device.surroundings import Surroundings

    Deliver = Callable[[Optional[bytearray], int], object]


class Recorder(User):
    """deliver: called with each full buffer and how many bytes it has, and with None for an overrun.

    running: it samples.  configured: it has buffers.
    """

    kind = ""
    analogue = True

    def __init__(self, around: Surroundings, pins: Pins) -> None:
        self.name = self.kind
        self.deliver: Deliver = _nobody
        self.running = False
        self.configured = False
        self._around = around
        self._pins = pins
        self._clear()

    def _clear(self) -> None:
        self._wires: list[Pin] = []
        self._signals: list[Signal] = []  # what has been on the wires since the latest sample
        self._buffers: list[bytearray] = []  # all of them
        self._sizes: list[int] = []
        self._empty: list[bytearray] = []
        self._filling: Optional[bytearray] = None
        self._size = 0  # of what is being filled
        self._data = bytearray()  # what it will have
        self._begun_us = 0
        self._sample = 0  # the number of the next one since it began
        self._full: Optional[list[Any]] = None

    # What a kind of recorder says

    def _sample_us(self, number: int) -> int:
        """When a sample is taken, in microseconds since it began."""
        raise NotImplementedError

    def _until(self, t_us: int) -> int:
        """How many samples are taken before a time since it began."""
        raise NotImplementedError

    def _convert(self, values_mv: list[list[int]]) -> bytes:
        """Bytes of samples, each with the voltage of each wire."""
        raise NotImplementedError

    @property
    def _bytes_per_sample(self) -> int:
        raise NotImplementedError

    # What programs do

    def prepare(self, wires: dict[str, str], buffers: list[bytearray], deliver: Deliver) -> None:
        """Takes pins (signal -> name) and buffers; it does not run yet."""
        self.reset()
        self._pins.take(self, wires)
        self._wires = [self._pins.named(name) for name in wires.values()]
        self._buffers, self._sizes = buffers, [len(buffer) for buffer in buffers]
        self._empty = list(buffers)
        self.deliver = deliver
        self.configured = True

    def start(self) -> None:
        """Samples from now on."""
        if self.running:
            return
        self.running = True
        for pin in self._wires:
            pin.follow(self._changed)
        self._begun_us = self._around.clock.now_us
        self._sample = 0
        self._look()
        self._take_buffer()
        self._around.emit(self.kind, state="start", pins=[pin.name for pin in self._wires])

    def stop(self) -> None:
        """Samples no more; what the buffer has is delivered."""
        if not self.running:
            return
        self._fill()
        self._halt()
        if self._data:
            self._hand_over()
        elif self._filling is not None:
            self._empty.insert(0, self._filling)
            self._filling = None

    def _halt(self) -> None:
        self.running = False
        for pin in self._wires:
            pin.unfollow(self._changed)
        if self._full is not None:
            self._around.clock.cancel(self._full)
            self._full = None
        self._around.emit(self.kind, state="stop")

    def reset(self) -> None:
        """Forgets pins and buffers, and what these have."""
        if self.running:
            self._halt()
        self.configured = False
        self.deliver = _nobody
        self._clear()
        self._pins.release(self)

    def lost(self) -> None:
        """Another use has taken a pin. Assumed: that ends it."""
        self.reset()

    def give_back(self, buffer: bytearray) -> None:
        """The program has returned from the call with it."""
        if any(buffer is own for own in self._buffers) and not any(buffer is own for own in self._empty):
            self._empty.append(buffer)
            if self.running and self._filling is None:
                self._fill()
                self._take_buffer()

    # Filling

    def _take_buffer(self) -> None:
        """Begins to fill the next empty buffer; without one samples are lost."""
        self._data = bytearray()
        self._filling = self._empty.pop(0) if self._empty else None
        if self._filling is None:
            self.deliver(None, 0)
            return
        self._size = next(size for own, size in zip(self._buffers, self._sizes) if own is self._filling)
        last = self._sample + max(1, self._size // self._bytes_per_sample) - 1
        clock = self._around.clock
        full_us = max(self._begun_us + self._sample_us(last), clock.now_us + SHORTEST_US)
        self._full = clock.at(full_us, self._is_full)

    def _is_full(self) -> None:
        self._full = None
        self._fill(1)
        self._hand_over()
        self._take_buffer()

    def _hand_over(self) -> None:
        buffer, self._filling = self._filling, None
        if buffer is not None:
            length = min(len(self._data), len(buffer), self._size)
            buffer[:length] = self._data[:length]
            self._data = bytearray()
            self._around.emit(self.kind, bytes=length)
            self.deliver(buffer, length)

    def _changed(self, pin: Pin) -> None:
        """Something else is on a wire from now on."""
        self._fill()
        self._look()

    def _look(self) -> None:
        self._signals = [pin.as_signal() for pin in self._wires]

    def _fill(self, more_us: int = 0) -> None:
        """Takes the samples before now, or also the one that is due now."""
        until = self._until(self._around.clock.now_us - self._begun_us + more_us)
        if self._filling is not None and until > self._sample:
            times = [self._begun_us + self._sample_us(number) for number in range(self._sample, until)]
            columns = [signal.samples(times) for signal in self._signals]
            self._data += self._convert(columns)
        self._sample = max(until, self._sample)


def _nobody(buffer: Optional[bytearray], length: int) -> None:
    """Nobody is told."""
