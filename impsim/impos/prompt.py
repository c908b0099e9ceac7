"""Code that somebody has a running program execute, as if it stood there: at a prompt, or in a scenario.

It runs between callbacks, in the root table, and becomes part of the program: its functions and globals stay, its
constants hold in what is run after it, and what it leaves counts for the program's memory. Its exceptions are its own:
they end nothing.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos.conversions import to_bytes, to_json, to_text
from impsim.impos.deployment import CONSTANTS
from impsim.impos.eventloop import Ended
from impsim.impos.machine import RUNNING
from impsim.impos.memory import OutOfMemory
from impsim.squirrel.errors import Stop
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import thrown
from impsim.squirrel.values import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.impos.program import Program


class Outcome:
    """value: what the last expression gave.  error: the exception that ended it, or None.  ended: the code has ended
    its program, as server.restart() does.  looked: it could do nothing but look.
    """

    def __init__(self, value: Any = None, error: Optional[BaseException] = None) -> None:
        self.value = value
        self.error = error
        self.ended = isinstance(error, Ended)
        self.looked = False

    @property
    def message(self) -> str:
        """What the error says, "" where there is none."""
        error = self.error
        if error is None or self.ended:
            return ""
        if isinstance(error, Stop):
            return error.reason
        return error.message if isinstance(error, Diagnostic) else to_text(tostring(thrown(error)))

    def told(self) -> dict[str, Any]:
        """As an event has it."""
        if self.error is not None:
            return {"error": self.message} if not self.ended else {}
        return {"value": to_json(self.value, type_name)}


def run(program: Program, text: str, path: str) -> Outcome:
    """Runs text in a program now. What is wrong with it is in the outcome."""
    outcome = guarded(lambda: _answer(program, text, path))
    if isinstance(outcome.error, OutOfMemory):
        program.exhausted(outcome.error)
    return outcome


def guarded(function: Callable[[], Any]) -> Outcome:
    """What a function gives, or why it gives nothing. Raises a defect of impsim."""
    try:
        return Outcome(function())
    except (Stop, Exception) as error:
        if not isinstance(error, (Stop, Diagnostic)):
            thrown(error)  # raises it again when it is a defect of impsim
        return Outcome(error=error)


def _answer(program: Program, text: str, path: str) -> Any:
    if program.loop is not None and program.loop.over:
        power = getattr(program, "power", RUNNING)  # agents have none
        raise Stop("the imp is %s" % power if power != RUNNING else "the program does not run")
    unit = compiled(program, text, path)
    value = program.evaluate(unit)
    if not program.loop.over:
        program.vm.constants = unit.constants
        program.after_call()
    return value


def compiled(program: Program, text: str, path: str) -> Any:
    """The unit of a text for a program: it knows the constants of what has run before. Raises Diagnostic."""
    from impsim.squirrel.compile import compile_source

    known = getattr(program.vm, "constants", None) or getattr(program.unit, "constants", None) or CONSTANTS
    return compile_source(to_bytes(text), path, steps=True, constants=known, answers=True)
