"""The process around a running program: recursion, garbage, and an interrupt that always arrives."""

from __future__ import annotations

import gc
import os
import sys

from impsim.cli import INTERRUPTED

COLLECT_AFTER = 50000  # new containers; Python's own 700 costs allocating programs a tenth of their time
MOST_MEMORY = 1 << 30  # bytes that a program may hold: no imp has a thousandth of it
MOST_ADDRESSES = 4 << 30  # bytes of address space: what a program may ask for at once, with room for Python itself
LOOK_EVERY_S = 0.2
STATM = "/proc/self/statm"
PATIENCE_S = 0.5  # how long an interrupted program may take to notice


def before_a_program() -> None:
    """Call once, when all is loaded and a program is about to run."""
    from impsim.squirrel.vm import allow_depth

    allow_depth()
    if not gc.isenabled():  # else this is not the process of impsim.cli.command
        collect_less()
        watch_for_interrupt()
        limit_memory()


def limit_memory() -> None:
    """Lets a program that hoards memory meet "out of memory", not the host.

    One large piece too many is refused by the system (where it enforces RLIMIT_AS). Python cannot recover when it
    gets no memory for small ones, so a thread watches what the process holds and throws before that. Only on
    CPython under Linux; elsewhere the program may take what there is.
    """
    if sys.implementation.name != "cpython" or not os.path.exists(STATM):
        return
    from _thread import get_ident, start_new_thread
    from resource import RLIMIT_AS, getrlimit, setrlimit

    soft, hard = getrlimit(RLIMIT_AS)
    if soft < 0 or soft > MOST_ADDRESSES:
        setrlimit(RLIMIT_AS, (MOST_ADDRESSES, hard))
    start_new_thread(throw_when_large, (get_ident(),))


def throw_when_large(thread: int) -> None:
    """Raises MemoryError in the thread when the process holds too much, and again when it then goes on growing."""
    from time import sleep

    most = MOST_MEMORY
    while True:
        sleep(LOOK_EVERY_S)
        if resident() > most:
            from ctypes import c_ulong, py_object, pythonapi

            pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), py_object(MemoryError))
            sleep(1)
            most = max(MOST_MEMORY, resident() + MOST_MEMORY // 4)


def resident() -> int:
    """Bytes of this process that are in memory."""
    file = os.open(STATM, os.O_RDONLY)
    pages = int(os.read(file, 100).split()[1])
    os.close(file)
    return pages * os.sysconf("SC_PAGE_SIZE")


def collect_less() -> None:
    """Lets the collector look for cycles again, but only among what the program makes."""
    if hasattr(gc, "freeze"):  # not on PyPy
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER, 20, 50)
    gc.enable()


def watch_for_interrupt() -> None:
    """Ends the process soon after SIGINT even if the program goes on.

    Python turns SIGINT into an exception, but at the limit of recursion it cannot call its handler: a program
    that recurses without end and catches the error swallows most interrupts. Here a thread hears of each signal
    through a pipe. It costs 0.1 ms.
    """
    from _signal import set_wakeup_fd  # type: ignore[import-not-found]  # signal itself imports enum
    from _thread import start_new_thread

    heard, tell = os.pipe()
    os.set_blocking(tell, False)
    set_wakeup_fd(tell, warn_on_full_buffer=False)
    start_new_thread(end_after_signal, (heard,))


def end_after_signal(heard: int) -> None:
    from time import sleep

    os.read(heard, 1)
    sleep(PATIENCE_S)
    os.write(2, b"interrupted\n")
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
    os._exit(INTERRUPTED)
