"""What holds for all parts that impsim has."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.part import SORTS, Part
from impsim.device.parts import KINDS, every_kind, find
from impsim.device.quantity import UNITS, Quantity, Unfit, shown
from impsim.device.registers import RegisterPart
from impsim.scenario import parts
from impsim.scenario.own_parts import sound


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_says_what_it_is(kind):
    make = find(kind)
    assert (make.kind, issubclass(make, Part), bool(make.about)) == (kind, True, True)
    sound(make, kind)
    assert all(terminal.sort in SORTS and terminal.about for terminal in make.terminals.values())
    assert all(about for about in (*make.faults.values(), *make.shows.values()))
    for name, quantity in {**make.options, **make.quantities}.items():
        assert quantity.checked(quantity.default) == quantity.default, name
        assert quantity.unit in ("", *UNITS), name
    assert set(make.one_of) <= set(make.terminals)


@pytest.mark.parametrize("make", [make for make in every_kind() if issubclass(make, RegisterPart)])
def test_methods_of_registers_are_there(make):
    named = [name for register in make.registers.values() for name in (register.read, register.wrote) if name]
    assert all(callable(getattr(make, name)) for name in named)
    assert all(0 <= register.value & ~0xFF == 0 for register in make.registers.values())


def test_the_schema_has_every_part():
    made = json.loads(json.dumps(parts.schema()))
    kinds = [one["properties"]["kind"].get("const") for one in made["additionalProperties"]["oneOf"]]
    assert kinds == [*KINDS, None]


@pytest.mark.parametrize(
    ("quantity", "text", "value"),
    [
        (Quantity(20.0, "C", -40, 85), "21.5", 21.5),
        (Quantity(20.0, "C", -40, 85), "21.5 C", 21.5),
        (Quantity(20.0, "C", -40, 85), "300K", 26.85),
        (Quantity(20.0, "C", -40, 85), "68 F", 20.0),
        (Quantity(0.0, "g"), "9.80665 m/s2", 1.0),
        (Quantity(0.0, "m/s"), "36 km/h", 10.0),
        (Quantity(1, choices=(0x18, 0x19)), "0x19", 25),
        (Quantity(0.0, "mV"), "1e3", 1000.0),
        (Quantity(0.0, "%"), "5 %", 5.0),
        (Quantity(True), "false", False),
        (Quantity("up", choices=("up", "down")), "down", "down"),
    ],
)
def test_values_are_read_with_their_units(quantity, text, value):
    assert quantity.read(text) == pytest.approx(value)
    assert type(quantity.read(text)) is type(quantity.default)


@pytest.mark.parametrize(
    ("quantity", "text", "expected"),
    [
        (Quantity(20.0, "C", -40, 85), "86", "a number from -40 to 85 C"),
        (Quantity(20.0, "C", -40, 85), "400 K", "a number from -40 to 85 C"),
        (Quantity(20.0, "C", -40, 85), "5 V", "a number from -40 to 85 C"),
        (Quantity(20.0, "C", -40, 85), "warm", "a number from -40 to 85 C"),
        (Quantity(20.0, "C", -40, 85), "inf", "a number from -40 to 85 C"),
        (Quantity(1, lowest=1), "1.5", "a whole number from 1"),
        (Quantity(1), "0", None),
        (Quantity(1.0, "C"), "", "a number of C"),
        (Quantity(True), "1", "true or false"),
        (Quantity("up", choices=("up", "down")), "left", "one of up, down"),
    ],
)
def test_values_that_cannot_be_are_refused(quantity, text, expected):
    if expected is None:
        assert quantity.read(text) == 0
        return
    with pytest.raises(Unfit) as caught:
        quantity.read(text)
    assert caught.value.args[0] == expected


@given(st.floats(-1e6, 1e6), st.sampled_from(sorted(UNITS)))
def test_a_number_is_read_as_it_is_shown(value, unit):
    assert Quantity(0.0, unit).read("%s %s" % (shown(value), unit)) == pytest.approx(value, rel=1e-5, abs=1e-6)
