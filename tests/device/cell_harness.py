"""One modem in a world of its own, for the tests of modems."""

from __future__ import annotations

from impsim.device import states
from impsim.device.nic import Nic
from impsim.device.profile import find
from impsim.device.radio.cellular import Cellular
from impsim.device.release import newest_for, parse_release
from impsim.device.surroundings import Surroundings
from impsim.device.world import Carrier, Coverage, Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.process import Process
from impsim.sim.rng import Rng

SERVER_CONNECTED, NO_MODEM, SIM_ERROR, NO_REGISTRATION, REGISTRATION_DENIED, NO_PPP_CONNECTION = 5, 8, 9, 10, 11, 12
MODELS = ("impC001", "impC001-us", "imp006", "imp006a-bg95-m3", "imp006c-ec25-e", "imp006b-eg91-na")
IDENTITY = {"manufacturer": "M", "model": "m", "imei": "357856080000005", "imsi": "262021234567890", "swver": "v"}
SECOND = 1000000


class Rig:
    """One modem in a world of its own.  events: all it emits.  losses: the codes of links that it lost."""

    def __init__(self, model="impC001", release=None, **coverage):
        self.clock = Clock()
        self.world = World(carriers={"carrier": Carrier(), "other": Carrier(mcc="234", mnc="15")})
        self.site = Site(coverage=Coverage(**coverage))
        self.events = []
        self.losses = []
        instruments = Instruments(self.clock)
        instruments.attach(self.events.append)
        profile = find(model)
        self.release = parse_release(release) if release else newest_for(profile)
        around = Surroundings("imp", self.clock, self.world, self.site, self.release, Rng(1), instruments)
        self.modem = Cellular(around, profile, IDENTITY, 3807)
        self.modem.on_lost = self.losses.append
        self.code = None
        self.world.watch(self.modem.reassess)

    def begin(self, apn=""):
        self.code = None
        self.process = Process(self.clock, self.modem.attempt(Nic("cell0", apn=apn)), self._ended)
        return self

    def _ended(self, code):
        self.code = code

    def wait(self, seconds):
        self.clock.advance(self.clock.now_us + round(seconds * SECOND))
        return self

    def connect(self):
        """Brings it up as far as a session with the server."""
        self.begin().wait(7)
        assert self.code == SERVER_CONNECTED
        self.modem.enter(states.CONNECTED)
        return self

    def attempted(self, apn=""):
        """The code of an attempt and the time it took."""
        start_us = self.clock.now_us
        self.begin(apn)
        while self.code is None:
            self.clock.step()
        return self.code, self.clock.now_us - start_us

    def change(self, **coverage):
        for name, value in coverage.items():
            setattr(self.site.coverage, name, value)
        self.world.changed()
        return self

    def change_carrier(self, **carrier):
        for name, value in carrier.items():
            setattr(self.world.carriers["carrier"], name, value)
        self.world.changed()
        return self

    @property
    def record(self):
        return self.modem.record(self.release)

    def told(self, kind, *fields):
        return [tuple(event[field] for field in fields) for event in self.events if event["kind"] == kind]

    @property
    def dialogue(self):
        return [(sent, answer) for _, sent, answer in self.modem.at.lines]
