"""The trace of a session whose tests have failed: everything that happened in it, for `impsim trace`.

It is made by running the session again, listened to: that is the same every time, and sessions that pass, nearly all
of them, need not pay for being listened to.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from impsim.impt.shape import OURS, Program
from impsim.trace.jsonl import Writer

Event = dict[str, Any]
Listener = Callable[[Event], object]


def keep(
    folder: str, id: str, programs: dict[str, Program], header: dict[str, Any], run: Callable[[Listener], Any]
) -> str:
    """Writes what run(listener) lets be heard into a file of the folder; gives its path. Raises OSError."""
    os.makedirs(folder, exist_ok=True)
    name = "".join(letter if letter.isalnum() or letter in "-_.=" else "_" for letter in id)
    path = os.path.join(folder, name + ".trace")
    with open(path, "wb") as file:
        write = Writer(file, test=id, **header)
        run(lambda event: write(_placed(event, programs)))
        if write.failure is not None:
            raise write.failure
    return path


def _placed(event: Event, programs: dict[str, Program]) -> Event:
    """The event with the places where people wrote a program, in the place of those where it was compiled."""
    if "backtrace" not in event:
        return event
    program = programs["agent" if event["type"].startswith("agent") else "device"]
    frames = [[name, *program.place(line)] for name, path, line in event["backtrace"] if path != OURS]
    return {**event, "backtrace": [frame for frame in frames if frame[1] != OURS]}
