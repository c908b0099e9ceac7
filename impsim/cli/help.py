"""Help texts, all from the tables of the commands."""

from __future__ import annotations

from impsim import __version__
from impsim.cli import COMMANDS, command_module
from impsim.cli.options import Command, exactly_one, parse
from impsim.errors import Diagnostic

COMMAND = Command("help", "[COMMAND]", {}, ("impsim help run",))

SUMMARY = """\
impsim simulates an Electric Imp: it runs Squirrel as impOS does, in virtual time.

usage: impsim COMMAND [OPTION...] [ARGUMENT...]

{commands}

`impsim COMMAND --help` explains one command; `impsim --version` prints the version.

examples:
  impsim run hello.device.nut --model imp005 --impos 36
  impsim eval "imp.net.info()" --model impC001
"""


def main(argv: list[str]) -> int:
    parsed = parse(COMMAND, argv)
    if parsed is None:
        return 0
    if not parsed[1]:
        print(summary(), end="")
        return 0
    name = exactly_one(COMMAND, parsed[1], "COMMAND")
    if name not in COMMANDS:
        raise unknown_command(name)
    print_help(command_module(name).COMMAND)
    return 0


def outside_commands(name: str) -> int:
    """What `impsim` answers when its first argument is not a command."""
    if name in ("-h", "--help"):
        print(summary(), end="")
    elif name == "--version":
        print("impsim " + __version__)
    elif not name:
        raise Diagnostic("a command is missing", path="impsim", hint="`impsim --help` lists the commands", code="usage")
    else:
        raise unknown_command(name)
    return 0


def unknown_command(name: str) -> Diagnostic:
    from impsim.cli.suggest import hint

    what, choices = ("option", ["--help", "--version"]) if name.startswith("-") else ("command", list(COMMANDS))
    suggestion = (
        f"to run a program: impsim run {name}"
        if name.endswith(".nut")
        else hint(name, choices, "`impsim --help` lists the commands")
    )
    return Diagnostic(f"unknown {what} '{name}'", path="impsim", hint=suggestion, code="usage")


def summary() -> str:
    """The text of `impsim --help`."""
    return SUMMARY.format(commands=columns([(name, about) for name, about in COMMANDS.items()]))


def print_help(command: Command) -> None:
    """What `impsim COMMAND --help` prints."""
    rows = [(f"{name} {option.value}".strip(), option.help) for name, option in command.options.items()]
    parts = [
        f"impsim {command.name}: {COMMANDS[command.name]}",
        f"usage: impsim {command.name} {command.usage}",
        "options:\n" + columns([*rows, ("--help", "print this")]),
        "examples:\n" + "\n".join("  " + example for example in command.examples),
    ]
    print("\n\n".join(parts))


def columns(rows: list[tuple[str, str]]) -> str:
    """Two columns; what is too wide for the first has a line of its own."""
    lines = []
    for left, right in rows:
        lines.append(f"  {left:24s}  {right}" if len(left) <= 24 else f"  {left}\n{'':28s}{right}")
    return "\n".join(lines)
