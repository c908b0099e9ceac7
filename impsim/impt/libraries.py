"""`#require`: from the name and version of a library to its code in front of the program.

impCentral keeps libraries under names such as `promise.class.nut:4.0.0`. Here they are files in folders: the project's
own lib/, those of `--lib` and of impsim.toml. A folder may hold library files (`Promise.lib.nut`,
`promise.class.nut`, `Promise-4.0.0.lib.nut`), a folder per library (with an index.nut, or with the library's file), or
clones of repositories, by user (`electricimp/Promise`) or not. Names are compared without case and without the endings
.nut, .lib and .class; `.agent` and `.device` count where the request has them, so that the two halves of a library stay
apart.

`#require` may stand anywhere, also in a function; for Squirrel it is a comment, so strings and comments that merely
quote it do not count. A library may require others: those come before it, each once. The first folder with the
right version wins; if none has it, the first with the name, and a warning.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Optional

from impsim.errors import Diagnostic
from impsim.impt.builder.built import Built, Place
from impsim.impt.builder.evaluation import closest
from impsim.impt.builder.references import read_file
from impsim.squirrel.lexer import scan

DEEPEST = 3  # folders below a library folder: user/repository/src
MOST_FILES = 20_000  # looked at below one folder: enough for hundreds of clones, and an end for `--lib /`
NO_LIBRARIES = frozenset(("test", "tests", "example", "examples", "node_modules", "build"))
OWN_FOLDERS = ("lib", "libs", "libraries")

_REQUIRE = re.compile(r"#require\b[ \t]*(.*)")
_QUOTED = re.compile(r'"([^"]*)"')
_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/|(#[^\n]*)")
_ENDINGS = re.compile(r"(\.(class|lib|nut|singleton|library))+$")
_VERSION_IN_NAME = re.compile(r"[-_.@]v?([0-9]+(?:\.[0-9]+)+)$")
_DECLARED = (
    re.compile(r"""\b_{0,2}version\s*(?:=|<-)\s*["']v?([0-9][0-9.]*)""", re.IGNORECASE),
    re.compile(r"\bversion\s*=\s*\[\s*([0-9]+\s*(?:,\s*[0-9]+\s*)*)\]", re.IGNORECASE),
    re.compile(
        r"^[ \t/*]*(?://|\*)[ \t]*@?version\b[ \t]*[:=]?[ \t]*v?([0-9]+(?:\.[0-9]+)+)", re.IGNORECASE | re.MULTILINE
    ),
)


class Required:
    """What one #require asks for. line, column: of its text; version: "" for any."""

    def __init__(self, wanted: str, line: int, column: int) -> None:
        self.wanted = wanted
        self.line = line
        self.column = column
        name, _, version = wanted.partition(":")
        self.name = name.strip()
        self.version = version.strip()
        self.key, self.side = _key(self.name)


class Library:
    """A file that may be asked for."""

    def __init__(self, path: str, name: str) -> None:
        self.path = path
        stem = _ENDINGS.sub("", name.lower())
        found = _VERSION_IN_NAME.search(stem)
        self._version = found.group(1) if found else ""
        self.name = name
        self.key, self.side = _key(stem[: found.start()] if found else stem)

    def answers(self, required: Required) -> bool:
        """Without a side in the request any half will do, without one in the file it is both."""
        return self.key == required.key and (not required.side or self.side in ("", required.side))

    def text(self) -> str:
        return read_file(self.path)

    def version(self) -> str:
        """As its name says, or its code; "" if neither does."""
        return self._version or declared_version(self.text())


def with_libraries(text: str, path: str, folders: Sequence[str]) -> Built:
    """A program behind the libraries that it requires. text: one character per byte; path: what its places say.

    Raises Diagnostic, code "require", that names all libraries that are missing, at the first #require of one.
    """
    wanted = list(requires(text))
    if not wanted:
        return Built(text, _places(text, path))
    collection = _Collection(folders)
    collection.add(text, path, wanted)
    if collection.missing:
        raise collection.problem()
    parts = [*collection.parts, (text, path)]
    lines = [place for part, where in collection.parts for place in _closed_places(part, where)]
    lines += _places(text, path)
    return Built("".join(part for part, _ in parts), lines, collection.warnings, [where for _, where in parts])


def own_folders(root: str) -> list[str]:
    """The folders of a project where libraries are looked for without being told."""
    return [folder for folder in (os.path.join(root, name) for name in OWN_FOLDERS) if os.path.isdir(folder)]


def requires(text: str) -> Iterator[Required]:
    """The #require directives of a source, in order; not those in strings and other comments."""
    if "#require" not in text:
        return
    offset = 0
    for gap, token in scan(text):
        if "#require" in gap:
            yield from _requires_in(gap, text, offset)
        offset += len(gap) + len(token)


def _requires_in(gap: str, text: str, offset: int) -> Iterator[Required]:
    for comment in _COMMENT.finditer(gap):
        directive = _REQUIRE.match(comment.group(1) or "")
        if directive:
            at = offset + comment.start()
            for name in _QUOTED.finditer(directive.group(1)):
                yield Required(name.group(1), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def declared_version(text: str) -> str:
    """The version that a library's code states: `static VERSION = "1.2.3"`, the older `static version = [1, 2, 3]`,
    or a comment such as `// Version: 1.2.3`; "" if none."""
    for pattern in _DECLARED:
        found = pattern.search(text)
        if found:
            return re.sub(r"\s*,\s*", ".", found.group(1).strip()).strip(".")
    return ""


def libraries_in(folder: str) -> list[Library]:
    """The files below a folder that a #require could mean, nearest first."""
    found: list[Library] = []
    level = [folder]
    for _ in range(DEEPEST + 1):
        below: list[str] = []
        for place in level:
            if len(found) + len(below) > MOST_FILES:
                return found
            for entry in _entries(place):
                if entry.is_dir():
                    below.append(entry.path)
                elif entry.name.lower().endswith(".nut") and not entry.name.lower().endswith(".test.nut"):
                    found.append(Library(entry.path, _name_of(entry)))
        level = below
    return found


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            there = sorted(entries, key=lambda entry: (_rank(entry.name), entry.name))
    except OSError:
        return []
    return [entry for entry in there if entry.name[0] != "." and entry.name.lower() not in NO_LIBRARIES]


def _rank(name: str) -> int:
    """Promise.lib.nut before promise.class.nut, its older form, before promise.nut."""
    lower = name.lower()
    return 0 if ".lib." in lower else 1 if ".class." in lower else 2


def _name_of(entry: os.DirEntry[str]) -> str:
    """An index.nut has the name of its folder."""
    return entry.name if entry.name.lower() != "index.nut" else os.path.basename(os.path.dirname(entry.path))


def _key(name: str) -> tuple[str, str]:
    """What names are compared by, and `agent`, `device` or "", the side."""
    stem = _ENDINGS.sub("", name.strip().lower())
    for side in ("agent", "device"):
        if stem.endswith("." + side):
            return _ENDINGS.sub("", stem[: -len(side) - 1]), side
    return stem, ""


def _places(text: str, path: str) -> list[Place]:
    return [(path, line) for line in range(1, text.count("\n") + (not text.endswith("\n")) + 1)]


class _Collection:
    """The libraries that are needed, dependencies first. parts: text and path of each."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = folders
        self._shelf = [library for folder in folders for library in libraries_in(folder)]
        self._taken: dict[tuple[str, str], str] = {}
        self.parts: list[tuple[str, str]] = []
        self.warnings: list[Diagnostic] = []
        self.missing: list[tuple[Required, str, str]] = []

    def add(self, text: str, path: str, wanted: Sequence[Required]) -> None:
        for required in wanted:
            key = required.key, required.side
            if key in self._taken:
                self._check(self._taken[key], required, text, path, "another #require chose that")
                continue
            library = self._find(required)
            if library is None:
                self.missing.append((required, text, path))
                continue
            self._take(library, required, text, path)

    def _take(self, library: Library, required: Required, text: str, path: str) -> None:
        code = library.text()
        self._taken[required.key, required.side] = library.version()
        self._check(library.version(), required, text, path, "it is in " + library.path)
        if any(where == library.path for _, where in self.parts):
            return
        self.add(code, library.path, list(requires(code)))
        self.parts.append((_closed(code), library.path))

    def _find(self, required: Required) -> Optional[Library]:
        named = [library for library in self._shelf if library.answers(required)]
        right = [library for library in named if required.version and same(library.version(), required.version)]
        return next(iter(right or named), None)

    def _check(self, version: str, required: Required, text: str, path: str, hint: str) -> None:
        if version and required.version and not same(version, required.version):
            message = "version %s of library '%s' stands in for %s" % (version, required.name, required.version)
            self.warnings.append(_at(required, text, path, message, hint))

    def _similar(self, key: str) -> str:
        names = {library.key: library.name for library in self._shelf}
        near = closest(key, names)
        return "did you mean '%s'?" % names[near] if near else ""

    def problem(self) -> Diagnostic:
        names = list(dict.fromkeys("'%s'" % required.wanted for required, _, _ in self.missing))
        message = "missing %s %s" % ("library" if len(names) == 1 else "libraries", ", ".join(names))
        required, text, path = self.missing[0]
        looked = "looked in %s" % ", ".join(self._folders) if self._folders else "there is no folder of libraries yet"
        near = self._similar(required.key)
        supply = "put the file into lib/, or name its folder: impsim test --lib DIR, or [libraries] in impsim.toml"
        return _at(required, text, path, message, " ".join(filter(None, (near, looked + ";", supply))))


def same(version: str, other: str) -> bool:
    """1.0 and 1.0.0 are one version."""
    return _numbers(version) == _numbers(other)


def _numbers(version: str) -> list[str]:
    numbers = [number.lstrip("0") for number in version.lstrip("vV").split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers


def _closed(code: str) -> str:
    """Code that nothing behind it can continue: without the `;`, `x <- y` and a `(` in the next file are a call."""
    return code + ("" if code.endswith("\n") else "\n") + ";\n"


def _closed_places(code: str, path: str) -> list[Place]:
    """Of closed code: the line that closes it belongs to its last one."""
    places = _places(code, path)[:-1]
    return [*places, places[-1]]


def _at(required: Required, text: str, path: str, message: str, hint: str) -> Diagnostic:
    line = text.split("\n")[required.line - 1].rstrip("\r")
    return Diagnostic(message, path, required.line, required.column, line, hint, "require")
