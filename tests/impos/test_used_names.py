"""What public programs use exists on some model, for the side that uses it."""

from __future__ import annotations

from typing import Any

import pytest
from used_names import ON_AGENTS, ON_DEVICES

from impsim.device.profile import find, names
from impsim.device.release import lines_of, newest
from impsim.impos.simulation import boot
from impsim.squirrel.compile import compile_source
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.traceback import thrown

CASES = [("device", name) for name in ON_DEVICES] + [("agent", name) for name in ON_AGENTS]


def imps() -> list[Any]:
    """One of each model on the first and the last release that it ran, with agents."""
    found = []
    for profile in map(find, names()):
        for line in {lines_of(profile)[0], lines_of(profile)[-1]}:
            found.append(boot(profile, newest(line), None, agent=compile_source(""), pausable=True))
    return found


@pytest.fixture(scope="module")
def programs() -> dict[str, list[Any]]:
    booted = imps()
    return {"device": booted, "agent": [imp.agent for imp in booted]}


def exists(program: Any, name: str) -> bool:
    try:
        program.evaluate(compile_source("return (%s)" % name))
    except Exception as error:
        assert isinstance(error, SquirrelError) or "does not exist" in str(thrown(error))
        return False
    return True


@pytest.mark.parametrize(("side", "name"), CASES, ids=lambda part: part)
def test_a_used_name_is_there(programs, side, name):
    there = any(exists(program, name) for program in programs[side])
    assert there
