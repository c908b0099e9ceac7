"""`usb` in scenario files: what is plugged in, verbs about it, and what is wrong with either."""

from __future__ import annotations

import pytest
from harness import failed_ids, problems

from impsim.scenario import world

HEAD = """\
impsim: 1
run: {until: 20s}
devices:
  imp: {model: %s, device: p.nut, usb: %s}
"""
PROGRAM = """
    function heard(event, details) {
        if (event == USB_DEVICE_CONNECTED)
            server.log("vendor " + details.descriptors.vendorid + " at " + details.speed);
        if (event == USB_DEVICE_DISCONNECTED) server.log("gone");
    }
    hardware.usb.configure(heard);
"""
ENDPOINTS = "[{address: 0x81, type: interrupt, size: 8, interval: 20}, {address: 2}]"


def test_a_device_from_the_start_and_another_one_later(tmp_path):
    head = HEAD % ("imp005", "{kind: generic, vendor: 0x0a, speed: 1.5, class: 3, endpoints: %s}" % ENDPOINTS)
    head += "timeline:\n  - {id: out, at: 8s, do: usb.unplug}\n"
    head += "  - {id: in, at: 10s, do: usb.plug, usb: {kind: serial, loopback: true}}\n"
    head += "  - {at: 12s, do: usb.send, hex: 00 ff, endpoint: 0x81}\n"
    expect = """
        - {id: first, log: vendor 10 at 1.5, within: [0s, 5s]}
        - {id: away, log: gone, within: [out, in]}
        - {id: second, log: vendor 1027 at 12, within: [in, in + 1s]}
        - {id: found, event: {kind: usb, do: found}, times: 2}
        - {id: told, event: {kind: fault, do: usb.send, hex: 00ff}, times: 1}
        - {id: never, event: {kind: usb, do: failed}, times: 0}
    """
    assert failed_ids(tmp_path, expect, PROGRAM, head=head) == []


# what stands there -> the mistakes
WRONG = [
    ("imp003", "{kind: serial}", ["the imp003 has no USB port"]),
    ("imp005", "{kind: mouse}", ["'mouse' is not one of serial, keyboard, generic"]),
    ("imp005", "{loopback: true}", ["what is plugged in? 'kind' is missing"]),
    (
        "imp005",
        "serial",
        ["a table of kind, loopback, uart, vendor, product, release, "],
    ),
    ("imp005", "{kind: keyboard, loopback: true}", ["a device of the kind keyboard has no 'loopback'"]),
    ("imp005", "{kind: serial, uart: uartAB}", ["the imp005 has no UART 'uartAB'"]),
    ("imp005", "{kind: serial, vendr: 1}", ["there is no 'vendr' here"]),
    ("imp005", "{kind: generic, vendor: 0x10000}", ["'0x10000' is not a number from 0 to 0xffff"]),
    ("imp005", "{kind: generic, endpoints: [{address: 0x80}]}", ["'0x80' is not an endpoint's address like 0x81"]),
    ("imp005", "{kind: generic, endpoints: [{address: 16}]}", ["'16' is not an endpoint's address like 0x81"]),
    ("imp005", "{kind: generic, endpoints: [{size: 8}]}", ["an endpoint needs 'address'"]),
    (
        "imp005",
        "{kind: generic, endpoints: [{address: 1, size: 9, type: iso}]}",
        ["'9' is not one of", "'iso' is not one of"],
    ),
]


@pytest.mark.parametrize(("model", "given", "messages"), WRONG)
def test_mistakes(tmp_path, model, given, messages):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    found = problems(tmp_path, HEAD % (model, given) + "expect: [{log: x}]\n")
    assert len(found) == len(messages)
    assert all(text.startswith(message) for (_, _, text), message in zip(found, messages, strict=True))


def test_verbs_for_models_without_a_port_are_refused(tmp_path):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    head = "impsim: 1\ndevices:\n  imp: {model: imp003, device: p.nut}\n"
    head += "timeline:\n  - {at: 1s, do: usb.unplug}\n  - {at: 1s, do: usb.plug}\n  - {at: 1s, do: usb.send, hex: 0}\n"
    found = {text for _, _, text in problems(tmp_path, head)}
    assert found > {"usb.plug needs 'usb'", "'0' is not bytes in hexadecimal", "the imp003 has no USB port"}
    head = head.replace(", do: usb.plug", ", do: usb.fail").replace("hex: 0", "data: x")
    found = {text for _, _, text in problems(tmp_path, head + "expect: [{log: x}]\n")}
    assert found == {"the imp003 has no USB port"}


def test_a_world_file_has_it_too(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("usb: {kind: serial}\n", encoding="utf-8")
    assert world.load(str(path)).site.usb == {"kind": "serial"}
