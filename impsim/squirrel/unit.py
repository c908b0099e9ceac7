"""Unit: one compiled source file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Unit:
    """code: the Python code object that defines the main function. path: of the source, as the user gave it.

    constants: what `const` and `enum` have defined at its end, as compile_source takes them; None where that is not
    known. libraries: units that run before it. size: how large the reference compiler's code for it is, 0 where nobody
    wants to know.
    """

    __slots__ = ("code", "constants", "libraries", "path", "size")

    def __init__(self, code: Any, path: str, constants: Any = None, size: int = 0) -> None:
        self.code = code
        self.path = path
        self.constants = constants
        self.libraries: tuple[Unit, ...] = ()
        self.size = size

    @property
    def code_bytes(self) -> int:
        """The size of the whole program, with its libraries."""
        return self.size + sum(library.size for library in self.libraries)
