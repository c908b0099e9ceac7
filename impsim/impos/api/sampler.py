"""The instance hardware.sampler. Stub: squirrel_stubs/sampler.nut."""

from __future__ import annotations

from impsim.device.pin_modes import ANALOG_IN
from impsim.device.streams import A_LAW_COMPRESS
from impsim.impos.api import stream_arguments as arguments
from impsim.impos.pins import PinInstance
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.streams import SamplerInstance

WRONG_PIN = "a pin with an analogue input expected"  # assumed: the text


def configure(instance: SamplerInstance, pins: Any, rate: float, buffers: Any, callback: Any, filters: int = 0) -> None:
    bound = instance.ƒopened
    names = [_name(bound, pin) for pin in (pins if isinstance(pins, list) else [pins])]
    if not names:
        raise SquirrelError(WRONG_PIN)
    hz = arguments.rate_hz(rate)
    unit = len(names) * (1 if filters & A_LAW_COMPRESS else 2)
    blobs = arguments.buffers(buffers, unit)
    bound.prepare({"IN%d" % number: name for number, name in enumerate(names)}, blobs, callback)
    bound.recorder.set_rate(hz, filters)


def _name(bound: Any, pin: Any) -> str:
    if not isinstance(pin, PinInstance) or not bound.host.device.pins.can_be(pin.ƒopened.pin, ANALOG_IN):
        raise SquirrelError(WRONG_PIN)
    name: str = pin.ƒopened.pin.name
    return name


def start(instance: SamplerInstance) -> None:
    recorder = instance.ƒopened.recorder
    if not recorder.configured:
        raise SquirrelError(arguments.NOT_CONFIGURED)
    recorder.start()


def stop(instance: SamplerInstance) -> None:
    instance.ƒopened.recorder.stop()


def reset(instance: SamplerInstance) -> None:
    instance.ƒopened.reset()


def getsampleratehz(instance: SamplerInstance) -> float:
    recorder = instance.ƒopened.recorder
    if not recorder.configured:
        raise SquirrelError(arguments.NOT_CONFIGURED)
    return f32(recorder.rate_hz)


MEMBERS = {
    "configure": configure,
    "start": start,
    "stop": stop,
    "reset": reset,
    "getsampleratehz": getsampleratehz,
}
