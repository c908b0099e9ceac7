"""NIC tables: network interface configurations as programs write them (D/node/3053), and as impOS tells them.

Assumed: keys that no page lists are ignored. A table that names nothing but its interface means what the imp has
stored; any other table means what it says: without wificonfig the stored network, without staticconfig DHCP, without
proxyconfig no proxy. Keys and passwords that impOS tells are encrypted for the one imp (D/node/3094): here with a
stream of bytes made from its device ID, so that what another imp reads from them is wrong.
"""

from __future__ import annotations

from impsim.device.lease import is_quad
from impsim.device.nic import Nic, stored
from impsim.device.profile import INTERFACE_NAMES
from impsim.device.world import Proxy, StaticAddress
from impsim.impos.conversions import to_bytes, to_kept, to_squirrel
from impsim.sim.rng import Rng
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import Array, is_table, items, rawset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.device import Device

PROXY_TYPE_HTTP = 1
LONGEST_SSID = 32
LONGEST_KEY = 64
LONGEST_PROXY_NAME = 64  # D/node/2490
LONGEST_CREDENTIAL = 32  # D/node/2490
HIGHEST_PORT = 65535
APN_SINCE = (47, 0)  # D/impos-release-47-internal-release
PARTS = ("wificonfig", "staticconfig", "proxyconfig", "cellconfig")
APPLIES_TO = {
    "wificonfig": ("wl0",),
    "staticconfig": ("wl0", "eth0"),
    "proxyconfig": ("wl0", "eth0"),
    "cellconfig": ("cell0",),
}

# assumed: the texts; pages only say that there are errors
NO_INTERFACE = "no interface in network configuration"
UNKNOWN_INTERFACE = "invalid network interface '%s'"
NOT_THERE = "network interface '%s' is not available"
INVALID = "invalid %s in network configuration"
NOT_APPLICABLE = "%s does not apply to network interface '%s'"


def interface_name(device: Device, identifier: Any) -> str:
    """wl0, eth0 or cell0 for that or for the kind of interface (D/api/imp/net/setserverinterfaces).

    Raises SquirrelError for anything else and for what the imp lacks.
    """
    if type(identifier) is not str:
        raise SquirrelError(NO_INTERFACE)
    name = INTERFACE_NAMES.get(identifier, identifier)
    if name not in INTERFACE_NAMES.values():
        raise SquirrelError(UNKNOWN_INTERFACE % identifier)
    if name not in device.network.links:
        raise SquirrelError(NOT_THERE % identifier)
    return name


def read(device: Device, nic: Any) -> Nic:
    """The configuration that a table says. Raises SquirrelError."""
    slots = _slots(nic)
    name = interface_name(device, slots.get("interface"))
    parts = configured(device, nic)
    for part in parts:
        if name not in APPLIES_TO[part]:
            raise SquirrelError(NOT_APPLICABLE % (part, name))
    kept = stored(name, device.site)
    if not parts:
        return kept
    ssid, key = _wifi(device, slots["wificonfig"]) if "wificonfig" in parts else (kept.ssid, kept.key)
    return Nic(
        name,
        ssid,
        key,
        _static(slots["staticconfig"]) if "staticconfig" in parts else None,
        _proxy(device, slots["proxyconfig"]) if "proxyconfig" in parts else None,
        _apn(slots["cellconfig"]) if "cellconfig" in parts else "",
    )


def configured(device: Device, nic: Any) -> list[str]:
    """The keys of a table's configurations. Raises SquirrelError for one that is no table."""
    slots = _slots(nic)
    known = PARTS if device.release >= APN_SINCE else PARTS[:-1]
    found = [part for part in known if slots.get(part) is not None]
    for part in found:
        if not is_table(slots[part]):
            raise SquirrelError(INVALID % part)
    return found


def _slots(table: Any) -> dict[Any, Any]:
    return dict(items(table))


def _wifi(device: Device, table: Any) -> tuple[str, str]:
    slots = _slots(table)
    ssid = slots.get("ssid")
    if type(ssid) is not str or len(ssid) > LONGEST_SSID or "key" not in slots:
        raise SquirrelError(INVALID % "wificonfig")
    return to_kept(ssid), _secret(device, slots["key"], "wificonfig")


def _secret(device: Device, given: Any, part: str) -> str:
    """A key or password: plain text, or the blob that getcurrentconfig() gave, or null for none."""
    if given is None:
        return ""
    if isinstance(given, Blob):
        given = _scrambled(device, bytes(given)).decode("latin-1")
    if type(given) is not str or len(given) > LONGEST_KEY:
        raise SquirrelError(INVALID % part)
    return to_kept(given)


def _scrambled(device: Device, content: bytes) -> bytes:
    """Encrypts, and decrypts what it has encrypted."""
    rng = Rng(0).fork(device.numbers.device_id)
    return bytes([byte ^ rng.below(256) for byte in content])


def _static(table: Any) -> StaticAddress:
    slots = _slots(table)
    dns = slots.get("dns")
    quads = [slots.get(key) for key in ("ip", "netmask", "gateway")]
    if type(dns) is not Array or not 1 <= len(dns) <= 2:
        raise SquirrelError(INVALID % "staticconfig")
    if not all(type(quad) is str and is_quad(quad) for quad in (*quads, *dns)):
        raise SquirrelError(INVALID % "staticconfig")
    return StaticAddress(address=quads[0], netmask=quads[1], gateway=quads[2], dnsservers=tuple(dns))


def _proxy(device: Device, table: Any) -> Proxy:
    slots = _slots(table)
    kind, address, port = (slots.get(key) for key in ("type", "address", "port"))
    user, password = (_secret(device, slots.get(key), "proxyconfig") for key in ("user", "password"))
    good = kind == PROXY_TYPE_HTTP and type(address) is str and 1 <= len(address) <= LONGEST_PROXY_NAME
    good = good and type(port) is int and 0 <= port <= HIGHEST_PORT
    if not good or max(len(user), len(password)) > LONGEST_CREDENTIAL or (user and not password):
        raise SquirrelError(INVALID % "proxyconfig")
    return Proxy(kind=kind, address=to_kept(str(address)), port=port, user=user, password=password)


def _apn(table: Any) -> str:
    apn = _slots(table).get("apn")
    if type(apn) is not str:
        raise SquirrelError(INVALID % "cellconfig")
    return to_kept(apn)


def tell(device: Device, nic: Nic) -> Any:
    """A configuration as imp.net.getcurrentconfig() gives it."""
    told = to_squirrel({"interface": nic.interface})
    if nic.interface == "wl0":
        rawset(told, "wificonfig", _with_secret(device, {"ssid": nic.ssid}, "key", nic.key))
    if nic.static is not None:
        rawset(told, "staticconfig", to_squirrel(_static_keys(nic.static)))
    if nic.proxy is not None:
        rawset(told, "proxyconfig", _proxy_keys(device, nic.proxy))
    if nic.apn:
        rawset(told, "cellconfig", to_squirrel({"apn": nic.apn}))
    return told


def _static_keys(static: StaticAddress) -> dict[str, Any]:
    return {"ip": static.address, "netmask": static.netmask, "gateway": static.gateway, "dns": static.dnsservers}


def _proxy_keys(device: Device, proxy: Proxy) -> Any:
    keys = {"type": proxy.kind, "address": proxy.address, "port": proxy.port}
    if not proxy.user:
        return to_squirrel(keys)
    return _with_secret(device, {**keys, "user": proxy.user}, "password", proxy.password)


def _with_secret(device: Device, keys: dict[str, Any], name: str, secret: str) -> Any:
    """A table with an encrypted entry. Assumed: what is empty is no secret."""
    told = to_squirrel(keys)
    encrypted: Optional[Any] = None
    if secret:
        encrypted = impos_blob(_scrambled(device, to_bytes(secret).encode("latin-1")))
    rawset(told, name, "" if encrypted is None else encrypted)
    return told
