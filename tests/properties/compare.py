"""Running a program here and in the reference VM, and telling what differs."""

from __future__ import annotations

import re
from pathlib import Path

from oracle.client import Oracle, Outcome

from impsim.errors import Diagnostic
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import Stop
from impsim.squirrel.stdlib import install_stock
from impsim.squirrel.traceback import Defect, thrown
from impsim.squirrel.vm import VM, allow_depth

allow_depth()  # before Hypothesis looks at the limit, which it watches
PRELUDE = Path(__file__).with_name("prelude.nut")
_prelude = compile_source(PRELUDE.read_text(encoding="latin-1"), "prelude.nut")
ADDRESS = re.compile(r"0x(?:0x)?[0-9a-f]{6,}")


def run_here(source: str) -> Outcome:
    """Runs a program as the oracle does, after the prelude. A defect of impsim is the end "d", with its traceback's
    last line."""
    written: list[str] = []
    vm = VM(print=written.append)
    install_stock(vm)
    vm.run(_prelude)
    end, error = "o", ""
    try:
        vm.run(compile_source(source, "program.nut"))
    except Diagnostic as problem:
        end, error = "c", problem.message
    except (Exception, Defect, Stop) as problem:
        end, error = _uncaught(problem)
    return Outcome(end, "".join(written), error)


def _uncaught(problem: BaseException) -> tuple[str, str]:
    try:
        value = thrown(problem)
    except BaseException as defect:
        return "d", str(defect)
    return "e", value if type(value) is str else ""


def normal(text: str) -> str:
    """Without addresses; the sign of a NaN is the processor's affair."""
    return ADDRESS.sub("ADDRESS", text).replace("-nan", "nan")


def difference(source: str, oracle: Oracle) -> str | None:
    """What differs between the two, in a few lines; None when nothing does, or when the reference died of it."""
    there = oracle.run(source)
    return None if there.end == "x" else outcome_difference(run_here(source), there)


def outcome_difference(here: Outcome, there: Outcome) -> str | None:
    """What differs between two outcomes, or None."""
    if here.end != there.end:
        return f"end {here.end!r} ({here.error}), in the reference {there.end!r} ({there.error})"
    mine, wanted = normal(here.output), normal(there.output)
    if mine != wanted:
        return first_difference(mine, wanted)
    if here.end == "e" and here.error and normal(here.error.partition("\0")[0]) != normal(there.error):
        return f"error {here.error!r}, in the reference {there.error!r}"
    return None


def first_difference(mine: str, wanted: str) -> str:
    for number, (a, b) in enumerate(zip(mine.split("\n"), wanted.split("\n"))):
        if a != b:
            return f"line {number + 1} of the output: {a!r}\n              in the reference: {b!r}"
    return f"output of {len(mine)} characters, in the reference {len(wanted)}"
