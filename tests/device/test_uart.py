"""UARTs: rates, bytes out and in, buffers, flags, flow control, and what goes wrong on the line."""

from __future__ import annotations

import pytest
from bus_harness import Bench
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import pin_modes as p
from impsim.device import uart
from impsim.device import uart_line as u
from impsim.device.faults import Spell
from impsim.device.serial_frame import FRAME_ERROR, PARITY_ERROR, Frame
from impsim.device.uart_line import ActivePin

MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")
BYTE_US = 87  # of 8N1 at 115200
FAST = 115200


class Peer:
    """What hears the imp.  heard: (when, byte)."""

    def __init__(self, clock):
        self.clock = clock
        self.heard = []
        self.ends = set()

    def receive(self, data, baud, frame):
        self.heard += [(self.clock.now_us, byte) for byte in data]
        self.ends.add((baud, frame))

    @property
    def data(self):
        return bytes(byte for _, byte in self.heard)


def on(name="uartFG", model="imp003", flags=0, baud=FAST, **frame):
    bench = Bench(model)
    bus = bench[name]
    bus.configure(Frame(baud, **frame), flags)
    peer = Peer(bench.clock)
    bus.attach(peer)
    return bench, bus, peer


# Rates

RATES = [
    ("imp001", "uart57", 115200, 115385),
    ("imp001", "uart57", 9999999, 3750000),
    ("imp001", "uart1289", 9999999, 7500000),
    ("imp002", "uart6E", 7500000, 7500000),
    ("imp002", "uartB", 7500000, 3750000),
    ("imp001", "uart12", 1, 916),
    ("imp003", "uartFG", 1, 550),
    ("imp003", "uartFG", 9600, 9600),
    ("imp004m", "uartQ", 1, 366),
    ("imp004m", "uartHJ", 1, 732),
    ("imp004m", "uartHJ", 9999999, 6000000),
    ("imp005", "uart1", 1, 35),
    ("imp005", "uart1", 9999999, 2337500),
    ("imp005", "uart0", 1, 9160),
    ("imp005", "uart2", 4000000, 4000000),
    ("imp005", "uart2", 12345, 12345),
    ("imp006", "uartYJKLM", 9999999, 6291456),
    ("imp006", "uartABCD", 9999999, 3145728),
    ("impC001", "uartNU", 1, 1526),
    ("impC001", "uartNU", 99999999, 12500000),
]


@pytest.mark.parametrize(("model", "name", "wanted", "actual"), RATES)
def test_rates(model, name, wanted, actual):
    assert uart.actual_baud(model, name, wanted) == actual


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("wanted", [9600, 19200, 38400, 57600, 115200, 230400, 921600])
def test_common_rates_are_near(model, wanted):
    for bus in [bus for bus in Bench(model).buses.values() if bus.kind == "uart"]:
        assert abs(bus.configure(Frame(wanted), 0) - wanted) < 0.03 * wanted


# Which pins

FLOW = {"TX", "RX", "RTS", "CTS"}


@pytest.mark.parametrize(
    ("model", "name", "flags", "pins"),
    [
        ("imp003", "uartQRPW", 0, FLOW),
        ("imp003", "uartQRPW", uart.NO_CTSRTS, {"TX", "RX"}),
        ("imp003", "uartQRPW", uart.NO_TX | uart.NO_CTSRTS, {"RX"}),
        ("imp003", "uartQRPW", uart.NO_RX | uart.NO_CTSRTS, {"TX"}),
        ("imp004m", "uartQ", 0, {"TX"}),
        ("imp002", "uartB", 0, {"RX"}),
        ("imp005", "uart0", 0, set()),
    ],
)
def test_pins(model, name, flags, pins):
    bus = on(name, model, flags)[1]
    assert set(bus.pins) == pins
    assert "TX" not in pins or bus.pins["TX"].level == 1


# Out


def test_bytes_go_out_one_after_the_other():
    bench, bus, peer = on()
    bus.tx.put(b"abc")
    bench.clock.run()
    assert peer.heard == [(87, 97), (174, 98), (261, 99)]
    assert peer.ends == {(115016, "8N1")}
    assert bus.take_flags() == u.WRITE_DONE


def test_who_writes_waits_for_room():
    bench, bus, peer = on()
    rooms = []
    bus.on_room = lambda: rooms.append(bench.clock.now_us)
    bus.tx.put(bytes(81))
    assert not bus.tx.waits  # one is on the line
    bus.tx.put(b"xyz")
    assert bus.tx.waits
    bench.passes(2 * BYTE_US)
    assert (bus.tx.waits, len(rooms)) == (True, 1)
    bench.passes(BYTE_US)
    assert (bus.tx.waits, len(rooms)) == (False, 2)
    bench.clock.run()
    assert len(peer.heard) == 84
    assert bus.take_flags() == u.WRITE_DONE | u.WRITE_HALF_DONE


@given(st.lists(st.tuples(st.binary(max_size=50), st.integers(0, 5000)), max_size=12), st.integers(20, 60))
def test_what_is_written_goes_out_in_order(pieces, size):
    bench, bus, peer = on()
    bus.disable()
    bus.tx.size = size
    bus.configure(Frame(FAST), 0)
    for data, wait_us in pieces:
        bus.tx.put(data)
        assert bus.tx.waits == (len(bus.tx._buffer) > size)
        bench.passes(wait_us)
    bench.clock.run()
    assert peer.data == b"".join(data for data, _ in pieces)
    assert bus.tx.idle


def test_what_is_disabled_says_nothing_more():
    bench, bus, peer = on()
    bus.tx.put(b"abcdef")
    bench.passes(2 * BYTE_US)
    bus.disable()
    bench.passes(1000)
    assert peer.data == b"ab"
    assert not bench.clock.busy


def test_seven_bits():
    bench, bus, peer = on(bits=7)
    bus.tx.put(b"\xc1")
    bench.clock.run()
    assert peer.data == b"\x41"


def test_the_other_end_says_stop():
    bench, bus, peer = on("uartQRPW")
    cts = bench.pins.named("pinW")
    cts.drive(1)
    bus.tx.put(b"abcd")
    bench.passes(1000)
    assert peer.data == b""
    cts.drive(0)
    bench.passes(2 * BYTE_US - 10)
    cts.drive(1)  # in the middle of the second byte, which goes out
    bench.passes(1000)
    assert (peer.data, bus.take_flags()) == (b"ab", 0)
    cts.drive(None)
    bench.passes(1000)
    assert (peer.data, bus.take_flags()) == (b"abcd", u.WRITE_DONE)


@pytest.mark.parametrize("polarity", [0, 1])
def test_a_pin_shows_that_bytes_go_out(polarity):
    bench, bus, peer = on()
    pin = bench.pins.named("pinA")
    bus.tx.active = ActivePin(pin, polarity, 50)
    levels = [pin.level]
    bus.tx.put(b"ab")
    levels.append(pin.level)
    bench.clock.run()
    levels.append(pin.level)
    assert levels == [1 - polarity, polarity, 1 - polarity]
    assert peer.heard[0][0] == 50 + BYTE_US


# In


def test_bytes_arrive_one_after_the_other():
    bench, bus, _ = on()
    bus.feed(b"abc")
    found = []
    for _ in range(5):
        found.append(bus.rx.read(9))
        bench.passes(BYTE_US)
    assert found == [b"", b"a", b"b", b"c", b""]


def test_what_is_fed_meanwhile_follows():
    bench, bus, _ = on()
    bus.feed(b"ab")
    bench.passes(10)
    bus.feed(b"cd")
    bench.passes(4 * BYTE_US - 10)
    assert bus.rx.read(9) == b"abcd"


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("feed"), st.binary(min_size=1, max_size=40)),
            st.tuples(st.just("read"), st.integers(0, 40)),
            st.tuples(st.just("pop"), st.none()),
            st.tuples(st.just("wait"), st.integers(1, 6000)),
        ),
        max_size=30,
    ),
    st.booleans(),
)
def test_the_buffer_is_a_queue_that_loses_what_finds_it_full(steps, listens):
    """Against a queue filled byte by byte at the times at which they come."""
    bench, bus, _ = on()
    bus.disable()
    bus.rx.size = size = 20
    frame = Frame(FAST)
    bus.configure(frame, 0)
    if listens:
        bus.wanted, bus.on_event = u.READ_READY, lambda: bench.clock.after(500, bus.take_events)
    queue, coming, free_us = [], [], 0
    for kind, value in steps:
        now_us = bench.clock.now_us
        if kind == "feed":
            start_us = max(now_us, free_us)
            coming += [(start_us + frame.time_us(n), byte) for n, byte in enumerate(value, 1)]
            free_us = start_us + frame.time_us(len(value))
            bus.feed(value)
        elif kind == "wait":
            bench.passes(value)
        while coming and coming[0][0] <= bench.clock.now_us:
            byte = coming.pop(0)[1]
            queue += [byte] * (len(queue) < size)
        if kind == "read":
            assert bus.rx.read(value) == bytes(queue[:value])
            del queue[:value]
        elif kind == "pop":
            popped = bus.rx.pop()
            assert (popped and popped[0]) == (queue.pop(0) if queue else None)


def test_what_finds_the_buffer_full_is_lost():
    bench, bus, _ = on()
    bus.feed(bytes(range(100)))
    bench.passes(100 * BYTE_US)
    assert bus.take_flags() == u.READ_READY | u.OVERRUN_ERROR
    assert bus.rx.read(999) == bytes(range(80))


def test_times_between_bytes():
    bench, bus, _ = on()
    bus.feed(b"ab")
    bench.passes(5000)
    bus.feed(b"c")
    bench.passes(9000000)
    bus.feed(b"d")
    bench.passes(1000)
    assert [bus.rx.pop() for _ in range(5)] == [
        (97, 0x7FFFFF),
        (98, BYTE_US),
        (99, 5000 - 2 * BYTE_US + BYTE_US),
        (100, 0x7FFFFF),
        None,
    ]
    assert bus.take_flags() & u.LINE_IDLE


def test_nobody_hears_what_comes_before_it_is_configured_or_after():
    bench = Bench()
    bus = bench["uartFG"]
    bus.feed(b"a")
    bus.configure(Frame(FAST), 0)
    bench.passes(1000)
    assert bus.rx.read(9) == b""
    bus.feed(b"b")
    bus.disable()
    bus.configure(Frame(FAST), uart.NO_RX)
    bus.feed(b"c")
    bench.passes(1000)
    assert bus.rx.read(9) == b""
    assert [event["data"] for event in bench.seen("uart") if event.get("lost")] == [b"a".hex(), b"c".hex()]


def test_events_come_once_until_they_are_taken():
    bench, bus, _ = on()
    calls = []
    bus.wanted, bus.on_event = u.READ_READY, lambda: calls.append(bench.clock.now_us)
    bus.feed(b"abc")
    bench.passes(10 * BYTE_US)
    assert calls == [BYTE_US]
    assert bus.take_events() == u.READ_READY
    assert bus.rx.read(9) == b"abc"
    bus.feed(b"d")
    bench.passes(2 * BYTE_US)
    assert len(calls) == 2
    assert not bench.clock.busy


def test_a_poll_costs_no_events():
    bench, bus, _ = on()
    bus.feed(bytes(50))
    assert not bench.clock.busy


def test_the_imp_says_stop():
    """RTS goes high when the buffer is full; who obeys waits, and loses nothing."""
    bench, bus, _ = on("uartQRPW")
    rts = bench.pins.named("pinP")
    data = bytes(range(200))
    bus.feed(data, obeys_rts=True)
    bench.passes(81 * BYTE_US)
    assert rts.level == 1
    found = bus.rx.read(40)
    assert rts.level == 0
    for _ in range(5):
        bench.passes(100 * BYTE_US)
        found += bus.rx.read(80)
    assert found == data
    assert not bus.take_flags() & u.OVERRUN_ERROR


# What goes wrong


def test_another_rate_is_read_wrongly():
    bench, bus, _ = on(baud=9600)
    bus.feed(b"Hello", baud=19200)
    bench.passes(20000)
    assert bus.rx.read(99) != b"Hello"
    bus.feed(b"\0", baud=4800)
    bench.passes(20000)
    assert bus.take_flags() & FRAME_ERROR


def test_another_format_is_read_wrongly():
    bench, bus, _ = on(parity="E")
    bus.feed(b"\x03\x01", frame="8N1")
    bench.passes(2000)
    assert bus.rx.read(1) == b"\x03"
    assert bus.take_flags() & PARITY_ERROR


@pytest.mark.parametrize(("parity", "flags"), [("N", u.NOISE_ERROR), ("E", u.NOISE_ERROR | PARITY_ERROR)])
def test_noise(parity, flags):
    bench, bus, _ = on(parity=parity)
    bus.rx.noise = Spell(count=3)
    bus.feed(b"abcd")
    bench.passes(1000)
    found = bus.rx.read(9)
    assert [bin(a ^ b).count("1") for a, b in zip(found, b"abcd")] == [1, 1, 1, 0]
    assert bus.take_flags() == u.READ_READY | flags


def test_a_break():
    bench, bus, _ = on()
    bus.rx.hold_low(5000)
    bus.feed(b"a")
    bench.passes(10000)
    assert bus.rx.read(9) == b"\0a"
    assert bus.take_flags() & FRAME_ERROR


# Joined


def test_an_imp_that_hears_itself():
    bench, bus, peer = on()
    uart.join(bus, bus)
    bus.tx.put(b"echo")
    bench.clock.run()
    assert bus.rx.read(9) == b"echo" == peer.data


def test_two_uarts_that_are_joined():
    bench = Bench("imp003")
    one, other = bench["uartFG"], bench["uartDM"]
    for bus in (one, other):
        bus.configure(Frame(9600), 0)
    uart.join(one, other)
    one.tx.put(b"ping")
    other.tx.put(b"pong")
    bench.clock.run()
    assert (one.rx.read(9), other.rx.read(9)) == (b"pong", b"ping")
    other.disable()
    one.tx.put(b"lost")
    bench.clock.run()


def test_joined_uarts_of_different_rates():
    bench = Bench("imp003")
    one, other = bench["uartFG"], bench["uartDM"]
    one.configure(Frame(9600), 0)
    other.configure(Frame(4800), 0)
    uart.join(one, other)
    one.tx.put(b"UUUU")
    bench.clock.run()
    bench.passes(5000)
    assert other.rx.read(9) != b"UUUU"


# Events


def test_streams_are_told_as_wholes():
    bench, bus, _ = on()
    bench.events.clear()
    bus.tx.put(b"hello")
    bus.feed(b"world")
    bench.passes(10000)
    bus.tx.put(b"!")
    bench.passes(1000)
    told = [(event["way"], event["data"], event["since_us"]) for event in bench.seen("uart")]
    assert told == [("rx", b"world".hex(), 0), ("tx", b"hello".hex(), 0), ("tx", b"!".hex(), 10000)]


def test_what_was_cut_off_is_told_so_far():
    bench, bus, _ = on()
    bus.tx.put(b"abcdef")
    bench.passes(2 * BYTE_US)
    bus.disable()
    assert bench.seen("uart")[-1]["data"] == b"ab".hex()


def test_long_streams_are_told_in_pieces():
    bench, bus, peer = on()
    for _ in range(10):
        bus.tx.put(bytes(80))
        bench.passes(79 * BYTE_US)
    bench.passes(10000)
    assert sum(len(event["data"]) // 2 for event in bench.seen("uart")) == len(peer.heard) > 700
    assert len(bench.seen("uart")) > 2


def test_a_pin_that_is_taken_disables():
    bench, bus, _ = on()
    bench.pins.named("pinF").configure(p.DIGITAL_IN)
    assert not bus.enabled
