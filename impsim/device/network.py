"""Connecting: the interfaces in turn, each as far as the server.

One attempt tries every interface in the order of preference and ends connected or with the
last one's failure. Assumed: impOS repeats failing attempts for a minute before it sleeps
(D/resources/wifistatediagram); here one round is made.
"""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.lease import Lease
from impsim.sim.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Optional, Union

    from impsim.device.radio.cellular import Cellular
    from impsim.device.radio.ethernet import Ethernet
    from impsim.device.radio.wifi import Wifi
    from impsim.device.release import Release
    from impsim.device.world import World
    from impsim.sim.clock import Clock

    Interface = Union[Wifi, Ethernet, Cellular]

DEFAULT_WINDOW = 3072  # bytes: "3KB" (D/node/2430)
LARGEST_WINDOW = 30720  # bytes: "around 30KB" (D/node/2430)


class SendPolicy:
    """What server.setsendtimeoutpolicy() and imp.setsendbuffersize() set."""

    def __init__(self) -> None:
        self.error_policy = 0  # SUSPEND_ON_ERROR: D/api/server/setsendtimeoutpolicy
        self.wait_for = 0  # WAIT_TIL_SENT
        self.timeout_s = 30.0
        self.window = DEFAULT_WINDOW

    def set_window(self, size: int) -> int:
        """Asks for a send window; returns the size before."""
        before = self.window
        self.window = min(max(size, 0), LARGEST_WINDOW)
        return before

    def record(self, port: int) -> dict[str, Any]:
        """The table imp.net.info().ipv4.server."""
        return {
            "port": port,
            "errorpolicy": self.error_policy,
            "tcpwaitfor": self.wait_for,
            "tcptimeout": self.timeout_s,
            "tcpsendwindow": self.window,
        }


class Network:
    """The connection of one imp.  active: the interface that reaches the server."""

    def __init__(self, clock: Clock, world: World, release: Release, interfaces: list[Interface]) -> None:
        self._clock = clock
        self._world = world
        self._release = release
        self._interfaces = interfaces  # in the order of preference
        self._attempt: Optional[Process] = None
        self._failure: Optional[int] = None
        self.active: Optional[Interface] = None
        self.policy = SendPolicy()

    @property
    def connected(self) -> bool:
        """What server.isconnected() tells."""
        return self.active is not None

    @property
    def powered(self) -> bool:
        """Whether it is connected or connects: then the radios and PHYs may have power."""
        return self.connected or (self._attempt is not None and self._attempt.running)

    @property
    def last_error(self) -> Optional[int]:
        """Why it is not connected, None while it is. Assumed: NOT_CONNECTED before anything has failed."""
        if self.connected:
            return None
        return errorcodes.NOT_CONNECTED if self._failure is None else self._failure

    @property
    def lease(self) -> Optional[Lease]:
        """The addresses in use, on the active interface or the one that connects."""
        return next((interface.lease for interface in self._interfaces if interface.lease), None)

    def connect(self, done: Callable[[int], Any]) -> None:
        """Starts an attempt; done(code) follows once it has ended."""
        self._attempt = Process(self._clock, self._round(), done)

    def _round(self) -> Generator[int, None, int]:
        code = errorcodes.NOT_CONNECTED
        for interface in self._interfaces:
            code = yield from self._try(interface)
            if code == errorcodes.SERVER_CONNECTED:
                self.active = interface
                interface.state = states.CONNECTED
                self._failure = None
                return code
            interface.give_up()
            self._failure = code = errorcodes.told(code, self._release)
        return code

    def _try(self, interface: Interface) -> Generator[int, None, int]:
        code = yield from interface.attempt(self._world)
        if code == errorcodes.SERVER_CONNECTED:
            code = yield from self._address(interface)
        if code == errorcodes.SERVER_CONNECTED:
            code = yield from self._reach_server(interface)
        return code

    def _address(self, interface: Interface) -> Generator[int, None, int]:
        world = self._world
        interface.addressing()
        if interface.kind == "cell":
            interface.lease = Lease.by_ppp(world.carrier)
        elif world.stored.static:
            interface.lease = Lease.static(world.stored.static)
        else:
            yield world.lan.dhcp_us
            if not world.lan.dhcpserver:
                return errorcodes.NO_IP_ADDRESS
            interface.lease = Lease.by_dhcp(world.lan)
        return errorcodes.SERVER_CONNECTED

    def _reach_server(self, interface: Interface) -> Generator[int, None, int]:
        world = self._world
        yield world.server.connect_us
        proxy = world.stored.proxy if interface.kind != "cell" else None
        if proxy and not proxy.works:
            return errorcodes.NO_PROXY
        if proxy and not proxy.accepts:
            return errorcodes.NOT_AUTHORISED
        if interface.kind != "cell" and not world.lan.dns_answers:
            return errorcodes.NOT_RESOLVED
        return errorcodes.SERVER_CONNECTED if world.server.reachable else errorcodes.NO_SERVER
