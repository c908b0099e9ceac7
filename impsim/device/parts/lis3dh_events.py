"""What an LIS3DH finds in its samples: thresholds and orientations, clicks, and what a high-pass filter leaves."""

from __future__ import annotations

from math import pi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

AND, SIX_D = 0x80, 0x40
ACTIVE = 0x40
SINGLE, DOUBLE, NEGATIVE = 0x10, 0x20, 0x08
LATCHED = 0x80  # of CLICK_THS
CUTOFFS = (50, 100, 200, 400)  # parts of the data rate: AN3308, table 11


class HighPass:
    """A filter of the first order for each axis."""

    def __init__(self) -> None:
        self._keep = 0.0
        self.configure(0)

    def configure(self, control: int) -> None:
        """By CTRL_REG2."""
        self._keep = 1 / (1 + 2 * pi / CUTOFFS[control >> 4 & 3])
        self.forget()

    def forget(self) -> None:
        """What is measured next counts as nothing."""
        self._before: Optional[list[float]] = None
        self._left = [0.0, 0.0, 0.0]

    def put(self, sample: list[float]) -> list[float]:
        """What is left of a sample."""
        before = self._before or sample
        self._left = [self._keep * (left + now - was) for left, now, was in zip(self._left, sample, before)]
        self._before = sample
        return self._left


class Generator:
    """One of the two generators of interrupts.  active: it tells of something.  source: what its register says."""

    def __init__(self) -> None:
        self.active = False
        self.source = 0
        self._lasts = 0
        self._place = 0

    def free(self) -> None:
        """Reading has taken what was latched."""
        self.active = False
        self.source = 0

    def put(self, sample: list[float], config: int, limit_g: float, duration: int, latched: bool) -> None:
        """A sample. What it says has to be so for some time."""
        found = _six(sample, limit_g) if config & SIX_D else _each(sample, limit_g)
        holds = self._holds(config, found)
        self._lasts = self._lasts + 1 if holds else 0
        if self._lasts > duration or (holds and not duration):
            self.active, self.source = True, ACTIVE | found
        elif not latched or not self.active:
            self.active, self.source = False, found if config & 0x3F else 0

    def _holds(self, config: int, found: int) -> bool:
        wanted = config & 0x3F
        if config & SIX_D:
            before, self._place = self._place, found
            known = bool(found & wanted)
            return known if config & AND else known and found != before
        if config & AND:
            return bool(wanted) and found & wanted == wanted
        return bool(found & wanted)


def _each(sample: list[float], limit_g: float) -> int:
    """A bit for each axis that is below, or above, a limit."""
    return sum((2 if abs(value) > limit_g else 1) << 2 * axis for axis, value in enumerate(sample))


def _six(sample: list[float], limit_g: float) -> int:
    """A bit for each direction that points up."""
    return sum(
        (2 if value > limit_g else 1 if value < -limit_g else 0) << 2 * axis for axis, value in enumerate(sample)
    )


class Clicks:
    """A value beyond a threshold for a short time is a click; a second one in its window makes it double."""

    def __init__(self) -> None:
        self.source = 0
        self._over = 0  # samples since the value went beyond
        self._since = -1  # samples since the last click, -1 for none
        self._axis = 0

    @property
    def active(self) -> bool:
        """Whether it tells of a click."""
        return bool(self.source & ACTIVE)

    def free(self) -> None:
        """Reading has taken it."""
        self.source = 0

    def put(self, sample: list[float], config: int, threshold: int, step_g: float, times: tuple[int, int, int]) -> None:
        """A sample."""
        limit, latency, window = times
        if not threshold & LATCHED and self.active:
            self.source = 0  # without a latch it lasts for one sample
        if self._since >= 0:
            self._since += 1
            if self._since > latency + window:
                self._since = -1
        beyond = self._beyond(sample, config, (threshold & 0x7F) * step_g)
        if beyond:
            self._over += 1
            self._axis = beyond
        elif self._over:
            short, self._over = self._over <= max(limit, 1), 0
            if short:
                self._clicked(config, latency)

    def _beyond(self, sample: list[float], config: int, limit_g: float) -> int:
        """The axis, as bits of the source, that is beyond the threshold."""
        for axis, value in enumerate(sample):
            if config >> 2 * axis & 3 and abs(value) > limit_g:
                return 1 << axis | (NEGATIVE if value < 0 else 0)
        return 0

    def _clicked(self, config: int, latency: int) -> None:
        second = self._since > latency
        if second and config & 0x2A:
            self.source = ACTIVE | DOUBLE | self._axis
        elif config & 0x15:
            self.source = ACTIVE | SINGLE | self._axis
        if self._since < 0 or second:
            self._since = -1 if second else 0
