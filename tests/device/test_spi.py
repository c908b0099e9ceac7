"""SPI buses: clocks, modes, who is selected, bytes out and in."""

from __future__ import annotations

import pytest
from bus_harness import Bench
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import pin_modes as p
from impsim.device import spi

MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")


class Shifter:
    """A shift register of some bytes: what goes in comes out as many bytes later.  heard: selections, and bytes."""

    def __init__(self, length=1):
        self.cells = [0xA5] * length
        self.heard = []

    def select(self):
        self.heard.append("select")

    def deselect(self):
        self.heard.append("deselect")

    def exchange(self, byte):
        self.heard.append(byte)
        self.cells.append(byte)
        return self.cells.pop(0)


def on(name="spiEBCA", model="imp003", flags=0, khz=1000):
    bench = Bench(model)
    bench[name].configure(flags, khz)
    return bench, bench[name]


# model, bus, asked for -> given
RATES = [
    ("imp001", "spi189", 15000, 15000),
    ("imp001", "spi189", 30000, 15000),
    ("imp001", "spi257", 30000, 30000),
    ("imp001", "spi257", 7500, 7500),
    ("imp002", "spi257", 117, 117),
    ("imp002", "spi189", 117, 117),
    ("imp002", "spi189", 1, 117),
    ("imp001", "spi189", 1000, 937),
    ("imp003", "spiEBCA", 24000, 18000),
    ("imp003", "spiLGDK", 9000, 9000),
    ("imp003", "spiLGDK", 8999, 4500),
    ("imp003", "spiLGDK", 0, 140),
    ("imp004m", "spiGJKL", 6000, 6000),
    ("imp006", "spiXTUVW", 6000, 6000),
    ("imp005", "spi0", 6000, 6400),
    ("imp005", "spiBCAD", 0, 125),
    ("imp005", "spiBCAD", 1, 125),
    ("imp005", "spiBCAD", 99999, 16000),
    ("impC001", "spiPQRS", 30000, 25000),
]


@pytest.mark.parametrize(("model", "name", "khz", "actual"), RATES)
def test_clocks(model, name, khz, actual):
    assert Bench(model)[name].configure(0, khz) == actual


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("khz", [1, 117, 500, 4000, 15000, 30000, 100000])
def test_a_clock_that_is_given_is_given_again(model, khz):
    for bus in [bus for bus in Bench(model).buses.values() if bus.kind == "spi"]:
        actual = bus.configure(0, khz)
        assert spi.clock_hz(bus.name, model, bus.speed_hz) == bus.speed_hz
        assert actual == bus.speed_hz // 1000
        assert actual <= khz or model == "imp005" or khz < 200


@given(st.lists(st.binary(max_size=6), max_size=8), st.integers(1, 3), st.booleans())
def test_a_shift_register_gives_what_went_in(pieces, length, lsb_first):
    bench, bus = on(flags=spi.LSB_FIRST if lsb_first else 0)
    bus.attach(Shifter(length))
    sent = b"".join(pieces)
    found = b"".join(bus.exchange(piece, bench.passes) for piece in pieces)
    assert found == (b"\xa5" * length + sent)[: len(sent)]


@pytest.mark.parametrize(
    ("flags", "mode"),
    [
        (0, 0),
        (spi.CLOCK_2ND_EDGE, 1),
        (spi.CLOCK_IDLE_HIGH, 2),
        (spi.CLOCK_IDLE_HIGH | spi.CLOCK_2ND_EDGE, 3),
    ],
)
def test_modes(flags, mode):
    _, bus = on(flags=flags)
    assert bus.mode == mode
    assert bus.pins["SCLK"].level == (mode >= 2)


@pytest.mark.parametrize(
    ("flags", "signals"),
    [
        (0, {"COPI", "CIPO", "SCLK"}),
        (spi.SIMPLEX_TX, {"COPI", "SCLK"}),
        (spi.SIMPLEX_RX, {"CIPO", "SCLK"}),
        (spi.SIMPLEX_TX | spi.NO_SCLK, {"COPI"}),
        (spi.USE_CS_L, {"COPI", "CIPO", "SCLK"}),
    ],
)
def test_pins_that_are_not_used_are_free(flags, signals):
    assert set(on(flags=flags)[1].pins) == signals


def test_time_is_bits():
    bench, bus = on(khz=9000)
    bus.write(bytes(9000), bench.passes)
    assert bench.clock.now_us == spi.CALL_US + 8000


@pytest.mark.parametrize(
    ("flags", "heard", "found"),
    [(0, [0x81], 0xA5), (spi.LSB_FIRST, [0x81], 0xA5), (spi.SIMPLEX_TX, [0x81], 0), (spi.SIMPLEX_RX, [0], 0xA5)],
)
def test_directions(flags, heard, found):
    bench, bus = on(flags=flags)
    shifter = Shifter()
    bus.attach(shifter)
    assert bus.exchange(b"\x81", bench.passes)[0] == found
    assert shifter.heard[1:] == heard


def test_the_first_bit_on_the_wire_is_the_highest():
    bench, bus = on(flags=spi.LSB_FIRST)
    shifter = Shifter()
    bus.attach(shifter)
    bus.write(b"\x01", bench.passes)
    assert shifter.heard == ["select", 0x80]


# Who is selected


def test_a_pin_selects():
    bench, bus = on()
    pin, shifter = bench.pins.named("pinY"), Shifter()
    bus.attach(shifter, "pinY")
    bus.write(b"\x01", bench.passes)
    pin.configure(p.DIGITAL_OUT, 1)
    bus.write(b"\x02", bench.passes)
    pin.write(0)
    bus.write(b"\x03", bench.passes)
    pin.write(1)
    bus.write(b"\x04", bench.passes)
    assert shifter.heard == ["select", 3, "deselect"]


def test_a_pin_that_loses_its_mode_selects_no_longer():
    bench, bus = on()
    pin, shifter = bench.pins.named("pinY"), Shifter()
    bus.attach(shifter, "pinY")
    pin.configure(p.DIGITAL_OUT, 0)
    bus.write(b"\x01", bench.passes)
    pin.reset()
    bus.write(b"\x02", bench.passes)
    assert shifter.heard == ["select", 1, "deselect"]


def test_two_targets_with_pins_of_their_own():
    bench, bus = on()
    targets = {name: Shifter() for name in ("pinX", "pinY")}
    for name, target in targets.items():
        bus.attach(target, name)
        bench.pins.named(name).configure(p.DIGITAL_OUT, 1)
    for byte, name in enumerate(targets):
        bench.pins.named(name).write(0)
        bus.write(bytes([byte]), bench.passes)
        bench.pins.named(name).write(1)
    assert [target.heard for target in targets.values()] == [["select", 0, "deselect"], ["select", 1, "deselect"]]


def test_two_targets_that_answer_together():
    bench, bus = on()
    one, other = Shifter(), Shifter()
    other.cells = [0x0F]
    bus.attach(one)
    bus.attach(other)
    assert bus.exchange(b"\0", bench.passes) == b"\x05"
    bus.detach(other)
    assert bus.exchange(b"\0\0", bench.passes) == b"\0\0"
    assert other.heard == ["select", 0]


@pytest.mark.parametrize("name", ["spiBCAD", "spi0"])
def test_the_chip_select_of_an_imp005(name):
    bench, bus = on(name, "imp005", spi.USE_CS_L)
    shifter = Shifter()
    bus.attach(shifter, "bus")
    bus.write(b"\x01", bench.passes)
    bus.select(True)
    bus.write(b"\x02", bench.passes)
    bus.select(False)
    bus.select(True)
    bus.disable()
    assert shifter.heard == ["select", 2, "deselect", "select", "deselect"]


def test_the_chip_select_of_an_imp005_is_a_pin():
    bench, bus = on("spiBCAD", "imp005", spi.USE_CS_L)
    levels = [bench.pins.named("pinD").level]
    for asserted in (True, False):
        bus.select(asserted)
        levels.append(bench.pins.named("pinD").level)
    assert levels == [1, 0, 1]


@pytest.mark.parametrize(("model", "flags"), [("imp003", spi.USE_CS_L), ("imp005", 0)])
def test_others_have_none(model, flags):
    name = {"imp003": "spiEBCA", "imp005": "spiBCAD"}[model]
    assert not on(name, model, flags)[1].has_chip_select


def test_without_a_clock_only_who_needs_none_takes_part():
    bench, bus = on(flags=spi.NO_SCLK | spi.SIMPLEX_TX)
    lamp, chip = Shifter(), Shifter()
    bus.attach(lamp)
    bus.attach(chip, "pinY")
    bench.pins.named("pinY").configure(p.DIGITAL_OUT, 0)
    bus.write(b"\x07", bench.passes)
    assert (lamp.heard, chip.heard) == (["select", 7], ["select"])


# The wires


@pytest.mark.parametrize("level", [0, 1])
def test_where_nobody_answers_the_wire_is_read(level):
    bench, bus = on()
    bench.pins.named("pinB").drive(level)
    assert bus.read(2, bench.passes) == bytes([255 * level] * 2)


def test_the_output_holds_its_last_bit():
    bench, bus = on()
    levels = []
    for byte in (b"\x01", b"\x02", b"\xff", b""):
        bus.write(byte, bench.passes)
        levels.append(bench.pins.named("pinE").level)
    assert levels == [1, 0, 1, 1]


def test_events():
    bench, bus = on()
    bus.attach(Shifter())
    bus.write(b"\x01\x02", bench.passes)
    bus.read(1, bench.passes)
    bus.exchange(b"\x03", bench.passes)
    bus.write(bytes(1000), bench.passes)
    told = [[event[name] for name in ("bus", "out", "in")] for event in bench.seen("spi")]
    assert told[:3] == [["spiEBCA", "0102", ""], ["spiEBCA", "", "02"], ["spiEBCA", "03", "00"]]
    assert len(told[3][1]) == 512 and bench.seen("spi")[3]["bytes"] == 1000
    assert bus.last == 0
