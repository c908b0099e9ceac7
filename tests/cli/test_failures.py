"""How a command ends that does not end well."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from impsim import cli
from impsim.cli import failures
from impsim.cli.output import OutputLost
from impsim.errors import Diagnostic


def ending(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a command that raises the error."""

    def fail(argv: list[str]) -> int:
        raise error

    monkeypatch.setattr(cli, "command_module", lambda name: SimpleNamespace(main=fail))
    return cli.main(["run"])


FULL = OSError(28, "No space left on device")
ENDINGS = {
    "usage": (
        Diagnostic("unknown option", path="impsim run", hint="think"),
        2,
        "impsim run: unknown option\nhint: think",
    ),
    "source": (Diagnostic("bad", "a.nut", 2, 3, "a b"), 2, "a.nut:2:3: bad\n  a b\n    ^"),
    "bytes": (Diagnostic("bad \xc3\xa9", "a.nut", 1, 4, "\xc3\xa9 b"), 2, "a.nut:1:3: bad é\n  é b\n    ^"),
    "interrupt": (KeyboardInterrupt(), 130, "interrupted"),
    "memory": (MemoryError(), 1, "impsim: this machine has no more memory for the program"),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_endings(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    error, code, said = ENDINGS[name]
    assert ending(error, monkeypatch) == code
    assert capsys.readouterr().err == said + "\n"


def test_a_defect_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("IMPSIM_DEBUG", raising=False)
    assert ending(KeyError("oops"), monkeypatch) == 3
    said = capsys.readouterr().err
    assert said.startswith("impsim: a defect of impsim, not of your program: KeyError: 'oops'\nhint: please report it")
    assert "Traceback" not in said


def test_a_defect_shows_its_stack_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMPSIM_DEBUG", "1")
    assert ending(KeyError("oops"), monkeypatch) == 3
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_an_exit_is_an_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        ending(SystemExit(5), monkeypatch)


LOST = {
    "a reader that went away": (BrokenPipeError(32, "Broken pipe"), 141, ""),
    "a full disk": (OutputLost(FULL), 2, "impsim: cannot write the output: No space left on device\n"),
    "a reader that went away, inside the program": (OutputLost(BrokenPipeError(32, "Broken pipe")), 141, ""),
}


@pytest.mark.parametrize("name", LOST)
def test_output_that_cannot_be_written(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(failures, "discard_output", lambda: None)
    error, code, said = LOST[name]
    assert ending(error, monkeypatch) == code
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("environment", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours(environment: dict[str, str], terminal: bool, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(isatty=lambda: terminal))
    assert ("\033[" in failures.coloured("a.nut:1:1: bad\nhint: think")) == coloured


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        ([], 2, "impsim: a command is missing\nhint: `impsim --help` lists the commands\n"),
        (["rnu"], 2, "impsim: unknown command 'rnu'\nhint: did you mean 'run'?\n"),
        (["qqqqq"], 2, "impsim: unknown command 'qqqqq'\nhint: `impsim --help` lists the commands\n"),
        (["hello.nut"], 2, "impsim: unknown command 'hello.nut'\nhint: to run a program: impsim run hello.nut\n"),
        (["--verson"], 2, "impsim: unknown option '--verson'\nhint: did you mean '--version'?\n"),
        (["help", "evla"], 2, "impsim: unknown command 'evla'\nhint: did you mean 'eval'?\n"),
        (["help", "run", "sq"], 2, "impsim help: one COMMAND only, but there is also 'sq'\n"),
    ],
)
def test_what_is_no_command(argv: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(argv) == code
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(argv) == 0
    printed = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"\n  {name} " not in printed] == []


def test_help_of_a_command_is_its_help_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["help", "check"]) == 0
    first = capsys.readouterr().out
    assert cli.main(["check", "--help"]) == 0
    assert capsys.readouterr().out == first


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from impsim import __version__

    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"impsim {__version__}\n"


@pytest.mark.parametrize("python", ["cpython", "pypy"])
def test_help_on_every_python(python: str, request: pytest.FixtureRequest) -> None:
    interpreter = sys.executable if python == "cpython" else request.getfixturevalue("pypy")
    run = subprocess.run(
        [interpreter, "-m", "impsim", "help", "sq"],
        cwd=request.getfixturevalue("root"),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.startswith(b"impsim sq: ")
