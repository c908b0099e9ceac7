"""What the page's worker asks and is answered, under CPython."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impsim.device.profile import find
from impsim.playground import bridge
from impsim.playground.catalogue import catalogue

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
MINUTE_US = 60_000_000
CATALOGUE = catalogue()
MODELS = {model["name"]: model for model in CATALOGUE["models"]}


def call(name: str, **given: Any) -> Any:
    return json.loads(bridge.call(name, json.dumps(given)))


def run(until_us: int = MINUTE_US, **experiment: Any) -> Any:
    return call("run", experiment=experiment, until_us=until_us)


def logged(answer: Any) -> list[str]:
    return [
        event["msg"] for event in answer["content"]["events"] if event["kind"] == "log" and event["type"] != "status"
    ]


@pytest.mark.parametrize("model", MODELS)
def test_every_model_says_what_it_is(model: str) -> None:
    answer = run(device="server.log(imp.info().type);", model=model)
    assert logged(answer) == [find(model).model]


@pytest.mark.parametrize("example", CATALOGUE["examples"], ids=lambda example: str(example["id"]))
def test_every_example_runs(example: Any) -> None:
    answer = run(5 * MINUTE_US, **example["experiment"])
    assert answer["stopped"] == ""
    assert [reason for reason in answer["watch"] if reason] == []
    assert [event for event in answer["content"]["events"] if "backtrace" in event] == []
    assert call("check", experiment=example["experiment"])["problems"] == []


@pytest.mark.parametrize("model", MODELS)
def test_every_fault_button_is_taken(model: str) -> None:
    verbs = MODELS[model]["verbs"]
    buttons = [button for group in CATALOGUE["faults"] for button in group["buttons"] if button["do"] in verbs]
    actions = [
        {"at_us": (20 + number) * 1_000_000, "do": button["do"], **button.get("args", {})}
        for number, button in enumerate(buttons)
    ]
    answer = run(device="imp.wakeup(1, @() 1);", model=model, actions=actions)
    assert [event["do"] for event in answer["content"]["events"] if event["kind"] == "fault"] == [
        b["do"] for b in buttons
    ]


def test_a_longer_run_begins_as_the_shorter_one() -> None:
    program = "function f() { server.log(math.rand()); imp.wakeup(7, f); } f();"
    short = run(device=program)["content"]["events"]
    action = {"at_us": 30_000_000, "do": "link.down"}
    longer = run(3 * MINUTE_US, device=program, actions=[action])["content"]["events"]
    before = [event for event in short if event["t_us"] < 30_000_000]
    assert longer[: len(before)] == before
    assert len(before) > 10


def test_watched_expressions() -> None:
    watch = ["count", "count +", "agent: 1", "count = 4", "   "]
    answer = run(device="count <- 0; function f() { imp.wakeup(20, f); count++; } f();", watch=watch)
    seen = [event["value"] for event in answer["content"]["events"] if event["kind"] == "probe" and "value" in event]
    assert seen == [1, 2, 3]
    assert [bool(reason) for reason in answer["watch"]] == [False, True, True, True, True]


WRONG = [
    ({"device": 'server.log("hi"'}, ["expression expected"], "device", 1),
    ({"device": "1;", "agent": "x <- 1;\nf("}, ["expression expected"], "agent", 2),
    ({"device": "1;", "model": "imp009"}, ["there is no model 'imp009'"], "", 0),
    ({"device": "1;", "model": "imp001", "impos": "44"}, ["the imp001 never ran impOS 44.4"], "", 0),
    ({"device": "1;", "model": "imp001", "network": "cell"}, ["the imp001 has no network 'cell'"], "", 0),
    ({"device": "1;", "actions": [{"at_us": 1, "do": "link.dwn"}]}, ["nothing called 'link.dwn' can be done"], "", 0),
    ({"device": "1;", "parts": {"x": {"kind": "evil.py:Part"}}}, None, "", 0),
    ({"device": "1;", "parts": {"x": {"kind": "button"}}}, ["x needs its terminal 'pin'"], "", 0),
    ({"device": 1}, ["'device' is not of its kind"], "", 0),
    ({"device": "\ud800"}, ["'device' holds half of a character"], "", 0),
    ({"seed": True}, ["'seed' is not of its kind"], "", 0),
    ({"watch": [1]}, ["'watch' is not of its kind"], "", 0),
    ({"actions": [1]}, ["an action has no time"], "", 0),
    ({"actions": [{"at_us": 1, "do": "wake"}] * 501}, ["has 501 actions"], "", 0),
]


@pytest.mark.parametrize(("experiment", "messages", "side", "line"), WRONG)
def test_what_is_wrong_is_told(experiment: Any, messages: list[str] | None, side: str, line: int) -> None:
    answer = run(**experiment)
    problems = answer["problems"]
    assert messages is None or [problem["message"] for problem in problems] == messages
    assert problems[0]["side"] == side
    if side:
        assert problems[0]["line"] == line


def test_what_comes_after_the_end_is_left_out() -> None:
    answer = run(device="1;", actions=[{"at_us": 70_000_000, "do": "cloud.down"}])
    assert [event for event in answer["content"]["events"] if event["kind"] == "fault"] == []


def test_more_events_than_can_be_shown_are_cut() -> None:
    answer = run(device="function f() { imp.wakeup(0.01, f); for (local i = 0; i < 90; i++) server.log(i); } f();")
    assert len(answer["content"]["events"]) == 20000
    assert "20000 events" in answer["stopped"]
    assert answer["end_us"] < MINUTE_US


def test_bytes_that_are_no_text_arrive_as_json() -> None:
    answer = run(device='server.log("\\x80"); t <- {a = "\\xed\\xa0\\x80", f = 1.0 / 0.0};', watch=["t", "t.f - t.f"])
    assert logged(answer) == ["binary: 80"]


@pytest.mark.parametrize("example", CATALOGUE["examples"], ids=lambda example: str(example["id"]))
def test_what_is_saved_passes(example: Any, impsim: Run, tmp_path: Path) -> None:
    answer = call("scenario", experiment=example["experiment"], until_us=5 * MINUTE_US)
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(answer["archive"]))) as archive:
        archive.extractall(tmp_path)
    ran = impsim("test", "experiment.scenario.yaml")
    assert (ran.returncode, ran.stderr) == (0, b"")
