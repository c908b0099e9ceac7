"""What lasts in a trace: the states of each device's interfaces, its session, program and power, from when to when.

    for device, track, from_us, to_us, text, phase in tracks(events, end_us): ...

Pictures and other programs' formats are made of this; the page does the same in JavaScript (viewer/timeline.js).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Event = dict[str, Any]
    Span = tuple[str, str, int, int, str, str]  # device, track, from, to, what, phase

OFF, FAILED, TRYING, LINK, CONNECTED = "off", "failed", "trying", "link", "connected"
CLOUD, PROGRAM, POWER = "cloud", "program", "power"
PROGRAMS = {"start": ("running", CONNECTED), "end": ("stopped", OFF), "hung": ("hung", FAILED)}
AWAKE = ("on", "running")


def phase_of(state: str) -> str:
    """Which of five phases a state of an interface belongs to."""
    if state == "CONNECTED":
        return CONNECTED
    if state.endswith(("UNHAPPY", "DENIED", "NO_LINK")):
        return FAILED
    if state.endswith(("STOPPED", "UNKNOWN")):
        return OFF
    return LINK if state.endswith(("LINK_UP", "DHCPING", "PPP_CONNECTING")) else TRYING


def changes(event: Event) -> Iterator[tuple[str, str, str]]:
    """track, what begins on it, its phase."""
    kind = event["kind"]
    state = str(event.get("state", ""))
    if kind == "state":
        yield str(event.get("interface", "")), state, phase_of(state)
    elif kind == "cloud.session":
        yield CLOUD, state, CONNECTED if state == "open" else FAILED
    elif kind == "vm":
        yield (PROGRAM, *PROGRAMS.get(state, (state, OFF)))
    elif kind == "power":
        yield POWER, state, CONNECTED if state in AWAKE else OFF
        if state not in AWAKE:
            yield PROGRAM, "stopped", OFF


def tracks(events: Iterable[Event], end_us: int) -> Iterator[Span]:
    """Each span when it is over, then those that are open at the end."""
    open_: dict[tuple[str, str], tuple[int, str, str]] = {}
    for event in events:
        device = device_of(event)
        for track, text, phase in changes(event):
            key = device, track
            if key in open_:
                if open_[key][1:] == (text, phase):
                    continue
                yield from _span(key, open_[key], event["t_us"])
            open_[key] = event["t_us"], text, phase
    for key, begun in open_.items():
        yield from _span(key, begun, end_us)


def _span(key: tuple[str, str], begun: tuple[int, str, str], to_us: int) -> Iterator[Span]:
    if to_us > begun[0]:
        yield (*key, begun[0], to_us, begun[1], begun[2])


def device_of(event: Event) -> str:
    """Which device an event is about; "" for none."""
    device = event.get("device")
    return device if isinstance(device, str) else ""


def end_of(header: Event, events: list[Event]) -> int:
    """When the trace ends."""
    latest: int = events[-1]["t_us"] if events else 0
    told = header.get("end_us")
    return max(latest, told) if type(told) is int else latest
