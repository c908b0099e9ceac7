"""The process around a session: an interrupt ends what runs, not the process.

The first Ctrl-C is noted: the session ends between two events, or where code counts its steps. What runs on without
either, such as a long search by a regular expression, gets an exception a moment later. The third Ctrl-C in a row
ends the process, whatever it is doing.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading

from impsim.cli import INTERRUPTED
from impsim.cli.host import collect_less
from impsim.sim.stacks import Stack

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

    def close(self) -> None:
        """From now on Ctrl-C does what it did before."""
        signal.signal(signal.SIGINT, self._before)

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
        session = self.session
        if not (self._running and self._count and session is not None and sys.implementation.name == "cpython"):
            return
        from impsim.live.session import Interrupted

        for thread, frame in sys._current_frames().items():
            if thread != threading.get_ident() and _runs_a_program(frame):
                session.unwound()
                _throw(thread, Interrupted)


def _runs_a_program(frame: FrameType | None) -> bool:
    """Whether a thread is in the middle of a program's code, or of something that this has called."""
    from impsim.squirrel.traceback import is_compiled

    if frame is None or frame.f_code in WAITING:
        return False
    while frame is not None and not is_compiled(frame):
        frame = frame.f_back
    return frame is not None


WAITING = (Stack.hand_over.__code__, Stack.hand_back.__code__)  # threads that stand here run nothing


def _throw(thread: int, error: type[BaseException]) -> None:
    from ctypes import c_ulong, py_object, pythonapi

    pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(error))
