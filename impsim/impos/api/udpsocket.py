"""Instances that interface.openudp() returns. Stub: squirrel_stubs/udpsocket.nut."""

from __future__ import annotations

from impsim.device.udp import HIGHEST_PORT, LARGEST, NO_ADDRESS, RESERVED_PORTS, SENT, TOO_FAST, is_local
from impsim.impos.connection import SEND_ERROR_NOT_CONNECTED, SEND_ERROR_WOULDBLOCK
from impsim.impos.connection import SENT as DONE
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.udp import Socket
    from impsim.impos.local_network import SocketInstance

# assumed: the texts; pages only say that there are errors
CLOSED = "UDP socket is closed"
WRONG_ADDRESS = "invalid address"
WRONG_PORT = "invalid port"
NO_BYTES = "a string or a blob expected"
TOO_LONG = "too much data for a datagram"

# assumed: which code a datagram gets that could not be sent
CODES = {SENT: DONE, NO_ADDRESS: SEND_ERROR_NOT_CONNECTED, TOO_FAST: SEND_ERROR_WOULDBLOCK}


def send(instance: SocketInstance, address: str, port: int, data: Any) -> int:
    socket = _socket(instance)
    if not is_local(address):
        raise SquirrelError(WRONG_ADDRESS)
    if not 0 <= port <= HIGHEST_PORT or port in RESERVED_PORTS:
        raise SquirrelError(WRONG_PORT)
    return CODES[socket.send(address, port, _payload(data))]


def _payload(data: Any) -> bytes:
    if isinstance(data, Blob):
        payload = bytes(data)
    elif isinstance(data, str):
        payload = data.encode("latin-1")
    else:
        raise SquirrelError(NO_BYTES)
    if len(payload) > LARGEST:
        raise SquirrelError(TOO_LONG)
    return payload


def _socket(instance: SocketInstance) -> Socket:
    """What it stands for. Raises SquirrelError when that is closed (D/node/3071)."""
    socket = instance.ƒopened.socket
    if socket is None or not socket.open:
        raise SquirrelError(CLOSED)
    return socket


def onreceive(instance: SocketInstance, callback: Any) -> None:
    _socket(instance)
    instance.ƒopened.callback = callback


def close(instance: SocketInstance) -> None:
    instance.ƒopened.close()


MEMBERS = {
    "send": send,
    "onreceive": onreceive,
    "close": close,
}
