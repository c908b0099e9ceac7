"""Keeping an address: renewals, expiry, renumbering; then anything that can happen in a LAN."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lan_harness import Net, leased, steps

from impsim.device.errorcodes import NO_IP_ADDRESS, NO_LINK, SERVER_CONNECTED
from impsim.device.lan.dhcp import SHORTEST_RETRY_US, renewals
from impsim.device.lease import Lease
from impsim.device.nic import Nic
from impsim.device.world import Lan
from impsim.sim.process import Process

SECOND = 1000000
DAY_S = 86400


def test_when_a_lease_is_renewed():
    lan = Lan(lease_s=1600)
    asked = [(after_us // SECOND, server) for after_us, server in renewals(Lease.by_dhcp(lan, lan.address))]
    assert asked == [
        (800, "192.168.0.1"),
        (1100, "192.168.0.1"),
        (1250, "192.168.0.1"),
        (1325, "192.168.0.1"),
        (1385, "192.168.0.1"),
        (1400, ""),
        (1500, ""),
    ] + [(1560, "")]


def test_phases_of_renewal_do_not_overlap():
    lease = Lease()
    lease.valid_s = 160
    assert [after_us // SECOND for after_us, _ in renewals(lease)] == [80, 140]


@given(st.integers(1, 40 * DAY_S))
def test_renewals_are_in_order_and_in_time(valid_s):
    lease = Lease()
    lease.valid_s = valid_s
    times = [after_us for after_us, _ in renewals(lease)]
    assert times[0] == valid_s * SECOND // 2
    assert valid_s * SECOND * 7 // 8 in times
    assert times[-1] < valid_s * SECOND
    assert len(times) < 60
    gaps = [(b - a, b) for a, b in zip(times, times[1:])]
    assert all(gap >= SHORTEST_RETRY_US for gap, b in gaps if b != valid_s * SECOND * 7 // 8)


def test_half_a_lease_later_it_is_renewed():
    net, imp = leased()
    del net.events[:]
    net.clock.advance(2 * DAY_S * SECOND)
    half_us = DAY_S // 2 * SECOND
    first_us = 1300000 + half_us
    assert net.told("dhcp", "step")[:4] == [
        (first_us, "renew"),
        (first_us + 150000, "ack"),
        (first_us + 150000 + half_us, "renew"),
        (first_us + 300000 + half_us, "ack"),
    ]
    assert (imp.codes, imp.addresses, imp.address) == ([], [], "192.168.0.3")


def test_renewals_keep_no_run_going():
    net, _ = leased()
    assert net.clock.next_us() == 1300000 + DAY_S // 2 * SECOND
    assert not net.clock.busy


def test_a_lease_that_lasts_for_ever():
    net, imp = leased(lease_s=0)
    assert net.clock.next_us() is None
    assert imp.address == "192.168.0.3"


def test_a_renewal_brings_what_has_changed():
    net, imp = leased(lease_s=100)
    net.change(dnsservers=("9.9.9.9",), gateway="192.168.0.2", lease_s=1000)
    net.after(60 * SECOND)
    lease = imp.interface.lease
    assert (lease.dnsservers, lease.gateway, lease.valid_s) == (("9.9.9.9",), "192.168.0.2", 1000)
    assert imp.addresses == []


def test_a_lease_that_is_not_renewed_expires():
    net, imp = leased(lease_s=1600)
    net.change(dhcp_answers=False)
    del net.events[:]
    net.clock.advance(1300000 + 1600 * SECOND - 1)
    assert (imp.address, imp.codes) == ("192.168.0.3", [])
    assert steps(net) == ["renew"] * 8
    net.after(1)
    assert steps(net)[-1] == "expired"
    assert (imp.address, imp.codes) == (None, [NO_IP_ADDRESS])


def test_a_server_that_comes_back_in_time_renews():
    net, imp = leased(lease_s=1600)
    net.change(dhcp_answers=False)
    net.after(1000 * SECOND)
    net.change(dhcp_answers=True)
    net.after(4000 * SECOND)
    assert imp.codes == []
    assert (1300000 + 1100 * SECOND + 150000, "ack") in net.told("dhcp", "step")


def test_another_server_answers_only_when_all_are_asked():
    net, imp = leased(lease_s=1600)
    net.change(dhcpserver="192.168.0.2")
    net.after(1399 * SECOND)
    assert steps(net)[-1] == "renew"
    net.after(2 * SECOND)
    assert (steps(net)[-1], imp.interface.lease.dhcpserver) == ("ack", "192.168.0.2")


def test_without_a_link_a_lease_is_not_renewed():
    net, imp = leased(lease_s=100)
    net.after(49 * SECOND)
    net.change(imp.site.cable, link="10M", connect_us=2 * SECOND)
    net.after(2 * SECOND)
    assert steps(net)[-1] == "renew"
    net.after(60 * SECOND)
    assert (steps(net)[-1], imp.codes) == ("ack", [])


def test_a_released_lease_is_forgotten():
    net, imp = leased(lease_s=100)
    imp.client.release()
    imp.client.release()
    net.after(1000 * SECOND)
    assert (imp.address, imp.codes) == (None, [])
    assert steps(net)[-2:] == ["ack", "release"]


def test_a_cable_pulled_is_the_only_loss():
    net, imp = leased(lease_s=100)
    net.change(imp.site.cable, plugged=False)
    net.after(1000 * SECOND)
    assert imp.codes == [NO_LINK]


# Renumbering

RENUMBERED = {"address": "10.0.0.20", "netmask": "255.0.0.0", "gateway": "10.0.0.1"}


def test_a_renumbered_lan_gives_another_address_at_the_next_renewal():
    net, imp = leased(lease_s=100)
    net.change(**RENUMBERED)
    del net.events[:]
    net.clock.advance(51299999)
    assert imp.address == "192.168.0.3"
    net.clock.advance(52 * SECOND)
    assert net.told("dhcp", "step", "address") == [
        (51300000, "renew", "192.168.0.3"),
        (51450000, "nak", "192.168.0.3"),
        (51450000, "discover", ""),
        (51600000, "offer", "10.0.0.20"),
        (51600000, "request", "10.0.0.20"),
        (51750000, "ack", "10.0.0.20"),
    ]
    assert (imp.addresses, imp.codes) == (["10.0.0.20"], [])
    net.after(200 * SECOND)
    assert (imp.address, imp.addresses) == ("10.0.0.20", ["10.0.0.20"])


def test_the_old_address_stands_until_there_is_another():
    net, imp = leased(lease_s=100)
    net.change(**RENUMBERED)
    net.clock.advance(51500000)
    assert (imp.address, imp.addresses) == ("192.168.0.3", [])
    net.clock.advance(53000000)
    assert (imp.address, imp.addresses) == ("10.0.0.20", ["10.0.0.20"])


def test_a_renumbered_lan_with_another_server_is_noticed_when_all_are_asked():
    net, imp = leased(lease_s=100)
    net.change(dhcpserver="10.0.0.1", **RENUMBERED)
    net.clock.advance(1300000 + 87500000 + 450000)
    assert (imp.address, imp.addresses) == ("10.0.0.20", ["10.0.0.20"])


def test_clients_of_a_renumbered_lan_follow_one_after_the_other():
    net = Net(Lan(lease_s=100))
    imps = [net.imp(name).link() for name in "abc"]
    for imp in imps:
        imp.obtain()
    net.change(**RENUMBERED)
    net.after(60 * SECOND)
    assert [imp.addresses for imp in imps] == [["10.0.0.20"], ["10.0.0.21"], ["10.0.0.22"]]


def test_a_refusal_without_a_new_address_is_a_loss():
    net, imp = leased(lease_s=100)
    net.change(**RENUMBERED)
    net.clock.at(51460000, lambda: net.change(dhcp_answers=False))
    net.after(60 * SECOND)
    assert (imp.address, imp.addresses, imp.codes) == (None, [], [NO_IP_ADDRESS])
    assert net.told("dhcp", "step")[-1] == (51450000 + 3 * SECOND, "discover")


def test_the_same_address_after_a_refusal_is_no_news():
    net, imp = leased(lease_s=100)
    net.change(netmask="255.255.0.0")
    net.after(60 * SECOND)
    assert "nak" in steps(net)
    assert (imp.address, imp.interface.lease.netmask, imp.addresses) == ("192.168.0.3", "255.255.0.0", [])


def test_an_address_that_the_gateway_takes_is_given_up():
    net, imp = leased(lease_s=100)
    net.change(gateway="192.168.0.3")
    net.after(60 * SECOND)
    assert imp.addresses == ["192.168.0.4"]


# Anything

VALUES = st.one_of(
    st.builds(dict, dhcp_answers=st.booleans()),
    st.builds(dict, dhcpserver=st.sampled_from(["", "192.168.0.1", "192.168.0.2"])),
    st.builds(dict, loss=st.sampled_from([0.0, 0.1, 0.5, 1.0])),
    st.builds(dict, address=st.sampled_from(["192.168.0.3", "192.168.0.254", "10.0.0.9"])),
    st.builds(dict, lease_s=st.sampled_from([0, 1, 10, 1000])),
    st.builds(dict, dhcp_us=st.sampled_from([0, 300000, 5000000])),
    st.builds(dict, gateway=st.sampled_from(["192.168.0.1", "192.168.0.3"])),
)
CABLES = st.one_of(st.builds(dict, plugged=st.booleans()), st.builds(dict, link=st.sampled_from(["10M", "100M"])))
WORLDLY = st.one_of(st.tuples(st.just("lan"), VALUES), st.tuples(st.just("cable"), CABLES))
STORY = st.lists(st.tuples(st.integers(0, 40 * SECOND), WORLDLY), max_size=12)


class User:
    """Connects again and again, as Network does; looks at everything that happens on the way."""

    def __init__(self, seed):
        self.net = Net(seed=seed)
        self.imp = self.net.imp()
        self.uses = self.obtained = 0
        self.process = None

    def play(self, story):
        self.process = Process(self.net.clock, self._uses())
        for delay_us, (part, values) in story:
            self._watched(delay_us)
            self.net.change(self.net.lan if part == "lan" else self.imp.site.cable, **values)
            self._look()
        self._watched(60 * SECOND)
        self.process.stop()
        self.imp.client.release()
        assert self.imp.address is None
        return self.net.events, self.imp.codes, self.imp.addresses

    def _watched(self, delay_us):
        until_us = self.net.clock.now_us + delay_us
        while True:
            next_us = self.net.clock.next_us()
            if next_us is None or next_us > until_us:
                break
            self.net.clock.step()
            self._look()
        self.net.clock.advance(until_us)

    def _uses(self):
        imp = self.imp
        while True:
            heard = len(imp.codes)
            code = yield from imp.interface.attempt(Nic("eth0"))
            if code == SERVER_CONNECTED:
                self.uses += 1
                code = yield from imp.client.obtain(Nic("eth0"))
                self.obtained += code == SERVER_CONNECTED
            while code == SERVER_CONNECTED and len(imp.codes) == heard:
                yield SECOND
            assert len(imp.codes) - heard <= 1
            imp.client.release()
            imp.interface.give_up()
            yield SECOND

    def _look(self):
        imp = self.imp
        if imp.interface.lease is not None:
            granted = [e["address"] for e in self.net.events if e["kind"] == "dhcp" and e["step"] == "ack"]
            assert granted[-1] == imp.address
        assert len(imp.codes) <= self.uses


@given(STORY, st.integers(0, 3))
def test_whatever_happens_in_a_lan(story, seed):
    assert User(seed).play(story) == User(seed).play(story)
