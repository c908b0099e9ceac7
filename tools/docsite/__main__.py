"""`make docs`: assembles the pages in OUT/source and has Sphinx make OUT/html of them.

    PYTHONPATH=.:tools python -m docsite OUT

Any warning fails the build. Pages are written only where they have changed, so that a second build is fast.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docsite.assemble import assemble


def main(out: Path) -> int:
    assemble(out / "source")
    from sphinx.cmd.build import main as build

    options = ["-W", "--keep-going", "-n", "-q", "-b", "html", "-d", str(out / "doctrees")]
    failed = build([*options, str(out / "source"), str(out / "html")])
    if not failed:
        print(f"{out / 'html' / 'index.html'}")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
