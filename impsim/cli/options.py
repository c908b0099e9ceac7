"""Options as a table.

argparse takes 8 ms to import, as long as Python takes to start; this takes a fifth of one. One mechanism
serves every command: `--name value`, `--name=value`, flags, `--` before an argument that begins with a dash.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any, NoReturn


class Option:
    """One option. value: what the help calls its value, "" for a flag; read: text -> value, raising Diagnostic.

    many: it may be repeated, and its value is the list of what was given.
    """

    __slots__ = ("choices", "default", "help", "many", "read", "value")

    def __init__(
        self,
        help: str,
        value: str = "",
        default: Any = None,
        choices: Sequence[str] = (),
        read: Callable[[str], Any] = str,
        many: bool = False,
    ) -> None:
        self.help = help
        self.value = value or "|".join(choices)
        self.default = [] if many else default
        self.many = many
        self.choices = choices
        self.read = read


class Command:
    """What the command line knows of one command, and what its help prints.

    stops: options end at the first argument; what follows belongs to the user's program.
    """

    __slots__ = ("examples", "name", "options", "stops", "usage")

    def __init__(
        self, name: str, usage: str, options: dict[str, Option], examples: Sequence[str], stops: bool = False
    ) -> None:
        self.name = name
        self.usage = usage
        self.options = options
        self.examples = examples
        self.stops = stops


def parse(command: Command, argv: Iterable[str]) -> tuple[dict[str, Any], list[str]] | None:
    """(value of every option by its bare name, the arguments), or None when the help was asked for and printed."""
    values = {name.lstrip("-"): option.default for name, option in command.options.items()}
    arguments: list[str] = []
    rest = iter(argv)
    for argument in rest:
        if argument == "--":
            break
        if not is_option(argument):
            arguments.append(argument)
            if command.stops:
                break
        elif argument in ("-h", "--help"):
            from impsim.cli.help import print_help

            print_help(command)
            return None
        else:
            option, value = read_option(command, argument, rest)
            name = option.lstrip("-")
            values[name] = [*values[name], value] if command.options[option].many else value
    arguments.extend(rest)
    return values, arguments


def is_option(argument: str) -> bool:
    """`-`, a number and `-(1 + 2)` are arguments."""
    return argument[:2] == "--" or (argument[:1] == "-" and argument[1:2].isalpha())


def read_option(command: Command, argument: str, rest: Iterator[str]) -> tuple[str, Any]:
    """An option's name and its value."""
    name, equals, text = argument.partition("=")
    option = command.options.get(name)
    if option is None:
        unknown(command, "option", name, list(command.options) + ["--help"])
    if not option.value:
        if equals:
            usage_error(command, f"{name} takes no value")
        return name, True
    if not equals:
        following = next(rest, None)
        if following is None:
            usage_error(command, f"{name} needs a value: {name} {option.value}")
        text = following
    if option.choices and text not in option.choices:
        unknown(command, f"value for {name}:", text, option.choices)
    return name, option.read(text)


def unknown(command: Command, what: str, given: str, choices: Sequence[str]) -> NoReturn:
    """Raise: what was given is none of the choices, and which one comes near."""
    from impsim.cli.suggest import hint

    more = f"`impsim {command.name} --help` tells more"
    usage_error(command, f"unknown {what} '{given}'", hint(given, choices, more))


def usage_error(command: Command, message: str, hint: str = "") -> NoReturn:
    """Raise the Diagnostic of a wrong call."""
    from impsim.errors import Diagnostic

    hint = hint or f"usage: impsim {command.name} {command.usage}"
    raise Diagnostic(message, path=f"impsim {command.name}", hint=hint, code="usage")


def exactly_one(command: Command, arguments: Sequence[str], what: str) -> str:
    """The only argument."""
    if not arguments:
        usage_error(command, f"{what} is missing")
    if len(arguments) > 1:
        usage_error(command, f"one {what} only, but there is also '{arguments[1]}'")
    return arguments[0]
