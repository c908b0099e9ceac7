"""A trace for ui.perfetto.dev and chrome://tracing: `impsim trace FILE --perfetto JSON`.

The Trace Event Format of Chromium: a process for each device, in it a thread for each interface, the session, the
program, the agent and what only happens; spans are events `X`, moments `i`, numbers that change `C`. Times are
microseconds, as ours are.
"""

from __future__ import annotations

import json

from impsim.trace.energy import consumed
from impsim.trace.html import devices_of
from impsim.trace.jsonl import finite
from impsim.trace.text import text
from impsim.trace.tracks import CLOUD, POWER, PROGRAM, device_of, end_of, tracks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Event = dict[str, Any]
    Row = dict[str, Any]

WORLD = 1  # the process of what belongs to no device
LOG, CALLS, AGENT, NETWORK, OTHERS = "log", "calls", "agent", "network", "others"
THREADS = (POWER, PROGRAM, CALLS, AGENT, LOG, CLOUD, NETWORK, OTHERS)
FIRST_RADIO = 20  # the numbers of threads for interfaces
SPANS = ("state", "cloud.session", "vm", "power")
NETWORKS = ("dhcp", "dns", "connect", "packet", "at", "ppp")
MEMORY = "imp.getmemoryfree"


def perfetto(header: Event, events: list[Event]) -> str:
    """The file's text."""
    rows = Rows([device["name"] for device in devices_of(header, events)])
    end_us = end_of(header, events)
    for device, track, from_us, to_us, said, phase in tracks(events, end_us):
        rows.add(device, track, ph="X", name=said or "unknown", ts=from_us, dur=to_us - from_us, args={"phase": phase})
    for event in events:
        for row in _rows_of(event):
            rows.add(device_of(event), **row)
    for device in rows.devices:
        for t_us, charge_mah in consumed([event for event in events if _draws(event, device)], end_us):
            rows.add(device, POWER, ph="C", name="charge", ts=t_us, args={"mAh": round(charge_mah, 6)})
    about = {str(name): value for name, value in header.items() if name not in ("kind", "looks")}
    content = {"displayTimeUnit": "ms", "otherData": about, "traceEvents": [*rows.names(), *rows.rows]}
    return json.dumps(finite(content), ensure_ascii=False, separators=(",", ":")) + "\n"


def _draws(event: Event, device: str) -> bool:
    """Whether an event tells that a device takes more or less current from now on."""
    fields = {"power": ("state",), "state": ("interface", "state")}.get(event["kind"])
    return fields is not None and device_of(event) == device and all(type(event.get(name)) is str for name in fields)


class Rows:
    """Events of the format, and which numbers stand for which device and track."""

    def __init__(self, devices: list[str]) -> None:
        self.devices = devices
        self.rows: list[Row] = []
        self._processes = {name: number for number, name in enumerate(devices, WORLD + 1)}
        self._threads = {track: number for number, track in enumerate(THREADS, 1)}
        self._used: dict[tuple[int, int], str] = {}

    def add(self, device: str, track: str, **row: Any) -> None:
        """An event on a track of a device."""
        process = self._processes.get(device, WORLD)
        thread = self._threads.setdefault(track, FIRST_RADIO + len(self._threads))
        self._used[process, thread] = track
        self.rows.append({**row, "pid": process, "tid": thread})

    def names(self) -> Iterator[Row]:
        """What the processes and threads are called, in the order in which they are shown."""
        for name, process in (("world", WORLD), *self._processes.items()):
            if any(used == process for used, _ in self._used):
                yield from _named("process", process, 0, name, process)
        for (process, thread), track in self._used.items():
            yield from _named("thread", process, thread, track, thread)


def _named(what: str, process: int, thread: int, name: str, place: int) -> Iterator[Row]:
    row = {"ph": "M", "pid": process, "tid": thread}
    yield {**row, "name": what + "_name", "args": {"name": name}}
    yield {**row, "name": what + "_sort_index", "args": {"sort_index": place}}


def _rows_of(event: Event) -> Iterator[Row]:
    kind = event["kind"]
    if kind == "api":
        yield from _call(event)
    elif kind == "net.info":
        yield from _signals(event)
    elif kind == "pin" and isinstance(event.get("level"), (int, float)):
        yield _counter(event, str(event.get("pin")), {"level": event["level"]})
    elif kind == "probe" and isinstance(event.get("value"), (int, float)):
        yield _counter(event, str(event.get("probe")), {"value": event["value"]})
    elif kind not in (*SPANS, "source"):
        yield _instant(event)


def _call(event: Event) -> Iterator[Row]:
    """A call lasts as long as it took; what it found of the memory is a number that changes."""
    since_us = event.get("since_us")
    begun_us = since_us if type(since_us) is int and 0 <= since_us <= event["t_us"] else event["t_us"]
    track = AGENT if event.get("side") == "agent" else CALLS
    call = str(event.get("call"))
    yield {
        "track": track,
        "ph": "X",
        "name": call,
        "ts": begun_us,
        "dur": event["t_us"] - begun_us,
        "args": _args(event),
    }
    if call == MEMORY and track == CALLS and type(event.get("result")) is int:
        yield _counter(event, "free memory", {"bytes": event["result"]})


def _signals(event: Event) -> Iterator[Row]:
    """A signal strength for each interface, which is 0 dBm nowhere."""
    changed = event.get("changed")
    for path, value in changed.items() if isinstance(changed, dict) else ():
        parts = path.split(".")
        if parts[0] == "interface" and parts[-1] == "rssi" and isinstance(value, (int, float)):
            yield _counter(event, "rssi of interface %s" % parts[1], {"dBm": value})


def _counter(event: Event, name: str, values: Row) -> Row:
    return {"track": OTHERS, "ph": "C", "name": name, "ts": event["t_us"], "args": values}


def _instant(event: Event) -> Row:
    kind = event["kind"]
    scope = "g" if kind == "fault" else "t"  # a fault concerns everybody
    name = " ".join(text(event)[24:].split())[:200] if kind in (LOG, "fault", "message") else kind
    return {"track": _track(event), "ph": "i", "s": scope, "name": name, "ts": event["t_us"], "args": _args(event)}


def _track(event: Event) -> str:
    kind = event["kind"]
    if kind in ("log", "log.lost"):
        return LOG
    if kind == "agent" or event.get("from") == "agent":
        return AGENT
    return NETWORK if kind in NETWORKS or kind.startswith(("wifi.", "ethernet.", "cell.")) else OTHERS


def _args(event: Event) -> Row:
    return {name: value for name, value in event.items() if name not in ("t_us", "device", "kind")}
