"""A trace for people: one line per event, the time in seconds since power-on."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Event = dict[str, Any]

# What events can be about, with a form for those that read better than as a list of their fields.
KINDS: dict[str, str] = {
    "log": "[{type}] {msg}",
    "log.lost": "[{type}] {bytes} bytes",
    "state": "{interface} {state}",
    "wifi.associated": "{interface} {ssid} at {ap} ({bssid}) channel {channel} {rssi} dBm",
    "wifi.lost": "{interface} {ap}: {reason}",
    "wifi.scan": "",
    "ethernet.link": "{interface} {link} {duplex}",
    "dhcp": "{interface} {step} {address}",
    "dns": "{name} -> {answer}",
    "connect": "{interface} {code}",
    "cell.registration": "{status} {generation} {carrier}",
    "at": "{sent} -> {answer}",
    "ppp": "",
    "cloud.session": "{state} {interface}",
    "packet": "{way} {what} {bytes} bytes",
    "mqtt.closed": "{client} {reason}",
    "mqtt.connect": "{client} {code}",
    "mqtt.deliver": "{client} {topic} {payload}",
    "mqtt.publish": "{topic} {payload}",
    "mqtt.subscribe": "{client} {topics} {granted}",
    "mqtt.unsubscribe": "{client} {topics}",
    "message": "{from} -> {to} {name}",
    "api": "",  # as a call: see _call
    "fault": "{do}",
    "pin": "{pin}",
    "i2c": "{bus} {do} {address}",
    "spi": "{bus}",
    "uart": "{bus} {way}",
    "sampler": "",
    "fixedfrequencydac": "",
    "dfsdm": "",
    "power": "{state}",
    "blinkup": "",
    "led": "",
    "http": "{way} {step} {method} {url}",
    "vm": "{state}",
    "agent": "{state}",
    "probe": "{probe}",
    "net.info": "",  # as what has changed: see _changed
    "source": "{side} {path}",
}
FIELD = re.compile(r"\{(\w+)\}")
COMMON = ("t_us", "device", "kind", "at")
UNSHOWN = {"source": ("text",)}


def text(event: Event) -> str:
    """An event, or the header, as one line without its end."""
    kind = event["kind"]
    if kind == "header":
        return "impsim trace: " + _rest(event, ("impsim", "kind"))
    said, used = OTHER_FORMS[kind](event) if kind in OTHER_FORMS else _said(KINDS.get(kind, ""), event)
    rest = _rest(event, (*COMMON, *used, *UNSHOWN.get(kind, ())))
    shown = " ".join(part for part in (said, rest, _place(event.get("at"))) if part)
    return "%14.6f  %-6s  %-17s  %s" % (event["t_us"] / 1e6, event.get("device", ""), kind, shown)


def _said(form: str, event: Event) -> tuple[str, list[str]]:
    """The form filled in, and the fields in it; nothing when the event has not all of them."""
    used = FIELD.findall(form)
    if any(name not in event for name in used):
        return "", []
    return FIELD.sub(lambda found: _bare(event[found[1]]), form).rstrip(), used


def _call(event: Event) -> tuple[str, list[str]]:
    """`server.log("tick") = 0`, with the time of the call where it took time."""
    arguments = event.get("args")
    if not isinstance(arguments, list) or "result" not in event:
        return "", []
    shown = ", ".join(printable(json.dumps(argument, ensure_ascii=False)) for argument in arguments)
    said = "%s(%s) = %s" % (_bare(event.get("call")), shown, _quoted(event["result"]))
    waited = event.get("since_us") != event["t_us"]
    return said, ["call", "args", "result", "since_us"][: 3 if waited else 4]


def _changed(event: Event) -> tuple[str, list[str]]:
    """What imp.net.info() has, and has not any more."""
    changed, gone = event.get("changed"), event.get("gone", [])
    if not isinstance(changed, dict) or not isinstance(gone, list):
        return "", []
    parts = [_rest(changed, ()), *("-" + _bare(path) for path in gone)]
    return " ".join(part for part in parts if part), ["changed", "gone"]


OTHER_FORMS: dict[str, Callable[[Event], tuple[str, list[str]]]] = {"api": _call, "net.info": _changed}


def _place(places: Any) -> str:
    """Where the program stood: path and line of the innermost function."""
    try:
        _, path, line = places[0]
    except (IndexError, KeyError, TypeError, ValueError):
        return ""
    return "(%s:%s)" % (_bare(path), _bare(line))


def _rest(event: Event, used: tuple[str, ...]) -> str:
    """The other fields, but for those that say nothing."""
    others = ((name, value) for name, value in event.items() if name not in used and value != "")
    return " ".join("%s=%s" % (printable(name), _quoted(value)) for name, value in others)


def _bare(value: Any) -> str:
    return printable(value) if isinstance(value, str) else _quoted(value)


def _quoted(value: Any) -> str:
    """A value so that its end can be seen: a word as it is, all else as JSON writes it."""
    if isinstance(value, str) and value and not set(value) & set(' ="\\') and printable(value) == value:
        return value
    return printable(json.dumps(value, ensure_ascii=False))


def printable(string: str) -> str:
    """On one line, and without what a terminal would obey."""
    if string.isprintable():
        return string
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in string)


def chosen(kinds: list[str], from_us: int, to_us: int) -> Callable[[Event], bool]:
    """Whether an event is of one of the kinds (all, if there are none) and in from_us..to_us.

    `wifi` stands for every kind that begins with `wifi.`. The header belongs to no time: it is of kind header.
    """
    families = tuple(kind + "." for kind in kinds)

    def choose(event: Event) -> bool:
        kind: str = event["kind"]
        right = not kinds or kind in kinds or kind.startswith(families)
        return right and (kind == "header" or from_us <= int(event["t_us"]) <= to_us)

    return choose
