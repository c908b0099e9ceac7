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
    assert (found.world.points["ap"].ssid, found.world.points["ap"].bssid, found.world.points["ap"].channel) == (
        "Office",
        "020000000a01",
        11,
    )
    assert (found.world.points["ap"].rssi_dbm, found.world.points["ap"].encryption) == (-61, "WEP")
    assert (found.site.cable.link, found.site.cable.duplex, found.site.cable.connect_us) == ("10M", "half", 300000)
    assert (
        found.world.lans["lan"].address,
        found.world.lans["lan"].dhcpserver,
        found.world.lans["lan"].dnsservers,
    ) == ("10.0.0.7", "", ("10.0.0.1", "10.0.0.2"))
    assert (found.site.coverage.generation, found.site.coverage.fields) == ("3G", {"rscp": "-101", "mnc": "02"})
    assert found.world.server.reachable is False
    assert (found.site.stored.ssid, found.site.stored.country, found.site.stored.powersave) == ("", 0x00115858, True)
    assert (found.site.stored.static.address, found.site.stored.static.dnsservers) == ("10.0.0.9", ("1.1.1.1",))
    assert (found.site.stored.proxy.user, found.site.stored.proxy.password) == ("me", "on")
    assert found.site.identity.macaddress == "0c2a69000001"


@pytest.mark.parametrize(
    ("text", "suffix"), [(json.dumps(JSON, indent=2), ".json"), (TOML, ".toml"), (json.dumps(JSON), ".yaml")]
)
def test_every_format_says_the_same(tmp_path, text, suffix):
    found = load(tmp_path, text, suffix)
    assert (
        found.world.points["ap"].ssid,
        found.world.points["ap"].bssid,
        found.world.points["ap"].channel,
        found.world.points["ap"].rssi_dbm,
    ) == (
        "Office",
        "020000000a01",
        11,
        -61,
    )
    assert found.site.stored.powersave is True
    assert (found.site.stored.proxy.address, found.site.stored.proxy.port) == ("proxy.example", 80)


PLURAL = """\
lans:
  office: {cidr: 10.1.2.0/24, dhcp: {lease: 40s}, loss: 10%, latency: 20ms, proxy_required: true}
  lab: {dhcp: none}
wifi:
  Office:
    password: correct-horse
    aps: {ap-a: {bssid: "02:00:00:00:0a:01", channel: 1}, ap-b: {channel: 36, rssi: -80, key: other}}
  Guest: {lan: lab, rssi: -40}
rssi: {ap-a: -48, ap-b: out}
noise: 2
drift: -20
proxies: {corp: {lan: office, address: 10.1.2.128, port: 3128, username: imp, password: s3cret, accepts: false}}
cells: {home: {mcc: "262", mnc: "02", apn: iot.example, rats: [4G, 2G]}, other: {rats: 3G, up: false}}
cell: {carrier: other, mcc: "001", rat: 3G}
impcloud: {latency: 60ms, jitter: 15ms}
imp: {proxy: corp}
"""


def test_several_of_a_kind(tmp_path):
    setting = load(tmp_path, PLURAL)
    shared, site = setting.world, setting.site
    office, lab = shared.lans["office"], shared.lans["lab"]
    assert (office.address, office.netmask, office.gateway) == ("10.1.2.3", "255.255.255.0", "10.1.2.1")
    assert (office.dhcpserver, office.dnsservers, office.lease_s) == ("10.1.2.1", ("10.1.2.1",), 40)
    assert (office.loss, office.latency_us, office.proxy_required) == (0.1, 20000, True)
    assert (list(shared.lans), lab.dhcpserver) == (["office", "lab"], "")
    points = shared.points
    assert list(points) == ["ap-a", "ap-b", "Guest"]
    assert [point.ssid for point in points.values()] == ["Office", "Office", "Guest"]
    assert [point.key for point in points.values()] == ["correct-horse", "other", ""]
    assert [point.lan for point in points.values()] == ["office", "office", "lab"]
    assert [point.bssid for point in points.values()] == ["020000000a01", "02494d500002", "02494d500003"]
    assert (points["ap-b"].band, points["Guest"].rssi_dbm) == ("5G", -40)
    assert site.drift_ppm == -20
    assert (site.reception, site.noise_db) == ({"ap-a": -48, "ap-b": None}, 2)
    assert (site.cable.lan, site.coverage.carrier, site.coverage.generation) == ("office", "other", "3G")
    assert (shared.carriers["home"].generations, shared.carriers["home"].apn) == (("4G", "2G"), "iot.example")
    assert (shared.carriers["other"].mcc, shared.carriers["other"].up) == ("001", False)
    assert (shared.server.latency_us, shared.server.jitter_us) == (60000, 15000)
    assert (shared.proxies["corp"].user, shared.proxies["corp"].accepts) == ("imp", False)
    assert (site.stored.proxy.address, site.stored.proxy.user) == ("10.1.2.128", "imp")
    assert (site.stored.ssid, site.stored.key) == ("Office", "correct-horse")


@pytest.mark.parametrize(
    ("text", "ssid", "key"),
    [
        ("wifi: {ssid: A, key: secret}", "A", "secret"),
        ("wifi: {ssid: A, key: secret}\nimp: {key: wrong}", "A", "wrong"),
        ("wifi: {A: {key: a}, B: {key: b}}\nimp: {ssid: B}", "B", "b"),
        ("wifi: {A: {key: a}}\nimp: {ssid: Elsewhere}", "Elsewhere", ""),
        ("imp: {powersave: true}", "impsim", ""),
    ],
)
def test_an_imp_knows_the_key_of_its_network(text, ssid, key, tmp_path):
    stored = load(tmp_path, text).site.stored
    assert (stored.ssid, stored.key) == (ssid, key)


def test_out_of_reach_concerns_one_imp(tmp_path):
    setting = load(tmp_path, "wifi: {in_reach: false}")
    assert (setting.site.reception, setting.world.points["ap"].up) == ({"ap": None}, True)


@pytest.mark.parametrize(
    ("text", "proxies"),
    [
        ("imp: {proxy: {address: p, port: 1, works: false}}", {"proxy": ("p", False, True)}),
        ("imp: {proxy: {address: p, port: 1, accepts: false}}", {"proxy": ("p", True, False)}),
        (
            "imp: {proxy: {address: p, port: 1}}\nproxies: {q: {address: p, port: 2}}",
            {"q": ("p", True, True), "proxy": ("p", True, True)},
        ),
        (
            "imp: {proxy: {address: p, port: 1, works: false}}\nproxies: {q: {address: p, port: 1}}",
            {"q": ("p", False, True)},
        ),
    ],
)
def test_a_stored_proxy_stands_somewhere(text, proxies, tmp_path):
    setting = load(tmp_path, text)
    assert {name: (p.address, p.works, p.accepts) for name, p in setting.world.proxies.items()} == proxies
    assert setting.site.stored.proxy.address == "p"


@pytest.mark.parametrize(
    ("text", "t_us"),
    [("300ms", 300000), ("1.5s", 1500000), ("1m30s", 90000000), ("28d", 2419200000000), ("0s", 0), ("5us", 5)],
)
def test_times_have_units(text, t_us, tmp_path):
    assert load(tmp_path, "server: {connect: %s}" % text).world.server.connect_us == t_us


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".toml"])
def test_an_empty_file_is_the_default_world(tmp_path, suffix):
    assert load(tmp_path, "\n", suffix).world.points["ap"].ssid == "impsim"


# text, line, column, message, hint
MISTAKES = [
    ("wifi:\n  chanel: 3\n", 2, 3, "there is no 'chanel' here", "did you mean channel?"),
    ("wifi: {channel: 300}", 1, 17, "'300' is not a number from 1 to 196", ""),
    ("wifi: {channel: six}", 1, 17, "'six' is not a number from 1 to 196", ""),
    ("wifi: {channel: [6]}", 1, 17, "one value expected", ""),
    ("wifi: {bssid: 0200}", 1, 15, "'0200' is not 12 hexadecimal digits", ""),
    ("wifi: {in_reach: on}", 1, 18, "'on' is not true or false", ""),
    ("wifi: 3", 1, 7, "a table of %s expected" % ", ".join(world.WIFI), ""),
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
    ("[1, 2]", 1, 1, "a table of %s expected" % ", ".join(world.WORLD), ""),
    ("wifi: {in_reach: true, connect: 1h1parsec}", 1, 33, "'1h1parsec' is not a time like 15s or 300ms", ""),
    ("wifi: {lan: ofice}\nlans: {office: {}}", 1, 13, "there is no lan 'ofice'", "did you mean office?"),
    ("wifi: {A: {aps: {x: {}}}, B: {aps: {x: {}}}}", 1, 37, "there is an access point 'x' already", ""),
    ("wifi: {A: {aps: {B: {}}}, B: {}}", 1, 27, "there is an access point 'B' already", ""),
    ("wifi: {A: {}, channel: 6}", 1, 24, "a table of %s expected" % ", ".join(world.NETWORK), ""),
    ("wifi: {%s: {}}" % ("é" * 17), 1, 8, "'%s' is not at most 32 bytes long" % ("é" * 17), ""),
    ("wifi: {A: {aps: 3}}", 1, 17, "a table of access points by name expected", ""),
    ("rssi: {app: -50}", 1, 8, "there is no ap 'app'", "did you mean ap?"),
    ("rssi: {ap: 5}", 1, 12, "'5' is not a number from -127 to 0, or out", ""),
    ("lan: {loss: 10}", 1, 13, "'10' is not a percentage like 10%", ""),
    ("lan: {loss: 101%}", 1, 13, "'101%' is not a percentage like 10%", ""),
    ("lan: {cidr: 10.0.0.0/31}", 1, 13, "'10.0.0.0/31' is not a network like 192.168.0.0/24", ""),
    ("lan: {dhcp: {leese: 1h}}", 1, 14, "there is no 'leese' here", "did you mean lease?"),
    ("lan: {}\nlans: {lan: {}}", 1, 1, "the LAN 'lan' stands under lans, too", ""),
    ("cells: {c: {rats: [4G, 5G]}}", 1, 24, "'5G' is not one of 4G, 3G, 2G", ""),
    ("cells: {c: {mnc: 1}}", 1, 18, "'1' is not 2 or 3 decimal digits", "zeros count: write '01'"),
    ("imp: {proxy: corp}", 1, 14, "there is no proxy 'corp'", ""),
    ("proxies: {corp: {lan: lab}}", 1, 23, "there is no lan 'lab'", "did you mean lan?"),
    ("wifi: {lan: [lan]}", 1, 13, "the name of one lan expected", ""),
    ("noise: 30", 1, 8, "'30' is not a number from 0 to 20", ""),
    ("wifi: {ssid: [", 1, 15, "expected the node content, but found '<stream end>'", ""),
    ("a: &x {b: *x}", 1, 4, "nested too deeply", None),
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
    assert "pip install PyYAML" in caught.value.hint


def test_the_example_of_the_module_loads(tmp_path):
    example = "\n".join(line[4:] for line in world.__doc__.splitlines() if line.startswith("    "))
    assert load(tmp_path, example).site.stored.proxy.address == "10.0.0.9"
