"""The values that programs work on, and what every part of the engine asks of them.

null None | bool bool | integer int, inside int32 | float float, float32-valued | string
str of code points 0-255, one per byte | array Array | table Table, DelegatedTable | class
Class | instance an InstanceBase | function a Python function f(this, ...) | generator
Generator | weakref WeakRef.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import mangle
from impsim.squirrel.numeric import f32, float_text, wrap
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.generator import Generator, resume
from impsim.squirrel.values.klass import Class, Instance, InstanceBase, add_member, class_items, new_class
from impsim.squirrel.values.table import (
    MISSING,
    DelegatedTable,
    Table,
    count,
    is_table,
    items,
    keys,
    remove,
    stored_key,
    table,
)
from impsim.squirrel.values.weakref import WeakRef, dereference, weakref_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FunctionType = type(mangle)

TYPE_NAMES: dict[Any, str] = {
    type(None): "null",
    bool: "bool",
    int: "integer",
    float: "float",
    str: "string",
    Table: "table",
    DelegatedTable: "table",
    Array: "array",
    FunctionType: "function",
    Class: "class",
    Generator: "generator",
    WeakRef: "weakref",
}


def type_name(value: Any) -> str:
    """The reference's name of the value's type, as `type()` gives it: metamethods are not asked."""
    return TYPE_NAMES.get(type(value)) or "instance"


def is_instance(value: Any) -> bool:
    """Whether value is an instance of a Squirrel class, native ones included."""
    return type(value) not in TYPE_NAMES


def members_of(container: Any) -> Any:
    """The dict of the container's own slots by stored key. Raises SquirrelError for what has none."""
    kind = type(container)
    if kind is Table or kind is DelegatedTable or kind is Class:
        return container.__dict__
    raise SquirrelError("rawget works only on array/table/instance and class")


def raw_instance(instance: Any, stored: Any) -> Any:
    """The value of an instance's own field or of its class's member, or MISSING."""
    klass = instance.ƒclass
    if stored in klass.ƒfields:
        if type(stored) is str:
            return object.__getattribute__(instance, stored)
        return instance.ƒodd[stored]
    return klass.__dict__.get(stored, MISSING)


def rawget(container: Any, key: Any, default: Any = MISSING) -> Any:
    """The container's own slot, without delegates and metamethods."""
    if is_instance(container):
        value = raw_instance(container, stored_key(key))
        return default if value is MISSING else value
    return members_of(container).get(stored_key(key), default)


def rawin(container: Any, key: Any) -> bool:
    """Whether the container has the slot itself."""
    return rawget(container, key) is not MISSING


def set_field(instance: Any, stored: Any, value: Any) -> bool:
    """Sets an instance's own field; False when it has no such field."""
    if stored not in instance.ƒclass.ƒfields:
        return False
    if type(stored) is str:
        object.__setattr__(instance, stored, value)
    else:
        instance.ƒodd[stored] = value
    return True


def rawset(container: Any, key: Any, value: Any) -> None:
    """Sets or makes a slot without metamethods. Raises SquirrelError where the reference does."""
    if is_instance(container):
        if not set_field(container, stored_key(key), value):
            raise index_error(key)
    elif type(container) is Class:
        add_member(container, key, value)
    else:
        members_of(container)[stored_key(key)] = value


def rawdelete(container: Any, key: Any) -> Any:
    """Takes a slot out of a table; returns its value, or None when there is none."""
    stored = stored_key(key)
    return remove(container, stored) if stored in container.__dict__ else None


SHOWN = 50  # characters of a value that an error shows: "%.50s", which also ends at a NUL


def shown(value: Any) -> str:
    """A value as errors about keys and comparisons show it."""
    kind = type(value)
    if kind is str:
        return value.partition("\0")[0][:SHOWN]  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    if kind is float:
        return float_text(value, "%.14g")
    return type_name(value)


def index_error(key: Any) -> SquirrelError:
    """The error for a slot or an element that is not there."""
    return SquirrelError("the index '%s' does not exist" % shown(key))


def truthy(value: Any) -> bool:
    """Whether a condition holds: only null, false, 0 and 0.0 do not."""
    return value is not None and value is not False and value != 0


__all__ = [
    "MISSING",
    "Array",
    "Class",
    "DelegatedTable",
    "FunctionType",
    "Generator",
    "Instance",
    "InstanceBase",
    "Table",
    "WeakRef",
    "add_member",
    "class_items",
    "count",
    "dereference",
    "f32",
    "index_error",
    "is_instance",
    "is_table",
    "items",
    "keys",
    "new_class",
    "rawdelete",
    "rawget",
    "rawin",
    "rawset",
    "remove",
    "resume",
    "shown",
    "table",
    "truthy",
    "type_name",
    "weakref_to",
    "wrap",
]
