"""Imps in one LAN, as the tests of addresses and of the way to the server need them: Ethernet, DHCP, path."""

from __future__ import annotations

from impsim.device.errorcodes import SERVER_CONNECTED
from impsim.device.lan.dhcp import Client
from impsim.device.lan.path import Path
from impsim.device.nic import Nic
from impsim.device.radio.ethernet import Ethernet
from impsim.device.release import parse_release
from impsim.device.surroundings import Surroundings
from impsim.device.world import Cable, Lan, Server, Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.process import Process
from impsim.sim.rng import Rng


class Net:
    """A world with a LAN called lan, and its clock.  events: what all its imps have told."""

    def __init__(self, lan=None, proxies=None, seed=1, **server):
        self.clock = Clock()
        self.lan = lan or Lan()
        self.world = World(lans={"lan": self.lan, "other": Lan()}, proxies=proxies or {}, server=Server(**server))
        self.instruments = Instruments(self.clock)
        self.events = []
        self.instruments.attach(self.events.append)
        self.seed = seed

    def imp(self, name="imp", interface=None, **cable):
        return Imp(self, name, Site(cable=Cable(**cable)), interface)

    def change(self, part=None, **values):
        vars(part or self.lan).update(values)
        self.world.changed()

    def after(self, delay_us):
        self.clock.advance(self.clock.now_us + delay_us)

    def told(self, kind, *fields):
        return [tuple(e[field] for field in ("t_us", *fields)) for e in self.events if e["kind"] == kind]


class Imp:
    """One imp: an interface with its DHCP client, and who uses it, as Network does.  codes: what was lost, and why."""

    def __init__(self, net, name, site, interface=None):
        self.net = net
        self.site = site
        around = Surroundings(name, net.clock, net.world, site, parse_release("42"), Rng(net.seed), net.instruments)
        self.around = around
        self.interface = interface(around) if interface else Ethernet(around, "mac of " + name)
        self.interface.on_lost = self._lost
        net.world.watch(self.interface.reassess)
        self.client = Client(around, self.interface, self._readdressed)
        self.path = None
        self.codes = []
        self.addresses = []  # that it was told it has now instead of another

    def _lost(self, code):
        self.codes.append(code)
        self.client.release()
        self.interface.give_up()

    def _readdressed(self):
        self.addresses.append(self.interface.lease.address)

    def run(self, steps, until_us=60000000):
        """Runs steps; (how long they took, their outcome)."""
        began_us, ended = self.net.clock.now_us, []
        Process(self.net.clock, steps, lambda code: ended.append((self.net.clock.now_us - began_us, code)))
        while not ended and self.net.clock.now_us < began_us + until_us:
            self.net.clock.step()
        return ended[0]

    def link(self, nic=None):
        assert self.run(self.interface.attempt(nic or Nic("eth0")))[1] == SERVER_CONNECTED
        return self

    def obtain(self, nic=None):
        return self.run(self.client.obtain(nic or Nic("eth0")))

    def open(self, nic=None):
        self.path = Path(self.around, self.interface, nic or Nic("eth0"))
        return self.run(self.path.open())

    @property
    def address(self):
        lease = self.interface.lease
        return lease.address if lease else None


def leased(**lan):
    """A world and an imp that got its address at 1.3 s, as long as the LAN says nothing else."""
    net = Net(Lan(**lan))
    imp = net.imp().link()
    assert imp.obtain()[1] == SERVER_CONNECTED
    return net, imp


def steps(net):
    """What the DHCP clients have done."""
    return [step for _, step in net.told("dhcp", "step")]


def addressed(net, nic=None):
    """An imp that has an address."""
    imp = net.imp().link()
    assert imp.obtain(nic)[1] == SERVER_CONNECTED
    return imp


def opened(nic=None, **worldly):
    """A world and an imp that has reached the server."""
    net = Net(**worldly)
    imp = addressed(net, nic)
    assert imp.open(nic)[1] == SERVER_CONNECTED
    return net, imp
