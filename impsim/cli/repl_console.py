"""One entry after the other: code for the imp or its agent, or a command that begins with a colon."""

from __future__ import annotations

from json import dumps

from impsim.cli import USER_INPUT, USER_PROGRAM
from impsim.cli.failures import coloured
from impsim.cli.repl_host import Interrupts
from impsim.cli.repl_screen import SCREENS, Screen, seconds
from impsim.cli.source import SOURCES
from impsim.cli.words import readable
from impsim.diagnosis import explain_failure
from impsim.errors import Diagnostic, explained
from impsim.impos.conversions import to_bytes
from impsim.impos.eventloop import TimeOver
from impsim.live.entries import is_command
from impsim.live.pretty import pretty
from impsim.live.session import Session
from impsim.live.setup import AGENT, DEVICE
from impsim.squirrel.errors import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.repl import Programs
    from impsim.impos.program import Program
    from impsim.impos.prompt import Outcome
    from impsim.live.setup import Setup
    from impsim.live.typed import Typed

    Event = dict[str, Any]

MOST_CALLERS = 12  # lines of a call stack that are shown
OFFLINE_HINT = (
    "\nhint: without a connection code that sends is suspended; "
    "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10) has it go on"
)
OVER = "over"  # what a command gives when the session is to end
REASONS = {  # of a start of the program: developer.electricimp.com/node/2407
    0: "power came",
    1: "a deep sleep is over",
    2: "it was reset",
    3: "a pin woke it",
    4: "it has new code",
    5: "nothing had caught an error",
    7: "a connection was found",
    8: "its reset pin was pulled",
    9: "it was blinked up",
    10: "it was restarted",
}


class Console:
    """session: what is typed for.  side: whose program gets it.  programs: where those of the session lie."""

    def __init__(self, setup: Setup, programs: Programs, form: str, on_terminal: bool) -> None:
        self.screen: Screen = SCREENS[form]()
        self.programs = programs
        self.on_terminal = on_terminal
        self.side = DEVICE
        self.known_info: dict[str, Any] = {}  # what imp.net.info() was at the latest look
        self._locals: set[str] = set()
        self._failures: dict[str, str] = {}  # text -> code
        self._explained: set[str] = set()
        self._starts = 0
        self.interrupts = Interrupts()
        self.session = Session(setup, self._hear, self._hear_log, self._watched, self._failed)
        self.interrupts.session = self.session
        self.settle()

    def close(self) -> None:
        """Ends the session."""
        self.interrupts.close()
        self.session.close()

    def begin(self, setup: Setup) -> None:
        """Goes on with a new imp."""
        self._starts = 0
        self._locals.clear()
        self.known_info = {}
        self.session.again_from_start(setup)

    @property
    def prompt(self) -> str:
        """What stands before what is typed."""
        name = AGENT if self.side == AGENT else self.session.setup.profile.name
        return "%s %s> " % (name, seconds(self.session.now_us))

    # What is typed

    def enter(self, text: str) -> int | str:
        """Does what one entry says: an exit code, or OVER."""
        try:
            if not text.strip():
                return 0
            with self.interrupts:
                return self._entered(text)
        except Diagnostic as problem:
            self.refuse(problem)
            return USER_INPUT
        except Stop as stop:
            self.screen.failure(stop.reason)
            return USER_PROGRAM

    def _entered(self, text: str) -> int | str:
        if is_command(text):
            from impsim.cli.repl_commands import execute

            code = execute(self, text.strip()[1:])
        else:
            code = self.evaluate(text, self.side)
        self.settle()
        return code

    def refuse(self, problem: Diagnostic) -> None:
        """Tells what is wrong with an entry."""
        for one in (problem, *getattr(problem, "also", ())):
            self.screen.failure(coloured(readable(one).render()))

    def evaluate(self, text: str, side: str) -> int:
        """Runs code and shows its value. Raises Diagnostic for what does not parse."""
        typed = self.session.read(text)
        SOURCES[typed.path] = to_bytes(typed.source).encode("latin-1")
        outcome = self.session.run(typed, side)
        self._locals.update(typed.locals)
        if outcome is None:
            self.screen.note("interrupted: it is %s s, and nothing of this has happened" % self.now)
            return USER_PROGRAM
        if outcome.error is not None and not outcome.ended:
            self._explain(outcome, typed, side)
            return USER_PROGRAM
        if not typed.silent and not outcome.ended and (outcome.looked or outcome.value is not None):
            self.screen.value(pretty(outcome.value), outcome.told()["value"])
        return 0

    @property
    def now(self) -> str:
        """The virtual time."""
        return seconds(self.session.now_us)

    def _explain(self, outcome: Outcome, typed: Typed, side: str) -> None:
        error = outcome.error
        if isinstance(error, Diagnostic):
            raise error
        assert error is not None
        lead = typed.lead
        failure = explain_failure(
            error,
            SOURCES.get,
            self.session.program(side),
            lambda path, line: lead if (path, line) == (typed.path, 1) else 0,
        )
        own = self._hint(error, outcome.message)
        if isinstance(error, Stop) and not failure.stack:  # it could not even begin
            self.screen.failure(error.reason + own)
            return
        if own:
            failure.problem.hint = ""  # one suggestion is enough
        self._tell(_short(coloured(failure.render())) + own, failure.problem.code if failure.stack else "")

    def _hint(self, error: BaseException, message: str) -> str:
        """What only a session knows about an error."""
        imp = self.session.imp
        name = message.removeprefix("the index '").removesuffix("' does not exist")
        if name != message and name in self._locals:
            return "\nhint: `local %s` ended with the entry that it stood in; `%s <- ...` stays" % (name, name)
        if isinstance(error, TimeOver):
            return "" if imp.device.network.connected else OFFLINE_HINT
        if message == "the program does not run":
            return "\nhint: `:time 2s` if it is about to start again; `:reset` begins anew"
        if message.startswith("the imp is "):
            return "\nhint: " + {"off": ":do power.on"}.get(imp.power, "`:time 10s` lets time pass until it wakes")
        return ""

    # What happens

    def settle(self) -> None:
        """After an entry: what is watched, and why programs have failed."""
        self.session.watches.look()
        failures, self._failures = self._failures, {}
        for text, code in failures.items():
            self._tell(text, code)

    def _tell(self, text: str, code: str) -> None:
        """Why something failed; where to read on, once for each code."""
        self.screen.failure(text, code)
        if self.on_terminal and code not in self._explained and explained(code):
            self._explained.add(code)
            self.screen.note(f":explain {code} tells more")

    def _failed(self, error: BaseException, program: Program) -> None:
        """Something that nothing has caught ends a program; its values are still there."""
        failure = explain_failure(error, SOURCES.get, program)
        self._failures[_short(coloured(failure.render()))] = failure.problem.code

    def _hear_log(self, event: Event) -> None:
        self.screen.log(event)

    def _hear(self, event: Event) -> None:
        kind = event["kind"]
        if kind == "vm" and event["state"] == "start":
            self._starts += 1
            if self._starts > 1:
                self._started(event)
        elif kind == "power" and event["state"] not in ("on", "running"):
            until = event.get("until_us")
            self.screen.note("the imp is %s%s" % (event["state"], " until " + seconds(until) if until else ""))

    def _started(self, event: Event) -> None:
        reason = REASONS.get(event["wake_reason"], "reason %d" % event["wake_reason"])
        typed = any(action.acts and getattr(action, "side", "") == DEVICE for action in self.session.actions)
        gone = "; what you had defined in it is gone" if typed else ""
        self.screen.note("the program has started anew at %s: %s%s" % (seconds(event["t_us"]), reason, gone))

    def _watched(self, text: str, side: str, event: Event) -> None:
        name = text if side == DEVICE else "agent: " + text
        shown = event.get("error") or event.get("none")
        value = "(%s)" % shown if shown else dumps(event.get("value"), ensure_ascii=False)
        self.screen.watched(name, value, event["t_us"])


def _short(text: str) -> str:
    """An explanation whose call stack is not endless, as that of an endless recursion is."""
    lines = text.split("\n")
    callers = [line for line in lines if line.startswith("  called from ")]
    kept = callers[:MOST_CALLERS]
    if len(kept) == len(callers):
        return text
    rest = [line for line in lines if line not in callers]
    return "\n".join([*rest, *kept, "  ... %d more" % (len(callers) - len(kept))])
