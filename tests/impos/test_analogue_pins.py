"""Analogue modes of pins, PWM, pulse counters and triggered pulses, as programs use them."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find, names

NEEDED = {"ANALOG_IN": "adc", "ANALOG_OUT": "dac", "PWM_OUT": "pwm", "PULSE_COUNTER": "count"}
ABLE = """
    foreach (name, pin in hardware) if (name.slice(0, 3) == "pin")
        try { pin.configure(%s, 0.5); print(name) } catch (error) { if (error != no) throw error }
"""


def pin(story, name="pinA"):
    return story.imps["imp"].device.pins.named(name)


@pytest.mark.parametrize("model", names())
@pytest.mark.parametrize("mode", NEEDED)
def test_which_pins_have_a_mode(model, mode):
    program = 'no <- "mode not supported on this pin";' + ABLE % mode
    assert sorted(one(program, model).run(20).log()) == sorted(find(model)["abilities." + NEEDED[mode]])


@pytest.mark.parametrize("model", names())
def test_abilities_are_of_pins_that_there_are(model):
    profile = find(model)
    listed = {name for need in NEEDED.values() for name in profile["abilities." + need]}
    listed |= {name for pair in profile["abilities.ptpg"] for name in pair.split(">")}
    assert listed <= set(profile["api.pins"])


def test_numbers_of_pins():
    """D/node/2318; of an imp005 27 are known by name."""
    counts = {model: len(find(model)["api.pins"]) for model in names()}
    assert {model: counts[model] for model in ("imp001", "imp002", "imp003", "imp004m")} == {
        "imp001": 6,
        "imp002": 12,
        "imp003": 23,
        "imp004m": 18,
    }
    assert (counts["imp005"], counts["imp006"], counts["impC001"]) == (27, 54, 44)


# ANALOG_IN, ANALOG_OUT


def test_an_analogue_input_reads_a_share_of_the_supply():
    story = one("hardware.pinA.configure(ANALOG_IN)").run(10)
    for mv, read in ((0, 0), (1650, 32776), (3300, 65535), (5000, 65535), (None, 0)):
        pin(story).drive_mv(mv)
        assert story.value("hardware.pinA.read()") == read


def test_voltage_from_a_reading_as_public_code_computes_it():
    program = "p <- hardware.pinA; p.configure(ANALOG_IN); "
    program += "function volts() { return p.read() / 65535.0 * hardware.voltage() }"
    story = one(program).run(10)
    pin(story).drive_mv(1234)
    assert story.value("volts()") == pytest.approx(1.234, abs=0.001)


@pytest.mark.parametrize(
    ("statements", "mv"),
    [
        ("p.configure(ANALOG_OUT)", 0),
        ("p.configure(ANALOG_OUT, 0.5)", 1650),
        ("p.configure(ANALOG_OUT, 1)", 3300),
        ("p.configure(ANALOG_OUT); p.write(0.25)", 825),
        ("p.configure(ANALOG_OUT); p.write(1)", 3300),
        ("p.configure(ANALOG_OUT); p.write(7.5)", 3300),
        ("p.configure(ANALOG_OUT, 0.5); p.write(-1)", 0),
        ("p.configure(ANALOG_OUT, 0.5); p.configure(DIGITAL_IN)", 0),
        ("p.configure(ANALOG_OUT, 0.5); p.configure(DIGITAL_OUT, 1)", 3300),
        ("p.configure(ANALOG_OUT, 0.5); p.disable()", 0),
    ],
)
def test_an_analogue_output_drives_a_share_of_the_supply(statements, mv):
    story = one("p <- hardware.pinA; " + statements).run(10)
    assert pin(story).voltage_mv == pytest.approx(mv, abs=1)


def test_an_analogue_output_reads_what_it_drives_and_follows_the_supply():
    story = one("p <- hardware.pinC; p.configure(ANALOG_OUT, 0.5)").run(10)
    assert story.value("p.read()") == pytest.approx(32768, abs=32)
    imp = story.imps["imp"]
    imp.device.site.supply.mv = 2000
    imp.simulation.world.changed()
    assert pin(story, "pinC").voltage_mv == 1000
    assert story.value("hardware.voltage()") == 2.0


# PWM_OUT


@pytest.mark.parametrize(
    ("statements", "duty", "period_us"),
    [
        ("p.configure(PWM_OUT, 1.0 / 400, 0.25)", 0.25, 2500),
        ("p.configure(PWM_OUT, 0.001)", 0, 1000),
        ("p.configure(PWM_OUT, 2, 0.2)", 0.2, 2000000),
        ("p.configure(PWM_OUT, 0.001, 256.0, 256)", 1, 1000),  # as public code
        ("p.configure(PWM_OUT, 0.001, 0.1); p.write(0.75)", 0.75, 1000),
        ("p.configure(PWM_OUT, 0.001, 0.1); p.configure(PWM_OUT, 0.002, 0.5)", 0.5, 2000),
        ("p.configure(PWM_OUT, 0.001, 0.1); p.write(-1)", 0, 1000),
        ("p.configure(PWM_OUT, 0.001, 0.1); p.configure(DIGITAL_OUT, 1)", None, None),
        ("p.configure(PWM_OUT, 0.001, 0.1); p.disable()", None, None),
    ],
)
def test_pwm(statements, duty, period_us):
    story = one("p <- hardware.pinB; " + statements).run(10)
    found = pin(story, "pinB")
    assert (found.duty, found.period_us) == (None if duty is None else pytest.approx(duty, abs=1e-6), period_us)


def test_a_pin_with_pwm_reads_as_it_is_at_the_moment():
    story = one("p <- hardware.pinB; p.configure(PWM_OUT, 0.01, 0.25)").run(10)
    imp = story.imps["imp"]
    begun_us = imp.device.pins.named("pinB").output.origin_us
    found = []
    for ms in range(20):
        story.clock.advance(begun_us + 20000000 + ms * 1000)
        found.append(story.value("p.read()"))
    assert found == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0] * 2


def test_events_tell_of_pwm_and_of_voltages():
    program = "local p = hardware.pinC; p.configure(PWM_OUT, 0.001, 0.5); p.write(1.0); p.configure(ANALOG_OUT, 0.5);"
    story = one(program).run(10)
    told = [{k: e[k] for k in ("mode", "duty", "level", "mv") if k in e} for e in story.seen("pin")]
    assert told == [
        {"mode": "PWM_OUT"},
        {"level": 1},
        {"duty": 0.5},
        {"duty": 1.0},
        {"mode": "ANALOG_OUT"},
        {"level": 0},
        {"level": 1},
        {"mv": 1650},
    ]


def test_getperiod():
    story = one("p <- hardware.pinB; p.configure(PWM_OUT, 1.0 / 400, 0.25)").run(10)
    assert story.value("p.getperiod()") == pytest.approx(0.0025)


def test_pwm_outlives_a_program_but_not_a_reset():
    """D/api/hardware/pin/getperiod."""
    program = """
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            hardware.pinB.configure(PWM_OUT, 0.001, 0.5);
            imp.wakeup(20, @() server.restart());
        } else print(hardware.pinB.getperiod());
        if (hardware.wakereason() == WAKEREASON_SW_RESTART) imp.wakeup(20, @() imp.reset());
    """
    story = one(program).run(60)
    assert story.log()[0] == "0.001"
    assert "pin is not configured for PWM or PTPG" in " ".join(story.log())


# PULSE_COUNTER


def test_a_pulse_counter_counts_for_its_seconds():
    program = """
        local p = hardware.pin1, begun;
        p.configure(PULSE_COUNTER, 0.5);
        imp.wakeup(20, function() {
            begun = hardware.millis();
            print(p.read() + " in " + (hardware.millis() - begun));
        });
    """
    story = one(program, "imp001").at(10, lambda: pin(story, "pin1").drive_frequency(1234))
    assert story.run(60).log() == ["617 in 500"]


def test_a_pulse_counter_counts_what_the_world_does_while_it_blocks():
    program = """
        hardware.pin1.configure(PULSE_COUNTER, 10);
        imp.wakeup(10, @() print(hardware.pin1.read()));
    """
    story = one(program, "imp001").do(5, "pin.set", pin="pin1", level=1)
    for seconds, level in ((13, 0), (14, 1), (15, 0), (16, 1), (17, None), (18, 1), (30, 0), (31, 1)):
        story.do(seconds, "pin.set", pin="pin1", level=level)
    story.at(19, lambda: pin(story, "pin1").drive_frequency(1000))
    story.at(20, lambda: pin(story, "pin1").drive(0))
    assert story.run(60).log() == ["1003"]  # at 14, 16, 18, and 1000 that begin at a high level


def test_a_pulse_counter_hears_nothing_else():
    story = one("p <- hardware.pin1; p.configure(PULSE_COUNTER, 1)", "imp001").run(10)
    assert story.value("p.read()") == 0


# PTPG_OUT


PULSES = """
    hardware.pin5.configure(DIGITAL_IN);
    p <- hardware.pin7;
    p.configure(PTPG_OUT, hardware.pin5, 0.003, 0.001);
"""


def levels(story, name="pin7"):
    return [(e["t_us"], e["level"]) for e in story.seen("pin") if e["pin"] == name and "level" in e]


def test_a_trigger_makes_a_pulse_after_a_delay():
    story = one(PULSES, "imp001").do(10, "pin.set", pin="pin5", level=1).do(11, "pin.set", pin="pin5", level=0)
    story.do(12, "pin.set", pin="pin5", level=1).run(20)
    assert levels(story) == [(10003000, 1), (10004000, 0), (12003000, 1), (12004000, 0)]
    assert story.value("p.getdelay()") == pytest.approx(0.003)
    assert story.value("p.getperiod()") == pytest.approx(0.001)


def test_a_delay_beyond_the_interval_gives_no_pulse():
    """D/node/2556."""
    story = one(PULSES, "imp001")
    story.at(10, lambda: pin(story, "pin5").drive_frequency(100)).calls(10.1, "p.write(0.02)")
    story.at(10.2, lambda: story.events.clear()).run(11)
    assert levels(story) == []
    story.calls(11, "p.write(0.005)").calls(11.1, "").run(12)
    assert 8 <= len(levels(story)) // 2 <= 10


def test_a_new_delay_counts_from_the_end_of_the_pulse():
    story = one(PULSES, "imp001").do(10, "pin.set", pin="pin5", level=1).calls(10.0035, "p.write(0.002)").run(11)
    assert story.value("p.getdelay()") == pytest.approx(0.002)
    assert levels(story) == [(10003000, 1), (10004000, 0)]


def test_another_mode_ends_it():
    story = (
        one(PULSES, "imp001").do(10, "pin.set", pin="pin5", level=1).calls(10.001, "p.configure(DIGITAL_IN)").run(11)
    )
    assert levels(story) == []


# What is wrong


@pytest.mark.parametrize(
    ("statements", "error"),
    [
        ("hardware.pin1.configure(PWM_OUT)", "invalid period"),
        ("hardware.pin1.configure(PWM_OUT, 0)", "invalid period"),
        ("hardware.pin1.configure(PWM_OUT, -1.0)", "invalid period"),
        ("hardware.pin1.configure(PWM_OUT, 1e30)", "invalid period"),
        ("hardware.pin1.configure(PWM_OUT, 0.0 / 0.0)", "invalid period"),
        ("hardware.pin1.configure(PWM_OUT, @() 1)", "invalid period"),
        ("hardware.pin1.configure(ANALOG_OUT, @() 1)", "invalid starting state"),
        ("hardware.pin1.configure(PULSE_COUNTER)", "invalid period"),
        ("hardware.pin1.configure(PULSE_COUNTER, 0)", "invalid period"),
        ("hardware.pin7.configure(PTPG_OUT, hardware.pin1, 0.1, 0.1)", "the pin cannot be triggered by that one"),
        ("hardware.pin7.configure(PTPG_OUT, 5, 0.1, 0.1)", "the pin cannot be triggered by that one"),
        ("hardware.pin7.configure(PTPG_OUT, hardware.pin5, 0.1)", "invalid period"),
        ("hardware.pin7.configure(PTPG_OUT, hardware.pin5, -1, 1)", "invalid delay"),
        ("hardware.pin1.configure(PTPG_OUT, hardware.pin5, 1, 1)", "mode not supported on this pin"),
        ("hardware.pin2.configure(ANALOG_OUT)", "mode not supported on this pin"),
        ("hardware.pin2.configure(PULSE_COUNTER, 1)", "mode not supported on this pin"),
        ("hardware.pin1.configure(DIGITAL_IN, hardware.pin2)", "a callback function expected"),
        ("hardware.pin1.configure(ANALOG_OUT, 1); hardware.pin1.getperiod()", "pin is not configured for PWM or PTPG"),
        ("hardware.pin1.configure(PWM_OUT, 1); hardware.pin1.getdelay()", "pin is not configured for PTPG"),
        ("hardware.pin7.configure(PTPG_OUT, hardware.pin5, 1, 1); hardware.pin7.write(-1)", "invalid delay"),
    ],
)
def test_what_is_wrong(statements, error):
    assert one("try { %s } catch (error) { print(error) }" % statements, "imp001").run(10).log() == [error]


@pytest.mark.parametrize("mode", ["ANALOG_IN", "PULSE_COUNTER, 1"])
def test_nothing_comes_of_writing_to_an_input(mode):
    program = "hardware.pin1.configure(%s); foreach (v in [1, 0.0 / 0.0]) print(typeof hardware.pin1.write(v))" % mode
    story = one(program, "imp001").run(10)
    assert story.log() == ["null", "null"]
    assert story.imps["imp"].device.pins.named("pin1").output is None
