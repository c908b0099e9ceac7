"""What a failure says: what was expected and when, what was seen, what came closest, what happened around it, and
the command that shows it again."""

from __future__ import annotations

from shlex import quote

from impsim.trace.text import text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.verdict import Verdict

    Event = dict[str, Any]

BEFORE, AFTER = 4, 3  # events around a place
UNTOLD = ("probe", "packet", "at", "api", "led")  # what would hide the story
WIDEST = 200


def replay(id: str) -> str:
    """The command that runs one test again."""
    return "impsim test " + quote(id)


def failure(verdict: Verdict, path: str, events: list[Event]) -> str:
    """Several lines about one expectation that does not hold."""
    place = "%s:%d" % (path, verdict.line) if verdict.line else path
    lines = ["%s (%s)" % (verdict.id, place), "  expected: " + verdict.expected, "  seen:     " + verdict.seen]
    if verdict.nearest:
        lines.append("  nearest:  " + verdict.nearest)
    around = surroundings(events, verdict)
    if around:
        lines += ["  around:", *("    " + line for line in around)]
    return "\n".join(lines)


def surroundings(events: list[Event], verdict: Verdict) -> list[str]:
    """The events around a place in the trace, of its device and of the world."""
    own = [event for event in events if event["kind"] not in UNTOLD and event["device"] in ("", verdict.device)]
    at = sum(event["t_us"] < verdict.near_us for event in own)
    same = sum(event["t_us"] == verdict.near_us for event in own)
    chosen = own[max(0, at - BEFORE) : at + min(same, AFTER) + AFTER]
    return [text(event)[:WIDEST] for event in chosen]
