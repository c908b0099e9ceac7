"""Classes whose instances are Python objects of one shared type: blob and regexp.

All VMs share the Python type, so that `type(x) is Blob` is a cheap test in compiled code and a
device costs no type of its own. Each VM has its own Class object, made by copying; it counts as
instantiated from the start, so that programs cannot add fields. Classes that extend it get a type of
their own in the usual way (see values.klass).
"""

from __future__ import annotations

from impsim.squirrel.values.klass import Class, new_class, put
from impsim.squirrel.values.table import stored_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

METAMETHOD = "_"


class NativeClass:
    """What a native class has: the Python type of its instances and its members by stored key.

    The type's own attributes are the members too, so that compiled code finds them.
    """

    def __init__(self, python: Any, natives: tuple[Any, ...], base: Optional[NativeClass] = None) -> None:
        self.python = python
        self.members: dict[Any, Any] = dict(base.members) if base else {}
        self.meta: dict[str, Any] = dict(base.meta) if base else {}
        for function in natives:
            name = function.ƒnative[0]
            if name.startswith(METAMETHOD):
                self.meta[name] = function
            else:
                self.members[stored_key(name)] = function
        for key, function in self.members.items():
            setattr(python, key, staticmethod(function))


def new_native_class(native_class: NativeClass, base: Any = None) -> Any:
    """A Class for one VM."""
    klass = new_class(None)
    put(klass, "ƒbase", base)
    put(klass, "__dict__", dict(native_class.members))
    put(klass, "ƒmeta", dict(native_class.meta))
    put(klass, "ƒpython", native_class.python)
    put(klass, "ƒtype", native_class.python)
    put(klass, "ƒmake", _maker(native_class.python, klass))
    return klass


def _maker(python: Any, klass: Class) -> Any:
    def make() -> Any:
        instance = python()
        instance.ƒclass = klass
        return instance

    return make
