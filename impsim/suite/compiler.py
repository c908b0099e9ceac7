"""How a scenario's programs become units: with the preprocessor and the libraries that a deployment would give them."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Optional

PREPROCESSED = re.compile(rb"^[ \t]*@|@\{", re.MULTILINE)
NEEDS_BUILDING = re.compile(rb"^[ \t]*@|@\{|#require\b", re.MULTILINE)
_built: dict[tuple[object, ...], Any] = {}


def compile_text(text: str, side: str, libraries: Sequence[str]) -> Any:
    """The unit of a program that stands in no file, with what it requires. Raises Diagnostic."""
    from impsim.scenario.runner import compile_plain

    source = text.encode()
    return linked(source, side, side, libraries) if b"#require" in source else compile_plain(source, side, side)


def linked(source: bytes, path: str, side: str, folders: Sequence[str]) -> Any:
    """The unit of a program without directives of the preprocessor, with its libraries. Raises Diagnostic."""
    from impsim.impos.deployment import CONSTANTS
    from impsim.libraries.choice import chosen
    from impsim.libraries.link import link
    from impsim.squirrel.compile import compile_source

    text = source.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    choice = chosen(text, path, side, folders)

    def compiled(code: str, where: str, constants: Any) -> Any:
        return compile_source(code, where, steps=True, constants=constants)

    return link(text, path, choice.parts, compiled, CONSTANTS)


class Compiler:
    """What impsim.scenario compiles with. It pickles.  libraries: folders; includes, variables: see Defaults.

    texts: of programs that are not compiled as they are written, by path and side.
    """

    def __init__(
        self, libraries: Sequence[str], includes: Mapping[str, str], variables: Optional[Mapping[str, str]] = None
    ) -> None:
        self.libraries = list(libraries)
        self.includes = dict(includes)
        self.variables = dict(variables or {})
        self.texts: dict[tuple[str, str], bytes] = {}

    def __call__(self, source: bytes, path: str, side: str, libraries: Sequence[str]) -> Any:
        """The unit of a program; a scenario's own libraries come first. Raises Diagnostic.

        A program without directives keeps its lines.
        """
        if not NEEDS_BUILDING.search(source):
            from impsim.scenario.runner import compile_plain

            return compile_plain(source, path, side)
        every = [*libraries, *self.libraries]
        key = (source, path, side, *every)
        if key not in _built:  # tests of one file run the same programs
            build = self._build if PREPROCESSED.search(source) else self._link
            _built[key] = build(source, path, side, every)
        unit, self.texts[path, side] = _built[key]
        return unit

    def _link(self, source: bytes, path: str, side: str, libraries: list[str]) -> tuple[Any, bytes]:
        from impsim.impt.builder import project_root
        from impsim.libraries.shelf import own_folders

        own = own_folders(project_root(os.path.dirname(path) or "."))
        folders = [*libraries, *(own if os.path.isabs(path) else map(os.path.relpath, own))]
        return linked(source, path, side, folders), source

    def _build(self, source: bytes, path: str, side: str, libraries: list[str]) -> tuple[Any, bytes]:
        from impsim.impt.shape import Sources, other_side

        sources = Sources(os.path.dirname(path), self.variables, libraries, self.includes)
        program = other_side(path, None, path, side, sources)
        return program.unit, program.text.encode("latin-1")
