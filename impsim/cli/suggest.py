"""Did you mean: one suggestion for a mistyped name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 12  # so many choices are listed when none comes near


def hint(given: str, choices: Sequence[str], otherwise: str = "") -> str:
    """The nearest choice as a question; else the choices, if they are few; else `otherwise`."""
    import difflib

    by_name = {bare(choice): choice for choice in choices}
    near = difflib.get_close_matches(bare(given), by_name, n=1, cutoff=0.5)
    if near:
        return f"did you mean '{by_name[near[0]]}'?"
    if 0 < len(choices) <= FEW and not any(choice.startswith("-") for choice in choices):
        return "choices: " + ", ".join(choices)
    return otherwise


def bare(name: str) -> str:
    """Without what all options have in common, and without case."""
    return name.lstrip("-").lower()
