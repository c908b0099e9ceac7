"""Where compiled Squirrel was written, for coverage: files of their own, and files put together to one program.

A file that runs by itself has its own lines. What an Electric Imp test project runs is one program made of several
files: its code has the lines of the whole, and `place` says which line of which file each of them was. coverage takes
one file for each call of a function, so a function belongs to the file that most of its lines are from. Lines of
other files in the same function (those at the top level of every file but one) are kept aside, and added to what
coverage has at the end of a test, when its tracer is not in the middle of something.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from importlib import import_module
from types import CodeType
from typing import TYPE_CHECKING

from coverage import Coverage, FileTracer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any, Optional

    Place = tuple[str, int]

PLUGIN = "impsim.plugins.coverage_plugin.SquirrelPlugin"  # what coverage calls it in its data
NOWHERE = (-1, -1)  # what coverage takes for no line


class Whole:
    """A program put together.  place: a line's file and line."""

    def __init__(self, code: CodeType, place: Callable[[int], Place]) -> None:
        self.code = code  # kept, so that nothing else gets the id of one of its parts
        self._place = place
        self._files: dict[str, str] = {}

    def at(self, line: int) -> Place:
        """Its absolute path and line; ("", 0) for what nobody has written."""
        path, own = self._place(line)
        if path not in self._files:
            self._files[path] = os.path.abspath(path) if os.path.isfile(path) else ""
        return self._files[path], own

    def home(self, code: CodeType) -> str:
        """The file that most lines of a function are from."""
        lines = {line for _, _, line in code.co_lines() if line is not None}
        files = [path for path in (self.at(line)[0] for line in sorted(lines)) if path]
        return max(files, key=files.count) if files else ""


WHOLES: dict[int, tuple[Whole, str]] = {}  # id of a function's code -> its program, its file
STRAYS: dict[str, set[int]] = {}  # lines that have run, by file, and that no tracer could tell
TOLD: set[Place] = set()
RUNNING: list[Coverage] = []  # whose data they are: by the end of the process it is no longer the current one


def note(code: CodeType, place: Callable[[int], Place]) -> None:
    """Has a program that was put together traced in its files."""
    whole = Whole(code, place)
    for part in parts(code):
        WHOLES[id(part)] = whole, whole.home(part)


def parts(code: CodeType) -> Iterator[CodeType]:
    """The code of all functions."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from parts(constant)


class Tracer(FileTracer):
    """Of the code that carries one file name."""

    def __init__(self, filename: str) -> None:
        self._filename = filename if os.path.exists(filename) else ""

    def source_filename(self) -> str:
        return self._filename

    def has_dynamic_source_filename(self) -> bool:
        return True

    def dynamic_source_filename(self, filename: str, frame: FrameType) -> Optional[str]:
        whole = WHOLES.get(id(frame.f_code))
        return (self._filename if whole is None else whole[1]) or None

    def line_number_range(self, frame: FrameType) -> tuple[int, int]:
        found = WHOLES.get(id(frame.f_code))
        if found is None:
            return frame.f_lineno, frame.f_lineno
        whole, home = found
        path, line = whole.at(frame.f_lineno)
        if path == home:
            return line, line
        if path and (path, line) not in TOLD:
            TOLD.add((path, line))
            RUNNING[:] = filter(None, [Coverage.current()])
            STRAYS.setdefault(path, set()).add(line)
        return NOWHERE


def tell() -> None:
    """Adds what was kept aside to what coverage has, for the files that it measures."""
    if not STRAYS or not RUNNING:
        return
    found = RUNNING[0].get_data()
    strays = {path: lines for path, lines in STRAYS.items() if path in found.measured_files()}
    if found.has_arcs():
        found.add_arcs({path: [(-1, line) for line in lines] for path, lines in strays.items()})
    else:
        found.add_lines(strays)
    found.add_file_tracers(dict.fromkeys(strays, PLUGIN))
    STRAYS.clear()


def keep() -> None:
    """Writes what there is to the disk."""
    tell()
    running = Coverage.current()
    if running is not None:
        running.save()


def watch() -> None:
    """Called once, when coverage loads its plugins: what impsim must do differently from now on."""
    shape: Any = import_module("impsim.impt.shape")
    stacks: Any = import_module("impsim.sim.stacks")
    parallel: Any = import_module("impsim.suite.parallel")
    compiled, start, send = shape._Text.compiled, stacks.start_new_thread, parallel.send

    def compiled_and_noted(text: Any, path: str, side: str, libraries: list[str]) -> Any:
        program = compiled(text, path, side, libraries)
        for unit in (program.unit, *program.unit.libraries):
            note(unit.code, program.place)
        return program

    def kept_and_sent(*arguments: Any) -> None:
        """A worker of `impsim test` is killed when nothing is left to do."""
        keep()
        send(*arguments)

    shape._Text.compiled = compiled_and_noted
    stacks.start_new_thread = lambda function, arguments: start(traced, (function, *arguments))
    parallel.send = kept_and_sent
    atexit.register(tell)


def traced(function: Callable[..., Any], *arguments: Any) -> None:
    """Runs in a new thread of the simulation, which coverage does not see begin."""
    sys.settrace(threading.gettrace())
    function(*arguments)
