"""Family: which instances may take a method's short cuts.

A compiled method reads a member that its class declares (or a base class in sight, which
is guessed by name) straight from `this`, and a name that its class does not declare
straight from the root table. Both hold for some Python types of instances and are
checked when such a type is made: `types` have all the members; `outer` have none of the
other names. A method tests `type(this)` against these sets.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Family:
    """members, fields: stored names that must be members, and fields. others: stored names that must be neither."""

    __slots__ = ("members", "fields", "others", "types", "outer")

    def __init__(self, members: tuple[str, ...], fields: tuple[str, ...], others: tuple[str, ...]) -> None:
        self.members = members
        self.fields = fields
        self.others = others
        self.types: set[Any] = set()
        self.outer: set[Any] = set()

    def judge(self, klass: Any) -> None:
        """Lets the instances of a locked class in, or out again after a member was added."""
        made = klass.ƒtype
        slots = klass.__dict__
        if all(name in slots for name in self.members) and all(name in klass.ƒfields for name in self.fields):
            self.types.add(made)
        if "_get" in klass.ƒmeta or any(name in slots or hasattr(made, name) for name in self.others):
            self.outer.discard(made)
        else:
            self.outer.add(made)
