"""A serial flash on an SPI bus, byte by byte: its commands, when it heeds them, and what it holds afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.flash import PAGE, SECTOR
from impsim.device.flash25 import NorFlash25
from impsim.sim.clock import Clock

SIZE = 1 << 20
ANYWHERE = 0x012345
WREN, PP, SE, RDSR = 0x06, 0x02, 0x20, 0x05


class Bench:
    """A chip with somebody who sends it commands."""

    def __init__(self, size=SIZE):
        self.clock = Clock()
        self.chip = NorFlash25(self.clock, size)

    def send(self, *given, more=0):
        """One command; the bytes that come back after those that are sent."""
        self.chip.select()
        for byte in given:
            self.chip.exchange(byte)
        found = bytes(self.chip.exchange(0) for _ in range(more))
        self.chip.deselect()
        return found

    def at(self, command, address, *data, more=0):
        return self.send(command, *address.to_bytes(3, "big"), *data, more=more)

    def wait(self, passing_us=20000000):
        self.clock.move(self.clock.now_us + passing_us)

    def change(self, command, address, *data):
        """With a write enable, and until it is done."""
        self.send(WREN)
        self.at(command, address, *data)
        self.wait()

    def read(self, address, count):
        return self.at(0x03, address, more=count)

    @property
    def status(self):
        return self.send(RDSR, more=1)[0]


def test_who_it_is():
    bench = Bench()
    assert bench.send(0x9F, more=4) == b"\xef\x40\x14\xff"
    assert bench.at(0x90, 0, more=3) == b"\xef\x13\xef"
    assert bench.at(0x90, 1, more=2) == b"\x13\xef"
    assert bench.at(0xAB, 0, more=2) == b"\x13\x13"
    assert NorFlash25(Clock(), SIZE, 0xC22014).identification == 0xC22014


def test_programming_and_reading():
    bench = Bench()
    assert bench.read(ANYWHERE, 2) == b"\xff\xff"
    bench.change(PP, ANYWHERE, 0x12, 0x34)
    assert bench.read(ANYWHERE - 1, 4) == b"\xff\x12\x34\xff"
    assert bench.at(0x0B, ANYWHERE, 0, more=2) == b"\x12\x34"
    bench.change(PP, ANYWHERE, 0x03)
    assert bench.read(ANYWHERE, 1) == b"\x02"
    bench.change(SE, ANYWHERE)
    assert bench.read(ANYWHERE, 1) == b"\xff"


def test_reading_goes_on_over_pages_and_from_the_end_to_the_beginning():
    bench = Bench()
    bench.change(PP, SIZE - 1, 1)
    bench.change(PP, 0, 2)
    assert bench.read(SIZE - 1, 2) == b"\x01\x02"
    assert bench.read(SIZE - 300, SIZE).count(b"\xff") == SIZE - 2


def test_a_page_is_written_round():
    bench = Bench()
    bench.change(PP, PAGE - 1, 1, 2)
    assert (bench.read(0, 1), bench.read(PAGE - 1, 2)) == (b"\x02", b"\x01\xff")
    bench.change(PP, 2 * PAGE, *[0xF0] * PAGE, 0x0F)
    assert bench.read(2 * PAGE, 2) == b"\x0f\xf0"
    assert bench.read(3 * PAGE, 1) == b"\xff"


def test_nothing_changes_without_a_write_enable():
    bench = Bench()
    for command in (PP, SE, 0x52, 0xD8):
        bench.at(command, 0, 1)
    bench.send(0x01, 0x1C)
    assert (bench.read(0, 1), bench.status) == (b"\xff", 0)
    bench.send(WREN)
    assert bench.status == 2
    bench.send(0x04)
    bench.at(PP, 0, 1)
    assert (bench.read(0, 1), bench.status) == (b"\xff", 0)
    bench.change(PP, 0, 1)
    bench.at(PP, 1, 1)
    assert bench.read(0, 2) == b"\x01\xff"


# command -> microseconds for which it is busy
TIMES = [
    ((PP, 0, 0, 0, 1), 700),
    ((SE, 0, 0, 0), 45000),
    ((0xD8, 0, 0, 0), 150000),
    ((0x60,), 2500000),
    ((0x01, 0), 10000),
]


@pytest.mark.parametrize(("command", "busy_us"), TIMES)
def test_it_is_busy_for_a_while(command, busy_us):
    bench = Bench()
    bench.send(WREN)
    bench.send(*command)
    assert bench.status == 1
    bench.send(WREN)
    assert bench.send(0x9F, more=1) == b"\xff"
    bench.wait(busy_us - 1)
    assert bench.chip.busy
    bench.wait(1)
    assert bench.status == 0
    assert bench.send(0x9F, more=1) == b"\xef"


@pytest.mark.parametrize(("command", "size"), [(SE, SECTOR), (0x52, 1 << 15), (0xD8, 1 << 16)])
def test_erasing_takes_all_around_the_address(command, size):
    bench = Bench()
    places = [0x40000 - 1, 0x40000, 0x40000 + size - 1, 0x40000 + size]
    for place in places:
        bench.change(PP, place, 0)
    bench.change(command, 0x40000 + size // 2)
    assert b"".join(bench.read(place, 1) for place in places) == b"\x00\xff\xff\x00"
    bench.send(WREN)
    bench.send(0xC7)
    bench.wait()
    assert bench.chip.array.used == 0


def test_protection():
    bench = Bench()
    bench.send(WREN)
    bench.send(0x01, 0x04)
    bench.wait()
    assert bench.status == 4
    last = SIZE - (SIZE >> 6)
    bench.change(PP, last, 0)
    bench.change(PP, last - 1, 0)
    assert bench.read(last - 1, 2) == b"\x00\xff"
    bench.send(WREN)
    bench.send(0x60)
    bench.wait()
    bench.change(0xD8, last)
    assert bench.read(last - 1, 1) == b"\x00"
    bench.send(WREN)
    bench.send(0x01, 0x1C)
    bench.wait()
    bench.change(SE, last - 1)
    assert bench.read(last - 1, 1) == b"\x00"


def test_deep_power_down():
    bench = Bench()
    bench.send(0xB9)
    assert bench.send(0x9F, more=1) == b"\xff"
    assert bench.send(RDSR, more=1) == b"\xff"
    bench.send(0xAB)
    assert bench.send(0x9F, more=1) == b"\xef"


def test_power_keeps_what_it_holds():
    bench = Bench()
    bench.change(PP, 0, 7)
    bench.send(WREN)
    bench.send(0xB9)
    bench.chip.reset()
    assert (bench.status, bench.read(0, 1)) == (0, b"\x07")


def test_who_is_not_selected_says_nothing():
    bench = Bench()
    bench.chip.exchange(WREN)
    bench.chip.deselect()
    assert bench.status == 0
    assert bench.send() == b""
    bench.send(0x77, 1, 2, 3)
    bench.send(WREN)
    bench.at(SE, 0, 5)
    assert bench.status == 2


COMMANDS = st.lists(
    st.tuples(st.sampled_from([WREN, PP, SE, 0x03, 0x9F, RDSR, 0x04, 0xB9, 0xAB, 0x01, 0xFE]), st.binary(max_size=9))
)


@given(COMMANDS, st.integers(0, 50000))
def test_any_bytes_are_answered_by_bytes(commands, pause_us):
    bench = Bench(1 << 16)
    for command, data in commands:
        assert len(bench.send(command, *data, more=3)) == 3
        bench.wait(pause_us)
    assert len(bench.chip.array.read(0, 1 << 16)) == 1 << 16
