"""What a failure says, and judging a trace again."""

from __future__ import annotations

import pytest
from scenario.harness import HEAD, collected, defaults, results, written

from impsim.errors import Diagnostic
from impsim.scenario.recheck import recheck


def message(folder, expect):
    (result,) = results(folder, HEAD + "expect:\n  - " + expect + "\n")
    assert result.status == "failed"
    return result.message


def test_a_failure_says_what_was_expected_seen_near_and_around(tmp_path):
    text = message(tmp_path, "{id: soon, within: [4s, 5s], log: {equals: tick 5}}")
    lines = text.split("\n")
    assert lines[0] == "soon (%s/s.scenario.yaml:6)" % tmp_path
    assert lines[1] == "  expected: within [4 s, 5 s]: log {equals tick 5, device imp}"
    assert lines[2] == "  seen:     nothing of the kind"
    assert lines[3] == "  nearest:  [server.log] tick 5, at 7.16 s, 2.16 s too late"
    assert lines[4] == "  around:"
    assert any("tick 5" in line for line in lines[5:-1])
    assert lines[-1] == "replay: impsim test %s/s.scenario.yaml::base" % tmp_path


def test_a_value_that_comes_close_is_told(tmp_path):
    text = message(tmp_path, "{at: 10s, probe: imp.net.info(), that: {path: active.type, equals: wifi}}")
    assert '  nearest:  at 10 s: active.type is "ethernet"' in text


def test_a_line_that_is_alike_is_told(tmp_path):
    assert "nearest:  [server.log] tick 1 at 3.16" in message(tmp_path, "log: {equals: Tick 1}")


def test_a_step_that_never_came_is_told(tmp_path):
    text = message(tmp_path, "order: [{equals: tick 2}, {equals: tick 1}]")
    assert "seen:     1. at 4.16" in text
    assert "step 2, too early: [server.log] tick 1 at 3.16" in text


def test_how_often_is_told(tmp_path):
    text = message(tmp_path, "{within: [0s, 5s], log: tick, times: 3}")
    assert ", 3 times" in text
    assert "seen:     2: [server.log] tick 1 at 3.16" in text


def test_all_failures_are_told_with_their_places(tmp_path):
    text = HEAD + "expect:\n  - {id: a, log: x}\n  - {id: b, log: tick}\n  - {id: c, log: z}\n"
    (result,) = results(tmp_path, text)
    assert [(found["expectation"], found["line"]) for found in result.detail["failures"]] == [("a", 6), ("c", 8)]
    assert result.line == 6


def kept(folder, expect):
    path = written(folder, HEAD + "expect:\n  - " + expect + "\n")
    (test,) = collected(path, keep=str(folder / "traces"))
    return path, test.run()[0].detail["trace"]


@pytest.mark.parametrize(
    ("expect", "status"),
    [
        ("{at: 10s, probe: count, that: {equals: 7}}", "passed"),
        ("{within: [9s, 10s], probe: count, that: {equals: 6}}", "passed"),
        ("{at: 10s, probe: count, that: {equals: 9}}", "failed"),
        ("log: tick 4", "passed"),
    ],
)
def test_a_trace_is_judged_again_without_a_run(tmp_path, expect, status):
    path, trace = kept(tmp_path, "{within: [9s, 10s], probe: count, that: {equals: 8}}")
    written(tmp_path, HEAD + "expect:\n  - " + expect + "\n", "throw 1;")
    assert recheck(trace, path, defaults()).status == status


def test_a_trace_without_what_is_asked_for_is_refused(tmp_path):
    path, trace = kept(tmp_path, "log: tock")
    written(tmp_path, HEAD + "expect:\n  - {at: 10s, probe: count}\n")
    with pytest.raises(Diagnostic, match="no values of count"):
        recheck(trace, path, defaults())


@pytest.mark.parametrize(
    "expect",
    [
        "{at: 10.5s, probe: count, that: {equals: 7}}",
        "{always: [8s, 9s], probe: count, that: {less_than: 10}}",
        "{never: [9s, 11s], probe: count, that: {equals: 1}}",
        "{probe: count}",
        "{at: 10s, probe: {agent: imp, eval: count}}",
    ],
)
def test_a_trace_that_was_not_looked_at_there_is_refused(tmp_path, expect):
    path, trace = kept(tmp_path, "{within: [9s, 10s], probe: count, that: {equals: 8}}")
    written(tmp_path, HEAD + "expect:\n  - " + expect + "\n")
    with pytest.raises(Diagnostic, match="no values of count"):
        recheck(trace, path, defaults())


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("until: 20s", "until: 20s, seed: 9", "seed"),
        ("until: 20s", "until: 19s", "until"),
        ("until: 20s", "until: 20s, clock_start: 2020-01-01T00:00:00Z", "clock_start"),
        ("imp005", "imp003", "model"),
        ("devices:", "timeline: [{at: 9s, do: dhcp.stop}]\ndevices:", "world or timeline"),
        ("devices:", "world: {lans: {home: {loss: 1%}}}\ndevices:", "world or timeline"),
    ],
)
def test_a_trace_of_other_conditions_is_refused(tmp_path, before, after, what):
    path, trace = kept(tmp_path, "log: tock")
    written(tmp_path, HEAD.replace(before, after) + "expect: [log: tick]\n")
    with pytest.raises(Diagnostic, match="made with another " + what) as caught:
        recheck(trace, path, defaults())
    assert caught.value.hint == "run the scenario again"


def test_a_trace_is_judged_again_for_another_text_of_the_same_conditions(tmp_path):
    path, trace = kept(tmp_path, "log: tock")
    head = HEAD.replace("run: {until: 20s}", "# at length\nrun:\n  until: 20000ms\n  seed: 1")
    written(tmp_path, head + "expect: [log: tick]\n")
    assert recheck(trace, path, defaults()).status == "passed"


def test_a_trace_of_another_test_is_refused(tmp_path):
    path, trace = kept(tmp_path, "log: tock")
    with open(trace, "rb") as file:
        text = file.read().replace(b'"test": "base"', b'"test": "basis"')
    with open(trace, "wb") as file:
        file.write(text)
    with pytest.raises(Diagnostic, match="has no test 'basis'"):
        recheck(trace, path, defaults())


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("imp.deepsleepfor(1)", "the imp005 has no imp.deepsleepfor"),
        ("imp.net.setserverinterfaces([])", "imp.net.setserverinterfaces came with impOS 41.0, and imp runs 36.14"),
    ],
)
def test_an_error_about_what_the_imp_has_not_says_so(tmp_path, call, note):
    text = HEAD.replace("model: imp005", "model: imp005, impos: 36") + "expect: [{log: x, times: 0}]\n"
    (result,) = results(tmp_path, text, call)
    assert "  because:  " + note in result.message.split("\n")


def test_a_repetition_is_judged_again(tmp_path):
    path = written(tmp_path, HEAD.replace("until: 20s", "until: 5s, repeat: 2") + "expect: [{log: tock}]\n")
    second = collected(path, keep=str(tmp_path / "traces"))[1].run()[0]
    result = recheck(second.detail["trace"], path, defaults())
    assert (result.id, result.status, result.message) == (second.id, "failed", second.message.rpartition("\ntrace:")[0])
