"""The functions that compiled code calls, under the names by which it calls them.

They are the builtins of compiled code, and all that it has: no name that a program can
spell reaches anything else.
"""

from __future__ import annotations

import sys
from itertools import chain, repeat

from impsim.squirrel import access, arithmetic, comparison, iteration, text
from impsim.squirrel.access import DELEGATES, call, contains, delete, get, get_bare, newslot, set_, set_bare
from impsim.squirrel.comparison import compare, equal, unequal
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.names import DELEGATE_NAMES, demangle
from impsim.squirrel.numeric import CELL, VIEW, float_divide, wrap
from impsim.squirrel.stdlib import IMPOS_STRING_METHODS
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.traceback import thrown
from impsim.squirrel.values import index_error, type_name
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.family import Family
from impsim.squirrel.values.generator import Generator, resume
from impsim.squirrel.values.klass import Class, add_member, new_class, put
from impsim.squirrel.values.table import Table, empty_table, literal, sized_literal, stored_key
from impsim.squirrel.values.weakref import dereference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

_METHODS: dict[type, dict[str, Any]] = {
    str: DELEGATES["string"],
    int: DELEGATES["integer"],
    float: DELEGATES["float"],
    Array: DELEGATES["array"],
    type(wrap): DELEGATES["function"],
}
_IMPOS_METHODS = {**_METHODS, str: IMPOS_STRING_METHODS}


def _method_among(methods: dict[type, dict[str, Any]]) -> Callable[[Any, str], Any]:
    def method(container: Any, name: str) -> Any:
        """`container.name` for a call, where name is one of a default delegate's."""
        functions = methods.get(type(container))
        if functions is None:
            return get(container, name)
        found = functions.get(name)
        if found is None:
            raise index_error(name)
        return found

    return method


method = _method_among(_METHODS)
impos_method = _method_among(_IMPOS_METHODS)  # strings there read hexadecimal


def impos_get(container: Any, key: Any) -> Any:
    """`container[key]` for impOS: bytes of strings are unsigned too."""
    if type(container) is str:
        return access.get_unsigned(container, key) if type(key) is not str else impos_method(container, key)
    return get(container, key)


def get_this(this: Any, root: Any, key: Any) -> Any:
    """`this[key]`: falls back to the root table as a bare name does, but for elements of arrays and strings."""
    if (type(key) is int or type(key) is float) and (type(this) is Array or type(this) is str):
        return get(this, key)
    return get_bare(this, root, stored_key(key), key)


def set_this(this: Any, root: Any, key: Any, value: Any) -> Any:
    """`this[key] = value`."""
    return set_(this, key, value) if type(this) is Array else set_bare(this, root, key, value)


def set_odd(container: Any, value: Any) -> None:
    """`a.x == 1 || b = 2`: sets a value that has no slots."""
    raise SquirrelError("trying to set '%s'" % type_name(container))


def counting(number: int, bound: Any) -> Iterator[int]:
    """The integers from number while they are less than bound, which is not an integer."""
    while compare(number, bound) < 0:
        yield number
        number = wrap(number + 1)


def make_class(base: Any, attributes: Any, family: Any) -> Any:
    """A class expression's class, before its members."""
    made = new_class(base, family)
    inherited = made.ƒmeta.get("_inherited")
    if inherited is not None:
        call(inherited, made, attributes)
    if "_newmember" in made.ƒmeta:
        put(made, "ƒfamily", None)  # its members are what `_newmember` makes of them
    if attributes is not None:
        made.ƒattributes[None] = attributes
    return made


def define_member(klass: Any, key: Any, value: Any, attributes: Any, static: bool) -> None:
    """A member of a class body."""
    metamethod = klass.ƒmeta.get("_newmember")
    if metamethod is not None:
        call(metamethod, klass, key, value, attributes, static)
        return
    if key is None:
        raise SquirrelError("null cannot be used as index")
    add_member(klass, key, value, static)
    if attributes is not None and stored_key(key) in klass.__dict__:
        klass.ƒattributes[stored_key(key)] = attributes


def based(maker: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """A closure that names `base`: null until a class with a base takes it as a member."""
    closure = maker(*arguments, None)
    closure.ƒrebase = lambda base: maker(*arguments, base)
    return closure


class BareView:
    """`this` as bare names see it: what it lacks comes from the root table."""

    __slots__ = ("ƒthis", "ƒroot")

    def __init__(self, this: Any, root: Any) -> None:
        object.__setattr__(self, "ƒthis", this)
        object.__setattr__(self, "ƒroot", root)

    def __getattr__(self, attribute: str) -> Any:
        return get_bare(self.ƒthis, self.ƒroot, attribute, demangle(attribute))

    def __setattr__(self, attribute: str, value: Any) -> None:
        set_bare(self.ƒthis, self.ƒroot, demangle(attribute), value)


STEPS_AT_ONCE = 256


class Steps:
    """Counts the steps of a VM in blocks. An iterator, because calling `next` of a chain of blocks is the cheapest
    thing that compiled code can do at every turn of a loop."""

    def __init__(self, vm: Any) -> None:
        self.vm = vm

    def __iter__(self) -> Steps:
        return self

    def __next__(self) -> Iterator[None]:
        vm = self.vm
        try:
            count = vm.next_block()
        except BaseException as error:
            return Refusal(error)
        vm.steps_taken += count
        if vm.steps_taken > vm.steps + count:
            return Refusal(Stop("%d steps without an end: an endless loop?" % vm.steps))
        return repeat(None, count)


class Refusal:
    """A block of no steps: who asks for one gets an error. The chain of blocks would end for good with an error of
    `Steps` itself, but a host may go on with the VM."""

    def __init__(self, error: BaseException) -> None:
        self._error: BaseException | None = error

    def __iter__(self) -> Refusal:
        return self

    def __next__(self) -> None:
        error, self._error = self._error, None
        if error is None:
            raise StopIteration
        raise error


_SHARED: dict[str, Any] = {
    "Array": Array,
    "BareView": BareView,
    "Blob": Blob,
    "Class": Class,
    "Error": SquirrelError,
    "Exception": Exception,
    "Family": Family,
    "F": CELL,
    "V": VIEW,
    "Generator": Generator,
    "Table": Table,
    "empty_table": empty_table,
    "add": arithmetic.add,
    "based": based,
    "bit_and": arithmetic.bit_and,
    "bit_or": arithmetic.bit_or,
    "bit_xor": arithmetic.bit_xor,
    "clone_value": access.clone_value,
    "compare": compare,
    "concatenate": text.concatenate,
    "contains": contains,
    "counting": counting,
    "define_member": define_member,
    "delete": delete,
    "dereference": dereference,
    "divide": arithmetic.divide,
    "enumerate": enumerate,
    "equal": equal,
    "float_divide": float_divide,
    "get": get,
    "get_bare": get_bare,
    "get_this": get_this,
    "greater": comparison.greater,
    "greater_or_equal": comparison.greater_or_equal,
    "float": float,
    "int": int,
    "invert": arithmetic.invert,
    "is_instance_of": access.is_instance_of,
    "len": len,
    "less": comparison.less,
    "less_or_equal": comparison.less_or_equal,
    "literal": literal,
    "make_class": make_class,
    "map": map,
    "method": method,
    "modulo": arithmetic.modulo,
    "multiply": arithmetic.multiply,
    "negate": arithmetic.negate,
    "newslot": newslot,
    "pairs": iteration.pairs,
    "range": range,
    "rereading": iteration.rereading,
    "resume": resume,
    "set_": set_,
    "set_bare": set_bare,
    "set_odd": set_odd,
    "set_this": set_this,
    "shift_left": arithmetic.shift_left,
    "shift_right": arithmetic.shift_right,
    "shift_unsigned": arithmetic.shift_unsigned,
    "sized_literal": sized_literal,
    "str": str,
    "subtract": arithmetic.subtract,
    "thrown": thrown,
    "too_long": text.too_long,
    "tostring": text.tostring,
    "type": type,
    "type_of": text.type_of,
    "unequal": unequal,
    "values": iteration.values,
    "wrap": wrap,
}
_IMPOS: dict[str, Any] = {
    "get": impos_get,
    "method": impos_method,
    "pairs": iteration.pairs_unsigned,
    "rereading": iteration.rereading_unsigned,
    "values": iteration.values_unsigned,
}


def _by_name(methods: dict[type, dict[str, Any]]) -> dict[str, Any]:
    """For each name of default delegates, the functions by Python type: one look-up in compiled code."""
    return {
        "of_" + name: {kind: functions[name] for kind, functions in methods.items() if name in functions}
        for name in DELEGATE_NAMES
    }


def _prefixed(names: dict[str, Any]) -> dict[str, Any]:
    return {"ƒ" + name: value for name, value in names.items()}


_BUILTINS: dict[bool, dict[str, Any]] = {}  # for impOS or not: most processes need one of them


def builtins_of(impos: bool) -> dict[str, Any]:
    """The builtins of compiled code."""
    if impos not in _BUILTINS:
        own = {**_IMPOS, **_by_name(_IMPOS_METHODS)} if impos else _by_name(_METHODS)
        _BUILTINS[impos] = _prefixed({**_SHARED, **own})
    return _BUILTINS[impos]


def new_globals(vm: Any) -> dict[str, Any]:
    """The globals of code compiled for a VM: its root table, and the run time as builtins."""
    names = builtins_of(vm.impos)
    own = {"ƒroot": vm.root, "ƒvm": vm, "ƒtick": chain.from_iterable(Steps(vm)).__next__}
    if sys.implementation.name == "cpython":
        return {"__builtins__": names, **own}
    return {**names, **own}
