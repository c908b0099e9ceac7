"""docs/libraries.md does as it says: its files are written, its commands run there, their output compared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"// File: (\S+)\n")


def run(command: str, folder: Path, root: Path) -> str:
    words = shlex.split(command)
    if words[0] == "impsim":
        words[:1] = [sys.executable, "-m", "impsim"]
    environment = {**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": str(folder / ".cache")}
    done = subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60
    )
    return done.stdout.decode()


@pytest.mark.parametrize("page", ["libraries.md"])
def test_the_page_does_as_it_says(page: str, root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / page).read_text(encoding="utf-8")
    commands = 0
    for kind, body in BLOCK.findall(text):
        named = NAMED.match(body)
        if named:
            path = tmp_path / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body.partition("\n")[2], encoding="utf-8")
        if kind == "console":
            for part in body.removeprefix("$ ").split("\n$ "):
                command, _, shown = part.partition("\n")
                assert run(command, tmp_path, root).splitlines() == shown.splitlines(), command
                commands += 1
    assert commands > 8
