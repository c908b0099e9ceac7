"""The part of imp about sleep, restarts and BlinkUp. Stub: squirrel_stubs/imp.power.nut."""

from __future__ import annotations

import impsim.impos.serialisation  # noqa: F401  # so that no sleep has to import it: see with_room()
from impsim.device.release import newest
from impsim.device.wakeup_time import is_valid, next_s
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Optional

    from impsim.impos.imp import Imp

LONGEST_SLEEP_S = 2419198  # 28 days minus two seconds (D/node/2424)
SECOND_US = 1000000
BAD_SLEEP = "sleep time out of range"  # assumed: no public text tells it
BAD_WAKEUP = "wake-up time out of range"  # assumed: no public text tells it
BOOT_ROM_HASH = "23fb9b2"  # assumed: any seven digits


def deepsleepfor(host: Imp, seconds: float) -> None:
    host.deep_sleep(after(host, seconds), False)


def deepsleepuntil(host: Imp, hour: int, minute: int, second: int = 0, day: Optional[int] = None) -> None:
    host.deep_sleep(at(host, hour, minute, second, day), False)


def after(host: Imp, seconds: float) -> Callable[[], int]:
    """Gives the virtual time at the end of a sleep that begins when it is called. Raises SquirrelError for a sleep that
    is out of range."""
    if not 0 <= seconds <= LONGEST_SLEEP_S:
        raise SquirrelError(BAD_SLEEP)
    return lambda: host.clock.now_us + round(seconds * SECOND_US)


def at(host: Imp, hour: int, minute: int, second: int = 0, day: Optional[int] = None) -> Callable[[], int]:
    """Gives the virtual time at which the imp's own clock next shows a time of day. Raises SquirrelError as above."""
    if not is_valid(hour, minute, second, day):
        raise SquirrelError(BAD_WAKEUP)

    def next_us() -> int:
        wall_s = host.wall_s()
        now_us = host.clock.now_us
        return now_us - now_us % SECOND_US + (next_s(wall_s, hour, minute, second, day) - wall_s) * SECOND_US

    return next_us


def reset(host: Imp) -> None:
    host.reset()


def enableblinkup(host: Imp, enabled: bool) -> None:
    host.device.blinkup.enable(enabled)


def getbootromversion(host: Imp) -> str:
    """In the form of imp.getsoftwareversion()."""
    release = newest(host.device.profile.first_line)
    return "%s - release-%s - %s - production" % (BOOT_ROM_HASH, str(release), release.date)


MEMBERS = {
    "deepsleepfor": deepsleepfor,
    "deepsleepuntil": deepsleepuntil,
    "reset": reset,
    "enableblinkup": enableblinkup,
    "getbootromversion": getbootromversion,
}
