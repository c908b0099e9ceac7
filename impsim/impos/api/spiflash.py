"""The instance hardware.spiflash. Stub: squirrel_stubs/spiflash.nut."""

from __future__ import annotations

from impsim.device.flash import PAGE, SECTOR
from impsim.impos.conversions import to_squirrel
from impsim.impos.memory import OutOfMemory
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib import blob as blobs
from impsim.squirrel.stdlib.blob import Blob, checked_blob
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.spiflash import BoundFlash, SpiFlashInstance

# By the numbers of squirrel_stubs/hardware.buses.nut
POSTVERIFY = 1
PREVERIFY = 2

# The first two are those of the public library SPIFlash, which is made to be used like hardware.spiflash;
# assumed: that they are impOS's, and the other texts
NOT_ENABLED = "Not enabled"
NOT_ALIGNED = "This request must be aligned with a sector (4kb)"
OUT_OF_RANGE = "SPI flash address out of range"
WRONG_PART = "invalid start or end index"
WRONG_SPEED = "invalid SPI flash speed"
NO_BLOB = "a blob expected"
NO_BYTES = "a string or a blob expected"


def enable(instance: SpiFlashInstance) -> None:
    instance.ƒopened.enabled = True
    instance.ƒopened.flash.enable()


def disable(instance: SpiFlashInstance) -> None:
    instance.ƒopened.enabled = False


def _enabled(instance: SpiFlashInstance) -> BoundFlash:
    """What it stands for. Raises SquirrelError when that is not enabled (D/node/2549)."""
    bound = instance.ƒopened
    if not bound.enabled:
        raise SquirrelError(NOT_ENABLED)
    return bound


def _at(instance: SpiFlashInstance, address: int, count: int) -> BoundFlash:
    """The same. Raises SquirrelError for what is not all in the program's part."""
    bound = _enabled(instance)
    if address < 0 or count < 0 or address + count > bound.flash.size:
        raise SquirrelError(OUT_OF_RANGE)
    return bound


def size(instance: SpiFlashInstance) -> int:
    return _enabled(instance).flash.size


def chipid(instance: SpiFlashInstance) -> int:
    return _enabled(instance).flash.chip_id


def info(instance: SpiFlashInstance) -> Any:
    flash = _enabled(instance).flash
    return to_squirrel(
        {
            "size": flash.chip_bytes,
            "max_write_size": PAGE,
            "fast_read_freq": flash.speed_hz,
            "normal_read_freq": flash.speed_hz,
            "supports_fast_read": True,
            "supports_quad_read": True,
            "fast_dummy_cycles": 8,
        }
    )


def setspeed(instance: SpiFlashInstance, speed: float) -> int:
    applied = instance.ƒopened.flash.want_speed(speed)
    if not applied:
        raise SquirrelError(WRONG_SPEED)
    return applied


def read(instance: SpiFlashInstance, address: int, count: int) -> Any:
    return impos_blob(_read(instance, address, count))


def _read(instance: SpiFlashInstance, address: int, count: int) -> bytearray:
    """So many bytes, which take memory at once: more than the imp has end the program before they are read."""
    bound = _at(instance, address, count)
    if count > bound.host.device.profile["hardware.ram_free_bytes"]:
        raise OutOfMemory()
    return bound.read(address, count)


def readintoblob(instance: SpiFlashInstance, address: int, target: Any, count: int) -> None:
    if not isinstance(target, Blob):
        raise SquirrelError(NO_BLOB)
    checked_blob(target, "blob")
    blobs.write(target, _read(instance, address, count))


def write(
    instance: SpiFlashInstance,
    address: int,
    source: Any,
    flags: Optional[int] = None,
    start: Optional[int] = None,
    end: Optional[int] = None,
) -> int:
    data = _part(source, start, end)
    bound = _at(instance, address, len(data))
    since_us = bound.host.clock.now_us
    result = _written(bound, address, data, flags or 0)
    bound.flash.told("write", address, data, since_us, bytes=len(data), result=result)
    return result


def _part(source: Any, start: Optional[int], end: Optional[int]) -> bytes:
    if isinstance(source, Blob):
        data = bytes(source)
    elif isinstance(source, str):
        data = source.encode("latin-1")
    else:
        raise SquirrelError(NO_BYTES)
    begin = 0 if start is None else start
    stop = len(data) if end is None else end
    if not 0 <= begin <= stop <= len(data):
        raise SquirrelError(WRONG_PART)
    return data[begin:stop]


def _written(bound: BoundFlash, address: int, data: bytes, flags: int) -> int:
    """Writes and gives the result: the flag of the check that has failed, or 0."""
    if flags & PREVERIFY and not bound.takes(address, data):
        return PREVERIFY
    bound.program(address, data)
    if flags & POSTVERIFY and not bound.holds(address, data):
        return POSTVERIFY
    return 0


def erasesector(instance: SpiFlashInstance, address: int) -> None:
    _enabled(instance)
    if address % SECTOR:
        raise SquirrelError(NOT_ALIGNED)
    _at(instance, address, SECTOR).erase(address)


MEMBERS = {
    "enable": enable,
    "disable": disable,
    "size": size,
    "chipid": chipid,
    "info": info,
    "setspeed": setspeed,
    "read": read,
    "readintoblob": readintoblob,
    "write": write,
    "erasesector": erasesector,
}
