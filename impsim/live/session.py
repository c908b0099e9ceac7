"""A session: one imp that lives as long as somebody is interested, and can be brought back to an earlier moment.

Nothing is kept of a simulation. What was done is, and a simulation with the same setup in which the same is done at
the same times is the same, byte for byte: so `back` begins anew, silently, and does again what was done up to then.

An interrupt is only noted here. Between two events it ends the passing of time; code that runs is unwound with a Stop,
which leaves a simulation that could not be made again, so that the session goes back to before that code had begun.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.impos import prompt
from impsim.impos.simulation import ONLY, Simulation
from impsim.live import looks
from impsim.live.actions import ACT_US, Action, Done, Look, Run, Watched
from impsim.live.setup import AGENT, DEVICE
from impsim.live.typed import Typed
from impsim.live.watching import Watches
from impsim.sim.clock import NO_LIMIT
from impsim.squirrel.errors import Stop
from impsim.squirrel.traceback import Defect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.imp import Imp
    from impsim.impos.program import Program
    from impsim.live.saved import Saved
    from impsim.live.setup import Setup
    from impsim.scenario.timeline import Stimulus
    from impsim.squirrel.vm import VM

    Event = dict[str, Any]
    Listener = Callable[[Event], object]

CLOCKS_US = 1000  # what a program that begins by reading clocks may take until it is looked at
MOST_LINES = 10000  # of the log that are kept


def nobody(event: Event) -> None:
    """Nobody listens."""


class Interrupted(Stop):
    """Somebody has lost patience with code that runs."""

    def __init__(self) -> None:
        Stop.__init__(self, "interrupted")


class Session:
    """hear: gets what happens, as a trace has it; hear_log: lines of the log, as impCentral streams them; tell(name,
    value): a watched expression has another value; failed(error, program): nothing has caught it, and the program's
    values are still there. None of them hears what is only done again.

    simulation, imp: the present ones.  actions: what was done.  log: lines so far.  muted: somebody looks.
    """

    def __init__(
        self,
        setup: Setup,
        hear: Listener = nobody,
        hear_log: Listener = nobody,
        tell: Callable[[str, str, Event], object] | None = None,
        failed: Callable[[BaseException, Program], object] | None = None,
    ) -> None:
        self.setup = setup
        self.hear = hear
        self.hear_log = hear_log
        self._failed = failed
        self.actions: list[Action] = []
        self.watches = Watches(self, tell)
        self.simulation: Simulation
        self.imp: Imp
        self.muted = False
        self.log: list[Event] = []
        self._recorder: Any = None
        self._again = False  # what happens has happened before
        self._interrupted = False
        self._cut_us: int | None = None  # when code was unwound
        self._texts = 0
        self._begin()

    # Its beginning

    def _begin(self) -> None:
        """The imp is switched on, and its program has started and done what it does at once."""
        world, site = self.setup.made()
        self.log.clear()
        self._interrupted, self._cut_us = False, None
        self.simulation = simulation = Simulation(world, seed=self.setup.seed, pausable=True)
        simulation.instruments.attach(self._hear)
        if self._recorder is not None:
            self._recorder.begin(simulation)
        self.watches.begin(simulation)
        simulation.clock.pace = self._pace
        profile, release, programs = self.setup.profile, self.setup.release, self.setup
        self.imp = simulation.add(
            ONLY, profile, release, programs.device.unit, site=site, agent=programs.agent.unit, sink=self._logged
        )
        self.setup.around.begin(simulation, self.imp)
        for side in (DEVICE, AGENT):
            program = self.program(side)
            program.on_new_vm = self._guard
            program.on_failure = self._hearer(program)
            if program.vm is not None:
                self._guard(program.vm)
        self._start()

    def _start(self) -> None:
        clock = self.simulation.clock
        while not self.imp.started and clock.step():
            pass
        self._run(clock.now_us)
        if self.imp.running and self.imp.loop.busy:
            self._run(clock.now_us + CLOCKS_US)

    def _guard(self, vm: VM) -> None:
        """Has a VM look for an interrupt as it counts its steps."""
        counted = vm.next_block

        def next_block() -> int:
            if self._interrupted and not self._again:
                self.unwound()
                raise Interrupted
            return counted()

        vm.next_block = next_block

    def _hearer(self, program: Program) -> Callable[[BaseException], object]:
        """Hears of what ends a program."""

        def hear(error: BaseException) -> None:
            if self._failed is not None and not self._again and not isinstance(error, Interrupted):
                self._failed(error, program)

        return hear

    def close(self) -> None:
        """Ends the programs where they stand."""
        self._again = True
        self.simulation.close()

    # What is seen

    def _hear(self, event: Event) -> None:
        if self.muted:
            return
        if self._recorder is not None:
            self._recorder.hear(event)
        if not self._again:
            self.hear(event)

    def _logged(self, event: Event) -> None:
        if self.muted:
            return
        self.log.append(event)
        if len(self.log) > MOST_LINES:
            del self.log[0]
        if not self._again:
            self.hear_log(event)

    def _pace(self, t_us: int) -> None:
        """Time is about to move."""
        if self._recorder is not None:
            self._recorder.pace(t_us)
        self.watches.pace(t_us)
        if self._interrupted and not self._again:
            self.simulation.clock.limit_us = t_us  # where code of somebody at a prompt waits

    @property
    def again(self) -> bool:
        """Whether what happens is only done again."""
        return self._again

    # Time

    @property
    def now_us(self) -> int:
        """Virtual microseconds since power-on."""
        return self.simulation.clock.now_us

    def interrupt(self) -> None:
        """Ends what goes on as soon as can be. For signal handlers and other threads."""
        self._interrupted = True

    def unwound(self) -> None:
        """Code was unwound by somebody else: what is left of it cannot be gone on with."""
        self._cut_us = self.simulation.clock.limit_us = self.now_us

    def advance(self, us: int) -> bool:
        """Lets time pass. False: somebody has interrupted it, or code that ran; then the session has gone back to where
        that code began."""
        return self.run_to(self.now_us + us)

    def run_to(self, t_us: int) -> bool:
        """Lets time pass up to and at t_us. False: see `advance`."""
        self._interrupted = False
        self._run(t_us)
        return self._went_well()

    def run_until(self, met: Callable[[Event], bool], limit_us: int) -> bool:
        """Lets time pass until an event is so, and all that happens at its time. False: it was not, up to and at
        limit_us."""
        clock, hear = self.simulation.clock, self.hear
        found: list[Event] = []

        def listen(event: Event) -> None:
            hear(event)
            if not found and met(event):
                found.append(event)
                clock.limit_us = clock.now_us

        self.hear = listen
        try:
            self.run_to(limit_us)
        finally:
            self.hear = hear
        return bool(found)

    def _run(self, t_us: int) -> None:
        clock = self.simulation.clock
        clock.limit_us = t_us
        try:
            while clock.step():
                if self._interrupted and not self._again:
                    clock.limit_us = clock.now_us
        except Defect as defect:
            if isinstance(defect.cause, Diagnostic):  # a part of the user's own has failed in a call of the program
                raise defect.cause from None
            raise
        finally:
            reached_us, clock.limit_us = clock.limit_us, NO_LIMIT
        clock.move(reached_us)

    def _went_well(self) -> bool:
        interrupted, self._interrupted = self._interrupted, False
        if self._cut_us is not None:
            self.back(self._cut_us - 1)
        return not interrupted

    # What is done

    def program(self, side: str) -> Program:
        """The imp's, or its agent's."""
        found = self.imp if side == DEVICE else self.imp.agent
        assert found is not None
        return found

    def read(self, text: str) -> Typed:
        """What a text says; errors call it by a number of its own. Raises Diagnostic for what does not parse."""
        self._texts += 1
        return Typed(text, "input %d" % self._texts)

    def evaluate(self, text: str, side: str = DEVICE) -> prompt.Outcome | None:
        """Runs a text in a program. Raises Diagnostic for what does not parse. See `run`."""
        return self.run(self.read(text), side)

    def run(self, typed: Typed, side: str = DEVICE) -> prompt.Outcome | None:
        """Runs what was read; the outcome has the value of its last expression. What can only look takes no time.
        None: it was interrupted, and so has not happened."""
        program = self.program(side)
        if program.running and looks.only_looks(typed, program):
            return self._look(Look(typed, side))
        return self._act(Run(typed, side))  # type: ignore[no-any-return]

    def _look(self, look: Look) -> prompt.Outcome:
        look.asked_us = look.t_us = self.now_us
        outcome: prompt.Outcome = look.do(self)
        outcome.looked = True
        if outcome.error is None:
            look.value = outcome.told().get("value")
            self.actions.append(look)
        return outcome

    def perform(self, verb: str, fields: dict[str, Any]) -> bool:
        """Has a verb of a timeline happen. Raises Diagnostic as for an entry of a scenario. False: interrupted."""
        return self.happen(self.setup.around.stimulus(verb, fields, self.imp))

    def happen(self, stimulus: Stimulus) -> bool:
        """The same for an entry that was read already."""
        before = len(self.actions)
        self._act(Done(stimulus))
        return len(self.actions) > before

    def watch(self, text: str, side: str = DEVICE, on: bool = True) -> None:
        """Has the value of an expression told whenever it changes. Raises Diagnostic for what changes the program."""
        self.watches.check(text, side)
        action = Watched(text, side, on)
        action.asked_us = action.t_us = self.now_us
        action.do(self)
        self.actions.append(action)

    def _act(self, action: Action) -> Any:
        """Does it; None when it was interrupted: then it has not happened."""
        self._interrupted = False
        action.asked_us = self.now_us
        outcome = self._done(action)
        if self._interrupted or self._cut_us is not None:
            self._replay(self.actions, action.asked_us)
            return None
        self.actions.append(action)
        return outcome

    def _done(self, action: Action) -> Any:
        if action.acts:
            self._run(action.asked_us + ACT_US - 1)
            self.simulation.clock.move(action.asked_us + ACT_US)
        action.t_us = self.now_us
        outcome = action.do(self)
        self._run(self.now_us)
        return outcome

    # Going back

    def back(self, t_us: int) -> None:
        """Goes back to a moment: what was done later is forgotten. Of code that took longer than to then, the session
        goes back to before it."""
        kept = [action for action in self.actions if action.t_us <= t_us]
        self._replay(kept, max(t_us, 0))
        if self.now_us > t_us and kept and kept[-1].acts:
            self._replay(kept[:-1], kept[-1].asked_us)

    def undo(self) -> Action | None:
        """Takes back what was done last, and goes to the moment before it. None: nothing was done."""
        numbers = [number for number, action in enumerate(self.actions) if action.acts]
        if not numbers:
            return None
        last = self.actions[numbers[-1]]
        self._replay(self.actions[: numbers[-1]], last.asked_us)
        return last

    def again_from_start(self, setup: Setup | None = None) -> None:
        """A new imp, to which nothing has been done."""
        if setup is not None:
            self.setup = setup
        self.close()
        self.actions = []
        self._again = False
        self._begin()

    def record(self, recorder: Any) -> None:
        """Does all of it again, with somebody who records it from the beginning on.

        recorder: has begin(simulation), hear(event), pace(t_us) and end().
        """
        self._recorder = recorder
        try:
            self._replay(self.actions, self.now_us)
            recorder.end()
        finally:
            self._recorder = None

    def _replay(self, actions: list[Action], until_us: int) -> None:
        self.close()
        self._again = True
        try:
            self._begin()
            for action in actions:
                self._run(action.asked_us)
                self._done(action)
            if until_us > self.now_us:
                self._run(until_us)
        finally:
            self._again = False
        self.actions = list(actions)

    def saved(self, path: str) -> Saved:
        """What was done, as a scenario file and the programs beside it: texts that nobody has written yet."""
        from impsim.live.expected import Seen
        from impsim.live.saved import Saved

        seen = Seen()
        self.record(seen)
        return Saved(self, path, seen)
