"""Pins: the level that the two ends of a wire make, who hears of it, what wakes, what sleep and resets leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import pin_modes as p
from impsim.device.pin import PULSE_US
from impsim.device.pins import Pins
from impsim.device.profile import find, names
from impsim.device.release import newest_for
from impsim.device.surroundings import Surroundings
from impsim.device.world import Site, World
from impsim.errors import Diagnostic
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng

INPUTS = [p.DIGITAL_IN, p.DIGITAL_IN_PULLUP, p.DIGITAL_IN_PULLDOWN, p.DIGITAL_IN_WAKEUP]
OUTPUTS = [p.DIGITAL_OUT, p.DIGITAL_OUT_OD, p.DIGITAL_OUT_OD_PULLUP]
MODES = [*INPUTS, *OUTPUTS]
LEVELS = [0, 1, None]


class Bench:
    """The pins of a model, alone with a clock.  heard: what was called, and when.  events: what they told."""

    def __init__(self, model="imp003"):
        self.clock = Clock()
        instruments = Instruments(self.clock)
        self.events = []
        instruments.attach(self.events.append)
        profile = find(model)
        around = Surroundings("imp", self.clock, World(), Site(), newest_for(profile), Rng(1), instruments)
        self.pins = Pins(around, profile)
        self.heard = []
        self.pins.bank.on_wake = self.hears("wake")

    def hears(self, what):
        return lambda: self.heard.append((self.clock.now_us, what))

    def told(self):
        """The events since the last look, as name=mode or name:level."""
        told = [
            "%s=%s" % (e["pin"], e["mode"]) if "mode" in e else "%s:%d" % (e["pin"], e["level"]) for e in self.events
        ]
        self.events.clear()
        return told

    def __getitem__(self, name):
        return self.pins.named(name)


# mode, what is written -> the level where the world drives 0, 1, nothing
MADE = [
    (p.TRISTATE, 0, (0, 1, 0)),
    (p.DIGITAL_IN, 0, (0, 1, 0)),
    (p.DIGITAL_IN_PULLUP, 0, (0, 1, 1)),
    (p.DIGITAL_IN_PULLDOWN, 0, (0, 1, 0)),
    (p.DIGITAL_IN_WAKEUP, 0, (0, 1, 0)),
    (p.DIGITAL_OUT, 0, (0, 0, 0)),
    (p.DIGITAL_OUT, 1, (0, 1, 1)),
    (p.DIGITAL_OUT_OD, 0, (0, 0, 0)),
    (p.DIGITAL_OUT_OD, 1, (0, 1, 0)),
    (p.DIGITAL_OUT_OD_PULLUP, 0, (0, 0, 0)),
    (p.DIGITAL_OUT_OD_PULLUP, 1, (0, 1, 1)),
]


@pytest.mark.parametrize(("mode", "written", "levels"), MADE, ids=lambda value: getattr(value, "name", str(value)))
def test_the_level_that_both_ends_make(mode, written, levels):
    for driven, level in zip(LEVELS, levels):
        bench = Bench()
        bench["pinA"].configure(mode, written)
        bench["pinA"].drive(driven)
        assert bench["pinA"].level == level
        if mode.writable:
            bench["pinA"].write(1 - written)
            bench["pinA"].write(written)
            assert bench["pinA"].level == level


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("configure"), st.sampled_from(MODES), st.sampled_from([0, 1])),
            st.tuples(st.just("drive"), st.sampled_from(LEVELS)),
            st.tuples(st.just("write"), st.sampled_from([0, 1])),
            st.tuples(st.sampled_from(["reset", "pulse"])),
        ),
        max_size=20,
    )
)
def test_events_tell_every_change_and_nothing_else(steps):
    """Who follows the events knows mode and level; each tells something new. The level depends on no history."""
    bench = Bench()
    pin = bench["pinW"]
    seen = {"mode": pin.mode.name, "level": pin.level}
    for name, *arguments in steps:
        getattr(pin, name)(*arguments)
        for event in bench.events:
            [(what, value)] = [(key, event[key]) for key in seen if key in event]
            assert seen[what] != value
            seen[what] = value
        bench.events.clear()
        assert seen == {"mode": pin.mode.name, "level": pin.level}
        fresh = Bench()["pinW"]
        fresh.configure(pin.mode, pin._written)
        fresh.drive(pin.driven)
        assert fresh.level == pin.level


def test_events():
    bench = Bench()
    pin = bench["pinA"]
    pin.configure(p.DIGITAL_OUT, 1)
    assert bench.told() == ["pinA=DIGITAL_OUT", "pinA:1"]
    pin.configure(p.DIGITAL_OUT, 1)
    pin.write(1)
    assert bench.told() == []
    pin.reset()
    assert bench.told() == ["pinA=tri-state", "pinA:0"]


# Who hears of it


def test_an_input_hears_what_the_world_changes():
    bench = Bench()
    bench["pinA"].configure(p.DIGITAL_IN_PULLUP, on_change=bench.hears("A"))
    for level in (1, 0, 0, None, 1, 0):
        bench["pinA"].drive(level)
    assert [what for _, what in bench.heard] == ["A"] * 3  # to 0, to 1 by letting go, to 0


def test_what_the_imp_does_itself_it_does_not_hear():
    bench = Bench()
    pin = bench["pinA"]
    for mode in INPUTS:
        pin.configure(mode, on_change=bench.hears("A"))
    pin.reset()
    pin.drive(1)
    pin.configure(p.DIGITAL_IN)
    pin.drive(0)
    assert bench.heard == []


def test_two_pins_are_two_wires():
    bench = Bench()
    bench["pinA"].configure(p.DIGITAL_OUT, 1)
    bench["pinB"].configure(p.DIGITAL_IN, on_change=bench.hears("B"))
    bench["pinA"].write(0)
    bench["pinC"].drive(1)
    assert (bench["pinB"].level, bench.heard) == (0, [])


# The wake-up pin


@pytest.mark.parametrize("model", names())
def test_which_pins_can_wake(model):
    expected = {"imp001": ["pin1"], "imp002": ["pin1"], "imp005": []}.get(model)
    able = [pin.name for pin in Bench(model).pins if Bench(model).pins.can_be(pin, p.DIGITAL_IN_WAKEUP)]
    assert able == expected if expected is not None else "pinW" in able


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_only_an_armed_pin_wakes(mode):
    bench = Bench()
    bench["pinW"].configure(mode)
    bench["pinW"].drive(1)
    assert bench.heard == ([(0, "wake")] if mode is p.DIGITAL_IN_WAKEUP else [])


def test_only_going_high_wakes():
    bench = Bench()
    bench["pinW"].drive(1)
    bench["pinW"].configure(p.DIGITAL_IN_WAKEUP)
    for level in (1, 0, None, 0):
        bench["pinW"].drive(level)
    assert bench.heard == []
    bench["pinW"].drive(1)
    assert bench.heard == [(0, "wake")]


@pytest.mark.parametrize("before", [0, None])
def test_a_pulse_ends_as_it_was_before(before):
    bench = Bench()
    bench["pinW"].configure(p.DIGITAL_IN_WAKEUP, on_change=bench.hears("W"))
    bench["pinW"].drive(before)
    bench.pins.pulse()
    bench.clock.advance(PULSE_US // 2)
    bench.pins.pulse()
    assert bench["pinW"].level == 1
    bench.clock.advance(10 * PULSE_US)
    assert bench["pinW"].driven is before
    assert bench.heard == [(0, "W"), (0, "wake"), (PULSE_US, "W")]


def test_what_the_world_does_in_a_pulse_stays():
    bench = Bench()
    for level in (1, 0, None):
        bench.pins.pulse()
        bench["pinW"].drive(level)
        bench.clock.advance(bench.clock.now_us + 10 * PULSE_US)
        assert bench["pinW"].driven is level
        bench["pinW"].drive(0)


def test_where_there_is_no_wake_up_pin_nothing_happens():
    bench = Bench("imp005")
    bench.pins.pulse()
    assert (bench.events, bench.heard) == ([], [])


# What sleep and resets leave


def test_in_deep_sleep_only_an_armed_pin_keeps_its_mode():
    bench = Bench()
    bench["pinA"].configure(p.DIGITAL_OUT, 1)
    bench["pinB"].configure(p.DIGITAL_IN_PULLUP, on_change=bench.hears("B"))
    bench["pinW"].configure(p.DIGITAL_IN_WAKEUP, on_change=bench.hears("W"))
    bench.told()
    bench.pins.power_down()
    assert bench.told() == ["pinA=tri-state", "pinA:0", "pinB=tri-state", "pinB:0"]
    for pin in bench.pins:
        pin.drive(1)
    assert bench.heard == [(0, "wake")]


def test_a_reset_leaves_what_the_world_drives():
    bench = Bench()
    for number, pin in enumerate(bench.pins):
        pin.configure(MODES[number % len(MODES)], 1, bench.hears(pin.name))
    bench["pinA"].drive(1)
    bench.heard.clear()
    bench.pins.reset()
    assert {(pin.mode, pin.level) for pin in bench.pins if pin.name != "pinA"} == {(p.TRISTATE, 0)}
    assert (bench["pinA"].level, bench.heard) == (1, [])


# Models


@pytest.mark.parametrize("model", names())
def test_every_model_has_its_pins(model):
    bench = Bench(model)
    assert [pin.name for pin in bench.pins] == find(model)["api.pins"]
    assert {pin.name for pin in bench.pins if pin.mode is not p.TRISTATE} == set(p.STARTS.get(model, {}))
    assert bench.events == []


def test_an_imp005_starts_with_some_pins_driven():
    bench = Bench("imp005")
    assert [pin.name[3:] for pin in bench.pins if pin.level] == ["B", "D", "K", "XB", "XC", "XD", "XE"]
    bench["pinXB"].drive(0)
    assert bench["pinXB"].level == 0
    bench["pinXB"].drive(None)
    for pin in bench.pins:
        pin.configure(p.DIGITAL_IN)
    assert not any(pin.level for pin in bench.pins)
    bench["pinB"].reset()
    assert bench["pinB"].level == 1


def test_a_pin_that_a_model_has_not():
    with pytest.raises(Diagnostic, match="the imp001 has no pin 'pinW'") as caught:
        Bench("imp001")["pinW"]
    assert caught.value.hint == "it has pin1, pin2, pin5, pin7, pin8, pin9"
