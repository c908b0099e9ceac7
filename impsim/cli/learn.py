"""impsim learn: lessons, one after the other, in the learner's own editor."""

from __future__ import annotations

from impsim.cli import USER_PROGRAM
from impsim.cli.options import Command, Option, parse, unknown, usage_error
from impsim.cli.units import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.learning import Desk
    from impsim.lessons.lesson import Lesson

COMMAND = Command(
    "learn",
    "[list|start|read|check|watch|hint|results|verify] [OPTION...] [LESSON|FOLDER...]",
    {
        "--dir": Option("where the learner works, if not in the current folder", "DIR", "."),
        "--course": Option("the lessons of this folder, in the place of impsim's own", "DIR", ""),
        "--student": Option("a name for results.json; it is remembered", "NAME"),
        "--seed": Option("check: with the hidden values of an earlier check", "N", read=whole_number),
        "--seeds": Option("verify: with so many", "N", 5, read=whole_number),
        "--format": Option("list, check, results: for people, or JSON", choices=("text", "json"), default="text"),
    },
    (
        "impsim learn                                  # the lessons, and what comes next",
        "impsim learn start                            # the files and the text of the next one",
        "impsim learn check                            # whether the program does what it should",
        "impsim learn watch values                     # a check whenever a file is saved",
        "impsim learn hint                             # one hint, the next time another one",
        "impsim learn read timers                      # the text again",
        "impsim learn start timers --course my-course  # a lesson of a teacher's own",
        "impsim learn results class/                   # what a class has handed in",
        "impsim learn verify my-course/                # whether lessons can be solved and have teeth",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    verb, *words = arguments or ["list"]
    if verb not in VERBS:
        unknown(COMMAND, "action", verb, list(VERBS))
    return VERBS[verb](words, options)


def desk(options: dict[str, Any]) -> Desk:
    from impsim.cli.learning import Desk

    return Desk(options)


def one(at: Desk, words: list[str]) -> Lesson:
    """The lesson that is meant: by its name, its number, the folder in which the learner stands, or the last one."""
    if len(words) > 1:
        usage_error(COMMAND, f"one LESSON only, but there is also '{words[1]}'")
    word = words[0] if words else at.standing_in()
    if word is None:
        usage_error(COMMAND, "no lesson has been started here", "`impsim learn start` starts the first one")
    found = at.course.get(word)
    if found is None:
        unknown(COMMAND, "lesson", word, [lesson.name for lesson in at.course])
    return found


def list_(words: list[str], options: dict[str, Any]) -> int:
    from impsim.cli import learning

    if words:
        usage_error(COMMAND, f"list takes no lesson, but there is '{words[0]}'")
    at = desk(options)
    print(learning.as_json(at) if options["format"] == "json" else learning.table(at))
    return 0


def start(words: list[str], options: dict[str, Any]) -> int:
    """Writes the files of a lesson, and prints its text."""
    from impsim.cli.page import shown

    at = desk(options)
    lesson = one(at, words) if words else at.next()
    if lesson is None:
        print("every lesson is solved: `impsim learn start LESSON` starts one again")
        return 0
    wrote = at.start(lesson)
    print(shown(lesson.text))
    for path in wrote:
        print("wrote " + path)
    print(at.try_it(lesson))
    return 0


def read(words: list[str], options: dict[str, Any]) -> int:
    from impsim.cli.page import shown

    at = desk(options)
    print(shown(one(at, words).text), end="")
    return 0


def check(words: list[str], options: dict[str, Any]) -> int:
    from impsim.cli.host import before_a_program
    from impsim.cli.learning import checked

    at = desk(options)
    lesson = one(at, words)
    before_a_program()
    return 0 if checked(at, lesson, options).passed else USER_PROGRAM


def watch(words: list[str], options: dict[str, Any]) -> int:
    """Checks whenever a file is saved, until Ctrl-C."""
    from impsim.cli.host import before_a_program
    from impsim.cli.watching import watch

    at = desk(options)
    lesson = one(at, words)
    before_a_program()
    watch(at, lesson, options)
    return 0


def hint(words: list[str], options: dict[str, Any]) -> int:
    """The next one; when all have been given, all again."""
    from impsim.cli.page import shown

    at = desk(options)
    print(shown(at.hint(one(at, words))), end="")
    return 0


def results(words: list[str], options: dict[str, Any]) -> int:
    from impsim.cli import learning

    print(learning.results(words or [options["dir"]], options["format"]))
    return 0


def verify(words: list[str], options: dict[str, Any]) -> int:
    """Exit code 1 when a lesson cannot be solved, or a naive program solves it."""
    from impsim.cli.host import before_a_program
    from impsim.cli.learning import verified

    if len(words) > 1:
        usage_error(COMMAND, f"one folder only, but there is also '{words[1]}'")
    if options["seeds"] < 1:
        usage_error(COMMAND, "--seeds: at least one is needed")
    before_a_program()
    return 0 if verified((words or [options["course"]])[0], options["seeds"]) else USER_PROGRAM


VERBS = {
    "list": list_,
    "start": start,
    "read": read,
    "check": check,
    "watch": watch,
    "hint": hint,
    "results": results,
    "verify": verify,
}
