"""The two programs of a session: sources under test, partners, includes, variables."""

from __future__ import annotations

import pytest


def test_the_source_under_test_is_global_and_has_places_of_its_own(suite):
    suite.write("lib/code.nut", "// one\nfunction broken(x) {\n    return x.nothing;\n}\n")
    result = suite.run_body("broken({})", deviceFile="lib/code.nut")
    assert result.message == (
        "the index 'nothing' does not exist\n  at lib/code.nut:3 in broken\n  at tests/some.test.nut:3 in test"
    )
    assert result.line == 3


def test_an_included_file_has_places_of_its_own(suite):
    suite.write("tests/inc.nut", "\n\nfunction broken(x) { return x.nothing }\n")
    result = suite.run_text("""@include __PATH__ + "/inc.nut"
        class T extends ImpTestCase {
            function test() { broken({}) }
        }""")["T::test"]
    assert "at tests/inc.nut:3 in broken\n  at tests/some.test.nut:3 in test" in result.message


@pytest.mark.parametrize(
    ("file", "partner", "side", "other"),
    [
        ("tests/x.device.test.nut", "tests/x.agent.nut", "device", "agent"),
        ("tests/x.agent.test.nut", "tests/x.device.nut", "agent", "device"),
        ("agent/x.device.test.nut", "agent/x.agent.nut", "agent", None),
        ("tests/AGENT-x.test.nut", "tests/AGENT-x.device.nut", "agent", None),
        ("tests/reagent.test.nut", "tests/reagent.agent.nut", "device", None),
    ],
)
def test_the_side_and_the_partner_come_from_the_path(suite, file, partner, side, other):
    suite.write(partner, '%s.on("ask", @(v) %s.send("answer", v + 1))' % ((side, side) if other else ("x", "x")))
    peer = "device" if side == "agent" else "agent"
    text = """class T extends ImpTestCase {
        function testSide() { return imp.environment() == 2 ? "agent" : "device" }
        function testAsk() {
            return Promise(function(ok, err) { %s.on("answer", ok); %s.send("ask", 1) })
        }
    }""" % (peer, peer)
    results = suite.run_text(text, file=file, testFiles=["**/*.test.nut"], timeout=5)
    assert results["T::testSide"].detail == {"side": side, "value": side}
    assert results["T::testAsk"].status == ("passed" if other else "failed")


def test_the_source_of_the_other_side_runs_there_before_the_partner(suite):
    suite.write("agent.nut", "forty <- 40")
    suite.write("tests/x.agent.nut", 'device.on("ask", @(v) device.send("answer", forty + v))')
    results = suite.run_text(
        """class T extends ImpTestCase { function test() {
        return Promise(function(ok, err) { agent.on("answer", ok); agent.send("ask", 2) }) } }""",
        file="tests/x.device.test.nut",
        agentFile="agent.nut",
    )
    assert results["T::test"].detail["value"] == 42


def test_a_device_has_got_its_program_as_new_code_and_is_online(suite):
    result = suite.run_body("return [hardware.wakereason(), server.isconnected()]")
    assert result.detail["value"] == [4, True]


def test_promise_and_json_encoder_are_there_unless_the_program_has_its_own(suite):
    assert suite.run_body('return JSONEncoder.encode({a = [1, null, "\\"x\\n"]})').detail["value"] == (
        '{"a":[1,null,"\\"x\\n"]}'.replace("\n", "\\n")
    )
    suite.write("own.nut", "class Promise { own = true; constructor(...) {} }")
    assert suite.run_body("return Promise().own", deviceFile="own.nut").detail.get("value") is True


def test_source_and_test_share_variables_macros_and_what_is_included_once(suite):
    suite.write("inc.nut", 'times <- ("times" in getroottable() ? times : 0) + 1;\n')
    suite.write(
        "code.nut", '@set LEVEL = 3\n@macro twice(x)\n(@{x} * 2)\n@end\n@include once "inc.nut"\nnone <- null;\n'
    )
    text = """@include once "inc.nut"
        class T extends ImpTestCase {
            function test() { return [@{LEVEL}, @{twice(4)}, times, __FILE__] }
            function testPlace() { none.x = 1 }
        }""".replace("__FILE__", '"@{__FILE__}:@{__LINE__}"')
    results = suite.run_text(text, deviceFile="code.nut")
    assert results["T::test"].detail["value"] == [3, 8, 1, "some.test.nut:3"]
    assert results["T::testPlace"].message.startswith("trying to set 'null'\n  at tests/some.test.nut:4 in testPlace")


@pytest.mark.parametrize("name", ['it"s.nut', "grüße.nut", "a b'c.nut"])
def test_any_name_of_a_file_will_do(suite, name):
    suite.write(name, "one <- 1")
    assert suite.run_body("return one", deviceFile=name).detail["value"] == 1


def test_a_source_may_stand_above_the_folder_of_the_project(suite):
    suite.write("code.nut", '@include "more.nut"\n')
    suite.write("more.nut", "one <- 1")
    suite.write("sub/tests/a.test.nut", "class T extends ImpTestCase { function test() { return one } }")
    suite.write("sub/.impt.test", '{"deviceFile": "../code.nut"}')
    assert suite.run("sub")["T::test"].detail["value"] == 1


def test_the_environment_of_the_process_is_hidden(suite, monkeypatch):
    monkeypatch.setenv("SECRET", "secret")
    result = suite.run_body('return "@{SECRET} @{OPEN}"', builderConfig="none.json")
    assert result.detail["value"] == "null null"
    secret, _ = result.detail["warnings"]
    assert (secret["path"], secret["line"]) == ("tests/some.test.nut", 3)
    assert (secret["message"], secret["hint"]) == (
        "'SECRET' is not defined: it becomes null",
        "impsim test --define SECRET=VALUE, or [variables] in impsim.toml",
    )


def test_the_older_tools_variables_are_known(suite):
    suite.defaults.variables = {"KEY": "k"}
    suite.write("old/a.test.nut", 'class T extends ImpTestCase { function test() { return "#{env:KEY}" } } # {env:KEY}')
    suite.write("old/.imptest", "{}")
    assert suite.run("old")["T::test"].detail["value"] == "k"


def test_variables_that_were_named_are_stronger_than_the_projects_own(suite):
    suite.write("variables.json", '{"A": "own", "B": "own"}')
    suite.defaults.variables = {"B": "named", "C": "named"}
    result = suite.run_body('return "@{A} @{B} @{C}"', builderConfig="variables.json")
    assert result.detail == {"side": "device", "value": "own named named"}


def test_builder_variables_come_from_the_projects_file(suite):
    suite.write("variables.json", '{"NAME": "value"}')
    assert suite.run_body('return "@{NAME}@{NONE}"', builderConfig="variables.json").detail["value"] == "valuenull"
