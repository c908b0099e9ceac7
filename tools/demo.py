"""`make demo`: imp.net.info() on every model, online and offline, on two impOS releases, as one table.

Each line of the table is one run of scenarios/net_info.device.nut by the `impsim` command.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = "scenarios/net_info.device.nut"
WANTED_RELEASES = (36, 42)
ALIKE = ("imp006a-", "imp006b-", "imp006c-", "impC001-eur")  # variants that differ from another in the modem's name
HEADER = ("model", "impOS", "network", "interfaces (* is active)", "ipv4", "lasterror")


def impsim(*arguments: str) -> str:
    """Standard output of one impsim command; its complaint ends the demo."""
    command = [sys.executable, "-m", "impsim", *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{' '.join(command)}\n{run.stderr}")
    return run.stdout


def two_releases(lines: list[int]) -> list[int]:
    """Two of the releases that a model ran, as near as can be to those wanted."""
    chosen: list[int] = []
    for wanted in WANTED_RELEASES:
        chosen.append(min(set(lines) - set(chosen), key=lambda line: (abs(line - wanted), line)))
    return chosen


def cases() -> Iterator[tuple[str, str, bool]]:
    """(model, impOS line, offline) of every run."""
    for model in json.loads(impsim("models", "--format", "json"))["models"]:
        if model["name"].startswith(ALIKE):
            continue
        for release in two_releases(model["lines"]):
            for offline in (False, True):
                yield model["name"], str(release), offline


def row(case: tuple[str, str, bool]) -> tuple[str, ...]:
    model, release, offline = case
    options = ["--model", model, "--impos", release, "--format", "message", *(["--offline"] if offline else [])]
    lines = impsim("run", PROGRAM, *options).strip().split(", ")
    interfaces = ", ".join(line for line in lines if line[:2] in ("* ", "- "))
    facts = dict(line.split(" ", 1) for line in lines if line[:2] not in ("* ", "- "))
    network = "offline" if offline else "online"
    return model, release, network, interfaces, facts.get("ipv4", ""), facts.get("lasterror", "")


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows as left-aligned columns, a rule below the first."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def main() -> None:
    with ThreadPoolExecutor() as pool:
        rows = list(pool.map(row, cases()))
    print(table([HEADER, *rows]))
    print(f"\nEach line: impsim run {PROGRAM} --model MODEL --impos IMPOS [--offline]")


if __name__ == "__main__":
    main()
