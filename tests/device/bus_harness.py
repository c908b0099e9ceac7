"""Buses of a model alone with a clock, and simple things to attach."""

from __future__ import annotations

from impsim.device.bus import Buses
from impsim.device.pins import Pins
from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.device.surroundings import Surroundings
from impsim.device.world import Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng


class Bench:
    """events: what buses and pins told.  passes: what a call does with its time."""

    def __init__(self, model="imp003"):
        self.clock = Clock()
        instruments = Instruments(self.clock)
        self.events = []
        instruments.attach(self.events.append)
        profile = find(model)
        around = Surroundings("imp", self.clock, World(), Site(), newest_for(profile), Rng(1), instruments)
        self.pins = Pins(around, profile)
        made = Buses(around, self.pins, profile)
        self.buses = {name: made[name] for name in made.kinds}

    def passes(self, us):
        self.clock.advance(self.clock.now_us + us)

    def __getitem__(self, name):
        return self.buses[name]

    def seen(self, kind):
        return [event for event in self.events if event["kind"] == kind]


class Registers:
    """An I2C target with 256 registers; the first byte written says which, and each byte moves on."""

    def __init__(self, address=0x20, stretch_us=0, refuses_from=None):
        self.address = address
        self.stretch_us = stretch_us
        self.refuses_from = refuses_from  # how many bytes it takes
        self.cells = bytearray(256)
        self.at = 0
        self.heard = []  # starts and stops
        self._taken = 0

    def start(self, reading):
        self.heard.append("read" if reading else "write")
        self._taken = 0
        return True

    def write(self, byte):
        if self._taken == self.refuses_from:
            return False
        if self._taken:
            self.cells[self.at] = byte
            self.at = (self.at + 1) % 256
        else:
            self.at = byte
        self._taken += 1
        return True

    def read(self):
        byte = self.cells[self.at]
        self.at = (self.at + 1) % 256
        return byte

    def stop(self):
        self.heard.append("stop")
