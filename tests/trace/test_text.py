"""Traces for people."""

from __future__ import annotations

import pytest

from impsim.trace.text import KINDS, chosen, text

# event without t_us and device, its line after the kind
LINES = [
    ({"kind": "log", "type": "server.log", "msg": "a b"}, "[server.log] a b"),
    (
        {"kind": "log", "type": "server.log", "msg": "a\nb\x1b[2J", "queued": True},
        "[server.log] a\\nb\\x1b[2J queued=true",
    ),
    ({"kind": "state", "interface": "wl0", "state": "WIFI_JOINING"}, "wl0 WIFI_JOINING"),
    ({"kind": "ethernet.link", "interface": "eth0", "link": "", "duplex": ""}, "eth0"),
    ({"kind": "dhcp", "interface": "eth0", "step": "offer", "address": "10.0.0.3"}, "eth0 offer 10.0.0.3"),
    ({"kind": "dhcp", "interface": "eth0", "step": "offer"}, "interface=eth0 step=offer"),
    ({"kind": "at", "sent": "AT^SMONI", "answer": "^SMONI: 4G"}, "AT^SMONI -> ^SMONI: 4G"),
    ({"kind": "fault", "do": "lan.drop", "loss": 0.1, "lan": "lan"}, "lan.drop loss=0.1 lan=lan"),
    ({"kind": "fault", "do": "wifi.rssi", "set": {"ap": None}}, 'wifi.rssi set={"ap": null}'),
    ({"kind": "message", "from": "device", "to": "agent", "name": "n", "data": "x y"}, 'device -> agent n data="x y"'),
    ({"kind": "new", "a": "", "b": "c=d", "e": "{x}"}, 'b="c=d" e={x}'),
    (
        {"kind": "api", "call": "server.log", "side": "agent", "args": ["a b", 1], "result": 0, "since_us": 2160000},
        'server.log("a b", 1) = 0 side=agent',
    ),
    (
        {"kind": "api", "call": "imp.sleep", "side": "device", "args": [1], "result": None, "since_us": 1160000},
        "imp.sleep(1) = null side=device since_us=1160000",
    ),
    ({"kind": "api", "call": "f"}, "call=f"),
    ({"kind": "log.lost", "type": "server.log", "bytes": 10}, "[server.log] 10 bytes"),
    ({"kind": "log", "type": "t", "msg": "{msg} %s \ud800"}, "[t] {msg} %s \\ud800"),
]


@pytest.mark.parametrize(("event", "shown"), LINES)
def test_a_line_per_event(event, shown):
    line = text({"t_us": 2160000, "device": "imp", **event})
    assert line.split(None, 3) == ["2.160000", "imp", event["kind"], shown]
    assert line.isprintable()


def test_the_header():
    header = {"impsim": 1, "kind": "header", "model": "imp005", "seed": 1}
    assert text(header) == "impsim trace: model=imp005 seed=1"


def test_columns_stand_below_one_another():
    first = text({"t_us": 0, "device": "", "kind": "fault", "do": "x"})
    second = text({"t_us": 3600000000, "device": "imp", "kind": "wifi.associated", "x": 1})
    assert first.index("x") == second.index("x=1")


EVENTS = [{"t_us": t_us, "kind": kind} for t_us, kind in enumerate(["log", "wifi.lost", "wifi.scan", "wifix", "log"])]


@pytest.mark.parametrize(
    ("kinds", "from_us", "to_us", "times"),
    [
        ([], 0, 9, [0, 1, 2, 3, 4]),
        (["log"], 0, 9, [0, 4]),
        (["wifi"], 0, 9, [1, 2]),
        (["wifi.scan", "log"], 1, 4, [2, 4]),
        ([], 2, 3, [2, 3]),
        (["header"], 0, 9, []),
    ],
)
def test_a_part_of_a_trace(kinds, from_us, to_us, times):
    choose = chosen(kinds, from_us, to_us)
    assert [event["t_us"] for event in EVENTS if choose(event)] == times
    assert choose({"impsim": 1, "kind": "header"}) == (not kinds or "header" in kinds)


def test_every_form_can_be_filled():
    for kind, form in KINDS.items():
        assert form.count("{") == form.count("}")
        assert text({"t_us": 0, "device": "imp", "kind": kind})
