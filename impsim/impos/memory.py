"""How much of an imp's memory the values of its program take, and what happens when they take it all.

Python's own sizes tell nothing of a device, so a census walks over everything that a program can
reach and adds up what the structures of the 32-bit reference VM (3.0.5) would take, each
in a block of its own on the heap. Code and what impOS itself keeps (API objects, natives)
is no part of it: a profile says how much is free with those in place. A walk is a loop, not a
recursion, reads Python's own slots, so that no metamethod runs, and depends on nothing but the values.

A walk costs as much as the heap is large, so memory cannot be looked at whenever something is
allocated. `Memory.next_block` looks now and then, as steps are taken: rarely when the heap
hardly grows, sooner the faster it grew since the last look, so that a program which fills
memory is stopped at about the step at which a device would stop it. Looks that are earlier than
regular must be saved up, which bounds what they cost whatever a program does.
"""

from __future__ import annotations

import sys

from impsim.squirrel.codegen_runtime import STEPS_AT_ONCE
from impsim.squirrel.errors import Stop
from impsim.squirrel.order import key_out
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import MISSING, Array, Class, DelegatedTable, FunctionType, Generator, Table, WeakRef

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType
    from typing import Any

# Bytes of the reference's structs with 4-byte pointers and 8-byte values; assumed: impOS has not changed them.
TABLE = 44
NODE = 20  # of a table: value, key, link
FEWEST_NODES = 4  # nodes are a power of two
ARRAY = 36
VALUE = 8  # an element, a field, a default parameter, a local of a generator
STRING = 29  # with its NUL
CLOSURE = 44
OUTER = 44  # a captured variable; closures that capture the same one share it
CLASS = 228
MEMBER = 16  # of a class, besides its node
INSTANCE = 44
BLOB = 24  # besides its instance and its bytes
GENERATOR = 100
WEAKREF = 20
BLOCK_HEAD = 4  # assumed: what the heap adds to each block
BLOCK_UNIT = 8  # assumed: what it rounds blocks up to

HIDDEN = "ƒ"  # begins the names of the compiler's own variables
SCALARS = frozenset((int, float, bool, type(None)))  # they are part of what holds them
Cell: Any = type((lambda captured: lambda: captured)(0).__closure__[0])  # type: ignore[index]
# Reading a frame's variables leaves a copy of them in the frame, which would keep alive what the program lets go.
COPIES_STAY = sys.version_info < (3, 13)

FIRST_LOOK = 16  # steps; no look comes sooner after another one
LONGEST_WAIT = 8192  # steps from one look to the next while the heap is small ...
STEPS_A_VALUE = 64  # ... else so many for each value looked at: a walk then takes a few percent of a program's time
TURN = 32  # steps that a turn counts for, besides those it takes: a timer's callback may allocate without a loop
MOST_EARLY = 16  # early looks that may be saved up: halving the wait that often leads from the longest to the first


class OutOfMemory(Stop):
    """A program needs more memory than its imp has: impOS restarts it (D/node/2407)."""

    def __init__(self) -> None:
        Stop.__init__(self, "out of memory")


def block(size: int) -> int:
    """What size bytes take on the heap."""
    return -(-(size + BLOCK_HEAD) // BLOCK_UNIT) * BLOCK_UNIT


def nodes(count: int) -> int:
    """How many nodes a table of count slots has. Assumed: as few as hold them, though deleting leaves more."""
    return 1 << (count - 1).bit_length() if count > FEWEST_NODES else FEWEST_NODES


class Census:
    """The values that a walk has found.  size: their bytes.  found: by id.  strings: by content, as each exists once.

    looked_at: how much work the walk was.
    """

    __slots__ = ("found", "looked_at", "pending", "size", "strings")

    def __init__(self, found: dict[int, Any], strings: set[str]) -> None:
        self.size = 0
        self.found = found
        self.strings = strings
        self.looked_at = 0
        self.pending: list[Any] = []

    def add(self, values: Iterable[Any]) -> None:
        """Puts values in line."""
        self.pending += [value for value in values if type(value) not in SCALARS]

    def walk(self, values: Iterable[Any]) -> None:
        """Finds what can be reached from values."""
        self.add(values)
        pending, found, strings = self.pending, self.found, self.strings
        while pending:
            value = pending.pop()
            self.looked_at += 1
            kind = type(value)
            if kind is str:
                if value not in strings:
                    strings.add(value)
                    self.size += block(STRING + len(value))
            elif id(value) not in found:
                found[id(value)] = value
                self.size += _MEASURES.get(kind, _of_instance)(self, value)


def in_use(root: Any, others: Iterable[Any] = ()) -> int:
    """Bytes of all values that can be reached from a root table and from others."""
    census = Census({}, set())
    census.walk((root, *others))
    return census.size


# What each kind of value takes itself. Each puts in line what the value refers to.


def _of_table(census: Census, value: Any) -> int:
    slots = value.ƒslots
    census.looked_at += len(slots)
    census.add(_keys(slots))
    census.add(slots.values())
    if type(value) is DelegatedTable:
        census.add((value.ƒdelegate,))
    return block(TABLE) + block(NODE * nodes(len(slots)))


def _keys(slots: dict[Any, Any]) -> list[Any]:
    """The keys of slots; a primed name stays as it is, and so may count as a string of its own."""
    return [key if type(key) is str else key_out(key) for key in slots]


def _of_array(census: Census, value: Any) -> int:
    """Assumed: without room for more elements, which only arrays that have grown have."""
    census.looked_at += len(value)
    census.add(value)
    return block(ARRAY) + block(VALUE * len(value))


def _of_class(census: Census, value: Any) -> int:
    members = value.__dict__
    census.add(_keys(members))
    census.add(members.values())
    census.add(value.ƒmeta.values())
    census.add(value.ƒattributes.values())
    census.add((value.ƒbase,))
    return block(CLASS) + block(TABLE) + block(NODE * nodes(len(members))) + block(MEMBER * len(members))


def _of_instance(census: Census, value: Any) -> int:
    """What is no value of Squirrel's is the host's: 0."""
    klass = getattr(value, "ƒclass", None)
    if type(klass) is not Class:
        return 0
    fields = klass.ƒfields
    census.add((klass,))
    census.add([_field(value, key) for key in fields])
    size = block(INSTANCE + VALUE * max(len(fields), 1))
    return size + block(BLOB) + block(len(value)) if isinstance(value, Blob) else size


def _field(instance: Any, stored: Any) -> Any:
    return object.__getattribute__(instance, stored) if type(stored) is str else instance.ƒodd[stored]


def _of_function(census: Census, value: Any) -> int:
    """A bound closure is a copy of the closure with an environment, and keeps the variables of that."""
    closure = value.__dict__.get("ƒunbound", value)
    if closure is not value:
        census.add([cell.cell_contents for name, cell in _captured(value) if name == "environment"])
    elif "ƒroot" not in value.__globals__:
        return 0  # a native
    defaults = closure.__defaults__ or ()
    cells = [cell for name, cell in _captured(closure) if name[:1] != HIDDEN and "ƒroot" in closure.__globals__]
    census.add(defaults)
    census.add(cells)
    return block(CLOSURE + VALUE * (len(defaults) + len(cells)))


def _captured(function: Any) -> list[tuple[str, Any]]:
    return list(zip(function.__code__.co_freevars, function.__closure__ or ()))


def _of_cell(census: Census, cell: Any) -> int:
    try:
        census.add((cell.cell_contents,))
    except ValueError:
        pass  # no value yet
    return block(OUTER)


def _of_generator(census: Census, value: Any) -> int:
    frame = value.ƒframe.gi_frame
    variables = [] if frame is None else _variables(frame)
    census.add(variables)
    return block(GENERATOR) + block(VALUE * len(variables))


def _variables(frame: FrameType) -> list[Any]:
    """The values of a frame's variables, captured ones included."""
    copy = frame.f_locals
    found = [value for name, value in copy.items() if name[:1] != HIDDEN]
    if COPIES_STAY:
        copy.clear()
    return found


def _of_weakref(census: Census, value: Any) -> int:
    return block(WEAKREF)


_MEASURES: dict[Any, Callable[[Census, Any], int]] = {
    Table: _of_table,
    DelegatedTable: _of_table,
    Array: _of_array,
    Class: _of_class,
    FunctionType: _of_function,
    Cell: _of_cell,
    Generator: _of_generator,
    WeakRef: _of_weakref,
}


def running(vm: Any) -> list[Any]:
    """The variables of the VM's functions that are running: a program may hold everything it has in a local."""
    found = []
    frame: Any = sys._getframe(1)
    while frame is not None:
        if frame.f_globals is vm.globals:
            found += _variables(frame)
        frame = frame.f_back
    return found


class Memory:
    """The memory of a program from its start on: made when its VM has its API and nothing else yet.

    room: bytes for the program.  kept: gives what the host keeps for the program: callbacks of timers, handlers.
    """

    def __init__(self, vm: Any, room: int, kept: Callable[[], Iterable[Any]] = tuple) -> None:
        self._vm = vm
        self._room = room
        self._kept = kept
        self._api = dict(vm.root.ƒslots)
        before = Census({}, set())
        before.walk((vm.root,))
        self._found, self._strings = before.found, before.strings  # what is not the program's
        self._used = 0
        self._due = self._wait = FIRST_LOOK
        self._early = MOST_EARLY

    def _census(self) -> Census:
        """What the program has made."""
        census = Census(dict(self._found), set(self._strings))
        census.walk((*self._own_slots(), *running(self._vm), *self._kept()))
        slots = self._vm.root.ƒslots
        census.size += max(block(NODE * nodes(len(slots))) - block(NODE * nodes(len(self._api))), 0)
        return census

    def _own_slots(self) -> list[Any]:
        """Keys and values of the root table's slots that differ from what the API has put there."""
        api = self._api
        slots = self._vm.root.ƒslots.items()
        return [part for slot in slots if api.get(slot[0], MISSING) is not slot[1] for part in slot]

    def in_use(self) -> int:
        """Bytes that the program's values take now."""
        return self._census().size

    def free(self) -> int:
        """Bytes left, as imp.getmemoryfree() tells. Raises OutOfMemory when there are none."""
        free = self._room - self.in_use()
        if free < 0:
            raise OutOfMemory
        return free

    def next_block(self) -> int:
        """How many steps the VM may take before it asks again (see codegen_runtime.Steps). Raises OutOfMemory."""
        if self._due <= 0:
            self._look()
        steps = min(self._due, STEPS_AT_ONCE)
        self._due -= steps
        return steps

    def turn_over(self) -> None:
        """A turn of the program has ended. Raises OutOfMemory."""
        self._due -= TURN
        if self._due <= 0:
            self._look()

    def _look(self) -> None:
        census = self._census()
        if census.size > self._room:
            raise OutOfMemory
        regular = max(LONGEST_WAIT, STEPS_A_VALUE * census.looked_at)
        early = self._steps_to_half(census.size - self._used, self._room - census.size, regular)
        self._used = census.size
        self._due = self._wait = self._saved_up(early, regular)

    def _steps_to_half(self, growth: int, free: int, most: int) -> int:
        """After how many steps half of what is free will be taken if memory goes on to fill as it did."""
        steps = free * self._wait // (2 * growth) if growth > 0 else most
        return max(FIRST_LOOK, min(steps, most))

    def _saved_up(self, early: int, regular: int) -> int:
        """How long to wait: early only where regular looks have earned it."""
        if early < regular and self._early:
            self._early -= 1
            return early
        self._early = min(self._early + 1, MOST_EARLY)
        return regular
