"""impsim init: a project whose test passes. And impsim schema."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from impsim.suite.starter import FILES, TEMPLATES

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

NEXT = [
    "next: impsim run src/readings.device.nut --agent src/readings.agent.nut --for 5m",
    "then: impsim test",
]


def test_its_test_passes(impsim: Run, tmp_path: Path) -> None:
    ran = impsim("init", "mine")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode().splitlines() == [
        *(f"wrote mine/{name}" for name in FILES),
        "next: cd mine",
        *NEXT,
    ]
    first = impsim(*shlex.split(NEXT[0])[2:], "--format", "message", cwd=tmp_path / "mine")
    assert first.stdout.startswith(b"1 new, the last: ")
    tested = impsim("test", "--format", "json", cwd=tmp_path / "mine")
    assert (tested.returncode, tested.stderr) == (0, b"")
    *tests, summary = map(json.loads, tested.stdout.splitlines())
    assert [test["status"] for test in tests] == ["passed", "passed"]
    assert summary["passed"] == 2


def test_its_test_fails_where_the_firmware_is_wrong(impsim: Run, tmp_path: Path) -> None:
    assert impsim("init").stdout.decode().splitlines()[-2:] == NEXT
    program = tmp_path / "src" / "readings.device.nut"
    for right, wrong in (
        ("server.setsendtimeoutpolicy", "// server.setsendtimeoutpolicy"),
        ("    reconnect();\n});", "});"),
        ("else imp.wakeup(RETRY_S, reconnect);", ""),
    ):
        text = program.read_text()
        assert right in text
        program.write_text(text.replace(right, wrong))
        ran = impsim("test", "-k", "base")
        program.write_text(text)
        assert ran.returncode == 1, wrong
        assert b"catches-up" in ran.stdout


def test_nothing_is_overwritten(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "impsim.toml").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine")
    ran = impsim("init")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"./impsim.toml: is there already\nhint: nothing was written; there is also ./.gitignore\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "impsim.toml"]
    assert (tmp_path / "impsim.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a", "b"], "impsim init: one DIR only, but there is also 'b'\n"),
        (["file"], "file/src/readings.device.nut: cannot be written: not a directory\n"),
        (["--force"], "impsim init: unknown option '--force'\n"),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = impsim("init", *arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


def test_the_documented_job_is_the_one_that_is_written(root: Path) -> None:
    page = (root / "docs" / "ci.md").read_text()
    assert f"```yaml\n{(Path(TEMPLATES) / 'workflow.yml').read_text()}```\n" in page


def test_jobs_are_yaml(root: Path) -> None:
    yaml = pytest.importorskip("yaml")
    page = (root / "docs" / "ci.md").read_text()
    jobs = [yaml.safe_load(block.partition("```")[0]) for block in page.split("```yaml\n")[1:]]
    assert [next(iter(job)) for job in jobs] == ["name", "firmware"]
    assert "impsim test --junit junit.xml" in jobs[1]["firmware"]["script"]


def test_schema(impsim: Run) -> None:
    ran = impsim("schema")
    assert (ran.returncode, ran.stderr) == (0, b"")
    found = json.loads(ran.stdout)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"devices", "world", "timeline", "expect", "cases", "matrix", "run"} <= set(found["properties"])
    assert impsim("schema", "x").stderr.startswith(b"impsim schema: no argument is expected, but there is 'x'\n")
