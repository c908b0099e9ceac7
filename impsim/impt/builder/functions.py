"""The functions that expressions can call by name; include() belongs to the machine, defined() to the language.

Arguments and results are values as in values.py. Facts: Builder's README, "Builder Functions".
"""

from __future__ import annotations

import base64 as codec
from collections.abc import Callable
from typing import Any

from impsim.impt.builder.values import LONGEST_TEXT, Unusable, bounded, number, text

_ESCAPES = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", "'": "\\'", '"': '\\"'}


def escape(value: Any) -> str:
    return bounded("".join(_ESCAPES.get(character, character) for character in text(value)))


def base64(value: Any) -> str:
    return bounded(codec.b64encode(text(value).encode("utf-8", "surrogateescape")).decode("ascii"))


def lowest(first: Any, *others: Any) -> float:
    return min(map(number, (first, *others)))


def highest(first: Any, *others: Any) -> float:
    return max(map(number, (first, *others)))


def absolute(value: Any) -> float:
    return abs(number(value))


# The namespace S: JavaScript's methods of strings, the string first --------------------------------------------


def concat(subject: Any, *others: Any) -> str:
    return bounded("".join(map(text, (subject, *others))))


def ends_with(subject: Any, end: Any) -> bool:
    return text(subject).endswith(text(end))


def starts_with(subject: Any, start: Any) -> bool:
    return text(subject).startswith(text(start))


def includes(subject: Any, part: Any) -> bool:
    return text(part) in text(subject)


def repeat(subject: Any, count: Any) -> str:
    wanted = number(count)
    if not 0 <= wanted < float("inf"):
        raise Unusable("a string can be repeated 0 times or more, not %s" % text(count))
    if len(text(subject)) * int(wanted) > LONGEST_TEXT:
        raise Unusable("the text grows over %d MiB" % (LONGEST_TEXT >> 20))
    return text(subject) * int(wanted)


def split(subject: Any, separator: Any = None) -> list[str]:
    if separator is None:
        return [text(subject)]
    return text(subject).split(text(separator)) if text(separator) else list(text(subject))


def substr(subject: Any, start: Any, length: Any = float("inf")) -> str:
    """A negative start counts from the end."""
    whole = text(subject)
    first = _position(start, len(whole))
    return whole[first : first + max(0, _clipped(number(length), len(whole)))]


def substring(subject: Any, start: Any, end: Any = float("inf")) -> str:
    """Bounds in the wrong order are exchanged, as JavaScript does."""
    whole = text(subject)
    bounds = sorted(max(0, _clipped(number(bound), len(whole))) for bound in (start, end))
    return whole[bounds[0] : bounds[1]]


def _position(start: Any, size: int) -> int:
    first = _clipped(number(start), size)
    return first if first >= 0 else max(0, size + first)


def _clipped(position: float, size: int) -> int:
    return 0 if position != position else int(max(-size, min(position, size)))


def lower(subject: Any) -> str:
    return text(subject).lower()


def upper(subject: Any) -> str:
    return text(subject).upper()


def trim(subject: Any) -> str:
    return text(subject).strip()


def trim_left(subject: Any) -> str:
    return text(subject).lstrip()


def trim_right(subject: Any) -> str:
    return text(subject).rstrip()


STRINGS: dict[str, Callable[..., Any]] = {
    "concat": concat,
    "endsWith": ends_with,
    "includes": includes,
    "repeat": repeat,
    "split": split,
    "startsWith": starts_with,
    "substr": substr,
    "substring": substring,
    "toLowerCase": lower,
    "toUpperCase": upper,
    "trim": trim,
    "trimLeft": trim_left,
    "trimRight": trim_right,
}
FUNCTIONS: dict[str, Any] = {
    "abs": absolute,
    "base64": base64,
    "escape": escape,
    "max": highest,
    "min": lowest,
    "S": STRINGS,
}
