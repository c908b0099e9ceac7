"""tools/pages.py writes what commands print, and leaves alone what somebody has shortened."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))

from pages import main

PAGE = """\
# A page

```squirrel
// File: one.nut
print(1 + 1 + "\\n");
```

```console
$ impsim sq one.nut
{first}$ printf 'a\\n'
{second}```

```console
$ printf 'a\\nb\\n'
{shortened}```

<!-- not run: nobody should -->
```console
$ printf 'a\\n'
b
```
"""


@pytest.mark.parametrize(
    ("shortened", "complaint"),
    [("...\nb\n", ""), ("...\nc\n", "$ printf 'a\\nb\\n'\na\nb\n\n")],
)
def test_outputs_are_written(
    shortened: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(first="3\n", second="", shortened=shortened), encoding="utf-8")
    main([str(page)])
    right = PAGE.format(first="2\n", second="a\n", shortened=shortened)
    assert page.read_text(encoding="utf-8") == right
    assert capsys.readouterr() == (f"{page}: changed\n", complaint)
    main([str(page)])
    assert page.read_text(encoding="utf-8") == right
    assert capsys.readouterr().out == ""
