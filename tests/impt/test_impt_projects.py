"""The projects in projects/, run unmodified."""

from __future__ import annotations

import pathlib

from impsim.impt import project
from impsim.testcase.defaults import Defaults

PROJECTS = pathlib.Path(__file__).parent / "projects"


def results(name):
    tests = project.tests_of(str(PROJECTS / name), Defaults())
    return {result.id.partition("::")[2]: result for test in tests for result in test.run()}


def test_a_lamp_with_its_agent():
    found = results("lamp")
    assert {name: result.status for name, result in found.items()} == {
        "LevelTestCase::testAgentIsTold": "passed",
        "LevelTestCase::testFade": "passed",
        "LevelTestCase::testLimits": "passed",
        "SwitchTestCase::testSwitch": "passed",
        "SwitchTestCase::testWrong": "failed",
    }
    wrong = found["SwitchTestCase::testWrong"]
    assert wrong.message.startswith("Comparison failed on 'level': expected 31, got 30\n  at ")
    assert (wrong.line, wrong.detail) == (11, {"side": "agent"})


def test_an_old_project():
    found = results("old")
    assert [result.status for result in found.values()] == ["passed", "failed", "skipped"]
    late = found["FirstTestCase::test2TakesTooLong"]
    assert late.message.startswith("Test took 1.5s, longer than timeout of 1s\n  in ")
