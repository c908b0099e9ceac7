"""Table: slots as Python attributes, kept in the instance's __dict__ (see impsim.squirrel.names).

Three Python classes of one layout, so that a table can change class:
Table has the default delegate's functions as class attributes (a slot in the __dict__
shadows them, as it must). DelegatedTable has not: what its own slots lack is looked up
in its delegates first. TableBase is what both share.
"""

from __future__ import annotations

from sys import implementation

from impsim.squirrel.names import MANGLED, mangle
from impsim.squirrel.order import BOOL_KEYS, FloatKey, NodeArray, key_out
from impsim.squirrel.values.array import Array, ArrayKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Missing:
    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Any = _Missing()


class TableBase:
    """What every table is. The slots are attributes; everything else hides behind names no program can spell."""

    __slots__ = ("__dict__", "__weakref__", "ƒslots", "ƒnodes", "ƒsize", "ƒdelegate", "ƒserial")
    ƒdelegate: Any  # of a DelegatedTable
    ƒslots: dict[Any, Any]  # the same dict as __dict__, five times as fast to reach


class Table(TableBase):
    """A table without a delegate."""

    __slots__ = ()


class DelegatedTable(TableBase):
    """A table with a delegate; behaviour of the missing slots is in impsim.squirrel.delegation."""

    __slots__ = ()


_new = TableBase.__new__


def literal(slots: dict[str, Any]) -> Table:
    """A table from a dict of attribute names, which it keeps: what compiled table constructors call."""
    table = _new(Table)
    table.__dict__ = table.ƒslots = slots
    return table


def root_table() -> Table:
    """An empty table for a VM's root.

    PyPy is fastest with a __dict__ that it made itself, but such a dict forgets the order of its keys. That will do
    for a root table, whose order depends on the library anyway; not for any other.
    """
    if implementation.name == "cpython":
        return literal({})
    table = _new(Table)
    table.ƒslots = table.__dict__
    return table


def empty_table() -> Table:
    """`{}`."""
    return literal({})


def sized_literal(slots: dict[str, Any], size: int) -> Table:
    """The same for a constructor of more than four members: the reference allocates for them at once."""
    table = literal(slots)
    table.ƒsize = size  # type: ignore[attr-defined]
    return table


def table(slots: dict[str, Any]) -> Table:
    """A new table with these slots, by slot name."""
    return literal({mangle(name): value for name, value in slots.items()})


def is_table(value: Any) -> bool:
    """Whether value is a table, with or without a delegate."""
    kind = type(value)
    return kind is Table or kind is DelegatedTable


def stored_key(key: Any) -> Any:
    """The dict key under which a slot is kept."""
    kind = type(key)
    if kind is str:
        attribute = MANGLED.get(key)
        if attribute is not None:
            return attribute
        return mangle(key) if key[:2] == "__" else key
    if kind is int:
        return key
    if kind is float:
        return FloatKey(key)
    if kind is bool:
        return BOOL_KEYS[key]
    return ArrayKey(key) if kind is Array else key


def nodes_of(table: Any) -> NodeArray:
    """The table's node array, up to date."""
    try:
        nodes: NodeArray = table.ƒnodes
    except AttributeError:
        nodes = table.ƒnodes = NodeArray(getattr(table, "ƒsize", 0))
    nodes.catch_up(table.ƒslots)
    return nodes


def has_nodes(table: Any) -> bool:
    """Whether anybody has asked for the order of the table's slots."""
    return hasattr(table, "ƒnodes")


def stored_keys(table: Any) -> list[Any]:
    """The stored keys in the reference's order."""
    return [key for key in nodes_of(table).keys if key is not None]


def keys(table: Any) -> list[Any]:
    """The keys in the reference's order."""
    return [key_out(key) for key in stored_keys(table)]


def items(table: Any) -> list[tuple[Any, Any]]:
    """(key, value) pairs in the reference's order."""
    slots = table.ƒslots
    return [(key_out(key), slots[key]) for key in stored_keys(table)]


def count(table: Any) -> int:
    """How many slots the table has."""
    return len(table.ƒslots)


def remove(table: Any, stored: Any) -> Any:
    """Takes a slot out and returns its value."""
    nodes_of(table).remove(stored)
    return table.ƒslots.pop(stored)


def clear(table: Any) -> None:
    """Takes all slots out."""
    nodes_of(table).clear()
    table.ƒslots.clear()


def clone(table: Any) -> Any:
    """A shallow copy with the same delegate."""
    nodes = nodes_of(table)
    slots = table.ƒslots
    copy: Any = literal({key: slots[key] for key in nodes.keys if key is not None})
    copy.ƒsize = len(nodes.keys)
    if type(table) is DelegatedTable:
        copy.ƒdelegate = table.ƒdelegate
        copy.__class__ = DelegatedTable
    return copy
