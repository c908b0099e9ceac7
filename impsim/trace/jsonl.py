"""Traces as JSON lines: a header that says which run this is, then one event a line.

The file is made of bytes that depend on nothing but the run: fields stand in the order in which they were
emitted, numbers are written exactly, and there is neither time of the host nor a path in it. Every line is whole and
in the file before the simulation goes on, so what was seen of an interrupted run is never lost.
"""

from __future__ import annotations

import json

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO, Optional

    Event = dict[str, Any]

VERSION = 1
LATEST_US = (1 << 62) - 1  # no run is as long
NOT_FINITE = {float("inf"): "inf", float("-inf"): "-inf"}  # JSON has no word for them: written as strings


class Writer:
    """A listener for Instruments that writes what it hears; `failure` is why it had to stop, or None.

    A full disk must not change a run, so it raises nothing: who made it asks for `failure` afterwards.
    """

    def __init__(self, stream: BinaryIO, **header: Any) -> None:
        self._stream = stream
        self.failure: Optional[OSError] = None
        self(heading(header))

    def __call__(self, event: Event) -> None:
        if self.failure is None:
            try:
                self._stream.write(line(event))
                self._stream.flush()
            except OSError as error:
                self.failure = error


def heading(header: dict[str, Any]) -> Event:
    """The first line of a trace."""
    return {"impsim": VERSION, "kind": "header", **header}


def line(event: Event) -> bytes:
    """An event as a line. Half a surrogate pair, which UTF-8 cannot hold, is escaped."""
    try:
        written = ENCODER.encode(event)
    except ValueError:
        written = ENCODER.encode(finite(event))
    return (written + "\n").encode("utf-8", "backslashreplace")


def _plain(value: Any) -> str:
    """Bytes in hexadecimal. What has no form of its own must not get one that holds an address."""
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    raise TypeError("a %s cannot be part of an event" % type(value).__name__)


ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain)


def finite(value: Any) -> Any:
    """The value with strings in the place of numbers that JSON has no word for."""
    if isinstance(value, float) and not abs(value) < float("inf"):
        return NOT_FINITE.get(value, "nan")
    if isinstance(value, dict):
        return {name: finite(below) for name, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(below) for below in value]
    return value


def read(path: str) -> Iterator[Event]:
    """The header and the events of a trace, one after the other. Raises Diagnostic at a line that is none."""
    try:
        with open(path, "rb") as file:
            for number, data in enumerate(file, 1):
                yield _event(path, number, data)
    except OSError as error:
        raise Diagnostic((error.strerror or "cannot be read").lower(), path, code="file") from None


def _event(path: str, number: int, data: bytes) -> Event:
    shown = data.decode("utf-8", "replace").rstrip("\n")
    try:
        event = json.loads(data.decode("utf-8").rstrip("\n"))
    except ValueError as error:  # of which errors of JSON and of UTF-8 are kinds
        column = getattr(error, "colno", 1)
        hint = "the end of the line is missing: was the run killed?" if not data.endswith(b"\n") else ""
        raise Diagnostic("this is not an event", path, number, column, shown, hint, code="trace") from None
    except RecursionError:
        raise Diagnostic("nested too deeply", path, number, 1, shown, code="trace") from None
    if number == 1:
        _check_header(path, event, shown)
    elif not _is_event(event):
        raise Diagnostic("this is not an event", path, number, 1, shown, "it needs kind and t_us", code="trace")
    made: Event = event
    return made


def _is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not isinstance(event.get("kind"), str):
        return False
    t_us = event.get("t_us")
    return type(t_us) is int and 0 <= t_us <= LATEST_US


def _check_header(path: str, event: Any, shown: str) -> None:
    if not isinstance(event, dict) or event.get("kind") != "header" or "impsim" not in event:
        hint = "`impsim run --trace FILE` makes one"
        raise Diagnostic("this is not a trace of impsim", path, 1, 1, shown, hint, code="trace")
    if event["impsim"] != VERSION:
        raise Diagnostic("this trace is of version %s" % event["impsim"], path, 1, 1, shown, code="trace")
