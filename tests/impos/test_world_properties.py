"""Whatever happens to imps and whatever their programs do: nothing impossible is seen, nothing is lost, nothing fails.

Stories are made of the steps of world_steps.py and watched by world_invariants.py. All imps share a world. At the end
everything is repaired, and whoever still waits for something then waits for ever.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world_invariants import check_outcomes
from world_steps import CALLS, CONNECTS, EVERYWHERE, KINDS, MOST_STEPS, PAUSES_S, faults_of, told


def steps_for(kinds):
    """Steps for imps of these models: (pause, number of the imp, what)."""

    def whats(kind):
        faults = faults_of(kind)
        calls = st.sampled_from(CALLS)
        return st.one_of(calls, st.sampled_from(CONNECTS), st.sampled_from(faults), st.sampled_from(EVERYWHERE))

    one = [st.tuples(st.sampled_from(PAUSES_S), st.just(number), whats(kind)) for number, kind in enumerate(kinds)]
    return st.integers(1, MOST_STEPS).flatmap(lambda count: st.lists(st.one_of(one), min_size=count, max_size=count))


stories = st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).flatmap(
    lambda kinds: st.tuples(st.just(kinds), steps_for(kinds))
)


def check_end(story):
    """Nobody waits for anything any more."""
    simulation = story.simulation
    assert simulation.stacks.waiting == []
    assert simulation.stacks.own is None
    for name, imp in story.imps.items():
        left = check_outcomes(story.events, name)
        assert not (imp.running and left), (name, left)
        if imp.halted or imp.power == "sleeping":
            continue
        assert imp.power == "running", imp.power
        assert imp.running or imp.started
        if imp.running and imp.device.network.policy.suspends:
            assert not imp.loop.held
        assert not imp.stopped


# Connected, disconnected, failing, recovering, suspended, restarted: for every model on every release.
ROUGH = [
    (15, 0, "returns(RETURN_ON_ERROR, WAIT_TIL_SENT, 20)"),
    (1, 0, "server.disconnect()"),
    (5, 0, ("connect", 20)),
    (30, 0, ("cloud.down", {})),
    (200, 0, ("connect", 3)),
    (20, 0, ("cloud.up", {})),
    (1, 0, ("connect", 30)),
    (40, 0, ("squirrel.restart", {})),
    (10, 0, "server.disconnect()"),
    (10, 0, 'server.log("connects")'),
    (10, 0, ("cloud.down", {})),
    (200, 0, ("power.cycle", {"for_us": 1000000})),
    (700, 0, ("cloud.up", {})),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_rough_story_of_every_model_on_every_release(kind):
    story = told([kind], ROUGH)
    check_end(story)
    outcomes = [event["msg"].split()[2] for event in story.events if event.get("msg", "").startswith("outcome")]
    assert outcomes == ["5", "4", "5"]


@settings(max_examples=100)
@given(stories)
def test_no_story_is_impossible(story):
    check_end(told(*story))


@settings(max_examples=20)
@given(stories)
def test_the_same_steps_give_the_same_events(story):
    assert told(*story, watched=False).events == told(*story).events


@pytest.mark.slow
@settings(max_examples=1000)
@given(stories)
def test_no_story_is_impossible_however_long_one_looks(story):
    check_end(told(*story))


def events_of(python, root, seed, hash_seed):
    """A long story as a process tells it."""
    script = str(root / "tests" / "impos" / "world_steps.py")
    environment = {"PYTHONPATH": str(root), "PYTHONHASHSEED": hash_seed}
    run = subprocess.run([python, script, str(seed)], env=environment, capture_output=True, text=True)
    assert run.stderr == ""
    return run.stdout


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_story_is_the_same_under_any_hash_seed(root, seed):
    first, second = (events_of(sys.executable, root, seed, hash_seed) for hash_seed in "01")
    assert first.count("\n") > 2000
    assert first == second


def test_a_long_story_is_the_same_on_pypy(root, pypy):
    assert events_of(pypy, root, 1, "0") == events_of(sys.executable, root, 1, "0")
