"""Calls that block: the world goes on, the program's own callbacks wait, and nobody else notices anything."""

from __future__ import annotations

import _thread
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import Story, one

# What a program does in turn: a timer in so many centiseconds whose callback sleeps, or a sleep right away.
naps = st.lists(st.tuples(st.sampled_from(["sleep", "timer", "zero"]), st.integers(0, 300)), max_size=5)
programs = st.tuples(naps, naps)


def program_of(plan, says):
    """A Squirrel program that notes when it does what."""
    lines = ["local n = 0; function note() { %s(n++) }" % says]
    for what, centiseconds in plan:
        nap = "imp.sleep(%d / 100.0); note();" % centiseconds
        if what == "timer":
            nap = "imp.wakeup(%d / 100.0, function() { note(); imp.sleep(0.7); note() });" % centiseconds
        elif what == "zero":
            nap = "imp.wakeup(0, function() { imp.sleep(%d / 100.0); note() });" % centiseconds
        lines.append(nap)
    return "\n".join(lines)


def company(plans, pausable=False):
    """An imp003 for each (plan of the imp, plan of its agent)."""
    story = Story(pausable=pausable, traced=False)
    for number, (device, agent) in enumerate(plans):
        name = "imp%d" % number
        story.add(program_of(device, "print"), name=name, agent=program_of(agent, "server.log"))
    return story


def split(story, name):
    """The log of an imp's program and that of its agent: between the two only times count."""
    records = [record for record in story.records[name] if record["type"] != "status"]
    return [[(r["t_us"], r["msg"]) for r in records if r["type"] == kind] for kind in ("server.log", "agent.log")]


@settings(max_examples=60)
@given(st.lists(programs, min_size=2, max_size=3), st.booleans())
def test_every_program_runs_as_if_it_were_alone(plans, pausable):
    together = company(plans, pausable).run(100)
    for number, plan in enumerate(plans):
        assert split(together, "imp%d" % number) == split(company([plan]).run(100), "imp0")
    assert together.simulation.stacks.waiting == []


@settings(max_examples=40)
@given(st.lists(programs, min_size=1, max_size=3), st.lists(st.integers(0, 20000), max_size=5))
def test_a_run_in_parts_is_the_same_run(plans, pauses_ms):
    whole, parts = company(plans, True).run(100), company(plans, True)
    for t_ms in sorted(pauses_ms):
        parts.run(t_ms / 1000)
        logged = [record for records in parts.records.values() for record in records]
        assert all(record["t_us"] <= t_ms * 1000 for record in logged)
    assert parts.run(100).records == whole.records


@settings(max_examples=40)
@given(st.lists(programs, min_size=1, max_size=3), st.integers(0, 20000), st.integers(0, 2))
def test_power_that_goes_while_programs_stand_stops_one_alone(plans, off_ms, who):
    who %= len(plans)
    story, undisturbed = company(plans).do(off_ms / 1000, "power.off", "imp%d" % who).run(100), company(plans).run(100)
    for number in range(len(plans)):
        device, agent = split(story, "imp%d" % number)
        expected_device, expected_agent = split(undisturbed, "imp%d" % number)
        assert agent == expected_agent
        if number != who:
            assert device == expected_device
        else:
            assert device == expected_device[: len(device)]
            assert all(t_us <= off_ms * 1000 for t_us, _ in device)
            assert all(t_us >= off_ms * 1000 for t_us, _ in expected_device[len(device) :])
    assert story.simulation.stacks.waiting == []


def test_a_look_in_the_middle_of_a_sleep():
    program = "stage <- 1; imp.wakeup(3, @() print(stage)); imp.sleep(10); stage = 2;"
    program += "print(hardware.micros()); imp.sleep(5);"
    story = one(program, pausable=True).run(7)
    assert story.value("stage") == 1
    assert story.value("server.isconnected()") is True
    story.run(13)
    assert story.value("stage") == 2
    assert story.run(30).timed() == one(program).run(30).timed()


def test_a_look_that_changes_something_is_seen_by_who_stands():
    story = one("stage <- 1; imp.sleep(10); print(stage)", pausable=True).run(7)
    story.value("stage = 5")
    assert story.run(30).log() == ["5"]


def test_no_thread_stands_when_a_simulation_is_closed():
    before = _thread._count()
    story = Story(pausable=True)
    for number in range(4):
        story.add("imp.sleep(1000); print(1)", name="imp%d" % number)
    story.run(100)
    assert len(story.simulation.stacks.waiting) == 4
    story.simulation.close()
    assert story.simulation.stacks.waiting == []
    assert all(story.log(name) == [] for name in story.imps)
    patience = 1000
    while _thread._count() > before and patience:  # they end by themselves, a little later
        time.sleep(0.001)
        patience -= 1
    assert _thread._count() <= before


STOOD = {
    "imp.sleep": "imp.sleep(%d)",
    "connecting": 'server.disconnect(); server.log("x"); imp.sleep(%d)',
    "scanning": "imp.scanwifinetworks(); imp.sleep(%d)",
    "acknowledged": 'server.setsendtimeoutpolicy(SUSPEND_ON_ERROR, WAIT_FOR_ACK, 30); server.log("x"); imp.sleep(%d)',
}


@pytest.mark.parametrize("call", STOOD)
@pytest.mark.parametrize("end", ["power.off", "power.cycle", "squirrel.restart", "squirrel.deploy", "blinkup"])
@pytest.mark.parametrize("at_s", [2.17, 2.5, 3, 4])
def test_a_program_that_is_ended_while_it_stands_never_goes_on(call, end, at_s):
    program = "if (hardware.wakereason() || hardware.millis() < 2000) { print(0); return }\n"
    program += '%s; print("never")' % (STOOD[call] % 50)
    story = one(program).do(at_s, end, **({"ssid": "impsim"} if end == "blinkup" else {})).run(200)
    assert "never" not in story.log()
    assert story.simulation.stacks.waiting == []
    assert story.log().count("0") == (0 if end == "power.off" else 1)


def test_no_catch_and_no_handler_hold_the_end_of_a_program():
    program = """
        imp.onunhandledexception(@(error) print("handled"));
        while (true) { try { imp.sleep(3) } catch (error) { print("caught") } }
    """
    for end in ("power.off", "squirrel.deploy"):
        story = one(program).do(10, end).run(20)
        assert story.log() == []
        assert story.simulation.stacks.waiting == []


def test_callbacks_of_one_imp_wait_in_the_order_in_which_they_came():
    program = """
        foreach (i, at in [3, 1, 2]) { local n = i; imp.wakeup(at, function() { print(n) }) }
        agent.on("m", @(value) print(value));
        imp.sleep(5);
        print("slept");
    """
    agent = 'imp.wakeup(4.5, @() device.send("m", "message"))'
    assert one(program, agent=agent).run(60).timed() == [(7.16, text) for text in ("slept", "1", "2", "message", "0")]


def test_a_connection_that_is_lost_in_a_sleep_holds_the_program_behind_it():
    story = (
        one('imp.sleep(20); print("slept")').do(5, "wifi.down", network="impsim").do(40, "wifi.up", network="impsim")
    )
    [(t_s, text)] = story.run(100).timed()
    assert text == "slept"
    assert 40 < t_s < 60


def test_who_waits_for_a_connection_does_not_keep_the_others():
    story = Story()
    story.add("imp.wakeup(1, @() server.disconnect()); imp.wakeup(2, @() server.log(1))", name="one")
    story.add("function tick() { print(server.isconnected()); imp.sleep(4); imp.wakeup(4, tick) } tick()", name="two")
    story.do(3, "wifi.rssi", "one", set={"ap": None}).run(50)
    assert story.timed("one") == [(4.16, "1")]
    assert story.timed("two") == [(2.16 + 8 * turn, "true") for turn in range(6)]


PYPY = """
import sys
sys.path[:0] = [%r, %r]
from worlds import Story
story = Story(pausable=%r)
for number in range(3):
    text = "foreach (n in [%%d, 3, 1]) { imp.sleep(n); print(n) }" %% (number + 1)
    story.add(text, name="imp%%d" %% number, agent="for (local i = 0; i < 3; i++) { imp.sleep(2.5); server.log(i) }")
story.do(5, "power.off", "imp1")
story.run(4)
story.run(60)
story.simulation.close()
for name in story.imps:
    print(name, story.timed(name))
"""


@pytest.mark.parametrize("pausable", [True, False])
def test_pypy_stands_and_goes_on_the_same_way(pypy, root, pausable):
    text = PYPY % (str(root), str(root / "tests" / "impos"), pausable)
    found = [subprocess.run([python, "-c", text], capture_output=True, text=True) for python in (sys.executable, pypy)]
    assert found[0].stdout.count("imp") == 3
    assert [run.stderr for run in found] == ["", ""]
    assert found[0].stdout == found[1].stdout
