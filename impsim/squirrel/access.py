"""Slots and elements: get, set, new slot, delete, `in`, with delegates and metamethods.

These are the general forms. Compiled code does the common cases inline and calls these
for the rest. Every function raises SquirrelError with the reference's text.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import mangle
from impsim.squirrel.numeric import truncate
from impsim.squirrel.values import index_error, raw_instance, set_field, type_name
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.klass import Class, add_member, clone_instance, instance_of
from impsim.squirrel.values.table import MISSING, DelegatedTable, Table, clone, nodes_of, remove, stored_key
from impsim.squirrel.values.weakref import WeakRef, dereference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FunctionType = type(mangle)

# Default delegates: name of type -> {slot name: native}. The standard library fills them in.
DELEGATES: dict[str, dict[str, Any]] = {
    name: {} for name in "integer float bool string array table class instance function generator weakref".split()
}
NOTHING: dict[str, Any] = {}


def default_slot(kind: str, key: Any) -> Any:
    """The function that the type's default delegate has under key, or MISSING."""
    return DELEGATES.get(kind, NOTHING).get(key, MISSING) if type(key) is str else MISSING


def call(function: Any, this: Any, *arguments: Any) -> Any:
    """Calls any callable value. Natives must call back through this, so that a wrong number of
    arguments becomes a Squirrel error."""
    return function(this, *arguments)


def root_of(function: Any) -> Any:
    """The root table of the VM that a compiled closure was loaded into; None for a native."""
    return function.__globals__.get("ƒroot")


def get(container: Any, key: Any) -> Any:
    """`container[key]`."""
    kind = type(container)
    if kind is Table and type(key) is str and key in container.ƒslots:
        value = container.ƒslots[key]
    elif kind is Table or kind is DelegatedTable:
        value = find_in_table(container, stored_key(key), key)
    elif kind is Array:
        if type(key) is int or type(key) is float:
            return _element(container, key)
        value = default_slot("array", key)
    elif kind is str:
        if type(key) is int or type(key) is float:
            return _signed(_byte(container, key))
        value = default_slot("string", key)
    elif kind is Class:
        value = container.__dict__.get(stored_key(key), MISSING)
        if value is MISSING:
            value = default_slot("class", key)
    else:
        name = type_name(container)
        value = find_in_instance(container, key) if name == "instance" else default_slot(name, key)
    if value is MISSING:
        raise index_error(key)
    return value.ƒtarget() if type(value) is WeakRef else value


def get_unsigned(container: Any, key: Any) -> Any:
    """`container[key]` as impOS has it: a character of a string is a byte 0-255."""
    if type(container) is str and (type(key) is int or type(key) is float):
        return _byte(container, key)
    return get(container, key)


def as_index(key: Any) -> int:
    """A numeric key as the C cast reads it."""
    return key if type(key) is int else truncate(key)


def _element(array: Any, key: Any) -> Any:
    index = as_index(key)
    if 0 <= index < len(array):
        return dereference(array[index])
    raise index_error(key)


def _byte(text: str, key: Any) -> int:
    index = as_index(key)
    if 0 <= index < len(text):
        return ord(text[index])
    raise index_error(key)


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte


def find_in_table(table: Any, stored: Any, key: Any) -> Any:
    """A table's slot through its delegates and their `_get`, or MISSING."""
    value = table.__dict__.get(stored, MISSING)
    if value is not MISSING:
        return value
    if type(table) is DelegatedTable:
        delegate = table.ƒdelegate
        value = find_in_table(delegate, stored, key)
        if value is MISSING:
            value = _ask(delegate.__dict__.get("_get"), table, key)
        if value is not MISSING:
            return value
    return default_slot("table", key)


def _ask(metamethod: Any, this: Any, key: Any) -> Any:
    """What a `_get` answers; MISSING where there is none, or where it throws null: not found."""
    if metamethod is None:
        return MISSING
    try:
        return call(metamethod, this, key)
    except SquirrelError as error:
        if error.value is not None:
            raise
    return MISSING


def find_in_instance(instance: Any, key: Any) -> Any:
    """An instance's slot, own or inherited, by `_get`, or of the default delegate, or MISSING."""
    value = raw_instance(instance, stored_key(key))
    if value is MISSING:
        value = _ask(instance.ƒclass.ƒmeta.get("_get"), instance, key)
    return default_slot("instance", key) if value is MISSING else value


def get_bare(this: Any, root: Any, stored: Any, key: Any) -> Any:
    """A bare name or `this.x`: a slot of `this`, else of the root table."""
    kind = type(this)
    value: Any
    if kind is Table or kind is DelegatedTable:
        value = find_in_table(this, stored, key)
    elif kind is Class:
        value = this.__dict__.get(stored, MISSING)
        if value is MISSING:
            value = default_slot("class", key)
    else:
        name = type_name(this)
        value = find_in_instance(this, key) if name == "instance" else default_slot(name, key)
    if value is MISSING:
        value = root.__dict__.get(stored, MISSING)  # neither its delegates nor the default delegate
        if value is MISSING:
            raise index_error(key)
    return value.ƒtarget() if type(value) is WeakRef else value


def set_(container: Any, key: Any, value: Any) -> Any:
    """`container[key] = value`; gives value."""
    kind = type(container)
    if kind is Array:
        return _set_element(container, key, value)
    if not assign(container, key, value):
        raise index_error(key)
    return value


def assign(container: Any, key: Any, value: Any) -> bool:
    """Sets an existing slot; False when there is none."""
    kind = type(container)
    if kind is Table or kind is DelegatedTable:
        return _set_in_table(container, stored_key(key), key, value)
    if kind is Array:
        _set_element(container, key, value)
        return True
    name = type_name(container)
    if name != "instance":
        raise SquirrelError("trying to set '%s'" % name)
    return set_field(container, stored_key(key), value) or _tell(
        container.ƒclass.ƒmeta.get("_set"), container, key, value
    )


def _set_element(array: Any, key: Any, value: Any) -> Any:
    if type(key) is not int and type(key) is not float:
        raise SquirrelError("indexing array with %s" % type_name(key))
    index = as_index(key)
    if not 0 <= index < len(array):
        raise index_error(key)
    array[index] = value
    return value


def _set_in_table(table: Any, stored: Any, key: Any, value: Any) -> bool:
    slots = table.__dict__
    if stored in slots:
        slots[stored] = value
        return True
    if key is None and nodes_of(table).takes_null():
        return True
    if type(table) is Table:
        return False
    delegate = table.ƒdelegate
    if _set_in_table(delegate, stored, key, value):
        return True
    return _tell(delegate.__dict__.get("_set"), table, key, value)


def _tell(metamethod: Any, this: Any, key: Any, value: Any) -> bool:
    if metamethod is None:
        return False
    try:
        call(metamethod, this, key, value)
    except SquirrelError as error:
        if error.value is not None:
            raise
        return False
    return True


def set_bare(this: Any, root: Any, key: Any, value: Any) -> Any:
    """Assignment to a bare name or `this.x`: a slot of `this`, else of the root table; gives value."""
    if type(this) is Table and key in this.ƒslots:
        this.ƒslots[key] = value
        return value
    if not assign(this, key, value) and not set_own(root, key, value):
        raise index_error(key)
    return value


def set_own(table: Any, key: Any, value: Any) -> bool:
    """Sets a table's own slot if it is there."""
    stored = stored_key(key)
    slots = table.__dict__
    if stored not in slots:
        return False
    slots[stored] = value
    return True


def newslot(container: Any, key: Any, value: Any) -> Any:
    """`container[key] <- value`; gives value."""
    if key is None:
        raise SquirrelError("null cannot be used as index")
    kind = type(container)
    if kind is Table:
        container.__dict__[stored_key(key)] = value
    elif kind is DelegatedTable:
        _newslot_delegated(container, key, value)
    elif kind is Class:
        add_member(container, key, value)
    else:
        name = type_name(container)
        if name != "instance":
            raise SquirrelError("indexing %s with %s" % (name, type_name(key)))
        metamethod = container.ƒclass.ƒmeta.get("_newslot")
        if metamethod is None:
            raise SquirrelError("class instances do not support the new slot operator")
        call(metamethod, container, key, value)
    return value


def _newslot_delegated(table: Any, key: Any, value: Any) -> None:
    stored = stored_key(key)
    if stored not in table.__dict__:
        metamethod = table.ƒdelegate.__dict__.get("_newslot")
        if metamethod is not None:
            call(metamethod, table, key, value)
            return
    table.__dict__[stored] = value


def delete(container: Any, key: Any) -> Any:
    """`delete container[key]`; gives the slot's value."""
    name = type_name(container)
    if name != "table" and name != "instance":
        raise SquirrelError("attempt to delete a slot from a %s" % name)
    metamethod = metamethod_of(container, "_delslot")
    if metamethod is not None:
        return call(metamethod, container, key)
    if name == "instance":
        raise SquirrelError("cannot delete a slot from instance")
    stored = stored_key(key)
    if stored not in container.__dict__:
        raise index_error(key)
    return remove(container, stored)


def metamethod_of(value: Any, name: str) -> Any:
    """A table's or instance's metamethod, or None."""
    kind = type(value)
    if kind is DelegatedTable:
        return value.ƒdelegate.__dict__.get(name)
    if kind is Table or type_name(value) != "instance":
        return None
    return value.ƒclass.ƒmeta.get(name)


def contains(key: Any, container: Any) -> bool:
    """`key in container`: own slots only, and elements by index."""
    kind = type(container)
    if kind is Table or kind is DelegatedTable or kind is Class:
        return stored_key(key) in container.__dict__
    if kind is Array or kind is str:
        return (type(key) is int or type(key) is float) and 0 <= as_index(key) < len(container)
    return type_name(container) == "instance" and raw_instance(container, stored_key(key)) is not MISSING


def is_instance_of(value: Any, klass: Any) -> bool:
    """`value instanceof klass`."""
    if type(klass) is not Class:
        raise SquirrelError("cannot apply instanceof between a %s and a %s" % (type_name(klass), type_name(value)))
    return type_name(value) == "instance" and instance_of(value, klass)


def clone_value(value: Any) -> Any:
    """`clone value`."""
    kind = type(value)
    if kind is Array:
        return Array(value)
    if kind is Table:
        return clone(value)
    if kind is not DelegatedTable and type_name(value) != "instance":
        raise SquirrelError("cloning a %s" % type_name(value))
    copy = clone(value) if kind is DelegatedTable else clone_instance(value)
    metamethod = metamethod_of(copy, "_cloned")
    if metamethod is not None:
        call(metamethod, copy, value)
    return copy
