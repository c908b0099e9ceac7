"""The instance hardware.dfsdm. Stub: squirrel_stubs/dfsdm.nut."""

from __future__ import annotations

from impsim.device.bus import wiring
from impsim.device.streams import A_LAW_COMPRESS
from impsim.impos.api import stream_arguments as arguments
from impsim.impos.api.sampler import reset, start, stop
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.numeric import f32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.streams import DfsdmInstance

WRONG_FILTER = "invalid filter parameters"  # assumed: the text, as of the next
WRONG_EDGE = "invalid sampling edge"
EDGES = ("", "RISING-EDGE", "FALLING-EDGE")  # D/node/2893
FAST = 2  # the order of the filter that 0 stands for (D/node/2893)


def configure(
    instance: DfsdmInstance,
    order: int,
    decimation: int,
    integration: int,
    offset: int,
    shift: int,
    edge: str,
    buffers: Any,
    callback: Any,
    preprocessors: int = 0,
) -> None:
    bound = instance.ƒopened
    if not (0 <= order <= 5 and 0 <= decimation <= 1023 and 0 <= integration <= 255):
        raise SquirrelError(WRONG_FILTER)
    if abs(offset) > 8388607 or not 0 <= shift <= 24:
        raise SquirrelError(WRONG_FILTER)
    if edge not in EDGES:
        raise SquirrelError(WRONG_EDGE)
    blobs = arguments.buffers(buffers, 1 if preprocessors & A_LAW_COMPRESS else 2)
    bound.prepare(wiring(bound.host.device.profile, "dfsdm"), blobs, callback)
    filtering = bound.recorder
    filtering.order, filtering.decimation, filtering.integration = order or FAST, decimation + 1, integration + 1
    filtering.offset, filtering.shift, filtering.filters = offset, shift, preprocessors


def getsampleratehz(instance: DfsdmInstance) -> float:
    return f32(instance.ƒopened.recorder.rate_hz)


MEMBERS = {
    "configure": configure,
    "start": start,
    "stop": stop,
    "reset": reset,
    "getsampleratehz": getsampleratehz,
}
