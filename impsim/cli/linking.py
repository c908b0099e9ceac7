"""Programs that `#require` libraries, for the commands that run or check them: only those load this."""

from __future__ import annotations

import os

from impsim.cli.output import say
from impsim.cli.source import SOURCES, cache_directory, predefined
from impsim.libraries.choice import chosen
from impsim.libraries.link import link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from impsim.squirrel.unit import Unit


def linked(data: bytes, path: str, side: str, folders: Sequence[str]) -> Unit:
    """The unit of a program with its libraries.  folders: those of --lib. Raises Diagnostic."""
    text = data.decode("latin-1")
    choice = chosen(text, path, side, every_folder(folders, path))
    for warning in choice.warnings:
        say("warning: " + warning.render())
    return link(text, path, choice.parts, compiled_with, predefined())


def every_folder(folders: Sequence[str], path: str) -> list[str]:
    """Where `#require` looks, in order: --lib, what impsim.toml names, the project's own. Raises Diagnostic."""
    from impsim.impt.builder import project_root
    from impsim.libraries.shelf import own_folders
    from impsim.suite.projectfile import find_file, load

    own = own_folders(project_root(os.path.dirname(path) or "."))
    return [*folders, *load(find_file()).libraries, *map(os.path.relpath, own)]


def compiled_with(text: str, path: str, constants: Any) -> Unit:
    """A unit that knows its constants, from the cache if it is there. Raises Diagnostic on a compile error."""
    from impsim.squirrel import cache
    from impsim.squirrel.unit import Unit

    data = text.encode("latin-1")
    SOURCES[path] = data
    directory = cache_directory()
    key = cache.unit_key(data, path, f"library {constants!r}")
    kept = cache.load(directory, key) if directory else None
    if kept is None:
        from impsim.squirrel.compile import compile_source

        unit = compile_source(text, path, True, constants)
        kept = unit.code, unit.constants, unit.size
        if directory:
            cache.store(directory, key, kept)
    return Unit(kept[0], path, kept[1], kept[2])
