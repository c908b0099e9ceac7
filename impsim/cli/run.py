"""impsim run: one imp, cold-booted in virtual time, and the log of its program."""

from __future__ import annotations

from impsim.cli import INTERRUPTED, USER_PROGRAM
from impsim.cli.imps import OPTIONS, cold_boot
from impsim.cli.options import Command, Option, exactly_one, parse, usage_error
from impsim.cli.output import flush_output, on_terminal, say, writer
from impsim.cli.source import checked, compiled, read, refused, shown
from impsim.cli.units import duration_us

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.imp import Imp
    from impsim.squirrel.unit import Unit

HOUR_US = 3600000000
DEVICE = "imp"  # its name, as scenarios have names
COMMAND = Command(
    "run",
    "[OPTION...] DEVICE.nut",
    {
        "-e": Option("the program itself, instead of a file", "CODE"),
        **OPTIONS,
        "--for": Option(
            "virtual time to simulate, like 90s or 2h: an hour unless told otherwise", "TIME", HOUR_US, read=duration_us
        ),
        "--realtime": Option("let virtual time pass no faster than real time", default=False),
        "--format": Option(
            "the log as impCentral shows it, one JSON object a line, or bare messages",
            choices=("text", "json", "message"),
            default="text",
        ),
    },
    (
        "impsim run hello.device.nut",
        "impsim run hello.device.nut --model imp005 --impos 36 --offline",
        "impsim run -e 'server.log(imp.info().type)' --format message",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    unit = program(options["e"], arguments)
    failures: list[dict[str, Any]] = []
    write = FORMATS[options["format"]](writer("utf-8"))

    def sink(event: dict[str, Any]) -> None:
        write(event)
        if "backtrace" in event:
            failures.append(event)

    imp = cold_boot(options, unit, sink)
    try:
        (run_in_real_time if options["realtime"] else run)(imp, options["for"])
    except KeyboardInterrupt:
        say(f"interrupted after {imp.clock.now_us / 1e6:.3f} s of virtual time")
        return INTERRUPTED
    return summary(imp, options["for"], failures)


def program(code: str | None, arguments: list[str]) -> Unit:
    """The compiled program that -e or the only argument gives."""
    if code is not None:
        if arguments:
            usage_error(COMMAND, f"-e gives the program, but there is also '{arguments[0]}'")
        from os import fsencode

        data, path = checked(fsencode(code), "-e"), "-e"
    else:
        argument = exactly_one(COMMAND, arguments, "DEVICE.nut")
        data, path = read(argument), shown(argument)
    if not data:
        raise refused("the program is empty: there is nothing to run", path)
    return compiled(data, path, for_imp=True)


def run(imp: Imp, until_us: int) -> None:
    imp.run(until_us)


def run_in_real_time(imp: Imp, until_us: int) -> None:
    """As `run`, holding virtual time back. Ends when nothing is left to happen."""
    from time import monotonic, sleep

    begin = monotonic()

    def wait(t_us: int) -> None:
        flush_output()
        sleep(max(0, t_us / 1e6 - (monotonic() - begin)))

    imp.clock.pace = wait
    imp.run(until_us)


def summary(imp: Imp, until_us: int, failures: list[dict[str, Any]]) -> int:
    """The exit code; on a terminal also what the log does not say."""
    flush_output()
    if imp.hung is not None:
        from impsim.cli.explain import explanation

        say(explanation(*imp.hung))
    if on_terminal():
        if failures:
            explain(failures)
        if imp.halted and imp.hung is None:
            say("the program fails whenever it starts: not started again")
        elif imp.clock.now_us >= until_us:
            say(f"stopped after {until_us / 1e6:g} s of virtual time (--for); more would follow")
    return USER_PROGRAM if imp.failures else 0


def explain(failures: list[dict[str, Any]]) -> None:
    """Each different failure at its place in the source."""
    from impsim.cli.explain import explanation

    for text in dict.fromkeys(
        explanation(failure["msg"].removeprefix("ERROR: "), failure["backtrace"]) for failure in failures
    ):
        say("\n" + text)


def text_form(write: Callable[[str], None]) -> Callable[[dict[str, Any]], None]:
    """`2019-03-01 00:00:02.160 +00:00 [Device] message`, as impCentral's log shows it."""

    def write_event(event: dict[str, Any]) -> None:
        ts = event["ts"]
        write(f"{ts[:10]} {ts[11:23]} +00:00 [Device] {event['msg']}\n")

    return write_event


def message_form(write: Callable[[str], None]) -> Callable[[dict[str, Any]], None]:
    return lambda event: write(event["msg"] + "\n")


def json_form(write: Callable[[str], None]) -> Callable[[dict[str, Any]], None]:
    """The fields of impCentral's log stream, and `t` (virtual seconds since power-on) and `device`."""
    from json import dumps

    def write_event(event: dict[str, Any]) -> None:
        fields = {name: event[name] for name in ("device_id", "ts", "log_type", "type", "msg")}
        write(dumps({**fields, "t": event["t_us"] / 1e6, "device": DEVICE}, ensure_ascii=False) + "\n")

    return write_event


FORMATS = {"text": text_form, "json": json_form, "message": message_form}
