"""What a Wi-Fi radio hears: the access points around one imp, how loud they are, scans for them.

A level is how loud a point is; a reading is what the radio tells of it, which noise blurs. Only readings
are noisy: decisions go by levels, as a radio averages. Assumed: that it does. The noise of a second is a
function of the seed, the point and the second, so that looking changes nothing and a run is the same however
often it looks.
"""

from __future__ import annotations

from impsim.device.radio.regions import channels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.surroundings import Surroundings
    from impsim.device.world import AccessPoint

    Rows = list[dict[str, Any]]

SENSITIVITY_DBM = -95  # "about -95 for a network on the limit" (D/node/2376)
NOISE_SLICE_US = 1000000  # assumed: how long a reading stays the same
SCAN_CHANNEL_US = 100000  # assumed: how long a scan listens on each channel


class Heard:
    """An access point that is audible.  name: its, in the world.  level_dbm: how loud it is here."""

    __slots__ = ("name", "point", "level_dbm")

    def __init__(self, name: str, point: AccessPoint, level_dbm: int) -> None:
        self.name = name
        self.point = point
        self.level_dbm = level_dbm


class Antenna:
    """The receiving side of one radio.

    bands: as imp.net.info() spells them.  country: a region code.
    channels: those that it may listen on, in the order of a scan.
    """

    def __init__(self, around: Surroundings, bands: str, country: int) -> None:
        self.around = around
        self.bands = bands
        self.move_to(country)

    def move_to(self, country: int) -> None:
        """Follows the rules of another region from now on."""
        self.country = country
        self.channels = channels(country, self.bands)

    def hear(self, name: str) -> Optional[Heard]:
        """The point called name; None when it is not audible."""
        point = self.around.world.points.get(name)
        if point is None or not point.up:
            return None
        level_dbm = self.around.site.reception.get(name, point.rssi_dbm)
        if level_dbm is None or level_dbm < SENSITIVITY_DBM or point.channel not in self.channels:
            return None
        return Heard(name, point, level_dbm)

    def all(self) -> list[Heard]:
        """Every audible point, in the order of the world."""
        return [heard for heard in map(self.hear, self.around.world.points) if heard is not None]

    def loudest(self, suits: Callable[[AccessPoint], bool]) -> Optional[Heard]:
        """The loudest audible point that suits; of equally loud ones the first in the world."""
        suitable = [heard for heard in self.all() if suits(heard.point)]
        return max(suitable, key=lambda heard: heard.level_dbm) if suitable else None

    def reading_dbm(self, name: str, level_dbm: int) -> int:
        """What the radio tells now of a point of that level."""
        noise_db = self.around.site.noise_db
        if not noise_db:
            return level_dbm
        stream = self.around.rng.fork("wifi noise/%d/%s" % (self.around.clock.now_us // NOISE_SLICE_US, name))
        return level_dbm + stream.below(2 * noise_db + 1) - noise_db


class Scan:
    """One scan: listens on each channel in turn, then calls done(rows), a row as imp.scanwifinetworks() tells it."""

    def __init__(self, antenna: Antenna, done: Callable[[Rows], Any]) -> None:
        self._antenna = antenna
        self._clock = antenna.around.clock
        self._channels = antenna.channels
        self._done = done
        self._began_us = self._clock.now_us
        self._event: Optional[list[Any]] = self._clock.after(len(self._channels) * SCAN_CHANNEL_US, self._end)

    @property
    def running(self) -> bool:
        """Whether it has neither come to its end nor been cut short or forgotten."""
        return self._event is not None

    def cut_short(self) -> None:
        """Ends it now with what it has heard so far, because the radio is switched off (D/node/2376)."""
        if self._event is not None:
            heard_us = self._clock.now_us - self._began_us
            self._channels = self._channels[: heard_us // SCAN_CHANNEL_US]
            self._clock.cancel(self._event)
            self._end()

    def forget(self) -> None:
        """Ends it without calling done."""
        if self._event is not None:
            self._clock.cancel(self._event)
            self._event = None

    def _end(self) -> None:
        self._event = None
        rows = found(self._antenna, self._channels)
        self._antenna.around.emit("wifi.scan", found=len(rows))
        self._done(rows)


def found(antenna: Antenna, among: tuple[int, ...]) -> Rows:
    """A row for each audible point on some channels. Assumed: in the order of the channels."""
    audible = [heard for heard in antenna.all() if heard.point.channel in among]
    audible.sort(key=lambda heard: among.index(heard.point.channel))
    return [_row(antenna, heard) for heard in audible]


def _row(antenna: Antenna, heard: Heard) -> dict[str, Any]:
    point = heard.point
    return {
        "ssid": "" if point.hidden else point.ssid,
        "bssid": point.bssid,
        "channel": point.channel,
        "rssi": antenna.reading_dbm(heard.name, heard.level_dbm),
        "open": point.encryption == "",
    }
