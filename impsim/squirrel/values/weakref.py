"""WeakRef: a reference that does not keep its object alive."""

from __future__ import annotations

from _weakref import ref as _ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class WeakRef:
    """What `x.weakref()` gives for anything that is referenced; null, numbers and bools have none."""

    __slots__ = ("__weakref__", "ƒtarget", "ƒserial")

    def __init__(self, target: Any) -> None:
        try:
            self.ƒtarget = _ref(target)
        except TypeError:  # strings: always reachable from somewhere, as short ones are in the reference
            self.ƒtarget = _strong(target)


def _strong(target: Any) -> Any:
    return lambda: target


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
