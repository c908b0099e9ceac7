"""Calls with the wrong arguments: of the API, of the language's functions, of the program's own."""

from __future__ import annotations

from impsim.diagnosis.lint.api import apis, meaning, methods_called, takes
from impsim.diagnosis.lint.callbacks import unbound
from impsim.diagnosis.lint.children import key_name
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.places import spelled, start_of
from impsim.squirrel import nodes
from impsim.squirrel.native import parse_mask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program

    Declared = tuple[str, int, str]  # name, count as Squirrel declares it, mask

CALLED_WITH = {  # how many arguments impOS passes to the functions that these take: see their stubs
    "imp.wakeup": 0,
    "imp.onidle": 0,
    "agent.on": 1,
    "device.on": 1,
    "device.onconnect": 0,
    "http.onrequest": 2,
    "httprequest.sendasync": 1,
    "server.onshutdown": 1,
    "server.onunexpecteddisconnect": 1,
    "imp.scanwifinetworks": 1,
    "imp.onunhandledexception": 1,
}
NUMERIC = {"integer", "float"}
NODE_TYPES = {nodes.Table: "table", nodes.Array: "array", nodes.Function: "function", nodes.Class: "class"}
VALUE_TYPES = {type(None): "null", bool: "bool", int: "integer", float: "float", str: "string"}


def natives_called(program: Program) -> list[tuple[nodes.Call, list[Declared]]]:
    """Calls of natives, with all that the native may be; not in a `try`."""
    found = [
        (call, [(stub.path, stub.value, stub.mask) for stub in stubs]) for call, stubs in program.once(methods_called)
    ]
    for call in program.of(nodes.Call):
        if isinstance(call.callee, (nodes.Name, nodes.Root)):
            found.append((call, _of_language(program, call.callee)))
    return [(call, declared) for call, declared in found if declared and not program.contexts[call].guarded]


def _of_language(program: Program, callee: Any) -> list[Declared]:
    """What a name declares that the language's part of the root table explains."""
    if program.slots.knows(callee.name) or callee in program.scopes.names:
        return []
    found: list[Any] = [api.natives.get(callee.name) for api in apis(program)]
    return [native.ƒnative for native in found if hasattr(native, "ƒnative")]


def wrong_number(program: Program) -> Iterator[Finding]:
    """`imp.wakeup(1)`."""
    for call, declared in program.once(natives_called):
        given = len(call.arguments) + 1
        if all(given != count if count > 0 else given < -count for _, count, _ in declared):
            name, count, _ = declared[0]
            wanted = "%s%s" % ("" if count > 0 else "at least ", _arguments(abs(count) - 1))
            yield Finding(
                call.pos,
                "%s() takes %s, and gets %s" % (name, wanted, given - 1 or "none"),
                "a call with another number of arguments fails",
            )


def _arguments(count: int) -> str:
    return "%s argument%s" % (count or "no", "" if count == 1 else "s")


def wrong_type(program: Program) -> Iterator[Finding]:
    """`imp.wakeup("1", f)`."""
    for call, declared in program.once(natives_called):
        for position, given in enumerate(call.arguments):
            kind = _kind(given)
            if kind and all(_refuses(mask, position, kind) for _, _, mask in declared):
                name, _, mask = declared[0]
                wanted = " or ".join(dict.fromkeys(parse_mask(mask)[1 + position]))
                yield Finding(
                    start_of(given),
                    "%s() takes no %s here" % (name, kind),
                    "its argument %d must be of type %s" % (position + 1, wanted),
                )


def _kind(node: nodes.Node) -> str:
    """The type of a literal, "" where that is not known."""
    if isinstance(node, nodes.Literal):
        return VALUE_TYPES.get(type(node.value), "")
    return NODE_TYPES.get(type(node), "")


def _refuses(mask: str, position: int, kind: str) -> bool:
    admitted = takes(mask, position)
    if kind in NUMERIC and admitted & NUMERIC:
        return False
    return bool(admitted) and kind not in admitted


def called_not_passed(program: Program) -> Iterator[Finding]:
    """`imp.wakeup(1, poll())`: it is called at once, and what it returns, null, is passed."""
    for call, declared in program.once(natives_called):
        for position, given in enumerate(call.arguments):
            if not isinstance(given, nodes.Call) or not all(
                takes(mask, position) == {"function"} for _, _, mask in declared
            ):
                continue
            function = function_called(program, given)
            if function is not None and function not in program.once(_returning):
                name = spelled(program.source, given.callee)
                yield Finding(
                    start_of(given),
                    "'%s' is called here and now" % name,
                    "%s() gets what it returns, null, instead of the function" % declared[0][0],
                    "leave its () away: %s" % name
                    if not given.arguments
                    else "wrap it: function() { %s(...); }" % name,
                )


def _returning(program: Program) -> set[Optional[nodes.Function]]:
    """The functions that return something, and generators."""
    found = program.every(nodes.Return, nodes.Yield)
    return {program.contexts[node].function for node in found if node.value is not None or type(node) is nodes.Yield}


def function_called(program: Program, call: nodes.Call) -> Optional[nodes.Function]:
    """The program's own function that a call surely calls."""
    callee = call.callee
    found: Any
    if isinstance(callee, nodes.Get) and isinstance(callee.object, nodes.This):
        found = program.slots.only(callee.name)
        return found if isinstance(found, nodes.Function) and found in program.methods else None
    if isinstance(callee, (nodes.Name, nodes.Root)):
        found = meaning(program, callee)
        return found if isinstance(found, nodes.Function) else _constructor(found)
    return None


def _constructor(found: Any) -> Optional[nodes.Function]:
    """What a call of a class calls, if the class has its own."""
    members = found.members if isinstance(found, nodes.Class) else ()
    made: Any = next((value for key, value, _, _ in members if key_name(key) == "constructor"), None)
    return made if isinstance(made, nodes.Function) else None


def own_wrong_number(program: Program) -> Iterator[Finding]:
    """A function of the program, called with other arguments than it has parameters."""
    for call in program.of(nodes.Call):
        function = function_called(program, call)
        if function is None or program.contexts[call].guarded:
            continue
        given, most = len(call.arguments), len(function.parameters)
        least = sum(default is None for _, default in function.parameters)
        if given < least or (given > most and not function.varargs):
            name = getattr(call.callee, "name", "the function")
            wanted = _arguments(most) if least == most else "%d to %d arguments" % (least, most)
            if function.varargs:
                wanted = "at least " + _arguments(least)
            yield Finding(
                call.pos,
                "%s() takes %s, and gets %s" % (name, wanted, given or "none"),
                "its parameters are (%s)" % ", ".join(parameter for parameter, _ in function.parameters),
            )


def parameters_of_callback(program: Program) -> Iterator[Finding]:
    """`imp.wakeup(1, function(x) {...})`: impOS calls it with no argument."""
    for call, stubs in program.once(methods_called):
        count = CALLED_WITH.get(stubs[0].path)
        for given in call.arguments if count is not None and len({stub.path for stub in stubs}) == 1 else ():
            function = _function(program, given)
            if function is None or count is None or _takes_number(function, count):
                continue
            what = "parameter" if len(function.parameters) == 1 else "parameters"
            yield Finding(
                start_of(given),
                "this function has %d %s, and is called with %s" % (len(function.parameters), what, _arguments(count)),
                "%s() takes a function for %s" % (stubs[0].path, _arguments(count)),
            )


def _function(program: Program, given: nodes.Node) -> Optional[nodes.Function]:
    """The function that an argument surely is."""
    found = unbound(given)
    if isinstance(found, nodes.Get) and isinstance(found.object, nodes.This):
        method = program.slots.only(found.name)
        return method if isinstance(method, nodes.Function) and method in program.methods else None
    found = meaning(program, found)
    return found if isinstance(found, nodes.Function) else None


def _takes_number(function: nodes.Function, count: int) -> bool:
    least = sum(default is None for _, default in function.parameters)
    return least <= count and (count <= len(function.parameters) or function.varargs)


RULES: dict[str, Rule] = {
    "W524": called_not_passed,
    "W525": wrong_number,
    "W526": wrong_type,
    "W527": own_wrong_number,
    "W528": parameters_of_callback,
}
