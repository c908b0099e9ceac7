"""The PHY: negotiating, links that go and come, who hears of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.device import states
from impsim.device.errorcodes import NO_LINK, SERVER_CONNECTED
from impsim.device.lease import Lease
from impsim.device.nic import Nic
from impsim.device.radio.ethernet import NO_LINK_US, Ethernet
from impsim.device.release import parse_release
from impsim.device.surroundings import Surroundings
from impsim.device.world import Cable, Lan, Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.process import Process
from impsim.sim.rng import Rng

RELEASE = parse_release("42")
NEGOTIATION_US = Cable.connect_us


class Socket:
    """An imp005's Ethernet interface, its cable, and what is heard of them."""

    def __init__(self, **cable):
        self.clock = Clock()
        self.cable = Cable(**cable)
        self.world = World(lans={"lan": Lan(), "other": Lan()})
        instruments = Instruments(self.clock)
        self.events = []
        instruments.attach(self.events.append)
        site = Site(cable=self.cable)
        around = Surroundings("imp", self.clock, self.world, site, RELEASE, Rng(1), instruments)
        self.ethernet = Ethernet(around, "0c2a69000001")
        self.losses = []
        self.ethernet.on_lost = self.losses.append
        self.world.watch(self.ethernet.reassess)
        self.outcomes = []

    def attempt(self):
        def ended(code):
            self.outcomes.append((self.clock.now_us, code))

        return Process(self.clock, self.ethernet.attempt(Nic("eth0")), ended)

    def connected(self):
        self.attempt()
        self.clock.advance(self.cable.connect_us)
        assert self.outcomes[-1][1] == SERVER_CONNECTED
        return self

    def change(self, **cable):
        self.cable.__dict__.update(cable)
        self.world.changed()

    def after(self, delay_us):
        self.clock.advance(self.clock.now_us + delay_us)
        return self

    def links(self):
        return [(e["t_us"], e["link"], e["duplex"]) for e in self.events if e["kind"] == "ethernet.link"]

    def record(self):
        record = self.ethernet.record(RELEASE)
        return record.get("link"), record.get("duplex")


@pytest.mark.parametrize("connect_us", [0, 1, 700000, NEGOTIATION_US, 3000000])
def test_a_link_takes_the_negotiation(connect_us):
    socket = Socket(connect_us=connect_us)
    socket.attempt()
    socket.after(5000000)
    assert socket.outcomes == [(connect_us, SERVER_CONNECTED)]
    assert socket.links() == [(connect_us, "100M", "full")]


def test_without_a_cable_there_is_no_link():
    socket = Socket(plugged=False)
    socket.attempt()
    socket.after(5000000)
    assert socket.outcomes == [(NO_LINK_US, NO_LINK)]
    assert socket.links() == []


# Moments at which the cable is plugged in or out while an attempt waits -> when the attempt ends, and how
PLUGS = [
    ([(500000, True)], 500000 + NEGOTIATION_US, SERVER_CONNECTED),
    ([(0, True)], NEGOTIATION_US, SERVER_CONNECTED),
    ([(NO_LINK_US - 1, True)], NO_LINK_US - 1 + NEGOTIATION_US, SERVER_CONNECTED),
    ([(500000, True), (700000, False)], NO_LINK_US, NO_LINK),
    ([(500000, True), (1200000, False)], 1500000, NO_LINK),
    ([(200000, True), (300000, False), (900000, True)], 900000 + NEGOTIATION_US, SERVER_CONNECTED),
    ([(NO_LINK_US + 1, True)], NO_LINK_US, NO_LINK),
]


@pytest.mark.parametrize(("plugs", "ends_us", "code"), PLUGS)
def test_a_cable_that_comes_late_is_waited_for(plugs, ends_us, code):
    socket = Socket(plugged=False)
    socket.attempt()
    for t_us, plugged in plugs:
        socket.clock.advance(t_us)
        socket.change(plugged=plugged)
    socket.after(5000000)
    assert socket.outcomes == [(ends_us, code)]
    assert socket.losses == []


def test_a_link_that_is_up_already_is_there_at_once():
    socket = Socket()
    socket.ethernet.power(True)
    socket.after(5000000)
    socket.attempt()
    assert socket.outcomes == [(5000000, SERVER_CONNECTED)]


def test_a_phy_with_power_shows_its_link_though_nobody_uses_it():
    socket = Socket(link="10M", duplex="half")
    assert (socket.record(), socket.ethernet.speed_mbps) == ((None, None), 0)
    socket.ethernet.power(True)
    socket.after(NEGOTIATION_US - 1)
    assert socket.record() == (None, None)
    socket.after(1)
    assert (socket.record(), socket.ethernet.speed_mbps) == (("10M", "half"), 10)
    socket.change(plugged=False)
    assert (socket.record(), socket.ethernet.speed_mbps) == ((None, None), 0)
    assert socket.losses == []


def test_power_off_takes_the_link_and_tells_nobody():
    socket = Socket().connected()
    socket.ethernet.power(False)
    socket.after(5000000)
    assert not socket.ethernet.has_link
    socket.change(plugged=False)
    assert socket.losses == []
    assert socket.links()[-1] == (NEGOTIATION_US, "", "")


def test_power_off_ends_a_negotiation():
    socket = Socket()
    socket.ethernet.power(True)
    socket.after(500000)
    socket.ethernet.power(False)
    socket.after(5000000)
    assert socket.links() == []


def test_a_cable_pulled_while_in_use_is_told_once():
    socket = Socket().connected()
    socket.after(1000000)
    socket.change(plugged=False)
    socket.change(link="10M")
    socket.change(plugged=True)
    socket.after(5000000)
    socket.change(plugged=False)
    assert socket.losses == [NO_LINK]
    assert [link for _, link, _ in socket.links()] == ["100M", "", "10M", ""]


@pytest.mark.parametrize("leave", [Ethernet.stop, Ethernet.give_up])
def test_who_has_left_hears_nothing(leave):
    socket = Socket().connected()
    socket.ethernet.lease = Lease()
    leave(socket.ethernet)
    socket.change(plugged=False)
    assert (socket.losses, socket.ethernet.lease) == ([], None)


def test_another_lan_is_a_loss():
    socket = Socket().connected()
    socket.change(lan="other")
    assert socket.losses == [NO_LINK]
    socket.after(NEGOTIATION_US)
    assert socket.ethernet.lan is socket.world.lans["other"]


def test_another_speed_interrupts_the_link_but_not_its_use():
    socket = Socket().connected()
    socket.change(link="10M", duplex="half")
    assert (socket.ethernet.has_link, socket.ethernet.lan, socket.record()) == (False, None, (None, None))
    socket.after(NEGOTIATION_US)
    assert (socket.ethernet.has_link, socket.record()) == (True, ("10M", "half"))
    assert socket.losses == []


def test_a_cable_pulled_during_a_new_negotiation_is_a_loss():
    socket = Socket().connected()
    socket.change(link="10M")
    socket.after(500000)
    socket.change(plugged=False)
    assert socket.losses == [NO_LINK]


def test_a_change_during_negotiation_begins_it_anew():
    socket = Socket()
    socket.ethernet.power(True)
    socket.after(600000)
    socket.change(link="10M")
    socket.after(5000000)
    assert socket.links() == [(600000 + NEGOTIATION_US, "10M", "full")]


def test_what_does_not_concern_the_cable_changes_nothing():
    socket = Socket().connected()
    socket.world.changed()
    socket.change(connect_us=5)
    assert socket.links() == [(NEGOTIATION_US, "100M", "full")]


def test_states():
    socket = Socket()
    seen = [socket.ethernet.state]
    socket.attempt()
    seen.append(socket.ethernet.state)
    socket.after(NEGOTIATION_US)
    seen.append(socket.ethernet.state)
    socket.ethernet.addressing()
    seen.append(socket.ethernet.state)
    socket.ethernet.stop()
    seen.append(socket.ethernet.state)
    socket.ethernet.give_up()
    seen.append(socket.ethernet.state)
    socket.change(plugged=False)
    socket.ethernet.give_up()
    seen.append(socket.ethernet.state)
    assert [states.NAMES[state] for state in seen] == [
        "ETHERNET_STOPPED",
        "STARTING",
        "ETHERNET_LINK_UP",
        "ETHERNET_DHCPING",
        "ETHERNET_STOPPED",
        "ETHERNET_STOPPED_UNHAPPY",
        "ETHERNET_STOPPED_NO_LINK",
    ]


def test_the_record_has_its_own_address():
    assert Socket().ethernet.record(RELEASE) == {"type": "ethernet", "macaddress": "0c2a69000001"}


CHANGES = st.one_of(
    st.builds(dict, plugged=st.booleans()),
    st.builds(dict, link=st.sampled_from(["10M", "100M"])),
    st.builds(dict, duplex=st.sampled_from(["half", "full"])),
    st.builds(dict, lan=st.sampled_from(["lan", "other"])),
    st.builds(dict, connect_us=st.sampled_from([0, 1, 300000, 2000000])),
)
CALLS = st.sampled_from(["attempt", "give_up", "stop", "on", "off"])
STORIES = st.lists(st.tuples(st.sampled_from([0, 1, 300000, 999999, 1000000]), st.one_of(CHANGES, CALLS)), max_size=25)


def play(story, look):
    """Runs a story; look(socket) after each step. Returns what was seen and heard."""
    socket, process = Socket(), None
    for delay_us, step in story:
        socket.after(delay_us)
        if isinstance(step, dict):
            socket.change(**step)
        elif step == "attempt":
            if process:
                process.stop()
            socket.losses.clear()
            process = socket.attempt()
        elif step in ("give_up", "stop"):
            getattr(socket.ethernet, step)()
        else:
            socket.ethernet.power(step == "on")
        look(socket)
    socket.after(10000000)
    look(socket)
    return socket.events, socket.outcomes, socket.losses


def possible(socket):
    ethernet, cable = socket.ethernet, socket.cable
    if ethernet.has_link:
        assert ethernet.powered
        assert cable.plugged
        assert socket.record() == (cable.link, cable.duplex)
    else:
        assert socket.record() == (None, None)
    assert len(socket.losses) <= 1


@given(STORIES)
def test_whatever_happens_to_the_cable(story):
    events, outcomes, losses = play(story, possible)
    assert (events, outcomes, losses) == play(story, possible)
    links = [event["link"] for event in events if event["kind"] == "ethernet.link"]
    assert all((after == "") == (before != "") for before, after in zip(["", *links], links))
