"""Voltages that change by themselves: what a function generator, a microphone or a PWM output puts on a wire.

A signal is a function of virtual time and not a process: it is computed when somebody looks at it, and says when it
will next be on the other side of a voltage, so that only who listens costs events. Periods are ratios of integers: no
edge drifts, however long a run is. Noise is a hash of seed and time: who looks twice sees the same.
"""

from __future__ import annotations

from math import asin, pi, sin

from impsim.sim.rng import Rng

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

MILLIHERTZ = 1000000000  # microseconds in a period of 1 mHz: a position in a period is counted in these
NS_IN_US = 1000
MOST_LOOKED_AHEAD = 256  # steps of noise in which an edge is sought; then it is sought again


class Signal:
    """kind: as scenarios call it."""

    kind = ""

    def mv_at(self, t_us: int) -> int:
        """The voltage at a time."""
        raise NotImplementedError

    def samples(self, times_us: list[int]) -> list[int]:
        """The voltages at some times."""
        return [self.mv_at(t_us) for t_us in times_us]

    def crossing_after(self, t_us: int, threshold_mv: int) -> Optional[int]:
        """When to look next whether it has crossed a threshold, None for never again."""
        return None

    def rises(self, from_us: int, until_us: int, threshold_mv: int) -> int:
        """How often it gets to a threshold from below, after from_us and up to until_us."""
        return 0

    def told(self) -> dict[str, Any]:
        """What events tell of it."""
        return {"signal": self.kind}


class Steady(Signal):
    """A voltage that stays."""

    kind = "constant"

    def __init__(self, mv: int) -> None:
        self.mv = mv

    def mv_at(self, t_us: int) -> int:
        return self.mv

    def samples(self, times_us: list[int]) -> list[int]:
        return [self.mv] * len(times_us)


class Lowest(Signal):
    """The lowest of several."""

    kind = "lowest"

    def __init__(self, signals: list[Signal]) -> None:
        self._signals = signals

    def mv_at(self, t_us: int) -> int:
        return min([signal.mv_at(t_us) for signal in self._signals])


class Periodic(Signal):
    """A signal between two voltages that repeats.  low_mv, high_mv: its extremes.  origin_us: where a period began.

    ticks: how many of its ticks a microsecond has; period: how many a period has.
    """

    def __init__(self, low_mv: int, high_mv: int, ticks: int, period: int, origin_us: int) -> None:
        self.low_mv = low_mv
        self.high_mv = high_mv
        self.ticks = ticks
        self.period = period
        self.origin_us = origin_us

    def _position(self, t_us: int) -> int:
        """In the period, in ticks."""
        return (t_us - self.origin_us) * self.ticks % self.period

    def _edges(self, threshold_mv: int) -> Optional[tuple[int, int]]:
        """Where in a period it gets to a threshold and where it leaves it; None where it never does."""
        if not self.low_mv < threshold_mv <= self.high_mv:
            return None
        return self._edges_at((threshold_mv - self.low_mv) / (self.high_mv - self.low_mv))

    def _edges_at(self, height: float) -> tuple[int, int]:
        """The same for a height above the lower extreme, in proportion."""
        raise NotImplementedError

    def crossing_after(self, t_us: int, threshold_mv: int) -> Optional[int]:
        edges = self._edges(threshold_mv)
        if edges is None or edges[0] == edges[1]:
            return None
        position = self._position(t_us)
        ahead = min((edge - position) % self.period or self.period for edge in edges)
        return t_us + max(1, -(-ahead // self.ticks))

    def rises(self, from_us: int, until_us: int, threshold_mv: int) -> int:
        edges = self._edges(threshold_mv)
        if edges is None or edges[0] == edges[1]:
            return 0
        return self._count(until_us, edges[0]) - self._count(from_us, edges[0])

    def _count(self, t_us: int, edge: int) -> int:
        return ((t_us - self.origin_us) * self.ticks - edge) // self.period

    def told(self) -> dict[str, Any]:
        hz = self.ticks * 1000000 / self.period
        return {"signal": self.kind, "hz": hz, "low_mv": self.low_mv, "high_mv": self.high_mv}


class Square(Periodic):
    """high: how much of a period it is high for, in ticks; a period begins so."""

    kind = "square"

    def __init__(self, low_mv: int, high_mv: int, ticks: int, period: int, origin_us: int, high: int) -> None:
        super().__init__(low_mv, high_mv, ticks, period, origin_us)
        self.high = high

    def mv_at(self, t_us: int) -> int:
        return self.high_mv if self._position(t_us) < self.high else self.low_mv

    def _edges_at(self, height: float) -> tuple[int, int]:
        return 0, self.high % self.period


class Sine(Periodic):
    """A period begins in the middle, rising."""

    kind = "sine"

    def mv_at(self, t_us: int) -> int:
        turn = self._position(t_us) / self.period
        return round((self.low_mv + self.high_mv + (self.high_mv - self.low_mv) * sin(2 * pi * turn)) / 2)

    def _edges_at(self, height: float) -> tuple[int, int]:
        rise = asin(2 * height - 1) / (2 * pi)
        return round(rise * self.period) % self.period, round((0.5 - rise) * self.period)


class Triangle(Periodic):
    """A period begins at the bottom, rising; half of it later it is at the top."""

    kind = "triangle"

    def mv_at(self, t_us: int) -> int:
        position = 2 * self._position(t_us)
        up = position if position <= self.period else 2 * self.period - position
        return self.low_mv + round((self.high_mv - self.low_mv) * up / self.period)

    def _edges_at(self, height: float) -> tuple[int, int]:
        rise = round(height * self.period / 2)
        return rise, (self.period - rise) % self.period


class Noise(Signal):
    """A new voltage every so often, each as likely as another."""

    kind = "noise"

    def __init__(self, low_mv: int, high_mv: int, every_us: int, seed: int) -> None:
        self.low_mv = low_mv
        self.high_mv = high_mv
        self.every_us = every_us
        self._rng = Rng(seed)

    def mv_at(self, t_us: int) -> int:
        return self._step(t_us // self.every_us)

    def _step(self, number: int) -> int:
        return self.low_mv + self._rng.fork(str(number)).below(self.high_mv - self.low_mv + 1)

    def crossing_after(self, t_us: int, threshold_mv: int) -> Optional[int]:
        number = t_us // self.every_us
        above = self._step(number) >= threshold_mv
        for ahead in range(1, MOST_LOOKED_AHEAD):
            if (self._step(number + ahead) >= threshold_mv) != above:
                break
        return (number + ahead) * self.every_us if self.low_mv < threshold_mv <= self.high_mv else None

    def rises(self, from_us: int, until_us: int, threshold_mv: int) -> int:
        found, t_us = 0, self.crossing_after(from_us, threshold_mv)
        while t_us is not None and t_us <= until_us:
            found += self.mv_at(t_us - 1) < threshold_mv <= self.mv_at(t_us)
            t_us = self.crossing_after(t_us, threshold_mv)
        return found

    def told(self) -> dict[str, Any]:
        return {"signal": self.kind, "low_mv": self.low_mv, "high_mv": self.high_mv}


class Series(Signal):
    """Voltages at times, each until the next one: points are (microseconds from its start, millivolts).

    length_us: after which it begins again, 0 for never: then the last voltage stays.
    """

    kind = "series"

    def __init__(self, points: list[tuple[int, int]], start_us: int, length_us: int = 0) -> None:
        self.points = points
        self.start_us = start_us
        self.length_us = length_us

    def _place(self, t_us: int) -> int:
        """Microseconds since its start, or since it has begun again."""
        passed_us = max(0, t_us - self.start_us)
        return passed_us % self.length_us if self.length_us else passed_us

    def _number(self, place_us: int) -> int:
        """Which point it is at."""
        low, high = 0, len(self.points)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.points[middle][0] <= place_us else (low, middle)
        return low

    def mv_at(self, t_us: int) -> int:
        return self.points[self._number(self._place(t_us))][1]

    def crossing_after(self, t_us: int, threshold_mv: int) -> Optional[int]:
        place_us = self._place(t_us)
        number = self._number(place_us)
        above = self.points[number][1] >= threshold_mv
        for at_us, mv in self._ahead(number):
            if (mv >= threshold_mv) != above:
                return max(t_us, self.start_us) + at_us - place_us
        return None

    def _ahead(self, number: int) -> list[tuple[int, int]]:
        """The points after one, up to itself in the next round."""
        again = [(at_us + self.length_us, mv) for at_us, mv in self.points[: number + 1]] if self.length_us else []
        return self.points[number + 1 :] + again

    def rises(self, from_us: int, until_us: int, threshold_mv: int) -> int:
        found, t_us = 0, self.crossing_after(from_us, threshold_mv)
        while t_us is not None and t_us <= until_us:
            found += self.mv_at(t_us) >= threshold_mv
            t_us = self.crossing_after(t_us, threshold_mv)
        return found


def square(hz: float, low_mv: int, high_mv: int, origin_us: int, duty: float = 0.5) -> Square:
    """A square wave of a frequency, to the millihertz."""
    return Square(low_mv, high_mv, *_rate(hz), origin_us, round(duty * MILLIHERTZ))


def pulses(period_ns: int, low_mv: int, high_mv: int, origin_us: int, high_ns: int) -> Square:
    """A square wave of a period."""
    return Square(low_mv, high_mv, NS_IN_US, period_ns, origin_us, high_ns)


def sine(hz: float, low_mv: int, high_mv: int, origin_us: int) -> Sine:
    """A sine of a frequency, to the millihertz."""
    return Sine(low_mv, high_mv, *_rate(hz), origin_us)


def triangle(hz: float, low_mv: int, high_mv: int, origin_us: int) -> Triangle:
    """A triangle of a frequency, to the millihertz."""
    return Triangle(low_mv, high_mv, *_rate(hz), origin_us)


def _rate(hz: float) -> tuple[int, int]:
    return max(1, round(hz * 1000)), MILLIHERTZ
