"""Subjects: what an expectation looks at, as it is found in a trace.

Some happen (a log line, an error, a message, an event): a trace has samples of them, each with its time. The others
last (a state, a probe, memory, energy): a sample is the value from its time on until the next one.
"""

from __future__ import annotations

from impsim.scenario.kinds import ONLINE
from impsim.scenario.match import groups, same, show
from impsim.trace import energy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.documents import Node

    Event = dict[str, Any]

LOGGED = ("server.log", "server.error", "agent.log", "agent.error")


class Sample:
    """value: what `that` looks at; what is not there is `gone`, in words.  text: for people."""

    __slots__ = ("event", "gone", "t_us", "text", "value")

    def __init__(self, t_us: int, value: Any, text: str, event: Optional[Event] = None, gone: str = "") -> None:
        self.t_us = t_us
        self.value = value
        self.text = text
        self.event = event
        self.gone = gone


class Subject:
    """given: what stands in the file, by attribute.  node: its place.  lasts: whether it has a value all the time."""

    kind = ""
    lasts = False

    def __init__(self, given: dict[str, Any], node: Node) -> None:
        self.given = given
        self.node = node
        self.device: str = given.get("device") or ""

    @property
    def probe(self) -> str:
        """What has to be evaluated in the device for it, "" for nothing."""
        return ""

    def samples(self, events: list[Event], until_us: int) -> list[Sample]:
        """All of them in a trace, in order."""
        return [sample for event in events for sample in self._look(event)]

    def near(self, events: list[Event]) -> list[Sample]:
        """Those that are of the kind, but not what was asked for."""
        return []

    def misses(self, value: Any) -> list[str]:
        """What a sample's value lacks without any `that`."""
        return []

    def _look(self, event: Event) -> list[Sample]:
        raise NotImplementedError

    def __str__(self) -> str:
        shown = ", ".join("%s %s" % (name, _plain(value)) for name, value in self.given.items() if value is not None)
        return "%s {%s}" % (self.kind, shown)


def _plain(value: Any) -> str:
    return repr(value.pattern) if hasattr(value, "pattern") else value if isinstance(value, str) else show(value)


class Log(Subject):
    """A line that a program has written, whether or not there was a connection for it."""

    kind = "log"

    def _look(self, event: Event) -> list[Sample]:
        line = self._line(event)
        value = None if line is None else self._value(*line)
        return [] if line is None or value is None else [_said(event, value, *line)]

    def _line(self, event: Event) -> Optional[tuple[str, str]]:
        """Type and text of a line that is of the device and the type asked for."""
        line = written(event) if event["device"] == self.device else None
        wanted, lost = self.given.get("type"), self.given.get("lost")
        if line is None or lost not in (None, event["kind"] == "api"):
            return None
        return line if line[0] in ((wanted,) if wanted else LOGGED) else None

    def _value(self, kind: str, text: str) -> Any:
        given = self.given
        if given.get("contains") is not None and given["contains"] not in text:
            return None
        if given.get("equals") is not None and given["equals"] != text:
            return None
        if given.get("matches") is None:
            return {"msg": text, "type": kind}
        found = groups(given["matches"], text)
        return None if found is None else {"msg": text, "type": kind, **found}

    def near(self, events: list[Event]) -> list[Sample]:
        """The lines that are most like it."""
        from difflib import SequenceMatcher

        given = self.given
        pattern = given.get("matches")
        wanted = given.get("contains") or given.get("equals") or (pattern.pattern if pattern else "")
        own = [_said(event, None, *line) for event in events for line in [self._line(event)] if line][:MOST_COMPARED]
        alike = {sample: SequenceMatcher(None, wanted, sample.text).ratio() for sample in own}
        return sorted((sample for sample in own if alike[sample] >= ALIKE), key=lambda sample: -alike[sample])


MOST_COMPARED = 200
ALIKE = 0.4


def written(event: Event) -> Optional[tuple[str, str]]:
    """Type and text of a line in the log, or of one that was lost for want of a connection: only the call has it."""
    if event["kind"] == "log":
        return event["type"], event["msg"]
    if event["kind"] == "api" and event["call"] in LOSING and event["result"] not in (None, 0):
        text = event["args"][0] if event["args"] else ""
        return event["call"], text if isinstance(text, str) else show(text)
    return None


LOSING = ("server.log", "server.error")


def _said(event: Event, value: Any, kind: str, text: str) -> Sample:
    lost = ", not sent" if event["kind"] == "api" else ""
    return Sample(event["t_us"], value, "[%s%s] %s" % (kind, lost, text), event)


class Error(Subject):
    """An exception that nothing has caught: the line of the log with its call stack."""

    kind = "error"

    def _look(self, event: Event) -> list[Sample]:
        return [_thrown(event)] if is_error(event) and self._fits(event) else []

    def _fits(self, event: Event) -> bool:
        given, text = self.given, error_text(event)
        if event["device"] != self.device:
            return False
        if given.get("message") is not None and given["message"] != text:
            return False
        if given.get("contains") is not None and given["contains"] not in text:
            return False
        if given.get("matches") is not None and given["matches"].search(text) is None:
            return False
        places = event.get("backtrace")
        wanted = given.get("file"), given.get("line")
        return wanted == (None, None) or any(_is_place(place, *wanted) for place in places or ())

    def near(self, events: list[Event]) -> list[Sample]:
        return [_thrown(event) for event in events if is_error(event) and event["device"] == self.device]


def _is_place(place: Any, file: Optional[str], line: Optional[int]) -> bool:
    _, path, at = place[:3]
    return (file is None or path == file or path.endswith("/" + file)) and line in (None, at)


OUT_OF_MEMORY = ("lastexitcode", "out of memory")  # type and text of the line that such an end leaves


def is_error(event: Event) -> bool:
    """Whether an event is an exception that nothing has caught, or memory that was not enough."""
    return event["kind"] == "log" and ("backtrace" in event or (event["type"], event["msg"]) == OUT_OF_MEMORY)


def error_text(event: Event) -> str:
    text: str = event["msg"]
    return text[len("ERROR: ") :] if text.startswith("ERROR: ") else text


def _thrown(event: Event) -> Sample:
    places = event.get("backtrace")
    path, line = (places[0][1], places[0][2]) if places else ("", 0)
    value = {"message": error_text(event), "file": path, "line": line}
    where = " (%s:%d)" % (path, line) if path else ""
    return Sample(event["t_us"], value, event["msg"] + where, event)


AGENT = "agent"


class Message(Subject):
    kind = "message"

    def _look(self, event: Event) -> list[Sample]:
        fits = self._is_own(event) and self.given.get("name") in (None, event["name"])
        return [_sent(event)] if fits and (not self.given.get("lost")) == (not event.get("lost")) else []

    def _is_own(self, event: Event) -> bool:
        if event["kind"] != "message" or event["device"] != self.device:
            return False
        return bool((event["from"] == AGENT) == self.given["by_agent"])

    def near(self, events: list[Event]) -> list[Sample]:
        return [_sent(event) for event in events if self._is_own(event)]

    def __str__(self) -> str:
        way = "agent -> %s" if self.given["by_agent"] else "%s -> agent"
        lost = ", lost" if self.given.get("lost") else ""
        return "message {%s %s%s}" % (way % self.device, self.given.get("name") or "", lost)


def _sent(event: Event) -> Sample:
    lost = " (lost: %s)" % event["lost"] if event.get("lost") else ""
    return Sample(event["t_us"], event.get("data"), "%s %s%s" % (event["name"], show(event.get("data")), lost), event)


class Happening(Subject):
    """Any event of the trace, by its kind and fields."""

    kind = "event"

    def _look(self, event: Event) -> list[Sample]:
        fits = self._is_own(event) and all(
            name in event and same(event[name], value) for name, value in self.given["fields"].items()
        )
        return [_happened(event)] if fits else []

    def _is_own(self, event: Event) -> bool:
        return event["kind"] == self.given["kind"] and self.device in ("", event["device"])

    def near(self, events: list[Event]) -> list[Sample]:
        return [_happened(event) for event in events if self._is_own(event)]

    def __str__(self) -> str:
        fields = {"device": self.device, "kind": self.given["kind"], **self.given["fields"]}
        return "event {%s}" % ", ".join("%s %s" % (name, _plain(value)) for name, value in fields.items() if value)


def _happened(event: Event) -> Sample:
    fields = [(name, value) for name, value in event.items() if name not in ("t_us", "device", "kind") and value != ""]
    text = " ".join([event["kind"], *("%s=%s" % (name, _plain(value)) for name, value in fields)])
    return Sample(event["t_us"], event, text, event)


class State(Subject):
    """Whether a device or one of its interfaces is in a state; `that` could not say more."""

    kind = "state"
    lasts = True

    def _look(self, event: Event) -> list[Sample]:
        state = self._state(event) if event["device"] == self.device else None
        return [] if state is None else [Sample(event["t_us"], state == self.given["is"], state, event)]

    def _state(self, event: Event) -> Optional[str]:
        """What the event says about what is asked for, None for nothing."""
        face, kind = self.given.get("interface"), event["kind"]
        state: str
        if face:
            state = event.get("state", "")
            return state if kind == "state" and event.get("interface") == face else None
        if self.given["is"] in ONLINE:
            return ONLINE[event["state"] == "open"] if kind == "cloud.session" else None
        state = event.get("state", "")
        return state if kind == "power" and state != "on" else None

    def misses(self, value: Any) -> list[str]:
        return [] if value else ["it is in another state"]

    def samples(self, events: list[Event], until_us: int) -> list[Sample]:
        return [*self._first(), *super().samples(events, until_us)]

    def _first(self) -> list[Sample]:
        """What it is before the first event."""
        face, wanted = self.given.get("interface"), self.given["is"]
        if not face and wanted not in ONLINE:
            return []
        state = BEGINNING[face] if face else ONLINE[0]
        return [Sample(0, state == wanted, state)]


BEGINNING = {"wl0": "WIFI_STOPPED", "eth0": "ETHERNET_STOPPED", "cell0": "CELLULAR_STOPPED"}


class Probe(Subject):
    kind = "probe"
    lasts = True

    @property
    def probe(self) -> str:
        return str(self.given.get("callback") or self.given["eval"])

    @property
    def by_agent(self) -> bool:
        return bool(self.given.get("agent"))

    def _look(self, event: Event) -> list[Sample]:
        if event["kind"] != "probe" or event["device"] != self.device or event["probe"] != self.probe:
            return []
        if (event.get("side") == AGENT) != self.by_agent:
            return []
        gone = "it threw: %s" % event["error"] if "error" in event else str(event.get("none", ""))
        return [Sample(event["t_us"], event.get("value"), gone or show(event.get("value")), event, gone)]

    def misses(self, value: Any) -> list[str]:
        """A condition is true as Squirrel takes it."""
        return ["it is %s" % show(value)] if value in (None, False) or value == 0 else []

    def __str__(self) -> str:
        return "%s in %s%s" % (self.probe, self.device, "'s agent" if self.by_agent else "")


class Memory(Probe):
    kind = "memory"

    def misses(self, value: Any) -> list[str]:
        return _beyond(self.given, value, "bytes are free")

    @property
    def probe(self) -> str:
        return "imp.getmemoryfree()"

    def __str__(self) -> str:
        return Subject.__str__(self)


def _beyond(given: dict[str, Any], value: Any, unit: str) -> list[str]:
    low, high = given.get("greater_than"), given.get("less_than")
    inside = (low is None or value > low) and (high is None or value < high)
    return [] if inside else ["%.6g %s" % (value, unit)]


class Energy(Subject):
    kind = "energy"
    lasts = True

    def misses(self, value: Any) -> list[str]:
        return _beyond(self.given, value, "mAh were taken")

    def samples(self, events: list[Event], until_us: int) -> list[Sample]:
        own = [event for event in events if event["device"] == self.device]
        return [Sample(t_us, mah, "%.4g mAh" % mah) for t_us, mah in energy.consumed(own, until_us)]


class Wired(Subject):
    """The state of a part, and which faults it has."""

    kind = "part"
    lasts = True

    def _look(self, event: Event) -> list[Sample]:
        if event["kind"] != "part" or event["device"] != self.device or event["part"] != self.given["part"]:
            return []
        value = {"state": event["state"], "faults": event["faults"]}
        broken = ", broken: " + ", ".join(event["faults"]) if event["faults"] else ""
        return [Sample(event["t_us"], value, show(event["state"]) + broken, event)]


SUBJECTS: dict[str, type[Subject]] = {
    found.kind: found for found in (Log, Error, Message, Happening, State, Probe, Memory, Energy, Wired)
}
