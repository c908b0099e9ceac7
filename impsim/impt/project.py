"""Projects of Electric Imp's test tools: their configuration files, and which files are tests of which side.

`.impt.test` is what impt reads, `.imptest` the older impTest, whose JSON may have comments. Both stand in the
folder that all their paths are relative to. What only the cloud needs (device groups, devices) is ignored.
"""

from __future__ import annotations

import glob
import json
import os
import re
from typing import TYPE_CHECKING, Any, Optional

from impsim.errors import Diagnostic
from impsim.impt.builder import project_root
from impsim.impt.shape import source_text
from impsim.impt.testfile import TestFile

if TYPE_CHECKING:
    from impsim.testcase.defaults import Defaults
    from impsim.testcase.result import Test

NAMES = (".impt.test", ".imptest")
PATTERNS = ["*.test.nut", "tests/**/*.test.nut"]
TIMEOUT_S = 30.0
COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*', re.DOTALL)
NUMBER = re.compile(r"\s*(\d+\.?\d*|\.\d+)")


class Project:
    """home: the folder that paths are relative to.  path: the file that says so, "" where there is none.

    sources: what is under test, by side; a side may have none.  patterns: globs of its tests.  variables: of the
    preprocessor.
    """

    def __init__(self, home: str, path: str = "", values: Optional[dict[str, Any]] = None) -> None:
        values = values or {}
        self.home = home
        self.path = path
        self.patterns: list[str] = self._texts(values, "testFiles", "tests")
        self.timeout_s = self._timeout(values.get("timeout", TIMEOUT_S))
        self.stop_on_fail = bool(values.get("stopOnFail", values.get("stopOnFailure", False)))
        self.allow_disconnect = bool(values.get("allowDisconnect", False))
        self.sources = {side: self._source(values.get(side + "File"), side + "File") for side in ("agent", "device")}
        self.variables = self._variables(values.get("builderConfig"))

    def _texts(self, values: dict[str, Any], *names: str) -> list[str]:
        for name in names:
            if name in values:
                found = values[name]
                found = [found] if isinstance(found, str) else found
                if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
                    raise self._refusal(name, "'%s' is not a list of file patterns" % name)
                return found
        return PATTERNS

    def _timeout(self, value: Any) -> float:
        """A number, or a string that begins with one."""
        number = NUMBER.match(str(value)) if not isinstance(value, bool) else None
        if number is None or float(number[1]) <= 0:
            raise self._refusal("timeout", "'timeout' is not a number of seconds: %s" % json.dumps(value))
        return float(number[1])

    def _source(self, value: Any, key: str) -> str:
        if not value:
            return ""
        if not isinstance(value, str):
            raise self._refusal(key, "'%s' is neither a path nor false" % key)
        path = self.inside(value)
        if not os.path.isfile(path):
            raise self._refusal(key, "there is no file %s" % path)
        return path

    def _variables(self, name: Any) -> dict[str, Any]:
        """What the preprocessor's expressions may use. Assumed: a file that is not there says nothing, as it is one
        that is kept out of repositories."""
        path = self.inside(name) if isinstance(name, str) else ""
        return read_json(path) if path and os.path.isfile(path) else {}

    def _refusal(self, key: str, message: str) -> Diagnostic:
        """A Diagnostic at a key of the file."""
        text = source_text(self.path)
        for number, line in enumerate(text.splitlines(), 1):
            column = line.find('"%s"' % key)
            if column >= 0:
                return Diagnostic(message, self.path, number, column + 1, line, code="impt")
        return Diagnostic(message, self.path, code="impt")

    def inside(self, relative: str) -> str:
        """A path of the project, as seen from here."""
        return os.path.normpath(os.path.join(self.home, relative))

    def test_paths(self) -> list[str]:
        """The test files, pattern by pattern. impt runs one that two patterns match twice; once is as good here."""
        found: dict[str, None] = {}
        for pattern in self.patterns:
            matches = glob.glob(os.path.normpath(pattern), root_dir=self.home or ".", recursive=True)
            found.update(dict.fromkeys(sorted(map(self.inside, matches))))
        return [path for path in found if os.path.isfile(path)]


def read_json(path: str) -> dict[str, Any]:
    """The object in a file of JSON, which may have comments. Raises Diagnostic."""
    text = source_text(path).encode("latin-1").decode("utf-8", "replace")
    try:
        value = json.loads(COMMENT.sub(_blanked, text))
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1] if text else ""
        raise Diagnostic("not JSON: %s" % error.msg, path, error.lineno, error.colno, line, code="impt") from None
    if not isinstance(value, dict):
        raise Diagnostic("not a JSON object", path, 1, 1, code="impt")
    return value


def _blanked(found: re.Match[str]) -> str:
    """A comment as blanks, so that places stay; a string as it is."""
    return found[1] or re.sub(r"[^\n]", " ", found[0])


def load(path: str) -> Project:
    """The project that a configuration file describes. Raises Diagnostic."""
    return Project(os.path.dirname(path), path, read_json(path))


def configuration_in(folder: str) -> str:
    """The path of the configuration file in a folder, "" if there is none."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    return ""


def nearest(path: str) -> Project:
    """The project of a test file: of the nearest configuration file above it; without one, a project of defaults."""
    folder = os.path.dirname(os.path.abspath(path))
    while True:
        found = configuration_in(folder)
        if found:
            return load(_as_given(found, path))
        above = os.path.dirname(folder)
        if above == folder:
            return Project(_as_given(project_root(os.path.dirname(path) or "."), path))
        folder = above


def _as_given(found: str, path: str) -> str:
    """Relative where the path that led to it is."""
    return os.path.normpath(found if os.path.isabs(path) else os.path.relpath(found))


def tests_of(path: str, defaults: Defaults) -> list[Test]:
    """The tests of a project's folder or configuration file, or of one test file. Raises Diagnostic."""
    if os.path.isdir(path):
        found = configuration_in(path)
        if not found:
            raise Diagnostic("neither %s nor %s is here" % NAMES, path, code="impt")
        path = found
    if os.path.basename(path) in NAMES:
        project = load(path)
        return [_test(file, project, defaults) for file in project.test_paths()]
    return [_test(os.path.normpath(path), nearest(path), defaults)]


def _test(file: str, project: Project, defaults: Defaults) -> Test:
    return TestFile(file, os.path.relpath(file, project.home or "."), project, defaults)
