"""A Wi-Fi interface: it finds its network, joins the loudest access point of it, and moves on when that fades.

An association is what radio and access point have agreed on: the point's settings and the key. It holds
while the point stays audible and as it was. When the world changes the radio looks at what it hears and
reacts after a while: to missing beacons by leaving the point, to a much louder point of the same network
by roaming. What it reacts to may pass before the while is over; then nothing happens. Without another
point to go on with, the link is lost. Nothing here runs while the world stays as it is.
"""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.interface import Interface
from impsim.device.radio.regions import country_text
from impsim.device.radio.scanning import Antenna, Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Optional

    from impsim.device.interface import Steps
    from impsim.device.nic import Nic
    from impsim.device.radio.scanning import Heard, Rows
    from impsim.device.release import Release
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import AccessPoint, Lan


EMPTY_SCAN_US = 2000000  # assumed: every channel is listened to before it gives up
HINTED_SCAN_US = 100000  # assumed: listening on the one channel of the hint
DOZE_US = 100000  # D/node/2372
WPS_US = 120000000  # "up to two minutes" (D/node/2535)
WPS_WALK_US = 1000000  # assumed: how often it has asked on every channel whether a button is pressed
WPS_EXCHANGE_US = 2000000  # assumed: what handing over the credentials takes
BEACON_LOSS_US = 2000000  # assumed: about twenty beacons
REASSOCIATE_US = 300000  # assumed: leaving one point and joining another
ROAM_DECISION_US = 1500000  # assumed: how long another point must be louder
ROAM_BELOW_DBM = -75  # assumed: a louder signal is good enough to stay
ROAM_HYSTERESIS_DB = 8  # assumed: how much louder the other one must be

STAYS, MISSES_BEACONS, ROAMS = range(3)  # how a joined radio reacts to what it hears


class Association:
    """What a radio has agreed with an access point.  key: what the radio presented.  level_dbm: as last heard."""

    def __init__(self, heard: Heard, key: str) -> None:
        self.name = heard.name
        self.point = heard.point
        self.key = key
        self.level_dbm = heard.level_dbm
        self.ssid, self.bssid, self.channel, self.lan, _ = self._agreed = _settings(heard.point)

    def holds(self, heard: Optional[Heard]) -> bool:
        """Whether what is heard under the point's name is the point as it was."""
        return heard is not None and heard.point is self.point and _settings(heard.point) == self._agreed

    def admitted_by(self, point: AccessPoint) -> bool:
        """Whether point belongs to the same network and takes the same key."""
        return point.ssid == self.ssid and _admits(point, self.key)


def _settings(point: AccessPoint) -> tuple[str, str, int, str, str]:
    return point.ssid, point.bssid, point.channel, point.lan, point.key


def _admits(point: AccessPoint, key: str) -> bool:
    return point.key in ("", key)


class Wifi(Interface):
    """macaddress, bands: as imp.net.info() has them.  country: the region code that imp.getcountry() gives.

    powersave: what imp.setpowersave() sets.  latched: imp.net.latchwifipower() was called.
    wps_pin: None unless the next attempt is to use WPS, "" without a PIN.
    encryption: kept from the first association on, "" before.
    """

    kind = "wifi"
    name = "wl0"
    stopped_state = states.WIFI_STOPPED

    def __init__(self, around: Surroundings, macaddress: str, bands: str, country: int) -> None:
        super().__init__(around)
        self.macaddress = macaddress
        self.powersave = around.site.stored.powersave
        self.latched = False
        self.wps_pin: Optional[str] = None
        self.encryption = ""
        self._antenna = Antenna(around, bands, country)
        self._association: Optional[Association] = None
        self._reaction = STAYS
        self._event: Optional[list[Any]] = None  # when it reacts
        self._scan: Optional[Scan] = None
        self._scanned_for: object = None

    @property
    def country(self) -> int:
        """The region code."""
        return self._antenna.country

    @country.setter
    def country(self, code: int) -> None:
        self._antenna.move_to(code)
        self.reassess()

    @property
    def joined(self) -> Optional[AccessPoint]:
        """The access point that it is associated with."""
        return self._association.point if self._association else None

    @property
    def doze_us(self) -> int:
        """With power saving the radio listens about every 100 ms (D/node/2372)."""
        return DOZE_US if self.powersave else 0

    @property
    def takes_its_time(self) -> bool:
        """While it waits for WPS (D/node/2535)."""
        return self.wps_pin is not None and not self.at_rest

    @property
    def powered(self) -> bool:
        """Whether the radio has power."""
        return self.latched or not self.at_rest or (self._scan is not None and self._scan.running)

    @property
    def has_link(self) -> bool:
        """Whether frames pass to the LAN now; that they do not the radio itself learns only from missing beacons."""
        link = self._association
        return link is not None and link.holds(self._antenna.hear(link.name))

    @property
    def lan(self) -> Optional[Lan]:
        """The LAN behind the access point."""
        return self.around.lan(self._association.lan) if self._association and self.has_link else None

    # What is stored

    def configure(self, ssid: str, key: str) -> None:
        """Stores a network; a connection that is up stays as it is (D/node/2395)."""
        stored = self.around.site.stored
        stored.ssid = ssid
        stored.key = key

    def hint(self, bssid: str, channel: int) -> None:
        """Stores where to look first (D/node/2984)."""
        stored = self.around.site.stored
        stored.hint_bssid = bssid
        stored.hint_channel = channel

    @property
    def hints(self) -> Optional[tuple[str, int]]:
        """BSSID and channel where it looks first; None without hints (D/node/2983)."""
        stored = self.around.site.stored
        return (stored.hint_bssid, stored.hint_channel) if stored.hint_bssid else None

    def forget_hints(self) -> None:
        """Clears where to look first, as imp.clearconfiguration(CONFIG_WIFI) and BlinkUp do (D/node/2983)."""
        self.hint("", 0)

    def cold_boot(self) -> None:
        """What a cold boot resets: power saving (D/resources/imprestartoptions), the latch (D/node/3050)."""
        self.powersave = False
        self.latched = False

    # Connecting

    def attempt(self, nic: Nic) -> Steps:
        """Joins nic's network, or the one that WPS gives: SERVER_CONNECTED once the link is up, else NO_WIFI."""
        ssid, key = nic.ssid, nic.key
        if self.wps_pin is not None:
            if not (yield from self._ask_by_wps()):
                return errorcodes.NO_WIFI
            ssid, key = self.around.site.stored.ssid or "", self.around.site.stored.key
        self.enter(states.WIFI_SCANNING)
        found = yield from self._search(ssid)
        if found is None:
            return errorcodes.NO_WIFI
        self.enter(states.WIFI_JOINING)
        yield found.point.connect_us - found.point.connect_us // 2
        return self._join(found.name, ssid, key)

    def _search(self, ssid: str) -> Generator[int, None, Optional[Heard]]:
        """The point of the hint if it is there, else the loudest one of ssid."""
        hints = self.hints
        if hints:
            yield HINTED_SCAN_US
            hinted = self._antenna.loudest(lambda point: (point.ssid, point.bssid, point.channel) == (ssid, *hints))
            if hinted:
                return hinted
        found = self._antenna.loudest(lambda point: point.ssid == ssid) if ssid else None
        yield found.point.connect_us // 2 if found else EMPTY_SCAN_US
        return found

    def _join(self, name: str, ssid: str, key: str) -> int:
        heard = self._antenna.hear(name)
        if heard is None or heard.point.ssid != ssid or not _admits(heard.point, key):
            return errorcodes.NO_WIFI
        self._associate(Association(heard, key))
        self.enter(states.WIFI_LINK_UP)
        return errorcodes.SERVER_CONNECTED

    def _ask_by_wps(self) -> Generator[int, None, bool]:
        """Stores what a point with its button pressed hands over. However it ends, WPS is over (D/node/2535).

        Assumed: any PIN is right; with several buttons pressed the loudest point is taken.
        """
        self.enter(states.WIFI_WPSING)
        clock = self.around.clock
        give_up_us = clock.now_us + WPS_US
        try:
            while clock.now_us < give_up_us:
                found = self._antenna.loudest(lambda point: point.wps_until_us > clock.now_us)
                if found:
                    yield WPS_EXCHANGE_US
                    self.configure(found.point.ssid, found.point.key)
                    return True
                yield WPS_WALK_US
            return False
        finally:
            self.wps_pin = None

    def addressing(self) -> None:
        """It has a link and waits for an address."""
        self.enter(states.WIFI_DHCPING)

    def give_up(self) -> None:
        """Switches the radio off, because an attempt failed or the link is lost."""
        self._switch_off(states.WIFI_STOPPED_UNHAPPY)

    def stop(self) -> None:
        """Switches the radio off in good order."""
        self._switch_off(states.WIFI_STOPPED)

    def _switch_off(self, state: int) -> None:
        was_on = not self.at_rest
        self._leave()
        self.lease = None
        self.enter(state)
        if was_on and not self.latched and self._scan:
            self._scan.cut_short()

    # While it is joined

    def _associate(self, link: Association) -> None:
        self._association = link
        self.encryption = link.point.encryption
        self.hint(link.bssid, link.channel)  # for the next attempt (D/node/2983)
        self.around.emit(
            "wifi.associated",
            interface=self.name,
            ap=link.name,
            bssid=link.bssid,
            channel=link.channel,
            ssid=link.ssid,
            rssi=self._antenna.reading_dbm(link.name, link.level_dbm),
        )
        self.reassess()

    def reassess(self) -> None:
        """Listens, because the world has changed; nothing to do unless it is joined."""
        link = self._association
        if link is None:
            return
        reaction = self._reaction_of(link)
        if reaction != self._reaction:
            self._cancel()
            self._reaction = reaction
            self._prepare(link)

    def _reaction_of(self, link: Association) -> int:
        heard = self._antenna.hear(link.name)
        if heard is None or not link.holds(heard):
            return MISSES_BEACONS
        link.level_dbm = heard.level_dbm
        if heard.level_dbm >= ROAM_BELOW_DBM:
            return STAYS
        other = self._antenna.loudest(link.admitted_by)
        return ROAMS if other and other.level_dbm >= heard.level_dbm + ROAM_HYSTERESIS_DB else STAYS

    def _prepare(self, link: Association) -> None:
        clock = self.around.clock
        if self._reaction == MISSES_BEACONS:
            self._event = clock.after(BEACON_LOSS_US, lambda: self._abandon(link))
        elif self._reaction == ROAMS:
            self._event = clock.after(ROAM_DECISION_US + REASSOCIATE_US, lambda: self._roam(link))

    def _abandon(self, link: Association) -> None:
        self._leave("changed" if self._antenna.hear(link.name) else "out of reach")
        if self._antenna.loudest(link.admitted_by):
            self._event = self.around.clock.after(REASSOCIATE_US, lambda: self._go_on_from(link))
        else:
            self.lost(errorcodes.NO_WIFI)

    def _roam(self, link: Association) -> None:
        self._leave("roaming")
        self._go_on_from(link)

    def _go_on_from(self, link: Association) -> None:
        """Joins the loudest point of the same network.

        Assumed: on another LAN, where the lease is no good, the link counts as lost and the next attempt joins there.
        """
        other = self._antenna.loudest(link.admitted_by)
        if other and other.point.lan == link.lan:
            self._associate(Association(other, link.key))
            return
        if other:
            self.hint(other.point.bssid, other.point.channel)
        self.lost(errorcodes.NO_WIFI)

    def _leave(self, reason: str = "") -> None:
        """Ends the association and what was planned for it; without a reason nothing was lost."""
        self._cancel()
        if self._association and reason:
            self.around.emit("wifi.lost", interface=self.name, ap=self._association.name, reason=reason)
        self._association = None

    def _cancel(self) -> None:
        if self._event is not None:
            self.around.clock.cancel(self._event)
            self._event = None
        self._reaction = STAYS

    # Telling

    def scan(self, program: object, done: Callable[[Rows], Any]) -> Optional[Scan]:
        """Starts a scan for a program, with or without a connection; None while one of the same program runs.

        A scan for a program that has ended is forgotten.
        """
        if self._scan and self._scan.running:
            if self._scanned_for is program:
                return None
            self._scan.forget()
        self._scan, self._scanned_for = Scan(self._antenna, done), program
        return self._scan

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        link = self._association
        found: dict[str, Any] = {
            "type": "wifi",
            "macaddress": self.macaddress,
            "bands": self._antenna.bands,
            "country": country_text(self.country),
            "powersave": self.powersave,
            "channel": link.channel if link else 0,  # 0 as imp.getchannel() (D/node/2385)
            "ssid": self.around.site.stored.ssid or "",  # what it joins next, not what it has joined (D/node/2435)
        }
        if link:
            found["rssi"] = self._antenna.reading_dbm(link.name, link.level_dbm)
            found["bssid"] = link.bssid
            if release.has("connectedssid"):
                found["connectedssid"] = link.ssid
        if self.encryption:
            found["encryption"] = self.encryption
        return found
