"""What callee and getstackinfos find out from the frames of compiled code above them."""

from __future__ import annotations

import sys

from impsim.squirrel.access import call
from impsim.squirrel.names import PRIME
from impsim.squirrel.stdlib import closure_methods
from impsim.squirrel.traceback import function_name, is_compiled
from impsim.squirrel.values import FunctionType, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

HIDDEN = "ƒ"  # begins the names of the compiler's own variables
_closures: dict[int, Any] = {}  # id of code without free variables -> its one closure


def compiled_frames() -> Iterator[FrameType]:
    """The frames of compiled code, innermost first."""
    frame = sys._getframe(1)
    while frame is not None:
        if is_compiled(frame):
            yield frame
        frame = frame.f_back  # type: ignore[assignment]


def running_closure() -> Any:
    """The closure of compiled code that is running; None when there is none."""
    frame = next(compiled_frames(), None)
    return None if frame is None else running(frame)


def running(frame: FrameType) -> Any:
    """The closure that a frame runs; where that was bound, the bound one."""
    caller = frame.f_back
    if caller is not None and caller.f_code is call.__code__:
        caller = caller.f_back
    if caller is not None and caller.f_code.co_filename == closure_methods.__file__:
        bound = closure_of(caller)
        if hasattr(bound, "ƒunbound"):
            return bound
    return closure_of(frame)


def closure_of(frame: FrameType) -> Any:
    """The closure that a frame runs: the one of this code that captured the same variables. None if it is gone.

    Python's frames know their code but not their function, so the collector is asked who refers to the code.
    """
    code = frame.f_code
    known = _closures.get(id(code))
    if known is not None and known.__code__ is code:
        return known
    import gc

    for function in gc.get_referrers(code):
        if type(function) is FunctionType and function.__code__ is code and _captured_same(function, frame):
            if not code.co_freevars:
                _closures[id(code)] = function
            return function
    return None


def _captured_same(function: Any, frame: FrameType) -> bool:
    variables = frame.f_locals
    for name, cell in zip(frame.f_code.co_freevars, function.__closure__ or ()):
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        if variables.get(name) is not value:
            return False
    return True


def stack_infos(level: int) -> Any:
    """A table on a function of the call stack (0: getstackinfos itself, 1: its caller); null where there is none."""
    if level == 0:
        return table({"func": "getstackinfos", "src": "NATIVE", "line": -1, "locals": table({})})
    for number, frame in enumerate(compiled_frames(), 1):
        if number == level:
            return _infos(frame)
    return None


def _infos(frame: FrameType) -> Any:
    variables = {
        name.partition(PRIME)[0]: value for name, value in frame.f_locals.items() if not name.startswith(HIDDEN)
    }
    code = frame.f_code
    name = function_name(code)
    return table(
        {
            "func": "main" if name.startswith(HIDDEN) else name,
            "src": code.co_filename,
            "line": frame.f_lineno,
            "locals": table(variables),
        }
    )
