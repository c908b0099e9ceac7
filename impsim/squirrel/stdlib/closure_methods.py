"""Methods of functions, generators and weak references."""

from __future__ import annotations

from impsim.squirrel.access import call
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import PRIME
from impsim.squirrel.native import is_native, native, plain
from impsim.squirrel.stdlib.arguments import ARITY, check, slots, wrong_argument
from impsim.squirrel.stdlib.number_methods import object_tostring, object_weakref
from impsim.squirrel.traceback import function_name
from impsim.squirrel.values import TYPE_NAMES, FunctionType, table
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.generator import state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

BINDENV_MASK = "c x|y|t"
ENVIRONMENTS = ("instance", "table", "class")
VARARGS = 0x04  # co_flags: the function takes *arguments
MAIN = "ƒmain"  # what the compiler calls the function of a whole unit


@plain("call", -1, "c")
def closure_call(this: Any, environment: Any, *arguments: Any) -> Any:
    """Calls with another `this`."""
    if type(this) is not FunctionType:
        check("c", this)
    return call(this, environment, *arguments)


@plain("pcall", -1, "c")
def closure_pcall(this: Any, environment: Any, *arguments: Any) -> Any:
    """The same; in the reference it only keeps the error handler out."""
    if type(this) is not FunctionType:
        check("c", this)
    return call(this, environment, *arguments)


@native("acall", 2, "ca")
def closure_acall(this: Any, arguments: Any) -> Any:
    """Calls with an array of `this` and the arguments."""
    return _apply(this, arguments)


@native("pacall", 2, "ca")
def closure_pacall(this: Any, arguments: Any) -> Any:
    """The same; in the reference it only keeps the error handler out."""
    return _apply(this, arguments)


def _apply(closure: Any, arguments: Any) -> Any:
    if not arguments:
        raise SquirrelError(ARITY)
    return call(closure, *arguments)


# A bound closure is a function around the closure. The common shapes take as many
# parameters as the closure, so that Python checks their number and no tuple is made.


def _bind_0(function: Any, environment: Any) -> Any:
    def bound(this: Any) -> Any:
        return function(environment)

    return bound


def _bind_1(function: Any, environment: Any) -> Any:
    def bound(this: Any, a: Any) -> Any:
        return function(environment, a)

    return bound


def _bind_2(function: Any, environment: Any) -> Any:
    def bound(this: Any, a: Any, b: Any) -> Any:
        return function(environment, a, b)

    return bound


def _bind_3(function: Any, environment: Any) -> Any:
    def bound(this: Any, a: Any, b: Any, c: Any) -> Any:
        return function(environment, a, b, c)

    return bound


def _bind_any(function: Any, environment: Any) -> Any:
    def bound(this: Any, *arguments: Any) -> Any:
        return call(function, environment, *arguments)

    return bound


_BINDERS: dict[int, Callable[[Any, Any], Any]] = {1: _bind_0, 2: _bind_1, 3: _bind_2, 4: _bind_3}


def bind(function: Any, environment: Any) -> Any:
    """The closure with a fixed `this`, which it keeps alive: in impOS `bindenv` is strong, in the stock VM weak."""
    function = unbound(function)
    code = function.__code__
    plain_shape = not (function.__defaults__ or code.co_flags & VARARGS or is_native(function))
    bound = (_BINDERS.get(code.co_argcount, _bind_any) if plain_shape else _bind_any)(function, environment)
    bound.ƒunbound = function
    return bound


def unbound(function: Any) -> Any:
    """The closure that a bound one was made from; any other closure is its own."""
    return getattr(function, "ƒunbound", function)


@plain("bindenv", 2, BINDENV_MASK)
def closure_bindenv(this: Any, environment: Any) -> Any:
    """A copy of the closure whose `this` is always the environment."""
    if type(this) is not FunctionType or TYPE_NAMES.get(type(environment), "instance") not in ENVIRONMENTS:
        raise wrong_argument(BINDENV_MASK, this, environment)
    return bind(this, environment)


TYPE_BITS = {"o": 0x1, "i": 0x2, "f": 0x4, "n": 0x6, "b": 0x8, "s": 0x10, "t": 0x20, "a": 0x40, "u": 0x80}
TYPE_BITS.update({"c": 0x300, "g": 0x400, "p": 0x800, "v": 0x1000, "y": 0x4000, "x": 0x8000, "r": 0x10000, ".": -1})


def type_masks(mask: str) -> Any:
    """A native's type mask as the reference keeps it: bits of the types per parameter, -1 for any; null for none."""
    masks: Any = Array()
    joined = False
    for letter in mask.replace(" ", ""):
        if letter == "|":
            joined = True
        elif joined:
            masks[-1] |= TYPE_BITS[letter]
            joined = False
        else:
            masks.append(TYPE_BITS[letter])
    return masks or None


@native("getinfos", 1, "c")
def closure_getinfos(this: Any) -> Any:
    """A table of what the closure is and takes."""
    function = unbound(this)
    if is_native(function):
        name, count, mask = function.ƒnative
        return table({"native": True, "name": name, "paramscheck": count, "typecheck": type_masks(mask)})
    code = function.__code__
    varargs = bool(code.co_flags & VARARGS)
    parameters = [parameter.partition(PRIME)[0] for parameter in code.co_varnames[: code.co_argcount]]
    return table(
        {
            "native": False,
            "name": closure_name(code),
            "src": code.co_filename,
            "parameters": Array([*parameters, "vargv", "..."] if varargs else parameters),
            "varargs": int(varargs),
            "defparams": Array(function.__defaults__ or ()),
        }
    )


def closure_name(code: Any) -> Any:
    """The name of a compiled function, "main" for a unit, null without one."""
    name = function_name(code)
    return "main" if name == MAIN else None if name == "unknown" else name


@native("getstatus", 1, "g")
def generator_getstatus(this: Any) -> Any:
    """ "suspended", "running" or "dead"."""
    return state(this)


@native("ref", 1, "r")
def weakref_ref(this: Any) -> Any:
    """The object, or null when it is gone."""
    return this.ƒtarget()


CLOSURE_METHODS = slots(
    closure_call,
    closure_pcall,
    closure_acall,
    closure_pacall,
    object_weakref,
    object_tostring,
    closure_bindenv,
    closure_getinfos,
)
GENERATOR_METHODS = slots(generator_getstatus, object_weakref, object_tostring)
WEAKREF_METHODS = slots(weakref_ref, object_weakref, object_tostring)
