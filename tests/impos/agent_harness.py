"""An imp with its agent, for tests."""

from __future__ import annotations

from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source

SECOND_US = 1000000
MINUTE_US = 60 * SECOND_US


class Pair:
    """An imp with its agent.  log: (type, msg); events: what instruments saw."""

    def __init__(self, device="", agent="", model="imp001", impos=None):
        profile = find(model)
        release = parse_release(impos) if impos else newest_for(profile)
        self.simulation = Simulation()
        self.records = []
        self.events = []
        self.simulation.instruments.attach(self.events.append)
        units = [compile_source(device, "device.nut"), compile_source(agent, "agent.nut", steps=True)]
        self.imp = self.simulation.add("imp", profile, release, units[0], agent=units[1], sink=self._note)
        self.agent = self.imp.agent

    def _note(self, record):
        if not record["msg"].startswith("Device "):  # connected, disconnected: other tests' matter
            self.records.append(record)

    def run(self, until_s=600):
        self.simulation.run(until_s * SECOND_US)
        return self

    @property
    def log(self):
        return [(record["type"], record["msg"]) for record in self.records]

    def said(self, kind):
        """The messages of one type in the log."""
        return [msg for found, msg in self.log if found == kind]

    def seen(self, kind):
        return [event for event in self.events if event["kind"] == kind]


def agent_says(source, **options):
    """What an agent without a device program logs."""
    return Pair(agent=source, **options).run().said("agent.log")
