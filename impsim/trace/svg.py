"""A trace as a picture: `impsim trace FILE --svg PICTURE`. A lane for each interface, session and program, marks for
log lines, messages and faults; for pages that are read, where nothing can be moved.

It follows the reader's light or dark scheme, has no script and loads nothing. Phases differ in height and colour.
"""

from __future__ import annotations

from impsim.trace.html import devices_of
from impsim.trace.text import printable, text
from impsim.trace.tracks import CLOUD, CONNECTED, FAILED, LINK, OFF, POWER, PROGRAM, TRYING, device_of, end_of, tracks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Event = dict[str, Any]

WIDTH, LEFT, RIGHT = 960, 96, 24
LANE, TOP, HEAD, LEGEND = 18, 34, 24, 34
HEIGHTS = {CONNECTED: 11, LINK: 8, TRYING: 6, FAILED: 4}
STEPS_S = (0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400)
MOST_TICKS = 10
LONGEST_NOTE = 160
# name, in light, in dark
COLOURS = (
    ("ink", "#17212b", "#e6edf3"),
    ("faint", "#55636f", "#9aa9b7"),
    ("line", "#dce3e9", "#2b3743"),
    ("surface", "#ffffff", "#182028"),
    (CONNECTED, "#14804a", "#3fbf7f"),
    (LINK, "#0b6580", "#35b8d4"),
    (TRYING, "#a15c00", "#e0a03a"),
    (FAILED, "#c02626", "#ff7b72"),
    ("message", "#7238c9", "#b692ff"),
)
STYLE = """\
svg{%s}
@media(prefers-color-scheme:dark){svg{%s}}
text{font:12px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
.title{font-weight:600}
.line{stroke:var(--line)}
.log{stroke:var(--ink)}
.fault{fill:var(--failed)}
.faultline{stroke:var(--failed);stroke-dasharray:3 3}
%s""" % (
    "".join("--%s:%s;" % (name, light) for name, light, _ in COLOURS),
    "".join("--%s:%s;" % (name, dark) for name, _, dark in COLOURS),
    "".join(".%s{fill:var(--%s)}" % (name, name) for name, _, _ in COLOURS if name not in ("ink", "line")),
)


class Picture:
    """Elements, from top to bottom."""

    def __init__(self, end_us: int) -> None:
        self.end_us = max(end_us, 1)
        self.parts: list[str] = []
        self.y = TOP

    def x(self, t_us: int) -> float:
        """Where a moment is."""
        return LEFT + (WIDTH - LEFT - RIGHT) * min(t_us, self.end_us) / self.end_us

    def add(self, form: str, *values: object) -> None:
        """An element; strings among the values are escaped."""
        self.parts.append(form % tuple(escaped(value) if isinstance(value, str) else value for value in values))

    def label(self, said: str, kind: str, x: float = 8, down: float = 13) -> None:
        """Text in the current lane."""
        self.add('<text x="%.1f" y="%.1f" class="%s">%s</text>', x, self.y + down, kind, said)


def svg(header: Event, events: list[Event], title: str) -> str:
    """The picture."""
    end_us = end_of(header, events)
    picture = Picture(end_us)
    spans: dict[tuple[str, str], list[tuple[int, int, str, str]]] = {}
    for device, track, *span in tracks(events, end_us):
        spans.setdefault((device, track), []).append(tuple(span))  # type: ignore[arg-type]
    for about in devices_of(header, events):
        _device(picture, about, spans, events)
    faults = Picture(end_us)
    _faults(faults, events, picture.y)
    ticks = Picture(end_us)
    _ticks(ticks, picture.y)
    height = picture.y + LEGEND
    body = "\n".join([*ticks.parts, *picture.parts, *faults.parts, *_legend(picture.y)])
    told = "%s: %s" % (title, _said(header, end_us))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">\n'
        "<title>%s</title>\n<style>%s</style>\n"
        '<rect class="surface" width="%d" height="%d" rx="8"/>\n%s\n</svg>\n'
    ) % (WIDTH, height, WIDTH, height, escaped(told), STYLE, WIDTH, height, body)


def _said(header: Event, end_us: int) -> str:
    return "%g s of virtual time%s" % (end_us / 1e6, ", seed %s" % header["seed"] if "seed" in header else "")


def _device(picture: Picture, device: dict[str, Any], spans: dict[Any, Any], events: list[Event]) -> None:
    name = device["name"]
    about = " ".join(part for part in (device["model"], device["impos"] and "impOS " + device["impos"]) if part)
    picture.label(name, "title", down=16)
    picture.label(about, "faint", LEFT, 16)
    picture.y += HEAD
    radios = [radio["name"] for radio in device["radios"]]
    others = sorted({track for owner, track in spans if owner == name} - {*radios, CLOUD, PROGRAM, POWER})
    for track in (*radios, *others, CLOUD, PROGRAM):
        _lane(picture, track, spans.get((name, track), []))
    _marks(picture, [event for event in events if device_of(event) == name])
    picture.y += 6


def _lane(picture: Picture, track: str, spans: list[tuple[int, int, str, str]]) -> None:
    picture.label(track, "faint", 18)
    middle = picture.y + LANE / 2
    picture.add('<path class="line" d="M%d %.1fH%d"/>', LEFT, middle, WIDTH - RIGHT)
    for from_us, to_us, said, phase in spans:
        if phase != OFF:
            x, high = picture.x(from_us), HEIGHTS[phase]
            wide = max(picture.x(to_us) - x, 0.7)
            picture.add(
                '<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%d">', phase, x, middle - high / 2, wide, high
            )
            note = "%s, %g s to %g s" % (said, from_us / 1e6, to_us / 1e6)
            picture.parts[-1] += "<title>%s</title></rect>" % escaped(note)
    picture.y += LANE


def _marks(picture: Picture, events: list[Event]) -> None:
    picture.label("log", "faint", 18)
    middle = picture.y + LANE / 2
    marks = [event for event in events if event["kind"] in ("log", "log.lost", "message")]
    latest = -1.0
    for event in marks:
        x = picture.x(event["t_us"])
        if x - latest < 1 and "backtrace" not in event:
            continue  # it could not be told from the one before
        latest = x
        if event["kind"] == "message":
            up = -1 if event.get("from") == "device" else 1
            picture.add('<path class="message" d="M%.1f %.1fl4 %dh-8z">', x, middle + 4 * up, -8 * up)
        elif "backtrace" in event:
            picture.add('<path class="fault" d="M%.1f %.1fl5 5l-5 5l-5 -5z">', x, middle - 5)
        else:
            picture.add('<path class="log" d="M%.1f %.1fv10">', x, middle - 5)
        picture.parts[-1] += _note(event)
    picture.y += LANE


def _note(event: Event) -> str:
    """What a mark says to who points at it."""
    said = " ".join(text(event).split())
    if len(said) > LONGEST_NOTE:
        said = said[: LONGEST_NOTE - 1] + "…"
    return "<title>%s</title></path>" % escaped(said)


def _faults(picture: Picture, events: list[Event], bottom: int) -> None:
    for event in events:
        if event["kind"] == "fault":
            x = picture.x(event["t_us"])
            picture.add('<path class="faultline" d="M%.1f %dV%d"/>', x, TOP - 8, bottom)
            picture.add('<path class="fault" d="M%.1f %dl5 6l-5 6l-5 -6z">', x, TOP - 16)
            picture.parts[-1] += _note(event)


def _ticks(picture: Picture, bottom: int) -> None:
    step_us = next((s for s in STEPS_S if picture.end_us / 1e6 / s <= MOST_TICKS), STEPS_S[-1]) * 1e6
    for number in range(int(min(picture.end_us // step_us, 10 * MOST_TICKS)) + 1):
        x = picture.x(int(number * step_us))
        picture.add('<path class="line" d="M%.1f %dV%d"/>', x, TOP - 14, bottom)
        picture.add(
            '<text class="faint" x="%.1f" y="14" text-anchor="middle">%s</text>', x, tick(number * step_us / 1e6)
        )


def tick(seconds: float) -> str:
    """A time at the axis: 0.5 s, 45 s, 2:30, 1:00:00."""
    if seconds < 60:
        return "%g s" % seconds
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "%d:%02d:%02d" % (hours, minutes, rest) if hours else "%d:%02d" % (minutes, rest)


def _legend(top: int) -> list[str]:
    picture = Picture(1)
    picture.y = top + 4
    x = LEFT
    for phase, said in ((CONNECTED, "connected, running"), (LINK, "link"), (TRYING, "trying"), (FAILED, "failed")):
        high = HEIGHTS[phase]
        picture.add(
            '<rect class="%s" x="%d" y="%.1f" width="18" height="%d"/>', phase, x, picture.y + 9 - high / 2, high
        )
        picture.label(said, "faint", x + 24)
        x += 44 + 7 * len(said)
    picture.add('<path class="fault" d="M%d %dl5 6l-5 6l-5 -6z"/>', x + 5, picture.y + 3)
    picture.label("fault", "faint", x + 16)
    picture.add('<path class="log" d="M%d %dv10"/>', x + 66, picture.y + 4)
    picture.label("log line", "faint", x + 74)
    picture.add('<path class="message" d="M%d %dl4 8h-8z"/>', x + 140, picture.y + 5)
    picture.label("message", "faint", x + 150)
    return picture.parts


def escaped(string: str) -> str:
    """As text of an element or an attribute, without what XML cannot hold."""
    string = printable(string).encode("utf-8", "backslashreplace").decode("utf-8")
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        string = string.replace(sign, entity)
    return string
