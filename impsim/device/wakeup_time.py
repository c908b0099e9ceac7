"""When the wall clock next shows a time of day: the arithmetic of imp.deepsleepuntil() and its kin (D/node/2471)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

DAY_S = 86400
WEEK_DAYS = 7
EPOCH_WEEKDAY = 4  # 1970-01-01 was a Thursday; 0 is Sunday
LAST_HOUR = 23
LAST_MINUTE = 60  # the page says 0-60 of minutes and seconds alike
LAST_SECOND = 60


def is_valid(hour: int, minute: int, second: int = 0, weekday: Optional[int] = None) -> bool:
    """Whether the calls take such a time."""
    fits = 0 <= hour <= LAST_HOUR and 0 <= minute <= LAST_MINUTE and 0 <= second <= LAST_SECOND
    return fits and (weekday is None or 0 <= weekday < WEEK_DAYS)


def next_s(now_s: int, hour: int, minute: int, second: int = 0, weekday: Optional[int] = None) -> int:
    """The first Unix time after now_s that is hour:minute:second UTC, on a weekday (0: Sunday) if one is given.

    Assumed: minute 60 and second 60 are those that follow 59, on the same weekday as what they
    follow; a time that is now is meant for the next day or week.
    """
    since_midnight_s = hour * 3600 + minute * 60 + second
    day = (now_s - since_midnight_s) // DAY_S + 1
    if weekday is not None:
        day += (weekday - EPOCH_WEEKDAY - day) % WEEK_DAYS
    return day * DAY_S + since_midnight_s
