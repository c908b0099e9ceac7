"""Uncaught errors for people: what went wrong at its place in the source, why, and who called whom."""

from __future__ import annotations

import sys

from impsim.cli.failures import coloured, tell_more
from impsim.cli.output import on_terminal, say
from impsim.cli.source import SOURCES
from impsim.diagnosis import explain_failure
from impsim.diagnosis.witness import Witness
from impsim.squirrel.errors import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.diagnosis.failure import Failure
    from impsim.impos.program import Program

ABSENT = "MS"  # codes of what a model, a release or impsim lacks begin so


def new_witness() -> Witness:
    """A witness who knows the sources of this process."""
    return Witness(found)


def found(
    error: BaseException, host: Program | None, shift: Callable[[str, int], int] = lambda path, line: 0
) -> Failure:
    """Why a program failed, with the places where people wrote it."""
    failure = explain_failure(error, SOURCES.get, host, shift)
    preprocessing = sys.modules.get("impsim.cli.preprocessing")
    return preprocessing.as_written(failure) if preprocessing is not None else failure


def tell(witness: Witness, in_full: bool) -> None:
    """Tells each failure; not in full, only who has what a program has missed, and why one was stopped."""
    told = []
    failures = [failure for _, failure in witness.failures]
    for failure in failures:
        if in_full:
            told.append("\n" * (not failure.is_stop) + coloured(failure.render()))
        elif failure.is_stop:
            told.append(coloured(failure.render()))
        elif failure.problem.code[0] in ABSENT and failure.problem.why:
            told.append(failure.problem.why)
    for text in dict.fromkeys(told):
        say(text)
    if in_full:
        tell_more(failure.problem.code for failure in failures)


def tell_uncaught(
    error: BaseException, shift: Callable[[str, int], int] = lambda path, line: 0, host: Program | None = None
) -> None:
    """Says why an exception has left a program. Raises it again when it is a defect of impsim.

    shift: how many columns of a line are not the user's.  host: whose program it was, if an imp's.
    """
    if isinstance(error, Stop):
        say(error.reason)
        return
    failure = found(error, host, shift)
    say(coloured(failure.render()))
    if on_terminal():
        tell_more([failure.problem.code])
