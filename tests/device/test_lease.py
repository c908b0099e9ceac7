"""Addresses: where they come from, and how programs are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device.lease import Lease, broadcast, is_quad, number, quad_of
from impsim.device.world import Carrier, Coverage, Lan, StaticAddress


def test_dhcp_tells_all_of_the_lan():
    lease = Lease.by_dhcp(Lan(lease_s=60), "192.168.0.17")
    assert lease.valid_s == 60
    assert lease.record() == {
        "address": "192.168.0.17",
        "netmask": "255.255.255.0",
        "broadcast": "192.168.0.255",
        "gateway": "192.168.0.1",
        "dhcpserver": "192.168.0.1",
        "dnsserver": ["192.168.0.1"],
    }


def test_a_lan_may_say_its_broadcast_address():
    assert Lease.by_dhcp(Lan(broadcast="192.168.255.255"), "192.168.0.3").record()["broadcast"] == "192.168.255.255"


def test_a_static_configuration_has_no_dhcp_server_and_does_not_end():
    static = StaticAddress(address="10.1.2.3", netmask="255.255.0.0", gateway="10.1.0.1", dnsservers=("8.8.8.8",))
    lease = Lease.static(static)
    assert lease.valid_s == 0
    assert lease.record() == {
        "address": "10.1.2.3",
        "netmask": "255.255.0.0",
        "broadcast": "10.1.255.255",
        "gateway": "10.1.0.1",
        "dnsserver": ["8.8.8.8"],
    }


def test_a_data_session_is_a_point_to_point_link():
    lease = Lease.by_ppp(Coverage(address="10.9.8.7"), Carrier(dnsservers=("10.0.0.1", "10.0.0.2")))
    assert lease.record() == {
        "address": "10.9.8.7",
        "netmask": "255.255.255.255",
        "gateway": "10.9.8.7",
        "dnsserver": ["10.0.0.1", "10.0.0.2"],
    }


def test_what_would_be_zero_is_left_out():
    lan = Lan(gateway="0.0.0.0", dhcpserver="", dnsservers=("0.0.0.0", "1.1.1.1"))
    assert Lease.by_dhcp(lan, "0.0.0.0").record() == {"netmask": "255.255.255.0", "dnsserver": ["1.1.1.1"]}
    assert Lease().record() == {}


@pytest.mark.parametrize(
    ("address", "netmask", "expected"),
    [
        ("10.0.0.5", "255.255.255.252", "10.0.0.7"),
        ("10.0.0.5", "255.0.0.0", "10.255.255.255"),
        ("10.0.0.5", "255.255.255.255", "10.0.0.5"),
        ("", "255.255.255.0", ""),
        ("0.0.0.0", "255.255.255.0", ""),
    ],
)
def test_broadcast(address, netmask, expected):
    assert broadcast(address, netmask) == expected


@given(st.integers(0, 2**32 - 1))
def test_a_quad_and_its_number(value):
    assert is_quad(quad_of(value))
    assert number(quad_of(value)) == value


@pytest.mark.parametrize("text", ["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "a.b.c.d", "1.2.3.-4", "1..2.3", "1.2.3.0004"])
def test_what_is_no_quad(text):
    assert not is_quad(text)
