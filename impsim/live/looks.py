"""Looking at the values of a program without running any of it: slots are read as they lie there."""

from __future__ import annotations

from impsim.impos.stubs import every_stub
from impsim.live import typed as t
from impsim.scenario.probes import Still
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import MISSING, Array, FunctionType, is_table, rawget, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from impsim.impos.program import Program

STEPS = 1000000  # of a look


def at(root: Any, path: Iterable[str | int]) -> Any:
    """The value at a path from the root table, MISSING if there is none."""
    value = root
    for step in path:
        value = member(value, step)
    return value


def member(value: Any, step: str | int) -> Any:
    """A slot or an element, as it lies there."""
    if isinstance(value, Array):
        return value[step] if isinstance(step, int) and 0 <= step < len(value) else MISSING
    try:
        return rawget(value, step)
    except (SquirrelError, AttributeError, TypeError):
        return MISSING


def is_native(value: Any) -> bool:
    """Whether a function is no code of a program."""
    return type(value) is FunctionType and "ƒroot" not in value.__globals__


def is_api(owner: str, value: Any) -> bool:
    """Whether a value is one of the objects that programs find, as its name says."""
    return is_table(value) and any(stub.path == owner for stub in every_stub() if stub.kind == "object")


def only_looks(typed: t.Typed, program: Program) -> bool:
    """Whether a text changes nothing in a program as it is now."""
    return typed.look and all(_only_reads(call, program.vm.root) for call in typed.calls())


def _only_reads(call: Any, root: Any) -> bool:
    path = t.path_of(call.callee)
    if path is None:
        return False
    if ".".join(map(str, path)) in t.READING:
        return is_native(at(root, path))
    *owner, name = path
    value = at(root, owner) if owner else MISSING
    if value is MISSING or (is_table(value) and member(value, name) is not MISSING):
        return False
    kind = "blob" if isinstance(value, Blob) else type_name(value)
    if is_table(value) and getattr(value, "ƒdelegate", None) is not None:
        return False
    return str(name) in t.METHODS.get(kind, "").split()


def look(program: Program, unit: Any) -> Any:
    """The value of a unit that only looks: time stands, and nothing may be begun. Raises what it throws."""
    vm, loop = program.vm, program.loop
    taken, next_block = vm.steps_taken, vm.next_block
    program.loop, vm.next_block = Still(loop), lambda: STEPS
    try:
        return vm.run(unit)
    finally:
        program.loop, vm.steps_taken, vm.next_block = loop, taken, next_block
