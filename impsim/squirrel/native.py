"""Natives: functions of the host that programs call.

They are declared as the reference declares its own: a name, the number of parameters
(`this` counts; negative: at least that many) and a mask of letters, one for each
parameter, "." for any, "s|n" for alternatives. The wrapper checks in that order and
raises the reference's errors.
"""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

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


def _checked(function: Callable[..., Any], count: int, checks: list[tuple[str, ...]]) -> Callable[..., Any]:
    from impsim.squirrel.values import type_name

    exact = count if count > 0 else 0
    least = -count if count < 0 else 0

    def call(*parameters: Any) -> Any:
        given = len(parameters)
        if given != exact if exact else given < least:
            raise SquirrelError("wrong number of parameters")
        for position, (admitted, value) in enumerate(zip(checks, parameters)):
            if admitted and type_name(value) not in admitted:
                raise type_mask_error(position, type_name(value), admitted)
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
