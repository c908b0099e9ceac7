"""Addresses by DHCP: exchanges, losses, pools."""

from __future__ import annotations

import pytest
from lan_harness import Net, leased, steps

from impsim.device.errorcodes import NO_IP_ADDRESS, SERVER_CONNECTED
from impsim.device.lease import Lease
from impsim.device.nic import Nic
from impsim.device.world import Lan, StaticAddress

SECOND = 1000000
FAILED_US = 3500000
STATIC = StaticAddress(address="10.1.2.3", netmask="255.255.0.0", gateway="10.1.0.1", dnsservers=("8.8.8.8",))


def test_an_address_takes_one_exchange():
    net, imp = leased()
    assert net.told("dhcp", "step", "address") == [
        (1000000, "discover", ""),
        (1150000, "offer", "192.168.0.3"),
        (1150000, "request", "192.168.0.3"),
        (1300000, "ack", "192.168.0.3"),
    ]
    assert imp.interface.lease.record() == Lease.by_dhcp(net.lan, "192.168.0.3").record()


@pytest.mark.parametrize("dhcp_us", [0, 1, 5, 999999, 5000000])
def test_an_exchange_takes_as_long_as_the_lan_says(dhcp_us):
    imp = Net(Lan(dhcp_us=dhcp_us)).imp().link()
    assert imp.obtain() == (dhcp_us, SERVER_CONNECTED)


@pytest.mark.parametrize("wrong", [{"dhcpserver": ""}, {"dhcp_answers": False}, {"loss": 1.0}])
def test_nobody_answers(wrong):
    net = Net(Lan(**wrong))
    imp = net.imp().link()
    assert imp.obtain() == (FAILED_US, NO_IP_ADDRESS)
    assert net.told("dhcp", "step") == [(t * SECOND, "discover") for t in (1, 2, 4)]
    assert imp.interface.lease is None


# When the server comes up after the client has begun -> when the client has its address
@pytest.mark.parametrize(
    ("up_us", "took_us"), [(0, 300000), (150000, 300000), (150001, 1300000), (1150001, 3300000), (3150001, None)]
)
def test_a_server_that_comes_up_meanwhile(up_us, took_us):
    net = Net(Lan(dhcp_answers=False))
    imp = net.imp().link()
    net.clock.after(up_us, lambda: net.change(dhcp_answers=True))
    assert imp.obtain() == ((took_us, SERVER_CONNECTED) if took_us else (FAILED_US, NO_IP_ADDRESS))


def test_without_a_link_there_is_no_answer():
    net = Net()
    imp = net.imp()
    assert imp.obtain() == (FAILED_US, NO_IP_ADDRESS)


def test_a_static_configuration_needs_nobody():
    net = Net(Lan(dhcpserver="", loss=1.0))
    imp = net.imp().link()
    assert imp.obtain(Nic("eth0", static=STATIC)) == (0, SERVER_CONNECTED)
    assert imp.address == "10.1.2.3"
    net.after(30 * 86400 * SECOND)
    imp.client.release()
    assert steps(net) == []


def test_a_static_configuration_takes_the_place_of_a_lease():
    net, imp = leased(lease_s=60)
    imp.obtain(Nic("eth0", static=STATIC))
    net.after(600 * SECOND)
    assert steps(net)[-1] == "release"
    assert imp.address == "10.1.2.3"
    assert imp.codes == []


# The pool


def addresses(net, names):
    imps = [net.imp(name).link() for name in names]
    for imp in imps:
        imp.obtain()
    return [imp.address for imp in imps]


def test_clients_get_one_address_after_the_other():
    assert addresses(Net(), "abc") == ["192.168.0.3", "192.168.0.4", "192.168.0.5"]


def test_a_client_gets_its_own_address_again():
    net = Net()
    first, second = net.imp("a").link(), net.imp("b").link()
    for imp in (first, second, first, second):
        imp.client.release()
    for imp in (first, second):
        imp.obtain()
    first.client.release()
    second.client.release()
    second.obtain()
    first.obtain()
    assert (first.address, second.address) == ("192.168.0.3", "192.168.0.4")


# What a LAN says -> what three clients get
POOLS = [
    ({"gateway": "192.168.0.4"}, ["192.168.0.3", "192.168.0.5", "192.168.0.6"]),
    ({"gateway": "192.168.0.3"}, ["192.168.0.4", "192.168.0.5", "192.168.0.6"]),
    ({"dhcpserver": "192.168.0.4"}, ["192.168.0.3", "192.168.0.5", "192.168.0.6"]),
    ({"dnsservers": ("192.168.0.4", "192.168.0.5")}, ["192.168.0.3", "192.168.0.6", "192.168.0.7"]),
    ({"broadcast": "192.168.0.4"}, ["192.168.0.3", "192.168.0.5", "192.168.0.6"]),
    ({"address": "192.168.0.253"}, ["192.168.0.253", "192.168.0.254", None]),
    ({"netmask": "255.255.255.248"}, ["192.168.0.3", "192.168.0.4", "192.168.0.5"]),
    ({"netmask": "255.255.255.252"}, ["192.168.0.3", None, None]),  # all that is said of an address
    ({"address": "10.0.0.1", "netmask": "255.255.255.252"}, ["10.0.0.1", "10.0.0.2", None]),
    ({"address": "10.0.0.1", "netmask": "255.255.255.255"}, ["10.0.0.1", None, None]),
    ({"address": "0.0.0.0"}, ["0.0.0.0", None, None]),
]


@pytest.mark.parametrize(("lan", "expected"), POOLS)
def test_pools(lan, expected):
    assert addresses(Net(Lan(**lan)), "abc") == expected


def test_an_exhausted_pool_does_not_answer():
    net = Net(Lan(address="192.168.0.254"))
    first, second = net.imp("a").link(), net.imp("b").link()
    first.obtain()
    assert second.obtain() == (FAILED_US, NO_IP_ADDRESS)
    assert [event["step"] for event in net.events if event["device"] == "b" and event["kind"] == "dhcp"] == [
        "discover"
    ] * 3


# Loss


def test_losses_delay_a_lease_or_prevent_it():
    outcomes = []
    for seed in range(200):
        imp = Net(Lan(loss=0.2), seed=seed).imp().link()
        outcomes.append(imp.obtain())
    took = {took_us for took_us, code in outcomes if code == SERVER_CONNECTED}
    assert {300000, 1300000, 3300000} <= took  # at the first, second or third attempt
    failed = sum(code == NO_IP_ADDRESS for _, code in outcomes)
    assert 20 <= failed <= 65  # expected: (1 - 0.8 ** 4) ** 3 = 0.206


def test_a_second_attempt_has_other_luck():
    imp = Net(Lan(loss=0.5)).imp().link()
    assert len({imp.obtain() for _ in range(60)}) > 1


def test_the_same_seed_has_the_same_luck():
    def story(seed):
        imp = Net(Lan(loss=0.4), seed=seed).imp().link()
        return [imp.obtain() for _ in range(5)], imp.net.events

    assert story(7) == story(7)
    assert story(7) != story(8)
