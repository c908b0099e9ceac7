"""World files: what surrounds imps, what they have stored, and what happens to them, for `--world FILE`.

    wifi: {ssid: Office, key: correct-horse, bssid: 020000000a01, channel: 11, rssi: -61}
    ethernet: {link: 10M, duplex: half}
    lan: {cidr: 10.0.0.0/24, dns: [10.0.0.1, 10.0.0.2], lease: 10m}
    cell: {rat: 3G, registration: roaming, rssi: -90, cellinfo: {rscp: -101}}
    imp: {country: GB, proxy: {address: 10.0.0.9, port: 80, user: me, password: x}}
    timeline: [{at: 10s, do: link.down}]

Where there are several of a kind, they have names: `lans`, `proxies` and `cells` are tables by name, and `wifi`
may be a table of networks by SSID, each with its access points in `aps`. Who refers to none means the first.

Everything has a default; a file may speak of interfaces that a model has not, except in the timeline. Every
mistake of a file is a Diagnostic with its place; the first is raised and knows the others. Reading has two steps:
sections become plain tables, in which every mistake is found, and only tables without a mistake become a world.
"""

from __future__ import annotations

from impsim.device import world as parts
from impsim.device.lease import is_quad, number
from impsim.impos.simulation import ONLY
from impsim.scenario import fields as f
from impsim.scenario import part_stimuli
from impsim.scenario.bluetooth import beacons, make_beacons
from impsim.scenario.documents import Document, Node, read
from impsim.scenario.flash import spiflash
from impsim.scenario.gnss import position
from impsim.scenario.http_peers import make_peers, peers
from impsim.scenario.mqtt_world import broker_names, brokers, make_brokers
from impsim.scenario.stimuli import COVERAGE, MCC, MEASUREMENTS, MNC
from impsim.scenario.timeline import Stimulus, check_for, schedule, timeline
from impsim.scenario.usb import plugged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation

    Values = dict[str, Any]  # attribute -> value

LONGEST_SSID = 32  # bytes: IEEE 802.11


@f.reading(type="object")
def _wifi(document: Document, node: Node) -> dict[str, Values]:
    """Access points by name: those of one network without a name for its only one, or of several networks."""
    if not _is_plural(node):
        return {"ap": f.members(document, node, WIFI)}
    found: dict[str, Values] = {}
    for ssid, below in node.map.items():
        if len(ssid.encode("utf-8")) > LONGEST_SSID:
            document.problem("'%s' is not at most %d bytes long" % (ssid, LONGEST_SSID), *node.keys[ssid])
        values = f.members(document, below, NETWORK)
        own = values.pop("aps", None) or {ssid: {}}
        found.update({name: {"ssid": ssid, **values, **point} for name, point in own.items()})
    return found


def _is_plural(node: Node) -> bool:
    return any(below.kind == "map" for below in node.map.values())


def _cidr(value: str) -> Values:
    """What 10.0.0.0/24 says when nobody says more: the router, which serves addresses and names, comes first."""
    address, _, length = value.partition("/")
    if not is_quad(address) or length not in map(str, range(8, 30)):
        raise f.Wrong("a network like 192.168.0.0/24")
    mask = 0xFFFFFFFF << 32 - int(length) & 0xFFFFFFFF
    base = number(address) & mask
    router = _dotted(base + 1)
    return {
        "address": _dotted(base + 3),
        "netmask": _dotted(mask),
        "gateway": router,
        "dhcpserver": router,
        "dnsservers": (router,),
    }


def _dotted(address: int) -> str:
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


@f.reading(anyOf=[{"type": "string"}, {"type": "object"}])
def _dhcp(document: Document, node: Node) -> Values:
    """`none`, how long it takes, or a table."""
    if node.kind == "map":
        return f.members(document, node, DHCP)
    return {"dhcpserver": ""} if node.text == "none" else {"dhcp_us": f.duration(document, node)}


@f.reading(anyOf=[{"type": "string"}, {"type": "object"}])
def _stored_proxy(document: Document, node: Node) -> Any:
    """The name of a proxy, or its address and credentials."""
    if node.kind == "scalar":
        return f.reference("proxy")(document, node)
    return f.members(document, node, STORED_PROXY)


@f.reading(**{"$ref": "#/$defs/parts"})
def wired(document: Document, node: Node) -> Any:
    """Parts by name."""
    from impsim.scenario.parts import parts as read_parts  # few files have any

    return read_parts(document, node)


POINT: f.Section = {
    "bssid": ("bssid", f.digits(12, f.hexadecimal)),
    "channel": ("channel", f.integer(1, 196)),
    "rssi": ("rssi_dbm", f.integer(f.FAINTEST_DBM, f.LOUDEST_DBM)),
    "encryption": ("encryption", f.text()),
    "key": ("key", f.text()),
    "password": ("key", f.text()),
    "hidden": ("hidden", f.flag),
    "up": ("up", f.flag),
    "lan": ("lan", f.reference("lan")),
    "connect": ("connect_us", f.duration),
}
WIFI: f.Section = {"ssid": ("ssid", f.text(LONGEST_SSID)), **POINT, "in_reach": ("in_reach", f.flag)}
NETWORK: f.Section = {**POINT, "aps": ("aps", f.named(f.section(POINT), "access points"))}
ETHERNET: f.Section = {
    "plugged": ("plugged", f.flag),
    "link": ("link", f.choice("10M", "100M")),
    "duplex": ("duplex", f.choice("half", "full")),
    "lan": ("lan", f.reference("lan")),
    "connect": ("connect_us", f.duration),
}
DHCP: f.Section = {
    "server": ("dhcpserver", f.optional_quad),
    "address": ("address", f.quad),
    "lease": ("lease_s", f.lease_s),
    "answers": ("dhcp_answers", f.flag),
    "takes": ("dhcp_us", f.duration),
}
LAN: f.Section = {
    "cidr": ("cidr", f.scalar(_cidr)),
    "address": ("address", f.quad),
    "netmask": ("netmask", f.netmask),
    "broadcast": ("broadcast", f.quad),
    "gateway": ("gateway", f.quad),
    "dhcpserver": ("dhcpserver", f.optional_quad),
    "dns": ("dnsservers", f.dns),
    "dns_answers": ("dns_answers", f.flag),
    "dhcp": ("dhcp", _dhcp),
    "dhcp_answers": ("dhcp_answers", f.flag),
    "lease": ("lease_s", f.lease_s),
    "loss": ("loss", f.share),
    "latency": ("latency_us", f.duration),
    "proxy_required": ("proxy_required", f.flag),
}
CARRIER: f.Section = {
    "mcc": ("mcc", MCC),
    "mnc": ("mnc", MNC),
    "apn": ("apn", f.text(100)),
    "rats": ("generations", f.listed(1, 3, "one to three of 4G, 3G, 2G", f.choice("4G", "3G", "2G"))),
    "dns": ("dnsservers", f.dns),
    "up": ("up", f.flag),
}
CELL: f.Section = {
    "registration": COVERAGE["registration"],
    "sim": ("sim", f.choice("ready", "missing", "locked")),
    "modem": ("modem", f.choice("works", "dead")),
    "ppp": ("ppp", f.flag),
    "rat": COVERAGE["rat"],
    "rssi": COVERAGE["rssi"],
    "address": ("address", f.quad),
    "connect": ("connect_us", f.duration),
    "cellinfo": ("fields", f.section(MEASUREMENTS)),
    "carrier": COVERAGE["carrier"],
    **CARRIER,
}
SERVER: f.Section = {
    "port": ("port", f.integer(1, 65535)),
    "reachable": ("reachable", f.flag),
    "up": ("reachable", f.flag),
    "connect": ("connect_us", f.duration),
    "latency": ("latency_us", f.duration),
    "jitter": ("jitter_us", f.duration),
}
STATIC: f.Section = {
    "ip": ("address", f.quad),
    "netmask": ("netmask", f.netmask),
    "gateway": ("gateway", f.quad),
    "dns": ("dnsservers", f.dns),
}
STORED_PROXY: f.Section = {
    "address": ("address", f.text(64)),
    "port": ("port", f.integer(0, 65535)),
    "user": ("user", f.text(32)),
    "username": ("user", f.text(32)),
    "password": ("password", f.text(32)),
    "works": ("works", f.flag),
    "accepts": ("accepts", f.flag),
}
PROXY: f.Section = {**STORED_PROXY, "lan": ("lan", f.reference("lan"))}
IMP: f.Section = {
    "ssid": ("ssid", f.text(LONGEST_SSID)),
    "key": ("key", f.text()),
    "country": ("country", f.country),
    "powersave": ("powersave", f.flag),
    "fast_boot": ("fast_boot", f.flag),
    "static": ("static", f.section(STATIC)),
    "proxy": ("proxy", _stored_proxy),
}
IDENTITY: f.Section = {
    "id": ("device_id", f.digits(16, f.hexadecimal)),
    "macaddress": ("macaddress", f.digits(12, f.hexadecimal)),
    "ethernet_macaddress": ("ethernet_macaddress", f.digits(12, f.hexadecimal)),
    "manufacturer": ("manufacturer", f.text()),
    "model": ("model", f.text()),
    "imei": ("imei", f.digits(15)),
    "imsi": ("imsi", f.digits(15)),
    "swver": ("swver", f.text()),
    "voltage": ("voltage_mv", f.integer(0, 10000)),
}
WORLD: f.Section = {
    "impsim": ("version", f.choice("1")),
    "wifi": ("points", _wifi),
    "rssi": ("reception", f.named(f.reception_dbm, "signal strengths", "ap")),
    "noise": ("noise_db", f.integer(0, 20)),
    "drift": ("drift_ppm", f.integer(-1000, 1000)),
    "ethernet": ("cable", f.section(ETHERNET)),
    "lan": ("lan", f.section(LAN)),
    "lans": ("lans", f.named(f.section(LAN), "LANs")),
    "proxies": ("proxies", f.named(f.section(PROXY), "proxies")),
    "cell": ("coverage", f.section(CELL)),
    "cells": ("carriers", f.named(f.section(CARRIER), "carriers")),
    "server": ("server", f.section(SERVER)),
    "impcloud": ("server", f.section(SERVER)),
    "mqtt": ("brokers", brokers),
    "bluetooth": ("beacons", beacons),
    "imp": ("stored", f.section(IMP)),
    "identity": ("identity", f.section(IDENTITY)),
    "parts": ("parts", wired),
    "spiflash": ("flash", spiflash),
    "usb": ("usb", plugged),
    "gnss": ("position", position),
    "http": ("peers", peers),
    "timeline": ("timeline", timeline),
}


class Setting:
    """world: shared.  site: the imp's own.  timeline: what happens, in order of time."""

    def __init__(self, world: parts.World, site: parts.Site, timeline: list[Stimulus]) -> None:
        self.world = world
        self.site = site
        self.timeline = timeline

    def begin(self, simulation: Simulation, imp: Imp) -> None:
        """Puts what happens on the clock."""
        schedule(simulation, imp, self.timeline)


def load(path: str, profile: Optional[Profile] = None, allow_python: bool = False) -> Setting:
    """What a file describes; an empty file describes the default world.

    profile: of the imp; what it cannot do may not stand in the timeline. Raises Diagnostic.
    """
    document, node = read(path)
    if node is None:
        return Setting(parts.World(), parts.Site(), [])
    document.names = names_of(document, node)
    document.allows_python = allow_python
    found = f.members(document, node, WORLD)
    happens: list[Stimulus] = found.get("timeline") or []
    if profile is not None:
        check_for(document, happens, {ONLY: profile})
        check_parts(document, {ONLY: profile}, {ONLY: found.get("parts") or {}}, happens)
    document.check()
    return _setting(found, document.names, happens)


def check_parts(
    document: Document, profiles: dict[str, Profile], found: dict[str, dict[str, Any]], happens: list[Stimulus]
) -> None:
    """Notes parts that cannot be wired to their imps, and what cannot happen to them.  found: parts by device."""
    if any(found.values()):
        from impsim.scenario import wiring

        for name, profile in profiles.items():
            wiring.check(document, found.get(name, {}), profile)
    part_stimuli.settle(document, happens, found)


def names_of(document: Document, node: Node) -> dict[str, list[str]]:
    """What references may name, by kind, in the order of the file; LAN and carrier exist even where none is named."""
    wifi, lans = _below(node, "wifi"), list(_below(node, "lans").map)
    plural = _is_plural(wifi)
    if "lan" in node.map and "lan" in lans:
        document.problem("the LAN 'lan' stands under lans, too", *node.keys["lan"])
    return {
        "device": [ONLY],
        "network": list(wifi.map) if plural else [wifi.map["ssid"].text if "ssid" in wifi.map else "impsim"],
        "ap": _point_names(document, wifi) if plural else ["ap"],
        "lan": ["lan"] * ("lan" in node.map) + lans or ["lan"],
        "part": part_stimuli.parts_of(node),
        "peer": list(_below(node, "http").map),
        "carrier": list(_below(node, "cells").map) or ["carrier"],
        "broker": broker_names(node),
        "beacon": list(_below(node, "bluetooth").map),
        "proxy": list(_below(node, "proxies").map) + ["proxy"] * _has_own_proxy(node),
    }


def _below(node: Node, name: str) -> Node:
    return node.map.get(name) or Node("map", node.line, node.column)


def _has_own_proxy(node: Node) -> bool:
    """Whether the imp's stored proxy is described in its own section, and only there."""
    stored = _below(_below(node, "imp"), "proxy")
    return bool(stored.map) and all(_place(proxy) != _place(stored) for proxy in _below(node, "proxies").map.values())


def _place(proxy: Node) -> tuple[str, str]:
    return _below(proxy, "address").text, _below(proxy, "port").text


def _point_names(document: Document, wifi: Node) -> list[str]:
    """The names of all access points; that of one cannot be that of another."""
    found: list[str] = []
    for ssid, network in wifi.map.items():
        points = _below(network, "aps")
        for name in points.map or [ssid]:
            if name in found:
                place = points.keys.get(name, wifi.keys[ssid])
                document.problem("there is an access point '%s' already" % name, *place)
            found.append(name)
    return found


def _setting(found: Values, names: dict[str, list[str]], happens: list[Stimulus]) -> Setting:
    world = make_world(found, names)
    return Setting(world, make_site(found, names, world), happens)


def make_world(found: Values, names: dict[str, list[str]]) -> parts.World:
    """What imps share, from the tables that were read."""
    points = {name: _point(number, names, values) for number, (name, values) in enumerate(_points(found).items())}
    lans = {name: _lan(values) for name, values in {"lan": found.get("lan"), **found.get("lans", {})}.items()}
    proxies = {name: parts.ProxyServer(**values) for name, values in found.get("proxies", {}).items()}
    carriers = {name: parts.Carrier(**values) for name, values in (found.get("carriers") or {"carrier": {}}).items()}
    return parts.World(
        points=points,
        lans={name: lans[name] for name in names["lan"]},
        carriers=carriers,
        proxies=proxies,
        server=parts.Server(**found.get("server", {})),
        brokers=make_brokers(found),
        peers=make_peers(found.get("peers") or {}),
        beacons=make_beacons(found),
    )


def _points(found: Values) -> dict[str, Values]:
    points: dict[str, Values] = found.get("points", {"ap": {}})
    return points


def _point(number: int, names: dict[str, list[str]], values: Values) -> parts.AccessPoint:
    """Each has another BSSID even where the file gives none."""
    bssid = "%012x" % (int(parts.AccessPoint.bssid, 16) + number)
    own = {name: value for name, value in values.items() if name != "in_reach"}
    return parts.AccessPoint(**{"bssid": bssid, "lan": names["lan"][0], **own})


def _lan(values: Optional[Values]) -> parts.Lan:
    own = dict(values or {})
    return parts.Lan(**{**own.pop("cidr", {}), **own.pop("dhcp", {}), **own})


def make_site(found: Values, names: dict[str, list[str]], world: parts.World) -> parts.Site:
    unreached = {name: None for name, values in _points(found).items() if not values.get("in_reach", True)}
    """What is one imp's own, from the same tables."""
    return parts.Site(
        reception={**unreached, **found.get("reception", {})},
        noise_db=found.get("noise_db", 0),
        drift_ppm=found.get("drift_ppm", 0),
        cable=parts.Cable(**{"lan": names["lan"][0], **found.get("cable", {})}),
        coverage=_coverage(found.get("coverage", {}), names, world),
        stored=_stored(dict(found.get("stored", {})), world),
        identity=parts.Identity(**found.get("identity", {})),
        parts={name: part.plan() for name, part in (found.get("parts") or {}).items()},
        flash=found.get("flash"),
        usb=found.get("usb"),
        position=parts.Position(**found.get("position", {})),
    )


def _coverage(values: Values, names: dict[str, list[str]], world: parts.World) -> parts.Coverage:
    """What `cell` says of the carrier goes there."""
    made = parts.Coverage(carrier=names["carrier"][0])
    carrier = world.carriers[values.get("carrier", made.carrier)]
    of_carrier = {attribute for attribute, _ in CARRIER.values()}
    for name, value in values.items():
        setattr(carrier if name in of_carrier else made, name, value)
    return made


def _stored(values: Values, world: parts.World) -> parts.Stored:
    """The imp was blinked up to the first network, or to the one that it names, and so knows its key."""
    points = list(world.points.values())
    ssid = values.setdefault("ssid", points[0].ssid)
    values.setdefault("key", next((point.key for point in points if point.ssid == ssid), ""))
    if "static" in values:
        values["static"] = parts.StaticAddress(**values["static"])
    if "proxy" in values:
        values["proxy"] = _proxy(values["proxy"], world)
    return parts.Stored(**values)


def _proxy(given: Any, world: parts.World) -> parts.Proxy:
    """The stored proxy. One that no other section describes stands in the world and takes just these credentials."""
    if isinstance(given, str):
        server = world.proxies[given]
        return parts.Proxy(address=server.address, port=server.port, user=server.user, password=server.password)
    state = {name: value for name, value in given.items() if name in ("works", "accepts")}
    stored = parts.Proxy(**{name: value for name, value in given.items() if name not in state})
    server = _standing(stored, world)
    for name, value in state.items():
        setattr(server, name, value)
    return stored


def _standing(proxy: parts.Proxy, world: parts.World) -> parts.ProxyServer:
    """The proxy in the world that a stored one means."""
    for server in world.proxies.values():
        if (server.address, server.port) == (proxy.address, proxy.port):
            return server
    made = parts.ProxyServer(address=proxy.address, port=proxy.port, user=proxy.user, password=proxy.password)
    world.proxies["proxy"] = made
    return made
