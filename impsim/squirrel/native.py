"""Natives: functions of the host that programs call.

They are declared as the reference declares its own: a name, the number of parameters
(`this` counts; negative: at least that many) and a mask of letters, one for each
parameter, "." for any, "s|n" for alternatives. The wrapper checks in that order and
raises the reference's errors.
"""

from __future__ import annotations

import sys

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ROOM = 200  # calls that importing a module of ours may take, one in another
PURE = "pure"  # the docstring of compiled functions without effects: see codegen.purity

# letter -> (the name in error messages, names of the types that it admits)
LETTERS = {
    "o": ("null",),
    "i": ("integer",),
    "f": ("float",),
    "n": ("integer", "float"),
    "s": ("string",),
    "t": ("table",),
    "a": ("array",),
    "u": ("userdata",),
    "c": ("function", "function"),
    "g": ("generator",),
    "p": ("userpointer",),
    "v": ("thread",),
    "x": ("instance",),
    "y": ("class",),
    "b": ("bool",),
    "r": ("weakref",),
}
# The reference lists the types of a mask in the order of their bits.
BIT_ORDER: tuple[str, ...] = (
    "null",
    "integer",
    "float",
    "bool",
    "string",
    "table",
    "array",
    "userdata",
    "function",
    "generator",
)
BIT_ORDER += ("userpointer", "thread", "class", "instance", "weakref")


def parse_mask(mask: str) -> list[tuple[str, ...]]:
    """One tuple of admitted type names per parameter; empty for any."""
    checks: list[tuple[str, ...]] = []
    joined = False
    for letter in mask.replace(" ", ""):
        if letter == "|":
            joined = True
            continue
        names = LETTERS.get(letter, ())
        if joined:
            checks[-1] += names
        else:
            checks.append(names)
        joined = False
    return checks


def type_mask_error(position: int, got: str, admitted: tuple[str, ...]) -> SquirrelError:
    """The error for parameter number `position` (`this` is 0)."""
    ordered = [name for name in BIT_ORDER for _ in range(admitted.count(name))]
    return SquirrelError("parameter %d has an invalid type '%s' ; expected: '%s'" % (position, got, "|".join(ordered)))


def native(name: str, count: int, mask: str = "") -> Callable[[Callable[..., Any]], Any]:
    """Declares a native; the decorated function takes (this, *parameters) and returns a Squirrel value."""

    def declare(function: Callable[..., Any]) -> Any:
        checks = parse_mask(mask)
        while checks and not checks[-1]:
            checks.pop()
        called = _checked(function, count, checks)
        called.__name__ = name
        called.ƒnative = (name, count, mask)  # type: ignore[attr-defined]
        return called

    return declare


def hosted(name: str, count: int, mask: str, function: Callable[..., Any], host: Any) -> Any:
    """A native made of function(host, *parameters), which has no use for `this`. It checks as `native` does."""
    return hosted_later(name, count, mask, lambda: function, host)


def hosted_later(name: str, count: int, mask: str, find: Callable[[], Any], host: Any) -> Any:
    """The same for a function that is found when the native is first called with as many arguments as it takes: a
    program calls few of those that it could."""
    checks, usual = _checks_of(mask)
    exact = count - 1 if count > 0 else -1
    least = -count - 1
    function: Any = None

    def call(this: Any, *parameters: Any) -> Any:
        nonlocal function
        given = len(parameters)
        if given != exact and (exact >= 0 or given < least):
            raise SquirrelError("wrong number of parameters")
        for kinds, value in zip(usual, parameters):
            if kinds and type(value) not in kinds:
                _check_all(checks, parameters, 1)
                break
        if function is None:
            function = with_room(find)
        return function(host, *parameters)

    chosen = _of_two(find, host, usual, call) if exact == 2 == len(usual) else call
    chosen.__name__ = name
    chosen.ƒnative = (name, count, mask)  # type: ignore[attr-defined]
    return chosen


def with_room(find: Callable[[], Any]) -> Any:
    """Calls find, whose own calls do not count as the program's: what it has to import depends on who ran before, but
    where a program's stack overflows must not."""
    if sys.implementation.name != "cpython":  # elsewhere the limit is about the stack of C
        return find()
    _two_calls()  # at the very end of the stack the limit could not be set back
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + ROOM)
    try:
        return find()
    finally:
        sys.setrecursionlimit(limit)


def _two_calls() -> None:
    """For which there is room or not: setting the limit back is a call, too, which has to end below it."""
    _second_call()


def _second_call() -> None:
    """The second one."""


_CHECKS: dict[str, tuple[list[tuple[str, ...]], list[frozenset[type]]]] = {}


def _checks_of(mask: str) -> tuple[list[tuple[str, ...]], list[frozenset[type]]]:
    """What a mask admits behind `this`, and the same as Python's types; natives have few different ones."""
    if mask not in _CHECKS:
        checks = parse_mask(mask)[1:]
        _CHECKS[mask] = checks, [_usual_types(admitted) for admitted in checks]
    return _CHECKS[mask]


def _of_two(find: Any, host: Any, usual: list[frozenset[type]], general: Any) -> Callable[..., Any]:
    """The same for the usual case of two parameters, written out: imp.wakeup() is called a million times."""
    first_kinds, second_kinds = usual
    function: Any = None

    def call(this: Any, *parameters: Any) -> Any:
        nonlocal function
        if len(parameters) == 2:
            first, second = parameters
            if (type(first) in first_kinds or not first_kinds) and (type(second) in second_kinds or not second_kinds):
                if function is None:
                    function = with_room(find)
                return function(host, first, second)
        return general(this, *parameters)

    return call


def _usual_types(admitted: tuple[str, ...]) -> frozenset[type]:
    """Types of Python whose values are certainly admitted, which saves to ask for their names; empty: all are."""
    certain = {"null": type(None), "bool": bool, "integer": int, "float": float, "string": str, "array": list}
    return frozenset([certain.get(name, _Never) for name in admitted] + [FunctionType] * ("function" in admitted))


class _Never:
    """The type of no value."""


FunctionType = type(_usual_types)


def _check_all(checks: list[tuple[str, ...]], parameters: tuple[Any, ...], first: int = 0) -> None:
    from impsim.squirrel.values import type_name

    for position, (admitted, value) in enumerate(zip(checks, parameters), first):
        if admitted and type_name(value) not in admitted:
            raise type_mask_error(position, type_name(value), admitted)


def _checked(function: Callable[..., Any], count: int, checks: list[tuple[str, ...]]) -> Callable[..., Any]:
    exact = count if count > 0 else 0
    least = -count if count < 0 else 0

    def call(*parameters: Any) -> Any:
        given = len(parameters)
        if given != exact if exact else given < least:
            raise SquirrelError("wrong number of parameters")
        _check_all(checks, parameters)
        return function(*parameters)

    return call


def plain(name: str, count: int, mask: str = "") -> Callable[[Callable[..., Any]], Any]:
    """Declares a native that does its own checks, exactly as `native` would: for the few that must be fast."""

    def declare(function: Any) -> Any:
        function.__name__ = name
        function.ƒnative = (name, count, mask)
        return function

    return declare


def is_native(function: Any) -> bool:
    """Whether a closure value is a native."""
    return hasattr(function, "ƒnative")
