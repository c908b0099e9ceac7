"""Which libraries a program gets: each `#require` looked up, and what is said of those that are not there.

A library may require others: those come before it, each once. The first folder with the right version
wins. A file that states no version is taken for the one that was asked for.
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.libraries.required import MOST, Required, repeated, requires, unquoted
from impsim.libraries.shelf import LARGEST, Library, libraries_in, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Optional

    Source = tuple[str, str]  # text, path

OTHER = {"agent": "device", "device": "agent"}
SUPPLY = "`impsim lib add PATH` adds a library's file or a clone of its repository, --lib DIR names a folder of them"
FEW = 8  # so many versions are named
UNQUOTED = 'this requires nothing: the name and version must be in quotes, like "Promise.lib.nut:4.0.0"'
DEEPEST = 50  # libraries that require one another in a row; public ones come to 3


class Choice:
    """What a program gets.  parts: text and path of each library, dependencies first.  warnings: what is no error."""

    def __init__(self) -> None:
        self.parts: list[Source] = []
        self.warnings: list[Diagnostic] = []


def chosen(text: str, path: str, side: str, folders: Sequence[str], one_file: bool = True) -> Choice:
    """The libraries of a program.  text: one character per byte.  side: device or agent.

    one_file: whether the text is a single file, where nothing may be required twice. Raises Diagnostic, code "require",
    at the first #require that cannot be met; a missing library's message names all that are missing.
    """
    wanted = list(requires(text))
    collection = _Collection(folders, side)
    if "#require" in text:
        collection.check(wanted, text, path, one_file)
        collection.add(text, path, wanted)
    if collection.missing:
        raise collection.problem()
    return collection.choice


class _Collection:
    """The libraries that are needed.  missing: what is nowhere, with the source that requires it."""

    def __init__(self, folders: Sequence[str], side: str) -> None:
        self._folders = folders
        self._side = side
        self._shelf_: Optional[list[Library]] = None
        self._taken: dict[tuple[str, str], tuple[str, Required, str]] = {}
        self._depth = 0
        self._size = 0
        self.choice = Choice()
        self.missing: list[tuple[Required, str, str]] = []

    @property
    def _shelf(self) -> list[Library]:
        if self._shelf_ is None:
            self._shelf_ = [library for folder in self._folders for library in libraries_in(folder)]
        return self._shelf_

    def check(self, wanted: Sequence[Required], text: str, path: str, one_file: bool) -> None:
        """What is wrong with the directives of one source. Raises Diagnostic."""
        for required in wanted:
            problem = required.problem()
            if problem:
                raise required.at(text, path, problem, self._hint_of_version(required))
        if one_file:
            for required, before in repeated(wanted):
                message = "library '%s' is required twice" % required.name
                raise required.at(text, path, message, "line %d requires it already" % before.line)
        self.choice.warnings += [odd.at(text, path, UNQUOTED, "") for odd in unquoted(text)]
        if len(wanted) > MOST:
            raise wanted[MOST].at(text, path, "more than %d libraries are required" % MOST, "")

    def add(self, text: str, path: str, wanted: Sequence[Required]) -> None:
        for required in wanted:
            key = required.key, required.side
            if key in self._taken:
                self._check_together(required, text, path)
                continue
            self._doubt_side(required, text, path)
            library = self._find(required, text, path)
            if library is None:
                self.missing.append((required, text, path))
                continue
            self._taken[key] = library.version(), required, path
            if not any(where == library.path for _, where in self.choice.parts):
                code = library.text()
                self._limit(required, text, path, len(code))
                self._take(code, library.path)

    def _limit(self, required: Required, text: str, path: str, size: int) -> None:
        """Raises Diagnostic where libraries never end."""
        self._size += size
        if self._size > LARGEST:
            message = "the libraries are together longer than %d MiB, which no imp could hold" % (LARGEST >> 20)
            raise required.at(text, path, message, "")
        if self._depth == DEEPEST:
            raise required.at(text, path, "more than %d libraries require one another in a row" % DEEPEST, "")

    def _take(self, code: str, path: str) -> None:
        """A library, behind those that it requires."""
        below = list(requires(code))
        self.check(below, code, path, one_file=True)
        self._depth += 1
        self.add(code, path, below)
        self._depth -= 1
        self.choice.parts.append((code, path))

    def _find(self, required: Required, text: str, path: str) -> Optional[Library]:
        """The library, None when there is none of the name. Raises Diagnostic when there are other versions only."""
        named = [library for library in self._shelf if library.answers(required)]
        right = [library for library in named if same(library.version(), required.version)]
        found = next(iter(right or [library for library in named if not library.version()]), None)
        if found is None and named:
            message = "there is no version %s of library '%s'" % (required.version, required.name)
            raise required.at(text, path, message, _available(named))
        return found

    def _check_together(self, required: Required, text: str, path: str) -> None:
        """Raises Diagnostic when another #require has chosen another version."""
        version, first, where = self._taken[required.key, required.side]
        if version and not same(version, required.version):
            message = "library '%s' is required in version %s, too" % (required.name, version)
            raise required.at(text, path, message, "%s:%d requires '%s'" % (where, first.line, first.wanted))

    def _doubt_side(self, required: Required, text: str, path: str) -> None:
        """Warns of an agent's library in a device's program, and the other way round."""
        if required.side == OTHER[self._side]:
            owner = "an agent" if required.side == "agent" else "a device"
            user = "an agent" if self._side == "agent" else "a device"
            message = "'%s' is a library for %s, and this is the program of %s" % (required.name, owner, user)
            self.choice.warnings.append(required.at(text, path, message, ""))

    # What is said of those that are not there

    def problem(self) -> Diagnostic:
        """All that are missing, at the first #require of one."""
        names = list(dict.fromkeys("'%s'" % required.wanted for required, _, _ in self.missing))
        message = "missing %s %s" % ("library" if len(names) == 1 else "libraries", ", ".join(names))
        required, text, path = self.missing[0]
        looked = "looked in %s" % ", ".join(self._folders) if self._folders else "there is no folder of libraries yet"
        near = self._other_side(required) or self._similar(required.key)
        return required.at(text, path, message, "; ".join(filter(None, (near, looked, SUPPLY))))

    def _other_side(self, required: Required) -> str:
        for library in self._shelf:
            if library.key == required.key:
                return "'%s' is only its half for %ss" % (library.name, library.side)
        return ""

    def _similar(self, key: str) -> str:
        from difflib import get_close_matches

        names = {library.key: library.name for library in self._shelf}
        near = get_close_matches(key, list(names), n=1, cutoff=0.65)
        return "did you mean '%s'?" % names[near[0]] if near else ""

    def _hint_of_version(self, required: Required) -> str:
        """What to write in the place of a version that is none."""
        named = [library for library in self._shelf if library.answers(required) and library.version()]
        if named:
            return _available(named)
        return 'write it in full, like #require "%s:1.2.3"' % (required.name or "Promise.lib.nut")


def _available(libraries: Sequence[Library]) -> str:
    """`there is 4.0.0 (lib/Promise.lib.nut)`, and what to do about it."""
    places = dict.fromkeys("%s (%s)" % (library.version(), library.path) for library in libraries[:FEW])
    return "there is %s; require that, or add the other: impsim lib add PATH" % ", ".join(places)
