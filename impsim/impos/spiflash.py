"""What the instance hardware.spiflash stands for: the imp's flash in the hands of one run of a program."""

from __future__ import annotations

from impsim.device.flash import ERASE_US, PROGRAM_US, pages
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.flash import SpiFlash
    from impsim.impos.imp import Imp


class SpiFlashInstance(Instance):
    """The flash as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundFlash


class BoundFlash:
    """flash: the chip.  enabled: whether the program has enabled it. Assumed: none has when it starts."""

    def __init__(self, host: Imp, flash: SpiFlash) -> None:
        self.host = host
        self.flash = flash
        self.enabled = False
        flash.begin()

    def callbacks(self) -> list[Any]:
        """impOS keeps no function for it."""
        return []

    def read(self, address: int, count: int) -> bytearray:
        """A copy of what it holds, which the program waits for."""
        since_us = self.host.clock.now_us
        found = self._fetched(address, count)
        self.flash.told("read", address, found, since_us, bytes=count)
        return found

    def _fetched(self, address: int, count: int) -> bytearray:
        self.host.loop.sleep(self.flash.transfer_us(count))
        return self.flash.array.read(address, count)

    def takes(self, address: int, data: bytes) -> bool:
        """Reads what is there and tells whether data can be written over it."""
        self._fetched(address, len(data))
        return self.flash.array.takes(address, data)

    def holds(self, address: int, data: bytes) -> bool:
        """Reads what is there and tells whether it is data."""
        return self._fetched(address, len(data)) == data

    def program(self, address: int, data: bytes) -> None:
        """Page by page: those that are not done when power goes are never written."""
        since_us, done = self.host.clock.now_us, 0
        try:
            for start, page in pages(address, data):
                self.host.loop.sleep(self.flash.transfer_us(len(page)) + PROGRAM_US)
                self.flash.array.program(start, page)
                done += len(page)
        finally:
            if done < len(data):
                self.flash.told("write", address, data[:done], since_us, bytes=done, result="cut")

    def erase(self, address: int) -> None:
        """One sector."""
        since_us = self.host.clock.now_us
        self.host.loop.sleep(self.flash.transfer_us(0) + ERASE_US)
        self.flash.array.erase(address)
        self.flash.told("erase", address, b"", since_us)


def flash_of(host: Any) -> dict[str, tuple[str, BoundFlash]]:
    """The flash of the host's model, where it has one: (name of the class of its instance, the flash)."""
    flash = host.device.flash
    return {} if flash is None else {"spiflash": ("spiflash", BoundFlash(host, flash))}
