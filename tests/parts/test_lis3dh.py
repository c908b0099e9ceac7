"""LIS3DH: rates, ranges, the buffer, thresholds, clicks, on I2C and on SPI."""

from __future__ import annotations

import pytest
from parts.board import Board

I2C = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
function get(register, count = 1) { return i2c.read(0x32, (register | (count > 1 ? 0x80 : 0)).tochar(), count); }
function put(register, value) { i2c.write(0x32, format("%c%c", register, value)); }
function word(text, at) { return (text[at] | text[at + 1] << 8) << 16 >> 16; }
function xyz() { local t = get(0x28, 6); return word(t, 0) + " " + word(t, 2) + " " + word(t, 4); }
"""
PART = "m: {kind: LIS3DH, i2c: i2c89, address: 0x19, int1: pin1, x: -0.5, y: 0.25}"
MOVES = "{at: %ss, do: part.set, part: m, set: {%s}}"


def moves(*pairs):
    return ", ".join(MOVES % pair for pair in pairs)


@pytest.mark.parametrize(
    ("control", "rate", "shown"),
    [
        (0x08, 0x57, "-8000 4000 16000"),  # +-2 g, high resolution: 1 mg a count, in the upper 12 bits
        (0x00, 0x57, "-8000 3968 16000"),  # 10 bits
        (0x00, 0x5F, "-7936 4096 15872"),  # 8 bits
        (0x18, 0x57, "-4000 2000 8000"),  # +-4 g
        (0x28, 0x57, "-2000 992 4000"),  # +-8 g
        (0x38, 0x57, "-672 336 1328"),  # +-16 g: 12 mg a count
        (0x08, 0x51, "-8000 0 0"),  # only x is on
        (0x48, 0x57, "-16160 -24561 -32706"),  # the upper byte first
    ],
)
def test_ranges_and_resolutions(tmp_path, control, rate, shown):
    program = I2C + "put(0x23, %d); put(0x20, %d); imp.sleep(0.1); server.log(xyz());" % (control, rate)
    assert Board(tmp_path, PART, program).log == [shown]


@pytest.mark.parametrize(("rate", "low"), [(1, 1), (2, 10), (3, 25), (4, 50), (5, 100), (6, 200), (7, 400)])
def test_rates(tmp_path, rate, low):
    """A buffer of 32 samples fills in 32 periods."""
    program = (
        I2C
        + """
    put(0x24, 0x40); put(0x2E, 0x40);
    put(0x20, %d << 4 | 7);
    imp.sleep(%f);
    server.log(get(0x2F)[0] & 0x1F);
    """
        % (rate, 10.5 / low)
    )
    assert Board(tmp_path, PART, program).log == ["10"]


def test_the_buffer_keeps_what_was_and_tells_of_its_mark(tmp_path):
    program = (
        I2C
        + """
    put(0x24, 0x40); put(0x2E, 0x80 | 4); put(0x22, 0x04); put(0x23, 0x08);
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN, function() {
        if (!pin.read()) return;
        local count = get(0x2F)[0] & 0x1F, t = get(0x28, 6 * count);
        server.log(count + ": " + word(t, 0) + " to " + word(t, 6 * (count - 1)));
    });
    put(0x20, 0x27);
    """
    )
    log = Board(tmp_path, PART, program, timeline=moves(("4", "x: 1")), until_s=6).log
    assert log[0] == "5: -8000 to -8000"
    assert log[-1] == "5: 16000 to 16000"
    assert [line for line in log if line == "5: -8000 to 16000"] or len(log) >= 6


def test_a_full_buffer_stops_or_drops_the_oldest(tmp_path):
    for mode, first in ((0x40, "0 -8000"), (0x80, "0 16000")):
        program = (
            I2C
            + """
        put(0x24, 0x40); put(0x2E, %d); put(0x23, 0x08); put(0x20, 0x57);
        imp.sleep(8);
        server.log((get(0x2F)[0] & 0x5F ^ 0x5F) + " " + word(get(0x28, 6), 0));
        """
            % mode
        )
        assert Board(tmp_path, PART, program, timeline=moves(("6", "x: 1"))).log == [first]


def test_a_threshold_that_lasts_is_told_until_it_is_read(tmp_path):
    program = (
        I2C
        + """
    put(0x20, 0x57); put(0x22, 0x40); put(0x24, 0x08);
    put(0x32, 64); put(0x33, 3); put(0x30, 0x02);
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN, function() {
        server.log(pin.read());
        if (pin.read()) imp.wakeup(0.5, @() server.log(format("%02X", get(0x31)[0])));
    });
    """
    )
    timeline = moves(("5", "x: 1.5"), ("5.02", "x: 0"), ("6", "x: -1.5"), ("6.1", "x: 0"))
    assert Board(tmp_path, PART, program, timeline=timeline).log == ["1", "56", "0"]


def test_free_fall_is_all_axes_below(tmp_path):
    program = (
        I2C
        + """
    put(0x20, 0x57); put(0x22, 0x40); put(0x32, 22); put(0x33, 5); put(0x30, 0x95);
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN, @() server.log(pin.read()));
    """
    )
    timeline = moves(("5", "x: 0, y: 0, z: 0"), ("5.5", "z: 1"))
    assert Board(tmp_path, PART, program, timeline=timeline).log == ["1", "0"]


CLICK = (
    I2C
    + """
put(0x20, 0x57); put(0x22, 0x80); put(0x38, CONFIG); put(0x3A, 0x80 | 96); put(0x3B, 5); put(0x3C, 10); put(0x3D, 50);
local pin = hardware.pin1;
pin.configure(DIGITAL_IN, @() pin.read() ? server.log(format("%02X", get(0x39)[0])) : null);
"""
)
TAP = (("5", "z: 1.9"), ("5.03", "z: 1"))


@pytest.mark.parametrize(
    ("config", "timeline", "log"),
    [
        (0x15, TAP, ["54"]),
        (0x15, (("5", "z: -1.9"), ("5.03", "z: 1")), ["5C"]),
        (0x15, (("5", "z: 1.9"), ("5.2", "z: 1")), []),  # too long
        (0x2A, TAP, []),
        (0x2A, (*TAP, ("5.3", "z: 1.9"), ("5.33", "z: 1")), ["64"]),
        (0x2A, (*TAP, ("6.3", "z: 1.9"), ("6.33", "z: 1")), []),  # too late
        (0x01, TAP, []),  # only x
    ],
)
def test_clicks(tmp_path, config, timeline, log):
    assert Board(tmp_path, PART, CLICK.replace("CONFIG", str(config)), timeline=moves(*timeline)).log == log


def test_a_filter_takes_what_stays_away(tmp_path):
    program = I2C + "put(0x23, 0x08); put(0x21, 0x08); put(0x20, 0x57); imp.sleep(2); server.log(xyz());"
    assert Board(tmp_path, PART, program).log == ["0 0 0"]


def test_its_converter_and_its_thermometer(tmp_path):
    program = (
        I2C
        + """
    put(0x23, 0x80); put(0x1F, 0x80); put(0x20, 0x57);
    server.log(word(get(0x08, 2), 0) / 64);
    put(0x1F, 0xC0);
    server.log(get(0x0D)[0]);
    """
    )
    part = "m: {kind: LIS3DH, i2c: i2c89, address: 0x19, adc1: 1400, temperature: 35}"
    assert Board(tmp_path, part, program).log == ["256", "10"]


def test_it_answers_on_spi_too(tmp_path):
    program = """
    spi <- hardware.spi257;
    spi.configure(CLOCK_IDLE_HIGH | CLOCK_2ND_EDGE, 1000);
    cs <- hardware.pin1;
    cs.configure(DIGITAL_OUT, 1);
    function transfer(text) { cs.write(0); local found = spi.writeread(text); cs.write(1); return found; }
    server.log(format("%02X", transfer("\\x8F\\x00")[1]));
    transfer("\\x63\\x08");
    transfer("\\x20\\x57");
    imp.sleep(0.1);
    local t = transfer("\\xE8\\x00\\x00\\x00\\x00\\x00\\x00");
    server.log((t[1] | t[2] << 8) << 16 >> 16);
    """
    assert Board(tmp_path, "m: {kind: LIS3DH, spi: spi257, cs: pin1, x: -0.5}", program).log == ["33", "-8000"]
