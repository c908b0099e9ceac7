"""The subject `mqtt`: messages that reach brokers. `that` looks at their content: what JSON says, or a text."""

from __future__ import annotations

from impsim.cloud.topics import matches
from impsim.scenario import fields as f
from impsim.scenario.match import show
from impsim.scenario.mqtt_world import QOS, topic_filter
from impsim.scenario.subjects import Sample, Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.subjects import Event

KIND = "mqtt.publish"
MQTT: f.Section = {
    "topic": ("topic", topic_filter),
    "device": ("device", f.reference("device")),
    "broker": ("broker", f.reference("broker")),
    "client": ("client", f.text(255)),
    "qos": ("qos", QOS),
    "retain": ("retain", f.flag),
    "will": ("will", f.flag),
    "denied": ("denied", f.flag),
}


class Mqtt(Subject):
    """device: of whose agent it is; that of the only device where none is named."""

    kind = "mqtt"

    def _look(self, event: Event) -> list[Sample]:
        return [_published(event)] if self._is_own(event) and self._fits(event) else []

    def _is_own(self, event: Event) -> bool:
        return bool(event["kind"] == KIND and event["device"] == self.device)

    def _fits(self, event: Event) -> bool:
        given = self.given
        if given.get("topic") is not None and not matches(given["topic"], event["topic"]):
            return False
        if bool(given.get("denied")) != ("lost" in event) or given.get("will", "will" in event) != ("will" in event):
            return False
        return all(given.get(name) in (None, event[name]) for name in ("broker", "client", "qos", "retain"))

    def near(self, events: list[Event]) -> list[Sample]:
        return [_published(event) for event in events if self._is_own(event)]


def _published(event: Event) -> Sample:
    marks = [name for name in ("retain", "will", "lost") if event.get(name)]
    text = "%s %s%s" % (event["topic"], show(event["payload"]), " (%s)" % ", ".join(marks) if marks else "")
    return Sample(event["t_us"], content(event["payload"]), text, event)


def content(payload: str) -> Any:
    """A table, list or number that JSON says; else the text."""
    from json import loads

    try:
        return loads(payload)
    except (ValueError, RecursionError):
        return payload
