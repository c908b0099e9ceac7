"""What the instances hardware.i2c89 and so on stand for: a bus in the hands of one run of a program."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.i2c import I2cBus
    from impsim.device.spi import SpiBus
    from impsim.impos.imp import Imp

NO_BYTES = "a string or a blob expected"  # assumed: the text


class BoundBus:
    """A bus for one run of a program."""

    def __init__(self, host: Imp, bus: Any) -> None:
        self.host = host
        self.bus = bus

    def passes(self, passing_us: int) -> None:
        """A call of the program takes time, in which the world goes on."""
        self.host.loop.sleep(passing_us)

    def callbacks(self) -> list[Any]:
        """The functions that impOS keeps for it."""
        return []


class BoundI2c(BoundBus):
    """An I2C bus for one run of a program."""

    bus: I2cBus


class I2cInstance(Instance):
    """An I2C bus as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundI2c


class BoundSpi(BoundBus):
    """An SPI bus for one run of a program."""

    bus: SpiBus


class SpiInstance(Instance):
    """An SPI bus as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundSpi


BOUND: dict[str, type[BoundBus]] = {"i2c": BoundI2c, "spi": BoundSpi}


def buses_of(host: Any) -> dict[str, tuple[str, BoundBus]]:
    """The buses of the host's model: (name of the class of its instance, the bus)."""
    return {name: (bus.kind, BOUND[bus.kind](host, bus)) for name, bus in host.device.buses.items()}


def to_write(data: Any) -> bytes:
    """What a program hands over to be sent: a string or a blob."""
    if isinstance(data, str):
        return data.encode("latin-1")
    if isinstance(data, Blob):
        return bytes(data)
    raise SquirrelError(NO_BYTES)
