"""What was said on buses, from a trace: lines to read, and I2C as a capture for protocol analysers.

A capture has the format of pcap with link type 209 (LINKTYPE_I2C_LINUX): each message is a byte for the bus, four bytes
of flags as in <linux/i2c.h>, the address with its direction, and the data. It says nothing of acknowledgements, so
what nobody has acknowledged stands there without data.
"""

from __future__ import annotations

import struct

from impsim.trace.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Event = dict[str, Any]

KINDS = ("i2c", "spi", "uart")
LINE_BYTES = 32  # so many stand on one line
I2C_M_RD = 1
MAGIC, SNAPLEN, LINKTYPE_I2C_LINUX = 0xA1B2C3D4, 65535, 209
MOST_BUSES = 0x80
WHILE_WRITING = (-2, -3, -4)  # impOS's errors that come of writing, as of the sub-address of a read


def is_of(event: Event, bus: str) -> bool:
    """Whether an event is a transfer on a bus; "" for any."""
    return event["kind"] in KINDS and bus in ("", event.get("bus"))


def lines(event: Event) -> Iterator[str]:
    """A transfer for people: time, imp, bus, and what went which way."""
    head = "%14.6f  %-6s  %-10s  " % (event["t_us"] / 1e6, event.get("device", ""), event.get("bus", ""))
    for number, said in enumerate(SAID[event["kind"]](event)):
        yield printable((" " * len(head) if number else head) + said)


def _i2c(event: Event) -> Iterator[str]:
    """`5f W 20 87` and `5f R 00 00 NACK`: the address of 7 bits, the direction, the bytes, and how it ended."""
    parts = list(_messages(event))
    for number, (reading, data) in enumerate(parts):
        ending = "" if number < len(parts) - 1 else _ending(event.get("result", 0))
        yield from _wrapped("%02x %s" % (_address(event), "R" if reading else "W"), data, ending)


def _messages(event: Event) -> Iterator[tuple[bool, bytes]]:
    """The one or two messages of a transfer: whether it is read, and its bytes."""
    written, read, result = _bytes(event.get("write")), _bytes(event.get("read")), event.get("result")
    writes = event.get("do") != "read" or bool(written) or result in WHILE_WRITING
    if writes:
        yield False, written
    if event.get("do") == "read" and (read or not writes or not result):
        yield True, read


def _ending(result: Any) -> str:
    return "ACK" if not result else "NACK %s" % result


def _spi(event: Event) -> Iterator[str]:
    for way in ("out", "in"):
        data = _bytes(event.get(way))
        if data:
            yield from _wrapped(way, data, _cut(event))


def _uart(event: Event) -> Iterator[str]:
    data = _bytes(event.get("data"))
    text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data[:LINE_BYTES])
    yield from _wrapped(str(event.get("way", "")), data, _cut(event) or '"%s"' % text)


SAID: dict[str, Callable[[Event], Iterator[str]]] = {"i2c": _i2c, "spi": _spi, "uart": _uart}


def _address(event: Event) -> int:
    """Of 7 bits; 0 where a trace has none."""
    address = event.get("address")
    return address & 0x7F if isinstance(address, int) else 0


def _bytes(value: Any) -> bytes:
    """The bytes of a field in hexadecimal; nothing where it is none."""
    try:
        return bytes.fromhex(value)
    except (TypeError, ValueError):
        return b""


def _cut(event: Event) -> str:
    return "of %s bytes" % event["bytes"] if "bytes" in event else ""


def _wrapped(way: str, data: bytes, ending: str) -> Iterator[str]:
    pieces = [data[at : at + LINE_BYTES] for at in range(0, len(data), LINE_BYTES)] or [b""]
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        parts = ["%-5s" % ("" if number else way), piece.hex(" "), ending if last else ""]
        yield " ".join(part for part in parts if part)


def capture(events: Iterable[Event], bus: str, epoch_s: int) -> Iterator[bytes]:
    """A capture of the I2C transfers among events, in pieces."""
    yield struct.pack(">IHHiIII", MAGIC, 2, 4, 0, 0, SNAPLEN, LINKTYPE_I2C_LINUX)
    numbers: dict[tuple[str, str], int] = {}
    for event in events:
        if event["kind"] == "i2c" and is_of(event, bus):
            name = (str(event.get("device", "")), str(event.get("bus", "")))
            number = numbers.setdefault(name, len(numbers) % MOST_BUSES)
            for reading, data in _messages(event):
                yield _packet(event, number, reading, data, epoch_s)


def _packet(event: Event, number: int, reading: bool, data: bytes, epoch_s: int) -> bytes:
    seconds, microseconds = divmod(int(event["t_us"]), 1000000)
    called = _address(event) << 1 | reading
    body = struct.pack(">BIB", number, I2C_M_RD if reading else 0, called) + data
    return struct.pack(">IIII", (epoch_s + seconds) & 0xFFFFFFFF, microseconds, len(body), len(body)) + body
