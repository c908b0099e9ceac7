"""SPI buses, byte by byte: the imp is the controller, what is attached are targets.

Each byte goes out and another one comes in at the same time. A target takes part while it is selected: by a pin that
the imp drives low, by the bus's own chip select, or always. Bytes are as they are on the wire: the bit that comes first
is the highest, whichever bit the program calls the first.

The imps have few clocks, and take the fastest that is not above the one asked for (D/node/2555). Of the page's table
only fragments are left: which bus has which clock follows from them and from what published code asks for and gets.
"""

from __future__ import annotations

from impsim.device.bus import Bus, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional, Union

    from impsim.device.bus import Passes
    from impsim.device.pin import Pin
    from impsim.device.pins import Pins
    from impsim.device.profile import Profile
    from impsim.device.surroundings import Surroundings

# Bits of the flags: D/node/2555
SIMPLEX_RX = 1
SIMPLEX_TX = 2
CLOCK_IDLE_HIGH = 4
CLOCK_2ND_EDGE = 8
LSB_FIRST = 16
NO_SCLK = 32
USE_CS_L = 64

# Model, or bus of an imp001 or imp002 -> the highest clock in Hz, and how often it can be halved. D/node/2555 has 15,
# 18, 24 and 30 MHz, and 117 kHz as the lowest of all. assumed: that 30 MHz is spi257's, which the SPIFlash library asks
# for; the imp006's, for which the WS2812 library counts on the imp004m's; the impC001's.
CLOCKS = {
    "spi189": (15000000, 7),
    "spi257": (30000000, 8),
    "imp003": (18000000, 7),
    "imp004m": (24000000, 7),
    "imp006": (24000000, 7),
    "impC001": (25000000, 7),
}
# assumed: an imp005 has whole parts of 32 MHz and takes the nearest: it gives 6400 kHz for 6000 (WS2812 4.0.1)
PARTED_HZ = 32000000
PARTS = (2, 256)

HAS_CHIP_SELECT = ("imp005",)  # D/node/2537
CALL_US = 10  # assumed: what a call takes besides its bits
REVERSED = [int(format(byte, "08b")[::-1], 2) for byte in range(256)]
TABLE = bytes(REVERSED)


class SpiTarget:
    """Something on the bus: what a part implements."""

    def select(self) -> None:
        """It is selected from now on."""
        raise NotImplementedError

    def deselect(self) -> None:
        """It no longer is."""
        raise NotImplementedError

    def exchange(self, byte: int) -> int:
        """A byte from the imp, for one to the imp."""
        raise NotImplementedError


class Seat:
    """A target on a bus.  cs: the pin that selects it, the text "bus" for the bus's own, or None for always."""

    def __init__(self, target: Any, cs: Union[Pin, str, None]) -> None:
        self.target = target
        self.cs = cs
        self.selected = False

    def look(self, bus: SpiBus) -> None:
        """Whether it is selected now; the target hears of changes."""
        selected = self._is_selected(bus)
        if selected != self.selected:
            self.selected = selected
            (self.target.select if selected else self.target.deselect)()

    def _is_selected(self, bus: SpiBus) -> bool:
        if self.cs is None:
            return True
        if isinstance(self.cs, str):
            return bus.chip_selected
        return self.cs.level == 0 and _is_driven(self.cs)


def _is_driven(pin: Pin) -> bool:
    """Assumed: a chip select has a pull-up, so that nothing is selected by a pin that nobody drives."""
    return pin.mode.low is not None or pin.mode.pull is not None or pin.driven is not None


class SpiBus(Bus):
    """mode: 0 to 3, clock polarity and phase.  speed_hz: of the clock.  flags: as configured.

    chip_selected: its own chip select is asserted.  last: the last byte that has come in.
    """

    kind = "spi"

    def __init__(self, around: Surroundings, pins: Pins, name: str, profile: Profile) -> None:
        super().__init__(around, pins, name, profile)
        self.flags = 0
        self.speed_hz = 0
        self.chip_selected = False
        self.last = 0
        self._seats: list[Seat] = []

    @property
    def mode(self) -> int:
        """As data sheets number them."""
        return 2 * bool(self.flags & CLOCK_IDLE_HIGH) + bool(self.flags & CLOCK_2ND_EDGE)

    @property
    def has_chip_select(self) -> bool:
        """Whether it drives one now."""
        return self.enabled and bool(self.flags & USE_CS_L) and self.model in HAS_CHIP_SELECT

    # What is attached

    def attach(self, target: SpiTarget, cs: Optional[str] = None) -> None:
        """Connects a target.  cs: the name of the pin that selects it, "bus", or None for always."""
        pin = cs if cs is None or cs == "bus" else self._all_pins.named(cs)
        seat = Seat(target, pin)
        self._seats.append(seat)
        if pin is not None and not isinstance(pin, str):
            pin.watch(lambda changed: self._look_at(seat))
        seat.look(self)

    def detach(self, target: SpiTarget) -> None:
        """Takes it away again."""
        self._seats = [seat for seat in self._seats if seat.target is not target]

    # What the program does

    def configure(self, flags: int, khz: int) -> int:
        """Enables it. Its actual clock in kHz."""
        self.flags = flags
        self.speed_hz = clock_hz(self.name, self.model, khz * 1000)
        unused = [
            signal for flag, signal in ((SIMPLEX_TX, "CIPO"), (SIMPLEX_RX, "COPI"), (NO_SCLK, "SCLK")) if flags & flag
        ]
        if not (flags & USE_CS_L and self.model in HAS_CHIP_SELECT):
            unused.append("CS")
        self._take({"COPI": 0, "SCLK": int(bool(flags & CLOCK_IDLE_HIGH)), "CS": 1}, tuple(unused))
        self.select(False)
        return self.speed_hz // 1000

    def disable(self) -> None:
        super().disable()
        self.select(False)

    def select(self, asserted: bool) -> None:
        """Drives its own chip select: low when it is asserted."""
        self.chip_selected = asserted
        if "CS" in self.pins:
            self.pins["CS"].write(int(not asserted))
        self._look()

    def write(self, data: bytes, passes: Passes) -> None:
        """Bytes out; what comes in is ignored."""
        self._transfer(data, data, False, passes)

    def read(self, count: int, passes: Passes) -> bytes:
        """Bytes in, while zeros go out."""
        return self._transfer(bytes(count), b"", True, passes)

    def exchange(self, data: bytes, passes: Passes) -> bytes:
        """Bytes out, and as many in."""
        return self._transfer(data, data, True, passes)

    def _transfer(self, out: bytes, told: bytes, reads: bool, passes: Passes) -> bytes:
        since_us = self._around.clock.now_us
        passes(CALL_US + len(out) * 8 * 1000000 // self.speed_hz)
        found = self._on_the_wire(out)
        if self.told:
            self.tell(since_us, **{**shown("out", told), **shown("in", found if reads else b"")})
        return found

    def _on_the_wire(self, out: bytes) -> bytes:
        lsb_first = self.flags & LSB_FIRST
        sent = bytes(len(out)) if self.flags & SIMPLEX_RX else out.translate(TABLE) if lsb_first else out
        found = self._exchanged(sent)
        if self.flags & SIMPLEX_TX:
            found = bytes(len(out))
        if sent:
            self.last = found[-1]
            self._hold_last_bit(sent[-1] & 1)
        return found.translate(TABLE) if lsb_first else found

    def _exchanged(self, sent: bytes) -> bytes:
        """Assumed: where several targets answer, a bit that one of them pulls low is low; without a clock only those
        take part that nothing selects."""
        self._look()
        clocked = not self.flags & NO_SCLK
        targets = [seat.target for seat in self._seats if seat.selected and (clocked or seat.cs is None)]
        if not targets:
            return bytes([self._idle_byte()]) * len(sent)
        if len(targets) == 1:
            exchange = targets[0].exchange
            return bytes([exchange(byte) & 0xFF for byte in sent])
        return bytes([_together([target.exchange(byte) & 0xFF for target in targets]) for byte in sent])

    def _idle_byte(self) -> int:
        """What is read where nobody answers: the level of the pin, again and again."""
        pin = self.pins.get("CIPO")
        return 0xFF if pin is not None and pin.level else 0

    def _hold_last_bit(self, level: int) -> None:
        """The output stays as it is after a transfer (D/node/2539)."""
        if "COPI" in self.pins:
            self.pins["COPI"].write(level)

    def _look_at(self, seat: Seat) -> None:
        if seat in self._seats:
            seat.look(self)

    def _look(self) -> None:
        for seat in self._seats:
            seat.look(self)


def _together(answers: list[int]) -> int:
    level = 0xFF
    for answer in answers:
        level &= answer
    return level


def clock_hz(name: str, model: str, wanted_hz: int) -> int:
    """The clock that a bus gives for one that is wanted; the lowest it has where that is too slow."""
    if model == "imp005":
        part = (2 * PARTED_HZ + wanted_hz) // (2 * wanted_hz) if wanted_hz > 0 else PARTS[1]
        return PARTED_HZ // min(max(part, PARTS[0]), PARTS[1])
    hz, halves = CLOCKS.get(name) or CLOCKS[model]
    while hz > wanted_hz and halves:
        hz, halves = hz // 2, halves - 1
    return hz
