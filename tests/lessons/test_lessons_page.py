"""docs/lessons.md does as it says: its lesson is written, its commands run."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "lessons.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w./-]+)`\n\n(`{3,4})\w+\n(.*?)^\2$", re.MULTILINE | re.DOTALL)


def test_the_lesson_of_the_page_is_one(tmp_path: Path, impsim: Run) -> None:
    for name, _, text in FILE.findall(PAGE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command, shown = re.findall(r"^\$ impsim (learn .*)\n(.*\n)", PAGE, re.MULTILINE)[0]
    ran = impsim(*command.split())
    assert (ran.stdout.decode(), ran.stderr.decode()) == (shown, "")
    assert impsim("learn", "start", "--course", "my-course", "--student", "Ada").returncode == 0
    assert impsim("learn", "check").returncode == 1
    row = impsim("learn", "results").stdout.decode().splitlines()[1]
    assert row.split()[:5] == ["Ada", "01-warmest", "fail", "1", "0"]


def test_every_command_is_told(impsim: Run) -> None:
    usage = re.search(r"\[([a-z|]+)\]", impsim("learn", "--help").stdout.decode())
    assert usage is not None
    assert [verb for verb in usage[1].split("|") if f"impsim learn {verb}" not in PAGE and verb != "list"] == []
