"""The order in which the reference visits the slots of a table.

Programs can see it (foreach, http.jsonencode), so it is reproduced: a table of the
3.0.5 VM is an array of nodes with chained scatter, as in Lua 4. A key sits in its main
position (hash modulo size); when that is taken, in the highest free node, chained to
it; a key found away from its own main position is moved off to the free node instead.
When no free node is left the array is rebuilt: doubled at 3/4 full, halved at 1/4.

A Table keeps its slots in a Python dict and has a NodeArray only once somebody iterates
over it or deletes from it. The dict remembers the order of insertion and no key moves in
it, so the NodeArray catches up by inserting the keys that have come since (`replayed`).
"""

from __future__ import annotations

from impsim.squirrel.names import demangle
from impsim.squirrel.values.array import ArrayKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SMALLEST = 4
MAX_CACHED_HASHES = 1 << 16  # strings; a program with more distinct keys pays for hashing again

_string_hashes: dict[str, int] = {}


class FloatKey:
    """A float as a dict key: floats are equal as keys when their bits are (NaN equals NaN, 0.0 differs from -0.0)."""

    __slots__ = ("value", "bits")

    def __init__(self, value: float) -> None:
        self.value = value
        self.bits = repr(value)

    def __hash__(self) -> int:
        return hash(self.bits)

    def __eq__(self, other: object) -> bool:
        return type(other) is FloatKey and other.bits == self.bits


class BoolKey:
    """true or false as a dict key, distinct from 1 and 0."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


BOOL_KEYS = {False: BoolKey(False), True: BoolKey(True)}


def key_out(stored: Any) -> Any:
    """The Squirrel key of a stored dict key."""
    kind = type(stored)
    if kind is str:
        return demangle(stored)
    if kind is FloatKey or kind is BoolKey or kind is ArrayKey:
        return stored.value
    return stored


def _string_hash(text: str) -> int:
    length = h = len(text)
    step = (length >> 5) | 1
    for position in range(length // step):
        code = ord(text[position])
        if code > 127:
            code |= 0xFF00
        h ^= (h << 5) + (h >> 2) + code
        h &= 0xFFFFFFFF
    if len(_string_hashes) < MAX_CACHED_HASHES:
        _string_hashes[text] = h
    return h


def _hash(stored: Any) -> int:
    """The reference's hash; objects hash by address there, by a number of ours here."""
    kind = type(stored)
    if kind is str:
        text = demangle(stored)
        known = _string_hashes.get(text)
        return _string_hash(text) if known is None else known
    if kind is int:
        return stored  # type: ignore[no-any-return]
    if kind is BoolKey:
        return int(stored.value)
    if kind is FloatKey:
        value = stored.value
        return int(value) if -2147483649.0 < value < 2147483648.0 else -0x80000000
    from impsim.squirrel.text import serial

    return serial(key_out(stored))  # ASSUMED order: that in which objects were first shown, compared or ordered


class NodeArray:
    """keys: one stored key or None per node. links: index of the next node of the chain, or -1."""

    __slots__ = ("keys", "links", "free", "used", "replayed", "shown")

    def __init__(self, wanted: int) -> None:
        size = SMALLEST
        while size < wanted:
            size <<= 1
        self.replayed = 0  # how many keys of the table's dict are in here
        self._allocate(size)

    def _allocate(self, size: int) -> None:
        self.keys: list[Any] = [None] * size
        self.links = [-1] * size
        self.free = size - 1
        self.used = 0
        self.shown: Any = None  # the keys as programs see them, made when somebody iterates

    def insert(self, key: Any) -> None:
        """Adds a key that is not there."""
        self.used += 1
        self.shown = None
        if not self._place(key):  # it took the last free node: rebuild, with the key
            self._rehash(force=True)

    def _place(self, key: Any) -> bool:
        keys, links = self.keys, self.links
        mask = len(keys) - 1
        place = _hash(key) & mask
        if keys[place] is not None:
            free = self.free
            home = _hash(keys[place]) & mask
            if place > free and home != place:
                while links[home] != place:
                    home = links[home]
                links[home] = free
                keys[free] = keys[place]
                links[free] = links[place]
                links[place] = -1
            else:
                links[free] = links[place]
                links[place] = free
                place = free
        keys[place] = key
        while True:
            if keys[self.free] is None and links[self.free] == -1:
                return True
            if self.free == 0:
                return False
            self.free -= 1

    def _rehash(self, force: bool) -> None:
        old = self.keys
        size = len(old)
        used = self.used
        if used >= size - size // 4:
            self._allocate(size * 2)
        elif used <= size // 4 and size > SMALLEST:
            self._allocate(size // 2)
        elif force:
            self._allocate(size)
        else:
            return
        for key in old:
            if key is not None:
                self.insert(key)

    def remove(self, key: Any) -> None:
        """Takes a key out; the caller takes it out of the dict too."""
        place = _hash(key) & (len(self.keys) - 1)
        while self.keys[place] != key:
            place = self.links[place]
        self.keys[place] = None
        self.shown = None
        self.used -= 1
        self.replayed -= 1
        self._rehash(force=False)

    def takes_null(self) -> bool:
        """Whether `t[null] = v` goes unnoticed: it then lands in an empty node, whose key looks like null."""
        place = 0
        while place != -1:
            if self.keys[place] is None:
                return True
            place = self.links[place]
        return False

    def catch_up(self, slots: dict[Any, Any]) -> None:
        """Inserts the keys that the dict has gained."""
        if len(slots) == self.replayed:
            return
        for key in list(slots)[self.replayed :]:
            self.insert(key)
        self.replayed = len(slots)

    def clear(self) -> None:
        """As the reference's Clear: empties the nodes, then rebuilds."""
        self.keys = [None] * len(self.keys)
        self.shown = None
        self.used = self.replayed = 0
        self._rehash(force=True)

    def copy(self) -> NodeArray:
        """The nodes of a clone: as many, filled in node order."""
        other = NodeArray(len(self.keys))
        for key in self.keys:
            if key is not None:
                other.insert(key)
        other.replayed = self.replayed
        return other


def shown_keys(nodes: NodeArray) -> list[tuple[Any, Any]]:
    """(stored key, key as programs see it) for each used node, in order; None for the others."""
    if nodes.shown is None:
        nodes.shown = [None if key is None else (key, key_out(key)) for key in nodes.keys]
    return nodes.shown  # type: ignore[no-any-return]
