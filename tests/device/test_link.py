"""A link and who uses it: the connection to the server, and those who hold it up."""

from __future__ import annotations

import pytest
from lan_harness import Net

from impsim.device.errorcodes import NO_IP_ADDRESS, NO_LINK, NO_SERVER, SERVER_CONNECTED
from impsim.device.link import RETRY_US, Link
from impsim.device.nic import Nic
from impsim.device.radio.ethernet import Ethernet
from impsim.device.surroundings import Surroundings
from impsim.device.world import Cable, Site, StaticAddress
from impsim.sim.process import Process
from impsim.sim.rng import Rng

SECOND_US = 1000000
NIC = Nic("eth0")


class Wired:
    """A link over a cable.  states: of its interface.  lost: what the connection to the server was told."""

    def __init__(self, **cable):
        self.net = Net()
        self.site = Site(cable=Cable(**cable))
        around = Surroundings("imp", self.net.clock, self.net.world, self.site, (42, 0), Rng(1), self.net.instruments)
        self.lost = []
        self.interface = Ethernet(around, "mac")
        self.link = Link(around, self.interface, lambda link, code: self.lost.append(code), lambda link: None)
        self.net.world.watch(self.interface.reassess)

    @property
    def states(self):
        told = [state for _, state in self.net.told("state", "state")]
        return [state.replace("ETHERNET_", "") for state in told]

    def cable(self, **values):
        self.net.change(self.site.cable, **values)

    def reach(self, nic=NIC):
        codes = []
        Process(self.net.clock, self.link.reach(nic), codes.append)
        self.net.after(5 * SECOND_US)
        return codes


def held(nic=NIC, **cable):
    wired = Wired(**cable)
    wired.link.hold(nic)
    wired.net.after(5 * SECOND_US)
    return wired


def test_a_held_link_comes_up_by_itself():
    wired = held()
    assert wired.link.is_up
    assert wired.states == ["STARTING", "LINK_UP", "DHCPING", "CONNECTED"]


def test_it_goes_off_with_the_last_holder():
    wired = held()
    wired.link.hold(NIC)
    wired.link.let_go()
    assert wired.link.is_up
    wired.link.let_go()
    assert not wired.link.is_up
    assert wired.states[-1] == "STOPPED"
    assert not wired.interface.powered


def test_a_static_address_comes_at_once():
    wired = held(Nic("eth0", static=StaticAddress(address="10.0.0.9", netmask="255.0.0.0", gateway="10.0.0.1")))
    assert wired.interface.lease.address == "10.0.0.9"


def test_holding_what_the_server_uses_changes_nothing():
    wired = Wired()
    assert wired.reach() == [SERVER_CONNECTED]
    wired.link.hold(NIC)
    assert wired.states == ["STARTING", "LINK_UP", "DHCPING", "CONNECTED"]
    wired.link.let_go()
    assert wired.link.is_up


def test_the_server_finds_a_held_link_up():
    wired = held()
    before = list(wired.states)
    assert wired.reach() == [SERVER_CONNECTED]
    assert wired.states == before


def test_the_server_brings_a_held_link_up_anew_for_another_configuration():
    wired = held()
    static = StaticAddress(address="10.0.0.9", netmask="255.0.0.0", gateway="10.0.0.1")
    assert wired.reach(Nic("eth0", static=static)) == [SERVER_CONNECTED]
    assert wired.interface.lease.address == "10.0.0.9"
    assert wired.states[4] == "STOPPED"


# Why the connection to the server leaves a link that is held -> whether it stays up
LEAVING = [(None, True), (NO_SERVER, True), (NO_LINK, False), (NO_IP_ADDRESS, False)]


@pytest.mark.parametrize(("code", "stays"), LEAVING)
def test_a_held_link_stays_unless_the_fault_is_its_own(code, stays):
    wired = held()
    wired.reach()
    wired.link.leave(code)
    assert wired.link.is_up is stays
    wired.net.after(RETRY_US + 5 * SECOND_US)
    assert wired.link.is_up


@pytest.mark.parametrize("code", [None, NO_SERVER, NO_LINK])
def test_a_link_that_nobody_holds_goes_off_when_the_server_leaves(code):
    wired = Wired()
    wired.reach()
    wired.link.leave(code)
    assert not wired.link.is_up
    assert wired.interface.at_rest
    wired.net.after(RETRY_US + 5 * SECOND_US)
    assert not wired.link.is_up


def test_a_held_link_that_fails_is_tried_again():
    wired = held(plugged=False)
    assert wired.states == ["STARTING", "STOPPED_NO_LINK"]
    wired.cable(plugged=True)
    wired.net.after(RETRY_US)
    assert wired.states[2:] == ["STARTING", "LINK_UP", "DHCPING", "CONNECTED"]


def test_a_held_link_that_is_lost_comes_back():
    wired = held()
    wired.cable(plugged=False)
    assert wired.states[-1] == "STOPPED_NO_LINK"
    assert wired.lost == []
    wired.cable(plugged=True)
    wired.net.after(RETRY_US + 5 * SECOND_US)
    assert wired.states[-1] == "CONNECTED"


def test_the_server_hears_of_a_loss_and_decides():
    wired = held()
    wired.reach()
    wired.cable(plugged=False)
    assert wired.lost == [NO_LINK]


def test_while_the_server_tries_a_link_its_holders_only_watch():
    wired = Wired(connect_us=3 * SECOND_US)
    codes = []
    Process(wired.net.clock, wired.link.reach(NIC), codes.append)
    wired.net.after(SECOND_US)
    wired.link.hold(NIC)
    wired.net.after(5 * SECOND_US)
    assert codes == [SERVER_CONNECTED]
    assert wired.states == ["STARTING", "LINK_UP", "DHCPING", "CONNECTED"]


def test_the_server_takes_over_from_holders_who_try():
    wired = Wired(connect_us=3 * SECOND_US)
    wired.link.hold(NIC)
    wired.net.after(SECOND_US)
    assert wired.reach() == [SERVER_CONNECTED]
    assert wired.states == ["STARTING", "STOPPED", "STARTING", "LINK_UP", "DHCPING", "CONNECTED"]


def test_without_power_for_the_rest_a_held_link_keeps_its_own():
    wired = held()
    wired.link.power(True)
    wired.link.power(False)
    assert wired.link.is_up
    wired.link.let_go()
    assert not wired.interface.powered


def test_trying_for_ever_keeps_no_run_going():
    wired = held(plugged=False)
    assert not wired.net.clock.busy
