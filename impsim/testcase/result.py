"""A test that was collected, and what came of it.

Both pickle: a test is collected in one process and run in another, which may be a fresh interpreter. So a Test holds
what describes it (paths, names, values), not what running it takes (units, simulations, open files).

What run() raises becomes a Result: a Diagnostic is an error of the input, any other exception is a defect of impsim.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

PASSED, FAILED, ERROR, SKIPPED = STATUSES = ("passed", "failed", "error", "skipped")

WALL_LIMIT_S = 60.0  # real seconds; guards the machine, and a breach is an error, never a failure


class Result:
    """What came of one test.

    id: `scenarios/roaming.scenario.yaml::case[matrix]` or `tests/x.test.nut::Class::testMethod`.
    file: its path as given, relative where possible.  line: its place in the file, 0 if unknown.
    status: passed, failed (what was expected does not hold), error (it could not be told) or skipped.
    message: plain text for people, of several lines; "" when passed.  virtual_s: how much virtual time it took.
    detail: extras that JSON can say: expectation, window, nearest_miss, replay (a command), trace (a path).
    wall_s: real seconds; set by who runs it.
    """

    __slots__ = ("detail", "file", "id", "line", "message", "status", "virtual_s", "wall_s")

    def __init__(
        self,
        id: str,
        file: str,
        status: str,
        message: str = "",
        virtual_s: float = 0.0,
        line: int = 0,
        detail: Optional[dict[str, Any]] = None,
    ) -> None:
        if status not in STATUSES:
            raise ValueError("no status of a test: %r" % status)
        self.id = id
        self.file = file
        self.status = status
        self.message = message
        self.virtual_s = virtual_s
        self.line = line
        self.detail = detail or {}
        self.wall_s = 0.0

    def __repr__(self) -> str:
        return "<Result %s %s>" % (self.id, self.status)


def _nobody(id: str, ended: list[Result]) -> None:
    """Nobody wants to know."""


class Test:
    """Something collected that can run. Subclasses say how, and pickle.

    id, file, line: as of its Result; where it gives several, id is what theirs begin with.  project: the file that
    says what tests belong together; "" for a test that stands alone.  tags: words by which it can be chosen, too.
    junit: the JUnit file that its own file asks for, or "".
    wall_limit_s: how many real seconds it may take; one that tells what it does may take as long for each part.
    """

    __test__ = False  # pytest takes it for one of its own
    wall_limit_s = WALL_LIMIT_S

    def __init__(self, id: str, file: str, line: int = 0) -> None:
        self.id = id
        self.file = file
        self.line = line
        self.project = ""
        self.tags: tuple[str, ...] = ()
        self.junit = ""
        self.tell: Callable[[str, list[Result]], object] = _nobody

    def run(self) -> list[Result]:
        """One Result for a scenario's case, one per method for a file of an Electric Imp test project.

        A test of several calls tell(id, results) when it begins one of them, with what has ended since the last call.
        """
        raise NotImplementedError

    def select(self, wanted: Callable[..., bool]) -> Optional[Test]:
        """The test, as far as it is wanted by its id and tags: itself, a part of it, or None.

        A test of several Results overrides this: it keeps `wanted` (which pickles) and leaves out the others.
        """
        return self if wanted(self.id, *self.tags) else None

    def __repr__(self) -> str:
        return "<%s %s>" % (type(self).__name__, self.id)
