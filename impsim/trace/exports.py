"""What a trace can be written as besides itself, for other people's tools."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.trace.jsonl import line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Event = dict[str, Any]


def _trace(events: Iterable[Event], epoch_s: int) -> Iterator[bytes]:
    return map(line, events)


def _vcd(events: Iterable[Event], epoch_s: int) -> Iterator[bytes]:
    from impsim.trace.vcd import lines

    return (text.encode("ascii") + b"\n" for text in lines(events))


def _pcap(events: Iterable[Event], epoch_s: int) -> Iterator[bytes]:
    from impsim.trace.buslog import capture

    return capture(events, "", epoch_s)


FORMS = {
    "trace": _trace,  # JSON lines, for `impsim trace`
    "vcd": _vcd,  # pins and buses as waveforms
    "pcap": _pcap,  # what was said on I2C buses
}


def export(form: str, path: str, events: Iterable[Event], epoch_s: int) -> None:
    """Writes a trace, header first, as a form into a file.  epoch_s: Unix time at its start.

    Raises Diagnostic for a file that cannot be written.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.writelines(FORMS[form](events, epoch_s))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Diagnostic("cannot be written: " + reason, path, code="file") from None
