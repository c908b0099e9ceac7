"""Unit: one compiled source file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Unit:
    """code: the Python code object that defines the main function. path: of the source, as the user gave it."""

    __slots__ = ("code", "path")

    def __init__(self, code: Any, path: str) -> None:
        self.code = code
        self.path = path
