"""From Python's exceptions to Squirrel's errors and call stacks.

Compiled code lets Python find most mistakes: a missing slot is an AttributeError, a call
of null a TypeError. When such an exception is caught by a program or reported, it is
translated here into the error that the reference throws. Only exceptions raised by
compiled code itself (or by a native that calls back) qualify; any other is a defect of
impsim and passes on as one.

Compiled code carries Squirrel positions: the line of a frame is the line of its
statement (what the reference reports), and where Python records more, the end line and
column are those of the failing token.
"""

from __future__ import annotations

from impsim.squirrel import access, delegation
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import PRIME, demangle
from impsim.squirrel.values import index_error
from impsim.squirrel.values.klass import Class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Any, Optional

_TYPES = {
    "NoneType": "null",
    "bool": "bool",
    "int": "integer",
    "float": "float",
    "str": "string",
    "Table": "table",
    "DelegatedTable": "table",
    "list": "array",
    "function": "function",
    "Class": "class",
    "Generator": "generator",
    "WeakRef": "weakref",
}

# Functions of ours whose own calls are calls of the program.
_CALLERS = {access.call.__code__, Class.__call__.__code__, delegation._call_object.__code__}


class Frame:
    """One function of a call stack. function: its name, "main" or "unknown". line, column: 1-based; token_line and
    column are 0 where Python does not record them. variables: by their Python names. root: its root table."""

    __slots__ = ("function", "path", "line", "token_line", "column", "variables", "root")

    def __init__(
        self, function: str, path: str, line: int, token_line: int, column: int, variables: Any, root: Any
    ) -> None:
        self.function = function
        self.path = path
        self.line = line
        self.token_line = token_line
        self.column = column
        self.variables = variables
        self.root = root


def is_compiled(frame: FrameType) -> bool:
    """Whether a Python frame runs compiled Squirrel."""
    return "ƒroot" in frame.f_globals


def thrown(error: BaseException) -> Any:
    """The Squirrel value that an exception stands for. Raises the exception again when it is a defect of impsim."""
    if isinstance(error, SquirrelError):
        return error.value
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    text = _translated(error, last)
    if text is None:
        raise Defect(error) from error
    return text


class Defect(BaseException):
    """impsim itself failed: no Squirrel `catch` may hold it. cause: the Python exception."""

    def __init__(self, cause: BaseException) -> None:
        BaseException.__init__(self, "%s: %s" % (type(cause).__name__, cause))
        self.cause = cause


def _translated(error: BaseException, last: Optional[TracebackType]) -> Optional[str]:
    if isinstance(error, RecursionError):
        return "stack overflow"
    if isinstance(error, MemoryError):
        return "out of memory"
    if last is None:
        return None
    frame = last.tb_frame
    if not is_compiled(frame) and frame.f_code not in _CALLERS:
        return None
    if isinstance(error, AttributeError):
        return _attribute_error(str(error), frame.f_code.co_code, last.tb_lasti)
    if isinstance(error, TypeError):
        return _call_error(str(error))
    if isinstance(error, ValueError) and str(error) == "generator already executing":
        return "resuming active generator"
    if isinstance(error, IndexError):
        return _element_error(str(error), last)
    if isinstance(error, ZeroDivisionError):
        return "division by zero"
    return None


def _attribute_error(message: str, code: bytes, position: int) -> str:
    quoted = message.split("'")
    kind = _TYPES.get(quoted[1], "instance")
    if _is_store(code, position):
        if kind == "array":
            return "indexing array with string"
        if kind not in ("table", "instance"):
            return "trying to set '%s'" % kind
    return str(index_error(demangle(quoted[3])).value)


def _element_error(message: str, last: TracebackType) -> str:
    """The key of an element that is not there is what the instruction before the failing one loads."""
    from dis import get_instructions

    if message.startswith("bytearray"):
        return "index out of range"
    code, frame = last.tb_frame.f_code, last.tb_frame
    before = [instruction for instruction in get_instructions(code) if instruction.offset < last.tb_lasti][-1]
    by_name = before.opname.startswith(("LOAD_FAST", "LOAD_DEREF"))
    return "the index '%d' does not exist" % (frame.f_locals[before.argval] if by_name else before.argval)


def _is_store(code: bytes, position: int) -> bool:
    from opcode import opname

    if opname[code[position]] == "STORE_ATTR":
        return True
    position += 2
    while opname[code[position]] == "CACHE":
        position += 2
    return opname[code[position]] == "POP_TOP"


def _call_error(message: str) -> str:
    if message.endswith("object is not callable"):
        return "attempt to call '%s'" % _TYPES.get(message.split("'")[1], "instance")
    return "wrong number of parameters"


def call_stack(error: BaseException) -> list[Frame]:
    """The Squirrel frames of an exception, innermost first."""
    frames: list[Frame] = []
    link = error.__traceback__
    while link is not None:
        if is_compiled(link.tb_frame):
            frames.append(_frame(link))
        link = link.tb_next
    frames.reverse()
    return frames


def _frame(link: TracebackType) -> Frame:
    frame = link.tb_frame
    code = frame.f_code
    token_line, column = _token(code, link.tb_lasti)
    names = frame.f_locals, frame.f_globals["ƒroot"]
    return Frame(function_name(code), code.co_filename, link.tb_lineno, token_line, column, *names)


def _token(code: Any, position: int) -> tuple[int, int]:
    if not hasattr(code, "co_positions"):
        return 0, 0
    from itertools import islice

    for _, end_line, column, _ in islice(code.co_positions(), position // 2, None):
        return (end_line or 0, column + 1) if column is not None else (0, 0)
    return 0, 0


def function_name(code: Any) -> str:
    """The Squirrel name of compiled code: code objects are named uniquely, with a prime and a number."""
    name: str = "main" if code.co_name == "ƒmain" else code.co_name.partition(PRIME)[0]
    return name or "unknown"
