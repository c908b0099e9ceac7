"""A Wi-Fi interface: its stored network, its radio, the access point that it is joined to."""

from __future__ import annotations

from impsim.device import errorcodes, states

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any, Optional

    from impsim.device.lease import Lease
    from impsim.device.release import Release
    from impsim.device.world import AccessPoint, World

EMPTY_SCAN_US = 2000000  # assumed: every channel is listened to before it gives up


class Wifi:
    """kind, macaddress, bands as imp.net.info() has them; country: the code that imp.getcountry() gives."""

    kind = "wifi"

    def __init__(self, macaddress: str, bands: str, country: int) -> None:
        self.macaddress = macaddress
        self.bands = bands
        self.country = country
        self.powersave = False
        self.ssid = ""  # the stored network: what it joins next
        self.key = ""
        self.joined: Optional[AccessPoint] = None
        self.lease: Optional[Lease] = None
        self.encryption = ""  # kept from the first association on
        self.state = states.WIFI_STOPPED

    def configure(self, ssid: str, key: str) -> None:
        """Stores a network; a connection that is up stays as it is."""
        self.ssid = ssid
        self.key = key

    def attempt(self, world: World) -> Generator[int, None, int]:
        """Joins the stored network: a process step that returns SERVER_CONNECTED once the link is up, or why not."""
        point = world.wifi
        self.state = states.WIFI_SCANNING
        if not self._finds(point):
            yield EMPTY_SCAN_US
            return errorcodes.NO_WIFI
        yield point.connect_us // 2
        self.state = states.WIFI_JOINING
        yield point.connect_us - point.connect_us // 2
        if not point.in_reach or (point.key and point.key != self.key):
            return errorcodes.NO_WIFI
        self.joined = point
        self.encryption = point.encryption
        self.state = states.WIFI_LINK_UP
        return errorcodes.SERVER_CONNECTED

    def _finds(self, point: AccessPoint) -> bool:
        return point.in_reach and self.ssid != "" and point.ssid == self.ssid

    def addressing(self) -> None:
        """It waits for an address."""
        self.state = states.WIFI_DHCPING

    def give_up(self) -> None:
        """Switches the radio off, because an attempt failed."""
        self.joined = None
        self.lease = None
        self.state = states.WIFI_STOPPED_UNHAPPY

    def record(self, release: Release) -> dict[str, Any]:
        """Its table in imp.net.info().interface (D/api/imp/net/info)."""
        found: dict[str, Any] = {
            "type": "wifi",
            "macaddress": self.macaddress,
            "bands": self.bands,
            "country": country_text(self.country),
            "powersave": self.powersave,
            "channel": self.joined.channel if self.joined else 0,  # 0 as imp.getchannel() (D/node/2385)
            "ssid": self.ssid,
        }
        if self.joined:
            found["rssi"] = self.joined.rssi_dbm
            found["bssid"] = self.joined.bssid
            if release.has("connectedssid"):
                found["connectedssid"] = self.joined.ssid
        if self.encryption:
            found["encryption"] = self.encryption
        return found


def country_text(code: int) -> str:
    """imp.net.info()'s spelling of a region code: two letters, and the revision where there is one.

    The code holds the letters in its low half and the revision in its high one (D/api/imp/setcountry).
    Assumed: that the string is made like this is not public.
    """
    letters = chr(code & 0xFF) + chr(code >> 8 & 0xFF)
    return "%s/%d" % (letters, code >> 16) if code >> 16 else letters


def country_code(text: str) -> int:
    """The region code that `country_text` spells as text. Raises ValueError."""
    letters, slash, revision = text.partition("/")
    if len(letters) != 2 or not letters.isascii() or not letters.isalnum():
        raise ValueError(text)
    number = int(revision) if slash else 0
    if not 0 <= number < 1 << 15:
        raise ValueError(text)
    return number << 16 | ord(letters[1]) << 8 | ord(letters[0])
