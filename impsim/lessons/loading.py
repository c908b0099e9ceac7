"""Reading a course: a folder of lessons, each a folder of files. docs/lessons.md is its manual.

01-values/lesson.md            what the learner reads, with a head in YAML and the hints at its end
01-values/start/               the files that the learner begins with
01-values/check.scenario.yaml  one or more checks; other files beside it may be named by them
01-values/solution/            the files as they should become
01-values/naive/NAME/          files as a learner may well write them, and that must not pass
01-values/programs/NAME/       only where the learner writes a scenario: programs with which that is tried
"""

from __future__ import annotations

import os
import re

from impsim.device.profile import find
from impsim.errors import Diagnostic
from impsim.lessons import vary
from impsim.lessons.filling import given_line
from impsim.lessons.lesson import GOOD, Course, Lesson
from impsim.scenario import fields as f
from impsim.scenario.documents import Document, Node, read_text, read_yaml
from impsim.scenario.load import SUFFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.lesson import Files

OWN = os.path.join(os.path.dirname(__file__), "course")
PAGE = "lesson.md"
START, SOLUTION, NAIVE, PROGRAMS = "start", "solution", "naive", "programs"
FOLDER = re.compile(r"(\d+)-(\w[\w-]*)\Z")
FENCE = re.compile(r"[ \t]*(```|~~~)")
HINT = re.compile(r"##[ \t]+hint\b", re.IGNORECASE)
HEADING = re.compile(r"#{1,2}[ \t]")
EDGE = "---"
LONGEST_TITLE = 60


def _model(value: str) -> str:
    try:
        find(value)
    except Diagnostic as problem:
        raise f.Wrong("a model of imp", problem.hint) from None
    return value


def _time(value: str) -> str:
    f.duration_us(value)
    return value


HEAD: f.Section = {
    "title": ("title", f.text(LONGEST_TITLE)),
    "minutes": ("minutes", f.integer(1, 240)),
    "model": ("model", f.scalar(_model)),
    "for": ("run_for", f.scalar(_time)),
    "draws": ("draws", f.integer(1, 20)),
    "vary": ("variety", f.Reader(vary.read, {})),
    "given": ("given", f.listed(1, 20, "a list of names", f.text())),
    "faults": ("faults", f.named(f.text(200), "faults")),
}


def course(folder: str = "") -> Course:
    """All lessons of a folder, of impsim's own course unless told otherwise. Raises Diagnostic for mistakes in them."""
    folder = folder or OWN
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise Diagnostic("no course: " + (error.strerror or "cannot be read").lower(), folder, code="lesson") from None
    paths = [os.path.join(folder, name) for name in names if FOLDER.match(name)]
    found = [lesson(path) for path in paths if os.path.isdir(path)]
    if not found:
        hint = "a lesson is a folder like 01-values with a %s" % PAGE
        raise Diagnostic("there is no lesson in this folder", folder, hint=hint, code="lesson")
    _check_order(found)
    return Course(folder, sorted(found, key=lambda one: one.number))


def _check_order(found: list[Lesson]) -> None:
    """Raises Diagnostic for two lessons that could not be told apart."""
    for number, one in enumerate(found):
        for other in found[:number]:
            if one.number == other.number or one.name == other.name:
                message = "this lesson has the number or the name of %s" % other.id
                raise Diagnostic(message, one.folder, code="lesson")


def lesson(folder: str) -> Lesson:
    """One lesson. Raises Diagnostic for the first mistake in it; its `also` lists the others of the same file."""
    folder = folder.rstrip("/")
    named = FOLDER.match(os.path.basename(folder))
    if named is None:
        raise Diagnostic("a lesson's folder is called like 01-values", folder, code="lesson")
    made = Lesson(folder, int(named[1]), named[2])
    _read_files(made)
    _read_page(made, os.path.join(folder, PAGE))
    return made


# The files


def _read_files(made: Lesson) -> None:
    made.start = _files(made.folder, START)
    made.solution = {**made.start, **_files(made.folder, SOLUTION)}
    made.naive = {name: {**made.start, **files} for name, files in _sets(made.folder, NAIVE).items()}
    made.programs = _sets(made.folder, PROGRAMS, required=False)
    own = [name for name in sorted(os.listdir(made.folder)) if os.path.isfile(os.path.join(made.folder, name))]
    made.support = {name: _text(made.folder, name) for name in own if name != PAGE and not name.startswith(".")}
    made.scenarios = [name for name in made.support if name.endswith(SUFFIXES)]
    _check_files(made)


def _check_files(made: Lesson) -> None:
    """Raises Diagnostic for files without which there is no lesson."""
    twice = sorted(set(made.start) & set(made.support))
    if twice:
        raise _lacking(made, "'%s' is a file of the learner's and one of the check's" % twice[0])
    if made.writes_scenario:
        if GOOD not in made.programs or len(made.programs) == 1:
            raise _lacking(made, "programs/%s and at least one faulty program beside it are needed" % GOOD)
        if not any(name.endswith(SUFFIXES) for name in made.start):
            raise _lacking(made, "the learner is to write a scenario, and start/ has none")
    elif not made.scenarios:
        raise _lacking(made, "there is no check", "check.scenario.yaml beside %s" % PAGE)


def _lacking(made: Lesson, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(message, made.folder, hint=hint, code="lesson")


def _files(folder: str, name: str) -> Files:
    """All files below a folder, by their names from there. Raises Diagnostic if there is none."""
    top = os.path.join(folder, name)
    found = {}
    for place, folders, names in os.walk(top):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in sorted(names):
            if not one.startswith("."):
                path = os.path.relpath(os.path.join(place, one), top)
                found[path.replace(os.sep, "/")] = _text(place, one)
    if not found:
        raise Diagnostic("the lesson has no files in %s/" % name, folder, code="lesson")
    return found


def _sets(folder: str, name: str, required: bool = True) -> dict[str, Files]:
    """The files of each folder below one. Raises Diagnostic if there has to be one."""
    top = os.path.join(folder, name)
    names = sorted(os.listdir(top)) if os.path.isdir(top) else []
    names = [one for one in names if os.path.isdir(os.path.join(top, one)) and not one.startswith(".")]
    if required and not names:
        hint = "%s/hard-coded/ could be one" % name
        raise Diagnostic("the lesson has no program in %s/ that must fail" % name, folder, hint=hint, code="lesson")
    return {one: _files(top, one) for one in names}


def _text(folder: str, name: str) -> str:
    return read_text(os.path.join(folder, name))


# The page


def _read_page(made: Lesson, path: str) -> None:
    source = read_text(path)
    document = Document(path, source)
    lines = source.split("\n")
    end = _end_of_head(document, lines)
    node = read_yaml(document, "\n".join(["", *lines[1:end], ""])) or Node("map", 1, 1)
    found = f.members(document, node, HEAD)
    if "title" not in node.map:
        document.problem("the lesson has no title", 1, 1, "title: Timers")
    for name, value in found.items():
        if value is not None:
            setattr(made, name, value)
    made.given = list(made.given)
    if "variety" not in found:
        made.variety = vary.Variety({})
    _check_given(document, node, made)
    _check_faults(document, node, made)
    _read_text(document, made, lines, end + 1)
    document.check()


def _end_of_head(document: Document, lines: list[str]) -> int:
    """The number of the line that ends it, from 0. Raises Diagnostic."""
    if lines[0].rstrip() != EDGE:
        raise document.problem("the page begins with a head: between two lines of ---", 1, 1, "title: Timers")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == EDGE:
            return number
    raise document.problem("the head that begins here has no end: a line of --- is missing", 1, 1)


def _check_given(document: Document, node: Node, made: Lesson) -> None:
    """Notes hidden values that would never come to the learner's program."""
    below = node.map.get("given")
    for place, name in zip((below.list or [below]) if below else (), made.given):
        if name not in made.variety.names:
            document.wrong(place, "no hidden value is called '%s'" % name, f.nearest(name, made.variety.names))
        elif not any(given_line(name).search(text) for text in made.start.values()):
            hint = "local %s = 1;  // given" % name
            document.wrong(place, "no file in start/ has a line that gives '%s'" % name, hint)


def _check_faults(document: Document, node: Node, made: Lesson) -> None:
    """Notes faulty programs of which nobody says what is wrong with them."""
    told = node.map.get("faults")
    for name in made.programs:
        if name != GOOD and name not in made.faults:
            place = told or node
            document.wrong(place, "what is wrong with programs/%s?" % name, "faults: {%s: forgets ...}" % name)
    for name in made.faults:
        if told and name not in made.programs:
            document.problem("there is no programs/%s" % name, *told.keys[name], f.nearest(name, made.programs))


def _read_text(document: Document, made: Lesson, lines: list[str], begin: int) -> None:
    """The text and the hints."""
    parts: list[list[str]] = [[]]
    fenced = False
    for number, line in enumerate(lines[begin:], begin + 1):
        fenced ^= bool(FENCE.match(line))
        if not fenced and HINT.match(line):
            parts.append([])
            continue
        if not fenced and len(parts) > 1 and HEADING.match(line):
            document.problem("hints come last: this would be a part of one", number, 1)
        parts[-1].append(line)
    made.text, *made.hints = ["\n".join(part).strip("\n").rstrip() + "\n" for part in parts]
    if not made.hints:
        document.problem("the lesson has no hint", len(lines), 1, "## Hint")
    for number, hint in enumerate(made.hints, 1):
        if not hint.strip():
            document.problem("hint %d is empty" % number, len(lines), 1)


def as_dict(one: Lesson) -> dict[str, Any]:
    """What a page shows of a lesson, as JSON has it."""
    names = ("id", "number", "name", "title", "minutes", "model", "text", "hints", "start")
    return {name: getattr(one, name) for name in names}
