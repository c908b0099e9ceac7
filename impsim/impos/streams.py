"""What hardware.sampler, hardware.fixedfrequencydac and hardware.dfsdm stand for, in one run of a program."""

from __future__ import annotations

from impsim.squirrel.access import call
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.imp import Imp


class BoundStream:
    """callback: what is called with buffers.  blobs: those that the program has handed over."""

    def __init__(self, host: Imp) -> None:
        self.host = host
        self.callback: Any = None
        self.blobs: list[Any] = []

    def callbacks(self) -> list[Any]:
        """The function, and the buffers, that impOS keeps for it."""
        return [self.callback, *self.blobs]


class BoundRecorder(BoundStream):
    """A sampler, or what works as one."""

    kind = ""

    @property
    def recorder(self) -> Any:
        """The device's."""
        return self.host.device.stream(self.kind)

    def prepare(self, wires: dict[str, str], blobs: list[Any], callback: Any) -> None:
        """Hands over buffers."""
        self.recorder.prepare(wires, blobs, self._deliver)
        self.callback = callback
        self.blobs = list(blobs)

    def reset(self) -> None:
        """Takes them back."""
        self.recorder.reset()
        self.callback = None
        self.blobs = []

    def _deliver(self, buffer: Optional[bytearray], length: int) -> None:
        self.host.in_line(self._call, self.callback, buffer, length)

    def _call(self, this: Any, callback: Any, buffer: Any, length: int) -> None:
        """In its turn: a buffer is the hardware's again when the program returns.

        Assumed: its position is its start.
        """
        if callback is not self.callback:
            return  # it was reset or configured anew
        if buffer is None:
            call(callback, this, None, 0)
            return
        buffer.ƒposition = 0
        try:
            call(callback, this, buffer, length)
        finally:
            self.recorder.give_back(buffer)


class SamplerInstance(Instance):
    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundSampler


class BoundSampler(BoundRecorder):
    kind = "sampler"


class DfsdmInstance(Instance):
    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundDfsdm


class BoundDfsdm(BoundRecorder):
    kind = "dfsdm"


class DacInstance(Instance):
    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundDac


class BoundDac(BoundStream):
    """A fixed-frequency DAC."""

    @property
    def playback(self) -> Any:
        """The device's."""
        return self.host.device.stream("fixedfrequencydac")

    def prepare(self, wires: list[str], hz: float, blobs: list[Any], callback: Any, flags: int) -> None:
        """Hands over buffers."""
        self.playback.prepare(wires, hz, blobs, self._deliver, flags)
        self.callback = callback
        self.blobs = list(blobs)

    def add(self, blob: Any) -> None:
        """Hands over another one."""
        self.blobs.append(blob)
        self.playback.add(blob)

    def _deliver(self, buffer: Optional[bytearray]) -> None:
        self.host.in_line(self._call, self.callback, buffer)

    def _call(self, this: Any, callback: Any, buffer: Any) -> None:
        if callback is not self.callback or (buffer is None and not self.playback.running):
            return
        if buffer is not None:
            self.blobs = [blob for blob in self.blobs if blob is not buffer]
        call(callback, this, buffer)


class PairInstance(Instance):
    """Two pins whose PWM makes one voltage."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundPair


class BoundPair:
    """names: of its pins."""

    def __init__(self, host: Imp, names: list[str]) -> None:
        self.host = host
        self.names = names

    def callbacks(self) -> list[Any]:
        """It calls nothing."""
        return []


PAIR = "pwmpairKD"
MADE = {"sampler": BoundSampler, "dfsdm": BoundDfsdm, "fixedfrequencydac": BoundDac}


def streams_of(host: Any) -> dict[str, tuple[str, Any]]:
    """What the host's model has of them: (name of the class of its instance, what it stands for)."""
    device = host.device
    if device.profile.model == "imp004m" and not device.release.has("imp004m_audio"):
        return {}
    there = device.profile["api.others"]
    found: dict[str, tuple[str, Any]] = {name: (name, make(host)) for name, make in MADE.items() if name in there}
    if PAIR in there:
        found[PAIR] = ("pwmpair", BoundPair(host, ["pinK", "pinD"]))
    return found
