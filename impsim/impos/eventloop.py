"""The event loop of a program: callbacks one at a time, none interrupted by another.

What becomes due while a callback runs waits its turn. With nothing waiting the program is idle:
timers of zero seconds and then the callback of imp.onidle() run; after that virtual time
jumps to the next event (developer.electricimp.com/api/imp/wakeup, /node/2440).

A call that blocks (imp.sleep, a send that waits) lets the world go on and holds this program's own
callbacks back; impsim.sim.stacks says how. A program that impOS suspends is held in the same
way: what it was doing goes on when it is released.
"""

from __future__ import annotations

from impsim.sim.stacks import Stacks, Turn
from impsim.squirrel.errors import Stop
from impsim.squirrel.values.klass import Instance, lock, new_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.sim.clock import Clock

CENTISECOND_US = 10000
LONGEST_S = 10737418  # 2**30 centiseconds (D/api/imp/wakeup)
# A float of seconds may lie just above the centisecond that it means: 0.1 is 0.100000001 in float32.
HALF_A_LAST_BIT = 2.0**-24  # of a float32, in proportion to the number
IDLE_CALLBACK_US = 1000  # assumed: what a round of the idle loop takes, so that a loop of zero timers meets its end
STANDS = "the program stands in a call: what waits can be done when that has ended"


class TimeOver(Stop):
    """The program was in the middle of something when the time to simulate was over."""


class Ended(Stop):
    """The program is no more: restarted, asleep or without power. Its frames unwind."""


def time_over() -> TimeOver:
    """What ends a turn that nothing is left to wake."""
    return TimeOver("a call waits for something that does not come in the time simulated")


class Due:
    """A callback that waits for its time and then for its turn; the event that brings its time calls it."""

    __slots__ = ("callback", "event", "loop")

    def __init__(self, loop: Loop, callback: Any) -> None:
        self.loop = loop
        self.callback = callback  # None once it has run or was cancelled
        self.event: Optional[list[Any]] = None

    def __call__(self) -> None:
        """Its time has come: it runs, or waits for what runs now."""
        loop = self.loop
        loop.line.append(self)
        if not loop.busy and not loop.held:
            loop.run_line()


class Wait:
    """One thing that a blocked callback waits for; only its first end counts."""

    __slots__ = ("_turn", "over", "value")

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self.over = False
        self.value: Any = None

    def end(self, value: Any = None) -> None:
        """It has come: the callback goes on with value."""
        if not self.over:
            self.over = True
            self.value = value
            self._turn.wake(value)


class Timer(Instance):
    """What imp.wakeup() returns. Programs see an instance without members."""

    __slots__ = ("ƒdue",)
    ƒdue: Due


def delay_us(interval: Any) -> Optional[int]:
    """An interval in seconds as timers take it: in whole centiseconds, rounded up. None: out of range."""
    if not 0 <= interval <= LONGEST_S:
        return None
    if type(interval) is int:
        return int(interval) * 1000000
    centiseconds: float = interval * 100
    whole = int(centiseconds)
    return (whole + (centiseconds - whole > centiseconds * HALF_A_LAST_BIT)) * CENTISECOND_US


class Loop:
    """The callbacks of one run of a program.  run_callback: calls one and deals with what it throws.

    line: callbacks that are due.  busy: a callback runs or stands in a call that blocks.  held: impOS has suspended
    the program.
    """

    def __init__(self, clock: Clock, stacks: Stacks, run_callback: Callable[[Any], None]) -> None:
        self._clock = clock
        self._turn = Turn(stacks)
        self._run_callback = run_callback
        self.line: list[Due] = []
        self._zero_line: list[Due] = []  # timers of zero seconds
        self._on_idle: Any = None
        self._idle_event: Optional[list[Any]] = None
        self._make_timer: Optional[Callable[[], Timer]] = None
        self._stands_held = False
        self._may_wait = True
        self.busy = False
        self.held = False
        self.over = False

    def wakeup(self, interval: Any, callback: Any) -> Optional[Timer]:
        """Sets a timer. None: the interval is out of range."""
        wait_us = delay_us(interval)
        if wait_us is None:
            return None
        due = Due(self, callback)
        if wait_us:
            clock = self._clock
            due.event = clock.at(clock.now_us + wait_us, due)
        else:
            self._zero_line.append(due)
            self._plan_idle()
        timer = (self._make_timer or self._timer_class())()
        timer.ƒdue = due
        return timer

    def _timer_class(self) -> Callable[[], Timer]:
        klass = new_class(None)
        object.__setattr__(klass, "ƒpython", Timer)
        self._make_timer = lock(klass)
        return self._make_timer

    def cancel(self, timer: Timer) -> None:
        """Takes a timer back; one whose callback was called is left alone."""
        due = timer.ƒdue
        due.callback = None
        if due.event is not None:
            self._clock.cancel(due.event)

    def on_idle(self, callback: Any) -> None:
        """Sets the one callback for when the program is idle; None takes it back."""
        self._on_idle = callback
        self._plan_idle()

    def callbacks(self) -> list[Any]:
        """The functions that wait to be called."""
        waiting = [*self.line, *self._zero_line, *self._clock.pending(self._is_own)]
        return [self._on_idle, *[due.callback for due in waiting]]

    def _is_own(self, event: Any) -> bool:
        return isinstance(event, Due) and event.loop is self

    def put_in_line(self, callback: Any) -> None:
        """Has callback run as soon as it is its turn."""
        if not self.over:
            due = Due(self, callback)
            due.event = self._clock.after(0, due)

    def run_line(self) -> None:
        """Runs what is due, one callback after the other."""
        self.busy = True
        try:
            self._turn.run(self._go)
        finally:
            self.busy = self._turn.waiting

    def _go(self) -> None:
        line = self.line
        while line and not self.held:
            due = line.pop(0)
            callback = due.callback
            if callback is not None:
                due.callback = None
                self._run_callback(callback)
        self.busy = False
        if self._zero_line or self._on_idle is not None:
            self._plan_idle()

    def _plan_idle(self) -> None:
        if self._idle_event is None and not self.busy and not self.over:
            self._idle_event = self._clock.after(IDLE_CALLBACK_US, self._idle)

    def _idle(self) -> None:
        """Runs one of what waits for the program to be idle, if it is."""
        self._idle_event = None
        if self.busy or self.held or self.line:
            return  # who ends the turn, or releases the program, plans again
        if self._zero_line:
            self._zero_line.pop(0)()
        elif self._on_idle is not None:
            due = Due(self, self._on_idle)
            self._on_idle = None
            due()

    def sleep(self, passing_us: int) -> None:
        """Lets time pass inside a callback: the world goes on, callbacks wait. Raises TimeOver at the clock's limit."""
        clock = self._clock
        until_us = clock.now_us + passing_us
        if not self.held and clock.is_free_until(until_us):
            clock.move(until_us)
        else:
            wait = self.wait()
            clock.at(until_us, wait.end)
            self.block(wait)

    def wait(self) -> Wait:
        """What a call is about to wait for: hand its `end` to whoever ends it, then `block`."""
        if not self._may_wait:
            raise Stop(STANDS)
        return Wait(self._turn)

    def block(self, wait: Wait) -> Any:
        """Waits inside a callback until wait.end(value) and gives value; a program that is held meanwhile goes on
        when it is released."""
        if not wait.over:
            wait.value = self._turn.wait()
            wait.over = True
        self.stand()
        return wait.value

    def stand(self) -> None:
        """Waits inside a callback for as long as the program is held."""
        while self.held:
            self._stands_held = True
            self._turn.wait()

    def hold(self) -> None:
        """Suspends the program: nothing of it runs until `release`."""
        self.held = True

    def release(self) -> None:
        """Lets a suspended program go on where it was."""
        self.held = False
        if self._stands_held:
            self._stands_held = False
            self._turn.wake()
        if not self.busy and not self.over:
            if self.line:
                self._clock.after(0, self._run_if_free)
            self._plan_idle()

    def _run_if_free(self) -> None:
        if self.line and not self.busy and not self.held:
            self.run_line()

    def run_now(self, function: Callable[[], Any]) -> Any:
        """Calls function between callbacks, and gives its value. When it waits the world goes on and callbacks wait,
        as in a callback; while one stands in a call already, nothing else of the program can wait."""
        before, stands = self._turn, self.busy
        self._turn, self.busy = Turn(self._turn.stacks), True
        self._may_wait = not stands
        try:
            return self._turn.run_here(function)
        finally:
            self._turn, self._may_wait = before, True
            self.busy = stands
            if not stands:
                self._catch_up()

    def _catch_up(self) -> None:
        """Has what has become due meanwhile run."""
        if self.line and not self.over:
            self._clock.after(0, self._run_if_free)
        if self._zero_line or self._on_idle is not None:
            self._plan_idle()

    def end(self) -> None:
        """Forgets every timer and callback, and unwinds the callback that stands: the program is over."""
        self.over = True
        self.line.clear()
        self._zero_line.clear()
        self._on_idle = None
        self._clock.cancel_where(self._is_own)
        self._turn.throw(Ended("the program is over"))
