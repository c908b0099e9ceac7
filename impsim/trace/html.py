"""A trace as one page that shows the devices at every moment of it: `impsim trace FILE --html PAGE`.

Style, scripts and events are all inside, and a content security policy forbids the page to load anything or to run any
script but its own, whose hash it names. A trace is not to be trusted: events are JSON in which no character
can end the element that holds them, and the scripts only ever make text of what it says.

The scripts are ES modules (viewer/*.js), so that another page can use state.js and cards.js live; here they
are joined into one, without their imports and exports, because a page opened from a file cannot import.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from hashlib import sha256

from impsim.device.profile import INTERFACE_NAMES, find, names
from impsim.trace.jsonl import finite
from impsim.trace.text import KINDS
from impsim.trace.tracks import device_of, end_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Event = dict[str, Any]

FOLDER = os.path.join(os.path.dirname(__file__), "viewer")
MODULES = ("state.js", "cards.js", "timeline.js", "eventlist.js", "viewer.js")  # each after those that it imports
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
HOLE = re.compile(r"\{(\w+)\}")
# What could end a script element, begin a comment in it, or end a line in older JavaScript.
ESCAPED = {ord(sign): "\\u%04x" % ord(sign) for sign in "<>&\u2028\u2029"}
VALUES = ("changed", "value", "args", "result", "data", "state")  # fields that have values of a program
WORDS = {"wifi": "Wi-Fi", "ethernet": "Ethernet", "cell": "modem"}
SHORTEST_SHARED = 64  # as JSON
ALONE = "imp"  # the device of a trace whose header has a model


def html(header: Event, events: Iterable[Event], title: str) -> str:
    """The page."""
    style, script = _file("viewer.css"), _script()
    trace = _inside(content(header, list(events), title))
    holes = {
        "title": _text(title),
        "style": style,
        "style_hash": _hash(style),
        "script": script,
        "script_hash": _hash(script),
        "trace": trace,
    }
    return HOLE.sub(lambda found: holes[found[1]], _file("page.html"))


def content(header: Event, events: list[Event], title: str) -> dict[str, Any]:
    """What the scripts read."""
    values = Values()
    return {
        "title": title,
        "header": header,
        "devices": devices_of(header, events),
        "forms": KINDS,
        "end_us": end_of(header, events),
        "events": [values.event({**event, "device": device_of(event)}) for event in events],
        "shared": values.shared,
        "values": VALUES,
    }


def _inside(content: dict[str, Any]) -> str:
    """As JSON inside HTML."""
    return as_json(content).translate(ESCAPED).encode("utf-8", "backslashreplace").decode("utf-8")


def as_json(content: dict[str, Any]) -> str:
    """As JSON that JavaScript reads, which has no word for numbers that are not finite."""
    try:
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(finite(content), ensure_ascii=False, separators=(",", ":"))


def devices_of(header: Event, events: Iterable[Event]) -> list[dict[str, Any]]:
    """Each device with its model, release and radios, as far as the header and our profiles know them."""
    listed = header.get("devices")
    named: dict[str, tuple[str, str]] = {}
    if isinstance(listed, dict):
        for name, about in listed.items():
            model, _, release = str(about).partition(" ")
            named[str(name)] = model, release
    else:
        named[ALONE] = str(header.get("model", "")), str(header.get("impos", ""))
    for event in events:
        name = device_of(event)
        if name and name not in named:
            named[name] = "", ""
    return [
        {"name": name, "model": model, "impos": release, "radios": radios_of(model)}
        for name, (model, release) in named.items()
    ]


def radios_of(model: str) -> list[dict[str, str]]:
    """The interfaces of a model in the order of imp.net.info(); none of one that is not known."""
    if model not in names():
        return []
    profile = find(model)
    more = {"wifi": profile.bands, "ethernet": "", "cell": profile.values.get("cell.model", "")}
    return [
        {"name": INTERFACE_NAMES[kind], "kind": kind, "label": ("%s %s" % (WORDS[kind], more[kind])).strip()}
        for kind in profile.interfaces
    ]


class Values:
    """Values of programs as the scripts read them. {"ƒ": "30.0"} is a float that JavaScript would take for an integer,
    {"ƒ": 17} the value with this number of those that are shared: programs say much the same again and again.
    """

    def __init__(self) -> None:
        self.shared: list[Any] = []
        self._numbers: dict[str, int] = {}

    def event(self, event: Event) -> Event:
        """The event with such values."""
        if not any(name in event for name in VALUES):
            return event
        return {name: self._value(value) if name in VALUES else value for name, value in event.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, float):
            return {"ƒ": repr(value)} if value.is_integer() else value
        if isinstance(value, dict):
            return self._kept({_named(name): self._value(below) for name, below in value.items()})
        if isinstance(value, list):
            return self._kept([self._value(below) for below in value])
        return value

    def _kept(self, value: Any) -> Any:
        """Itself, or where it is found if it is long."""
        text = json.dumps(value)
        if len(text) < SHORTEST_SHARED:
            return value
        number = self._numbers.setdefault(text, len(self.shared))
        if number == len(self.shared):
            self.shared.append(value)
        return {"ƒ": number}


def _named(name: str) -> str:
    """A program's own name is none of ours."""
    return name + " " if name.rstrip(" ") == "ƒ" else name


def _script() -> str:
    """All modules as one script, whose names are its own."""
    bodies = [EXPORT.sub("", IMPORT.sub("", _file(name))) for name in MODULES]
    return '"use strict";\n(() => {\n%s})();\n' % "\n".join(bodies)


def _file(name: str) -> str:
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _text(text: str) -> str:
    """As text of an element."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
