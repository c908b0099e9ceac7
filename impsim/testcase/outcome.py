"""Running one test and making a Result of whatever comes of it.

What a test raises is no failure of the program under test, so it says in `detail["cause"]` what it is: `input` (a file
of the user's cannot be read as what it should be), `defect` (of impsim), `wall_limit`, `process` (which died).
"""

from __future__ import annotations

from impsim.errors import Diagnostic
from impsim.testcase.result import ERROR, SKIPPED, Result, Test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from impsim.diagnosis.failure import Failure

INPUT, DEFECT, WALL_LIMIT, PROCESS = "input", "defect", "wall_limit", "process"
CAUSE, DIAGNOSTICS, WARNINGS = "cause", "diagnostics", "warnings"
EXPLAINED = "explained"
STOPS = "stops"  # in the detail of a failure: nothing else of its project is to be run
FIELDS = ("message", "path", "line", "column", "text", "hint", "code")


def outcome(test: Test) -> list[Result]:
    """What the test gives; an error where it raises. A process that is to end (KeyboardInterrupt) does.

    Nothing is something to tell, too: else a file without tests would pass for one whose tests pass.
    """
    try:
        return test.run() or [Result(test.id, test.file, SKIPPED, "none of its tests was run", line=test.line)]
    except Diagnostic as problem:
        return [refusal(test.id, test.file, problem)]
    except MemoryError:
        return [error(test, "this machine has no more memory for the test", WALL_LIMIT)]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # what stops programs is not an Exception, so that none can catch it
        return [defect(test, fault)]


def error(test: Test, message: str, cause: str, id: str = "") -> Result:
    """A Result that says why nothing can be said.  id: of what, if not of all."""
    return Result(id or test.id, test.file, ERROR, message, line=test.line, detail={CAUSE: cause})


def refusal(id: str, file: str, problem: Diagnostic) -> Result:
    """The Result of damaged input: all its mistakes, in the compiler's form."""
    problems = [problem, *getattr(problem, "also", ())]
    message = "\n".join(_as_text(one.render()) for one in problems)
    detail = {CAUSE: INPUT, DIAGNOSTICS: [_fields(one) for one in problems]}
    line = problem.line if problem.path == file else 0
    return Result(id, file, ERROR, message, line=line, detail=detail)


def _fields(problem: Diagnostic) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in FIELDS}


def diagnostics(result: Result) -> list[Diagnostic]:
    """The mistakes of damaged input, in the order of the file."""
    return [Diagnostic(**fields) for fields in result.detail.get(DIAGNOSTICS, ())]


def warn(results: list[Result], found: Sequence[Diagnostic]) -> None:
    """Adds to the first Result of a file what may be wrong with the file, but fails nothing."""
    if results and found:
        results[0].detail[WARNINGS] = [_fields(one) for one in found]


def warnings(result: Result) -> list[Diagnostic]:
    """What may be wrong with the file."""
    return [Diagnostic(**fields) for fields in result.detail.get(WARNINGS, ())]


def explain(result: Result, failures: Sequence[Failure]) -> None:
    """Adds why programs have failed: for people, beside the message."""
    if failures:
        result.detail[EXPLAINED] = [failure.render() for failure in failures]


def explanations(result: Result) -> list[str]:
    """Each several lines."""
    return list(result.detail.get(EXPLAINED, ()))


def defect(test: Test, fault: BaseException) -> Result:
    from traceback import format_exception

    fault = getattr(fault, "cause", None) or fault  # what a running program meets comes wrapped
    stack = "".join(format_exception(type(fault), fault, fault.__traceback__)).rstrip()
    text = "a defect of impsim, not of your program: %s: %s" % (type(fault).__name__, fault)
    return error(test, text + "\n" + stack, DEFECT)


def _as_text(text: Any) -> str:
    """A compiler's Diagnostic quotes bytes as latin-1."""
    try:
        return str(text.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return str(text)


class Refused(Test):
    """A file that cannot be collected: it stands among the tests, so that it is reported in its place."""

    def __init__(self, id: str, file: str, problem: Diagnostic) -> None:
        super().__init__(id, file, problem.line)
        self.result = refusal(id, file, problem)

    def run(self) -> list[Result]:
        return [self.result]

    def select(self, wanted: object) -> Refused:
        """Always wanted: nobody knows which tests a damaged file has."""
        return self
