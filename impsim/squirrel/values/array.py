"""Array: a plain Python list, because only exact lists have Python's fastest element access.

Lists compare by content and do not hash: equality of arrays goes through
impsim.squirrel.comparison, arrays as table keys through ArrayKey.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Array = list


class ArrayKey:
    """An array as a dict key: itself only."""

    __slots__ = ("value",)

    def __init__(self, value: list[Any]) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return type(other) is ArrayKey and other.value is self.value
