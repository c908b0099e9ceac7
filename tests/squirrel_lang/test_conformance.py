"""The conformance programs: exact output, and the exact error where there is one, on CPython and on PyPy.

NAME.out is what the 32-bit reference prints; NAME.err the error that ends it, after "COMPILE " where it does not
compile.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conformance import PROGRAMS, ROOT, expected, outcome


def test_there_are_programs() -> None:
    assert len(PROGRAMS) > 120


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name: str) -> None:
    assert outcome(PROGRAMS[name]) == expected(PROGRAMS[name])


ON_PYPY = """
import sys
sys.path[:0] = sys.argv[1:3]
import conformance
for name, path in conformance.PROGRAMS.items():
    if conformance.outcome(path) != conformance.expected(path):
        print(name)
"""


def test_programs_on_pypy(pypy: str) -> None:
    """All in one process, which names those that fail."""
    here = str(Path(__file__).parent)
    run = subprocess.run([pypy, "-c", ON_PYPY, str(ROOT), here], capture_output=True, text=True, timeout=300)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
