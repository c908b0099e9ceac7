"""The process around a running program: recursion, garbage, and an interrupt that always arrives."""

from __future__ import annotations

import gc
import os
import sys

from impsim.cli import INTERRUPTED

COLLECT_AFTER = 50000  # new containers; Python's own 700 costs allocating programs a tenth of their time
PATIENCE_S = 0.5  # how long an interrupted program may take to notice


def before_a_program() -> None:
    """Call once, when all is loaded and a program is about to run."""
    from impsim.squirrel.vm import allow_depth

    allow_depth()
    if not gc.isenabled():  # else this is not the process of impsim.cli.command
        collect_less()
        watch_for_interrupt()


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
