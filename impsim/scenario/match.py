"""`that:` what a value has to be, by path.

    that:
      - {path: active.type, equals: ethernet}
      - {path: ipv4.address, matches: '^10[.]'}

A path goes through tables by name and through lists by number. `active` in what imp.net.info() returns is the number of
an interface: the path goes on in that interface. A value that is not there satisfies `absent` and nothing else.
"""

from __future__ import annotations

import re
from math import isfinite

from impsim.impos.stubs import every_stub
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Optional

MISSING: Any = type("Missing", (), {"__repr__": lambda self: "nothing"})()
NAMED_GROUP = re.compile(r"\(\?<(?![=!])")  # as JavaScript and others write it
STEP = re.compile(r"[^.\[\]]+")


def follow(value: Any, path: str) -> Any:
    """What lies at a path, MISSING if nothing does."""
    for step in STEP.findall(path):
        value = _below(value, step)
    return value


def _below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        below = value.get(step, MISSING)
        if step == "active" and type(below) is int:
            return _below(value.get("interface"), str(below))
        return below
    if isinstance(value, (list, tuple)) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    return MISSING


def same(one: Any, other: Any) -> bool:
    """Equal, and true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or abs(one - other) <= 1e-6 * max(abs(one), abs(other))  # float32 beside decimals
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _contains(value: Any, part: Any) -> bool:
    if isinstance(value, str):
        return str(part) in value
    if isinstance(value, (list, tuple)):
        return any(same(element, part) for element in value)
    return isinstance(value, dict) and part in value


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


WORDS: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "equals": ("is", same),
    "equals_const": ("is", same),
    "matches": ("matches", lambda value, regex: isinstance(value, str) and regex.search(value) is not None),
    "contains": ("contains", _contains),
    "less_than": ("is less than", lambda value, limit: _number(value) and value < limit),
    "greater_than": ("is greater than", lambda value, limit: _number(value) and value > limit),
    "present": ("is there", lambda value, wanted: (value is not MISSING and value is not None) == wanted),
    "absent": ("is not there", lambda value, wanted: (value is MISSING or value is None) == wanted),
    "same_as": ("is as in", same),
}


class Match:
    """path: "" for the value itself.  tests: (word, operand, operand as written) each of which must hold.

    node: its place.
    """

    def __init__(self, path: str, tests: list[tuple[str, Any, str]], node: Node) -> None:
        self.path = path
        self.node = node
        self.tests = tests

    @property
    def refs(self) -> list[str]:
        """The expectations with whose values it compares."""
        return [str(operand) for word, operand, _ in self.tests if word == "same_as"]

    def misses(self, value: Any, values: Mapping[str, Any]) -> list[str]:
        """What does not hold, each in a few words.  values: those of other expectations, by id."""
        found = follow(value, self.path)
        holds = all(self._holds(word, operand, found, values) for word, operand, _ in self.tests)
        return [] if holds else ["%s is %s" % (self.path or "the value", show(found))]

    def _holds(self, word: str, operand: Any, found: Any, values: Mapping[str, Any]) -> bool:
        if word == "same_as":
            if operand not in values:
                return False
            operand = follow(values[operand], self.path)
        return WORDS[word][1](found, operand)

    def __str__(self) -> str:
        name = self.path or "the value"
        return " and ".join(("%s %s %s" % (name, WORDS[word][0], shown)).rstrip() for word, _, shown in self.tests)


LONGEST_SHOWN = 300


def show(value: Any) -> str:
    """A value as JSON, cut to what a line can hold."""
    if value is MISSING:
        return "not there"
    from json import dumps

    shown = dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."


def _regex(text: str) -> Any:
    try:
        return re.compile(NAMED_GROUP.sub("(?P<", text))
    except re.error as error:
        raise f.Wrong("a regular expression: %s" % error) from None


def _limit(text: str) -> float:
    found = f.number_or_nan(text)
    if not isfinite(found):
        raise f.Wrong("a number")
    return found


_constants: dict[str, Any] = {}


def _constant(document: Document, node: Node) -> Any:
    """The value of a constant that programs find."""
    if not _constants:
        _constants.update({stub.name: stub.value for stub in every_stub() if stub.kind == "constant"})
    if node.text not in _constants:
        document.wrong(node, "there is no constant '%s'" % node.text, f.nearest(node.text, _constants))
    return _constants.get(node.text)


regex = f.scalar(_regex, type="string", format="regex")
MATCH: f.Section = {
    "path": ("path", f.text(256)),
    "equals": ("equals", f.plain),
    "equals_const": ("equals_const", f.Reader(_constant, {"type": "string"})),
    "matches": ("matches", regex),
    "contains": ("contains", f.plain),
    "less_than": ("less_than", f.scalar(_limit, type="number")),
    "greater_than": ("greater_than", f.scalar(_limit, type="number")),
    "present": ("present", f.flag),
    "absent": ("absent", f.flag),
    "same_as": ("same_as", f.reference("expectation")),
}


@f.reading(anyOf=[{"type": "array", "items": f.table_schema(MATCH)}, f.table_schema(MATCH)])
def matches(document: Document, node: Node) -> list[Match]:
    """All of a `that`; one alone needs no list."""
    return [found for below in (node.list if node.kind == "list" else [node]) for found in _match(document, below)]


def _match(document: Document, node: Node) -> list[Match]:
    given = f.members(document, node, MATCH)
    words = [name for name in node.map if name in WORDS]
    if node.kind == "map" and not words and set(node.map) <= set(MATCH):
        document.wrong(node, "what about it? one of %s expected" % ", ".join(WORDS))
    tests = [(word, given[word], _written(node.map[word], word, given[word])) for word in words]
    return [Match(given.get("path") or "", tests, node)]


def _written(node: Node, word: str, operand: Any) -> str:
    """The operand as the file has it; a value that could be a text or a number as JSON."""
    if word in ("present", "absent"):
        return "" if node.text == "true" else "(not)"
    if word in ("equals", "contains"):
        return show(operand)
    return node.text if word != "same_as" else "'%s'" % node.text


def groups(regex: Any, text: str) -> Optional[dict[str, Any]]:
    """The named groups of what a regular expression finds, numbers as numbers; None when it finds nothing."""
    found = regex.search(text)
    if found is None:
        return None
    return {name: None if value is None else f.core(value) for name, value in found.groupdict().items()}
