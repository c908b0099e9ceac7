"""Signals: what they are at a time, when they cross a voltage, how often they rise; by formulas and by looking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import signals as s

ORIGINS = st.integers(-1000, 1000)
WAVES = st.one_of(
    st.builds(s.square, st.sampled_from([50, 333.333, 1000, 7919, 100000]), st.just(100), st.just(3000), ORIGINS,
              st.sampled_from([0.1, 0.5, 0.9])),
    st.builds(s.sine, st.sampled_from([50, 440, 999.9]), st.just(-200), st.just(3000), ORIGINS),
    st.builds(s.triangle, st.sampled_from([50, 440, 999.9]), st.just(0), st.just(3000), ORIGINS),
    st.builds(s.pulses, st.sampled_from([100000, 33333, 1000001]), st.just(0), st.just(3300), ORIGINS, st.just(20000)),
    st.builds(s.Noise, st.just(0), st.just(3000), st.integers(20, 50), st.integers(0, 9)),
    st.builds(s.Series, st.just([(0, 0), (50, 3000), (120, 10), (200, 2000)]), ORIGINS, st.sampled_from([0, 300])),
)  # fmt: skip


def seen_crossings(signal, from_us, until_us, threshold_mv):
    """Times at which looking at every microsecond finds another side of the threshold, and that side."""
    found, above = [], signal.mv_at(from_us) >= threshold_mv
    for t_us in range(from_us + 1, until_us + 1):
        if (signal.mv_at(t_us) >= threshold_mv) != above:
            above = not above
            found.append((t_us, above))
    return found


@given(WAVES, st.integers(0, 2000), st.sampled_from([700, 1500, 2600]))
def test_crossings_are_where_looking_finds_them(signal, from_us, threshold_mv):
    """An edge that is computed lies within a microsecond of one that is seen, and the other way round."""
    until_us = from_us + 1500
    expected = [t_us for t_us, _ in seen_crossings(signal, from_us, until_us, threshold_mv)]
    found, t_us = [], signal.crossing_after(from_us, threshold_mv)
    while t_us is not None and t_us <= until_us:
        found.append(t_us)
        before_us, t_us = t_us, signal.crossing_after(t_us, threshold_mv)
        assert t_us is None or t_us > before_us
    for one, other in ((found, expected), (expected, found)):
        assert all(any(abs(a - b) <= 1 for b in other) for a in one if from_us + 1 < a < until_us)


@given(WAVES, st.integers(0, 2000), st.integers(0, 1500), st.sampled_from([700, 1500, 2600]))
def test_rises_are_as_many_as_looking_finds(signal, from_us, length_us, threshold_mv):
    expected = sum(up for _, up in seen_crossings(signal, from_us, from_us + length_us, threshold_mv))
    assert abs(signal.rises(from_us, from_us + length_us, threshold_mv) - expected) <= 1


@pytest.mark.parametrize("hz", [1, 3, 7, 50, 1000, 32768, 20000000, 0.5])
def test_a_minute_has_as_many_periods_as_its_frequency_says(hz):
    assert s.square(hz, 0, 3300, 0).rises(0, 60000000, 1650) == int(60 * hz)
    assert abs(s.sine(hz, 0, 3300, 0).rises(0, 60000000, 1650) - 60 * hz) <= 1


def test_shapes():
    wave = s.sine(1000, 0, 3000, 0)
    assert [wave.mv_at(t_us) for t_us in (0, 250, 500, 750, 1000)] == [1500, 3000, 1500, 0, 1500]
    wave = s.triangle(1000, 0, 3000, 0)
    assert [wave.mv_at(t_us) for t_us in (0, 125, 250, 500, 750, 1000)] == [0, 750, 1500, 3000, 1500, 0]
    wave = s.square(1000, 100, 200, 300, duty=0.25)
    assert [wave.mv_at(t_us) for t_us in (0, 299, 300, 549, 550, 1300)] == [100, 100, 200, 200, 100, 200]
    wave = s.Series([(0, 1), (10, 2), (20, 3)], 100)
    assert [wave.mv_at(t_us) for t_us in (0, 100, 109, 110, 125, 10000)] == [1, 1, 1, 2, 3, 3]
    wave = s.Series([(0, 1), (10, 2)], 100, 30)
    assert [wave.mv_at(t_us) for t_us in (100, 110, 129, 130, 140)] == [1, 2, 2, 1, 2]


def test_who_never_gets_there_crosses_nothing():
    for signal in (s.Steady(2000), s.sine(50, 0, 1000, 0), s.Noise(0, 1000, 10, 1), s.square(50, 0, 3000, 0, duty=1)):
        assert signal.crossing_after(0, 1500) is None
        assert signal.rises(0, 1000000, 1500) == 0
    assert s.Series([(0, 0), (5, 100)], 0).crossing_after(0, 1500) is None


def test_noise_is_the_same_whoever_looks():
    one, other = s.Noise(100, 200, 10, 7), s.Noise(100, 200, 10, 7)
    assert [one.mv_at(t_us) for t_us in range(500)] == [other.mv_at(t_us) for t_us in range(499, -1, -1)][::-1]
    assert one.mv_at(3) == one.mv_at(9)
    found = {one.mv_at(10 * n) for n in range(2000)}
    assert found == set(range(100, 201))
    assert {s.Noise(100, 200, 10, 8).mv_at(10 * n) for n in range(5)} != {one.mv_at(10 * n) for n in range(5)}


def test_what_events_tell():
    assert s.sine(50, 0, 3300, 0).told() == {"signal": "sine", "hz": 50.0, "low_mv": 0, "high_mv": 3300}
    assert s.Noise(1, 2, 10, 1).told() == {"signal": "noise", "low_mv": 1, "high_mv": 2}
    assert s.Series([(0, 1)], 0).told() == {"signal": "series"}
