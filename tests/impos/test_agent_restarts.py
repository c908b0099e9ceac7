"""Agents that fail, start again, or get another program."""

from __future__ import annotations

import pytest
from agent_harness import SECOND_US, Pair, agent_says
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.device.release import parse_release
from impsim.impos.mailbox import missing_handler
from impsim.squirrel.compile import compile_source

FAILING = """
server.log("run " + server.load().len());
function fail() {
    return nothing;
}
imp.wakeup(5, @() server.log("late"));
if (server.load().len() == 0) {
    server.save({ failed = true });
    imp.wakeup(1, fail);
}
"""


def test_an_uncaught_error_restarts_the_agent(pair):
    ran = pair(agent=FAILING).run()
    assert ran.said("agent.log") == ["run 0", "run 1", "late"]
    errors = ran.said("agent.error")
    assert errors[0] == "ERROR: the index 'nothing' does not exist"
    assert errors[1] == "ERROR: at fail agent_code:4"
    assert [msg.startswith("Agent restarted: ") for msg in ran.said("status")] == [True]
    assert [event["state"] for event in ran.seen("agent")] == ["started", "restarted"]


def test_an_agent_that_always_fails_is_left_alone_in_the_end(pair):
    ran = pair(agent='server.log("try"); throw "no"').run()
    assert 1 < len(ran.said("agent.log")) < 10
    assert ran.seen("agent")[-1]["state"] == "stopped"
    assert ran.agent.halted


def test_a_failing_agent_does_not_disturb_the_imp(pair):
    ran = pair(device="imp.wakeup(20, @() server.log(server.isconnected()))", agent='throw "no"').run()
    assert ran.said("server.log") == ["true"]


def test_the_handler_for_exceptions_keeps_the_agent_running(pair):
    agent = 'imp.onunhandledexception(@(e) server.log("caught " + e)); imp.wakeup(2, @() server.log("on")); throw "x"'
    ran = pair(agent=agent).run()
    assert ran.log == [("agent.log", "caught x"), ("agent.log", "on")]


def test_messages_wait_while_the_agent_restarts(pair):
    agent = """
        device.on("fail", function(d) { throw d });
        device.on("m", function(d) { server.log(d) });
    """
    device = 'agent.send("fail", "x"); imp.wakeup(0.1, @() agent.send("m", "waited"))'
    assert pair(device=device, agent=agent).run().said("agent.log") == ["waited"]


def test_messages_keep_their_order_through_a_restart(pair):
    agent = """
        device.on("n", function(n) { server.log(n) });
        if (server.load().len()) {
            imp.sleep(3);
        } else {
            server.save({ again = true });
            imp.wakeup(5, @() server.restart());
        }
    """
    device = 'n <- 0; function next() { agent.send("n", n); if (++n < 20) imp.wakeup(0.5, next) } next()'
    assert pair(device=device, agent=agent).run().said("agent.log") == [str(number) for number in range(20)]


def test_a_message_that_comes_with_the_new_run_is_not_lost(pair):
    ran = pair(device="", agent='device.on("m", function(d) { server.log(d) })').run(10)
    ran.agent.request_restart()
    ran.simulation.clock.after(SECOND_US, lambda: ran.agent.endpoint.received("message", "m", "early"))
    assert ran.run(20).said("agent.log") == ["early"]


@settings(max_examples=30)
@given(st.lists(st.integers(5 * SECOND_US, 40 * SECOND_US), max_size=4))
def test_restarts_lose_no_message_and_bring_none_twice(restarts):
    """One message each second; the agent is restarted at any times."""
    device = 'n <- 0; function next() { agent.send("n", n); if (++n < 40) imp.wakeup(1, next) } next()'
    ran = Pair(device=device, agent='device.on("n", function(n) { server.log(n) })')
    for t_us in restarts:
        ran.simulation.clock.at(t_us, ran.agent.request_restart)
    assert ran.run(60).said("agent.log") == [str(number) for number in range(40)]


def test_a_restart_forgets_handlers_and_timers_and_the_address(pair):
    agent = """
        if (server.load().len()) {
            imp.wakeup(30, @() server.log(device.isconnected() + " '" + device.info().ipaddress + "'"));
        } else {
            server.save({ again = true });
            imp.wakeup(20, @() server.restart());
            imp.wakeup(25, @() server.log("timer"));
            device.on("m", function(d) { server.log(d) });
        }
    """
    ran = pair(device='imp.wakeup(30, @() agent.send("m", 1))', agent=agent).run()
    assert ran.said("agent.log") == ["true ''"]
    assert ran.said("agent.error") == ['ERROR: no handler for agent.send("m")']


def test_server_restart_does_not_return():
    source = 'if (!server.load().len()) { server.save({ a = 1 }); server.restart(); server.log("returned") }'
    assert agent_says(source) == []


@pytest.mark.parametrize(
    ("register", "logged"),
    [
        ("server.onshutdown(@(reason) server.log(reason == SHUTDOWN_OTHER))", ["run", "true"]),
        ("server.onshutdown(null)", ["run", "run"]),
        ("", ["run", "run"]),
    ],
)
def test_a_restart_that_the_cloud_wants(pair, register, logged):
    ran = pair(agent='server.log("run");' + register).run(10)
    ran.agent.request_restart()
    assert ran.run(20).said("agent.log") == logged


@pytest.mark.parametrize(
    ("release", "text"),
    [
        ("34.0", "ERROR: no handler for device.send()"),
        ("35.7", 'ERROR: no handler for device.send("m")'),
        ("42.0", 'ERROR: no handler for device.send("m")'),
    ],
)
def test_how_a_missing_handler_is_told(release, text):
    assert missing_handler("device.send", "m", parse_release(release)) == text


def test_a_new_program_takes_the_place_of_the_old_one(pair):
    ran = pair(agent='server.save({ a = 1 }); imp.wakeup(20, @() server.log("old"))').run(10)
    ran.agent.deploy(compile_source("server.log(server.load().a)", "agent.nut"))
    assert ran.run(60).said("agent.log") == ["1"]
    assert ran.said("status") == ["Agent restarted: new_bytecode_version."]


def test_a_new_program_is_started_where_the_old_one_was_given_up(pair):
    ran = pair(agent='throw "no"').run(10)
    ran.agent.deploy(compile_source('server.log("better")', "agent.nut"))
    assert ran.run(60).said("agent.log") == ["better"]


def test_messages_for_an_agent_that_was_given_up_are_lost(pair):
    ran = pair(device='imp.wakeup(10, @() agent.send("m", 1))', agent='throw "no"').run()
    assert [event.get("lost") for event in ran.seen("message")] == [None, "the program has stopped"]
    assert len(ran.said("agent.error")) == 4


def test_an_agent_in_an_endless_loop_is_stopped(pair):
    ran = pair(device='imp.wakeup(10, @() server.log("on"))', agent="imp.wakeup(1, function() { while (true) {} })")
    ran.agent.vm.steps = 1000
    assert ran.run().said("server.log") == ["on"]
    assert ran.seen("agent")[-1]["state"] == "stopped"
