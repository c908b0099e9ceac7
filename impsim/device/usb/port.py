"""The USB port of an imp, which is the host: it finds devices, and moves data in virtual time.

A device that is plugged in while the port is on is found after a moment, has the address 0 and waits for another one.
Its endpoints are open once the program has opened them. A transfer goes on by itself: bytes for the device take their
time; bytes from it come as soon as it has any, and the transfer ends when all that was asked for is there, or a packet
was shorter than it could be.
"""

from __future__ import annotations

from impsim.device.usb.descriptors import IN, INTERRUPT
from impsim.device.usb.gadget import Setup, Stall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.surroundings import Surroundings
    from impsim.device.usb.gadget import Gadget

    Done = Callable[[int, bytes], Any]  # gets the state and what came

# How transfers end, by the numbers of D/node/2571
OK, STALL, NOT_RESPONDING, FREE, BUSY, INVALID_ENDPOINT = 0, 4, 5, 15, 17, 18
ENDED_WELL = FREE  # assumed: of a transfer; public drivers take 15 and 16 for success
FOUND_US = 200000  # assumed: from being plugged in to the event that tells of it
CONTROL_US = 3000  # assumed: three frames of a millisecond: request, data, status
FRAME_US = 1000  # assumed: no transfer takes less than a frame
BITS_A_BYTE = 10  # assumed: on the wire, with what is around packets
SHOWN = 256  # bytes of data that an event shows


class Pending:
    """A transfer on an endpoint.  wanted: how many bytes of it are still to come.  found: those that have come."""

    def __init__(self, size: int, wanted: int, done: Done) -> None:
        self.size = size
        self.wanted = wanted
        self.done = done
        self.found = bytearray()
        self.polled: Optional[list[Any]] = None  # the event that looks next whether the device has anything


class Port:
    """gadget: what is plugged in, or None.  enabled: the program has turned the port on.  open: endpoints by address.

    on_found, on_gone, on_failure: hear of a device, of the address of one that has gone, of a failure of the bus.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._clock = around.clock
        self.gadget: Optional[Gadget] = None
        self.enabled = False
        self.open: dict[int, tuple[int, int]] = {}  # (kind, size)
        self.on_found: Callable[[Gadget], Any] = _nothing
        self.on_gone: Callable[[int], Any] = _nothing
        self.on_failure: Callable[[], Any] = _nothing
        self._pending: dict[int, Pending] = {}
        self._search: Optional[list[Any]] = None
        self._found = False

    # The world

    def plug(self, gadget: Gadget) -> None:
        """Somebody plugs a device in, in the place of another one."""
        self.unplug()
        self.gadget = gadget
        self._tell("plugged")
        self._seek()

    def unplug(self) -> None:
        """Somebody pulls it out. Assumed: transfers that were under way never end."""
        if self.gadget is None:
            return
        address, found = self.gadget.address, self._found
        self._forget()
        self.gadget.on_ready = None
        self.gadget.pulled()
        self.gadget = None
        self._tell("unplugged")
        if self.enabled and found:
            self.on_gone(address)

    def fail(self) -> None:
        """The bus fails, and works again once the program has turned it off and on."""
        if self.enabled:
            self._tell("failed")
            self._forget()
            self.on_failure()

    # The program

    def enable(self) -> None:
        """The port is on, and looks for a device."""
        self.enabled = True
        self._seek()

    def disable(self) -> None:
        """The port is off; all endpoints are closed (D/node/2554)."""
        self.enabled = False
        self._forget()

    def _seek(self) -> None:
        if self.enabled and self.gadget is not None and not self._found and self._search is None:
            self._search = self._clock.after(FOUND_US, self._find)

    def _find(self) -> None:
        self._search = None
        if self.gadget is not None:
            self._found = True
            self.gadget.bus_reset()
            self.gadget.on_ready = self._look
            self._tell("found", speed=self.gadget.mbps)
            self.on_found(self.gadget)

    def _forget(self) -> None:
        for pending in self._pending.values():
            if pending.polled is not None:
                self._clock.cancel(pending.polled)
        if self._search is not None:
            self._clock.cancel(self._search)
        self._search, self._found = None, False
        self._pending.clear()
        self.open.clear()

    def _at(self, address: int) -> Optional[Gadget]:
        """The device with an address, if it is there."""
        gadget = self.gadget if self._found else None
        return gadget if gadget is not None and gadget.address == address else None

    # Control

    def control(self, address: int, setup: Setup, data: bytes) -> tuple[int, bytes]:
        """A request to a device: how it went, and what it answered."""
        gadget = self._at(address)
        status, answer = NOT_RESPONDING, b""
        if gadget is not None:
            try:
                status, answer = OK, gadget.control(setup, data)
            except Stall:
                status = STALL
        more = {"type": setup.kind, "request": setup.request, "value": setup.value, "index": setup.index}
        self._tell("control", answer or data, address=address, status=status, **more)
        return status, answer

    # Endpoints

    def open_endpoint(self, address: int, endpoint: int, kind: int, size: int) -> int:
        """Makes an endpoint of a device usable: OK, or why not."""
        gadget = self._at(address)
        if gadget is None:
            return NOT_RESPONDING
        found = gadget.descriptors.endpoint(endpoint)
        if found is None or found.kind != kind or (kind == INTERRUPT and not self._may_interrupt(endpoint)):
            return INVALID_ENDPOINT
        self.open[endpoint] = (kind, size)
        return OK

    def _may_interrupt(self, endpoint: int) -> bool:
        """Whether an endpoint of kind INTERRUPT can be opened: one to the imp, and the only one (D/node/2554)."""
        others = [other for other, (kind, _) in self.open.items() if kind == INTERRUPT and other != endpoint]
        return bool(endpoint & IN) and not others

    def transfer(self, address: int, endpoint: int, data: bytes, done: Done) -> int:
        """Begins one: OK, or why not.  data: for the device, or as many bytes as are to come from it."""
        if self._at(address) is None:
            return NOT_RESPONDING
        if endpoint not in self.open:
            return INVALID_ENDPOINT
        if endpoint in self._pending:
            return BUSY
        pending = self._pending[endpoint] = Pending(self.open[endpoint][1], len(data), done)
        if endpoint & IN:
            pending.polled = self._clock.after(FRAME_US, lambda: self._poll(endpoint))
        else:
            pending.polled = self._clock.after(self._takes_us(len(data)), lambda: self._sent(endpoint, data))
        return OK

    def _takes_us(self, count: int) -> int:
        mbps = self.gadget.mbps if self.gadget is not None else 1.0
        return FRAME_US + int(count * BITS_A_BYTE / mbps)

    def _sent(self, endpoint: int, data: bytes) -> None:
        """The last byte has gone."""
        state = ENDED_WELL
        try:
            if self.gadget is not None:
                self.gadget.take(endpoint, data)
        except Stall:
            state = STALL
        self._end(endpoint, state, "out", data)

    def _look(self, endpoint: int) -> None:
        """The device has something: it is fetched at once, if it is waited for."""
        pending = self._pending.get(endpoint)
        if pending is not None and pending.polled is None:
            pending.polled = self._clock.after(FRAME_US, lambda: self._poll(endpoint))

    def _poll(self, endpoint: int) -> None:
        """Asks the device once; who has nothing is asked again when it says so."""
        pending, gadget = self._pending[endpoint], self.gadget
        pending.polled = None
        if gadget is None:
            return
        try:
            packet = gadget.give(endpoint, min(pending.size, pending.wanted))
        except Stall:
            self._end(endpoint, STALL, "in", b"")
            return
        if packet is None:
            return
        pending.found += packet
        pending.wanted -= len(packet)
        if len(packet) < pending.size or pending.wanted <= 0:
            self._end(endpoint, ENDED_WELL, "in", bytes(pending.found))
        else:
            pending.polled = self._clock.after(self._takes_us(len(packet)), lambda: self._poll(endpoint))

    def _end(self, endpoint: int, state: int, way: str, data: bytes) -> None:
        pending = self._pending.pop(endpoint)
        self._tell(way, data, endpoint=endpoint, status=state)
        pending.done(state, data)

    def _tell(self, action: str, data: bytes = b"", **more: Any) -> None:
        shown = {"data": data[:SHOWN].hex(), "bytes": len(data)} if data else {}
        self._around.emit("usb", do=action, **shown, **more)


def _nothing(*given: Any) -> None:
    """Nobody listens."""
