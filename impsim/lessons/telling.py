"""What a scenario saw, in the words of somebody who learns to program."""

from __future__ import annotations

import os
import re

from impsim.impos.conversions import to_text
from impsim.scenario.standing import is_failure
from impsim.scenario.subjects import error_text, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.explaining import Reasons
    from impsim.scenario.expect import Expectation
    from impsim.scenario.verdict import Verdict

    Event = dict[str, Any]

MOST_LINES = 12  # of a log


def seen(expectation: Expectation, verdict: Verdict) -> str:
    """What there was instead of what is expected."""
    if expectation.window.word == "order":
        return _steps(verdict)
    kind = expectation.subjects[0].kind
    if kind in LASTING:
        return _lasting(verdict)
    found = NOTHING.get(kind, "this did not happen") if verdict.seen in NONE else "found: " + plain(verdict.seen)
    return found + _near(verdict)


NONE = ("", "nothing of the kind")
NOTHING = {
    "log": "there was no such line",
    "message": "there was no such message",
    "http": "there was no such request",
    "error": "there was no such error",
}


def _steps(verdict: Verdict) -> str:
    """How far a sequence came."""
    came = len(STEP.findall(verdict.seen))
    return "%s; then one is missing" % COUNTED.get(came, "the first %d came" % came) if came else "the first never came"


STEP = re.compile(r"\d+\. at ")
COUNTED = {1: "the first came"}


def _lasting(verdict: Verdict) -> str:
    """What it was. What lasts has often been as wanted before, which is no news."""
    others = OTHERS.search(verdict.nearest)
    late = "\nnearest: " + verdict.nearest if "too late" in verdict.nearest else ""
    return "found: " + (others[1] if others else verdict.seen) + late


LASTING = ("state", "pin", "part", "memory", "energy")
OTHERS = re.compile(r" were not so: (.*)")


def _near(verdict: Verdict) -> str:
    """What came close, unless that is no news: what was found in other words, or an error that is told already."""
    near = verdict.nearest
    if near in ("", "nothing like it") or "ERROR: " in near or (verdict.seen and near.endswith(verdict.seen)):
        return ""
    return "\nnearest: " + plain(near)


def plain(text: str) -> str:
    """Without the marks that only a trace needs."""
    for mark, word in MARKS:
        text = mark.sub(word, text)
    return text


MARKS = [
    (re.compile(r"\[(server|agent)\.log\] "), ""),
    (re.compile("it threw: "), "an error: "),
    (re.compile(r"cloud\.session state=open( interface=\w+)?( via=\w+)?"), "connected"),
    (re.compile(r"answer\.json\.([\w.]+)"), r"\1 in the answer"),
    (re.compile(r"vm state=start( wake_reason=\d+)?"), "the program starts"),
    (re.compile(r"part part=([\w-]+) state=(\{.*?\}) faults=\[\]"), r"\1 \2"),
]


def errors(events: list[Event], folder: str, reasons: Reasons) -> str:
    """The first of the errors that nothing has caught, with its place and its reason."""
    whose = _whose(events, "on %s: ")
    first = next(event for event in events if is_failure(event))
    return whose[first["device"]] + _error(first, folder, reasons)


def _whose(events: list[Event], pattern: str) -> dict[str, str]:
    """What says of each imp that something is of it: nothing where there is but one."""
    devices = {event["device"] for event in events}
    several = len(devices - {""}) > 1
    return {device: pattern % device if several else "" for device in devices}


def _error(event: Event, folder: str, reasons: Reasons) -> str:
    hangs = event["kind"] == "vm"
    explained = reasons.get(to_text(event.get("reason", "") if hangs else error_text(event)))
    if explained is not None and explained.line:
        return explained.render()
    if hangs:
        return "the program never comes to rest: %s" % event.get("reason", "")
    places = event.get("backtrace")
    where = " (%s:%d)" % (os.path.relpath(places[0][1], folder), places[0][2]) if places else ""
    return error_text(event) + where


def log(events: list[Event]) -> list[str]:
    """What programs wrote, with the time in seconds; with the imp as well if there are several."""
    whose = _whose(events, "%s: ")
    lines = [(event, line) for event in events for line in [written(event)] if line and line[0] != "status"]
    found = [
        "%10.3f  %s%s" % (event["t_us"] / 1e6, whose[event["device"]], line[1]) for event, line in lines[:MOST_LINES]
    ]
    return [*found, "... and %d lines more" % (len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else found
