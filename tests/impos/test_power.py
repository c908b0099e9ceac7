"""Deep sleep and power: what it takes with it, when it ends, what it costs; power that goes at a bad moment."""

from __future__ import annotations

import time

import pytest
from worlds import one

from impsim.device.world import AccessPoint, World

LONGEST_S = 2419198  # D/node/2424


def powers(story):
    return [(round(event["t_us"] / 1e6, 3), event["state"]) for event in story.seen("power")]


def sleeping(seconds, more=""):
    """A program that falls asleep once."""
    return "print(hardware.wakereason()); if (hardware.wakereason() == 0) { %s server.sleepfor(%s) }" % (more, seconds)


# The length of sleeps


@pytest.mark.parametrize("seconds", [0, 1, 10, 0.25, 3600, LONGEST_S])
def test_a_sleep_takes_as_long_as_it_says(seconds):
    story = one(sleeping(seconds)).run(LONGEST_S + 10)
    assert [text for _, text in story.timed()] == ["0", "1"]
    assert story.timed()[1][0] - 2.22 == pytest.approx(max(seconds, 0.1), abs=0.001)  # 60 ms for the flush


@pytest.mark.parametrize("seconds", [-1, -0.001, LONGEST_S + 1, 1e9, -2147483648])
@pytest.mark.parametrize("call", ["server.sleepfor", "imp.deepsleepfor", "server.expectonlinein"])
def test_a_length_out_of_range_changes_nothing(call, seconds):
    program = "try { %s(%s) } catch (error) { print(error) } imp.wakeup(5, @() print(server.isconnected()))"
    assert one(program % (call, seconds)).run(60).log() == ["sleep time out of range", "true"]


@pytest.mark.parametrize("argument", ["null", '"5"', "{}"])
def test_a_length_that_is_no_number_is_refused(argument):
    program = 'try { server.sleepfor(%s) } catch (error) { print("refused") } print(server.isconnected())'
    assert one(program % argument).run(60).log() == ["refused", "true"]


@pytest.mark.parametrize(
    ("call", "until_s"),
    [("(0, 1)", 60), ("(0, 0, 30)", 30), ("(1, 0, 0)", 3600), ("(0, 0, 1)", 86401), ("(0, 0, 0, 1)", 259200)],
)
def test_sleeping_until_a_time_of_day(call, until_s):
    """Every simulation starts on a Friday at midnight UTC; day 1 is Monday."""
    program = "print(hardware.wakereason()); if (hardware.wakereason() == 0) server.sleepuntil%s" % call
    assert round(one(program).run(900000).timed()[1][0]) == until_s


def test_28_days_cost_nothing():
    started = time.process_time()
    story = one('print("woken"); imp.onidle(@() server.sleepfor(%d))' % LONGEST_S).run(100 * LONGEST_S)
    assert len(story.log()) == 100
    assert time.process_time() - started < 2  # for eight years


# What sleep takes with it


def test_nothing_of_the_program_outlasts_its_sleep():
    more = (
        'imp.wakeup(5, @() print("never")); imp.onidle(@() print("never")); imp.scanwifinetworks(@(f) print("never"));'
    )
    assert one(sleeping(20, more)).run(100).log() == ["0", "1"]


def test_calls_that_put_it_to_sleep_do_not_return():
    for call in (
        "server.sleepfor(5)",
        "imp.deepsleepfor(5)",
        "server.sleepuntil(5, 0)",
        "server.restart()",
        "imp.reset()",
    ):
        program = "if (hardware.wakereason() == 0) { try { %s } catch (error) { } print(1) }" % call
        assert "1" not in one(program).run(100).log()


def test_the_agent_hears_that_the_imp_goes_to_sleep():
    agent = 'device.onconnect(@() server.log("there")); device.ondisconnect(@() server.log("gone"))'
    program = "if (hardware.wakereason() == 1) server.log(1); else imp.wakeup(5, @() server.sleepfor(20))"
    story = one(program, agent=agent).run(60)
    assert [(round(t_s, 2), text) for t_s, text in story.timed()] == [
        (2.16, "there"),
        (7.25, "gone"),
        (27.22, "1"),
        (28.98, "there"),
    ]


def test_server_sleepfor_flushes_and_deepsleepfor_does_not():
    """D/node/2339."""
    agent = 'device.on("m", @(v) server.log("got " + v))'
    for call, arrives in (("server.sleepfor", ["got 1"]), ("imp.deepsleepfor", [])):
        program = 'if (hardware.wakereason() == 0) { agent.send("m", 1); %s(50) }' % call
        assert one(program, agent=agent).run(20).log() == arrives


def test_messages_to_a_sleeping_imp_are_lost():
    agent = 'imp.wakeup(20, @() device.send("m", "asleep")); imp.wakeup(70, @() device.send("m", "awake"))'
    program = 'agent.on("m", @(v) print(v)); if (hardware.wakereason() == 0) server.sleepfor(50); else server.connect()'
    assert one(program, agent=agent).run(100).log() == ["awake"]


def test_an_imp_that_sleeps_when_idle_has_done_its_work_before():
    program = """
        if (hardware.wakereason() == 1) return print("woken");
        imp.onidle(@() server.sleepfor(10));
        imp.wakeup(0, @() print("zero"));
        print("main");
    """
    assert one(program).run(60).log() == ["main", "zero", "woken"]


# The wake pin


def test_the_pin_wakes_it_from_sleep_only():
    program = "print(hardware.wakereason()); if (hardware.wakereason() != 3) imp.wakeup(20, @() server.sleepfor(100));"
    program += "hardware.pinW.configure(DIGITAL_IN_WAKEUP)"
    story = one(program).do(10, "wake").do(50, "wake").do(60, "wake").run(200)
    assert [(round(t_s, 1), text) for t_s, text in story.timed()] == [(2.2, "0"), (50.0, "3")]


def test_the_timer_of_a_sleep_that_a_pin_has_ended_is_gone():
    story = one(sleeping(100, "hardware.pinW.configure(DIGITAL_IN_WAKEUP);")).do(50, "wake").run(500)
    assert story.log() == ["0", "3"]


def test_a_pin_that_was_not_armed_wakes_nothing():
    """D/node/3158."""
    story = one(sleeping(100)).do(50, "wake").run(500)
    assert story.log() == ["0", "1"]


# Power that goes


MOMENTS = [0, 0.001, 0.3, 0.5, 1, 1.2, 1.3, 2, 2.16, 2.2, 5, 9.9, 10, 10.1, 30, 60, 61.2, 62.3, 100, 119, 500, 601]


@pytest.mark.parametrize("program", ["", "imp.sleep(20); server.log(1)", "server.sleepfor(50)", "server.connect()"])
@pytest.mark.parametrize("model", ["imp003", "imp005", "impC001"])
def test_power_may_go_at_any_moment(model, program):
    """Afterwards nothing is left of the imp's activity, and with power it starts as ever."""
    if model == "imp005":
        program = program.replace("server.sleepfor", "imp.sleep")
    for moment_s in MOMENTS:
        story = one(program, model).do(moment_s, "power.off").do(700, "power.on").calls(730, "print(hardware.millis())")
        story.run(699)
        imp = story.imps["imp"]
        assert (imp.power, imp.running, imp.device.network.phase) == ("off", False, "off")
        assert story.simulation.stacks.waiting == []
        assert powers(story)[-1] == (moment_s, "off")
        story.run(740)
        assert [power for power in powers(story) if power[0] == 700] == [(700, "on"), (700, "running")]
        assert imp.power in ("running", "sleeping")


@pytest.mark.parametrize("moment_s", MOMENTS)
def test_power_may_go_while_there_is_no_network(moment_s):
    story = one("server.log(1)", world=World(points={"ap": AccessPoint(up=False)})).do(moment_s, "power.off")
    story.run(3000)
    assert story.imps["imp"].power == "off"
    assert powers(story)[-1] == (moment_s, "off")


def test_power_that_comes_twice_comes_once():
    story = one('print("start")').do(5, "power.on").do(10, "power.off").do(11, "power.off").do(20, "power.on").run(60)
    assert powers(story) == [(0, "on"), (0, "running"), (10, "off"), (20, "on"), (20, "running")]
    assert story.log() == ["start", "start"]


def test_what_is_in_flash_outlasts_power():
    program = 'local kept = imp.getuserconfiguration(); print(kept ? kept.tostring() : "");'
    program += 'imp.setuserconfiguration("kept"); imp.setwificonfiguration("new", "key")'
    story = one(program).do(30, "power.cycle", for_us=1000000).calls(50, "print(imp.getssid())").run(60)
    assert story.log()[1:] == ["kept", "new"]


# Kept in nv


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ("{ a = 1 }", "1"),
        ("{ a = 1, f = function() {} }", "1"),  # what cannot be serialised is left out
        ("{ a = 1, b = blob(4000) }", "1"),
        ("{ a = 1, b = blob(4200) }", "none"),  # just under 4 KB (D/node/2304)
        ("5", "none"),
    ],
)
def test_what_nv_can_keep(kept, found):
    program = "if (hardware.wakereason() == 0) { nv <- %s; server.sleepfor(5) }" % kept
    assert one(program + '\nprint("nv" in getroottable() ? nv.a : "none")').run(60).log()[-1] == found


def test_power_loss_in_sleep_forgets_nv():
    program = 'print("nv" in getroottable()); if (!("nv" in getroottable())) { nv <- 1; server.sleepfor(100) }'
    assert one(program).do(50, "power.cycle", for_us=1000).run(120).log() == ["false", "false"]
