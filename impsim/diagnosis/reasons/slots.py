"""Slots and elements that are not there: of null, of a table, of `this`, by a wrong name, by `=` instead of `<-`."""

from __future__ import annotations

from impsim.diagnosis.looking import (
    UNKNOWN,
    described,
    names_in_reach,
    own_slot,
    slot,
)
from impsim.diagnosis.reasons import Reason, api, bare
from impsim.diagnosis.reasons.names import FOREIGN_METHODS, why_null
from impsim.diagnosis.spelling import nearest
from impsim.squirrel import nodes
from impsim.squirrel.operators import leftmost_operand
from impsim.squirrel.scopes import Variable
from impsim.squirrel.values import MISSING, shown, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.reasons import Look

BEFORE, AFTER = "the index '", "' does not exist"
TARGETS = (nodes.Name, nodes.Root, nodes.Get, nodes.Index)
NULL_KEY = "null cannot be used as index"
OF_NULL, ASSIGNED, ELEMENT, SET_OF_VALUE = "R202", "R203", "R206", "R214"


class Use:
    """An expression that names a slot. stored: whether it is assigned; changed: read first, as by += and ++."""

    def __init__(self, target: Any, stored: bool = False, changed: bool = False) -> None:
        self.target = target
        self.stored = stored
        self.changed = changed


def missing(look: Look) -> Optional[Reason]:
    """The index 'x' does not exist."""
    if not (look.message.startswith(BEFORE) and look.message.endswith(AFTER)):
        return None
    key = look.message[len(BEFORE) : -len(AFTER)]
    found = [use for use in uses(look) if is_missing(look, use.target, key)]
    if len({id(use.target) for use in found}) != 1:
        return None
    use = found[-1]
    if isinstance(use.target, (nodes.Name, nodes.Root)):
        return bare.missing(look, use, key)
    if isinstance(use.target.object, nodes.This):
        return bare.missing(look, use, key)
    return of_value(look, use, key)


def uses(look: Look) -> list[Use]:
    """The slots that the place of failure names."""
    found = []
    for node in look.nodes:
        if isinstance(node, TARGETS):
            found.append(Use(node))
        elif isinstance(node, nodes.Assign):
            found.append(Use(leftmost_operand(node.target), stored=True))
        elif isinstance(node, (nodes.AugAssign, nodes.IncDec)):
            found.append(Use(node.target, changed=True))
        elif isinstance(node, nodes.Call):
            found.append(Use(node.callee))  # a method that all values of a type have is looked for by the call
        elif isinstance(node, nodes.Delete):
            found.append(Use(node.target))
        elif isinstance(node, nodes.Call):  # of what may be a value's own method: it fails as a whole
            found.append(Use(node.callee))
    return [use for use in found if isinstance(use.target, TARGETS)]


def is_missing(look: Look, target: Any, key: str) -> bool:
    """Whether an expression names the slot that is not there, as far as one can see."""
    view = look.view
    if view.meant(target) is not None:
        return False
    if isinstance(target, nodes.Index):
        name = view.value(target.key)
        if name is not UNKNOWN and shown(name) != key:
            return False
    else:
        name = target.name
        if shown(name) != key:
            return False
    if isinstance(target, nodes.Root):
        return own_slot(look.root, name) is MISSING
    container = view.this if isinstance(target, nodes.Name) else view.value(target.object)
    if isinstance(target, nodes.Name) or isinstance(target.object, nodes.This):
        return slot(container, name) is MISSING and own_slot(look.root, name) is MISSING
    return container is UNKNOWN or name is UNKNOWN or slot(container, name) is MISSING


def of_value(look: Look, use: Use, key: str) -> Optional[Reason]:
    """A slot or an element of an expression's value."""
    container = look.view.value(use.target.object)
    if container is UNKNOWN:
        return Reason(code=ASSIGNED) if use.stored else None
    if container is None:
        return _of_null(look, use)
    if isinstance(use.target, nodes.Index):
        name = look.view.value(use.target.key)
        if type(name) is not str:
            return _element(look, use, container, name)
        key = name
    else:
        key = use.target.name
    return api.member(look, use, container, key) or _of_container(look, use, container, key)


def _of_null(look: Look, use: Use) -> Reason:
    if isinstance(use.target.object, nodes.Literal):
        return Reason("null has no slots", "", OF_NULL)
    text = look.source.quoted(use.target.object)
    return Reason(
        why_null(look, use.target.object), "test it before: if (%s != null)" % (text.strip("`") or "..."), OF_NULL
    )


def _of_container(look: Look, use: Use, container: Any, key: str) -> Reason:
    why = "%s is %s" % (look.quoted(use.target.object), described(container, look.root))
    near = nearest(key, names_in_reach(container))
    if near:
        return Reason(why, "did you mean '%s'?" % near, ASSIGNED if use.stored else "")
    foreign = FOREIGN_METHODS.get(type_name(container), {}).get(key)
    if foreign is not None and not use.stored:
        return Reason(why, "what other languages call %s is %s here" % (key, foreign))
    if use.stored or use.changed:
        return Reason(why, _new_slot(look, use, container), ASSIGNED)
    return Reason(why)


def _new_slot(look: Look, use: Use, container: Any) -> str:
    text = look.source.quoted(use.target).strip("`") or "table.name"
    if type_name(container) == "table":
        return "`=` changes what is there; make the slot with `%s <- ...`" % text
    if type_name(container) == "instance":
        return "an instance has the members that its class has: declare it in the class"
    return ""


def _element(look: Look, use: Use, container: Any, index: Any) -> Optional[Reason]:
    text, kind = look.quoted(use.target.object), type_name(container)
    if kind not in ("array", "string"):
        return Reason("%s is %s" % (text, described(container, look.root)))
    count = len(container)
    what = "elements" if kind == "array" else "characters"
    why = "%s has no %s" % (text, what) if not count else "%s has %d %s: 0 to %d" % (text, count, what, count - 1)
    if count == 1:
        why = "%s has one %s: 0" % (text, what[:-1])
    if type(index) is not int:
        return Reason(why, "", ELEMENT)
    where = look.source.quoted(use.target.key)
    if where.strip("`") != str(index):
        why += ", and %s is %d" % (where or "the index", index)
    return Reason(why, _element_hint(look, use, index, count, kind), ELEMENT)


def _element_hint(look: Look, use: Use, index: int, count: int, kind: str) -> str:
    is_named = isinstance(use.target.object, (nodes.Name, nodes.Get))
    text = look.source.quoted(use.target.object).strip("`") if is_named else ""
    if _is_spent_loop_variable(look, use.target.key):
        return "all functions made in the loop share its variable: copy it into a `local` inside the loop"
    if index < 0 and text and count:
        return "the last one is %s[%s.len() - 1]" % (text, text)
    if use.stored and kind == "array" and index == count and text:
        return "an array grows by %s.append(value)" % text
    if index == count and text and count:
        return "the last one is %s[%s.len() - 1]" % (text, text)
    return ""


def _is_spent_loop_variable(look: Look, key: Any) -> bool:
    """Whether an index is the variable of a `for` around this function, which has run to its end."""
    variable = look.view.meant(key)
    if not isinstance(variable, Variable):
        return False
    around = look.source.around(key)
    for number, loop in enumerate(around):
        if isinstance(loop, nodes.For) and loop.init is not None:
            declared = look.source.scopes.declared.get(loop.init, ()) if look.source.scopes else ()
            inside = any(isinstance(one, nodes.Function) for one in around[number:])
            if variable in declared and inside and variable.captured and variable.outer_stores == 0:
                return _is_over(look, loop)
    return False


def _is_over(look: Look, loop: nodes.For) -> bool:
    """Whether `i < n` of a loop does not hold any more."""
    test = loop.test
    if not isinstance(test, nodes.Binary) or test.op not in ("<", "<="):
        return False
    left = look.view.value(test.left)
    right = _length(look, test.right)
    return type(left) is int and type(right) is int and (left >= right if test.op == "<" else left > right)


def _length(look: Look, node: Any) -> Any:
    """The value of an expression, or of `x.len()`."""
    if isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Get) and node.callee.name == "len":
        value = look.view.value(node.callee.object)
        return len(value) if type_name(value) in ("array", "string") else UNKNOWN
    return look.view.value(node)


def set_of_value(look: Look) -> Optional[Reason]:
    """Trying to set 'integer'."""
    found = [use for use in uses(look) if use.stored or use.changed]
    if len(found) != 1 or not isinstance(found[0].target, (nodes.Get, nodes.Index)):
        return None
    use = found[0]
    container = look.view.value(use.target.object)
    if container is UNKNOWN or look.message != "trying to set '%s'" % type_name(container):
        return None
    if container is None:
        return _of_null(look, use)
    hint = ""
    if type_name(container) == "class":
        hint = "a class is changed with <- only, and its instances with =, each for itself"
    return Reason("%s is %s" % (look.quoted(use.target.object), described(container, look.root)), hint)


def wrong_index(look: Look) -> Optional[Reason]:
    """Indexing integer with string; null cannot be used as index."""
    found = [node.target for node in look.nodes if isinstance(node, (nodes.NewSlot, nodes.Assign))]
    targets = [target for target in found if isinstance(target, (nodes.Index, nodes.Get))]
    if len(targets) != 1:
        return None
    target: Any = targets[0]
    container = look.view.value(target.object)
    key = look.view.value(target.key) if isinstance(target, nodes.Index) else target.name
    if look.message == NULL_KEY:
        is_seen = key is None and not isinstance(target.key, nodes.Literal)
        return Reason(why_null(look, target.key)) if is_seen else None
    if container is UNKNOWN or key is UNKNOWN or isinstance(target.object, nodes.Literal):
        return None
    if look.message != "indexing %s with %s" % (type_name(container), type_name(key)):
        return None
    why = why_null(look, target.object) if container is None else ""
    return Reason(why or "%s is %s" % (look.quoted(target.object), described(container, look.root)))


REASONS = {"R215": wrong_index, "R201": missing, SET_OF_VALUE: set_of_value}
