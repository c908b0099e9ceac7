"""I2C buses: bytes to and from targets, the time they take, and what goes wrong in which step."""

from __future__ import annotations

import pytest
from bus_harness import Bench, Registers
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import i2c
from impsim.device.faults import Spell

HZ = 100000
BYTES = st.binary(max_size=12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), BYTES),
        st.tuples(st.just("read"), st.binary(max_size=2), st.integers(0, 9)),
    ),
    max_size=12,
)


def on(model="imp003", *targets, bus=None):
    bench = Bench(model)
    chosen = bench[bus or next(name for name in bench.buses if name.startswith("i2c"))]
    chosen.configure(HZ)
    for target in targets:
        chosen.attach(target)
    return bench, chosen


@given(STEPS)
def test_a_register_file_has_what_was_written(steps):
    cells, at = bytearray(256), 0
    target = Registers()
    bench, bus = on("imp003", target)
    for kind, out, *count in steps:
        if out:
            at = out[0]
        for byte in out[1:]:
            cells[at] = byte
            at = (at + 1) % 256
        if kind == "write":
            assert bus.write(0x20, out, bench.passes) == i2c.OK
        else:
            wanted = bytes(cells[(at + n) % 256] for n in range(count[0]))
            assert bus.read(0x20, out, count[0], bench.passes) == wanted
            at = (at + count[0]) % 256
        assert bus.read_error == i2c.OK
    assert target.cells == cells
    assert target.heard.count("stop") == len(steps)


@pytest.mark.parametrize(
    ("out", "count", "heard"),
    [
        (b"", None, ["write", "stop"]),
        (b"a", None, ["write", "stop"]),
        (b"", 2, ["read", "stop"]),
        (b"", 0, ["read", "stop"]),
        (b"a", 2, ["write", "read", "stop"]),
    ],
)
def test_starts_and_stops(out, count, heard):
    target = Registers()
    bench, bus = on("imp003", target)
    if count is None:
        bus.write(0x20, out, bench.passes)
    else:
        bus.read(0x20, out, count, bench.passes)
    assert target.heard == heard


@pytest.mark.parametrize(
    ("hz", "actual"),
    [(0, 10000), (1, 10000), (10000, 10000), (49999, 10000), (75000, 50000), (100000, 100000), (2000000, 400000)],
)
def test_speeds(hz, actual):
    _, bus = on()
    bus.configure(hz)
    assert bus.speed_hz == actual


@pytest.mark.parametrize("hz", i2c.SPEEDS)
def test_time_is_bits(hz):
    """Two starts, two addresses, 100 and 200 bytes and a stop."""
    bench, bus = on("imp003", Registers())
    bus.configure(hz)
    bus.read(0x20, bytes(100), 200, bench.passes)
    bits = 2 + 9 * (2 + 100 + 200) + 1
    assert bench.clock.now_us == i2c.CALL_US + bits * 1000000 // hz


def test_the_world_goes_on_during_a_transfer():
    bench, bus = on("imp003", Registers())
    bus.configure(10000)
    seen = []
    bench.clock.after(5000, lambda: seen.append(bench.clock.now_us))
    bus.write(0x20, bytes(20), bench.passes)
    assert seen == [5000]


def test_two_targets_answer_together():
    """Any acknowledges; a bit that one pulls low is low."""
    one, other = Registers(refuses_from=1), Registers()
    bench, bus = on("imp003", one, other)
    assert bus.write(0x20, b"\0\xf0", bench.passes) == i2c.OK
    one.cells[:] = b"\x3c" * 256
    assert bus.read(0x20, b"\0", 1, bench.passes) == b"\x30"
    bus.detach(other)
    assert bus.read(0x20, b"\0", 1, bench.passes) == b"\x3c"


def test_other_addresses_are_silent():
    bench, bus = on("imp003", Registers(0x20), Registers(0x21))
    answering = [address for address in range(128) if bus.write(address, b"", bench.passes) == i2c.OK]
    assert answering == [0x20, 0x21]


# What goes wrong

# model -> the error of a write to nobody, of reads of 1 and 3 bytes with and without a sub-address, of a refused byte
WRONG = {
    "imp001": (-2, -6, -10, -2, -2, -9),
    "imp002": (-2, -6, -10, -2, -2, -9),
    "imp003": (-2, -6, -10, -2, -2, -9),
    "imp004m": (-2, -6, -10, -2, -2, -9),
    "imp005": (-9, -9, -9, -9, -9, -9),
    "imp006": (-2, -6, -10, -2, -2, -9),
    "impC001": (-2, -6, -10, -2, -2, -9),
}


@pytest.mark.parametrize("model", WRONG)
def test_nobody_is_there(model):
    bench, bus = on(model, Registers(refuses_from=2))
    assert bus.write(0x10, b"abc", bench.passes) == WRONG[model][0]
    for number, (sub_address, count) in enumerate([(b"", 1), (b"", 3), (b"r", 1), (b"r", 3)], 1):
        assert bus.read(0x10, sub_address, count, bench.passes) is None
        assert bus.read_error == WRONG[model][number]
    assert bus.write(0x20, b"abc", bench.passes) == WRONG[model][5]
    assert bus.read_error == WRONG[model][4]


@pytest.mark.parametrize("model", WRONG)
def test_a_bus_that_is_not_configured(model):
    bench = Bench(model)
    for bus in [bus for bus in bench.buses.values() if bus.kind == "i2c"]:
        assert bus.write(0x20, b"a", bench.passes) == i2c.NOT_ENABLED
        assert bus.read(0x20, b"a", 1, bench.passes) is None
        assert bus.read_error == i2c.NOT_ENABLED
        bus.configure(HZ)
        bus.disable()
        assert bus.write(0x20, b"a", bench.passes) == i2c.NOT_ENABLED
        assert bus.read_error == i2c.OK
    assert bench.clock.now_us == 0


@pytest.mark.parametrize("line", ["SDA", "SCL"])
def test_a_stuck_bus(line):
    bench, bus = on("imp003", Registers())
    bus.faults.hold(line, Spell())
    assert bus.write(0x20, b"a", bench.passes) == i2c.CONTROLLER_SELECT
    assert bus.read(0x20, b"", 1, bench.passes) is None
    assert bus.read_error == i2c.CONTROLLER_SELECT
    assert bench.clock.now_us == 2 * (i2c.CALL_US + i2c.TIMEOUT_US)
    bus.faults.clear()
    assert bus.write(0x20, b"a", bench.passes) == i2c.OK


@pytest.mark.parametrize(
    ("out", "count", "after_us", "code"),
    [
        (bytes(9), None, 500, i2c.TRANSFER),
        (b"", 2, 150, i2c.DATA_RECEIVE),
        (b"", 9, 500, i2c.RECEIVE),
        (b"a", 9, 150, i2c.RESELECT),
    ],
)
def test_a_bus_that_gets_stuck_on_the_way(out, count, after_us, code):
    bench, bus = on("imp003", Registers())
    bench.clock.after(after_us, lambda: bus.faults.hold("SCL", Spell()))
    if count is None:
        assert bus.write(0x20, out, bench.passes) == code
    else:
        assert bus.read(0x20, out, count, bench.passes) is None
        assert bus.read_error == code


def test_a_target_may_stretch_the_clock():
    bench, bus = on("imp003", Registers(stretch_us=1000))
    assert bus.read(0x20, b"", 5, bench.passes) == bytes(5)
    assert bench.clock.now_us == i2c.CALL_US + (1 + 6 * 9 + 1) * 10 + 5 * 1000


@pytest.mark.parametrize(("count", "code"), [(1, i2c.DATA_RECEIVE), (3, i2c.RECEIVE)])
def test_but_not_for_ever(count, code):
    bench, bus = on("imp003", Registers(stretch_us=i2c.TIMEOUT_US + 1))
    assert bus.read(0x20, b"", count, bench.passes) is None
    assert bus.read_error == code
    assert bus.write(0x20, b"a", bench.passes) == i2c.TRANSFER


@pytest.mark.parametrize("name", ["i2cJK", "i2c0"])
def test_an_imp005_reads_too_early_from_a_target_that_stretches(name):
    bench, bus = on("imp005", Registers(stretch_us=100), bus=name)
    assert bus.read(0x20, b"", 2, bench.passes) == b"\xff\xff"


def test_refused_addresses():
    bench, bus = on("imp003", Registers(0x20), Registers(0x21))
    bus.faults.nack(0x20, Spell(count=2))
    assert [bus.write(0x20, b"", bench.passes) for _ in range(3)] == [-2, -2, 0]
    bus.faults.nack(None, Spell(until_us=bench.clock.now_us + 1000))
    assert [bus.write(0x21, b"", bench.passes) for _ in range(2)] == [-2, 0]
    bus.faults.nack(0x21, Spell())
    assert [bus.write(address, b"", bench.passes) for address in (0x21, 0x20, 0x21)] == [-2, 0, -2]


def test_flipped_bits():
    bench, bus = on("imp003", Registers())
    bus.faults.corrupt(0x81, Spell(count=2))
    assert bus.read(0x20, b"\0", 3, bench.passes) == b"\x81\x81\0"


def test_who_looks_in_during_a_transfer_finds_the_bus_taken():
    bench, bus = on("imp003", Registers())
    found = []
    bench.clock.after(200, lambda: found.append(bus.write(0x20, b"", bench.passes)))
    assert bus.write(0x20, bytes(9), bench.passes) == i2c.OK
    assert found == [i2c.CONTROLLER_SELECT]


def test_events():
    bench, bus = on("imp003", Registers())
    bench.events.clear()
    bus.read(0x20, b"\1", 2, bench.passes)
    bus.write(0x30, b"\1", bench.passes)
    bus.write(0x20, bytes(300), bench.passes)
    fields = ("bus", "address", "write", "read", "result", "since_us")
    first, second, third = [[event.get(name) for name in fields] for event in bench.seen("i2c")]
    assert first == ["i2cAB", 0x20, "01", "0000", 0, 0]
    assert second[1:5] == [0x30, "", "", -2]
    assert third[2] == "00" * 256 and bench.events[-1]["bytes"] == 300
