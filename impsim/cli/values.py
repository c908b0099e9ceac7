"""Squirrel values for people: containers with their contents, laid out as one would write them."""

from __future__ import annotations

from impsim.squirrel.text import tostring
from impsim.squirrel.values import Array, is_table, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WIDTH = 100  # what is longer is spread over lines
DEEPEST = 16  # containers inside containers: further down a value refers to itself, or nobody reads it
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def squirrel_text(value: Any, depth: int = 0) -> str:
    """A value as a Squirrel literal where there is one, else as `print` shows it."""
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, float):
        return float_text(value)
    if depth < DEEPEST and is_table(value):
        slots = [f"{key_text(key)} = {squirrel_text(slot, depth + 1)}" for key, slot in items(value)]
        return laid_out("{", slots, "}", depth)
    if depth < DEEPEST and isinstance(value, Array):
        return laid_out("[", [squirrel_text(element, depth + 1) for element in value], "]", depth)
    text: str = tostring(value)
    return text


def laid_out(head: str, parts: list[str], tail: str, depth: int) -> str:
    """On one line if it is short, else one part a line."""
    line = head + ", ".join(parts) + tail
    if "\n" not in line and len(line) + 2 * depth <= WIDTH:
        return line
    indent = "  " * (depth + 1)
    return "\n".join([head, *[indent + part for part in parts], "  " * depth + tail])


def key_text(key: Any) -> str:
    if isinstance(key, str) and key.replace("_", "a").isalnum() and key.isascii() and not key[0].isdigit():
        return key
    return "[" + squirrel_text(key) + "]"


def float_text(value: float) -> str:
    """With a decimal point, so that it cannot be taken for an integer."""
    text: str = tostring(value)
    return text if any(mark in text for mark in ".en") else text + ".0"


def quoted(text: str) -> str:
    return '"' + "".join(ESCAPES.get(c) or (c if " " <= c != "\x7f" else f"\\x{ord(c):02x}") for c in text) + '"'
