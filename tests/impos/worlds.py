"""Worlds for tests: named imps from Squirrel texts, what happens to them at which time, what each of them logs.

Times are seconds, as in the texts of scenarios. print() writes a line of the log whatever the connection
is like, so programs here use it where a test asks what happens, and server.log() where it asks what arrives.
"""

from __future__ import annotations

import functools

from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import Simulation
from impsim.scenario.stimuli import perform
from impsim.squirrel.compile import compile_source
from impsim.squirrel.vm import allow_depth

allow_depth()  # now, not in the middle of a test: hypothesis watches Python's recursion limit

SECOND_US = 1000000


@functools.cache
def compiled(text, name="program.nut"):
    return compile_source(text, name, steps=True, constants=CONSTANTS)


def microseconds(seconds):
    return round(seconds * SECOND_US)


class Story:
    """Imps in one world.  events: what instruments saw, if traced.  logs: (seconds, text) by imp."""

    def __init__(self, world=None, seed=1, pausable=False, traced=True):
        self.simulation = Simulation(world, seed=seed, pausable=pausable)
        self.clock = self.simulation.clock
        self.imps = self.simulation.imps
        self.records = {}
        self.events = []
        if traced:
            self.simulation.instruments.attach(self.events.append)

    def add(self, text="", model="imp003", impos=None, name="imp", agent=None, site=None):
        """An imp, switched on now."""
        profile = find(model)
        release = parse_release(impos) if impos else newest_for(profile)
        agent_unit = None if agent is None else compiled(agent, "agent.nut")
        self.records[name] = records = []
        self.simulation.add(name, profile, release, compiled(text), agent=agent_unit, site=site, sink=records.append)
        return self

    # What happens to them

    def at(self, seconds, act):
        """Has act() called at a time."""
        self.simulation.at(microseconds(seconds), act)
        return self

    def do(self, seconds, verb, of="", **args):
        """A stimulus of impsim.scenario.stimuli at a time; of: the imp that it is about, the first one unless told."""
        return self.at(seconds, lambda: self.now(verb, of, **args))

    def now(self, verb, of="", **args):
        """A stimulus now."""
        perform(self.simulation, self.imps[of or next(iter(self.imps))], verb, args)

    def call(self, expression, name="imp"):
        """Has an imp's program call a Squirrel function in its turn, if it runs."""
        imp = self.imps[name]
        if imp.running:
            imp.in_line(self.value(expression, name))

    def calls(self, seconds, statements, name="imp"):
        """Has an imp's program execute statements at a time."""
        return self.at(seconds, lambda: self.call("function() { %s }" % statements, name))

    def run(self, until_s):
        self.simulation.run(microseconds(until_s))
        return self

    # What is seen

    def value(self, expression, name="imp"):
        """The value of an expression in the program of an imp, now."""
        return self.imps[name].evaluate(compiled("return (%s\n)" % expression, "expression"))

    def timed(self, name="imp"):
        """What the programs of an imp wrote into its log: (seconds, text)."""
        return [(record["t_us"] / SECOND_US, record["msg"]) for record in self._written(name)]

    def log(self, name="imp"):
        """What the programs of an imp wrote into its log."""
        return [record["msg"] for record in self._written(name)]

    def _written(self, name):
        return [record for record in self.records[name] if record["type"] != "status"]

    def typed(self, kind, name="imp"):
        """The texts of one type in the log of an imp."""
        return [record["msg"] for record in self.records[name] if record["type"] == kind]

    def seen(self, kind, name="imp"):
        """The events of one kind."""
        return [event for event in self.events if event["kind"] == kind and event["device"] == name]


def one(text="", model="imp003", impos=None, agent=None, site=None, **options):
    """A story of one imp."""
    return Story(**options).add(text, model, impos, agent=agent, site=site)
