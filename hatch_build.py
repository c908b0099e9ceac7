"""Build hook: brings the generated modules up to date where that is possible.

They are committed, so building and running need none of their sources or makers; where lark
is installed they are made again, and a checkout with a changed grammar, profile or stub builds
what it says.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GeneratedModules(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if importlib.util.find_spec("lark") is not None:
            made = subprocess.run([sys.executable, "tools/generate.py", "modules"], cwd=self.root)
            if made.returncode:
                self.app.display_warning("the generated modules could not be made again: the committed ones are used")
        playground = Path(self.root, "build", "playground")
        if (
            self.target_name == "wheel" and version != "editable" and (playground / "index.html").exists()
        ):  # `make playground` was before this
            build_data["force_include"][str(playground)] = "impsim/playground/site"
