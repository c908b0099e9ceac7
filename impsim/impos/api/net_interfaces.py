"""The part of imp.net about several interfaces. Stub: squirrel_stubs/imp.net.interfaces.nut."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

IN_USE = "network interface is already in use"  # assumed: the text; D/impos-release-47-internal-release tells the case


def setserverinterfaces(host: Imp, identifiers: list[Any]) -> None:
    from impsim.impos.nics import interface_name

    host.device.network.order = [interface_name(host.device, identifier) for identifier in identifiers]


def getcurrentconfig(host: Imp) -> Any:
    nic = host.device.network.good_nic
    if nic is None:
        return None
    from impsim.impos.nics import tell

    return tell(host.device, nic)


def open_(host: Imp, nic: Any, callback: Any = None) -> Any:
    from impsim.impos import nics
    from impsim.impos.local_network import local_network

    wanted = nics.read(host.device, nic)
    if host.device.network.links[wanted.interface].in_use and nics.configured(host.device, nic):
        raise SquirrelError(IN_USE)
    return local_network(host).open_interface(wanted, callback)


MEMBERS = {
    "setserverinterfaces": setserverinterfaces,
    "getcurrentconfig": getcurrentconfig,
    "open": open_,
}
