"""The three ways in which `impsim sq` prints an error: as the reference does, bare text first, or explained."""

from __future__ import annotations

from impsim.cli.failures import USER_INPUT, coloured
from impsim.cli.output import error_writer, say
from impsim.cli.words import as_text, readable
from impsim.squirrel.traceback import Frame, call_stack, thrown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.errors import Diagnostic

UNKNOWN = "unknown"  # what the reference prints for a thrown value that is not a string


def compile_error(problem: Diagnostic, errors: str) -> int:
    """Print why a program cannot be compiled or read; returns the exit code."""
    if errors == "pretty" or not problem.line:
        say(coloured(readable(problem).render()))
    elif errors == "plain":
        error_writer()(problem.message + "\n")
        say(readable(problem).render())
    else:
        place = f"{problem.path} line = ({problem.line}) column = ({problem.column})"
        error_writer()(as_written(f"{place} : error {problem.message}\n"))
    return USER_INPUT


def uncaught(error: Exception, errors: str, write: Callable[[str], None]) -> None:
    """Print an error that no `catch` of the program held. Raises it again when it is a defect of impsim."""
    value = thrown(error)
    stack = call_stack(error)
    text = value if isinstance(value, str) else UNKNOWN
    if errors == "reference":
        write(f"\nAN ERROR HAS OCCURED [{text}]\n\nCALLSTACK\n" + "".join(map(reference_line, stack)) + "\n")
    elif errors == "plain":
        write(plain_text(value) + "\n" + "".join(map(reference_line, stack)))
    else:
        say(pretty(as_text(plain_text(value)), stack))


def plain_text(value: object) -> str:
    """A thrown value as `print` shows it."""
    if isinstance(value, str):
        return value
    from impsim.squirrel.values import tostring

    text: str = tostring(value)
    return text


def reference_line(frame: Frame) -> str:
    return as_written(f"*FUNCTION [{frame.function}()] {frame.path} line [{frame.line}]\n")


def as_written(text: str) -> str:
    """A text with a file name in it, as one character per byte."""
    import os

    return os.fsencode(text).decode("latin-1")


def pretty(message: str, stack: list[Frame]) -> str:
    """The error at its place in the source, then who called whom."""
    from impsim.errors import Diagnostic

    if not stack:
        return message
    frame = stack[0]
    line = frame.token_line or frame.line
    found = Diagnostic(message, frame.path, line, frame.column, source_line(frame.path, line) if frame.column else "")
    callers = [f"  called from {caller.function}() at {caller.path}:{caller.line}" for caller in stack[1:]]
    return coloured("\n".join([readable(found).render(), f"  in {frame.function}()", *callers]))


def source_line(path: str, line: int) -> str:
    """The text of a line, "" if the file is gone by now."""
    try:
        with open(path, encoding="latin-1") as file:
            return file.read().split("\n")[line - 1]
    except (OSError, IndexError):
        return ""
