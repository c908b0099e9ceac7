"""What an expectation looks at: reading the sections `log`, `error`, `message`, `event`, `state`, `probe`, `memory`,
`energy`, `part`, `pin`, `mqtt` and `http`, each of which makes a subject."""

from __future__ import annotations

from math import isfinite

from impsim.device.states import NAMES
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.http_subject import Http
from impsim.scenario.kinds import LOG_TYPES, ONLINE, POWER, SCHEMA, event_fields
from impsim.scenario.match import regex
from impsim.scenario.mqtt_subject import MQTT, Mqtt
from impsim.scenario.pin_subject import PIN, OfPin
from impsim.scenario.subjects import AGENT, SUBJECTS, Happening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.subjects import Subject

CALLBACKS = ("imp.net.getcellinfo",)
DEVICE: f.Section = {"device": ("device", f.reference("device"))}
TEXT = f.text(4096)
LOG: f.Section = {
    **DEVICE,
    "type": ("type", f.choice(*LOG_TYPES)),
    "contains": ("contains", TEXT),
    "equals": ("equals", TEXT),
    "matches": ("matches", regex),
    "lost": ("lost", f.flag),
}
ERROR: f.Section = {
    **DEVICE,
    "message": ("message", TEXT),
    "contains": ("contains", TEXT),
    "matches": ("matches", regex),
    "file": ("file", TEXT),
    "line": ("line", f.integer(1, 1000000)),
}


@f.reading(type="string")
def _end_of_message(document: Document, node: Node) -> str:
    """The name of a device, or agent."""
    if node.text != AGENT:
        f.check_name(document, "device", node.text, (node.line, node.column))
    return node.text


MESSAGE: f.Section = {
    **DEVICE,
    "from": ("sender", _end_of_message),
    "to": ("receiver", _end_of_message),
    "name": ("name", TEXT),
    "lost": ("lost", f.flag),
}
STATE: f.Section = {
    **DEVICE,
    "is": ("is", f.text()),
    "interface": ("interface", f.choice("wl0", "eth0", "cell0")),
}
PROBE: f.Section = {
    **DEVICE,
    "agent": ("agent", f.reference("device")),
    "eval": ("eval", TEXT),
    "callback": ("callback", f.choice(*CALLBACKS)),
}
BYTES = f.integer(0, 1 << 30)
MEMORY: f.Section = {**DEVICE, "less_than": ("less_than", BYTES), "greater_than": ("greater_than", BYTES)}


def _mah(value: str) -> float:
    found = f.number_or_nan(value)
    if not isfinite(found):
        raise f.Wrong("a number of mAh")
    return found


MAH = f.scalar(_mah, type="number")
ENERGY: f.Section = {
    **DEVICE,
    "less_than_mah": ("less_than", MAH),
    "greater_than_mah": ("greater_than", MAH),
}
PART: f.Section = {**DEVICE, "part": ("part", f.reference("part"))}
HTTP: f.Section = {
    **DEVICE,
    "way": ("way", f.choice("in", "out")),
    "method": ("method", f.text(32)),
    "url": ("url", TEXT),
    "status": ("status", f.integer(0, 999)),
    "answered": ("answered", f.flag),
}
SECTIONS = {
    "log": LOG,
    "error": ERROR,
    "message": MESSAGE,
    "state": STATE,
    "probe": PROBE,
    "memory": MEMORY,
    "energy": ENERGY,
    "part": PART,
    "pin": PIN,
    "mqtt": MQTT,
    "http": HTTP,
}
SHORT = {
    "log": "contains",
    "error": "contains",
    "probe": "eval",
    "state": "is",
    "message": "name",
    "part": "part",
    "pin": "pin",
    "mqtt": "topic",
    "http": "url",
}  # what a bare text means
EXAMPLES = {
    "log": "online",
    "error": "the index 'x' does not exist",
    "probe": "imp.net.info()",
    "state": "connected",
    "message": "hello",
    "part": "relay",
    "pin": "pinA",
    "mqtt": "floor/+/light",
    "http": "https://api.example.com/*",
}


def _subject(kind: str) -> f.Reader:
    def read(document: Document, node: Node) -> Optional[Subject]:
        before = len(document.problems)
        given = _given(document, node, kind)
        if len(document.problems) == before:
            CHECKS[kind](document, node, given)
            _name_device(document, node, given)
        return MAKERS[kind](given, node) if len(document.problems) == before else None

    table = f.table_schema(SECTIONS[kind])
    return f.Reader(read, {"anyOf": [{"type": "string"}, table]} if kind in SHORT else table)


def _given(document: Document, node: Node, kind: str) -> dict[str, Any]:
    """What stands in a section; a bare text is short for one of its fields."""
    if node.kind != "scalar" or kind not in SHORT:
        return f.members(document, node, SECTIONS[kind])
    name, read = SECTIONS[kind][SHORT[kind]]
    if f.plain(document, node) in (None, ""):
        document.wrong(node, "which %s? a text or a table expected" % kind, "%s: %s" % (kind, EXAMPLES[kind]))
        return {}
    return {name: read(document, node)}


def _name_device(document: Document, node: Node, given: dict[str, Any]) -> None:
    """The only device need not be named."""
    devices = document.names["device"]
    if "device" in given:
        return
    if len(devices) == 1:
        given["device"] = devices[0]
    else:
        document.wrong(node, "which device?", "known: " + ", ".join(devices) if devices else "")


def _no_check(document: Document, node: Node, given: dict[str, Any]) -> None:
    """All that is read is right."""


def _check_message(document: Document, node: Node, given: dict[str, Any]) -> None:
    ends = [given.pop(name, None) for name in ("sender", "receiver")]
    named = [end for end in ends if end not in (None, AGENT)]
    given["by_agent"] = ends[0] == AGENT or (ends[0] is None and bool(named))
    if named and given.setdefault("device", named[0]) != named[0]:
        document.wrong(node.map["device"], "this is a message of %s, as from and to say" % named[0])
    if len(named) == 2 or ends == [AGENT, AGENT]:
        document.wrong(node, "messages are between a device and its agent", "from: gw, to: agent")


def _check_state(document: Document, node: Node, given: dict[str, Any]) -> None:
    wanted = given.get("is")
    if wanted is None:
        if "is" not in given:
            document.wrong(node, "which state? 'is' is missing")
    elif given.get("interface"):
        if wanted not in NAMES.values():
            document.wrong(node.map["is"], "there is no state '%s'" % wanted, f.nearest(wanted, NAMES.values()))
    elif wanted not in (*POWER, *ONLINE):
        place = node.map.get("is", node)
        document.wrong(place, "there is no state '%s'" % wanted, f.nearest(wanted, (*POWER, *ONLINE)))


def _check_probe(document: Document, node: Node, given: dict[str, Any]) -> None:
    if ("eval" in given) == ("callback" in given):
        document.wrong(node, "one of eval and callback expected", "probe: {eval: imp.net.info()}")
    if given.get("agent"):
        given["device"] = given["agent"]
        if "device" in node.map:
            document.wrong(node, "one of device and agent expected")


def _check_limits(document: Document, node: Node, given: dict[str, Any]) -> None:
    if "less_than" not in given and "greater_than" not in given:
        document.wrong(node, "how much? a limit is missing", "less_than or greater_than")


def _check_part(document: Document, node: Node, given: dict[str, Any]) -> None:
    if "part" not in given:
        document.wrong(node, "which part? 'part' is missing", "part: relay")


def _check_pin(document: Document, node: Node, given: dict[str, Any]) -> None:
    if "pin" not in given:
        document.wrong(node, "which pin? 'pin' is missing", "pin: pinA")


CHECKS = {
    "log": _no_check,
    "error": _no_check,
    "message": _check_message,
    "state": _check_state,
    "probe": _check_probe,
    "memory": _check_limits,
    "energy": _check_limits,
    "part": _check_part,
    "pin": _check_pin,
    "mqtt": _no_check,
    "http": _no_check,
}
MAKERS = {**SUBJECTS, "mqtt": Mqtt, "http": Http, "pin": OfPin}


@f.reading(**SCHEMA)
def _event(document: Document, node: Node) -> Optional[Subject]:
    """device and kind; all else is a field that the event must have."""
    if node.kind != "map" or "kind" not in node.map:
        document.wrong(node, "a table with a kind expected", "event: {kind: wifi.associated, ap: ap-b}")
        return None
    before = len(document.problems)
    fields = event_fields(document, node)
    if len(document.problems) > before:
        return None
    kind, device = fields.pop("kind"), fields.pop("device", "")
    return Happening({"kind": kind, "device": device, "fields": fields}, node)


READERS: dict[str, f.Reader] = {
    **{kind: _subject(kind) for kind in SECTIONS},
    "event": _event,
}
