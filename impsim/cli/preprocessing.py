"""Programs with directives of Builder's preprocessor, for the commands that run or check them: only those load this."""

from __future__ import annotations

import os

from impsim.cli.linking import every_folder
from impsim.cli.output import say
from impsim.errors import Diagnostic
from impsim.impt.builder import Built, build, project_root
from impsim.suite.projectfile import find_file, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from impsim.diagnosis.failure import Failure

BUILT: dict[str, Built] = {}  # what was built in this process, by path: errors show the files that it was made of


def compiled_as_built(
    data: bytes,
    path: str,
    folders: Sequence[str],
    variables: Sequence[tuple[str, str]],
    compile_text: Callable[[bytes], Any],
) -> Any:
    """What compile_text makes of the program behind the directives.  folders: those of --lib.  variables: of --define.

    Raises Diagnostic, with its place in the file at fault.
    """
    BUILT[path] = built = _built(data, path, folders, variables)
    for warning in built.warnings:
        say("warning: " + warning.render())
    try:
        return compile_text(built.text.encode("latin-1"))
    except Diagnostic as problem:
        raise built.original(problem) if problem.path == path else problem from None


def _built(data: bytes, path: str, folders: Sequence[str], variables: Sequence[tuple[str, str]]) -> Built:
    defaults = load(find_file())
    defaults.take_over(os.environ)
    return build(
        data.decode("latin-1"),
        path,
        variables={**defaults.variables, **dict(variables)},
        includes=defaults.includes,
        libraries=every_folder(folders, path),
        root=project_root(os.path.dirname(path) or "."),
    )


def as_written(failure: Failure) -> Failure:
    """The same failure, with the places where its lines were written."""
    places: list[Any] = [failure.problem, *failure.stack]
    for place in places:
        built = BUILT.get(place.path)
        if built is not None:
            place.path, place.line = built.place(place.line)
    return failure
