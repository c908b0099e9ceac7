"""The way to the server: each fault and its code, how long opening takes, how messages fare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lan_harness import Net, addressed, opened

from impsim.device.errorcodes import (
    NO_IP_ADDRESS,
    NO_PROXY,
    NO_SERVER,
    NOT_AUTHORISED,
    NOT_RESOLVED,
    SERVER_CONNECTED,
)
from impsim.device.interface import Interface
from impsim.device.lan.path import PROXY_ADDRESS, SERVER_ADDRESS, SERVER_NAME, Path
from impsim.device.nic import Nic
from impsim.device.world import Lan, Proxy, ProxyServer, Server, StaticAddress

SECOND = 1000000
CONNECT_US = Server.connect_us
LOOK_UP_US = CONNECT_US // 10
TIMEOUT_US = 2000000
STATIC = StaticAddress(address="10.1.2.3", netmask="255.255.0.0", gateway="10.1.0.1", dnsservers=("8.8.8.8",))
WANTED = Proxy(address="10.0.0.1", port=8080)
NAMED = Proxy(address="proxy.example", port=8080)
KNOWN = Proxy(address="10.0.0.1", port=8080, user="me", password="secret")
STRANGER = Proxy(address="10.0.0.1", port=8080, user="me", password="wrong")


class Modem(Interface):
    """A data session that is up."""

    kind = "cell"
    name = "cell0"
    registered = True

    @property
    def has_link(self):
        return self.registered

    def give_up(self):
        pass


def proxies(**values):
    return {"gate": ProxyServer(**{"address": "10.0.0.1", "port": 8080, **values})}


def test_from_power_on_to_the_server():
    net = Net()
    imp = net.imp().link()
    imp.obtain()
    assert imp.open() == (CONNECT_US, SERVER_CONNECTED)
    assert net.clock.now_us == 2160000
    assert net.told("dns", "name", "answer") == [(1300000 + LOOK_UP_US, SERVER_NAME, SERVER_ADDRESS)]
    assert (imp.path.via, imp.path.carries) == ("", True)


# What the world and the configuration are -> how long opening takes and the code
WAYS = [
    ({}, None, CONNECT_US, SERVER_CONNECTED),
    ({"connect_us": 7}, None, 7, SERVER_CONNECTED),
    ({"connect_us": 0}, None, 0, SERVER_CONNECTED),
    ({"lan": Lan(dns_answers=False)}, None, TIMEOUT_US, NOT_RESOLVED),
    ({"lan": Lan(dnsservers=())}, None, TIMEOUT_US, NOT_RESOLVED),
    ({"reachable": False}, None, LOOK_UP_US + TIMEOUT_US, NO_SERVER),
    ({"lan": Lan(proxy_required=True)}, None, LOOK_UP_US + TIMEOUT_US, NO_SERVER),
    ({"proxies": proxies()}, WANTED, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies(), "lan": Lan(proxy_required=True)}, WANTED, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies(lan="lan")}, WANTED, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies(user="me", password="secret")}, KNOWN, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies()}, STRANGER, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies(address="proxy.example")}, NAMED, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": proxies(), "lan": Lan(dns_answers=False)}, WANTED, CONNECT_US, SERVER_CONNECTED),
    ({"proxies": {}}, WANTED, TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(works=False)}, WANTED, TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(port=80)}, WANTED, TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(address="10.0.0.2")}, WANTED, TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(lan="other")}, WANTED, TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(address="proxy.example", works=False)}, NAMED, LOOK_UP_US + TIMEOUT_US, NO_PROXY),
    ({"proxies": proxies(accepts=False)}, WANTED, LOOK_UP_US, NOT_AUTHORISED),
    ({"proxies": proxies(accepts=False, user="me", password="secret")}, KNOWN, LOOK_UP_US, NOT_AUTHORISED),
    ({"proxies": proxies(user="me", password="secret")}, WANTED, LOOK_UP_US, NOT_AUTHORISED),
    ({"proxies": proxies(user="me", password="secret")}, STRANGER, LOOK_UP_US, NOT_AUTHORISED),
    ({"proxies": proxies(user="you", password="secret")}, KNOWN, LOOK_UP_US, NOT_AUTHORISED),
    ({"proxies": proxies()}, NAMED, LOOK_UP_US, NOT_RESOLVED),
    (
        {"proxies": proxies(address="proxy.example"), "lan": Lan(dns_answers=False)},
        NAMED,
        TIMEOUT_US,
        NOT_RESOLVED,
    ),
    ({"proxies": proxies(), "reachable": False}, WANTED, LOOK_UP_US + TIMEOUT_US, NO_SERVER),
]


@pytest.mark.parametrize(("worldly", "proxy", "took_us", "code"), WAYS)
def test_each_fault_and_its_code(worldly, proxy, took_us, code):
    nic = Nic("eth0", proxy=proxy)
    imp = addressed(Net(**worldly), nic)
    assert imp.open(nic) == (took_us, code)
    assert imp.path.carries or code != SERVER_CONNECTED
    assert imp.path.via == ("gate" if proxy and code == SERVER_CONNECTED else "")


def test_the_name_of_a_proxy_is_looked_up_instead_of_the_server_s():
    net, _ = opened(Nic("eth0", proxy=NAMED), proxies=proxies(address="proxy.example"))
    assert net.told("dns", "name", "answer") == [(1300000 + LOOK_UP_US, "proxy.example", PROXY_ADDRESS)]
    net, _ = opened(Nic("eth0", proxy=WANTED), proxies=proxies())
    assert net.told("dns", "name") == []


def test_a_name_that_is_not_resolved():
    net = Net(Lan(dns_answers=False))
    addressed(net).open()
    assert net.told("dns", "name", "answer") == [(1300000 + TIMEOUT_US, SERVER_NAME, "")]


def test_a_black_hole_without_dhcp_hides_the_dns_server():
    nic = Nic("eth0", static=STATIC)
    imp = addressed(Net(Lan(loss=1.0)), nic)
    assert imp.open(nic) == (TIMEOUT_US, NOT_RESOLVED)
    assert imp.obtain()[1] == NO_IP_ADDRESS


# When and how something breaks while a path is being opened -> the code
BREAKS = [
    (0, {"loss": 1.0}, NOT_RESOLVED),
    (LOOK_UP_US - 1, {"loss": 1.0}, NOT_RESOLVED),
    (LOOK_UP_US + 1, {"loss": 1.0}, NO_SERVER),
    (CONNECT_US - 1, {"loss": 1.0}, NO_SERVER),
    (LOOK_UP_US + 1, {"dns_answers": False}, SERVER_CONNECTED),
    (CONNECT_US + 1, {"loss": 1.0}, SERVER_CONNECTED),
]


@pytest.mark.parametrize(("t_us", "values", "code"), BREAKS)
def test_what_breaks_on_the_way(t_us, values, code):
    net = Net()
    imp = addressed(net)
    net.clock.after(t_us, lambda: net.change(**values))
    assert imp.open()[1] == code


def test_what_heals_on_the_way_is_reached():
    net = Net(reachable=False)
    imp = addressed(net)
    net.clock.after(LOOK_UP_US + 600000, lambda: net.change(net.world.server, reachable=True))
    took_us, code = imp.open()
    assert (took_us, code) == (CONNECT_US + SECOND, SERVER_CONNECTED)


def test_a_proxy_in_a_black_hole_is_no_proxy():
    nic = Nic("eth0", static=STATIC, proxy=WANTED)
    assert addressed(Net(Lan(loss=1.0), proxies=proxies()), nic).open(nic) == (TIMEOUT_US, NO_PROXY)


def test_one_proxy_of_several():
    several = {"first": ProxyServer(address="a.example"), "second": ProxyServer(address="proxy.example", port=8080)}
    _, imp = opened(Nic("eth0", proxy=NAMED), proxies=several)
    assert imp.path.via == "second"


def test_a_proxy_that_wakes_up_is_passed():
    nic = Nic("eth0", proxy=WANTED)
    net = Net(proxies=proxies(works=False))
    imp = addressed(net, nic)
    net.clock.after(300000, lambda: net.change(net.world.proxies["gate"], works=True))
    assert imp.open(nic) == (CONNECT_US + 500000, SERVER_CONNECTED)
    assert imp.path.via == "gate"


def test_without_an_address_nothing_is_reached():
    imp = Net().imp().link()
    assert imp.open() == (TIMEOUT_US, NOT_RESOLVED)


def test_latency_makes_round_trips_longer():
    assert addressed(Net(Lan(latency_us=10000))).open() == (CONNECT_US + 4 * 20000, SERVER_CONNECTED)


def test_every_failure_leaves_time_for_the_other_interface():
    for worldly, proxy, _, code in WAYS:
        if code != SERVER_CONNECTED:
            nic = Nic("eth0", proxy=proxy)
            took_us = addressed(Net(**worldly), nic).open(nic)[0]
            assert 2 * (1300000 + took_us) < 10 * SECOND


# Cellular


def modem(**server):
    return Net(Lan(dns_answers=False, loss=1.0, latency_us=SECOND), **server).imp(interface=Modem)


def test_a_modem_knows_neither_lan_nor_proxy():
    imp = modem()
    nic = Nic("cell0", proxy=WANTED)
    assert imp.open(nic) == (CONNECT_US, SERVER_CONNECTED)
    assert (imp.path.via, imp.path.carries, imp.path.delay_us()) == ("", True, Server.latency_us)
    imp.interface.registered = False
    assert not imp.path.carries


def test_a_modem_without_a_server():
    assert modem(reachable=False).open(Nic("cell0")) == (LOOK_UP_US + TIMEOUT_US, NO_SERVER)


# What an open path needs

CARRYING = [
    ("lan", {"dns_answers": False}, True),
    ("lan", {"dhcp_answers": False}, True),
    ("lan", {"proxy_required": True}, True),
    ("lan", {"loss": 0.99}, True),
    ("lan", {"loss": 1.0}, False),
    ("server", {"reachable": False}, False),
    ("proxy", {"works": False}, False),
    ("proxy", {"accepts": False}, True),
    ("proxy", {"password": "new", "user": "me"}, True),
    ("cable", {"plugged": False}, False),
    ("cable", {"link": "10M"}, False),
    ("cable", {"lan": "other"}, False),
]


@pytest.mark.parametrize(("part", "values", "carries"), CARRYING)
def test_what_an_open_path_needs(part, values, carries):
    net, imp = opened(Nic("eth0", proxy=WANTED), proxies=proxies())
    parts = {"lan": net.lan, "server": net.world.server, "proxy": net.world.proxies["gate"], "cable": imp.site.cable}
    before = {key: getattr(parts[part], key) for key in values}
    net.change(parts[part], **values)
    assert imp.path.carries == carries
    net.change(parts[part], **before)
    net.after(2 * SECOND)
    assert imp.path.carries or part == "cable"


def test_a_direct_path_does_not_need_a_proxy():
    net, imp = opened(proxies=proxies())
    net.change(net.world.proxies["gate"], works=False)
    assert imp.path.carries


def test_a_path_bridges_a_new_negotiation():
    net, imp = opened()
    net.change(imp.site.cable, link="10M")
    net.after(2 * SECOND)
    assert (imp.path.carries, imp.codes) == (True, [])


def test_a_path_ends_with_its_address():
    net, imp = opened(lan=Lan(lease_s=100))
    net.after(60 * SECOND)
    assert imp.path.carries
    net.change(address="192.168.0.9")
    net.after(60 * SECOND)
    assert imp.addresses == ["192.168.0.9"]
    assert not imp.path.carries
    assert imp.open()[1] == SERVER_CONNECTED
    assert imp.path.carries


def test_a_path_ends_with_its_lease():
    net, imp = opened(lan=Lan(lease_s=100))
    net.change(dhcp_answers=False)
    net.after(100 * SECOND)
    assert not imp.path.carries
    assert imp.codes == [NO_IP_ADDRESS]


def test_a_path_that_was_not_opened_carries_nothing():
    imp = addressed(Net())
    assert not Path(imp.around, imp.interface, Nic("eth0")).carries


# Anything

PARTS = st.one_of(
    st.tuples(st.just("lan"), st.builds(dict, dns_answers=st.booleans())),
    st.tuples(st.just("lan"), st.builds(dict, loss=st.sampled_from([0.0, 0.3, 1.0]))),
    st.tuples(st.just("lan"), st.builds(dict, proxy_required=st.booleans(), latency_us=st.integers(0, SECOND))),
    st.tuples(st.just("server"), st.builds(dict, reachable=st.booleans(), jitter_us=st.integers(0, 100))),
    st.tuples(st.just("proxy"), st.builds(dict, works=st.booleans(), accepts=st.booleans())),
    st.tuples(st.just("cable"), st.builds(dict, plugged=st.booleans())),
    st.tuples(st.just("cable"), st.builds(dict, link=st.sampled_from(["10M", "100M"]))),
)
STORY = st.lists(st.tuples(st.integers(0, 3 * SECOND), PARTS), max_size=10)
POSSIBLE = {SERVER_CONNECTED, NOT_RESOLVED, NO_SERVER, NO_PROXY, NOT_AUTHORISED}


def play(story, proxy):
    net = Net(proxies=proxies())
    nic = Nic("eth0", proxy=proxy)
    imp = addressed(net, nic)
    parts = {"lan": net.lan, "server": net.world.server, "proxy": net.world.proxies["gate"], "cable": imp.site.cable}
    seen = []
    t_us = net.clock.now_us

    def change(part, values):
        net.change(parts[part], **values)
        if imp.path:
            look()

    def look():
        path = imp.path
        delay_us = path.delay_us()
        seen.append((net.clock.now_us, path.carries, delay_us))
        assert delay_us >= Server.latency_us
        if path.carries:
            assert imp.interface.has_link
            assert imp.address
            assert net.lan.loss < 1
            assert net.world.server.reachable

    for delay_us, (part, values) in story:
        t_us += delay_us
        net.clock.at(t_us, lambda part=part, values=values: change(part, values))
    while net.clock.now_us <= t_us:
        outcome = imp.open(nic)
        assert outcome[1] in POSSIBLE
        assert outcome[0] < 30 * SECOND
        look()
        seen.append(outcome)
        net.after(700000)
    return seen, net.events


@given(STORY, st.sampled_from([None, WANTED]))
def test_whatever_happens_on_the_way(story, proxy):
    assert play(story, proxy) == play(story, proxy)
