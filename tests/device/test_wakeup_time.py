"""The next time of day: what the calls take, and the first instant that fits."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.wakeup_time import DAY_S, is_valid, next_s

FRIDAY_NOON = 1551441600  # 2019-03-01 12:00:00 UTC


def at(day: int, hour: int, minute: int, second: int = 0) -> int:
    """A time so many days after that Friday."""
    return FRIDAY_NOON + (day * 24 + hour - 12) * 3600 + minute * 60 + second


CASES = [
    ((12, 0, 1), at(0, 12, 0, 1)),
    ((12, 0, 0), at(1, 12, 0)),
    ((11, 59, 59), at(1, 11, 59, 59)),
    ((0, 0), at(1, 0, 0)),
    ((23, 59, 59), at(0, 23, 59, 59)),
    ((12, 60, 0), at(0, 13, 0)),
    ((11, 60, 0), at(1, 12, 0)),
    ((11, 59, 60), at(1, 12, 0)),
    ((11, 60, 60), at(0, 12, 1)),
    ((23, 60, 60), at(1, 0, 1)),
    ((12, 0, 0, 5), at(7, 12, 0)),
    ((12, 0, 1, 5), at(0, 12, 0, 1)),
    ((12, 0, 0, 4), at(6, 12, 0)),
    ((12, 0, 0, 6), at(1, 12, 0)),
    ((0, 0, 0, 0), at(2, 0, 0)),
    ((23, 60, 0, 5), at(1, 0, 0)),
    ((23, 60, 0, 4), at(7, 0, 0)),
]


@pytest.mark.parametrize(("wanted", "found"), CASES)
def test_from_a_friday_noon(wanted, found):
    assert next_s(FRIDAY_NOON, *wanted) == found


def test_a_minute_past_midnight_that_was_asked_for_as_sixty_minutes_is_still_to_come():
    assert next_s(at(0, 0, 0, 30), 23, 60, 60) == at(0, 0, 1)


HOURS, MINUTES, SECONDS = st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)
DAYS = st.none() | st.integers(0, 6)


@given(st.integers(0, 2**31), HOURS, MINUTES, SECONDS, DAYS)
def test_it_is_the_first_instant_after_now_that_fits(now_s, hour, minute, second, weekday):
    found = next_s(now_s, hour, minute, second, weekday)
    shown = time.gmtime(found)
    assert (shown.tm_hour, shown.tm_min, shown.tm_sec) == (hour, minute, second)
    assert weekday in (None, (shown.tm_wday + 1) % 7)
    assert now_s < found <= now_s + DAY_S * (1 if weekday is None else 7)


@given(st.integers(0, 2**31), HOURS, st.integers(0, 60), st.integers(0, 60), DAYS)
def test_no_earlier_time_fits(now_s, hour, minute, second, weekday):
    found = next_s(now_s, hour, minute, second, weekday)
    assert now_s < found
    assert next_s(found - 1, hour, minute, second, weekday) == found
    assert next_s(found, hour, minute, second, weekday) == found + DAY_S * (1 if weekday is None else 7)


@pytest.mark.parametrize("wanted", [(0, 0), (23, 60), (23, 60, 60), (5, 6, 7, 0), (5, 6, 7, 6), (5, 6, 7, None)])
def test_what_the_calls_take(wanted):
    assert is_valid(*wanted)


OUTSIDE = [(-1, 0), (24, 0), (0, -1), (0, 61), (0, 0, -1), (0, 0, 61), (0, 0, 0, -1), (0, 0, 0, 7)]


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_what_they_refuse(wanted):
    assert not is_valid(*wanted)
