"""What the instances hardware.i2c89 and so on stand for: a bus in the hands of one run of a program."""

from __future__ import annotations

from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.i2c import I2cBus
    from impsim.device.serial_frame import Frame
    from impsim.device.spi import SpiBus
    from impsim.device.uart import UartBus
    from impsim.impos.imp import Imp

NO_BYTES = "a string or a blob expected"  # assumed: the text


class BoundBus:
    """A bus for one run of a program.  bus: the device's, which is made when the program first does something with it.

    A subclass says which sort it is.
    """

    def __init__(self, host: Imp, name: str) -> None:
        self.host = host
        self.name = name

    def passes(self, passing_us: int) -> None:
        """A call of the program takes time, in which the world goes on."""
        self.host.loop.sleep(passing_us)

    def callbacks(self) -> list[Any]:
        """The functions that impOS keeps for it."""
        return []


class BoundI2c(BoundBus):
    """An I2C bus for one run of a program."""

    @property
    def bus(self) -> I2cBus:
        return self.host.device.buses[self.name]  # type: ignore[return-value]


class I2cInstance(Instance):
    """An I2C bus as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundI2c


class BoundSpi(BoundBus):
    """An SPI bus for one run of a program."""

    @property
    def bus(self) -> SpiBus:
        return self.host.device.buses[self.name]  # type: ignore[return-value]


class SpiInstance(Instance):
    """An SPI bus as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundSpi


ANY_EVENT = 0xFF  # of a UART


class BoundUart(BoundBus):
    """A UART for one run of a program.  callback: what it calls, or None.  timing: bytes are told with their gaps."""

    def __init__(self, host: Imp, name: str) -> None:
        super().__init__(host, name)
        self.callback: Any = None
        self.timing = False
        self._tells_flags = False

    @property
    def bus(self) -> UartBus:
        return self.host.device.buses[self.name]  # type: ignore[return-value]

    def configure(self, frame: Frame, flags: int, callback: Any, tells_flags: bool) -> int:
        """Enables it. The actual rate."""
        from impsim.device.uart_line import READ_READY

        actual = self.bus.configure(frame, flags)
        self.callback = callback
        self._tells_flags = tells_flags
        self.bus.wanted = 0 if callback is None else ANY_EVENT if tells_flags else READ_READY
        self.bus.on_event = lambda: self.host.in_line(self._call)
        return actual

    def disable(self) -> None:
        """It calls nothing any more."""
        self.bus.disable()
        self.callback = None

    def _call(self, this: Any) -> None:
        events = self.bus.take_events()
        if self.callback is not None and events:
            call(self.callback, this, *([events] if self._tells_flags else []))

    def write(self, data: bytes) -> None:
        """Puts bytes into the buffer of what goes out, and waits where that is full (D/node/2584)."""
        self.bus.tx.put(data)
        while self.bus.tx.waits:
            self._wait()

    def flush(self) -> None:
        """Waits until all has gone out (D/node/2574)."""
        while not self.bus.tx.idle:
            self._wait()

    def _wait(self) -> None:
        wait = self.host.loop.wait()
        self.bus.on_room = wait.end
        self.host.loop.block(wait)

    def callbacks(self) -> list[Any]:
        return [self.callback]


class UartInstance(Instance):
    """A UART as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundUart


BOUND: dict[str, type[BoundBus]] = {"i2c": BoundI2c, "spi": BoundSpi, "uart": BoundUart}


def buses_of(host: Any) -> dict[str, tuple[str, BoundBus]]:
    """The buses of the host's model: (name of the class of its instance, the bus)."""
    return {name: (kind, BOUND[kind](host, name)) for name, kind in host.device.buses.kinds.items()}


def to_write(data: Any) -> bytes:
    """What a program hands over to be sent: a string or a blob."""
    if isinstance(data, str):
        return data.encode("latin-1")
    if isinstance(data, Blob):
        return bytes(data)
    raise SquirrelError(NO_BYTES)
