"""What `impsim check` does with each path: scenarios say whose program a file is and on which imp it runs; other files
say it by their names, or by a comment."""

from __future__ import annotations

import os
import re

from impsim.cli.source import SOURCES, program, read, refused, shown
from impsim.diagnosis import lint
from impsim.diagnosis.lint.comments import Comments
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from impsim.cli.imps import Sources
    from impsim.device.profile import Profile
    from impsim.device.release import Release

PROGRAM = ".nut"
SCENARIOS = (".scenario.yaml", ".scenario.yml", ".scenario.json")
DOCUMENTS = (".yaml", ".yml", ".json")
LIBRARIES = "impsim_libs"  # of other people, guarded by impsim.lock
NEARLY = 90  # percent of an imp's storage: from there on a program is warned of
BY_NAME = {side: re.compile(rf"\b{side}\b", re.IGNORECASE) for side in ("agent", "device")}


class Wanted:
    """What to look for.  binding: whether model and release have to have what programs ask for: somebody has chosen
    them.  codes: of warnings.  syntax: only whether programs compile."""

    def __init__(
        self, profile: Profile, release: Release, binding: tuple[bool, bool], codes: set[str], syntax: bool
    ) -> None:
        self.profile = profile
        self.release = release
        self.binding = binding
        self.codes = codes
        self.syntax = syntax


class Use:
    """How a program is used.  side: "" for unknown.  binding: as in Wanted."""

    def __init__(
        self, side: str, profile: Profile, release: Release, binding: tuple[bool, bool], libraries: Iterable[str] = ()
    ) -> None:
        self.side = side
        self.profile = profile
        self.release = release
        self.binding = binding
        self.libraries = tuple(libraries)

    @property
    def key(self) -> tuple[object, ...]:
        """Uses that are the same have the same."""
        return self.side, self.profile.name, self.release, self.binding, self.libraries


class Checked:
    """One file.  what: program or scenario."""

    def __init__(self, what: str, path: str) -> None:
        self.what = what
        self.path = path
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []


class Checker:
    """Checks files, each once."""

    def __init__(self, wanted: Wanted, sources: Sources) -> None:
        self._wanted = wanted
        self._libraries, self._variables = sources
        self._uses: dict[str, dict[tuple[object, ...], Use]] = {}
        self._named: dict[str, str] = {}  # by scenarios: the path as they spell it

    def check(self, paths: Iterable[str]) -> Iterator[Checked]:
        """What is wrong with each file at the paths, scenarios first."""
        files: list[str | Checked] = []
        for path in paths:
            try:
                files += files_at(path)
            except Diagnostic as problem:
                files.append(_failed("program", path, problem))
        for file in files:
            if isinstance(file, str) and file.endswith(DOCUMENTS):
                yield self._scenario(file)
        seen: set[str] = set()
        for file in files:
            if isinstance(file, Checked):
                yield file
            elif not file.endswith(DOCUMENTS):
                seen.add(os.path.realpath(file))
                yield self._program(file)
        for place, spelled in self._named.items():
            if place not in seen:
                yield self._program(spelled)

    def _scenario(self, path: str) -> Checked:
        """Reads a scenario, and remembers what it says of its programs."""
        from impsim.scenario.load import load
        from impsim.testcase.defaults import Defaults

        checked = Checked("scenario", path)
        try:
            defaults = Defaults()
            defaults.allow_python = True  # nothing is run
            for found in load(path).check(defaults):
                for device in found.devices:
                    for side, file in (("device", device.program), ("agent", device.agent)):
                        if file:
                            use = Use(side, device.profile, device.release, (True, True), device.libraries)
                            place = os.path.realpath(file)
                            self._uses.setdefault(place, {})[use.key] = use
                            self._named.setdefault(place, file)
        except Diagnostic as problem:
            checked.errors += [problem, *getattr(problem, "also", ())]
        return checked

    def _program(self, path: str) -> Checked:
        checked = Checked("program", path)
        try:
            data = read(path)
            for use in self._uses_of(path, data):
                self._look(checked, path, data, use)
        except Diagnostic as problem:
            checked.errors.append(problem)
        return checked

    def _uses_of(self, path: str, data: bytes) -> list[Use]:
        known = self._uses.get(os.path.realpath(path))
        if known:
            return list(known.values())
        said = Comments(data.decode("latin-1"), {}).side if b"impsim:" in data else ""
        wanted = self._wanted
        return [Use(said or side_of(path), wanted.profile, wanted.release, wanted.binding)]

    def _look(self, checked: Checked, path: str, data: bytes, use: Use) -> None:
        unit = program(data, path, use.side or "device", [*use.libraries, *self._libraries], self._variables)
        if self._wanted.syntax:
            return
        if use.side != "agent":
            _check_room(unit, path, use, checked)
        told = {_key(problem) for problem in checked.warnings}
        for problem in self._warnings(path, unit, use):
            if _key(problem) not in told:
                checked.warnings.append(problem)

    def _warnings(self, path: str, unit: Any, use: Use) -> Iterator[Diagnostic]:
        """Of the text that was compiled, each where it was written."""
        from impsim.cli.source import predefined

        libraries = [(text_of(library.path), library.path) for library in unit.libraries]
        found = lint.read(text_of(path), shown(path), use.side, libraries, predefined())
        found.profile = use.profile if use.binding[0] else None
        found.release = use.release if use.binding[1] else None
        for problem in lint.warnings(found, shown(path), self._wanted.codes):
            yield as_written(path, problem)


def _failed(what: str, path: str, problem: Diagnostic) -> Checked:
    checked = Checked(what, path)
    checked.errors.append(problem)
    return checked


def _key(problem: Diagnostic) -> tuple[object, ...]:
    return problem.path, problem.line, problem.column, problem.code, problem.message


def text_of(path: str) -> str:
    """The text that was compiled under a path."""
    return SOURCES[path].decode("latin-1")


def as_written(path: str, problem: Diagnostic) -> Diagnostic:
    """A Diagnostic of a preprocessed program at the place in the file that it comes from."""
    import sys

    preprocessing = sys.modules.get("impsim.cli.preprocessing")
    built = preprocessing.BUILT.get(path) if preprocessing is not None else None
    return built.original(problem) if built is not None else problem


def _check_room(unit: Any, path: str, use: Use, checked: Checked) -> None:
    """Whether a program fits into its imp, or nearly fills it. Raises Diagnostic."""
    from impsim.impos.codespace import code_space, fits, too_large, used_percent

    space, model = code_space(use.profile, use.release), use.profile.name
    if not fits(unit, space):
        raise Diagnostic("out of space: " + too_large(unit, space, model), path, code="space")
    used = used_percent(unit, space)
    if used >= NEARLY:
        message = f"takes {used:.2f}% of the {model}'s program storage"
        checked.warnings.append(Diagnostic(message, path, code="space"))


def side_of(path: str) -> str:
    """Whose program a file is, as its name says; "" where it says nothing."""
    name = os.path.basename(path)
    return next((side for side, pattern in BY_NAME.items() if pattern.search(name)), "")


def files_at(path: str) -> list[str]:
    """The file itself, or every program and scenario below a directory in the order of names, but for hidden folders
    and the libraries that a project keeps. Raises Diagnostic if there is none."""
    if not os.path.isdir(path):
        return [path]
    found: list[str] = []
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != LIBRARIES)
        kept = [name for name in sorted(names) if name.endswith((PROGRAM, *SCENARIOS))]
        found += [os.path.join(folder, name) for name in kept]
    if not found:
        raise refused(f"no {PROGRAM} file in this directory", path)
    return found
