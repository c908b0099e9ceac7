"""Parts on pins, displays, a gauge, a flash: as programs of one's own use them."""

from __future__ import annotations

import pytest
from parts.board import Board

from impsim.device.parts.max17055 import open_circuit_mv

ANALOGUE = """
pin <- hardware.pin5;
pin.configure(ANALOG_IN);
function look() { server.log(format("%.2f", pin.read() / 65535.0 * 3.3)); imp.wakeup(5, look); }
look();
"""


@pytest.mark.parametrize(
    ("part", "volts"),
    [
        ("kind: voltage, pin: pin5, voltage: 1.5 V", "1.50"),
        ("kind: voltage, pin: pin5, voltage: 5000", "3.30"),
        ("kind: potentiometer, pin: pin5, position: 0.25", "0.83"),
        ("kind: thermistor, pin: pin5, temperature: 25", "1.65"),
        ("kind: thermistor, pin: pin5, temperature: 60, beta: 3950", "2.64"),
        ("kind: thermistor, pin: pin5, temperature: 60, beta: 3950, side: low", "0.66"),
        ("kind: APDS9007, pin: pin5, light: 100", "0.94"),
        ("kind: APDS9007, pin: pin5, light: 100, enable: pin7", "0.00"),
    ],
)
def test_what_gives_a_voltage(tmp_path, part, volts):
    assert Board(tmp_path, "a: {%s}" % part, ANALOGUE, until_s=4).log == [volts]


def test_a_source_follows_its_quantity_and_can_break(tmp_path):
    timeline = "{at: 5s, do: part.set, part: a, set: {position: 1}}, {at: 10s, do: part.fault, part: a, fault: short}"
    board = Board(tmp_path, "a: {kind: potentiometer, pin: pin5}", ANALOGUE, timeline=timeline, until_s=13)
    assert board.log == ["1.65", "3.30", "0.00"]


def test_a_led_shines_as_its_pin_says(tmp_path):
    program = """
    led <- hardware.pin1;
    led.configure(PWM_OUT, 0.001, 0.25);
    imp.wakeup(1, @() led.write(1.0));
    imp.wakeup(2, @() led.write(0.0));
    """
    board = Board(tmp_path, "l: {kind: LED, pin: pin1}", program)
    assert [(state["lit"], state["brightness"]) for state in board.states("l")] == [
        (False, 0.0),
        (True, 0.25),
        (True, 1.0),
        (False, 0.0),
    ]


def test_a_resistor_pulls_until_somebody_drives(tmp_path):
    program = """
    pin <- hardware.pin1;
    pin.configure(DIGITAL_IN);
    server.log(pin.read());
    pin.configure(DIGITAL_OUT, 0);
    server.log(pin.read());
    pin.configure(DIGITAL_IN);
    server.log(pin.read());
    """
    assert Board(tmp_path, "r: {kind: resistor, pin: pin1}", program).log == ["1", "0", "1"]


def test_pulses_are_counted(tmp_path):
    program = """
    count <- 0;
    pin <- hardware.pin1;
    pin.configure(DIGITAL_IN, function() { count += pin.read(); });
    imp.wakeup(10, @() server.log(count));
    """
    log = Board(tmp_path, "f: {kind: pulses, pin: pin1, frequency: 20}", program).log
    assert 195 <= int(log[0]) <= 205


LCD = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_100_KHZ);
function half(value, rs) {
    local lines = value << 4 | 8 | rs;
    i2c.write(0x4E, lines.tochar() + (lines | 4).tochar() + lines.tochar());
}
function byte(value, rs) { half(value >> 4, rs); half(value & 15, rs); }
function command(value) { byte(value, 0); }
function show(text) { foreach (letter in text) byte(letter, 1); }
half(3, 0); half(3, 0); half(3, 0); half(2, 0);
command(0x28); command(0x0C); command(0x06); command(0x01);
"""


def test_a_display_shows_text(tmp_path):
    program = LCD + 'show("Hello"); command(0xC0); show("4.5" + "\\xDF" + "C");'
    board = Board(tmp_path, "d: {kind: LCD-I2C, i2c: i2c89}", program)
    assert board.states("d")[0]["text"] == ["", ""]
    assert board.states("d")[-1]["text"] == ["Hello", "4.5°C"]
    assert board.parts["d"].on


@pytest.mark.parametrize(
    ("commands", "text"),
    [
        ('command(0x02); show("J");', ["Jello", ""]),
        ("command(0x01);", ["", ""]),
        ("command(0x08);", ["", ""]),
        ('command(0x10); show("!");', ["Hell!", ""]),
        ("command(0x18);", ["ello", ""]),
        ("command(0x1C);", [" Hello", ""]),
        ('command(0x04); show("abc");', ["Helcba"[:3] + "cba", ""]),
        ('command(0x8E); show("abcd");', ["Hello         ab", ""]),
        ('command(0xA7); show("xy");', ["Hello", "y"]),
        ("command(0x48); for (local n = 0; n < 8; n++) byte(31, 1); command(0x85); byte(1, 1);", ["Hello\ufffd", ""]),
    ],
)
def test_commands_of_a_display(tmp_path, commands, text):
    program = LCD + 'show("Hello");' + commands
    assert Board(tmp_path, "d: {kind: LCD-I2C, i2c: i2c89}", program).parts["d"].text == text


def test_four_lines_follow_the_first_two(tmp_path):
    program = LCD + 'command(0x94); show("third"); command(0xD4); show("fourth");'
    board = Board(tmp_path, "d: {kind: LCD-I2C, i2c: i2c89, rows: 4, columns: 20}", program)
    assert board.parts["d"].text == ["", "", "third", "fourth"]


def test_a_display_on_pins(tmp_path):
    program = """
    pins <- [hardware.pinA, hardware.pinB, hardware.pinC, hardware.pinD, hardware.pinE, hardware.pinF];
    foreach (pin in pins) pin.configure(DIGITAL_OUT, 0);
    function half(value, rs) {
        pins[0].write(rs);
        for (local bit = 0; bit < 4; bit++) pins[bit + 2].write(value >> bit & 1);
        pins[1].write(1);
        pins[1].write(0);
    }
    function byte(value, rs) { half(value >> 4, rs); half(value & 15, rs); }
    half(3, 0); half(3, 0); half(3, 0); half(2, 0);
    byte(0x0C, 0);
    foreach (letter in "pins") byte(letter, 1);
    """
    wires = "rs: pinA, e: pinB, d4: pinC, d5: pinD, d6: pinE, d7: pinF"
    board = Board(tmp_path, "d: {kind: LCD, %s}" % wires, program, model="imp003")
    assert board.parts["d"].text == ["pins", ""]


GAUGE = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
function get(register) { local t = i2c.read(0x6C, register.tochar(), 2); return (t[0] | t[1] << 8) << 16 >> 16; }
function put(register, value) { i2c.write(0x6C, format("%c%c%c", register, value & 0xFF, value >> 8 & 0xFF)); }
"""


def test_a_gauge_tells_of_its_battery(tmp_path):
    program = (
        GAUGE
        + """
    server.log(format("%.1f %d %.1f", get(0x06) / 256.0, get(0x05) / 2, get(0x08) / 256.0));
    server.log(format("%.1f %.3f", get(0x0A) * 0.15625, (get(0x09) & 0xFFFF) * 0.078125 / 1000));
    server.log(format("%.2f %d", get(0x11) * 5.625 / 3600, get(0x20) & 0xFFFF));
    """
    )
    part = "b: {kind: MAX17055, i2c: i2c89, charge: 50, current: -100, temperature: 25.5, capacity: 1000}"
    log = Board(tmp_path, part, program).log
    assert log == ["50.0 500 25.5", "-100.0 %.3f" % (open_circuit_mv(50) / 1000 - 0.01), "5.00 65535"]


def test_charge_flows_in_time(tmp_path):
    timeline = (
        "{at: 1h, do: part.set, part: b, set: {current: 500}}, {at: 2h, do: part.set, part: b, set: {current: 0}}"
    )
    part = "b: {kind: MAX17055, i2c: i2c89, charge: 50, current: -100, capacity: 1000}"
    board = Board(tmp_path, part, GAUGE, timeline=timeline, until_s=3 * 3600)
    assert [round(state["charge"], 2) for state in board.states("b")] == [50, 40, 90]


def test_a_gauge_alerts(tmp_path):
    program = (
        GAUGE
        + """
    pin <- hardware.pin1;
    pin.configure(DIGITAL_IN_PULLUP, @() server.log(pin.read() + " " + format("%04X", get(0x00) & 0x7FFC)));
    put(0x03, 0xFF00 | 48);
    put(0x1D, 0x0004);
    imp.wakeup(300, function() { put(0x03, 0xFF00); put(0x00, 0); });
    """
    )
    part = "b: {kind: MAX17055, i2c: i2c89, alert: pin1, charge: 50, current: -1000, capacity: 1000}"
    assert Board(tmp_path, part, program, until_s=400).log == ["0 0400", "1 0000"]


def test_a_gauge_says_when_it_has_started(tmp_path):
    program = (
        GAUGE
        + """
    server.log(get(0x00) & 2);
    put(0x00, 0);
    server.log(get(0x00));
    put(0xDB, 0x8400);
    server.log(get(0xDB) < 0);
    imp.sleep(1);
    server.log(get(0xDB) < 0);
    """
    )
    assert Board(tmp_path, "b: {kind: MAX17055, i2c: i2c89}", program).log == ["2", "0", "true", "false"]


def test_a_flash_keeps_what_it_holds(tmp_path):
    program = """
    spi <- hardware.spi257;
    spi.configure(CLOCK_IDLE_LOW, 1000);
    cs <- hardware.pin1;
    cs.configure(DIGITAL_OUT, 1);
    function run(text) { cs.write(0); local found = spi.writeread(text); cs.write(1); return found; }
    local old = run("\\x03\\x00\\x00\\x10\\x00\\x00")
    server.log(format("%02X%02X", old[4], old[5]));
    run("\\x06");
    run("\\x02\\x00\\x00\\x10\\x12\\x34");
    """
    board = Board(tmp_path, "f: {kind: flash25, spi: spi257, cs: pin1}", program, timeline="{at: 10s, do: power.cycle}")
    assert board.log == ["FFFF", "1234"]


def test_power_resets_parts_but_not_the_world(tmp_path):
    program = LCD + 'show("on");'
    timeline = "{at: 9s, do: power.off}, {at: 12s, do: power.on}"
    states = Board(tmp_path, "d: {kind: LCD-I2C, i2c: i2c89}", program, timeline=timeline, until_s=13).states("d")
    shown = [state["text"][0] for state in states]
    assert shown[-1] == ""
    assert "on" in shown


def test_what_is_in_hardware_is_meta(tmp_path):
    """As the APA102 library expects of a bus."""
    program = "foreach (thing in [hardware.spi257, hardware.i2c89, hardware.pin1]) server.log(typeof thing);"
    assert Board(tmp_path, "l: {kind: LED, pin: pin1}", program).log == ["meta"] * 3
