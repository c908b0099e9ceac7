"""impsim explain: what a code means, with a program that it is about and one that works."""

from __future__ import annotations

from impsim.cli.options import Command, Option, exactly_one, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.diagnosis.catalogue import Page

COMMAND = Command(
    "explain",
    "[OPTION...] [CODE|NAME|TEXT]",
    {"--format": Option("for people, or one JSON document", choices=("text", "json"), default="text")},
    (
        "impsim explain R201",
        "impsim explain missing-slot",
        "impsim explain \"the index 'x' does not exist\"",
        "impsim explain --format json",
    ),
)
FENCES = {"```squirrel fails": "fails:", "```squirrel works": "works:"}


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    from impsim.diagnosis import catalogue

    if arguments:
        found = catalogue.find(exactly_one(COMMAND, arguments, "CODE"))
        show([fields(found)] if options["format"] == "json" else text_lines(found), options["format"])
    else:
        everything = list(catalogue.pages())
        show(list(map(fields, everything)) if options["format"] == "json" else lists(everything), options["format"])
    return 0


def show(what: Any, form: str) -> None:
    """One page is one JSON object, all of them an array."""
    if form == "json":
        from json import dumps

        print(dumps(what if len(what) != 1 else what[0], ensure_ascii=False, indent=1))
    else:
        print("\n".join(what))


def fields(page: Page) -> dict[str, Any]:
    programs = [vars(program) for program in page.programs]
    about = {"code": page.code, "name": page.name, "family": page.family, "title": page.title}
    return {**about, "text": page.text, "texts": page.texts, "programs": programs}


def lists(everything: list[Page]) -> Iterator[str]:
    """The codes of each family with their names and titles."""
    from impsim.diagnosis.catalogue import FAMILIES

    width = max(len(page.name) for page in everything)
    for family, about in FAMILIES.items():
        members = [page for page in everything if page.family == family]
        if members:
            yield about.replace("`", "") + ":"
            yield from (f"  {page.code}  {page.name:{width}s}  {page.title}" for page in members)
            yield ""
    yield "`impsim explain CODE` explains one, with a program that fails and one that works."


def text_lines(page: Page) -> Iterator[str]:
    """A page without Markdown's marks: programs are indented, headings and what was quoted stay readable."""
    yield f"{page.code} {page.name}: {page.title}"
    yield ""
    inside = False
    for line in page.text.rstrip("\n").split("\n"):
        if line.startswith("```"):
            inside = line != "```"
            if inside:
                yield FENCES.get(line, "")
        elif inside:
            yield "    " + line if line else ""
        else:
            yield line.removeprefix("## ")
