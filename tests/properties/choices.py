"""Choices: an endless row of decisions read from bytes.

Hypothesis makes and replays bytes faster than anything else it can draw. When they are used up, every decision is
the first of its alternatives, so generators put what is small and final first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Choices:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    @property
    def used_up(self) -> bool:
        return self.position >= len(self.data)

    def byte(self) -> int:
        if self.used_up:
            return 0
        self.position += 1
        return self.data[self.position - 1]

    def below(self, count: int) -> int:
        """A number from 0 to count - 1; count is at most 256."""
        return self.byte() * count >> 8

    def chance(self, percent: int) -> bool:
        """True with this probability; False when the bytes are used up."""
        return self.byte() * 100 >= (100 - percent) << 8

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def word(self) -> int:
        """An int32."""
        number = 0
        for _ in range(4):
            number = number << 8 | self.byte()
        return number - (number >> 31 << 32)
