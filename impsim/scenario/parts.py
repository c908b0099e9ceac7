"""The section `parts`: what is wired to an imp, each with its kind, its terminals, its options and its quantities.

    parts:
      sensor: {kind: HTS221, i2c: i2cAB, temperature: 21.5}
      button: {kind: button, pin: pin1, active: low}

A part is read without knowing the imp; scenario/wiring.py then checks its wires for the model.
"""

from __future__ import annotations

from impsim.device.quantity import Unfit
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node
from impsim.scenario.part_kinds import class_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.part import Part, Plan
    from impsim.device.quantity import Quantity

LONGEST_NAME = 64


class Found:
    """A part as it was read.  make: its class.  joined: terminal -> the node that says what it is joined to."""

    def __init__(self, name: str, node: Node, make: type[Part]) -> None:
        self.name = name
        self.node = node
        self.make = make
        self.joined: dict[str, Node] = {}
        self.options: dict[str, Any] = {}
        self.quantities: dict[str, Any] = {}

    def plan(self) -> Plan:
        """For the imp that it is wired to."""
        from impsim.device.part import Plan

        terminals = {terminal: node.text for terminal, node in self.joined.items()}
        return Plan(self.make, terminals, self.options, self.quantities)

    def option(self, name: str) -> Any:
        """What an option is, given or not."""
        return self.options.get(name, self.make.options[name].default)


def parts(document: Document, node: Node) -> dict[str, Found]:
    """Those of a table by name; mistakes are noted."""
    if node.kind != "map":
        document.wrong(node, "a table of parts by name expected", "button: {kind: button, pin: pin1}")
        return {}
    read = {name: _part(document, name, node) for name in node.map}
    return {name: found for name, found in read.items() if found is not None}


def _part(document: Document, name: str, table: Node) -> Optional[Found]:
    node = table.map[name]
    if not name or len(name) > LONGEST_NAME:
        document.problem("a part needs a name of at most %d characters" % LONGEST_NAME, *table.keys[name])
    if node.kind != "map" or "kind" not in node.map:
        document.wrong(node, "a table with a kind expected", "%s: {kind: button, pin: pin1}" % name)
        return None
    make = class_of(document, node.map["kind"])
    if make is None:
        return None
    found = Found(name, node, make)
    for word, below in node.map.items():
        if word != "kind":
            _take(document, found, word, below)
    return found


def _take(document: Document, found: Found, word: str, node: Node) -> None:
    """One of the words that stand beside the kind."""
    make = found.make
    if word in make.terminals:
        if node.kind != "scalar" or not node.text:
            document.wrong(node, "the name of a pin or bus expected")
        found.joined[word] = node
    elif word in make.options:
        found.options[word] = value(document, node, make.options[word], word)
    elif word in make.quantities:
        found.quantities[word] = value(document, node, make.quantities[word], word)
    else:
        known = [*make.terminals, *make.options, *make.quantities]
        document.problem("%s has no '%s'" % (named(make), word), *found.node.keys[word], f.nearest(word, known))


def named(make: type[Part]) -> str:
    """What messages call a part of a class."""
    return "the part " + make.kind if make.kind[:1].islower() else make.kind


def value(document: Document, node: Node, quantity: Quantity, name: str) -> Any:
    """The value of a quantity or an option; None, and a mistake, for what it cannot be."""
    if node.kind != "scalar":
        document.wrong(node, "one value expected for '%s'" % name)
        return None
    try:
        return quantity.read(node.text)
    except Unfit as unfit:
        what, *hint = unfit.args
        document.wrong(node, "'%s' is not %s" % (node.text, what), *hint)
        return None


def schema() -> f.Schema:
    """JSON Schema of the table: each kind that impsim has, and those of one's own."""
    from impsim.device.parts import every_kind

    kinds = [_kind_schema(make) for make in every_kind()]
    known = [make.kind for make in every_kind()]
    own = {"type": "object", "required": ["kind"], "properties": {"kind": {"not": {"enum": known}}}}
    return {"type": "object", "additionalProperties": {"oneOf": [*kinds, own]}}


def _kind_schema(make: type[Part]) -> f.Schema:
    joined = {name: {"type": "string", "description": about.about} for name, about in make.terminals.items()}
    given = {name: _value_schema(about) for name, about in {**make.options, **make.quantities}.items()}
    needed = [name for name, about in make.terminals.items() if not about.optional]
    properties = {"kind": {"const": make.kind}, **joined, **given}
    shape = {"type": "object", "additionalProperties": False, "required": ["kind", *needed]}
    return {**shape, "description": make.about, "properties": properties}


def _value_schema(quantity: Quantity) -> f.Schema:
    about = {"description": quantity.about}
    if isinstance(quantity.default, bool):
        return {**about, "type": "boolean"}
    if quantity.choices:
        return {**about, "enum": list(quantity.choices)}
    return {**about, "type": ["number", "string"] if quantity.numeric else "string"}
