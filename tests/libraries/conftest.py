"""Folders of libraries to fill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Shelf = Callable[..., str]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """shelf({"Promise.lib.nut": "text"}, "lib"); the current folder is the one around it."""

    def fill(files: dict[str, str], folder: str = "lib") -> str:
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="latin-1", newline="")
        return folder

    monkeypatch.chdir(tmp_path)
    return fill
