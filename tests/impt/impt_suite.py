"""Small Electric Imp test projects, written on the fly and run."""

from __future__ import annotations

import json

from impsim.impt import project
from impsim.testcase.defaults import Defaults

FILE = "tests/some.test.nut"


class Suite:
    """A project in a folder, which is the current one."""

    def __init__(self, folder, monkeypatch):
        monkeypatch.chdir(folder)
        self.folder = folder
        self.defaults = Defaults()

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def configure(self, **values):
        self.write(".impt.test", json.dumps(values))

    def run(self, path="."):
        """The results of all tests, by what follows the path in their id; of one that has no more, by the path."""
        results = [result for test in project.tests_of(path, self.defaults) for result in test.run()]
        named = {result.id.partition("::")[2] or result.id: result for result in results}
        assert len(named) == len(results)
        return named

    def run_text(self, text, file=FILE, **values):
        """The results of one test file."""
        self.write(file, text)
        self.configure(**values)
        return self.run()

    def run_body(self, body, **values):
        """The result of one test method of this body, which is line 3 of the file."""
        results = self.run_text("class T extends ImpTestCase {\n    function test() {\n%s\n    }\n}\n" % body, **values)
        assert list(results) == ["T::test"]
        return results["T::test"]
