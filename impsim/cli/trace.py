"""impsim trace: what a run with --trace wrote, or a part of it."""

from __future__ import annotations

from impsim.cli.drawing import OPTIONS, drawn
from impsim.cli.options import Command, Option, exactly_one, parse, unknown
from impsim.cli.output import flush_output, writer
from impsim.cli.units import duration_us
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

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
        "--bus": Option("what was said on a bus, as hardware calls it, or on any", "NAME", ""),
        "--vcd": Option("write pins and buses as waveforms into this file instead, for a viewer like GTKWave", "OUT"),
        "--format": Option(
            "a line to read, the JSON of each event, or a capture of I2C",
            choices=("text", "json", "pcap"),
            default="text",
        ),
        **OPTIONS,
    },
    (
        "impsim trace hello.trace",
        "impsim trace hello.trace --kind log,fault,state --from 10s",
        "impsim trace hello.trace --kind wifi --format json",
        "impsim trace hello.trace --bus i2c89",
        "impsim trace hello.trace --bus any --format pcap > hello.pcap",
        "impsim trace hello.trace --vcd hello.vcd",
        "impsim trace hello.trace --html hello.html",
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
    if drawn(COMMAND, options, path) and not options["vcd"]:
        return 0
    check_kinds(options["kind"], path)
    choose = chosen(options["kind"], options["from"], options["to"])
    events = (event for event in read(path) if choose(event))
    if options["vcd"]:
        write_waveforms(options["vcd"], events)
        return 0
    if options["bus"] or options["format"] == "pcap":
        print_buses(events, path, options["bus"], options["format"])
        return 0
    write = writer("utf-8")
    as_json = options["format"] == "json"
    for event in events:
        write(line(event).decode("utf-8") if as_json else text(event) + "\n")
    flush_output()
    return 0


ANY = "any"


def print_buses(events: Iterable[dict[str, Any]], path: str, bus: str, form: str) -> None:
    """What was said on a bus, or on any."""
    from impsim.impos.simulation import EPOCH_S
    from impsim.trace.buslog import capture, is_of, lines
    from impsim.trace.jsonl import line

    bus = "" if bus == ANY else bus
    check_bus(bus, path)
    if form == "pcap":
        write_bytes(capture(events, bus, EPOCH_S))
        return
    write = writer("utf-8")
    for event in events:
        if is_of(event, bus):
            write(line(event).decode("utf-8") if form == "json" else "".join(said + "\n" for said in lines(event)))
    flush_output()


def write_bytes(pieces: Iterable[bytes]) -> None:
    """Onto standard output as they are."""
    import sys

    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def check_bus(bus: str, path: str) -> None:
    """A bus of which a trace says nothing is a mistake, if it says something of others."""
    from impsim.trace.buslog import is_of
    from impsim.trace.jsonl import read

    known = list(dict.fromkeys(str(event.get("bus")) for event in read(path) if is_of(event, "")))
    if bus and bus not in known:
        unknown(COMMAND, "bus", bus, [*known, ANY])


def write_waveforms(path: str, events: Iterable[dict[str, Any]]) -> None:
    """A value change dump of events. Raises Diagnostic for a file that cannot be written."""
    from impsim.trace.vcd import lines

    text = "".join(line + "\n" for line in lines(events))
    try:
        with open(path, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Diagnostic("cannot write %s: %s" % (path, error.strerror), code="file") from None


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
