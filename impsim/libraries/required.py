"""What a program requires: the `#require` directives of a source, and whether they are as they must be.

`#require` may stand anywhere, also in a function; for Squirrel it is a comment, so strings and comments that merely
quote it do not count. A version has three numbers, none of which may be left out or open, no library may be
required twice, and a program has at most a hundred of them (D/node/783).
"""

from __future__ import annotations

import re

from impsim.errors import Diagnostic
from impsim.squirrel.lexer import scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 100  # of one program (D/node/783)
SIDES = ("agent", "device")

_REQUIRE = re.compile(r"#require\b[ \t]*(.*)")
_QUOTED = re.compile(r'"([^"]*)"')
_BARE = re.compile(r"'?[\w.-]+\s*:\s*v?[0-9]")
_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/|(#[^\n]*)")
_ENDINGS = re.compile(r"(\.(class|lib|nut|singleton|library))+$")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
_OPEN = re.compile(r"[*xX^~<>=]")


class Required:
    """What one #require asks for. line, column: of its text; version: "" for none; key, side: see key_of."""

    def __init__(self, wanted: str, line: int, column: int) -> None:
        self.wanted = wanted
        self.line = line
        self.column = column
        name, _, version = wanted.partition(":")
        self.name = name.strip()
        self.version = version.strip()
        self.key, self.side = key_of(self.name)

    def problem(self) -> str:
        """What is wrong with it by itself, "" if nothing is."""
        if not self.name:
            return "#require names no library"
        if not self.version:
            return "library '%s' is required without a version" % self.name
        if _VERSION.match(self.version):
            return ""
        if _OPEN.search(self.version):
            return "library '%s' is required in an open version, '%s'" % (self.name, self.version)
        return "'%s' is no version of a library: it has three numbers, like 1.2.3" % self.version

    def at(self, text: str, path: str, message: str, hint: str) -> Diagnostic:
        """A Diagnostic at its place in a source."""
        line = text.split("\n")[self.line - 1].rstrip("\r")
        return Diagnostic(message, path, self.line, self.column, line, hint, "require")


def requires(text: str) -> Iterator[Required]:
    """The #require directives of a source, in order; not those in strings and other comments."""
    for behind, line, column in _directives(text):
        for name in _QUOTED.finditer(behind):
            yield Required(name.group(1), line, column)


def unquoted(text: str) -> Iterator[Required]:
    """The directives that name something, but not in quotes: for Squirrel and the compiler they are comments."""
    for behind, line, column in _directives(text):
        if _BARE.match(behind):
            yield Required("", line, column)


def _directives(text: str) -> Iterator[tuple[str, int, int]]:
    """What stands behind each #require, and its line and column."""
    offset = 0
    for gap, token in scan(text) if "#require" in text else ():
        for comment in _COMMENT.finditer(gap) if "#require" in gap else ():
            directive = _REQUIRE.match(comment.group(1) or "")
            if directive:
                at = offset + comment.start()
                yield directive.group(1), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        offset += len(gap) + len(token)


def repeated(wanted: Sequence[Required]) -> Iterator[tuple[Required, Required]]:
    """Each directive that names what another before it has named, with that one."""
    first: dict[str, Required] = {}
    for required in wanted:
        before = first.setdefault(required.name.lower(), required)
        if before is not required:
            yield required, before


def key_of(name: str) -> tuple[str, str]:
    """What names are compared by, without case and endings, and the side it is for: agent, device or "" for both."""
    stem = without_endings(name.strip())
    for side in SIDES:
        if stem.endswith("." + side):
            return without_endings(stem[: -len(side) - 1]), side
    return stem, ""


def without_endings(name: str) -> str:
    """A name in lower case, without .nut, .lib, .class and their like at its end."""
    return _ENDINGS.sub("", name.lower())
