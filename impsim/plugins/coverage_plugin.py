"""Coverage of Squirrel by coverage.py: lines and branches of .nut files in all its reports.

    [run]
    plugins = impsim.plugins.coverage_plugin

Compiled Squirrel is Python code whose file and lines are those of the .nut file, so coverage's own tracer sees it run;
this tells coverage that such files are worth tracing, which of their lines are code, and where branches may lead.
See docs/testing.md.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from coverage import CoveragePlugin, FileReporter, FileTracer

from impsim.plugins.code_lines import CodeLines
from impsim.plugins.places import Tracer, watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage.plugin_support import Plugins

SUFFIX = ".nut"


class SquirrelPlugin(CoveragePlugin):
    """What coverage asks about files."""

    def file_tracer(self, filename: str) -> FileTracer | None:
        return Tracer(filename) if filename.endswith(SUFFIX) or is_nowhere(filename) else None

    def file_reporter(self, filename: str) -> FileReporter:
        return SquirrelFile(filename)

    def find_executable_files(self, src_dir: str) -> Iterable[str]:
        """The Squirrel files below a folder of `source`: one that no test has run is reported, too."""
        for folder, folders, names in os.walk(src_dir):
            folders[:] = sorted(name for name in folders if name[0] != ".")
            for name in sorted(names):
                if name.endswith(SUFFIX):
                    yield os.path.join(folder, name)


def is_nowhere(filename: str) -> bool:
    """Whether it is a name for what stands in no file, such as an expression or a program that a test has as text:
    coverage would take it for Python and look for the file."""
    return not os.path.splitext(filename)[1] and not os.path.exists(filename)


class SquirrelFile(FileReporter):
    """What coverage's reports need to know of one file."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self._found: CodeLines | None = None

    @property
    def _code(self) -> CodeLines:
        if self._found is None:
            self._found = CodeLines(self._bytes().decode("latin-1"))
        return self._found

    def _bytes(self) -> bytes:
        with open(self.filename, "rb") as file:
            return file.read().removeprefix(b"\xef\xbb\xbf")

    def source(self) -> str:
        return self._bytes().decode("utf-8", "replace")

    def lines(self) -> set[int]:
        return self._code.lines

    def excluded_lines(self) -> set[int]:
        return self._code.excluded

    def no_branch_lines(self) -> set[int]:
        return self._code.unbranched

    def arcs(self) -> set[tuple[int, int]]:
        return {(line, target) for line, targets in self._code.branches.items() for target in targets}

    def translate_arcs(self, arcs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        found = {self._code.arc(*arc) for arc in arcs}
        return {(line, target) for line, target in found if line != target}

    def exit_counts(self) -> dict[int, int]:
        branches = self._code.branches
        return {line: len(branches.get(line, "?")) for line in self._code.lines}


def coverage_init(registry: Plugins, options: Any) -> None:
    """What coverage calls."""
    watch()
    registry.add_file_tracer(SquirrelPlugin())
