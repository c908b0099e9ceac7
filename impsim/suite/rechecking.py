"""Checking a kept trace again, in the place of running its test."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.testcase.result import Test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from impsim.testcase.defaults import Defaults
    from impsim.testcase.result import Result


class Recheck(Test):
    """What a trace says about a test, as its scenario is now."""

    def __init__(self, test: Test, trace: str, defaults: Defaults) -> None:
        super().__init__(test.id, test.file, test.line)
        self._trace = trace
        self._defaults = defaults

    def run(self) -> list[Result]:
        from impsim.scenario.recheck import recheck

        return [recheck(self._trace, self.file, self._defaults)]


def rechecks(tests: Sequence[Test], trace: str, defaults: Defaults) -> list[Test]:
    """The test that made the trace, to be judged by it. Raises Diagnostic when it is not among the tests."""
    from impsim.trace.jsonl import read

    header = next(iter(read(trace)), {})
    scenario, name = header.get("scenario"), header.get("test")
    if not scenario:
        raise Diagnostic("is no trace of a scenario", trace, hint="impsim test keeps them in .impsim/traces")
    ending = "/%s::%s" % (scenario, name)
    found = [test for test in tests if ("/" + test.id).endswith(ending)]
    if not found:
        hint = "name its file: impsim test FILE --recheck %s" % os.path.basename(trace)
        raise Diagnostic("is of %s, which is not among the tests" % ending[1:], trace, hint=hint)
    return [Recheck(test, trace, defaults) for test in found]
