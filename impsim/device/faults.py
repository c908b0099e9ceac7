"""How long a fault of a wire lasts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional


class Spell:
    """For how long a fault lasts: so many times, until a time, both or for ever."""

    def __init__(self, count: Optional[int] = None, until_us: Optional[int] = None) -> None:
        self._left = count
        self._until_us = until_us

    def lasts(self, now_us: int) -> bool:
        """Whether it is still on."""
        return self._left != 0 and (self._until_us is None or now_us < self._until_us)

    def takes(self, now_us: int) -> bool:
        """Whether it is still on. That counts as one time."""
        lasts = self.lasts(now_us)
        if lasts and self._left is not None:
            self._left -= 1
        return lasts
