"""Instances in the table hardware: pins. Stub: squirrel_stubs/pin.nut."""

from __future__ import annotations

from math import isfinite

from impsim.device import pin_modes as m
from impsim.device.outputs import Dac, Pwm
from impsim.impos.pins import PinInstance
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.device.pin import Pin
    from impsim.impos.pins import BoundPin

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
    2048: m.ANALOG_OUT,
    2304: m.PWM_OUT,
    2816: m.PULSE_COUNTER,
    3072: m.PTPG_OUT,
}

# assumed: the texts; D/node/2538 only says that there are errors
WRONG_MODE = "invalid pin mode"
NOT_ON_THIS_PIN = "mode not supported on this pin"
WRONG_STATE = "invalid starting state"
WRONG_CALLBACK = "a callback function expected"
WRONG_PERIOD = "invalid period"
WRONG_DELAY = "invalid delay"
WRONG_TRIGGER = "the pin cannot be triggered by that one"
NO_PERIOD = "pin is not configured for PWM or PTPG"
NO_DELAY = "pin is not configured for PTPG"

LONGEST_S = 1000000  # assumed: of a period, a delay or a count


def configure(instance: PinInstance, mode: int, setting: Any = None, second: Any = None, third: Any = None) -> None:
    bound = instance.ƒopened
    chosen = MODES.get(mode)
    if chosen is None:
        raise SquirrelError(WRONG_MODE)
    if not bound.host.device.pins.can_be(bound.pin, chosen):
        raise SquirrelError(NOT_ON_THIS_PIN)
    give: Callable[..., None] = CONFIGURING.get(chosen, _as_input)
    give(bound, chosen, setting, second, third)


def _as_output(bound: BoundPin, mode: m.Mode, setting: Any, *more: Any) -> None:
    bound.configure(mode, m.LOW if setting is None else _level(_number(setting, WRONG_STATE)), None)


def _as_input(bound: BoundPin, mode: m.Mode, setting: Any, *more: Any) -> None:
    if isinstance(setting, (int, float, PinInstance)):
        raise SquirrelError(WRONG_CALLBACK)
    bound.configure(mode, m.LOW, setting)


def _as_analogue_input(bound: BoundPin, mode: m.Mode, *more: Any) -> None:
    bound.configure(mode, m.LOW, None)


def _as_analogue_output(bound: BoundPin, mode: m.Mode, setting: Any, *more: Any) -> None:
    share = 0.0 if setting is None else _share(_number(setting, WRONG_STATE))
    bound.drive_out(mode, Dac(share))


def _as_pwm(bound: BoundPin, mode: m.Mode, period: Any, duty: Any, third: Any) -> None:
    period_ns = round(_seconds(period, WRONG_PERIOD) * 1e9)
    if period_ns < 1:
        raise SquirrelError(WRONG_PERIOD)
    share = 0.0 if duty is None else _share(_number(duty, WRONG_STATE))
    bound.drive_out(mode, Pwm(period_ns, share, bound.host.clock.now_us))


def _as_counter(bound: BoundPin, mode: m.Mode, window: Any, *more: Any) -> None:
    window_us = round(_seconds(window, WRONG_PERIOD) * 1e6)
    if window_us < 1:
        raise SquirrelError(WRONG_PERIOD)
    bound.configure(mode, m.LOW, None)
    bound.window_us = window_us


def _as_triggered(bound: BoundPin, mode: m.Mode, trigger: Any, delay: Any, period: Any) -> None:
    by = trigger.ƒopened.pin if isinstance(trigger, PinInstance) else None
    if by is None or not bound.host.device.pins.can_trigger(by, bound.pin):
        raise SquirrelError(WRONG_TRIGGER)
    period_us = round(_seconds(period, WRONG_PERIOD) * 1e6)
    if period_us < 1:
        raise SquirrelError(WRONG_PERIOD)
    bound.drive_after(mode, by, round(_seconds(delay, WRONG_DELAY) * 1e6), period_us)


CONFIGURING: dict[m.Mode, Callable[..., None]] = {
    m.DIGITAL_OUT: _as_output,
    m.DIGITAL_OUT_OD: _as_output,
    m.DIGITAL_OUT_OD_PULLUP: _as_output,
    m.ANALOG_IN: _as_analogue_input,
    m.ANALOG_OUT: _as_analogue_output,
    m.PWM_OUT: _as_pwm,
    m.PULSE_COUNTER: _as_counter,
    m.PTPG_OUT: _as_triggered,
}


def _number(value: Any, wrong: str) -> float:
    if not isinstance(value, (int, float)):
        raise SquirrelError(wrong)
    return value


def _seconds(value: Any, wrong: str) -> float:
    found = _number(value, wrong)
    if not 0 <= found <= LONGEST_S:
        raise SquirrelError(wrong)
    return found


def _share(value: float) -> float:
    """Public code also gives 256.0 to a PWM output: what is beyond the ends is at the end."""
    return min(1.0, max(0.0, value)) if isfinite(value) else 0.0


def _level(value: float) -> int:
    return m.HIGH if value else m.LOW


def read(instance: PinInstance) -> int:
    bound = instance.ƒopened
    bound.host.poll()
    if bound.pin.mode is m.PULSE_COUNTER:
        return bound.count()
    return bound.pin.sample if _is_analogue(bound.pin) else bound.pin.level


def _is_analogue(pin: Pin) -> bool:
    return pin.mode in (m.ANALOG_IN, m.ANALOG_OUT) or (pin.user is not None and pin.user.analogue)


def write(instance: PinInstance, value: float) -> None:
    bound = instance.ƒopened
    pin = bound.pin
    if pin.mode.writable:
        pin.write(_level(value))
    elif pin.generator is not None:
        pin.generator.write(round(_seconds(value, WRONG_DELAY) * 1e6))
    elif isinstance(pin.output, Pwm):
        pin.drive_out(pin.mode, Pwm(pin.output.period_ns, _share(value), pin.output.origin_us))
    elif isinstance(pin.output, Dac):
        pin.drive_out(pin.mode, Dac(_share(value)))


def getperiod(instance: PinInstance) -> float:
    pin = instance.ƒopened.pin
    if isinstance(pin.output, Pwm):
        return f32(pin.output.period_ns / 1e9)
    if pin.generator is None:
        raise SquirrelError(NO_PERIOD)
    return f32(pin.generator.period_us / 1e6)


def getdelay(instance: PinInstance) -> float:
    generator = instance.ƒopened.pin.generator
    if generator is None:
        raise SquirrelError(NO_DELAY)
    return f32(generator.delay_us / 1e6)


def disable(instance: PinInstance) -> None:
    instance.ƒopened.disable()


MEMBERS = {
    "configure": configure,
    "read": read,
    "write": write,
    "getperiod": getperiod,
    "getdelay": getdelay,
    "disable": disable,
}
