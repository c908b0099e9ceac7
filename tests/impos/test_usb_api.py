"""hardware.usb as programs use it: events, control requests, endpoints, transfers, and what is thrown."""

from __future__ import annotations

import pytest
from worlds import one

from impsim.device.profile import names
from impsim.device.world import Site

HAVING = [name for name in names() if name.startswith(("imp005", "impC001"))]
GENERIC = {"kind": "generic", "echo": True}
# A program that gives its device the address 5, configures it and opens its endpoints; then `go` is called.
HOST = """
    u <- hardware.usb; text <- "";
    show <- function(value) { text += value };
    function heard(event, details) {
        if (event == USB_DEVICE_CONNECTED) {
            local first = details.descriptors.configurations[0].interfaces[0];
            u.controltransfer(details.speed, 0, 0, 0, 5, 5, 0, 8);
            u.controltransfer(details.speed, 5, 0, 0, 9, 1, 0, 8);
            foreach (e in first.endpoints)
                u.openendpoint(details.speed, 5, 0, e.attributes, e.maxpacketsize, e.address);
            try { go(details) } catch (error) { show(error) }
        } else if (event == USB_TRANSFER_COMPLETED) {
            show(format(" %x:%d/%d", details.endpoint, details.state, details.length));
            if (details.endpoint == 0x81) done();
        } else if (event == USB_DEVICE_DISCONNECTED) {
            show(" gone " + details.device);
        } else if (event == USB_UNRECOVERABLE_ERROR) {
            show(" failed " + details);
        }
    }
    function done() {}
    u.configure(heard);
"""


def ran(statements, plan=GENERIC, model="imp005", until_s=30, *happens):
    """What a program shows that does this once its device is there."""
    story = one(HOST + "function go(d) { %s }" % statements, model, site=Site(usb=plan))
    for seconds, verb, args in happens:
        story.do(seconds, verb, **args)
    return story.run(until_s).value("text")


# statements with a generic device -> what they show
SHOWN = [
    ("show(typeof d.speed + d.speed)", "float12"),
    ("local s = d.descriptors; show(s.vendorid + s.productid + s.maxpacketsize0)", "4627"),
    ('show(d.descriptors["class"] + d.descriptors.configurations[0].value)', "1"),
    ('local i = d.descriptors.configurations[0].interfaces[0]; show(i["class"] + i.endpoints[0].address)', "384"),
    ("show(typeof u.controltransfer(12, 5, 0, 0, 9, 1, 0, 64))", "null"),
    ("local b = blob(18); u.controltransfer(12.0, 5, 0, 0x80, 6, 0x100, 0, 8, b); show(b[0] + b[1] + b.tell())", "19"),
    ("local b = blob(30); u.controltransfer(12, 5, 0, 0x80, 6, 0x100, 0, 8, b); show(b.len() + b[29])", "30"),
    ("show(typeof u.openendpoint(12, 5, 0, 2, 64, 1, 255))", "null"),
    ('local b = blob(); b.writestring("hello"); show(typeof u.generaltransfer(5, 1, 2, b))', "null 1:15/5"),
    # what is wrong
    ("u.controltransfer(480, 5, 0, 0, 9, 1, 0, 8)", "invalid USB speed"),
    ("u.controltransfer(12, 5, 0, 0, 9, 1, 0, 9)", "invalid maximum packet size"),
    ("u.controltransfer(12, 5, 0, 0, 9, 1, 0, 8, u)", "a blob expected"),
    ("u.controltransfer(12, 5, 1, 0, 9, 1, 0, 8)", "18"),
    ("u.controltransfer(12, 6, 0, 0, 9, 1, 0, 8)", "5"),
    ("u.controltransfer(12, 5, 0, 0, 9, 7, 0, 8)", "4"),
    ("u.openendpoint(11, 5, 0, 2, 64, 1)", "invalid USB speed"),
    ("u.openendpoint(12, 5, 0, 2, 65, 1)", "invalid maximum packet size"),
    ("u.openendpoint(12, 5, 0, 2, 64, 1, 0)", "invalid interval"),
    ("u.openendpoint(12, 5, 0, 2, 64, 1, 256)", "invalid interval"),
    ("u.openendpoint(12, 5, 0, 2, 64, 3)", "18"),
    ("u.openendpoint(12, 6, 0, 2, 64, 1)", "5"),
    ("u.generaltransfer(5, 3, 2, blob(1))", "18"),
    ("u.generaltransfer(5, 1, 2, u)", "a blob expected"),
    ("u.generaltransfer(5, 0x81, 2, blob(1)); u.generaltransfer(5, 0x81, 2, blob(1))", "17"),
    ("u.disable(); u.generaltransfer(5, 1, 2, blob(1))", "USB is not configured"),
    ("u.disable(); u.openendpoint(12, 5, 0, 2, 64, 1)", "USB is not configured"),
    ("u.disable(); u.disable(); u.controltransfer(12, 5, 0, 0, 9, 1, 0, 8)", "USB is not configured"),
    ("u.configure(null)", "parameter 1 has an invalid type 'null' ; expected: 'function|function'"),
]


@pytest.mark.parametrize(("statements", "shown"), SHOWN)
def test_what_calls_do(statements, shown):
    assert ran(statements) == shown


@pytest.mark.parametrize("model", names())
def test_who_has_it(model):
    story = one("", model).run(20)
    assert story.value('"usb" in hardware') is (model in HAVING)
    assert story.value('"USB_DEVICE_CONNECTED" in getroottable()') is (model in HAVING)


def test_what_is_sent_comes_back():
    statements = """
        local sent = blob(); sent.writestring("hello");
        into <- blob(10);
        u.generaltransfer(5, 1, 2, sent);
        u.generaltransfer(5, 0x81, 2, into);
    """
    program = statements + "::done <- function() { show(into.len() + into.readstring(5)) };"
    assert ran(program) == " 1:15/5 81:15/510hello"


def test_a_program_hears_of_plugging_and_pulling():
    story = one(HOST + "function go(d) { show(d.speed) }", "impC001").do(20, "usb.plug", usb={"kind": "keyboard"})
    assert story.do(25, "usb.unplug").do(30, "usb.unplug").run(40).value("text") == "1.5 gone 5"


def test_what_is_plugged_in_twice_replaces_the_other():
    happens = (10, "usb.plug", {"usb": {"kind": "serial"}})
    assert ran("show(d.descriptors.vendorid)", GENERIC, "imp005", 30, happens) == "4617 gone 51027"


def test_keys_of_a_keyboard():
    statements = "keys <- blob(8); u.generaltransfer(5, 0x81, 3, keys); ::done <- function() { show(keys[2]) }"
    happens = (10, "usb.send", {"hex": "0000040000000000"})
    assert ran(statements, {"kind": "keyboard"}, "imp005", 30, happens) == " 81:15/84"


def test_bytes_for_a_serial_adapter():
    statements = """
        into <- blob(64); seen <- "";
        ::done <- function() {
            into.seek(2);
            seen += into.readstring(4);
            if (seen.find("ping") == null) u.generaltransfer(5, 0x81, 2, into); else show("!");
        };
        u.generaltransfer(5, 0x81, 2, into);
    """
    happens = (10, "usb.send", {"data": "ping"})
    shown = ran(statements, {"kind": "serial"}, "imp005", 30, happens)
    assert shown.endswith(" 81:15/6!")
    assert " 81:15/2 " in shown


def test_a_failure_ends_when_the_port_is_configured_again():
    statements = "show(1); if (text.len() < 3) imp.wakeup(5, function() { u.disable(); u.configure(heard) })"
    assert ran(statements, GENERIC, "imp005", 30, (5, "usb.fail", {})) == "1 failed (null : 0x0)1"


def test_nothing_happens_without_a_device_or_a_port():
    story = one("", "imp003").run(5)
    for verb in ("usb.unplug", "usb.send", "usb.fail"):
        story.now(verb)
    story.now("usb.plug", usb=GENERIC)
    story = one(HOST + "function go(d) { show(1) }", "imp005").do(5, "usb.send", data="x").do(6, "usb.fail")
    assert story.run(20).value("text") == " failed (null : 0x0)"


def test_a_program_that_starts_anew_finds_the_port_off():
    program = """
        try { hardware.usb.generaltransfer(0, 1, 2, blob(1)) } catch (error) { print(error) }
        hardware.usb.configure(@(event, details) print(event));
    """
    story = one(program, "imp005", site=Site(usb=GENERIC)).do(20, "squirrel.restart")
    assert story.run(40).log() == ["USB is not configured", "0"] * 2


def test_what_a_trace_tells():
    story = one(HOST + "function go(d) { u.generaltransfer(5, 1, 2, blob(2)) }", "imp005", site=Site(usb=GENERIC)).run(
        20
    )
    told = [(event["do"], event.get("data"), event.get("status")) for event in story.seen("usb")]
    assert told == [
        ("plugged", None, None),
        ("found", None, None),
        ("control", None, 0),
        ("control", None, 0),
        ("out", "0000", 15),
    ]


def test_an_exception_in_go_is_a_number_when_nobody_answers():
    assert ran("try { u.controltransfer(12, 9, 0, 0, 9, 1, 0, 8) } catch (e) { show(typeof e) }") == "integer"


def test_a_serial_adapter_on_a_uart_of_the_imp():
    statements = """
        into <- blob(64); got <- "";
        line <- hardware.uart1;
        line.configure(9600, 8, PARITY_NONE, 1, NO_CTSRTS, function() { got += line.readstring(); });
        u.controltransfer(12, 5, 0, 0x40, 3, 0x4138, 0, 8);
        local out = blob(); out.writestring("ping");
        u.generaltransfer(5, 2, 2, out);
        imp.wakeup(1, @() line.write("pong"));
        imp.wakeup(2, @() u.generaltransfer(5, 0x81, 2, into));
    """
    story = one(
        HOST + "function go(d) { %s }" % statements, "imp005", site=Site(usb={"kind": "serial", "uart": "uart1"})
    )
    assert story.run(20).value("got") == "ping"
    assert story.value("into.seek(2), into.readstring(4)") == "pong"
    story.now("usb.unplug")
    assert story.imps["imp"].device.buses["uart1"].peers == []
