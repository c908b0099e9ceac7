"""A battery charger, and a converter on SPI."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts.board import Board

CHARGER = """
i2c <- hardware.i2c89;
i2c.configure(CLOCK_SPEED_400_KHZ);
function get(register) { return i2c.read(0xD4, register.tochar(), 1)[0]; }
function put(register, value) { i2c.write(0xD4, format("%c%c", register, value)); }
"""


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("input: DCP, battery: 3800", 0x75),
        ("input: SDP, battery: 2500", 0x2D),
        ("input: none", 0x01),
        ("input: SDP, battery: 4500", 0x3D),
    ],
)
def test_what_a_charger_does(tmp_path, given, status):
    program = CHARGER + "server.log(get(0x0B));"
    assert Board(tmp_path, "c: {kind: BQ25895, i2c: i2c89, %s}" % given, program).log == [str(status)]


def test_a_watchdog_that_nobody_feeds_sets_back(tmp_path):
    program = (
        CHARGER
        + """
    put(0x06, 0x02);
    imp.wakeup(30, @() put(0x03, 0x5A));
    foreach (second in [60, 80]) imp.wakeup(second, @() server.log(format("%02X %02X", get(0x06), get(0x0C))));
    """
    )
    board = Board(tmp_path, "c: {kind: BQ25895, i2c: i2c89}", program, until_s=90)
    assert board.log == ["02 00", "5E 80"]
    assert [state["charge_mv"] for state in board.states("c")][-1] == 4208


def test_a_watchdog_can_be_off(tmp_path):
    program = CHARGER + "put(0x07, 0x8D); put(0x06, 0x02); imp.wakeup(200, @() server.log(get(0x06)));"
    assert Board(tmp_path, "c: {kind: BQ25895, i2c: i2c89}", program, until_s=210).log == ["2"]


def test_a_charger_measures_when_it_is_told_to(tmp_path):
    program = (
        CHARGER
        + """
    put(0x02, get(0x02) | 0x80);
    server.log(get(0x02) >> 7);
    imp.sleep(0.1);
    server.log(get(0x02) >> 7);
    server.log(2304 + 20 * (get(0x0E) & 0x7F) + " " + (2600 + 100 * (get(0x11) & 0x7F)) + " " + 50 * get(0x12));
    """
    )
    part = "c: {kind: BQ25895, i2c: i2c89, battery: 3.704 V, vbus: 9 V}"
    assert Board(tmp_path, part, program).log == ["1", "0", "3704 9000 2050"]


def test_faults_of_a_charger(tmp_path):
    program = CHARGER + 'imp.sleep(3); server.log(get(0x0C) + " " + (get(0x0B) & 0x18));'
    timeline = "{at: 4s, do: part.fault, part: c, fault: hot}"
    assert Board(tmp_path, "c: {kind: BQ25895, i2c: i2c89}", program, timeline=timeline).log == ["2 0"]


CONVERTER = """
spi <- hardware.spi257;
spi.configure(CLOCK_IDLE_LOW | MSB_FIRST, 1000);
cs <- hardware.pin1;
cs.configure(DIGITAL_OUT, 1);
function ask(single, channel) {
    cs.write(0);
    local t = spi.writeread(format("%c%c%c", 4 | single << 1 | channel >> 2, channel << 6 & 255, 0));
    cs.write(1);
    return (t[1] & 15) << 8 | t[2];
}
"""


def test_a_converter_measures_each_of_its_inputs(tmp_path):
    program = (
        CONVERTER + "foreach (n in [0, 3, 7]) server.log(ask(1, n)); server.log(ask(0, 2)); server.log(ask(0, 3));"
    )
    part = "a: {kind: MCP3208, spi: spi257, cs: pin1, reference: 4096, ch0: 1, ch2: 500, ch3: 1234, ch7: 5 V}"
    assert Board(tmp_path, part, program).log == ["1", "1234", "4095", "0", "734"]


@given(st.integers(0, 7), st.integers(0, 4095), st.integers(0, 5))
def test_a_result_follows_its_start_bit_wherever_that_is(channel, value, before):
    from impsim.device.parts.mcp3208 import MCP3208

    part = object.__new__(MCP3208)
    part.values = {"ch%d" % n: float(value if n == channel else 0) for n in range(8)}
    part.option, part.broken = {"reference": 4096.0}, set()
    part.select()
    bits = [0] * before + [1, 1, channel >> 2, channel >> 1 & 1, channel & 1] + [0] * 30
    sent = [int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, 32, 8)]
    heard = "".join("{:08b}".format(part.exchange(byte)) for byte in sent)
    assert heard[before + 6 : before + 19] == "0" + "{:012b}".format(value)
