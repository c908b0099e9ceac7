"""Where an included file is: from what stands behind @include to a text.

Programs under test are not trusted, so an include reads no more than it needs to: local files only, below the root of
the project, the folders that are searched and the folders of the map. Where a path or a symbolic link leads
elsewhere, it is refused. Nothing is ever fetched: `github:` and its kin are looked up in the map, whose keys are
`github:user/repo` (a folder), the same with a path and perhaps `@ref` (a file or a folder), or in fact the beginning of
any path or address; the longest key wins. What no key fits is looked for in the library folders.

Local files are searched as Builder does: in the folder of the including file, in that of the main file, in `search`.
A file of another repository does not look beside itself, as in Builder without --use-remote-relative-includes; here it
does so when all else fails.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Optional

from impsim.impt.builder.built import LONGEST_OUTPUT
from impsim.impt.builder.directives import Source
from impsim.impt.builder.evaluation import nearest

Read = Callable[[str], str]

REMOTE = re.compile(r"(github|bitbucket-server|git-azure-repos|git-local|https?):", re.IGNORECASE)
_RAW = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/([^/]+/[^/]+)|github\.com/([^/]+/[^/]+)/(?:raw|blob))/([^/]+)/(.+)", re.I
)
_ROOT_DEPTH = {"github:": 2, "bitbucket-server:": 2, "git-azure-repos:": 3}
BYTE_ORDER_MARK = "\xef\xbb\xbf"


class Missing(Exception):
    """An include that cannot be read: what is wrong, and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_file(path: str) -> str:
    """A text, one character per byte. Raises OSError."""
    with open(path, "rb") as file:
        found = file.read(LONGEST_OUTPUT + 1)
    if len(found) > LONGEST_OUTPUT:
        raise OSError("it is longer than %d MiB" % (LONGEST_OUTPUT >> 20))
    return found.decode("latin-1").removeprefix(BYTE_ORDER_MARK)


def project_root(folder: str) -> str:
    """The folder that includes may not leave: the nearest one at or above `folder` that holds .git or impsim.toml; else
    the nearest that holds a licence; else `folder`, or what it is in where it is called test or tests."""
    folder = os.path.abspath(folder)
    above = [folder]
    while os.path.dirname(above[-1]) != above[-1]:
        above.append(os.path.dirname(above[-1]))
    for marks in ((".git", "impsim.toml"), ("LICENSE", "LICENSE.md", "LICENSE.txt")):
        for candidate in above[:-1]:
            if any(os.path.exists(os.path.join(candidate, mark)) for mark in marks):
                return candidate
    return os.path.dirname(folder) if os.path.basename(folder).lower() in ("test", "tests") else folder


class References:
    """main: path of the main file. root: folder that local includes may not leave."""

    def __init__(
        self,
        main: str,
        search: Sequence[str],
        includes: Mapping[str, str],
        libraries: Sequence[str],
        root: str,
        read: Optional[Read],
    ) -> None:
        self._folders = [os.path.dirname(main) or ".", *search]
        self._map = {key.rstrip("/").lower(): value for key, value in includes.items()}
        self._libraries = libraries
        self._relative = not os.path.isabs(main)
        self._root = root or os.path.dirname(main) or "."
        self._open = [self._root, *self._folders, *includes.values(), *libraries]
        self._read = read or read_file

    def find(self, reference: str, by: Source) -> Source:
        """The file that `reference` means in the file `by`. Raises Missing."""
        mapped = self._mapped(reference)
        if mapped:
            return self._mapped_source(reference, mapped)
        if REMOTE.match(reference) and not reference.lower().startswith("git-local:"):
            return self._in_libraries(reference)
        return self._local(reference, by)

    # Local files ----------------------------------------------------------------------------------------------

    def _local(self, reference: str, by: Source) -> Source:
        path = re.sub(r"^git-local:", "", reference, flags=re.I)
        if path != reference:
            path = path.partition("@")[0]
        tried = list(dict.fromkeys(os.path.normpath(folder) for folder in self._places(path, by)))
        refused = False
        for folder in tried:
            candidate = os.path.normpath(os.path.join(folder, path))
            if not self._allowed(candidate):
                refused = True
                continue
            text = self._text(candidate)
            if text is not None:
                return self._source(text, candidate)
        raise self._refused(path) if refused else self._not_found(path, tried)

    def _places(self, path: str, by: Source) -> Iterator[str]:
        if os.path.isabs(path):
            yield "."
            return
        beside = os.path.dirname(by.path) or "."
        if not by.remote:
            yield beside
        yield from self._folders
        yield beside

    def _allowed(self, path: str) -> bool:
        true = os.path.realpath(path)
        return any(_within(true, os.path.realpath(folder)) for folder in self._open)

    def _text(self, path: str) -> Optional[str]:
        try:
            return self._read(path)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Missing("'%s' cannot be read: %s" % (path, reason), "") from None

    def _source(self, text: str, path: str, remote: tuple[str, str, str] = ("", "", "")) -> Source:
        folder = os.path.abspath(os.path.dirname(path)).replace(os.sep, "/")
        if remote[0]:
            folder = remote[0].partition("@")[0].rpartition("/")[0]
        elif self._relative and os.path.isabs(path) and _within(path, os.getcwd()):
            path = os.path.relpath(path)
        return Source(text, path, folder, os.path.basename(path), remote)

    def _refused(self, path: str) -> Missing:
        hint = "files below %s are read; impsim.toml can map others under [includes]" % os.path.abspath(self._root)
        return Missing("'%s' leads out of the project" % path, hint)

    def _not_found(self, path: str, tried: Sequence[str]) -> Missing:
        path = os.path.normpath(path)
        folder, name = os.path.split(path)
        there = [entry for place in tried for entry in _entries(os.path.join(place, folder))]
        looked = "looked in " + ", ".join(os.path.normpath(os.path.join(place, folder)) for place in tried)
        return Missing("there is no file '%s'" % path, " ".join(filter(None, (nearest(name, there), looked))))

    # Files of other repositories ------------------------------------------------------------------------------

    def _mapped(self, reference: str) -> str:
        """The file that the map has for a reference, or ""."""
        for spelling in _spellings(reference):
            body, _, ref = spelling.partition("@")
            parts = body.split("/")
            for count in range(len(parts), 0, -1):
                start = "/".join(parts[:count]).lower()
                for key in (start + "@" + ref.lower(), start) if ref else (start,):
                    if key in self._map:
                        return os.path.join(self._map[key], *parts[count:])
        return ""

    def _mapped_source(self, reference: str, path: str) -> Source:
        path = os.path.normpath(path)
        if not self._allowed(path):
            raise self._refused(path)
        text = self._text(path)
        if text is None:
            near = nearest(os.path.basename(path), _entries(os.path.dirname(path)))
            raise Missing("'%s' is mapped to '%s', and there is no such file" % (reference, path), near)
        return self._source(text, path, _remote(reference))

    def _in_libraries(self, reference: str) -> Source:
        body = _spellings(reference)[-1].partition("@")[0]
        parts = body.partition(":")[2].strip("/").split("/")
        for folder in self._libraries:
            for start in range(len(parts)):
                path = _spelled(folder, parts[start:])
                text = self._text(path) if self._allowed(path) else None
                if text is not None:
                    return self._source(text, path, _remote(reference))
        key = "/".join(body.split("/")[:2]) if body.lower().startswith("github:") else body.rpartition("/")[0]
        hint = (
            'name a local copy in impsim.toml, under [includes]: "%s" = "its folder"; or give it with --lib DIR' % key
        )
        raise Missing("'%s' is not on this machine, and impsim fetches nothing" % reference, hint)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _spelled(folder: str, parts: Sequence[str]) -> str:
    """A path below a folder in the case that its files have: GitHub's names have none."""
    for part in parts:
        same = [entry for entry in _entries(folder) if entry.lower() == part.lower()]
        folder = os.path.join(folder, part if part in same or not same else same[0])
    return os.path.normpath(folder)


def _entries(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _spellings(reference: str) -> list[str]:
    """A reference, and as a github: reference if it is the address of a file there."""
    raw = _RAW.match(reference)
    if not raw:
        return [reference]
    return [reference, "github:%s/%s@%s" % (raw.group(1) or raw.group(2), raw.group(4), raw.group(3))]


def _remote(reference: str) -> tuple[str, str, str]:
    """Reference, root of its repository or server, and ref of a file of another repository."""
    body, _, ref = reference.partition("@")
    scheme, _, path = body.partition(":")
    depth = _ROOT_DEPTH.get(scheme.lower() + ":", 0)
    parts = path.split("/")
    return reference, scheme + ":" + "/".join(parts[:depth] if depth else parts[:3]), ref
