"""Turns of programs that can be left standing in the middle while the world goes on.

A program in `imp.sleep(10)` has Python frames that must stay until ten seconds have passed, while
other imps and agents run, sleep and return in any order. Python cannot leave frames without a
stack to keep them on, so a turn that begins while another one stands gets a stack of its own:
a thread that runs only when it is handed control and hands it back before anything else
goes on. One thing runs at any time, in an order that the clock alone decides.

Handing over takes about 10 us, so the first turn, usually the only one, runs on the stack of the
clock itself: when it waits, the clock goes on above its frames. With `pausable` every turn gets
a stack, and the run can be stopped at any time, looked at and continued.

Threads rather than greenlets: PyPy and CPython both have them, and nothing is to be installed. Where there are none, in
a browser, whoever runs impsim puts something else in the place of `Stacks.make` (impsim/playground/standing.py).
"""

from __future__ import annotations

import sys
from _thread import allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.sim.clock import Clock


class Turn:
    """One program's place to stand: it has at most one turn at a time, so one of these serves all of them."""

    __slots__ = ("_error", "_value", "_woken", "stack", "stacks", "waiting")

    def __init__(self, stacks: Stacks) -> None:
        self.stacks = stacks
        self.stack: Optional[Stack] = None  # None: the clock's own
        self._woken = False
        self._value: Any = None
        self._error: Optional[BaseException] = None
        self.waiting = False

    def run(self, function: Callable[[], Any]) -> None:
        """Calls function, which may `wait`. Returns when it has ended, or stands on a stack of its own."""
        stacks = self.stacks
        if stacks.own is None:
            stacks.own = self
            try:
                function()
            finally:
                stacks.own = None
        else:
            self.stack = stacks.free.pop() if stacks.free else stacks.make()
            self._switch(function)

    def run_here(self, function: Callable[[], Any]) -> Any:
        """Calls function on the caller's stack, which is the clock's, and gives its value."""
        stacks = self.stacks
        before, stacks.own = stacks.own, self
        try:
            return function()
        finally:
            stacks.own = before

    def wait(self) -> Any:
        """Called in the turn: stands here until `wake(value)`, and gives value. Raises what `throw` says."""
        self._woken = False
        self.waiting = True
        stacks = self.stacks
        stacks.waiting.append(self)
        if self.stack is None:
            stacks.go_on(self)
        else:
            self.stack.hand_back()
        self.waiting = False
        error, self._error = self._error, None
        if error is not None:
            raise error
        value, self._value = self._value, None
        return value

    @property
    def woken(self) -> bool:
        """Whether it may go on."""
        return self._woken

    def wake(self, value: Any = None) -> None:
        """Lets a waiting turn go on; any other is left alone."""
        if self.waiting and not self._woken:
            self._free(value, None)
            if self.stack is not None:
                self.stacks.clock.at(0, self._continue)

    def throw(self, error: BaseException) -> None:
        """Has a waiting turn go on by raising error, even if it was to go on otherwise."""
        self.wake()
        self._error = error if self.waiting else None

    def end(self, error: BaseException) -> None:
        """Unwinds the frames of a waiting turn on a stack of its own, at once."""
        self._free(None, error)
        self._switch(None)

    def _free(self, value: Any, error: Optional[BaseException]) -> None:
        self._woken = True
        self._value, self._error = value, error
        self.stacks.waiting.remove(self)

    def _continue(self) -> None:
        self._switch(None)

    def _switch(self, function: Optional[Callable[[], Any]]) -> None:
        """Hands control to its stack until it ends or waits there."""
        stack = self.stack
        assert stack is not None
        ended = stack.hand_over(function)
        if ended:
            self.stack = None
            self.stacks.free.append(stack)
            if ended is not True:
                raise ended


class Stack:
    """A thread that runs what it is handed, and only while it has control."""

    __slots__ = ("_back", "_function", "_go", "_outcome")

    def __init__(self) -> None:
        self._go = allocate_lock()
        self._back = allocate_lock()
        self._go.acquire()
        self._back.acquire()
        self._function: Optional[Callable[[], Any]] = None
        self._outcome: Any = False
        start_new_thread(self._live, ())

    def hand_over(self, function: Optional[Callable[[], Any]]) -> Any:
        """Runs function, or with None goes on with the one that waits. True: it has ended; False: it waits;
        an exception: what it has raised."""
        if function is not None:
            self._function = function
        self._outcome = False
        self._go.release()
        self._back.acquire()
        return self._outcome

    def hand_back(self) -> None:
        """Called by what runs here: stands until it is handed control again."""
        self._back.release()
        self._go.acquire()

    def dismiss(self) -> None:
        """Ends the thread, which runs nothing."""
        self._go.release()

    def _live(self) -> None:
        follow_tracing()
        while True:
            self._go.acquire()
            if self._function is None:
                return
            outcome: Any = True
            try:
                self._function()
            except BaseException as error:  # a defect, to be raised where the clock is
                outcome = error
            self._function = None
            self._outcome = outcome
            self._back.release()


def follow_tracing() -> None:
    """Has whoever traces threads, as coverage does, trace this one. It was not begun by way of threading, which takes
    long to import."""
    trace = getattr(sys.modules.get("threading"), "gettrace", None)
    if trace is not None and trace() is not None:
        sys.settrace(trace())


class Stacks:
    """own: the turn on the clock's stack, or whatever keeps it.  free: stacks without a turn.
    waiting: turns that stand.

    over: makes the exception that ends a turn when nothing that could wake it is left to happen.
    """

    def __init__(self, clock: Clock, over: Callable[[], BaseException], pausable: bool = False) -> None:
        self.clock = clock
        self.own: Any = self if pausable else None
        self.free: list[Stack] = []
        self.waiting: list[Turn] = []
        self.over = over

    def make(self) -> Stack:
        """A new stack, or what stands for one: it has hand_over(), hand_back() and dismiss()."""
        return Stack()

    def go_on(self, turn: Turn) -> None:
        """Lets the clock go on above the frames of turn until it is woken."""
        clock = self.clock
        while not turn.woken:
            if not (clock.busy and clock.step()):
                turn.throw(self.over())

    def end(self) -> None:
        """Ends every turn that stands on a stack of its own, and the stacks."""
        while self.waiting:
            self.waiting[0].end(self.over())
        self._dismiss_free()

    def _dismiss_free(self) -> None:
        while self.free:
            self.free.pop().dismiss()

    def __del__(self) -> None:
        self._dismiss_free()
