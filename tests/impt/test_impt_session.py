"""Sessions: discovery, order, promises, time-outs, both sides, what ends a session and what does not."""

from __future__ import annotations

import json
import pickle

import pytest

from impsim.errors import Diagnostic
from impsim.impt import project
from impsim.impt.report import Report
from impsim.trace.jsonl import read

PROMISE = "return Promise(function(ok, err) { %s }.bindenv(this));"


def statuses(results):
    return {name: result.status for name, result in results.items()}


# Discovery and order


def test_methods_run_sorted_between_set_up_and_tear_down(suite):
    results = suite.run_text("""
        order <- "";
        class B extends ImpTestCase {
            function testb() { order += "b" }
            function testa() { order += "a" }
            function helper() { order += "x" }
            testData = 1
            function tearDown() { order += "." }
            function setUp() { order += "^" }
        }
        class A extends ImpTestCase { function test() { order += "A" } }
        class Z extends ImpTestCase { function testOrder() { return order } }
        """)
    assert list(results) == ["A::test", "B::testa", "B::testb", "Z::testOrder"]
    assert results["Z::testOrder"].detail["value"] == "A^ab."


def test_inherited_methods_run_in_each_class_and_in_the_base(suite):
    results = suite.run_text("""
        class Base extends ImpTestCase { name = "base"; function testName() { return name } }
        class Derived extends Base { name = "derived" }
        class Unrelated { function testNothing() { throw 1 } }
        """)
    assert {name: result.detail["value"] for name, result in results.items()} == {
        "Base::testName": "base",
        "Derived::testName": "derived",
    }


def test_one_instance_serves_all_methods_of_a_class(suite):
    results = suite.run_text("""
        class T extends ImpTestCase {
            count = 0;
            function setUp() { count = 10 }
            function test1() { return ++count }
            function test2() { return ++count }
            function test3() { return session + typeof runner }
        }
        """)
    assert [result.detail["value"] for result in results.values()] == [11, 12, "calm-harbourinstance"]


def test_constants_enums_locals_and_globals_of_a_test_file_are_seen_by_its_classes(suite):
    assert (
        suite.run_text("""
        const C = 1; enum E { V = 2 } local l = 3; g <- 4; function f() { return 5 }
        class T extends ImpTestCase { function test() { assertDeepEqual([1, 2, 3, 4, 5], [C, E.V, l, g, f()]) } }
        """)["T::test"].status
        == "passed"
    )


def test_a_failing_set_up_is_a_result_and_the_tests_still_run(suite):
    results = suite.run_text("""class T extends ImpTestCase {
            function setUp() { throw "no luck" }
            function test() {}
            function tearDown() { assertTrue(false) }
        }""")
    assert statuses(results) == {"T::setUp": "failed", "T::test": "passed", "T::tearDown": "failed"}
    assert results["T::setUp"].message == "no luck\n  at tests/some.test.nut:2 in setUp"


def test_only_the_wanted_methods_run(suite):
    suite.write(
        "a.test.nut",
        """
        class A extends ImpTestCase { function setUp() { throw 1 } function testx() {} }
        class B extends ImpTestCase { function testx() {} function testy() {} }""",
    )
    suite.configure()
    (test,) = project.tests_of(".", suite.defaults)
    chosen = test.select(lambda id: id == "a.test.nut::B::testy")
    assert [result.id for result in chosen.run()] == ["a.test.nut::B::testy"]
    assert test.select(lambda id: "::C::" in id) is None
    assert len(test.run()) == 4


def test_a_test_pickles(suite):
    suite.write("a.test.nut", "class A extends ImpTestCase { function testx() {} }")
    suite.configure()
    (test,) = project.tests_of(".", suite.defaults)
    assert [result.status for result in pickle.loads(pickle.dumps(test)).run()] == ["passed"]


# What a method comes to


@pytest.mark.parametrize(
    ("body", "status", "text", "seconds"),
    [
        ("", "passed", "", 0),
        ("return false", "passed", "", 0),
        ('throw "thrown"', "failed", "thrown\n  at ", 0),
        ("throw 17", "failed", "17\n  at ", 0),
        ("nosuch()", "failed", "the index 'nosuch' does not exist\n  at ", 0),
        ("local t = null; t.x = 1", "failed", "trying to set 'null'\n  at ", 0),
        (PROMISE % "ok(5)", "passed", "", 0),
        (PROMISE % "imp.wakeup(2, ok)", "passed", "", 2),
        (PROMISE % 'err("refused")', "failed", "refused\n  in ", 0),
        (PROMISE % 'throw "inside"', "failed", "inside\n  in ", 0),
        (PROMISE % "imp.wakeup(1, @() err(null))", "failed", "(null : 0x0)\n  in ", 1),
        (PROMISE % "", "failed", "Test timed out after 5s\n  in ", 5),
        (PROMISE % "imp.wakeup(6, ok)", "failed", "Test timed out after 5s\n  in ", 5),
        ("imp.sleep(4.5)", "passed", "", 4.5),
        ("imp.sleep(7)", "failed", "Test took 7", 7),
        ("imp.sleep(30)", "error", "Testing timeout", 10),
    ],
)
def test_what_a_method_comes_to(suite, body, status, text, seconds):
    result = suite.run_body(body, timeout=5)
    assert (result.status, result.message[: len(text)]) == (status, text)
    assert bool(result.message) == bool(text)
    assert result.virtual_s == pytest.approx(seconds, abs=0.1)


def test_an_assertion_that_fails_behind_a_promise_has_its_place(suite):
    result = suite.run_body("""return Promise(function(ok, err) {
            imp.wakeup(1, function() {
                try { assertEqual(1, 2) } catch (error) { err(error) }
            }.bindenv(this))
        }.bindenv(this))""")
    assert result.message.startswith("Expected value: 1, got: 2\n  at tests/some.test.nut:5 in unknown")
    assert result.line == 5


def test_a_result_that_comes_too_late_changes_nothing(suite):
    results = suite.run_text(
        """class T extends ImpTestCase {
            function test1() { return Promise(function(ok, err) { imp.wakeup(6, ok) }) }
            function test2() { return Promise(function(ok, err) { imp.wakeup(3, @() err("second")) }) }
        }""",
        timeout=5,
    )
    assert [result.message.split("\n")[0] for result in results.values()] == ["Test timed out after 5s", "second"]


def test_a_method_that_never_ends_is_stopped_and_told(suite):
    result = suite.run_body("while (true) {}")
    assert (result.status, result.line) == ("error", 3)
    assert result.message.startswith("Testing timeout: ")
    assert "at tests/some.test.nut:3 in test" in result.message


def test_a_passed_test_knows_its_line_side_and_what_it_said(suite):
    result = suite.run_body("info(1); info({a = true}); return 3")
    assert result.line == 2
    assert result.detail == {"side": "device", "info": [1, {"a": True}], "value": 3}


def test_the_log_has_the_lines_that_impt_reads(suite, monkeypatch):
    lines = []
    monkeypatch.setattr(Report, "logged", lambda report, event: lines.append((event["type"], event["msg"])))
    suite.run_body('info({["ä"] = "ü"}); throw "no"')
    told = [json.loads(text) for kind, text in lines if kind == "server.log"]
    assert all((line["__IMPUNIT__"], line["session"]) == (1, "calm-harbour") for line in told)
    assert [(line["type"], line["message"]) for line in told] == [
        ("SESSION_START", ""),
        ("TEST_START", "T::test()"),
        ("INFO", {"message": {"ä": "ü"}}),
        ("TEST_FAIL", "no"),
        ("SESSION_RESULT", {"tests": 1, "assertions": 0, "failures": 1}),
    ]


def test_a_failure_shows_the_log_of_its_method_only(suite):
    results = suite.run_text("""class T extends ImpTestCase {
            function test1() { server.log("first") }
            function test2() { server.log("second"); assertTrue(false) }
        }""")
    log = results["T::test2"].message.partition("log:\n")[2]
    assert log.endswith("server.log: second")
    assert "first" not in log and "__IMPUNIT__" not in log


# What ends a session


def test_stop_on_fail_leaves_the_rest_out_and_says_so(suite):
    results = suite.run_text(
        """class T extends ImpTestCase {
            function test1() {} function test2() { throw 1 } function test3() {}
        }""",
        stopOnFail=True,
    )
    assert statuses(results) == {"T::test1": "passed", "T::test2": "failed", "T::test3": "skipped"}
    assert results["T::test2"].detail["stops"] is True


@pytest.mark.parametrize(("allowed", "status"), [(False, "error"), (True, "passed")])
def test_a_disconnection_ends_the_session_unless_it_is_allowed(suite, allowed, status):
    body = PROMISE % "server.disconnect(); imp.wakeup(5, function() { server.connect(); ok() })"
    result = suite.run_body(body, allowDisconnect=allowed)
    assert result.status == status
    assert ("allowDisconnect" in result.message) != allowed


def test_what_is_not_there_is_said_beside_the_error_and_behind_a_broken_set_up(suite):
    results = suite.run_text(
        """class T extends ImpTestCase {
            flash = null;
            function setUp() { this.flash = hardware.dfsdm }
            function test() { flash.enable() }
        }
        class Other extends ImpTestCase { function test() { nosuch() } }"""
    )
    note = "the index 'dfsdm' does not exist (hardware.dfsdm is not on the imp005; it is on imp004m, imp006)"
    assert results["T::setUp"].message.startswith(note)
    assert results["T::test"].message.split("\n")[-1] == "  setUp of the class had failed: " + note
    assert "setUp" not in results["Other::test"].message


def warnings(results):
    (found,) = [result.detail["warnings"] for result in results.values() if "warnings" in result.detail] or [[]]
    return [(one["path"], one["line"], one["message"]) for one in found]


@pytest.mark.parametrize(
    ("use", "line"),
    [
        ("mqtt.createclient()", 2),
        ("// mqtt.createclient()", 0),
        ('local s = "mqtt.createclient()"', 0),
        ("this.mqtt.createclient()", 0),
        ("mqtt <- {function createclient() {}}; mqtt.createclient()", 0),
        ("local mqtt = 1; mqtt.createclient()", 0),
        ("local x = mqttx.a + 1", 0),
        ("/*\n*/ local\nx = mqtt.createclient()", 4),
    ],
)
def test_a_file_that_uses_what_is_not_simulated_is_warned_of_even_if_it_catches_the_error(
    suite, monkeypatch, use, line
):
    monkeypatch.setattr("impsim.impt.testfile.absent_objects", lambda side: ["mqtt"] if side == "agent" else [])
    text = "class T extends ImpTestCase { function test() { try {\n%s\n} catch (e) {} } }" % use
    results = suite.run_text(text, file="tests/a.agent.test.nut")
    assert warnings(results) == ([("tests/a.agent.test.nut", line, "mqtt is not simulated yet")] if line else [])


def test_what_fails_at_the_start_is_said_with_what_is_not_there(suite):
    (result,) = suite.run_text("hardware.dfsdm.enable()").values()
    assert result.message.startswith(
        "Session startup timeout: the program has failed at its start: the index 'dfsdm' does not exist"
        " (hardware.dfsdm is not on the imp005; it is on imp004m, imp006)\n  at tests/some.test.nut:1"
    )


def test_a_program_that_does_not_fit_ends_the_session(suite, monkeypatch):
    monkeypatch.setattr("impsim.impos.codespace.code_space", lambda profile, release: 100)
    (result,) = suite.run_text("class T extends ImpTestCase { function test() {} }").values()
    assert result.status == "error"
    assert result.message.startswith("the program is too large: Out of space; ")


def test_methods_are_told_of_when_they_begin(suite):
    text = "class T extends ImpTestCase { function test1() {} function test2() { throw 1 } function tearDown() {} }"
    suite.write("a.test.nut", text)
    suite.configure()
    (test,) = project.tests_of(".", suite.defaults)
    told = []
    test.tell = lambda id, ended: told.append((id, [(result.id, result.status) for result in ended]))
    test.run()
    assert told == [
        ("a.test.nut::T::test1", []),
        ("a.test.nut::T::test2", [("a.test.nut::T::test1", "passed")]),
        ("a.test.nut::T::tearDown", [("a.test.nut::T::test2", "failed")]),
    ]


def test_an_error_outside_a_method_restarts_the_program_and_ends_the_session(suite):
    results = suite.run_text("""class T extends ImpTestCase {
            function test1() { return Promise(function(ok, err) { imp.wakeup(1, @() nosuch()) }) }
            function test2() {}
        }""")
    assert statuses(results) == {"T::test1": "error", "T::test2": "skipped"}
    message = results["T::test1"].message
    assert message.startswith("Invalid test session state: the program has started again")
    assert results["T::test1"].line == 2
    assert "the index 'nosuch' does not exist\n          at tests/some.test.nut:2 in " in message
    assert "device_code" not in message


def test_errors_that_stop_no_program_fail_nothing_and_are_kept(suite):
    result = suite.run_body('server.error("odd")')
    assert (result.status, result.detail["runtime_errors"]) == ("passed", ["ERROR: odd"])


def test_an_error_of_the_other_side_fails_nothing(suite):
    suite.write("tests/x.agent.nut", 'device.on("ask", @(v) nosuch())')
    results = suite.run_text(
        """class T extends ImpTestCase { function test() {
        return Promise(function(ok, err) { agent.send("ask", 2); imp.wakeup(3, ok) }) } }""",
        file="tests/x.device.test.nut",
    )
    assert results["T::test"].status == "passed"
    assert results["T::test"].detail["runtime_errors"] == ["ERROR: the index 'nosuch' does not exist"]


def test_a_program_that_fails_at_its_start_never_begins_a_session(suite):
    results = suite.run_text("nosuch();\nclass T extends ImpTestCase { function test() {} }")
    (result,) = results.values()
    assert (result.id, result.status) == ("tests/some.test.nut", "error")
    assert result.message.startswith(
        "Session startup timeout: the program has failed at its start: the index 'nosuch' does not exist\n"
        "  at tests/some.test"
    )
    assert result.line == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n\nclass T extends {", 3, ""),
        ('@include "none.nut"', 1, "there is no file 'none.nut'"),
        ("class T extends ImpTestCase {\n    function test() {\n        a = 1;\n}\n", 4, ""),  # ours would end it
        ("class T extends ImpTestCase {\n    function test() {\n        a = [1;\n    }\n}\n", 3, ""),
        ("class T extends ImpTestCase {}\n}\n", 2, ""),
        ("class T extends ImpTestCase {} /* never\nclosed\n", 1, ""),
        ("local x = 1 +", 1, ""),
        ("// nothing\n\nlocal y = (1", 3, ""),
        ("function f(", 1, ""),
    ],
)
def test_a_file_that_cannot_be_compiled_is_refused_at_its_own_place(suite, text, line, message):
    with pytest.raises(Diagnostic) as refused:
        suite.run_text(text)
    assert (refused.value.path, refused.value.line) == ("tests/some.test.nut", line)
    assert refused.value.message.startswith(message)


@pytest.mark.parametrize("side", ["device", "agent"])
def test_a_source_that_is_not_whole_is_refused_where_it_ends(suite, side):
    suite.write("code.nut", "function f() {\n    return 1;\n")
    suite.write("tests/some.device.test.nut", "class T extends ImpTestCase { function test() {} }")
    suite.configure(**{side + "File": "code.nut"})
    with pytest.raises(Diagnostic) as refused:
        suite.run()
    assert (refused.value.path, refused.value.line) == ("code.nut", 2)


def test_a_library_that_is_not_whole_is_refused_where_it_ends(suite):
    suite.write("lib/Half.nut", "class Half {\n    function f() {\n}\n")
    with pytest.raises(Diagnostic) as refused:
        suite.run_text('#require "Half.nut:1.0.0"\nclass T extends ImpTestCase { function test() {} }')
    assert (refused.value.path, refused.value.line) == ("lib/Half.nut", 3)


def test_a_library_that_is_nowhere_is_refused_at_the_line_that_requires_it(suite):
    suite.write("code.nut", '\n#require "Nowhere.lib.nut:1.0.0"\n')
    with pytest.raises(Diagnostic) as refused:
        suite.run_body("", deviceFile="code.nut")
    assert (refused.value.path, refused.value.line) == ("code.nut", 2)


def test_a_required_library_is_found_in_a_library_folder(suite):
    suite.write("libs/Some.lib.nut", 'class Some { static VERSION = "1.0.0"; function f() { return this.none } }')
    suite.defaults.libraries = ["libs"]
    result = suite.run_text("""#require "Some.lib.nut:1.0.0"
        class T extends ImpTestCase { function test() { Some().f() } }""")["T::test"]
    assert "at libs/Some.lib.nut:1 in f\n  at tests/some.test.nut:2 in test" in result.message


# Commands


def test_a_command_is_refused_unless_commands_are_allowed(suite):
    result = suite.run_body('runCommand("touch ran")')
    assert result.status == "error"
    assert result.message.startswith("runCommand() is switched off")
    assert not (suite.folder / "ran").exists()


@pytest.mark.parametrize(
    ("command", "status", "text"),
    [
        ("touch ran; echo done", "passed", ""),
        ("touch ran; exit 3", "error", "External command failed with exit code 3"),
        ("touch ran; sleep 30", "error", "External command timed out"),
    ],
)
def test_an_allowed_command_runs_in_the_projects_folder(suite, command, status, text):
    suite.defaults.allow_commands = True
    result = suite.run_body('runCommand("%s")' % command, timeout=1)
    assert (result.status, result.message[: len(text)]) == (status, text)
    assert (suite.folder / "ran").exists()


# The same every time


def test_a_session_is_the_same_every_time(suite):
    suite.write(
        "a.test.nut",
        """class T extends ImpTestCase {
        function test1() { server.log(math.rand() + " " + {}); imp.sleep(0.1); assertEqual({}, []) }
        function test2() { return Promise(function(ok, err) { imp.wakeup(math.rand() % 10, ok) }) }
    }""",
    )
    suite.configure()

    def told():
        return [(result.id, result.status, result.message, result.virtual_s) for result in suite.run().values()]

    assert told() == told()


def test_a_program_that_puts_stubs_in_place_of_imp_and_server_is_still_run(suite):
    result = suite.run_body("::server <- {}; ::imp <- {};")
    assert result.status == "passed"


# Traces


def test_the_trace_of_a_session_with_failures_is_kept(suite):
    suite.defaults.keep = "traces"
    suite.write("tests/inc.nut", "\nfunction broken() { nosuch() }\n")
    text = """@include __PATH__ + "/inc.nut"
        class T extends ImpTestCase {
            function test1() { server.log("hello"); assertTrue(%s) }
            function test2() { imp.wakeup(1, broken); return Promise(@(ok, err) imp.wakeup(0.5, ok)) }
            function test3() { return Promise(@(ok, err) imp.wakeup(1, ok)) }
        }"""
    results = suite.run_text(text % "false")
    path = "traces/tests_some.test.nut.trace"
    assert results["T::test1"].detail["trace"] == path
    assert results["T::test1"].message.endswith("\ntrace:  impsim trace " + path)
    assert "trace" not in results["T::test2"].detail
    header, *events = read(path)
    assert (header["test"], header["model"]) == ("tests/some.test.nut", "imp005")
    assert any(event["kind"] == "log" and event["msg"] == "hello" for event in events)
    (backtrace,) = [event["backtrace"] for event in events if "backtrace" in event]
    assert backtrace == [["broken", "tests/inc.nut", 2]]


def test_a_session_without_failures_leaves_no_trace(suite):
    suite.defaults.keep = "traces"
    assert suite.run_body("").status == "passed"
    assert not (suite.folder / "traces").exists()
