"""The buffer of samples that several sensors of ST have: 32 places, filled in one of several ways."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

    Sample = tuple[int, ...]

PLACES = 32


class Fifo:
    """mode: bypass (the latest alone), fifo (stops when it is full), stream (drops the oldest).  overrun: it is full,
    and in a stream something was lost."""

    def __init__(self) -> None:
        self.mode = "bypass"
        self.samples: list[Sample] = []
        self.overrun = False
        self.latest: Optional[Sample] = None

    def set_mode(self, mode: str) -> None:
        """Bypass empties it."""
        self.mode = mode
        if mode == "bypass":
            self.samples = []
            self.overrun = False

    def put(self, sample: Sample) -> None:
        """A new sample."""
        self.latest = sample
        if self.mode == "bypass":
            return
        if len(self.samples) < PLACES:
            self.samples.append(sample)
        elif self.mode == "stream":
            self.samples = [*self.samples[1:], sample]
        self.overrun = len(self.samples) == PLACES

    def take(self) -> None:
        """The oldest has been read."""
        if self.samples:
            self.samples = self.samples[1:]
            self.overrun = False

    @property
    def front(self) -> Sample:
        """What is read now."""
        return self.samples[0] if self.samples else self.latest or (0, 0, 0)
