"""The size of a program's code is that of what the reference compiler writes for the same source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle.client import Oracle
from properties.statements import program

from impsim.impos.deployment import CONSTANTS
from impsim.squirrel.compile import compile_source
from impsim.squirrel.printer import to_source

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/impos/examples", "scenarios", "tests/conformance", "tests/squirrel", "bench")
FAR = 0.03  # of the reference's size

# What the reference writes (3.0.5, 32 bits), source named device_code; each is exact here, too.
KNOWN = {
    "": 224,
    "a <- 1;": 257,
    "local a = 1; print(a + 2);": 298,
    'local a = "x"; a = "y"; local b = a;': 308,
    "function f(a, b = 2) { return a + b; }": 506,
    "local n = 0; function f() { n++; return n; }": 508,
    "class A extends B { static VERSION = 1; x = null; function y() { return base.y(); } }": 589,
    "foreach (a in [1, 2, null]) { try { throw a; } catch (e) { print(e); } }": 434,
    'switch (x) { case 1: case "b": y(); break; default: z(); }': 356,
    "local f = @(x) x ? x.y : !x && x.z || null; f(1);": 585,
    "for (local i = 0; i < 10; i++) { if (i % 2) continue; ::x.y[i] += -i; }": 375,
    'local t = {a = 1, [2] = "b", function c() { yield 1; }}; delete t.a; t.d <- clone t;': 578,
}


def size(text: str) -> int:
    return compile_source(text, "p.nut", steps=True, constants=CONSTANTS).size


@pytest.mark.parametrize("text", KNOWN)
def test_known_sizes(text: str) -> None:
    assert size(text) == KNOWN[text]


def programs() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*.nut"))


class Reference:
    """Compiles in the reference VM, which writes to a file."""

    def __init__(self, python: str, folder: Path) -> None:
        self.file = folder / "out.cnut"
        members = ", ".join('%s = "%s"' % item for item in CONSTANTS["__EI"].items())
        prelude = folder / "prelude.nut"
        prelude.write_text("enum __EI { %s }\n" % members)
        self.oracle = Oracle(python, prelude)

    def size(self, text: str) -> int:
        """0 where it does not compile."""
        self.file.unlink(missing_ok=True)
        program = 'writeclosuretofile("%s", compilestring(%s, "device_code"));' % (self.file, quoted(text))
        self.oracle.run(program)
        return self.file.stat().st_size if self.file.exists() else 0


def quoted(text: str) -> str:
    return '"' + "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else escaped(c) for c in text) + '"'


def escaped(character: str) -> str:
    return {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\r": "\\r"}.get(character, "\\x%02x" % ord(character))


@pytest.fixture(scope="module")
def reference(oracle_python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    found = Reference(oracle_python, tmp_path_factory.mktemp("reference"))
    yield found
    found.oracle.close()


def test_the_reference_knows_them_too(reference: Reference) -> None:
    assert {text: reference.size(text) for text in KNOWN} == KNOWN


def test_all_programs_here_are_as_large_as_the_reference_makes_them(reference: Reference) -> None:
    exact = far = 0
    for name in programs():
        text = (ROOT / name).read_bytes().decode("latin-1")
        expected = reference.size(text)
        if not expected or "\0" in text:
            continue
        try:
            found = size(text)
        except Exception:
            continue  # it is about something that does not compile
        exact += found == expected
        far += abs(found - expected) > FAR * expected
    assert far == 0
    assert exact > 250


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.binary(min_size=50, max_size=1500))
def test_any_program_is_about_as_large_as_the_reference_makes_it(reference: Reference, data: bytes) -> None:
    text = to_source(program(data))
    expected = reference.size(text)
    if expected:
        assert abs(size(text) - expected) <= FAR * expected
