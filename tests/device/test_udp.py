"""UDP on a LAN: who hears a datagram, what is lost, how fast an imp may send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lan_harness import Net

from impsim.device.link import Link
from impsim.device.nic import Nic
from impsim.device.radio.ethernet import Ethernet
from impsim.device.surroundings import Surroundings
from impsim.device.udp import FIRST_FREE_PORT, LOCAL, NO_ADDRESS, SENT, TOO_FAST, TRANSIT_US, Allowance, Udp, is_local
from impsim.device.world import Cable, Lan, Site
from impsim.sim.clock import Clock
from impsim.sim.rng import Rng

SECOND_US = 1000000


class Host:
    """An imp with an interface that is held up.  heard: what its sockets have received, with the time."""

    def __init__(self, net, name, lan="lan", seed=1):
        self.net = net
        site = Site(cable=Cable(lan=lan))
        around = Surroundings(name, net.clock, net.world, site, (42, 0), Rng(seed).fork(name), net.instruments)
        self.around = around
        self.link = Link(around, Ethernet(around, "mac of " + name), None, None)
        net.world.watch(self.link.interface.reassess)
        self.link.hold(Nic("eth0"))
        net.after(2 * SECOND_US)
        self.udp = Udp(around)
        self.heard = []

    def socket(self, port=0):
        return self.udp.open(self.link, port, lambda *told: self.heard.append((self.net.clock.now_us, *told)))

    @property
    def address(self):
        return self.link.interface.lease.address


def two(port=5000, **lan):
    net = Net(Lan(**lan))
    first, second = Host(net, "first"), Host(net, "second")
    return net, first, second, first.socket(port), second.socket(port)


def test_a_datagram_reaches_the_socket_on_its_port():
    net, first, second, socket, _ = two(latency_us=250)
    sent_us = net.clock.now_us
    assert socket.send(second.address, 5000, b"\0hi\xff") == SENT
    net.after(SECOND_US)
    arrived_us = sent_us + TRANSIT_US + 250
    assert second.heard == [(arrived_us, first.address, 5000, second.address, 5000, b"\0hi\xff")]
    assert first.heard == []


# address, port -> whether the imp at 192.168.0.4 with port 5000 hears it
TARGETS = [
    ("192.168.0.4", 5000, True),
    ("192.168.0.4", 5001, False),
    ("192.168.0.255", 5000, True),
    ("255.255.255.255", 5000, True),
    ("192.168.0.9", 5000, False),
    ("192.168.0.3", 5000, False),
    ("192.168.1.255", 5000, False),
    ("10.0.0.1", 5000, False),
]


@pytest.mark.parametrize(("address", "port", "heard"), TARGETS)
def test_who_hears_what(address, port, heard):
    net, first, second, socket, _ = two()
    assert (first.address, second.address) == ("192.168.0.3", "192.168.0.4")
    assert socket.send(address, port, b"x") == SENT
    net.after(SECOND_US)
    assert [told[3:5] for told in second.heard] == ([(address, port)] if heard else [])
    assert first.heard == []


def test_a_broadcast_is_heard_by_all_but_its_sender():
    net, first, second, socket, _ = two()
    third, elsewhere = Host(net, "third"), Host(net, "elsewhere", lan="other")
    third.socket(5000)
    elsewhere.socket(5000)
    socket.send("192.168.0.255", 5000, b"x")
    net.after(SECOND_US)
    assert [len(host.heard) for host in (first, second, third, elsewhere)] == [0, 1, 1, 0]


def test_two_lans_with_the_same_addresses_are_two():
    net = Net()
    first, second = Host(net, "first"), Host(net, "second", lan="other")
    assert first.address == second.address
    socket = first.socket(5000)
    second.socket(5000)
    socket.send("192.168.0.255", 5000, b"x")
    net.after(SECOND_US)
    assert second.heard == []


def test_everything_is_lost_in_a_black_hole():
    net, _, second, socket, _ = two()
    net.change(loss=1.0)
    assert socket.send(second.address, 5000, b"x") == SENT
    net.after(SECOND_US)
    assert second.heard == []
    assert net.told("packet", "way", "lost") == [(net.clock.now_us - SECOND_US, "up", True)]


def test_of_large_datagrams_more_are_lost():
    net, _, second, socket, _ = two()
    net.change(loss=0.2)
    heard = {}
    for size in (10, 10 * 1460):
        second.heard.clear()
        for _ in range(200):
            socket.send(second.address, 5000, bytes(size))
            net.after(SECOND_US // 10)
        heard[size] = len(second.heard)
    assert 130 < heard[10] < 190
    assert 5 < heard[14600] < 45


def test_the_same_seed_loses_the_same():
    def story(seed):
        net = Net(Lan())
        first, second = Host(net, "first", seed=seed), Host(net, "second", seed=seed)
        socket = first.socket(5000)
        second.socket(5000)
        net.change(loss=0.5)
        for number in range(30):
            socket.send(second.address, 5000, bytes([number]))
            net.after(SECOND_US)
        return [told[-1] for told in second.heard]

    assert story(3) == story(3) != story(4)


def test_a_datagram_on_its_way_to_a_closed_socket_is_lost():
    net, _, second, socket, listening = two()
    socket.send(second.address, 5000, b"x")
    listening.close()
    net.after(SECOND_US)
    assert second.heard == []


def test_a_closed_socket_frees_its_port_and_may_be_closed_again():
    _, first, _, socket, _ = two()
    assert first.socket(5000) is None
    socket.close()
    socket.close()
    assert first.socket(5000) is not None
    assert first.around.world.sockets.count(socket) == 0


def test_a_socket_without_a_port_gets_one_when_it_sends():
    net, first, second, _, _ = two()
    one, other = first.socket(), first.socket()
    assert (one.port, other.port) == (0, 0)
    other.send(second.address, 5000, b"x")
    one.send(second.address, 5000, b"x")
    assert (other.port, one.port) == (FIRST_FREE_PORT, FIRST_FREE_PORT + 1)
    net.after(SECOND_US)
    assert [told[2] for told in second.heard] == [FIRST_FREE_PORT, FIRST_FREE_PORT + 1]


def test_an_imp_that_has_left_the_lan_hears_nothing_and_cannot_send():
    net, first, second, socket, other = two()
    net.change(second.around.site.cable, plugged=False)
    assert other.send(first.address, 5000, b"x") == NO_ADDRESS
    socket.send("192.168.0.255", 5000, b"x")
    net.after(SECOND_US)
    assert second.heard == first.heard == []


def test_bursts_are_limited():
    net, _, second, socket, _ = two()
    assert [socket.send(second.address, 5000, b"x") for _ in range(101)] == [SENT] * 100 + [TOO_FAST]
    net.after(SECOND_US)
    assert [socket.send(second.address, 5000, b"x") for _ in range(26)] == [SENT] * 25 + [TOO_FAST]
    assert len(second.heard) == 100


@given(st.lists(st.integers(min_value=0, max_value=3 * SECOND_US), max_size=300))
def test_no_pace_gets_more_than_is_allowed(waits_us):
    clock = Clock()
    allowance = Allowance(clock)
    taken = 0
    for wait_us in waits_us:
        clock.now_us += wait_us
        taken += allowance.take()
        assert taken <= 100 + clock.now_us // 40000


LOCAL_OR_NOT = [
    ("10.0.0.0", True),
    ("10.255.255.255", True),
    ("11.0.0.0", False),
    ("172.15.255.255", False),
    ("172.16.0.0", True),
    ("172.31.255.255", True),
    ("172.32.0.0", False),
    ("192.168.0.0", True),
    ("192.168.255.255", True),
    ("192.169.0.0", False),
    ("8.8.8.8", False),
    ("255.255.255.255", False),
    ("192.168.0", False),
    ("192.168.0.256", False),
    ("example.com", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "local"), LOCAL_OR_NOT)
def test_addresses_that_the_internet_does_not_know(address, local):
    assert is_local(address) is local
    assert len(LOCAL) == 3


def test_events_tell_of_both_ends():
    net, first, second, socket, _ = two()
    socket.send(second.address, 5000, b"four")
    net.after(SECOND_US)
    told = [event for event in net.events if event["kind"] == "packet"]
    ends = {"from": first.address + ":5000", "to": second.address + ":5000"}
    assert [(e["device"], e["way"], e["what"], e["bytes"]) for e in told] == [
        ("first", "up", "udp", 4),
        ("second", "down", "udp", 4),
    ]
    assert all(event.items() >= ends.items() for event in told)
