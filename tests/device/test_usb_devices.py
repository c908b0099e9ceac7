"""USB devices and the port that they are plugged into: descriptors, requests, transfers in time, damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.usb.descriptors import INTERRUPT, Descriptors, Endpoint, Interface
from impsim.device.usb.gadget import Setup, Stall
from impsim.device.usb.gadgets import SerialAdapter, baud_of, gadget_of
from impsim.device.usb.port import BUSY, FREE, INVALID_ENDPOINT, NOT_RESPONDING, OK, STALL, Port
from impsim.sim.clock import Clock


class Around:
    """What a port needs of an imp."""

    def __init__(self):
        self.clock = Clock()
        self.events = []

    def emit(self, kind, **fields):
        self.events.append({"kind": kind, **fields})


class Bench:
    """A port that is on, with a device that was given the address 1 and was configured."""

    def __init__(self, plan, address=1):
        self.around = Around()
        self.clock = self.around.clock
        self.port = Port(self.around)
        self.heard = []
        self.port.on_found = lambda gadget: self.heard.append("found")
        self.port.on_gone = lambda gone: self.heard.append(gone)
        self.port.on_failure = lambda: self.heard.append("failed")
        self.port.enable()
        self.gadget = gadget_of(self.clock, plan)
        self.port.plug(self.gadget)
        self.clock.advance(250000)
        if address:
            self.set(5, address, device=0)
            self.set(9, 1)

    def set(self, request, value, device=1, kind=0):
        return self.port.control(device, Setup(kind, request, value, 0, 0), b"")[0]

    def get(self, request, value, index=0, length=255, kind=0x80):
        return self.port.control(1, Setup(kind, request, value, index, length), b"")

    def transfer(self, endpoint, data, for_us=10000000):
        """The state and the bytes of a transfer, and how long it took; None when it does not end."""
        ended = []
        begun_us = self.clock.now_us
        status = self.port.transfer(
            1, endpoint, data, lambda state, found: ended.append((state, found, self.clock.now_us))
        )
        if status:
            return status
        self.clock.advance(begun_us + for_us)
        return (*ended[0][:2], ended[0][2] - begun_us) if ended else None


GENERIC = {"kind": "generic", "echo": True}


def test_a_device_is_found_after_a_moment():
    bench = Bench(GENERIC, address=0)
    assert bench.heard == ["found"]
    assert [event["do"] for event in bench.around.events] == ["plugged", "found"]
    bench.port.unplug()
    assert bench.heard == ["found", 0]
    bench.port.unplug()
    bench.port.plug(bench.gadget)
    bench.port.unplug()
    bench.clock.advance(1000000)
    assert bench.heard == ["found", 0]


def test_a_device_is_found_anew_when_the_port_is_turned_on():
    bench = Bench(GENERIC)
    bench.port.disable()
    bench.port.unplug()
    bench.port.plug(bench.gadget)
    bench.clock.advance(1000000)
    assert bench.heard == ["found"]
    bench.port.enable()
    bench.clock.advance(2000000)
    assert bench.heard == ["found", "found"]
    assert bench.gadget.address == 0


def test_a_failure_of_the_bus_is_told_once():
    bench = Bench(GENERIC)
    bench.port.fail()
    assert bench.heard == ["found", "failed"]
    assert bench.set(9, 1) == NOT_RESPONDING
    bench.port.disable()
    bench.port.fail()
    assert bench.heard == ["found", "failed"]


def test_descriptors():
    endpoints = [Endpoint(0x81, INTERRUPT, 300, 7), Endpoint(2)]
    found = Descriptors(0x1234, 0x5678, 0x0102, [Interface((3, 1, 2), endpoints, b"\x02\x21")], ("me", "", "no 1"))
    assert found.device().hex() == "1201100100000008341278560201010003" + "01"
    assert (
        found.configuration().hex() == "0902220001010080320904000002030102000221" + "070581032c0107" + "07050202400000"
    )
    assert (found.string(0).hex(), found.string(1).hex()) == ("04030904", "06036d006500")
    assert (found.string(2), found.string(4)) == (b"", b"")
    plain = found.plain()
    assert (plain["vendorid"], plain["manufacturer"], plain["product"], plain["serial"]) == (0x1234, 1, 0, 3)
    (configuration,) = plain["configurations"]
    assert configuration["interfaces"][0]["endpoints"][0] == {
        "address": 0x81,
        "attributes": 3,
        "maxpacketsize": 300,
        "interval": 7,
    }


def test_what_every_device_answers():
    bench = Bench(GENERIC)
    assert bench.get(6, 0x0100, length=8) == (OK, bench.gadget.descriptors.device()[:8])
    assert bench.get(6, 0x0200, length=9)[1][2] == len(bench.gadget.descriptors.configuration())
    assert bench.get(6, 0x0302)[1][2:].decode("utf-16-le") == "Generic"
    assert bench.get(6, 0x0303) == bench.get(6, 0x0201) == bench.get(6, 0x2200) == bench.get(6, 0x0700) == (STALL, b"")
    assert bench.get(8, 0) == (OK, b"\x01")
    assert (bench.set(9, 0), bench.get(8, 0)) == (OK, (OK, b"\0"))
    assert bench.set(9, 2) == STALL
    assert bench.get(0, 0) == (OK, b"\0\0")
    assert bench.get(10, 0) == (OK, b"\0")
    assert (bench.set(1, 0), bench.set(3, 0), bench.set(11, 0), bench.set(12, 0)) == (OK, OK, OK, STALL)
    assert bench.get(77, 0, length=3, kind=0xC0) == (OK, b"\0\0\0")


def test_only_who_has_the_address_answers():
    bench = Bench(GENERIC)
    assert bench.set(9, 1, device=0) == bench.set(9, 1, device=2) == NOT_RESPONDING
    assert bench.set(5, 2) == OK
    assert bench.set(9, 1, device=2) == OK
    bench.port.unplug()
    assert bench.set(9, 1, device=2) == NOT_RESPONDING


def opened(plan=GENERIC):
    bench = Bench(plan)
    assert bench.port.open_endpoint(1, 0x81, 2, 64) == OK
    assert bench.port.open_endpoint(1, 1, 2, 64) == OK
    return bench


def test_transfers_take_the_time_of_the_wire():
    bench = opened()
    assert bench.transfer(1, b"hello") == (FREE, b"hello", 1004)
    assert bench.transfer(0x81, bytes(10)) == (FREE, b"hello", 1000)
    state, _, took_us = bench.transfer(1, bytes(12000))
    assert (state, took_us) == (FREE, 11000)
    state, found, took_us = bench.transfer(0x81, bytes(12000))
    assert (state, len(found)) == (FREE, 12000)
    assert took_us > 11000


def test_a_transfer_waits_until_there_is_something():
    bench = opened({"kind": "generic"})
    bench.clock.at(bench.clock.now_us + 500000, lambda: bench.gadget.hear(0x81, b"late"))
    assert bench.transfer(0x81, bytes(64)) == (FREE, b"late", 501000)
    assert bench.transfer(0x81, bytes(64)) is None
    assert not bench.clock.busy
    assert bench.transfer(0x81, bytes(64)) == BUSY


def test_a_short_packet_ends_a_transfer_and_what_is_not_wanted_waits():
    bench = opened({"kind": "generic"})
    bench.gadget.hear(0x81, bytes(100))
    assert bench.transfer(0x81, bytes(64))[1] == bytes(64)
    assert bench.transfer(0x81, bytes(64))[1] == bytes(36)
    bench.gadget.hear(0x81, bytes(1 << 17))
    assert len(bench.transfer(0x81, bytes(1 << 16))[1]) == 1 << 16


def test_endpoints_that_cannot_be_opened():
    bench = Bench(
        {"kind": "generic", "endpoints": [{"address": a, "kind": k} for a, k in ((0x81, 3), (0x82, 3), (3, 3), (4, 2))]}
    )
    opens = bench.port.open_endpoint
    assert (opens(2, 4, 2, 64), opens(1, 5, 2, 64), opens(1, 4, 3, 64)) == (
        NOT_RESPONDING,
        INVALID_ENDPOINT,
        INVALID_ENDPOINT,
    )
    assert (opens(1, 3, 3, 8), opens(1, 0x81, 3, 8), opens(1, 0x81, 3, 8), opens(1, 0x82, 3, 8)) == (
        INVALID_ENDPOINT,
        OK,
        OK,
        INVALID_ENDPOINT,
    )
    assert bench.transfer(4, b"x") == INVALID_ENDPOINT
    bench.port.unplug()
    assert bench.transfer(0x81, b"x") == NOT_RESPONDING


def test_who_pulls_it_out_ends_nothing():
    bench = opened({"kind": "generic"})
    bench.clock.at(bench.clock.now_us + 500, bench.port.unplug)
    assert bench.transfer(1, bytes(5000)) is None
    bench.gadget.hear(0x81, b"x")
    assert bench.heard == ["found", 1]


# The serial adapter


@pytest.mark.parametrize(
    ("value", "index", "baud"),
    [
        (0x4138, 0, 9600),
        (0xC034, 0, 57554),
        (0x001A, 0, 115385),
        (0x0003, 0, 1000000),
        (0, 0, 3000000),
        (1, 0, 2000000),
    ],
)
def test_baud_rates(value, index, baud):
    assert round(baud_of(value, index)) == pytest.approx(baud, rel=0.01)


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_any_divisor_is_a_baud_rate(value, index):
    assert 1 <= baud_of(value, index) <= 3000000


def serial(loopback=False):
    bench = Bench({"kind": "serial", "loopback": loopback})
    assert (bench.port.open_endpoint(1, 0x81, 2, 64), bench.port.open_endpoint(1, 2, 2, 64)) == (OK, OK)
    return bench


def test_status_comes_before_what_was_received():
    bench = serial()
    bench.clock.advance(320000)
    assert bench.transfer(0x81, bytes(64)) == (FREE, b"\x01\x60", 17000)
    bench.gadget.hear(0x81, b"hello")
    state, found, took_us = bench.transfer(0x81, bytes(64))
    assert (state, found) == (FREE, b"\x01\x60hello")
    assert took_us <= 18000
    bench.gadget.hear(0x81, bytes(100))
    assert [len(bench.transfer(0x81, bytes(64))[1]) for _ in range(2)] == [64, 40]


def test_data_that_comes_while_it_is_waited_for_keeps_a_run_going():
    bench = serial()
    found = []
    bench.port.transfer(1, 0x81, bytes(64), lambda state, data: found.append(data))
    bench.clock.advance(bench.clock.now_us + 2000)
    assert not bench.clock.busy
    bench.gadget.hear(0x81, b"x")
    assert bench.clock.busy
    bench.clock.run()
    assert found == [b"\x01\x60x"]


def test_a_loop_gives_back_what_was_sent_at_the_speed_of_the_line():
    bench = serial(loopback=True)
    assert bench.set(3, 0x4138, kind=0x40) == OK
    assert bench.gadget.baud == 9600
    assert bench.transfer(2, b"a" * 96, for_us=5000)[:2] == (FREE, b"a" * 96)
    assert bench.transfer(0x81, bytes(64))[1] == b"\x01\x60"
    bench.clock.advance(bench.clock.now_us + 100000)
    assert bench.transfer(0x81, bytes(64))[1] == b"\x01\x60" + b"a" * 62


def test_requests_of_the_serial_adapter():
    bench = serial()
    assert bench.set(9, 5, kind=0x40) == OK
    assert bench.get(10, 0, kind=0xC0) == (OK, b"\x05")
    assert bench.get(5, 0, kind=0xC0) == (OK, b"\x01\x60")
    assert [bench.set(request, 0, kind=0x40) for request in (0, 1, 2, 4, 99)] == [OK, OK, OK, OK, STALL]
    assert bench.set(0, 0, kind=0x20) == STALL
    with pytest.raises(Stall):
        SerialAdapter(Clock()).take(1, b"x")


# The keyboard


def test_a_keyboard():
    bench = Bench({"kind": "keyboard"})
    assert bench.gadget.mbps == 1.5
    assert bench.port.open_endpoint(1, 0x81, 3, 8) == OK
    report = bench.get(6, 0x2200)[1]
    assert (len(report), report[:2]) == (63, b"\x05\x01")
    bench.gadget.hear(0x81, b"\x02\0\x04")
    assert bench.transfer(0x81, bytes(8))[:2] == (FREE, b"\x02\0\x04\0\0\0\0\0")
    assert bench.get(1, 0x0100, kind=0xA1) == (OK, b"\x02\0\x04\0\0\0\0\0")
    assert bench.transfer(0x81, bytes(8)) is None
    assert bench.port.control(1, Setup(0x21, 9, 0x0200, 0, 1), b"\x05") == (OK, b"")
    assert bench.gadget.leds == 5
    assert [bench.set(request, 0, kind=0x21) for request in (10, 11, 77)] == [OK, OK, STALL]
    assert bench.get(2, 0, kind=0xA1) == bench.get(3, 0, kind=0xA1) == (OK, b"\0")
