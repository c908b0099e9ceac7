"""The event loop of a program: callbacks one at a time, none interrupted by another.

What becomes due while a callback runs waits its turn. With nothing waiting the imp is idle:
timers of zero seconds and then the callback of imp.onidle() run; after that virtual time
jumps to the next event (developer.electricimp.com/api/imp/wakeup, /node/2440).
"""

from __future__ import annotations

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
FLOAT_SLACK = 1e-6
IDLE_CALLBACK_US = 1000  # assumed: what a round of the idle loop takes, so that a loop of zero timers meets its end


class TimeOver(Stop):
    """The program was in the middle of something when the time to simulate was over."""


class Due:
    """A callback that waits for its time and then for its turn; the event that brings its time calls it."""

    __slots__ = ("callback", "event", "line")

    def __init__(self, line: list[Due], callback: Any) -> None:
        self.line = line
        self.callback = callback  # None once it has run or was cancelled
        self.event: Optional[list[Any]] = None

    def __call__(self) -> None:
        self.line.append(self)


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
    centiseconds: float = interval * 100 * (1 - FLOAT_SLACK)
    whole: int = int(centiseconds)
    return (whole + (whole < centiseconds)) * CENTISECOND_US


class Loop:
    """The callbacks of one run of a program.  run_callback: calls one and deals with what it throws."""

    def __init__(self, clock: Clock, run_callback: Callable[[Any], None]) -> None:
        self._clock = clock
        self._run_callback = run_callback
        self._line: list[Due] = []
        self._zero_line: list[Due] = []  # timers of zero seconds
        self._on_idle: Any = None
        self._make_timer: Optional[Callable[[], Timer]] = None
        self.deadline_us: Optional[int] = None

    def wakeup(self, interval: Any, callback: Any) -> Optional[Timer]:
        """Sets a timer. None: the interval is out of range."""
        wait_us = delay_us(interval)
        if wait_us is None:
            return None
        due = Due(self._line, callback)
        if wait_us:
            due.event = self._clock.after(wait_us, due)
        else:
            self._zero_line.append(due)
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
        """Sets the one callback for when the imp is idle; None takes it back."""
        self._on_idle = callback

    def put_in_line(self, callback: Any) -> None:
        """Has callback run before anything that becomes due later."""
        self._line.append(Due(self._line, callback))

    def pass_time(self, passing_us: int) -> None:
        """Lets time pass inside a callback: events happen, callbacks wait. Raises Stop at the deadline."""
        until_us = self._clock.now_us + passing_us
        if self.deadline_us is not None and until_us > self.deadline_us:
            self._clock.advance(self.deadline_us)
            raise TimeOver("the time to simulate is over")
        self._clock.advance(until_us)

    def end(self) -> None:
        """Forgets every timer and callback: the program is over."""
        line = self._line
        line.clear()
        self._zero_line.clear()
        self._on_idle = None
        self._clock.cancel_where(lambda event: isinstance(event, Due) and event.line is line)

    def step(self, until_us: int) -> bool:
        """Runs one callback, or lets the next event happen. False: nothing happens up to until_us."""
        clock = self._clock
        if self._line:
            self._run(self._line.pop(0))
            return True
        next_us = clock.next_us()
        if (self._zero_line or self._on_idle is not None) and (next_us is None or next_us > clock.now_us):
            return self._idle(until_us)
        if next_us is None or next_us > until_us:
            return False
        happening = clock.take()
        if type(happening) is Due:
            self._run(happening)  # nothing waits before it
        else:
            happening()
        return True

    def _idle(self, until_us: int) -> bool:
        clock = self._clock
        if clock.now_us + IDLE_CALLBACK_US > until_us:
            return False
        clock.advance(clock.now_us + IDLE_CALLBACK_US)
        self._run(self._zero_line.pop(0) if self._zero_line else self._take_on_idle())
        return True

    @property
    def waits_for_idle(self) -> bool:
        """Whether something is to run once nothing else is left."""
        return bool(self._zero_line) or self._on_idle is not None

    def _take_on_idle(self) -> Due:
        due = Due(self._line, self._on_idle)
        self._on_idle = None
        return due

    def _run(self, due: Due) -> None:
        callback = due.callback
        if callback is not None:
            due.callback = None
            self._run_callback(callback)
