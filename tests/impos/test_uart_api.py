"""UARTs as programs use them."""

from __future__ import annotations

import pytest
from worlds import Story, one

from impsim.device.profile import find
from impsim.device.uart import join

MODELS = ("imp001", "imp002", "imp003", "imp004m", "imp005", "imp006", "impC001")
READY = "u.configure(115200, 8, PARITY_NONE, 1, NO_CTSRTS);"
STARTED_S = 3  # programs have started by then


class Peer:
    def __init__(self):
        self.heard = b""

    def receive(self, data, baud, frame):
        self.heard += data


def begun(statements, model="imp003", bus="uartFG"):
    story = one("u <- hardware.%s; function show(v) { server.log(v) }\n%s" % (bus, statements), model)
    story.bus = story.imps["imp"].device.buses[bus]
    story.peer = Peer()
    story.bus.attach(story.peer)
    return story


def run(statements, *given, **where):
    return begun(statements, *given, **where).run(20)


@pytest.mark.parametrize("model", MODELS)
def test_a_program_finds_the_uarts_of_its_model(model):
    story = one("", model).run(20)
    listed = story.value('(function() { local all = ""; foreach (n, _ in hardware) all += n + " "; return all })()')
    assert sorted(name for name in listed.split() if name.startswith("uart")) == sorted(find(model)["api.uart"])


SHOWN = [
    ("show(u.configure(115200, 8, PARITY_NONE, 1, NO_CTSRTS))", ["115016"]),
    ("show(u.configure(9600, 7, PARITY_EVEN, 2))", ["9600"]),
    ("show(u.configure(9600, 8, PARITY_ODD, 1, 0, null))", ["9600"]),
    (READY + "show(u.read()); show(u.readstring()); show(u.readblob().len())", ["-1", "", "0"]),
    (
        READY + 'show(typeof u.write("a")); show(typeof u.flush()); show(u.flags()); show(u.flags())',
        ["null", "null", "2", "0"],
    ),
    (READY + "show(typeof u.disable()); u.disable(); show(u.flags())", ["null", "0"]),
    ("show(typeof u.setrxfifosize(20)); show(typeof u.settxfifosize(1000))", ["null", "null"]),
    (READY + "u.disable(); u.setrxfifosize(100)", []),
    ("show(typeof u.settxactive(hardware.pinA, 1)); u.settxactive(hardware.pinA, 0, 10, 20)", ["null"]),
    (READY + 'hardware.pinF.configure(DIGITAL_IN); u.write("a")', ["UART is not configured"]),
    # what is wrong
    ("u.configure(0, 8, PARITY_NONE, 1)", ["invalid baud rate"]),
    ("u.configure(9600, 9, PARITY_NONE, 1)", ["invalid word size"]),
    ("u.configure(9600, 8, 3, 1)", ["invalid parity"]),
    ("u.configure(9600, 8, PARITY_NONE, 3)", ["invalid number of stop bits"]),
    ("u.configure(9600, 8, PARITY_NONE)", ["wrong number of parameters"]),
    ("u.read()", ["UART is not configured"]),
    ("u.readblob()", ["UART is not configured"]),
    ("u.readstring(1)", ["UART is not configured"]),
    ("u.write(1)", ["UART is not configured"]),
    (READY + "u.readblob(-1)", ["invalid number of bytes"]),
    (READY + "u.write(u)", ["a string or a blob expected"]),
    (READY + "u.setrxfifosize(100)", ["UART is configured: disable it first"]),
    (READY + "u.settxfifosize(100)", ["UART is configured: disable it first"]),
    ("u.setrxfifosize(19)", ["invalid FIFO size"]),
    ("u.settxfifosize(10000000)", ["not enough memory for the FIFO"]),
    ("u.settxactive(u, 1)", ["a pin expected"]),
    ("u.settxactive(hardware.pinA, 1, 5000)", ["invalid delay"]),
    ("u.flags.call({})", ["wrong type of instance"]),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_members(statements, shown):
    assert run("try { %s } catch (e) { show(e) }" % statements).log() == shown


@pytest.mark.parametrize(
    ("value", "heard"),
    [("65", b"A"), ("0x141", b"A"), ("-1", b"\xff"), (r'"a\x00z"', b"a\0z"), ("blob(3)", b"\0\0\0"), ('""', b"")],
)
def test_what_is_written_goes_out(value, heard):
    assert run(READY + "u.write(%s)" % value).peer.heard == heard


@pytest.mark.parametrize("model", MODELS)
def test_an_imp005_has_larger_buffers_at_least(model):
    bus = find(model)["api.uart"][0]
    story = run("try { u.setrxfifosize(20); show(0) } catch (e) show(e);", model, bus)
    assert story.log() == ["invalid FIFO size" if model == "imp005" else "0"]


def test_writing_waits_for_room_and_flush_for_the_end():
    """1000 bytes of 10 bits at 9600 baud: what the buffer takes at once is not waited for."""
    program = "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS); local t = hardware.millis(); u.write(blob(1000));"
    program += "show((hardware.millis() - t) / 10); u.flush(); show((hardware.millis() - t) / 10)"
    story = run(program)
    assert story.log() == ["95", "104"]
    assert len(story.peer.heard) == 1000


def test_a_write_that_waits_for_the_other_end_waits_for_ever():
    program = 'u.configure(9600, 8, PARITY_NONE, 1); show("before"); u.write(blob(100)); show("after")'
    story = begun(program, bus="uartQRPW")
    story.imps["imp"].device.pins.named("pinW").drive(1)
    assert story.run(60).log() == ["before"]
    story = begun(program, bus="uartQRPW")
    pin = story.imps["imp"].device.pins.named("pinW")
    pin.drive(1)
    story.at(30, lambda: pin.drive(0))
    assert story.run(60).log() == ["before", "after"]


ECHO = "function heard() { local b; while ((b = u.read()) != -1) show(b) }"


def test_a_callback_hears_each_byte():
    story = begun(ECHO + "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, heard);")
    story.at(STARTED_S, lambda: story.bus.feed(b"\1\2\3"))
    assert story.run(20).log() == ["1", "2", "3"]


def test_while_a_program_sleeps_bytes_come_in():
    program = "function heard() { show(u.readstring()); imp.sleep(0.5); show(u.readstring()) }"
    story = begun(program + "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, heard);")
    story.at(STARTED_S, lambda: story.bus.feed(b"hello world"))
    assert story.run(20).log() == ["h", "ello world", "", ""]


def test_a_callback_that_reads_nothing_is_called_for_each_byte_only():
    story = begun(
        "calls <- 0; function heard() { calls++ }" + "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, heard);"
    )
    story.at(STARTED_S, lambda: story.bus.feed(b"abc"))
    story.run(20)
    assert story.value("calls") == 3


def test_a_callback_with_flags_hears_of_everything():
    program = "function heard(flags) { show(flags); u.readstring() }"
    program += "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS | CALLBACK_WITH_FLAGS, heard); u.write(blob(60));"
    story = begun(program)
    story.at(STARTED_S, lambda: story.bus.feed(b"a"))
    assert story.run(20).log() == ["128", "2", "1"]


def test_a_callback_of_another_shape_fails():
    story = begun("u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, function(flags) {});")
    story.at(STARTED_S, lambda: story.bus.feed(b"a"))
    assert "wrong number of parameters" in story.run(20).log()[0]


def test_a_disabled_uart_calls_nothing():
    story = begun(ECHO + "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, heard); imp.wakeup(5, @() u.disable());")
    story.at(9, lambda: story.bus.feed(b"a"))
    assert story.run(20).log() == []


def test_the_times_of_bytes():
    program = "u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS | TIMING_ENABLED, function() {"
    program += ' local b; while ((b = u.read()) != -1) show((b & 0xFF) + ":" + (b >> 8)) });'
    story = begun(program)
    story.at(STARTED_S, lambda: story.bus.feed(b"AB"))
    story.at(STARTED_S + 2, lambda: story.bus.feed(b"C"))
    assert story.run(20).log() == ["65:8388607", "66:1041", "67:%d" % (2000000 - 1041)]


def test_a_loop_that_polls_sees_bytes_come():
    story = begun("u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS); local b; while ((b = u.read()) == -1); show(b)")
    story.at(STARTED_S, lambda: story.bus.feed(b"x"))
    assert story.run(20).log() == ["120"]


def test_a_loop_that_waits_for_a_flag_sees_it_come():
    assert run(READY + 'u.write("abc"); while (!(u.flags() & WRITE_DONE)); show("gone")').log() == ["gone"]


def test_an_overrun_is_a_flag():
    story = begun(
        "u.setrxfifosize(20);" + READY + "imp.wakeup(5, function() { show(u.flags()); show(u.readblob().len()) })"
    )
    story.at(STARTED_S, lambda: story.bus.feed(bytes(50)))
    assert story.run(20).log() == ["33", "20"]


def test_a_restart_leaves_nothing():
    program = "show(u.flags()); try show(u.read()) catch (e) show(e);" + READY
    program += "u.write(blob(80)); if (hardware.wakereason() == 0) imp.wakeup(0.01, server.restart);"
    story = run("u.setrxfifosize(100);" + program)
    assert story.log() == ["0", "UART is not configured"] * 2


def test_a_pin_shows_that_bytes_go_out():
    program = "p <- hardware.pinA; u.settxactive(p, 1);" + READY
    story = run(program + 'show(p.read()); u.write("a"); show(p.read()); u.flush(); show(p.read())')
    assert story.log() == ["0", "1", "0"]


def test_two_imps_talk():
    program = "u <- hardware.uartFG; u.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, function() {"
    program += " foreach (b in u.readblob()) { server.log(b); if (b < 5) u.write(b + 1) } }); "
    story = Story().add(program + "imp.wakeup(5, @() u.write(1));", name="one").add(program, name="other")
    join(*[story.imps[name].device.buses["uartFG"] for name in ("one", "other")])
    story.run(20)
    assert [story.log(name) for name in ("one", "other")] == [["2", "4"], ["1", "3", "5"]]


def test_a_uart_that_only_receives_or_sends():
    assert run(READY + 'u.write("a"); show(u.read())', "imp002", "uartB").peer.heard == b""
    story = begun(READY + 'u.write("a"); imp.wakeup(5, @() show(u.read()))', "imp004m", "uartQ")
    story.at(STARTED_S, lambda: story.bus.feed(b"x"))
    assert (story.run(20).log(), story.peer.heard) == (["-1"], b"a")


def test_streams_are_events():
    story = begun(READY + 'u.write("hi")')
    story.at(STARTED_S, lambda: story.bus.feed(b"ho"))
    story.run(20)
    assert [(event["way"], event["data"]) for event in story.seen("uart")] == [("tx", "6869"), ("rx", "686f")]
