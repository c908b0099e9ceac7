"""impsim check: compile every program named, run nothing, report every error."""

from __future__ import annotations

import os
import re

from impsim.cli import USER_INPUT
from impsim.cli.imps import LIBRARIES
from impsim.cli.options import Command, Option, parse, usage_error
from impsim.cli.source import program, read, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = Command(
    "check",
    "[OPTION...] PATH...",
    {
        "--syntax": Option("only compile (for now this is all that check does)", default=False),
        **LIBRARIES,
    },
    ("impsim check src/", "impsim check --syntax device.nut agent.nut"),
)
EXTENSION = ".nut"
AGENT = re.compile(r"\bagent\b", re.IGNORECASE)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, paths = parsed
    if not paths:
        usage_error(COMMAND, "PATH is missing")
    checked, failed = 0, 0
    for path in paths:
        for problem in problems(path, options["lib"]):
            checked += 1
            if problem is not None:
                tell(problem)
                failed += 1
    print(f"{checked} programs checked, {failed or 'none'} with errors" if checked != 1 else verdict(failed))
    return USER_INPUT if failed else 0


def verdict(failed: int) -> str:
    return "1 program checked: it does not compile" if failed else "1 program checked: it compiles"


def tell(problem: Exception) -> None:
    from impsim.cli.failures import report

    report(problem)


def problems(path: str, libraries: list[str]) -> Iterator[Exception | None]:
    """For each program at the path its Diagnostic, or None when it compiles."""
    from impsim.errors import Diagnostic

    try:
        for file in programs(path):
            yield problem_of(file, libraries)
    except Diagnostic as problem:
        yield problem


def problem_of(file: str, libraries: list[str]) -> Exception | None:
    from impsim.errors import Diagnostic

    try:
        program(read(file), file, side_of(file), libraries)
    except Diagnostic as problem:
        return problem
    return None


def side_of(file: str) -> str:
    """Whose program it is, as its name says."""
    return "agent" if AGENT.search(os.path.basename(file)) else "device"


def programs(path: str) -> Iterator[str]:
    """The file itself, or every .nut below a directory in the order of names. Raises Diagnostic if there is none."""
    if not os.path.isdir(path):
        yield path
        return
    found = False
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            if name.endswith(EXTENSION):
                found = True
                yield os.path.join(folder, name)
    if not found:
        raise refused(f"no {EXTENSION} file in this directory", path)
