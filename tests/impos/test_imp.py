"""One imp from power-on to the end of its program: start, failures, restarts, the end of time."""

from __future__ import annotations

import pytest

from impsim.device.world import AccessPoint, Lan, Server, World
from impsim.errors import Diagnostic
from impsim.squirrel.errors import SquirrelError, Stop
from impsim.squirrel.values import rawset

SECOND_US = 1000000


def test_a_program_starts_when_the_imp_is_connected(booted):
    assert [event["t_us"] for event in booted('server.log("on")', model="imp001").run().events] == [2160000]


def test_who_wants_to_add_to_a_program_hears_of_each_new_vm_before_it_starts(booted):
    host = booted("server.log(added); imp.wakeup(1, @() missing())", model="imp001")
    seen = []

    def add(vm):
        seen.append(host.imp.clock.now_us)
        rawset(vm.root, "added", len(seen))

    host.imp.on_new_vm = add
    host.run()
    assert [text for text in host.messages if text.isdigit()] == ["1", "2"]
    assert seen == [event["t_us"] for event in host.events if event["msg"].isdigit()]


def test_a_program_starts_after_ten_seconds_without_a_network(booted):
    assert [event["t_us"] for event in booted('server.log("on")', offline=True).run().events] == [10000000]


def test_a_connection_that_comes_later_does_not_start_the_program_again(booted):
    world = World(points={"ap": AccessPoint(connect_us=20 * SECOND_US)})
    source = """
        early <- server.isconnected();
        imp.wakeup(15, @() server.log(early + " " + server.isconnected() + " " + hardware.wakereason()));
    """
    host = booted(source, model="imp001", world=world).run()
    assert host.messages == ["false true 0"]
    assert host.events[0]["t_us"] == 25 * SECOND_US


def test_an_event_is_what_impcentral_streams(booted):
    host = booted('server.log("one"); server.error("two")', model="imp001").run()
    assert host.events[0] == {
        "t_us": 2160000,
        "ts": "2019-03-01T00:00:02.160Z",
        "device_id": host.imp.device.numbers.device_id,
        "log_type": "development",
        "type": "server.log",
        "msg": "one",
        "device": "imp",
    }
    assert (host.events[1]["type"], host.events[1]["msg"]) == ("server.error", "ERROR: two")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("1", "1"),
        ("1.5", "1.5"),
        ("30.0", "30"),
        ("true", "true"),
        ('"a" + 1', "a1"),
        (r'"gr\xc3\xbc\xc3\x9f" + "e"', "grüße"),
        (r'"\xff\x00" + "a"', "binary: ff 00 61"),
    ],
)
def test_what_the_log_shows(booted, argument, message):
    assert booted("server.log(%s)" % argument).run().messages == [message]


@pytest.mark.parametrize("call", ["imp.wakeup(3, @(a) 1)", "imp.wakeup(0, @(a) 1)", "imp.onidle(@(a) 1)"])
def test_a_callback_that_takes_a_parameter_is_called_with_none(booted, call):
    assert booted(call).run(60 * SECOND_US).messages[0] == "ERROR: wrong number of parameters"


FAILING = """
function inner(t) {
    return t.foo;
}
function outer() {
    inner({});
}
server.log("reason " + hardware.wakereason());
imp.wakeup(5, outer);
"""


def test_an_uncaught_error_is_logged_and_the_program_starts_again(booted):
    host = booted(FAILING).run(9 * SECOND_US)
    assert host.messages == [
        "reason 0",
        "ERROR: the index 'foo' does not exist",
        "ERROR: at inner device_code:3",
        "ERROR: from outer device_code:6",
        "reason 5",
    ]
    assert host.events[1]["type"] == "server.error"
    assert [frame[:3] for frame in host.events[1]["backtrace"]] == [
        ("inner", "program.nut", 3),
        ("outer", "program.nut", 6),
    ]
    assert host.imp.failures == 1
    assert not host.imp.halted


def test_an_error_in_the_main_script_names_it(booted):
    host = booted("local a = null;\na.foo();").run()
    assert host.messages[:2] == ["ERROR: the index 'foo' does not exist", "ERROR: at main device_code:2"]


def test_a_program_that_always_fails_early_is_given_up(booted):
    host = booted('server.log("start"); throw "no"').run()
    assert host.messages == ["start", "ERROR: no", "ERROR: at main device_code:1"] * 2
    assert (host.imp.halted, host.imp.failures) == (True, 2)


def test_a_program_that_fails_now_and_then_goes_on(booted):
    host = booted('imp.wakeup(600, function() { throw "now and then" })').run()
    assert not host.imp.halted
    assert host.imp.failures == 5


def test_a_restart_forgets_the_program_but_not_the_network(booted):
    source = """
        server.log(("mark" in getroottable()) + " " + server.isconnected());
        ::mark <- 1;
        imp.wakeup(1, @() server.log("timer"));
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            imp.onunhandledexception(null);
            imp.wakeup(0.5, function() { throw "once" });
        }
    """
    messages = [text for text in booted(source).run().messages if not text.startswith("ERROR: at")]
    assert messages == ["false true", "ERROR: once", "false true", "timer"]


def test_the_handlers_own_error_restarts(booted):
    source = (
        'imp.onunhandledexception(function(e) { throw "handler: " + e }); imp.wakeup(100, function() { throw "x" })'
    )
    host = booted(source).run(150 * SECOND_US)
    assert host.messages[0] == "ERROR: handler: x"
    assert host.imp.failures == 1


@pytest.mark.parametrize(
    ("thrown", "shown"), [("1", "1"), ("1.5", "1.5"), ('"text"', "text"), ("{a = 1}", "unknown"), ("null", "unknown")]
)
def test_thrown_values_in_the_log(booted, thrown, shown):
    assert booted("throw " + thrown).run().messages[0] == "ERROR: " + shown


@pytest.mark.parametrize(
    "source",
    [
        "while (true) imp.sleep(100)",
        "while (true) hardware.micros()",
        "while (true) time()",
        "function again() { imp.wakeup(0, again) } again()",
        "function again() { imp.onidle(again) } again()",
        "function again() { imp.wakeup(1, again) } again()",
    ],
)
def test_every_program_meets_its_end(booted, source):
    host = booted(source).run(4 * SECOND_US)
    assert 3.9 * SECOND_US <= host.imp.clock.now_us <= 4 * SECOND_US
    assert host.messages == []


def test_no_catch_holds_the_end_of_time(booted):
    host = booted('while (true) { try { imp.sleep(10) } catch (e) { server.log("caught") } }').run(60 * SECOND_US)
    assert host.messages == []
    assert host.imp.stopped


def test_a_long_sleep_ends_at_once(booted):
    assert booted('imp.sleep(3000); server.log("up")').run().events[0]["t_us"] == 3002160000


def test_time_stays_at_the_last_event_when_nothing_is_left(booted):
    assert booted("imp.wakeup(5, @() null)").run().imp.clock.now_us == 7160000


def test_run_can_go_on(booted):
    host = booted("local n = 0; function tick() { server.log(++n); imp.wakeup(1, tick) } tick()", model="imp001")
    host.run(3 * SECOND_US)
    assert host.messages == ["1"]
    host.run(5 * SECOND_US)
    assert host.messages == ["1", "2", "3"]


def test_a_step_budget_stops_an_endless_loop(booted):
    from impsim.squirrel.compile import compile_source

    host = booted(None)
    host.imp.run_until_started()
    host.imp.vm.steps = 1000
    with pytest.raises(Stop):
        host.imp.evaluate(compile_source("while (true);", "loop.nut", steps=True))


def test_evaluate_at_a_time_before_programs_start(booted):
    host = booted(model="impC001")
    host.imp.run(SECOND_US)
    assert host.imp.clock.now_us == SECOND_US
    assert not host.imp.started


def test_evaluate_sees_the_program(booted):
    host = booted("answer <- 6 * 7")
    host.imp.run_until_started()
    assert host.value("answer") == 42
    with pytest.raises((SquirrelError, AttributeError)):
        host.value("question")


def test_the_same_seed_gives_the_same_events(booted):
    source = 'for (local i = 0; i < 5; i++) server.log(math.rand() + " " + hardware.micros() + {})'
    first, second, other = (booted(source, seed=seed).run().events for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_time_is_wrong_on_an_imp005_until_it_was_connected(booted):
    assert booted(model="imp005", offline=True).value("date().year") == 2000
    assert booted(model="imp005").value("date().year") == 2019
    assert booted(model="imp001", offline=True).value("date().year") == 2019


def test_a_model_on_a_release_that_it_never_ran_is_refused(booted):
    with pytest.raises(Diagnostic) as caught:
        booted(model="imp005", impos="46")
    assert caught.value.hint == "it ran 34, 36, 38, 40, 42"


def test_an_interface_that_the_model_has_not_is_refused(booted):
    with pytest.raises(Diagnostic):
        booted(model="imp001", interface="cell")


def test_connected_without_an_address(booted):
    """The branch of the documentation's example that logs an error."""
    source = """
        local data = imp.net.info();
        if ("active" in data && !("address" in data.ipv4)) server.error("no address");
    """
    host = booted(source, model="imp005", world=World(lans={"lan": Lan(address="0.0.0.0")})).run()
    assert host.messages == ["ERROR: no address"]


def test_return_on_error_loses_what_is_logged_offline(booted):
    source = """
        server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
        result <- server.log("lost");
    """
    host = booted(source, offline=True).run()
    assert host.messages == []
    assert host.value("result == SEND_ERROR_NOT_CONNECTED") is True


def test_lasterror_tells_why(booted):
    host = booted(model="imp001", world=World(server=Server(reachable=False)))
    assert host.value("imp.net.info().lasterror == NO_SERVER") is True


@pytest.mark.parametrize("model", ["imp001", "imp005", "impC001"])
def test_environment(booted, model):
    expected = "ENVIRONMENT_CARD" if model == "imp001" else "ENVIRONMENT_MODULE"
    assert booted(model=model).value("imp.environment() == " + expected) is True


def test_version_string(booted):
    host = booted(model="imp005", impos="36.13")
    assert host.value('split(imp.getsoftwareversion(), "-")[2]') == "36.13 "
    assert host.value('split(imp.getsoftwareversion(), "-")[2].tofloat() >= 36') is True


def test_imp_info_is_no_table(booted):
    host = booted(model="imp004m")
    assert host.value("imp.info().type") == "imp004m"
    with pytest.raises(SquirrelError):
        host.value("(function() { foreach (k, v in imp.info()) return k })()")


def test_wifi_getters_agree_with_info(booted):
    host = booted(model="imp001")
    for getter, key in [
        ("getmacaddress", "macaddress"),
        ("getssid", "ssid"),
        ("getbssid", "bssid"),
        ("getrssi", "rssi"),
    ]:
        assert host.value("imp.%s() == imp.net.info().interface[0].%s" % (getter, key)) is True
    offline = booted(model="imp001", offline=True)
    assert offline.value("imp.getbssid()") == "000000000000"
    assert offline.value("imp.getchannel()") == 0


def test_an_ssid_may_be_any_bytes(booted):
    for ssid in (r'"B\xc3\xbc" + "ro"', r'"\xff\x00" + "x"'):
        source = 'imp.setwificonfiguration(%s, ""); server.log(imp.getssid() == %s && ' % (ssid, ssid)
        assert booted(source + "imp.net.info().interface[0].ssid == %s)" % ssid, model="imp001").run().messages == [
            "true"
        ]


def test_print_and_error_write_into_the_log(booted):
    host = booted('print("one\\n"); print("two"); error("three")').run()
    assert host.messages == ["one", "two", "ERROR: three"]


def test_country_is_the_number_that_info_spells(booted):
    assert booted(model="imp001").value("imp.getcountry()") == 0x00005355
    assert booted(model="imp001").value("imp.net.info().interface[0].country") == "US"
    assert booted(model="imp005").value("imp.getcountry()") == 0x00115858


def test_what_is_left_out_of_a_message_is_told(booted):
    assert booted('agent.send("x", {a = 1, f = @() 1}); agent.send("y", {a = 1})').run().messages == [
        "ERROR: skipped unserialisable data"
    ]


@pytest.mark.parametrize("timeout", ["1e38 * 10", "-(1e38 * 10)", "(1e38 * 10) * 0", "-1", "0", "2e9", "2147483647"])
@pytest.mark.parametrize(
    "call", ["server.connect(@(code) 1, %s)", "server.flush(%s)", "imp.sleep(%s / 1e9)", "server.log(1)"]
)
def test_time_outs_may_be_any_number(booted, timeout, call):
    policy = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_FOR_ACK, %s); " % timeout
    host = booted(policy + (call % timeout if "%" in call else call), model="imp001").run()
    assert host.imp.failures == 0


def test_failures_are_forgiven_when_the_program_starts_for_another_reason(booted):
    source = 'server.log("start " + hardware.wakereason()); if (hardware.wakereason() == 0) throw "once"'
    host = booted(source, model="imp001")
    for at_s in (200, 400):
        host.imp.clock.at(at_s * SECOND_US, lambda: host.imp.power_cycle(SECOND_US))
    host.run()
    assert [text for text in host.messages if text.startswith("start")] == ["start 0", "start 5"] * 3


def test_new_code_starts_a_program_that_was_given_up(booted):
    host = booted('server.log("start " + hardware.wakereason()); if (hardware.wakereason() != 4) throw "no"')
    host.imp.clock.at(100 * SECOND_US, host.imp.deploy)
    host.run()
    assert host.messages[-1] == "start 4"
    assert not host.imp.halted


def test_a_restart_that_is_due_does_not_outlive_the_power(booted):
    host = booted('server.log("start " + hardware.wakereason())', model="imp001")
    host.imp.clock.at(10 * SECOND_US, host.imp.restart_squirrel)
    host.imp.clock.at(10 * SECOND_US + 100000, lambda: host.imp.power_cycle(100000))
    host.run()
    assert host.messages == ["start 0", "start 0"]


@pytest.mark.parametrize(
    ("offline_s", "starts"),
    [((20, 30), ["start 0", "start 4"]), ((20, 600), ["start 0", "start 4"]), ((0, 20), ["start 0", "start 4"])],
)
def test_new_code_waits_for_a_connection(booted, offline_s, starts):
    host = booted('print("start " + hardware.wakereason())', model="imp001")
    world, clock = host.imp.simulation.world, host.imp.clock

    def reach(reachable):
        world.points["ap"].up = reachable
        world.changed()

    away_s, back_s = offline_s
    clock.at(away_s * SECOND_US, lambda: reach(False))
    clock.at((away_s + 1) * SECOND_US, host.imp.deploy)
    clock.at(back_s * SECOND_US, lambda: reach(True))
    host.run()
    assert host.messages == starts


@pytest.mark.parametrize(
    ("interval", "milliseconds"),
    [
        ("0.1", 100),
        ("0.1005", 110),
        ("3600.5", 3600500),
        ("86400.0", 86400000),
        ("1000000.0", 1000000000),
        ("0.3", 300),
    ],
)
def test_intervals_are_rounded_up_to_centiseconds_and_no_further(booted, interval, milliseconds):
    source = "local a = hardware.millis(); imp.wakeup(%s, @() server.log(hardware.millis() - a))" % interval
    assert booted(source, model="imp001").run(2000000 * SECOND_US).messages == [str(milliseconds)]


def test_new_code_that_comes_with_the_first_connection_is_what_starts(booted):
    host = booted('print("start " + hardware.wakereason())', model="imp001")
    host.imp.clock.at(SECOND_US, host.imp.deploy)
    assert host.run().messages == ["start 4"]
