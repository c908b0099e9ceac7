"""impsim test --states: which states of connections the tests together have not seen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

LOSS = """\
impsim: 1
devices:
  imp: {device: hello.device.nut, model: %s}
run: {until: 5m}
timeline:
  - {at: 1m, do: ap.down, ap: ap}
expect:
  - {id: greets, log: "hello"}
"""
METHOD = """\
class Case extends ImpTestCase {
    function testWait() { return Promise(function(resolve, reject) { imp.wakeup(1, resolve) }) }
}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.scenario.yaml").write_text(LOSS % "imp003")
    (tmp_path / "hello.device.nut").write_text('server.log("hello");\n')
    return tmp_path


def states(impsim: Run, *options: str) -> list[str]:
    ran = impsim("test", "--states", *options)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode().splitlines()


def test_what_nobody_saw_is_named(impsim: Run) -> None:
    told = states(impsim)
    assert "no test has seen the error code NO_SERVER" in told
    assert "no test has seen the error code NO_WIFI (Ethernet: NO_LINK)" not in told
    assert "no test has lost its connection under SUSPEND_ON_ERROR" not in told
    assert "no test has lost its connection under RETURN_ON_ERROR" in told


def test_only_what_the_models_can_have_is_missed(impsim: Run, project: Path) -> None:
    assert not [line for line in states(impsim) if "ETHERNET" in line or "CELLULAR" in line]
    (project / "b.scenario.yaml").write_text(LOSS % "imp005")
    assert any("ETHERNET" in line for line in states(impsim))


def test_tests_of_all_kinds_and_processes_add_up(impsim: Run, project: Path) -> None:
    (project / "x.device.test.nut").write_text(METHOD)
    alone = states(impsim, "x.device.test.nut")[-3]
    assert alone.endswith("states, codes, wake reasons and policies seen")
    assert int(alone.split()[0]) > 0
    both, one = states(impsim, "-j", "2")[-3], states(impsim, "a.scenario.yaml")[-3]
    assert int(both.split()[0]) >= max(int(alone.split()[0]), int(one.split()[0]))


def test_as_json(impsim: Run) -> None:
    lines = [json.loads(line) for line in states(impsim, "--format", "json")]
    assert [line["type"] for line in lines] == ["test", "states", "summary"]
    assert "no test has seen the error code NO_SERVER" in lines[1]["unseen"]
    assert lines[1]["seen"].endswith("policies seen")


def test_nothing_is_said_unless_asked(impsim: Run) -> None:
    assert b"no test has seen" not in impsim("test").stdout
