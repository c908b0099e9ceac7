"""Puts the objects that programs find into their VMs, made from the stubs and their implementations.

impsim.impos.api has what device programs find, impsim.impos.agent_api what agents do. What a stub says of parameters
is checked before its function is called. Modules of the device's API are imported when a program first calls what they
have: few programs call a tenth of it.
"""

from __future__ import annotations

from impsim.impos.api import ports  # noqa: F401  # its classes have numbers by the order in which they are made
from impsim.impos.conversions import to_json
from impsim.impos.peripherals import peripherals
from impsim.impos.stubs import Stub, existing
from impsim.squirrel.native import hosted_later
from impsim.squirrel.values import rawset, table, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.program import Program

# The modules of impsim.impos.api that have the members of each object.
MODULES: dict[str, tuple[str, ...]] = {
    "": ("ports",),
    "agent": ("agent",),
    "crypto": ("crypto",),
    "hardware": ("hardware", "hardware_deprecated"),
    "imp": ("imp", "imp_config", "imp_deprecated", "imp_ethernet", "imp_power", "imp_wifi"),
    "imp.net": ("net", "net_cell", "net_interfaces", "net_wifi"),
    "server": ("server", "server_connectwith", "server_power"),
}


def implementations(side: str) -> dict[str, dict[str, Any]]:
    """The members of the objects of a side, by object and name."""
    if side == "agent":
        from impsim.impos.agent_api import AGENT_IMPLEMENTATIONS  # most runs have no agent

        return AGENT_IMPLEMENTATIONS
    return {
        name: {member: function for module in modules for member, function in members_in(module).items()}
        for name, modules in MODULES.items()
    }


def members_in(module: str) -> dict[str, Any]:
    """MEMBERS of a module of impsim.impos.api."""
    found: dict[str, Any] = __import__("impsim.impos.api." + module, fromlist=["MEMBERS"]).MEMBERS
    return found


def implementation_of(stub: Stub, side: str) -> Callable[..., Any]:
    """The function behind a method or a property."""
    if side == "agent":
        function: Callable[..., Any] = implementations(side)[stub.object][stub.name]
        return function
    for module in MODULES[stub.object]:
        members = members_in(module)
        if stub.name in members:
            return members[stub.name]  # type: ignore[no-any-return]
    raise KeyError(stub.path)


def install(host: Any) -> None:
    """Puts everything that exists for the host's program into its VM's root table."""
    objects: dict[str, Any] = {"": host.vm.root}
    traced = host.simulation.instruments.listening
    for stub in existing(host.device.profile.model, host.device.release, host.side):
        value = _value(stub, host, traced)
        if stub.kind == "object":
            objects[stub.path] = value
        rawset(objects[stub.object], stub.name, value)
    if host.side == "device":
        for name, instance in peripherals(host).items():
            rawset(objects["hardware"], name, instance)


def _value(stub: Stub, host: Program, traced: bool) -> Any:
    if stub.kind == "object":
        return table({})
    if stub.kind == "constant":
        return stub.value
    if stub.kind == "property":
        return implementation_of(stub, host.side)(host)

    def find() -> Callable[..., Any]:
        called = _without_surplus(implementation_of(stub, host.side), stub.value)
        return _traced(called, stub) if traced else called

    return hosted_later(stub.name, stub.value, stub.mask, find, host)


def _without_surplus(function: Callable[..., Any], count: int) -> Callable[..., Any]:
    """The function; where parameters are optional, surplus ones are ignored."""
    if count > 0:
        return function
    most = function.__code__.co_argcount - 1
    return lambda host, *given: function(host, *given[:most])


def _traced(function: Callable[..., Any], stub: Stub) -> Callable[..., Any]:
    """The function, telling of each call once it has returned; one that does not return tells nothing."""

    def traced(host: Program, *given: Any) -> Any:
        called_us = host.clock.now_us
        result = function(host, *given)
        fields = {"call": stub.path, "side": host.side, "args": [_shown(value) for value in given]}
        host.simulation.instruments.emit(host.name, "api", **fields, result=_shown(result), since_us=called_us)
        return result

    return traced


def _shown(value: Any) -> Any:
    """As plain data; what Squirrel would show by an address, by its type: addresses are given out as they are shown,
    and a trace must change nothing."""
    return to_json(value, type_name)
