"""The scenario of an experiment, as the tree that a scenario file would give.

What stands in the world file keeps its place, so that its mistakes are told there; all else has place 0. A world
file is about one imp: what is the imp's own goes to the device, as scenario files have it.
"""

from __future__ import annotations

import json
import os
import re

from impsim.playground.experiment import LONGEST_US, ONLY, WORLD, Experiment
from impsim.scenario.cases import variants
from impsim.scenario.documents import Document, Node, read_yaml
from impsim.scenario.fields import nearest
from impsim.scenario.schema import IN_WORLD, Scenario, scenario
from impsim.scenario.world import WORLD as KNOWN
from impsim.scenario.world import names_of
from impsim.testcase.defaults import Defaults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INLINE = "imp"  # the section whose members are a device's own in a scenario
STEP = "  "
# What YAML takes for text or a number without quotes, inside brackets as well.
BARE = re.compile(r"[A-Za-z][\w.+-]*(?: [\w.+-]+)*|[+-]?\d+(?:\.\d+)?(?:us|ms|s|m|h|d|%)?")
WORDS = frozenset("true false null yes no on off y n".split())  # that YAML takes for something else


def read(experiment: Experiment, folder: str, until_us: int) -> Scenario:
    """The scenario, whose programs lie in the folder. What its files let happen after its end is no mistake. Raises
    Diagnostic."""
    document, node = told(experiment, folder, LONGEST_US)
    made = scenario(document, variants(document, node)[0], Defaults())
    document.check()
    made.until_us = until_us
    return made


def told(experiment: Experiment, folder: str, until_us: int, name: str = "") -> tuple[Document, Node]:
    """The tree, and the document of the world file. Raises Diagnostic where that is no YAML."""
    document = Document(os.path.join(folder, WORLD), experiment.world)
    world = read_yaml(document, experiment.world) if experiment.world.strip() else None
    world = world or Node("map", 0, 0)
    if world.kind != "map":
        raise document.problem("a table of sections expected", world.line, world.column, "lan: {lease: 40s}")
    node = tree(experiment.scenario(until_us, names_of(document, world), name))
    _put(document, world, node)
    return document, node


def tree(value: Any) -> Node:
    """Plain values as nodes without a place."""
    if isinstance(value, dict):
        made = Node("map", 0, 0)
        made.map = {name: tree(below) for name, below in value.items()}
        made.keys = dict.fromkeys(value, (0, 0))
        return made
    if isinstance(value, list):
        made = Node("list", 0, 0)
        made.list = [tree(below) for below in value]
        return made
    is_text = isinstance(value, str)
    return Node("scalar", 0, 0, value if is_text else json.dumps(value), quoted=is_text)


def _put(document: Document, world: Node, node: Node) -> None:
    """Puts each section of the world file where a scenario has it."""
    device = node.map["devices"].map[ONLY]
    shared = tree({})
    for name, below in world.map.items():
        if name in IN_WORLD:
            _add(document, shared, name, below, world.keys[name])
        elif name == "timeline":
            node.map[name].list = [*below.list, *node.map[name].list]
            _check_list(document, below)
        elif name == INLINE:
            for inner, value in below.map.items():
                _add(document, device, inner, value, below.keys[inner])
        elif name in KNOWN:
            _add(document, device, name, below, world.keys[name])
        else:
            document.problem("unknown name '%s'" % name, *world.keys[name], nearest(name, KNOWN))
    if shared.map:
        node.map["world"] = shared


def _check_list(document: Document, node: Node) -> None:
    if node.kind != "list":
        document.wrong(node, "a list of {at: 10s, do: link.down} expected")


def _add(document: Document, into: Node, name: str, below: Node, place: tuple[int, int]) -> None:
    """Adds a section; where the experiment has one as well, as of parts, both are joined."""
    if name == "impsim":
        return
    there = into.map.get(name)
    if there is not None and there.kind == below.kind == "map":
        for inner, value in below.map.items():
            _add(document, there, inner, value, below.keys[inner])
    elif there is not None:
        document.problem("'%s' is set twice" % name, *place)
    else:
        into.map[name], into.keys[name] = below, place


def as_yaml(node: Node, depth: int = 0) -> str:
    """A tree as a file that people read: a line for each entry of a section."""
    indent = STEP * depth
    if node.kind == "map" and node.map and depth < 2:
        return "".join(_member(name, below, indent, depth) for name, below in node.map.items())
    if node.kind == "list" and node.list and depth == 1:
        return "".join("%s- %s\n" % (indent, in_brackets(below)) for below in node.list)
    return in_brackets(node)


def _member(name: str, below: Node, indent: str, depth: int) -> str:
    shown = as_yaml(below, depth + 1)
    return "%s%s:%s" % (indent, scalar(name), "\n" + shown if shown.endswith("\n") else " %s\n" % shown)


def in_brackets(node: Node) -> str:
    """A tree on one line."""
    if node.kind == "map":
        return "{%s}" % ", ".join("%s: %s" % (scalar(name), in_brackets(below)) for name, below in node.map.items())
    if node.kind == "list":
        return "[%s]" % ", ".join(in_brackets(below) for below in node.list)
    return scalar(node.text) if node.quoted or BARE.fullmatch(node.text) is None else node.text


def scalar(text: str) -> str:
    """A text, in quotes where it needs them."""
    if BARE.fullmatch(text) and text.lower() not in WORDS and not text[0].isdigit() and text[0] not in "+-":
        return text
    if re.fullmatch(r"\d+(?:us|ms|s)", text):
        return text
    return json.dumps(text, ensure_ascii=False)
