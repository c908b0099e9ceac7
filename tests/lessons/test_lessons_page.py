"""The lesson of docs/lessons.md is one that a class can take; tests/test_pages.py runs what the page itself shows."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from page_blocks import DOCS, files

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

PAGE = (DOCS / "lessons.md").read_text(encoding="utf-8")


def test_a_class_takes_the_lesson_of_the_page(tmp_path: Path, impsim: Run) -> None:
    for name, text in files(PAGE).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert impsim("learn", "start", "--course", "my-course", "--student", "Ada").returncode == 0
    assert impsim("learn", "check").returncode == 1
    row = impsim("learn", "results").stdout.decode().splitlines()[1]
    assert row.split()[:5] == ["Ada", "01-warmest", "fail", "1", "0"]


def test_every_command_is_told(impsim: Run) -> None:
    usage = re.search(r"\[([a-z|]+)\]", impsim("learn", "--help").stdout.decode())
    assert usage is not None
    assert [verb for verb in usage[1].split("|") if f"impsim learn {verb}" not in PAGE and verb != "list"] == []
