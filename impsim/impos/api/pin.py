"""Instances in the table hardware: pins. Stub: squirrel_stubs/pin.nut."""

from __future__ import annotations

from impsim.device import pins
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.pins import PinInstance

# By the numbers of squirrel_stubs/hardware.pins.nut
MODES = {
    256: pins.DIGITAL_IN,
    512: pins.DIGITAL_IN_PULLUP,
    768: pins.DIGITAL_IN_PULLDOWN,
    2560: pins.DIGITAL_IN_WAKEUP,
    1024: pins.DIGITAL_OUT,
    1280: pins.DIGITAL_OUT_OD,
    1536: pins.DIGITAL_OUT_OD_PULLUP,
}

# assumed: the texts; D/node/2538 only says that there are errors
WRONG_MODE = "invalid pin mode"
NOT_ON_THIS_PIN = "mode not supported on this pin"
WRONG_STATE = "invalid starting state"
WRONG_CALLBACK = "a callback function expected"
NO_OUTPUT = "pin is not configured as an output"


def configure(instance: PinInstance, mode: int, setting: Any = None) -> None:
    bound = instance.ƒopened
    chosen = MODES.get(mode)
    if chosen is None:
        raise SquirrelError(WRONG_MODE)
    if chosen.wakes and not bound.host.device.pins.can_wake(bound.pin):
        raise SquirrelError(NOT_ON_THIS_PIN)
    if chosen.writable:
        bound.configure(chosen, _starting_state(setting), None)
    else:
        bound.configure(chosen, pins.LOW, _callback(setting))


def _starting_state(setting: Any) -> int:
    if setting is None:
        return pins.LOW
    if not isinstance(setting, (int, float)):
        raise SquirrelError(WRONG_STATE)
    return _level(setting)


def _callback(setting: Any) -> Any:
    if isinstance(setting, (int, float)):
        raise SquirrelError(WRONG_CALLBACK)
    return setting


def _level(value: float) -> int:
    return pins.HIGH if value else pins.LOW


def read(instance: PinInstance) -> int:
    instance.ƒopened.host.poll()
    return instance.ƒopened.pin.level


def write(instance: PinInstance, value: float) -> None:
    pin = instance.ƒopened.pin
    if not pin.mode.writable:
        raise SquirrelError(NO_OUTPUT)
    pin.write(_level(value))


def disable(instance: PinInstance) -> None:
    instance.ƒopened.disable()


MEMBERS = {
    "configure": configure,
    "read": read,
    "write": write,
    "disable": disable,
}
