"""The object server: the log and the connection's state. Stub: squirrel_stubs/server.nut."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.text import tostring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

SUSPEND_ON_ERROR, RETURN_ON_ERROR, RETURN_ON_ERROR_NO_DISCONNECT = 0, 1, 2
SENT, SEND_ERROR_NOT_CONNECTED = 0, 1
WAIT_POLICIES = (0, 1)  # WAIT_TIL_SENT, WAIT_FOR_ACK


def log(host: Imp, message: Any) -> int:
    return _send(host, "server.log", "", message)


def error(host: Imp, message: Any) -> int:
    return _send(host, "server.error", "ERROR: ", message)


def _send(host: Imp, kind: str, prefix: str, message: Any) -> int:
    """Offline, RETURN_ON_ERROR loses the message (D/node/2398); SUSPEND_ON_ERROR keeps it for later."""
    network = host.device.network
    if not network.connected and network.policy.error_policy != SUSPEND_ON_ERROR:
        return SEND_ERROR_NOT_CONNECTED
    host.log.write(kind, prefix + tostring(message))
    return SENT


def isconnected(host: Imp) -> bool:
    return host.device.network.connected


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
    "setsendtimeoutpolicy": setsendtimeoutpolicy,
}
