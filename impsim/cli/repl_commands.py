"""The commands of a session: what begins with a colon.

A command is a function of the console and the text behind its name; it gives an exit code, or None where all went well.
"""

from __future__ import annotations

from impsim.cli import USER_INPUT
from impsim.cli.repl_console import OVER
from impsim.cli.suggest import hint
from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from impsim.cli.repl_console import Console

    Act = Callable[["Console", str], "int | str | None"]


class Meant:
    """One command.  usage: what stands behind its name.  about: one line.  examples: whole entries."""

    def __init__(self, act: Act, usage: str, about: str, *examples: str) -> None:
        self.act = act
        self.usage = usage
        self.about = about
        self.examples = examples


def execute(console: Console, text: str) -> int | str:
    """Does a command. Raises Diagnostic for what is none."""
    name, _, rest = text.strip().partition(" ")
    if name[:1].isdigit():
        name, rest = "time", text
    found = commands().get(name)
    if found is None:
        raise wrong(f"there is no command ':{name}'", hint(name, list(commands()), ":help lists them"))
    code = found.act(console, rest.strip())
    return 0 if code is None else code


def wrong(message: str, more: str = "") -> Diagnostic:
    """What is wrong with a command."""
    return Diagnostic(message, hint=more, code="usage")


def commands() -> dict[str, Meant]:
    """All of them by name."""
    from impsim.cli import repl_doing, repl_files, repl_looking

    return {**repl_doing.COMMANDS, **repl_looking.COMMANDS, **repl_files.COMMANDS, **COMMANDS}


def help_(console: Console, text: str) -> int | None:
    every = commands()
    if not text:
        console.screen.line(summary(every))
        return None
    name = text.removeprefix(":")
    if name not in every:
        console.refuse(wrong(f"there is no command ':{name}'", hint(name, list(every))))
        return USER_INPUT
    one = every[name]
    console.screen.line(
        "\n".join([f":{name} {one.usage}".rstrip(), f"  {one.about}", *[f"  {example}" for example in one.examples]])
    )
    return None


def summary(every: dict[str, Meant]) -> str:
    """What `:help` shows."""
    rows = [(f":{name} {one.usage}".rstrip(), one.about) for name, one in every.items()]
    lines = [f"{left:34s} {right}" if len(left) <= 34 else f"{left}\n{'':35s}{right}" for left, right in rows]
    return "\n".join(
        ["What you type runs in the imp's program; a value is shown. Time passes only when you let it.", *lines]
    )


def quit_(console: Console, text: str) -> str:
    return OVER


COMMANDS: dict[str, Meant] = {
    "help": Meant(help_, "[COMMAND]", "what commands there are, and what one does", ":help time"),
    "quit": Meant(quit_, "", "leave; so does the end of input (Ctrl-D)"),
}
