"""Turns that stand while others run: every interleaving does what each turn alone would do, on any stack."""

from __future__ import annotations

import _thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.sim.clock import NO_LIMIT, Clock
from impsim.sim.stacks import Stacks, Turn


class Over(BaseException):
    """Time is over."""


class Sleepers:
    """Turns that sleep; `seen` notes (time, who) when they wake."""

    def __init__(self, pausable=False):
        self.clock = Clock()
        self.stacks = Stacks(self.clock, Over, pausable)
        self.seen = []
        self.ended = []

    def start(self, name, at_us, naps):
        turn = Turn(self.stacks)

        def body():
            try:
                for nap_us in naps:
                    self.clock.after(nap_us, turn.wake)
                    turn.wait()
                    self.seen.append((self.clock.now_us, name))
            except Over:
                self.ended.append(name)

        self.clock.at(at_us, lambda: turn.run(body))
        return turn

    def run(self, until_us=NO_LIMIT):
        self.clock.limit_us = until_us
        self.clock.run()
        self.clock.limit_us = NO_LIMIT
        return self


naps = st.lists(st.integers(0, 20), max_size=4)


@given(st.lists(st.tuples(st.integers(0, 20), naps), max_size=5), st.booleans())
def test_everybody_wakes_when_alone_it_would(plans, pausable):
    world = Sleepers(pausable)
    expected = []
    for name, (at_us, lengths) in enumerate(plans):
        world.start(name, at_us, lengths)
        t_us = at_us
        for nap_us in lengths:
            t_us += nap_us
            expected.append((t_us, name))
    world.run()
    assert sorted(world.seen) == sorted(expected)
    assert [t_us for t_us, _ in world.seen] == sorted(t_us for t_us, _ in expected)
    assert world.stacks.waiting == []
    assert world.ended == []


@given(st.lists(st.tuples(st.integers(0, 20), naps), max_size=5))
def test_who_has_a_stack_of_its_own_makes_no_difference(plans):
    """Only that a turn on the clock's own stack goes on before, not among, what else happens at that time."""
    seen = []
    for pausable in (True, False):
        world = Sleepers(pausable)
        for name, plan in enumerate(plans):
            world.start(name, *plan)
        seen.append(sorted(world.run().seen))
    assert seen[0] == seen[1]


@given(st.lists(st.tuples(st.integers(0, 20), naps), max_size=5), st.lists(st.integers(0, 60), max_size=4))
def test_pauses_change_nothing(plans, pauses):
    whole, parts = Sleepers(True), Sleepers(True)
    for name, plan in enumerate(plans):
        whole.start(name, *plan)
        parts.start(name, *plan)
    for t_us in sorted(pauses):
        parts.run(t_us)
        assert all(time_us <= t_us for time_us, _ in parts.seen)
    assert parts.run().seen == whole.run().seen


@given(st.lists(st.tuples(st.integers(0, 20), naps), max_size=5), st.integers(0, 40), st.booleans())
def test_the_end_unwinds_whoever_stands(plans, limit_us, pausable):
    world = Sleepers(pausable)
    turns = [world.start(name, *plan) for name, plan in enumerate(plans)]
    world.run(limit_us)
    world.stacks.end()
    assert world.stacks.waiting == []
    assert not any(turn.waiting for turn in turns)
    unfinished = [name for name, (at_us, lengths) in enumerate(plans) if at_us <= limit_us < at_us + sum(lengths)]
    assert sorted(world.ended) == unfinished


def test_one_turn_after_the_other_needs_no_thread():
    before = _thread._count()
    world = Sleepers()
    for name in range(10):
        world.start(name, name * 100, [5, 5])
    world.run()
    assert _thread._count() == before
    assert world.stacks.free == []


def test_stacks_are_used_again():
    world = Sleepers()
    world.start("long", 0, [1000])
    for name in range(20):
        world.start(name, 1 + name * 10, [5])
    assert len(world.run().stacks.free) == 1


def test_a_turn_that_is_woken_twice_goes_on_once():
    world = Sleepers()
    world.start("other", 0, [50])
    turn = world.start("one", 1, [10, 30])
    world.clock.at(5, turn.wake)
    world.clock.at(6, turn.wake)
    world.run()
    assert (5, "one") in world.seen


def test_waking_who_does_not_wait_does_nothing():
    turn = Turn(Stacks(Clock(), Over))
    turn.wake(5)
    assert not turn.woken


@pytest.mark.parametrize("alone", [True, False])
def test_a_value_goes_to_who_waits(alone):
    world = Sleepers()
    if not alone:
        world.start("other", 0, [100])
    turn = Turn(world.stacks)
    got = []
    world.clock.at(1, lambda: turn.run(lambda: got.append(turn.wait())))
    world.clock.at(2, lambda: turn.wake("value"))
    world.run()
    assert got == ["value"]


@pytest.mark.parametrize("alone", [True, False])
def test_what_is_thrown_into_a_turn_is_raised_where_it_waits(alone):
    world = Sleepers()
    if not alone:
        world.start("other", 0, [100])
    turn = Turn(world.stacks)
    got = []

    def body():
        try:
            turn.wait()
        except Over as error:
            got.append((world.clock.now_us, error))

    thrown = Over("now")
    world.clock.at(1, lambda: turn.run(body))
    world.clock.at(2, lambda: turn.throw(thrown))
    world.run()
    assert got == [(2, thrown)]


def test_a_defect_in_a_turn_is_raised_where_the_clock_is():
    world = Sleepers()
    world.start("other", 0, [100])
    turn = Turn(world.stacks)

    def body():
        world.clock.after(5, turn.wake)
        turn.wait()
        raise ValueError("defect")

    world.clock.at(1, lambda: turn.run(body))
    with pytest.raises(ValueError, match="defect"):
        world.run()


def test_a_turn_with_nothing_left_to_wake_it_ends():
    world = Sleepers()
    turn = Turn(world.stacks)
    ended = []

    def body():
        try:
            turn.wait()
        except Over:
            ended.append(True)

    world.clock.at(1, lambda: turn.run(body))
    world.run()
    assert ended == [True]


def test_a_call_from_outside_may_come_while_turns_stand():
    world = Sleepers(pausable=True)
    world.start("one", 0, [10])
    world.run(5)
    assert Turn(world.stacks).run_here(lambda: world.clock.now_us) == 0
    assert world.run().seen == [(10, "one")]
