"""The learner's desk: what `impsim learn` reads and writes in a folder, and how it says what came of a check."""

from __future__ import annotations

import json
import os
from datetime import datetime, timezone

from impsim.cli.failures import coloured
from impsim.cli.models import table as columns
from impsim.cli.page import GREEN, RED, hanging, tinted
from impsim.cli.words import readable
from impsim.errors import Diagnostic
from impsim.lessons import progress as progress_file
from impsim.lessons import results as results_file
from impsim.lessons.checking import check
from impsim.lessons.loading import course
from impsim.lessons.result import ERROR, PASS
from impsim.lessons.traps import traps
from impsim.lessons.vary import as_literal
from impsim.scenario.documents import read_text
from impsim.scenario.load import SUFFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.lessons.lesson import Files, Lesson
    from impsim.lessons.progress import Progress
    from impsim.lessons.result import Outcome, Result

PAGE = "README.md"  # the lesson's text, beside the learner's files
PARTS = (".device.nut", ".agent.nut", ".world.yaml")  # of what is run by hand
MOST_SEED = 1000000  # short enough to type
WIDEST_VALUE = 60
MOST_TRAPS = 2  # of a failed check
INDENT = 9  # of what stands behind a mark


def now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Desk:
    """A learner's folder with its progress, and the course that is worked on in it."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._stands_in = os.path.basename(os.path.abspath(options["dir"]))
        self.folder: str = progress_file.find_folder(options["dir"])
        self.progress: Progress = progress_file.load(self.folder)
        if options["course"]:
            self.progress.course = os.path.relpath(options["course"], self.folder)
        if options["student"] is not None:
            self.progress.student = options["student"]
        own = self.progress.course
        self.course = course(os.path.normpath(os.path.join(self.folder, own)) if own else "")

    def standing_in(self) -> str | None:
        """The lesson in whose folder the learner stands, else the last one."""
        here = self.course.get(self._stands_in)
        if here is not None and here.id == self._stands_in:
            return here.name
        return self.progress.current or None

    def next(self) -> Lesson | None:
        """The first that is not solved."""
        return next((lesson for lesson in self.course if not self.progress.solved(lesson.name)), None)

    def place(self, lesson: Lesson, name: str = "") -> str:
        """The path of a learner's file, or of the lesson's folder, from here."""
        return os.path.relpath(os.path.join(self.folder, lesson.id, name))

    def start(self, lesson: Lesson) -> list[str]:
        """Writes what is not there yet, and gives the paths. Raises Diagnostic."""
        files = {**lesson.start, PAGE: lesson.text}
        fresh = {self.place(lesson, name): text for name, text in files.items()}
        fresh = {path: text for path, text in fresh.items() if not os.path.lexists(path)}
        for path, text in fresh.items():
            progress_file.write_text(path, text)
        self.progress.start(lesson.name, now())
        self.progress.save()
        return list(fresh)

    def files(self, lesson: Lesson) -> Files:
        """What the learner wrote. Raises Diagnostic for a file that is gone."""
        return {name: self._file(lesson, name) for name in lesson.start}

    def _file(self, lesson: Lesson, name: str) -> str:
        path = self.place(lesson, name)
        if not os.path.exists(path):
            hint = f"`impsim learn start {lesson.name}` writes it"
            raise Diagnostic("there is no such file", path, hint=hint, code="file")
        return read_text(path)

    def try_it(self, lesson: Lesson) -> str:
        """The commands that a learner needs now."""
        command = self._command(lesson)
        run = f"run it:   {command}\n" if command else ""
        return f"{run}check it: impsim learn check {lesson.name}"

    def _command(self, lesson: Lesson) -> str:
        """What runs the learner's program, or the scenario that the learner writes; "" for neither."""
        scenario, device, agent, world = (self._first(lesson, ending) for ending in (SUFFIXES, *PARTS))
        if lesson.writes_scenario:
            return "impsim test " + scenario
        options = {" --agent ": agent, " --world ": world, " --model ": lesson.model, " --for ": lesson.run_for}
        given = "".join(option + value for option, value in options.items() if value)
        return f"impsim run {device}{given}" if device else ""

    def _first(self, lesson: Lesson, ending: str | tuple[str, ...]) -> str:
        """The path of the learner's first file with such a name, or ""."""
        name = next((name for name in lesson.start if name.endswith(ending)), "")
        return self.place(lesson, name) if name else ""

    def hint(self, lesson: Lesson) -> str:
        """The next hint; all of them when all have been given."""
        work = self.progress.work(lesson.name)
        count = len(lesson.hints)
        if work.hints >= count:
            return "\n".join(_titled(lesson, number) for number in range(1, count + 1))
        work.hints += 1
        self.progress.save()
        more = count - work.hints
        tail = f"\n{more} more: impsim learn hint\n" if more else "\nthis was the last one\n"
        return _titled(lesson, work.hints) + tail


def _titled(lesson: Lesson, number: int) -> str:
    return f"hint {number} of {len(lesson.hints)}\n\n{lesson.hints[number - 1]}"


# The list


def state(at: Desk, lesson: Lesson) -> str:
    if at.progress.solved(lesson.name):
        return "solved"
    return "begun" if lesson.name in at.progress.lessons else ""


def table(at: Desk) -> str:
    """The lessons with what was done, and what comes next."""
    rows = [[lesson.id, lesson.title, f"{lesson.minutes} min", state(at, lesson)] for lesson in at.course]
    lines = columns(["lesson", "", "", ""], rows)
    following = at.next()
    last = "every lesson is solved" if following is None else f"next: impsim learn start {following.name}"
    return "\n".join([*lines, "", last])


def as_json(at: Desk) -> str:
    following = at.next()
    lessons = [
        {"lesson": one.id, "title": one.title, "minutes": one.minutes, "state": state(at, one) or "new"}
        for one in at.course
    ]
    return _dumped({"student": at.progress.student, "next": following and following.id, "lessons": lessons})


def _dumped(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


# A check


def checked(at: Desk, lesson: Lesson, options: dict[str, Any]) -> Result:
    """Checks a lesson, remembers what came of it and prints it."""
    files = at.files(lesson)
    seed = options["seed"] if options["seed"] is not None else 1 + int.from_bytes(os.urandom(8), "big") % MOST_SEED
    result = check(lesson, files, seed)
    when = now()
    at.progress.note(result, when)
    at.progress.save()
    content = results_file.of(lesson, result, at.progress, when)
    results_file.write(at.place(lesson), content)
    print(_dumped(content) if options["format"] == "json" else told(at, lesson, result, traps(files)))
    return result


def told(at: Desk, lesson: Lesson, result: Result, found: list[Diagnostic]) -> str:
    """A check in lines: what holds, what does not, and what to do next.  found: traps in the program."""
    if result.status == ERROR and result.problem is not None:
        return coloured(_at_desk(at, lesson, result.problem).render())
    lines = [line for outcome in result.outcomes for line in _outcome(outcome)]
    if result.passed:
        following = at.next()
        then = f"next: impsim learn start {following.name}" if following else "that was the last lesson"
        return "\n".join([*lines, "", f"{lesson.name} is solved; {then}"])
    lines += ["", _written(result), *result.log] if result.log or not lesson.writes_scenario else []
    for trap in _untold(found, result)[:MOST_TRAPS]:
        lines += ["", coloured(_at_desk(at, lesson, trap).render())]
    again = f"the same check again: impsim learn check {lesson.name} --seed {result.seed}"
    return "\n".join([*lines, "", again, f"a hint: impsim learn hint {lesson.name}"])


def _untold(found: list[Diagnostic], result: Result) -> list[Diagnostic]:
    """Without traps into which the program has fallen: the error explains those."""
    errors = "".join(outcome.message for outcome in result.outcomes)
    return [trap for trap in found if f"{trap.path}:{trap.line}:" not in errors]


def _at_desk(at: Desk, lesson: Lesson, problem: Diagnostic) -> Diagnostic:
    """A mistake in a learner's file with the path that the learner knows it by."""
    shown = readable(problem)
    shown.path = at.place(lesson, shown.path)
    return shown


def mark(good: bool) -> str:
    return tinted("ok   ", GREEN) if good else tinted("FAILS", RED)


def _outcome(outcome: Outcome) -> list[str]:
    first, *others = hanging(outcome.name, INDENT)
    lines = [f"  {mark(outcome.status == PASS)}  {first}", *others]
    for line in outcome.message.split("\n") if outcome.message else ():
        quoted = line.startswith("  ")  # a line of the program, or the sign below it
        lines += [" " * INDENT + line] if quoted else _indented(line)
    return lines


def _indented(line: str) -> list[str]:
    first, *others = hanging(line, INDENT)
    return [" " * INDENT + first, *others]


def _written(result: Result) -> str:
    """The headline of the log."""
    values = ", ".join(f"{name} = {_shown(value)}" for name, value in result.values.items())
    what = "what the program wrote" if result.log else "the program wrote nothing"
    return what + (f", with {values}" if values else "") + (":" if result.log else "")


def _shown(value: Any) -> str:
    text = as_literal(value)
    return text if len(text) <= WIDEST_VALUE else text[: WIDEST_VALUE - 4] + " ..."


# For teachers


def results(folders: list[str], form: str) -> str:
    """What came of the last checks in these folders."""
    found = [one for folder in folders for one in results_file.collected(folder)]
    if form == "json":
        return _dumped(found)
    if not found:
        return "no results: `impsim learn check` writes them"
    rows = [["" if one[name] is None else str(one[name]) for name in COLUMNS] for one in found]
    return "\n".join(columns([*COLUMNS], rows))


COLUMNS = ("student", "lesson", "status", "attempts", "hints", "solved", "when")


def verified(folder: str, count: int) -> bool:
    """Whether every lesson can be solved and has teeth; prints a line for each."""
    from impsim.lessons.verifying import problems

    good = True
    for lesson in course(folder):
        found = list(problems(lesson, list(range(1, count + 1))))
        good = good and not found
        naive = len(lesson.naive)
        print("%s  %s: %d naive, %d seeds" % (mark(not found), lesson.id, naive, count), flush=True)
        for line in found:
            print("       " + line)
    return good
