"""WeakRef: a reference that does not keep its object alive."""

from __future__ import annotations

import sys
from _weakref import ref as _ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ONLY_US = 2  # references to a list that only we hold: ours, and getrefcount's own
getrefcount = getattr(sys, "getrefcount", lambda _: ONLY_US + 1)  # PyPy does not count: the list then stays


class WeakRef:
    """What `x.weakref()` gives for anything that is referenced; null, numbers and bools have none."""

    __slots__ = ("__weakref__", "ƒtarget", "ƒserial")

    def __init__(self, target: Any) -> None:
        try:
            self.ƒtarget = _ref(target)
        except TypeError:
            self.ƒtarget = _counted([target]) if type(target) is list else _strong(target)


def _strong(target: Any) -> Any:
    """A string is always reachable from somewhere, as short ones are in the reference."""
    return lambda: target


def _counted(held: list[Any]) -> Any:
    """Python has no weak references to lists: this one lets go when nobody else holds the list."""

    def target() -> Any:
        if held and getrefcount(held[0]) <= ONLY_US:
            held.clear()
        return held[0] if held else None

    return target


_made: dict[int, Any] = {}


def weakref_to(target: Any) -> WeakRef:
    """The weak reference to target: one per object, as two of them must compare equal."""
    known = _made.get(id(target))
    existing = known() if known is not None else None
    if existing is not None and existing.ƒtarget() is target:
        return existing  # type: ignore[no-any-return]
    made = WeakRef(target)
    key = id(target)
    _made[key] = _ref(made, lambda _: _made.pop(key, None))
    return made


def dereference(value: Any) -> Any:
    """What a container slot shows: the target of a weak reference (null once it is gone), anything else itself."""
    return value.ƒtarget() if type(value) is WeakRef else value
