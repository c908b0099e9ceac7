"""The object imp.net: WPS, hints and the power of Wi-Fi. Stub: squirrel_stubs/imp.net.wifi.nut."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.imp import Imp

NO_CHANNEL = -1  # D/node/2983
BSSID_DIGITS = 12
PIN_DIGITS = 8
HEXADECIMAL = frozenset("0123456789abcdef")


def configurewps(host: Imp, pin: str = "") -> None:
    if pin and not (len(pin) == PIN_DIGITS and pin.isascii() and pin.isdigit()):
        raise SquirrelError("invalid PIN")
    if host.device.wifi:
        host.device.wifi.wps_pin = pin


def getwifihints(host: Imp) -> Any:
    hints = host.device.wifi.hints if host.device.wifi else None
    bssid, channel = hints or ("", NO_CHANNEL)
    return to_squirrel({"bssid": bssid, "channel": channel})


def setwifihints(host: Imp, bssid: Optional[str], channel: Optional[int]) -> None:
    radio = host.device.wifi
    if radio is None:
        return
    if bssid is None:
        radio.forget_hints()
    else:
        radio.hint(_bssid(bssid), _channel(channel))


def _bssid(text: str) -> str:
    bssid = text.lower()
    if len(bssid) != BSSID_DIGITS or not HEXADECIMAL.issuperset(bssid):
        raise SquirrelError("invalid BSSID")
    return bssid


def _channel(channel: Optional[int]) -> int:
    if channel is None:
        raise SquirrelError("invalid channel")
    return channel


def latchwifipower(host: Imp) -> None:
    if host.device.wifi:
        host.device.wifi.latched = True


MEMBERS = {
    "configurewps": configurewps,
    "getwifihints": getwifihints,
    "setwifihints": setwifihints,
    "latchwifipower": latchwifipower,
}
