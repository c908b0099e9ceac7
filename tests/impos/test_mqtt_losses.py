"""Agents and MQTT: what becomes of clients when the broker goes, the program ends or nobody needs them any more."""

from __future__ import annotations

import pytest
from agent_harness import SECOND_US, Pair
from mqtt_harness import HELPERS, Agent, said

from impsim.cloud.mqtt_connection import Message
from impsim.impos.holdings import Holdings

# When the broker goes

ASKS = """
    function main() {
        imp.wakeup(10, function() {
            publish("t", "x", {qos = 1}, @(code) log("sent " + code));
            client.subscribe("t", 1, @(code, qos) log("subscribed " + code + " " + qos));
            client.unsubscribe("t", @(code) log("unsubscribed " + code));
        });
    }
"""


def test_a_broker_that_goes_down_takes_the_connection_with_it():
    agent = Agent(ASKS)
    agent.at(10.09, up=False)
    agent.run()
    assert agent.said == ["connect 0", "lost -1", "sent -1", "subscribed -1 -1", "unsubscribed -1"]


def test_the_handler_of_losses_may_have_no_parameter():
    agent = Agent('function main() { client.onconnectionlost(@() log("lost")); }')
    agent.at(5, up=False)
    agent.run()
    assert agent.said == ["connect 0", "lost"]


def test_a_program_may_connect_again_once_the_broker_is_back():
    source = "function main() {} client.onconnectionlost(@(reason) imp.wakeup(20, @() open()));"
    agent = Agent(source)
    agent.at(5, up=False)
    agent.at(15, up=True)
    agent.run()
    assert agent.said == ["connect 0", "connect 0"]


def test_a_broker_that_is_kicked_awake_closes_connections_of_one_client():
    agent = Agent("function main() {}")
    agent.at(5, lambda broker: broker.kick("somebody else"))
    agent.at(6, lambda broker: broker.kick("imp-1"))
    agent.run()
    assert agent.said == ["connect 0", "lost -1"]
    assert [event["t_us"] for event in agent.told("closed")] == [6 * SECOND_US]


HANGS = [(30, 60.04), (60, 120.04), (0, None)]  # keepalive, when the connection is lost


@pytest.mark.parametrize(("keepalive_s", "lost_s"), HANGS)
def test_a_broker_that_hangs_is_noticed_by_the_second_ping(keepalive_s, lost_s):
    agent = Agent("function main() {}", "open({keepalive = %d});" % keepalive_s)
    agent.at(5, hangs=True)
    agent.run(1000)
    lost = [event["t_us"] for event in agent.events if event["kind"] == "log" and event["msg"] == "lost -1"]
    assert lost == ([] if lost_s is None else [lost_s * SECOND_US])


def test_what_is_under_way_waits_for_a_broker_that_hangs_for_a_while():
    agent = Agent(ASKS)
    agent.at(5, hangs=True)
    agent.at(40, hangs=False)
    agent.run()
    assert agent.said == ["connect 0", "sent 0", "subscribed 0 1", "unsubscribed 0"]


def test_a_message_that_is_too_large_ends_the_connection():
    agent = Agent('function main() { client.subscribe("#"); }')
    agent.at(5, lambda broker: broker.publish(Message("t", bytes(262144))))
    agent.at(6, lambda broker: broker.publish(Message("t", bytes(262145))))
    agent.run()
    assert agent.said[-1] == "lost -3"
    assert len(agent.told("deliver")) == 2


def test_of_too_many_messages_under_way_the_last_ones_fail():
    source = """
        failed <- 0; sent <- 0;
        function main() {
            for (local i = 0; i < 1030; i++) publish("t", "x", {qos = 1}, @(code) code == -12 ? failed++ : sent++);
            imp.wakeup(5, @() log(failed + " " + sent));
        }
    """
    assert said(source) == ["connect 0", "6 1024"]


# The last will

WILL = 'open({willtopic = "gone", willmessage = "farewell"});'


def wills(agent):
    return [(event["topic"], event["payload"]) for event in agent.told("publish") if event.get("will")]


def test_a_client_that_takes_leave_leaves_no_will():
    agent = Agent("function main() { client.disconnect(); }", WILL)
    agent.run()
    assert wills(agent) == []
    assert [event["reason"] for event in agent.told("closed")] == ["disconnected"]


def test_of_an_agent_that_starts_again_the_will_is_published():
    agent = Agent("function main() { imp.wakeup(5, @() server.restart()); }", WILL)
    agent.run(8)
    assert wills(agent) == [("gone", "farewell")]
    assert agent.said == ["connect 0", "connect 0"]


def test_of_an_agent_that_fails_the_will_is_published():
    agent = Agent('function main() { imp.wakeup(70, @() throw "oh"); }'.replace("throw", "fail()+"), WILL)
    agent.run(72)
    assert wills(agent) == [("gone", "farewell")]


def test_of_two_clients_with_one_name_the_older_one_is_cut_off():
    from impsim.device.profile import find
    from impsim.device.release import parse_release
    from impsim.squirrel.compile import compile_source

    agent = Agent("function main() {}", WILL)
    unit = compile_source(HELPERS + "function main() {} imp.wakeup(5, @() open());", "other.nut", steps=True)
    empty = compile_source("", "device.nut")
    agent.simulation.add("twin", find("imp001"), parse_release("42"), empty, agent=unit)
    agent.run()
    assert agent.said == ["connect 0", "lost -1"]
    assert wills(agent) == [("gone", "farewell")]
    assert [(event["device"], event["reason"]) for event in agent.told("closed")] == [("imp", "taken over")]


# What nothing refers to


def test_an_agent_that_starts_again_and_again_leaves_nothing_behind():
    agent = Agent("function main() { imp.wakeup(1, @() server.restart()); }")
    agent.run(200)
    agent.agent.end()
    assert not isinstance(agent.agent.after_call.__self__, Holdings)  # none that waits for the next one's turns
    assert len(agent.told("closed")) > 50


def test_a_client_that_nothing_refers_to_is_closed():
    source = """
        function main() {
            client.onconnect(null); client.onmessage(null); client.onconnectionlost(null);
            client = null;
            imp.wakeup(20, @() null);
        }
    """
    agent = Agent(source)
    agent.run()
    assert [event["reason"] for event in agent.told("closed")] == ["disconnected"]


def test_a_client_that_is_in_use_stays_open():
    source = """
        function look() { log(client.connectionstate()); }
        function main() { foreach (second in [1, 15, 30, 100, 300]) imp.wakeup(second, look); }
    """
    assert said(source) == ["connect 0", "2", "2", "2", "2", "2"]


def test_a_client_that_only_its_own_handlers_refer_to_stays_open():
    source = """
        function main() {
            local kept = client;
            client = null;
            kept.onmessage(@(item) log("got " + item.message + kept.connectionstate()));
            kept.subscribe("t");
            imp.wakeup(100, @() null);
        }
    """
    agent = Agent(source)
    agent.at(200, lambda broker: broker.publish(Message("t", b"late")))
    agent.run()
    assert agent.said == ["connect 0", "got late2"]


# Traces


def test_a_trace_tells_what_the_broker_sees():
    source = """
        function main() {
            local leave = @(code) client.disconnect();
            client.subscribe("t", 1, @(qos) publish("t", "\\xff", {qos = 1, retain = true}, leave));
        }
    """
    agent = Agent(source)
    agent.run()
    seen = [event for event in agent.events if event["kind"].startswith("mqtt.")]
    common = {"device": "imp", "broker": "broker", "client": "imp-1"}
    assert all(event.items() >= common.items() for event in seen)
    shown = [{name: event[name] for name in event if name not in (*common, "t_us")} for event in seen]
    assert shown == [
        {"kind": "mqtt.connect", "code": 0},
        {"kind": "mqtt.subscribe", "topics": ["t"], "granted": [1]},
        {"kind": "mqtt.publish", "topic": "t", "payload": "ÿ", "qos": 1, "retain": True},
        {"kind": "mqtt.deliver", "topic": "t", "payload": "ÿ", "qos": 1, "retain": False},
        {"kind": "mqtt.closed", "reason": "disconnected"},
    ]


def test_a_client_that_only_waits_keeps_no_run_going():
    agent = Agent("function main() {}")
    agent.run(3600)
    assert agent.simulation.clock.now_us < 60 * SECOND_US


def test_devices_have_no_mqtt():
    pair = Pair('server.log("mqtt" in getroottable());', "")
    pair.run(60)
    assert [record["msg"] for record in pair.records if record["type"] == "server.log"] == ["false"]
