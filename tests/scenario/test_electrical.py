"""Voltages, pulses and supply in scenarios: what they do, what is refused, what is expected of pins."""

from __future__ import annotations

import pytest
from scenario.harness import defaults, problems, results

from impsim.errors import Diagnostic
from impsim.scenario import load

HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp: {model: imp003, device: p.nut}
"""
READER = """
p <- hardware.pinA;
p.configure(ANALOG_IN);
edges <- 0;
hardware.pinB.configure(DIGITAL_IN, @() edges++);
hardware.pinC.configure(PWM_OUT, 0.001, 0.25);
function tick() { imp.wakeup(0.01, tick) }
tick();
"""


def outcome(folder, text, program=READER):
    (result,) = results(folder, HEAD + text, program)
    return [failure["expectation"] for failure in result.detail.get("failures", ())], result.status


def entry(fields):
    return "timeline:\n  - {at: 5s, %s}\n" % fields


def probed(at, expression, value):
    return "expect:\n  - {at: %s, probe: '%s', that: {equals: %s}}\n" % (at, expression, value)


@pytest.mark.parametrize(
    ("fields", "at", "expression", "value"),
    [
        ("do: analog.set, pin: pinA, voltage: 1.65V", "6s", "p.read()", 32776),
        ("do: analog.set, pin: pinA, voltage: 3300mV", "6s", "p.read()", 65535),
        ("do: analog.set, pin: pinA, voltage: floating", "6s", "p.read()", 0),
        ("do: analog.set, pin: pinA, signal: sine, frequency: 1Hz", "5.25s", "p.read()", 65535),
        ("do: analog.set, pin: pinA, signal: sine, frequency: 1Hz, low: 1V, high: 2V", "5.75s", "p.read() >> 4", 1241),
        ("do: analog.set, pin: pinA, signal: triangle, frequency: 0.5Hz", "6s", "p.read()", 65535),
        ("do: analog.set, pin: pinA, signal: square, frequency: 1Hz, duty: 25%", "5.3s", "p.read()", 0),
        ("do: analog.set, pin: pinA, signal: noise, low: 1V, high: 1001mV", "6s", "(p.read() >> 4) / 4", 310),
        ("do: analog.set, pin: pinA, series: {0s: 0V, 2s: 3.3V}", "7s", "p.read()", 65535),
        ("do: analog.set, pin: pinA, series: {0s: 0V, 2s: 3.3V}, repeat: 3s", "8.5s", "p.read()", 0),
        ("do: pin.pulses, pin: pinB, count: 3, period: 100ms", "9s", "edges", 6),
        ("do: pin.pulses, pin: pinB, frequency: 2Hz", "9.9s", "edges", 20),
        ("do: battery.set, voltage: 2.9V", "6s", "(hardware.voltage() * 10).tointeger()", 29),
        ("do: battery.set, battery: 3.7V", "6s", "(hardware.vbat() * 10).tointeger()", 37),
        ("do: light.set, level: 65535", "6s", "hardware.lightlevel()", 65535),
    ],
)
def test_what_verbs_do(tmp_path, fields, at, expression, value):
    assert outcome(tmp_path, entry(fields) + probed(at, expression, value)) == ([], "passed")


def test_what_is_connected_after_pulses_stays(tmp_path):
    text = """
timeline:
  - {at: 5s, do: pin.pulses, pin: pinB, count: 10, period: 1s}
  - {at: 8s, do: pin.set, pin: pinB, level: 1}
expect:
  - {at: 19s, pin: pinB, that: {path: level, equals: 1}}
"""
    assert outcome(tmp_path, text) == ([], "passed")


EXPECTED = """
timeline:
  - {at: 5s, do: analog.set, pin: pinA, voltage: 1V}
  - {at: 10s, do: analog.set, pin: pinA, voltage: floating}
expect:
  - {id: a, at: 4s, pin: {pin: pinC}, that: [{path: duty, equals: 0.25}, {path: period_us, equals: 1000}]}
  - {id: b, always: [5s, 9s], pin: pinA, that: [{path: mv, equals: 1000}, {path: mode, equals: ANALOG_IN}]}
  - {id: c, at: 11s, pin: pinA, that: {path: level, equals: 0}}
  - {id: d, at: 1s, pin: pinA, that: {path: mode, equals: tri-state}}
  - {id: e, within: [4s, 6s], event: {kind: pin, pin: pinA, mv: 1000}}
"""


def test_expectations_of_pins(tmp_path):
    assert outcome(tmp_path, EXPECTED) == ([], "passed")
    wrong = EXPECTED.replace("equals: 0.25", "equals: 0.5").replace(
        "equals: 1000}, {path: mode", "equals: 9}, {path: mode"
    )
    assert outcome(tmp_path, wrong)[0] == ["a", "b"]


def test_pins_of_an_imp005_start_driven(tmp_path):
    text = HEAD.replace("imp003", "imp005") + "expect:\n  - {at: 1s, pin: pinB, that: {path: level, equals: 1}}\n"
    (result,) = results(tmp_path, text, "")
    assert result.status == "passed"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry("do: analog.set, voltage: 1V"), "analog.set needs 'pin'"),
        (entry("do: analog.set, pin: pin1, voltage: 1V"), "the imp003 has no pin 'pin1'"),
        (entry("do: pin.pulses, pin: pinZ, frequency: 1Hz"), "the imp003 has no pin 'pinZ'"),
        (entry("do: analog.set, pin: pinA, voltage: 1.65"), "'1.65' is not a voltage like 1.65V or 1650mV"),
        (entry("do: analog.set, pin: pinA, voltage: 12V"), "'12V' is not a voltage from 0V to 5.5V"),
        (entry("do: analog.set, pin: pinA, voltage: oneV"), "'oneV' is not a voltage like 1.65V or 1650mV"),
        (entry("do: analog.set, pin: pinA"), "one of voltage, signal and series expected"),
        (entry("do: analog.set, pin: pinA, voltage: 1V, signal: noise"), "one of voltage, signal and series expected"),
        (entry("do: analog.set, pin: pinA, signal: sine"), "a sine needs a frequency"),
        (
            entry("do: analog.set, pin: pinA, signal: sine, frequency: 50"),
            "'50' is not a frequency like 50Hz or 1.5kHz",
        ),
        (entry("do: analog.set, pin: pinA, signal: sine, frequency: 99MHz"), "'99MHz' is not a frequency from 1mHz to"),
        (entry("do: analog.set, pin: pinA, signal: saw, frequency: 5Hz"), "'saw' is not one of sine, square"),
        (entry("do: analog.set, pin: pinA, signal: noise, frequency: 5Hz"), "'frequency' belongs to sine and square"),
        (entry("do: analog.set, pin: pinA, voltage: 1V, low: 1V"), "'low' belongs to a signal"),
        (entry("do: analog.set, pin: pinA, voltage: 1V, repeat: 1s"), "'repeat' belongs to a series"),
        (entry("do: analog.set, pin: pinA, signal: noise, low: 2V, high: 1V"), "1V is not above 2V"),
        (entry("do: analog.set, pin: pinA, series: {1s: 1V}"), "a series begins at 0s"),
        (entry("do: analog.set, pin: pinA, series: {0s: 1V, soon: 2V}"), "'soon' is not a time like 15s or 300ms"),
        (entry("do: analog.set, pin: pinA, series: 1V"), "a table of times and voltages expected"),
        (entry("do: analog.set, pin: pinA, series: {0s: 1V, 5s: 2V}, repeat: 5s"), "the series is longer than that"),
        (entry("do: pin.pulses, pin: pinA"), "one of frequency and period expected"),
        (entry("do: pin.pulses, pin: pinA, frequency: 1Hz, period: 1s"), "one of frequency and period expected"),
        (entry("do: pin.pulses, pin: pinA, period: 1us"), "a period of at least 10 us expected"),
        (entry("do: battery.set"), "battery.set needs 'voltage' or 'battery'"),
        (entry("do: battery.set, voltage: 1V"), "'1V' is not a voltage from 1.65V to 3.6V"),
        (entry("do: light.set"), "light.set needs 'level'"),
        ("expect:\n  - {at: 1s, pin: pin9, that: {path: level, equals: 1}}\n", "the imp003 has no pin 'pin9'"),
        ("expect:\n  - {at: 1s, pin: pinA, that: {path: volts, equals: 1}}\n", "a pin shows no 'volts'"),
        ("expect:\n  - {at: 1s, pin: pinA}\n", "what about it? 'that' is missing"),
        ("expect:\n  - {at: 1s, pin: {device: imp}, that: {path: level, equals: 1}}\n", "which pin? 'pin' is missing"),
    ],
)
def test_what_is_refused(tmp_path, text, message):
    (tmp_path / "p.nut").write_text("")
    found = problems(tmp_path, HEAD + text)
    places = [(line, column) for line, column, told in found if message in told]
    assert places and min(places) > (4, 1), found


def test_a_number_without_a_unit_has_a_hint(tmp_path):
    (tmp_path / "p.nut").write_text("")
    (tmp_path / "s.scenario.yaml").write_text(HEAD + entry("do: analog.set, pin: pinA, voltage: 1.65"))
    with pytest.raises(Diagnostic) as caught:
        load.tests_of(str(tmp_path / "s.scenario.yaml"), defaults())
    assert "1.65V" in [problem.hint for problem in [caught.value, *caught.value.also]]
