"""Finding tests: what `impsim test PATH...` means.

A path is a scenario file, an Electric Imp test project (its file or its folder), one test file (the nearest project
above it says how it runs), a folder with any of these below it, or the id of a test as a report prints it
(`FILE::CASE`). Hidden folders and those of build tools are not looked into. A file that cannot be read as what its name
says becomes a test too, one that is refused: the others still run.
"""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.suite.selection import Named
from impsim.testcase.outcome import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from impsim.testcase.defaults import Defaults
    from impsim.testcase.result import Test

    Collect = Callable[[str, Defaults], list[Test]]

SCENARIOS = (".scenario.yaml", ".scenario.yml", ".scenario.json")
PROJECTS = (".impt.test", ".imptest")  # the newer tool's file counts where both are
UNIT_TEST = ".test.nut"
DOCUMENTS = (".yaml", ".yml", ".json")
NOT_LOOKED_INTO = ("build", "dist", "node_modules", "__pycache__")
MOST_NAMED = 3  # files without tests
LOOKED_FOR = "*.scenario.yaml, *.scenario.json, .impt.test, .imptest, *.test.nut"


def collect(paths: Iterable[str], defaults: Defaults) -> list[Test]:
    """The tests at the paths, in the order of the paths and, below a folder, of names; none comes twice.

    Raises Diagnostic for a path where there is nothing.
    """
    found: list[Test] = []
    seen: set[str] = set()
    for path in paths:
        fresh = [test for test in at(path, defaults) if test.id not in seen]
        found += fresh
        seen.update(test.id for test in fresh)
    return found


def at(path: str, defaults: Defaults) -> list[Test]:
    """The tests at one path. Raises Diagnostic if there is none."""
    place, colons, name = path.partition("::")
    place = shown(place) if place else place
    files = list(below(place)) if os.path.isdir(place) else [place]
    found = [test for file in files for test in of_file(file, defaults)]
    if colons:
        found = selected(found, Named(place + colons + name))
    if not found:
        raise nothing_at(place, name, files)
    return found


def shown(path: str) -> str:
    """A path as reports print it: below the current folder where it is, with slashes."""
    relative = os.path.relpath(path)
    outside = relative == os.pardir or relative.startswith(os.pardir + os.sep)
    return (os.path.normpath(path) if outside else relative).replace(os.sep, "/")


def below(folder: str) -> Iterator[str]:
    """Scenario files, project files, and test files that no project in the folder or below claims, in order of names.

    A project's globs say which files are its tests, wherever they are below it.
    """
    unclaimed = {folder}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in NOT_LOOKED_INTO)
        project = next((name for name in PROJECTS if name in names), None)
        if project:
            yield joined(place, project)
        elif place in unclaimed:
            unclaimed.update(os.path.join(place, name) for name in folders)
        endings = (*SCENARIOS, UNIT_TEST) if place in unclaimed and not project else SCENARIOS
        yield from (joined(place, name) for name in sorted(names) if name.endswith(endings))


def joined(folder: str, name: str) -> str:
    return shown(os.path.join(folder, name))


def of_file(path: str, defaults: Defaults) -> list[Test]:
    """The tests of one file; a refused one where it is damaged. Raises Diagnostic if it is no file of tests."""
    collector = collector_of(path)
    try:
        return collector(path, defaults)
    except Diagnostic as problem:
        return [Refused(path, path, problem)]


def collector_of(path: str) -> Collect:
    """What reads the tests of a file of this name. Raises Diagnostic."""
    if not os.path.exists(path):
        raise Diagnostic("there is no such file", path, hint=_near(path), code="file")
    if os.path.basename(path) in PROJECTS or path.endswith(UNIT_TEST):
        from impsim.impt.project import tests_of

        return tests_of
    if path.endswith(DOCUMENTS):
        return cases_of
    hint = "impsim run %s runs a program" % path if path.endswith(".nut") else "tests are " + LOOKED_FOR
    raise Diagnostic("is no file of tests", path, hint=hint, code="file")


def cases_of(path: str, defaults: Defaults) -> list[Test]:
    """The tests of a scenario file, whose programs may use libraries and includes. Raises Diagnostic."""
    from impsim.scenario.load import tests_of
    from impsim.suite.compiler import Compiler

    return tests_of(path, defaults, Compiler(defaults.libraries, defaults.includes, defaults.variables))


def selected(tests: Iterable[Test], wanted: Callable[..., bool]) -> list[Test]:
    """The tests, as far as they are wanted."""
    return [part for part in (test.select(wanted) for test in tests) if part is not None]


def nothing_at(path: str, name: str, files: list[str]) -> Diagnostic:
    """What to say where no test is.  name: of the one that was looked for, "" for any; files: where."""
    if name:
        return Diagnostic("there is no test '%s' in it" % name, path, code="collection")
    if files == [path]:
        return Diagnostic("the file has no tests", path, code="collection")
    hint = "none are in " + ", ".join(files[:MOST_NAMED]) if files else "looked for " + LOOKED_FOR
    return Diagnostic("no tests here", path, hint=hint, code="collection")


def _near(path: str) -> str:
    from difflib import get_close_matches

    folder, name = os.path.split(path)
    try:
        close = get_close_matches(name, os.listdir(folder or "."), 1)
    except (OSError, ValueError):
        return ""
    return "did you mean %s?" % os.path.join(folder, close[0]) if close else ""
