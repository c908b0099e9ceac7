"""How a command ends that does not end well: what is said on standard error, and the exit code."""

from __future__ import annotations

import os
import sys

from impsim.cli import DEFECT, INTERRUPTED, READER_GONE, USER_INPUT, USER_PROGRAM
from impsim.cli.output import OutputLost, on_terminal, say
from impsim.cli.words import readable
from impsim.errors import Diagnostic, explained
from impsim.squirrel.errors import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FAINT = ("hint: ", "more: ")
REPORT = """\
impsim: a defect of impsim, not of your program: {what}
hint: please report it with the program and the output of the same command under IMPSIM_DEBUG=1"""


def report(error: BaseException) -> int:
    """Say what went wrong; returns the exit code."""
    try:
        return told(error)
    except OutputLost as lost:
        return output_lost(lost.cause)
    except OSError as cause:  # standard error itself is gone
        return output_lost(cause)


def told(error: BaseException) -> int:
    if isinstance(error, Diagnostic):
        return diagnosed(error)
    if isinstance(error, OutputLost):
        return output_lost(error.cause)
    if isinstance(error, BrokenPipeError):
        return output_lost(error)
    if isinstance(error, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    if isinstance(error, MemoryError):
        say("impsim: this machine has no more memory for the program")
        return USER_PROGRAM
    if isinstance(error, Stop):
        say(error.reason)
        return USER_PROGRAM
    if isinstance(error, (SystemExit, GeneratorExit)):
        raise error
    return defect(error)


def diagnosed(error: Diagnostic) -> int:
    """The message; where a file has several mistakes, all of them."""
    from impsim.diagnosis.catalogue import coded

    problems = [coded(problem) for problem in (error, *getattr(error, "also", ()))]
    for problem in problems:
        say(coloured(readable(problem).render()))
    if on_terminal():
        tell_more(problem.code for problem in problems)
    return USER_INPUT


def tell_more(codes: Iterable[str]) -> None:
    """Where to read on, once."""
    known = list(dict.fromkeys(filter(explained, codes)))
    if known:
        say(f"more: impsim explain {known[0] if len(known) == 1 else 'CODE'}")


def defect(error: BaseException) -> int:
    """A Python exception that nobody meant; in a running program it comes wrapped in a Defect."""
    error = getattr(error, "cause", error)
    say(REPORT.format(what=f"{type(error).__name__}: {error}"))
    if os.environ.get("IMPSIM_DEBUG"):
        import traceback

        say("".join(traceback.format_exception(type(error), error, error.__traceback__)))
    return DEFECT


def output_lost(cause: OSError) -> int:
    """Nobody reads on: quiet, as for any Unix filter. Another cause, such as a full disk, is told."""
    discard_output()
    if isinstance(cause, BrokenPipeError):
        return READER_GONE
    try:
        say(f"impsim: cannot write the output: {cause.strerror}")
    except (OSError, OutputLost):
        pass
    return USER_INPUT


def discard_output() -> None:
    """Else the interpreter tries to flush what is left, fails again and says so."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            try:
                os.dup2(null, stream.fileno())
            except (OSError, ValueError, AttributeError):
                pass


def colours() -> bool:
    """On a terminal only, and not where NO_COLOR forbids it (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return on_terminal()


def coloured(text: str) -> str:
    """A rendered Diagnostic: the first line bold, the hint faint."""
    if not colours():
        return text
    head, *rest = text.split("\n")
    tinted = [f"\033[2m{line}\033[0m" if line.startswith(FAINT) else line for line in rest]
    return "\n".join([f"\033[1m{head}\033[0m", *tinted])
