"""The subject `pin`: its mode, level, voltage in millivolts, and its duty and period while it has PWM."""

from __future__ import annotations

from impsim.device.pin_modes import STARTS, TRISTATE
from impsim.scenario import fields as f
from impsim.scenario.match import show
from impsim.scenario.subjects import Sample, Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Document
    from impsim.scenario.subjects import Event

PIN: f.Section = {"device": ("device", f.reference("device")), "pin": ("pin", f.text(8))}
SHOWN = ("mode", "level", "mv", "duty", "period_us", "signal")


class OfPin(Subject):
    """start: the mode that it has at power-on."""

    kind = "pin"
    lasts = True
    start = TRISTATE

    def samples(self, events: list[Event], until_us: int) -> list[Sample]:
        """Each event of the pin tells a part of its state; the rest stays."""
        state: dict[str, Any] = {"mode": self.start.name, "level": self.start.high or self.start.pull or 0}
        found = [Sample(0, dict(state), show(state))]
        for event in events:
            if event["kind"] == "pin" and event["device"] == self.device and event["pin"] == self.given["pin"]:
                state = _after(state, event)
                found.append(Sample(event["t_us"], state, show(state), event))
        return found


def _after(state: dict[str, Any], event: Event) -> dict[str, Any]:
    """What a new mode, or a level, ends is told no more."""
    kept = {"level": state["level"]} if "mode" in event else dict(state)
    if "level" in event:
        kept.pop("mv", None)
    return {**kept, **{name: event[name] for name in SHOWN if name in event}}


def check(document: Document, subject: Any, that: list[Any], profile: Any) -> None:
    """Notes a pin that the model has not, and what no pin shows."""
    name, pins = subject.given["pin"], profile["api.pins"]
    if name not in pins:
        place = subject.node.map.get("pin", subject.node)
        document.wrong(place, "the %s has no pin '%s'" % (profile.name, name), f.nearest(name, pins))
        return
    subject.start = STARTS.get(profile.model, {}).get(name, TRISTATE)
    for match in that:
        first = match.path.partition(".")[0].partition("[")[0]
        if first and first not in SHOWN:
            document.wrong(match.node, "a pin shows no '%s'" % first, f.nearest(first, SHOWN))
