"""Writes into pages of docs/ what their commands print now: python tools/pages.py docs/testing.md ...

Read the difference before you commit it. A block with a line `...` was shortened by somebody: where it does not fit any
more it is reported, not changed. Pages that tools/readme.py makes are left to it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from page_blocks import blocks, commands  # noqa: E402
from test_pages import APPEARING, Folder, check, expected  # noqa: E402

SHORTENED = re.compile(r"^\.\.\.$", re.MULTILINE)


def rewritten(page: str, folder: Folder) -> str:
    """The page with the output of each of its consoles made anew."""
    for block in blocks(page):
        if block.kind == "console" and not block.remark[0]:
            made = "".join(f"$ {command}\n{printed(folder, command, shown)}" for command, shown in commands(block.text))
            page = page.replace(fenced(block.text), fenced(made), 1)
        elif block.name:
            check(folder, block)
    return page


def fenced(text: str) -> str:
    return f"```console\n{text}```\n"


def printed(folder: Folder, command: str, shown: str) -> str:
    """What is to stand below a command."""
    output = folder.run("sh", "-c", command).stdout
    if command.split()[0] in APPEARING:
        return shown
    if SHORTENED.search(shown):
        if not re.fullmatch(expected(shown), output):
            print(f"$ {command}\n{output}", file=sys.stderr)
        return shown
    return output


def main(names: list[str]) -> None:
    for name in names:
        path = Path(name)
        with tempfile.TemporaryDirectory() as made:
            for part in ("page", "cache"):
                (Path(made) / part).mkdir()
            before = path.read_text(encoding="utf-8")
            after = rewritten(before, Folder(Path(made) / "page", Path(made) / "cache", ROOT, before))
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            print(f"{name}: changed")


if __name__ == "__main__":
    main(sys.argv[1:])
