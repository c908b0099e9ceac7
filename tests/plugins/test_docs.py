"""docs/testing.md does as it says: its files are written into a folder, its commands run there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?://|#) File: (\S+)\n")
INSTALLED = any(point.name == "impsim" for point in entry_points(group="pytest11"))
PLUGIN = [] if INSTALLED else ["-p", "impsim.plugins.pytest_plugin"]
TEXT = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")


def files() -> dict[str, str]:
    """Every block that begins with the name of a file."""
    found = {}
    for _, body in BLOCK.findall(TEXT):
        name = NAMED.match(body)
        if name:
            found[name[1]] = body
    return found


def commands() -> list[tuple[str, list[str]]]:
    """Every command with the lines that it shows."""
    lines = [line for kind, body in BLOCK.findall(TEXT) if kind == "console" for line in body.splitlines()]
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docs")
    for name, text in files().items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def as_module(command: str) -> list[str]:
    """The command for this Python, with the plugin."""
    words = shlex.split(command)
    at = words.index("pytest") + 1 if "pytest" in words else len(words)
    extra = [*PLUGIN, "-p", "no:cacheprovider"] if "pytest" in words else []
    return [sys.executable, "-m", *words[:at], *extra, *words[at:]]


def test_the_commands_of_the_page(folder: Path, root: Path) -> None:
    """In one test, since later ones use what earlier ones wrote."""
    for command, shown in commands():
        if not command.startswith("coverage") or find_spec("coverage") is not None:
            check(folder, root, command, shown)


def check(folder: Path, root: Path, command: str, shown: list[str]) -> None:
    """Runs one as the page says."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "COV", "IMPSIM"))}
    done = subprocess.run(
        as_module(command),
        cwd=folder,
        env={**environment, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = [" ".join(line.split()) for line in done.stdout.splitlines()]
    for line in shown:
        assert any(one.startswith(" ".join(line.split())) for one in told), done.stdout


def test_the_page_has_what_it_is_about() -> None:
    assert {"door.device.nut", "door.scenario.yaml", "test_door.py", ".coveragerc", "pytest.ini"} <= set(files())
    assert len(commands()) == 5
