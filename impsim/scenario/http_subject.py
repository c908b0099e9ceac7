"""The subject `http`: requests that a device's agent has made, or got, each with the answer that it came to.

A request counts when it is made, whenever its answer comes.
"""

from __future__ import annotations

from impsim.cloud.peers import matches
from impsim.scenario.subjects import Sample, Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.subjects import Event

REQUEST, ANSWER = "request", "answer"


class Http(Subject):
    kind = "http"

    def samples(self, events: list[Event], until_us: int) -> list[Sample]:
        return [sample for sample in self._all(events) if self._fits(sample.value)]

    def near(self, events: list[Event]) -> list[Sample]:
        return self._all(events)

    def _all(self, events: list[Event]) -> list[Sample]:
        """Every request of the device's agent, in order."""
        own = [event for event in events if event["kind"] == "http" and event["device"] == self.device]
        answers = {(event["way"], event["number"]): event for event in own if event["step"] == ANSWER}
        requests = [event for event in own if event["step"] == REQUEST]
        return [_sample(event, answers.get((event["way"], event["number"]))) for event in requests]

    def _fits(self, value: dict[str, Any]) -> bool:
        given = self.given
        for name in ("way", "method"):
            if given.get(name) not in (None, value[name]):
                return False
        if given.get("url") is not None and not matches(given["url"], value["url"]):
            return False
        answer = value["answer"]
        if given.get("answered") is not None and given["answered"] != (answer is not None):
            return False
        return given.get("status") is None or (answer is not None and given["status"] == answer["status"])


def _sample(event: Event, answer: Optional[Event]) -> Sample:
    """What `that` looks at: the request's parts, its body as JSON where it is, and the same of the answer."""
    value = {name: event[name] for name in ("way", "method", "url")}
    value.update(_content(event), answer=None, status=None)
    if answer is not None:
        value["status"] = answer["status"]
        value["answer"] = {"status": answer["status"], "took": _seconds(answer), **_content(answer)}
    shown = "no answer" if answer is None else str(answer["status"])
    return Sample(event["t_us"], value, "%s %s -> %s" % (event["method"], event["url"], shown), event)


def _seconds(answer: Event) -> float:
    took_us: int = answer["t_us"] - answer["since_us"]
    return took_us / 1000000


def _content(event: Event) -> dict[str, Any]:
    from json import loads

    body = event["body"]
    try:
        read = loads(body) if isinstance(body, str) and body else None
    except (ValueError, RecursionError):
        read = None
    return {"headers": event["headers"], "body": body, "json": read}
