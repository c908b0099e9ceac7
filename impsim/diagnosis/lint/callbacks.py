"""Functions that are called later: what `this` is then, and what the variables of a loop are."""

from __future__ import annotations

from impsim.diagnosis.lint.api import meaning, method_of, methods_called, takes
from impsim.diagnosis.lint.classes import Members, member_of_this, members
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.lint.flow import leaves_after
from impsim.diagnosis.lint.places import spelled, start_of
from impsim.squirrel import nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Program
    from impsim.squirrel.scopes import Variable

KEEPING = ("append", "push", "insert")


def calls_itself(program: Program) -> Iterator[Finding]:
    """`local function f() { f(); }`."""
    local: dict[Optional[nodes.Function], str] = {}
    for declaration in program.of(nodes.Local):
        for name, value, _ in declaration.declarations:
            function = unbound(value)
            if isinstance(function, nodes.Function):
                local[function] = name
    told: set[Any] = set()
    for node in program.of(nodes.Name) if local else ():
        if program.slots.knows(node.name) or not program.is_slot(node):
            continue
        context: Any = program.contexts[node]
        while context is not None:
            function = context.function
            if local.get(function) == node.name and function not in told:
                told.add(function)
                yield Finding(
                    node.pos,
                    "the local function '%s' does not know itself" % node.name,
                    "the variable exists only after its function has been made",
                    "declare it first: local %s = null; then %s = function(...) {...}" % (node.name, node.name),
                )
            context = context.outer


def unbound(node: Optional[nodes.Node]) -> Optional[nodes.Node]:
    """What stands before `.bindenv(...)`; another expression is itself."""
    if isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Get) and node.callee.name == "bindenv":
        return node.callee.object
    return node


def loop_variable(program: Program) -> Iterator[Finding]:
    """A function made in a loop, to be called when the loop is over, that uses its variable."""
    loops = _variables_of_loops(program)
    for function, scope in program.scopes.functions.items() if loops else ():
        for variable in scope.free:
            loop = loops.get(variable)
            if loop is None or program.contexts.get(function) is None or not isinstance(function, nodes.Function):
                continue
            if program.contexts[function].function is not variable.owner.node or not _is_inside(
                program, function, loop
            ):
                continue
            if _is_kept(program, function) and not leaves_after(program, function, loop):
                yield Finding(
                    _first_use(program, variable, function),
                    "'%s' has another value when this function is called" % variable.name,
                    "the loop has one variable '%s' for all turns, and is over by then" % variable.name,
                    "keep the value in the body of the loop: local its = %s; and use that" % variable.name,
                )
                break


def _first_use(program: Program, variable: Variable, function: nodes.Node) -> int:
    uses = [node.pos for node in program.once(_uses_of_variables)[variable] if function.pos < node.pos < function.end]
    return min(uses, default=function.pos)


def _uses_of_variables(program: Program) -> dict[Variable, list[nodes.Node]]:
    found: dict[Variable, list[nodes.Node]] = {}
    for node in program.of(nodes.Name):
        variable = program.variable(node)
        if variable is not None:
            found.setdefault(variable, []).append(node)
    return found


def _variables_of_loops(program: Program) -> dict[Variable, nodes.Node]:
    found: dict[Variable, nodes.Node] = {}
    for each in program.of(nodes.Foreach):
        found.update((variable, each) for variable in program.scopes.declared.get(each, ()) if variable.captured)
    for loop in program.of(nodes.For):
        if isinstance(loop.init, nodes.Local):
            declared = program.scopes.declared.get(loop.init, ())
            found.update((variable, loop) for variable in declared if variable.captured and variable.stores)
    return found


def _is_inside(program: Program, node: nodes.Node, loop: Any) -> bool:
    return bool(loop.body.pos <= node.pos < loop.body.end)


def _is_kept(program: Program, function: nodes.Node) -> bool:
    """Whether a function literal is surely called later: impOS takes it, or a slot or an array."""
    node: nodes.Node = function
    parent = program.parents.get(node)
    if isinstance(parent, nodes.Get) and parent.name == "bindenv" and parent in program.parents:
        node = program.parents[parent]
        parent = program.parents.get(node)
    if isinstance(parent, (nodes.NewSlot, nodes.Assign)):
        return parent.value is node and isinstance(parent.target, (nodes.Get, nodes.Index))
    if not isinstance(parent, nodes.Call) or parent.callee is node:
        return False
    callee = parent.callee
    return (isinstance(callee, nodes.Get) and callee.name in KEEPING) or bool(method_of(program, callee))


def lost_this(program: Program) -> Iterator[Finding]:
    """A method, or a function in a method that uses members, given to impOS without bindenv."""
    for call, stubs in program.once(methods_called):
        for position, given in enumerate(call.arguments):
            if not all("function" in takes(stub.mask, position) for stub in stubs):
                continue
            klass, function = _method(program, given)
            if klass is None or function is None:
                continue
            name = _uses(program, function, members(program, klass))
            if name:
                yield _lost(program, given, name, getattr(call.callee, "name", "it"))


def _method(program: Program, given: nodes.Node) -> tuple[Optional[nodes.Class], Optional[nodes.Function]]:
    """The class whose members a function needs, and the function; (None, None) where that is not known."""
    klass = program.contexts[given].klass
    if isinstance(given, nodes.Function):
        return (klass, given) if klass is not None else (None, None)
    if isinstance(given, nodes.Get) and not isinstance(given.object, nodes.This):
        made = meaning(program, given.object)
        of = meaning(program, made.callee) if isinstance(made, nodes.Call) else made
        klass = of if isinstance(of, nodes.Class) else None
        name = given.name
    else:
        name = member_of_this(program, given)
    if klass is None or not name:
        return None, None
    method = members(program, klass).values.get(name)
    return (klass, method) if isinstance(method, nodes.Function) else (None, None)


def _uses(program: Program, function: nodes.Function, own: Members) -> str:
    """A member that a function asks `this` for, "" if it asks for none that only the class has."""
    for name in program.once(_asked).get(function, ()):
        if name in own.values and not _is_elsewhere(program, name, own.values[name]):
            return name
    return ""


def _asked(program: Program) -> dict[Optional[nodes.Function], list[str]]:
    """What each function asks `this` for, functions in it not counted."""
    found: dict[Optional[nodes.Function], list[str]] = {}
    for node in program.every(nodes.Name, nodes.Get):
        name = member_of_this(program, node)
        if name:
            found.setdefault(program.contexts[node].function, []).append(name)
    return found


def _is_elsewhere(program: Program, name: str, value: nodes.Node) -> bool:
    """Whether something else has the name: the root table, perhaps."""
    return name in program.slots.texts or any(made is not value for made in program.slots.made.get(name, ()))


def _lost(program: Program, given: nodes.Node, name: str, taker: str) -> Finding:
    hint = "bind it: put .bindenv(this) behind the function's last brace"
    if not isinstance(given, nodes.Function):
        owner = spelled(program.source, given.object) if isinstance(given, nodes.Get) else "this"
        hint = "bind it to its object: %s.bindenv(%s)" % (spelled(program.source, given), owner)
    return Finding(
        start_of(given),
        "this function loses its object",
        "%s() calls it with the root table as 'this', where there is no '%s'" % (taker, name),
        hint,
    )


RULES: dict[str, Rule] = {"W521": calls_itself, "W522": loop_variable, "W523": lost_this}
