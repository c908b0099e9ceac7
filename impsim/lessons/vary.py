"""Hidden values: the table `vary` of a lesson, from which each check draws anew.

    vary:
      count: 3..9                                         a whole number
      name: word                                          some English word
      unit: {choose: [C, F, K]}
      readings: {list: -20..40, count: 4..6}              several; {distinct: true}: all different
      mean: {eval: "readings.reduce(@(a, b) a + b) / count"}   in Squirrel, of what stands above it

The same seed draws the same values, on every machine and for ever.
"""

from __future__ import annotations

import json
import re

from impsim.errors import Diagnostic
from impsim.impos.conversions import to_json, to_squirrel, to_text
from impsim.impos.deployment import CONSTANTS
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.sim.rng import Rng
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import Stop
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import thrown
from impsim.squirrel.values.table import stored_key
from impsim.squirrel.vm import VM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Values = dict[str, Any]
    Draw = Callable[[Rng, Values], Any]

NAME = re.compile(r"[a-z_]\w*\Z", re.IGNORECASE)
RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)\Z")
WORDS = (
    "anchor apple arrow basket beacon bridge candle canyon cedar cherry cobalt copper coral crystal dune ember falcon "
    "feather fern galaxy garnet glacier harbor hazel indigo island jasper juniper lagoon lantern lemon lotus maple "
    "marble meadow nectar oasis olive onyx orbit pebble pepper quartz raven river saffron sage silver spruce summit "
    "tango thistle topaz tulip umber velvet violet walnut willow zephyr"
).split()
STEPS = 1000000  # of an expression
LARGEST = 1 << 31
MOST = 1000  # values of a list
MOST_TRIES = 1000  # for a value that is not there yet
UNSAFE = '"\\\n\r'  # what ends a string of Squirrel or YAML in which the value stands


class Variety:
    """Named ways to draw values, in the order of the file."""

    def __init__(self, draws: dict[str, Draw]) -> None:
        self._draws = draws

    @property
    def names(self) -> list[str]:
        return list(self._draws)

    def values(self, seed: int, number: int) -> Values:
        """What the draw of this number gives. Raises Diagnostic for an expression that fails."""
        rng = Rng(seed).fork("draw %d" % number)
        found: Values = {}
        for name, draw in self._draws.items():
            found[name] = draw(rng.fork(name), found)
        return found


def run_seed(seed: int, number: int) -> int:
    """The seed for the randomness of the world in one draw."""
    return 1 + Rng(seed).fork("run %d" % number).below(LARGEST - 2)


def as_text(value: Any) -> str:
    """A value where `${name}` stands: words as they are, numbers as Squirrel prints them, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return tostring(value)
    return json.dumps(value, ensure_ascii=False)


def as_literal(value: Any) -> str:
    """A value as Squirrel writes it."""
    return json.dumps(value, ensure_ascii=False)


# Reading


def read(document: Document, node: Node) -> Variety:
    """The table `vary`; mistakes are noted."""
    if node.kind != "map":
        document.wrong(node, "a table of hidden values by name expected", "vary: {count: 3..9}")
        return Variety({})
    draws: dict[str, Draw] = {}
    for name, below in node.map.items():
        if not NAME.match(name):
            document.problem("'%s' is no name: letters, digits and _" % name, *node.keys[name])
        draws[name] = _draw(document, below)
    return Variety(draws)


def _draw(document: Document, node: Node) -> Draw:
    if node.kind == "scalar":
        return _scalar(document, node)
    kinds = [kind for kind in KINDS if kind in node.map]
    if len(kinds) != 1:
        document.wrong(node, "what should be drawn? like 3..9, word, or one of " + ", ".join(KINDS), EXAMPLE)
        return _nothing
    return KINDS[kinds[0]](document, node)


EXAMPLE = "unit: {choose: [C, F]}"


def _nothing(rng: Rng, values: Values) -> Any:
    """What could not be read."""


def _scalar(document: Document, node: Node) -> Draw:
    if node.text == "word":
        return lambda rng, values: WORDS[rng.below(len(WORDS))]
    bounds = _range(document, node)
    if bounds is None:
        return _nothing
    low, high = bounds
    return lambda rng, values: low + rng.below(high - low + 1)


def _range(document: Document, node: Node) -> tuple[int, int] | None:
    found = RANGE.match(node.text) if node.kind == "scalar" else None
    if found is None:
        document.wrong(node, "'%s' is not a range like 3..9, nor 'word'" % node.text)
        return None
    low, high = int(found[1]), int(found[2])
    if not -LARGEST <= low <= high < LARGEST:
        document.wrong(node, "a range goes from a lower to a higher number of 32 bits")
        return None
    return low, high


def _choose(document: Document, node: Node) -> Draw:
    given = f.members(document, node, {"choose": ("choose", f.plain)})
    choices = given.get("choose")
    if not isinstance(choices, list) or len(choices) < 2:
        document.wrong(node.map["choose"], "a list of two or more expected", EXAMPLE)
        return _nothing
    for choice, below in zip(choices, node.map["choose"].list):
        if isinstance(choice, str) and set(choice) & set(UNSAFE):
            document.wrong(below, "a hidden text has no quotes, backslashes and line ends")
    return lambda rng, values: choices[rng.below(len(choices))]


LIST: f.Section = {
    "list": ("list", f.Reader(_draw, {})),
    "count": ("count", f.Reader(lambda document, node: _count(document, node), {})),
    "distinct": ("distinct", f.flag),
}


def _list(document: Document, node: Node) -> Draw:
    given = f.members(document, node, LIST)
    low, high = given.get("count") or (0, 0)
    if "count" not in node.map:
        document.wrong(node, "how many? 'count' is missing", "{list: 0..99, count: 5}")
    draw, distinct = given.get("list") or _nothing, given.get("distinct")

    def several(rng: Rng, values: Values) -> Any:
        wanted = low + rng.below(high - low + 1)
        found: list[Any] = []
        for _ in range(MOST_TRIES + wanted):
            value = draw(rng, values)
            if len(found) < wanted and not (distinct and value in found):
                found.append(value)
        if len(found) < wanted:
            raise Diagnostic("there are not so many different values", document.path, node.line, node.column)
        return found

    return several


def _count(document: Document, node: Node) -> tuple[int, int] | None:
    bounds = (int(node.text), int(node.text)) if node.text.isdecimal() else _range(document, node)
    if bounds is not None and not 0 <= bounds[0] <= bounds[1] <= MOST:
        document.wrong(node, "a list has up to %d values" % MOST)
        return None
    return bounds


def _eval(document: Document, node: Node) -> Draw:
    given = f.members(document, node, {"eval": ("eval", f.text(4096))})
    text, place = given.get("eval") or "", node.map["eval"]
    try:
        unit = compile_source("return (%s\n)" % to_squirrel(text), document.path, steps=True, constants=CONSTANTS)
    except Diagnostic as problem:
        document.wrong(place, "no expression of Squirrel: " + problem.message)
        return _nothing

    def computed(rng: Rng, values: Values) -> Any:
        vm = VM(impos=True, steps=STEPS)
        install_impos(vm)
        for name, value in values.items():
            vm.root.__dict__[stored_key(name)] = to_squirrel(value)
        try:
            return to_json(vm.run(unit))
        except (Exception, Stop) as error:
            raise Diagnostic(_told(error), document.path, place.line, place.column, text) from None

    return computed


def _told(error: BaseException) -> str:
    """What an expression has thrown."""
    if isinstance(error, Stop):
        return "the expression never ends"
    return "the expression fails: " + to_text(tostring(thrown(error)))


KINDS = {"choose": _choose, "list": _list, "eval": _eval}
