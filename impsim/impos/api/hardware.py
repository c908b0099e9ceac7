"""The object hardware: clocks, identity, why the imp started. Stub: squirrel_stubs/hardware.nut."""

from __future__ import annotations

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


MEMBERS = {
    "getdeviceid": getdeviceid,
    "millis": millis,
    "micros": micros,
    "wakereason": wakereason,
    "voltage": voltage,
}
