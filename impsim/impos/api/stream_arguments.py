"""Arguments that sampler, fixedfrequencydac and dfsdm share: buffers, a rate, a callback."""

from __future__ import annotations

from impsim.device.streams import HIGHEST_HZ, LOWEST_HZ, MOST_BUFFERS
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob, checked_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# assumed: the texts
WRONG_BUFFERS = "1 to 8 blobs expected as buffers"
WRONG_SIZE = "invalid buffer size"
WRONG_RATE = "invalid sample rate"
NOT_CONFIGURED = "not configured"


def buffers(given: Any, unit: int) -> list[Any]:
    """Blobs of an array, each of whole units of bytes. Raises SquirrelError."""
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_BUFFERS:
        raise SquirrelError(WRONG_BUFFERS)
    return [buffer(blob, unit) for blob in given]


def buffer(blob: Any, unit: int) -> Any:
    """A blob of whole units of bytes. Raises SquirrelError."""
    if not isinstance(blob, Blob):
        raise SquirrelError(WRONG_BUFFERS)
    if not len(checked_blob(blob, "blob")) or len(blob) % unit:
        raise SquirrelError(WRONG_SIZE)
    return blob


def rate_hz(given: float) -> float:
    """A rate. Raises SquirrelError."""
    if not LOWEST_HZ * 0.999 <= given <= HIGHEST_HZ:  # a minute is no whole number of hertz in a float
        raise SquirrelError(WRONG_RATE)
    return float(given)
