"""Sensors on I2C as small drivers of one's own see them; registers and formulas are those of the data sheets."""

from __future__ import annotations

import pytest
from parts.board import Board

I2C = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
function get(address, register, count) {
    local found = i2c.read(address, register.tochar(), count);
    return found == null ? [-i2c.readerror()] : found;
}
function put(address, register, value) { return i2c.write(address, format("%c%c", register, value)); }
function word(text, at) { return (text[at] | text[at + 1] << 8) << 16 >> 16; }
function line(x, x0, y0, x1, y1) { return y0 + (x - x0) * (y1 - y0) / (x1 - x0).tofloat(); }
"""
HTS221 = (
    I2C
    + """
const A = 0xBE;
put(A, 0x20, 0x80);
function measure() {
    put(A, 0x21, 0x01);
    imp.sleep(0.1);
    local c = get(A, 0xB0, 16), data = get(A, 0xA8, 4);
    local t0 = (c[2] | (c[5] & 3) << 8) / 8.0, t1 = (c[3] | (c[5] & 12) << 6) / 8.0;
    local t = line(word(data, 2), word(c, 12), t0, word(c, 14), t1);
    local h = line(word(data, 0), word(c, 6), c[0] / 2.0, word(c, 10), c[1] / 2.0);
    server.log(format("%.1f %.1f", t, h));
}
"""
)


@pytest.mark.parametrize(("celsius", "percent"), [(21.5, 45.0), (-12.3, 8.0), (85.0, 99.0), (0.0, 0.0)])
def test_an_hts221_measures_through_its_calibration(tmp_path, celsius, percent):
    parts = "air: {kind: HTS221, i2c: i2c89, temperature: %s, humidity: %s}" % (celsius, percent)
    assert Board(tmp_path, parts, HTS221 + "measure();").log == ["%.1f %.1f" % (celsius, percent)]


def test_each_hts221_has_a_calibration_of_its_own_that_stays(tmp_path):
    program = I2C + "foreach (byte in get(0xBE, 0xB0, 16)) server.log(byte);"
    parts = "air: {kind: HTS221, i2c: i2c89}"
    first = Board(tmp_path, parts, program).log
    assert Board(tmp_path, parts, program).log == first
    assert Board(tmp_path, parts, program, seed=2).log != first


def test_an_hts221_tells_of_new_data(tmp_path):
    program = (
        HTS221
        + """
    local drdy = hardware.pin1;
    drdy.configure(DIGITAL_IN, function() {
        if (!drdy.read()) return;
        server.log(get(A, 0x27, 1)[0]);
        get(A, 0xA8, 4);
        server.log(get(A, 0x27, 1)[0] + " " + drdy.read());
    });
    put(A, 0x22, 0x04);
    put(A, 0x20, 0x81);
    """
    )
    board = Board(tmp_path, "air: {kind: HTS221, i2c: i2c89, drdy: pin1}", program, until_s=6)
    assert board.log == ["3", "0 0"] * (len(board.log) // 2)
    assert 3 <= len(board.log) // 2 <= 4


def test_an_hts221_that_is_off_measures_nothing(tmp_path):
    program = I2C + "put(0xBE, 0x21, 1); imp.sleep(1); server.log(get(0xBE, 0x27, 1)[0]);"
    assert Board(tmp_path, "air: {kind: HTS221, i2c: i2c89}", program).log == ["0"]


SI7021 = (
    I2C
    + """
function code(text) { return text[0] << 8 | text[1]; }
function crc(text, count) {
    local crc = 0;
    for (local n = 0; n < count; n++) {
        crc = crc ^ text[n];
        for (local bit = 0; bit < 8; bit++) crc = crc & 0x80 ? (crc << 1 ^ 0x131) : crc << 1;
    }
    return crc;
}
function humidity(text) { return code(text) * 125.0 / 65536 - 6; }
function celsius(text) { return code(text) * 175.72 / 65536 - 46.85; }
"""
)


def test_an_si7021_measures_with_and_without_holding_the_clock(tmp_path):
    program = (
        SI7021
        + """
    i2c.write(0x80, "\\xE6\\x3B");
    local before = hardware.millis();
    local held = i2c.read(0x80, "\\xE5", 3);
    server.log(format("%.1f %d", humidity(held), crc(held, 2) == held[2] ? 1 : 0) + " " + (hardware.millis() - before));
    i2c.write(0x80, "\\xE6\\x3A\\x00");
    i2c.write(0x80, "\\xF5");
    server.log(i2c.read(0x80, "", 2) == null);
    imp.sleep(0.03);
    server.log(format("%.1f", humidity(i2c.read(0x80, "", 2))));
    server.log(format("%.1f", celsius(i2c.read(0x80, "\\xE0", 2))));
    """
    )
    parts = "air: {kind: SI7021, i2c: i2c89, temperature: 31.5, humidity: 62}"
    log = Board(tmp_path, parts, program, model="imp001").log
    assert log[0].startswith("62.0 1 ")
    assert 6 <= int(log[0].split()[2]) <= 9
    assert log[1:] == ["true", "62.0", "31.5"]


def test_an_si7021_says_what_it_is(tmp_path):
    program = (
        SI7021
        + """
    local one = i2c.read(0x80, "\\xFA\\x0F", 8), two = i2c.read(0x80, "\\xFC\\xC9", 6);
    server.log(format("%02X %02X", two[0], i2c.read(0x80, "\\x84\\xB8", 1)[0]));
    local all = "";
    for (local n = 0; n < 8; n += 2) {
        all += one[n].tochar();
        if (crc(all, all.len()) != one[n + 1]) server.log("wrong");
    }
    server.log(crc(two, 2) == two[2]);
    """
    )
    parts = "air: {kind: SI7021, i2c: i2c89, model: Si7020}"
    assert Board(tmp_path, parts, program).log == ["14 20", "true"]


def test_an_si7021_can_have_wrong_checksums(tmp_path):
    program = (
        SI7021
        + 'i2c.write(0x80, "\\xF3"); imp.sleep(1); local t = i2c.read(0x80, "", 3); server.log(crc(t, 2) == t[2]);'
    )
    timeline = "{at: 0s, do: part.fault, part: air, fault: crc}"
    assert Board(tmp_path, "air: {kind: SI7021, i2c: i2c89}", program, timeline=timeline).log == ["false"]


TMP102 = (
    I2C
    + """
const A = 0x90;
function get16(register) { local t = get(A, register, 2); return t[0] << 8 | t[1]; }
function put16(register, value) { i2c.write(A, format("%c%c%c", register, value >> 8, value & 0xFF)); }
"""
)


@pytest.mark.parametrize(("celsius", "code"), [(22, 0x1600), (-25, 0xE700), (0.25, 0x0040), (127.9375, 0x7FF0)])
def test_a_tmp102_codes_as_its_data_sheet(tmp_path, celsius, code):
    parts = "t: {kind: TMP102, i2c: i2c89, temperature: %s}" % celsius
    program = TMP102 + "imp.sleep(1); server.log(get16(0));"
    assert Board(tmp_path, parts, program).log == [str(code)]


def warmth(*pairs):
    return ", ".join("{at: %ds, do: part.set, part: t, set: {temperature: %d}}" % pair for pair in pairs)


def test_a_tmp102_alerts_between_its_limits(tmp_path):
    program = (
        TMP102
        + """
    put16(2, 30 << 8); put16(3, 40 << 8);
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN_PULLUP, @() server.log(pin.read()));
    """
    )
    timeline = ", ".join(
        "{at: %ds, do: part.set, part: t, set: {temperature: %d}}" % pair
        for pair in ((5, 39), (7, 40), (9, 31), (11, 29))
    )
    board = Board(tmp_path, "t: {kind: TMP102, i2c: i2c89, alert: pin1}", program, timeline=timeline)
    assert board.log == ["0", "1"]


def test_a_tmp102_in_interrupt_mode_is_quiet_once_it_was_read(tmp_path):
    program = (
        TMP102
        + """
    put16(2, 30 << 8); put16(3, 40 << 8);
    put16(1, 0x62A0);
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN_PULLUP, function() {
        server.log(pin.read());
        if (!pin.read()) imp.wakeup(0.5, @() get16(0));
    });
    """
    )
    timeline = ", ".join(
        "{at: %ds, do: part.set, part: t, set: {temperature: %d}}" % pair for pair in ((5, 45), (9, 20))
    )
    board = Board(tmp_path, "t: {kind: TMP102, i2c: i2c89, alert: pin1}", program, timeline=timeline)
    assert board.log == ["0", "1", "0", "1"]


def test_a_tmp102_measures_once_when_it_is_told_to(tmp_path):
    program = (
        TMP102
        + """
    put16(1, 0x61A0);
    imp.sleep(8);
    server.log(get16(0) >> 8);
    put16(1, 0xE1A0);
    imp.sleep(0.05);
    server.log(get16(0) >> 8);
    """
    )
    timeline = "{at: 6s, do: part.set, part: t, set: {temperature: 50}}"
    assert Board(tmp_path, "t: {kind: TMP102, i2c: i2c89}", program, timeline=timeline).log == ["22", "50"]


LPS22HB = (
    I2C
    + """
const A = 0xB8;
function pressure() { local p = get(A, 0x28, 3); return ((p[0] | p[1] << 8 | p[2] << 16) << 8 >> 8) / 4096.0; }
function celsius() { return word(get(A, 0x2B, 2), 0) / 100.0; }
"""
)


def test_an_lps22hb_measures_once_or_again_and_again(tmp_path):
    program = (
        LPS22HB
        + """
    put(A, 0x11, 0x11);
    imp.sleep(0.1);
    server.log(format("%.2f %.1f", pressure(), celsius()));
    put(A, 0x10, 0x10);
    imp.sleep(8);
    server.log(format("%.2f", pressure()));
    """
    )
    timeline = "{at: 6s, do: part.set, part: air, set: {pressure: 95.4 kPa}}"
    parts = "air: {kind: LPS22HB, i2c: i2c89, pressure: 1001.5, temperature: 18.5}"
    assert Board(tmp_path, parts, program, timeline=timeline).log == ["1001.50 18.5", "954.00"]


def test_an_lps22hb_tells_of_a_fall_below_its_reference(tmp_path):
    program = (
        LPS22HB
        + """
    local pin = hardware.pin1;
    pin.configure(DIGITAL_IN, function() { if (pin.read()) server.log(time() + " " + get(A, 0x25, 1)[0]); });
    put(A, 0x10, 0x10);
    put(A, 0x0B, 0x20);
    imp.sleep(2);
    put(A, 0x0C, 16 * 3);
    put(A, 0x12, 0x02);
    put(A, 0x0B, 0x2E);
    """
    )
    timeline = ", ".join(
        "{at: %ds, do: part.set, part: air, set: {pressure: %d}}" % pair for pair in ((7, 1011), (10, 1009), (11, 1013))
    )
    board = Board(tmp_path, "air: {kind: LPS22HB, i2c: i2c89, int: pin1}", program, timeline=timeline)
    assert [line.split()[1] for line in board.log] == ["6"]


def test_noise_is_the_same_for_the_same_seed(tmp_path):
    program = (
        LPS22HB
        + 'put(A, 0x10, 0x10); for (local n = 0; n < 5; n++) { imp.sleep(1); server.log(format("%.4f", pressure())); }'
    )
    parts = "air: {kind: LPS22HB, i2c: i2c89, noise: true}"
    first = Board(tmp_path, parts, program).log
    assert len(set(first)) == 5
    assert all(abs(float(shown) - 1013.25) < 0.1 for shown in first)
    assert Board(tmp_path, parts, program).log == first
    assert Board(tmp_path, parts, program, seed=2).log != first


@pytest.mark.parametrize(("fault", "seen"), [("nack", "false -2"), ("stuck", "false -1"), ("corrupt", "true other")])
def test_faults_of_the_bus(tmp_path, fault, seen):
    program = (
        I2C
        + """
    imp.sleep(3);
    local found = i2c.read(0xBE, "\\x8F", 3);
    local told = found == null ? i2c.readerror() : found[0] == 0xBC ? "right" : "other";
    server.log((found != null) + " " + told);
    imp.sleep(5);
    server.log(get(0xBE, 0x0F, 1)[0]);
    """
    )
    timeline = "{at: 4s, do: part.fault, part: air, fault: %s, for: 4s}" % fault
    board = Board(tmp_path, "air: {kind: HTS221, i2c: i2c89}", program, timeline=timeline)
    assert board.log == [seen, "188"]
