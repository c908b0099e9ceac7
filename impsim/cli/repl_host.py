"""The process around a session: an interrupt ends what runs, not the process.

The first Ctrl-C is noted: the session ends between two events, or where code counts its steps. What runs on without either,
such as a long search by a regular expression, gets an exception a moment later. The third Ctrl-C in a row ends
the process, whatever it is doing.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading

from impsim.cli import INTERRUPTED
from impsim.cli.host import collect_less

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    from impsim.live.session import Session

PATIENCE_S = 0.4  # until what does not look for an interrupt gets an exception
MOST_ADDRESSES = 4 << 30  # bytes of address space: a program that asks for more at once meets "out of memory"


def prepare() -> None:
    """Call once, before a session begins."""
    from impsim.squirrel.vm import allow_depth

    allow_depth()
    if not gc.isenabled():  # else this is not the process of impsim.cli.command
        collect_less()
        _limit_memory()


def _limit_memory() -> None:
    """What a program may ask for at once; how much it may keep, its imp's memory says."""
    if sys.platform != "linux":
        return
    from resource import RLIMIT_AS, getrlimit, setrlimit

    soft, hard = getrlimit(RLIMIT_AS)
    if soft < 0 or soft > MOST_ADDRESSES:
        setrlimit(RLIMIT_AS, (MOST_ADDRESSES, hard))


class Interrupts:
    """While something runs (`with`), Ctrl-C ends that; at other times it raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self.session: Session | None = None
        self._count = 0
        self._running = False
        self._before = signal.signal(signal.SIGINT, self._heard)

    def __enter__(self) -> Interrupts:
        self._count = 0
        self._running = True
        return self

    def __exit__(self, *error: object) -> None:
        self._running = False

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if not self._running or self.session is None:
            raise KeyboardInterrupt
        self._count += 1
        self.session.interrupt()
        if self._count > 2:
            os.write(2, b"interrupted\n")
            os._exit(INTERRUPTED)
        if self._count == 1:
            timer = threading.Timer(PATIENCE_S, self._insist)
            timer.daemon = True
            timer.start()

    def _insist(self) -> None:
        if self._running and self._count and self.session is not None:
            self.session.unwind()
