"""The two halves of a UART: what comes in, and what goes out."""

from __future__ import annotations

from _collections import deque  # type: ignore[import-not-found]  # collections loads more than a start has time for

from impsim.device.bus import shown
from impsim.device.faults import Spell
from impsim.device.pin_modes import DIGITAL_OUT
from impsim.device.serial_frame import FRAME_ERROR, PARITY_ERROR, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.pin import Pin
    from impsim.device.serial_frame import Frame
    from impsim.device.surroundings import Surroundings
    from impsim.device.uart import UartBus

# Bits of uart.flags(): D/node/2561
READ_READY = 1
WRITE_DONE = 2
NOISE_ERROR = 4
OVERRUN_ERROR = 32
LINE_IDLE = 64
WRITE_HALF_DONE = 128

LONGEST_GAP_US = 0x7FFFFF  # D/node/2579
AT_ONCE = 256  # bytes that one event tells of


class Receiver:
    """What comes in.  size: of its buffer.  noise: while it lasts, a bit of each byte is another one."""

    def __init__(self, bus: UartBus, around: Surroundings, size: int) -> None:
        self.size = size
        self.noise = Spell(0)
        self._bus = bus
        self._clock = around.clock
        self._rng = around.rng.fork(bus.name)
        self._stream = Stream(bus, "rx")
        self._coming: deque[tuple[int, int, int]] = deque()  # when, byte, what is wrong with it
        self._buffer: deque[tuple[int, int]] = deque()  # byte, time since the one before
        self._free_us = 0  # until when the line is taken
        self._latest_us: Optional[int] = None  # when the latest byte came
        self._obeyed = False  # the other end waits while there is no room ...
        self._stalled = False  # ... and does so now
        self._event: Optional[list[Any]] = None

    def clear(self) -> None:
        """Nothing has come, and what is on its way is lost."""
        self._stream.tell()
        self._coming.clear()
        self._buffer.clear()
        self._latest_us = None
        self._free_us = 0
        self._stalled = self._obeyed = False
        self._cancel()

    # From the line

    def feed(self, data: bytes, sender: Frame, obeyed: bool) -> None:
        """Bytes begin to come, as soon as the line is free."""
        start_us = max(self._clock.now_us, self._free_us)
        self._free_us = start_us + sender.time_us(len(data))
        self._obeyed = obeyed
        self._expect(start_us, data, sender)
        self.heard_all()

    def hear(self, data: bytes, sender: Frame) -> None:
        """Bytes have come; others may follow until heard_all()."""
        self._expect(self._clock.now_us - sender.time_us(len(data)), data, sender)

    def heard_all(self) -> None:
        """No other byte follows at once."""
        self._stream.tell()

    def _expect(self, start_us: int, data: bytes, sender: Frame) -> None:
        read_so = [(start_us + after_us, byte, wrong) for after_us, byte, wrong in read(data, sender, self._bus.frame)]
        self._coming.extend(read_so)
        self._stream.note(bytes([byte for _, byte, _ in read_so]), start_us)
        self.plan()

    def hold_low(self, for_us: int) -> None:
        """The line is held low: a break, which reads as a zero in a frame without an end."""
        start_us = max(self._clock.now_us, self._free_us)
        self._free_us = start_us + for_us
        self._coming.append((start_us + self._bus.frame.time_us(1), 0, FRAME_ERROR))
        self.plan()

    # Into the buffer

    def settle(self) -> None:
        """What has come by now is in the buffer."""
        coming, now_us = self._coming, self._clock.now_us
        while coming and coming[0][0] <= now_us:
            if self._obeyed and self.full:
                self._stalled = True
                break
            self._take(*coming.popleft())
        self._bus.say_ready(not self.full)

    @property
    def full(self) -> bool:
        """Whether there is no room for another byte."""
        return len(self._buffer) >= self.size

    def _take(self, at_us: int, byte: int, wrong: int) -> None:
        if self.noise.takes(at_us):
            byte ^= 1 << self._rng.below(self._bus.frame.bits)
            wrong |= NOISE_ERROR if self._bus.frame.parity == "N" else NOISE_ERROR | PARITY_ERROR
        gap_us = LONGEST_GAP_US if self._latest_us is None else min(at_us - self._latest_us, LONGEST_GAP_US)
        if self._latest_us is not None and gap_us >= self._bus.frame.time_us(2):
            wrong |= LINE_IDLE
        self._latest_us = at_us
        if self.full:
            self._bus.note(wrong | OVERRUN_ERROR)
        else:
            self._buffer.append((byte, gap_us))
            self._bus.note(wrong | READ_READY)

    def pop(self) -> Optional[tuple[int, int]]:
        """The next byte, and how long after the one before it came. None: there is none."""
        self.settle()
        found = self._buffer.popleft() if self._buffer else None
        self._go_on()
        return found

    def read(self, count: int) -> bytes:
        """Up to so many bytes."""
        self.settle()
        found = bytes([self._buffer.popleft()[0] for _ in range(min(count, len(self._buffer)))])
        self._go_on()
        return found

    def _go_on(self) -> None:
        """There is room again: who has waited sends on."""
        self._bus.say_ready(not self.full)
        if self._stalled and not self.full:
            self._stalled = False
            late_us = self._clock.now_us + self._bus.frame.time_us(1) - self._coming[0][0]
            self._coming = deque([(at_us + late_us, byte, wrong) for at_us, byte, wrong in self._coming])
            self._free_us += late_us
            self.plan()

    # As events, while somebody listens

    def plan(self) -> None:
        """The next byte is an event, if somebody listens."""
        self._cancel()
        if self._coming and not self._stalled and self._bus.listens:
            self._event = self._clock.at(self._coming[0][0], self._come)

    def _come(self) -> None:
        self._event = None
        self.settle()
        self.plan()

    def _cancel(self) -> None:
        if self._event is not None:
            self._clock.cancel(self._event)
            self._event = None


class Transmitter:
    """What goes out.  size: of its buffer.  active: a pin that shows that something goes out."""

    def __init__(self, bus: UartBus, around: Surroundings, size: int) -> None:
        self.size = size
        self.active = NO_PIN
        self._bus = bus
        self._clock = around.clock
        self._stream = Stream(bus, "tx")
        self._buffer: deque[int] = deque()
        self._event: Optional[list[Any]] = None
        self._begun_us = 0  # of bytes that follow each other without a gap
        self._count = 0  # of them

    def clear(self) -> None:
        """Nothing goes out any more."""
        self._stream.tell()
        self._buffer.clear()
        if self._event is not None:
            self._clock.cancel(self._event)
            self._event = None
            self.active.show(False)

    @property
    def idle(self) -> bool:
        """Whether all has gone out."""
        return self._event is None and not self._buffer

    @property
    def waits(self) -> bool:
        """Whether there is more than the buffer has room for: who writes waits then."""
        return len(self._buffer) > self.size

    def put(self, data: bytes) -> None:
        """Bytes to be sent. Those beyond the buffer's size are still with who writes them."""
        self._buffer.extend(data)
        self.go_on()

    def go_on(self) -> None:
        """Begins to send, if there is something and the other end takes it."""
        if self._event is None and self._buffer and self._bus.may_send and self._bus.enabled:
            self._begun_us, self._count = self._clock.now_us + self.active.show(True), 0
            self._send()

    def _send(self) -> None:
        byte = self._buffer.popleft() & self._bus.frame.mask
        self._count += 1
        self._event = self._clock.at(self._begun_us + self._bus.frame.time_us(self._count), lambda: self._sent(byte))
        left = len(self._buffer)
        if left == self.size:
            self._bus.on_room()
        if left == self.size // 2:
            self._bus.note(WRITE_HALF_DONE)

    def _sent(self, byte: int) -> None:
        bus, frame = self._bus, self._bus.frame
        self._stream.note(bytes([byte]), self._clock.now_us - frame.time_us(1))
        pauses = not self._buffer or not bus.may_send
        if not pauses:
            self._send()
        for peer in list(bus.peers):
            peer.receive(bytes([byte]), frame.baud, str(frame))
        if pauses:
            self._pause()

    def _pause(self) -> None:
        self._event = None
        self._stream.tell()
        self.active.show(False)
        for peer in self._bus.peers:
            if hasattr(peer, "heard_all"):
                peer.heard_all()
        if not self._buffer:
            self._bus.note(WRITE_DONE)
            self._bus.on_room()


class ActivePin:
    """A pin that is driven while bytes go out: of an RS-485 driver.  pin: None for none.  polarity: 1 is high.

    before_us, after_us: how much longer it is driven.
    """

    def __init__(self, pin: Optional[Pin], polarity: int = 1, before_us: int = 0, after_us: int = 0) -> None:
        self._pin = pin
        self._polarity = polarity
        self._before_us = before_us
        self._after_us = after_us
        if pin is not None:
            pin.configure(DIGITAL_OUT, 1 - polarity)

    def show(self, active: bool) -> int:
        """Drives it, or lets it be. How long it takes until bytes may go out.

        Assumed: the time afterwards is too short to matter to anybody, and is left out.
        """
        if self._pin is None or self._pin.mode is not DIGITAL_OUT:
            return 0
        self._pin.write(self._polarity if active else 1 - self._polarity)
        return self._before_us if active else 0


NO_PIN = ActivePin(None)


class Stream:
    """Tells the trace of bytes that follow each other, as one event."""

    def __init__(self, bus: UartBus, way: str) -> None:
        self._bus = bus
        self._way = way
        self._bytes = bytearray()
        self._since_us = 0

    def note(self, data: bytes, since_us: int) -> None:
        """Bytes that began at that time."""
        if not self._bus.told:
            return
        if not self._bytes:
            self._since_us = since_us
        self._bytes += data
        if len(self._bytes) >= AT_ONCE:
            self.tell()

    def tell(self) -> None:
        """An event of what has not been told yet."""
        if self._bytes:
            data, self._bytes = self._bytes, bytearray()
            self._bus.tell(self._since_us, way=self._way, **shown("data", data))
