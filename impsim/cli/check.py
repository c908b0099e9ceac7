"""impsim check: compile every program named, warn of traps in them, run nothing."""

from __future__ import annotations

from impsim.cli import USER_INPUT, USER_PROGRAM
from impsim.cli.imps import DEFAULT_MODEL, LIBRARIES, OPTIONS, sources_of
from impsim.cli.options import Command, Option, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.cli.checking import Wanted
    from impsim.suite.projectfile import Check

COMMAND = Command(
    "check",
    "[OPTION...] [PATH...]",
    {
        "--syntax": Option("only compile: no warnings, and nothing about the imp", default=False),
        "--model": Option(
            f"the imp to hold them, {DEFAULT_MODEL} unless told otherwise; if told, to have what they ask for",
            "MODEL",
        ),
        "--impos": OPTIONS["--impos"],
        "--select": Option("only these warnings, by code or name: W501,W553; may be repeated", "CODES", many=True),
        "--ignore": Option("not these warnings; may be repeated", "CODES", many=True),
        "--strict": Option("a warning is a failure, too: exit code 1", default=False),
        "--format": Option(
            "for people, one JSON object a line, or annotations for GitHub",
            choices=("text", "json", "github"),
            default="text",
        ),
        **LIBRARIES,
    },
    (
        "impsim check",
        "impsim check src/ --model imp003",
        "impsim check --strict --ignore W561 device.nut agent.nut",
        "impsim check --syntax device.nut agent.nut",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, paths = parsed
    from impsim.cli.check_reports import report_of
    from impsim.cli.checking import Checker
    from impsim.suite.projectfile import check_section

    section = check_section()
    checker = Checker(wanted(options, section), sources_of(options))
    report = report_of(options["format"])
    for checked in checker.check(paths or ["."]):
        report.add(checked)
    report.end()
    if report.errors:
        return USER_INPUT
    return USER_PROGRAM if report.warnings and (options["strict"] or section.strict) else 0


def wanted(options: dict[str, Any], section: Check) -> Wanted:
    """What to look for, as options and the project file say. Raises Diagnostic."""
    from impsim.cli.checking import Wanted
    from impsim.device.profile import find
    from impsim.device.release import check_ran, newest_for, parse_release

    model = options["model"] or section.model
    impos = options["impos"] or section.impos
    profile = find(model or DEFAULT_MODEL)
    release = parse_release(impos) if impos else newest_for(profile)
    check_ran(profile, release)
    codes = chosen(options["select"] or section.select, options["ignore"] or section.ignore)
    return Wanted(profile, release, (bool(model), bool(model or impos)), codes, options["syntax"])


def chosen(selected: list[str], ignored: list[str]) -> set[str]:
    """The codes of the warnings to look for. Raises Diagnostic for one that is none."""
    from impsim.diagnosis import lint

    every = lint.codes_and_names()
    codes = named(selected, every) or set(every)
    return codes - named(ignored, every)


def named(given: list[str], every: dict[str, str]) -> set[str]:
    """The codes that a list of codes and names means; `W55` means all that begin so."""
    from impsim.cli.source import refused
    from impsim.cli.suggest import hint
    from impsim.diagnosis.lint.comments import code_of

    found: set[str] = set()
    for each in filter(None, (part.strip() for text in given for part in text.split(","))):
        code = code_of(each, every)
        begun = {code} if code else {known for known in every if known.startswith(each.upper())}
        if not begun:
            raise refused(f"there is no warning '{each}'", "impsim check", hint(each, [*every, *every.values()]))
        found |= begun
    return found
