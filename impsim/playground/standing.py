"""Stacks for turns that stand while others go on, where there are no threads: impsim/sim/stacks.py says what for.

A browser that can switch WebAssembly's stacks (JSPI) gives each such turn one of its own: `Switched`. One that cannot
has a single stack, on which turns stand on top of each other: `Piled`. That is the same as long as the upper
one ends first. Where the lower one would have to go on first the run ends and says why; nothing happens at
another time than it would elsewhere.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.sim.stacks import Stack, Stacks, Turn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

CANNOT = "two programs stand in calls, and the first would have to go on before the second"
HINT = "this browser keeps only one stack; one with JSPI can do it, as Chrome and Edge do since 137"


def settle(switching: Any = None) -> None:
    """Has every simulation of this process use such stacks.

    switching: start(function), which calls function on a stack of its own some time later, deferred() and
    wait(promise), or None where the browser has no such thing.
    """
    if switching is None:
        Stacks.make = lambda stacks: Piled(stacks)  # type: ignore[method-assign, assignment]
    else:
        Stacks.make = lambda stacks: Switched(switching)  # type: ignore[method-assign, assignment]


class Switched(Stack):
    """A stack of WebAssembly: it runs only while it has control, as a thread of sim.stacks does."""

    def __init__(self, switching: Any) -> None:
        self._switching = switching
        self._function: Optional[Callable[[], Any]] = None
        self._go: Any = None
        self._back: Any = None
        self._outcome: Any = False

    def hand_over(self, function: Optional[Callable[[], Any]]) -> Any:
        """Runs function, or with None goes on with the one that waits. True: it has ended; False: it waits; an
        exception: what it has raised."""
        self._outcome = False
        self._back = back = self._switching.deferred()
        if function is not None:
            self._function = function
            self._switching.start(self._live)
        else:
            self._go.resolve(None)
        self._switching.wait(back.promise)
        return self._outcome

    def hand_back(self) -> None:
        """Called by what runs here: stands until it is handed control again."""
        self._go = go = self._switching.deferred()
        self._back.resolve(None)
        self._switching.wait(go.promise)

    def dismiss(self) -> None:
        """Nothing is kept between turns."""

    def _live(self) -> None:
        function, outcome = self._function, True
        try:
            assert function is not None
            function()
        except BaseException as error:  # a defect, to be raised where the clock is
            outcome = error  # type: ignore[assignment]
        self._function = None
        self._outcome = outcome
        self._back.resolve(None)


_pile: list[Piled] = []  # those on which something stands, from the lowest on


class Piled(Stack):
    """A place on top of the clock's own stack."""

    def __init__(self, stacks: Stacks) -> None:
        self._stacks = stacks
        self.may_go_on = False

    def hand_over(self, function: Optional[Callable[[], Any]]) -> Any:
        """As that of a Stack; what waits goes on when the clock comes back to it, further up."""
        if function is None:
            self.may_go_on = True
            return False
        try:
            function()
        except BaseException as error:  # a defect, to be raised where the clock is
            return error
        return True

    def hand_back(self) -> None:
        """Lets the clock go on, above, until it is this one's turn."""
        self.may_go_on = False
        _pile.append(self)
        try:
            while not self.may_go_on:
                self._step()
        finally:
            _pile.remove(self)

    def _step(self) -> None:
        clock = self._stacks.clock
        if self._somebody_below_may_go_on():
            raise Diagnostic(CANNOT, hint=HINT, code="stacks")
        if not (clock.busy and clock.step()):
            self._over()

    def dismiss(self) -> None:
        """Nothing is kept between turns."""

    def _somebody_below_may_go_on(self) -> bool:
        """Every stack of this kind that waits is below this one."""
        own = self._stacks.own
        if isinstance(own, Turn) and own.waiting and own.woken:
            return True
        return any(other.may_go_on for other in _pile if other is not self)

    def _over(self) -> None:
        """Nothing is left that could wake it."""
        for turn in self._stacks.waiting:
            if turn.stack is self:
                turn.throw(self._stacks.over())
                return
