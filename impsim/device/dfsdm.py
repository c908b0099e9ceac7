"""A digital filter for a microphone whose pulses stand for the sound: the dfsdm of imp004m and imp006.

Here the wire DATA has the sound itself: half the supply is silence. The filter gives what it would make of the pulses,
with the gain of a sinc filter of its order.
"""

from __future__ import annotations

from impsim.device.alaw import COMPRESSED
from impsim.device.recorder import Recorder
from impsim.device.streams import A_LAW_COMPRESS

PULSES_HZ = 2048000  # assumed: the clock of the microphone
HIGHEST = 0x7FFFFF  # 24 bits (D/node/2893)
MIDDLE = 0x8000


class Dfsdm(Recorder):
    """order, decimation, integration: of the filter, as they work.  shift, offset: of each sample."""

    kind = "dfsdm"
    order = 1
    decimation = 1
    integration = 1
    offset = 0
    shift = 0
    filters = 0

    @property
    def rate_hz(self) -> float:
        """Samples a second; 0 before the first one (D/node/2892)."""
        return PULSES_HZ / self._period if self._sample else 0.0

    @property
    def _period(self) -> int:
        return self.decimation * self.integration

    def _sample_us(self, number: int) -> int:
        return -(-(number + 1) * self._period * 1000000 // PULSES_HZ)

    def _until(self, t_us: int) -> int:
        return max(0, (t_us * PULSES_HZ - 1) // (self._period * 1000000))

    @property
    def _bytes_per_sample(self) -> int:
        """Assumed: 16 bits are kept of the 24."""
        return 1 if self.filters & A_LAW_COMPRESS else 2

    def _convert(self, values_mv: list[list[int]]) -> bytes:
        samples = [self._filtered(mv) for mv in values_mv[0]]
        if self.filters & A_LAW_COMPRESS:
            return bytes([COMPRESSED[(sample + MIDDLE) >> 4] for sample in samples])
        return b"".join([sample.to_bytes(2, "little", signed=True) for sample in samples])

    def _filtered(self, mv: int) -> int:
        half_mv = self._pins.bank.supply_mv / 2
        gain: int = self.decimation**self.order * self.integration
        sound = (mv - half_mv) / half_mv * gain
        whole = min(HIGHEST, max(-HIGHEST, round(min(HIGHEST, max(-HIGHEST, sound)) + self.offset)))
        return min(0x7FFF, max(-MIDDLE, whole >> self.shift))
