"""impsim learn watch: checks whenever the learner saves a file.

The times of files are compared four times a second: that needs no library, works on every file system, also on those
that come from another machine, and editors that write a new file in the place of the old one are seen as well.
"""

from __future__ import annotations

import os
import time

from impsim.cli.failures import report
from impsim.cli.learning import checked
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.cli.learning import Desk
    from impsim.lessons.lesson import Lesson

EVERY_S = 0.25


def watch(at: Desk, lesson: Lesson, options: dict[str, Any], wait: Callable[[float], object] = time.sleep) -> None:
    """Never returns by itself.  wait: as time.sleep; what it raises ends the watch."""
    before = None
    while True:
        now = stamp(at, lesson)
        if now != before:
            before = now
            turn(at, lesson, options)
        wait(EVERY_S)


def turn(at: Desk, lesson: Lesson, options: dict[str, Any]) -> None:
    """One check. A file that cannot be read now may be there in a moment."""
    try:
        checked(at, lesson, options)
    except Diagnostic as problem:
        report(problem)
    print(f"\nwatching {at.place(lesson)}; Ctrl-C ends\n", flush=True)


def stamp(at: Desk, lesson: Lesson) -> list[tuple[int, int] | None]:
    """What changes when a file is saved."""
    return [_of_file(at.place(lesson, name)) for name in lesson.start]


def _of_file(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
