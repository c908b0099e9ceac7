"""Puts the pages of docs/ and the generated ones into one folder, as Sphinx wants them."""

from __future__ import annotations

import re
from pathlib import Path

from evidence import evidence

from docsite import api, codes, commands, formats, layers, models, parts
from impsim.impos.stubs import every_stub

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
BY_FILE = re.compile(rb"\[(?:[\w/]+\.md)\]\(([\w./-]+\.md(?:#[\w-]+)?)\)")


def assemble(folder: Path) -> None:
    """Writes all pages into an empty folder."""
    for name, content in {**written(), **generated()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def written() -> dict[str, bytes]:
    """What people wrote, by its path below docs/. A link whose text is a file's name shows the page's title instead."""
    paths = (path for path in DOCS.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    found = {path.relative_to(DOCS).as_posix(): path.read_bytes() for path in paths}
    return {name: BY_FILE.sub(rb"[](\1)", text) if name.endswith(".md") else text for name, text in found.items()}


def generated() -> dict[str, bytes]:
    """What is made from impsim itself."""
    texts = {
        **api.pages(tests_by_member()),
        **codes.pages(),
        **commands.pages(),
        **formats.pages(),
        **models.pages(),
        **parts.pages(),
        "layers.svg": layers.picture(),
    }
    return {name: text.encode() for name, text in texts.items()}


def tests_by_member() -> dict[str, list[str]]:
    """The tests of each member of the API, as docs/fidelity.md names them."""
    return evidence(list(every_stub()))
