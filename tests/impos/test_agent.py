"""Agents: their own VM beside the imp, messages both ways, and what is kept."""

from __future__ import annotations

import pytest
from agent_harness import MINUTE_US, SECOND_US, agent_says

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source

# The agent as a program


def test_an_agent_runs_from_the_start_whatever_the_imp_does(pair):
    ran = pair(agent='server.log("here"); imp.wakeup(1, @() server.log("later"))').run()
    assert [(record["t_us"], record["type"]) for record in ran.records] == [(0, "agent.log"), (SECOND_US, "agent.log")]


def test_an_imp_without_an_agent_has_none():
    simulation = Simulation()
    profile = find("imp001")
    imp = simulation.add("imp", profile, newest_for(profile), compile_source('agent.send("a", 1)', "device.nut"))
    simulation.run(MINUTE_US)
    assert imp.agent is None


@pytest.mark.parametrize(
    ("expression", "logged"),
    [
        ("typeof imp + typeof device + typeof server", "tabletabletable"),
        ('"agent" in getroottable()', "false"),
        ('"hardware" in getroottable()', "false"),
        ('"info" in imp', "false"),
        ('"onidle" in imp', "false"),
        ('"isconnected" in server', "false"),
        ("imp.environment() == ENVIRONMENT_AGENT", "true"),
        ("imp.configparams.deviceid == device.info().id", "true"),
        ("imp.configparams.deviceid.len()", "16"),
        ('split(imp.getsoftwareversion(), "-")[2].tofloat() > 30', "true"),
        ("imp.getmemoryfree() > 0", "true"),
        ("device.isconnected()", "false"),
        ("device.info().ipaddress", ""),
        ("device.info().len()", "3"),
        ("server.load().len()", "0"),
        ("server.save({ a = 1 })", "0"),
        ('imp.wakeup(-1, @() 0) == null && imp.wakeup(1, @() 0, "n") != null', "true"),
        ('typeof regexp2("a")', "regexp2"),
    ],
)
def test_what_agents_find(expression, logged):
    assert agent_says("server.log(%s)" % expression) == [logged]


def test_what_an_agent_logs(pair):
    ran = pair(agent='server.log("one"); server.error("two")').run()
    assert ran.log == [("agent.log", "one"), ("agent.error", "ERROR: two")]


def test_a_device_has_no_device_and_an_agent_no_agent(pair):
    device = 'server.log("device" in getroottable()); server.log("agent" in getroottable())'
    assert pair(device=device).run().said("server.log") == ["false", "true"]


def test_imp_sleep_blocks_the_agent_alone(pair):
    agent = 'device.on("m", function(d) { server.log(d) }); imp.wakeup(1, @() server.log("due")); imp.sleep(20)'
    ran = pair(device='agent.send("m", "sent"); server.log("went on")', agent=agent).run()
    assert ran.log == [("server.log", "went on"), ("agent.log", "due"), ("agent.log", "sent")]
    assert ran.records[1]["t_us"] == 20 * SECOND_US


# Named timers


def test_a_timer_is_cancelled_by_its_name():
    source = """
        imp.wakeup(60, @() server.log("named"), "a");
        local second = imp.wakeup(40, @() imp.cancelwakeup("a"));
    """
    assert agent_says(source) == []
    assert agent_says(source + "imp.cancelwakeup(second)") == ["named"]


@pytest.mark.parametrize(
    "source",
    [
        'imp.cancelwakeup("n")',
        'imp.wakeup(9, @() 0, "n"); imp.cancelwakeup("n"); imp.cancelwakeup("n")',
        'local t = imp.wakeup(9, @() 0, "n"); imp.cancelwakeup(t); imp.cancelwakeup("n")',
        'imp.wakeup(1, @() 0, "n"); imp.sleep(2); imp.wakeup(0, @() imp.cancelwakeup("n"))',
    ],
)
def test_the_name_of_no_active_timer_throws(pair, source):
    errors = pair(agent="imp.onunhandledexception(@(e) server.log(e)); " + source).run().said("agent.log")
    assert errors == ["no timer is called 'n'"]


def test_a_name_in_use_means_the_newer_timer():
    source = 'imp.wakeup(1, @() server.log(1), "n"); imp.wakeup(2, @() server.log(2), "n"); imp.cancelwakeup("n")'
    assert agent_says(source) == ["1"]


def test_a_timer_is_cancelled_by_itself_as_well():
    source = 'local t = imp.wakeup(1, @() server.log(1), "n"); imp.cancelwakeup(t); imp.cancelwakeup(t)'
    assert agent_says(source) == []


# Messages


ECHO = 'device.on("ask", function(d) { server.log("asked " + d); device.send("answer", d * 2) });'
ASK = 'agent.on("answer", function(d) { server.log("answered " + d) }); server.log(agent.send("ask", 21));'


def test_messages_go_both_ways(pair):
    ran = pair(device=ASK, agent=ECHO).run()
    assert ran.log == [("server.log", "0"), ("agent.log", "asked 21"), ("server.log", "answered 42")]


def test_messages_take_time(pair):
    ran = pair(device=ASK, agent=ECHO).run()
    sent, asked, answered = [record["t_us"] for record in ran.records]
    assert sent < asked < answered < sent + SECOND_US


def test_messages_arrive_in_the_order_in_which_they_were_sent(pair):
    agent = 'device.on("n", function(n) { server.log(n) })'
    ran = pair(device='for (local i = 0; i < 20; i++) agent.send("n", i)', agent=agent).run()
    assert ran.said("agent.log") == [str(number) for number in range(20)]


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        ("null", "(null : 0x0)"),
        ("1.5", "1.5"),
        (r'"\xff"', "blob"),
        ('"text"', "text"),
        ("{ a = [1, { b = 2 }] }", "2"),
        ("{ a = [1, { b = 2 }], f = @() 1 }", "2"),
        ("[@() 1, 7]", "7"),
        ("@() 1", "(null : 0x0)"),
    ],
)
def test_what_arrives_of_a_value(pair, value, arrives):
    show = """
        function show(d) {
            if (typeof d == "table") return d.a[1].b;
            if (typeof d == "array") return d[0];
            return typeof d == "blob" ? "blob" : d;
        }
    """
    agent = show + 'device.on("v", function(d) { server.log(show(d)); device.send("v", d) })'
    device = show + 'agent.on("v", function(d) { server.log(show(d)) }); agent.send("v", %s)' % value
    ran = pair(device=device, agent=agent).run()
    assert (ran.said("agent.log"), ran.said("server.log")) == ([arrives], [arrives])


def test_all_that_imp_net_info_tells_can_be_sent(pair):
    agent = 'device.on("net", function(d) { server.log(d.interface[d.active].type) })'
    assert pair(device='agent.send("net", imp.net.info())', agent=agent).run().said("agent.log") == ["wifi"]


@pytest.mark.parametrize(
    ("send", "error"),
    [
        ('send("m")', "wrong number of parameters"),
        ('send("m", 1, 2)', "wrong number of parameters"),
        ("send(1, 2)", "parameter 1 has an invalid type 'integer' ; expected: 'string'"),
        ('on("m", 1)', "parameter 2 has an invalid type 'integer' ; expected: 'function|function'"),
        ('send("m", cyclic)', "too many nested tables or arrays to serialize"),
    ],
)
@pytest.mark.parametrize("side", ["agent", "device"])
def test_calls_that_are_refused(pair, side, send, error):
    other = {"agent": "device", "device": "agent"}[side]
    source = "cyclic <- {}; cyclic.c <- cyclic; try { %s.%s } catch (e) { server.log(e) }" % (other, send)
    ran = pair(**{side: source}).run()
    assert ran.said({"agent": "agent.log", "device": "server.log"}[side]) == [error]
    assert ran.seen("message") == []


@pytest.mark.parametrize(("impos", "name"), [("35.8", '"lost"'), ("33.0", "")])
def test_a_message_without_handler_is_logged_by_who_gets_it(pair, impos, name):
    ran = pair(device='agent.send("lost", 1)', agent='device.onconnect(@() device.send("lost", 2))', impos=impos).run()
    assert sorted(ran.log) == [
        ("agent.error", "ERROR: no handler for agent.send(%s)" % name),
        ("server.error", "ERROR: no handler for device.send(%s)" % name),
    ]


def test_the_latest_handler_gets_the_message(pair):
    agent = 'device.on("m", @(d) server.log("old")); device.on("m", function(d) { server.log("new") })'
    assert pair(device='agent.send("m", 1)', agent=agent).run().said("agent.log") == ["new"]


def test_a_handler_replaced_while_its_message_waits_is_not_called(pair):
    agent = """
        device.on("m", function(d) { server.log("old") });
        imp.wakeup(1, function() { imp.sleep(20); device.on("m", function(d) { server.log("new") }) });
    """
    assert pair(device='agent.send("m", 1)', agent=agent).run().said("agent.log") == ["new"]


def test_a_handler_gets_exactly_one_argument(pair):
    ran = pair(device='agent.send("m", 1)', agent='device.on("m", function() {})').run()
    assert "ERROR: wrong number of parameters" in ran.said("agent.error")[0]


def test_messages_for_an_imp_that_is_not_connected_are_lost(pair):
    agent = 'device.send("m", 1); server.log("went on")'
    ran = pair(device='agent.on("m", function(d) { server.log(d) })', agent=agent).run()
    assert ran.log == [("agent.log", "went on")]
    assert [event["lost"] for event in ran.seen("message")] == ["not connected"]


def test_messages_are_events(pair):
    ran = pair(device='agent.on("up", function(d) {}); agent.send("up", { a = [1, "x"] })', agent="").run()
    event = ran.seen("message")[0]
    assert (event["from"], event["to"], event["name"], event["data"]) == ("device", "agent", "up", {"a": [1, "x"]})
    assert event["bytes"] > 10
    assert "lost" not in event
    assert ran.seen("message")[1]["lost"] == "no handler"


# The connection as the agent sees it


CONNECTION = """
    device.onconnect(function() { server.log("connected " + device.isconnected()) });
    device.ondisconnect(function() { server.log("disconnected " + device.isconnected()) });
"""


def test_the_agent_hears_of_connection_and_good_bye(pair):
    device = """
        server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);
        imp.wakeup(5, @() server.disconnect());
    """
    ran = pair(device=device, agent=CONNECTION).run()
    assert ran.said("agent.log") == ["connected true", "disconnected false"]


def test_the_address_is_known_from_the_connection_on(pair):
    agent = "server.log(device.info().ipaddress); device.onconnect(@() server.log(device.info().ipaddress))"
    before, after = pair(agent=agent).run().said("agent.log")
    assert before == ""
    assert after.count(".") == 3


@pytest.mark.parametrize(
    ("callback", "logged"), [("function() { server.log(0) }", "0"), ("function(t) { server.log(t.len()) }", "0")]
)
def test_on_disconnect_gets_an_empty_table_if_it_takes_one(pair, callback, logged):
    device = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30); imp.onidle(@() server.disconnect())"
    assert pair(device=device, agent="device.ondisconnect(%s)" % callback).run().said("agent.log") == [logged]


def test_callbacks_are_replaced(pair):
    agent = "device.onconnect(@() server.log(1)); device.onconnect(@() server.log(2))"
    assert pair(agent=agent).run().said("agent.log") == ["2"]


def test_an_imp_that_vanishes_is_missed_at_the_next_ping(pair):
    agent = CONNECTION + 'imp.wakeup(3000, @() 0); imp.wakeup(300, @() device.send("m", 1));'
    ran = pair(agent=agent).run(60)
    connected_us = ran.records[0]["t_us"]
    ran.imp.power_off()
    ran.run(3000)
    assert ran.said("agent.log") == ["connected true", "disconnected false"]
    assert ran.records[-1]["t_us"] == connected_us + 9 * MINUTE_US
    assert "lost" not in ran.seen("message")[0]


def test_a_message_to_an_imp_that_has_silently_gone_is_told_as_lost(pair):
    """The server takes the imp for connected until the next ping."""
    ran = pair(agent='imp.wakeup(20, function() { server.log(device.isconnected()); device.send("late", 1) });')
    ran.simulation.clock.at(15 * SECOND_US, ran.imp.power_off)
    told = [(event["t_us"], event.get("lost")) for event in ran.run(400).seen("message")]
    assert ran.said("agent.log") == ["true"]
    assert told == [(20 * SECOND_US, None), (20 * SECOND_US, "the connection was lost")]


def test_an_imp_that_sleeps_is_seen_to_come_and_go(pair):
    device = 'server.log("online"); imp.wakeup(5, @() server.sleepfor(20))'
    agent = CONNECTION + 'imp.wakeup(15, @() device.send("m", 1));'
    ran = pair(device=device, agent=agent).run(60)
    assert ran.said("agent.log")[:4] == ["connected true", "disconnected false"] * 2
    assert ran.said("server.log")[:2] == ["online", "online"]
    assert [event["lost"] for event in ran.seen("message")] == ["not connected"]


# What is kept


def test_what_is_saved_outlasts_a_restart():
    source = """
        local kept = server.load();
        kept.runs <- ("runs" in kept ? kept.runs : 0) + 1;
        server.save(kept);
        server.log(kept.runs);
        if (kept.runs < 3) server.restart();
        server.log("end");
    """
    assert agent_says(source) == ["1", "2", "3", "end"]


def test_what_is_loaded_is_a_copy():
    source = "local t = { a = [1] }; server.save(t); t.a.append(2); server.load().a.append(3);"
    assert agent_says(source + "server.log(server.load().a.len())") == ["1"]


def test_a_later_save_takes_the_place_of_the_first():
    assert agent_says("server.save({ a = 1 }); server.save({}); server.log(server.load().len())") == ["0"]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("save(1)", "parameter 1 has an invalid type 'integer' ; expected: 'table'"),
        ("save()", "wrong number of parameters"),
        ("save({}, 3)", "invalid format type"),
        ("save({ a = text })", "too much data to serialize"),
        ("save({ a = text.slice(0, 65529) })", "too much data to serialize"),
        ("save({ a = text.slice(0, 65528) })", None),
        ("save({ a = text.slice(0, 65500), b = blob(99) }, 2)", "too much data to serialize"),
    ],
)
def test_what_cannot_be_saved(call, error):
    source = """
        local text = ""; for (local i = 0; i < 10; i++) text += "0123456789";
        local all = ""; for (local i = 0; i < 656; i++) all += text;
        text = all;
        server.save({ before = 1 });
        try { server.%s; server.log("saved") } catch (e) { server.log(e) }
        server.log("before" in server.load());
    """
    assert agent_says(source % call) == ([error, "true"] if error else ["saved", "false"])


def test_what_json_cannot_hold_is_left_out_with_an_error(pair):
    ran = pair(agent="server.save({ b = blob(1), f = @() 1, c = 2 }); server.log(server.load().len())").run()
    assert ran.said("agent.log") == ["1"]
    first, stack = ran.said("agent.error")
    assert first.startswith("ERROR: server.save(): not serializable, left out: ")
    assert "'b' (blob)" in first
    assert "'f' (function)" in first
    assert "agent_code:1" in stack


def test_the_binary_format_holds_blobs(pair):
    ran = pair(agent="server.save({ b = blob(3), c = 2 }, 2); server.log(server.load().b.len())").run()
    assert ran.log == [("agent.log", "3")]
