"""MCP3208: an analogue-to-digital converter with eight inputs on SPI (Microchip, DS21298).

The first 1 that comes in is a start bit; then come one that says single or differential, and three that say which
input. After a null bit the result follows, twelve bits, then the same backwards, which nobody reads.
"""

from __future__ import annotations

from impsim.device.part import Part, Quantity, Terminal

CHANNELS = 8
BITS = 12
START, SINGLE_AT, CHANNEL_BITS, SAMPLE_BITS = 1, 0, 3, 2


class MCP3208(Part):
    """A converter."""

    kind = "MCP3208"
    about = "Analogue-to-digital converter with eight inputs of 12 bits"
    sheet = "Microchip, DS21298"
    terminals = {"spi": Terminal("spi", "the bus"), "cs": Terminal("select", "its chip select", optional=True)}
    options = {"reference": Quantity(3300.0, "mV", 250, 5500, "the voltage at its reference pin")}
    quantities = {"ch%d" % n: Quantity(0.0, "mV", 0, 5500, "the voltage at an input") for n in range(CHANNELS)}
    faults = {"silent": "it answers nothing"}

    def wired(self) -> None:
        self.place.bus("spi").attach(self, self.place.pin_of("cs") or None)

    def reset(self) -> None:
        self.select()

    def select(self) -> None:
        """Its chip select goes low."""
        self._count = -1  # bits since the start bit
        self._asked = 0
        self._answer = 0

    def deselect(self) -> None:
        """Its chip select goes high."""
        self.select()

    def exchange(self, byte: int) -> int:
        """Eight bits each way."""
        found = 0
        for place in range(7, -1, -1):
            found = found << 1 | self._bit(byte >> place & 1)
        return 0xFF if "silent" in self.broken else found

    def _bit(self, given: int) -> int:
        if self._count < 0:
            self._count = 0 if given else -1
            return 1
        self._count += 1
        if self._count <= 1 + CHANNEL_BITS:
            self._asked = self._asked << 1 | given
            return 1
        at = self._count - (1 + CHANNEL_BITS + SAMPLE_BITS)  # the null bit is 0
        if at <= 0:
            self._answer = self._converted()
            return 1 if at < 0 else 0
        return self._answer >> BITS - at & 1 if at <= BITS else 0

    def _converted(self) -> int:
        single, channel = self._asked >> CHANNEL_BITS, self._asked & 7
        voltage = self.values["ch%d" % channel]
        if not single:
            voltage -= self.values["ch%d" % (channel ^ 1)]
        share = voltage / self.option["reference"]
        return max(0, min((1 << BITS) - 1, int(share * (1 << BITS))))
