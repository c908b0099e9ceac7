"""Scenario files and Electric Imp test files as pytest sees them.

A case of a scenario is an item. A test file of an Electric Imp project runs as a whole, on an imp of its own, and
gives a result for each method; which methods it has is read from its text, so that each can be an item and be
selected. The first item that runs has the file run, as much of it as was selected; the others find their results there.
What comes of a file besides is told by the first item that it concerns: a setUp that fails by the first of its class.
"""

from __future__ import annotations

import sys

import pytest

from impsim.plugins.defaults import defaults_of
from impsim.plugins.methods import methods_of
from impsim.suite.collection import of_file, shown
from impsim.suite.summary import told
from impsim.testcase.outcome import outcome
from impsim.testcase.result import ERROR, FAILED, SKIPPED, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from typing import Any, Union

    from impsim.testcase.result import Test

NOT_RUN = "the file has run, but not as far as this method"


class NotPassed(Exception):
    """Why an item has not passed.  results: those that have not."""

    def __init__(self, results: list[Result]) -> None:
        super().__init__("\n\n".join(map(told, results)))


class SuiteItem(pytest.Item):
    """Something of a file that can fail."""

    line = 0

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What `impsim test` says of it."""
        return str(excinfo.value) if isinstance(excinfo.value, NotPassed) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Union[os.PathLike[str], str], int, str]:
        return self.path, max(0, self.line - 1), self.nodeid.partition("::")[2]

    def judge(self, results: list[Result]) -> None:
        """Raises what is not as it should be."""
        wrong = [result for result in results if result.status in (FAILED, ERROR)]
        if wrong:
            raise NotPassed(wrong)
        if results and all(result.status == SKIPPED for result in results):
            pytest.skip(results[0].message or "skipped")


def nodes_of(file: pytest.File) -> Iterator[Union[pytest.Item, pytest.Collector]]:
    """The cases of a file, or the classes of its methods."""
    for test in of_file(shown(str(file.path)), defaults_of(file.config)):
        methods = methods_of(str(file.path)) if test.id == test.file else {}
        if methods:
            run = FileRun(test, {id_of(test, title, name) for title, names in methods.items() for name in names})
            for title, names in methods.items():
                yield MethodClass.from_parent(file, name=title, run=run, lines=names)
        else:
            yield CaseItem.from_parent(file, name=test.id.partition("::")[2] or "file", test=test)


class CaseItem(SuiteItem):
    """A test that is one item."""

    def __init__(self, *, test: Test, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.line = test.line
        self.extra_keyword_matches.update(test.tags)
        self._test = test

    def runtest(self) -> None:
        self.judge(outcomes(self._test))


class MethodClass(pytest.Collector):
    """A class of a test file."""

    def __init__(self, *, run: FileRun, lines: dict[str, int], **of_node: Any) -> None:
        super().__init__(**of_node)
        self._run = run
        self._lines = lines

    def collect(self) -> Iterator[pytest.Item]:
        for name, line in self._lines.items():
            yield MethodItem.from_parent(
                self, name=name, run=self._run, result_id=id_of(self._run.test, self.name, name), line=line
            )


class MethodItem(SuiteItem):
    """A method of a test file."""

    def __init__(self, *, run: FileRun, result_id: str, line: int, **of_node: Any) -> None:
        super().__init__(**of_node)
        self.line = line
        self.result_id = result_id
        self.run = run

    def runtest(self) -> None:
        chosen = [
            item.result_id for item in self.session.items if isinstance(item, MethodItem) and item.run is self.run
        ]
        self.judge(self.run.results_of(self.result_id, chosen))


class FileRun:
    """A test file that runs once.  known: the ids of its items."""

    def __init__(self, test: Test, known: set[str]) -> None:
        self.test = test
        self._known = known
        self._results: dict[str, list[Result]] = {}
        self._others: list[Result] = []
        self._has_run = False

    def results_of(self, id: str, chosen: Iterable[str]) -> list[Result]:
        """What came of an item, when those chosen run; with what belongs to no item, once."""
        if not self._has_run:
            self._has_run = True
            self._run(set(chosen))
        return self._results.get(id, []) + self._concerning(id) or [Result(id, self.test.file, SKIPPED, NOT_RUN)]

    def _concerning(self, id: str) -> list[Result]:
        """What belongs to no item, but to the class of this one, or to none that has items."""
        elsewhere = set(map(class_of, self._known)) - {class_of(id)}
        mine = [result for result in self._others if class_of(result.id) not in elsewhere]
        self._others = [result for result in self._others if result not in mine]
        return mine

    def _run(self, chosen: set[str]) -> None:
        wanted = self.test if chosen >= self._known else self.test.select(chosen.__contains__)
        for result in outcomes(wanted or self.test):
            if result.id in self._known:
                self._results.setdefault(result.id, []).append(result)
            else:
                self._others.append(result)


def id_of(test: Test, title: str, name: str) -> str:
    return "%s::%s::%s" % (test.id, title, name)


def class_of(id: str) -> str:
    """The id of the class of a method."""
    return id.rpartition("::")[0]


def outcomes(test: Test) -> list[Result]:
    """Runs a test."""
    try:
        return outcome(test)
    finally:
        places = sys.modules.get("impsim.plugins.places")  # loaded by coverage, if it runs
        if places is not None:
            places.tell()
