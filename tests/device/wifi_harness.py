"""One Wi-Fi radio in a world of its own, without the rest of an imp."""

from __future__ import annotations

from impsim.device.nic import stored
from impsim.device.radio.wifi import Wifi
from impsim.device.release import parse_release
from impsim.device.surroundings import Surroundings
from impsim.device.world import AccessPoint, Site, Stored, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.process import Process
from impsim.sim.rng import Rng

US, GB, US_DUAL, EUROPE_DUAL, CANADA = 0x00005355, 0x00004247, 0x00115858, 0x037F3045, 0x03B64143
SECOND = 1000000


def point(number=1, **values):
    """An access point of the network impsim whose BSSID ends with its number."""
    return AccessPoint(**{"bssid": "02494d50%04x" % number, "channel": 1, **values})


class Rig:
    """A radio that is switched off when it loses its link, as an imp's network does it."""

    def __init__(self, points, *, bands="2.4G", country=US, release="42", seed=1, noise_db=0, **kept):
        self.clock = Clock()
        self.world = World(points=points)
        self.site = Site(stored=Stored(**{"ssid": "impsim", **kept}), noise_db=noise_db)
        self.release = parse_release(release)
        self.events = []
        instruments = Instruments(self.clock)
        instruments.attach(self.events.append)
        self.around = Surroundings("a", self.clock, self.world, self.site, self.release, Rng(seed), instruments)
        self.wifi = Wifi(self.around, "0c2a69000001", bands, country)
        self.wifi.on_lost = self._lost
        self.world.watch(self.wifi.reassess)
        self.codes = []  # how attempts ended
        self.losses = []  # codes with which links were lost

    def _lost(self, code):
        self.losses.append(code)
        self.wifi.give_up()

    def _attempted(self, code):
        self.codes.append(code)
        if code != 5:
            self.wifi.give_up()

    def attempt(self, nic=None):
        """Starts an attempt."""
        return Process(self.clock, self.wifi.attempt(nic or stored("wl0", self.site)), self._attempted)

    def connect(self, nic=None):
        """Makes an attempt and gives its code and how long it took."""
        began_us = self.clock.now_us
        attempt = self.attempt(nic)
        while attempt.running:
            self.clock.step()
        return self.codes[-1], self.clock.now_us - began_us

    def wait(self, us):
        """Lets time pass."""
        self.clock.advance(self.clock.now_us + us)

    def change(self, name, **values):
        """Changes an access point; level: how loud it is here."""
        if "level" in values:
            self.site.reception[name] = values.pop("level")
        self.world.points[name].__dict__.update(values)
        self.world.changed()

    def seen(self, *kinds):
        """The events of some kinds as (t_us, kind, access point)."""
        return [(event["t_us"], event["kind"], event.get("ap")) for event in self.events if event["kind"] in kinds]

    def states(self):
        """The states that it went through."""
        return [event["state"] for event in self.events if event["kind"] == "state"]

    @property
    def ap(self):
        """The name of the access point that it has joined."""
        return next((name for name, there in self.world.points.items() if there is self.wifi.joined), None)

    def record(self):
        """Its table in imp.net.info()."""
        return self.wifi.record(self.release)
