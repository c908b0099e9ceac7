"""foreach over everything."""

from __future__ import annotations

from impsim.squirrel.access import call, find_in_instance, metamethod_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.order import shown_keys
from impsim.squirrel.values import type_name
from impsim.squirrel.values.array import Array
from impsim.squirrel.values.generator import Generator, state
from impsim.squirrel.values.klass import Class, class_nodes
from impsim.squirrel.values.table import MISSING, DelegatedTable, Table, nodes_of
from impsim.squirrel.values.weakref import dereference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any


def pairs(iterable: Any) -> Iterator[tuple[Any, Any]]:
    """(key, value) as foreach meets them; what the body does to the container shows. Stock: bytes are signed."""
    kind = type(iterable)
    if kind is Array:
        return enumerate(iterable)
    if kind is Table or kind is DelegatedTable:
        return _node_pairs(iterable, nodes_of)
    if kind is str:
        return enumerate([code - 256 if code > 127 else code for code in map(ord, iterable)])
    if kind is Generator:
        return enumerate(_frame(iterable))
    if kind is Class:
        return _node_pairs(iterable, class_nodes)
    if type_name(iterable) == "instance":
        return _instance_pairs(iterable)
    raise SquirrelError("cannot iterate %s" % type_name(iterable))


def pairs_unsigned(iterable: Any) -> Iterator[tuple[Any, Any]]:
    """The same as impOS has it: bytes are unsigned."""
    return enumerate(map(ord, iterable)) if type(iterable) is str else pairs(iterable)


def values(iterable: Any) -> Iterator[Any]:
    """The values as foreach meets them. Stock: bytes are signed."""
    if type(iterable) is str and iterable.isascii():
        return map(ord, iterable)
    if type(iterable) is Generator:
        return _frame(iterable)
    return (value for _, value in pairs(iterable))


def values_unsigned(iterable: Any) -> Iterator[Any]:
    """The same as impOS has it: bytes are unsigned."""
    return map(ord, iterable) if type(iterable) is str else values(iterable)


def _frame(generator: Any) -> Iterator[Any]:
    """What the generator yields from here on; its return value is not delivered."""
    if state(generator) == "running":
        raise SquirrelError("cannot iterate generator")
    return generator.ƒframe  # type: ignore[no-any-return]


def _node_pairs(container: Any, nodes_of_container: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
    """Walks the nodes by position, as the reference does, whatever happens to the container meanwhile."""
    slots = container.__dict__
    nodes = nodes_of_container(container)
    shown = shown_keys(nodes)
    position = 0
    while position < len(shown):
        pair = shown[position]
        position += 1
        if pair is None:
            continue
        yield pair[1], dereference(slots[pair[0]])
        if nodes.shown is not shown or len(slots) != nodes.replayed:
            nodes = nodes_of_container(container)
            shown = shown_keys(nodes)


def _instance_pairs(instance: Any) -> Iterator[tuple[Any, Any]]:
    metamethod = metamethod_of(instance, "_nexti")
    if metamethod is None:
        raise SquirrelError("_nexti failed")
    previous = None
    while True:
        previous = call(metamethod, instance, previous)
        if previous is None:
            return
        yield previous, _indexed(instance, previous)


def _indexed(instance: Any, key: Any) -> Any:
    value = find_in_instance(instance, key)
    if value is MISSING:
        raise SquirrelError("_nexti returned an invalid idx")
    return value
