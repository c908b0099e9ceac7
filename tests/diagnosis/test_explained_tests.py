"""What `impsim test` says beside a failure: why the program has failed; only to people."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

SCENARIO = {
    "door.device.nut": "door <- {opened = 0};\nimp.wakeup(3, function() { door.opend++; });\n",
    "a.scenario.yaml": "impsim: 1\nname: a\nrun: {until: 9s}\n"
    "devices:\n  gw: {model: imp003, device: door.device.nut}\n"
    "expect:\n  - {id: x, never: [1s, 2s], log: x}\n",
}
IMPT = {
    ".impt.test": '{"deviceFile": null, "testFiles": ["*.test.nut"]}',
    "a.device.test.nut": "class A extends ImpTestCase {\n    function testOne() {\n        local door = {opened = 1};\n"
    "        this.assertTrue(door.opend);\n    }\n    function testTwo() { this.assertEqual(1, 2); }\n}\n",
}
SAID = [
    "the index 'opend' does not exist [R201]",
    "why: `door` is a table with the slot opened",
    "hint: did you mean 'opened'?",
]


@pytest.mark.parametrize("files", [SCENARIO, IMPT], ids=["scenario", "impt"])
def test_it_stands_beside_the_failure(files: dict[str, str], impsim: Run, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    ran = impsim("test", ".")
    assert ran.returncode == 1
    told = ran.stdout.decode()
    assert [said for said in SAID if said not in told] == []
    assert told.count("[R201]") == 1


def test_what_programs_read_stays_as_it_was(impsim: Run, tmp_path: Path) -> None:
    for name, text in IMPT.items():
        (tmp_path / name).write_text(text)
    ran = impsim("test", "--format", "json", "--junit", "junit.xml", ".")
    messages = [json.loads(line).get("message", "") for line in ran.stdout.splitlines()]
    assert any(message.startswith("the index 'opend' does not exist\n") for message in messages)
    assert b"why:" not in ran.stdout
    assert "why:" not in (tmp_path / "junit.xml").read_text()
