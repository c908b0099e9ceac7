"""The impCloud's end of one imp's connection.

The server learns that an imp is gone in three ways only. The imp says so before it goes. A new session of
the same imp shows that the one before is dead. Or a ping stays without an answer: the server sends one
nine minutes after the connection came up and every nine minutes from then on, so that an imp which
vanishes is held to be connected for 4.5 minutes on average and 9 at most (D/node/2479, D/knowledgebase).
Until then messages to it are sent into the void.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.sim.clock import Clock

    class Session(Protocol):
        """The imp's end, as the server uses it.  answers: whether a ping now would come back."""

        @property
        def answers(self) -> bool: ...

        def deliver(self, arrive: Callable[[], Any], lost: Optional[Callable[[], Any]] = None) -> object: ...


PING_US = 540000000  # nine minutes: D/node/2479
CELLULAR_PING_US = 1080000000  # assumed: the knowledge base says only that it is longer for cellular
CONNECTED, DISCONNECTED = "Device connected", "Device disconnected"  # as impCentral's log tells it
PING_BYTES = 32  # assumed: a small record of TLS


class Endpoint:
    """emit(kind, **fields): tells of an event of the imp.

    connected: what the server, and so the agent, believes.  ipaddress: where the last session came from,
    dotted quad, "" before the first.  saved: what server.save() keeps, or None: it outlasts
    the agent's restarts.  on_status(text): gets the lines that impCentral's log has of the connection.
    on_connect(), on_disconnect(), on_message(name, packed): who wants to hear of it.
    """

    def __init__(self, clock: Clock, emit: Callable[..., object]) -> None:
        self.clock = clock
        self.emit = emit
        self.ipaddress = ""
        self.saved: Any = None
        self.on_status: Callable[[str], object] = _unheard
        self.on_connect: Callable[[], object] = _unheard
        self.on_disconnect: Callable[[], object] = _unheard
        self.on_message: Callable[[str, Any], object] = _unheard
        self._session: Optional[Session] = None
        self._ping_us = PING_US
        self._ping: Any = None

    @property
    def connected(self) -> bool:
        return self._session is not None

    def session_opened(self, session: Session, ipaddress: str, cellular: bool = False) -> None:
        """A session is up. Assumed: one that is still held to be open ends first, whatever its state
        (D/node/3064 has both callbacks closely after each other for a connection that went stale)."""
        if self._session is not None:
            self._drop()
        self._session = session
        self.ipaddress = ipaddress
        self._ping_us = CELLULAR_PING_US if cellular else PING_US
        self._expect_ping(self.clock.now_us + self._ping_us)
        self.on_status(CONNECTED)
        self.on_connect()

    def session_closed(self, session: Session) -> None:
        """The imp took leave. One whose place another session has taken already is left alone."""
        if session is self._session:
            self._drop()

    def session_abandoned(self, session: Session) -> None:
        """The imp has left a session without the server hearing of it: what follows, the next ping tells.

        From here on the ping is something to wait for, not background.
        """
        if session is self._session and self._ping is not None:
            t_us = self._ping[0]
            self.clock.cancel(self._ping)
            self._expect_ping(t_us, background=False)

    def received(self, what: str, name: str, packed: Any) -> None:
        """Something came from the imp; what: "message", or what else the server takes note of itself."""
        if what == "message" and self.connected:
            self.on_message(name, packed)

    def send(self, arrive: Callable[[], object], lost: Optional[Callable[[], object]] = None) -> bool:
        """Sends something to the imp: arrive() is called when the imp has it, lost() if it never will. False: it is
        held to be disconnected, and what was to be sent is lost (D/node/2431)."""
        if self._session is None:
            return False
        self._session.deliver(arrive, lost)
        return True

    def _expect_ping(self, t_us: int, background: bool = True) -> None:
        self._ping = self.clock.at(t_us, self._send_ping, background=background)

    def _send_ping(self) -> None:
        self._ping = None
        self.emit("packet", way="down", what="ping", bytes=PING_BYTES)
        if self._session is not None and self._session.answers:
            self.emit("packet", way="up", what="pong", bytes=PING_BYTES)
            self._expect_ping(self.clock.now_us + self._ping_us)
        else:
            self._drop()

    def _drop(self) -> None:
        """From here on the server holds the imp to be disconnected."""
        self._session = None
        if self._ping is not None:
            self.clock.cancel(self._ping)
            self._ping = None
        self.on_status(DISCONNECTED)
        self.on_disconnect()


def _unheard(*_: Any) -> None:
    """Nobody listens."""
