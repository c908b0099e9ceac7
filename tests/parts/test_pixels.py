"""Strips of pixels, as programs of one's own draw on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parts.board import Board

from impsim.device.parts.pixels import pulses

WS2812 = """
spi <- hardware.%s;
spi.configure(MSB_FIRST | SIMPLEX_TX | NO_SCLK, %d);
function draw(values) {
    local out = blob();
    foreach (value in values) {
        for (local bit = 7; bit >= 0; bit--) out.writen(value >> bit & 1 ? 0xF8 : 0xC0, 'b');
    }
    out.writen(0, 'b');
    spi.write(out);
}
"""


@pytest.mark.parametrize(("model", "bus", "khz"), [("imp001", "spi257", 7500), ("imp004m", "spiAHSR", 6000)])
def test_colours_of_a_strip(tmp_path, model, bus, khz):
    from impsim.device.profile import find

    bus = bus if bus in find(model)["api.spi"] else find(model)["api.spi"][0]
    program = WS2812 % (bus, khz) + "draw([10, 20, 30, 0, 255, 1]);"
    board = Board(tmp_path, "s: {kind: WS2812, spi: %s, pixels: 3}" % bus, program, model=model)
    assert board.parts["s"].colours == [[20, 10, 30], [255, 0, 1], [0, 0, 0]]
    assert board.states("s")[-1] == {"colours": [[20, 10, 30], [255, 0, 1], [0, 0, 0]], "lit": 2}


def test_a_frame_begins_after_a_pause(tmp_path):
    program = WS2812 % ("spi257", 7500) + "draw([1, 2, 3]); draw([4, 5, 6]); imp.sleep(0.001); draw([7, 8, 9]);"
    board = Board(tmp_path, "s: {kind: WS2812, spi: spi257, pixels: 2, order: RGB}", program)
    shown = [state["colours"] for state in board.states("s")]
    assert shown == [[[0] * 3] * 2, [[1, 2, 3], [0, 0, 0]], [[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [4, 5, 6]]]


def test_white_is_a_fourth_colour(tmp_path):
    program = WS2812 % ("spi257", 7500) + "draw([1, 2, 3, 4]);"
    board = Board(tmp_path, "s: {kind: WS2812, spi: spi257, order: GRBW}", program)
    assert board.parts["s"].colours == [[2, 1, 3, 4]]


@given(st.lists(st.booleans()), st.sampled_from([(7.5e6, 5, 2, 8), (9e6, 6, 3, 12), (6.4e6, 5, 2, 8)]))
def test_pulses_are_what_was_sent(bits, clock):
    hz, long, short, period = clock
    line = "".join(("1" * (long if bit else short)).ljust(period, "0") for bit in bits)
    data = bytes(int(line[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(line), 8))
    assert pulses(data, 1e9 / hz) == [int(bit) for bit in bits]


APA102 = """
function frame(pixels) {
    local out = blob();
    out.writen(0, 'i');
    foreach (p in pixels) foreach (byte in [0xE0 | p[3], p[2], p[1], p[0]]) out.writen(byte, 'b');
    out.writen(0xFFFFFFFF, 'i');
    return out;
}
"""


def test_an_apa102_on_spi(tmp_path):
    program = (
        APA102
        + """
    hardware.spi257.configure(SIMPLEX_TX, 15000);
    hardware.spi257.write(frame([[1, 2, 3, 31], [0, 255, 0, 4]]));
    """
    )
    board = Board(tmp_path, "s: {kind: APA102, spi: spi257, pixels: 2}", program)
    assert [state["lit"] for state in board.states("s")] == [0, 2]
    assert board.parts["s"].colours == [[1, 2, 3], [0, 255, 0]]
    assert board.parts["s"].brightness == [31, 4]


def test_an_apa102_on_two_pins(tmp_path):
    program = (
        APA102
        + """
    clock <- hardware.pin1; data <- hardware.pin2;
    clock.configure(DIGITAL_OUT, 0); data.configure(DIGITAL_OUT, 0);
    foreach (byte in frame([[9, 8, 7, 30]])) {
        for (local bit = 7; bit >= 0; bit--) { data.write(byte >> bit & 1); clock.write(1); clock.write(0); }
    }
    """
    )
    board = Board(tmp_path, "s: {kind: APA102, clock: pin1, data: pin2}", program)
    assert board.states("s")[-1] == {"colours": [[9, 8, 7]], "lit": 1, "brightness": [30]}
