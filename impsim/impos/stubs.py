"""What exists for programs on a model and a release: the stubs, as a run needs them."""

from __future__ import annotations

from impsim.impos._stubs import STUBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Stub:
    """One declaration of squirrel_stubs/*.nut.

    object, name: where it is, object "" for the root table.  kind: object, method, property or
    constant.  value: a constant's number, a method's number of parameters as Squirrel declares it
    (`this` counts; negative: at least).  mask: a method's type mask.
    """

    __slots__ = ("kind", "mask", "name", "object", "value")

    def __init__(self, object_name: str, name: str, kind: str, value: Any, mask: str) -> None:
        self.object = object_name
        self.name = name
        self.kind = kind
        self.value = value
        self.mask = mask

    @property
    def path(self) -> str:
        """Its name with the object's in front."""
        return "%s.%s" % (self.object, self.name) if self.object else self.name


def existing(model: str, release: tuple[int, int]) -> Iterator[Stub]:
    """What a program finds on a model (as imp.info().type names it) and a release, objects first."""
    for object_name, name, kind, value, mask, models, since, until in STUBS:
        if (since is None or release >= since) and (until is None or release < until) and _admits(models, model):
            yield Stub(object_name, name, kind, value, mask)


def _admits(models: tuple[str, ...], model: str) -> bool:
    """models: those that have it, or with a minus those that have not; empty: all."""
    if not models:
        return True
    if models[0][0] == "-":
        return "-" + model not in models
    return model in models
