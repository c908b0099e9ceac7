"""Instances that imp.net.open() returns. Stub: squirrel_stubs/interface.nut."""

from __future__ import annotations

from impsim.device.netinfo import ipv4
from impsim.device.udp import HIGHEST_PORT, LOWEST_PORT
from impsim.impos.conversions import to_squirrel
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.local_network import InterfaceInstance

# assumed: the texts; D/node/3067 only says that there are errors
NO_UDP = "UDP is not supported on this interface"
NOT_POWERED = "network interface is not powered"
WRONG_PORT = "invalid local port"
PORT_TAKEN = "local port already in use"


def getstate(instance: InterfaceInstance) -> int:
    return instance.ƒopened.link.interface.state


def getiptable(instance: InterfaceInstance) -> Any:
    interface = instance.ƒopened.link.interface
    device = instance.ƒopened.local.host.device
    return to_squirrel({"ipv4": ipv4(device, interface.lease, interface.kind == "cell")})


def openudp(instance: InterfaceInstance, callback: Any = None, local_port: Optional[int] = None) -> Any:
    interface = instance.ƒopened.link.interface
    if interface.kind == "cell":
        raise SquirrelError(NO_UDP)
    if interface.at_rest:
        raise SquirrelError(NOT_POWERED)
    if local_port is not None and not LOWEST_PORT <= local_port <= HIGHEST_PORT:
        raise SquirrelError(WRONG_PORT)
    socket = instance.ƒopened.local.open_socket(instance, callback, local_port or 0)
    if socket is None:
        raise SquirrelError(PORT_TAKEN)
    return socket


MEMBERS = {
    "getstate": getstate,
    "getiptable": getiptable,
    "openudp": openudp,
}
