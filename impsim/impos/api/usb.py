"""The instance hardware.usb. Stub: squirrel_stubs/usb.nut."""

from __future__ import annotations

from impsim.device.usb.gadget import FULL_MBPS, LOW_MBPS, TO_HOST, Setup
from impsim.device.usb.port import CONTROL_US, INVALID_ENDPOINT
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.impos.usb import BoundUsb, UsbInstance

# assumed: the texts. What fails on the bus is thrown as a number, as public drivers compare it with one
NOT_CONFIGURED = "USB is not configured"
WRONG_SPEED = "invalid USB speed"
WRONG_SIZE = "invalid maximum packet size"
WRONG_INTERVAL = "invalid interval"
NO_BLOB = "a blob expected"
LONGEST_INTERVAL = 255
PACKETS = (8, 16, 32, 64)
CONTROL_ENDPOINT = 0


def configure(instance: UsbInstance, callback: Any) -> None:
    instance.ƒopened.configure(callback)


def disable(instance: UsbInstance) -> None:
    instance.ƒopened.disable()


def _configured(instance: UsbInstance) -> BoundUsb:
    """What it stands for. Raises SquirrelError when the port is off."""
    bound = instance.ƒopened
    if bound.callback is None:
        raise SquirrelError(NOT_CONFIGURED)
    return bound


def _check(speed: float, size: int) -> None:
    if speed not in (LOW_MBPS, FULL_MBPS):
        raise SquirrelError(WRONG_SPEED)
    if size not in PACKETS:
        raise SquirrelError(WRONG_SIZE)


def _went(status: int) -> None:
    if status:
        raise SquirrelError(status)


def controltransfer(
    instance: UsbInstance,
    speed: float,
    device: int,
    endpoint: int,
    kind: int,
    request: int,
    value: int,
    index: int,
    size: int,
    data: Any = None,
) -> None:
    bound = _configured(instance)
    _check(speed, size)
    if data is not None and not isinstance(data, Blob):
        raise SquirrelError(NO_BLOB)
    if endpoint != CONTROL_ENDPOINT:
        raise SquirrelError(INVALID_ENDPOINT)
    given = b"" if data is None else bytes(data)
    setup = Setup(kind & 0xFF, request & 0xFF, value & 0xFFFF, index & 0xFFFF, len(given))
    bound.host.loop.sleep(CONTROL_US)
    status, answer = bound.port.control(device, setup, b"" if kind & TO_HOST else given)
    _went(status)
    if data is not None:
        data[: len(answer)] = answer


def openendpoint(
    instance: UsbInstance,
    speed: float,
    device: int,
    interface: int,
    kind: int,
    size: int,
    endpoint: int,
    interval: Optional[int] = None,
) -> None:
    bound = _configured(instance)
    _check(speed, size)
    if interval is not None and not 1 <= interval <= LONGEST_INTERVAL:
        raise SquirrelError(WRONG_INTERVAL)
    _went(bound.port.open_endpoint(device, endpoint, kind, size))


def generaltransfer(instance: UsbInstance, device: int, endpoint: int, kind: int, data: Any) -> None:
    bound = _configured(instance)
    if not isinstance(data, Blob):
        raise SquirrelError(NO_BLOB)
    _went(bound.transfer(device, endpoint, data))


MEMBERS = {
    "configure": configure,
    "disable": disable,
    "controltransfer": controltransfer,
    "openendpoint": openendpoint,
    "generaltransfer": generaltransfer,
}
