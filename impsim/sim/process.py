"""A process: something that takes time, written as a generator.

It yields the microseconds that pass before it goes on and returns its outcome; a part of it
is another generator, called with `yield from`.

    def join(self):
        self.state = JOINING
        yield JOIN_US
        return SERVER_CONNECTED
"""

from __future__ import annotations

from impsim.sim.clock import Clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Optional

    Steps = Generator[int, None, Any]


class Process:
    """Runs steps on a clock from now on; then calls done(outcome).

    background: whether it goes on for ever by itself, so that a run need not wait for it.
    """

    def __init__(
        self, clock: Clock, steps: Steps, done: Optional[Callable[[Any], Any]] = None, background: bool = False
    ) -> None:
        self._clock = clock
        self._steps = steps
        self._done = done
        self._background = background
        self._event: Optional[list[Any]] = None
        self._step()

    def _step(self) -> None:
        try:
            delay_us = next(self._steps)
        except StopIteration as end:
            self._event = None
            if self._done is not None:
                self._done(end.value)
            return
        self._event = self._clock.after(delay_us, self._step, self._background)

    @property
    def running(self) -> bool:
        """Whether it has not come to its end and was not stopped."""
        return self._event is not None

    def stop(self) -> None:
        """Ends it where it stands: `finally` blocks run, done is not called."""
        if self._event is not None:
            self._clock.cancel(self._event)
            self._event = None
            self._steps.close()
