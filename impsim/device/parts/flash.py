"""A serial flash of the 25 series on an SPI bus."""

from __future__ import annotations

from impsim.device.flash25 import NorFlash25
from impsim.device.part import Part, Quantity, Terminal

SIZES = (1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 24)


class Flash25(Part):
    """What boards carry besides the imp's own flash; it keeps what it holds without power."""

    kind = "flash25"
    about = "A serial NOR flash of the 25 series: W25Q, MX25L and others"
    sheet = "Winbond W25Q32, Macronix MX25L3206E"
    terminals = {"spi": Terminal("spi", "the bus"), "cs": Terminal("select", "its chip select", optional=True)}
    options = {"size": Quantity(1 << 22, "", about="in bytes", choices=SIZES)}
    faults = {"silent": "it answers nothing and does nothing"}
    shows = {"status": "its status register", "asleep": "whether it is powered down"}
    _kept: NorFlash25 | None = None

    def reset(self) -> None:
        self._chip.reset()

    @property
    def _chip(self) -> NorFlash25:
        if self._kept is None:
            self._kept = NorFlash25(self.place.clock, self.option["size"])
        return self._kept

    def wired(self) -> None:
        self.place.bus("spi").attach(self, self.place.pin_of("cs") or None)

    @property
    def status(self) -> int:
        """Its register."""
        return self._chip.status

    @property
    def asleep(self) -> bool:
        """Whether it is powered down."""
        return self._chip.asleep

    def select(self) -> None:
        """Its chip select goes low."""
        self._chip.select()

    def deselect(self) -> None:
        """Its chip select goes high: a command takes effect."""
        self._chip.deselect()
        self.tell()

    def exchange(self, byte: int) -> int:
        """A byte each way."""
        return 0xFF if "silent" in self.broken else self._chip.exchange(byte)
