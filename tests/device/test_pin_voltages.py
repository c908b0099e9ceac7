"""Voltages on pins: both ends of a wire, the supply, signals, and parts that watch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pin_bench import Bench

from impsim.device import converters
from impsim.device import pin_modes as m
from impsim.device.pin import MOST_CHANGES, SHORTEST_US
from impsim.device.signals import Series

# mode, what is written -> the voltage where the world drives 1000 mV, 2000 mV, nothing
MADE = [
    (m.TRISTATE, 0, (1000, 2000, 0)),
    (m.ANALOG_IN, 0, (1000, 2000, 0)),
    (m.DIGITAL_IN_PULLUP, 0, (1000, 2000, 3300)),
    (m.DIGITAL_OUT, 0, (0, 0, 0)),
    (m.DIGITAL_OUT, 1, (1000, 2000, 3300)),
    (m.DIGITAL_OUT_OD, 1, (1000, 2000, 0)),
]


@pytest.mark.parametrize(("mode", "written", "voltages"), MADE)
def test_the_voltage_that_both_ends_make(mode, written, voltages):
    for driven, mv in zip((1000, 2000, None), voltages):
        pin = Bench()["pinA"]
        pin.configure(mode, written)
        pin.drive_mv(driven)
        assert (pin.voltage_mv, pin.level) == (mv, int(mv >= 1650))


def test_the_latest_of_what_the_world_drives_counts():
    pin = Bench()["pinA"]
    pin.drive(1)
    pin.drive_mv(500)
    assert (pin.driven, pin.voltage_mv) == (None, 500)
    pin.drive(1)
    assert (pin.driven, pin.voltage_mv) == (1, 3300)
    pin.drive_mv(500)
    pin.drive_mv(None)
    assert pin.voltage_mv == 0


def test_half_the_supply_is_high():
    pin = Bench()["pinA"]
    for mv, level in ((1649, 0), (1650, 1), (5000, 1)):
        pin.drive_mv(mv)
        assert pin.level == level


def test_outputs_and_the_threshold_follow_the_supply():
    bench = Bench()
    bench["pinA"].configure(m.DIGITAL_OUT, 1)
    bench["pinB"].drive_mv(1500)
    bench["pinB"].configure(m.DIGITAL_IN, on_change=bench.hears("B"))
    bench.power(2800)
    assert (bench["pinA"].voltage_mv, bench["pinA"].level, bench["pinB"].level) == (2800, 1, 1)
    assert bench.heard == [(0, "B")]
    bench.power(None)
    assert (bench["pinA"].voltage_mv, bench["pinB"].level) == (3300, 0)


def test_a_change_of_the_supply_that_is_none_does_nothing():
    bench = Bench()
    bench["pinA"].configure(m.DIGITAL_OUT, 1)
    bench.watches("pinA")
    bench.power(3300)
    assert bench.heard == []


# What a converter reads


def test_readings_have_twelve_bits_and_reach_both_ends():
    assert [converters.sampled(mv, 3300) for mv in (-5, 0, 3300, 5000)] == [0, 0, 65535, 65535]
    assert converters.sampled(1650, 3300) == 2048 << 4 | 2048 >> 8
    assert len({converters.sampled(mv, 3300) >> 4 for mv in range(3301)}) == 3301


@given(st.integers(0, 5000), st.integers(1700, 3600))
def test_a_reading_is_the_nearest_step(mv, supply_mv):
    step = converters.sampled(mv, supply_mv) >> 4
    assert abs(step * supply_mv - min(mv, supply_mv) * 4095) * 2 <= supply_mv


@given(st.integers(0, 4095), st.integers(1700, 3600))
def test_what_one_converter_drives_another_reads(step, supply_mv):
    """To a millivolt, which is up to 2 steps."""
    assert abs((converters.sampled(converters.driven_mv(step, supply_mv), supply_mv) >> 4) - step) <= 2


# Events


def test_events_tell_voltages_that_levels_do_not():
    bench = Bench()
    pin = bench["pinA"]
    pin.configure(m.ANALOG_IN)
    for mv in (1000, 1000, 2000, 3300, None):
        pin.drive_mv(mv)
    assert [{k: v for k, v in e.items() if k in ("level", "mv")} for e in bench.events[1:]] == [
        {"mv": 1000},
        {"level": 1},
        {"mv": 2000},
        {"mv": 3300},
        {"level": 0},
    ]


# Signals


def test_a_signal_is_computed_when_somebody_looks():
    bench = Bench()
    pin = bench["pinA"]
    pin.drive_frequency(1000)
    assert bench.told("signal", "hz", "high_mv") == [("square", 1000.0, 3300)]
    for t_us, mv in ((499, 3300), (500, 0), (999, 0), (1000, 3300)):
        bench.clock.advance(t_us)
        assert (pin.voltage_mv, pin.level) == (mv, mv // 3300)
    assert bench.events == [] and bench.clock.next_us() is None
    pin.drive_frequency(None)
    assert pin.voltage_mv == 0


def test_an_input_with_a_callback_hears_each_edge():
    bench = Bench()
    bench["pinA"].configure(m.DIGITAL_IN, on_change=bench.hears("A"))
    bench["pinA"].drive_frequency(100)
    bench.clock.advance(22000)
    assert bench.heard == [(0, "A"), (5000, "A"), (10000, "A"), (15000, "A"), (20000, "A")]
    bench["pinA"].configure(m.DIGITAL_IN)
    bench.clock.advance(60000)
    assert len(bench.heard) == 5 and bench.clock.next_us() is None


def test_edges_do_not_drift_and_keep_no_run_going():
    bench = Bench()
    bench["pinA"].configure(m.DIGITAL_IN, on_change=bench.hears("A"))
    bench["pinA"].drive_frequency(3)
    bench.clock.advance(10000000)
    assert [t_us for t_us, _ in bench.heard[::2]] == [-(-n * 1000000 // 3) for n in range(31)]
    assert not bench.clock.busy


def test_too_fast_a_signal_makes_no_storm():
    bench = Bench()
    bench["pinA"].configure(m.DIGITAL_IN, on_change=bench.hears("A"))
    bench["pinA"].drive_frequency(1000003)
    bench.clock.advance(10000)
    assert len(bench.heard) <= 10000 // SHORTEST_US + 1


def test_a_signal_wakes():
    bench = Bench()
    bench["pinW"].configure(m.DIGITAL_IN_WAKEUP)
    bench["pinW"].drive_signal(Series([(0, 0), (7000, 3300)], 0))
    bench.clock.advance(10000)
    assert bench.heard == [(7000, "wake")]


def test_a_pulse_ends_in_the_signal_before_it():
    bench = Bench()
    bench["pinW"].drive_mv(700)
    bench.pins.pulse()
    assert bench["pinW"].voltage_mv == 3300
    bench.clock.advance(100000)
    assert bench["pinW"].voltage_mv == 700


# Who watches


def test_watchers_hear_of_both_ends():
    bench = Bench()
    pin = bench["pinA"]
    bench.watches("pinA")
    pin.configure(m.DIGITAL_OUT, 1)
    pin.configure(m.DIGITAL_OUT, 1)
    pin.write(0)
    pin.configure(m.DIGITAL_IN)
    pin.drive_mv(1000)
    pin.drive(1)
    assert [heard[1:] for heard in bench.heard] == [(1, 3300), (0, 0), (0, 0), (0, 1000), (1, 3300)]


def test_a_watcher_hears_the_edges_of_a_signal():
    bench = Bench()
    bench["pinA"].drive_frequency(1000)
    bench.watches("pinA")
    bench.clock.advance(1500)
    assert bench.heard == [(500, 0, 0), (1000, 1, 3300), (1500, 0, 0)]


def test_a_watcher_may_leave():
    bench = Bench()
    heard = []
    watcher = lambda pin: heard.append(pin.level)  # noqa: E731
    bench["pinA"].watch(watcher)
    bench["pinA"].drive(1)
    bench["pinA"].unwatch(watcher)
    bench["pinA"].drive(0)
    assert heard == [1]


def test_what_watchers_change_is_told_in_order():
    bench = Bench()
    bench["pinB"].configure(m.DIGITAL_IN, on_change=bench.hears("B"))
    bench["pinA"].watch(lambda pin: bench["pinB"].drive(1 - pin.level))
    bench.watches("pinB")
    bench["pinA"].drive(0)
    bench["pinA"].drive(1)
    bench["pinA"].drive(0)
    assert bench.heard == [(0, "B"), (0, 1, 3300)]


def test_parts_that_drive_each_other_in_a_circle_end():
    bench = Bench()
    bench["pinA"].watch(lambda pin: pin.drive(1 - pin.level))
    bench["pinA"].drive(1)
    assert bench.told("pin", "problem") == [("pinA", "oscillates")]
    bench["pinB"].watch(lambda pin: bench.heard.append(pin.level))
    bench["pinB"].drive(1)
    assert bench.heard == [1]
    assert MOST_CHANGES < 10000
