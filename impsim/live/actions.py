"""What is done in a session, as data: a session is the list of its actions, and can be done again.

An action takes effect a millisecond after the moment at which it is asked for, before anything else of that
time: so it comes after all that the moment had, and a scenario can have it happen at just that time.
"""

from __future__ import annotations

from impsim.impos import prompt
from impsim.live import looks
from impsim.live.setup import AGENT
from impsim.scenario.squirrel_stimuli import VERB
from impsim.scenario.stimuli import perform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.live.session import Session
    from impsim.live.typed import Typed
    from impsim.scenario.timeline import Stimulus

ACT_US = 1000


class Action:
    """asked_us: when it was asked for.  t_us: when it took effect.  acts: whether it may change anything.

    id: what a file calls it in which it was saved.
    """

    acts = True

    def __init__(self) -> None:
        self.asked_us = 0
        self.t_us = 0
        self.id = ""

    def do(self, session: Session) -> Any:
        raise NotImplementedError


class Done(Action):
    """A verb of a timeline."""

    def __init__(self, stimulus: Stimulus) -> None:
        super().__init__()
        self.stimulus = stimulus

    def do(self, session: Session) -> Any:
        return perform(session.simulation, session.imp, self.stimulus.verb, self.stimulus.args)

    def __str__(self) -> str:
        return self.stimulus.verb


class Run(Action):
    """Code that became part of a program."""

    def __init__(self, typed: Typed, side: str) -> None:
        super().__init__()
        self.typed = typed
        self.side = side

    def do(self, session: Session) -> Any:
        side = {"side": AGENT} if self.side == AGENT else {}
        args = {"code": self.typed.source, **side, "_path": self.typed.path}
        return perform(session.simulation, session.imp, VERB, args)

    def __str__(self) -> str:
        return self.typed.head


class Look(Action):
    """A value that was looked at."""

    acts = False

    def __init__(self, typed: Typed, side: str) -> None:
        super().__init__()
        self.typed = typed
        self.side = side
        self.value: Any = None  # as plain data
        self.stood = False  # whether the program stood in a call

    def do(self, session: Session) -> Any:
        program = session.program(self.side)
        self.stood = program.loop.busy or not program.running
        session.muted = True
        try:
            unit = prompt.compiled(program, self.typed.source, self.typed.path)
            return prompt.guarded(lambda: looks.look(program, unit))
        finally:
            session.muted = False

    def __str__(self) -> str:
        return self.typed.head


class Watched(Action):
    """From now on the value of an expression is told whenever it changes; on: or no longer."""

    acts = False

    def __init__(self, text: str, side: str, on: bool) -> None:
        super().__init__()
        self.text = text
        self.side = side
        self.on = on

    def do(self, session: Session) -> Any:
        session.watches.set(self.text, self.side, self.on)

    def __str__(self) -> str:
        return "watch " + self.text
