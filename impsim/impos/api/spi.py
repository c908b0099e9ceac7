"""Instances in the table hardware: SPI buses. Stub: squirrel_stubs/spi.nut."""

from __future__ import annotations

import impsim.device.spi  # noqa: F401  # so that no first use of a bus has to import it: see with_room()
from impsim.impos.buses import to_write
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_BLOB
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.spi import SpiBus
    from impsim.impos.buses import SpiInstance

# assumed: the texts
NOT_CONFIGURED = "SPI is not configured"
NO_CHIP_SELECT = "SPI is not configured with USE_CS_L"
WRONG_COUNT = "invalid number of bytes"
ONLY_ONE = "read(1) reads the last byte only"
LONGEST_STRING = 65535  # assumed: as of strings in general, D/knowledgebase
HIGHEST_KHZ = 1000000


def configure(instance: SpiInstance, flags: int, rate: float) -> int:
    khz = min(max(rate, 0), HIGHEST_KHZ) if rate == rate else 0
    return instance.ƒopened.bus.configure(flags, int(khz))


def _enabled(instance: SpiInstance) -> SpiBus:
    bus = instance.ƒopened.bus
    if not bus.enabled:
        raise SquirrelError(NOT_CONFIGURED)
    return bus


def write(instance: SpiInstance, data: Any) -> int:
    bus, out = _enabled(instance), to_write(data)
    bus.write(out, instance.ƒopened.passes)
    return len(out)


def writeread(instance: SpiInstance, data: Any) -> Any:
    bus, out = _enabled(instance), to_write(data)
    found = bus.exchange(out, instance.ƒopened.passes)
    return found.decode("latin-1") if isinstance(data, str) else impos_blob(found)


def readblob(instance: SpiInstance, count: int) -> Any:
    return impos_blob(_read(instance, count, MAX_BLOB))


def readstring(instance: SpiInstance, count: int) -> str:
    return _read(instance, count, LONGEST_STRING).decode("latin-1")


def _read(instance: SpiInstance, count: int, most: int) -> bytes:
    bus = _enabled(instance)
    if not 0 <= count <= most:
        raise SquirrelError(WRONG_COUNT)
    return bus.read(count, instance.ƒopened.passes)


def read(instance: SpiInstance, count: int) -> int:
    if count != 1:
        raise SquirrelError(ONLY_ONE)
    return _enabled(instance).last


def chipselect(instance: SpiInstance, select: int) -> None:
    bus = instance.ƒopened.bus
    if not bus.has_chip_select:
        raise SquirrelError(NO_CHIP_SELECT)
    bus.select(bool(select))


def disable(instance: SpiInstance) -> None:
    instance.ƒopened.bus.disable()


MEMBERS = {
    "configure": configure,
    "write": write,
    "writeread": writeread,
    "readblob": readblob,
    "readstring": readstring,
    "read": read,
    "chipselect": chipselect,
    "disable": disable,
}
