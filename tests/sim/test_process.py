"""Processes: steps that take time."""

from __future__ import annotations

from impsim.sim.clock import Clock
from impsim.sim.process import Process


def part(seen, clock):
    yield 5
    seen.append(clock.now_us)
    return "part"


def steps(seen, clock):
    seen.append(clock.now_us)
    yield 10
    seen.append(clock.now_us)
    outcome = yield from part(seen, clock)
    return outcome + "s"


def test_steps_take_their_time_and_the_outcome_is_told():
    clock = Clock()
    seen, outcomes = [], []
    process = Process(clock, steps(seen, clock), outcomes.append)
    assert process.running
    clock.advance(100)
    assert (seen, outcomes, process.running) == ([0, 10, 15], ["parts"], False)


def test_a_stopped_process_does_not_go_on():
    clock = Clock()
    seen, outcomes = [], []
    process = Process(clock, steps(seen, clock), outcomes.append)
    clock.advance(12)
    process.stop()
    clock.advance(100)
    assert (seen, outcomes, process.running) == ([0, 10], [], False)


def test_a_process_without_delays_ends_at_once():
    def nothing():
        return "done"
        yield

    outcomes = []
    assert not Process(Clock(), nothing(), outcomes.append).running
    assert outcomes == ["done"]
