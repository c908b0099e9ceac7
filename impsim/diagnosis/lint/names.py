"""Names that nothing in the program explains."""

from __future__ import annotations

from impsim.diagnosis.lint.api import SIDES, api_of, apis
from impsim.diagnosis.lint.classes import members
from impsim.diagnosis.lint.finding import Finding, meant
from impsim.squirrel import nodes
from impsim.squirrel.names import DELEGATE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Context, Program
    from impsim.squirrel.scopes import Variable

TARGETS = (nodes.Assign, nodes.AugAssign, nodes.IncDec)
NOT_HERE = {  # what Squirrel has elsewhere and impOS has not (D/squirrel/learningsquirrel)
    **dict.fromkeys(
        ("setroottable", "getconsttable", "setconsttable", "compilestring", "newthread"), "impOS does not have it"
    ),
    **dict.fromkeys(
        ("suspend", "setdebughook", "seterrorhandler", "getstackinfos", "dofile"), "impOS does not have it"
    ),
    **dict.fromkeys(
        "sqrt sin cos tan asin acos atan atan2 log log10 pow exp floor ceil fabs abs rand srand".split(),
        "impOS keeps it in the table math",
    ),
}


def _unexplained(program: Program) -> list[nodes.Name]:
    """Bare names that no local, constant, slot or object of the API answers, where a look-up may not fail."""
    roots = set().union(*(api.roots for api in apis(program)))
    found: list[nodes.Name] = []
    for name, uses in program.uses.items():
        if program.slots.knows(name) or name in roots or name in DELEGATE_NAMES or name == "constructor":
            continue
        for use in uses:
            if isinstance(use, nodes.Name) and not program.contexts[use].guarded and not _inherits(program, use):
                found.append(use)
    return found


def _inherits(program: Program, node: nodes.Node) -> bool:
    """Whether a class around a node may have members that nobody here sees."""
    context: Optional[Context] = program.contexts[node]
    while context is not None:
        method = context.function
        klass = program.methods.get(method) if method is not None else None
        if klass is not None and not members(program, klass).whole:
            return True
        context = context.outer
    return False


def _assignment(program: Program, node: nodes.Node) -> Any:
    """The assignment whose target a node is, or None."""
    parent = program.parents.get(node)
    return parent if isinstance(parent, TARGETS) and parent.target is node else None


def unknown(program: Program) -> Iterator[Finding]:
    """A misspelled name, or one that impOS does not have."""
    constants = {constant.name for constant in program.every(nodes.Const, nodes.Enum)}
    for node in program.once(_unexplained):
        if node.name in constants or _assignment(program, node) is not None or _of_other_side(program, node.name):
            continue
        near = _near(program, node)
        if node.name in NOT_HERE and _calculates(program, node):
            in_math = "math" in NOT_HERE[node.name]
            yield Finding(
                node.pos,
                "there is no function '%s'" % node.name,
                NOT_HERE[node.name],
                "write math.%s" % node.name if in_math else "",
            )
        elif near:
            yield Finding(
                node.pos,
                "there is no '%s'" % node.name,
                "no local, constant or slot has this name, and the API has none",
                "did you mean '%s'?" % near,
            )


def _is_called(program: Program, node: nodes.Node) -> bool:
    call = program.parents.get(node)
    return isinstance(call, nodes.Call) and call.callee is node


def _calculates(program: Program, node: nodes.Node) -> bool:
    """Whether the name is called, and not with text: `log("...")` is somebody's own function."""
    call = program.parents.get(node)
    return _is_called(program, node) and call is not None and '"' not in program.source[call.pos : call.end]


def _near(program: Program, node: nodes.Name) -> str:
    """The name that somebody may have meant: of a variable in sight, a slot or the API."""
    known = program.once(_nears)
    key = node.name, program.contexts[node].function, _is_called(program, node)
    if key not in known:
        known[key] = meant(node.name, _choices(program, node))
    return known[key]


def _nears(program: Program) -> dict[tuple[object, ...], str]:
    return {}


def _choices(program: Program, node: nodes.Name) -> set[str]:
    choices = set(_in_sight(program, node)) | set(program.slots.made)
    if _is_called(program, node) or isinstance(program.parents.get(node), nodes.Get) or node.name.isupper():
        for api in apis(program):
            choices |= api.roots
    return choices


def declared_at(program: Program) -> dict[Variable, int]:
    """The offset from which on each variable of a `local` is there."""
    return {
        variable: pos if value is None else value.end
        for local in program.of(nodes.Local)
        for variable, (_, value, pos) in zip(program.scopes.declared.get(local, ()), local.declarations)
    }


def _in_sight(program: Program, node: nodes.Node) -> Iterator[str]:
    """The names of variables of the functions around a node, but for those that it is to be the value of."""
    context: Optional[Context] = program.contexts[node]
    while context is not None:
        scope = program.scopes.functions.get(context.function or program.tree)
        for variable in scope.variables if scope is not None else ():
            if program.once(declared_at).get(variable, -1) < node.pos:
                yield variable.name
        context = context.outer


def assigned_unknown(program: Program) -> Iterator[Finding]:
    """`count = 0` where no count is declared anywhere."""
    told: set[str] = set()
    found = program.once(_unexplained)
    assigned = [node for node in found if _assignment(program, node) is not None]
    names = {node.name for node in assigned}
    whole = all(node.name in names or _near(program, node) for node in found)
    for node in assigned:
        near = "" if node.name in told else _near(program, node)
        if node.name in told or not (whole or near):
            continue
        told.add(node.name)
        yield Finding(
            node.pos,
            "'%s' is assigned, but nothing declares it" % node.name,
            "'=' changes a variable or slot that is there",
            "did you mean '%s'?" % near
            if near
            else "write 'local %s' for a variable of this block, or '%s <- ...' for a new slot"
            % (node.name, node.name),
        )


def constant_before(program: Program) -> Iterator[Finding]:
    """A constant above the line that defines it."""
    for constant in program.every(nodes.Const, nodes.Enum):
        name = constant.name
        if len(program.slots.made[name]) > 1 or name in program.slots.texts:
            continue
        early = [use for use in program.uses.get(name, ()) if isinstance(use, nodes.Name) and use.pos < constant.pos]
        if early and not program.contexts[early[0]].guarded:
            line = program.source.count("\n", 0, constant.pos) + 1
            yield Finding(
                min(use.pos for use in early),
                "'%s' is not defined yet" % name,
                "a constant counts from its definition on, here in line %d" % line,
                "put the definition before this, also if it is in a function that is called later",
            )


def other_side(program: Program) -> Iterator[Finding]:
    """An agent's object in a device's program, or the other way round."""
    for name, uses in program.uses.items():
        if not _of_other_side(program, name):
            continue
        for use in uses[:1]:
            if not program.contexts[use].guarded:
                yield Finding(
                    use.pos,
                    "'%s' is for %ss only" % (name, SIDES[program.side == "device"]),
                    "this is the program of a%s" % (" device" if program.side == "device" else "n agent"),
                )


def _of_other_side(program: Program, name: str) -> bool:
    if not program.side or program.slots.knows(name) or name in api_of(program.side).roots:
        return False
    return name in api_of(SIDES[program.side == "device"]).roots


RULES: dict[str, Rule] = {"W531": unknown, "W533": assigned_unknown, "W534": constant_before, "W573": other_side}
