"""TOML, which the standard reader takes from Python 3.11 on; places are looked up in the text afterwards."""

from __future__ import annotations

import re
from typing import Any

from impsim.errors import Diagnostic
from impsim.scenario.documents import DEEPEST, Document, Node


def read_toml(document: Document, source: str) -> Node:
    """The tree of a TOML text. Raises Diagnostic."""
    try:
        import tomllib
    except ImportError:
        hint = "write the file as JSON, or use Python 3.11 or later"
        raise Diagnostic("TOML is read from Python 3.11 on", document.path, hint=hint) from None
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        line, column = numbers if len(numbers) == 2 else (source.count("\n") + 1, 1)
        raise document.problem(message, line, column) from None
    except RecursionError:
        raise document.problem("nested too deeply", 1, 1) from None
    except ValueError:  # Python reads no number of any length
        raise document.problem("a number of thousands of digits", 1, 1) from None
    return _node(document, content, (), _places(source))


Places = dict[tuple[str, ...], tuple[int, int]]
HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]")
KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def _places(source: str) -> Places:
    """Path of names -> line and column of its last name. Of the third [[timeline]] the path is timeline, 2."""
    places: Places = {(): (1, 1)}
    section: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(source.split("\n"), 1):
        header = HEADER.match(line)
        key = KEY.match(line)
        if header:
            section = _names(header[1])
            if line.lstrip().startswith("[["):
                counts[section] = counts.get(section, -1) + 1
                places.setdefault(section, (number, header.start(1) + 1))
                section = (*section, str(counts[section]))
            places.setdefault(section, (number, header.start(1) + 1))
        elif key:
            places.setdefault(section + _names(key[1]), (number, key.start(1) + 1))
    return places


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _node(document: Document, content: Any, path: tuple[str, ...], places: Places) -> Node:
    known = path
    while known not in places:  # inside an inline table: the place of the table
        known = known[:-1]
    line, column = places[known]
    if len(path) > DEEPEST:
        raise document.problem("nested too deeply", line, column)
    if isinstance(content, dict):
        made = Node("map", line, column)
        for name, below in content.items():
            node = _node(document, below, (*path, name), places)
            document.add(made, name, node.line, node.column, node)
        return made
    if isinstance(content, list):
        made = Node("list", line, column)
        made.list = [_node(document, below, (*path, str(index)), places) for index, below in enumerate(content)]
        return made
    if isinstance(content, bool):
        return Node("scalar", line, column, "true" if content else "false")
    return Node("scalar", line, column, str(content), quoted=isinstance(content, str))
