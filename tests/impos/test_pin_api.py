"""Pins as programs use them: configure, read, write, callbacks, and waking from deep sleep."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import find, names
from impsim.errors import Diagnostic
from impsim.impos.api.pin import MODES
from impsim.impos.stubs import every_stub

SLEEPERS = [name for name in names() if find(name)["power.deep_sleep"]]


def pins(story, *fields):
    """What the events of pins told, from the first on that has all of some fields."""
    return [tuple(event[field] for field in fields) for event in story.seen("pin") if set(fields) <= set(event)]


def test_the_constants_are_the_modes():
    known = {mode.name for mode in MODES.values()}
    constants = {stub.name: stub.value for stub in every_stub() if stub.name in known}
    assert {name: MODES[number].name for name, number in constants.items()} == {name: name for name in constants}
    assert len(constants) == len(MODES)


@pytest.mark.parametrize("model", names())
def test_a_program_finds_the_pins_of_its_model(model):
    story = one("", model).run(20)
    listed = story.value('(function() { local all = ""; foreach (n, _ in hardware) all += n + " "; return all })()')
    found = [name for name in listed.split() if name.startswith("pin")]
    assert sorted(found) == sorted(find(model)["api.pins"])
    assert story.value('hardware["%s"].read()' % found[0]) in (0, 1)


def test_agents_have_no_pins():
    assert one("", agent='server.log("hardware" in getroottable())').run(10).log() == ["false"]


# configure, read, write, disable


# statements -> what they show
SHOWN = [
    ("p.configure(DIGITAL_OUT); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT, 1); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT, 0.0); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT, 1.0); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT, null); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT, 1, 2, 3); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT); p.write(1); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT); p.write(0.5); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT, 1); p.write(0.0); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT, 1); p.configure(DIGITAL_OUT); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT_OD, 1); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT_OD_PULLUP, 1); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT_OD_PULLUP); show(p.read())", "0"),
    ("p.configure(DIGITAL_IN); show(p.read())", "0"),
    ("p.configure(DIGITAL_IN_PULLUP); show(p.read())", "1"),
    ("p.configure(DIGITAL_IN_PULLUP, null); show(p.read())", "1"),
    ("p.configure(DIGITAL_IN_PULLDOWN, @() 1); show(p.read())", "0"),
    ("p.configure(DIGITAL_OUT, 1); p.disable(); show(p.read())", "0"),
    ("show(p.read())", "0"),
    ("show(typeof p.configure(DIGITAL_OUT) + typeof p.write(1) + typeof p.disable())", "nullnullnull"),
    ("show(typeof p); show(hardware.pinA == p); show(hardware.pinB == p)", "metatruefalse"),
    # nothing comes of writing to what is no output
    ("p.write(1); show(p.read()); p.configure(DIGITAL_OUT); show(p.read())", "00"),
    ("p.configure(DIGITAL_IN_PULLUP); p.write(0); show(p.read())", "1"),
    ("p.configure(DIGITAL_OUT); p.disable(); p.write(1); show(p.read())", "0"),
    # what is wrong
    ("p.configure(0)", "invalid pin mode"),
    ("p.configure(DIGITAL_OUT + 1)", "invalid pin mode"),
    ("p.configure(DIGITAL_IN_WAKEUP)", "mode not supported on this pin"),
    ("p.configure(DIGITAL_OUT, @() 1)", "invalid starting state"),
    ("p.configure(DIGITAL_IN, 1)", "a callback function expected"),
    ("p.configure()", "wrong number of parameters"),
    ("p.configure(null)", "parameter 1 has an invalid type 'null' ; expected: 'integer'"),
    ("p.write()", "wrong number of parameters"),
    ("p.read(1)", "wrong number of parameters"),
    ("p.configure(DIGITAL_OUT); p.write(null)", "parameter 1 has an invalid type 'null' ; expected: 'integer|float'"),
    ("p.read.call({})", "wrong type of instance"),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_what_calls_do(statements, shown):
    program = """
        local p = hardware.pinA, text = "";
        local show = function(value) { text += value };
        try { %s } catch (error) { text += error }
        print(text);
    """
    assert one(program % statements).run(10).log() == [shown]


def test_a_wrong_call_changes_nothing():
    program = 'p <- hardware.pinA; p.configure(DIGITAL_OUT, 1); try { p.configure(%s) } catch (error) { print("no") }'
    for wrong in ("5", "DIGITAL_IN, 1", "DIGITAL_OUT, @() 1", "DIGITAL_IN_WAKEUP"):
        story = one(program % wrong).run(10)
        assert story.log() == ["no"]
        assert story.value("p.read()") == 1


def test_only_the_wake_up_pin_can_be_armed():
    program = """
        local able = [];
        foreach (name, pin in hardware) if (name.slice(0, 3) == "pin")
            try { pin.configure(DIGITAL_IN_WAKEUP); able.push(name) } catch (error) {}
        foreach (name in able) print(name);
    """
    assert [one(program, model).run(12).log() for model in ("imp001", "imp005", "impC001")] == [["pin1"], [], ["pinW"]]


# What the world does


def test_a_program_reads_what_the_world_drives():
    program = "p <- hardware.pin1; p.configure(DIGITAL_IN_PULLUP); "
    program += "for (local i = 0; i < 4; i++) imp.wakeup(i * 10, @() print(p.read()))"
    story = one(program, "imp001").do(5, "pin.set", pin="pin1", level=0).do(15, "pin.set", pin="pin1", level=1)
    assert story.do(25, "pin.set", pin="pin1", level=None).run(60).log() == ["1", "0", "1", "1"]


def test_a_callback_is_called_without_parameters_in_its_turn():
    program = """
        function changed(...) { print("changed " + vargv.len() + " " + hardware.pinA.read() + " " + (this == root)) }
        root <- getroottable();
        hardware.pinA.configure(DIGITAL_IN, changed);
        imp.wakeup(5, function() { imp.sleep(5); print("slept") });
    """
    story = one(program).do(5, "pin.set", pin="pinA", level=1).do(10, "pin.set", pin="pinA", level=0).run(60)
    assert [(round(t_s, 2), text) for t_s, text in story.timed()] == [
        (5.0, "changed 0 1 true"),
        (12.16, "slept"),
        (12.16, "changed 0 0 true"),
    ]


def test_a_pin_that_gets_another_mode_calls_no_more():
    for then in ("p.disable()", "p.configure(DIGITAL_IN)", "p.configure(DIGITAL_OUT)", "p.configure(DIGITAL_IN, null)"):
        program = 'p <- hardware.pinA; p.configure(DIGITAL_IN, @() print("never")); imp.wakeup(1, @() %s)' % then
        assert one(program).do(10, "pin.set", pin="pinA", level=1).run(60).log() == []


def test_a_loop_can_wait_for_a_pin():
    program = "hardware.pinA.configure(DIGITAL_IN); while (!hardware.pinA.read()); print(hardware.millis())"
    story = one(program).do(5, "pin.set", pin="pinA", level=1).run(60)
    assert int(story.log()[0]) == pytest.approx(5000, abs=1)


def test_events_tell_of_modes_and_levels():
    program = "local p = hardware.pinA; p.configure(DIGITAL_OUT); p.write(1); p.write(1); p.configure(DIGITAL_OUT, 1)"
    story = one(program).do(5, "pin.set", pin="pinB", level=1).do(6, "pin.set", pin="pinB", level=1).run(10)
    assert pins(story, "pin", "mode") == [("pinA", "DIGITAL_OUT")]
    assert pins(story, "t_us", "pin", "level") == [(2160000, "pinA", 1), (5000000, "pinB", 1)]


def test_a_pin_that_is_not_there():
    with pytest.raises(Diagnostic, match="the imp003 has no pin 'pin1'"):
        one("").now("pin.set", pin="pin1", level=1)


# Restarts


@pytest.mark.parametrize(
    "cause", ['throw "x"', "server.restart()", "imp.reset()", "local a = []; while (1) a.push(blob(999))"]
)
def test_every_program_finds_pins_as_at_power_on(cause):
    program = """
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            hardware.pinA.configure(DIGITAL_OUT, 1);
            hardware.pinB.configure(DIGITAL_IN, @() print("old"));
            imp.wakeup(100, function() { %s });
        } else {
            print(hardware.pinA.read());
            hardware.pinA.write(1);
            if (!hardware.pinA.read()) print("no output");
        }
    """
    story = one(program % cause).do(110, "pin.set", pin="pinB", level=1).run(130)
    assert [text for text in story.log() if text in ("0", "1", "no output", "old")] == ["0", "no output"]


def test_power_that_goes_takes_the_pins_along():
    story = one("hardware.pinA.configure(DIGITAL_OUT, 1); hardware.pinW.configure(DIGITAL_IN_WAKEUP)").do(
        9, "power.off"
    )
    story.run(10)
    assert pins(story, "t_us", "mode")[2:] == [(9000000, "tri-state")] * 2
    assert pins(story, "t_us", "level")[1:] == [(9000000, 0)]


# Waking


SLEEPER = """
    wake <- hardware[imp.info().type == "imp001" || imp.info().type == "imp002" ? "pin1" : "pinW"];
    print("woken " + hardware.wakereason());
    imp.wakeup(20, function() {
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            %s
            imp.deepsleepfor(1000);
        }
    });
"""


@pytest.mark.parametrize("model", SLEEPERS)
@pytest.mark.parametrize(
    ("before", "woken"),
    [
        ("wake.configure(DIGITAL_IN_WAKEUP);", True),
        ('wake.configure(DIGITAL_IN_WAKEUP, @() print("never"));', True),
        ("wake.configure(DIGITAL_IN_WAKEUP); wake.configure(DIGITAL_IN_PULLDOWN);", False),
        ("wake.configure(DIGITAL_IN_WAKEUP); wake.disable();", False),
        ("", False),
    ],
)
def test_only_a_pin_that_was_armed_wakes(model, before, woken):
    story = one(SLEEPER % before, model).do(100, "wake").do(200, "wake").run(300)
    assert story.log() == (["woken 0", "woken 3"] if woken else ["woken 0"])
    if woken:
        assert story.timed()[1][0] == 100


def test_a_pin_that_is_driven_wakes_as_well():
    story = one(SLEEPER % "wake.configure(DIGITAL_IN_WAKEUP);").do(99, "pin.set", pin="pinW", level=0)
    assert story.do(100, "pin.set", pin="pinW", level=1).run(300).log() == ["woken 0", "woken 3"]


def test_a_pin_that_is_high_already_does_not_wake():
    story = one(SLEEPER % "wake.configure(DIGITAL_IN_WAKEUP);").do(10, "pin.set", pin="pinW", level=1)
    story.do(60, "pin.set", pin="pinW", level=0)
    assert story.run(100).log() == ["woken 0"]
    story.now("wake")
    assert story.run(200).log() == ["woken 0", "woken 3"]


def test_arming_lasts_for_one_sleep():
    program = """
        print("woken " + hardware.wakereason());
        if (hardware.wakereason() == WAKEREASON_POWER_ON) hardware.pinW.configure(DIGITAL_IN_WAKEUP);
        imp.wakeup(1, @() imp.deepsleepfor(100));
    """
    assert one(program).do(50, "wake").do(100, "wake").run(149).log() == ["woken 0", "woken 3"]


def test_while_awake_the_wake_up_pin_is_an_input():
    """D/node/3158: its callback is called. The moment for which it is high ends."""
    program = "hardware.pinW.configure(DIGITAL_IN_WAKEUP, @() print(hardware.pinW.read()))"
    assert [text for _, text in one(program).do(20, "wake").run(60).timed()] == ["1", "0"]


def test_in_deep_sleep_other_pins_are_tri_stated():
    story = one(SLEEPER % "hardware.pinA.configure(DIGITAL_OUT, 1); wake.configure(DIGITAL_IN_WAKEUP);").run(60)
    assert story.imps["imp"].power == "sleeping"
    assert [pin.name for pin in story.imps["imp"].device.pins if pin.mode.name != "tri-state"] == ["pinW"]
    assert pins(story, "level")[-1] == (0,)


def test_nothing_wakes_an_imp005():
    story = one("", "imp005").run(20)
    story.now("wake")
    assert pins(story.run(30), "pin") == []


# Memory


def test_a_pin_takes_no_memory_of_the_program_but_its_callback_does():
    program = "led <- null; function use() { led = hardware.pinA; led.configure(DIGITAL_OUT, 1) }"
    program += (
        "function listen() { hardware.pinB.configure(DIGITAL_IN, @() 1) } function stop() { hardware.pinB.disable() }"
    )
    story = one(program)
    for seconds, call in ((10, "use()"), (20, "listen()"), (30, "stop()")):
        story.calls(seconds, call)
    sizes = [story.run(seconds).imps["imp"].memory.in_use() for seconds in (9, 19, 29, 39)]
    assert [size - sizes[0] for size in sizes] == [0, 0, 48, 0]  # a closure
