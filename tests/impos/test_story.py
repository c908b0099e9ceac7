"""Twenty minutes, ten faults, three imps: what each of them says, and that it is the same every time, everywhere."""

from __future__ import annotations

import subprocess
import sys

import pytest
import story_of_faults
from world_invariants import Watch, check_outcomes


@pytest.fixture(scope="module")
def story():
    return story_of_faults.told()


def said(story, name):
    return [(round(t_s, 2), text) for t_s, text in story.timed(name)]


def test_the_gateway_goes_on_by_wifi_and_hears_of_the_black_hole(story):
    """Without its cable from 60 s on; a word each 30 s, so that silence in the black hole counts from 452.22 s."""
    assert said(story, "gateway") == [
        (2.16, "agent: there"),
        (2.16, "started: 0"),
        (62.16, "not sent"),
        (63.16, "agent: gone"),
        (63.16, "agent: there"),
        (572.16, "not sent"),
        (602.16, "not sent"),
        (603.16, "agent: gone"),
        (617.22, "lost: 2"),
        (632.16, "not sent"),
        (647.22, "connected: 2"),
        (662.16, "not sent"),
        (692.16, "not sent"),
        (709.38, "agent: there"),
        (709.38, "connected: 5"),
    ]


def test_the_tracker_loses_its_network_and_finds_an_older_one(story):
    """It knows nothing of the LAN's troubles; the cloud's minute of silence is too short to notice."""
    assert said(story, "tracker") == [
        (7.36, "agent: there"),
        (7.36, "started: 0"),
        (307.36, "not sent"),
        (337.36, "not sent"),
        (363.0, "lost: 10"),
        (367.36, "not sent"),
        (393.0, "connected: 10"),
        (397.36, "not sent"),
        (427.36, "not sent"),
        (457.36, "not sent"),
        (460.36, "agent: gone"),
        (460.36, "agent: there"),
        (460.36, "connected: 5"),
    ]
    assert story.imps["tracker"].device.net_info()["interface"][0]["cellinfo"].startswith("2G,")


def test_the_sensor_roams_and_is_suspended_until_its_power_goes(story):
    assert [event["ap"] for event in story.seen("wifi.associated", "sensor")][:2] == ["near", "far"]
    assert said(story, "sensor") == [
        (2.16, "agent: there"),
        (2.16, "started: 0"),
        (542.16, "agent: gone"),
        (1006.76, "agent: there"),
        (1006.76, "started: 0"),
    ]
    assert [event["state"] for event in story.seen("power", "sensor")][2:] == ["snoozing", "off", "on", "running"]


def test_every_fault_is_in_the_trace(story):
    faults = [(event["t_us"] / 1e6, event["do"]) for event in story.events if event["kind"] == "fault"]
    assert faults == [(seconds, verb) for seconds, verb, _, _ in story_of_faults.FAULTS]


def test_watching_changes_nothing_and_nothing_impossible_is_seen(story, monkeypatch):
    class Watched(story_of_faults.Story):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            Watch(self)

    monkeypatch.setattr(story_of_faults, "Story", Watched)
    again = story_of_faults.told()
    assert again.events == story.events
    assert again.records == story.records
    assert all(check_outcomes(again.events, name) == [] for name in again.imps)


def printed(python, root, hash_seed):
    environment = {"PYTHONPATH": str(root), "PYTHONHASHSEED": hash_seed}
    command = [python, str(root / "tests" / "impos" / "story_of_faults.py")]
    return subprocess.run(command, env=environment, capture_output=True).stdout


def test_every_python_tells_the_same_story(root, pypy, story):
    outputs = {printed(sys.executable, root, "0"), printed(sys.executable, root, "1"), printed(pypy, root, "0")}
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(story.events)
