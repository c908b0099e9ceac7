"""Whole programs, generated as trees, printed and run here and in the reference VM: same output, errors and order.

The differences that are known and accepted stand in known_differences.md, each with its reason; the generator
keeps away from them. A program that shows a new one is made small before it is reported.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle.client import Oracle

from impsim.squirrel import nodes
from impsim.squirrel.printer import to_source
from properties.compare import PRELUDE, difference
from properties.minimise import minimise
from properties.statements import program

CHUNKS, CHUNK = 8, 1250  # ten thousand programs


@pytest.fixture(scope="module")
def oracle(oracle_python: str) -> Iterator[Oracle]:
    server = Oracle(oracle_python, PRELUDE)
    yield server
    server.close()


def check(tree: nodes.Block, oracle: Oracle) -> None:
    """Fails with a small program that differs in the same way as this one, if this one differs."""
    found = difference(to_source(tree), oracle)
    if found is None:
        return
    way = found[:8]

    def differs_likewise(smaller: nodes.Block) -> bool:
        other = difference(to_source(smaller), oracle)
        return other is not None and other[:8] == way

    small = to_source(minimise(tree, differs_likewise))
    pytest.fail(f"{difference(small, oracle)}\n{small}\n(after {PRELUDE.name}; first seen as: {found})", pytrace=False)


# The bytes are the choices: making a failing program smaller is the tree's business, not Hypothesis'.
@settings(max_examples=300, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.binary(min_size=50, max_size=1500))
def test_programs_do_as_in_the_reference(oracle: Oracle, data: bytes) -> None:
    check(program(data), oracle)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_ten_thousand_programs(oracle: Oracle, chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        choices = random.Random(seed)
        check(program(choices.randbytes(choices.randrange(100, 3000))), oracle)
