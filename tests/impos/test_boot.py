"""Why programs start, when, and what they find: cold and warm boots, restarts, resets, new code, BlinkUp.

Facts: D/resources/imp-boot-procedure, D/resources/imprestartoptions, D/node/2407 (wake reasons), D/api/nv.
"""

from __future__ import annotations

import pytest
from worlds import Story, one

from impsim.device.world import AccessPoint, Cable, Site, Stored, World

# Of each start: the reason, how often nv has counted, whether there is a connection, milliseconds since the boot.
TELLS = """
print(hardware.wakereason() + " " + ("nv" in getroottable() ? nv.n : "-") + " " + server.isconnected()
    + " " + hardware.millis());
if (!("nv" in getroottable())) ::nv <- { n = 0 };
nv.n++;
"""


def dark():
    """A world without Wi-Fi."""
    return World(points={"ap": AccessPoint(up=False)})


def starts(story):
    """What TELLS told, with the times of the starts."""
    return [(round(t_s, 2), text) for t_s, text in story.timed() if text[0].isdigit() and text.count(" ") == 3]


# Cold boots


@pytest.mark.parametrize(
    ("model", "ready_s"), [("imp001", 2.16), ("imp003", 2.16), ("imp005", 2.16), ("imp006b", 2.16), ("impC001", 7.36)]
)
def test_a_cold_boot_starts_the_program_when_it_is_connected(model, ready_s):
    assert starts(one(TELLS, model).run(60)) == [(ready_s, "0 - true %d" % (ready_s * 1000))]


@pytest.mark.parametrize("model", ["imp001", "imp003", "imp005"])
def test_a_cold_boot_starts_the_program_after_ten_seconds_anyway(model):
    """D/node/838."""
    site = Site(cable=Cable(plugged=False))
    assert starts(one(TELLS, model, world=dark(), site=site).run(15)) == [(10.0, "0 - false 10000")]


def test_a_connection_after_the_start_starts_nothing():
    story = one(TELLS, world=dark()).do(15, "ap.up", ap="ap").calls(40, "print(server.isconnected())").run(60)
    assert story.timed() == [(10.000005, "0 - false 10000"), (40.0, "true")]


def test_ten_seconds_that_end_as_the_connection_stands_count_once():
    site = Site(stored=Stored(ssid="impsim"))
    slow = World(points={"ap": AccessPoint(connect_us=10000000 - 300000 - 860000)})
    assert starts(one(TELLS, site=site, world=slow).run(60)) == [(10.0, "0 - true 10000")]


def test_an_imp_without_a_program_boots():
    story = one("").run(100)
    assert [event["state"] for event in story.seen("vm")] == ["start"]


# Each cause, its reason, and what it leaves of nv


def when(reason, act):
    """A program that does something after a minute and a bit, unless that was done to it."""
    return TELLS + "if (hardware.wakereason() != %d) imp.wakeup(70, function() { %s });" % (reason, act)


ARM = "hardware.pinW.configure(DIGITAL_IN_WAKEUP); "

# (what the program does, or a stimulus) -> reason, whether nv is kept, whether millis() counts on
CAUSES = {
    "server.sleepfor": (when(1, "server.sleepfor(10)"), None, 1, True, False),
    "imp.deepsleepfor": (when(1, "imp.deepsleepfor(10)"), None, 1, True, False),
    "server.sleepfor(0)": (when(1, "server.sleepfor(0)"), None, 1, True, False),
    "server.sleepuntil": (when(1, "server.sleepuntil(0, 2)"), None, 1, True, False),
    "imp.deepsleepuntil": (when(1, "imp.deepsleepuntil(0, 2, 30)"), None, 1, True, False),
    "imp.reset": (when(2, "imp.reset()"), None, 2, False, False),
    "wake pin": (
        when(3, ARM + "server.sleepfor(1000)"),
        ("wake", {}),
        3,
        True,
        False,
    ),
    "deployed": (TELLS, ("squirrel.deploy", {}), 4, False, True),
    "error": (when(5, 'throw "x"'), None, 5, False, True),
    "BlinkUp": (TELLS, ("blinkup", {"ssid": "impsim"}), 9, False, False),
    "server.restart": (when(10, "server.restart()"), None, 10, False, True),
    "restarted": (TELLS, ("squirrel.restart", {}), 10, False, True),
    "power cycle": (TELLS, ("power.cycle", {"for_us": 5000000}), 0, False, False),
    "reset pin": (TELLS, ("reset.press", {}), 8, False, False),
    "out of memory": (when(2, "local a = []; while (true) a.push(blob(1024))"), None, 2, False, True),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_reason_of_a_start_and_what_it_keeps(cause):
    program, stimulus, reason, keeps, counts_on = CAUSES[cause]
    story = one(program)
    if stimulus:
        story.do(100, stimulus[0], **stimulus[1])
    found = starts(story.run(400))
    assert len(found) == 2
    told = found[1][1].split()
    assert told[:2] == [str(reason), "1" if keeps else "-"]
    assert (int(told[3]) > 70000) == counts_on
    assert (told[2] == "true") == (not keeps)  # what comes out of deep sleep is offline


def test_snoozing_keeps_nv_and_starts_connected():
    story = one(TELLS).do(20, "wifi.down", network="impsim").do(300, "wifi.up", network="impsim").run(900)
    assert starts(story) == [(2.16, "0 - true 2160"), (623.76, "7 1 true 1760")]


@pytest.mark.parametrize(("model", "reason"), [("imp001", 0), ("imp002", 0), ("imp005", 8)])
def test_the_reset_pin_on_other_models(model, reason):
    story = one(TELLS, model).do(30, "power.off").do(40, "reset.press").do(50, "power.on").do(100, "reset.press")
    assert [told.split()[0] for _, told in starts(story.run(200))] == ["0", "0", str(reason)]


@pytest.mark.parametrize(("impos", "reason"), [("34", 2), ("36", 10), ("42", 10)])
def test_before_its_reason_was_there_a_restart_looks_like_a_reset(impos, reason):
    story = one(TELLS, "imp003", impos).do(100, "squirrel.restart").run(200)
    assert starts(story)[1][1].split()[0] == str(reason)


def test_an_imp005_keeps_nothing_and_cannot_sleep():
    program = TELLS + 'print("sleepfor" in server || "deepsleepfor" in imp || "sleepuntil" in server)'
    story = one(program, "imp005").do(100, "squirrel.restart").run(200)
    assert story.log() == ["0 - true 2160", "false", "10 - true 101000", "false"]


def test_nv_is_what_it_was_when_the_imp_fell_asleep():
    program = """
        if (!("nv" in getroottable())) nv <- { list = [1, "two", 3.5, { four = null }], text = "\\x00\\xff" };
        else { print(nv.list[3].four == null && nv.list[2] == 3.5 && nv.text.len() == 2); nv.list.append(1) }
        print(nv.list.len());
        imp.wakeup(1, @() server.sleepfor(10));
    """
    assert one(program).run(25).log() == ["4", "true", "5", "true", "6"]


# BlinkUp


@pytest.mark.parametrize(("at_s", "taken"), [(5, True), (119, True), (121, False)])
def test_blinkup_is_taken_for_two_minutes_after_power_on(at_s, taken):
    """D/resources/imprestartoptions."""
    world = World(points={"ap": AccessPoint(), "new": AccessPoint(ssid="new", bssid="02494d500009", key="k")})
    story = one(TELLS, world=world).do(at_s, "blinkup", ssid="new", key="k").run(200)
    assert [text.split()[0] for _, text in starts(story)] == (["0", "9"] if taken else ["0"])
    assert story.value("imp.getssid()") == ("new" if taken else "impsim")


# New code


def test_new_code_starts_at_once_where_nobody_wants_to_know():
    assert starts(one(TELLS).do(50, "squirrel.deploy").run(60))[1:] == [(51.03, "4 - true 51030")]


def test_a_program_finishes_its_work_before_new_code():
    """D/node/2454."""
    program = (
        TELLS
        + """
        server.onshutdown(function(reason) {
            print("shutdown " + (reason == SHUTDOWN_NEWSQUIRREL));
            imp.wakeup(5, @() server.restart());
        });
    """
    )
    story = one(program).do(50, "squirrel.deploy").run(100)
    assert story.timed()[1:2] == [(50.03, "shutdown true")]
    assert starts(story)[1:] == [(56.03, "4 - true 56030")]


def test_a_program_that_does_not_restart_keeps_running():
    program = TELLS + "server.onshutdown(@(reason) print(reason))"
    assert one(program).do(50, "squirrel.deploy").run(500).log() == ["0 - true 2160", "1"]


# Errors


def test_an_error_starts_the_program_anew_a_second_later():
    story = one(TELLS + 'imp.wakeup(100, function() { throw "x" })').run(250)
    assert starts(story) == [(2.16, "0 - true 2160"), (103.16, "5 - true 103160"), (204.16, "5 - true 204160")]


def test_errors_end_what_a_program_has_begun():
    """Timers, a pending connection, a scan: nothing of them reaches the next run."""
    program = """
        if (hardware.wakereason() == WAKEREASON_SQUIRREL_ERROR) return;
        server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
        server.onunexpecteddisconnect(@(code) print("never"));
        imp.wakeup(1, @() print("never"));
        imp.scanwifinetworks(@(found) print("never"));
        imp.onidle(@() print("never"));
        server.disconnect();
        server.connect(@(code) print("never"));
        throw "x";
    """
    assert one(program).run(300).log() == ["ERROR: x", "ERROR: at main device_code:10"]


@pytest.mark.parametrize("clear", [True, False])
def test_what_an_unhandled_exception_does(clear):
    """D/node/2886: with a handler the program goes on."""
    program = 'imp.onunhandledexception(@(error) print("caught " + error));' if clear else ""
    program += 'imp.wakeup(0.5, function() { throw "lost" }); imp.wakeup(1, @() print("goes on")); '
    story = one("if (hardware.wakereason() == 0) { %s }" % program).run(60)
    assert story.log() == (["caught lost", "goes on"] if clear else ["ERROR: lost", "ERROR: at unknown device_code:1"])


# Clocks


def test_an_imp005_knows_the_time_once_it_has_been_connected():
    """D/knowledgebase: it has no crystal, so every boot begins without the time."""
    program = "print(date().year); imp.wakeup(20, @() print(date().year))"
    story = one(program, "imp005", world=dark())
    story.now("link.down")
    story.do(15, "link.up").do(100, "power.cycle", for_us=1000000).do(100, "link.down").run(115)
    assert story.log() == ["2000", "2019", "2000"]


@pytest.mark.parametrize(("drift_ppm", "shown"), [(0, 1000), (1000, 1001), (-2000, 998)])
def test_clocks_drift_until_the_server_sets_them(drift_ppm, shown):
    program = "local from = time(); function show() { print(time() - from) }"
    program += 'server.disconnect(); imp.wakeup(1000, function() { show(); server.log("x"); show() })'
    found = one(program, site=Site(drift_ppm=drift_ppm)).run(1100).log()
    assert found[0] == str(shown)
    assert found[2] == "1001"  # 1.8 s later, and right again


def test_hardware_clocks_wrap_at_32_bits():
    program = "function show() { print(hardware.micros() < 0); print(hardware.millis() > 0) } imp.wakeup(2200, show);"
    assert one(program).run(3000).log() == ["true", "true"]
    program = "imp.wakeup(2150000, @() print(hardware.millis() < 0)); imp.wakeup(4295000, @() print(hardware.millis()))"
    assert one(program).run(5000000).log()[0] == "true"
    assert 0 <= int(one(program).run(5000000).log()[1]) < 100000


def test_time_goes_on_while_an_imp_sleeps():
    program = "print(time()); if (hardware.wakereason() == 0) server.sleepfor(100)"
    first, second = (int(text) for text in one(program).run(200).log())
    assert second - first == 100


@pytest.mark.parametrize(("model", "at_s"), [("imp006", 0.0), ("imp003", 2.16)])
def test_an_imp006_may_boot_straight_to_squirrel(model, at_s):
    """D/node/3136: set by factory firmware, on the imp006 only; the program is offline until it talks to the server."""
    story = Story().add("print(server.isconnected())", model, site=Site(stored=Stored(fast_boot=True))).run(60)
    assert story.timed() == [(at_s, "false" if at_s == 0 else "true")]


def test_new_code_waits_for_a_connection():
    program = (
        TELLS
        + "if (hardware.wakereason() == 0) server.sleepfor(100); else if (hardware.wakereason() == 1) server.connect()"
    )
    story = one(program).do(50, "squirrel.deploy").run(200)
    assert [text.split()[0] for _, text in starts(story)] == ["0", "1", "4"]
    assert starts(story)[2][0] > 100


def test_new_code_that_comes_before_the_start_is_what_starts():
    assert starts(one(TELLS).do(1, "squirrel.deploy").run(60)) == [(2.16, "4 - true 2160")]
