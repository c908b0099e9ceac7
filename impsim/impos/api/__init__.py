"""The objects that programs find, made from the stubs and the implementations beside this file.

Each module implements one object: functions that take the Imp and the program's arguments
and work with Squirrel values; MEMBERS says which stub each implements. What a stub says of
parameters is checked before its function is called.
"""

from __future__ import annotations

from impsim.impos.api import hardware, imp, net, server
from impsim.impos.stubs import Stub, existing
from impsim.squirrel.native import native
from impsim.squirrel.values import rawset, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.imp import Imp

IMPLEMENTATIONS: dict[str, dict[str, Any]] = {
    "hardware": hardware.MEMBERS,
    "imp": imp.MEMBERS,
    "imp.net": net.MEMBERS,
    "server": server.MEMBERS,
}


def install(host: Imp) -> None:
    """Puts everything that exists on the host's model and release into its VM's root table."""
    device = host.device
    objects: dict[str, Any] = {"": host.vm.root}
    for stub in existing(device.profile.model, device.release):
        value = _value(stub, host)
        if stub.kind == "object":
            objects[stub.path] = value
        rawset(objects[stub.object], stub.name, value)


def _value(stub: Stub, host: Imp) -> Any:
    if stub.kind == "object":
        return table({})
    if stub.kind == "constant":
        return stub.value
    implementation = IMPLEMENTATIONS[stub.object][stub.name]
    if stub.kind == "property":
        return implementation(host)
    return native(stub.name, stub.value, stub.mask)(_bound(implementation, host, stub.value))


def _bound(function: Callable[..., Any], host: Imp, count: int) -> Callable[..., Any]:
    """The function with its Imp, called as closures are. Where parameters are optional, surplus ones are ignored."""
    if count == 1:
        return lambda this: function(host)
    if count > 0:
        return lambda this, *given: function(host, *given)
    most = function.__code__.co_argcount - 1
    return lambda this, *given: function(host, *given[:most])
