"""impsim sq: a drop-in for the reference interpreter `sq`, with its library names and the layout of its errors."""

from __future__ import annotations

from impsim.cli import USER_PROGRAM
from impsim.cli.host import before_a_program
from impsim.cli.options import Command, Option, parse, read_option, usage_error
from impsim.cli.output import error_writer, flush_output, writer
from impsim.cli.source import compiled, read, shown
from impsim.cli.words import as_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMMAND = Command(
    "sq",
    "[OPTION...] FILE [ARG...]",
    {
        "--errors": Option(
            "how errors are printed: as the reference prints them, their bare text first, or explained",
            choices=("reference", "plain", "pretty"),
            default="reference",
        ),
        "-d": Option("accepted for the reference's sake: debug information is always there", default=False),
        "-v": Option("print the version of the language", default=False),
    },
    ("impsim sq hello.nut", "impsim sq --errors plain hello.nut first second", "echo 'print(1)' | impsim sq -"),
    stops=True,
)
LANGUAGE = "Squirrel 3.0.5 (32 bits), by impsim"


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    options, arguments = parsed
    if options["v"]:
        print(LANGUAGE)
        return 0
    if not arguments:
        usage_error(COMMAND, "FILE is missing")
    path, *rest = arguments
    errors, rest = errors_option(options["errors"], rest)
    return run(path, rest, errors)


def errors_option(chosen: str, rest: list[str]) -> tuple[str, list[str]]:
    """--errors may also stand right behind FILE; every other argument there is the program's."""
    if rest and rest[0].partition("=")[0] == "--errors":
        following = iter(rest[1:])
        return read_option(COMMAND, rest[0], following)[1], list(following)
    return chosen, rest


def run(path: str, arguments: list[str], errors: str) -> int:
    from impsim.errors import Diagnostic

    try:
        unit = compiled(read(path), shown(path))
    except Diagnostic as problem:
        from impsim.cli.sqerrors import compile_error

        return compile_error(problem, errors)
    vm = new_vm(arguments)
    try:
        vm.run(unit)
    except Exception as error:
        from impsim.cli.sqerrors import uncaught

        flush_output()
        uncaught(error, errors, vm.error_print)
        return USER_PROGRAM
    flush_output()
    return 0


def new_vm(arguments: list[str]) -> Any:
    """A VM with the stock library, the machine's clocks, and its own arguments as `vargv`."""
    import time

    from impsim.squirrel.stdlib import install_stock
    from impsim.squirrel.vm import VM

    before_a_program()
    vm = VM(writer(), error_writer(), tuple(as_bytes(argument) for argument in arguments))
    vm.now_us = lambda: time.process_time_ns() // 1000
    vm.wall_s = lambda: int(time.time())
    install_stock(vm)
    return vm
