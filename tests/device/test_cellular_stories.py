"""Modems in a world that changes anyhow, at any time."""

from __future__ import annotations

from cell_harness import (
    MODELS,
    NO_PPP_CONNECTION,
    NO_REGISTRATION,
    REGISTRATION_DENIED,
    SERVER_CONNECTED,
    SIM_ERROR,
    Rig,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.device import states
from impsim.device.nic import Nic
from impsim.sim.process import Process

COVERAGE_CHANGES = st.one_of(
    st.fixed_dictionaries({"registration": st.sampled_from(["home", "roaming", "denied", "none"])}),
    st.fixed_dictionaries({"sim": st.sampled_from(["ready", "ready", "missing", "locked"])}),
    st.fixed_dictionaries({"ppp": st.booleans()}),
    st.fixed_dictionaries({"generation": st.sampled_from(["4G", "3G", "2G"])}),
    st.fixed_dictionaries({"carrier": st.sampled_from(["carrier", "other", "unknown"])}),
    st.fixed_dictionaries({"rssi_dbm": st.integers(-120, -50)}),
    st.fixed_dictionaries({"fields": st.sampled_from([{}, {"state": "SEARCH"}, {"rsrp": "-120"}])}),
)
CARRIER_CHANGES = st.one_of(
    st.fixed_dictionaries({"up": st.booleans()}),
    st.fixed_dictionaries({"generations": st.sampled_from([("4G", "3G", "2G"), ("2G",), ()])}),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.sampled_from([0, 0.5, 1, 1.5, 2, 3, 7, 8])),
        st.tuples(st.just("change"), COVERAGE_CHANGES),
        st.tuples(st.just("change_carrier"), CARRIER_CHANGES),
        st.tuples(st.sampled_from(["ask", "stop"]), st.none()),
    ),
    max_size=30,
)


class Story:
    """A modem that is told to connect whenever it is off, and what becomes of it."""

    def __init__(self, model):
        self.rig = Rig(model)
        self.asked = 0
        self.answers = []
        self.links = 0
        self.rig.modem.on_lost = self._lost
        self._begin()

    def _begin(self):
        modem = self.rig.modem
        self.process = Process(self.rig.clock, modem.attempt(Nic("cell0")), self._ended)

    def _ended(self, code):
        assert (code == SERVER_CONNECTED) == self.rig.modem.has_link
        if code == SERVER_CONNECTED:
            self.links += 1
            self.rig.modem.enter(states.CONNECTED)
        else:
            self.again()

    def _lost(self, code):
        assert code in (SIM_ERROR, NO_REGISTRATION, REGISTRATION_DENIED, NO_PPP_CONNECTION)
        self.rig.losses.append(code)
        self.again()

    def again(self):
        self.rig.modem.give_up()
        self._begin()

    def stop(self):
        self.process.stop()
        self.rig.modem.stop()
        self._begin()

    def ask(self):
        self.asked += 1
        self.rig.modem.ask(self.answers.append)

    def do(self, name, argument):
        if name == "wait":
            self.rig.wait(argument)
        elif argument is None:
            getattr(self, name)()
        else:
            getattr(self.rig, name)(**argument)

    def check(self):
        modem, record = self.rig.modem, self.rig.record
        connected = modem.state == states.CONNECTED
        assert connected == modem.has_link
        assert ("rssi" in record) == ("cellinfo" in record) == connected
        assert ("voltage" in record) == modem.powered
        assert len(self.rig.losses) <= self.links


def told(model, steps):
    story = Story(model)
    for name, argument in steps:
        story.do(name, argument)
        story.check()
    story.rig.wait(2)
    assert len(story.answers) == story.asked
    return story.rig.events


@given(st.sampled_from(MODELS), STEPS)
@settings(max_examples=150, deadline=None)
def test_no_story_makes_a_modem_tell_the_impossible(model, steps):
    assert told(model, steps) == told(model, steps)
