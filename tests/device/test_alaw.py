"""A-law against G.711's own rules, and what it keeps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from impsim.device import alaw

# G.711, table 1a: the decision value at the lower end of a step (of 4096), and the code word before the inversion of
# its even bits
TABLE = [
    (2048, 0b1111_0000),
    (1024, 0b1110_0000),
    (512, 0b1101_0000),
    (256, 0b1100_0000),
    (128, 0b1011_0000),
    (64, 0b1010_0000),
    (32, 0b1001_0000),
    (0, 0b1000_0000),
    (3968, 0b1111_1111),
]


def test_the_table_of_the_recommendation():
    for value, code in TABLE:
        assert alaw.compress(value * 8) == code ^ 0x55
        assert alaw.compress(-value * 8 - 8) == code ^ 0x80 ^ 0x55


def test_every_code_comes_back():
    assert [alaw.compress(alaw.expand(code)) for code in range(256)] == list(range(256))


def test_codes_are_in_order():
    in_order = sorted(range(256), key=alaw.expand)
    assert [alaw.expand(code) for code in in_order] == sorted(alaw.EXPANDED)
    assert len(set(alaw.EXPANDED)) == 256


@given(st.integers(-0x8000, 0x7FFF))
def test_what_is_expanded_is_near(sample):
    error = abs(alaw.expand(alaw.compress(sample)) - sample)
    assert error <= max(8, abs(sample) / 32 + 8)


@given(st.integers(0, 0xFFFF))
def test_the_quick_table_is_the_same(unsigned):
    assert alaw.COMPRESSED[unsigned >> 4] == alaw.compress((unsigned & 0xFFF0) - 0x8000)


def test_what_is_too_loud_is_clipped():
    assert (alaw.compress(99999), alaw.compress(-99999)) == (alaw.compress(0x7FFF), alaw.compress(-0x8000))
