"""Calls that cannot be: of null, of what is no function, with too many or too few arguments, of a wrong type."""

from __future__ import annotations

import re

from impsim.diagnosis.looking import UNKNOWN, described, function_of
from impsim.diagnosis.reasons import Reason, api
from impsim.diagnosis.reasons.names import assignments, why_null
from impsim.squirrel import nodes
from impsim.squirrel.access import call
from impsim.squirrel.names import PRIME
from impsim.squirrel.native import is_native
from impsim.squirrel.stdlib.closure_methods import VARARGS
from impsim.squirrel.values import FunctionType, type_name
from impsim.squirrel.values.klass import CONSTRUCTOR, Class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.diagnosis.failure import Scene
    from impsim.diagnosis.reasons import Look

CALLED = "attempt to call '%s'"
OF_NULL, OF_VALUE, ARITY, TYPE = "R207", "R208", "R209", "R210"
WRONG_TYPE = re.compile(r"parameter (\d+) has an invalid type '(.*)' ; expected: '(.*)'\Z")


def call_of(look: Look) -> Optional[Reason]:
    """Attempt to call 'null', or any value that is no function."""
    found = []
    for node in look.nodes:
        if isinstance(node, nodes.Call):
            value = look.view.value(node.callee)
            if value is not UNKNOWN and look.message == CALLED % type_name(value):
                found.append((node, value))
    if len(found) != 1:
        return None
    node, value = found[0]
    if isinstance(node.callee, nodes.Literal):
        return None
    if value is not None:
        return Reason("%s is %s, not a function" % (look.quoted(node.callee), described(value, look.root)))
    return Reason(_why_null(look, node.callee), "", OF_NULL)


def _why_null(look: Look, callee: Any) -> str:
    why = why_null(look, callee)
    if isinstance(callee, nodes.Name) and look.view.meant(callee) is None and why.endswith("is null"):
        lines = [
            look.source.line_of(node.pos) for node, value in assignments(look.source, callee.name) if not _null(value)
        ]
        if len(lines) == 1:
            why += " now; line %d would give it another value" % lines[0]
    return why


def _null(value: Any) -> bool:
    return isinstance(value, nodes.Literal) and value.value is None


# How many arguments


def arity(look: Look) -> Optional[Reason]:
    """Wrong number of parameters."""
    if _called_back(look.scene) is not None:
        return by_the_host(look.scene)
    found = []
    for node in look.nodes:
        if isinstance(node, nodes.Call):
            function, given = look.view.value(node.callee), len(node.arguments)
            if function is not UNKNOWN and _refuses(function, given):
                found.append((node, function))
    if len(found) != 1:
        return None
    node, function = found[0]
    name = look.source.quoted(node.callee)
    why = "%s; here it gets %d" % (takes(function, name, _documented(look, node)), len(node.arguments))
    return Reason(why)


def by_the_host(scene: Scene) -> Optional[Reason]:
    """A callback that impOS calls with another number of arguments than it takes."""
    handed = _called_back(scene)
    if handed is None or not _refuses(*handed):
        return None
    function, given = handed
    where = ""
    if type(function) is FunctionType and not is_native(function_of(function)):
        code = function_of(function).__code__
        where = " of %s:%d" % (code.co_filename, code.co_firstlineno)
    return Reason("%s, and is called with %d" % (takes(function, _named(function) + where), given))


def _called_back(scene: Scene) -> Optional[tuple[Any, int]]:
    """The function that the host or a native was about to call, and with how many arguments."""
    frame = scene.last
    if frame is None or frame.f_code is not call.__code__:
        return None
    return frame.f_locals["function"], len(frame.f_locals["arguments"])


def _named(function: Any) -> str:
    name = getattr(function_of(function), "__name__", "").partition(PRIME)[0]
    return "`%s`" % name if name and name.isidentifier() else "a function without a name"


def bounds(function: Any) -> Optional[tuple[int, int]]:
    """How many arguments a function or a class takes at least and at most (-1: any number), `this` not counted."""
    if type(function) is Class:
        function = function.__dict__.get(CONSTRUCTOR)
        if type(function) is not FunctionType:
            return None  # a class without a constructor takes any
    if type(function) is not FunctionType:
        return None
    function = function_of(function)
    if is_native(function):
        count = function.ƒnative[1]
        return (count - 1, count - 1) if count > 0 else (-count - 1, -1)
    code = function.__code__
    most = code.co_argcount - 1
    return most - len(function.__defaults__ or ()), -1 if code.co_flags & VARARGS else most


def _refuses(function: Any, given: int) -> bool:
    found = bounds(function)
    return found is not None and (given < found[0] or -1 < found[1] < given)


def takes(function: Any, name: str, parameters: Optional[list[str]] = None) -> str:
    """How many arguments it takes, in words, with the names of its parameters where they are known."""
    found = bounds(function)
    assert found is not None
    least, most = found
    if parameters is None:
        parameters = parameter_names(function)
    count = "at least %d" % least if most < 0 else "%d" % least if least == most else "%d to %d" % (least, most)
    plural = "" if (least, most) == (1, 1) or (most < 0 and least == 1) else "s"
    listed = ": " + ", ".join(parameters) if parameters else ""
    if (least, most) == (0, 0):
        return "%s takes no arguments" % (name or "this function")
    return "%s takes %s argument%s%s" % (name or "this function", count, plural, listed)


def parameter_names(function: Any) -> list[str]:
    """The names of a compiled function's parameters."""
    if type(function) is Class:
        function = function.__dict__.get(CONSTRUCTOR)
    function = function_of(function)
    if type(function) is not FunctionType or is_native(function):
        return []
    code = function.__code__
    return [name.partition(PRIME)[0] for name in code.co_varnames[1 : code.co_argcount]]


def _documented(look: Look, node: Any) -> Optional[list[str]]:
    """The names of an API method's parameters, as its documentation has them; None for any other function."""
    callee = node.callee
    if not isinstance(callee, nodes.Get) or look.host is None:
        return None
    owner = api.path_of(look.view.value(callee.object), look.host)
    if not owner:
        return None
    return api.parameters(owner, callee.name, look.host.side)


# Which type


def parameter_type(look: Look) -> Optional[Reason]:
    """Parameter 1 has an invalid type 'integer' ; expected: 'function'."""
    said = WRONG_TYPE.match(look.message)
    if said is None:
        return None
    position, got = int(said[1]), said[2]
    wanted = list(dict.fromkeys(said[3].split("|")))
    found = []
    for node in look.nodes:
        if isinstance(node, nodes.Call) and _is_of_native(look, node) and 0 < position <= len(node.arguments):
            value = look.view.value(node.arguments[position - 1])
            if value is UNKNOWN or type_name(value) == got:
                found.append((node, node.arguments[position - 1], value))
    if len(found) != 1:
        return None
    node, argument, value = found[0]
    what = described(value, look.root) if value is not UNKNOWN else _a(got)
    text = look.source.quoted(argument)
    shown = "%s, is %s" % (text, what) if text and not isinstance(argument, nodes.Literal) else "is %s" % what
    separator = ", " if shown.startswith("`") else " "
    why = "argument %d of %s()%s%s; it has to be %s" % (
        position, look.source.quoted(node.callee).strip("`") or "the call", separator, shown, _one_of(wanted)
    )  # fmt: skip
    return Reason(why, _type_hint(look, argument, got, wanted))


def _is_of_native(look: Look, node: nodes.Call) -> bool:
    value = look.view.value(node.callee)
    return value is UNKNOWN or (type(value) is FunctionType and is_native(function_of(value)))


def _a(kind: str) -> str:
    if kind == "null":
        return kind
    return ("an " if kind[0] in "aeiou" else "a ") + kind


def _one_of(kinds: list[str]) -> str:
    named = [_a(kind) for kind in kinds]
    return named[0] if len(named) == 1 else ", ".join(named[:-1]) + " or " + named[-1]


def _type_hint(look: Look, argument: Any, got: str, wanted: list[str]) -> str:
    text = look.source.quoted(argument).strip("`")
    if isinstance(argument, nodes.Call) and not argument.arguments and "function" in wanted:
        callee = look.source.quoted(argument.callee).strip("`")
        return "`%s` calls the function now; hand on the function itself: %s" % (text, callee) if callee else ""
    if not text or isinstance(argument, nodes.Literal):
        return ""
    if got == "string" and wanted == ["integer"]:
        return "make a number of it: %s.tointeger()" % text
    if got == "string" and "float" in wanted and isinstance(argument, nodes.Name):
        return "make a number of it: %s.tofloat()" % text
    if got in ("integer", "float") and wanted == ["string"] and isinstance(argument, nodes.Name):
        return "make a string of it: %s.tostring()" % text
    return ""


def of_method(look: Look) -> Optional[Reason]:
    """What a method of a string or an array was asked of, where that cannot do it."""
    calls = [node for node in look.nodes if isinstance(node, nodes.Call) and isinstance(node.callee, nodes.Get)]
    if len(calls) != 1:
        return None
    owner = calls[0].callee.object  # type: ignore[attr-defined]
    value = look.view.value(owner)
    if isinstance(owner, nodes.Literal) or type_name(value) not in ("string", "array"):
        return None
    return Reason("%s is %s" % (look.quoted(owner), described(value, look.root)))


REASONS = {
    "R229": of_method,
    "R230": of_method,
    "R231": of_method,
    OF_NULL: call_of,
    OF_VALUE: call_of,
    ARITY: arity,
    TYPE: parameter_type,
}
