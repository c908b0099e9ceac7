"""Makes every generated file again: parse tables, profiles, stub tables, start-up lists, what README shows.

`python tools/generate.py` writes them all; `python tools/generate.py modules` only the Python modules, which is
what a build does (hatch_build.py). Tests compare each with what it was made from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("impsim.squirrel.grammar", "impsim.device.profile", "impsim.impos.stub_reader")
SCRIPTS = ("tools/startup.py", "tools/readme.py")  # what these make comes from running impsim


def main(arguments: list[str]) -> None:
    for module in MODULES:
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)
    if arguments != ["modules"]:
        for script in SCRIPTS:
            subprocess.run([sys.executable, script], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
