"""Whole programs, generated as trees, printed and run here and in the reference VM: same output, errors and order.

The differences that are known and accepted stand in known_differences.md, each with its reason; the generator
keeps away from them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.client import Oracle

from impsim.squirrel.printer import to_source
from properties.compare import PRELUDE, difference
from properties.statements import program

CHUNKS, CHUNK = 8, 1250  # ten thousand programs


@pytest.fixture(scope="module")
def oracle(oracle_python: str) -> Iterator[Oracle]:
    server = Oracle(oracle_python, PRELUDE)
    yield server
    server.close()


def check(source: str, oracle: Oracle) -> None:
    found = difference(source, oracle)
    assert found is None, f"{found}\n{source}"


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.binary(min_size=50, max_size=1200))
def test_programs_do_as_in_the_reference(oracle: Oracle, data: bytes) -> None:
    check(to_source(program(data)), oracle)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ten_thousand_programs(oracle: Oracle, chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        choices = random.Random(seed)
        check(to_source(program(choices.randbytes(choices.randrange(100, 1500)))), oracle)
