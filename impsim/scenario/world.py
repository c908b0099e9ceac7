"""World files: what surrounds one imp and what it has stored, for `--world FILE`.

    wifi: {ssid: Office, bssid: 020000000a01, channel: 11, rssi: -61, encryption: WPA2-PSK (AES)}
    ethernet: {link: 10M, duplex: half}
    lan: {address: 10.0.0.7, netmask: 255.0.0.0, gateway: 10.0.0.1, dns: [10.0.0.1, 10.0.0.2]}
    cell: {rat: 3G, registration: roaming, rssi: -90, cellinfo: {rscp: -101}}
    imp: {country: GB, proxy: {address: 10.0.0.9, port: 80, user: me, password: x}}

Everything has a default; a file may speak of interfaces that a model has not. Every mistake of a file is
a Diagnostic with its place; the first is raised and knows the others.
"""

from __future__ import annotations

from impsim.device import world as parts
from impsim.device.lease import is_quad, number
from impsim.device.radio.cellinfo import SMONI, STATES
from impsim.device.radio.wifi import country_code
from impsim.scenario.documents import Document, Node, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Reader = Callable[[Document, Node], Any]
    Section = dict[str, tuple[str, Reader]]  # name in the file -> attribute of the part, reader


class Wrong(Exception):
    """A scalar that cannot be what it should be.  Arguments: what was expected."""


def scalar(convert: Callable[[str], Any]) -> Reader:
    """A reader of a scalar; convert raises Wrong."""

    def reader(document: Document, node: Node) -> Any:
        try:
            if node.kind != "scalar":
                raise Wrong("one value")
            return convert(node.text)
        except Wrong as error:
            shown = "'%s' is not %s" % (node.text, error) if node.kind == "scalar" else "%s expected" % error
            document.wrong(node, shown)

    return reader


def text(longest: int = 64) -> Reader:
    """Text of up to so many bytes."""

    def convert(value: str) -> str:
        if len(value.encode("utf-8")) > longest:
            raise Wrong("at most %d bytes long" % longest)
        return value

    return scalar(convert)


def integer(lowest: int, highest: int) -> Reader:
    """A decimal number in a range."""

    def convert(value: str) -> int:
        try:
            found = int(value)
        except ValueError:
            found = lowest - 1
        if not lowest <= found <= highest:
            raise Wrong("a number from %d to %d" % (lowest, highest))
        return found

    return scalar(convert)


def choice(*choices: str) -> Reader:
    """One of some words."""

    def convert(value: str) -> str:
        if value not in choices:
            raise Wrong("one of " + ", ".join(choices))
        return value

    return scalar(convert)


def digits(length: int, alphabet: str = "0123456789") -> Reader:
    """So many digits; hexadecimal ones may have colons between them."""

    def convert(value: str) -> str:
        bare = value.replace(":", "").lower() if "f" in alphabet else value
        if len(bare) != length or not set(bare) <= set(alphabet):
            raise Wrong("%d %s digits" % (length, "hexadecimal" if "f" in alphabet else "decimal"))
        return bare

    return scalar(convert)


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise Wrong("true or false")
    return value == "true"


def _quad(value: str) -> str:
    if not is_quad(value):
        raise Wrong("an IPv4 address like 192.168.0.3")
    return value


def _optional_quad(value: str) -> str:
    return _quad(value) if value else ""


def _netmask(value: str) -> str:
    inverted = ~number(_quad(value)) & 0xFFFFFFFF
    if inverted & (inverted + 1):
        raise Wrong("a netmask like 255.255.255.0")
    return value


def _country(value: str) -> int:
    try:
        return country_code(value)
    except ValueError:
        raise Wrong("a region like GB or XX/17") from None


UNITS_US = {"us": 1, "ms": 1000, "s": 1000000, "m": 60000000, "h": 3600000000}


def duration_us(value: str) -> int:
    """`15s`, `300ms`, `1.5s`. Raises Wrong."""
    amount = value.rstrip("umsh")
    try:
        found = float(amount) * UNITS_US[value[len(amount) :]]
    except (ValueError, KeyError):
        found = -1
    if not 0 <= found < 1 << 50:
        raise Wrong("a time like 15s or 300ms")
    return round(found)


flag = scalar(_flag)
quad = scalar(_quad)
duration = scalar(duration_us)
hexadecimal = "0123456789abcdef"


def dns(document: Document, node: Node) -> tuple[str, ...]:
    """One or two DNS servers, which may be 0.0.0.0: unknown."""
    nodes = node.list if node.kind == "list" else [node]
    if not 1 <= len(nodes) <= 2:
        document.wrong(node, "one or two DNS servers expected")
    return tuple(quad(document, below) for below in nodes)


def section(made: Callable[..., Any], fields: Section) -> Reader:
    """A reader of a map whose members become attributes of a part."""

    def reader(document: Document, node: Node) -> Any:
        return made(**members(document, node, fields))

    return reader


def members(document: Document, node: Node, fields: Section) -> dict[str, Any]:
    """The members of a map by attribute; notes unknown names and wrong values."""
    if node.kind != "map":
        document.wrong(node, "a table of %s expected" % ", ".join(fields))
        return {}
    found = {}
    for name, below in node.map.items():
        if name in fields:
            attribute, read_field = fields[name]
            found[attribute] = read_field(document, below)
        else:
            document.problem("there is no '%s' here" % name, *node.keys[name], _nearest(name, fields))
    return found


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, 1)
    return "did you mean %s?" % close[0] if close else "known: " + ", ".join(names)


CELL_FIELDS: Section = {
    name: (name, text(16)) for generation in SMONI.values() for name in generation if name != "state"
}
CELL_FIELDS["state"] = ("state", choice(*STATES))

WIFI: Section = {
    "ssid": ("ssid", text(32)),
    "bssid": ("bssid", digits(12, hexadecimal)),
    "channel": ("channel", integer(1, 196)),
    "rssi": ("rssi_dbm", integer(-127, 0)),
    "encryption": ("encryption", text()),
    "key": ("key", text()),
    "in_reach": ("in_reach", flag),
    "connect": ("connect_us", duration),
}
ETHERNET: Section = {
    "plugged": ("plugged", flag),
    "link": ("link", choice("10M", "100M")),
    "duplex": ("duplex", choice("half", "full")),
    "connect": ("connect_us", duration),
}
LAN: Section = {
    "address": ("address", quad),
    "netmask": ("netmask", scalar(_netmask)),
    "broadcast": ("broadcast", quad),
    "gateway": ("gateway", quad),
    "dhcpserver": ("dhcpserver", scalar(_optional_quad)),
    "dns": ("dnsservers", dns),
    "dns_answers": ("dns_answers", flag),
    "dhcp": ("dhcp_us", duration),
}
CELL: Section = {
    "registration": ("registration", choice("home", "roaming", "denied", "none")),
    "sim": ("sim", choice("ready", "missing", "locked")),
    "ppp": ("ppp", flag),
    "rat": ("generation", choice("4G", "3G", "2G")),
    "rssi": ("rssi_dbm", integer(-150, 0)),
    "address": ("address", quad),
    "dns": ("dnsservers", dns),
    "connect": ("connect_us", duration),
    "cellinfo": ("fields", section(dict, CELL_FIELDS)),
}
SERVER: Section = {
    "port": ("port", integer(1, 65535)),
    "reachable": ("reachable", flag),
    "connect": ("connect_us", duration),
}
STATIC: Section = {
    "ip": ("address", quad),
    "netmask": ("netmask", scalar(_netmask)),
    "gateway": ("gateway", quad),
    "dns": ("dnsservers", dns),
}
PROXY: Section = {
    "address": ("address", text(64)),
    "port": ("port", integer(0, 65535)),
    "user": ("user", text(32)),
    "password": ("password", text(32)),
    "works": ("works", flag),
    "accepts": ("accepts", flag),
}
IMP: Section = {
    "ssid": ("ssid", text(32)),
    "key": ("key", text()),
    "country": ("country", scalar(_country)),
    "powersave": ("powersave", flag),
    "static": ("static", section(parts.StaticAddress, STATIC)),
    "proxy": ("proxy", section(parts.Proxy, PROXY)),
}
IDENTITY: Section = {
    "id": ("device_id", digits(16, hexadecimal)),
    "macaddress": ("macaddress", digits(12, hexadecimal)),
    "ethernet_macaddress": ("ethernet_macaddress", digits(12, hexadecimal)),
    "manufacturer": ("manufacturer", text()),
    "model": ("model", text()),
    "imei": ("imei", digits(15)),
    "imsi": ("imsi", digits(15)),
    "swver": ("swver", text()),
    "voltage": ("voltage_mv", integer(0, 10000)),
}
WORLD: Section = {
    "impsim": ("version", choice("1")),
    "wifi": ("wifi", section(parts.AccessPoint, WIFI)),
    "ethernet": ("cable", section(parts.Cable, ETHERNET)),
    "lan": ("lan", section(parts.Lan, LAN)),
    "cell": ("carrier", section(parts.Carrier, CELL)),
    "server": ("server", section(parts.Server, SERVER)),
    "imp": ("stored", section(parts.Stored, IMP)),
    "identity": ("identity", section(parts.Identity, IDENTITY)),
}


def load(path: str) -> parts.World:
    """The world that a file describes; an empty file describes the default one. Raises Diagnostic."""
    document, node = read(path)
    found = {} if node is None else members(document, node, WORLD)
    document.check()
    return parts.World(**found)
