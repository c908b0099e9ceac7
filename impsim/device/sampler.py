"""The sampler: an analogue-to-digital converter that takes the voltages of pins at a regular rate."""

from __future__ import annotations

from itertools import chain

from impsim.device.alaw import COMPRESSED
from impsim.device.converters import STEPS
from impsim.device.recorder import Recorder
from impsim.device.streams import A_LAW_COMPRESS, CLOCK_HZ, NORMALISE

TICKS_PER_US = CLOCK_HZ // 1000000
MEMORY = 256  # assumed: samples over which the normaliser finds the mean
MIDDLE = 0x8000


class Sampler(Recorder):
    """ticks: of its clock between two samples."""

    kind = "sampler"
    ticks = CLOCK_HZ
    filters = 0
    _mean = 0.0

    def set_rate(self, hz: float, filters: int) -> None:
        """Rounds a rate as the hardware does."""
        self.ticks = int(CLOCK_HZ / hz)
        self.filters = filters
        self._mean = float(MIDDLE)

    @property
    def rate_hz(self) -> float:
        """What it really is (D/node/2558)."""
        return CLOCK_HZ / self.ticks

    def _sample_us(self, number: int) -> int:
        return -(-(number + 1) * self.ticks // TICKS_PER_US)

    def _until(self, t_us: int) -> int:
        return max(0, (t_us * TICKS_PER_US - 1) // self.ticks)

    @property
    def _bytes_per_sample(self) -> int:
        """A-law needs one. Assumed: a buffer then has as many samples as bytes."""
        return len(self._wires) * (1 if self.filters & A_LAW_COMPRESS else 2)

    def _convert(self, values_mv: list[list[int]]) -> bytes:
        supply_mv = self._pins.bank.supply_mv
        columns = [[_code(mv, supply_mv) for mv in column] for column in values_mv]
        codes = list(chain.from_iterable(zip(*columns))) if len(columns) > 1 else columns[0]
        if self.filters & NORMALISE:
            codes = [self._normalised(code) for code in codes]
        if self.filters & A_LAW_COMPRESS:
            return bytes([COMPRESSED[code >> 4] for code in codes])
        return b"".join([code.to_bytes(2, "little") for code in codes])

    def _normalised(self, code: int) -> int:
        """Assumed: the filter takes the mean of what it has seen as the middle."""
        self._mean += (code - self._mean) / MEMORY
        return min(0xFFFF, max(0, round(code - self._mean) + MIDDLE))


def _code(mv: int, supply_mv: int) -> int:
    """The upper 12 of 16 bits (D/node/2531)."""
    return min(STEPS, max(0, (2 * mv * STEPS + supply_mv) // (2 * supply_mv))) << 4
