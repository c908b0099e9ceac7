"""The virtual clock and its queue of events.

Time is an integer number of microseconds since power-on and moves only when somebody
moves it: to the next event when nothing is runnable, or by what a simulated action takes.
Events at the same time happen in the order in which they were scheduled, so a run is the
same every time. Nothing here knows the time of the host.

An event is a list [t_us, sequence, callback, counts]: lists compare element by element, which
heapq needs, faster than any class could. A cancelled event has the callback None; it stays
in the heap until its time, or until cancelled ones are the majority. What goes on for ever by itself
(lease renewals, pings) is scheduled in the background: it happens in its time, but does not
count as something left to happen.
"""

from __future__ import annotations

try:
    from _heapq import heapify, heappop, heappush  # heapq would read its own Python versions of them first: 0.3 ms
except ImportError:  # pragma: no cover
    from heapq import heapify, heappop, heappush

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

FEWEST_TO_SWEEP = 64  # below that, sweeping costs more than the cancelled events hold
NO_LIMIT = 1 << 62


class Clock:
    """now_us: the virtual time.  epoch_s: the Unix time at now_us 0.  limit_us: how far time may go for now.

    pace: if set, pace(t_us) is called before time moves to t_us: who wants to watch time pass waits there.
    """

    def __init__(self, epoch_s: int = 0) -> None:
        self.now_us = 0
        self.epoch_s = epoch_s
        self.limit_us = NO_LIMIT
        self.pace: Optional[Callable[[int], Any]] = None
        self._events: list[list[Any]] = []
        self._sequence = 0
        self._cancelled = 0
        self._counting = 0  # events that are left to happen, without those in the background

    def at(self, t_us: int, callback: Callable[[], Any], background: bool = False) -> list[Any]:
        """Schedules callback() for t_us, or for now when t_us has passed. Returns the event, for `cancel`."""
        self._sequence += 1
        counts = not background
        event = [t_us if t_us > self.now_us else self.now_us, self._sequence, callback, counts]
        self._counting += counts
        heappush(self._events, event)
        return event

    def after(self, delay_us: int, callback: Callable[[], Any], background: bool = False) -> list[Any]:
        """Schedules callback() for delay_us from now. Returns the event, for `cancel`."""
        return self.at(self.now_us + delay_us, callback, background)

    def cancel(self, event: list[Any]) -> None:
        """Takes an event back; one that has happened or was cancelled is left alone."""
        if event[2] is None:
            return
        event[2] = None
        self._counting -= event[3]
        self._cancelled += 1
        if self._cancelled > FEWEST_TO_SWEEP and self._cancelled * 2 > len(self._events):
            self._sweep()

    def pending(self, chosen: Callable[[Callable[[], Any]], bool]) -> list[Any]:
        """The callbacks that are chosen, of events to come, in no particular order."""
        return [event[2] for event in self._events if event[2] is not None and chosen(event[2])]

    def cancel_where(self, chosen: Callable[[Callable[[], Any]], bool]) -> None:
        """Cancels every event whose callback is chosen."""
        for event in self._events:
            if event[2] is not None and chosen(event[2]):
                event[2] = None
                self._counting -= event[3]
        self._sweep()

    def _sweep(self) -> None:
        self._events[:] = [kept for kept in self._events if kept[2] is not None]
        heapify(self._events)
        self._cancelled = 0

    def next_us(self) -> Optional[int]:
        """The time of the next event, in the background or not; None when there is none."""
        events = self._events
        while events and events[0][2] is None:
            heappop(events)
            self._cancelled -= 1
        return events[0][0] if events else None

    @property
    def busy(self) -> bool:
        """Whether anything is left to happen but for what goes on in the background."""
        return self._counting > 0

    def step(self) -> bool:
        """Moves to the next event and lets it happen. False: none is left, or it lies beyond limit_us."""
        next_us = self.next_us()
        if next_us is None or next_us > self.limit_us:
            return False
        event = heappop(self._events)
        self._counting -= event[3]
        callback = event[2]
        event[2] = None
        if next_us > self.now_us:
            if self.pace is not None:
                self.pace(next_us)
            self.now_us = next_us
        callback()
        return True

    def run(self) -> None:
        """Lets things happen up to limit_us, until nothing is left but what goes on in the background.

        It is `step` in a loop, written out: a day of timers is 86,400 turns of it.
        """
        events = self._events
        while self._counting > 0:
            event = events[0]
            callback = event[2]
            if callback is None:
                heappop(events)
                self._cancelled -= 1
                continue
            t_us = event[0]
            if t_us > self.limit_us:
                return
            heappop(events)
            self._counting -= event[3]
            event[2] = None
            if t_us > self.now_us:
                if self.pace is not None:
                    self.pace(t_us)
                self.now_us = t_us
            callback()

    def advance(self, until_us: int) -> None:
        """Moves to until_us; everything scheduled up to and at that time happens on the way."""
        before, self.limit_us = self.limit_us, until_us
        while self.step():
            pass
        self.limit_us = before
        self.move(until_us)

    def move(self, t_us: int) -> None:
        """Lets time pass up to t_us; nothing happens on the way."""
        if t_us > self.now_us:
            if self.pace is not None:
                self.pace(t_us)
            self.now_us = t_us

    def is_free_until(self, t_us: int) -> bool:
        """Whether nothing happens up to and at t_us, which lies within limit_us."""
        next_us = self.next_us()
        return t_us <= self.limit_us and (next_us is None or next_us > t_us)

    def wall_us(self) -> int:
        """The Unix time in microseconds."""
        return self.epoch_s * 1000000 + self.now_us
