"""docs/parts.md has every part."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from impsim.device.parts import KINDS

TEXT = (Path(__file__).parents[2] / "docs" / "parts.md").read_text(encoding="utf-8")


def test_the_page_has_every_part():
    rows = [line.split("|")[1].strip() for line in TEXT.splitlines() if line.startswith("| `")]
    assert set(KINDS) <= {row.strip("`") for row in rows}


def test_the_tables_of_the_page_are_up_to_date(root):
    spec = spec_from_file_location("readme", root / "tools" / "readme.py")
    readme = module_from_spec(spec)
    spec.loader.exec_module(readme)
    assert readme.with_tables(TEXT) == TEXT, "run make generate"
