"""Numbers out of text, dates out of seconds, and a random number generator."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.squirrel.stdlib.mathlib import Random
from impsim.squirrel.stdlib.number_text import hexadecimal_integer, leading_float, leading_integer, number_of
from impsim.squirrel.stdlib.string_methods import string_tointeger
from impsim.squirrel.stdlib.system import date_fields

JUNK = st.sampled_from(["", " ", "x", "_", "e", "e+", ".", "-", "\0", "p"])
SPACE = st.text(" \t\n\v\f\r", max_size=2)
INT32 = st.integers(-0x80000000, 0x7FFFFFFF)


@given(SPACE, INT32, JUNK)
def test_integers(space: str, number: int, junk: str) -> None:
    assert leading_integer(space + str(number) + junk) == number
    if "e" not in junk and "." not in junk:  # such a text is read as a float
        assert string_tointeger(space + str(number) + junk) == number


@given(st.integers())
def test_large_integers_saturate(number: int) -> None:
    assert leading_integer(str(number)) == max(min(number, 0x7FFFFFFF), -0x80000000)


@given(SPACE, st.floats(allow_nan=False), JUNK)
def test_floats(space: str, number: float, junk: str) -> None:
    assert leading_float(space + repr(number) + ("" if junk == "e" else junk)) == number
    assert leading_float(space + number.hex() + ("" if junk == "p" else junk)) == number


@given(st.text(" \t+-0123456789.eEpPxXabfinINF\0", max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    number = number_of(text)
    assert number is None or type(number) in (int, float)


@pytest.mark.parametrize(
    ("text", "number"), [("0xFF", 255), ("-0x1", -1), ("0x123456789", -1), ("0x80000000", -0x80000000), ("FF", None)]
)
def test_hexadecimal(text: str, number: int | None) -> None:
    assert hexadecimal_integer(text) == number


@given(INT32)
def test_dates(seconds: int) -> None:
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    parts = moment.timetuple()
    fields = date_fields(seconds)
    assert [fields[name] for name in ("year", "day", "hour", "min", "sec")] == [
        parts.tm_year,
        parts.tm_mday,
        parts.tm_hour,
        parts.tm_min,
        parts.tm_sec,
    ]
    assert (fields["month"], fields["yday"]) == (parts.tm_mon - 1, parts.tm_yday - 1)
    assert fields["wday"] == (parts.tm_wday + 1) % 7
    assert list(fields) == "sec min hour day month year wday yday".split()


def test_time_is_not_the_hosts() -> None:
    assert date_fields(0)["year"] == 1970 != time.gmtime().tm_year


def test_glibc_rand() -> None:
    generator = Random(1)
    assert [generator.next() for _ in range(3)] == [1804289383, 846930886, 1681692777]
    for _ in range(100):
        generator.next()
    assert 0 <= generator.next() <= 0x7FFFFFFF
