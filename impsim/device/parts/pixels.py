"""Strips of coloured LEDs: WS2812, whose bits are lengths of pulses, and APA102, which has a clock.

A WS2812 takes a pulse for a 1 when it is longer than half a microsecond, and shows what it has got when the line has
been low for 50 us (Worldsemi, WS2812B data sheet). imp programs make the pulses with an SPI bus that has no clock: each
byte is one bit, or each three bytes are two.
"""

from __future__ import annotations

from functools import partial

from impsim.device.part import Part, Quantity, Terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

PIXELS = Quantity(1, lowest=1, highest=4096, about="how many there are in a row")
LONG_NS = 500  # a longer pulse is a 1
NOISE_NS = 100  # a shorter one is not seen
RESET_US = 50
DARK = 0


class Strip(Part):
    """Pixels and their colours."""

    faults = {"broken": "its first pixel is broken: nothing reaches any of them"}
    shows = {"colours": "of each pixel, [red, green, blue]", "lit": "how many of them shine"}

    def reset(self) -> None:
        self.colours = [self._black() for _ in range(self.option["pixels"])]

    def _black(self) -> list[int]:
        return [DARK] * 3

    @property
    def lit(self) -> int:
        """How many shine."""
        return sum(any(colour) for colour in self.colours)

    def select(self) -> None:
        """A strip is always selected."""

    def deselect(self) -> None:
        """As above."""


class Ws2812(Strip):
    """A strip on the data line of an SPI bus."""

    kind = "WS2812"
    about = "A strip of WS2812 or SK6812 pixels on the output of an SPI bus"
    sheet = "Worldsemi, WS2812B"
    terminals = {"spi": Terminal("spi", "the bus, whose output is its data line", signals=("COPI",))}
    options = {
        "pixels": PIXELS,
        "order": Quantity("GRB", choices=("GRB", "RGB", "GRBW", "RGBW"), about="in which colours are sent"),
    }
    shows = {"colours": "of each pixel, [red, green, blue], and white where it has that", "lit": Strip.shows["lit"]}

    def reset(self) -> None:
        super().reset()
        self._sent: dict[int, bytearray] = {}  # the end of a transfer -> its bytes
        self._bits: list[int] = []
        self._ended_us = -RESET_US - 1

    def _black(self) -> list[int]:
        return [DARK] * len(self.option["order"])

    def wired(self) -> None:
        self._bus = self.place.bus("spi")
        self._bus.attach(self)

    def exchange(self, byte: int) -> int:
        """A byte of a transfer that ends now: what it means is seen once the line is low for long enough."""
        now_us = self.place.clock.now_us
        if now_us not in self._sent:
            self._sent[now_us] = bytearray()
            self.place.clock.after(RESET_US, partial(self._latch, now_us, self._bus.speed_hz), background=True)
        self._sent[now_us].append(byte)
        return 0xFF

    def _latch(self, end_us: int, speed_hz: int) -> None:
        data = self._sent.pop(end_us, None)
        if data is None or "broken" in self.broken:
            return
        began_us = end_us - len(data) * 8 * 1000000 // speed_hz
        if began_us - self._ended_us >= RESET_US:
            self._bits = []
        self._ended_us = end_us
        self._bits += pulses(bytes(data), 1e9 / speed_hz)
        self._show()

    def _show(self) -> None:
        """Each pixel keeps its bits and hands on the others."""
        order = self.option["order"]
        size = 8 * len(order)
        for number in range(min(len(self.colours), len(self._bits) // size)):
            sent = dict(zip(order, _bytes(self._bits[number * size : (number + 1) * size])))
            self.colours[number] = [sent[name] for name in "RGBW"[: len(order)]]
        self.tell()


def pulses(data: bytes, bit_ns: float) -> list[int]:
    """The bits that pulses mean, of a line that is driven by these bytes."""
    found: list[int] = []
    high = 0
    for byte in data:
        for place in range(7, -1, -1):
            if byte >> place & 1:
                high += 1
            elif high:
                if high * bit_ns >= NOISE_NS:
                    found.append(int(high * bit_ns > LONG_NS))
                high = 0
    return found


def _bytes(bits: list[int]) -> list[int]:
    found = []
    for at in range(0, len(bits), 8):
        value = 0
        for bit in bits[at : at + 8]:
            value = value << 1 | bit
        found.append(value)
    return found


class Apa102(Strip):
    """A strip with clock and data, on an SPI bus or two pins.

    A frame begins with four bytes of zeros; each pixel takes four bytes, the first of which begins with three ones and
    has its brightness.
    """

    kind = "APA102"
    about = "A strip of APA102 pixels on an SPI bus or on two pins"
    sheet = "Shiji, APA102C"
    terminals = {
        "spi": Terminal("spi", "the bus", optional=True, signals=("COPI", "SCLK")),
        "clock": Terminal("input", "its clock, where it is on pins", optional=True),
        "data": Terminal("input", "its data, where it is on pins", optional=True),
    }
    one_of = ("spi", "clock")
    options = {"pixels": PIXELS}
    shows = {**Strip.shows, "brightness": "of each pixel, 0 to 31"}

    def reset(self) -> None:
        super().reset()
        self.brightness = [0] * len(self.colours)
        self._word: list[int] = []
        self._zeros = 0
        self._pixel: Optional[int] = None  # the next one, None before a frame
        self._level = 0
        self._shift = 1

    def wired(self) -> None:
        bus = self.place.bus("spi")
        if bus is not None:
            bus.attach(self)
        self._clock = self.place.wire("clock")
        self._clock.watch(self._clocked)

    def _clocked(self) -> None:
        """Data counts when the clock goes up."""
        before, self._level = self._level, self._clock.level
        if self._level and not before:
            self._shift = self._shift << 1 | self.place.wire("data").level
            if self._shift & 0x100:
                byte, self._shift = self._shift & 0xFF, 1
                self.exchange(byte)

    def exchange(self, byte: int) -> int:
        """A byte."""
        self._word.append(byte)
        if len(self._word) == 4:
            word, self._word = self._word, []
            self._take(word)
        elif self._pixel is None and any(self._word):
            self._word = []  # no beginning of a frame
        return 0xFF

    def _take(self, word: list[int]) -> None:
        if not any(word):
            self._pixel = 0
            return
        pixel = self._pixel
        if pixel is None or word[0] & 0xE0 != 0xE0 or pixel >= len(self.colours):
            self._pixel = None
            return
        self._pixel = pixel + 1
        if "broken" not in self.broken:
            self.brightness[pixel] = word[0] & 0x1F
            self.colours[pixel] = word[:0:-1]
        if self._pixel == len(self.colours):
            self.tell()

    @property
    def lit(self) -> int:
        return sum(bool(level and any(colour)) for colour, level in zip(self.colours, self.brightness))
