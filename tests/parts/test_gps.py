"""The satellite receiver: sentences and messages, and what programs hear and say."""

from __future__ import annotations

from time import gmtime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts.board import Board

from impsim.device.parts import nmea, ubx

LISTEN = """
uart <- hardware.uart57;
line <- "";
uart.configure(BAUD, 8, PARITY_NONE, 1, NO_CTSRTS, function() {
    local byte;
    while ((byte = uart.read()) >= 0) {
        if (byte == '\\n') { heard(line); line = ""; } else line += byte.tochar();
    }
});
""".replace("BAUD", "9600")
SHOW = """
function heard(text) { if (text.find("%s") != null) server.log(strip(text)); }
"""


def test_sentences_come_every_second(tmp_path):
    parts = (
        "g: {kind: GPS, uart: uart57, latitude: -33.8568, longitude: 151.2153, speed: 18 kn, course: 270, talker: GP}"
    )
    board = Board(tmp_path, parts, LISTEN + SHOW % "RMC", until_s=8)
    assert 4 <= len(board.log) <= 6
    body, _, told = board.log[-1][1:].partition("*")
    assert told == "%02X" % nmea.checksum(body)
    fields = body.split(",")
    assert fields[0] == "GPRMC"
    assert fields[2:9] == ["A", "3351.40800", "S", "15112.91800", "E", "18.000", "270.00"]
    assert fields[9] == "010319"


@pytest.mark.parametrize(("fix", "quality", "kind"), [("none", "0", "1"), ("2d", "1", "2"), ("3d", "1", "3")])
def test_a_fix_and_none(tmp_path, fix, quality, kind):
    program = LISTEN + 'function heard(text) { if (text.find("GGA") || text.find("GSA")) server.log(text); }'
    log = Board(tmp_path, "g: {kind: GPS, uart: uart57, fix: %s}" % fix, program, until_s=5).log
    assert log[-2].split(",")[6] == quality
    assert log[-1].split(",")[2] == kind


def test_wrong_checksums_and_silence(tmp_path):
    timeline = "{at: 5.1s, do: part.fault, part: g, fault: crc}, {at: 8.1s, do: part.fault, part: g, fault: silent}"
    board = Board(tmp_path, "g: {kind: GPS, uart: uart57}", LISTEN + SHOW % "RMC", timeline=timeline)
    right = [nmea.body_of(line.encode()) != "" for line in board.log]
    assert right == sorted(right, reverse=True)
    assert True in right
    assert right.count(False) == 3


BINARY = """
uart <- hardware.uart57;
heard <- "";
function hear() {
    local byte;
    while ((byte = uart.read()) >= 0) heard += format("%02X", byte);
}
uart.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, hear);
function message(group, number, hex) {
    local body = blob(), a = 0, b = 0;
    foreach (byte in [group, number, hex.len() / 2, 0]) body.writen(byte, 'b');
    for (local at = 0; at < hex.len(); at += 2) body.writen(("0x" + hex.slice(at, at + 2)).tointeger(), 'b');
    foreach (byte in body) {
        a = a + byte & 255;
        b = b + a & 255;
    }
    uart.write("\\xB5\\x62");
    uart.write(body);
    uart.write(a.tochar() + b.tochar());
}
"""
PORT = "01000000" + "C0080000" + "00C20100" + "0300" + "0100" + "00000000"  # 115200 baud, only UBX comes out


def test_it_is_configured_by_messages_and_answers(tmp_path):
    program = (
        BINARY
        + """
    message(0x06, 0x00, "%s");
    imp.wakeup(1.5, function() {
        server.log(heard.find("B562050102000600") != null);
        uart.configure(115200, 8, PARITY_NONE, 1, NO_CTSRTS, hear);
        message(0x06, 0x01, "010701");
        imp.wakeup(0.1, function() {
            server.log(heard.find("B562050102000601") != null);
            heard = "";
            imp.wakeup(2, @() server.log(heard.slice(0, 12) + " " + heard.slice(58, 60)));
        });
    });
    """
        % PORT
    )
    board = Board(tmp_path, "g: {kind: GPS, uart: uart57, satellites: 7}", program)
    assert board.parts["g"].baud == 115200
    assert board.log == ["true", "true", "B56201075C00 07"]


def test_what_comes_at_another_rate_is_noise(tmp_path):
    program = (
        BINARY
        + """
    imp.wakeup(0.3, function() {
        uart.configure(115200, 8, PARITY_NONE, 1, NO_CTSRTS);
        uart.write("$PUBX,41,1,0007,0001,19200,0*25\\r\\n");
    });
    """
    )
    assert Board(tmp_path, "g: {kind: GPS, uart: uart57}", program).parts["g"].baud == 9600


def test_it_is_configured_by_sentences(tmp_path):
    body = "PUBX,41,1,0007,0003,19200,0"
    off = "PUBX,40,GLL,0,0,0,0"
    program = BINARY + 'imp.wakeup(0.3, @() uart.write("$%s*%02X\\r\\n$%s*%02X\\r\\n"));' % (
        off,
        nmea.checksum(off),
        body,
        nmea.checksum(body),
    )
    part = Board(tmp_path, "g: {kind: GPS, uart: uart57}", program).parts["g"]
    assert part.baud == 19200
    assert part._rates[ubx.NMEA, nmea_number("GLL")] == 0


def nmea_number(name):
    from impsim.device.parts.gps import NAMES

    return NAMES[name]


LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="*$"), max_size=60)


@given(LETTERS)
def test_a_sentence_is_read_as_it_was_written(body):
    assert nmea.body_of(nmea.sentence(body)) == body.strip() or body != body.strip()


@given(LETTERS.filter(lambda text: text == text.strip() and text), st.integers(0, 400), st.integers(1, 255))
def test_a_damaged_sentence_is_none(body, place, flip):
    line = bytearray(nmea.sentence(body))
    at = place % (len(body) + 1) + 1
    if at <= len(body) and 32 <= line[at] ^ (flip & 0x1F) < 127 and flip & 0x1F:
        line[at] ^= flip & 0x1F
        assert nmea.body_of(bytes(line)) != body


@given(st.floats(-90, 90), st.integers(2, 3))
def test_degrees_and_minutes(value, digits):
    text = nmea.degrees(value, digits)
    found = int(text[:digits]) + float(text[digits:]) / 60
    assert abs(found - abs(value)) < 1e-6
    assert 0 <= float(text[digits:]) < 60


@given(st.integers(0, 255), st.integers(0, 255), st.binary(max_size=200), st.binary(max_size=5))
def test_a_message_is_found_in_what_follows(group, number, payload, more):
    message = ubx.frame(group, number, payload)
    assert ubx.split(message + more) == (group << 8 | number, payload, len(message))
    assert ubx.split(message[:-1]) == (0, b"", 0)


def test_navigation_messages_have_their_lengths():
    fix = nmea.Fix(gmtime(1551398400), 0, "3d", 10.0, -20.0)
    lengths = {number: len(make(fix)) - 8 for number, make in ubx.NAVIGATION.items()}
    assert lengths == {ubx.PVT: 92, ubx.POSLLH: 28, ubx.STATUS: 16, ubx.TIMEUTC: 20}
