"""Whatever stands in a world file, it is read or refused with a place; nothing else happens."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.device.profile import find
from impsim.errors import Diagnostic
from impsim.scenario import world
from impsim.scenario.stimuli import VERBS
from impsim.scenario.timeline import COMMON

SECTIONS = [
    "WIFI",
    "NETWORK",
    "ETHERNET",
    "LAN",
    "DHCP",
    "CELL",
    "CARRIER",
    "SERVER",
    "IMP",
    "STATIC",
    "PROXY",
    "IDENTITY",
]
NAMES = sorted({name for section in SECTIONS for name in getattr(world, section)} | {"lan", "ap", "carrier", "x"})
WORDS = [
    "ap",
    "lan",
    "x",
    "true",
    "10s",
    "10%",
    "10.0.0.1",
    "10.0.0.0/24",
    "6",
    "-50",
    "out",
    "4G",
    "none",
    "020000000a01",
    "",
]
SCALARS = st.sampled_from(WORDS) | st.text(max_size=3) | st.integers(-200, 70000) | st.booleans() | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(NAMES), below, max_size=4),
    max_leaves=8,
)
FIELDS = sorted({name for verb in VERBS.values() for name in verb.fields} | set(COMMON) - {"do"})
ENTRY = st.builds(
    lambda verb, more: {"do": verb, **more},
    st.sampled_from(sorted(VERBS)),
    st.dictionaries(st.sampled_from(FIELDS), SCALARS, max_size=3).map(lambda found: {"at": "1s", **found}),
)
TIMELINE = st.fixed_dictionaries({"timeline": st.lists(ENTRY | VALUES, max_size=4)})
DOCUMENTS = st.dictionaries(st.sampled_from(sorted(world.WORLD)), VALUES, max_size=5)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / "w.json"


@pytest.mark.parametrize("model", ["imp005", "impC001", None])
@given(st.builds(lambda parts, timeline: {**parts, **timeline}, DOCUMENTS, TIMELINE | st.just({})))
@settings(max_examples=300)
def test_a_file_is_read_or_refused(path, model, content):
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    try:
        setting = world.load(str(path), model and find(model))
    except Diagnostic as problem:
        for told in [problem, *getattr(problem, "also", ())]:
            assert told.line
            assert told.column
            assert told.render()
        return
    check(setting)


def check(setting):
    """What is in every world."""
    shared = setting.world
    assert all(point.lan in shared.lans for point in shared.points.values())
    assert setting.site.coverage.carrier in shared.carriers
    assert setting.site.cable.lan in shared.lans
    assert set(setting.site.reception) <= set(shared.points)
    assert all(stimulus.t_us >= 0 for stimulus in setting.timeline)
    for stimulus in setting.timeline:
        target = VERBS[stimulus.verb].target
        known = {"lan": shared.lans, "proxy": shared.proxies, "ap": shared.points}
        assert target not in known or stimulus.args[target] in known[target]


GOOD = {
    "address": "10.0.0.3", "netmask": "255.255.255.0", "gateway": "10.0.0.1", "broadcast": "10.0.0.255",
    "dhcpserver": "10.0.0.1", "dns": ["10.0.0.1", "0.0.0.0"], "ip": "10.0.0.9", "server": "10.0.0.1",
    "cidr": "10.0.0.0/24", "connect": "1s", "takes": "1s", "lease": "1h", "latency": "5ms", "jitter": "1ms",
    "loss": "10%", "channel": 6, "rssi": -50, "port": 80, "bssid": "02:00:00:00:00:01", "macaddress": "020000000001",
    "ethernet_macaddress": "020000000001", "id": "5000d8c46a56cfca", "imei": "1" * 15, "imsi": "2" * 15,
    "voltage": 3800, "mcc": "262", "mnc": "02", "rats": ["4G", "3G"], "rat": "4G", "registration": "home",
    "sim": "ready", "modem": "dead", "carrier": "carrier", "country": "GB", "link": "10M", "duplex": "half",
    "lan": "lan",
    "static": {"ip": "10.0.0.9"}, "cellinfo": {"rsrp": "-99"}, "dhcp": {"lease": "40s"},
    "proxy": {"address": "p", "port": 1},
    "aps": {"ap": {"channel": 36}, "other": {}},
}  # fmt: skip
FLAGS = (
    "hidden", "up", "in_reach", "plugged", "answers", "dns_answers", "dhcp_answers", "proxy_required", "ppp",
    "reachable", "fast_boot", "powersave", "works", "accepts",
)  # fmt: skip


def some(section):
    """Any of a section's fields, with values that are right."""
    good = {name: GOOD.get(name, True if name in FLAGS else "x") for name in section}
    return st.sets(st.sampled_from(sorted(section))).map(lambda names: {name: good[name] for name in sorted(names)})


RIGHT = st.fixed_dictionaries(
    {},
    optional={
        "wifi": some(world.WIFI) | some(world.NETWORK).map(lambda found: {"x": found}),
        "ethernet": some(world.ETHERNET),
        "lans": some(world.LAN).map(lambda found: {"lan": found, "b": {}}),
        "proxies": some(world.PROXY).map(lambda found: {"q": found}),
        "cell": some(world.CELL),
        "cells": some(world.CARRIER).map(lambda found: {"carrier": found}),
        "impcloud": some(world.SERVER),
        "imp": some(world.IMP),
        "identity": some(world.IDENTITY),
        "noise": st.just(3),
        "timeline": st.just(
            [{"at": "1s", "do": "cloud.down"}, {"at": "0s", "do": "lan.drop", "loss": "5%", "lan": "lan"}]
        ),
    },
)


@given(RIGHT)
@settings(max_examples=300)
def test_what_is_right_is_read(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")
    setting = world.load(str(path))
    check(setting)
    assert [stimulus.t_us for stimulus in setting.timeline] == [0, 1000000] * ("timeline" in content)
    if "proxy" in content.get("imp", {}):
        stored = setting.site.stored.proxy
        assert (stored.address, stored.port) in [(p.address, p.port) for p in setting.world.proxies.values()]
    for name, value in content.get("cell", {}).items():
        if name == "rssi":
            assert setting.site.coverage.rssi_dbm == value
        if name == "mcc":
            assert setting.world.carriers["carrier"].mcc == value
