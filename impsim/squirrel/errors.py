"""SquirrelError: a value thrown inside the VM.

Programs also run into exceptions of Python's own (a missing attribute, a call of None);
`impsim.squirrel.traceback` turns those into the Squirrel error that the reference throws.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SquirrelError(Exception):
    """A thrown Squirrel value: usually the exact error text, but any value can be thrown."""

    def __init__(self, value: Any) -> None:
        Exception.__init__(self, value)
        self.value = value


class Stop(BaseException):
    """Ends a program from outside: no Squirrel `catch` may hold it. reason: why, for people."""

    def __init__(self, reason: str) -> None:
        BaseException.__init__(self, reason)
        self.reason = reason
