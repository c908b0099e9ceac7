"""How many arguments a program's function takes: impOS passes fewer to one that has fewer parameters."""

from __future__ import annotations

from impsim.squirrel.native import is_native
from impsim.squirrel.stdlib.closure_methods import VARARGS, unbound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ANY_NUMBER = 1 << 10


def most_arguments(function: Any) -> int:
    """How many it takes at most, `this` not counted."""
    function = unbound(function)
    if is_native(function):
        count: int = function.ƒnative[1]
        return count - 1 if count > 0 else ANY_NUMBER
    code = function.__code__
    most: int = ANY_NUMBER if code.co_flags & VARARGS else code.co_argcount - 1
    return most
