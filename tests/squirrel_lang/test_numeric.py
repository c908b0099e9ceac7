"""int32 and float32 arithmetic against C's, through ctypes."""

import ctypes
import math
import struct

from hypothesis import given
from hypothesis import strategies as st

from impsim.squirrel import arithmetic, numeric

int32 = st.integers(-(2**31), 2**31 - 1)
float32 = st.floats(width=32)


def as_c_int(value):
    return ctypes.c_int32(value).value


def as_c_float(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def same(a, b):
    return a == b and math.copysign(1, a) == math.copysign(1, b) or (a != a and b != b)


@given(st.integers(-(2**70), 2**70))
def test_wrap_is_the_c_cast(value):
    assert numeric.wrap(value) == as_c_int(value)


@given(int32, int32)
def test_ring_operators_wrap(a, b):
    assert arithmetic.add(a, b) == as_c_int(a + b)
    assert arithmetic.subtract(a, b) == as_c_int(a - b)
    assert arithmetic.multiply(a, b) == as_c_int(a * b)


@given(int32, int32.filter(bool))
def test_division_truncates_towards_zero(a, b):
    quotient = numeric.int_divide(a, b)
    assert quotient == as_c_int(int(abs(a) // abs(b)) * (1 if (a < 0) == (b < 0) else -1)) or (a, b) == (-(2**31), -1)
    if (a, b) != (-(2**31), -1):
        assert quotient * b + numeric.int_modulo(a, b) == a
        assert abs(numeric.int_modulo(a, b)) < abs(b)


def test_the_quotient_that_does_not_fit_is_the_lowest_integer():
    assert numeric.int_divide(-(2**31), -1) == -(2**31)


@given(float32, float32)
def test_float_operators_round_to_float32(a, b):
    assert same(arithmetic.add(a, b), numeric.f32(a + b))
    assert same(arithmetic.multiply(a, b), numeric.f32(a * b))


@given(st.floats(min_value=-3e38, max_value=3e38))
def test_rounding_is_c_rounding(value):
    assert same(numeric.f32(value), as_c_float(value))


def test_rounding_past_the_range_is_infinite():
    assert numeric.f32(1e39) == math.inf
    assert numeric.f32(-1e39) == -math.inf
    assert numeric.f32(1e-46) == 0.0


@given(float32.filter(lambda x: not math.isnan(x)))
def test_division_by_zero_follows_ieee(a):
    quotient = numeric.float_divide(a, -0.0)
    if a == 0.0:
        assert math.isnan(quotient)
    else:
        assert quotient == math.copysign(math.inf, -a)


@given(float32)
def test_truncation_is_defined_for_everything(value):
    number = numeric.truncate(value)
    assert -(2**31) <= number < 2**31
    if abs(value) < 2**31:
        assert number == int(value)


@given(int32, st.integers(0, 31))
def test_shifts(a, count):
    assert arithmetic.shift_left(a, count) == as_c_int(a << count)
    assert arithmetic.shift_right(a, count) == a >> count
    assert arithmetic.shift_unsigned(a, count) == as_c_int((a & 0xFFFFFFFF) >> count)
    assert arithmetic.shift_left(a, count + 32) == arithmetic.shift_left(a, count)
