"""hardware.gnss: sessions, the receiver's state, fixes, assistance data, and what is thrown."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.gnss import angle, fields
from impsim.device.world import Coverage, Position, Site

OPEN = """
    text <- ""; show <- function(value) { text += value };
    s <- hardware.gnss.open(function(t) { try { go(t) } catch (error) { show(error) } });
    function status(t) { show(" " + t.status) }
"""


def ran(statements, until_s=100, happens=(), **options):
    """What a program shows that does this once its session is ready."""
    story = one(OPEN + "function go(t) { %s }" % statements, "imp006", **options)
    for seconds, verb, args in happens:
        story.do(seconds, verb, **args)
    return story.run(until_s).value("text")


# statements -> what they show
SHOWN = [
    ("show(t.ready + typeof s + typeof s.assist)", "1metameta"),
    ("show(s.getstate().state); show(s.enable().status); show(s.getstate().state)", "001"),
    ("show(s.enable(1, 30, 50, 0, 1).status); show(s.enable(4, 255, 1000, 1000, 65535).status)", "0504"),
    ("show(s.enable(5).status + s.enable(1, 0).status + s.enable(1, 1, 1, -1).status)", "-12"),
    ("show(s.disable().status); s.enable(); show(s.disable().status); show(s.getstate().state)", "50500"),
    ("s.readposition(status)", " 505"),
    ("s.enable(); s.readposition(status, 2)", " 516"),
    ("s.readposition(status, 3)", " -4"),
    ("s.enable(); imp.wakeup(31, @() s.readposition(@(r) show(r.status + r.quectel.latitude)))", "03723.7240N"),
    ("s.enable(); imp.wakeup(31, @() s.readposition(@(r) show(r.quectel.longitude), 2))", "-122.10232"),
    # assistance data
    ("show(s.assist.read().status); show(s.assist.enable().status)", "509509"),
    ('s.assist.load(status, "data"); imp.wakeup(1, @() show(s.assist.read().xtradatadurtime))', " 010080"),
    ('s.assist.load(status, "")', " -4"),
    ("s.assist.load(@(t) show(s.assist.read().injecteddatatime), blob(9))", "2019/03/01,00:00:07"),
    ('s.assist.load(@(t) show(s.assist.reset(2).status + s.assist.read().status), "x")', "0"),
    ('s.assist.load(@(t) show(s.assist.reset(3).status + s.assist.read().status), "x")', "509"),
    ("show(s.assist.reset(4).status); s.enable(); show(s.assist.reset().status)", "-4504"),
    (
        's.assist.load(function(t) { s.assist.enable(); s.enable(); imp.wakeup(11, @() s.readposition(status)) }, "x")',
        " 0",
    ),
    # what is wrong
    ("hardware.gnss.open()", "GNSS session is already open"),
    ("s.readposition(status); s.readposition(status)", "GNSS callback is pending 505"),
    ("s.readposition(status); s.assist.load(status, blob(1))", "GNSS callback is pending 505"),
    ("s.assist.load(status, s)", "a string or a blob expected"),
    ("s.assist = 1; show(s.assist)", "1"),
    ("s.other", "the index 'other' does not exist"),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_what_calls_do(statements, shown):
    assert ran(statements) == shown


@pytest.mark.parametrize(
    ("model", "impos", "there"), [("imp006", "42", False), ("imp006", "44", True), ("impC001", "42", False)]
)
def test_who_has_it(model, impos, there):
    assert one("", model, impos).run(20).value('"gnss" in hardware') is there


NOT_READY = [
    "s.getstate()",
    "s.enable()",
    "s.disable()",
    "s.readposition(@(r) 1)",
    "s.assist.read()",
    "s.assist.load(@(r) 1, blob(1))",
]


@pytest.mark.parametrize("call", NOT_READY)
def test_nothing_can_be_asked_before_the_modem_is_ready(call):
    program = "s <- hardware.gnss.open(); try { %s } catch (error) { print(error) }"
    assert one(program % call, "imp006").run(10).log() == ["modem is not ready"]


@pytest.mark.parametrize(
    ("coverage", "ready"), [({"sim": "missing"}, "0"), ({"modem": "dead"}, "0"), ({"sim": "locked"}, "1")]
)
def test_it_needs_a_modem_with_a_sim(coverage, ready):
    assert ran("show(t.ready)", site=Site(coverage=Coverage(**coverage))) == ready


def test_an_imp_without_a_modem_cannot_open_it():
    program = "try { hardware.gnss.open() } catch (error) { print(error) }"
    assert one(program, "imp006a").run(20).log() == ["no cellular modem"]


def test_a_position_changes():
    statements = """
        lat <- @(r) "quectel" in r ? r.quectel.latitude : "";
        s.enable();
        for (local i = 40; i < 100; i += 20)
            imp.wakeup(i, @() s.readposition(@(r) show(r.status + lat(r) + " "), 2));
    """
    happens = [(60, "gnss.set", {"latitude": -1.5}), (80, "gnss.set", {"fix": "none"})]
    assert ran(statements, 200, happens).split() == ["037.39540", "0-1.50000", "516"]


def test_a_session_that_nobody_keeps_ends():
    program = """
        hardware.gnss.open(@(t) print("ready"));
        imp.wakeup(20, function() { hardware.gnss.open(@(t) print("again")) });
    """
    assert one(program, "imp006").run(60).log() == []


def test_the_receiver_stays_on_when_the_program_ends():
    program = OPEN + "function go(t) { print(s.getstate().state); s.enable(); s.assist.load(status, blob(1)) }"
    story = one(program, "imp006").do(20, "squirrel.restart").do(40, "power.cycle").run(100)
    assert story.log() == ["0", "1", "0"]
    assert story.value("s.assist.read().status") == 0
    assert [event["do"] for event in story.seen("gnss")] == ["on", "on"]


@pytest.mark.parametrize(
    ("degrees", "written"),
    [
        (37.3954, ["3723.7240N", "3723.724000N", "37.39540"]),
        (-0.5, ["0030.0000S", "0030.000000S", "-0.50000"]),
        (9.99999999, ["1000.0000N", "0959.999999N", "10.00000"]),
        (0, ["0000.0000N", "0000.000000N", "0.00000"]),
    ],
)
def test_angles(degrees, written):
    assert [angle(degrees, mode, "NS", 2) for mode in (0, 1, 2)] == written


def test_a_fix_as_the_modem_writes_it():
    place = Position(latitude=51.5, longitude=-0.125, altitude_m=-3, fix="2d", speed_kmh=18.52, course_deg=271)
    assert fields(place, 1551398400 + 3661, 0) == {
        "utc": "010101.0",
        "latitude": "5130.0000N",
        "longitude": "00007.5000W",
        "hdop": "1.0",
        "altitude": "-3.0",
        "fix": "2",
        "cog": "271.00",
        "spkm": "18.5",
        "spkn": "10.0",
        "date": "010319",
        "nsat": "09",
    }
