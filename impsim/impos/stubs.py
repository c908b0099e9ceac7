"""What exists for programs on a model and a release: the stubs, as a run needs them."""

from __future__ import annotations

from impsim.impos._stubs import STUBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional


class Stub:
    """One declaration of squirrel_stubs/*.nut.

    object, name: where it is, object "" for the root table.  kind: object, method, property or
    constant.  value: a constant's number, a method's number of parameters as Squirrel declares it
    (`this` counts; negative: at least).  mask: a method's type mask.  models: those that have it, or with a minus
    those that have not; empty: all.  since, until: releases, None without a limit; until is the first that has it
    no more.  side: whose programs find it, device, agent or both.
    """

    __slots__ = ("kind", "mask", "models", "name", "object", "side", "since", "until", "value")

    def __init__(
        self,
        object_name: str,
        name: str,
        kind: str,
        value: Any,
        mask: str,
        models: tuple[str, ...],
        since: Optional[tuple[int, int]],
        until: Optional[tuple[int, int]],
        side: str,
    ) -> None:
        self.object = object_name
        self.name = name
        self.kind = kind
        self.value = value
        self.mask = mask
        self.models = models
        self.since = since
        self.until = until
        self.side = side

    @property
    def path(self) -> str:
        """Its name with the object's in front."""
        return "%s.%s" % (self.object, self.name) if self.object else self.name

    @property
    def key(self) -> str:
        """Its name in documents: devices and agents have different things under the same path."""
        return "agent: " + self.path if self.side == "agent" else self.path

    def is_on(self, model: str) -> bool:
        """Whether a model, as imp.info().type names it, has it on some release."""
        if not self.models:
            return True
        if self.models[0][0] == "-":
            return "-" + model not in self.models
        return model in self.models

    def is_in(self, release: tuple[int, int]) -> bool:
        """Whether a release has it on some model."""
        return (self.since is None or release >= self.since) and (self.until is None or release < self.until)

    def is_for(self, side: str) -> bool:
        """Whether programs of a side find it: "device" or "agent"."""
        return self.side in (side, "both")


def every_stub() -> Iterator[Stub]:
    """What exists on some model and release for some program, objects first."""
    return (Stub(*entry) for entry in STUBS)


def existing(model: str, release: tuple[int, int], side: str = "device") -> Iterator[Stub]:
    """What a program finds on a model and a release; agents, what those that belong to such an imp find."""
    return (stub for stub in stubs_of((side, "both")) if stub.is_in(release) and stub.is_on(model))


def stubs_of(sides: tuple[str, ...]) -> Iterator[Stub]:
    """Those of some sides; most are of another one than what a start needs."""
    return (Stub(*entry) for entry in STUBS if entry[-1] in sides)
