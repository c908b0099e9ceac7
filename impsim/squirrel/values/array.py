"""Array: a Python list that compares and hashes by identity."""

from __future__ import annotations


class Array(list):  # type: ignore[type-arg]
    """An array of Squirrel values."""

    __slots__ = ("__weakref__", "ƒserial")
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__
