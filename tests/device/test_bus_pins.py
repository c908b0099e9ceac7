"""Which pins a peripheral takes, and who has a pin that two of them want."""

from __future__ import annotations

import pytest
from bus_harness import Bench

from impsim.device import pin_modes as p
from impsim.device.bus import wiring
from impsim.device.pin import User
from impsim.device.profile import find, names
from impsim.device.serial_frame import Frame

WIRED = [(model, key[len("wiring.") :]) for model in names() for key in find(model).values if key.startswith("wiring.")]


class Taker(User):
    def __init__(self, name):
        self.name = name
        self.times_lost = 0

    def lost(self):
        self.times_lost += 1


def mode(bench, name):
    return bench.pins.named(name).mode.name


@pytest.mark.parametrize(("model", "name"), WIRED)
def test_wires_lead_to_pins_of_the_model_each_to_another(model, name):
    wires = [pin for pin in wiring(find(model), name).values() if pin]
    assert len(set(wires)) == len(wires)
    assert set(wires) <= set(find(model)["api.pins"])


@pytest.mark.parametrize("model", names())
def test_every_bus_is_wired(model):
    profile = find(model)
    buses = [name for kind in ("i2c", "spi", "uart") for name in profile["api." + kind]]
    assert {name for of, name in WIRED if of == model} >= set(buses)


def test_taken_pins_have_the_signals_as_modes():
    bench = Bench()
    taken = bench.pins.take(Taker("x"), {"OUT": "pinA", "IN": "pinB"}, {"OUT": 1})
    assert [mode(bench, "pinA"), mode(bench, "pinB")] == ["x.OUT", "x.IN"]
    assert (taken["OUT"].level, taken["IN"].level) == (1, 0)
    taken["IN"].drive(1)
    taken["OUT"].write(0)
    assert (taken["OUT"].level, taken["IN"].level) == (0, 1)


def test_the_last_who_takes_a_pin_has_it():
    bench = Bench()
    first, second = Taker("first"), Taker("second")
    bench.pins.take(first, {"S": "pinA", "T": "pinB"})
    bench.pins.take(second, {"S": "pinB", "T": "pinC"})
    assert (first.times_lost, second.times_lost) == (1, 0)
    assert [mode(bench, pin) for pin in ("pinA", "pinB", "pinC")] == ["tri-state", "second.S", "second.T"]


def test_who_shares_two_pins_hears_of_it_once():
    bench = Bench()
    first, second = Taker("first"), Taker("second")
    bench.pins.take(first, {"S": "pinA", "T": "pinB"})
    bench.pins.take(second, {"S": "pinA", "T": "pinB"})
    assert first.times_lost == 1


@pytest.mark.parametrize("take_back", ["configure", "reset", "power_down"])
def test_a_program_takes_a_pin_back(take_back):
    bench = Bench()
    taker = Taker("x")
    bench.pins.take(taker, {"S": "pinA", "T": "pinB"})
    if take_back == "configure":
        bench.pins.named("pinA").configure(p.DIGITAL_IN)
    else:
        getattr(bench.pins, take_back)()
    assert taker.times_lost == 1
    assert mode(bench, "pinB") == "tri-state"
    assert mode(bench, "pinA") == ("DIGITAL_IN" if take_back == "configure" else "tri-state")


def test_a_user_may_take_again_and_release():
    bench = Bench()
    taker = Taker("x")
    for _ in range(2):
        bench.pins.take(taker, {"S": "pinA"})
    bench.pins.release(taker)
    bench.pins.release(taker)
    assert taker.times_lost == 0
    assert mode(bench, "pinA") == "tri-state"
    bench.pins.named("pinA").configure(p.DIGITAL_IN)
    assert taker.times_lost == 0


@pytest.mark.parametrize("model", ["imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001"])
def test_each_bus_takes_its_pins_and_those_that_share_them_are_disabled(model):
    """One after the other: whoever is enabled has all of its pins, whoever is not has none."""
    bench = Bench(model)
    for bus in bench.buses.values():
        CONFIGURED[bus.kind](bus)
        assert bus.enabled
        for other in bench.buses.values():
            shares = {pin for pin in other.signals.values() if pin} & {pin.name for pin in bus.pins.values()}
            if other is not bus and shares:
                assert not {pin.name for pin in other.pins.values()} & shares
            for signal, pin in other.pins.items():
                assert pin.user is other and pin.mode.name == "%s.%s" % (other.name, signal)
            assert other.enabled or not other.pins


CONFIGURED = {
    "i2c": lambda bus: bus.configure(100000),
    "spi": lambda bus: bus.configure(0, 1000),
    "uart": lambda bus: bus.configure(Frame(9600), 0),
}
