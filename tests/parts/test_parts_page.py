"""docs/parts.md does as it says: its files are written into a folder, its commands run there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from impsim.device.parts import KINDS

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?://|#) File: (\S+)\n")
TEXT = (Path(__file__).parents[2] / "docs" / "parts.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page(tmp_path, root):
    for kind, body in BLOCK.findall(TEXT):
        name = NAMED.match(body)
        if name or kind == "csv":
            (tmp_path / (name[1] if name else "warm.csv")).write_text(body, encoding="utf-8")
    commands = [body.splitlines() for kind, body in BLOCK.findall(TEXT) if kind == "console"]
    assert len(commands) == 2
    for command, *shown in commands:
        words = [sys.executable, "-m", *shlex.split(command[2:])]
        done = subprocess.run(
            words, cwd=tmp_path, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert shown == [line for line in done.stdout.splitlines() if line.startswith("passed")]


def test_the_page_has_every_part():
    rows = [line.split("|")[1].strip() for line in TEXT.splitlines() if line.startswith("| `")]
    assert set(KINDS) <= {row.strip("`") for row in rows}


def test_the_tables_of_the_page_are_up_to_date(root):
    spec = spec_from_file_location("readme", root / "tools" / "readme.py")
    readme = module_from_spec(spec)
    spec.loader.exec_module(readme)
    assert readme.with_tables(TEXT) == TEXT, "run make generate"
