"""One interface with its address, for everybody who uses it.

The connection to the server comes first: it tries the interface and leaves it again. Besides, programs may hold it up
for the local network (imp.net.open(), D/node/3066), whether or not the imp reaches its server, and over
which interface. While the server's connection uses the link, those only watch. When it leaves, the
link stays up for them, or is brought up again. Assumed: that goes on for as long as somebody holds it.
"""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.lan.dhcp import Client
from impsim.device.lease import Lease
from impsim.sim.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.interface import Interface, Steps
    from impsim.device.nic import Nic
    from impsim.device.surroundings import Surroundings

RETRY_US = 10000000  # assumed: the rest between a failure and the next attempt for those who hold the link
BEYOND = (errorcodes.NOT_RESOLVED, errorcodes.NO_SERVER, errorcodes.NO_PROXY, errorcodes.NOT_AUTHORISED)


class Link:
    """used: the connection to the server has it or tries it.  holders: how many hold it up besides.

    on_lost(link, code) is called when a link that is used is gone; on_address(link) when it has another address.
    """

    def __init__(
        self,
        around: Surroundings,
        interface: Interface,
        on_lost: Callable[[Link, int], Any],
        on_address: Callable[[Link], Any],
    ) -> None:
        self._around = around
        self._clock = around.clock
        self._client = Client(around, interface, lambda: on_address(self))
        self._on_lost = on_lost
        self._nic: Optional[Nic] = None  # what it was brought up with
        self._held_nic: Optional[Nic] = None  # what it is held up with
        self._process: Optional[Process] = None
        self._retry: Optional[list[Any]] = None
        self._power = False
        self.interface = interface
        self.used = False
        self.holders = 0
        interface.on_lost = self._lost

    @property
    def is_up(self) -> bool:
        """Whether packets can pass."""
        return self.interface.has_link and self.interface.lease is not None

    @property
    def in_use(self) -> bool:
        """Whether anybody has it."""
        return self.used or self.holders > 0

    def power(self, on: bool) -> None:
        """The imp begins to connect, or is disconnected, which is no matter for a link that is held."""
        self._power = on
        if on or not self.holders:
            self.interface.power(on)

    # For the connection to the server

    def reach(self, nic: Nic) -> Steps:
        """Makes it used and gets link and address: a process step that returns SERVER_CONNECTED, or why not."""
        self.used = True
        if self.is_up and self._nic is not None and self._nic.same_link(nic):
            return errorcodes.SERVER_CONNECTED
        self._stop()
        if not self.interface.at_rest:
            self._take_down()
        return (yield from self._bring_up(nic))

    def leave(self, code: Optional[int] = None) -> None:
        """It is not used any more; code is why, unless that is in good order."""
        self.used = False
        if self.holders and self.is_up and (code is None or code in BEYOND):
            self.interface.enter(states.CONNECTED)
            return
        self._take_down(failed=code is not None)
        if self.holders and code is None:
            self._attempt()
        elif self.holders:
            self._wait()

    # For those who hold it

    def hold(self, nic: Nic) -> None:
        """One more holds it up. nic counts if it is off."""
        self.holders += 1
        if self.holders > 1:
            return
        self._held_nic = nic
        if not self.used:
            self._attempt()
        elif self.is_up:
            self.interface.enter(states.CONNECTED)

    def let_go(self) -> None:
        """One holds it no more."""
        self.holders -= 1
        if self.holders == 0:
            self._stop()
            if not self.used:
                self._take_down()
                self.interface.power(self._power)

    def _attempt(self, background: bool = False) -> None:
        assert self._held_nic is not None
        self._process = Process(self._clock, self._bring_up(self._held_nic), self._attempted, background)

    def _attempted(self, code: int) -> None:
        if code != errorcodes.SERVER_CONNECTED:
            self._take_down(failed=True)
            self._wait()

    def _wait(self) -> None:
        """Assumed: trying for ever keeps no run going."""
        self._retry = self._clock.after(RETRY_US, self._try_again, background=True)

    def _try_again(self) -> None:
        self._retry = None
        if not self.used:
            self._attempt(background=True)

    def _stop(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None
        if self._retry is not None:
            self._clock.cancel(self._retry)
            self._retry = None

    # What both do

    def _bring_up(self, nic: Nic) -> Steps:
        self._nic = nic
        code = yield from self.interface.attempt(nic)
        if code == errorcodes.SERVER_CONNECTED:
            self.interface.addressing()
            code = yield from self._address(nic)
        if code == errorcodes.SERVER_CONNECTED and self.holders:
            self.interface.enter(states.CONNECTED)
        return code

    def _address(self, nic: Nic) -> Steps:
        if self.interface.kind != "cell":
            return (yield from self._client.obtain(nic))
        coverage = self._around.site.coverage
        self.interface.lease = Lease.by_ppp(coverage, self._around.world.carriers[coverage.carrier])
        return errorcodes.SERVER_CONNECTED

    def _take_down(self, failed: bool = False) -> None:
        self._client.release()
        self.interface.lease = None
        if failed:
            self.interface.give_up()
        elif not self.interface.at_rest:
            self.interface.stop()

    def _lost(self, code: int) -> None:
        if self.used:
            self._on_lost(self, code)
        elif self.holders:
            self._stop()
            self._take_down(failed=True)
            self._wait()
