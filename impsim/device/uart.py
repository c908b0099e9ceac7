"""UARTs: bytes that go out and come in by themselves while the program does something else.

What the program writes goes into a buffer and from there, frame after frame, onto the line. What the world sends
arrives frame after frame in another buffer, whether the program looks or not; what finds the buffer full is lost.
Arrivals are worked out when they are looked at. They become events of the clock only while somebody wants to hear of
them: a callback of the program, or the line that tells the world to stop (RTS).

Flags note what has happened since they were last asked for (D/node/2561).
"""

from __future__ import annotations

from impsim.device.bus import Bus, shown
from impsim.device.pin_modes import HIGH, LOW
from impsim.device.serial_frame import Frame, with_format
from impsim.device.uart_line import NO_PIN, Receiver, Transmitter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.device.pins import Pins
    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings

    class UartPeer(Protocol):
        """What is at the other end of the line."""

        def receive(self, data: bytes, baud: int, frame: str) -> None:
            """Bytes from the imp, each when it has gone out; frame is like 8N1.

            A peer that has heard_all() is told by it that the line is idle.
            """


# Bits of uart.configure()'s flags; assumed: their numbers
NO_CTSRTS = 1
NO_TX = 2
NO_RX = 4

USUAL_SIZE = 80  # of both buffers: D/node/2579, D/node/2584
LEAST_SIZES = {"imp005": 80}  # D/node/2551
LEAST_SIZE = 20

# The clock that is divided, the lowest and the highest rate: D/node/2534. The clocks are those that these limits come
# from by dividing by 8 and 65535 (of the imp005's uart1 by 16). assumed: None, an imp005's other UARTs have every rate
SLOW, FAST = (30000000, 916, 3750000), (60000000, 916, 7500000)
RATES: dict[str, dict[str, tuple[Optional[int], int, int]]] = {
    "imp001": {"uart1289": FAST, "": SLOW},
    "imp002": {"uart1289": FAST, "uart6E": FAST, "": SLOW},
    "imp003": {"": (36000000, 550, 4500000)},
    "imp004m": {
        "uartFGJH": (48000000, 732, 6000000),
        "uartHJ": (48000000, 732, 6000000),
        "": (24000000, 366, 3000000),
    },
    "imp005": {"uart1": (37400000, 35, 2337500), "": (None, 9160, 4000000)},
    "imp006": {
        "uartYEFGH": (50331648, 732, 6291456),
        "uartYJKLM": (50331648, 732, 6291456),
        "": (25165824, 366, 3145728),
    },
    "impC001": {"": (100000000, 1526, 12500000)},
}


def actual_baud(model: str, name: str, wanted: int) -> int:
    """The nearest rate that a UART can have (D/node/2534)."""
    table = RATES[model]
    clock_hz, lowest, highest = table.get(name, table[""])
    baud = min(max(wanted, lowest), highest)
    if clock_hz is None:
        return baud
    divisor = (2 * clock_hz + baud) // (2 * baud)
    return min(max((2 * clock_hz + divisor) // (2 * divisor), lowest), highest)


class UartBus(Bus):
    """frame: as configured.  peers: what is at the other end.  rx, tx: what comes in and what goes out.

    wanted: the flags that on_event is called for, once until take_events(); all of them are noted in flags.
    on_room: called when the buffer of what goes out has room again for what was waiting, or is empty.
    """

    kind = "uart"

    def __init__(self, around: Surroundings, pins: Pins, name: str, profile: Profile) -> None:
        super().__init__(around, pins, name, profile)
        self.frame = Frame(115200)
        self.peers: list[UartPeer] = []
        self.used: list[str] = []  # the signals that it has now
        self.flags = 0
        self.wanted = 0
        self.on_event: Callable[[], Any] = _nobody
        self.on_room: Callable[[], Any] = _nobody
        self.least_size = LEAST_SIZES.get(self.model, LEAST_SIZE)
        self.rx = Receiver(self, around, USUAL_SIZE)
        self.tx = Transmitter(self, around, USUAL_SIZE)
        self._events = 0
        self._called = False
        self._watches_cts = False

    # What is attached

    def attach(self, peer: UartPeer) -> None:
        """Connects what is at the other end."""
        self.peers.append(peer)

    def detach(self, peer: UartPeer) -> None:
        """Takes it away again."""
        self.peers.remove(peer)

    def feed(self, data: bytes, baud: Optional[int] = None, frame: str = "", obeys_rts: bool = False) -> None:
        """The other end sends bytes, after those that it is still sending. A UART that is not enabled hears nothing.

        baud, frame: its own, the imp's unless told.  obeys_rts: it waits while the imp has no room, if that says so.
        """
        if self.uses("RX"):
            sender = with_format(frame or str(self.frame), baud or self.frame.baud)
            self.rx.feed(data, sender, obeys_rts and self.uses("RTS"))
        elif data:
            self.tell(way="rx", **shown("data", data), lost=True)

    def hold_low(self, for_us: int) -> None:
        """The other end holds the line low: a break."""
        if self.uses("RX"):
            self.rx.hold_low(for_us)

    # What the program does

    def configure(self, frame: Frame, flags: int) -> int:
        """Enables it; both buffers are empty. The actual rate."""
        frame.baud = actual_baud(self.model, self.name, frame.baud)
        if self.enabled:
            self.disable()
        self.frame = frame
        unused = [("CTS", NO_CTSRTS), ("RTS", NO_CTSRTS), ("TX", NO_TX), ("RX", NO_RX)]
        without = tuple([signal for signal, flag in unused if flags & flag])
        self.used = [signal for signal in self.signals if signal not in without]
        self._take({"TX": HIGH, "RTS": LOW}, without)
        self._follow_cts()
        return frame.baud

    def uses(self, signal: str) -> bool:
        """Whether it has a signal now."""
        return self.enabled and signal in self.used

    def disable(self) -> None:
        """What has not gone out never will."""
        super().disable()
        self.used = []
        self.rx.clear()
        self.tx.clear()
        self.flags = self._events = 0
        self._called = False
        self.on_room()

    def reset(self) -> None:
        """As a program finds it that begins."""
        super().reset()
        self.wanted = 0
        self.on_event = self.on_room = _nobody
        self.rx.size = self.tx.size = USUAL_SIZE
        self.tx.active = NO_PIN

    def take_flags(self) -> int:
        """What has happened since this was last asked for."""
        self.rx.settle()
        flags, self.flags = self.flags, 0
        return flags

    # Events

    def note(self, flags: int) -> None:
        """Something has happened."""
        self.flags |= flags
        self._events |= flags & self.wanted
        if self._events and not self._called:
            self._called = True
            self.on_event()

    def take_events(self) -> int:
        """What on_event was called for; it is called again for what comes from now on."""
        self.rx.settle()
        events, self._events = self._events, 0
        self._called = False
        self.flags &= ~events
        self.rx.plan()
        return events

    @property
    def listens(self) -> bool:
        """Whether somebody wants to hear of each byte that comes in, now."""
        return (self.wanted != 0 and not self._called) or self.uses("RTS")

    # Flow control

    @property
    def may_send(self) -> bool:
        """Whether the other end takes bytes: its line is low. What nobody drives is low, too."""
        pin = self.pins.get("CTS")
        return pin is None or pin.level == LOW

    def _follow_cts(self) -> None:
        if "CTS" in self.pins and not self._watches_cts:
            self._watches_cts = True
            self.pins["CTS"].watch(lambda pin: self.tx.go_on())

    def say_ready(self, ready: bool) -> None:
        """Tells the other end whether there is room."""
        if "RTS" in self.pins:
            self.pins["RTS"].write(LOW if ready else HIGH)


def _nobody() -> None:
    """Nobody wants to hear of it."""


class Joined:
    """A peer that hands what one UART says to another one: two imps, or an imp and itself."""

    def __init__(self, other: UartBus) -> None:
        self._other = other

    def receive(self, data: bytes, baud: int, frame: str) -> None:
        """Bytes that have just gone over the line."""
        other = self._other
        if other.uses("RX"):
            other.rx.hear(data, with_format(frame, baud))

    def heard_all(self) -> None:
        """No other byte follows at once."""
        self._other.rx.heard_all()


def join(one: UartBus, other: UartBus) -> None:
    """Connects the output of each with the input of the other; a UART that is both hears itself."""
    one.attach(Joined(other))
    if other is not one:
        other.attach(Joined(one))
