"""`make docs`: assembles the pages in OUT/source and has Sphinx make OUT/html of them.

    PYTHONPATH=.:tools python -m docsite OUT

Any warning fails the build. Everything is made anew each time: Sphinx would leave old navigation on pages whose own
text has not changed, and pages that are gone.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from docsite.assemble import assemble


def main(out: Path) -> int:
    for made in ("source", "html"):
        shutil.rmtree(out / made, ignore_errors=True)
    assemble(out / "source")
    from sphinx.cmd.build import main as build

    options = ["-W", "--keep-going", "-n", "-q", "-E", "-b", "html", "-d", str(out / "doctrees")]
    failed = build([*options, str(out / "source"), str(out / "html")])
    if not failed:
        print(f"{out / 'html' / 'index.html'}")
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
