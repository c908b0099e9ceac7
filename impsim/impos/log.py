"""The device's log: events in the form of impCentral's log stream, given to whoever listens.

An event: t_us (since power-on), ts (ISO 8601, milliseconds), device_id, log_type, type and
msg, as public impt and VS Code tools read them; an uncaught exception's also has `backtrace`, a list
of (function, path, line, column).
"""

from __future__ import annotations

from time import gmtime

from impsim.impos.conversions import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.device.device import Device

LOG_TYPE = "development"  # what a development device's log is called


class Log:
    """sink: gets each event, a dict."""

    def __init__(self, device: Device, sink: Callable[[dict[str, Any]], object]) -> None:
        self._device = device
        self._sink = sink

    def write(self, kind: str, string: str, **more: Any) -> None:
        """kind: server.log or server.error; string: a Squirrel string."""
        device = self._device
        event = {
            "t_us": device.clock.now_us,
            "ts": timestamp(device.clock.wall_us()),
            "device_id": device.numbers.device_id,
            "log_type": LOG_TYPE,
            "type": kind,
            "msg": shown(string),
        }
        self._sink({**event, **more} if more else event)


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
