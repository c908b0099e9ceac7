"""Classes: what all instances share, and which members there are."""

from __future__ import annotations

from impsim.diagnosis.lint.api import meaning
from impsim.diagnosis.lint.children import key_name
from impsim.diagnosis.lint.finding import Finding
from impsim.diagnosis.spelling import nearest
from impsim.squirrel import nodes
from impsim.squirrel.names import DELEGATE_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Optional

    from impsim.diagnosis.lint.finding import Rule
    from impsim.diagnosis.lint.program import Context, Program

CHANGES = frozenset("append push extend insert remove pop clear resize reverse sort rawset rawdelete apply".split())
DEEPEST = 20  # bases of bases
CATCH_ALL = ("_get", "_set")


class Members:
    """What instances of a class have.  values: by name.  statics: names of those that only the class has.  whole:
    whether every base is known, and no metamethod answers for what is missing."""

    def __init__(self) -> None:
        self.values: dict[str, nodes.Node] = {}
        self.statics: set[str] = set()
        self.whole = True


def members(program: Program, klass: nodes.Class) -> Members:
    """The members of a class and its bases."""
    known = program.once(_known)
    if klass not in known:
        known[klass] = _members(program, klass)
    return known[klass]


def _known(program: Program) -> dict[nodes.Class, Members]:
    return {}


def _members(program: Program, klass: nodes.Class) -> Members:
    found = Members()
    current: Optional[nodes.Node] = klass
    for _ in range(DEEPEST):
        if not isinstance(current, nodes.Class):
            found.whole = False
            break
        _add(found, current)
        if current.base is None:
            break
        current = meaning(program, current.base)
    else:
        found.whole = False
    found.whole = found.whole and not any(name in found.values for name in CATCH_ALL)
    return found


def _add(found: Members, klass: nodes.Class) -> None:
    for key, value, _, static in klass.members:
        name = key_name(key)
        if not name:
            found.whole = False
        elif name not in found.values:
            found.values[name] = value
            if static:
                found.statics.add(name)


def member_of_this(program: Program, node: nodes.Node) -> str:
    """The name that `this.x`, or a bare `x` that is no variable, asks for; "" for anything else."""
    if isinstance(node, nodes.Get) and isinstance(node.object, nodes.This):
        return node.name
    return node.name if isinstance(node, nodes.Name) and program.is_slot(node) else ""


def shared(program: Program) -> Iterator[Finding]:
    """An array or table in the body of a class that its methods change: all instances have the same one."""
    changed: dict[nodes.Class, set[str]] = {}
    renewed: dict[nodes.Class, set[str]] = {}
    for klass, name in _changed(program):
        changed.setdefault(klass, set()).add(name)
    for assign in program.of(nodes.Assign):
        context = program.contexts[assign]
        if context.klass is not None:
            renewed.setdefault(context.klass, set()).add(member_of_this(program, assign.target))
    for klass, names in changed.items():
        for key, value, _, static in klass.members:
            name = key_name(key)
            if static or name not in names or name in renewed.get(klass, ()) or _made_once(program, klass):
                continue
            if isinstance(value, (nodes.Array, nodes.Table)):
                what = "array" if isinstance(value, nodes.Array) else "table"
                yield Finding(
                    key.pos,
                    "all instances share this %s" % what,
                    "it is made once, with the class, and methods change it",
                    "write '%s = null;' here, and make the %s in the constructor" % (name, what),
                )


def _made_once(program: Program, klass: nodes.Class) -> bool:
    """Whether the program makes a single instance, or none, of a class that it gives to nobody."""
    name = getattr(getattr(program.parents.get(klass), "target", None), "name", None)
    if name is None or program.slots.only(name) is not klass:
        return False
    calls = [call for call in program.uses.get(name, ()) if _is_plain_call(program, call)]
    return len(calls) == 1 and len(program.uses[name]) == 1 + _is_target(program, klass)


def _is_target(program: Program, klass: nodes.Class) -> bool:
    return isinstance(getattr(program.parents.get(klass), "target", None), (nodes.Name, nodes.Root))


def _is_plain_call(program: Program, name: nodes.Node) -> bool:
    """Whether a name is called, outside of all functions and loops: once."""
    call = program.parents.get(name)
    if not isinstance(call, nodes.Call) or call.callee is not name or program.contexts[call].function is not None:
        return False
    around: Optional[nodes.Node] = call
    while around is not None and not isinstance(around, (nodes.For, nodes.Foreach, nodes.While, nodes.DoWhile)):
        around = program.parents.get(around)
    return around is None


def _changed(program: Program) -> Iterator[tuple[nodes.Class, str]]:
    """Members of `this` that methods change in place."""
    for call in program.of(nodes.Call):
        callee = call.callee
        if isinstance(callee, nodes.Get) and callee.name in CHANGES:
            yield from _member(program, callee.object)
    for node in program.every(nodes.Assign, nodes.NewSlot, nodes.AugAssign, nodes.IncDec, nodes.Delete):
        if isinstance(node.target, (nodes.Get, nodes.Index)):
            yield from _member(program, node.target.object)


def _member(program: Program, node: nodes.Node) -> Iterator[tuple[nodes.Class, str]]:
    klass = program.contexts[node].klass
    name = member_of_this(program, node)
    if klass is not None and name:
        yield klass, name


def static_assigned(program: Program) -> Iterator[Finding]:
    """`static x = 0`, which a method assigns."""
    for node in program.every(nodes.Assign, nodes.AugAssign, nodes.IncDec):
        context = program.contexts[node]
        name = member_of_this(program, node.target)
        if context.klass is None or context.guarded or not name:
            continue
        found = members(program, context.klass)
        if name in found.statics and "_set" not in found.values and _is_alone(program, name):
            yield Finding(
                node.pos,
                "the static member '%s' cannot be assigned" % name,
                "instances do not have it, and a class does not change once it has instances",
                "keep what changes in a member without static, or in a table: static state = {}",
            )


def _is_alone(program: Program, name: str) -> bool:
    """Whether no other slot of the name is made, in the root table for instance."""
    return len(program.slots.made.get(name, ())) == 1


def new_slot_in_method(program: Program) -> Iterator[Finding]:
    """`this.x <- 1` in a method."""
    for slot in program.of(nodes.NewSlot):
        context = program.contexts[slot]
        name = member_of_this(program, slot.target)
        if context.klass is None or not name or context.guarded or _is_called_on_class(program, context):
            continue
        if not members(program, context.klass).values.get("_newslot"):
            yield Finding(
                slot.pos,
                "instances take no new slot '%s'" % name,
                "the members of an instance are those that its class declares",
                "declare '%s = null;' in the class, and write '=' here" % name,
            )


def _is_called_on_class(program: Program, context: Context) -> bool:
    """Whether the method is static: its `this` may be the class."""
    return context.function in program.once(_statics)


def _statics(program: Program) -> set[Optional[nodes.Node]]:
    return {value for klass in program.of(nodes.Class) for _, value, _, static in klass.members if static}


def unknown_member(program: Program) -> Iterator[Finding]:
    """`this.x` where no class, and nothing else, has an x."""
    for get in program.of(nodes.Get):
        context = program.contexts[get]
        if context.klass is None or context.guarded or not isinstance(get.object, nodes.This):
            continue
        if program.slots.knows(get.name) or get.name in DELEGATE_NAMES:
            continue
        if isinstance(program.parents.get(get), nodes.NewSlot):
            continue
        found = members(program, context.klass)
        if found.whole and not _is_called_on_class(program, context):
            near = nearest(get.name, found.values)
            yield Finding(
                get.pos + 1,
                "this class has no '%s'" % get.name,
                "neither it nor a base declares it",
                "did you mean '%s'?" % near if near else "declare '%s = null;' in the class" % get.name,
            )


def base_not_constructed(program: Program) -> Iterator[Finding]:
    """A constructor that leaves out that of its base, which gives members their values."""
    calling = program.once(_asking_base)
    for klass in program.of(nodes.Class):
        base = meaning(program, klass.base) if klass.base is not None else None
        own = next((value for key, value, _, _ in klass.members if key_name(key) == "constructor"), None)
        if own is None or klass in calling or not isinstance(base, nodes.Class):
            continue
        theirs = members(program, base).values.get("constructor")
        if isinstance(theirs, nodes.Function) and not (isinstance(theirs.body, nodes.Block) and not theirs.body.body):
            line = program.source.count("\n", 0, theirs.pos) + 1 if theirs in program.contexts else 0
            yield Finding(
                own.pos,
                "the constructor of the base class is not called",
                "this one replaces it%s: what it sets stays unset" % (", in line %d" % line if line else ""),
                "call it first: base.constructor(...)",
            )


def _asking_base(program: Program) -> set[nodes.Class]:
    """The classes in which `base` stands somewhere."""
    found: set[nodes.Class] = set()
    for node in program.of(nodes.Base):
        context: Optional[Context] = program.contexts[node]
        while context is not None:
            found.update([program.methods[context.function]] if context.function in program.methods else [])
            context = context.outer
    return found


RULES: dict[str, Rule] = {
    "W541": shared,
    "W542": static_assigned,
    "W543": new_slot_in_method,
    "W544": unknown_member,
    "W545": base_not_constructed,
}
