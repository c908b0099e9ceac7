"""The object imp. Stub: squirrel_stubs/imp.nut."""

from __future__ import annotations

from impsim.device.lease import is_quad
from impsim.device.world import Proxy, StaticAddress
from impsim.impos.conversions import to_bytes, to_kept
from impsim.impos.eventloop import LONGEST_S, Timer
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import add_member, new_class, table
from impsim.squirrel.values.klass import Instance, lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.release import Release
    from impsim.impos.imp import Imp

ENVIRONMENT_CARD, ENVIRONMENT_MODULE = 0, 1
CONFIG_WIFI, CONFIG_STATIC_NETWORK, CONFIG_PROXY = 1, 2, 4
CONFIG_ALL = 7
PROXY_TYPE_HTTP = 1
LONGEST_SSID = 32
LONGEST_KEY = 64  # of WPA: 63 characters, or 64 hexadecimal digits
LONGEST_PROXY_NAME = 64
LONGEST_CREDENTIAL = 32


class Info(Instance):
    """What imp.info() gives."""

    __slots__ = ()
    ƒis_meta = True


def wakeup(host: Imp, interval: float, callback: Any) -> Optional[Timer]:
    timer: Optional[Timer] = host.loop.wakeup(interval, callback)
    return timer


def cancelwakeup(host: Imp, timer: Any) -> None:
    if not isinstance(timer, Timer):
        raise SquirrelError("not a timer")
    host.loop.cancel(timer)


def onidle(host: Imp, callback: Any) -> None:
    host.loop.on_idle(callback)


def sleep(host: Imp, seconds: float) -> None:
    if seconds > 0:
        host.loop.sleep(round(min(seconds, LONGEST_S) * 1000000))


def onunhandledexception(host: Imp, handler: Any) -> None:
    host.on_exception = handler


def info(host: Imp) -> Any:
    klass = new_class(None)
    add_member(klass, "type", host.device.profile.model)
    object.__setattr__(klass, "ƒpython", Info)
    return lock(klass)()


def getsoftwareversion(host: Imp) -> str:
    release = host.device.release
    return "%s - release-%s - %s - production" % (_build(release), str(release), release.date)


def _build(release: Release) -> str:
    """Seven digits for the commit that it was built from, different for each release."""
    return "%07x" % ((release[0] * 100 + release[1]) * 2654435761 % (1 << 28))


def environment(host: Imp) -> int:
    return ENVIRONMENT_CARD if host.device.profile["hardware.card"] else ENVIRONMENT_MODULE


def getmemoryfree(host: Imp) -> int:
    return host.memory.free()


def configparams(host: Imp) -> Any:
    return table({})


def getmacaddress(host: Imp) -> str:
    return host.device.numbers.macaddress


def getssid(host: Imp) -> str:
    return to_bytes(_wifi(host, "ssid", ""))


def getbssid(host: Imp) -> str:
    return str(_wifi(host, "bssid", "000000000000"))


def getchannel(host: Imp) -> int:
    return int(_wifi(host, "channel", 0))


def rssi(host: Imp) -> int:
    return int(_wifi(host, "rssi", 0))


def _wifi(host: Imp, key: str, absent: Any) -> Any:
    """A key of the Wi-Fi record as plain value, or absent."""
    wifi = host.device.wifi
    return wifi.record(host.device.release).get(key, absent) if wifi else absent


def getpowersave(host: Imp) -> bool:
    return host.device.wifi is not None and host.device.wifi.powersave


def setpowersave(host: Imp, state: bool) -> None:
    if host.device.wifi is not None:
        host.device.wifi.powersave = state


def getcountry(host: Imp) -> int:
    return host.device.wifi.country if host.device.wifi else 0


def setwificonfiguration(host: Imp, ssid: str, key: str) -> None:
    if len(ssid) > LONGEST_SSID:
        raise SquirrelError("ssid too long")
    if len(key) > LONGEST_KEY:
        raise SquirrelError("key too long")
    if host.device.wifi is not None:
        host.device.wifi.configure(to_kept(ssid), to_kept(key))


def setstaticnetworkconfiguration(host: Imp, ip: str, netmask: str, gateway: str, dns: list[Any]) -> None:
    if not 1 <= len(dns) <= 2:
        raise SquirrelError("one or two DNS servers expected")
    if not all(isinstance(quad, str) and is_quad(quad) for quad in (ip, netmask, gateway, *dns)):
        raise SquirrelError("invalid IP address")
    host.device.site.stored.static = StaticAddress(address=ip, netmask=netmask, gateway=gateway, dnsservers=tuple(dns))


def setproxy(host: Imp, kind: int, address: str, port: int, user: str = "", password: str = "") -> None:
    if kind != PROXY_TYPE_HTTP:
        raise SquirrelError("invalid proxy type")
    if not 1 <= len(address) <= LONGEST_PROXY_NAME:
        raise SquirrelError("invalid proxy address")
    if not 0 <= port <= 65535:
        raise SquirrelError("invalid proxy port")
    if max(len(user), len(password)) > LONGEST_CREDENTIAL or (user and not password):
        raise SquirrelError("invalid proxy credentials")
    stored = {"address": to_kept(address), "user": to_kept(user), "password": to_kept(password)}
    host.device.site.stored.proxy = Proxy(kind=kind, port=port, **stored)


def clearconfiguration(host: Imp, action: int = CONFIG_ALL) -> None:
    stored = host.device.site.stored
    if action & CONFIG_WIFI and host.device.wifi is not None:
        host.device.wifi.configure("", "")
        host.device.wifi.forget_hints()
    if action & CONFIG_STATIC_NETWORK:
        stored.static = None
    if action & CONFIG_PROXY:
        stored.proxy = None


def setsendbuffersize(host: Imp, size: int) -> int:
    return host.device.network.set_window(size)


MEMBERS = {
    "wakeup": wakeup,
    "cancelwakeup": cancelwakeup,
    "onidle": onidle,
    "sleep": sleep,
    "onunhandledexception": onunhandledexception,
    "info": info,
    "getsoftwareversion": getsoftwareversion,
    "environment": environment,
    "getmemoryfree": getmemoryfree,
    "configparams": configparams,
    "getmacaddress": getmacaddress,
    "getssid": getssid,
    "getbssid": getbssid,
    "getchannel": getchannel,
    "rssi": rssi,
    "getrssi": rssi,
    "getpowersave": getpowersave,
    "setpowersave": setpowersave,
    "getcountry": getcountry,
    "setwificonfiguration": setwificonfiguration,
    "setstaticnetworkconfiguration": setstaticnetworkconfiguration,
    "setproxy": setproxy,
    "clearconfiguration": clearconfiguration,
    "setsendbuffersize": setsendbuffersize,
}
