"""Generator: a suspended call. What state it is in, its Python generator knows."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Generator:
    """What calling a function that yields gives. frame: the Python generator that runs its body."""

    __slots__ = ("__weakref__", "ƒframe", "ƒserial")

    def __init__(self, frame: Any) -> None:
        self.ƒframe = frame


def state(generator: Any) -> str:
    """suspended, running or dead."""
    frame = generator.ƒframe
    if frame.gi_frame is None:
        return "dead"
    return "running" if frame.gi_running else "suspended"


def resume(generator: Any) -> Any:
    """Runs a generator to its next yield, or to its end, whose value is the function's return value.

    Raises SquirrelError when it is dead or already running.
    """
    if type(generator) is not Generator:
        from impsim.squirrel.values import type_name

        raise SquirrelError("trying to resume a '%s',only genenerator can be resumed" % type_name(generator))
    frame = generator.ƒframe
    if frame.gi_frame is None:
        raise SquirrelError("resuming dead generator")
    if frame.gi_running:
        raise SquirrelError("resuming active generator")
    try:
        return next(frame)
    except StopIteration as end:
        return end.value
