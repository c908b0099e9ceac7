"""Sampler, fixed-frequency DAC and dfsdm: limits, flags, and how one is made when a program first uses it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.pins import Pins
    from impsim.device.surroundings import Surroundings

CLOCK_HZ = 60000000  # D/node/2558, of the sampler; assumed: also of the DAC
LOWEST_HZ = 1 / 60  # D/node/2531, of the sampler; assumed: also of the DAC
HIGHEST_HZ = 2000000.0  # D/node/2531, of the sampler; assumed: also of the DAC
SHORTEST_US = 50  # assumed: what an interrupt for a buffer takes at least; shorter buffers take as long
MOST_BUFFERS = 8  # D/node/2531, D/node/2540

# As the constants of squirrel_stubs/hardware.streams.nut
NORMALISE, A_LAW_COMPRESS, A_LAW_DECOMPRESS, AUDIO = 1, 2, 4, 8


def stream(kind: str, around: Surroundings, pins: Pins) -> Any:
    """One of an imp's: sampler, fixedfrequencydac or dfsdm."""
    if kind == "sampler":
        from impsim.device.sampler import Sampler

        return Sampler(around, pins)
    if kind == "dfsdm":
        from impsim.device.dfsdm import Dfsdm

        return Dfsdm(around, pins)
    from impsim.device.playback import Playback

    return Playback(around, pins)
