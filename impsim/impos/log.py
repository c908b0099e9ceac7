"""The log of one imp: events in the form of impCentral's log stream, given to whoever listens.

An event: t_us (since power-on), ts (ISO 8601, milliseconds), device_id, log_type, type and
msg, as public impt and VS Code tools read them, and device, the imp's name here. An uncaught exception's also has
`backtrace`, a list of (function, path, line, column). A line that a suspended program has written before it has
a connection is shown when it is written, and has `queued`.
"""

from __future__ import annotations

from time import gmtime

from impsim.impos.conversions import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.sim.clock import Clock
    from impsim.sim.instruments import Instruments

MOST_STACK_LINES = 20  # assumed: how much of a call stack a device logs; a stack overflow would fill the log
LOG_TYPE = "development"  # what a development device's log is called


class Log:
    """sink: gets each event, a dict.  name, device_id: the imp's."""

    def __init__(
        self,
        clock: Clock,
        name: str,
        device_id: str,
        sink: Callable[[dict[str, Any]], object],
        instruments: Instruments,
    ) -> None:
        self._clock = clock
        self._name = name
        self._device_id = device_id
        self._sink = sink
        self._instruments = instruments

    def write(self, kind: str, string: str, **more: Any) -> None:
        """kind: as log streams call it, like server.log, agent.error or status; string: a Squirrel string."""
        clock = self._clock
        event = {
            "t_us": clock.now_us,
            "ts": timestamp(clock.wall_us()),
            "device_id": self._device_id,
            "log_type": LOG_TYPE,
            "type": kind,
            "msg": shown(string),
            "device": self._name,
        }
        if self._instruments.listening:
            self._instruments.emit(self._name, "log", type=kind, msg=event["msg"], **_without_columns(more))
        self._sink({**event, **more} if more else event)


def _without_columns(more: dict[str, Any]) -> dict[str, Any]:
    """Columns are not known on PyPy, and traces are the same everywhere."""
    if "backtrace" not in more:
        return more
    return {**more, "backtrace": [list(place[:3]) for place in more["backtrace"]]}


def shown(string: str) -> str:
    """A message as impCentral shows it: what is not UTF-8 as binary (D/node/2398). Assumed: how that is spelled."""
    text = to_text(string)
    if text is string and not string.isascii():
        return "binary: " + " ".join("%02x" % ord(byte) for byte in string)
    return text


def timestamp(wall_us: int) -> str:
    """2019-03-01T00:00:02.160Z"""
    seconds, micros = divmod(wall_us, 1000000)
    year, month, day, hour, minute, second = gmtime(seconds)[:6]
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (year, month, day, hour, minute, second, micros // 1000)
