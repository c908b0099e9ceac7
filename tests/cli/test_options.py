"""The option table: every way to write an option, and what is said of a wrong one."""

from __future__ import annotations

import pytest

from impsim.cli import COMMANDS, command_module
from impsim.cli.options import Command, Option, exactly_one, parse
from impsim.errors import Diagnostic

COMMAND = Command(
    "run",
    "[OPTION...] FILE",
    {
        "--model": Option("the model", "MODEL", default="imp005"),
        "--format": Option("the form", choices=("text", "json"), default="text"),
        "--size": Option("a number", "N", read=int),
        "--offline": Option("no network", default=False),
        "-e": Option("the program itself", "CODE"),
    },
    ("impsim run x.nut",),
)
DEFAULTS = {"model": "imp005", "format": "text", "size": None, "offline": False, "e": None}


@pytest.mark.parametrize(
    ("argv", "changed", "arguments"),
    [
        ([], {}, []),
        (["a.nut"], {}, ["a.nut"]),
        (["--model", "imp001"], {"model": "imp001"}, []),
        (["--model=imp001"], {"model": "imp001"}, []),
        (["--model=a=b"], {"model": "a=b"}, []),
        (["--model="], {"model": ""}, []),
        (["--model", "--offline"], {"model": "--offline"}, []),
        (["a.nut", "--offline", "b.nut"], {"offline": True}, ["a.nut", "b.nut"]),
        (["--model", "x", "--model", "y"], {"model": "y"}, []),
        (["--size", "3"], {"size": 3}, []),
        (["-e", "print(1)"], {"e": "print(1)"}, []),
        (["-"], {}, ["-"]),
        (["-5", "-(1)", ""], {}, ["-5", "-(1)", ""]),
        (["--", "--model", "-e"], {}, ["--model", "-e"]),
        (["a", "--", "b", "--"], {}, ["a", "b", "--"]),
    ],
)
def test_reading(argv: list[str], changed: dict[str, object], arguments: list[str]) -> None:
    assert parse(COMMAND, argv) == ({**DEFAULTS, **changed}, arguments)


def test_a_command_that_stops_leaves_the_rest_to_the_program() -> None:
    command = Command("sq", "FILE [ARG...]", COMMAND.options, (), stops=True)
    assert parse(command, ["--offline", "f", "--model", "-x", "--"]) == (
        {**DEFAULTS, "offline": True},
        ["f", "--model", "-x", "--"],
    )


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        (["--modle", "x"], "unknown option '--modle'", "did you mean '--model'?"),
        (["--modle=x"], "unknown option '--modle'", "did you mean '--model'?"),
        (["--zzz"], "unknown option '--zzz'", "`impsim run --help` tells more"),
        (["-x"], "unknown option '-x'", "`impsim run --help` tells more"),
        (["--model"], "--model needs a value: --model MODEL", "usage: impsim run [OPTION...] FILE"),
        (["--offline=yes"], "--offline takes no value", "usage: impsim run [OPTION...] FILE"),
        (["--format", "jsn"], "unknown value for --format: 'jsn'", "did you mean 'json'?"),
        (["--format", "xml"], "unknown value for --format: 'xml'", "choices: text, json"),
    ],
)
def test_a_wrong_option(argv: list[str], message: str, hint: str) -> None:
    with pytest.raises(Diagnostic) as caught:
        parse(COMMAND, argv)
    assert (caught.value.message, caught.value.hint, caught.value.path) == (message, hint, "impsim run")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "FILE is missing"), (["a", "b"], "one FILE only, but there is also 'b'")],
)
def test_the_number_of_arguments(arguments: list[str], message: str) -> None:
    with pytest.raises(Diagnostic) as caught:
        exactly_one(COMMAND, arguments, "FILE")
    assert caught.value.message == message


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["a.nut", "--help"]])
def test_help_names_every_option(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(COMMAND, argv) is None
    printed = capsys.readouterr().out
    assert [name for name in COMMAND.options if name not in printed] == []
    assert "--format text|json" in printed
    assert "examples:\n  impsim run x.nut" in printed


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_usage_options_with_help_and_an_example(name: str) -> None:
    command = command_module(name).COMMAND
    assert command.name == name
    assert all(f"impsim {name}" in example for example in command.examples)
    assert command.examples
    assert all(option.help for option in command.options.values())
