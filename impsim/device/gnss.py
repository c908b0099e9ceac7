"""The satellite receiver of a cellular modem: whether it is on, when it has found itself, and what it says then.

It belongs to the modem, not to the program: it stays on when a program ends (D/node/3165), and is off when power comes.
It answers by the error numbers of the modem (Quectel BG96 GNSS AT commands). Where it is, the site says.
"""

from __future__ import annotations

from time import gmtime, strftime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Position

OK, ONGOING, NOT_ACTIVE, NO_ASSISTANCE, NO_FIX = 0, 504, 505, 509, 516  # by the numbers of the modem
COLD_FIX_US = 30000000  # assumed: from switching on to the first fix
ASSISTED_FIX_US = 10000000  # assumed: the same with assistance data
ASSISTANCE_MINUTES = 10080  # assumed: how long assistance data is good for: a week
KNOTS_A_KMH = 1 / 1.852
DELETES_ALL = 3  # a mode of assist.reset()


class Gnss:
    """on_since_us: when it was switched on, None while it is off.  assistance: when data came, in Unix time, or None.

    The data outlasts everything: a modem keeps it in flash.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._clock = around.clock
        self.assistance: Optional[int] = None
        self.power_down()

    def power_down(self) -> None:
        """The modem loses power."""
        self.on_since_us: Optional[int] = None
        self._assisted = False

    @property
    def position(self) -> Position:
        """Where the imp is."""
        return self._around.site.position

    def enable(self) -> int:
        """Switches it on: OK, or ONGOING."""
        if self.on_since_us is not None:
            return ONGOING
        self.on_since_us = self._clock.now_us
        self._around.emit("gnss", do="on")
        return OK

    def disable(self) -> int:
        """Switches it off: OK, or NOT_ACTIVE."""
        if self.on_since_us is None:
            return NOT_ACTIVE
        self.on_since_us = None
        self._around.emit("gnss", do="off")
        return OK

    def load(self) -> None:
        """Assistance data has come."""
        self.assistance = self._clock.wall_us() // 1000000

    def assist(self) -> int:
        """Uses the assistance data: OK, or NO_ASSISTANCE."""
        self._assisted = self.assistance is not None
        return OK if self._assisted else NO_ASSISTANCE

    def reset(self, mode: int) -> int:
        """Forgets what it knows: OK, or ONGOING while it is on."""
        if self.on_since_us is not None:
            return ONGOING
        if mode == DELETES_ALL:
            self.assistance = None
            self._assisted = False
        return OK

    def read(self, mode: int) -> tuple[int, dict[str, str]]:
        """Where it believes to be: OK and the fields of a fix, or why there is none."""
        if self.on_since_us is None:
            return NOT_ACTIVE, {}
        needs_us = ASSISTED_FIX_US if self._assisted else COLD_FIX_US
        if self.position.fix == "none" or self._clock.now_us - self.on_since_us < needs_us:
            return NO_FIX, {}
        found = fields(self.position, self._clock.wall_us() // 1000000, mode)
        self._around.emit("gnss", do="fix", latitude=found["latitude"], longitude=found["longitude"])
        return OK, found


def fields(position: Position, unix_s: int, mode: int) -> dict[str, str]:
    """A fix as the modem writes it.  mode: how it writes angles (D/node/3166)."""
    now = gmtime(unix_s)
    return {
        "utc": strftime("%H%M%S", now) + ".0",
        "latitude": angle(position.latitude, mode, "NS", 2),
        "longitude": angle(position.longitude, mode, "EW", 3),
        "hdop": "%.1f" % position.hdop,
        "altitude": "%.1f" % position.altitude_m,
        "fix": position.fix[0],
        "cog": "%.2f" % position.course_deg,
        "spkm": "%.1f" % position.speed_kmh,
        "spkn": "%.1f" % (position.speed_kmh * KNOTS_A_KMH),
        "date": strftime("%d%m%y", now),
        "nsat": "%02d" % position.satellites,
    }


def angle(degrees: float, mode: int, letters: str, digits: int) -> str:
    """Degrees as text: 0 and 1 in degrees and minutes with a letter, 2 with a sign."""
    if mode not in (0, 1):
        return "%.5f" % degrees
    decimals = 6 if mode else 4
    minutes = round(abs(degrees) * 60, decimals)
    whole = int(minutes // 60)
    width = 3 + decimals
    return "%0*d%0*.*f%s" % (digits, whole, width, decimals, minutes - whole * 60, letters[degrees < 0])


def told(assistance: Optional[int]) -> dict[str, Any]:
    """What the modem says of its assistance data."""
    if assistance is None:
        return {"status": NO_ASSISTANCE}
    at = strftime("%Y/%m/%d,%H:%M:%S", gmtime(assistance))
    return {"status": OK, "injecteddatatime": at, "xtradatadurtime": ASSISTANCE_MINUTES}
