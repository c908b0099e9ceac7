"""What was said on buses: lines for people, and captures that a parser of their format takes apart."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.trace.buslog import capture, is_of, lines

EPOCH_S = 1551398400


def i2c(do="write", address=0x5F, write="", read="", result=0, bus="i2c89", t_us=2160000, **more):
    fields = {"bus": bus, "do": do, "address": address, "write": write, "read": read, "result": result}
    return {"t_us": t_us, "device": "imp", "kind": "i2c", **fields, **more}


def event(kind, **fields):
    return {"t_us": 2160000, "device": "imp", "kind": kind, "bus": "b", **fields}


# event -> what stands behind time, imp and bus
SAID = [
    (i2c(write="2087"), ["5f W  20 87 ACK"]),
    (i2c(), ["5f W  ACK"]),
    (i2c("read", write="0f", read="bc"), ["5f W  0f", "5f R  bc ACK"]),
    (i2c("read", read="bcbd"), ["5f R  bc bd ACK"]),
    (i2c("read", write="", read="", result=-6), ["5f R  NACK -6"]),
    (i2c("read", write="0f", result=-2), ["5f W  0f NACK -2"]),
    (i2c("read", result=-2), ["5f W  NACK -2"]),
    (i2c(address=1, write="00" * 33), ["01 W  " + " ".join(["00"] * 32), "      00 ACK"]),
    (event("spi", out="0102", **{"in": ""}), ["out   01 02"]),
    (event("spi", out="01", **{"in": "ff"}), ["out   01", "in    ff"]),
    (event("spi", out="00" * 2, bytes=1000, **{"in": ""}), ["out   00 00 of 1000 bytes"]),
    (event("uart", way="rx", data="48690d"), ['rx    48 69 0d "Hi."']),
    (event("uart", way="tx\x1b[2J", data="zz"), ['tx\\x1b[2J ""']),
    (i2c(address="x", write=7, result="no\n"), ["00 W  NACK no\\n"]),
]


@pytest.mark.parametrize(("told", "said"), SAID)
def test_lines(told, said):
    found = list(lines(told))
    assert [line[36:] for line in found] == said
    assert found[0].split()[:3] == ["2.160000", "imp", told["bus"]]
    assert all(line[:36].strip() == "" for line in found[1:])
    assert all(line.isprintable() for line in found)


@pytest.mark.parametrize(
    ("kind", "bus", "asked", "is_it"),
    [("i2c", "a", "a", True), ("i2c", "a", "b", False), ("i2c", "a", "", True), ("log", "a", "", False)],
)
def test_which_events(kind, bus, asked, is_it):
    assert is_of({"kind": kind, "bus": bus}, asked) is is_it


def parsed(data):
    """The packets of a capture: (microseconds, bus, flags, address and direction, data), by the format alone."""
    magic, major, minor, zone, figures, longest, link = struct.unpack_from(">IHHiIII", data)
    assert (magic, major, minor, zone, figures, link) == (0xA1B2C3D4, 2, 4, 0, 0, 209)
    at, packets = 24, []
    while at < len(data):
        seconds, microseconds, held, length = struct.unpack_from(">IIII", data, at)
        assert held == length <= longest and microseconds < 1000000
        bus, flags, address = struct.unpack_from(">BIB", data, at + 16)
        packets.append((seconds * 1000000 + microseconds, bus, flags, address, data[at + 22 : at + 16 + held]))
        at += 16 + held
    assert at == len(data)
    return packets


HEX = st.binary(max_size=8).map(bytes.hex)
EVENTS = st.lists(
    st.builds(
        i2c,
        st.sampled_from(["read", "write"]),
        st.integers(0, 127),
        HEX,
        HEX,
        st.sampled_from([0, -2]),
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 10**12),
    ),
    max_size=10,
)


@given(EVENTS)
def test_a_capture_holds_every_message(told):
    packets = parsed(b"".join(capture(told, "", EPOCH_S)))
    expected, numbers = [], {}
    for e in told:
        number = numbers.setdefault(e["bus"], len(numbers))
        at = EPOCH_S * 1000000 + e["t_us"]
        if e["do"] == "write" or e["write"] or e["result"]:
            expected.append((at, number, 0, e["address"] << 1, bytes.fromhex(e["write"])))
        if e["do"] == "read" and (e["read"] or not e["result"]):
            expected.append((at, number, 1, e["address"] << 1 | 1, bytes.fromhex(e["read"])))
    assert packets == expected


def test_a_capture_of_one_bus():
    told = [i2c(bus="a", write="01"), event("spi", out="00"), i2c(bus="b", write="02"), {"kind": "header"}]
    assert [packet[4] for packet in parsed(b"".join(capture(told, "b", EPOCH_S)))] == [b"\x02"]


def test_a_capture_of_nothing():
    assert parsed(b"".join(capture([], "", EPOCH_S))) == []
