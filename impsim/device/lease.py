"""What an interface knows of the IP network that it is on, in the form of imp.net.info().ipv4."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.world import Carrier, Coverage, Lan, StaticAddress

NONE = "0.0.0.0"


def number(quad: str) -> int:
    """A dotted quad as 32 bits; "" is 0.0.0.0."""
    value = 0
    for part in (quad or NONE).split("."):
        value = value << 8 | int(part)
    return value


def quad_of(value: int) -> str:
    """32 bits as a dotted quad."""
    return "%d.%d.%d.%d" % (value >> 24 & 255, value >> 16 & 255, value >> 8 & 255, value & 255)


def is_quad(text: str) -> bool:
    """Whether text is an IPv4 address in dotted quads."""
    parts = text.split(".")
    return len(parts) == 4 and all(p.isascii() and p.isdigit() and len(p) < 4 and int(p) < 256 for p in parts)


class Lease:
    """Addresses of one interface; "" is unknown.  valid_s: how long they are, in seconds; 0 is for ever."""

    def __init__(self, address: str = "", netmask: str = "", gateway: str = "") -> None:
        self.address = address
        self.netmask = netmask
        self.gateway = gateway
        self.broadcast = ""
        self.dhcpserver = ""
        self.dnsservers: tuple[str, ...] = ()
        self.valid_s = 0

    @classmethod
    def by_dhcp(cls, lan: Lan, address: str) -> Lease:
        """What the network's DHCP server hands out to the client of that address."""
        lease = cls(address, lan.netmask, lan.gateway)
        lease.broadcast = lan.broadcast or broadcast(address, lan.netmask)
        lease.dhcpserver = lan.dhcpserver
        lease.dnsservers = lan.dnsservers
        lease.valid_s = lan.lease_s
        return lease

    @classmethod
    def static(cls, stored: StaticAddress) -> Lease:
        """What imp.setstaticnetworkconfiguration() said."""
        lease = cls(stored.address, stored.netmask, stored.gateway)
        lease.broadcast = broadcast(stored.address, stored.netmask)
        lease.dnsservers = stored.dnsservers
        return lease

    @classmethod
    def by_ppp(cls, coverage: Coverage, carrier: Carrier) -> Lease:
        """What a cellular data session hands out: a point-to-point link has no broadcast and no DHCP."""
        lease = cls(coverage.address, "255.255.255.255", coverage.address)
        lease.dnsservers = carrier.dnsservers
        return lease

    def record(self) -> dict[str, Any]:
        """Its keys of imp.net.info().ipv4: what would be 0.0.0.0 is left out (D/api/interface/getiptable)."""
        quads = {
            "address": self.address,
            "netmask": self.netmask,
            "broadcast": self.broadcast,
            "gateway": self.gateway,
            "dhcpserver": self.dhcpserver,
        }
        found: dict[str, Any] = {key: quad for key, quad in quads.items() if number(quad)}
        dnsservers = [quad for quad in self.dnsservers if number(quad)]
        if dnsservers:
            found["dnsserver"] = dnsservers
        return found


def broadcast(address: str, netmask: str) -> str:
    """The address that reaches everybody in an address's network; "" where there is no address."""
    if not number(address):
        return ""
    return quad_of(number(address) | ~number(netmask) & 0xFFFFFFFF)
