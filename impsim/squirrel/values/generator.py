"""Generator: a suspended call."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Generator:
    """What calling a function that yields gives. frame: the Python generator that runs its body."""

    __slots__ = ("__weakref__", "ƒframe", "ƒstate", "ƒserial")

    def __init__(self, frame: Iterator[Any]) -> None:
        self.ƒframe = frame
        self.ƒstate = "suspended"


def resume(generator: Any) -> Any:
    """Runs a generator to its next yield, or to its end, whose value is the function's return value.

    Raises SquirrelError when it is dead or already running.
    """
    if type(generator) is not Generator:
        from impsim.squirrel.values import type_name

        raise SquirrelError("trying to resume a '%s',only genenerator can be resumed" % type_name(generator))
    if generator.ƒstate != "suspended":
        raise SquirrelError("resuming dead generator" if generator.ƒstate == "dead" else "resuming active generator")
    generator.ƒstate = "running"
    try:
        value = next(generator.ƒframe)
    except StopIteration as end:
        generator.ƒstate = "dead"
        return end.value
    except BaseException:
        generator.ƒstate = "dead"
        raise
    generator.ƒstate = "suspended"
    return value
