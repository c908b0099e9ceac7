"""Libraries from the command line: every command that runs programs finds them in the same places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impsim import cli

GREETER = """\
const GREETING = "hello";
enum Tone { LOUD, SOFT }
class Greeter {
    static VERSION = "1.2.3";
    function greet(who) { return GREETING + " " + who; }
    function fail() {
        return this.nope;
    }
}
greeted <- 0;
"""
PROGRAM = """\
// A program.
#require "Greeter.lib.nut:1.2.3"
const SECOND = 2;
function greet() { return Greeter().greet("imp") + Tone.SOFT + SECOND + GREETING.len(); }
greeted++;
server.log(greet() + greeted);
"""
SAID = "hello imp1251"


@pytest.fixture
def project(shelf, monkeypatch):
    """Has the library nowhere yet: it is in away/."""
    shelf({"Greeter.lib.nut": GREETER}, "away")
    Path("p.device.nut").write_text(PROGRAM)
    Path("p.agent.nut").write_text(PROGRAM)
    monkeypatch.setenv("IMPSIM_CACHE_DIR", "cache")


def run(capsys, *arguments):
    code = cli.main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def to_nowhere():
    """The library is nowhere."""


def to_lib():
    Path("away").rename("lib")


def to_toml():
    Path("impsim.toml").write_text('[libraries]\npaths = ["away"]\n')


def to_store():
    assert cli.main(["lib", "add", "away"]) == 0


WAYS = {
    "--lib": (to_nowhere, ["--lib", "away"]),
    "the project's lib": (to_lib, []),
    "impsim.toml": (to_toml, []),
    "impsim lib add": (to_store, []),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_command_finds_it(project, capsys, way):
    prepare, options = WAYS[way]
    prepare()
    capsys.readouterr()
    assert run(capsys, "run", "p.device.nut", "--format", "message", *options) == (0, SAID + "\n", "")
    code, out, err = run(
        capsys, "run", "-e", "server.log(1)", "--agent", "p.agent.nut", "--format", "message", *options
    )
    assert (code, sorted(out.split("\n")), err) == (0, ["", "1", SAID], "")
    assert run(capsys, "eval", "greet()", "--program", "p.device.nut", *options) == (0, SAID[:-1] + "\n", SAID + "\n")
    code, out, err = run(capsys, "check", "p.device.nut", *options)
    assert (code, out, err) == (0, "1 program checked: it compiles\n", "")


MISSING = """\
p.device.nut:2:1: missing library 'Greeter.lib.nut:1.2.3' [C123]
  #require "Greeter.lib.nut:1.2.3"
  ^
hint: there is no folder of libraries yet; `impsim lib add PATH` adds a library's file or a clone of its repository, \
--lib DIR names a folder of them
"""


@pytest.mark.parametrize(
    "arguments", [["run", "p.device.nut"], ["eval", "1", "--program", "p.device.nut"], ["check", "p.device.nut"]]
)
def test_a_library_that_is_nowhere(project, capsys, arguments):
    code, _, err = run(capsys, *arguments)
    assert (code, err) == (2, MISSING)


def test_another_version(project, capsys):
    Path("p.device.nut").write_text('#require "Greeter.lib.nut:1.2.4"\n')
    code, out, err = run(capsys, "run", "p.device.nut", "--lib", "away")
    assert (code, out) == (2, "")
    assert err.startswith("p.device.nut:1:1: there is no version 1.2.4 of library 'Greeter.lib.nut' [C123]\n")
    assert err.endswith(
        "\nhint: there is 1.2.3 (away/Greeter.lib.nut); require that, or add the other: impsim lib add PATH\n"
    )


def test_an_error_in_a_library_has_the_librarys_line(project, capsys):
    Path("p.device.nut").write_text('#require "Greeter.lib.nut:1.2.3"\nGreeter().fail();\n')
    code, out, _ = run(capsys, "run", "p.device.nut", "--lib", "away", "--format", "message", "--for", "3s")
    lines = ["ERROR: the index 'nope' does not exist", "ERROR: at fail device_code:7", "ERROR: from main device_code:2"]
    assert (code, out.splitlines()[:3]) == (1, lines)


def test_a_library_that_does_not_compile(project, capsys):
    Path("away/Greeter.lib.nut").write_text("a <- 1;\nclass {")
    code, _, err = run(capsys, "run", "p.device.nut", "--lib", "away")
    assert code == 2
    assert err.startswith("away/Greeter.lib.nut:2:8: expected 'IDENTIFIER' [C105]\n")


def test_the_second_time_comes_from_the_cache(project, capsys):
    for _ in range(2):
        assert run(capsys, "run", "p.device.nut", "--lib", "away", "--format", "message")[:2] == (0, SAID + "\n")
    Path("away/Greeter.lib.nut").write_text(GREETER.replace('"hello"', '"hallo"'))
    assert run(capsys, "run", "p.device.nut", "--lib", "away", "--format", "message")[1] == "hallo imp1251\n"


def test_the_other_sides_library_is_doubted(project, capsys):
    Path("away/W.agent.lib.nut").write_text("")
    code, _, err = run(capsys, "run", "-e", '#require "W.agent.lib.nut:1.0.0"\nserver.log(1)', "--lib", "away")
    assert code == 0
    assert err == (
        "warning: -e:1:1: 'W.agent.lib.nut' is a library for an agent, and this is the program of a device\n"
        '  #require "W.agent.lib.nut:1.0.0"\n  ^\n'
    )


# impsim lib ----------------------------------------------------------------------------------------------------

PLACE = "impsim_libs/Greeter-1.2.3/Greeter.lib.nut"


def test_the_life_of_a_library(project, capsys):
    nothing = "no library has been added: `impsim lib add PATH` does\n"
    assert run(capsys, "lib", "list") == (0, nothing, "")
    assert run(capsys, "lib", "add", "away") == (0, PLACE + ': #require "Greeter.lib.nut:1.2.3"\n', "")
    words = ["library", "version", "file", "Greeter.lib.nut", "1.2.3", PLACE]
    assert run(capsys, "lib", "list")[1].split() == words
    listed = json.loads(run(capsys, "lib", "list", "--format", "json")[1])["libraries"]
    assert [(one["name"], one["version"], one["path"]) for one in listed] == [("Greeter.lib.nut", "1.2.3", PLACE)]
    assert run(capsys, "lib", "check") == (0, "1 library: nothing wrong\n", "")
    Path(PLACE).write_text(GREETER + "// more\n")
    code, out, err = run(capsys, "lib", "check")
    assert (code, out) == (2, "1 library: 1 wrong\n")
    assert err.startswith(PLACE + ": this library has changed since it was added")
    assert run(capsys, "run", "p.device.nut")[0] == 2
    assert run(capsys, "lib", "remove", "Greeter.lib.nut:1.2.3") == (0, PLACE + ": removed\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "impsim lib: what to do is missing\n"),
        (["ad"], "impsim lib: unknown action 'ad'\nhint: did you mean 'add'?\n"),
        (["add"], "impsim lib: PATH is missing\n"),
        (["remove"], "impsim lib: NAME is missing\n"),
        (["list", "x"], "impsim lib: list takes no name, but there is 'x'\n"),
        (["check", "x"], "impsim lib: check takes no name, but there is 'x'\n"),
        (["remove", "x"], "impsim.lock: there is no library 'x'\n"),
        (["add", "x.nut"], "x.nut: cannot be read: No such file or directory\n"),
    ],
)
def test_wrong_calls(project, capsys, arguments, said):
    code, out, err = run(capsys, "lib", *arguments)
    assert (code, out) == (2, "")
    assert err.removeprefix("./").startswith(said)
