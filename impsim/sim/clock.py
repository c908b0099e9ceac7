"""The virtual clock and its queue of events.

Time is an integer number of microseconds since power-on and moves only when somebody
moves it: to the next event when nothing is runnable, or by what a simulated action takes.
Events at the same time happen in the order in which they were scheduled, so a run is the
same every time. Nothing here knows the time of the host.

An event is a list [t_us, sequence, callback]: lists compare element by element, which
heapq needs, faster than any class could. A cancelled event has the callback None; it stays
in the heap until its time, or until cancelled ones are the majority.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

FEWEST_TO_SWEEP = 64  # below that, sweeping costs more than the cancelled events hold


class Clock:
    """now_us: the virtual time.  epoch_s: the Unix time at now_us 0.

    pace: if set, pace(t_us) is called before time moves to t_us: who wants to watch time pass waits there.
    """

    def __init__(self, epoch_s: int = 0) -> None:
        self.now_us = 0
        self.epoch_s = epoch_s
        self.pace: Optional[Callable[[int], Any]] = None
        self._events: list[list[Any]] = []
        self._sequence = 0
        self._cancelled = 0

    def at(self, t_us: int, callback: Callable[[], Any]) -> list[Any]:
        """Schedules callback() for t_us, or for now when t_us has passed. Returns the event, for `cancel`."""
        self._sequence += 1
        event = [t_us if t_us > self.now_us else self.now_us, self._sequence, callback]
        heappush(self._events, event)
        return event

    def after(self, delay_us: int, callback: Callable[[], Any]) -> list[Any]:
        """Schedules callback() for delay_us from now. Returns the event, for `cancel`."""
        return self.at(self.now_us + delay_us, callback)

    def cancel(self, event: list[Any]) -> None:
        """Takes an event back; one that has happened or was cancelled is left alone."""
        if event[2] is None:
            return
        event[2] = None
        self._cancelled += 1
        if self._cancelled > FEWEST_TO_SWEEP and self._cancelled * 2 > len(self._events):
            self._sweep()

    def cancel_where(self, chosen: Callable[[Callable[[], Any]], bool]) -> None:
        """Cancels every event whose callback is chosen."""
        for event in self._events:
            if event[2] is not None and chosen(event[2]):
                event[2] = None
        self._sweep()

    def _sweep(self) -> None:
        self._events = [kept for kept in self._events if kept[2] is not None]
        heapify(self._events)
        self._cancelled = 0

    def next_us(self) -> Optional[int]:
        """The time of the next event; None when nothing is left to happen."""
        events = self._events
        while events and events[0][2] is None:
            heappop(events)
            self._cancelled -= 1
        return events[0][0] if events else None

    def take(self) -> Callable[[], Any]:
        """Moves to the next event and gives its callback, to be called. There is one: `next_us` has told."""
        event = heappop(self._events)
        callback: Callable[[], Any] = event[2]
        event[2] = None
        if event[0] > self.now_us:
            self._move(event[0])
        return callback

    def step(self) -> None:
        """Moves to the next event and lets it happen. There must be one."""
        if self.next_us() is not None:
            self.take()()

    def _move(self, t_us: int) -> None:
        if self.pace is not None:
            self.pace(t_us)
        self.now_us = t_us

    def advance(self, until_us: int) -> None:
        """Moves to until_us; everything scheduled up to and at that time happens on the way."""
        while True:
            next_us = self.next_us()
            if next_us is None or next_us > until_us:
                break
            self.step()
        if until_us > self.now_us:
            self._move(until_us)

    def wall_us(self) -> int:
        """The Unix time in microseconds."""
        return self.epoch_s * 1000000 + self.now_us
