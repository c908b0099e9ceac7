"""Beside the device's own error text: which model or release has what a program misses."""

from __future__ import annotations

import pytest

from impsim.device.profile import find
from impsim.device.release import parse_release
from impsim.impos.availability import absent_objects, note

ABSENT = "the index '%s' does not exist"

# name, source line, model, impOS, side -> what is said
CASES = [
    ("sleepfor", "server.sleepfor(10);", "imp005", "36", "device", "server.sleepfor is not on the imp005; it is on "),
    (
        "getchannel",
        "imp.getchannel()",
        "impC001",
        "40",
        "device",
        "imp.getchannel is not on the impC001; it is on imp001",
    ),
    ("info", "imp.net.info()", "imp001", "42", "device", None),
    (
        "STARTING",
        "imp.net.STARTING",
        "imp005",
        "36",
        "device",
        "imp.net.STARTING exists from impOS 41.0 on; this is 36.14",
    ),
    ("SIM_ERROR", "code == SIM_ERROR", "imp005", "36", "device", "SIM_ERROR exists from impOS 39.0 on; this is 36.14"),
    ("foo", "imp.foo()", "imp005", "36", "device", None),
    ("i2c12", "hardware.i2c12.read()", "imp001", "42", "device", "hardware.i2c12 is not simulated yet"),
    (
        "pin1",
        "hardware.pin1.read()",
        "imp005",
        "42",
        "device",
        "hardware.pin1 is not on the imp005; it is on imp001, imp002",
    ),
    ("pin1", "", "imp005", "42", "device", "hardware.pin1 is not on the imp005; it is on imp001, imp002"),
    ("pin1", "board.pin1.read()", "imp005", "42", "device", None),
    ("get", "http.get(url)", "imp001", "42", "device", "http.get is for agents only"),
    (
        "factoryblinkup",
        "server.factoryblinkup(1)",
        "imp001",
        "42",
        "agent",
        "server.factoryblinkup is for devices only",
    ),
    ("save", "server.save({})", "imp001", "42", "device", "server.save is for agents only"),
    ("device", "device.send(1, 2)", "imp001", "42", "device", "device is for agents only"),
    ("hardware", "hardware.millis()", "imp001", "42", "agent", "hardware is for devices only"),
    ("get", "local x = box.get()", "imp001", "42", "agent", None),
    ("http", "http.get(url)", "imp001", "42", "device", "http is for agents only"),
    ("mqtt", "mqtt.createclient()", "imp001", "42", "device", "mqtt is for agents only"),
    ("createclient", "mqtt.createclient()", "imp001", "42", "device", "mqtt.createclient is for agents only"),
]


@pytest.mark.parametrize(("name", "line", "model", "impos", "side", "said"), CASES)
def test_who_has_it(name, line, model, impos, side, said):
    found = note(ABSENT % name, line, find(model), parse_release(impos), side)
    assert found is None if said is None else found.startswith(said)


def test_objects_that_are_absent():
    assert absent_objects("device") == []
    assert set(absent_objects("agent")) <= {"amqp"}


def test_it_stands_beside_the_devices_own_text(impsim):
    done = impsim("run", "-e", "server.sleepfor(1)", "--model", "imp005", "--format", "message")
    assert done.stdout.splitlines()[0] == b"ERROR: the index 'sleepfor' does not exist"
    assert done.stderr.startswith(b"server.sleepfor is not on the imp005; it is on imp001, ")
    done = impsim("eval", "imp.net.STARTING", "--impos", "36")
    assert b"why: imp.net.STARTING exists from impOS 41.0 on; this is 36.14" in done.stderr


def test_other_errors_are_left_alone():
    assert note("wrong number of parameters", "server.sleepfor()", find("imp005"), parse_release("36")) is None
