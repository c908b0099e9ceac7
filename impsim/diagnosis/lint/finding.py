"""What a rule finds."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impsim.diagnosis.lint.program import Program

    Rule = Callable[[Program], Iterator["Finding"]]


class Finding:
    """One warning, without its code.  pos: where in the source.  why: the reason in the program's own terms.  hint: one
    suggestion."""

    __slots__ = ("hint", "message", "pos", "why")

    def __init__(self, pos: int, message: str, why: str = "", hint: str = "") -> None:
        self.pos = pos
        self.message = message
        self.why = why
        self.hint = hint
