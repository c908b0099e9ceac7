"""The system library: clock, time and date, by the VM's clocks.

What reaches the host (getenv, system, remove, rename, files) does not exist here: programs are not trusted.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.native import plain
from impsim.squirrel.numeric import f32, wrap
from impsim.squirrel.stdlib.arguments import as_integer, check, slots
from impsim.squirrel.values import MISSING, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAY_S = 86400
FIRST_IMPOS_S, LAST_IMPOS_S = 946684800, 4102444799  # years 2000 to 2099: developer.electricimp.com/node/2324
DAYS_BEFORE_1970 = 719468  # from 1 March of year 0


def civil(day: int) -> tuple[int, int, int]:
    """(year, month 0-11, day 1-31) of the day with this number; 1 January 1970 is day 0."""
    day += DAYS_BEFORE_1970
    era, day_of_era = divmod(day, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    march_month = (5 * day_of_year + 2) // 153
    month = (march_month + 2) % 12
    year = era * 400 + year_of_era + (month < 2)
    return year, month, day_of_year - (153 * march_month + 2) // 5 + 1


def first_day(year: int) -> int:
    """The day number of 1 January."""
    before = year - 1
    return 365 * (year - 1970) + before // 4 - before // 100 + before // 400 - 477


def date_fields(seconds: int) -> dict[str, int]:
    """The slots of date's table, in UTC, in the reference's order."""
    day, second = divmod(seconds, DAY_S)
    year, month, day_of_month = civil(day)
    return {
        "sec": second % 60,
        "min": second // 60 % 60,
        "hour": second // 3600,
        "day": day_of_month,
        "month": month,
        "year": year,
        "wday": (day + 4) % 7,
        "yday": day - first_day(year),
    }


def _clocks(vm: Any) -> tuple[Any, ...]:
    @plain("clock", 0)
    def clock(this: Any, *_: Any) -> float:
        """Seconds that the VM has run."""
        return f32(vm.now_us() / 1e6)

    @plain("time", 1)
    def time(this: Any) -> int:
        """Seconds since 1970."""
        return wrap(vm.wall_s())

    return clock, time


def _stock_date(vm: Any) -> Any:
    @plain("date", -1, ".nn")
    def date(this: Any, seconds: Any = MISSING, form: Any = MISSING, *_: Any) -> Any:
        """The parts of a moment, now by default. Local time ('l') is UTC here."""
        check(".nn", this, seconds, form)
        return table(date_fields(vm.wall_s() if seconds is MISSING else as_integer(seconds)))

    return date


def _impos_date(vm: Any) -> Any:
    @plain("date", -1, ".nn")
    def date(this: Any, seconds: Any = MISSING, form: Any = MISSING, *_: Any) -> Any:
        """The same in impOS: years 2000 to 2099, and two more slots, `time` and `usec`, which is 0 on a device."""
        check(".nn", this, seconds, form)
        moment = vm.wall_s() if seconds is MISSING else as_integer(seconds) & 0xFFFFFFFF
        if seconds is not MISSING and not FIRST_IMPOS_S <= moment <= LAST_IMPOS_S:
            raise SquirrelError("date out of range: 2000 to 2099")  # ASSUMED: the text
        fields = date_fields(moment)
        fields["time"] = wrap(moment)
        fields["usec"] = vm.now_us() % 1000000 if vm.is_agent and seconds is MISSING else 0
        return table(fields)

    return date


# Templates for impsim.squirrel.stdlib.per_vm.
STOCK_SYSTEM = slots(*_clocks(None), _stock_date(None))
IMPOS_SYSTEM = slots(*_clocks(None), _impos_date(None))
