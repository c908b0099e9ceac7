"""Instances in the table hardware: pins. Stub: squirrel_stubs/pin.nut."""

from __future__ import annotations

from impsim.device import pin_modes as m
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.pins import PinInstance

# By the numbers of squirrel_stubs/hardware.pins.nut
MODES = {
    256: m.DIGITAL_IN,
    512: m.DIGITAL_IN_PULLUP,
    768: m.DIGITAL_IN_PULLDOWN,
    2560: m.DIGITAL_IN_WAKEUP,
    1024: m.DIGITAL_OUT,
    1280: m.DIGITAL_OUT_OD,
    1536: m.DIGITAL_OUT_OD_PULLUP,
    1792: m.ANALOG_IN,
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
    if not bound.host.device.pins.can_be(bound.pin, chosen):
        raise SquirrelError(NOT_ON_THIS_PIN)
    if chosen.writable:
        bound.configure(chosen, _starting_state(setting), None)
    elif chosen is m.ANALOG_IN:
        bound.configure(chosen, m.LOW, None)
    else:
        bound.configure(chosen, m.LOW, _callback(setting))


def _starting_state(setting: Any) -> int:
    if setting is None:
        return m.LOW
    if not isinstance(setting, (int, float)):
        raise SquirrelError(WRONG_STATE)
    return _level(setting)


def _callback(setting: Any) -> Any:
    if isinstance(setting, (int, float)):
        raise SquirrelError(WRONG_CALLBACK)
    return setting


def _level(value: float) -> int:
    return m.HIGH if value else m.LOW


def read(instance: PinInstance) -> int:
    instance.ƒopened.host.poll()
    pin = instance.ƒopened.pin
    return pin.sample if pin.mode is m.ANALOG_IN else pin.level


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
