"""The classes InputPort and OutputPort of the time before agents. Stub: squirrel_stubs/ports.nut."""

from __future__ import annotations

from impsim.squirrel.native import native
from impsim.squirrel.stdlib.native_class import native_class
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp


class Port(Instance):
    """An instance of either."""

    __slots__ = ("ƒclass",)


@native("constructor", -1, "x")
def constructor(this: Any, *described: Any) -> None:
    """Port(name, type): what the server once showed."""


@native("set", 2, "x.")
def set_port(this: Any, value: Any) -> None:
    """Nobody takes the value."""


INPUT = native_class(Port, (constructor,))
OUTPUT = native_class(Port, (constructor, set_port))


def inputport(host: Imp) -> Any:
    return INPUT


def outputport(host: Imp) -> Any:
    return OUTPUT


MEMBERS = {"InputPort": inputport, "OutputPort": outputport}
