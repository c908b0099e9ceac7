"""Squirrel strings hold bytes; what people read is text. From the one to the other."""

from __future__ import annotations

from impsim.errors import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.errors import Diagnostic


def as_bytes(text: str) -> str:
    """A file name or an argument as the Squirrel string of its bytes."""
    from os import fsencode

    return fsencode(text).decode("latin-1")


def readable(problem: Diagnostic) -> Diagnostic:
    """The same Diagnostic in characters; its column counts characters too."""
    return problem.readable()


__all__ = ["as_bytes", "as_text", "readable"]
