"""The documentation builds without a warning, and its pages ask nothing of any other origin.

Sphinx has an environment of its own, which `make docs` makes: IMPSIM_DOCS names its Python, else .docs/bin/python.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

LOADED = re.compile(r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']([^"']+)|<link\b([^>]*)>""")
ELSEWHERE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")


def missing() -> None:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("IMPSIM_REQUIRE_DOCS"):
        pytest.fail("IMPSIM_REQUIRE_DOCS is set, but Sphinx is missing: `make docs` installs it", pytrace=False)
    pytest.skip("Sphinx is missing: `make docs` installs it")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built documentation."""
    python = os.environ.get("IMPSIM_DOCS") or str(root / ".docs" / "bin" / "python")
    if not Path(python).exists():
        missing()
    out = tmp_path_factory.mktemp("docs")
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'tools'}", "PYTHONDONTWRITEBYTECODE": "1"}
    built = subprocess.run([python, "-m", "docsite", str(out)], env=environment, capture_output=True, text=True)
    assert (built.returncode, built.stderr) == (0, "")
    return out / "html"


def loaded(text: str) -> list[str]:
    """What a page loads by itself; links to be followed are none of that."""
    found = []
    for source, link in LOADED.findall(text):
        rel = re.search(r'rel="([^"]*)"', link)
        if source or (rel and rel[1] not in ("index", "search", "next", "prev", "canonical", "author")):
            found.append(source or re.search(r'href="([^"]*)"', link)[1])  # type: ignore[index]
    return found


@pytest.mark.slow
def test_every_page_loads_only_what_lies_beside_it(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        for source in loaded(page.read_text(encoding="utf-8")):
            if not source.startswith("data:"):
                assert (page.parent / source.partition("?")[0]).is_file(), (page, source)
    for style in site.rglob("*.css"):
        assert ELSEWHERE.search(style.read_text(encoding="utf-8")) is None, style


@pytest.mark.slow
def test_the_search_knows_the_pages(site: Path, root: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        assert f'"{page.relative_to(root / "docs").with_suffix("").as_posix()}"' in index
