"""World files: what they say, in three formats, and every mistake with its place."""

from __future__ import annotations

import json

import pytest

from impsim.errors import Diagnostic
from impsim.scenario import world

YAML = """\
impsim: 1
wifi: {ssid: Office, bssid: 020000000a01, channel: 11, rssi: -61, encryption: WEP}
ethernet:
  link: 10M
  duplex: half
  connect: 300ms
lan: {address: 10.0.0.7, netmask: 255.0.0.0, gateway: 10.0.0.1, dhcpserver: "", dns: [10.0.0.1, 10.0.0.2]}
cell: {rat: 3G, registration: roaming, rssi: -90, cellinfo: {rscp: -101, mnc: 02}}
server: {reachable: false}
imp:
  ssid: ""
  country: XX/17
  powersave: true
  static: {ip: 10.0.0.9, netmask: 255.255.0.0, gateway: 10.0.0.1, dns: 1.1.1.1}
  proxy: {address: proxy.example, port: 80, user: me, password: "on"}
identity: {id: 5000d8c46a56cfca, macaddress: "0C:2A:69:00:00:01", imei: "123456789012345", model: Test}
"""
JSON = {
    "wifi": {"ssid": "Office", "bssid": "020000000a01", "channel": 11, "rssi": -61},
    "imp": {"powersave": True, "proxy": {"address": "proxy.example", "port": 80}},
}
TOML = """\
[wifi]
ssid = "Office"
bssid = "020000000a01"
channel = 11
rssi = -61
[imp]
powersave = true
proxy = {address = "proxy.example", port = 80}
"""


def load(tmp_path, text, suffix=".yaml"):
    path = tmp_path / ("world" + suffix)
    path.write_text(text, encoding="utf-8")
    return world.load(str(path))


def test_yaml(tmp_path):
    found = load(tmp_path, YAML)
    assert (found.wifi.ssid, found.wifi.bssid, found.wifi.channel) == ("Office", "020000000a01", 11)
    assert (found.wifi.rssi_dbm, found.wifi.encryption) == (-61, "WEP")
    assert (found.cable.link, found.cable.duplex, found.cable.connect_us) == ("10M", "half", 300000)
    assert (found.lan.address, found.lan.dhcpserver, found.lan.dnsservers) == ("10.0.0.7", "", ("10.0.0.1", "10.0.0.2"))
    assert (found.carrier.generation, found.carrier.fields) == ("3G", {"rscp": "-101", "mnc": "02"})
    assert found.server.reachable is False
    assert (found.stored.ssid, found.stored.country, found.stored.powersave) == ("", 0x00115858, True)
    assert (found.stored.static.address, found.stored.static.dnsservers) == ("10.0.0.9", ("1.1.1.1",))
    assert (found.stored.proxy.user, found.stored.proxy.password) == ("me", "on")
    assert found.identity.macaddress == "0c2a69000001"


@pytest.mark.parametrize(
    ("text", "suffix"), [(json.dumps(JSON, indent=2), ".json"), (TOML, ".toml"), (json.dumps(JSON), ".yaml")]
)
def test_every_format_says_the_same(tmp_path, text, suffix):
    found = load(tmp_path, text, suffix)
    assert (found.wifi.ssid, found.wifi.bssid, found.wifi.channel, found.wifi.rssi_dbm) == (
        "Office",
        "020000000a01",
        11,
        -61,
    )
    assert found.stored.powersave is True
    assert (found.stored.proxy.address, found.stored.proxy.port) == ("proxy.example", 80)


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".toml"])
def test_an_empty_file_is_the_default_world(tmp_path, suffix):
    assert load(tmp_path, "\n", suffix).wifi.ssid == "impsim"


# text, line, column, message, hint
MISTAKES = [
    ("wifi:\n  chanel: 3\n", 2, 3, "there is no 'chanel' here", "did you mean channel?"),
    ("wifi: {channel: 300}", 1, 17, "'300' is not a number from 1 to 196", ""),
    ("wifi: {channel: six}", 1, 17, "'six' is not a number from 1 to 196", ""),
    ("wifi: {channel: [6]}", 1, 17, "one value expected", ""),
    ("wifi: {bssid: 0200}", 1, 15, "'0200' is not 12 hexadecimal digits", ""),
    ("wifi: {in_reach: on}", 1, 18, "'on' is not true or false", ""),
    ("wifi: 3", 1, 7, "a table of ssid, bssid, channel, rssi, encryption, key, in_reach, connect expected", ""),
    ("wifi: {ssid: a, ssid: b}", 1, 17, "'ssid' stands here twice", ""),
    ("lan: {address: 10.0.0.300}", 1, 16, "'10.0.0.300' is not an IPv4 address like 192.168.0.3", ""),
    ("lan: {netmask: 255.0.255.0}", 1, 16, "'255.0.255.0' is not a netmask like 255.255.255.0", ""),
    ("lan: {dns: [1.1.1.1, 2.2.2.2, 3.3.3.3]}", 1, 12, "one or two DNS servers expected", ""),
    ("cell: {rat: 5G}", 1, 13, "'5G' is not one of 4G, 3G, 2G", ""),
    ("cell: {cellinfo: {rsrq: -7, state: BUSY}}", 1, 36, "'BUSY' is not one of CONN, NOCONN, LIMSRV, SEARCH", ""),
    ("imp: {country: GBR}", 1, 16, "'GBR' is not a region like GB or XX/17", ""),
    ("identity: {imei: 12}", 1, 18, "'12' is not 15 decimal digits", ""),
    ("server: {connect: 5 parsecs}", 1, 19, "'5 parsecs' is not a time like 15s or 300ms", ""),
    ("impsim: 2", 1, 9, "'2' is not one of 1", ""),
    ("[1, 2]", 1, 1, "a table of impsim, wifi, ethernet, lan, cell, server, imp, identity expected", ""),
    ("wifi: {ssid: [", 1, 15, "expected the node content, but found '<stream end>'", ""),
    ("a: &x {b: *x}", 1, 1, "there is no 'a' here", None),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_mistakes_have_a_place(tmp_path, text, line, column, message, hint):
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text)
    found = caught.value
    assert (found.line, found.column, found.message) == (line, column, message)
    assert hint is None or found.hint == hint
    assert found.text == text.split("\n")[line - 1]
    assert found.path.endswith("world.yaml")


def test_all_mistakes_are_told(tmp_path):
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, "wifi: {chanel: 3}\nlan: {adress: 1}\ncell: {rat: 9G}\n")
    assert [problem.line for problem in [caught.value, *caught.value.also]] == [1, 2, 3]


JSON_MISTAKES = [
    ('{"wifi": {"chanel": 3}}', 1, 11),
    ('{"wifi":\n {"channel": 6,}}', 2, 16),
    ('{"wifi": }', 1, 10),
    ('{"wifi": {}} x', 1, 14),
    ('{"wifi": {"ssid": "a}}', 1, 19),
    ('{"wifi": {"ssid": tru}}', 1, 19),
    ('{"wifi": {"ssid": 1 "b"}}', 1, 21),
    ('{"a": ' * 30, 1, 121),
    ("[", 1, 2),
    ("{", 1, 2),
]


@pytest.mark.parametrize(("text", "line", "column"), JSON_MISTAKES)
def test_json_mistakes_have_a_place(tmp_path, text, line, column):
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text, ".json")
    assert (caught.value.line, caught.value.column) == (line, column)


TOML_MISTAKES = [
    ("[wifi]\nchanel = 3\n", 2, 1),
    ("[imp.proxy]\nport = 99999\n", 2, 1),
    ("[wifi]\nssid = \n", 2, 8),
    ("lan = {address = 'x'}\n", 1, 1),
]


@pytest.mark.parametrize(("text", "line", "column"), TOML_MISTAKES)
def test_toml_mistakes_have_a_place(tmp_path, text, line, column):
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, text, ".toml")
    assert (caught.value.line, caught.value.column) == (line, column)


def test_files_that_cannot_be_read(tmp_path):
    for path, content in [("none.yaml", None), ("bytes.yaml", b"\xff\xfe\x00"), ("large.json", b" " * (1 << 21))]:
        if content is not None:
            (tmp_path / path).write_bytes(content)
        with pytest.raises(Diagnostic) as caught:
            world.load(str(tmp_path / path))
        assert caught.value.path.endswith(path)
    with pytest.raises(Diagnostic):
        world.load(str(tmp_path))


def test_without_a_yaml_library_the_hint_names_it(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(Diagnostic) as caught:
        load(tmp_path, "wifi: {}")
    assert "impsim[world]" in caught.value.hint


def test_the_example_of_the_module_loads(tmp_path):
    example = "\n".join(line[4:] for line in world.__doc__.splitlines() if line.startswith("    "))
    assert load(tmp_path, example).stored.proxy.address == "10.0.0.9"
