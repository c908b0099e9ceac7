"""What expectations mean: windows, subjects, `that`, times, order."""

from __future__ import annotations

import pytest
from scenario.harness import HEAD, failed_ids, results

from impsim.errors import Diagnostic

# A program counts aloud: tick 1 at 3.16 s, tick n at n + 2.16 s, 17 of them up to 20 s.
HOLD = [
    "log: tick 1",
    "{within: [3s, 4s], log: tick 1}",
    "{within: [10s, 11s], log: {equals: tick 8}}",
    "{within: [3.16s, 3.16s], log: {equals: tick 1}}",
    "{never: [0s, 3.15s], log: tick}",
    "{never: [11s, end], log: {equals: tick 8}}",
    "{within: [0s, 10s], log: tick, times: 7}",
    "{log: tick, times: 17}",
    "{log: tick, times: 10..}",
    "{log: tick, times: 1..17}",
    "{log: nothing of the kind, times: 0}",
    "{log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: n, equals: 5}}",
    "{log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: n, greater_than: 16}}",
    "{always: [0s, end], log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: n, less_than: 18}}",
    "{at: 10s, probe: count, that: {equals: 7}}",
    "{always: [3.2s, 4.1s], probe: count, that: {equals: 1}}",
    "{within: [4s, 6s], probe: count, that: {equals: 3}}",
    "{never: [4s, 6s], probe: count, that: {equals: 4}}",
    "{at: 10s, probe: 'count == 7'}",
    "{at: 10s, probe: imp.net.info(), that: [{path: active.type, equals: ethernet}, {path: lasterror, absent: true}]}",
    "{at: 10s, probe: imp.net.info(), that: {path: ipv4.address, matches: '^192[.]168'}}",
    "{at: 10s, probe: '[1, 2]', that: {contains: 2}}",
    "{at: 10s, probe: imp.net.info(), that: {path: 'interface[0].type', contains: if}}",
    "{at: 10s, probe: hardware.wakereason(), that: {equals_const: WAKEREASON_POWER_ON}}",
    "{at: 10s, probe: {agent: imp, eval: 'device.isconnected()'}}",
    "{message: {from: imp, to: agent, name: tick}, that: {path: count, equals: 3}}",
    "{message: {from: imp}, that: [{path: even, equals: true}, {path: count, less_than: 3}]}",
    "{event: {kind: cloud.session, state: open, interface: eth0}, times: 1}",
    "{event: {kind: message}, that: {path: data.count, equals: 9}}",
    "{within: [0s, 3s], state: connected}",
    "{always: [3s, end], state: connected}",
    "{at: 1s, state: disconnected}",
    "{at: 10s, state: running}",
    "{at: 10s, state: {interface: eth0, is: CONNECTED}}",
    "{at: end, memory: {greater_than: 1000}}",
    "{at: end, energy: {greater_than_mah: 0.1, less_than_mah: 5}}",
    "{order: [{contains: tick 2}, {contains: tick 3}, {message: {from: imp}}, {event: {kind: log}}]}",
    "{order: [{equals: tick 1}, {equals: tick 2}]}",
    "{order: [{log: tick 1}, {message: tick}, {log: {equals: tick 2}}]}",
    "{log: {matches: 'tick (?<n>[0-9]+)'}, that: [{path: msg, contains: tick}, {path: type, equals: server.log}]}",
    "{never: [0s, end], event: {kind: cloud.session, via: ''}, that: {path: state, equals: closed}}",
    "{event: {kind: cloud.session, via: ''}}",
    "{never: [0s, 3s], probe: count, that: {equals: 9}}",
    "{at: 10s, state: {interface: wl0, is: WIFI_STOPPED}}",
    "{at: 10s, probe: 'count > 1', that: {equals: TRUE}}",
    "memory: {greater_than: 1000}",
    "energy: {less_than_mah: 5}",
]


@pytest.mark.parametrize("expect", HOLD)
def test_it_holds(tmp_path, expect):
    assert failed_ids(tmp_path, "- " + expect) == []


BREAK = [
    "log: tick 99",
    "{within: [4s, 4.2s], log: tick 1}",
    "{within: [3.35s, 3.35s], log: {equals: tick 1}}",
    "{never: [0s, 3.4s], log: tick}",
    "{within: [0s, 10s], log: tick, times: 6}",
    "{within: [0s, 10s], log: tick, times: 8..}",
    "{log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: n, equals: 50}}",
    "{always: [0s, end], log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: n, less_than: 17}}",
    "{always: [0s, 1s], log: {contains: tick}, that: {path: msg, present: true}}",
    "{at: 10s, probe: count, that: {equals: 8}}",
    "{at: 10s, probe: count, that: {equals: true}}",
    "{always: [4s, 5s], probe: count, that: {equals: 1}}",
    "{within: [4s, 6s], probe: count, that: {equals: 4}}",
    "{never: [4s, 6s], probe: count, that: {equals: 2}}",
    "{at: 1s, probe: count, that: {equals: 0}}",
    "{always: [0s, 2s], probe: 'true'}",
    "{at: 10s, probe: 'count == 8'}",
    "{at: 10s, probe: nowhere, that: {absent: true}}",
    "{always: [4s, 10s], probe: imp.net.info(), that: {path: active.type, equals: wifi}}",
    "{at: 10s, probe: imp.net.info(), that: {path: active.type, absent: true}}",
    "{message: {from: imp, name: tock}}",
    "{message: {from: agent, to: imp}}",
    "{message: {from: imp, lost: true}}",
    "{event: {kind: cloud.session, state: closed}}",
    "{within: [0s, 2s], state: connected}",
    "{never: [0s, end], state: connected}",
    "{always: [0s, end], state: connected}",
    "{at: 10s, state: {interface: wl0, is: CONNECTED}}",
    "{at: end, memory: {less_than: 1000}}",
    "{at: end, energy: {less_than_mah: 0.01}}",
    "{order: [{contains: tick 3}, {equals: tick 2}]}",
    "{order: [{equals: tick 1}, {contains: tock}]}",
    "{error: {contains: tick}}",
    "{never: [0s, end], probe: nosuch.thing}",
    "{never: [0s, 1s], probe: count, that: {equals: 9}}",
    "{order: [{log: tick 2}, {error: tick}]}",
    "{log: {matches: 'tick (?<n>[0-9]+)'}, that: {path: msg, contains: tock}}",
    "{at: 10s, state: {interface: wl0, is: CONNECTED}}",
    "memory: {less_than: 1000}",
    "energy: {less_than_mah: 0.01}",
]


@pytest.mark.parametrize("expect", BREAK)
def test_it_breaks(tmp_path, expect):
    assert failed_ids(tmp_path, "- " + expect) == ["#1"]


def test_windows_refer_to_the_timeline_and_to_each_other(tmp_path):
    expect = """
        - {id: fifth, log: {equals: tick 5}}
        - {id: next, within: [fifth + 1s, fifth + 1s], log: {equals: tick 6}}
        - {id: before, within: [fifth - 1s, fifth - 1s], log: {equals: tick 4}}
        - {id: gone, within: [out, out + 1s], state: disconnected}
        - {id: too-soon, within: [0s, out - 1ms], log: {equals: tick 9}}
    """
    more = "timeline: [{id: out, at: 10s, do: link.down}, {at: 10s, do: ap.down}]\n"
    assert failed_ids(tmp_path, expect, more=more) == ["too-soon"]


def test_a_reference_to_what_never_was_breaks(tmp_path):
    expect = """
        - {id: nothing, log: tock}
        - {id: after, never: [nothing, end], log: whatever}
    """
    assert failed_ids(tmp_path, expect) == ["nothing", "after"]


def test_same_as_compares_with_what_another_has_seen(tmp_path):
    expect = """
        - {id: first, at: 5s, probe: imp.net.info(), that: {path: ipv4.address, present: true}}
        - {id: kept, always: [5s, end], probe: imp.net.info(), that: {path: ipv4.address, same_as: first}}
        - {id: count, at: 5s, probe: '{c = count}', that: {path: c, present: true}}
        - {id: stuck, at: 9s, probe: '{c = count}', that: {path: c, same_as: count}}
    """
    assert failed_ids(tmp_path, expect) == ["stuck"]


def test_an_entry_waits_for_what_happens(tmp_path):
    more = "timeline: [{id: stop, when: {log: tick, nth: 4}, delay: 500ms, do: power.off}]\n"
    expect = """
        - {log: tick, times: 4}
        - {within: [stop, stop], state: "off"}
        - {at: 6.84s, state: "off"}
    """
    assert failed_ids(tmp_path, expect, more=more) == []


THROWS = 'imp.wakeup(1, function() { throw "ouch"; });'


def test_an_error_that_nothing_expects_breaks_the_run(tmp_path):
    assert failed_ids(tmp_path, "- state: running", THROWS) == ["uncaught-errors"]


@pytest.mark.parametrize("claim", ["ouch", "{message: ouch, file: p.nut, line: 1}", "{matches: '^ou'}"])
def test_an_error_that_is_expected_breaks_nothing(tmp_path, claim):
    assert failed_ids(tmp_path, "- error: " + claim, THROWS) == []


def test_another_error_is_not_claimed(tmp_path):
    assert failed_ids(tmp_path, "- error: {message: ouc}", THROWS) == ["#1", "uncaught-errors"]


def test_errors_can_be_ignored(tmp_path):
    head = HEAD.replace("{until: 20s}", "{until: 20s, uncaught_errors: ignore}")
    assert failed_ids(tmp_path, "- state: running", THROWS, head=head) == []


def test_a_program_that_never_ends_breaks_the_run(tmp_path):
    assert failed_ids(tmp_path, "- state: running", "while (true);") == ["uncaught-errors"]


def test_only_the_first_failure_is_told_when_asked(tmp_path):
    head = HEAD.replace("{until: 20s}", "{until: 20s, after_failure: stop}")
    text = head + "expect:\n  - {id: late, at: 9s, probe: 'false'}\n  - {id: early, at: 4s, probe: 'false'}\n"
    (result,) = results(tmp_path, text)
    assert result.message.startswith("early ")
    assert "late " not in result.message


def test_a_probe_that_does_not_compile_is_told_where_it_stands(tmp_path):
    with pytest.raises(Diagnostic) as caught:
        results(tmp_path, HEAD + "expect:\n  - {at: 5s, probe: '1 +'}\n")
    assert (caught.value.line, caught.value.column) == (6, 21)


def test_the_wall_limit_is_an_error_not_a_failure(tmp_path):
    text = HEAD.replace("{until: 20s}", "{until: 90d, wall_limit: 200ms}") + "expect:\n  - log: tock\n"
    (result,) = results(tmp_path, text)
    assert result.status == "error"
    assert "wall_limit" in result.message


def test_logs_are_expected_even_when_there_was_no_connection_for_them(tmp_path):
    more = "timeline: [{at: 5s, do: link.down}, {at: 5s, do: ap.down}]\n"
    expect = """
        - {within: [8s, end], log: {contains: tick, lost: true}}
        - {id: sent, within: [8s, end], log: {contains: tick, lost: false}}
        - {within: [8s, end], message: {from: imp, lost: true}}
    """
    assert failed_ids(tmp_path, expect, more=more) == ["sent"]


def test_an_entry_waits_for_a_line_that_nobody_receives(tmp_path):
    more = "timeline: [{at: 5s, do: link.down}, {at: 5s, do: ap.down}, {id: off, when: {log: tick 9}, do: power.off}]\n"
    assert failed_ids(tmp_path, "- {within: [off, off], state: 'off'}", more=more) == []


def test_a_window_that_turns_out_to_end_before_it_begins_breaks(tmp_path):
    expect = """
        - {id: third, log: {equals: tick 3}}
        - {id: fifth, log: {equals: tick 5}}
        - {id: back, never: [fifth, third], log: tock}
        - {id: forth, never: [third, fifth], log: tock}
        - {id: any, within: [fifth, third], log: tick}
    """
    assert failed_ids(tmp_path, expect) == ["back", "any"]


def test_a_window_that_turns_out_to_go_beyond_the_end_breaks(tmp_path):
    expect = """
        - {id: third, log: {equals: tick 3}}
        - {id: never, never: [third, third + 15s], log: tock}
        - {id: always, always: [third, third + 15s], state: running}
        - {id: within, within: [third, third + 15s], log: tick 9}
        - {id: inside, never: [third, third + 14s], log: tock}
    """
    assert failed_ids(tmp_path, expect) == ["never", "always"]


def test_why_there_is_nothing_to_look_at_is_told_once(tmp_path):
    text = HEAD + "expect:\n  - {id: no, log: tock}\n  - {id: x, never: [no, no + 1s], log: tock}\n"
    assert "seen:     'no' has not happened\n" in results(tmp_path, text)[0].message


LATE = 'imp.wakeup(8, function() { throw "ouch"; });'


@pytest.mark.parametrize(
    ("claims", "broken"),
    [
        ("[{never: [0s, 5s], error: ouch}]", ["uncaught-errors"]),
        ("[{within: [0s, 5s], error: ouch}]", ["#1", "uncaught-errors"]),
        ("[{within: [0s, 15s], error: ouch}]", []),
        ("[{error: ouch, that: {path: line, equals: 2}}]", ["#1", "uncaught-errors"]),
        ("[{within: [0s, 15s], error: {}}, {never: [0s, 5s], error: {}}]", []),
        ("[{order: [{event: {kind: vm}}, {error: ouch}]}]", []),
        ("[{id: none, log: tock}, {within: [none, end], error: ouch}]", ["none", "#2", "uncaught-errors"]),
    ],
)
def test_an_error_is_claimed_in_its_window(tmp_path, claims, broken):
    assert failed_ids(tmp_path, claims, LATE) == broken


DIES = "local a = []; while (true) a.append(blob(1000));"


@pytest.mark.parametrize(
    ("claim", "broken"), [("state: running", ["uncaught-errors"]), ("error: out of memory", []), ("error: boom", None)]
)
def test_memory_that_is_not_enough_is_an_error(tmp_path, claim, broken):
    assert failed_ids(tmp_path, "- " + claim, DIES) == (["#1", "uncaught-errors"] if broken is None else broken)


def test_a_reset_is_no_error(tmp_path):
    program = "if (hardware.wakereason() == WAKEREASON_POWER_ON) imp.wakeup(1, @() imp.reset());"
    assert failed_ids(tmp_path, "- log: {type: lastexitcode}", program) == []


def test_an_error_that_is_expected_may_come_again_after_a_restart(tmp_path):
    assert failed_ids(tmp_path, "- {within: [0s, 8s], error: ouch}", THROWS, head=HEAD.replace("20s", "60s")) == []
    two = 'throw hardware.millis() < 4000 ? "ouch" : "another";'
    assert failed_ids(tmp_path, "- {within: [0s, 3s], error: ouch}", two, head=HEAD.replace("20s", "60s")) == []


TIMELINE = "timeline: [%s]\n"


@pytest.mark.parametrize(
    ("entries", "broken"),
    [
        ("{when: {state: sleeping}, do: power.off}", ["timeline"]),
        ("{id: a, when: {log: tock}, do: dhcp.stop}, {after: a + 1s, do: dhcp.start}", ["timeline"]),
        ("{when: {log: tick 3}, delay: 30s, do: dhcp.stop}", ["timeline"]),
        ("{at: 1s, do: dhcp.stop}, {at: 2s, do: dhcp.stop}, {when: {log: tock}, do: dhcp.stop}", ["timeline"]),
        ("{when: {log: tick 3}, do: dhcp.stop}, {at: end, do: dhcp.start}".replace("end", "20s"), []),
        ("{when: {state: connected}, do: dhcp.stop}", []),
        ("{when: {state: CONNECTED}, do: wifi.rssi, set: {ap: out}}", []),
        ("{at: 1s, do: cloud.down}, {id: up, at: 4s, do: cloud.up}, {when: {state: connected}, do: dhcp.stop}", []),
        ("{at: 5s, do: link.down}, {at: 5s, do: ap.down}, {when: {state: disconnected}, do: ap.up}", []),
    ],
)
def test_a_timeline_that_waits_in_vain_breaks_the_run(tmp_path, entries, broken):
    assert failed_ids(tmp_path, "- state: running", more=TIMELINE % entries) == broken


def test_who_waits_in_vain_is_told_with_its_line(tmp_path):
    text = HEAD + "expect: [state: running]\ntimeline:\n  - {id: cut, when: {log: tock}, do: power.off}\n"
    (result,) = results(tmp_path, text)
    assert "'cut' (line 7) has not happened by the end" in result.message
    assert result.line == 7


def test_a_case_may_wait_in_vain_on_purpose(tmp_path):
    text = HEAD + "expect: [state: running]\ntimeline: [{when: {log: tick}, do: dhcp.stop}]\n"
    text += "cases: [{id: silent, patch: {devices: {imp: {device: a.nut}}}, must_fail: [timeline]}]\n"
    assert [result.status for result in results(tmp_path, text, agent="")] == ["passed", "passed"]


def test_what_the_timeline_sends_is_a_message(tmp_path):
    entries = "{id: a, at: 5s, do: agent.send, name: hi, data: 7}, {id: d, at: 6s, do: device.send, name: ho}"
    expect = """
        - {within: [a, a], message: {from: agent, to: imp, name: hi}, that: {equals: 7}}
        - {within: [d, d], message: {from: imp, to: agent, name: ho}}
    """
    assert failed_ids(tmp_path, expect, more=TIMELINE % entries) == []


def test_what_the_timeline_sends_may_be_lost(tmp_path):
    entries = "{id: a, at: 1s, do: agent.send, name: hi}, {id: d, at: 1s, do: device.send, name: ho}"
    expect = """
        - {within: [a, a], message: {from: agent, name: hi, lost: true}}
        - {within: [d, d], message: {from: imp, name: ho, lost: true}}
    """
    assert failed_ids(tmp_path, expect, more=TIMELINE % entries) == []


def test_a_message_is_sent_for_an_agent_that_there_is_not(tmp_path):
    head = HEAD.replace(", agent: a.nut", "")
    entries = "{id: a, at: 5s, do: agent.send, name: hi, data: é}"
    expect = "- {within: [a, a], message: {from: agent, name: hi}, that: {equals: é}}"
    assert failed_ids(tmp_path, expect, head=head, more=TIMELINE % entries) == []


@pytest.mark.parametrize(
    ("event", "broken"),
    [
        ("do: lan.drop, loss: 50%", []),
        ("do: lan.drop, lan: lan", []),
        ("do: lan.drop, loss: 5%", ["#1"]),
        ("do: power.cycle, for: 1s", []),
        ("do: power.cycle, for_us: 1s", []),
        ("entry: x", []),
    ],
)
def test_a_stimulus_is_found_by_its_fields(tmp_path, event, broken):
    entries = "{id: x, at: 5s, do: lan.drop, loss: 50%}, {at: 18s, do: power.cycle, for: 1s}"
    assert failed_ids(tmp_path, "- event: {kind: fault, %s}" % event, more=TIMELINE % entries) == broken


def test_the_nearest_miss_is_the_nearest(tmp_path):
    text = HEAD + "expect:\n  - {within: [10.3s, 10.9s], message: tick, that: {path: count, greater_than: 90}}\n"
    assert "nearest:  at 10.16 s: count is 8, at 10.16 s, 0.14 s too early" in results(tmp_path, text)[0].message


@pytest.mark.parametrize(("word", "shown"), [("on", '"on"'), ("true", "true"), ("'7'", '"7"'), ("{a: 1}", '{"a": 1}')])
def test_a_value_is_shown_with_its_type(tmp_path, word, shown):
    text = HEAD + "expect:\n  - {at: 10s, probe: count, that: {equals: %s}}\n" % word
    assert "with the value is %s\n" % shown in results(tmp_path, text)[0].message


@pytest.mark.parametrize("probe", ["zork <- 3", "count++", "count = 7", "count += 1", "delete count", "[count--]"])
def test_a_probe_that_changes_the_program_is_refused(tmp_path, probe):
    with pytest.raises(Diagnostic, match="in this probe: this changes the program, a look does not") as caught:
        results(tmp_path, HEAD + "expect:\n  - {at: 5s, probe: '%s'}\n" % probe)
    assert (caught.value.line, caught.value.column, caught.value.hint) == (6, 21, "== compares")


def test_where_a_run_stood_when_it_took_too_long(tmp_path):
    text = HEAD.replace("{until: 20s}", "{until: 9000d, wall_limit: 200ms}") + "expect:\n  - log: tock\n"
    (result,) = results(tmp_path, text)
    assert result.virtual_s < 9000 * 86400
    assert "it stood at %.6f s of virtual time" % result.virtual_s in result.message


def test_a_program_whose_turns_are_long_meets_the_wall_limit_soon(tmp_path):
    heavy = "function w() { imp.wakeup(1, w); for (local i = 0; i < 300000; i++); server.log(`turn`); } w();"
    (tmp_path / "heavy.nut").write_text(heavy.replace("`", '"'))
    text = "impsim: 1\nrun: {until: 200s, wall_limit: 50ms}\ndevices: {imp: {device: heavy.nut}}\n"
    (result,) = results(tmp_path, text + "expect:\n  - {log: turn, times: 190..210}\n")
    assert result.status == "error"
    assert result.virtual_s < 150
