"""How a program's calls and its policy meet the network of its imp.

Under SUSPEND_ON_ERROR a program never sees a lost connection: impOS suspends it, seeks the
connection for a minute, and then sleeps and tries again every ten minutes. Under RETURN_ON_ERROR the program goes on,
its calls return error codes, and it hears of a loss after the minute
(developer.electricimp.com/api/server/setsendtimeoutpolicy, /node/2510, /resources/wifistatediagram).
"""

from __future__ import annotations

from impsim.device.errorcodes import SERVER_CONNECTED
from impsim.device.network import (
    CONNECTING,
    OFF,
    RECOVERING,
    RECOVERY_US,
    RETURN_ON_ERROR_NO_DISCONNECT,
    WAIT_TIL_SENT,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.nic import Nic
    from impsim.device.session import Message, Session
    from impsim.impos.eventloop import Wait
    from impsim.impos.machine import Machine

OVERHEAD = 16  # assumed: bytes that a message takes besides its text

# D/node/2291
SENT = 0
SEND_ERROR_NOT_CONNECTED = 1
SEND_ERROR_TIMEOUT = 2
SEND_ERROR_DISCONNECTED = 3
SEND_ERROR_WOULDBLOCK = 4

LONGEST_TIMEOUT_S = 1000000


def duration_us(seconds: float) -> int:
    """A time-out that a program gives. Assumed: what is not positive, or no number, is none at all, and more than
    eleven days are eleven days."""
    return int(min(seconds, LONGEST_TIMEOUT_S) * 1000000) if seconds > 0 else 0


class Connection:
    """on_unexpected: what server.onunexpecteddisconnect() registered, or None."""

    def __init__(self, imp: Machine) -> None:
        self._imp = imp
        self._network = network = imp.device.network
        self._policy = network.policy
        self._wait_in_send: Optional[Wait] = None  # what the program waits for in a send
        self.on_unexpected: Any = None
        self._told: Callable[[int], Any] = _nobody  # who is told how the program's latest server.connect() has ended
        network.on_interrupted = self._interrupted
        network.on_restored = self._restored
        network.on_down = self._down

    def reset(self) -> None:
        """A new VM: what the last one has set is gone."""
        self._policy.reset()
        self.on_unexpected = None
        self._wait_in_send = None

    @property
    def suspends(self) -> bool:
        """Whether the program waits, suspended, wherever it needs a connection and has none."""
        return self._policy.suspends

    @property
    def must_wait(self) -> bool:
        """Whether a send now would suspend the program."""
        return self._network.session is None and self._policy.suspends

    # Sending

    def send(self, message: Message) -> int:
        """Sends a message as the policy says. 0 or a send error."""
        network, policy = self._network, self._policy
        while True:
            session = network.session
            if session is None:
                if not policy.suspends:
                    return self._at_once(SEND_ERROR_NOT_CONNECTED)
                self.wait_until_connected()
                continue
            outcome = self._send_over(session, message)
            if outcome == SENT or not policy.suspends:
                return outcome

    def _send_over(self, session: Session, message: Message) -> int:
        if not session.takes(message.size):
            if self._policy.error_policy == RETURN_ON_ERROR_NO_DISCONNECT:
                return self._at_once(SEND_ERROR_WOULDBLOCK)
            outcome = self._wait_for_room(session, message.size)
            if outcome != SENT:
                return outcome
        if self._policy.wait_for == WAIT_TIL_SENT:
            session.send(message)
            return SENT
        return self._wait(session, lambda done: self._send_telling(session, message, done), self._timeout_us())

    def _send_telling(self, session: Session, message: Message, done: Callable[[], Any]) -> None:
        message.acked = done
        session.send(message)

    def _at_once(self, outcome: int) -> int:
        """The outcome of a send that was none: a program may try again until it is another."""
        self._imp.poll()
        return outcome

    def _wait_for_room(self, session: Session, size: int) -> int:
        deadline_us = self._imp.clock.now_us + self._timeout_us()
        outcome = SENT
        while outcome == SENT and not session.takes(size):
            outcome = self._wait(session, session.when_room, deadline_us - self._imp.clock.now_us)
        return outcome

    def _timeout_us(self) -> int:
        return duration_us(self._policy.timeout_s)

    def _wait(self, session: Session, begin: Callable[[Callable[[], Any]], Any], timeout_us: int) -> int:
        """Stands until what `begin` begins is done, the connection is lost, or time is up, which drops it."""
        outcome = self._stand(begin, timeout_us)
        keeps = self._policy.error_policy == RETURN_ON_ERROR_NO_DISCONNECT
        if outcome == SEND_ERROR_TIMEOUT and session.open and not keeps:
            self._network.fail("send timed out")
        return outcome

    def _stand(self, begin: Callable[[Callable[[], Any]], Any], timeout_us: int) -> int:
        clock, loop = self._imp.clock, self._imp.loop
        self._wait_in_send = wait = loop.wait()
        timeout = clock.after(max(0, timeout_us), lambda: wait.end(SEND_ERROR_TIMEOUT))
        begin(lambda: wait.end(SENT))
        outcome: int = loop.block(wait)
        self._wait_in_send = None
        clock.cancel(timeout)
        return outcome

    def flush(self, timeout_s: float) -> int:
        """Waits until the server has acknowledged everything. 0 or a send error; a time-out drops no connection."""
        session = self._network.session
        if session is None:
            return self._at_once(SENT if self._policy.suspends else SEND_ERROR_NOT_CONNECTED)
        return self._stand(session.when_empty, duration_us(timeout_s))

    # Connecting

    def connect(self, callback: Any, timeout_us: Optional[int], nics: Optional[list[Nic]] = None) -> None:
        """server.connect() under RETURN_ON_ERROR: callback, if any, is called with the outcome."""
        program = self._imp.vm

        def done(code: int) -> None:
            self._told = _nobody
            if callback is not None and self._imp.vm is program:  # not for a program that has been restarted since
                self._imp.in_line(callback, code)

        self._told = done
        self._network.connect(done, timeout_us, nics)

    def wait_until_connected(self) -> None:
        """Suspends the program, which stands in one of its calls, until there is a connection."""
        if self._network.connected:
            return
        self._imp.loop.hold()
        self.seek()
        self._imp.loop.stand()

    def seek(self) -> None:
        """Seeks a connection for a suspended program, unless it is sought already."""
        phase = self._network.phase
        if phase != RECOVERING:
            told = self._told if phase == CONNECTING else _nobody  # the attempt may be one that the program has begun

            def ended(code: int) -> None:
                told(code)
                self.sought(code)

            self._network.connect(ended, RECOVERY_US if phase == OFF else None)

    def sought(self, code: int) -> None:
        """How seeking a connection for a suspended program has ended."""
        if code == SERVER_CONNECTED:
            self._restored()
        elif self._network.failed and self._policy.suspends:
            self._imp.snooze()

    # What the network tells

    def _interrupted(self) -> None:
        if self._wait_in_send is not None:
            self._wait_in_send.end(SEND_ERROR_DISCONNECTED)
        if self._policy.suspends and self._imp.running:
            self._imp.loop.hold()

    def _restored(self) -> None:
        if self._imp.running and self._imp.loop.held:
            self._imp.loop.release()

    def _down(self, code: int) -> None:
        if self._policy.suspends:
            self._imp.snooze()
        elif self.on_unexpected is not None:
            self._imp.in_line(self.on_unexpected, code)


def _nobody(code: int) -> None:
    """Nobody wants to know."""
