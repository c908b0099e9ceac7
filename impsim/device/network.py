"""Connecting: the interfaces in turn, each as far as the server; noticing that a connection is lost; getting it back.

An attempt goes round the interfaces in the order of preference until one reaches the server or time is up.
A connection that is lost is first sought again for a minute (D/node/2510); what follows when that
fails is for the program's policy to say, not for this module.
"""

from __future__ import annotations

from impsim.device import errorcodes, states
from impsim.device.lan.path import Path
from impsim.device.link import Link
from impsim.device.nic import stored
from impsim.device.session import Session
from impsim.sim.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from typing import Any, Optional

    from impsim.device.interface import Interface
    from impsim.device.lease import Lease
    from impsim.device.nic import Nic
    from impsim.device.session import Endpoint
    from impsim.device.surroundings import Surroundings

DEFAULT_WINDOW = 3072  # bytes: "3KB" (D/node/2430)
LARGEST_WINDOW = 30720  # bytes: "around 30KB" (D/node/2430)
CONNECT_TIMEOUT_US = 60000000  # D/api/server/connect
CELL_CONNECT_TIMEOUT_US = 120000000  # D/node/3053
RECOVERY_US = 60000000  # how long a lost connection is sought before anybody hears of it (D/node/2510)
ROUND_PAUSE_US = 10000000  # assumed: the rest between two rounds of failing attempts ...
RECOVERY_PAUSE_US = 1000000  # assumed: ... and while a lost connection is sought
ANSWER_US = 1000  # assumed: until somebody who asks for a connection hears that there is one

SUSPEND_ON_ERROR, RETURN_ON_ERROR, RETURN_ON_ERROR_NO_DISCONNECT = 0, 1, 2  # D/api/server/setsendtimeoutpolicy
WAIT_TIL_SENT, WAIT_FOR_ACK = 0, 1
OFF, CONNECTING, CONNECTED, RECOVERING = "off", "connecting", "connected", "recovering"


class SendPolicy:
    """What server.setsendtimeoutpolicy() and imp.setsendbuffersize() set."""

    def __init__(self) -> None:
        self.window = DEFAULT_WINDOW
        self.reset()

    def reset(self) -> None:
        """What a new VM finds; the window outlives it (D/node/2430)."""
        self.error_policy = SUSPEND_ON_ERROR
        self.wait_for = WAIT_TIL_SENT
        self.timeout_s = 30.0

    @property
    def suspends(self) -> bool:
        """Whether a program waits, suspended, for a connection that is lost."""
        return self.error_policy == SUSPEND_ON_ERROR

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
    """The connection of one imp.

    links: its interfaces by name, in the order of preference.  active: the one that reaches the server.  phase: off,
    connecting, connected, or recovering a connection that was lost.

    on_connecting() is called when an attempt begins, on_connected() whenever it reaches the server; on_interrupted()
    when a connection is lost, then either on_restored() or on_down(code).
    """

    def __init__(self, around: Surroundings, interfaces: Sequence[Interface], endpoint: Endpoint) -> None:
        self._around = around
        self._clock = around.clock
        self._endpoint = endpoint
        self.links = {face.name: Link(around, face, self._link_lost, self._readdressed) for face in interfaces}
        self._given_nics: Optional[list[Nic]] = None  # what to go by instead of the stored ones
        self._nics: list[Nic] = []
        self._position = 0  # of what is tried or was tried last, in _nics
        self._trying: Optional[Link] = None
        self._process: Optional[Process] = None
        self._deadline: Optional[list[Any]] = None
        self._patience: Optional[list[Any]] = None  # when somebody who asked for a connection meanwhile gives up
        self._done: Optional[Callable[[int], Any]] = None
        self._background = False
        self._failure: Optional[int] = None
        self.order: Optional[list[str]] = None  # what imp.net.setserverinterfaces() has set
        self.phase = OFF
        self.active: Optional[Interface] = None
        self.session: Optional[Session] = None
        self.policy = SendPolicy()
        self.sought_in_version = 0  # that of the world when it began to seek a connection
        self.good_nic: Optional[Nic] = None  # the configuration that last led to the server
        self.on_connected: Callable[[], Any] = _nothing
        self.on_connecting: Callable[[], Any] = _nothing
        self.on_interrupted: Callable[[], Any] = _nothing
        self.on_restored: Callable[[], Any] = _nothing
        self.on_down: Callable[[int], Any] = _nobody
        around.world.watch(self.reassess)

    @property
    def connected(self) -> bool:
        """What server.isconnected() tells."""
        return self.active is not None

    @property
    def powered(self) -> bool:
        """Whether it is connected or a round of attempts is under way: then the Ethernet PHY has power."""
        return self._powered

    _powered = False

    @property
    def last_error(self) -> Optional[int]:
        """Why it is not connected, None while it is. Assumed: NOT_CONNECTED before anything has failed."""
        if self.connected:
            return None
        return self._code

    @property
    def failed(self) -> bool:
        """Whether it is without a connection because something has failed, not because somebody ended it."""
        return self._failure is not None

    @property
    def lease(self) -> Optional[Lease]:
        """The addresses in use, on the active interface or the one that connects."""
        interface = self.active or (self._trying.interface if self._trying else None)
        return interface.lease if interface else None

    @property
    def timeout_us(self) -> int:
        """How long an attempt goes on unless told otherwise."""
        cellular = any(name.startswith("cell") for name in self.links)
        return CELL_CONNECT_TIMEOUT_US if cellular else CONNECT_TIMEOUT_US

    def set_window(self, size: int) -> int:
        """Asks for a send window, which counts at once; returns the size before."""
        before = self.policy.set_window(size)
        if self.session is not None:
            self.session.window = self.policy.window
        return before

    # Connecting

    def connect(
        self,
        done: Callable[[int], Any],
        timeout_us: Optional[int] = None,
        nics: Optional[list[Nic]] = None,
        background: bool = False,
    ) -> None:
        """Starts an attempt, or joins the one under way; done(code) follows once it has ended. A later done takes an
        earlier one's place.

        nics: configurations to go by instead of the stored ones, until the imp is told otherwise; an attempt under way
        begins anew with them.  background: the attempt alone keeps no run going.
        """
        if self.connected:
            self._clock.after(ANSWER_US, lambda: done(errorcodes.SERVER_CONNECTED))
            return
        self._done = done
        if self.phase == OFF:
            self.phase = CONNECTING
            self._background = background
            self._given_nics = nics
            self.on_connecting()
            self._begin()
        elif nics is not None:
            self._break_off()
            self._given_nics = nics
            self._begin()
        self._wait(self.timeout_us if timeout_us is None else timeout_us)

    def _wait(self, timeout_us: int) -> None:
        """How long the one who asks waits; a lost connection is sought for its minute whoever asks meanwhile."""
        if self.phase != RECOVERING:
            self._set_deadline(timeout_us)
            return
        if self._patience is not None:
            self._clock.cancel(self._patience)
        self._patience = self._clock.after(timeout_us, self._out_of_patience)

    def _out_of_patience(self) -> None:
        self._patience = None
        done, self._done = self._done, None
        if done is not None:
            done(self._code)

    @property
    def _code(self) -> int:
        """Why there is no connection."""
        return errorcodes.NOT_CONNECTED if self._failure is None else self._failure

    def _stored_nics(self) -> list[Nic]:
        """What the program prefers, then the others in the default order (D/api/imp/net/setserverinterfaces)."""
        names = dict.fromkeys([*(self.order or ()), *self.links])
        return [stored(name, self._around.site) for name in names]

    def _begin(self) -> None:
        self.sought_in_version = self._around.world.version
        self._nics = self._given_nics or self._stored_nics()
        self._start(0)

    def _break_off(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None
        if self._trying is not None:
            self._trying.leave()
            self._trying = None

    def _start(self, position: int, pause_us: int = 0) -> None:
        self._process = Process(self._clock, self._rounds(position, pause_us), self._reached, self._background)

    def _set_deadline(self, timeout_us: int) -> None:
        if self._deadline is not None:
            self._clock.cancel(self._deadline)
        self._deadline = self._clock.after(timeout_us, self._time_is_up, self._background)

    def _rounds(self, position: int, pause_us: int) -> Generator[int, None, Path]:
        """Tries the interfaces from position on, and again from the first, for ever; gives the path that leads to
        the server."""
        while True:
            if pause_us:
                self._set_power(False)
                yield pause_us
            self._set_power(True)
            for number, nic in enumerate(self._nics[position:], position):
                self._position = number
                path = yield from self._try(self.links[nic.interface], nic)
                if path is not None:
                    return path
            position, pause_us = 0, self._pause_us

    def _try(self, link: Link, nic: Nic) -> Generator[int, None, Optional[Path]]:
        self._trying = link
        code = yield from link.reach(nic)
        if code == errorcodes.SERVER_CONNECTED:
            path = Path(self._around, link.interface, nic)
            code = yield from path.open()
            if code == errorcodes.SERVER_CONNECTED:
                return path
        self._fail(link, code)
        return None

    def _fail(self, link: Link, code: int) -> None:
        self._trying = None
        self._failure = errorcodes.told(code, self._around.release)
        self._around.emit("connect", interface=link.interface.name, code=self._failure)
        link.leave(code)

    def _reached(self, path: Path) -> None:
        recovering = self.phase == RECOVERING
        self._process = self._trying = None
        self._clear_deadline()
        self._failure = None
        self.phase = CONNECTED
        self.active = path.interface
        self.good_nic = path.nic
        path.interface.enter(states.CONNECTED)
        self._around.emit("connect", interface=path.interface.name, code=errorcodes.SERVER_CONNECTED)
        self.session = Session(self._around, path, self._endpoint, self.policy.window, self._session_died)
        done, self._done = self._done, None
        self.on_connected()
        if recovering:
            self.on_restored()
        if done is not None:
            done(errorcodes.SERVER_CONNECTED)

    def _time_is_up(self) -> None:
        """The attempt has failed; why is what failed last, or what it was in the middle of. One by WPS takes the time
        that it needs (D/node/2535)."""
        self._deadline = None
        if any(link.interface.takes_its_time for link in self.links.values()):
            self._set_deadline(ROUND_PAUSE_US)
            return
        recovering = self.phase == RECOVERING
        if self._patience is None:
            self._end_attempt()
        else:  # somebody waits longer than impOS does
            self.phase = CONNECTING
            self._deadline = self._clock.at(self._patience[0], self._time_is_up)
            self._clock.cancel(self._patience)
            self._patience = None
        if recovering:
            self.on_down(self._code)

    def _end_attempt(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None
            self._fail_where_it_stands()
        failure = self._code
        self._switch_off()
        done, self._done = self._done, None
        if done is not None:
            done(failure)

    def _fail_where_it_stands(self) -> None:
        link = self._trying
        if link is None:
            return
        if link.interface.lease is not None:
            self._fail(link, errorcodes.NO_SERVER)
        elif link.interface.has_link:
            self._fail(link, errorcodes.NO_IP_ADDRESS)
        elif self._failure is None:
            self._fail(link, UNREACHED[link.interface.kind])

    # Losing the connection

    def reassess(self) -> None:
        """The world has changed."""
        for link in self.links.values():
            link.interface.reassess()
        if self.session is not None:
            self.session.reassess()

    def _link_lost(self, link: Link, code: int) -> None:
        if link.interface is self.active:
            self._lose(code, "link lost")
        elif self._process is not None and self._trying is link:
            self._process.stop()
            self._fail(link, code)
            self._start_after(self._position)

    def _start_after(self, position: int) -> None:
        last = position + 1 >= len(self._nics)
        self._start(0 if last else position + 1, self._pause_us if last else 0)

    @property
    def _pause_us(self) -> int:
        """The rest between two rounds."""
        return RECOVERY_PAUSE_US if self.phase == RECOVERING else ROUND_PAUSE_US

    def _readdressed(self, link: Link) -> None:
        """A new address: connections from the old one are dead."""
        if link.interface is self.active:
            self._lose(errorcodes.NO_IP_ADDRESS, "address changed")

    def _session_died(self) -> None:
        self._lose(errorcodes.NO_SERVER, "no answer")

    def fail(self, reason: str) -> None:
        """Gives a connection up over which something could not be sent in time."""
        if self.connected:
            self._lose(errorcodes.NO_SERVER, reason)

    def _lose(self, code: int, reason: str) -> None:
        interface, session = self.active, self.session
        assert interface is not None and session is not None
        self.active = self.session = None
        self._fail(self.links[interface.name], code)
        session.abandon(reason)
        self.phase = RECOVERING
        self._background = False
        self._set_deadline(RECOVERY_US)
        self._begin()
        self.on_interrupted()

    # Ending it

    def disconnect(self, hasty: bool = False) -> None:
        """Ends the connection, or an attempt, whose done hears NOT_CONNECTED, and switches the interfaces off. hasty
        leaves behind what is on its way to the server."""
        if self.session is not None:
            self.session.close(hasty)
        self._stop_everything()

    def power_off(self) -> None:
        """All at once, without a word to anybody."""
        if self.session is not None:
            self.session.abandon("power off")
        self._done = None
        self._stop_everything()

    def _stop_everything(self) -> None:
        if self._process is not None:
            self._process.stop()
            self._process = None
        self._switch_off()
        self._failure = None
        done, self._done = self._done, None
        if done is not None:
            self._clock.after(0, lambda: done(errorcodes.NOT_CONNECTED))

    def _switch_off(self) -> None:
        self._clear_deadline()
        self.phase = OFF
        self.active = self.session = self._trying = None
        for link in self.links.values():
            if link.used or not link.holders:
                link.leave()
        self._set_power(False)

    def _clear_deadline(self) -> None:
        for event in (self._deadline, self._patience):
            if event is not None:
                self._clock.cancel(event)
        self._deadline = self._patience = None

    def _set_power(self, on: bool) -> None:
        self._powered = on
        for link in self.links.values():
            link.power(on)


UNREACHED = {
    "wifi": errorcodes.NO_WIFI,
    "ethernet": errorcodes.NO_LINK,
    "cell": errorcodes.NO_REGISTRATION,
}


def _nothing() -> None:
    """Nobody wants to know."""


def _nobody(*told: Any) -> None:
    """Nobody wants to know."""
