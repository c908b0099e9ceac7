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


def rereading(read: Callable[[], Any]) -> Iterator[tuple[Any, Any]]:
    """foreach over a local that the loop's body assigns: the reference reads it again in every turn and goes on
    from the same place. Stock: bytes are signed."""
    state: Any = None
    while True:
        turn = _turn(read(), state)
        if turn is None:
            return
        key, value, state = turn
        yield key, value


def rereading_unsigned(read: Callable[[], Any]) -> Iterator[tuple[Any, Any]]:
    """The same as impOS has it: bytes are unsigned."""
    for key, value in rereading(read):
        yield key, value & 255 if type(read()) is str else value


def _turn(iterable: Any, state: Any) -> Any:
    """One turn of foreach: (key, value, next state), or None at the end."""
    kind = type(iterable)
    position = state if type(state) is int else 0
    if kind is Array or kind is str:
        if position >= len(iterable):
            return None
        value = iterable[position]
        if kind is str:
            value = (ord(value) + 128 & 255) - 128
        return position, value, position + 1
    if kind is Table or kind is DelegatedTable or kind is Class:
        return _node_turn(iterable, position)
    if kind is Generator:
        value = next(_frame(iterable), MISSING)
        number = position + 1 if type(state) is int else 0
        return None if value is MISSING else (number, value, number)
    if type_name(iterable) != "instance":
        raise SquirrelError("cannot iterate %s" % type_name(iterable))
    key = _next_index(iterable, state)
    return None if key is None else (key, _indexed(iterable, key), key)


def _node_turn(container: Any, position: int) -> Any:
    shown = shown_keys(class_nodes(container) if type(container) is Class else nodes_of(container))
    while position < len(shown):
        pair = shown[position]
        position += 1
        if pair is not None:
            return pair[1], dereference(container.__dict__[pair[0]]), position
    return None


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
    key = _next_index(instance, None)
    while key is not None:
        yield key, _indexed(instance, key)
        key = _next_index(instance, key)


def _next_index(instance: Any, previous: Any) -> Any:
    metamethod = metamethod_of(instance, "_nexti")
    if metamethod is None:
        raise SquirrelError("_nexti failed")
    return call(metamethod, instance, previous)


def _indexed(instance: Any, key: Any) -> Any:
    value = find_in_instance(instance, key)
    if value is MISSING:
        raise SquirrelError("_nexti returned an invalid idx")
    return value
