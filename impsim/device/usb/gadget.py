"""The base class of what can be plugged into an imp's USB port: the requests that every device answers.

A class of its own says what it is (`descriptors`), answers requests of its class or vendor (`request`), takes what the
imp sends to an endpoint (`take`) and gives what the imp asks one for (`give`), or None while it has nothing; it says
`ready` once it has.
"""

from __future__ import annotations

from impsim.device.usb.descriptors import CONFIGURATION, CONFIGURED, DEVICE, STRING, Descriptors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.sim.clock import Clock

FULL_MBPS, LOW_MBPS = 12.0, 1.5
TO_HOST = 0x80  # bits of a request's type
KIND, STANDARD = 0x60, 0x00
RECIPIENT, OF_INTERFACE, OF_ENDPOINT = 0x1F, 1, 2
GET_STATUS, CLEAR_FEATURE, SET_FEATURE, SET_ADDRESS, GET_DESCRIPTOR = 0, 1, 3, 5, 6
GET_CONFIGURATION, SET_CONFIGURATION, GET_INTERFACE, SET_INTERFACE = 8, 9, 10, 11


class Stall(Exception):
    """The device does not do what it was asked for."""


class Setup:
    """A control request.  kind: its bits of direction, type and recipient.  length: the most that it may answer."""

    def __init__(self, kind: int, request: int, value: int, index: int, length: int) -> None:
        self.kind = kind
        self.request = request
        self.value = value
        self.index = index
        self.length = length


class Gadget:
    """mbps: how fast it is.  address: 0 until it was given one.  configured: it was told to work.

    on_ready: called with an endpoint's address when there is something to give; set while it is plugged in.
    """

    mbps = FULL_MBPS

    def __init__(self, clock: Clock, descriptors: Descriptors) -> None:
        self.clock = clock
        self.descriptors = descriptors
        self.on_ready: Optional[Callable[[int], Any]] = None
        self.bus_reset()

    def bus_reset(self) -> None:
        """The port begins anew with it."""
        self.address = 0
        self.configured = False

    def ready(self, endpoint: int) -> None:
        """There is something to give."""
        if self.on_ready is not None:
            self.on_ready(endpoint)

    # What a class of its own says

    def request(self, setup: Setup, data: bytes) -> bytes:
        """Answers a request of its class or vendor. Raises Stall when it knows none such."""
        raise Stall()

    def take(self, endpoint: int, data: bytes) -> None:
        """The imp has sent something."""
        raise Stall()

    def give(self, endpoint: int, count: int) -> Optional[bytes]:
        """Up to count bytes for the imp, or None for not yet."""
        return None

    def hear(self, endpoint: int, data: bytes) -> None:
        """The world has it send something."""

    def pulled(self) -> None:
        """It is plugged in no more."""

    # What every device does

    def control(self, setup: Setup, data: bytes) -> bytes:
        """Answers a control request. Raises Stall."""
        answer = self._standard(setup) if setup.kind & KIND == STANDARD else self.request(setup, data)
        return answer[: setup.length] if setup.kind & TO_HOST else b""

    def _standard(self, setup: Setup) -> bytes:
        if setup.request == GET_DESCRIPTOR:
            return self._descriptor(setup)
        if setup.request == SET_ADDRESS:
            self.address = setup.value & 127
        elif setup.request == SET_CONFIGURATION:
            self._configure(setup.value & 255)
        elif setup.request == GET_CONFIGURATION:
            return bytes([CONFIGURED * self.configured])
        elif setup.request == GET_STATUS:
            return b"\0\0"
        elif setup.request == GET_INTERFACE:
            return b"\0"
        elif setup.request not in (CLEAR_FEATURE, SET_FEATURE, SET_INTERFACE):
            raise Stall()
        return b""

    def _configure(self, number: int) -> None:
        if number not in (0, CONFIGURED):
            raise Stall()
        self.configured = number == CONFIGURED

    def _descriptor(self, setup: Setup) -> bytes:
        kind, index = setup.value >> 8, setup.value & 255
        found = b""
        if kind == DEVICE:
            found = self.descriptors.device()
        elif kind == CONFIGURATION and index == 0:
            found = self.descriptors.configuration()
        elif kind == STRING:
            found = self.descriptors.string(index)
        else:
            found = self.own_descriptor(kind, setup.index)
        if not found:
            raise Stall()
        return found

    def own_descriptor(self, kind: int, interface: int) -> bytes:
        """A descriptor of its class, b"" for none."""
        return b""
