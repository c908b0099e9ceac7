"""Where libraries are: the files in folders that a `#require` may mean, and their versions.

A folder may hold library files (`Promise.lib.nut`, `promise.class.nut`, `Promise-4.0.0.lib.nut`), a folder per library
(with an index.nut, or with the library's file), or clones of repositories, by user (`electricimp/Promise`) or not.
Names are compared without case and without the endings .nut, .lib and .class; `.agent` and `.device` count where the
request has them, so that the two halves of a library stay apart. A version is in the file's name, in the lock file of a
project's own libraries, or in the code.
"""

from __future__ import annotations

import os
import re
import stat

from impsim.errors import Diagnostic, located
from impsim.libraries import lock
from impsim.libraries.required import Required, key_of, without_endings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

DEEPEST = 3  # folders below a library folder: user/repository/src
MOST_FILES = 20_000  # looked at below one folder: enough for hundreds of clones, and an end for `--lib /`
LARGEST = 4 << 20  # bytes of a library, as of a program
NO_LIBRARIES = frozenset(("test", "tests", "example", "examples", "node_modules", "build"))
OWN_FOLDERS = ("lib", "libs", "libraries")
BYTE_ORDER_MARK = "\xef\xbb\xbf"

_VERSION_IN_NAME = re.compile(r"[-_.@]v?([0-9]+(?:\.[0-9]+)+)$")
_DECLARED = (
    re.compile(r"""\b_{0,2}version\s*(?:=|<-)\s*["']v?([0-9]+(?:\.[0-9]+)+)["']""", re.IGNORECASE),
    re.compile(r"""["']VERSION["']\s*:\s*["']([0-9]+\.[0-9]+\.[0-9]+)["']"""),
    re.compile(r"\bversion\s*=\s*\[\s*([0-9]+\s*(?:,\s*[0-9]+\s*)*)\]", re.IGNORECASE),
    re.compile(
        r"^[ \t/*]*(?://|\*)[ \t]*@?version\b[ \t]*[:=]?[ \t]*v?([0-9]+(?:\.[0-9]+)+)", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(r"""\bconst\s+\w+_VERSION\s*=\s*["']v?([0-9]+\.[0-9]+\.[0-9]+)["']"""),
)


class Library:
    """A file that may be asked for.  locked: what the lock file says of it, None for files outside a store."""

    def __init__(self, path: str, name: str, locked: Optional[lock.Locked] = None) -> None:
        self.path = path
        stem = without_endings(name)
        found = _VERSION_IN_NAME.search(stem)
        self._version = found.group(1) if found else None
        self._locked = locked
        self.name = name
        self.key, self.side = key_of(stem[: found.start()] if found else stem)

    def answers(self, required: Required) -> bool:
        """Without a side in the request any half will do, without one in the file it is both."""
        return self.key == required.key and (not required.side or self.side in ("", required.side))

    def text(self) -> str:
        """Its code, one character per byte. Raises Diagnostic where it is none, or not what the lock file has."""
        data = read_bytes(self.path)
        if self._locked is not None:
            self._locked.check(self.path, data)
        return as_text(data, self.path)

    def version(self) -> str:
        """As the lock file says, its name or its code; "" if none does. Raises Diagnostic."""
        if self._version is None:
            stated = self._locked.version if self._locked is not None else ""
            self._version = stated or declared_version(as_text(read_bytes(self.path), self.path))
        return self._version


def read_bytes(path: str) -> bytes:
    """A file's content. Raises Diagnostic when it cannot be read, is no file or too long."""
    try:
        with open(path, "rb", buffering=0, opener=_not_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Diagnostic("a library is a file, and this is none", path, code="library")
            data = file.read(LARGEST + 1) or b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Diagnostic("cannot be read: %s" % reason, path, code="library") from None
    if len(data) > LARGEST:
        raise Diagnostic("longer than %d MiB, which no imp could hold" % (LARGEST >> 20), path, code="library")
    return data


def _not_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # else a named pipe waits for a writer


def as_text(data: bytes, path: str) -> str:
    """Raises Diagnostic for what is no text."""
    text = data.decode("latin-1").removeprefix(BYTE_ORDER_MARK)
    if "\0" in text:
        raise located("NUL byte in the source", text, text.index("\0"), path, "this is no library", "not-text")
    return text


def declared_version(text: str) -> str:
    """The version that a library's code states: `static VERSION = "1.2.3"`, the older `static version = [1, 2, 3]`, a
    comment such as `// Version: 1.2.3`, or `const X_VERSION = "1.2.3"`; "" if none."""
    for pattern in _DECLARED:
        found = pattern.search(text)
        if found:
            return re.sub(r"\s*,\s*", ".", found.group(1).strip()).strip(".")
    return ""


def same(version: str, other: str) -> bool:
    """1.0 and 1.0.0 are one version."""
    return _numbers(version) == _numbers(other)


def _numbers(version: str) -> list[str]:
    numbers = [number.lstrip("0") for number in version.lstrip("vV").split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers


def own_folders(root: str) -> list[str]:
    """The folders of a project where libraries are looked for without being told."""
    return [folder for folder in (os.path.join(root, name) for name in OWN_FOLDERS) if os.path.isdir(folder)]


def libraries_in(folder: str) -> list[Library]:
    """The files below a folder that a #require could mean, nearest first. Raises Diagnostic for a damaged lock file."""
    if os.path.basename(os.path.normpath(folder)) == lock.STORE:
        return locked_libraries(folder)
    return [Library(entry.path, _name_of(entry)) for entry in files_in(folder)]


def locked_libraries(folder: str) -> list[Library]:
    """Those of a project's own store, each with what the lock file has of it, or that it has nothing."""
    root = os.path.dirname(os.path.normpath(folder))
    entries = lock.read(root)
    found = []
    for entry in files_in(folder):
        path = os.path.relpath(entry.path, root or ".").replace(os.sep, "/")
        found.append(Library(entry.path, entry.name, entries.get(path) or lock.Locked(path)))
    return found


def files_in(folder: str) -> list[os.DirEntry[str]]:
    """The .nut files below a folder that are no tests, nearest first."""
    found: list[os.DirEntry[str]] = []
    level = [folder]
    for _ in range(DEEPEST + 1):
        below: list[str] = []
        for place in level:
            if len(found) + len(below) > MOST_FILES:
                return found
            for entry in _entries(place):
                if _is_folder(entry):
                    below.append(entry.path)
                elif entry.name.lower().endswith(".nut") and not entry.name.lower().endswith(".test.nut"):
                    found.append(entry)
        level = below
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Also through links; one that leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


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
