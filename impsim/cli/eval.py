"""impsim eval: the value of one expression on an imp that has just booted."""

from __future__ import annotations

from impsim.cli import USER_PROGRAM
from impsim.cli.imps import LIBRARIES, OPTIONS, QUIET, cold_boot, sources_of
from impsim.cli.options import Command, Option, exactly_one, parse, usage_error
from impsim.cli.output import say, writer
from impsim.cli.source import checked, compiled, read, shown
from impsim.cli.source import program as program_of
from impsim.cli.units import duration_us

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.squirrel.unit import Unit

COMMAND = Command(
    "eval",
    "[OPTION...] EXPR",
    {
        **OPTIONS,
        "--program": Option("a program that the imp runs, and that EXPR may refer to", "FILE"),
        **LIBRARIES,
        "--at": Option(
            "virtual time since power-on, like 10s: as soon as programs start unless told otherwise",
            "TIME",
            read=duration_us,
        ),
        "--format": Option("as Squirrel writes it, or one JSON document", choices=("text", "json"), default="text"),
    },
    (
        'impsim eval "imp.net.info()" --model imp005 --impos 36 --offline',
        'impsim eval "imp.net.info().interface.len()" --format json',
    ),
)
HEAD, TAIL = "return (", "\n)"
PATH = "EXPR"


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    unit = expression(exactly_one(COMMAND, arguments, "EXPR"))
    program = options["program"]
    log: list[str] = []
    imp = cold_boot(
        options,
        program_of(read(program), shown(program), "device", *sources_of(options)) if program else None,
        lambda event: log.extend([event["msg"]] * (event["type"] not in QUIET)),
        pausable=True,
    )
    if options["at"] is None:
        imp.run_until_started()
    else:
        imp.run(options["at"])
        imp.clock.advance(options["at"])  # through what goes on in the background, too
    for line in log:
        say(line)
    return evaluate(imp, unit, options["format"])


def expression(text: str) -> Unit:
    """The unit that returns the expression's value. A Diagnostic's place is in the expression as it was given."""
    from os import fsencode

    from impsim.errors import Diagnostic

    if not text.strip():
        usage_error(COMMAND, "EXPR is empty")
    data = checked(fsencode(text), PATH)
    try:
        return compiled(HEAD.encode() + data + TAIL.encode(), PATH, for_imp=True)
    except Diagnostic as problem:
        raise unwrapped(problem, data.decode("latin-1")) from None


def unwrapped(problem: Any, text: str) -> Any:
    """The same Diagnostic without what `expression` put around the text."""
    lines = text.split("\n")
    if problem.line == 1:
        problem.column -= len(HEAD)
    elif problem.line > len(lines):
        problem.line, problem.column = len(lines), len(lines[-1]) + 1
    problem.text = lines[problem.line - 1] if problem.line else ""
    return problem


def evaluate(imp: Any, unit: Unit, form: str) -> int:
    from impsim.impos.conversions import to_json
    from impsim.squirrel.errors import Stop

    try:
        value = imp.evaluate(unit)
        text = in_json(to_json(value)) if form == "json" else in_squirrel(value)
    except (Exception, Stop) as error:
        explain(error, imp)
        return USER_PROGRAM
    writer("utf-8")(text + "\n")
    return 0


def explain(error: BaseException, imp: Any) -> None:
    """Says why the expression has no value, with its places in the expression as it was given."""
    from impsim.cli.uncaught import tell_uncaught

    tell_uncaught(error, lambda path, line: len(HEAD) if (path, line) == (PATH, 1) else 0, imp)


def in_json(value: Any) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, allow_nan=False)


def in_squirrel(value: Any) -> str:
    from impsim.cli.values import squirrel_text
    from impsim.cli.words import as_text

    return as_text(value if isinstance(value, str) else squirrel_text(value))
