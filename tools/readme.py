"""Makes what README.md shows: the output of its commands, the table of what is simulated, and the picture.

A fenced block of kind `console` holds commands, each behind `$ `, and under each what it prints. The table
stands between the two markers. The picture is the first console block, drawn as a terminal. tests/test_project.py
compares all three with what this module makes, so that README stays true to the letter.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "terminal.svg"
FENCE = "```"
BEGIN = "<!-- simulated: made by tools/readme.py -->"
END = "<!-- /simulated -->"


def rendered(text: str) -> str:
    """README with every output and the table made anew."""
    lines: list[str] = []
    in_block = False
    for line in text.split("\n"):
        if line.startswith(FENCE):
            in_block = line == FENCE + "console"
            lines.append(line)
        elif in_block and line.startswith("$ "):
            lines += [line, *output_of(line[2:])]
        elif not in_block:
            lines.append(line)
    return with_table("\n".join(lines))


def output_of(command: str) -> list[str]:
    """The lines that a command prints, on standard output and standard error."""
    words = shlex.split(command)
    if words[0] == "make":
        return make_output(words[1])
    if words[0] == "impsim":
        words[:1] = [sys.executable, "-m", "impsim"]
    run = subprocess.run(
        words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    return run.stdout.rstrip("\n").split("\n")


def make_output(target: str) -> list[str]:
    """What `make demo` prints; the other targets print what depends on the machine."""
    if target != "demo":
        return []
    run = subprocess.run([sys.executable, "tools/demo.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.rstrip("\n").split("\n")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "IMPSIM_CACHE_DIR": tempfile.gettempdir() + "/impsim-readme"}


def with_table(text: str) -> str:
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def table() -> str:
    """What is simulated, for all models and releases together, as a Markdown table."""
    sys.path.insert(0, str(ROOT))
    from impsim.cli.fidelity import fidelity
    from impsim.impos._stubs import STUBS
    from impsim.impos.report import documentation
    from impsim.impos.stubs import Stub

    rows = ["| object | exact | approximate | absent |", "|---|---|---|---|"]
    for entry in fidelity([Stub(*stub[:5]) for stub in STUBS], documentation()):
        cells = (entry.exact, entry.approximate, entry.absent)
        rows.append(f"| {entry.path} | " + " | ".join(" ".join(f"`{name}`" for name in cell) for cell in cells) + " |")
    return "\n".join(rows)


def first_block(text: str) -> list[str]:
    """The lines of the first console block."""
    block = text.partition(FENCE + "console\n")[2].partition(FENCE)[0]
    return block.rstrip("\n").split("\n")


CHARACTER, LINE, MARGIN = 8.43, 19, 16
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>impsim in a terminal</title>
<rect width="{width}" height="{height}" rx="8" fill="#15202b"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d7e0e8">
{lines}
</g>
</svg>
"""
COLOURS = {"$ ": "#7fd18b", "* ": "#f2c772", "impsim:": "#f28b82"}


def picture(lines: list[str]) -> str:
    """Lines of a terminal as an SVG image."""
    width = round(MARGIN * 2 + CHARACTER * max(map(len, lines)))
    height = MARGIN * 2 + LINE * len(lines)
    drawn = [text_element(number, line) for number, line in enumerate(lines) if line]
    return SVG.format(width=width, height=height, lines="\n".join(drawn))


def text_element(number: int, line: str) -> str:
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    colour = next((f' fill="{colour}"' for start, colour in COLOURS.items() if line.startswith(start)), "")
    return f'<text x="{MARGIN}" y="{MARGIN + 14 + LINE * number}" xml:space="preserve"{colour}>{escaped}</text>'


def main() -> None:
    text = rendered(README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8", newline="\n")
    PICTURE.write_text(picture(first_block(text)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
