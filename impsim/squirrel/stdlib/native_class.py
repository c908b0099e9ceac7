"""Classes whose instances are Python objects of one shared type: stream, blob, regexp.

All VMs share the Python type, so that `type(x) is Blob` is a cheap test in compiled code and a device
costs no type of its own. They share the Class object too; it counts as instantiated and is
frozen, so that no program can change it for another. Classes that extend it are ordinary (see
values.klass).
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values.klass import Class, new_class, put
from impsim.squirrel.values.table import stored_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_made = [0]


class Frozen(dict):  # type: ignore[type-arg]
    """Members, metamethods or attributes that stay as they are."""

    def __setitem__(self, key: Any, value: Any) -> None:
        raise SquirrelError("trying to modify a class that has already been instantiated")


def native_class(python: Any, natives: tuple[Any, ...], base: Any = None, number: int = 0) -> Class:
    """The Class of instances of a Python type; the type gets the natives as attributes, where compiled code finds them.

    A type may serve several classes (blob has two): each instance has its own ƒclass.  number: makes its address; 0 for
    the next one, which takes that all such classes are always made in the same order.
    """
    inherited = new_class(base)
    members, meta = dict(inherited.__dict__), dict(inherited.ƒmeta)
    for function in natives:
        name = function.ƒnative[0]
        if name.startswith("_"):
            meta[name] = function
        else:
            members[stored_key(name)] = function
    for key, function in members.items():
        setattr(python, key, staticmethod(function))
    klass = new_class(None)
    put(klass, "ƒbase", base)
    put(klass, "__dict__", Frozen(members))
    put(klass, "ƒmeta", Frozen(meta))
    put(klass, "ƒattributes", Frozen())
    put(klass, "ƒpython", python)
    put(klass, "ƒtype", python)
    put(klass, "ƒmake", _maker(python, klass))
    _made[0] += not number
    put(klass, "ƒserial", -(number or _made[0]))  # every simulation shows the same address
    return klass


def _maker(python: Any, klass: Class) -> Any:
    def make() -> Any:
        instance = python()
        instance.ƒclass = klass
        return instance

    return make
