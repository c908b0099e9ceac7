"""Cases and the matrix: one file as many tests.

A case is the document with a patch, made of nodes that keep their places, so that a mistake in a patch is reported
where it stands. A patch changes tables member by member; `key+` appends to a list; `null` takes a member away; all else
is replaced. The matrix replaces values by their path, and every combination of its values is one test.
"""

from __future__ import annotations

from itertools import product

from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

BASE = "base"  # what the document itself is called among its cases
EVERY_DEVICE = ("model", "impos")  # in the matrix: of each device
OF_THE_RUN = ("seed", "until")
SECTIONS = ("run", "world", "devices", "timeline")  # that a path of the matrix may go through
MOST_TESTS = 10000  # of one file: more is a slip of the pen

IDS = f.listed(1, 1000, "a list of ids", f.text())
CASE: f.Section = {
    "id": ("id", f.text()),
    "about": ("about", f.text(4096)),
    "tags": ("tags", f.listed(1, 100, "a list of words", f.text())),
    "patch": ("patch", f.Reader(lambda document, node: node, {"type": "object"})),
    "replace_expect": ("replaced", IDS),
    "only_expect": ("only", f.flag),
    "must_fail": ("must_fail", IDS),
    "expect": ("expect", f.Reader(lambda document, node: node, {"$ref": "#/$defs/expect"})),
}


class Variant:
    """One test of a file.  case: the id of its case.  label: the values of its matrix, "seed=42,impos=36".

    node: the document as it is for this test.  place: of its case, (line, column).  given: of the case, by attribute.
    """

    def __init__(self, case: str, label: str, node: Node, place: tuple[int, int], given: dict[str, object]) -> None:
        self.case = case
        self.label = label
        self.node = node
        self.place = place
        self.given = given

    @property
    def name(self) -> str:
        """What a test is called inside its file."""
        return "%s[%s]" % (self.case, self.label) if self.label else self.case


def variants(document: Document, node: Node) -> list[Variant]:
    """Every test of a file; mistakes in cases and matrix are noted."""
    rows = _rows(document, node)
    return [
        Variant(case, label, _with(document, patched, row), place, given)
        for case, patched, place, given in _cases(document, node)
        for label, row in rows
    ]


def _cases(document: Document, node: Node) -> Iterator[tuple[str, Node, tuple[int, int], dict[str, object]]]:
    yield BASE, node, (node.line, node.column), {}
    listed = node.map.get("cases")
    if listed is None:
        return
    if listed.kind != "list":
        document.wrong(listed, "a list of cases expected")
    known = [BASE]
    for below in listed.list:
        given = f.members(document, below, CASE)
        name = given.get("id")
        if not name:
            document.wrong(below, "a case needs an id")
        elif name in known:
            document.wrong(below.map["id"], "the id '%s' stands here twice" % name)
        known.append(str(name))
        patch = given.get("patch")
        _check_patch(document, patch)
        yield str(name), merged(document, node, patch) if patch else node, (below.line, below.column), given


def _check_patch(document: Document, patch: Any) -> None:
    """Notes what would come too late to change anything."""
    for name in patch.map if patch else ():
        if name.rstrip("+") in ("cases", "matrix"):
            document.problem("a case cannot change the %s" % name.rstrip("+"), *patch.keys[name])


def merged(document: Document, base: Node, patch: Node) -> Node:
    """A node with a patch. Tables are copied as far as the patch goes."""
    if base.kind != "map" or patch.kind != "map":
        return patch
    made = _copy(base)
    for name, below in patch.map.items():
        if name.endswith("+"):
            _append(document, made, name[:-1], below, patch.keys[name])
        elif below.kind == "scalar" and below.text == "null" and not below.quoted:
            made.map.pop(name, None)
        else:
            _put(made, name, merged(document, made.map[name], below) if name in made.map else below, patch.keys[name])
    return made


def _copy(node: Node) -> Node:
    made = Node(node.kind, node.line, node.column)
    made.map, made.keys = dict(node.map), dict(node.keys)
    return made


def _put(node: Node, name: str, below: Node, place: tuple[int, int]) -> None:
    node.map[name] = below
    node.keys[name] = place


def _append(document: Document, made: Node, name: str, more: Node, place: tuple[int, int]) -> None:
    before = made.map.get(name)
    if more.kind != "list" or (before is not None and before.kind != "list"):
        document.problem("only lists can be appended to", *place)
        return
    longer = Node("list", more.line, more.column)
    longer.list = [*(before.list if before else ()), *more.list]
    _put(made, name, longer, place)


def _rows(document: Document, node: Node) -> list[tuple[str, list[tuple[list[str], Node, tuple[int, int]]]]]:
    """Each combination of the matrix: its label, and what it replaces: (path, value, place of the name)."""
    matrix = node.map.get("matrix")
    if matrix is None:
        return [("", [])]
    if matrix.kind != "map":
        document.wrong(matrix, "a table of lists expected", "seed: [1, 2, 3]")
    columns = [_column(document, matrix, name, node) for name in matrix.map]
    count = 1
    for column in columns:
        count *= len(column)
    if count > MOST_TESTS:
        document.wrong(matrix, "this makes %d tests of every case" % count)
        return [("", [])]
    rows = [list(row) for row in product(*columns)]
    return [(",".join(label for label, _ in row), [one for _, several in row for one in several]) for row in rows]


def _column(
    document: Document, matrix: Node, name: str, node: Node
) -> list[tuple[str, list[tuple[list[str], Node, tuple[int, int]]]]]:
    values, place = matrix.map[name], matrix.keys[name]
    if values.kind != "list" or not values.list:
        document.wrong(values, "a list of values expected")
        return [(name, [])]
    paths = _paths(document, name, node, place)
    _check_values(document, values)
    return [("%s=%s" % (name, _shown(value)), [(path, value, place) for path in paths]) for value in values.list]


def _check_values(document: Document, values: Node) -> None:
    """Notes a value that stands there twice: two tests would have one id."""
    known: list[str] = []
    for value in values.list:
        if _shown(value) in known:
            document.wrong(value, "'%s' stands here twice" % _shown(value))
        known.append(_shown(value))


def _shown(node: Node) -> str:
    return node.text if node.kind == "scalar" else node.kind + str(node.line)


def _paths(document: Document, name: str, node: Node, place: tuple[int, int]) -> list[list[str]]:
    if name in OF_THE_RUN:
        return [["run", name]]
    devices = node.map.get("devices")
    if name in EVERY_DEVICE:
        return [["devices", device, name] for device in (devices.map if devices else ())]
    path = name.split(".")
    if len(path) < 2 or path[0] not in SECTIONS:
        hint = "seed, until, model, impos, or a path like devices.gw.impos"
        document.problem("there is no '%s' to be varied" % name, *place, hint)
        return []
    return [path] if _leads_on(document, path, node, place) else []


NAMED = {
    "devices": "device",
    "world.lans": "LAN",
    "world.proxies": "proxy",
    "world.cells": "carrier",
    "world.mqtt": "broker",
}


def _leads_on(document: Document, path: list[str], node: Node, place: tuple[int, int]) -> bool:
    """Notes a path that would make a part which nothing else speaks of."""
    for number, name in enumerate(path[:-1]):
        kind = NAMED.get(".".join(path[:number]))
        if node.kind == "list":
            document.problem("a matrix cannot go through lists", *place, "cases can: patch: {timeline: [...]}")
            return False
        if name not in node.map and kind:
            document.problem("there is no %s '%s'" % (kind, name), *place, f.nearest(name, node.map))
            return False
        node = node.map.get(name) or Node("map", *place)
    return True


def _with(document: Document, node: Node, row: list[tuple[list[str], Node, tuple[int, int]]]) -> Node:
    for path, value, place in row:
        patch = value
        for name in reversed(path):
            outer = Node("map", value.line, value.column)
            _put(outer, name, patch, place)
            patch = outer
        node = merged(document, node, patch)
    return node
