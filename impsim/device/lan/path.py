"""The way from an interface to the impCloud: name, proxy, connection; then how messages fare on it.

Opening goes through what a real connection goes through, so that each failure comes from the
fault that causes it: the name of the server (or of the proxy, which then looks the server up
itself) is asked of the LAN's DNS, the proxy is asked to lead on, TCP and TLS greet the server.
Every one of these is a question that is repeated until it is answered or time is up.

While nothing is lost and nothing is late, all that takes server.connect_us together.

What an open connection needs is less: neither DNS nor what the proxy asked for at the door.
Assumed: a proxy that stops ends its tunnels.
"""

from __future__ import annotations

from impsim.device import errorcodes
from impsim.device.lan.packets import fate, vanishes
from impsim.device.lease import is_quad
from impsim.device.world import Server

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import Optional

    from impsim.device.interface import Interface, Steps
    from impsim.device.nic import Nic
    from impsim.device.surroundings import Surroundings
    from impsim.device.world import Lan, Proxy, ProxyServer

WAITS_US = (250000, 250000, 500000, 1000000)  # assumed: for each answer, until the question is repeated
SHARE = 10  # assumed: the part of connect_us that one look-up and one talk to a proxy take
GREETINGS = 3  # assumed: round trips of TCP, TLS and impOS's own greeting
SERVER_NAME = "impcloud.invalid"  # assumed: no program sees it
SERVER_ADDRESS = "203.0.113.1"  # assumed: one from the range for examples
PROXY_ADDRESS = "203.0.113.2"  # assumed: what the name of any proxy stands for
FIRST_TIMEOUT_US = 1000000  # TCP's until it sends again, doubled each time (RFC 6298)
MOST_RETRANSMISSIONS = 6  # assumed: of one message; whoever waits longer has given up


class Path:
    """interface, nic: how the imp goes.  via: the name of the proxy in use, "" without one."""

    def __init__(self, around: Surroundings, interface: Interface, nic: Nic) -> None:
        self._clock = around.clock
        self._world = around.world
        self._emit = around.emit
        self._rng = fate(interface, "path")
        self._wanted: Optional[Proxy] = None if interface.kind == "cell" else nic.proxy
        self._lan: Optional[Lan] = None
        self._address: Optional[str] = None  # None until it is being opened
        self._proxy: Optional[ProxyServer] = None
        self._left_us = 0  # of what opening takes
        self.interface = interface
        self.nic = nic
        self.via = ""

    def open(self) -> Steps:
        """Reaches the server: a process step that returns SERVER_CONNECTED, or why it cannot be reached."""
        self._lan = self.interface.lan
        self._address = self.interface.lease.address if self.interface.lease else None
        self._left_us = self._world.server.connect_us
        for part in (self._look_up, self._pass_proxy, self._greet):
            code = yield from part()
            if code != errorcodes.SERVER_CONNECTED:
                self.via = ""
                return code
        return errorcodes.SERVER_CONNECTED

    def _look_up(self) -> Steps:
        name = self._wanted.address if self._wanted else SERVER_NAME
        if is_quad(name):
            return errorcodes.SERVER_CONNECTED
        answered = yield from self._question(self._dns_answers, self._left_us // SHARE)
        answer = self._resolved(name) if answered else ""
        self._emit("dns", name=name, answer=answer)
        return errorcodes.SERVER_CONNECTED if answer else errorcodes.NOT_RESOLVED

    def _dns_answers(self) -> bool:
        lease = self.interface.lease
        return self._lan is None or (self._lan.dns_answers and lease is not None and lease.dnsservers != ())

    def _resolved(self, name: str) -> str:
        """Assumed: a name that no proxy of the world has does not exist."""
        if name == SERVER_NAME:
            return SERVER_ADDRESS
        return PROXY_ADDRESS if any(proxy.address == name for proxy in self._world.proxies.values()) else ""

    def _pass_proxy(self) -> Steps:
        wanted = self._wanted
        if wanted is None:
            return errorcodes.SERVER_CONNECTED
        answered = yield from self._question(self._proxy_answers, self._left_us // SHARE)
        self.via, self._proxy = next(self._proxies(wanted), ("", None))
        if not answered or self._proxy is None:
            return errorcodes.NO_PROXY
        return errorcodes.SERVER_CONNECTED if _admits(self._proxy, wanted) else errorcodes.NOT_AUTHORISED

    def _proxies(self, wanted: Proxy) -> Iterator[tuple[str, ProxyServer]]:
        """The proxies that work at the address and port wanted, as seen from the LAN, with their names."""
        lans = self._world.lans
        for name, proxy in self._world.proxies.items():
            there = proxy.lan == "" or lans.get(proxy.lan) is self._lan
            if there and proxy.works and (proxy.address, proxy.port) == (wanted.address, wanted.port):
                yield name, proxy

    def _proxy_answers(self) -> bool:
        return self._wanted is not None and any(self._proxies(self._wanted))

    def _greet(self) -> Steps:
        left_us = self._left_us
        for trip in range(GREETINGS):
            takes_us = left_us * (trip + 1) // GREETINGS - left_us * trip // GREETINGS
            if not (yield from self._question(self._server_answers, takes_us, self._farther_us)):
                return errorcodes.NO_SERVER
        return errorcodes.SERVER_CONNECTED

    @property
    def _farther_us(self) -> int:
        """How much longer than usual the way to the server and back is."""
        return 2 * max(self._world.server.latency_us - Server.latency_us, 0)

    def _server_answers(self) -> bool:
        fenced = self._proxy is None and self._lan is not None and self._lan.proxy_required
        return self._beyond and not fenced

    def _question(self, answers: Callable[[], bool], takes_us: int, farther_us: int = 0) -> Generator[int, None, bool]:
        """Asks until there is an answer, which takes so long and comes from so much farther: whether there was one."""
        for wait_us in WAITS_US:
            asked_us = self._clock.now_us
            if self._arrives() and answers():
                yield takes_us + farther_us + 2 * (self._lan.latency_us if self._lan else 0)
                if self._arrives() and answers():
                    self._left_us -= takes_us
                    return True
            yield max(asked_us + wait_us - self._clock.now_us, 0)
        return False

    def _arrives(self) -> bool:
        return self._stands and not (self._lan is not None and vanishes(self._lan, self._rng))

    @property
    def _stands(self) -> bool:
        """Whether the imp is still where the path began: a link, to the same LAN, with the same address."""
        interface = self.interface
        if not interface.has_link or interface.lan is not self._lan:
            return False
        return self._lan is None or (interface.lease is not None and interface.lease.address == self._address)

    @property
    def _beyond(self) -> bool:
        """Whether what lies beyond the LAN lets packets through."""
        return self._world.server.reachable and (self._proxy is None or self._proxy.works)

    @property
    def carries(self) -> bool:
        """Whether packets pass now, if some of them only after they were sent again."""
        return self._beyond and self._stands and (self._lan is None or self._lan.loss < 1)

    @property
    def round_trip_us(self) -> int:
        """How long a question and its answer take, without jitter and losses."""
        return 2 * (self._world.server.latency_us + (self._lan.latency_us if self._lan else 0))

    def delay_us(self) -> int:
        """How long one message takes one way, in microseconds, with what TCP sends again because it was lost."""
        server, lan = self._world.server, self._lan
        delay_us = server.latency_us
        if server.jitter_us:
            delay_us += self._rng.below(server.jitter_us + 1)
        if lan is None:
            return delay_us
        return delay_us + lan.latency_us + self._lost_us(lan)

    def _lost_us(self, lan: Lan) -> int:
        lost_us = 0
        for attempt in range(MOST_RETRANSMISSIONS):
            if not vanishes(lan, self._rng):
                break
            lost_us += FIRST_TIMEOUT_US << attempt
        return lost_us


def _admits(proxy: ProxyServer, wanted: Proxy) -> bool:
    """Whether a proxy takes the credentials of a stored one; it needs none unless it has a user."""
    known = proxy.user == "" or (proxy.user, proxy.password) == (wanted.user, wanted.password)
    return proxy.accepts and known
