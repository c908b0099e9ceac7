"""Analogue modes of pins as programs use them."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find, names


def reading(story, expression="hardware.pinA.read()"):
    return story.value(expression)


def test_an_analogue_input_reads_a_share_of_the_supply():
    story = one("hardware.pinA.configure(ANALOG_IN)").run(10)
    pin = story.imps["imp"].device.pins.named("pinA")
    for mv, read in ((0, 0), (1650, 32776), (3300, 65535), (5000, 65535), (None, 0)):
        pin.drive_mv(mv)
        assert reading(story) == read


def test_voltage_from_a_reading_as_public_code_computes_it():
    program = "p <- hardware.pinA; p.configure(ANALOG_IN); "
    program += "function volts() { return p.read() / 65535.0 * hardware.voltage() }"
    story = one(program).run(10)
    story.imps["imp"].device.pins.named("pinA").drive_mv(1234)
    assert story.value("volts()") == pytest.approx(1.234, abs=0.001)


@pytest.mark.parametrize("model", names())
def test_which_pins_have_an_analogue_input(model):
    program = """
        foreach (name, pin in hardware) if (name.slice(0, 3) == "pin")
            try { pin.configure(ANALOG_IN); print(name) } catch (error) { if (error != no) throw error }
    """
    program = 'no <- "mode not supported on this pin";' + program
    assert sorted(one(program, model).run(20).log()) == sorted(find(model)["abilities.adc"])
