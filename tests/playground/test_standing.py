"""Turns that stand without threads: as on threads, or refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.playground import standing
from impsim.sim.clock import Clock
from impsim.sim.stacks import Stacks, Turn


class Over(BaseException):
    """Time is over."""


class Promise:
    """A promise of JavaScript, with who may resolve it."""

    def __init__(self) -> None:
        self.promise = threading.Event()

    def resolve(self, value: None) -> None:
        self.promise.set()


class Switching:
    """What a browser with JSPI has, made of threads, of which each waits for another one at any time."""

    def start(self, function: Callable[[], Any]) -> None:
        threading.Thread(target=function).start()

    def deferred(self) -> Promise:
        return Promise()

    def wait(self, promise: threading.Event) -> None:
        assert promise.wait(20)


Plans = list[tuple[int, list[int]]]
plans = st.lists(st.tuples(st.integers(0, 20), st.lists(st.integers(0, 20), max_size=4)), max_size=5)


@pytest.fixture(autouse=True)
def own_stacks() -> Iterator[None]:
    make = Stacks.make
    yield
    Stacks.make = make  # type: ignore[method-assign]
    standing._pile.clear()


def run(plans: Plans, limit_us: int = 1 << 40) -> tuple[list[Any], list[int]]:
    """Who wakes when; whom the end has unwound."""
    clock = Clock()
    stacks = Stacks(clock, Over)
    seen: list[Any] = []
    ended: list[int] = []

    def start(name: int, at_us: int, naps: list[int]) -> None:
        turn = Turn(stacks)

        def body() -> None:
            try:
                for nap_us in naps:
                    clock.after(nap_us, turn.wake)
                    turn.wait()
                    seen.append((clock.now_us, name))
            except Over:
                ended.append(name)

        clock.at(at_us, lambda: turn.run(body))

    for name, (at_us, naps) in enumerate(plans):
        start(name, at_us, naps)
    clock.limit_us = limit_us
    clock.run()
    stacks.end()
    assert stacks.waiting == []
    return seen, sorted(ended)


@given(plans, st.integers(0, 60))
def test_switched_stacks_are_as_threads(plans: Plans, limit_us: int) -> None:
    on_threads = run(plans, limit_us)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stacks, "make", lambda stacks: standing.Switched(Switching()))
        assert run(plans, limit_us) == on_threads


@given(plans, st.integers(0, 60))
def test_piled_stacks_are_as_threads_or_refuse(plans: Plans, limit_us: int) -> None:
    """What happens at one time may be in another order: who stands on top goes on first."""
    seen, ended = run(plans, limit_us)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stacks, "make", lambda stacks: standing.Piled(stacks))
        try:
            piled = run(plans, limit_us)
        except Diagnostic as problem:
            assert problem.message == standing.CANNOT
            standing._pile.clear()
            return
    assert sorted(piled[0]) == sorted(seen)
    assert piled[1] == ended


def test_one_on_top_of_the_other_needs_no_more_than_a_pile() -> None:
    standing.settle(None)
    assert run([(0, [10]), (1, [2, 3]), (4, [1])])[0] == [(3, 1), (5, 2), (6, 1), (10, 0)]


@pytest.mark.parametrize("plans", [[(0, [5]), (1, [10])], [(0, [30]), (1, [5]), (2, [10])]])
def test_who_stands_below_and_would_go_on_first_is_refused(plans: Plans) -> None:
    standing.settle(None)
    with pytest.raises(Diagnostic, match="would have to go on before"):
        run(plans)


@pytest.mark.parametrize("switching", [None, Switching()])
def test_a_defect_is_raised_where_the_clock_is(switching: Any) -> None:
    standing.settle(switching)
    clock = Clock()
    stacks = Stacks(clock, Over)
    turns = [Turn(stacks), Turn(stacks)]

    def fail() -> None:
        clock.after(5, turns[1].wake)
        turns[1].wait()
        raise ValueError("defect")

    clock.at(0, lambda: turns[0].run(turns[0].wait))
    clock.at(1, lambda: turns[1].run(fail))
    with pytest.raises(ValueError, match="defect"):
        clock.run()
