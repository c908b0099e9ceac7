"""Makes every generated file again: parse tables, profiles, stub tables, the table and the picture in README.

`python tools/generate.py` writes them all; `python tools/generate.py modules` only the Python modules, which is
what a build does (hatch_build.py). Tests compare each with what it was made from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("impsim.squirrel.grammar", "impsim.device.profile", "impsim.impos.stubs")
PICTURES = ("tools/readme.py",)


def main(arguments: list[str]) -> None:
    for module in MODULES:
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)
    if arguments != ["modules"]:
        for script in PICTURES:
            subprocess.run([sys.executable, script], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
