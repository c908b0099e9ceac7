"""Devices for USB ports: a serial adapter, a keyboard, and one whose endpoints a scenario says.

serial     an FT232R: what the imp writes goes out at its TX, what comes in at its RX the imp reads. As that
           chip does it puts two bytes of status before each packet, and sends a packet at the latest every 16 ms,
           even without data.
keyboard   a boot keyboard with an interrupt endpoint for reports of 8 bytes
generic    endpoints of any kind
"""

from __future__ import annotations

from impsim.device.usb.descriptors import BULK, IN, INTERRUPT, Descriptors, Endpoint, Interface
from impsim.device.usb.gadget import FULL_MBPS, LOW_MBPS, TO_HOST, Gadget, Setup, Stall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.device.uart import UartBus
    from impsim.sim.clock import Clock

SERIAL, KEYBOARD, GENERIC = "serial", "keyboard", "generic"
PID_CODES = 0x1209  # a vendor's number that stands for nobody in particular: pid.codes
POLL_MS = 10  # between polls of interrupt endpoints, unless told otherwise
MOST_WAITING = 1 << 16  # bytes that a device keeps for an imp that does not ask for them; older ones are lost


class Buffers:
    """Bytes that wait at the endpoints of a device, not more than MOST_WAITING at each."""

    def __init__(self) -> None:
        self._waiting: dict[int, bytearray] = {}

    def put(self, endpoint: int, data: bytes) -> None:
        held = self._waiting.setdefault(endpoint, bytearray())
        held += data
        del held[: max(0, len(held) - MOST_WAITING)]

    def waits(self, endpoint: int) -> bool:
        return bool(self._waiting.get(endpoint))

    def get(self, endpoint: int, count: int) -> bytes:
        held = self._waiting.get(endpoint, bytearray())
        data = bytes(held[:count])
        del held[:count]
        return data


# A serial adapter

FTDI_VENDOR, FT232R_PRODUCT, FT232R_RELEASE = 0x0403, 0x6001, 0x0600  # FT232R data sheet
SERIAL_IN, SERIAL_OUT = IN | 1, 2
MODEM_STATUS = b"\x01\x60"  # before each packet: fixed bits; the transmitter is empty
LATENCY_US = 16000  # FT232R data sheet: unless told otherwise
VENDOR_KIND = 0x40
RESET, SET_MODEM, SET_FLOW, SET_BAUD, SET_FRAME, GET_MODEM = 0, 1, 2, 3, 4, 5
SET_LATENCY, GET_LATENCY = 9, 10
FTDI_CLOCK_HZ = 3000000
EIGHTHS = (0, 4, 2, 1, 3, 5, 6, 7)  # by the bits of a divisor that stand for its fraction
FASTEST, FAST = (0, 0), (1, 0)  # divisors with a meaning of their own: 3 and 2 Mbaud
FRAME_BITS = 10  # assumed: start, eight data, stop: what a byte takes on the serial line


class SerialAdapter(Gadget):
    """loopback: its TX is joined to its RX.  baud: as it was told.  uart: that of the imp it is wired to."""

    def __init__(self, clock: Clock, loopback: bool = False) -> None:
        endpoints = [Endpoint(SERIAL_IN), Endpoint(SERIAL_OUT)]
        serial = Interface((0xFF, 0xFF, 0xFF), endpoints)
        strings = ("FTDI", "FT232R USB UART", "A0000001")
        super().__init__(clock, Descriptors(FTDI_VENDOR, FT232R_PRODUCT, FT232R_RELEASE, [serial], strings))
        self.loopback = loopback
        self.uart: Optional[UartBus] = None
        self.baud = 9600
        self.latency_us = LATENCY_US
        self._buffers = Buffers()
        self._due_us = 0  # when the next packet goes without being full
        self._tick: Optional[list[Any]] = None

    def request(self, setup: Setup, data: bytes) -> bytes:
        if setup.kind & ~TO_HOST != VENDOR_KIND:
            raise Stall()
        if setup.request == SET_BAUD:
            self.baud = baud_of(setup.value, setup.index)
        elif setup.request == SET_LATENCY:
            self.latency_us = max(1, setup.value & 255) * 1000
        elif setup.request == GET_LATENCY:
            return bytes([self.latency_us // 1000])
        elif setup.request == GET_MODEM:
            return MODEM_STATUS
        elif setup.request not in (RESET, SET_MODEM, SET_FLOW, SET_FRAME):
            raise Stall()
        return b""

    def take(self, endpoint: int, data: bytes) -> None:
        if endpoint != SERIAL_OUT:
            raise Stall()
        if self.uart is not None:
            self.uart.feed(data, self.baud)
        if self.loopback:
            takes_us = len(data) * FRAME_BITS * 1000000 // self.baud
            self.clock.after(takes_us, lambda: self.hear(SERIAL_IN, data))

    def wire(self, uart: UartBus) -> None:
        """Joins its line to a UART, TX to RX both ways."""
        self.uart = uart
        uart.attach(self)

    def pulled(self) -> None:
        if self.uart is not None:
            self.uart.detach(self)

    def receive(self, data: bytes, baud: int, frame: str) -> None:
        """The UART has sent something. Assumed: nothing else than noise arrives at another speed."""
        self.hear(SERIAL_IN, data if abs(baud - self.baud) * 20 <= self.baud else bytes(len(data)))

    def hear(self, endpoint: int, data: bytes) -> None:
        """Bytes come in at its RX."""
        self._buffers.put(SERIAL_IN, data)
        if self._tick is not None:  # what is waited for keeps a run going
            self.clock.cancel(self._tick)
            self._tick = self.clock.at(self._due_us, self._ticked)

    def give(self, endpoint: int, count: int) -> Optional[bytes]:
        """A packet once its time has come. Assumed: also a full one goes only then."""
        if endpoint != SERIAL_IN:
            raise Stall()
        if self.clock.now_us < self._due_us or not self._due_us:
            self._wait()
            return None
        self._due_us = 0
        return (MODEM_STATUS + self._buffers.get(SERIAL_IN, max(0, min(count, 64) - 2)))[:count]

    def _wait(self) -> None:
        now_us = self.clock.now_us
        if self._tick is None:
            self._due_us = (now_us // self.latency_us + 1) * self.latency_us
            idle = not self._buffers.waits(SERIAL_IN)
            self._tick = self.clock.at(self._due_us, self._ticked, background=idle)

    def _ticked(self) -> None:
        self._tick = None
        self.ready(SERIAL_IN)


def baud_of(value: int, index: int) -> int:
    """What a divisor of an FT232R means: 14 bits and eighths, whose bits lie in two words."""
    whole, fraction = value & 0x3FFF, value >> 14 | (index & 1) << 2
    if (whole, fraction) in (FASTEST, FAST):
        return FTDI_CLOCK_HZ if whole == 0 else FTDI_CLOCK_HZ * 2 // 3
    return FTDI_CLOCK_HZ * 8 // max(8, whole * 8 + EIGHTHS[fraction])


# A keyboard

KEYS_IN = IN | 1
HID, HID_REPORT = 0x21, 0x22  # kinds of descriptors: Device Class Definition for HID 1.11
GET_REPORT, GET_IDLE, GET_PROTOCOL, SET_REPORT, SET_IDLE, SET_PROTOCOL = 1, 2, 3, 9, 10, 11
REPORT_BYTES = 8
# The report of the boot protocol (the same, appendix B.1): modifiers, a reserved byte, LEDs, six keys
KEYBOARD_REPORT = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810195057501"
    "050819012905910295017503910195067508150025650507190029658100c0"
)


class Keyboard(Gadget):
    """report: the keys that are down: modifiers, 0, and up to six codes.  leds: as the imp has set them."""

    mbps = LOW_MBPS

    def __init__(self, clock: Clock) -> None:
        hid = bytes([9, HID, 0x11, 0x01, 0, 1, HID_REPORT, len(KEYBOARD_REPORT), 0])
        keys = Interface((3, 1, 1), [Endpoint(KEYS_IN, INTERRUPT, REPORT_BYTES, POLL_MS)], hid)
        super().__init__(clock, Descriptors(PID_CODES, 1, 0x0100, [keys], ("impsim", "Keyboard", "")))
        self.report = bytes(REPORT_BYTES)
        self.leds = 0
        self._waiting: list[bytes] = []

    def own_descriptor(self, kind: int, interface: int) -> bytes:
        return KEYBOARD_REPORT if kind == HID_REPORT and interface == 0 else b""

    def request(self, setup: Setup, data: bytes) -> bytes:
        if setup.request == GET_REPORT:
            return self.report
        if setup.request == SET_REPORT:
            self.leds = data[0] if data else 0
        elif setup.request in (GET_IDLE, GET_PROTOCOL):
            return b"\0"
        elif setup.request not in (SET_IDLE, SET_PROTOCOL):
            raise Stall()
        return b""

    def hear(self, endpoint: int, data: bytes) -> None:
        """Somebody presses keys, or lets them go: a report."""
        self.report = (data + bytes(REPORT_BYTES))[:REPORT_BYTES]
        self._waiting = [*self._waiting, self.report][-MOST_WAITING // REPORT_BYTES :]
        self.ready(KEYS_IN)

    def give(self, endpoint: int, count: int) -> Optional[bytes]:
        if endpoint != KEYS_IN:
            raise Stall()
        return self._waiting.pop(0)[:count] if self._waiting else None


# Any other


class Generic(Gadget):
    """A device that has the endpoints that it is given.  echo: what comes to an endpoint goes out at the one to the
    imp with the same number.  Assumed: it agrees to every request, and answers zeros."""

    def __init__(self, clock: Clock, descriptors: Descriptors, mbps: float, echo: bool) -> None:
        self.mbps = mbps
        self.echo = echo
        self._buffers = Buffers()
        super().__init__(clock, descriptors)

    def request(self, setup: Setup, data: bytes) -> bytes:
        return bytes(setup.length)

    def take(self, endpoint: int, data: bytes) -> None:
        if self.echo:
            self.hear(endpoint | IN, data)

    def hear(self, endpoint: int, data: bytes) -> None:
        self._buffers.put(endpoint, data)
        self.ready(endpoint)

    def give(self, endpoint: int, count: int) -> Optional[bytes]:
        return self._buffers.get(endpoint, count) if self._buffers.waits(endpoint) else None


def gadget_of(clock: Clock, plan: dict[str, Any]) -> Gadget:
    """A new device.  plan: its kind, and what may be said of that."""
    if plan["kind"] == SERIAL:
        return SerialAdapter(clock, plan.get("loopback", False))
    return Keyboard(clock) if plan["kind"] == KEYBOARD else _generic(clock, plan)


def _generic(clock: Clock, plan: dict[str, Any]) -> Generic:
    codes = (plan.get("code", 0xFF), plan.get("subclass", 0xFF), plan.get("protocol", 0xFF))
    endpoints = [_endpoint(**given) for given in plan.get("endpoints", ({"address": IN | 1}, {"address": 1}))]
    strings = ("impsim", plan.get("name", "Generic"), "")
    numbers = (plan.get("vendor", PID_CODES), plan.get("product", 2), plan.get("release", 0x0100))
    mbps = LOW_MBPS if plan.get("speed") == "1.5" else FULL_MBPS
    return Generic(clock, Descriptors(*numbers, [Interface(codes, endpoints)], strings), mbps, plan.get("echo", False))


def _endpoint(address: int, kind: int = BULK, size: int = 64, interval: int = 0) -> Endpoint:
    return Endpoint(address, kind, size, interval or (POLL_MS if kind == INTERRUPT else 0))


def first_in(gadget: Gadget) -> Optional[int]:
    """The first endpoint of a device that leads to the imp."""
    for interface in gadget.descriptors.interfaces:
        for endpoint in interface.endpoints:
            if endpoint.address & IN:
                return endpoint.address
    return None
