"""The object server: the log, the connection, restarts. Stub: squirrel_stubs/server.nut."""

from __future__ import annotations

from impsim.device.network import RETURN_ON_ERROR, RETURN_ON_ERROR_NO_DISCONNECT, SUSPEND_ON_ERROR
from impsim.device.session import Message
from impsim.impos.connection import OVERHEAD, SEND_ERROR_NOT_CONNECTED, duration_us
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.text import tostring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.imp import Imp

WAIT_POLICIES = (0, 1)  # WAIT_TIL_SENT, WAIT_FOR_ACK


def log(host: Imp, message: Any) -> int:
    return _send(host, "server.log", "", message)


def error(host: Imp, message: Any) -> int:
    return _send(host, "server.error", "ERROR: ", message)


def _send(host: Imp, kind: str, prefix: str, message: Any) -> int:
    """Without a connection RETURN_ON_ERROR loses the line (D/node/2398); SUSPEND_ON_ERROR suspends the program
    until it is sent, and the line is shown at once. Over a connection that is dead, which nobody knows yet, it is
    shown if and when it arrives."""
    text = prefix + tostring(message)
    size = OVERHEAD + len(text)

    def lost() -> None:
        host.device.around.emit("log.lost", type=kind, bytes=len(text))

    if host.connection.must_wait:
        host.log.write(kind, text, queued=True)
        return host.connection.send(Message(size, what="log"))
    outcome = host.connection.send(Message(size, lambda: host.log.write(kind, text), lost, eager=True, what="log"))
    if outcome == SEND_ERROR_NOT_CONNECTED:
        lost()
    return outcome


def isconnected(host: Imp) -> bool:
    host.poll()
    return host.device.network.connected


def connect(host: Imp, callback: Any = None, timeout: float = 0) -> None:
    """Under SUSPEND_ON_ERROR both parameters are ignored and the call blocks."""
    if host.connection.suspends:
        host.connection.wait_until_connected()
    else:
        host.connection.connect(callback, _timeout_us(timeout))


def _timeout_us(timeout: float) -> Optional[int]:
    """None: the default. Assumed: that of a time-out that is not positive, too."""
    return duration_us(timeout) or None


def disconnect(host: Imp) -> None:
    host.device.network.disconnect()


def flush(host: Imp, timeout: float) -> int:
    return host.connection.flush(timeout)


def restart(host: Imp) -> None:
    host.restart()


def onunexpecteddisconnect(host: Imp, callback: Any) -> None:
    host.connection.on_unexpected = callback


def onshutdown(host: Imp, callback: Any) -> None:
    host.on_shutdown = callback


def setsendtimeoutpolicy(host: Imp, on_error: int, wait_until: int, timeout: float) -> None:
    newest = RETURN_ON_ERROR_NO_DISCONNECT if host.device.release >= (37, 0) else RETURN_ON_ERROR
    if not SUSPEND_ON_ERROR <= on_error <= newest:
        raise SquirrelError("invalid policy")
    if wait_until not in WAIT_POLICIES:
        raise SquirrelError("invalid wait")
    policy = host.device.network.policy
    policy.error_policy = on_error
    policy.wait_for = wait_until
    policy.timeout_s = float(timeout)


MEMBERS = {
    "log": log,
    "error": error,
    "isconnected": isconnected,
    "connect": connect,
    "disconnect": disconnect,
    "flush": flush,
    "restart": restart,
    "onunexpecteddisconnect": onunexpecteddisconnect,
    "onshutdown": onshutdown,
    "setsendtimeoutpolicy": setsendtimeoutpolicy,
}
