"""What the instance hardware.usb stands for: the imp's USB port in the hands of one run of a program."""

from __future__ import annotations

from impsim.impos.conversions import to_squirrel
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.usb.gadget import Gadget
    from impsim.device.usb.port import Port
    from impsim.impos.imp import Imp

# By the numbers of squirrel_stubs/hardware.buses.nut
CONNECTED, DISCONNECTED, COMPLETED, FAILED = 0, 1, 2, 3


class UsbInstance(Instance):
    """The port as programs find it in the table hardware."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: BoundUsb


class BoundUsb:
    """port: the imp's.  callback: hears of what happens there; None while the port is off, as when a program starts."""

    def __init__(self, host: Imp, port: Port) -> None:
        self.host = host
        self.port = port
        self.callback: Any = None
        self._blobs: dict[int, Any] = {}  # of transfers that go on, by endpoint
        port.disable()

    def callbacks(self) -> list[Any]:
        """What impOS keeps for it: the function, and blobs that are to be filled or sent."""
        return [self.callback, *self._blobs.values()]

    def configure(self, callback: Any) -> None:
        """The port is on; who was told before is told no more."""
        self.callback = callback
        port = self.port
        port.on_found, port.on_gone, port.on_failure = self._found, self._gone, lambda: self._tell(FAILED, None)
        port.enable()

    def disable(self) -> None:
        """The port is off."""
        self.callback = None
        self._blobs.clear()
        self.port.disable()

    def _tell(self, event: int, details: Any) -> None:
        if self.callback is not None:
            self.host.in_line(self.callback, event, to_squirrel(details))

    def _found(self, gadget: Gadget) -> None:
        self._tell(CONNECTED, {"speed": gadget.mbps, "descriptors": gadget.descriptors.plain()})

    def _gone(self, address: int) -> None:
        self._blobs.clear()
        self._tell(DISCONNECTED, {"device": address})

    def transfer(self, address: int, endpoint: int, blob: Any) -> int:
        """Begins a transfer of a blob, which is filled where the endpoint leads to the imp: 0 or why not."""

        def done(state: int, data: bytes) -> None:
            self._blobs.pop(endpoint, None)
            if endpoint & 0x80:
                blob[: len(data)] = data
            self._tell(COMPLETED, {"device": address, "endpoint": endpoint, "state": state, "length": len(data)})

        status = self.port.transfer(address, endpoint, bytes(blob), done)
        if not status:
            self._blobs[endpoint] = blob
        return status


def usb_of(host: Any) -> dict[str, tuple[str, BoundUsb]]:
    """The port of the host's model, where it has one: (name of the class of its instance, the port)."""
    port = host.device.usb
    return {} if port is None else {"usb": ("usb", BoundUsb(host, port))}
