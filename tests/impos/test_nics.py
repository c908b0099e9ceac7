"""Network interface configurations: tables that programs write, and what impOS makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.nic import Nic
from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.device.world import Identity, Proxy, Site, StaticAddress, Stored, World
from impsim.impos import nics
from impsim.impos.conversions import to_squirrel
from impsim.impos.simulation import boot
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.values import is_table, items

STATIC = {"ip": "10.0.0.2", "netmask": "255.0.0.0", "gateway": "10.0.0.1", "dns": ["10.0.0.1"]}
PROXY = {"type": 1, "address": "proxy", "port": 80}


def device_of(model="imp005", release=None, device_id="", **stored):
    profile = find(model)
    site = Site(stored=Stored(**stored), identity=Identity(device_id=device_id))
    release = parse_release(release) if release else newest_for(profile)
    return boot(profile, release, None, world=World(), site=site).device


def read(device, nic):
    return nics.read(device, to_squirrel(nic))


def plain(value):
    """As plain data, blobs as bytes."""
    if is_table(value):
        return {key: plain(slot) for key, slot in items(value)}
    if isinstance(value, Blob):
        return bytes(value)
    return [plain(element) for element in value] if isinstance(value, list) else value


def parts(nic):
    """A Nic as comparable data."""
    shown = dict(vars(nic))
    for name in ("static", "proxy"):
        shown[name] = dict(vars(shown[name])) if shown[name] else None
    return shown


NAMES = [("wifi", "wl0"), ("wl0", "wl0"), ("ethernet", "eth0"), ("eth0", "eth0"), ("cell", "cell0"), ("cell0", "cell0")]


@pytest.mark.parametrize(("identifier", "name"), NAMES)
def test_interfaces_are_named_by_kind_or_by_number(identifier, name):
    model = "impC001" if name == "cell0" else "imp005"
    assert read(device_of(model), {"interface": identifier}).interface == name


def test_a_table_with_only_the_interface_means_what_is_stored():
    static, proxy = StaticAddress(address="1.2.3.4"), Proxy(address="p", port=1)
    device = device_of(ssid="Home", key="secret", static=static, proxy=proxy)
    assert parts(read(device, {"interface": "wl0"})) == parts(Nic("wl0", "Home", "secret", static, proxy))
    assert parts(read(device, {"interface": "eth0"})) == parts(Nic("eth0", static=static, proxy=proxy))


# What a table says besides wl0 -> what it means on an imp with everything stored
MEANINGS = [
    ({"wificonfig": {"ssid": "Away", "key": "k"}}, {"ssid": "Away", "key": "k", "static": None, "proxy": None}),
    ({"wificonfig": {"ssid": "Away", "key": None}}, {"ssid": "Away", "key": ""}),
    ({"wificonfig": {"ssid": "Away", "key": ""}}, {"ssid": "Away", "key": ""}),
    ({"wificonfig": None, "staticconfig": None}, {"ssid": "Home", "static": {"address": "1.2.3.4"}}),
    ({"staticconfig": STATIC}, {"ssid": "Home", "key": "secret", "proxy": None}),
    (
        {"staticconfig": STATIC},
        {
            "static": {
                "address": "10.0.0.2",
                "netmask": "255.0.0.0",
                "gateway": "10.0.0.1",
                "dnsservers": ("10.0.0.1",),
            }
        },
    ),
    (
        {"proxyconfig": PROXY},
        {"proxy": {"kind": 1, "address": "proxy", "port": 80, "user": "", "password": ""}, "static": None},
    ),
    ({"proxyconfig": {**PROXY, "user": "u", "password": "p"}, "other": 1}, {"ssid": "Home"}),
    ({"cellconfig": 7}, {"ssid": "Home"}),
]


@pytest.mark.parametrize(("table", "meaning"), MEANINGS)
def test_what_a_table_means(table, meaning):
    stored = {"static": StaticAddress(address="1.2.3.4"), "proxy": Proxy(address="p", port=1)}
    device = device_of(ssid="Home", key="secret", **stored)
    assert parts(read(device, {"interface": "wl0", **table})).items() >= meaning.items()


def test_the_apn_counts_from_impos_47_on():
    table = {"interface": "cell", "cellconfig": {"apn": "private"}}
    assert read(device_of("imp006", "47"), table).apn == "private"
    assert read(device_of("imp006", "46"), table).apn == ""


UNKNOWN = "invalid network interface '%s'"
WRONG = [
    ("imp005", {}, "no interface in network configuration"),
    ("imp005", {"interface": None}, "no interface in network configuration"),
    ("imp005", {"interface": 1}, "no interface in network configuration"),
    ("imp005", {"interface": ""}, UNKNOWN % ""),
    ("imp005", {"interface": "wl1"}, UNKNOWN % "wl1"),
    ("imp005", {"interface": "WiFi"}, UNKNOWN % "WiFi"),
    ("imp005", {"interface": "cell0"}, "network interface 'cell0' is not available"),
    ("imp001", {"interface": "ethernet"}, "network interface 'ethernet' is not available"),
    ("impC001", {"interface": "wifi"}, "network interface 'wifi' is not available"),
    ("imp005", {"interface": "eth0", "wificonfig": {"ssid": "a", "key": ""}}, "wificonfig does not apply"),
    ("impC001", {"interface": "cell0", "staticconfig": STATIC}, "staticconfig does not apply"),
    ("impC001", {"interface": "cell0", "proxyconfig": PROXY}, "proxyconfig does not apply"),
    ("imp005", {"interface": "wl0", "wificonfig": "Home"}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "wificonfig": {}}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "wificonfig": {"ssid": "a"}}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "wificonfig": {"ssid": 1, "key": ""}}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "wificonfig": {"ssid": "a", "key": 1}}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "wificonfig": {"ssid": "a" * 33, "key": ""}}, "invalid wificonfig"),
    ("imp005", {"interface": "wl0", "staticconfig": []}, "invalid staticconfig"),
    ("imp005", {"interface": "wl0", "proxyconfig": 1}, "invalid proxyconfig"),
]
BAD_STATIC = [
    {"ip": None},
    {"ip": "1.2.3"},
    {"netmask": 255},
    {"gateway": ""},
    {"dns": []},
    {"dns": "1.1.1.1"},
    {"dns": ["1.1.1.1"] * 3},
    {"dns": [1]},
]
BAD_PROXY = [
    {"type": 2},
    {"address": ""},
    {"address": 7},
    {"address": "a" * 65},
    {"port": -1},
    {"port": 65536},
    {"port": "80"},
    {"user": "u"},
    {"user": 1, "password": "p"},
    {"user": "u" * 33, "password": "p"},
]
WRONG += [("imp005", {"interface": "wl0", "staticconfig": {**STATIC, **x}}, "invalid staticconfig") for x in BAD_STATIC]
WRONG += [("imp005", {"interface": "eth0", "proxyconfig": {**PROXY, **x}}, "invalid proxyconfig") for x in BAD_PROXY]
BAD_APNS = [{}, {"apn": 1}, {"apn": None}, "apn"]


@pytest.mark.parametrize(("model", "table", "error"), WRONG)
def test_wrong_tables_throw(model, table, error):
    with pytest.raises(SquirrelError) as raised:
        read(device_of(model), table)
    assert raised.value.value.startswith(error)


@pytest.mark.parametrize("table", BAD_APNS)
def test_a_wrong_apn_throws(table):
    with pytest.raises(SquirrelError) as raised:
        read(device_of("imp006", "47"), {"interface": "cell0", "cellconfig": table})
    assert raised.value.value == "invalid cellconfig in network configuration"


def test_what_is_told_of_a_network():
    device = device_of()
    told = plain(nics.tell(device, Nic("wl0", "Home", "secret")))
    key = told["wificonfig"].pop("key")
    assert told == {"interface": "wl0", "wificonfig": {"ssid": "Home"}}
    assert type(key) is bytes
    assert key != b"secret"
    assert plain(nics.tell(device, Nic("wl0", "Open")))["wificonfig"] == {"ssid": "Open", "key": ""}
    assert plain(nics.tell(device, Nic("eth0"))) == {"interface": "eth0"}


def test_what_is_told_of_addresses_and_proxies():
    static = StaticAddress(address="1.2.3.4", netmask="255.0.0.0", gateway="1.0.0.1", dnsservers=("8.8.8.8",))
    proxy = Proxy(address="p", port=80, user="me", password="pass")
    told = plain(nics.tell(device_of(), Nic("eth0", static=static, proxy=proxy)))
    assert told["staticconfig"] == {"ip": "1.2.3.4", "netmask": "255.0.0.0", "gateway": "1.0.0.1", "dns": ["8.8.8.8"]}
    password = told["proxyconfig"].pop("password")
    assert told["proxyconfig"] == {"type": 1, "address": "p", "port": 80, "user": "me"}
    assert type(password) is bytes
    assert password != b"pass"
    plainly = plain(nics.tell(device_of(), Nic("eth0", proxy=Proxy(address="p", port=80))))
    assert plainly["proxyconfig"] == {"type": 1, "address": "p", "port": 80}


def test_what_is_told_of_an_apn():
    device = device_of("imp006", "47")
    assert plain(nics.tell(device, Nic("cell0", apn="a"))) == {"interface": "cell0", "cellconfig": {"apn": "a"}}
    assert plain(nics.tell(device, Nic("cell0"))) == {"interface": "cell0"}


def test_a_secret_is_another_imp_s_nonsense():
    owner, thief = device_of(device_id="30000c2a69000001"), device_of(device_id="30000c2a69000002")
    told = nics.tell(owner, Nic("wl0", "Home", "secret"))
    assert nics.read(owner, told).key == "secret"
    assert nics.read(thief, told).key != "secret"


OWNER = device_of()
TEXT = st.text(max_size=12)
QUAD = st.tuples(*[st.integers(0, 255)] * 4).map(lambda parts: "%d.%d.%d.%d" % parts)
STATICS = st.builds(
    lambda quads, dns: StaticAddress(address=quads[0], netmask=quads[1], gateway=quads[2], dnsservers=tuple(dns)),
    st.tuples(QUAD, QUAD, QUAD),
    st.lists(QUAD, min_size=1, max_size=2),
)
PROXIES = st.builds(
    lambda address, port, user, password: Proxy(
        kind=1, address=address, port=port, user=user, password=password if user else ""
    ),
    st.text(min_size=1, max_size=12),
    st.integers(0, 65535),
    st.text(max_size=8),
    st.text(min_size=1, max_size=8),
)


@given(st.text(max_size=8), TEXT, st.none() | STATICS, st.none() | PROXIES)
def test_what_is_told_can_be_connected_with(ssid, key, static, proxy):
    nic = Nic("wl0", ssid, key, static, proxy)
    assert parts(nics.read(OWNER, nics.tell(OWNER, nic))) == parts(nic)
