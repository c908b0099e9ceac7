"""`bluetooth` in scenario files: beacons, centrals, and what is wrong with either."""

from __future__ import annotations

import pytest
from harness import failed_ids, problems

from impsim.scenario import world

HEAD = """\
impsim: 1
run: {until: 30s}
world:
  bluetooth: {thermo: {name: Thermo, rssi: -70}, tag: {data: 02 01 06, address: "a4:c1:38:00:00:01", random: true}}
devices:
  imp: {model: imp006, device: p.nut}
timeline:
  - {id: nearer, at: 10s, do: bluetooth.beacon, beacon: thermo, rssi: -30}
  - {id: comes, at: 15s, do: bluetooth.connect, code: 123456, address: "112233445566"}
  - {id: writes, at: 20s, do: bluetooth.write, uuid: 2A-00, data: hello}
  - {id: reads, at: 21s, do: bluetooth.read, uuid: 2A00}
  - {id: goes, at: 22s, do: bluetooth.disconnect}
"""
PROGRAM = """
    bt <- hardware.bluetooth.open();
    bt.setsecurity(4, 123456);
    name <- "nobody"; conn <- null;
    bt.servegatt([{uuid = "1800", chars = [{
        uuid = "2A00", read = @(c) name, write = function(c, value) { name = value.tostring() }
    }]}]);
    bt.onconnect(function(c) { conn = c; server.log("from " + c.address()); c.onclose(@() server.log("gone")) });
    bt.startadvertise("me");
    bt.startscan(function(adverts) {
        foreach (a in adverts) server.log(a.address + " " + a.addresstype + " " + a.rssi);
    });
"""


def test_beacons_and_a_central(tmp_path):
    expect = """
        - {id: far, log: 024200000001 0 -70, within: [0s, nearer]}
        - {id: near, log: 024200000001 0 -30, within: [nearer, nearer + 3s]}
        - {id: random, log: a4c138000001 1 -60}
        - {id: paired, log: from 112233445566, within: [comes + 2s, comes + 3s]}
        - {id: wrote, event: {kind: bluetooth, do: write, uuid: 2a00, code: 0}, times: 1}
        - {id: got, event: {kind: bluetooth, do: read, data: "68656c6c6f"}, times: 1}
        - {id: left, log: gone, within: [goes, goes + 1s]}
        - {id: never, event: {kind: bluetooth, do: refuse}, times: 0}
    """
    assert failed_ids(tmp_path, expect, PROGRAM, head=HEAD) == []


# what stands under bluetooth -> the mistakes
WRONG = [
    ("{a: {rssi: 21}}", ["'21' is not a number from -127 to 20"]),
    ("{a: {data: xyz}}", ["'xyz' is not bytes in hexadecimal"]),
    ("{a: {data: %s}}" % ("00" * 32), ["'%s' is not at most 31 bytes long" % ("00" * 32)]),
    ("{a: {name: abcdefghij, data: %s}}" % ("00" * 20), ["name and data are more than 31 bytes"]),
    ("{a: {address: 12}}", ["'12' is not 12 hexadecimal digits"]),
    ("{a: {interval: 19ms}}", ["nobody advertises more often than every 20 ms"]),
    ("{a: {type: loud}}", ["'loud' is not one of connectable, directed, scannable, beacon"]),
    ("{a: {nam: x}}", ["there is no 'nam' here"]),
    ("[1]", ["a table of beacons by name expected"]),
]


@pytest.mark.parametrize(("given", "messages"), WRONG)
def test_mistakes(tmp_path, given, messages):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    head = "impsim: 1\nworld:\n  bluetooth: %s\ndevices:\n  imp: {model: imp006, device: p.nut}\nexpect: [{log: x}]\n"
    assert [text for _, _, text in problems(tmp_path, head % given)] == messages


VERBS = [
    ("bluetooth.beacon", ["bluetooth.beacon needs 'beacon'"]),
    ("bluetooth.beacon, beacon: b", ["there is no beacon 'b'"]),
    ("bluetooth.connect", ["the imp003 has no Bluetooth"]),
    ("bluetooth.write, uuid: 2A00, data: x", ["the imp003 has no Bluetooth"]),
    ("bluetooth.read, uuid: 2A0", ["'2A0' is not a UUID"]),
    ("bluetooth.read", ["bluetooth.read needs 'uuid'", "the imp003 has no Bluetooth"]),
    ("bluetooth.connect, security: 2", ["'2' is not one of 1, 3, 4"]),
]


@pytest.mark.parametrize(("verb", "messages"), VERBS)
def test_verbs_that_cannot_be(tmp_path, verb, messages):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    head = (
        "impsim: 1\ndevices:\n  imp: {model: imp003, device: p.nut}\ntimeline: [{at: 1s, do: %s}]\nexpect: [{log: x}]\n"
    )
    found = [text for _, _, text in problems(tmp_path, head % verb)]
    assert found == messages or set(found) <= {*messages, "the imp003 has no Bluetooth"}
    assert found


def test_a_world_file_has_them_too(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("bluetooth: {a: {name: A}, b: {type: scannable, response: ff, interval: 2s}}\n", encoding="utf-8")
    found = world.load(str(path)).world.air.beacons
    assert (found["a"].data, found["a"].address, found["b"].address) == (b"\x02\x09A", "024200000001", "024200000002")
    assert (found["b"].kind, found["b"].response, found["b"].interval_us) == (2, b"\xff", 2000000)
