"""Threads of the stock library: coroutines, each on an OS thread of its own, of which one runs at a time.

impOS has none (developer.electricimp.com/node/778). A Python function cannot be suspended from
within the functions it calls, an OS thread can: whoever waits, waits on a lock that the other side
releases. When the last reference to a suspended thread goes, its OS thread is stopped.
"""

from __future__ import annotations

from _thread import allocate_lock, get_ident, start_new_thread

from impsim.squirrel.access import DELEGATES, call
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.native import is_native, native
from impsim.squirrel.stdlib.arguments import slots
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.values import TYPE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_THREADS = 64  # suspended at a time: each holds an OS thread's stack
CANNOT_SUSPEND = "cannot suspend an vm that has native calls in its callstack"


class Coroutine:
    """The running of a function, shared by its Thread and its OS thread. ready: locked while there is nothing to do.

    passed: what suspend or wakeup hands over; error: what the function threw.
    """

    __slots__ = ("status", "ready", "back", "passed", "error", "abandoned")

    def __init__(self) -> None:
        self.status = "idle"
        self.ready = allocate_lock()
        self.back = allocate_lock()
        self.ready.acquire()
        self.back.acquire()
        self.passed: Any = None
        self.error: Any = None
        self.abandoned = False

    def body(self, function: Any, arguments: Any) -> None:
        """What the OS thread does."""
        ident = get_ident()
        _running[ident] = self
        try:
            self.passed = call(function, *arguments)
        except BaseException as error:
            self.error = error
        del _running[ident]
        self.status = "idle"
        self.back.release()

    def proceed(self) -> Any:
        """Lets the OS thread run until it suspends or ends; gives what it hands over. Raises what it throws."""
        self.back.acquire()
        error, self.error = self.error, None
        passed, self.passed = self.passed, None
        if error is not None:
            raise error
        return passed

    def suspend(self, value: Any) -> Any:
        """Called on the OS thread: hands over value and waits to be woken."""
        self.passed = value
        self.status = "suspended"
        self.back.release()
        self.ready.acquire()
        if self.abandoned:
            raise Stop("abandoned")
        passed, self.passed = self.passed, None
        return passed


_running: dict[int, Coroutine] = {}  # by OS thread


class Thread:
    """A thread value."""

    __slots__ = ("__weakref__", "ƒserial", "ƒfunction", "ƒroot", "ƒcoroutine")

    def __init__(self, function: Any, root: Any) -> None:
        self.ƒfunction = function
        self.ƒroot = root
        self.ƒcoroutine = Coroutine()

    def __del__(self) -> None:
        coroutine = self.ƒcoroutine
        if coroutine.status == "suspended":
            coroutine.abandoned = True
            coroutine.ready.release()


def _freed() -> bool:
    """Whether collecting garbage has made room for another thread."""
    from gc import collect

    collect()
    pause = allocate_lock()
    pause.acquire()
    for _ in range(20):  # until the abandoned OS threads have ended
        if len(_running) < MAX_THREADS:
            return True
        pause.acquire(timeout=0.005)
    return False


@native("call", -1, "v")
def thread_call(this: Any, *arguments: Any) -> Any:
    """Starts the function; gives what it returns, or what it first suspends with."""
    coroutine = this.ƒcoroutine
    if coroutine.status != "idle":
        raise SquirrelError("cannot call a %s thread" % coroutine.status)
    if len(_running) >= MAX_THREADS and not _freed():
        raise SquirrelError("too many threads (over %d)" % MAX_THREADS)
    coroutine.status = "running"
    start_new_thread(coroutine.body, (this.ƒfunction, (this.ƒroot, *arguments)))
    return coroutine.proceed()


@native("wakeup", -1, "v")
def thread_wakeup(this: Any, value: Any = None, *_: Any) -> Any:
    """Goes on behind the suspend, which gives value."""
    coroutine = this.ƒcoroutine
    if coroutine.status != "suspended":
        raise SquirrelError("cannot wakeup a %s thread" % coroutine.status)
    coroutine.status = "running"
    coroutine.passed = value
    coroutine.ready.release()
    return coroutine.proceed()


@native("getstatus", 1, "v")
def thread_getstatus(this: Any) -> Any:
    """ "idle", "running" or "suspended"."""
    return this.ƒcoroutine.status


def suspend_current(value: Any) -> Any:
    """`suspend(value)` on whatever thread this is. Raises SquirrelError on the main one."""
    coroutine = _running.get(get_ident())
    if coroutine is None:
        raise SquirrelError(CANNOT_SUSPEND)
    return coroutine.suspend(value)


def new_thread(function: Any, root: Any) -> Thread:
    """A thread that will run the function. Raises SquirrelError for a native."""
    if is_native(function):
        raise SquirrelError("a native cannot be a thread")
    return Thread(function, root)


TYPE_NAMES[Thread] = "thread"
DELEGATES["thread"] = slots(thread_call, thread_wakeup, thread_getstatus, object_weakref, object_tostring)
Thread.wakeup = staticmethod(thread_wakeup)  # type: ignore[attr-defined]  # compiled code reads it as an attribute
