"""Kinds of events: what a trace tells of each, so that an expectation of what no event can have is refused.

A field that names a part of the world, or one of a few words, is checked against these; of the others only the name is.
Events of other kinds (probes) are not for expectations.
"""

from __future__ import annotations

from impsim.device.states import NAMES
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.stimuli import VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

POWER = ("running", "sleeping", "snoozing", "seeking", "off")
ONLINE = ("disconnected", "connected")
BLUETOOTH_STEPS = "open close advertise silence scan scan-ends connect disconnect refuse read write".split()
LOG_TYPES = "server.log server.error agent.log agent.error status lastexitcode powerstate".split()


def part(kind: str) -> f.Reader:
    """The name of a part of the world; "" where there is none."""
    name = f.reference(kind)
    return f.Reader(lambda document, node: name(document, node) if node.text else "", name.schema)


def word(what: str, *known: str) -> f.Reader:
    """One of many words."""

    def read(document: Document, node: Node) -> str:
        if node.text not in known:
            document.wrong(node, "there is no %s '%s'" % (what, node.text), f.nearest(node.text, known))
        return node.text

    return f.Reader(read, {"enum": list(known)})


def _plain(*names: str) -> f.Section:
    return {name: (name, f.plain) for name in names}


INTERFACE: f.Section = {"interface": ("interface", f.choice("wl0", "eth0", "cell0"))}
STATE = word("state", *NAMES.values())
AP: f.Section = {**INTERFACE, "ap": ("ap", part("ap"))}


def _fault(*verbs: str) -> f.Section:
    """What the events of verbs have: their fields, which may be called as in a timeline, too."""
    fields = [field for verb in verbs for field in VERBS[verb].fields.items()]
    named = {attribute: (attribute, read) for _, (attribute, read) in fields}
    return {**named, **dict(fields), "do": ("do", word("verb", *VERBS)), "entry": ("entry", f.reference("entry"))}


MQTT: f.Section = {"broker": ("broker", part("broker")), **_plain("client")}
MESSAGE = _plain("topic", "payload", "qos", "retain")
STREAM: f.Section = {"state": ("state", f.choice("start", "stop")), **_plain("pins")}
KINDS: dict[str, f.Section] = {
    "agent": {"state": ("state", f.choice("started", "restarted", "stopped")), **_plain("reason")},
    "api": {"side": ("side", f.choice("device", "agent")), **_plain("call", "args", "result", "since_us")},
    "at": _plain("sent", "answer"),
    "blinkup": {"active": ("active", f.flag)},
    "bluetooth": {
        "do": ("do", f.choice(*BLUETOOTH_STEPS)),
        **_plain("address", "data", "response", "type", "uuid", "code"),
    },
    "cell.registration": {
        "status": ("status", f.choice("home", "roaming", "denied", "none")),
        "generation": ("generation", f.choice("4G", "3G", "2G", "")),
        "carrier": ("carrier", part("carrier")),
    },
    "cloud.session": {
        **INTERFACE,
        "state": ("state", f.choice("open", "closed")),
        "via": ("via", part("proxy")),
        **_plain("reason", "lost_messages"),
    },
    "connect": {**INTERFACE, **_plain("code")},
    "dhcp": {
        **INTERFACE,
        "step": ("step", f.choice("discover", "offer", "request", "ack", "nak", "renew", "expired", "release")),
        "address": ("address", f.optional_quad),
    },
    "dfsdm": {**STREAM, **_plain("bytes")},
    "dns": _plain("name", "answer"),
    "ethernet.link": {
        **INTERFACE,
        "link": ("link", f.choice("10M", "100M", "")),
        "duplex": ("duplex", f.choice("half", "full", "")),
    },
    "fault": _fault(*VERBS),
    "fixedfrequencydac": {**STREAM, **_plain("samples", "low_mv", "high_mv")},
    "flash": {
        "do": ("do", f.choice("read", "write", "erase")),
        **_plain("address", "bytes", "data", "result", "since_us"),
    },
    "http": {
        "step": ("step", f.choice("request", "answer")),
        "way": ("way", f.choice("in", "out")),
        **_plain("number", "method", "url", "status", "since_us", "bytes", "headers", "body"),
    },
    "i2c": {
        "do": ("do", f.choice("read", "write")),
        **_plain("bus", "address", "write", "read", "result", "bytes", "since_us"),
    },
    "gnss": {"do": ("do", f.choice("on", "off", "fix")), **_plain("latitude", "longitude")},
    "led": {"lit": ("lit", f.flag)},
    "log": {"type": ("type", f.choice(*LOG_TYPES)), "msg": ("msg", f.text(4096)), **_plain("queued", "backtrace")},
    "log.lost": {"type": ("type", f.choice(*LOG_TYPES)), **_plain("bytes")},
    "message": {
        "from": ("from", f.choice("device", "agent")),
        "to": ("to", f.choice("device", "agent")),
        "name": ("name", f.text(4096)),
        **_plain("data", "bytes", "lost"),
    },
    "mqtt.closed": {**MQTT, **_plain("reason")},
    "mqtt.connect": {**MQTT, **_plain("code")},
    "mqtt.deliver": {**MQTT, **MESSAGE},
    "mqtt.publish": {**MQTT, **MESSAGE, **_plain("will", "lost")},
    "mqtt.subscribe": {**MQTT, **_plain("topics", "granted")},
    "mqtt.unsubscribe": {**MQTT, **_plain("topics")},
    "packet": {"way": ("way", f.choice("up", "down")), **_plain("what", "bytes", "arrives_us", "lost", "from", "to")},
    "part": {"part": ("part", part("part")), **_plain("state", "faults")},
    "pin": _plain("pin", "mode", "level", "mv", "duty", "period_us", "signal", "hz", "low_mv", "high_mv", "problem"),
    "power": {"state": ("state", f.choice("on", *POWER)), **_plain("wake_reason", "until_us")},
    "ppp": {"up": ("up", f.flag)},
    "sampler": {**STREAM, **_plain("bytes")},
    "spi": _plain("bus", "out", "in", "bytes", "since_us"),
    "squirrel.run": {"side": ("side", f.choice("device", "agent")), **_plain("value", "error")},
    "state": {**INTERFACE, "state": ("state", STATE)},
    "uart": {"way": ("way", f.choice("rx", "tx")), **_plain("bus", "data", "bytes", "lost", "since_us")},
    "usb": {
        "do": ("do", f.choice("plugged", "unplugged", "found", "failed", "control", "in", "out")),
        **_plain("address", "endpoint", "data", "bytes", "status", "speed", "type", "request", "value", "index"),
    },
    "vm": {"state": ("state", f.choice("start", "end", "hung")), **_plain("wake_reason", "reason")},
    "wifi.associated": {
        **AP,
        "bssid": ("bssid", f.digits(12, f.hexadecimal)),
        "channel": ("channel", f.integer(1, 196)),
        "ssid": ("ssid", f.text()),
        **_plain("rssi"),
    },
    "wifi.lost": {**AP, **_plain("reason")},
    "wifi.scan": _plain("found"),
}

COMMON: f.Section = {"device": ("device", f.reference("device")), "kind": ("kind", f.choice(*KINDS))}
SCHEMA: f.Schema = {
    "oneOf": [
        {**made, "properties": {**made["properties"], "kind": {"const": kind}}}
        for kind, fields in KINDS.items()
        for made in [f.table_schema({**COMMON, **fields}, "kind")]
    ]
}


def event_fields(document: Document, node: Node) -> dict[str, Any]:
    """What stands in the description of an event, `kind` with it; mistakes are noted."""
    kind = node.map["kind"]
    if kind.text not in KINDS:
        document.wrong(kind, "there is no event '%s'" % kind.text, f.nearest(kind.text, KINDS))
        return {}
    verb = node.map.get("do")
    told = _fault(verb.text) if kind.text == "fault" and verb is not None and verb.text in VERBS else KINDS[kind.text]
    return f.members(document, node, {**COMMON, **told})
