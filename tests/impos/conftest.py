"""Booting imps in tests."""

from __future__ import annotations

import pytest
from agent_harness import Pair

from impsim.device.profile import find
from impsim.device.release import newest_for, parse_release
from impsim.impos.simulation import boot
from impsim.squirrel.compile import compile_source

HOUR_US = 3600000000


class Booted:
    """An imp and its log.  events: of the log, but for what impCentral says of the connection.  messages: its texts."""

    def __init__(self, source=None, model="imp005", impos=None, **options):
        self.events = []
        profile = find(model)
        release = parse_release(impos) if impos else newest_for(profile)
        unit = None if source is None else compile_source(source, "program.nut")
        self.imp = boot(profile, release, unit, sink=self._note, **options)

    def _note(self, event):
        if event["type"] != "status":
            self.events.append(event)

    @property
    def messages(self):
        return [event["msg"] for event in self.events]

    def run(self, until_us=HOUR_US):
        self.imp.run(until_us)
        return self

    def value(self, expression):
        """The value of an expression, once programs have started."""
        self.imp.run_until_started()
        return self.imp.evaluate(compile_source("return (%s\n)" % expression, "expression"))


@pytest.fixture
def booted():
    return Booted


@pytest.fixture
def pair():
    return Pair
