"""Plain values as YAML in flow style, each on one line, as somebody would write it by hand."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.scenario.documents import Node

BARE = re.compile(r"[A-Za-z_](?:[\w./+*-]|(?<=\S) (?=\S))*")
BARE_SCALAR = re.compile(r"[\w.%/+-]+(?::[\w.%/+-]+)*")  # what stood without quotes and may go on so
WIDTH = 116  # of a line
WORDS = frozenset("true false null yes no on off y n".split())
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Raw(str):
    """A text that is written as it is: a time, a reference."""


def time_text(t_us: int) -> Raw:
    """12.161s"""
    return Raw(("%.6f" % (t_us / 1e6)).rstrip("0").rstrip(".") + "s")


def flow(value: Any) -> str:
    """A dict, list, text, number, truth or None on one line."""
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (text(str(name)), flow(below)) for name, below in value.items())
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(flow(below) for below in value)
    if isinstance(value, str):
        return value if isinstance(value, Raw) else text(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def item(table: dict[str, Any]) -> list[str]:
    """A table as an item of a list, on several lines where one would be long."""
    line = "- " + flow(table)
    if len(line) <= WIDTH:
        return [line]
    lines = []
    for name, value in table.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [name + ":", *["  - " + flow(below) for below in value]]
        else:
            lines.append("%s: %s" % (name, flow(value)))
    return ["- " + lines[0], *["  " + line for line in lines[1:]]]


def text(value: str) -> str:
    """A text, in quotes where it could be taken for something else."""
    if BARE.fullmatch(value) and value.lower() not in WORDS:
        return value
    return '"%s"' % "".join(map(_escaped, value))


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if character.isprintable() and character != "\ufeff":
        return character
    code = ord(character)
    return "\\x%02x" % code if code < 0x100 else "\\u%04x" % code if code < 0x10000 else "\\U%08x" % code


def node_value(node: Node) -> Any:
    """What a node of a document says, to be written again: what stood without quotes stays so."""
    if node.kind == "map":
        return {name: node_value(below) for name, below in node.map.items()}
    if node.kind == "list":
        return [node_value(below) for below in node.list]
    if not node.quoted and BARE_SCALAR.fullmatch(node.text):
        return Raw(node.text)
    return node.text
