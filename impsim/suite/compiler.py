"""How a scenario's programs become units: with the preprocessor and the libraries that a deployment would give them."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Optional

NEEDS_BUILDING = re.compile(rb"^[ \t]*@|@\{|#require\b", re.MULTILINE)
_built: dict[tuple[object, ...], Any] = {}


def compile_text(text: str, side: str, libraries: Sequence[str]) -> Any:
    """The unit of a program that stands in no file, with what it requires. Raises Diagnostic."""
    from impsim.scenario.runner import compile_plain

    source = text.encode()
    if b"#require" not in source:
        return compile_plain(source, side, side)
    from impsim.impos.deployment import CONSTANTS
    from impsim.libraries.choice import chosen
    from impsim.libraries.link import link
    from impsim.squirrel.compile import compile_source

    text = source.decode("latin-1")
    choice = chosen(text, side, side, libraries)

    def compiled(code: str, path: str, constants: Any) -> Any:
        return compile_source(code, path, steps=True, constants=constants)

    return link(text, side, choice.parts, compiled, CONSTANTS)


class Compiler:
    """What impsim.scenario compiles with. It pickles.  libraries: folders; includes, variables: see Defaults."""

    def __init__(
        self, libraries: Sequence[str], includes: Mapping[str, str], variables: Optional[Mapping[str, str]] = None
    ) -> None:
        self.libraries = list(libraries)
        self.includes = dict(includes)
        self.variables = dict(variables or {})

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
            _built[key] = self._build(path, side, every)
        return _built[key]

    def _build(self, path: str, side: str, libraries: list[str]) -> Any:
        from impsim.impt.shape import Sources, other_side

        sources = Sources(os.path.dirname(path), self.variables, libraries, self.includes)
        return other_side(path, None, path, side, sources).unit
