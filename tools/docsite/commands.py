"""The page of the command line: what every `--help` prints, and the exit codes."""

from __future__ import annotations

from docsite.markup import code, page, table, told
from impsim import cli
from impsim.cli.options import Command

EXITS = (
    (0, "it ran, or all tests passed"),
    (cli.USER_PROGRAM, "the program failed, or an expectation did"),
    (cli.USER_INPUT, "what it was given is wrong: the call, a program that does not compile, a file"),
    (cli.DEFECT, "a defect of impsim; the message says how to report it"),
    (cli.INTERRUPTED, "interrupted, as by Ctrl-C"),
    (cli.READER_GONE, "nobody reads its output any more, as behind `head`"),
)


def pages() -> dict[str, str]:
    """The text of each page by its path."""
    tables = {name: cli.command_module(name).COMMAND for name in cli.COMMANDS}
    return {
        "reference/commands.md": page(
            "# Command line",
            "`impsim COMMAND --help` prints the same. Options are written `--name value` or `--name=value`; `--` "
            "stands before an argument that begins with a dash. Colours and progress are for terminals only, and "
            "`NO_COLOR` turns colours off. `python -m impsim` is the same command.",
            table(
                ("command", "what it does"),
                [(f"[`{name}`](#impsim-{name})", told(about)) for name, about in cli.COMMANDS.items()],
            ),
            *(section(tables[name], about) for name, about in cli.COMMANDS.items()),
            "## Exit codes",
            table(("code", "meaning"), [(str(code), meaning) for code, meaning in EXITS]),
        )
    }


def section(command: Command, about: str) -> str:
    rows = [
        (code(f"{name} {option.value}".strip()), told(option.help), shown(option.default))
        for name, option in command.options.items()
    ]
    return page(
        f"(impsim-{command.name})=\n## impsim {command.name}",
        told(about[0].upper() + about[1:]) + ".",
        f"```text\nimpsim {command.name} {command.usage}\n```",
        table(("option", "", "default"), rows) if rows else "",
        "Examples:",
        "```text\n" + "\n".join(command.examples) + "\n```",
    ).rstrip("\n")


def shown(default: object) -> str:
    """A default as the table shows it: flags, and options that need not be there, have none."""
    return "" if default in (None, False, "", []) else code(str(default))
