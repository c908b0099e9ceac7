"""Runs a program on an imp with parts: what it has logged, and the parts afterwards."""

from __future__ import annotations

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.impos.simulation import Simulation
from impsim.scenario import world
from impsim.scenario.timeline import schedule
from impsim.squirrel.compile import compile_source
from impsim.squirrel.vm import allow_depth

allow_depth()  # before hypothesis notes the limit
SECOND_US = 1000000


class Board:
    """log: what the program has logged.  parts: by name.  events: all."""

    def __init__(self, folder, parts, program, *, model="imp001", timeline="", until_s=20, seed=1):
        path = folder / "board.yaml"
        path.write_text("parts:\n%s\ntimeline: [%s]\n" % (indented(parts), timeline), encoding="utf-8")
        profile = find(model)
        setting = world.load(str(path), profile)
        self.log, self.errors, self.events = [], [], []
        simulation = Simulation(setting.world, seed=seed)
        simulation.instruments.attach(self.events.append)
        unit = compile_source(program, "p.nut", steps=True)
        imp = simulation.add("imp", profile, newest_for(profile), unit, site=setting.site, sink=self._hear)
        schedule(simulation, imp, setting.timeline)
        simulation.at(until_s * SECOND_US, lambda: None)
        simulation.run(until_s * SECOND_US)
        self.parts = imp.device.parts
        assert self.errors == [], self.errors

    def _hear(self, event):
        if "backtrace" in event:
            self.errors.append(event["msg"])
        elif event["type"] == "server.log":
            self.log.append(event["msg"])

    def states(self, name):
        """What the trace says of a part."""
        return [event["state"] for event in self.events if event["kind"] == "part" and event["part"] == name]


def indented(text):
    return "".join("  %s\n" % line for line in text.strip("\n").split("\n"))
