"""Instances in the table hardware: I2C buses. Stub: squirrel_stubs/i2c.nut."""

from __future__ import annotations

import impsim.device.i2c  # noqa: F401  # so that no first use of a bus has to import it: see with_room()
from impsim.impos.buses import to_write
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.buses import I2cInstance

MOST_BYTES = 65535  # assumed: of one read
WRONG_COUNT = "invalid number of bytes"  # assumed: the text


def configure(instance: I2cInstance, speed: int) -> None:
    instance.ƒopened.bus.configure(speed)


def read(instance: I2cInstance, address: int, subaddress: Any, count: int) -> Optional[str]:
    bound = instance.ƒopened
    if not 0 <= count <= MOST_BYTES:
        raise SquirrelError(WRONG_COUNT)
    found = bound.bus.read(_seven_bits(address), to_write(subaddress), count, bound.passes)
    return None if found is None else found.decode("latin-1")


def write(instance: I2cInstance, address: int, data: Any) -> int:
    bound = instance.ƒopened
    return bound.bus.write(_seven_bits(address), to_write(data), bound.passes)


def _seven_bits(address: int) -> int:
    """Programs give an address as it is on the wire: seven bits, and the direction (D/node/2578)."""
    return address >> 1 & 0x7F


def readerror(instance: I2cInstance) -> int:
    return instance.ƒopened.bus.read_error


def disable(instance: I2cInstance) -> None:
    instance.ƒopened.bus.disable()


MEMBERS = {
    "configure": configure,
    "read": read,
    "write": write,
    "readerror": readerror,
    "disable": disable,
}
