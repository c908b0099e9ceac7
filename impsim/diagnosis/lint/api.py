"""What a program may find of the API, whatever its model and release: the stubs, as rules ask for them.

Rules know no values. An expression belongs to the API when it spells the way to it, `imp.net`, or is a name that stands
for such an expression and nothing else, `led <- hardware.pin1`.
"""

from __future__ import annotations

import json
import os

import impsim.impos
from impsim.device._profiles import MODELS
from impsim.impos.documented import DOCUMENTED
from impsim.impos.stubs import Stub, every_stub
from impsim.squirrel import nodes
from impsim.squirrel.names import demangle
from impsim.squirrel.native import parse_mask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.lint.program import Program

SIDES = ("device", "agent")
AGENTS = "agent: "  # before the objects of agents in DOCUMENTED
KINDS = {"api.pins": "pin", "api.i2c": "i2c", "api.spi": "spi", "api.uart": "uart"}
MATH = "math"
PIN_MODES = ("DIGITAL_IN", "DIGITAL_OUT", "ANALOG_IN", "ANALOG_OUT", "PWM_OUT", "PULSE_COUNTER")
PARITY = "PARITY_"
CONFIGURE = "configure"
PAIRS = "pwmpair"  # dfsdm and the like are called as their stub is; a pair has its pins' names behind
MADE_BY = {  # what some functions return
    "http.request": "httprequest",
    "http.get": "httprequest",
    "http.post": "httprequest",
    "http.put": "httprequest",
    "http.httpdelete": "httprequest",
    "imp.net.open": "interface",
    "interface.openudp": "udpsocket",
    "mqtt.createclient": "mqttclient",
    "mqttclient.createmessage": "mqttmessage",
}
DOCUMENTS = os.path.join(os.path.dirname(impsim.impos.__file__), "stub_docs.json")
DEPRECATED = "Deprecated"  # in the text of a stub
FARTHEST = 5  # names that stand for one another


class Api:
    """The API of one side.  objects: the stubs of each object's members by name.  roots: the names of the root table
    that are impOS's.  natives: functions of the root table that are the language's."""

    def __init__(self, side: str) -> None:
        self.objects: dict[str, dict[str, list[Stub]]] = {}
        self.roots: set[str] = set()
        for stub in every_stub():
            if stub.is_for(side) or stub.is_for("instance"):
                self._take(stub)
        self.natives = _language(side)
        self.roots |= set(self.natives)
        self.objects[MATH] = _functions(MATH, self.natives[MATH], side)
        self.parts = _parts() if side == "device" else {}
        self.unsimulated = _unsimulated(side)
        self.roots |= {"amqp"} if side == "agent" else set()  # documented, not simulated

    def _take(self, stub: Stub) -> None:
        if stub.kind == "object":
            self.objects.setdefault(stub.path, {})
        if stub.side != "instance" and not stub.object:
            self.roots.add(stub.name)
        self.objects.setdefault(stub.object, {}).setdefault(stub.name, []).append(stub)

    def names(self, path: str) -> set[str]:
        """What an object has on some model and release."""
        found = set(self.objects.get(path, ())) | self.unsimulated.get(path, set())
        return found | set(self.parts) if path == "hardware" else found

    def path_below(self, path: str, name: str) -> str:
        """Which object a member is, "" if none."""
        whole = path + "." + name
        if whole in self.objects:
            return whole
        return self.parts.get(name, "") if path == "hardware" else ""


def _functions(path: str, table: Any, side: str) -> dict[str, list[Stub]]:
    """The natives of a table of the language, as stubs."""
    found: dict[str, list[Stub]] = {}
    for key, native in table.__dict__.items():
        if hasattr(native, "ƒnative"):
            name, count, mask = native.ƒnative
            found[demangle(key)] = [Stub(path, name, "method", count, mask, (), None, None, side)]
    return found


def _parts() -> dict[str, str]:
    """What stands in `hardware` on some model, and whose methods it has."""
    found: dict[str, str] = {}
    for profile in MODELS.values():
        for key, kind in KINDS.items():
            found.update((name, kind) for name in profile[key])
        found.update((name, PAIRS if name.startswith(PAIRS) else name) for name in profile["api.others"])
    return found


def _unsimulated(side: str) -> dict[str, set[str]]:
    """What is documented, by object, whether it is simulated or not."""
    found: dict[str, set[str]] = {}
    shared = {stub.path for stub in every_stub() if stub.is_for("instance")}
    for path, names in DOCUMENTED.items():
        if path.startswith(AGENTS) == (side == "agent") or path in shared:
            found.setdefault(path.removeprefix(AGENTS), set()).update(names.split())
    return found


def _language(side: str) -> dict[str, Any]:
    """The language's part of the root table."""
    from impsim.squirrel.stdlib import install_impos
    from impsim.squirrel.vm import VM

    vm = VM(impos=True)
    install_impos(vm, agent=side == "agent")
    return {demangle(name): value for name, value in vm.root.__dict__.items() if name[0] != "ƒ"}


def deprecated(side: str) -> dict[str, str]:
    """What is said of members that programs should not use any more, by path."""
    if side not in _deprecated:
        with open(DOCUMENTS, encoding="utf-8") as file:
            documents = json.load(file)
        kept = {key: page for key, page in documents.items() if DEPRECATED in page["text"] and _is_sides(key, side)}
        _deprecated[side] = {key.removeprefix(AGENTS): _after(DEPRECATED, page["text"]) for key, page in kept.items()}
    return _deprecated[side]


def _is_sides(key: str, side: str) -> bool:
    return key.startswith(AGENTS) == (side == "agent")


def _after(word: str, text: str) -> str:
    return word.lower() + text.partition(word)[2].rstrip(".")


_deprecated: dict[str, dict[str, str]] = {}
_known: dict[str, Api] = {}


def api_of(side: str) -> Api:
    """The API of a side."""
    if side not in _known:
        _known[side] = Api(side)
    return _known[side]


def apis(program: Program) -> list[Api]:
    """Those that a program may find: both where nobody knows its side."""
    return [api_of(side) for side in SIDES if program.side in ("", side)]


def path_of(program: Program, node: Optional[nodes.Node]) -> str:
    """Which object of the API an expression is, "" where that is not sure."""
    known = program.once(_paths)
    if node not in known:
        known[node] = ""  # names may go round in a ring
        known[node] = _path(program, meaning(program, node))
    return known[node]


def _paths(program: Program) -> dict[Optional[nodes.Node], str]:
    return {}


def _path(program: Program, node: Optional[nodes.Node]) -> str:
    if isinstance(node, (nodes.Root, nodes.Name)):
        found = any(node.name in api.roots and node.name in api.objects for api in apis(program))
        return node.name if found and not program.slots.made.get(node.name) else ""
    if isinstance(node, nodes.Get):
        above = path_of(program, node.object)
        return max((api.path_below(above, node.name) for api in apis(program)), default="") if above else ""
    if isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Get):
        return MADE_BY.get("%s.%s" % (path_of(program, node.callee.object), node.callee.name), "")
    return ""


def meaning(program: Program, node: Optional[nodes.Node]) -> Optional[nodes.Node]:
    """The expression that a name stands for, as long as it stands for one only; another expression is itself.

    None for a name that may stand for several; a name that nothing in the program explains is itself.
    """
    for _ in range(FARTHEST):
        if not isinstance(node, (nodes.Name, nodes.Root)):
            return node
        variable = program.variable(node)
        if variable is not None:
            node = program.values.get(variable)
        elif node in program.scopes.names:
            return None  # a constant
        elif not program.slots.knows(node.name) and node.name not in program.slots.assigned:
            return node
        else:
            node = program.slots.only(node.name)
    return None


def methods_called(program: Program) -> list[tuple[nodes.Call, list[Stub]]]:
    """Every call of a method of the API, with its stubs."""
    found = ((call, method_of(program, call.callee) or _configured(program, call)) for call in program.of(nodes.Call))
    return [(call, stubs) for call, stubs in found if stubs]


def _configured(program: Program, call: nodes.Call) -> list[Stub]:
    """`anything.configure(DIGITAL_IN, ...)`: only pins are configured with such a constant, and UARTs with a parity."""
    if not isinstance(call.callee, nodes.Get) or call.callee.name != CONFIGURE or CONFIGURE in program.slots.made:
        return []
    named = [given.name if program.is_slot(given) else "" for given in call.arguments[:3]]  # type: ignore[attr-defined]
    if named and named[0].startswith(PIN_MODES):
        path = "pin"
    elif len(named) == 3 and named[2].startswith(PARITY):
        path = "uart"
    else:
        return []
    return [stub for api in apis(program)[:1] for stub in api.objects[path][CONFIGURE]]


def takes(mask: str, position: int) -> set[str]:
    """The types that a native's argument may have, none for any; the first is number 0."""
    checks = parse_mask(mask)[1:]
    return set(checks[position]) if position < len(checks) else set()


def method_of(program: Program, callee: nodes.Node) -> list[Stub]:
    """The stubs of a method of the API that an expression names; several where sides or models differ."""
    if isinstance(callee, nodes.Paren):
        callee = callee.inner
    if not isinstance(callee, nodes.Get):
        return []
    path = path_of(program, callee.object)
    if not path:
        return []
    stubs = [stub for api in apis(program) for stub in api.objects.get(path, {}).get(callee.name, ())]
    unique = list({id(stub): stub for stub in stubs}.values())
    return unique if unique and all(stub.kind == "method" for stub in unique) else []
