"""Programs that fail, and what explain_failure says of them."""

from __future__ import annotations

from typing import Any

from impsim.diagnosis import explain_failure
from impsim.diagnosis.failure import Failure
from impsim.squirrel.compile import compile_source
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.vm import VM

PATH = "p.nut"


def failure_of(program: str) -> Failure:
    """What is said of a program of plain impOS Squirrel that fails."""
    vm = VM(impos=True)
    install_impos(vm)
    unit = compile_source(program, PATH, steps=True)
    try:
        vm.run(unit)
    except Exception as error:
        return explain_failure(error, {PATH: program}.get)
    raise AssertionError("it does not fail")


def told(program: str) -> tuple[str, str, str]:
    """(code, why, hint)"""
    problem: Any = failure_of(program).problem
    return problem.code, problem.why, problem.hint
