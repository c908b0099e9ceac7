"""Seeded numbers: the published algorithm, its bounds, independent streams."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from impsim.sim.rng import Rng


def test_the_numbers_are_those_of_splitmix64():
    rng = Rng(1234567)
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    assert [rng.bits() for _ in expected] == expected


@given(st.integers(0, 2**64), st.integers(1, 2**32))
def test_below_stays_below(seed, limit):
    rng = Rng(seed)
    assert all(0 <= rng.below(limit) < limit for _ in range(20))


def test_below_reaches_every_number():
    rng = Rng(1)
    assert {rng.below(6) for _ in range(200)} == set(range(6))


def test_a_stream_does_not_depend_on_draws_from_its_parent():
    fresh, used = Rng(7), Rng(7)
    used.bits()
    assert fresh.fork("radio").bits() == used.fork("radio").bits()
    assert fresh.fork("radio").bits() != fresh.fork("other").bits()


def test_digits_are_digits():
    text = Rng(3).digits(40)
    assert len(text) == 40
    assert text.isdigit()


def test_numbers_are_the_same_under_any_hash_seed(root):
    program = "from impsim.sim.rng import Rng; print(Rng(5).fork('mac').bits())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert outputs != {b""}
