"""impsim run: one imp, cold-booted in virtual time, and the log of its program and its agent's."""

from __future__ import annotations

from impsim.cli import INTERRUPTED, USER_PROGRAM
from impsim.cli.imps import LIBRARIES, OPTIONS, QUIET, cold_boot, sources_of
from impsim.cli.options import Command, Option, exactly_one, parse, usage_error
from impsim.cli.output import flush_output, on_terminal, say, writer
from impsim.cli.source import checked, read, refused, shown
from impsim.cli.source import program as program_of
from impsim.cli.units import duration_us
from impsim.sim.clock import NO_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.cli.http_listen import Door
    from impsim.cli.imps import Sources
    from impsim.cli.recording import Trace
    from impsim.diagnosis.witness import Witness
    from impsim.impos.imp import Imp
    from impsim.squirrel.unit import Unit

    Event = dict[str, Any]
    Pace = Callable[[int], object]

HOUR_US = 3600000000
SLOWEST, FASTEST = 0.001, 1000000


def factor(text: str) -> float:
    """How much faster than real time. Raises Diagnostic."""
    try:
        found = float(text)
    except ValueError:
        found = 0
    if not SLOWEST <= found <= FASTEST:
        raise refused(f"'{text}' is not a speed", "impsim", "write 10 for ten times as fast, 0.1 for slow motion")
    return found


def port(text: str) -> tuple[str, int]:
    """Where --http-listen listens. Raises Diagnostic."""
    from impsim.cli.http_listen import address

    return address(text)


def host(text: str) -> str:
    """A host of --allow-http. Raises Diagnostic."""
    from impsim.cli.http_out import host_name

    return host_name(text)


COMMAND = Command(
    "run",
    "[OPTION...] DEVICE.nut",
    {
        "-e": Option("the program itself, instead of a file", "CODE"),
        "--agent": Option("the program of its agent", "AGENT.nut"),
        **OPTIONS,
        **LIBRARIES,
        "--for": Option(
            "virtual time to simulate, like 90s or 2h: an hour unless told otherwise", "TIME", read=duration_us
        ),
        "--realtime": Option("let virtual time pass no faster than real time", default=False),
        "--speed": Option("the same, but so many times as fast: 0.1 is slow motion", "FACTOR", read=factor),
        "--http-listen": Option(
            "a real port for the agent's URL, like 8080 or 0.0.0.0:8080, for this machine alone without an address;"
            " in real time, until interrupted unless --for tells otherwise",
            "PORT",
            read=port,
        ),
        "--allow-http": Option(
            "a real host that the agent's requests may reach; may be repeated", "HOST", read=host, many=True
        ),
        "--trace": Option("write all that happens into a file, for `impsim trace`", "FILE"),
        "--watch": Option(
            "and the value of this expression, whenever it changes; agent:EXPR asks the agent", "EXPR", many=True
        ),
        "--status": Option("show what impCentral says of the imp, too: connected, disconnected, code", default=False),
        "--explain": Option("tell why a program failed, as on a terminal", default=False),
        "--format": Option(
            "the log as impCentral shows it, one JSON object a line, or bare messages",
            choices=("text", "json", "message"),
            default="text",
        ),
    },
    (
        "impsim run hello.device.nut",
        "impsim run hello.device.nut --model imp005 --impos 36 --offline",
        "impsim run hello.device.nut --agent hello.agent.nut --world faults.yaml --trace hello.trace",
        "impsim run -e 'server.log(imp.info().type)' --format message",
        "impsim run lamp.device.nut --agent lamp.agent.nut --http-listen 8080 --allow-http api.example.com",
    ),
)


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    unit = program(options["e"], arguments, sources_of(options))
    agent = agent_program(options["agent"], arguments, sources_of(options))
    door = open_door(options)
    log = Log(FORMATS[options["format"]](writer("utf-8")), options["status"])
    trace = recording(options, arguments, unit, agent)
    imp = cold_boot(options, unit, log, agent, trace.listen if trace else None, pausable=door is not None)
    let_out(imp, options["allow-http"])
    failures = Failures([imp, imp.agent] if imp.agent else [imp])
    try:
        run(imp, options, door)
    except KeyboardInterrupt:
        say(f"interrupted after {imp.clock.now_us / 1e6:.3f} s of virtual time")
        return INTERRUPTED
    failures.tell(options["explain"] or on_terminal())
    code = summary(imp, until_us(options), log)
    return trace.ended() or code if trace else code


def until_us(options: dict[str, Any]) -> int:
    """When a run ends that does not end by itself."""
    if options["for"] is not None:
        return int(options["for"])
    return NO_LIMIT if options["http-listen"] else HOUR_US


def run(imp: Imp, options: dict[str, Any], door: Door | None) -> None:
    """Runs it as fast as can be, or in real time."""
    speed = options["speed"] or (1 if options["realtime"] else None)
    if door is not None:
        from impsim.cli.http_listen import run_with_open_door

        run_with_open_door(imp, until_us(options), speed or 1, door)
    elif speed is not None:
        run_in_real_time(imp, until_us(options), speed)
    else:
        imp.run(until_us(options))


def open_door(options: dict[str, Any]) -> Door | None:
    """The port that --http-listen asks for. Raises Diagnostic when it cannot be had."""
    for name in ("http-listen", "allow-http"):
        if options[name] and options["agent"] is None:
            usage_error(COMMAND, f"--{name} is for an agent: add --agent AGENT.nut")
    if options["http-listen"] is None:
        return None
    from impsim.cli.http_listen import Door

    door = Door(*options["http-listen"])
    say(f"the agent is at {door.url}/")
    return door


def let_out(imp: Imp, hosts: list[str]) -> None:
    """Lets the agent's requests reach these real hosts."""
    if hosts:
        from impsim.cli.http_out import Outside

        imp.simulation.internet.outside = Outside(hosts)


def program(code: str | None, arguments: list[str], sources: Sources) -> Unit:
    """The compiled program that -e or the only argument gives."""
    if code is None:
        return compiled_file(exactly_one(COMMAND, arguments, "DEVICE.nut"), "device", sources)
    if arguments:
        usage_error(COMMAND, f"-e gives the program, but there is also '{arguments[0]}'")
    from os import fsencode

    return compiled_program(checked(fsencode(code), "-e"), "-e", "device", sources)


def recording(options: dict[str, Any], arguments: list[str], unit: Unit, agent: Unit | None) -> Trace | None:
    """What --trace writes, if it is asked for."""
    if options["trace"] is None:
        if options["watch"]:
            usage_error(COMMAND, "--watch needs --trace: the values are written there")
        return None
    from impsim.cli.recording import Trace

    return Trace(COMMAND, options, arguments, {"device": unit, "agent": agent})


def agent_program(path: str | None, arguments: list[str], sources: Sources) -> Unit | None:
    """The agent's, if there is one."""
    if path is None:
        return None
    if path == "-" and "-" in arguments:
        usage_error(COMMAND, "standard input is one program only")
    return compiled_file(path, "agent", sources)


def compiled_file(path: str, side: str, sources: Sources) -> Unit:
    return compiled_program(read(path), shown(path), side, sources)


def compiled_program(data: bytes, path: str, side: str, sources: Sources) -> Unit:
    if not data:
        raise refused("the program is empty: there is nothing to run", path)
    return program_of(data, path, side, *sources)


class Log:
    """Gets the events of the log and prints them.

    waiting: lines that a suspended program has written since the last one that
    was sent.
    """

    def __init__(self, write: Callable[[Event], None], with_status: bool) -> None:
        self._write = write
        self._hidden = () if with_status else QUIET
        self.waiting = 0

    def __call__(self, event: Event) -> None:
        if event.get("queued"):
            self.waiting += 1
        elif event["type"] == "server.log":
            self.waiting = 0
        if event["type"] not in self._hidden:
            self._write(event)


class Failures:
    """Hears of the failures of programs; what explains them is loaded by the first."""

    def __init__(self, programs: list[Any]) -> None:
        self._witness: Witness | None = None
        for program in programs:
            program.on_failure = self._hearer(program)

    def _hearer(self, program: Any) -> Callable[[BaseException], None]:
        def hear(error: BaseException) -> None:
            if self._witness is None:
                from impsim.cli.uncaught import new_witness

                self._witness = new_witness()
            self._witness.note(error, program)

        return hear

    def tell(self, in_full: bool) -> None:
        """Says why programs have failed; not in full, only what a model or impsim lacks, and what was stopped."""
        if self._witness is not None:
            from impsim.cli.uncaught import tell

            flush_output()
            tell(self._witness, in_full)


def run_in_real_time(imp: Imp, until_us: int, speed: float) -> None:
    """Runs it, holding virtual time back. Ends when nothing is left to happen."""
    from time import monotonic, sleep

    begin = monotonic()

    def wait(t_us: int) -> None:
        flush_output()
        sleep(max(0, t_us / 1e6 / speed - (monotonic() - begin)))

    imp.clock.pace = wait if imp.clock.pace is None else both(imp.clock.pace, wait)
    imp.run(until_us)


def both(one: Pace, other: Pace) -> Pace:
    """One after the other."""

    def pace(t_us: int) -> None:
        one(t_us)
        other(t_us)

    return pace


def summary(imp: Imp, until_us: int, log: Log) -> int:
    """The exit code; what the log does not say, most of it only on a terminal."""
    flush_output()
    programs = {"program": imp, "agent": imp.agent} if imp.agent else {"program": imp}
    if imp.refused is not None:
        from impsim.impos.codespace import too_large

        say(f"out of space: {too_large(imp.refused, imp.code_space, imp.device.profile.name)}")
    if on_terminal():
        for name, one in programs.items():
            if one.halted and one.hung is None:
                say(f"the {name} failed twice within a minute of its start: not started again")
        tell_the_end(imp, until_us, log)
    return USER_PROGRAM if imp.refused is not None or any(one.failures for one in programs.values()) else 0


def tell_the_end(imp: Imp, until_us: int, log: Log) -> None:
    if log.waiting and not imp.device.network.connected:
        lines = "1 line" if log.waiting == 1 else f"{log.waiting} lines"
        say(f"{lines} waited for a connection that did not come back")
    if not imp.halted and imp.clock.now_us >= until_us:
        say(f"stopped after {until_us / 1e6:g} s of virtual time (--for); more would follow")


TAGS = {
    "agent": "[Agent] ",
    "status": "[Status]",
    "powerstate": "[Power State]",
    "lastexitcode": "[Exit Code]",
    "firmware": "[Firmware]",
}


def text_form(write: Callable[[str], None]) -> Callable[[Event], None]:
    """`2019-03-01 00:00:02.160 +00:00 [Device] message`, as impCentral's log shows it."""

    def write_event(event: Event) -> None:
        ts = event["ts"]
        tag = TAGS.get(event["type"].partition(".")[0], "[Device]")
        write(f"{ts[:10]} {ts[11:23]} +00:00 {tag} {event['msg']}\n")

    return write_event


def message_form(write: Callable[[str], None]) -> Callable[[Event], None]:
    return lambda event: write(event["msg"] + "\n")


def json_form(write: Callable[[str], None]) -> Callable[[Event], None]:
    """The fields of impCentral's log stream, and `t` (virtual seconds since power-on) and `device`."""
    from json import dumps

    def write_event(event: Event) -> None:
        fields = {name: event[name] for name in ("device_id", "ts", "log_type", "type", "msg")}
        write(dumps({**fields, "t": event["t_us"] / 1e6, "device": event["device"]}, ensure_ascii=False) + "\n")

    return write_event


FORMATS = {"text": text_form, "json": json_form, "message": message_form}
