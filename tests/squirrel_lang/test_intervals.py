"""The static types of integers: an interval must hold every result, before and after wrapping."""

from hypothesis import given
from hypothesis import strategies as st

from impsim.squirrel import arithmetic
from impsim.squirrel.codegen import intervals

OPERATORS = {
    "+": (lambda a, b: a + b, arithmetic.add),
    "-": (lambda a, b: a - b, arithmetic.subtract),
    "*": (lambda a, b: a * b, arithmetic.multiply),
    "&": (lambda a, b: a & b, arithmetic.bit_and),
    "|": (lambda a, b: a | b, arithmetic.bit_or),
    "^": (lambda a, b: a ^ b, arithmetic.bit_xor),
    "<<": (None, arithmetic.shift_left),
    ">>": (None, arithmetic.shift_right),
    ">>>": (None, arithmetic.shift_unsigned),
    "/": (None, arithmetic.divide),
    "%": (None, arithmetic.modulo),
}
edges = st.sampled_from([-(2**31), 2**31 - 1, -1, 0, 1, 255, 65535, 2**24])
int32 = st.integers(-(2**31), 2**31 - 1) | edges | st.integers(-40, 40)


@st.composite
def interval_and_member(draw):
    low, member, high = sorted(draw(st.lists(int32, min_size=3, max_size=3)))
    return (low, high), member


@given(st.sampled_from(sorted(OPERATORS)), interval_and_member(), interval_and_member())
def test_the_interval_of_a_result_holds_it(op, left, right):
    (at, a), (bt, b) = left, right
    if op in "/%" and b == 0:
        return
    exact, wrapping = OPERATORS[op]
    kind = intervals.binary(op, at, bt)
    result = exact(a, b) if exact else wrapping(a, b)
    if kind == intervals.INT:
        result = wrapping(a, b)
    assert kind[0] <= result <= kind[1]
    low, high = intervals.wrapped(kind)
    assert low <= wrapping(a, b) <= high


@given(st.integers(-(2**70), 2**70), st.integers(0, 2**31 - 1))
def test_a_mask_makes_wrapping_superfluous(unwrapped, mask):
    assert intervals.is_mask((mask, mask))
    assert unwrapped & mask == arithmetic.bit_and(((unwrapped + 2**31) & 0xFFFFFFFF) - 2**31, mask)


def test_join_covers_both():
    assert intervals.join((0, 3), (2, 9)) == (0, 9)
    assert intervals.join((0, 3), intervals.FLOAT) is None
    assert intervals.join(intervals.STRING, intervals.STRING) == intervals.STRING
