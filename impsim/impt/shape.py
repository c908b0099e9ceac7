"""The program that a test file becomes, and where each of its lines came from.

impt compiles the tested side as one unit: its test framework, the source under test, the test file as the body of
a function whose parameter is ImpTestCase, and a function that starts the runner two seconds later. Everything that a
test file does at its top level happens inside that function, whose `this` is the root table. The other side is
its source and, if there is one, the test's partner file. The files are included in one run of the preprocessor, so
that variables, macros and `@include once` are common to them. Libraries that `#require` names are units of their own,
which run before everything; their lines are counted on from the last one of the program, so that the number of a line
says which file it is in. The framework is a unit of its own, too, compiled once, which runs in the same VM before the
program does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Optional

from impsim.errors import Diagnostic
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import ONLY
from impsim.impt.builder import build, project_root, read_file
from impsim.impt.builder.built import Built
from impsim.libraries.choice import chosen
from impsim.libraries.link import link
from impsim.libraries.shelf import own_folders
from impsim.squirrel.compile import compile_source
from impsim.trace.recorder import as_text

FRAMEWORK = Path(__file__).parent / "impunit"
FRAMEWORK_FILES = ("promise.nut", "json_encoder.nut", "assertions.nut", "runner.nut")
OURS = "impunit"  # the path of lines that are nobody's own
MAIN = "(impsim)"  # the file that the preprocessor takes our lines to be in
BEFORE_TEST = "function __impsimTests(ImpTestCase) {\n"
AFTER_TEST = "\n}\n"
START_S = 2  # from the program's start to the runner's

STARTER = """\
function __impsimStart(Runner) {
    imp.wakeup(%d, function () {
        local runner = Runner();
        runner.session = "%s";
        runner.timeout = %s;
        runner.stopOnFailure = %s;
        runner.run();
    });
}
__impsimTests(ImpTestCase);
__impsimStart(ImpUnitRunner);
"""

OLD_VARIABLE = re.compile(r"#\{env:(\w+)\}")  # what impTest had for @{NAME}

Place = tuple[str, int]


class Sources:
    """Where files come from: what the preprocessor and `#require` need to know."""

    def __init__(self, home: str, variables: dict[str, Any], libraries: list[str], includes: dict[str, str]) -> None:
        self.home = home
        self.variables = variables
        self.includes = includes
        self.root = project_root(home or ".")
        own = own_folders(self.root)
        self.libraries = [*libraries, *(own if os.path.isabs(home) else map(os.path.relpath, own))]

    @property
    def main(self) -> str:
        return os.path.join(self.home, MAIN)

    def built(self, text: str, folders: list[str]) -> Built:
        """A text of the project's folder after the preprocessor.  folders: where includes are looked for in the end.

        Of the environment nothing is seen: tests may be anybody's, and it holds what CI keeps secret.
        """
        return build(
            text,
            self.main,
            variables=self.variables,
            search=folders,
            includes=self.includes,
            libraries=self.libraries,
            root=self.root,
            read=_read,
        )

    def include(self, path: str) -> str:
        """The directive that includes a file, from the project's folder."""
        name = os.fsencode(os.path.relpath(path, self.home or ".")).decode("latin-1").replace(os.sep, "/")
        return '@include "%s"\n' % name.replace('"', '" + \'"\' + "')


def _read(path: str) -> str:
    return OLD_VARIABLE.sub(r"@{\1}", read_file(path))


def source_text(path: str) -> str:
    """A source file, one character per byte. Raises Diagnostic when it cannot be read."""
    try:
        return Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    except OSError as error:
        raise Diagnostic("cannot be read: %s" % (error.strerror or error), path, code="source") from None


class Program:
    """A compiled side.  unit: what runs.  text: as compiled.  places: (path, line) of each of its lines.

    warnings: of the preprocessor and about libraries.
    """

    def __init__(self, text: str, places: list[Place], warnings: list[Diagnostic]) -> None:
        self.unit: Any = None
        self.warnings = warnings
        self._lines = text.split("\n")
        self._places = places

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def add(self, text: str, path: str) -> int:
        """Adds a library's lines; gives the number of the last line before them."""
        before = len(self._lines)
        lines = text.split("\n")
        self._places += [("", 0)] * (before - len(self._places))
        self._places += [(path, number) for number in range(1, len(lines) + 1)]
        self._lines += lines
        return before

    def place(self, line: int) -> Place:
        """Where a line of the program was written: path and line; ("", 0) for none."""
        return self._places[line - 1] if 0 < line <= len(self._places) else ("", 0)

    def line(self, line: int) -> str:
        """The text of a line of the program, "" for none."""
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def files(self) -> list[str]:
        """The files that people wrote it in."""
        return list(dict.fromkeys(path for path, _ in self._places if path not in ("", OURS)))

    def head(self, name: str, line: int) -> Place:
        """Where the function called name begins, whose first statement is in a line."""
        head = "function %s(" % name
        begins = (at for at in range(line, 0, -1) if head in self._lines[at - 1].replace(" (", "("))
        return self.place(next(begins, line))

    def placed(self, problem: Diagnostic, last: int = 0) -> Diagnostic:
        """A problem of the program where people wrote it; what is wrong with our lines is at the end of theirs.

        last: where it is at the latest.
        """
        at = min(problem.line, last or len(self._places))
        while at > 1 and self._places[at - 1][0] == OURS:
            at -= 1
        if not at:
            return problem
        path, line = self._places[at - 1]
        text, column = problem.text, problem.column
        if at != problem.line:
            text = self._lines[at - 1]
            column = len(text) + 1
        return Diagnostic(problem.message, path, line, column, text, problem.hint, problem.code, problem.why)


class _Text:
    """A program being put together."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._pieces: list[str] = []
        self._files: dict[str, str] = {}  # by the directive that includes them

    def add_ours(self, text: str) -> None:
        """Adds whole lines, without directives."""
        self._pieces.append(text)

    def add_file(self, path: str) -> None:
        """Adds a file. An empty line of ours keeps it apart from another before it."""
        directive = self._sources.include(path)
        self._files[directive.rstrip("\n")] = path
        self._pieces += ["\n", directive]

    def compiled(self, path: str, side: str, libraries: list[str]) -> Program:
        """The program; path stands for the test while its lines are looked up."""
        built = self._built()
        program = Program(built.text, [self._place(*place) for place in built.lines], built.warnings)
        try:
            choice = chosen(built.text, path, side, libraries, one_file=False)
        except Diagnostic as problem:
            raise program.placed(problem) if _is_own(problem, path) else problem from None
        program.warnings += [program.placed(doubt) if _is_own(doubt, path) else doubt for doubt in choice.warnings]
        own = len(built.lines)

        def compile(text: str, where: str, constants: Any) -> Any:
            if text is built.text:
                return _compiled(text, path, constants, program, own)
            return _library(text, path, where, constants, program)

        program.unit = link(built.text, path, choice.parts, compile, CONSTANTS)
        return program

    def _built(self) -> Built:
        folders = [self._sources.home or ".", *(os.path.dirname(path) or "." for path in self._files.values())]
        try:
            return self._sources.built("".join(self._pieces), folders)
        except Diagnostic as problem:
            if problem.path != self._sources.main:
                raise
            raise Diagnostic(problem.message, self._files.get(problem.text, ""), code="source") from None

    def _place(self, path: str, line: int) -> Place:
        return (OURS if path == self._sources.main else path), line


def _is_own(problem: Diagnostic, path: str) -> bool:
    return problem.path == path and problem.code == "require"


def _library(text: str, path: str, where: str, constants: Any, program: Program) -> Any:
    """The unit of a library, whose lines come after those that the program has."""
    before = program.add(text, where)
    try:
        return compile_source("\n" * before + text, path, steps=True, constants=constants)
    except Diagnostic as problem:
        raise program.placed(problem, before + text.rstrip("\n").count("\n") + 1) from None


def _compiled(text: str, path: str, constants: Any, program: Program, own: int) -> Any:
    """The unit of the program itself.  own: how many lines it has."""
    try:
        return compile_source(text, path, steps=True, constants=constants)
    except Diagnostic as problem:
        raise _at_fault(problem, program, own) from None


def _at_fault(problem: Diagnostic, program: Program, own: int) -> Diagnostic:
    """The problem where people wrote it. A file that is not whole shows itself in what follows it, or in our own
    lines: so each is compiled alone first."""
    for first, last in _files_of(program, own):
        text = "\n" * (first - 1) + "\n".join(program.line(line) for line in range(first, last + 1))
        try:
            compile_source(text, constants=CONSTANTS)
        except Diagnostic as alone:
            return program.placed(alone, last)
    return program.placed(problem, own)


def _files_of(program: Program, own: int) -> Iterator[tuple[int, int]]:
    """The first and the last line of each file, with what it includes."""
    last = 0
    for ours, lines in groupby(range(1, own + 1), lambda line: program.place(line)[0] == OURS):
        first, last = last + 1, last + len(list(lines))
        if not ours:
            yield first, last


def tested_side(
    test: str, source: Optional[str], side: str, sources: Sources, session: str, timeout_s: float, stop_on_fail: bool
) -> Program:
    """The side that a test file is for, device or agent.  test, source: paths. Raises Diagnostic."""
    text = _Text(sources)
    if source:
        text.add_file(source)
    text.add_ours(BEFORE_TEST)
    text.add_file(test)
    text.add_ours(AFTER_TEST)
    stop = "true" if stop_on_fail else "false"
    text.add_ours(STARTER % (START_S, session, _number(timeout_s), stop))
    return text.compiled(test, side, sources.libraries)


def other_side(source: Optional[str], partner: Optional[str], path: str, side: str, sources: Sources) -> Program:
    """The side that a test file is not for; it may be blank. Raises Diagnostic."""
    text = _Text(sources)
    for file in (source, partner):
        if file:
            text.add_file(file)
    return text.compiled(partner or source or path, side, sources.libraries)


@cache
def framework() -> Any:
    """The unit that makes ImpTestCase, the runner and what else tests take for granted."""
    text = "".join(source_text(str(FRAMEWORK / name)) for name in FRAMEWORK_FILES)
    return compile_source(text, OURS, steps=True)


@cache
def blank() -> Any:
    """A unit that does nothing."""
    return compile_source("")


def _number(timeout_s: float) -> str:
    """As impt writes it: without a fraction where there is none."""
    return "%d" % timeout_s if timeout_s == int(timeout_s) else repr(timeout_s)


def placed(event: dict[str, Any], programs: dict[str, Program]) -> dict[str, Any]:
    """The event with the places where people wrote a program, in the place of those where it was compiled."""
    for stack in ("backtrace", "at"):
        if stack in event:
            side = event.get("side") or event["type"].partition(".")[0]
            program = programs["agent" if side == "agent" else "device"]
            frames = [[name, *program.place(line)] for name, path, line in event[stack] if path != OURS]
            event = {**event, stack: [frame for frame in frames if frame[1] != OURS]}
    return event


def source_events(programs: dict[str, Program]) -> Iterator[dict[str, Any]]:
    """The files of programs, as events that a trace begins with. One that is gone by now is left out."""
    for side, program in programs.items():
        for path in program.files():
            try:
                data = Path(path).read_bytes()
            except OSError:
                continue
            event = {"t_us": 0, "device": ONLY, "kind": "source", "side": side}
            yield {**event, "path": path, "text": as_text(data)}
