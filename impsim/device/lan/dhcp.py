"""A DHCP client (RFC 2131): gets an address for an interface, keeps it, loses it.

Four packets make a lease, two renew it. A packet that is not answered is sent again, with
back-off, for a bounded time. From half the lease on the client asks the server that it has the
address from; from seven eighths on any server of the LAN; at the end of the lease it has no
address any more and whoever uses the interface hears NO_IP_ADDRESS.

A server that does not know the address any more, because the LAN was renumbered or because
the interface has come into another LAN, refuses; then the client starts anew, and connections
from the old address are dead if it gets another one. Assumed: until then the old address goes
on to work, as if the router still served it.
"""

from __future__ import annotations

from impsim.device import errorcodes
from impsim.device.lan import dhcpserver
from impsim.device.lan.packets import vanishes
from impsim.device.lease import Lease
from impsim.sim.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import Any, Optional

    from impsim.device.interface import Interface, Steps
    from impsim.device.nic import Nic
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Lan

    Asking = Generator[int, None, str]

WAITS_US = (1000000, 2000000, 500000)  # assumed: for an answer to each DISCOVER, so that both interfaces fail in 10 s
SHORTEST_RETRY_US = 60000000  # between attempts to renew (RFC 2131, 4.4.5)


class Client:
    """on_address is called when the interface has another address than before, without having been taken down."""

    def __init__(self, around: Surroundings, interface: Interface, on_address: Callable[[], Any]) -> None:
        self._around = around
        self._clock = around.clock
        self._interface = interface
        self._on_address = on_address
        self._macaddress: str = getattr(interface, "macaddress", "")  # a modem has none, and no DHCP
        self._rng = around.rng.fork("dhcp " + interface.name)
        self._address = ""  # what it holds by DHCP
        self._keeper: Optional[Process] = None

    def obtain(self, nic: Nic) -> Steps:
        """Gets a lease: a process step that returns SERVER_CONNECTED once the interface has it, or NO_IP_ADDRESS.

        A static configuration is the lease at once.
        """
        self.release()
        if nic.static:
            self._interface.lease = Lease.static(nic.static)
            return errorcodes.SERVER_CONNECTED
        code = yield from self._acquire()
        if code == errorcodes.SERVER_CONNECTED:
            self._keep()
        return code

    def release(self) -> None:
        """Forgets the lease. Assumed: without telling the server, which keeps the address for this client."""
        if self._keeper is not None:
            self._keeper.stop()
        if self._address:
            self._tell("release", self._address)
        self._forget()

    def _forget(self) -> None:
        self._keeper = None
        self._address = ""
        self._interface.lease = None

    def _acquire(self) -> Steps:
        for wait_us in WAITS_US:
            sent_us = self._clock.now_us
            if (yield from self._discover()) == "ack":
                return errorcodes.SERVER_CONNECTED
            yield max(sent_us + wait_us - self._clock.now_us, 0)
        return errorcodes.NO_IP_ADDRESS

    def _discover(self) -> Asking:
        lan = yield from self._ask("discover", "")
        address = dhcpserver.offer(lan, self._macaddress) if lan else ""
        if not address:
            return ""
        self._tell("offer", address)
        return (yield from self._request("request", address))

    def _request(self, step: str, address: str, server: str = "") -> Asking:
        """Asks for an address: ack, nak, or "" when nobody answers."""
        lan = yield from self._ask(step, address, server)
        if lan is None:
            return ""
        answer = "ack" if dhcpserver.confirms(lan, self._macaddress, address) else "nak"
        self._tell(answer, address)
        if answer == "ack":
            self._interface.lease = Lease.by_dhcp(lan, address)
        return answer

    def _ask(self, step: str, address: str, server: str = "") -> Generator[int, None, Optional[Lan]]:
        """Sends a packet to one server, or with "" to all: the LAN whose server answers, or None."""
        self._tell(step, address)
        lan = self._interface.lan
        if lan is None or vanishes(lan, self._rng):
            return None
        yield lan.dhcp_us // 2 if step == "discover" else lan.dhcp_us - lan.dhcp_us // 2
        answers = lan.dhcpserver and lan.dhcp_answers and server in ("", lan.dhcpserver)
        if not answers or self._interface.lan is not lan or vanishes(lan, self._rng):
            return None
        return lan

    def _keep(self) -> None:
        """Goes on from a lease that the interface has got."""
        lease = self._interface.lease
        assert lease is not None
        self._address = lease.address
        if lease.valid_s > 0:
            self._keeper = Process(self._clock, self._hold(lease), self._held, background=True)

    def _hold(self, lease: Lease) -> Steps:
        """One lease: SERVER_CONNECTED once there is a new one, NO_IP_ADDRESS when there is none any more.

        Assumed: after a NAK the old address stands until there is another, or none.
        """
        start_us = self._clock.now_us
        for after_us, server in renewals(lease):
            yield max(start_us + after_us - self._clock.now_us, 0)
            answer = yield from self._request("renew", lease.address, server)
            if answer == "ack":
                return errorcodes.SERVER_CONNECTED
            if answer == "nak":
                return (yield from self._acquire())
        yield max(start_us + lease.valid_s * 1000000 - self._clock.now_us, 0)
        self._tell("expired", lease.address)
        return errorcodes.NO_IP_ADDRESS

    def _held(self, code: int) -> None:
        before = self._address
        if code != errorcodes.SERVER_CONNECTED:
            self._forget()
            self._interface.lost(code)
            return
        self._keep()
        if self._address != before:
            self._on_address()

    def _tell(self, step: str, address: str) -> None:
        self._around.emit("dhcp", interface=self._interface.name, step=step, address=address)


def renewals(lease: Lease) -> Iterator[tuple[int, str]]:
    """When a client tries to renew a lease, in microseconds after it has got it, and which server it asks ("": all).

    RFC 2131, 4.4.5: it waits half of what remains of a phase before it asks again, but at least a minute.
    """
    whole_us = lease.valid_s * 1000000
    after_us = whole_us // 2
    for phase_end_us, server in ((whole_us * 7 // 8, lease.dhcpserver), (whole_us, "")):
        while after_us < phase_end_us:
            yield after_us, server
            after_us += max((phase_end_us - after_us) // 2, SHORTEST_RETRY_US)
        after_us = phase_end_us
