"""Values as somebody at a prompt wants to see them: nested, laid out, and cut where they are endless or very large.

Nothing of the program runs for it: instances show their fields, whatever their class would make of them.
"""

from __future__ import annotations

from impsim.impos.conversions import to_text
from impsim.squirrel.lexer import spelled
from impsim.squirrel.order import key_out
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import Array, Class, FunctionType, is_instance, is_table, items, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

WIDTH = 100  # what is longer is spread over lines
DEEPEST = 8  # containers inside containers
MOST_PARTS = 60  # of one container
MOST_CHARACTERS = 2000  # of one string
MOST_BYTES = 32  # of a blob
MOST_VALUES = 1000  # altogether
CUT = "..."
SHORT = 20  # characters of an element that shares its line
SCALARS = (bool, int, float, str, type(None))


def pretty(value: Any) -> str:
    """A value, on several lines where one is too short."""
    return to_text(_Printer().shown(value, 0))


class _Printer:
    """open: the containers around what is being shown.  room: how many values more there is space for."""

    def __init__(self) -> None:
        self._open: list[Any] = []
        self._room = MOST_VALUES

    def shown(self, value: Any, depth: int) -> str:
        self._room -= 1
        if isinstance(value, str):
            return _string(value)
        if isinstance(value, SCALARS):
            return spelled(value)
        parts = _parts(value)
        if parts is None:
            return _opaque(value)
        head, tail = parts[0], parts[1]
        if any(value is outer for outer in self._open) or depth == DEEPEST or self._room < 0:
            return head + CUT + tail
        self._open.append(value)
        try:
            return _laid_out(head, self._members(parts[2], depth), tail, depth)
        finally:
            self._open.pop()

    def _members(self, members: list[tuple[str, Any]], depth: int) -> list[str]:
        found = []
        for name, value in members[:MOST_PARTS]:
            if self._room < 0:
                break
            found.append(name + self.shown(value, depth + 1))
        left = len(members) - len(found)
        return [*found, "%s %d more" % (CUT, left)] if left else found


def _parts(value: Any) -> tuple[str, str, list[tuple[str, Any]]] | None:
    """What a container begins and ends with, and its members, each with what stands before it."""
    if is_table(value):
        return "{", "}", [(_key(key) + " = ", slot) for key, slot in items(value)]
    if isinstance(value, Array):
        return "[", "]", [("", element) for element in value]
    if is_instance(value) and not isinstance(value, Blob):
        fields = list(_fields(value))
        return ("instance {", "}", fields) if fields else None
    return None


def _fields(instance: Any) -> Iterator[tuple[str, Any]]:
    for stored in getattr(getattr(instance, "ƒclass", None), "ƒfields", ()):
        try:
            value = object.__getattribute__(instance, stored) if type(stored) is str else instance.ƒodd[stored]
        except AttributeError:
            continue
        yield _key(key_out(stored)) + " = ", value


def _key(key: Any) -> str:
    if isinstance(key, str) and key.isascii() and key.replace("_", "a").isalnum() and not key[0].isdigit():
        return key
    return "[%s]" % (_string(key) if isinstance(key, str) else spelled(key) if isinstance(key, SCALARS) else CUT)


def _string(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return spelled(text)
    return "%s%s %d more characters" % (spelled(text[:MOST_CHARACTERS]), CUT, len(text) - MOST_CHARACTERS)


def _opaque(value: Any) -> str:
    if isinstance(value, Blob):
        data = bytes(value)
        more = " " + CUT if len(data) > MOST_BYTES else ""
        return "blob of %d bytes: %s%s" % (len(data), data[:MOST_BYTES].hex(" "), more) if data else "blob of 0 bytes"
    if type(value) is FunctionType:
        return "function (%s)" % ", ".join(parameters(value)) if "ƒroot" in value.__globals__ else "native function"
    if type(value) is Class:
        names = [_key(key_out(stored)) for stored in value.__dict__][:MOST_PARTS]
        return "class {%s}" % ", ".join(names)
    return str(type_name(value))


def parameters(function: Any) -> list[str]:
    """The names of a program's function's parameters, without `this`."""
    code = getattr(function, "__dict__", {}).get("ƒunbound", function).__code__
    names = list(code.co_varnames[1 : code.co_argcount])
    return [*names, "..."] if code.co_flags & 0x04 else names


def _laid_out(head: str, parts: list[str], tail: str, depth: int) -> str:
    """On one line if it is short, else one part a line, or as many as fit where all are short."""
    line = head + ", ".join(parts) + tail
    if "\n" not in line and len(line) + 2 * depth <= WIDTH:
        return line
    indent = "  " * (depth + 1)
    if head == "[" and all(len(part) <= SHORT for part in parts):
        parts = _filled(parts, WIDTH - len(indent))
    return "\n".join([head, *[indent + part for part in parts], "  " * depth + tail])


def _filled(parts: list[str], width: int) -> list[str]:
    """Lines of several parts."""
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + len(part) + 2 > width:
            lines.append("")
        lines[-1] += (", " if lines[-1] else "") + part
    return lines
