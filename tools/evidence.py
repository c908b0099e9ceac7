"""Which tests call each member of the API: the files that name it as a program would.

A member of `imp` is called as `imp.wakeup`, or its name stands in a table of names; one of an instance as `.writeread`
in a file that also speaks of what such instances are; a constant stands by its name. Agents and devices have members
of the same path: a test of an agent's says `agent` somewhere. Nothing is run, so what a test only mentions counts,
too: whether a test fails when the member does is for its reader to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("tests", "scenarios")
ENDINGS = (".nut", ".py", ".yaml", ".toml")
LANGUAGE = ("tests/squirrel_lang", "tests/conformance", "tests/properties", "tests/oracle")  # they know no imp
LISTS = ("tests/impos/used_names.py",)  # they name everything
QUOTED = re.compile(r"""["']([A-Za-z_]\w*)["']""")
SPOKEN_OF = {"http": "", "mqtt": "", "bt": "bluetooth", "gnss": "gnss"}  # how instances' names begin: what tests say
EVERY_CONSTANT = "tests/impos/test_every_member.py"  # looks at each by its stub
PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+|\.[A-Za-z_]\w*|[A-Za-z_]\w*")


class Source:
    """One file of tests.  names: every name in it.  quoted: strings that are names.  paths: those with points, and all
    parts of them that have points.  pairs: what stands before and behind each point."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.quoted = set(QUOTED.findall(text))
        self.names: set[str] = set()
        self.paths: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        for found in set(PATH.findall(text)):
            parts = found.split(".")
            self.names.update(parts)
            self.pairs.update(zip(parts, parts[1:], strict=False))
            ends = range(2, len(parts) + 1)
            self.paths.update(".".join(parts[at:end]) for end in ends for at in range(end - 1))

    def calls(self, stub: Any, on_both_sides: bool) -> bool:
        """Whether it names the member, in code or in a table of what is called."""
        if on_both_sides and stub.side == "agent" and "agent" not in self.path and "agent" not in self.names:
            return False
        if stub.kind == "constant":
            return stub.name in self.names or self.path == EVERY_CONSTANT
        if not stub.object:
            return stub.name in self.names
        if stub.side == "instance":
            return self._has_behind_a_point(stub.name) and self._speaks_of(stub.object)
        if "%s.%s" % (stub.object, stub.name) in self.paths:
            return True
        owner = stub.object.rpartition(".")[2]  # of a table of names, or a module of impsim.impos.api
        if owner in self.names and stub.name in self.quoted:
            return True
        return any(owner in before.split("_") for before, behind in self.pairs if behind == stub.name)

    def _has_behind_a_point(self, name: str) -> bool:
        return any(behind == name for _, behind in self.pairs)

    def _speaks_of(self, what: str) -> bool:
        short = next((word for start, word in SPOKEN_OF.items() if what.startswith(start)), what)
        short = short or what[len("http") :]
        return short in self.path or any(short in name.lower() for name in self.names)


def sources() -> Iterator[Source]:
    """All that could call a member, those about the API first."""
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in ENDINGS]
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    for name in sorted(names, key=lambda name: (not name.startswith("tests/impos/test_"), name)):
        if not name.startswith(LANGUAGE) and name not in LISTS:
            yield Source(name, (ROOT / name).read_text(encoding="latin-1"))


def evidence(stubs: list[Any]) -> dict[str, list[str]]:
    """The tests of each member, by the stub's key."""
    files = list(sources())
    of_devices = {stub.path for stub in stubs if stub.side != "agent"}
    return {
        stub.key: [file.path for file in files if file.calls(stub, stub.path in of_devices)]
        for stub in stubs
        if stub.kind != "object"
    }
