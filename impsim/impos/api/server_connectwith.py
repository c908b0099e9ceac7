"""The part of server about connecting over a chosen interface. Stub: squirrel_stubs/server.connectwith.nut."""

from __future__ import annotations

from impsim.device.network import CELL_CONNECT_TIMEOUT_US, CONNECT_TIMEOUT_US
from impsim.impos.connection import duration_us
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.imp import Imp

SUSPENDS = "server.connectwith() is not available with SUSPEND_ON_ERROR"  # assumed: the text


def connectwith(host: Imp, nic: Any, callback: Any, timeout: float = 0) -> None:
    from impsim.impos.nics import read

    wanted = read(host.device, nic)
    if host.connection.suspends:
        raise SquirrelError(SUSPENDS)
    host.connection.connect(callback, _timeout_us(timeout, wanted.interface), [wanted])


def _timeout_us(timeout: float, interface: str) -> int:
    if timeout > 0:
        return duration_us(timeout)
    return CELL_CONNECT_TIMEOUT_US if interface == "cell0" else CONNECT_TIMEOUT_US


MEMBERS = {
    "connectwith": connectwith,
}
