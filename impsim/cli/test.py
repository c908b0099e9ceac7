"""impsim test: scenario files and Electric Imp test projects, over several processes, reported in one form."""

from __future__ import annotations

from impsim.cli.imps import LIBRARIES
from impsim.cli.options import Command, Option, parse, usage_error
from impsim.cli.output import flush_output, on_terminal, say, writer
from impsim.cli.units import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.suite.parallel import Crew
    from impsim.suite.progress import Progress
    from impsim.testcase.defaults import Defaults
    from impsim.testcase.result import Result, Test

KEEP = ".impsim/traces"
FORMS = {"text": "summary", "json": "jsonlines", "github": "github"}  # modules of impsim.suite
JOINED = ("-j", "-k")  # -j4 is -j 4


def jobs(text: str) -> int:
    """How many at once. Raises Diagnostic."""
    number = whole_number(text)
    if number < 1:
        usage_error(COMMAND, f"-j {number}: at least one process is needed")
    return number


COMMAND = Command(
    "test",
    "[OPTION...] [PATH...]",
    {
        "-k": Option("only tests whose id matches, like 'roaming and not (slow or imp001)'", "EXPR"),
        "-j": Option("so many at once; unless told otherwise, as many as there are processors", "N", read=jobs),
        "--format": Option(
            "a line for each test, JSON lines, or text with GitHub's annotations",
            choices=tuple(FORMS),
            default="text",
        ),
        "--junit": Option("write the results as JUnit XML, too", "FILE"),
        **LIBRARIES,
        "--world": Option("the world file of Electric Imp tests, before that of impsim.toml", "FILE"),
        "--keep": Option(f"where the traces of failures go: {KEEP} unless told otherwise", "DIR", KEEP),
        "--recheck": Option("check a trace against the scenario as it is now, running nothing", "TRACE"),
        "--states": Option("say at the end which states of connections no test has seen", default=False),
        "--allow-python": Option("let parts be programs in Python, which can do all that you can", default=False),
        "--allow-commands": Option("let tests run programs of this machine with runCommand()", default=False),
    },
    (
        "impsim test",
        "impsim test scenarios/ -k 'dhcp and not slow' -j 4 --junit junit.xml",
        "impsim test 'scenarios/roaming.scenario.yaml::wrong-password'",
        "impsim test tests/queue.test.nut --lib lib/",
        "impsim test scenarios/roaming.scenario.yaml --recheck .impsim/traces/roaming.trace",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, separated(argv))
    if parsed is None:
        return 0
    from impsim.cli.host import collect_less

    collect_less()
    options, paths = parsed
    defaults = defaults_of(options)
    tests = wanted(paths or defaults.paths or ["."], options["k"], defaults)
    if options["recheck"] is not None:
        from impsim.suite.rechecking import rechecks

        tests = rechecks(tests, options["recheck"], defaults)
    return run(tests, options)


def separated(argv: list[str]) -> list[str]:
    """-j4 as -j 4."""
    found: list[str] = []
    for argument in argv:
        joined = argument[:2] in JOINED and argument[2:3] not in ("", "=")
        found += [argument[:2], argument[2:]] if joined else [argument]
    return found


def defaults_of(options: dict[str, Any]) -> Defaults:
    """What the project file says, and the command line before it."""
    from os import environ

    from impsim.suite.projectfile import find_file, load

    found = load(find_file())
    found.libraries = [*options["lib"], *found.libraries]
    found.take_over(environ)
    found.variables.update(options["define"])
    if options["world"] is not None:
        from functools import partial

        from impsim.scenario.world import load as load_world

        found.world = partial(load_world, options["world"])
    found.allow_python = options["allow-python"]
    if found.world is not None and found.allow_python:
        found.world = partial(found.world, allow_python=True)
    found.allow_commands = options["allow-commands"]
    found.keep = options["keep"]
    found.states = options["states"]
    return found


def wanted(paths: list[str], expression: str | None, defaults: Defaults) -> list[Test]:
    """The tests at the paths that -k wants. Raises Diagnostic if there is none."""
    from impsim.suite.collection import collect, selected
    from impsim.suite.selection import Selection

    selection = Selection(expression) if expression is not None else None
    found = collect(paths, defaults)
    if selection is None:
        return found
    chosen = selected(found, selection)
    if not chosen:
        from impsim.errors import Diagnostic

        count = "1 test is" if len(found) == 1 else f"{len(found)} tests are"
        raise Diagnostic(f"no test matches -k '{expression}'", "impsim test", hint=f"{count} there", code="collection")
    return chosen


def run(tests: list[Test], options: dict[str, Any]) -> int:
    """Runs and reports; an interrupt ends the running, not the report. Returns the exit code."""
    from impsim.suite import junit
    from impsim.suite.parallel import Crew, processors

    if options["junit"] is not None:
        junit.write(options["junit"], ())  # if that is impossible, now is the time to say so
    report = Reporter(options["format"], len(tests))
    crew = Crew(tests, options["j"] or processors(), prepare, report.look)
    try:
        for results in crew.run():
            report.add(results)
    except KeyboardInterrupt:
        report.count.interrupted = True
        report.count.unfinished = len(tests) - crew.done
    finally:
        crew.end()
    for results in crew.rest():
        report.add(results)
    if options["states"]:
        report.tell_states()
    report.end()
    if options["junit"] is not None:
        junit.write(options["junit"], report.results)
    for path in dict.fromkeys(test.junit for test in tests if test.junit):
        files = [test.file for test in tests if test.junit == path]
        junit.write(path, [result for result in report.results if result.file in files])
    return report.count.code


def prepare() -> None:
    """In each process that runs tests: what a program needs around it."""
    from impsim.cli.host import collect_less, limit_memory
    from impsim.squirrel.vm import allow_depth

    allow_depth()
    collect_less()
    limit_memory()


class Reporter:
    """Results in the form that was asked for, and how far the tests are, where somebody sees it."""

    def __init__(self, form: str, tests: int) -> None:
        from impsim.suite.summary import Count

        self.count = Count()
        self.results: list[Result] = []
        module = __import__("impsim.suite." + FORMS[form], fromlist=["Report"])
        self._report = module.Report(writer("utf-8"))
        self._progress = progress(tests) if on_terminal() else None

    def look(self, crew: Crew) -> None:
        """Shows how far the crew is."""
        if self._progress is not None:
            self._progress.draw(crew.done, self.count, crew.running)

    def add(self, results: list[Result]) -> None:
        """What came of one test."""
        self._clear()
        for result in results:
            self.count.add(result)
            self.results.append(result)
            self._report.add(result)
            flush_output()
            tell_mistakes(result)

    def tell_states(self) -> None:
        """What no test has seen of connections."""
        from impsim.trace.coverage import unseen

        self._clear()
        self._report.states(unseen(result.detail for result in self.results))

    def end(self) -> None:
        """All are there."""
        self._clear()
        self._report.end(self.count)
        flush_output()

    def _clear(self) -> None:
        if self._progress is not None:
            self._progress.clear()


def progress(tests: int) -> Progress:
    from shutil import get_terminal_size

    from impsim.suite.progress import Progress

    return Progress(draw, get_terminal_size().columns, tests)


def draw(text: str) -> None:
    import sys

    sys.stderr.write(text)
    sys.stderr.flush()


def tell_mistakes(result: Result) -> None:
    """Damaged input, as every command tells it."""
    from impsim.testcase.outcome import diagnostics

    for problem in diagnostics(result):
        from impsim.cli.failures import coloured
        from impsim.cli.words import readable

        say(coloured(readable(problem).render()))
