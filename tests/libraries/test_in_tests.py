"""Tests of every kind find a project's own libraries: scenarios, Electric Imp test projects, and pytest's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from impsim import cli
from impsim.errors import Diagnostic
from impsim.suite.compiler import compile_text

GREETER = 'class Greeter { static VERSION = "1.2.3"; function greet() { return "hello"; } }\n'
SCENARIO = """\
impsim: 1
name: it greets
run: {until: 10s}
devices:
  imp: {model: imp003, device: p.device.nut}
expect:
  - {at: end, probe: {device: imp, eval: said}, that: {equals: hello}}
"""
TEST = """\
#require "Greeter.lib.nut:1.2.3"
class T extends ImpTestCase {
    function test() { this.assertEqual("hello", Greeter().greet()); }
}
"""


@pytest.fixture
def project(shelf, capfd):
    shelf({"Greeter.lib.nut": GREETER}, "away")
    assert cli.main(["lib", "add", "away"]) == 0
    Path("p.device.nut").write_text('#require "Greeter.lib.nut:1.2.3"\nsaid <- Greeter().greet();\n')
    Path("a.scenario.yaml").write_text(SCENARIO)
    Path("tests").mkdir()
    Path("tests/greeter.test.nut").write_text(TEST)
    Path(".impt.test").write_text(json.dumps({"testFiles": ["tests/*.test.nut"]}))
    capfd.readouterr()


def test_scenarios_and_impt_projects(project, capfd):
    assert cli.main(["test", "-j", "1", "a.scenario.yaml", "."]) == 0
    assert "2 passed" in capfd.readouterr().out


def test_a_changed_library_fails_them(project, capfd):
    with open("impsim_libs/Greeter-1.2.3/Greeter.lib.nut", "a") as file:
        file.write("// more\n")
    assert cli.main(["test", "-j", "1", "a.scenario.yaml", "."]) == 2
    assert capfd.readouterr().err.count("this library has changed since it was added") == 2


def test_an_error_in_a_library_has_the_librarys_place(project, capfd):
    Path("impsim_libs/Greeter-1.2.3/Greeter.lib.nut").write_text(
        GREETER + "\nfunction fail() {\n    return nowhere;\n}\n"
    )
    assert cli.main(["lib", "add", "impsim_libs/Greeter-1.2.3/Greeter.lib.nut"]) == 0
    Path("p.device.nut").write_text('#require "Greeter.lib.nut:1.2.3"\nsaid <- "";\n\nfail();\n')
    assert cli.main(["test", "-j", "1", "a.scenario.yaml"]) == 1
    (trace,) = Path(".impsim/traces").iterdir()
    places = next(
        event["backtrace"] for event in map(json.loads, trace.read_text().splitlines()) if "backtrace" in event
    )
    library = "impsim_libs/Greeter-1.2.3/Greeter.lib.nut"
    assert [place[:3] for place in places] == [["fail", library, 4], ["main", "p.device.nut", 4]]


def test_a_text_in_a_python_test(project):
    unit = compile_text('#require "Greeter.lib.nut:1.2.3"\nsaid <- Greeter();', "device", ["impsim_libs"])
    assert [library.path for library in unit.libraries] == ["impsim_libs/Greeter-1.2.3/Greeter.lib.nut"]
    assert compile_text("a <- 1;", "device", []).libraries == ()
    with pytest.raises(Diagnostic, match="missing library"):
        compile_text('\n#require "Other.lib.nut:1.2.3"', "agent", ["impsim_libs"])
