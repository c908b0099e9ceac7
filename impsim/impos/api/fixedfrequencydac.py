"""The instance hardware.fixedfrequencydac. Stub: squirrel_stubs/fixedfrequencydac.nut."""

from __future__ import annotations

from impsim.device.pin_modes import ANALOG_OUT
from impsim.device.streams import MOST_BUFFERS
from impsim.impos.api import stream_arguments as arguments
from impsim.impos.pins import PinInstance
from impsim.impos.streams import PairInstance
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.streams import BoundDac, DacInstance

SYNC = 1  # as in squirrel_stubs/hardware.streams.nut

# assumed: the texts
WRONG_OUTPUT = "a pin with an analogue output expected"
TOO_MANY = "more than 8 buffers in play"
ANY_SIZE = 1  # D/node/2581 asks for blobs that are not empty


def configure(instance: DacInstance, output: Any, rate: float, buffers: Any, callback: Any, flags: int = 0) -> None:
    bound = instance.ƒopened
    names = _outputs(bound, output)
    hz = arguments.rate_hz(rate)
    bound.prepare(names, hz, arguments.buffers(buffers, ANY_SIZE), callback, flags)


def _outputs(bound: BoundDac, output: Any) -> list[str]:
    if isinstance(output, PairInstance):
        return output.ƒopened.names
    if isinstance(output, PinInstance) and bound.host.device.pins.can_be(output.ƒopened.pin, ANALOG_OUT):
        return [output.ƒopened.pin.name]
    raise SquirrelError(WRONG_OUTPUT)


def _configured(instance: DacInstance) -> BoundDac:
    if not instance.ƒopened.playback.configured:
        raise SquirrelError(arguments.NOT_CONFIGURED)
    return instance.ƒopened


def addbuffer(instance: DacInstance, buffer: Any) -> None:
    bound = _configured(instance)
    blob = arguments.buffer(buffer, ANY_SIZE)
    if bound.playback.in_play >= MOST_BUFFERS:
        raise SquirrelError(TOO_MANY)
    bound.add(blob)


def start(instance: DacInstance) -> None:
    _configured(instance).playback.start()


def stop(instance: DacInstance, flag: int = 0) -> None:
    bound = instance.ƒopened
    if flag & SYNC and bound.playback.running:
        bound.host.loop.sleep(bound.playback.sample_left_us)
    bound.playback.stop()


MEMBERS = {
    "configure": configure,
    "addbuffer": addbuffer,
    "start": start,
    "stop": stop,
}
