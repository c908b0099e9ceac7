"""Connecting: timelines, failures and their codes, what interfaces tell on the way."""

from __future__ import annotations

import pytest

from impsim.device.device import Device, restrict
from impsim.device.lease import is_quad, number, quad_of
from impsim.device.profile import find, names
from impsim.device.radio.regions import country_code, country_text
from impsim.device.release import newest_for, parse_release
from impsim.device.world import (
    AccessPoint,
    Cable,
    Coverage,
    Lan,
    Proxy,
    ProxyServer,
    Server,
    Site,
    StaticAddress,
    Stored,
    World,
)
from impsim.errors import Diagnostic
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng

SQUIRREL_STARTS_US = 10000000  # by then a round of failing attempts is over


class Nobody:
    """A server that notes nothing."""

    def session_opened(self, session, ipaddress, cellular=False): ...

    def session_closed(self, session): ...

    def session_abandoned(self, session): ...


def surroundings(wifi=None, lan=None, server=None, proxies=None, **own):
    """(world, site) with these parts instead of the default ones."""
    parts = {"points": wifi and {"ap": wifi}, "lans": lan and {"lan": lan}, "server": server, "proxies": proxies}
    return World(**{name: part for name, part in parts.items() if part}), Site(**own)


def device_of(name, release=None, interface=None, offline=False, seed=1, **parts):
    profile = find(name)
    world, site = surroundings(**parts)
    restrict(world, site, profile, interface, offline)
    release = parse_release(release) if release else newest_for(profile)
    clock = Clock()
    device = Device("imp", profile, release, clock, world, site, Rng(seed), Instruments(clock), Nobody())
    device.network.connect(lambda code: None)
    return device


def settled(*arguments, **options):
    device = device_of(*arguments, **options)
    device.clock.advance(SQUIRREL_STARTS_US)
    return device


@pytest.mark.parametrize("name", names())
def test_every_imp_connects_or_fails_before_squirrel_starts_anyway(name):
    for interface in [None, *find(name).interfaces]:
        device = settled(name, interface=interface)
        assert device.network.connected
        assert device.network.active.kind == (interface or device.profile.preferred[0])
    device = settled(name, offline=True)
    assert not device.network.powered


BY_PROXY = Stored(proxy=Proxy(address="10.0.0.1", port=80, user="me", password="x"))


def proxy(**differs):
    parts = {"address": "10.0.0.1", "port": 80, "user": "me", "password": "x", **differs}
    return {"stored": BY_PROXY, "proxies": {"corp": ProxyServer(**parts)}}


# What is wrong in the world -> lasterror (developer.electricimp.com/api/server/connect)
FAILURES = [
    ("imp001", "42", {"wifi": AccessPoint(up=False)}, 1),
    ("imp001", "42", {"stored": Stored(ssid="Elsewhere")}, 1),
    ("imp001", "42", {"stored": Stored(ssid="")}, 1),
    ("imp001", "42", {"wifi": AccessPoint(key="secret"), "stored": Stored(key="wrong")}, 1),
    ("imp001", "42", {"lan": Lan(dhcpserver="")}, 2),
    ("imp001", "42", {"lan": Lan(dhcp_answers=False)}, 2),
    ("imp001", "42", {"lan": Lan(loss=1.0)}, 2),
    ("imp001", "42", {"lan": Lan(dns_answers=False)}, 3),
    ("imp001", "42", {"server": Server(reachable=False)}, 4),
    ("imp001", "42", {"lan": Lan(proxy_required=True)}, 4),
    ("imp001", "42", {"stored": BY_PROXY}, 6),
    ("imp001", "42", proxy(works=False), 6),
    ("imp001", "42", proxy(port=81), 6),
    ("imp001", "42", proxy(accepts=False), 7),
    ("imp001", "42", proxy(password="other"), 7),
    ("imp005", "42", {"cable": Cable(plugged=False), "wifi": AccessPoint(up=False)}, 1),
    ("impC001", "42", {"coverage": Coverage(modem="dead")}, 8),
    ("imp006c", "44", {"coverage": Coverage(modem="dead")}, 8),
    ("impC001", "42", {"coverage": Coverage(sim="missing")}, 9),
    ("impC001", "41.44", {"coverage": Coverage(sim="missing")}, 1),
    ("impC001", "41.45", {"coverage": Coverage(sim="locked")}, 9),
    ("impC001", "42", {"coverage": Coverage(registration="none")}, 10),
    ("impC001", "40", {"coverage": Coverage(registration="denied")}, 11),
    ("impC001", "42", {"coverage": Coverage(ppp=False)}, 12),
    ("impC001", "38", {"coverage": Coverage(registration="denied")}, 0),
    ("impC001", "42", {"server": Server(reachable=False)}, 4),
]


@pytest.mark.parametrize(("name", "release", "wrong", "code"), FAILURES)
def test_failures_and_their_codes(name, release, wrong, code):
    device = settled(name, release, **wrong)
    assert device.network.last_error == code
    assert "active" not in device.net_info()


@pytest.mark.parametrize("setting", [proxy(works=False), proxy(accepts=False)])
def test_a_proxy_does_not_concern_cellular(setting):
    assert settled("impC001", **setting).network.connected


def test_the_right_proxy_leads_to_the_server():
    device = settled("imp001", **proxy(), lan=Lan(proxy_required=True))
    assert device.network.connected
    assert device.network.session.path.via == "corp"


def test_the_right_key_opens_a_network():
    assert settled(
        "imp001", wifi=AccessPoint(key="secret"), stored=Stored(ssid="impsim", key="secret")
    ).network.connected


def test_an_imp_that_was_blinked_up_knows_the_key():
    assert settled("imp001", wifi=AccessPoint(key="secret")).network.connected


def test_ethernet_is_tried_before_wifi_and_wifi_after_it():
    device = device_of("imp005", interface="wifi")
    device.clock.advance(500000)
    assert [record.get("rssi") for record in device.net_info()["interface"]] == [None, None]
    device.clock.advance(SQUIRREL_STARTS_US)
    assert device.network.active.kind == "wifi"


def test_what_wifi_tells_on_its_way():
    device = device_of("imp001")
    keys, with_address = [], []
    for t_us in (100000, 1100000, 1400000, 3000000):
        device.clock.advance(t_us)
        found = device.net_info()
        keys.append({"rssi", "bssid", "connectedssid", "encryption"} <= set(found["interface"][0]))
        with_address.append("address" in found["ipv4"])
    assert keys == [False, True, True, True]
    assert with_address == [False, False, True, True]


def test_encryption_is_remembered_after_the_link_is_gone():
    device = settled("imp001", lan=Lan(dhcpserver=""))
    record = device.net_info()["interface"][0]
    assert record["encryption"] == "WPA2-PSK (AES)"
    assert not {"rssi", "bssid", "connectedssid"} & set(record)


@pytest.mark.parametrize(
    ("t_us", "voltage", "rssi"), [(100000, True, False), (5000000, True, False), (8000000, True, True)]
)
def test_what_a_modem_tells_on_its_way(t_us, voltage, rssi):
    device = device_of("impC001")
    device.clock.advance(t_us)
    record = device.net_info()["interface"][0]
    assert ("voltage" in record, "rssi" in record, "cellinfo" in record) == (voltage, rssi, rssi)


def test_a_modem_that_gave_up_has_no_voltage():
    record = settled("impC001", offline=True).net_info()["interface"][0]
    assert sorted(record) == ["imei", "imsi", "manufacturer", "model", "swver", "type"]


def test_cellinfo_follows_the_generation_while_the_modem_runs():
    device = settled("impC001")
    assert device.net_info()["interface"][0]["cellinfo"].startswith("4G,")
    device.site.coverage.generation = "2G"
    device.around.world.changed()
    assert device.net_info()["interface"][0]["cellinfo"].startswith("2G,")


def test_a_generation_that_the_modem_does_not_know_is_refused():
    with pytest.raises(Diagnostic) as caught:
        device_of("impC001", coverage=Coverage(generation="3G"))
    assert caught.value.hint == "it knows 4G, 2G"


def test_a_static_address_has_no_dhcp_server():
    static = StaticAddress(address="10.1.2.3", netmask="255.255.0.0", gateway="10.1.0.1", dnsservers=("8.8.8.8",))
    device = settled("imp001", stored=Stored(static=static), lan=Lan(dhcpserver=""))
    ipv4 = device.net_info()["ipv4"]
    assert "dhcpserver" not in ipv4
    assert (ipv4["address"], ipv4["broadcast"], ipv4["dnsserver"]) == ("10.1.2.3", "10.1.255.255", ["8.8.8.8"])


def test_addresses_that_would_be_zero_are_left_out():
    lan = Lan(address="0.0.0.0", gateway="0.0.0.0", dnsservers=("0.0.0.0", "1.1.1.1"))
    ipv4 = settled("imp001", lan=lan).net_info()["ipv4"]
    assert not {"address", "gateway", "broadcast"} & set(ipv4)
    assert ipv4["dnsserver"] == ["1.1.1.1"]


def test_two_dns_servers():
    device = settled("imp005", lan=Lan(dnsservers=("1.1.1.1", "2.2.2.2")))
    assert device.net_info()["ipv4"]["dnsserver"] == ["1.1.1.1", "2.2.2.2"]


def test_link_and_duplex_are_the_cables():
    record = settled("imp005", cable=Cable(link="10M", duplex="half")).net_info()["interface"][1]
    assert (record["link"], record["duplex"]) == ("10M", "half")


def test_the_proxy_never_tells_its_password():
    stored = Stored(proxy=Proxy(address="proxy.example", port=80, user="me", password="secret"))
    assert settled("imp001", stored=stored).net_info()["ipv4"]["proxy"] == {
        "type": 1,
        "address": "proxy.example",
        "port": 80,
        "user": "me",
    }


@pytest.mark.parametrize("name", names())
def test_identities(name):
    device, other = device_of(name), device_of(name, seed=2)
    numbers = device.numbers
    assert len(numbers.device_id) == 16
    int(numbers.device_id, 16)
    assert numbers.device_id == device_of(name).numbers.device_id
    assert numbers.device_id != other.numbers.device_id
    assert (numbers.device_id[4:] == numbers.macaddress) == (name != "imp001")
    macs = [record["macaddress"] for record in device.net_info()["interface"] if "macaddress" in record]
    assert len(set(macs)) == len(macs)
    assert all(len(mac) == 12 and mac == mac.lower() and int(mac, 16) for mac in macs)


def test_device_ids_tell_the_radio_of_an_imp006():
    prefixes = [device_of(name).numbers.device_id[:4] for name in ("imp006", "imp006b", "imp006c")]
    assert prefixes == ["600a", "600b", "600c"]


def test_an_imei_has_its_check_digit():
    imei = device_of("impC001").net_info()["interface"][0]["imei"]
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(imei)]
    assert len(imei) == 15
    assert sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def test_quectel_tells_its_full_version_from_45_4_on():
    older, newer = (device_of("imp006c", release).net_info()["interface"][0]["swver"] for release in ("45.3", "45.4"))
    assert newer.startswith(older)
    assert len(newer) > len(older)


# code -> spelling: the letters and revisions of developer.electricimp.com/api/imp/setcountry
COUNTRIES = {0x00005355: "US", 0x00004247: "GB", 0x00115858: "XX/17", 0x03B64143: "CA/950", 0x037F3045: "E0/895"}


@pytest.mark.parametrize("code", sorted(COUNTRIES))
def test_countries(code):
    assert country_text(code) == COUNTRIES[code]
    assert country_code(COUNTRIES[code]) == code


@pytest.mark.parametrize(
    ("text", "value"), [("", 0), ("0.0.0.0", 0), ("1.2.3.4", 0x01020304), ("255.255.255.255", 2**32 - 1)]
)
def test_quads(text, value):
    assert number(text) == value
    assert quad_of(value) == (text or "0.0.0.0")


@pytest.mark.parametrize(
    ("text", "good"),
    [("1.2.3.4", True), ("1.2.3", False), ("1.2.3.256", False), ("1.2.3.x", False), ("1.2.3.-4", False), ("", False)],
)
def test_what_is_a_quad(text, good):
    assert is_quad(text) is good
