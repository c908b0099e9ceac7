"""The pins of a model, alone with a clock, for tests of what stands on their wires."""

from __future__ import annotations

from impsim.device.pins import Pins
from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.device.surroundings import Surroundings
from impsim.device.world import Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng


class Bench:
    """heard: what was called, and when.  events: what pins told."""

    def __init__(self, model="imp003"):
        self.clock = Clock()
        instruments = Instruments(self.clock)
        self.events = []
        instruments.attach(self.events.append)
        profile = find(model)
        self.site = Site()
        around = Surroundings("imp", self.clock, World(), self.site, newest_for(profile), Rng(1), instruments)
        self.pins = Pins(around, profile)
        self.heard = []
        self.pins.bank.on_wake = self.hears("wake")

    def hears(self, what):
        return lambda: self.heard.append((self.clock.now_us, what))

    def watches(self, name):
        """Notes level and voltage of a pin whenever a watcher of it is called."""
        self[name].watch(lambda pin: self.heard.append((self.clock.now_us, pin.level, pin.voltage_mv)))

    def power(self, mv):
        """The supply changes."""
        self.site.supply.mv = mv
        self.pins.look_at_supply()

    def told(self, *names):
        """The fields so named of the events since the last look that have them all."""
        told = [tuple(event[name] for name in names) for event in self.events if set(names) <= set(event)]
        self.events.clear()
        return told

    def __getitem__(self, name):
        return self.pins.named(name)
