"""What a trace can be written as besides itself, for other people's tools."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.trace.jsonl import line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Event = dict[str, Any]


def _trace(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    return map(line, [header, *events])


def _vcd(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    from impsim.trace.vcd import lines

    return (text.encode("ascii") + b"\n" for text in lines(events))


def _pcap(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    from impsim.trace.buslog import capture

    return capture(events, "", header["epoch_s"])


def _html(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    from impsim.trace.html import html

    return [html(header, events, title).encode("utf-8", "backslashreplace")]


def _svg(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    from impsim.trace.svg import svg

    return [svg(header, events, title).encode("utf-8", "backslashreplace")]


def _perfetto(header: Event, events: list[Event], title: str) -> Iterable[bytes]:
    from impsim.trace.perfetto import perfetto

    return [perfetto(header, events).encode("utf-8", "backslashreplace")]


FORMS = {
    "trace": _trace,  # JSON lines, for `impsim trace`
    "html": _html,  # a page that shows the devices at every moment
    "svg": _svg,  # a picture of the timeline
    "perfetto": _perfetto,  # for ui.perfetto.dev
    "vcd": _vcd,  # pins and buses as waveforms
    "pcap": _pcap,  # what was said on I2C buses
}
SHOWN = ("trace", "html", "svg", "perfetto")  # which want to know more of a run than what it is judged by


def export(form: str, path: str, header: Event, events: list[Event]) -> None:
    """Writes a trace as a form into a file. Raises Diagnostic for a file that cannot be written."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.writelines(FORMS[form](header, events, os.path.basename(path)))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Diagnostic("cannot be written: " + reason, path, code="file") from None
