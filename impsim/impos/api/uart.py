"""Instances in the table hardware: UARTs. Stub: squirrel_stubs/uart.nut."""

from __future__ import annotations

import impsim.device.uart  # noqa: F401  # so that no first use of a bus has to import it: see with_room()
from impsim.device.serial_frame import EVEN, NONE, ODD, Frame
from impsim.device.uart_line import ActivePin
from impsim.impos.buses import to_write
from impsim.impos.pins import PinInstance
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.device.uart import UartBus
    from impsim.impos.buses import UartInstance

# By the numbers of squirrel_stubs/hardware.buses.nut
PARITIES = {0: NONE, 1: EVEN, 2: ODD}
TIMING_ENABLED = 8
CALLBACK_WITH_FLAGS = 16
WORD_SIZES = (7, 8)
STOP_BITS = (1, 2)
LONGEST_DELAY_US = 1000  # assumed: of settxactive(); its page says that delays are checked

# assumed: the texts
NOT_CONFIGURED = "UART is not configured"
CONFIGURED = "UART is configured: disable it first"
WRONG_BAUD = "invalid baud rate"
WRONG_WORD = "invalid word size"
WRONG_PARITY = "invalid parity"
WRONG_STOP = "invalid number of stop bits"
WRONG_COUNT = "invalid number of bytes"
WRONG_SIZE = "invalid FIFO size"
TOO_LARGE = "not enough memory for the FIFO"
NO_PIN = "a pin expected"
WRONG_DELAY = "invalid delay"


def configure(
    instance: UartInstance, baud: int, bits: int, parity: int, stop: int, flags: int = 0, callback: Any = None
) -> int:
    if baud <= 0:
        raise SquirrelError(WRONG_BAUD)
    if bits not in WORD_SIZES:
        raise SquirrelError(WRONG_WORD)
    if parity not in PARITIES:
        raise SquirrelError(WRONG_PARITY)
    if stop not in STOP_BITS:
        raise SquirrelError(WRONG_STOP)
    bound = instance.ƒopened
    bound.timing = bool(flags & TIMING_ENABLED)
    frame = Frame(baud, bits, PARITIES[parity], stop)
    return bound.configure(frame, flags, callback, bool(flags & CALLBACK_WITH_FLAGS))


def _enabled(instance: UartInstance) -> UartBus:
    bus = instance.ƒopened.bus
    if not bus.enabled:
        raise SquirrelError(NOT_CONFIGURED)
    return bus


def read(instance: UartInstance) -> int:
    found = _enabled(instance).rx.pop()
    if found is None:
        instance.ƒopened.host.poll()
        return -1
    byte, gap_us = found
    return gap_us << 8 | byte if instance.ƒopened.timing else byte


def readblob(instance: UartInstance, count: Any = None) -> Any:
    return impos_blob(_read(instance, count))


def readstring(instance: UartInstance, count: Any = None) -> str:
    return _read(instance, count).decode("latin-1")


def _read(instance: UartInstance, count: Any) -> bytes:
    bus = _enabled(instance)
    if count is not None and count < 0:
        raise SquirrelError(WRONG_COUNT)
    found = bus.rx.read(bus.rx.size if count is None else count)
    if not found:
        instance.ƒopened.host.poll()
    return found


def write(instance: UartInstance, data: Any) -> None:
    bus = _enabled(instance)
    out = bytes([data & 0xFF]) if isinstance(data, int) else to_write(data)
    if bus.uses("TX"):
        instance.ƒopened.write(out)


def flush(instance: UartInstance) -> None:
    instance.ƒopened.flush()


def flags(instance: UartInstance) -> int:
    found = instance.ƒopened.bus.take_flags()
    if not found:
        instance.ƒopened.host.poll()
    return found


def disable(instance: UartInstance) -> None:
    instance.ƒopened.disable()


def setrxfifosize(instance: UartInstance, size: int) -> None:
    instance.ƒopened.bus.rx.size = _checked_size(instance, size)


def settxfifosize(instance: UartInstance, size: int) -> None:
    instance.ƒopened.bus.tx.size = _checked_size(instance, size)


def _checked_size(instance: UartInstance, size: int) -> int:
    bound = instance.ƒopened
    if bound.bus.enabled:
        raise SquirrelError(CONFIGURED)
    if size < bound.bus.least_size:
        raise SquirrelError(WRONG_SIZE)
    if size > bound.host.device.profile["hardware.ram_free_bytes"]:
        raise SquirrelError(TOO_LARGE)
    return size


def settxactive(instance: UartInstance, pin: Any, polarity: int, before: int = 2, after: int = 2) -> None:
    if not isinstance(pin, PinInstance):
        raise SquirrelError(NO_PIN)
    if not (0 <= before <= LONGEST_DELAY_US and 0 <= after <= LONGEST_DELAY_US):
        raise SquirrelError(WRONG_DELAY)
    instance.ƒopened.bus.tx.active = ActivePin(pin.ƒopened.pin, int(bool(polarity)), before, after)


MEMBERS = {
    "configure": configure,
    "read": read,
    "readblob": readblob,
    "readstring": readstring,
    "write": write,
    "flush": flush,
    "flags": flags,
    "disable": disable,
    "setrxfifosize": setrxfifosize,
    "settxfifosize": settxfifosize,
    "settxactive": settxactive,
}
