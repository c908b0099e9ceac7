"""Probes look and change nothing: with them a run is the run without them."""

from __future__ import annotations

import pytest
from scenario.harness import HEAD, collected, failed_ids, written

from impsim.scenario.runner import Run

BUSY = """
// Reads clocks, sleeps, goes offline and asks for random numbers: whatever a look could disturb.
local n = 0;
function work() {
    imp.wakeup(0.7, work);
    server.log(n++ + " " + hardware.micros() + " " + (1.0 * math.rand() / RAND_MAX) + " " + imp.getmemoryfree());
    if (n % 3 == 0) imp.sleep(0.5);
    if (n == 5) { server.disconnect(); server.connect(@(r) server.log("c " + r), 20); }
    agent.send("tick", { "n": n, "at": hardware.millis() });
}
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 5);
work();
"""
LOOKS = [
    "imp.net.info()",
    "hardware.micros()",
    "hardware.millis() + time()",
    "imp.getmemoryfree()",
    "getroottable().len()",
    "server.isconnected()",
    "(function() { local a = []; for (local i = 0; i < 300; i++) a.append({}); return a.len(); })()",
    "(@() imp)().sleep(1)",
    "(@() imp)().wakeup(1, function() { throw 1; })",
    "nowhere.at.all",
]


def trace(folder, expect):
    (test,) = collected(written(folder, HEAD + "expect:\n" + expect, BUSY))
    return [event for event in Run(test.scenario()).run().events if event["kind"] != "probe"]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_changes_nothing(tmp_path, look):
    plain = trace(tmp_path, "  - log: x\n")
    assert len(plain) > 50
    assert trace(tmp_path, "  - {always: [0s, end], probe: {eval: '%s'}}\n" % look) == plain


def test_a_probe_does_not_wait(tmp_path):
    assert failed_ids(tmp_path, "- {within: [0s, end], probe: '(@() imp)().sleep(1) == null'}") == ["#1"]


def test_values_are_kept_when_they_change(tmp_path):
    (test,) = collected(written(tmp_path, HEAD + "expect: [{within: [4s, 8s], probe: count}]\n"))
    seen = [event for event in Run(test.scenario()).run().events if event["kind"] == "probe"]
    assert [(round(event["t_us"] / 1e6, 2), event["value"]) for event in seen] == [
        (4.0, 1),
        (4.16, 2),
        (5.16, 3),
        (6.16, 4),
        (7.16, 5),
    ]


def test_a_program_in_a_call_is_asked_when_it_has_returned(tmp_path):
    program = "x <- 1; imp.wakeup(2, function() { x = 2; imp.sleep(4); x = 3; });"
    expect = """
        - {never: [0s, 20s], probe: x, that: {equals: 2}}
        - {within: [8s, 9s], probe: x, that: {equals: 3}}
        - {within: [6s, 6s], probe: x, that: {present: true}}
    """
    assert failed_ids(tmp_path, expect, program) == ["#3"]


def test_a_device_that_is_off_has_no_value(tmp_path):
    more = "timeline: [{id: off, at: 5s, do: power.off}]\n"
    expect = """
        - {always: [3s, end], probe: "'count' in getroottable()"}
        - {id: asked, within: [off + 1s, end], probe: count, that: {absent: true}}
    """
    assert failed_ids(tmp_path, expect.replace("\"'count'", '\'"count"').replace('()"', "()'"), more=more) == ["asked"]
