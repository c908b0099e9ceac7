"""Bare names that mean nothing, and slots that `this` lacks: lost objects, local functions, undeclared variables."""

from __future__ import annotations

from impsim.diagnosis.looking import UNKNOWN, described, own_names, own_slot
from impsim.diagnosis.place import start, walk
from impsim.diagnosis.reasons import Reason, api
from impsim.diagnosis.reasons.names import FOREIGN_NAMES, assignments, homonyms, in_sight
from impsim.diagnosis.spelling import nearest
from impsim.squirrel import nodes
from impsim.squirrel.values import MISSING, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.reasons import Look
    from impsim.diagnosis.reasons.slots import Use

ASSIGNED, LOST_THIS, LOCAL_FUNCTION = "R203", "R204", "R205"


def missing(look: Look, use: Use, key: str) -> Optional[Reason]:
    """Why a bare name, `this.name` or `::name` means nothing here."""
    target = use.target
    if isinstance(target, nodes.Index):
        return Reason("`this` is %s" % described(look.view.this, look.root)) if look.view.this is not UNKNOWN else None
    name = target.name
    bare = isinstance(target, nodes.Name)
    found = in_itself(look, target, name) if bare else None
    if found is None and not isinstance(target, nodes.Root):
        found = lost_this(look, target, name)
    if found is None and bare:
        found = out_of_sight(look, target, name)
    found = found or api.bare(look, use, name) or not_yet(look, name)
    return found or unknown(look, use, name)


def in_itself(look: Look, target: nodes.Node, name: str) -> Optional[Reason]:
    """A local function that calls itself."""
    for outer in look.source.around(target):
        for given, value, _ in outer.declarations if isinstance(outer, nodes.Local) else ():
            if given == name and isinstance(value, nodes.Function) and _within(target, value):
                why = (
                    "`%s` is a local variable only behind its declaration, so inside the function it is not known"
                    % name
                )
                hint = "declare it first: `local %s;`, then `%s = function(...) {...}`" % (name, name)
                return Reason(why, hint, LOCAL_FUNCTION)
    return None


def _within(inner: nodes.Node, outer: nodes.Node) -> bool:
    return start(outer) <= start(inner) and inner.end <= outer.end


def lost_this(look: Look, target: nodes.Node, name: str) -> Optional[Reason]:
    """A member of the class or table that the code stands in, where `this` is something else."""
    around = look.source.around(target)
    for number in range(len(around) - 1, -1, -1):
        owner = around[number]
        methods = [one for one in around[number + 1 :] if isinstance(one, nodes.Function)]
        if not methods or name not in _member_names(look, owner):
            continue
        this = look.view.this
        if this is UNKNOWN:
            return None
        what = _owner_name(look, around, number)
        why = "`%s` is a member of %s, but `this` is %s here" % (name, what, described(this, look.root))
        return Reason(why, _bind(methods), LOST_THIS)
    return None


def _member_names(look: Look, owner: Any) -> set[str]:
    """The names that a class, a table or the class of `function Class::method` gives its methods."""
    if isinstance(owner, (nodes.Class, nodes.Table)):
        return {str(member[0].value) for member in owner.members if isinstance(member[0], nodes.Literal)}
    if isinstance(owner, nodes.FunctionDecl) and len(owner.path) == 2:
        klass = own_slot(look.root, owner.path[0])
        return set(own_names(klass)) if klass is not MISSING and type_name(klass) == "class" else set()
    return set()


def _owner_name(look: Look, around: list[nodes.Node], number: int) -> str:
    owner = around[number]
    if isinstance(owner, nodes.FunctionDecl):
        return "the class " + owner.path[0]
    if isinstance(owner, nodes.Class):
        before = around[number - 1] if number else None
        target = before.target if isinstance(before, nodes.ClassDecl) else None
        text = look.source.quoted(target).strip("`") if target is not None else ""
        return "the class " + text if text else "a class"
    return "the table that it stands in"


def _bind(methods: list[nodes.Function]) -> str:
    if len(methods) > 1:
        return "put `.bindenv(this)` behind the end of the inner function"
    if methods[0].name:
        return "hand it on with its object, as in `%s.bindenv(this)`" % methods[0].name
    return "hand it on with its object: `.bindenv(object)`"


def out_of_sight(look: Look, target: nodes.Node, name: str) -> Optional[Reason]:
    """A local variable of another block or function, or one that is declared further down."""
    there = homonyms(look.source, name)
    if len(there) != 1 or any(assignments(look.source, name)):
        return None
    node = there[0]
    line = look.source.line_of(node.pos)
    if isinstance(node, nodes.Local) and node.pos > target.pos:
        why = "the local variable `%s` is declared only in line %d, behind this" % (name, line)
        return Reason(why, "declare it before it is used")
    if isinstance(node, (nodes.Local, nodes.For, nodes.Foreach)):
        why = "the local variable `%s` of line %d is known only in the block where it is declared" % (name, line)
        return Reason(why, "declare it before that block, in one that holds both places")
    if isinstance(node, nodes.Function):
        return Reason("`%s` is a parameter of the function in line %d, and known only there" % (name, line))
    return None


def not_yet(look: Look, name: str) -> Optional[Reason]:
    """A global variable that the program makes later."""
    made = [node for node, _ in assignments(look.source, name) if not isinstance(node, nodes.Assign)]
    if len(made) != 1 or _is_in_function(look, made[0]) or _is_deleted(look, name):
        return None
    line = look.source.line_of(made[0].pos)
    here = look.frame.token_line or look.frame.line
    if line == here:
        return None
    return Reason("line %d makes `%s`, and has not run yet" % (line, name))


def _is_in_function(look: Look, node: nodes.Node) -> bool:
    return any(isinstance(outer, nodes.Function) for outer in look.source.around(node) if _within(node, outer))


def _is_deleted(look: Look, name: str) -> bool:
    tree = look.source.tree
    deletes = (node.target for node in walk(tree) if isinstance(node, nodes.Delete)) if tree is not None else ()
    return any(getattr(target, "name", name) == name for target in deletes)


def unknown(look: Look, use: Use, name: str) -> Reason:
    """A name that nothing has."""
    near = nearest(name, in_sight(look, use.target))
    why = (
        "nothing is called `%s` here: no local variable, no constant, no slot of `this` and none of the root table"
        % name
    )
    if isinstance(use.target, nodes.Root):
        why = "the root table has no slot `%s`" % name
    elif isinstance(use.target, nodes.Get) and look.view.this is not UNKNOWN:
        this = "neither `this`, %s, nor " % described(look.view.this) if look.view.this is not look.root else ""
        why = "%sthe root table has a slot `%s`" % (this, name) if this else "the root table has no slot `%s`" % name
    code = ASSIGNED if use.stored else ""
    if near:
        return Reason(why, "did you mean '%s'?" % near, code)
    if name in FOREIGN_NAMES and not use.stored and isinstance(use.target, nodes.Name):
        return Reason(why, "here it is written %s" % FOREIGN_NAMES[name], code)
    if use.stored and isinstance(use.target, nodes.Name):
        hint = "declare it: `local %s = ...` for this function, `%s <- ...` for the whole program" % (name, name)
        return Reason(why, hint, code)
    return Reason(why, "", code)
