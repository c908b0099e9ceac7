"""What becomes of the programs of the catalogue: the codes that impsim prints for them."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from impsim.cli import main
from impsim.diagnosis.catalogue import Program

PRINTED = re.compile(r"\[([CRMSW]\d{3})\]")
LONGEST = "2m"  # of virtual time


def codes_of(program: Program, folder: Path) -> set[str]:
    """The codes of everything that is wrong with it."""
    return set(PRINTED.findall(told(program, folder)))


def told(program: Program, folder: Path) -> str:
    """All that the command prints."""
    path = folder / f"program.{program.side}.nut"
    path.write_text(program.text, encoding="utf-8")
    chosen = ["--model", program.model] * bool(program.model) + ["--impos", program.impos] * bool(program.impos)
    if program.command == "check":
        return output("check", *chosen, str(path))
    running = ["run", "--explain", "--format", "message", "--for", LONGEST, *chosen]
    if program.side == "device":
        return output(*running, str(path))
    return output(*running, "-e", "server.log(1)", "--agent", str(path))


def output(*argv: str) -> str:
    """Standard output and error of a command, which runs in this process."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="utf-8", errors="replace", write_through=True) as text:
        with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
            main(argv)
        return raw.getvalue().decode("utf-8", "replace")
