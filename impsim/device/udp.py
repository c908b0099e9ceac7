"""UDP between the imps of one world (D/node/3068): datagrams cross one LAN, no router, and no modem.

A datagram larger than a packet travels in fragments; one that is lost takes all with it. Who listens is
looked up when the datagram arrives: sockets that are bound to its port, on an interface that is in the LAN
under the address it is for. Nobody learns that there was none.
"""

from __future__ import annotations

from impsim.device.lan.packets import fate, vanishes
from impsim.device.lease import is_quad, number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.link import Link
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Lan
    from impsim.sim.clock import Clock

PACKET = 1460  # bytes (D/node/3068)
LARGEST = 65507  # bytes (D/node/3072)
LOWEST_PORT, HIGHEST_PORT = 1024, 65535  # that a socket may be bound to (D/node/3067)
FIRST_FREE_PORT = 49152  # assumed: where ports that nobody has asked for begin (RFC 6335)
RESERVED_PORTS = (67, 68)  # of DHCP (D/node/3072)
TRANSIT_US = 1000  # assumed: from one imp to another in a LAN without latency
BURST = 100  # datagrams (D/node/3068)
REFILL_US = 40000  # for each: 25 a second (D/node/3068)
LOCAL = ((0x0A000000, 0xFF000000), (0xAC100000, 0xFFF00000), (0xC0A80000, 0xFFFF0000))  # (network, mask), D/node/3072
EVERYBODY = "255.255.255.255"

SENT, NO_ADDRESS, TOO_FAST = range(3)  # what became of a datagram


def is_local(address: str) -> bool:
    """Whether a dotted quad is an address that no router of the Internet knows."""
    return is_quad(address) and any(number(address) & mask == network for network, mask in LOCAL)


class Allowance:
    """How many datagrams an imp may send now: a hundred at once, 25 a second for long."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._full_us = 0  # when nothing will be missing any more

    def take(self) -> bool:
        """Takes one, if one is left."""
        full_us = max(self._full_us, self._clock.now_us) + REFILL_US
        if full_us > self._clock.now_us + BURST * REFILL_US:
            return False
        self._full_us = full_us
        return True


class Udp:
    """What one imp has of UDP: its sockets."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.allowance = Allowance(around.clock)
        self.sockets: list[Socket] = []

    def open(self, link: Link, port: int, receive: Callable[..., Any]) -> Optional[Socket]:
        """A socket on a link, with port 0 for one that is bound when it first sends. None: the port is taken.

        receive(source, source_port, address, port, payload) is called with each datagram that arrives.
        """
        if port and self.is_taken(port):
            return None
        return Socket(self, link, port, receive)

    def is_taken(self, port: int) -> bool:
        """Whether a socket is bound to port."""
        return any(socket.port == port for socket in self.sockets)

    def free_port(self) -> int:
        """A port for a socket that does not care."""
        return next(port for port in range(FIRST_FREE_PORT, HIGHEST_PORT + 1) if not self.is_taken(port))


class Socket:
    """port: what it is bound to, 0 for nothing yet."""

    def __init__(self, udp: Udp, link: Link, port: int, receive: Callable[..., Any]) -> None:
        self._udp = udp
        self._around = udp.around
        self._rng = fate(link.interface, "udp")
        self.link = link
        self.port = port
        self.receive = receive
        self.open = True
        udp.sockets.append(self)
        self._around.world.sockets.append(self)

    def close(self) -> None:
        """Frees its port; what is on its way to it is lost."""
        if self.open:
            self.open = False
            self._udp.sockets.remove(self)
            self._around.world.sockets.remove(self)

    @property
    def address(self) -> str:
        """That of its interface, "" while that is not up."""
        lease = self.link.interface.lease
        return lease.address if lease and self.link.is_up else ""

    def send(self, address: str, port: int, payload: bytes) -> int:
        """Sends a datagram, for which the socket is bound now if it was not: SENT, or why it could not."""
        lan, source = self.link.interface.lan, self.address
        if lan is None or not source:
            return NO_ADDRESS
        if not self._udp.allowance.take():
            return TOO_FAST
        self.port = self.port or self._udp.free_port()
        datagram = Datagram(self, lan, (source, self.port), (address, port), payload)
        lost = datagram.is_lost(self._rng)
        datagram.tell(self._around, "up", lost)
        if not lost:
            self._around.clock.after(TRANSIT_US + lan.latency_us, datagram.arrive)
        return SENT

    def hears(self, lan: Lan, address: str, port: int) -> bool:
        """Whether a datagram in a LAN is for it."""
        if self.port != port or not self.address or self.link.interface.lan is not lan:
            return False
        lease = self.link.interface.lease
        return lease is not None and address in (lease.address, lease.broadcast, EVERYBODY)

    def take(self, datagram: Datagram) -> None:
        """A datagram has come."""
        datagram.tell(self._around, "down")
        self.receive(*datagram.source, *datagram.target, datagram.payload)


class Datagram:
    """One on its way.  source, target: (address, port)."""

    def __init__(
        self, sender: Socket, lan: Lan, source: tuple[str, int], target: tuple[str, int], payload: bytes
    ) -> None:
        self._sender = sender
        self._lan = lan
        self.source = source
        self.target = target
        self.payload = payload

    def is_lost(self, rng: Any) -> bool:
        """Whether one of its fragments vanishes; all are sent."""
        fragments = max(-(-len(self.payload) // PACKET), 1)
        return sum(vanishes(self._lan, rng) for _ in range(fragments)) > 0

    def arrive(self) -> None:
        """At every socket that it is for. Assumed: an imp does not hear itself."""
        around = self._sender.link.interface.around
        for socket in list(around.world.sockets):
            if socket.link.interface.around is not around and socket.hears(self._lan, *self.target):
                socket.take(self)

    def tell(self, around: Surroundings, way: str, lost: bool = False) -> None:
        """An event of who sends or receives it."""
        fields: dict[str, Any] = {"from": "%s:%d" % self.source, "to": "%s:%d" % self.target}
        if lost:
            fields["lost"] = True
        around.emit("packet", way=way, what="udp", bytes=len(self.payload), **fields)
