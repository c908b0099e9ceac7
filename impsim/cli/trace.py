"""impsim trace: what a run with --trace wrote, or a part of it."""

from __future__ import annotations

from impsim.cli.options import Command, Option, exactly_one, parse, unknown
from impsim.cli.output import flush_output, writer
from impsim.cli.units import duration_us

END_OF_TIME_US = 1 << 62


def listed(text: str) -> list[str]:
    """The names between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


COMMAND = Command(
    "trace",
    "[OPTION...] FILE",
    {
        "--kind": Option("only events of these kinds: at is the modem's AT log", "KIND,...", (), read=listed),
        "--from": Option("only events from this virtual time on, like 90s", "TIME", 0, read=duration_us),
        "--to": Option("only events up to this virtual time", "TIME", END_OF_TIME_US, read=duration_us),
        "--format": Option("a line to read, or the JSON of each event", choices=("text", "json"), default="text"),
    },
    (
        "impsim trace hello.trace",
        "impsim trace hello.trace --kind log,fault,state --from 10s",
        "impsim trace hello.trace --kind wifi --format json",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    from impsim.trace.jsonl import line, read
    from impsim.trace.text import chosen, text

    options, arguments = parsed
    path = exactly_one(COMMAND, arguments, "FILE")
    check_kinds(options["kind"], path)
    choose = chosen(options["kind"], options["from"], options["to"])
    write = writer("utf-8")
    as_json = options["format"] == "json"
    for event in read(path):
        if choose(event):
            write(line(event).decode("utf-8") if as_json else text(event) + "\n")
    flush_output()
    return 0


def check_kinds(kinds: list[str], path: str) -> None:
    """A kind that neither can occur nor does, in a trace of another version, is a mistake."""
    from impsim.trace.jsonl import read
    from impsim.trace.text import KINDS

    known = ["header", *KINDS]
    if set(kinds) - set(families(known)):
        known = list(dict.fromkeys([*known, *(event["kind"] for event in read(path))]))
        for kind in kinds:
            if kind not in families(known):
                unknown(COMMAND, "kind", kind, families(known))


def families(kinds: list[str]) -> list[str]:
    """The kinds, and what those with a point in them have in common."""
    return list(dict.fromkeys([*kinds, *(kind.partition(".")[0] for kind in kinds)]))
