"""What the object hardware still has from before buses had a configure() of their own.

Stub: squirrel_stubs/hardware.deprecated.nut.
"""

from __future__ import annotations

from impsim.device.serial_frame import Frame
from impsim.impos.api.hardware import getdeviceid
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

BUSES = {1: "i2c12", 2: "i2c89", 3: "spi257", 4: "spi189", 5: "uart12", 6: "uart57", 7: "uart1289"}
I2C_HZ = 100000  # assumed: as no page says how a bus is set then
SPI_FLAGS, SPI_KHZ = 0, 1000  # assumed: the same
UART_FRAME = (9600, 8, "N", 1)  # assumed: the same
UART_FLAGS = 1  # assumed: NO_CTSRTS

WRONG_PERIPHERAL = "invalid peripheral"  # assumed: the text


def configure(host: Imp, first: int, second: Any = None, third: Any = None, fourth: Any = None) -> None:
    for number in (first, second, third, fourth):
        if number is not None:
            _enable(host, number)


def _enable(host: Imp, number: Any) -> None:
    """A bus is ready for use, with settings that only its own configure() can change (D/node/2493)."""
    bound = _bus(host, number)
    if bound.bus.kind == "i2c":
        bound.bus.configure(I2C_HZ)
    elif bound.bus.kind == "spi":
        bound.bus.configure(SPI_FLAGS, SPI_KHZ)
    else:
        bound.configure(Frame(*UART_FRAME), UART_FLAGS, None, False)


def _bus(host: Imp, number: Any) -> Any:
    name = BUSES.get(number)
    for bound in host.peripherals:
        if name is not None and getattr(getattr(bound, "bus", None), "name", None) == name:
            return bound
    raise SquirrelError(WRONG_PERIPHERAL)


MEMBERS = {
    "configure": configure,
    "getimpeeid": getdeviceid,
}
