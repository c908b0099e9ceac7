"""The picture of the layers, drawn from the contract that import-linter checks."""

from __future__ import annotations

from html import escape
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parent.parent.parent
ABOUT = {
    "cli": "the commands",
    "playground": "impsim in a browser",
    "tools": "for programs that use impsim",
    "plugins": "pytest, coverage, Pygments",
    "lessons": "impsim learn",
    "live": "a session by hand",
    "suite": "tests, collected and run",
    "scenario": "what happens, what must hold",
    "impt": "Electric Imp's test format",
    "libraries": "what #require finds",
    "trace": "what was seen",
    "testcase": "what a test's result is",
    "diagnosis": "what went wrong, and why",
    "impos": "binds Squirrel and devices",
    "squirrel": "the language",
    "device": "hardware and networks",
    "cloud": "servers and brokers",
    "sim": "virtual time, seeded randomness",
    "errors": "diagnostics",
}
WIDTH, HEIGHT, GAP, MARGIN = 720, 46, 8, 12


def layers() -> list[list[str]]:
    """The packages of each layer, the top one first; those that are not there yet are left out."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    rows = [[name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"]]
    return [found for row in rows if (found := [name for name in row if exists(name)])]


def exists(name: str) -> bool:
    return (ROOT / "impsim" / name).is_dir() or (ROOT / "impsim" / f"{name}.py").is_file()


def picture() -> str:
    """The layers as an SVG image that follows the reader's light or dark scheme."""
    rows = layers()
    height = MARGIN * 2 + len(rows) * (HEIGHT + GAP) - GAP
    drawn = [box for number, row in enumerate(rows) for box in boxes(number, row)]
    return SVG.format(width=WIDTH, height=height, about=escape(description(rows)), boxes="\n".join(drawn))


def boxes(number: int, row: list[str]) -> list[str]:
    wide = (WIDTH - 2 * MARGIN - GAP * (len(row) - 1)) / len(row)
    y = MARGIN + number * (HEIGHT + GAP)
    return [box(MARGIN + at * (wide + GAP), y, wide, name) for at, name in enumerate(row)]


def box(x: float, y: int, wide: float, name: str) -> str:
    return (
        f'<rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="{HEIGHT}" rx="5"/>'
        f'<text class="name" x="{x + 14:.0f}" y="{y + 19}">{name}</text>'
        f'<text x="{x + 14:.0f}" y="{y + 36}">{escape(ABOUT[name])}</text>'
    )


def description(rows: list[list[str]]) -> str:
    """The same in words, from top to bottom."""
    return "Layers from top to bottom: " + "; ".join(" and ".join(row) for row in rows) + "."


SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>The layers of impsim</title>
<desc>{about}</desc>
<style>
rect {{ fill: #eef3f8; stroke: #5b7083; }}
text {{ font: 13px system-ui, sans-serif; fill: #1c2833; }}
.name {{ font: bold 14px ui-monospace, Menlo, Consolas, monospace; }}
@media (prefers-color-scheme: dark) {{ rect {{ fill: #22303c; stroke: #8aa0b4; }} text {{ fill: #e6edf3; }} }}
</style>
{boxes}
</svg>
"""
