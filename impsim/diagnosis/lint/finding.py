"""What a rule finds."""

from __future__ import annotations

from impsim.diagnosis.spelling import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from impsim.diagnosis.lint.program import Program

    Rule = Callable[[Program], Iterator["Finding"]]


SLIPS = 2  # as many as impsim.diagnosis.spelling allows at most; each changes two letters


class Finding:
    """One warning, without its code.  pos: where in the source.  why: the reason in the program's own terms.  hint: one
    suggestion."""

    __slots__ = ("hint", "message", "pos", "why")

    def __init__(self, pos: int, message: str, why: str = "", hint: str = "") -> None:
        self.pos = pos
        self.message = message
        self.why = why
        self.hint = hint


def meant(name: str, choices: Iterable[str]) -> str:
    """The name that somebody may have meant, "" if none is near: a class is not its instance (`Rocky` and `rocky`), and
    numbered parts are not one another (`pin1` and `pin2`)."""
    letters = set(name.lower())
    few = sorted(
        choice
        for choice in set(choices)
        if abs(len(choice) - len(name)) <= SLIPS and len(letters.symmetric_difference(choice.lower())) <= 2 * SLIPS
    )
    near = nearest(name, few)
    alike = _capital(name) == _capital(near) and _digits(name) == _digits(near)
    return near if alike and _words_alike(name, near) else ""


def _words_alike(name: str, near: str) -> bool:
    """Whether the words of both are: a short word with two other letters is another word, `SPI_ON` and `PWM_ON`."""
    words, others = name.split("_"), near.split("_")
    if len(words) != len(others):
        return True
    return all(
        word == other or nearest(word, [other]) or abs(len(word) - len(other)) == 1
        for word, other in zip(words, others)
    )


def _capital(name: str) -> bool:
    return name.lstrip("_")[:1].isupper()


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())
