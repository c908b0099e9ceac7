"""Frames on a serial line, and what is read where both ends do not agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import serial_frame as sf
from impsim.device.serial_frame import Frame, read

FRAMES = st.builds(
    Frame,
    st.sampled_from([1200, 9600, 115200, 3000000]),
    st.sampled_from([7, 8]),
    st.sampled_from("NEO"),
    st.sampled_from([1, 2]),
)


@pytest.mark.parametrize(
    ("text", "length", "levels"),
    [
        ("8N1", 10, [0, 1, 0, 1, 0, 0, 0, 0, 1, 1]),
        ("8E1", 11, [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1]),
        ("8O2", 12, [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1]),
        ("7N1", 9, [0, 1, 0, 1, 0, 0, 0, 0, 1]),
    ],
)
def test_levels(text, length, levels):
    frame = sf.with_format(text, 9600)
    assert (str(frame), frame.length, frame.levels(0x85)) == (text, length, levels)


@given(FRAMES, st.binary(max_size=40))
def test_who_agrees_reads_what_was_sent(frame, data):
    found = list(read(data, frame, frame))
    assert bytes(byte for _, byte, _ in found) == bytes(byte & frame.mask for byte in data)
    assert [wrong for _, _, wrong in found] == [0] * len(data)
    assert [at for at, _, _ in found] == [frame.time_us(n) for n in range(1, len(data) + 1)]


@given(FRAMES, st.binary(max_size=40))
def test_looking_at_the_line_finds_the_same(frame, data):
    """The long way, which is for those who do not agree, by an end that does."""
    line = [level for byte in data for level in frame.levels(byte)]
    found = list(sf._read_wrongly(line, frame.baud, frame))
    assert bytes(byte for _, byte, _ in found) == bytes(byte & frame.mask for byte in data)
    assert not any(wrong for _, _, wrong in found)


@given(FRAMES, FRAMES, st.binary(max_size=40))
def test_who_does_not_agree_reads_something_in_time(sender, receiver, data):
    found = list(read(data, sender, receiver))
    times = [at for at, _, _ in found]
    assert times == sorted(times)
    assert all(0 <= byte <= receiver.mask for _, byte, _ in found)
    assert len(found) <= len(data) * sender.length
    assert not times or times[-1] <= sender.time_us(len(data)) + receiver.time_us(1)


@pytest.mark.parametrize(
    ("data", "sender", "receiver", "found"),
    [
        # twice as fast: each bit is read twice
        (b"\xff", Frame(9600), Frame(19200), [(0xFE, 0)]),
        (b"\x00", Frame(9600), Frame(19200), [(0x00, sf.FRAME_ERROR)]),
        # half as fast: every other bit
        (b"\xff", Frame(19200), Frame(9600), [(0xFF, 0)]),
        # a parity bit that nobody sends, one that nobody expects
        (b"\x01", Frame(9600), Frame(9600, 8, "E"), [(0x01, 0)]),
        (b"\x03", Frame(9600), Frame(9600, 8, "E"), [(0x03, sf.PARITY_ERROR)]),
        (b"\x03", Frame(9600, 8, "E"), Frame(9600), [(0x03, sf.FRAME_ERROR)]),
        (b"\xc1", Frame(9600, 8, "N"), Frame(9600, 7, "N"), [(0x41, 0)]),
    ],
)
def test_what_is_read(data, sender, receiver, found):
    assert [(byte, wrong) for _, byte, wrong in read(data, sender, receiver)] == found


@pytest.mark.parametrize(("baud", "understood"), [(9600, True), (9800, True), (9400, True), (10000, False)])
def test_rates_that_are_near_enough(baud, understood):
    assert Frame(9600).understands(Frame(baud)) is understood
