"""The object imp, Ethernet. Stub: squirrel_stubs/imp.ethernet.nut."""

from __future__ import annotations

from impsim.device.radio.ethernet import Ethernet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.impos.imp import Imp


def getethernetspeed(host: Imp) -> int:
    for interface in host.device.interfaces:
        if isinstance(interface, Ethernet):
            return interface.speed_mbps
    return 0


MEMBERS = {
    "getethernetspeed": getethernetspeed,
}
