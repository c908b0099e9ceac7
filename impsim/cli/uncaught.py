"""An uncaught error for people: the error at its place in the source, then who called whom."""

from __future__ import annotations

from impsim.cli.failures import coloured
from impsim.cli.source import SOURCES
from impsim.cli.words import as_text, readable
from impsim.errors import Diagnostic
from impsim.squirrel.errors import Stop
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, thrown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from impsim.impos.program import Program

    Place = tuple[str, str, int, int]  # function, path, line, column (0: not known)


def uncaught_text(
    error: BaseException, shift: Callable[[str, int], int] = lambda path, line: 0, host: Program | None = None
) -> str:
    """The explanation of an exception that left a program. Raises it again when it is a defect of impsim.

    shift: how many columns of a line are not the user's.  host: whose program it was, if an imp's.
    """
    if isinstance(error, Stop):
        return error.reason
    message, places = as_text(value_text(thrown(error))), places_of(error, shift)
    return explanation(message, places, missing(message, places, host) if host else None)


def missing(message: str, places: Sequence[Place], host: Program) -> str | None:
    """Which model or release has what a program has not found, if it is part of the API."""
    from impsim.impos.availability import note

    line = source_line(places[0][1], places[0][2]) if places else ""
    return note(message, line, host.device.profile, host.device.release, host.side)


def places_of(error: BaseException, shift: Callable[[str, int], int]) -> list[Place]:
    """The call stack of an error, innermost first."""
    places = [(frame.function, frame.path, frame.token_line or frame.line, frame.column) for frame in call_stack(error)]
    return [(function, path, line, column - shift(path, line)) for function, path, line, column in places]


def value_text(value: object) -> str:
    """A thrown value as `print` shows it."""
    text: str = value if isinstance(value, str) else tostring(value)
    return text


def explanation(message: str, places: Sequence[Place], hint: str | None = None) -> str:
    """The message at the first place, then the callers."""
    if not places:
        return message
    from impsim.diagnosis.catalogue import match

    function, path, line, column = places[0]
    text = source_line(path, line) if column else ""
    problem = Diagnostic(message, path, line, column, text) if text else Diagnostic(message, f"{path}:{line}")
    problem.hint = hint or ""
    problem.code = match(message) or problem.code
    callers = [f"  called from {caller}() at {path}:{line}" for caller, path, line, _ in places[1:]]
    return coloured("\n".join([readable(problem).render(), f"  in {function}()", *callers]))


def source_line(path: str, line: int) -> str:
    """The text of a line of a source that this process has compiled."""
    lines = SOURCES.get(path, b"").decode("latin-1").split("\n")
    return lines[line - 1] if line <= len(lines) else ""
