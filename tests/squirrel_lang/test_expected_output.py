"""The programs in tests/squirrel/: what they print, here and in the reference VM.

`// expect: text` is a line of output; show.nut, which prints values so that their types can be seen, comes before
each program. `// vm: impos` or `// vm: agent` runs a program with impOS's library; `// oracle: reason` says why the
reference VM is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from oracle.client import Oracle

from impsim.squirrel.compile import compile_source
from impsim.squirrel.stdlib import install_impos, install_stock
from impsim.squirrel.vm import VM, allow_depth

FOLDER = Path(__file__).parent.parent / "squirrel"
SHOW = FOLDER / "show.nut"
PROGRAMS = {str(path.relative_to(FOLDER).with_suffix("")): path for path in sorted(FOLDER.glob("*/*.nut"))}
EXPECT = re.compile(r"// expect: (.*)")
NOON = 1700000000 + 43200
OUTPUT_LIMIT = 1 << 20


def read(name: str) -> str:
    return PROGRAMS[name].read_text(encoding="latin-1")


def directive(source: str, name: str) -> str:
    """What a `// name: ...` line says, or ""."""
    found = re.search(r"^// %s: (.*)$" % name, source, re.MULTILINE)
    return found[1] if found else ""


def expected(source: str) -> str:
    lines = EXPECT.findall(source)
    assert lines, "a program that expects nothing tests nothing"
    return "\n".join(lines) + "\n"


def run_here(source: str, library: str) -> str:
    allow_depth()
    written: list[str] = []
    vm = VM(written.append, impos=library != "", seed=7)
    vm.wall_s = lambda: NOON
    vm.now_us = lambda: 12345678
    if library:
        install_impos(vm, agent=library == "agent")
    else:
        install_stock(vm)
    for text in (SHOW.read_text(), source):
        vm.run(compile_source(text, "unit"))
    return "".join(written)


@pytest.mark.parametrize("name", PROGRAMS)
def test_output(name: str) -> None:
    source = read(name)
    assert run_here(source, directive(source, "vm")) == expected(source)


@pytest.fixture(scope="module")
def oracle(oracle_python: str) -> Iterator[Oracle]:
    server = Oracle(oracle_python, SHOW)
    yield server
    server.close()


STOCK = [name for name in PROGRAMS if not directive(read(name), "vm") and not directive(read(name), "oracle")]


@pytest.mark.parametrize("name", STOCK)
def test_the_reference_says_the_same(name: str, oracle: Oracle) -> None:
    source = read(name)
    outcome = oracle.run(source)
    assert (outcome.output, outcome.end) == (expected(source), "o")
