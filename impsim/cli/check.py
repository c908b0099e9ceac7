"""impsim check: compile every program named, run nothing, report every error."""

from __future__ import annotations

import os
import re

from impsim.cli import USER_INPUT
from impsim.cli.imps import DEFAULT_MODEL, LIBRARIES, OPTIONS, sources_of
from impsim.cli.options import Command, Option, parse, usage_error
from impsim.cli.output import say
from impsim.cli.source import program, read, refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from impsim.cli.imps import Sources

    Look = Callable[[Any, str], Exception | None] | None

COMMAND = Command(
    "check",
    "[OPTION...] PATH...",
    {
        "--syntax": Option("only compile: nothing about the imp", default=False),
        "--model": Option(f"the imp that has to hold them: {DEFAULT_MODEL} unless told otherwise", "MODEL"),
        "--impos": OPTIONS["--impos"],
        **LIBRARIES,
    },
    ("impsim check src/ --model imp003", "impsim check --syntax device.nut agent.nut"),
)
EXTENSION = ".nut"
NEARLY = 90  # percent of an imp's storage: from there on a program is warned of
AGENT = re.compile(r"\bagent\b", re.IGNORECASE)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, paths = parsed
    if not paths:
        usage_error(COMMAND, "PATH is missing")
    look = None if options["syntax"] else Room(options["model"] or DEFAULT_MODEL, options["impos"]).problem
    checked, failed = 0, 0
    for path in paths:
        for problem in problems(path, sources_of(options), look):
            checked += 1
            if problem is not None:
                tell(problem)
                failed += 1
    print(f"{checked} programs checked, {failed or 'none'} with errors" if checked != 1 else verdict(failed))
    return USER_INPUT if failed else 0


class Room:
    """The storage of the imp that has to hold the programs. Raises Diagnostic when there is no such imp."""

    def __init__(self, model: str, impos: str | None) -> None:
        from impsim.device.profile import find
        from impsim.device.release import check_ran, newest_for, parse_release
        from impsim.impos.codespace import code_space

        profile = find(model)
        release = parse_release(impos) if impos else newest_for(profile)
        check_ran(profile, release)
        self.model = profile.name
        self.space = code_space(profile, release)

    def problem(self, unit: Any, file: str) -> Exception | None:
        """What is wrong with a program's size. Warns of one that nearly fills the storage."""
        from impsim.errors import Diagnostic
        from impsim.impos.codespace import fits, too_large, used_percent

        if not fits(unit, self.space):
            return Diagnostic("out of space: " + too_large(unit, self.space, self.model), file, code="space")
        used = used_percent(unit, self.space)
        if used >= NEARLY:
            say(f"warning: {file}: takes {used:.2f}% of the {self.model}'s program storage")
        return None


def verdict(failed: int) -> str:
    return "1 program checked: it does not compile" if failed else "1 program checked: it compiles"


def tell(problem: Exception) -> None:
    from impsim.cli.failures import report

    report(problem)


def problems(path: str, sources: Sources, look: Look = None) -> Iterator[Exception | None]:
    """For each program at the path its Diagnostic, or None when it compiles."""
    from impsim.errors import Diagnostic

    try:
        for file in programs(path):
            yield problem_of(file, sources, look)
    except Diagnostic as problem:
        yield problem


def problem_of(file: str, sources: Sources, look: Look = None) -> Exception | None:
    from impsim.errors import Diagnostic

    try:
        side = side_of(file)
        unit = program(read(file), file, side, *sources)
        return look(unit, file) if look is not None and side == "device" else None
    except Diagnostic as problem:
        return problem


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
