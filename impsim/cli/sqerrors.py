"""The three ways in which `impsim sq` prints an error: as the reference does, bare text first, or explained."""

from __future__ import annotations

from impsim.cli import USER_INPUT
from impsim.cli.failures import coloured
from impsim.cli.output import error_writer, say
from impsim.cli.uncaught import tell_uncaught
from impsim.cli.words import as_bytes, readable
from impsim.squirrel.names import PRIME
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import Frame, call_stack, thrown
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.errors import Diagnostic

INTERNAL = "ƒ"  # how names begin that no program can spell
DEEPEST_LOCALS = 10  # functions of which the reference shows the variables
UNKNOWN = "unknown"  # what the reference prints for a thrown value that is not a string


def compile_error(problem: Diagnostic, errors: str) -> int:
    """Print why a program cannot be compiled or read; returns the exit code."""
    if errors == "pretty" or not problem.line:
        say(coloured(readable(problem).render()))
    elif errors == "plain":
        error_writer()(problem.message + "\n")
        say(readable(problem).render())
    else:
        place = f"{as_bytes(problem.path)} line = ({problem.line}) column = ({problem.column})"
        error_writer()(f"{place} : error {problem.message}\n")
    return USER_INPUT


def uncaught(error: Exception, errors: str, write: Callable[[str], None]) -> None:
    """Print an error that no `catch` of the program held. Raises it again when it is a defect of impsim."""
    if errors == "pretty":
        tell_uncaught(error)
        return
    value = thrown(error)
    stack = call_stack(error)
    text = value if isinstance(value, str) else UNKNOWN
    if errors == "reference":
        write(f"\nAN ERROR HAS OCCURED [{text}]\n\nCALLSTACK\n" + "".join(map(reference_line, stack)))
        write("\nLOCALS\n" + "".join(map(local_lines, stack[:DEEPEST_LOCALS])))
    else:
        write(value_text(value) + "\n" + "".join(map(reference_line, stack)))


def value_text(value: object) -> str:
    """A thrown value as `print` shows it."""
    text: str = value if isinstance(value, str) else tostring(value)
    return text


def reference_line(frame: Frame) -> str:
    return f"*FUNCTION [{frame.function}()] {as_bytes(frame.path)} line [{frame.line}]\n"


def local_lines(frame: Frame) -> str:
    """The variables of a function, the last one first, as the reference shows them."""
    lines = [f"[{name.partition(PRIME)[0]}] {local_text(frame.variables[name])}\n" for name in visible(frame.variables)]
    return "".join(reversed(lines))


def visible(variables: dict[str, Any]) -> list[str]:
    """The names that are the program's: not those of temporaries, nor those by which Python knows closures."""
    return [
        name
        for name, value in variables.items()
        if name[0] != INTERNAL and not (PRIME in name and type_name(value) == "function")
    ]


def local_text(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, float):
        return f"{value:.14g}"
    if value is None or isinstance(value, (bool, int)):
        return "NULL" if value is None else str(value).lower()
    kind: str = type_name(value)
    if kind == "function":
        return "CLOSURE" if is_compiled_code(value) else "NATIVECLOSURE"
    return kind.upper()


def is_compiled_code(function: Any) -> bool:
    return "ƒroot" in getattr(function, "__globals__", ())
