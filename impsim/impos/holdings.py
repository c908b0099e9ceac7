"""What one run of a program has open by instances that it was given: interfaces, sockets, connections.

They are closed by the program, when the program ends, and when it has lost the last reference to them: impOS counts
references, Python need not. So after turns of the program it is looked whether it can still reach them; what the census
of memory does not find may still be held by the host, so Python's collector has the last word. Both answers are
the same on every Python. A look costs as much as the heap is large, so looks grow rare while nothing changes.
"""

from __future__ import annotations

import gc
from _weakref import ref

from impsim.impos.memory import Census

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.squirrel.values import Instance

FIRST_REST_US = 1000000  # assumed: how long it goes unnoticed at first that nothing refers to something any more ...
LONGEST_REST_US = 10000000  # ... and in the long run
VAIN_REST_US = 600000000  # between two looks when the host still held what the program had lost: such looks are dear


class Holdings:
    """host: whose program it is.  held: (what is open, a weak reference to its instance), in the order of opening.

    What is open has close(), which calls `forget`, and callbacks().
    """

    def __init__(self, host: Any) -> None:
        self.host = host
        self.held: list[tuple[Any, Any]] = []
        self._rest_us = 0
        self._look: Optional[list[Any]] = None
        self._after_call = host.after_call
        host.after_call = self._turn_over

    def note(self, opened: Any, instance: Instance) -> None:
        """Something is open as long as the program has the instance."""
        self.held.append((opened, ref(instance)))
        self._rest_us = 0

    def forget(self, opened: Any) -> None:
        """Something is closed."""
        self.held = [pair for pair in self.held if pair[0] is not opened]
        self._rest_us = 0

    def callbacks(self) -> list[Any]:
        """The functions that are kept for the program."""
        return [callback for opened, _ in self.held for callback in opened.callbacks()]

    def end(self) -> None:
        """The program is over."""
        if self._look is not None:
            self.host.clock.cancel(self._look)
        for opened, _ in list(self.held):
            opened.close()
        if self.host.after_call == self._turn_over:
            self.host.after_call = self._after_call

    def stir(self) -> None:
        """Something has changed: the next look comes soon."""
        self._rest_us = 0

    def keeps(self, instance: Any) -> list[Any]:
        """The instances that one which is still in use keeps open."""
        return []

    def _turn_over(self) -> None:
        """A turn of the program has ended."""
        self._after_call()
        if self.held and self._look is None:
            self._look = self.host.clock.after(self._rest_us, self._look_around, background=self._rest_us > 0)
            self._rest_us = min(max(2 * self._rest_us, FIRST_REST_US), LONGEST_REST_US)

    def _look_around(self) -> None:
        """Closes what the program has lost. In the middle of a turn it would miss what only that turn refers to."""
        self._look = None
        if self.host.loop.busy or self.host.loop.held:
            return
        if self._lost():
            self._rest_us = VAIN_REST_US
            gc.collect()
        for opened, instance in list(self.held):
            if instance() is None:
                opened.close()

    def _lost(self) -> bool:
        """Whether something cannot be reached from what a program can use."""
        census = Census({}, set())
        census.walk((self.host.vm.root, *self.host.kept()))
        found = set(census.found)
        instances = [instance() for _, instance in self.held]
        for instance in instances:
            if id(instance) in found:
                found.update(map(id, self.keeps(instance)))
        return any(instance is not None and id(instance) not in found for instance in instances)
