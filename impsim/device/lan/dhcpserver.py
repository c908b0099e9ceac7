"""A LAN's DHCP server: who gets which address.

The first client gets the LAN's own address, the next ones those that follow it, and each the
same one whenever it comes back. A LAN that has another address or netmask than before is
renumbered: the server has forgotten everybody, refuses to renew old addresses and starts from
the new one.

Assumed: a server never takes an address back from a client that has gone.
"""

from __future__ import annotations

from impsim.device.lease import broadcast, number, quad_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.device.world import Lan


def offer(lan: Lan, macaddress: str) -> str:
    """The address for a client, which is its own from now on; "" when none is free."""
    if not confirms(lan, macaddress, lan.clients.get(macaddress, "")):
        lan.clients[macaddress] = _first_free(lan)
    return lan.clients[macaddress]


def confirms(lan: Lan, macaddress: str, address: str) -> bool:
    """Whether an address is a client's own and may go on to be."""
    _forget_what_is_renumbered(lan)
    return address != "" and lan.clients.get(macaddress) == address and number(address) not in _reserved(lan)


def _forget_what_is_renumbered(lan: Lan) -> None:
    numbering = (lan.address, lan.netmask)
    if lan.numbering != numbering:
        lan.numbering = numbering
        lan.clients.clear()


def _first_free(lan: Lan) -> str:
    taken = _reserved(lan) | {number(address) for address in lan.clients.values()}
    first = number(lan.address)
    last = number(broadcast(lan.address, lan.netmask)) - 1
    for candidate in range(first, max(first, last) + 1):
        if candidate not in taken:
            return quad_of(candidate)
    return ""


def _reserved(lan: Lan) -> set[int]:
    """What is somebody else's already; 0.0.0.0 is nobody's."""
    quads = (lan.gateway, lan.dhcpserver, lan.broadcast, *lan.dnsservers)
    return {number(quad) for quad in quads} - {0}
