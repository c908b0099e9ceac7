"""When BlinkUp is active and the LED lit, by what the program asked for and when."""

from __future__ import annotations

import pytest

from impsim.device.blinkup import BOOTING, CONNECTING, IDLE, OFF, BlinkUp
from impsim.device.release import Release
from impsim.device.surroundings import Surroundings
from impsim.device.world import Site, World
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments
from impsim.sim.rng import Rng

SECOND_US = 1000000


class Bench:
    """A BlinkUp alone with a clock.  seen: (seconds, kind, value) of its events."""

    def __init__(self, impos=(40, 14)):
        self.clock = Clock()
        instruments = Instruments(self.clock)
        self.seen = []
        instruments.attach(self.note)
        around = Surroundings("imp", self.clock, World(), Site(), Release(impos), Rng(1), instruments)
        self.blinkup = BlinkUp(around)

    def note(self, event):
        value = event["active"] if event["kind"] == "blinkup" else event["lit"]
        self.seen.append((event["t_us"] // SECOND_US, event["kind"], value))

    def story(self, *steps):
        """Does what each (second, method, *arguments) says, in order; gives self."""
        for second, method, *arguments in steps:
            self.clock.advance(second * SECOND_US)
            getattr(self.blinkup, method)(*arguments)
        return self

    def at(self, second):
        self.clock.advance(second * SECOND_US)
        return self.blinkup.state, self.blinkup.accepts(), self.blinkup.lit


BOOT = (0, "cold_boot")
ON, OFF_AGAIN = (9, "enable", True), (9, "enable", False)
TIMES = (10, 59, 60, 119, 120, 500)

# What happens, the release -> (state, accepts, lit) at each of TIMES.
STORIES = {
    "nothing asked for": (
        [BOOT],
        (40, 14),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, True, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
    "disabled while booting": (
        [BOOT, OFF_AGAIN],
        (40, 14),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, False, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
    "enabled while booting": (
        [BOOT, ON],
        (40, 14),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, True, True)] * 2 + [(IDLE, True, True)] * 2,
    ),
    "the last call counts": (
        [BOOT, ON, OFF_AGAIN],
        (40, 14),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, False, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
    "disabled while booting, impOS 42": (
        [BOOT, OFF_AGAIN],
        (42, 0),
        [(BOOTING, False, False)] * 2 + [(CONNECTING, False, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
    "enabled while booting, impOS 42": (
        [BOOT, ON],
        (42, 0),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, True, True)] * 2 + [(IDLE, True, True)] * 2,
    ),
    "nothing asked for, impOS 42": (
        [BOOT],
        (42, 0),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, True, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
    "a warm boot": ([(0, "warm_boot")], (40, 14), [(IDLE, False, False)] * 6),
    "a warm boot enables at once": ([(0, "warm_boot"), ON], (40, 14), [(IDLE, True, True)] * 6),
    "a warm boot that connects": (
        [(0, "warm_boot"), (5, "connecting")],
        (40, 14),
        [(CONNECTING, True, True)] * 2 + [(CONNECTING, True, True)] + [(IDLE, False, False)] * 3,
    ),
    "a warm boot, disabled, connects": (
        [(0, "warm_boot"), (1, "enable", False), (5, "connecting")],
        (40, 14),
        [(CONNECTING, False, False)] * 3 + [(IDLE, False, False)] * 3,
    ),
    "no power": ([BOOT, ON, (9, "power_down")], (40, 14), [(OFF, False, False)] * 6),
    "power again": (
        [BOOT, ON, (9, "power_down"), (9, "cold_boot")],
        (40, 14),
        [(BOOTING, True, True)] * 3 + [(CONNECTING, True, False)] * 2 + [(IDLE, False, False)],
    ),
    "connecting while booting": (
        [BOOT, (9, "connecting")],
        (40, 14),
        [(BOOTING, True, True)] * 2 + [(CONNECTING, True, False)] * 2 + [(IDLE, False, False)] * 2,
    ),
}


@pytest.mark.parametrize(("steps", "impos", "states"), STORIES.values(), ids=STORIES)
def test_states(steps, impos, states):
    bench = Bench(impos).story(*steps)
    assert [bench.at(second) for second in TIMES] == states


def test_a_later_attempt_to_connect_opens_the_window_again():
    bench = Bench().story(BOOT, (300, "connecting"))
    assert bench.at(359) == (CONNECTING, True, True)
    assert bench.at(360) == (IDLE, False, False)


def test_before_42_a_call_while_idle_waits_for_the_next_attempt_to_connect():
    bench = Bench().story(BOOT, (200, "enable", True))
    assert bench.at(299) == (IDLE, False, False)
    bench.story((300, "connecting"))
    assert bench.at(500) == (IDLE, True, True)


def test_from_42_on_a_call_while_idle_counts_at_once():
    bench = Bench((42, 0)).story(BOOT, (200, "enable", True))
    assert bench.at(200) == (IDLE, True, True)
    bench.story((201, "enable", False))
    assert bench.at(201) == (IDLE, False, False)


def test_a_boot_forgets_what_was_asked_for():
    bench = Bench().story(BOOT, ON, (200, "power_down"), (210, "warm_boot"))
    assert bench.at(400) == (IDLE, False, False)


def test_events_tell_changes_only():
    bench = Bench().story(BOOT, (5, "connecting"), (300, "connecting"), (310, "enable", True), (400, "power_down"))
    assert bench.seen == [
        (0, "blinkup", True),
        (0, "led", True),
        (60, "led", False),
        (120, "blinkup", False),
        (300, "blinkup", True),
        (300, "led", True),
        (400, "blinkup", False),
        (400, "led", False),
    ]


def test_it_does_not_keep_a_run_going():
    bench = Bench().story(BOOT)
    assert not bench.clock.busy
