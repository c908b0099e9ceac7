"""Rules on whole programs: none fails on any program that compiles, and our own programs have no traps."""

from __future__ import annotations

import random
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from properties.statements import program

from impsim.diagnosis import lint
from impsim.errors import Diagnostic
from impsim.squirrel.printer import to_source

ROOT = Path(__file__).parent.parent.parent
MEANT_TO_FAIL = {"naive", "start", "forgetful.device.nut"}  # folders of lessons, and a scenario's program
NOT_WHOLE = re.compile(r"#require|@include|[@$]\{")


def ours() -> list[Path]:
    """The programs of scenarios, lessons and test tools that are whole, and meant to work."""
    every = [*ROOT.glob("scenarios/**/*.nut"), *ROOT.glob("impsim/**/*.nut")]
    right = [path for path in every if MEANT_TO_FAIL.isdisjoint(path.parts)]
    return sorted(path for path in right if not NOT_WHOLE.search(path.read_text(encoding="latin-1")))


OURS = ours()


@pytest.mark.parametrize("seed", range(2))
def test_no_rule_fails(seed: int) -> None:
    """On generated programs, which use everything that the language has."""
    choices = random.Random(seed)
    for _ in range(40):
        source = to_source(program(choices.randbytes(choices.randrange(100, 2000))))
        with suppress(Diagnostic):  # some do not compile, as in the reference
            for side in ("device", "agent", ""):
                lint.warnings(lint.read(source, "p.nut", side), "p.nut")


DEEP = {
    "members": "x <- {};\nx" + ".a" * 1200 + " = 1;",
    "objects of the API": "imp" + ".net" * 1200 + ".x();",
    "parentheses": "x <- " + "-(" * 400 + "1" + ")" * 400,
    "sums": "local b = 1;\nx <- 1" + " + b" * 1200,
    "texts": "local b = 1;\nx <- 'a'" + ' + "b" + b' * 3000,
    "blocks": "local a = 1;\n" + "if (a) {" * 400 + "a = 2;" + "}" * 400,
    "functions": "x <- " + "function() { return " * 120 + "1" + "}" * 120,
    "names for names": "a0 <- imp;\n" + "".join(f"a{i} <- a{i - 1};\n" for i in range(1, 400)),
    "names in a ring": "a <- b;\nb <- a;\na.wakup();\nlocal c = c;\nc();",
    "calls in a ring": "a <- a.b().c;\nlocal d = @() 1;\ne <- e().f.g();\ne.h();",
    "bases in a ring": "class A extends B { x = []; function m() { x.append(y); y = 1; } }\nclass B extends A {}",
    "empty": "",
    "a comment": "// impsim: allow",
}


@pytest.mark.parametrize("source", DEEP.values(), ids=DEEP)
def test_no_depth_is_too_deep(source: str) -> None:
    """What compiles is checked, and Python's limit is what it was."""
    depth = sys.getrecursionlimit()
    lint.warnings(lint.read(source, "p.nut", "device"), "p.nut")
    assert sys.getrecursionlimit() == depth


@pytest.mark.parametrize("path", OURS, ids=[str(path.relative_to(ROOT)) for path in OURS])
def test_our_own_programs_have_no_traps(path: Path) -> None:
    side = next((side for side in ("agent", "device") if f".{side}." in path.name), "")
    source = path.read_text(encoding="latin-1")
    found = lint.warnings(lint.read(source, path.name, side), path.name)
    assert [problem.render() for problem in found] == []
