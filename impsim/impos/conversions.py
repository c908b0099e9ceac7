"""Between Python's values and Squirrel's.

A Squirrel string is one character per byte; text of people's is UTF-8 in those bytes.
"""

from __future__ import annotations

from impsim.squirrel.numeric import f32
from impsim.squirrel.text import tostring
from impsim.squirrel.values import Array, is_table, items, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MOST_VALUES = 100000  # in one value: more is for no reader
DEEPEST = 64  # containers inside containers: further down a value refers to itself, or nobody reads it


def to_squirrel(value: Any) -> Any:
    """dicts (with str keys), lists, tuples, str, numbers, bool, None as new Squirrel values."""
    if isinstance(value, dict):
        return table({to_bytes(key): to_squirrel(slot) for key, slot in value.items()})
    if isinstance(value, (list, tuple)):
        return Array([to_squirrel(element) for element in value])
    if isinstance(value, str):
        return to_bytes(value)
    return f32(value) if isinstance(value, float) else value


def to_bytes(text: str) -> str:
    """Text as a Squirrel string."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def to_kept(string: str) -> str:
    """A Squirrel string as text that a device keeps: `to_bytes` gives every byte of it back."""
    return string if string.isascii() else string.encode("latin-1").decode("utf-8", "surrogateescape")


def to_text(string: str) -> str:
    """A Squirrel string as text; bytes that are not UTF-8 are kept as the characters of their numbers."""
    if string.isascii():
        return string
    try:
        return string.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return string


def to_json(value: Any, name: Callable[[Any], str] = tostring) -> Any:
    """A Squirrel value as Python's json module takes it: tables in the order of their nodes, keys as strings,
    floats as floats (infinities and NaN, which JSON has not, as strings), functions and objects by name. What is too
    deep, or too much, as a value that contains itself is, ends with dots."""
    return _to_json(value, name, 0, [MOST_VALUES])


def _to_json(value: Any, name: Callable[[Any], str], depth: int, room: list[int]) -> Any:
    room[0] -= 1
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return float_to_json(value)
    if isinstance(value, str):
        return to_text(value)
    if depth == DEEPEST or room[0] < 0:
        return "..."
    if is_table(value):
        return {to_text(tostring(key)): _to_json(slot, name, depth + 1, room) for key, slot in items(value)}
    if isinstance(value, Array):
        return [_to_json(element, name, depth + 1, room) for element in value]
    return to_text(name(value))


def float_to_json(value: float) -> Any:
    """The shortest number that float32 rounds to value."""
    if value != value or value in (float("inf"), float("-inf")):
        return tostring(value)
    for digits in range(6, 10):
        shortest = float("%.*g" % (digits, value))
        if f32(shortest) == value:
            return shortest
    return value
