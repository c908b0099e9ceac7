"""Names: which are in sight at a place, where a variable got its value, and what other languages call things."""

from __future__ import annotations

from impsim.diagnosis.looking import UNKNOWN, names_in_reach, own_names
from impsim.diagnosis.place import children, walk
from impsim.squirrel import nodes
from impsim.squirrel.scopes import Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from impsim.diagnosis.place import Source
    from impsim.diagnosis.reasons import Look
    from impsim.squirrel.traceback import Frame

# What other languages call a method -> what to write here, by the type that has it.
FOREIGN_METHODS = {
    "array": {
        "length": "len()", "size": "len()", "count": "len()", "add": "append(value)", "push_back": "append(value)",
        "indexOf": "find(value)", "forEach": "map(function)", "shift": "remove(0)", "concat": "extend(array)",
        "includes": "find(value)", "contains": "find(value)",
    },
    "string": {
        "length": "len()", "size": "len()", "count": "len()", "substring": "slice(start, end)",
        "substr": "slice(start, end)", "indexOf": "find(text)", "includes": "find(text)", "contains": "find(text)",
        "toLowerCase": "tolower()", "lower": "tolower()", "toUpperCase": "toupper()", "upper": "toupper()",
        "toString": "tostring()", "toInt": "tointeger()", "toFloat": "tofloat()",
    },
    "table": {"length": "len()", "size": "len()", "count": "len()"},
    "integer": {"toString": "tostring()", "toFloat": "tofloat()", "toInt": "tointeger()", "str": "tostring()"},
    "float": {"toString": "tostring()", "toInt": "tointeger()", "toFixed": 'format("%.2f", value)'},
}  # fmt: skip
FOREIGN_NAMES = {
    "None": "`null`", "nil": "`null`", "NULL": "`null`", "undefined": "`null`", "True": "`true`", "False": "`false`",
    "self": "`this`", "console": "`server.log(text)`", "printf": "`format(text, ...)`", "println": "`print(text)`",
    "setTimeout": "`imp.wakeup(seconds, function)`", "setInterval": "`imp.wakeup(seconds, function)`",
    "parseInt": "`text.tointeger()`", "parseFloat": "`text.tofloat()`", "Math": "`math`",
    "delay": "`imp.wakeup(seconds, function)`", "str": "`value.tostring()`", "int": "`value.tointeger()`",
}  # fmt: skip


def in_sight(look: Look, node: nodes.Node) -> list[str]:
    """The names of everything that a bare name at a place may mean."""
    source = look.source
    names = [variable.name for variable in variables_in_sight(source, node)]
    names += source.scopes.constants if source.scopes is not None else []
    if look.view.this is not UNKNOWN:
        names += names_in_reach(look.view.this)
    return names + own_names(look.root)


def variables_in_sight(source: Source, node: nodes.Node) -> list[Variable]:
    """The local variables that a name at a place may mean."""
    if source.scopes is None:
        return []
    declared = source.scopes.declared
    found: list[Variable] = []
    for outer in source.around(node):
        found += declared.get(outer, ())
        for inner in children(outer):
            if isinstance(inner, nodes.Local) and inner.end <= node.pos:
                found += declared.get(inner, ())
    return found


def homonyms(source: Source, name: str) -> list[nodes.Node]:
    """Nodes that declare local variables of a name."""
    if source.scopes is None:
        return []
    return [node for node, some in source.scopes.declared.items() if any(one.name == name for one in some)]


def assignments(source: Source, name: str) -> Iterator[tuple[nodes.Node, Optional[nodes.Expr]]]:
    """The nodes that give a slot of a bare name its value, with the value; None for functions and classes."""
    for node in walk(source.tree) if source.tree is not None else ():
        target: Any = getattr(node, "target", None)
        if isinstance(node, (nodes.Assign, nodes.NewSlot)) and is_bare(target, name):
            yield node, node.value
        elif isinstance(node, nodes.ClassDecl):
            yield from [(node, None)] * is_bare(target, name)
        elif isinstance(node, nodes.FunctionDecl) and node.path == [name]:
            yield node, None


def is_bare(target: Any, name: str) -> bool:
    """Whether an expression is a bare name, or `::name`."""
    return isinstance(target, (nodes.Name, nodes.Root)) and target.name == name


def why_null(look: Look, node: Any) -> str:
    """`x` is null, and where that comes from, as far as it is certain."""
    text = look.quoted(node)
    meant = look.view.meant(node)
    if isinstance(meant, Variable):
        return _null_variable(look, text, meant)
    if isinstance(node, nodes.Name):
        return _null_slot(look, text, node.name)
    return "%s is null" % text


def _null_variable(look: Look, text: str, variable: Variable) -> str:
    if variable.parameter:
        return _null_parameter(look, text, variable)
    for node in look.source.declarations(variable):
        if isinstance(node, nodes.Local) and not variable.stores:
            value = next(value for name, value, _ in node.declarations if name == variable.name)
            line = look.source.line_of(node.pos)
            if value is None:
                return "%s is null: it is declared without a value in line %d, and nothing assigns it" % (text, line)
            if isinstance(value, nodes.Call) and look.source.quoted(value):
                return "%s is null: that is what %s gave in line %d" % (text, look.source.quoted(value), line)
    return "%s is null" % text


def _null_parameter(look: Look, text: str, variable: Variable) -> str:
    function = variable.owner.node
    defaults = dict(getattr(function, "parameters", ()))
    frames = look.scene.frames
    told = function is not None and not variable.stores and defaults.get(variable.name) is None
    name = getattr(function, "name", None)
    if told and len(frames) > 1 and function_around(look) is function and _calls(look, frames[1], name):
        line = frames[1].token_line or frames[1].line
        return "%s is null: it is a parameter, and the call in line %d gives null for it" % (text, line)
    return "%s is null" % text


def _calls(look: Look, caller: Frame, name: Optional[str]) -> bool:
    """Whether a frame of the same file stands in a call that names the function: not in a native that calls it."""
    if name is None or caller.path != look.frame.path:
        return False
    calls = [node for node in look.source.at(caller) if isinstance(node, nodes.Call)]
    return len(calls) == 1 and getattr(calls[0].callee, "name", None) == name


def function_around(look: Look) -> Optional[nodes.Node]:
    """The function that the place of failure is in."""
    if not look.nodes:
        return None
    inside = [one for one in look.source.around(look.nodes[0]) if isinstance(one, nodes.Function)]
    return inside[-1] if inside else None


def _null_slot(look: Look, text: str, name: str) -> str:
    made = list(assignments(look.source, name))
    if len(made) == 1 and isinstance(made[0][1], nodes.Literal) and made[0][1].value is None:
        line = look.source.line_of(made[0][0].pos)
        return "%s is null: line %d makes it so, and no other line of this file assigns it" % (text, line)
    return "%s is null" % text
