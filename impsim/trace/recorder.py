"""What a recording has that no model tells by itself, for who looks at it later and has no simulation to ask.

`imp.net.info()` at each moment: an event `net.info` with what has changed, by dotted path, written when time is about
to move on. It costs no virtual time and changes nothing, so a recorded run is the run itself. The value is looked at
when something has happened to the imp, and once a second while time moves at all, as the noise of signal strengths
changes that often.

The place in the source: API calls and lines of the log get `at`, the call stack from the innermost function on; an
event `source` has the text of each program. Nothing of this is paid for where nobody records.
"""

from __future__ import annotations

import os
import sys

from impsim.impos.log import MOST_STACK_LINES
from impsim.impos.machine import RUNNING, SEEKING
from impsim.squirrel.traceback import function_name, is_compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any, Optional

    from impsim.impos.imp import Imp
    from impsim.impos.simulation import Simulation

    Event = dict[str, Any]
    Place = list[Any]  # function, path, line

OWN_KINDS = ("net.info", "source")  # that only a recorder makes: no expectation is about them
PLACED = ("api", "log")
# What is frequent and leaves imp.net.info() as it is: nobody needs to look. Of all else it is not known.
QUIET_KINDS = frozenset("log log.lost pin message packet led blinkup i2c spi uart usb flash part http".split())
QUIET_CALLS = frozenset(
    "imp.wakeup imp.cancelwakeup imp.getmemoryfree imp.net.info server.log server.error server.isconnected agent.send"
    " hardware.millis hardware.micros time clock".split()
)
SECOND_US = 1000000


class Recorder:
    """A listener and a clock's `pace`.  record(event): gets what was heard and what was found, in order.

    home: a folder that paths of programs are told from, so that the trace is the same wherever it lies.
    """

    def __init__(self, simulation: Simulation, record: Callable[[Event], object], home: str = "") -> None:
        self._clock = simulation.clock
        self._imps = simulation.imps
        self._record = record
        self._home = os.path.join(home, "") if home else ""
        self._known: dict[str, dict[str, Any]] = {}  # what was written of each imp's imp.net.info()
        self._stale: set[str] = set()
        self._second = -1

    def sources(self, device: str, texts: list[tuple[str, str, bytes]]) -> None:
        """Writes the programs of an imp: (side, path, text) of each."""
        for side, path, data in texts:
            event = {"t_us": self._clock.now_us, "device": device, "kind": "source", "side": side}
            self._record({**event, "path": self._from_home(path), "text": as_text(data)})

    def hear(self, event: Event) -> None:
        """Something happens."""
        kind = event["kind"]
        if kind not in QUIET_KINDS and event.get("call") not in QUIET_CALLS:
            self._stale.add(event["device"])
        if kind in PLACED and "backtrace" not in event:
            places = stack(sys._getframe(1))
            if places:
                event = {**event, "at": [[name, self._from_home(path), line] for name, path, line in places]}
        self._record(event)

    def _from_home(self, path: str) -> str:
        return path[len(self._home) :] if path.startswith(self._home) else path

    def pace(self, t_us: int) -> None:
        """Time is about to move to t_us."""
        second = self._clock.now_us // SECOND_US
        if self._stale or second != self._second:
            everybody = second != self._second or "" in self._stale
            self._second = second
            stale, self._stale = self._stale, set()
            for name, imp in self._imps.items():
                if everybody or name in stale:
                    self._look(name, imp)

    def end(self) -> None:
        """The run is over."""
        self.pace(self._clock.now_us)

    def _look(self, name: str, imp: Imp) -> None:
        awake = imp.power in (RUNNING, SEEKING)
        found = dict(leaves(imp.device.net_info())) if awake else {}
        known = self._known.get(name, {})
        if found == known:
            return
        self._known[name] = found
        changed = {path: value for path, value in found.items() if path not in known or known[path] != value}
        gone = [path for path in known if path not in found]
        event = {"t_us": self._clock.now_us, "device": name, "kind": "net.info", "changed": changed}
        self._record({**event, "gone": gone} if gone else event)


def unrecorded(event: Event) -> Optional[Event]:
    """The event as it is without a recorder; None for one of its own."""
    if event["kind"] in OWN_KINDS:
        return None
    return {name: value for name, value in event.items() if name != "at"} if event["kind"] in PLACED else event


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The plain values in a nested one, each with its dotted path; an empty table or array is one."""
    members: Any = None
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, (list, tuple)):
        members = enumerate(value)
    if not members or not value:
        yield path, value
        return
    for name, below in members:
        yield from leaves(below, "%s.%s" % (path, name) if path else str(name))


def stack(frame: Optional[FrameType]) -> list[Place]:
    """Where the running program stands, the innermost function first; nothing outside of programs."""
    found: list[Place] = []
    while frame is not None and len(found) < MOST_STACK_LINES:
        if is_compiled(frame):
            found.append([function_name(frame.f_code), frame.f_code.co_filename, frame.f_lineno])
        frame = frame.f_back
    return found


def as_text(data: bytes) -> str:
    """A program's text: UTF-8 where it is, else one character a byte."""
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("latin-1")
