"""Squirrel strings hold bytes; what people read is text. From the one to the other."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.errors import Diagnostic


def as_text(text: str) -> str:
    """Bytes as characters: UTF-8 where it is, else unchanged (latin-1)."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def as_bytes(text: str) -> str:
    """A file name or an argument as the Squirrel string of its bytes."""
    from os import fsencode

    return fsencode(text).decode("latin-1")


def readable(problem: Diagnostic) -> Diagnostic:
    """The same Diagnostic in characters; its column counts characters too."""
    from impsim.errors import Diagnostic

    column = len(as_text(problem.text[: problem.column - 1])) + 1 if problem.text else problem.column
    message, text, hint = as_text(problem.message), as_text(problem.text), as_text(problem.hint)
    return Diagnostic(message, problem.path, problem.line, column, text, hint, problem.code, as_text(problem.why))
