"""Did you mean: the one name that somebody may have meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 64  # letters of a name: comparing takes the square of it
MOST = 2000  # names to choose from


def nearest(given: str, names: Iterable[str]) -> str:
    """The name that differs from the given one by a slip of the keyboard, "" when there is none or more than one.

    Case and a swapped pair count as one slip; a short name has room for one slip, a long one for two.
    """
    if not 1 < len(given) <= LONGEST:
        return ""
    slips = 1 if len(given) < 6 else 2
    found: dict[int, set[str]] = {}
    for name, _ in zip(names, range(MOST)):
        if name == given or abs(len(name) - len(given)) > slips:
            continue
        apart = distance(given, name, slips)
        if apart <= slips and apart < len(name) - 1:
            found.setdefault(apart, set()).add(name)
    best = found[min(found)] if found else set()
    return best.pop() if len(best) == 1 else ""


def distance(one: str, other: str, most: int) -> int:
    """How many slips are between two names: letters more, less, others, swapped. Above `most` it may be any larger."""
    if one.lower() == other.lower():
        return 0 if one == other else 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        last, before, row = before, row, [i + 1]
        for j, wanted in enumerate(other):
            cost = min(before[j] + (letter != wanted), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                cost = min(cost, last[j - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
