"""The documentation builds without a warning, and its pages ask nothing of any other origin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LOADED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']([^"']+)|<link\b([^>]*)>""")
ELSEWHERE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")


def loaded(text: str) -> list[str]:
    """What a page loads by itself; links to be followed are none of that."""
    found = []
    for source, link in LOADED.findall(text):
        rel = re.search(r'rel="([^"]*)"', link)
        if source or (rel and rel[1] not in ("index", "search", "next", "prev", "canonical", "author")):
            found.append(source or re.search(r'href="([^"]*)"', link)[1])  # type: ignore[index]
    return found


@pytest.mark.slow
def test_every_page_loads_only_what_lies_beside_it(documentation: Path) -> None:
    pages = sorted(documentation.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        for source in loaded(page.read_text(encoding="utf-8")):
            if not source.startswith("data:"):
                assert (page.parent / source.partition("?")[0]).is_file(), (page, source)
    for style in documentation.rglob("*.css"):
        assert ELSEWHERE.search(style.read_text(encoding="utf-8")) is None, style


@pytest.mark.slow
def test_the_search_knows_the_pages(documentation: Path, root: Path) -> None:
    index = (documentation / "searchindex.js").read_text(encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        assert f'"{page.relative_to(root / "docs").with_suffix("").as_posix()}"' in index
