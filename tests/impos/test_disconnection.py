"""What programs see of a connection that is lost or ended, under each policy, at which times.

Facts: D/api/server/setsendtimeoutpolicy, D/node/2398, D/node/2411, D/node/2510. An imp003 that is switched on at 0 s
is connected at 2.16 s; a message takes 0.03 s to the server and its acknowledgement 0.03 s back.
"""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.world import (
    AccessPoint,
    Cable,
    Carrier,
    Coverage,
    Lan,
    Proxy,
    ProxyServer,
    Server,
    Site,
    Stored,
    World,
)

RETURN = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);"
UNEXPECTED = 'server.onunexpecteddisconnect(@(code) print("unexpected " + code));'
HEARD_S = 2.16  # when the imp last heard the server, if its program says nothing
QUIET_S, PROBE_S, RECOVERY_S = 60, 45, 60


def seconds(timed, digits=2):
    """A log with rounded times: calls take microseconds."""
    return [(round(t_s, digits), text) for t_s, text in timed]


# A dead path


def test_a_black_hole_is_noticed_a_minute_and_three_quarters_after_the_last_word():
    """D/node/2411: 60 s of silence, 45 s for the answer to a probe; then impOS tries for 60 s (D/node/2510)."""
    watch = "local was = true; function look() { local is = server.isconnected(); if (is != was) print(is); was = is; }"
    watch += "function again() { look(); imp.wakeup(0.01, again) } again();"
    story = one(RETURN + UNEXPECTED + watch).do(3, "lan.drop", lan="lan", loss=1).run(300)
    dead_s = HEARD_S + QUIET_S + PROBE_S
    assert seconds(story.timed()) == [(dead_s, "false"), (dead_s + RECOVERY_S, "unexpected 2")]


@pytest.mark.parametrize(("from_s", "dead_s"), [(3, 107.16), (61, 107.16), (63, 167.16), (130, 227.16)])
def test_silence_counts_from_the_last_answered_probe(from_s, dead_s):
    """While packets pass the imp hears the server at least once a minute."""
    story = one(RETURN).do(from_s, "lan.drop", lan="lan", loss=1).run(400)
    assert [event["t_us"] / 1e6 for event in story.seen("cloud.session") if event["state"] == "closed"] == [dead_s]


def test_a_word_in_time_proves_the_server_alive():
    program = RETURN + 'imp.wakeup(50, @() server.log("word"));'
    story = one(program).do(60, "lan.drop", lan="lan", loss=1).run(400)
    closed = [event for event in story.seen("cloud.session") if event["state"] == "closed"]
    assert closed[0]["t_us"] == 52220000 + (QUIET_S + PROBE_S) * 1000000
    assert closed[0]["reason"] == "no answer"


def test_what_is_written_into_a_black_hole_is_lost_with_it():
    """Nobody sees the line: server.log() returns 0, as it is in the send buffer."""
    story = one(RETURN + 'imp.wakeup(10, @() print(server.log("x")))').do(5, "lan.drop", lan="lan", loss=1).run(400)
    assert story.log() == ["0"]
    assert [event["t_us"] for event in story.seen("log.lost")] == [107160000]
    assert story.seen("cloud.session")[1]["lost_messages"] == 1


def test_what_is_written_into_a_black_hole_is_shown_when_it_arrives():
    story = one(RETURN + 'imp.wakeup(10, @() server.log("x"))').do(5, "lan.drop", lan="lan", loss=1)
    story.do(60, "lan.drop", lan="lan", loss=0).run(400)
    assert seconds(story.timed()) == [(60.03, "x")]
    assert story.seen("log.lost") == []


def test_a_black_hole_that_ends_in_time_costs_nothing_but_time():
    """What TCP has not had acknowledged it sends again."""
    agent = 'device.on("m", @(v) server.log("got " + v)); device.ondisconnect(@() server.log("gone"))'
    program = RETURN + UNEXPECTED + 'imp.wakeup(10, @() print(agent.send("m", 1)))'
    story = (
        one(program, agent=agent).do(5, "lan.drop", lan="lan", loss=1).do(80, "lan.drop", lan="lan", loss=0).run(300)
    )
    assert seconds(story.timed()) == [(12.16, "0"), (80.03, "got 1")]


@pytest.mark.parametrize("back_s", [20.5, 25, 40, 60])
def test_a_blip_is_never_reported(back_s):
    """Beacons are missed for 2 s; what has come back within the minute of retries the program does not hear of."""
    story = one(RETURN + UNEXPECTED).do(20, "wifi.down", network="impsim").do(back_s, "wifi.up", network="impsim")
    assert story.run(200).log() == []
    assert story.value("server.isconnected()") is True


def test_a_loss_is_reported_after_a_minute_and_nothing_connects_by_itself():
    story = one(RETURN + UNEXPECTED).do(20, "wifi.down", network="impsim").do(90, "wifi.up", network="impsim")
    story.calls(800, "print(server.isconnected()); server.connect(@(code) print(code));")
    assert story.run(900).timed() == [(82.0, "unexpected 1"), (800.0, "false"), (801.76, "5")]


# What programs get while there is no connection


CALLS = ['server.log("x")', 'server.error("x")', 'agent.send("a", 1)', "server.flush(5)"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("policy", ["RETURN_ON_ERROR", "RETURN_ON_ERROR_NO_DISCONNECT"])
@pytest.mark.parametrize("wait", ["WAIT_TIL_SENT", "WAIT_FOR_ACK"])
def test_under_return_on_error_sends_without_a_connection_fail_at_once(call, policy, wait):
    program = "server.setsendtimeoutpolicy(%s, %s, 10); server.disconnect(); print(%s); print(server.isconnected())"
    story = one(program % (policy, wait, call)).run(100)
    assert story.timed() == [(2.16, "1"), (2.16, "false")]


@pytest.mark.parametrize("call", ['server.log("x")', 'agent.send("a", 1)', "server.connect()"])
def test_under_suspend_on_error_sends_without_a_connection_connect_first(call):
    """D/node/2398. The radio looks on the channel that it knows: 1.76 s to the server."""
    agent = 'device.on("a", @(v) server.log("agent " + v));'
    story = one("server.disconnect(); %s; print(server.isconnected())" % call, agent=agent).run(100)
    heard = {'server.log("x")': [(2.16, "x")], 'agent.send("a", 1)': [(3.95, "agent 1")]}.get(call, [])
    assert seconds(story.timed()) == sorted([*heard, (3.92, "true")])


def test_a_line_that_waits_for_a_connection_is_marked():
    story = one('server.disconnect(); server.log("x")').run(100)
    assert [record.get("queued") for record in story.records["imp"] if record["msg"] == "x"] == [True]


def test_callbacks_wait_while_a_program_is_suspended():
    program = 'imp.wakeup(0.5, @() print("timer")); server.disconnect(); server.log("x"); print("back")'
    assert seconds(one(program).run(100).timed()) == [(2.16, "x"), (3.92, "back"), (3.92, "timer")]


def test_wait_for_ack_takes_a_round_trip():
    program = "server.setsendtimeoutpolicy(%s, %s, 7); local from = hardware.micros(); server.log(1);"
    program += "print(hardware.micros() - from)"
    for policy in ("SUSPEND_ON_ERROR", "RETURN_ON_ERROR"):
        assert one(program % (policy, "WAIT_FOR_ACK")).run(9).log() == ["1", "60005"]
        assert one(program % (policy, "WAIT_TIL_SENT")).run(9).log() == ["1", "5"]


def test_wait_for_ack_times_out_and_drops_the_connection():
    program = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_FOR_ACK, 7);" + UNEXPECTED
    program += 'imp.wakeup(20, function() { print(server.log("x")); print(server.isconnected()); })'
    story = one(program).do(10, "lan.drop", lan="lan", loss=1).run(200)
    assert seconds(story.timed()) == [(29.16, "2"), (29.16, "false"), (89.16, "unexpected 2")]


def test_wait_for_ack_is_cut_short_when_the_link_goes():
    program = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_FOR_ACK, 30); imp.wakeup(20, @() print(server.log(1)))"
    story = one(program).do(10, "lan.drop", lan="lan", loss=1).do(30, "wifi.down", network="impsim").run(60)
    assert seconds(story.timed()) == [(32.0, "3")]


FILLING = """
imp.wakeup(20, function() {
    for (local i = 0; i < 5; i++) {
        local from = hardware.millis();
        local outcome = agent.send("a", blob(1000));
        print(outcome + " after " + (hardware.millis() - from) + " " + server.isconnected());
    }
});
"""


def test_a_full_buffer_blocks_for_the_time_out_and_then_disconnects():
    """Three messages of a kilobyte go into three kilobytes (D/node/2430); forums.electricimp.com 5716."""
    story = one(RETURN + UNEXPECTED + FILLING).do(10, "lan.drop", lan="lan", loss=1).run(300)
    full, gone = "2 after 10000 false", "1 after 0 false"
    assert story.log() == ["0 after 0 true"] * 3 + [full, gone, "unexpected 2"]
    assert seconds(story.timed())[-1] == (92.16, "unexpected 2")


def test_a_full_buffer_goes_on_when_there_is_room():
    story = one(RETURN + FILLING, agent='device.on("a", @(v) null)').do(10, "lan.drop", lan="lan", loss=1)
    story.do(25, "lan.drop", lan="lan", loss=0)
    assert story.run(100).log() == ["0 after 0 true"] * 3 + ["0 after 2900 true", "0 after 0 true"]


def test_without_disconnecting_a_full_buffer_would_block():
    """From impOS 38 on."""
    program = RETURN.replace("RETURN_ON_ERROR", "RETURN_ON_ERROR_NO_DISCONNECT") + UNEXPECTED + FILLING
    story = one(program).do(10, "lan.drop", lan="lan", loss=1).do(30, "lan.drop", lan="lan", loss=0)
    story.calls(40, 'print(agent.send("a", blob(3000)))')
    assert story.run(300).log() == ["0 after 0 true"] * 3 + ["4 after 0 true"] * 2 + ["0"]


@pytest.mark.parametrize(("asked", "fits"), [(0, 0), (1000, 0), (3072, 3), (10000, 9), (30720, 30), (100000, 30)])
def test_the_send_buffer_holds_what_was_asked_for(asked, fits):
    """imp.setsendbuffersize() counts from the next connection on: about 30 KB at most (D/node/2430)."""
    program = "server.setsendtimeoutpolicy(RETURN_ON_ERROR_NO_DISCONNECT, WAIT_TIL_SENT, 5); sent <- 0;"
    program += "print(imp.setsendbuffersize(%d)); server.disconnect(); server.connect(function(code) {" % asked
    program += ' imp.wakeup(5, function() { while (agent.send("a", blob(1000)) == 0) sent++; print(sent) }) });'
    story = one(program).do(5, "lan.drop", lan="lan", loss=1).run(60)
    assert story.log() == ["3072", str(max(fits, 1))]  # one goes into an empty buffer, whatever its size


# SUSPEND_ON_ERROR


TICKING = """
print("start " + hardware.wakereason());
function tick() { print("tick"); imp.wakeup(20, tick) }
tick();
"""


def test_suspended_for_a_minute_then_nine_minutes_of_sleep():
    """D/api/server/setsendtimeoutpolicy: a minute of trying, nine minutes of sleep, and so on; wake reason 7."""
    story = one(TICKING).do(20, "wifi.down", network="impsim").do(700, "wifi.up", network="impsim").run(1300)
    assert [(event["t_us"] / 1e6, event["state"]) for event in story.seen("power")[2:]] == [
        (82.0, "snoozing"),
        (622.0, "seeking"),
        (682.0, "snoozing"),
        (1222.0, "seeking"),
        (1223.76, "running"),
    ]
    assert story.timed()[:3] == [(2.16, "start 0"), (2.16, "tick"), (1223.76, "start 7")]


def test_a_suspended_program_goes_on_where_it_was():
    story = one(TICKING).do(20, "wifi.down", network="impsim").do(40, "wifi.up", network="impsim").run(100)
    assert [t_s for t_s, text in story.timed() if text == "tick"] == [2.16, 42.36, 62.36, 82.36]
    assert story.log().count("start 0") == 1


def test_an_imp_without_deep_sleep_stays_suspended():
    """Assumed: an imp005 tries at the same times and goes on where it was."""
    story = one(TICKING, model="imp005").do(20, "link.down").do(20, "wifi.down", network="impsim")
    story.do(640, "link.up").run(1300)
    assert [event["state"] for event in story.seen("power")] == ["on", "running"]
    ticks = [t_s for t_s, text in story.timed() if text == "tick"]
    assert ticks[0] == 2.16
    assert 640 < ticks[1] < 660
    assert "start 7" not in story.log()


def test_a_callback_is_not_lost_when_the_program_suspends_itself_meanwhile():
    program = RETURN + "server.disconnect(); server.connect(@(code) print(code));"
    program += 'server.setsendtimeoutpolicy(SUSPEND_ON_ERROR, WAIT_TIL_SENT, 30); server.log("x"); print("back")'
    assert sorted(one(program).run(60).log()) == ["5", "back", "x"]


def test_disconnecting_during_the_boot_is_no_failure():
    program = 'server.disconnect(); print("offline")' + "; imp.wakeup(200, @() print(hardware.wakereason()))"
    world = World(points={"ap": AccessPoint(up=False)})
    for policy in ("", RETURN + UNEXPECTED):
        assert one(policy + program, world=world).run(400).timed() == [(10.0, "offline"), (210.0, "0")]


# server.connect(), server.disconnect(), server.flush()


def broken(**values):
    """A world whose one LAN is broken so."""
    return World(lans={"lan": Lan(**values)})


WIFI = Site()
PROXIED = Site(stored=Stored(proxy=Proxy(address="192.168.0.9", port=80)))
WORKING = {"corp": ProxyServer(address="192.168.0.9", port=80)}
REFUSING = {"corp": ProxyServer(address="192.168.0.9", port=80, accepts=False)}
PASSWORD = {"corp": ProxyServer(address="192.168.0.9", port=80, user="u", password="p")}

# model, release, world, site -> code (D/api/server/connect)
CODES = [
    ("imp003", None, World(), WIFI, 5),
    ("imp003", None, World(points={"ap": AccessPoint(up=False)}), WIFI, 1),
    ("imp003", None, World(points={"ap": AccessPoint(channel=36)}), WIFI, 1),
    ("imp003", None, World(points={"ap": AccessPoint(key="k")}), Site(stored=Stored(ssid="impsim", key="x")), 1),
    ("imp003", None, World(), Site(stored=Stored(ssid="")), 1),
    ("imp003", None, broken(dhcp_answers=False), WIFI, 2),
    ("imp003", None, broken(dhcpserver=""), WIFI, 2),
    ("imp003", None, broken(loss=1), WIFI, 2),
    ("imp003", None, broken(dns_answers=False), WIFI, 3),
    ("imp003", None, World(server=Server(reachable=False)), WIFI, 4),
    ("imp003", None, broken(proxy_required=True), WIFI, 4),
    ("imp003", None, World(), PROXIED, 6),
    ("imp003", None, World(proxies=REFUSING), PROXIED, 7),
    ("imp003", None, World(proxies=PASSWORD), PROXIED, 7),
    ("imp003", None, World(proxies=WORKING, lans={"lan": Lan(proxy_required=True)}), PROXIED, 5),
    ("imp005", None, World(points={"ap": AccessPoint(up=False)}), Site(cable=Cable(plugged=False)), 1),
    ("impC001", "42", World(), Site(coverage=Coverage(sim="missing")), 9),
    ("impC001", "41.40", World(), Site(coverage=Coverage(sim="missing")), 1),
    ("impC001", "42", World(), Site(coverage=Coverage(registration="none")), 10),
    ("impC001", "42", World(carriers={"carrier": Carrier(up=False)}), Site(), 10),
    ("impC001", "42", World(), Site(coverage=Coverage(registration="denied")), 11),
    ("impC001", "42", World(), Site(coverage=Coverage(ppp=False)), 12),
    ("impC001", "42", World(server=Server(reachable=False)), Site(), 4),
]


@pytest.mark.parametrize(("model", "impos", "world", "site", "code"), CODES)
def test_connect_tells_the_fault_that_really_is(model, impos, world, site, code):
    program = RETURN + "server.disconnect(); server.connect(function(code) { print(code);"
    program += ' local known = imp.net.info(); print("lasterror" in known ? known.lasterror : "none") }, 25);'
    story = one(program, model, impos, site=site, world=world).run(100)
    assert story.log() == [str(code), "none" if code == 5 else str(code)]


@pytest.mark.parametrize(
    ("model", "timeout", "taken_s"),
    [
        ("imp003", "", 60),
        ("impC001", "", 120),
        ("imp003", ", 3", 3),
        ("imp003", ", 17.5", 17.5),
        ("impC001", ", 300", 300),
    ],
)
def test_connecting_is_given_up_in_time(model, timeout, taken_s):
    program = RETURN + "server.disconnect(); server.connect(@(code) print(code)%s);" % timeout
    world = World(points={"ap": AccessPoint(up=False)})
    site = Site(coverage=Coverage(registration="none"))
    story = one(program, model, world=world, site=site).run(600)
    assert [t_s for t_s, _ in story.timed()] == [10 + taken_s]


def test_a_later_callback_takes_the_place_of_an_earlier_one():
    program = RETURN + "server.disconnect(); server.connect(@(code) print(1));"
    assert one(program + "imp.wakeup(0.5, @() server.connect(@(code) print(2)))").run(60).log() == ["2"]
    assert one(program + "imp.wakeup(0.5, @() server.connect())").run(60).log() == []


def test_connected_already():
    program = RETURN + 'server.connect(@(code) print(code)); print("first")'
    assert one(program).run(60).timed() == [(2.16, "first"), (2.161, "5")]


def test_disconnecting_ends_an_attempt_with_not_connected():
    program = (
        RETURN + "server.disconnect(); server.connect(@(code) print(code)); imp.wakeup(0.5, @() server.disconnect())"
    )
    assert one(program).run(60).timed() == [(2.66, "0")]


def test_connecting_while_a_lost_connection_is_sought_joins_in():
    program = RETURN + UNEXPECTED
    story = one(program).do(20, "wifi.down", network="impsim").do(60, "wifi.up", network="impsim")
    story.calls(30, 'server.connect(@(code) print("code " + code))').run(200)
    assert story.log() == ["code 5"]


def test_a_callback_dies_with_its_program():
    program = RETURN + "print(1); server.disconnect(); server.connect(@(code) print(code)); server.restart()"
    restarted = 'if (hardware.wakereason() == WAKEREASON_SW_RESTART) { print("again") } else { %s }' % program
    assert one(restarted).run(60).log() == ["1", "again"]


def test_under_suspend_on_error_a_callback_is_ignored():
    program = 'server.disconnect(); server.connect(@(code) print("never"), 5); print(server.isconnected())'
    assert one(program).run(60).log() == ["true"]


def test_flush_waits_for_the_server_and_drops_nothing():
    program = RETURN + 'server.log("x"); local from = hardware.millis(); print(server.flush(10));'
    program += "print(hardware.millis() - from);"
    program += "imp.wakeup(20, function() { server.log(1); local from = hardware.millis(); print(server.flush(4.5));"
    program += "print(hardware.millis() - from); print(server.isconnected()) });"
    story = one(program).do(10, "lan.drop", lan="lan", loss=1).run(60)
    assert story.log() == ["x", "0", "60", "2", "4500", "true"]


def test_expectonlinein_flushes_and_disconnects():
    """D/node/2426: the server is told when the imp will be back."""
    agent = 'device.ondisconnect(@() server.log("gone")); device.on("m", @(v) server.log(v))'
    story = one('agent.send("m", "sent"); print(server.expectonlinein(100)); print(server.isconnected())', agent=agent)
    assert story.run(60).log() == ["sent", "0", "false", "gone"]


def test_the_agent_hears_at_once_of_a_leave_and_late_of_a_loss():
    agent = 'device.onconnect(@() server.log("there")); device.ondisconnect(@() server.log("gone"))'
    left = one(RETURN + "imp.wakeup(10, @() server.disconnect())", agent=agent).run(900)
    assert left.timed() == [(2.16, "there"), (12.19, "gone")]
    lost = one(RETURN, agent=agent).do(12, "wifi.down", network="impsim").run(900)
    assert lost.timed() == [(2.16, "there"), (542.16, "gone")]


def test_messages_never_overtake_each_other():
    """What is on its way when packets stop is sent again before what was sent later."""
    device = """
        agent.on("d", @(n) print("device " + n));
        function at(second, n) { imp.wakeup(second - hardware.millis() / 1000.0, @() agent.send("m", n)); }
        at(10, 1); at(10.5, 2); at(11.5, 3); at(12, 4); at(25, 5);
    """
    agent = 'device.on("m", function(n) { server.log("agent " + n); device.send("d", n); })'
    story = one(device, agent=agent).do(5, "cloud.latency", latency_us=2000000)
    story.do(11, "cloud.down").do(20, "cloud.up").run(100)
    for side in ("agent", "device"):
        assert [text for text in story.log() if text.startswith(side)] == ["%s %d" % (side, n) for n in range(1, 6)]


def test_an_acknowledgement_that_is_lost_keeps_a_flush_waiting():
    program = RETURN + 'agent.send("m", 1); print(server.flush(5))'
    agent = 'device.on("m", @(n) server.log(n))'
    story = one(program, agent=agent).do(2.2, "lan.drop", lan="lan", loss=1).run(60)
    assert story.log() == ["1", "2"]


@pytest.mark.parametrize(
    "waiting",
    [
        "while (!server.isconnected());",
        'while (!("active" in imp.net.info()));',
        "while (server.log(1) != 0);",
        'while (agent.send("m", 1) != 0);',
        "while (server.flush(1) != 0);",
    ],
)
def test_a_loop_that_waits_for_a_connection_meets_it(waiting):
    program = RETURN + "server.disconnect(); server.connect(); %s print(server.isconnected())" % waiting
    assert "true" in one(program, agent="").run(60).log()


@pytest.mark.parametrize(
    ("timeout_s", "told"),
    [
        (3, [(33.0, "callback 1"), (82.0, "unexpected 1")]),
        (100, [(82.0, "unexpected 1"), (130.0, "callback 1")]),
    ],
)
def test_asking_for_a_connection_does_not_shorten_the_minute_in_which_a_lost_one_is_sought(timeout_s, told):
    program = RETURN + 'server.onunexpecteddisconnect(@(code) print("unexpected " + code));'
    program += 'imp.wakeup(27.84, @() server.connect(@(code) print("callback " + code), %d))' % timeout_s
    story = one(program).do(20, "wifi.down", network="impsim").run(300)
    assert seconds(story.timed()) == told
