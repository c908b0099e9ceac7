"""Expectations of what was looked at and seen in a session.

A window begins with what was done before, and ends at a round time after what was seen. Lines of the log that were
written several times since then are expected as often.
"""

from __future__ import annotations

from impsim.impos.machine import OFF, RUNNING, SEEKING
from impsim.impos.simulation import ONLY
from impsim.live.actions import Look, Run
from impsim.live.setup import AGENT
from impsim.live.yaml_text import Raw, time_text
from impsim.scenario.subjects import LOGGED, error_text, is_error
from impsim.trace.recorder import leaves

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.live.session import Session

    Entry = dict[str, Any]
    Event = dict[str, Any]
    Moments = list[tuple[int, str]]

FIRST_LINES, LAST_LINES = 6, 2  # of the log since something was done, that are expected
MOST_LEAVES = 12  # of a value
ACTIVE = "active"  # leads on into the active interface, in paths of expectations
ROUND_US = [seconds * 1000000 for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)]
CALL_STACK = ("ERROR: at ", "ERROR: from ")


class Seen:
    """A recorder of a session: keeps what happens."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def begin(self, simulation: Any) -> None:
        self.events.clear()

    def hear(self, event: Event) -> None:
        self.events.append(event)

    def pace(self, t_us: int) -> None:
        """Only events are kept."""

    def end(self) -> None:
        """All is there."""


def expectations(session: Session, seen: Seen, moments: Moments) -> list[Entry]:
    """One table each, as they stand in a file."""
    windows = Windows(moments, session.now_us)
    found = [
        *_of_code(session, seen, windows),
        *_of_looks(session),
        *_of_states(session, seen, windows),
        *_of_errors(seen, windows),
        *_of_lines(seen, windows),
    ]
    entries = [entry for _, entry in sorted(found, key=lambda pair: pair[0])]
    return [*entries, {"at": Raw("end"), "state": _state(session)}]


def _state(session: Session) -> str:
    """What the imp is at the end."""
    imp = session.imp
    if imp.power == RUNNING:
        return "connected" if imp.device.network.connected else "disconnected"
    return str(imp.power)


class Windows:
    """Windows that begin with what was done last before something."""

    def __init__(self, moments: Moments, end_us: int) -> None:
        self._moments = moments
        self._end_us = end_us

    def begin(self, t_us: int) -> tuple[int, str]:
        """The latest moment up to then."""
        return max([one for one in self._moments if one[0] <= t_us], default=(0, ""))

    def until(self, t_us: int) -> tuple[int, int, list[Raw]]:
        """First and last microsecond of a window that has t_us, and as it is written."""
        first_us, name = self.begin(t_us)
        length_us = next((one for one in ROUND_US if one >= t_us - first_us), t_us - first_us)
        if first_us + length_us >= self._end_us:
            return first_us, self._end_us, [Raw(name or "0s"), Raw("end")]
        length = _round_text(length_us)
        return first_us, first_us + length_us, [Raw(name or "0s"), Raw("%s + %s" % (name, length) if name else length)]


def _round_text(us: int) -> str:
    seconds = us / 1e6
    for size, unit in ((3600, "h"), (60, "m")):
        if seconds >= size and seconds % size == 0:
            return "%d%s" % (seconds // size, unit)
    return time_text(us)


def _of_code(session: Session, seen: Seen, windows: Windows) -> list[tuple[int, Entry]]:
    """What typed code gave, or threw."""
    ran = [event for event in seen.events if event["kind"] == "squirrel.run"]
    runs = [action for action in session.actions if isinstance(action, Run)]
    found = []
    for action, event in zip(runs, ran):
        wanted: Entry = {"kind": "squirrel.run"}
        that: list[Entry] = []
        if "error" in event:
            wanted["error"] = event["error"]
        elif action.typed.silent or event.get("value") is None:
            continue
        elif isinstance(event["value"], (dict, list)):
            that = _that(event["value"], "value")
        else:
            wanted["value"] = event["value"]
        entry: Entry = {"within": windows.until(event["t_us"])[2], "event": wanted}
        found.append((event["t_us"], {**entry, "that": that} if that else entry))
    return found


def _of_looks(session: Session) -> list[tuple[int, Entry]]:
    """What was looked at: of each expression at one moment the latest value."""
    latest: dict[tuple[int, str, str], Any] = {}
    for action in session.actions:
        if isinstance(action, Look) and not action.stood:
            latest[action.t_us, action.typed.source, action.side] = action.value
    found = []
    for (t_us, text, side), value in latest.items():
        probe = {"agent": ONLY, "eval": text} if side == AGENT else text
        that = _that(value, "")
        found.append((t_us, {"at": time_text(t_us), "probe": probe, "that": that[0] if len(that) == 1 else that}))
    return found


def _that(value: Any, path: str) -> list[Entry]:
    """What a value has to be: the whole, or where it is large the first of its parts."""
    where = {"path": path} if path else {}
    parts = list(leaves(value, path))
    if len(parts) <= 4 or any(set(name) & set(". []") for name in _names(value)):
        return [{**where, "equals": value}]
    parts = [part for part in parts if part[0].rpartition(".")[2] != ACTIVE]
    return [{"path": name, "equals": below} for name, below in parts[:MOST_LEAVES]]


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *[name for below in value.values() for name in _names(below)]]
    return [name for below in value for name in _names(below)] if isinstance(value, list) else []


def _of_states(session: Session, seen: Seen, windows: Windows) -> list[tuple[int, Entry]]:
    """How the connection and the power have changed since something was done."""
    told: set[tuple[str, str]] = set()
    found = []
    for event in seen.events:
        state = _entered(event)
        name = windows.begin(event["t_us"])[1]
        if state and name and (name, state) not in told:
            told.add((name, state))
            found.append((event["t_us"], {"within": windows.until(event["t_us"])[2], "state": state}))
    return found


def _entered(event: Event) -> str:
    if event["kind"] == "cloud.session":
        return "connected" if event["state"] == "open" else "disconnected"
    if event["kind"] == "power" and event["state"] not in ("on", RUNNING, SEEKING, OFF):
        return str(event["state"])
    return ""


def _of_errors(seen: Seen, windows: Windows) -> list[tuple[int, Entry]]:
    """Each exception that nothing caught; who expects it once expects it again."""
    first: dict[str, int] = {}
    for event in seen.events:
        if is_error(event):
            first.setdefault(error_text(event), event["t_us"])
    return [(t_us, {"within": windows.until(t_us)[2], "error": {"message": text}}) for text, t_us in first.items()]


def _of_lines(seen: Seen, windows: Windows) -> list[tuple[int, Entry]]:
    """Lines of programs since each thing that was done."""
    lines = [(event["t_us"], event["type"], event["msg"]) for event in seen.events if _is_line(event)]
    since: dict[tuple[int, str], dict[tuple[str, str], int]] = {}
    for t_us, kind, message in lines:
        since.setdefault(windows.begin(t_us), {})[kind, message] = t_us
    found = []
    for (kind, message), t_us in [one for latest in since.values() for one in _some(list(latest.items()))]:
        first_us, last_us, written = windows.until(t_us)
        times = sum(one[1:] == (kind, message) and first_us <= one[0] <= last_us for one in lines)
        of_type = {} if kind == "server.log" else {"type": kind}
        entry: Entry = {"within": written, "log": {"equals": message, **of_type}}
        found.append((t_us, {**entry, "times": times} if times > 1 else entry))
    return found


def _some(lines: list[Any]) -> list[Any]:
    """The first ones and the last ones: whoever reads the file wants no copy of the log."""
    return lines if len(lines) <= FIRST_LINES + LAST_LINES else [*lines[:FIRST_LINES], *lines[-LAST_LINES:]]


def _is_line(event: Event) -> bool:
    if event["kind"] != "log" or event["type"] not in LOGGED or is_error(event):
        return False
    return not event["msg"].startswith(CALL_STACK)
