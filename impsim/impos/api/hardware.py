"""The object hardware: clocks, identity, why the imp started. Stub: squirrel_stubs/hardware.nut."""

from __future__ import annotations

from impsim.device.converters import whole
from impsim.device.supply import battery_mv
from impsim.squirrel.numeric import f32, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.impos.imp import Imp


def getdeviceid(host: Imp) -> str:
    return host.device.numbers.device_id


def millis(host: Imp) -> int:
    return wrap(host.read_clock() // 1000)


def micros(host: Imp) -> int:
    return wrap(host.read_clock())


def wakereason(host: Imp) -> int:
    return host.wake_reason


def voltage(host: Imp) -> float:
    return f32(host.device.pins.bank.supply_mv / 1000)


def vbat(host: Imp) -> float:
    return f32(battery_mv(host.device.site, host.device.profile) / 1000)


def lightlevel(host: Imp) -> int:
    host.poll()
    return whole(host.device.site.light.level)


MEMBERS = {
    "getdeviceid": getdeviceid,
    "millis": millis,
    "micros": micros,
    "wakereason": wakereason,
    "voltage": voltage,
    "vbat": vbat,
    "lightlevel": lightlevel,
}
