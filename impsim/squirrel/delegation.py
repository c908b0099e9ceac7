"""Python's hooks for what compiled attribute access cannot find: `_get`, `_set`, `_call` and delegates.

Compiled code stores a slot as `o.x; o.x = v`: the load fails where there is no slot to
set. That load must not ask `_get`, so the hook looks whether the value is dropped.
"""

from __future__ import annotations

from sys import _getframe

from impsim.squirrel.access import assign, call, find_in_instance, find_in_table, metamethod_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.names import demangle
from impsim.squirrel.values import index_error, set_field, type_name
from impsim.squirrel.values.table import MISSING, DelegatedTable, Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_POP_TOP = 1  # the same number in every release of CPython and PyPy


def is_store_check(frame: Any) -> bool:
    """Whether the attribute load that the frame is at drops its value."""
    if "ƒroot" not in frame.f_globals:
        return False
    code = frame.f_code.co_code
    position = frame.f_lasti + 2
    while code[position] == 0:  # inline caches
        position += 2
    return bool(code[position] == _POP_TOP)


def _get_in_instance(self: Any, attribute: str) -> Any:
    if attribute[:1] == "ƒ":
        raise AttributeError(attribute)
    if is_store_check(_getframe(1)):
        return None
    value = find_in_instance(self, demangle(attribute))
    if value is MISSING:
        raise index_error(demangle(attribute))
    return value


def _set_in_instance(self: Any, attribute: str, value: Any) -> None:
    if set_field(self, attribute, value):
        return
    if attribute[:1] == "ƒ":
        object.__setattr__(self, attribute, value)
    elif not assign(self, demangle(attribute), value):
        raise index_error(demangle(attribute))


def _call_object(self: Any, this: Any, *arguments: Any) -> Any:
    metamethod = metamethod_of(self, "_call")
    if metamethod is None:
        raise SquirrelError("attempt to call '%s'" % type_name(self))
    return call(metamethod, self, this, *arguments)


# Metamethod -> what it gives the type. A store loads first, so `_set` needs the hook of loads too.
INSTANCE_HOOKS: dict[str, dict[str, Any]] = {
    "_get": {"__getattr__": _get_in_instance},
    "_set": {"__setattr__": _set_in_instance, "__getattr__": _get_in_instance},
    "_call": {"__call__": _call_object},
}


def _get_in_table(self: Any, attribute: str) -> Any:
    if attribute[:1] == "ƒ":
        raise AttributeError(attribute)
    if is_store_check(_getframe(1)):
        return None
    value = find_in_table(self, attribute, demangle(attribute))
    if value is MISSING:
        raise index_error(demangle(attribute))
    return value


def _set_in_table(self: Any, attribute: str, value: Any) -> None:
    slots = self.__dict__
    if attribute in slots:
        slots[attribute] = value
    elif attribute[:1] == "ƒ" or attribute == "__dict__" or attribute == "__class__":
        object.__setattr__(self, attribute, value)
    elif not assign(self, demangle(attribute), value):
        raise index_error(demangle(attribute))


for _name, _hook in (("__getattr__", _get_in_table), ("__setattr__", _set_in_table), ("__call__", _call_object)):
    setattr(DelegatedTable, _name, _hook)


def set_delegate(table: Any, delegate: Any) -> None:
    """Gives a table a delegate, or takes it away (None). Raises SquirrelError on a cycle."""
    link = delegate
    while link is not None:
        if link is table:
            raise SquirrelError("delagate cycle")
        link = link.ƒdelegate if type(link) is DelegatedTable else None
    if delegate is None:
        if type(table) is DelegatedTable:
            object.__setattr__(table, "__class__", Table)
        return
    table.__class__ = DelegatedTable
    table.ƒdelegate = delegate


def get_delegate(table: Any) -> Any:
    """A table's delegate, or None."""
    return table.ƒdelegate if type(table) is DelegatedTable else None
