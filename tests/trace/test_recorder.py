"""What a recording adds: it is right, and the run stays what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from impsim.scenario.load import load
from impsim.scenario.runner import Run as ScenarioRun
from impsim.testcase.defaults import Defaults
from impsim.trace.recorder import leaves, unrecorded

Run = Callable[..., Any]

MODELS = ["imp001", "imp003", "imp005", "imp006", "impC001"]
PROGRAM = """
server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 10);
kept <- {};
function tick() {
    imp.wakeup(7, tick);
    kept.len <- "len" in kept ? kept.len + 1 : 1;
    server.log(kept.len);
}
tick();
"""
WORLD = """
lan: {lease: 40s}
timeline:
  - {at: 50s, do: dhcp.stop}
  - {at: 150s, do: dhcp.start}
"""
CELLULAR = "timeline: [{at: 50s, do: cell.set, registered: false}, {at: 150s, do: cell.set, registered: true}]"


def events_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def folded(known: dict[str, Any], event: dict[str, Any]) -> None:
    for path in event.get("gone", ()):
        del known[path]
    known.update(event["changed"])


@pytest.mark.parametrize("model", MODELS)
def test_net_info_is_what_the_program_would_get(model: str, impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text(CELLULAR if model == "impC001" else WORLD)
    options = ["--model", model, "--world", "w.yaml", "--for", "4m", "--trace", "t", "--watch", "imp.net.info()"]
    assert impsim("run", "-e", PROGRAM, *options).returncode == 0
    known: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    compared = 0
    events = events_of(tmp_path / "t")[1:]
    for event, following in zip(events, [*events[1:], {"t_us": -1}]):
        if event["kind"] == "net.info":
            folded(known, event)
        elif event["kind"] == "probe":
            asked = event
        if following["t_us"] != event["t_us"] and "value" in asked:
            assert known == dict(leaves(asked["value"])), event["t_us"]
            compared += 1
    assert compared > 20
    assert sum(event["kind"] == "net.info" for event in events) > 3


@pytest.mark.parametrize("name", ["dhcp_loss", "cellular", "deep_sleep", "messages", "fleet", "roaming"])
def test_a_recorded_run_is_the_run(name: str, root: Path) -> None:
    path = root / "scenarios" / f"{name}.scenario.yaml"
    file = load(str(path))
    variant = file.variants[0]
    plain = ScenarioRun(file.scenario(variant, Defaults())).run()
    recorded = ScenarioRun(file.scenario(variant, Defaults()), recorded=True).run()
    assert [event for event in map(unrecorded, recorded.events) if event is not None] == plain.events
    assert len(recorded.events) > len(plain.events)
    assert recorded.header == plain.header


def test_places_and_sources(impsim: Run, tmp_path: Path) -> None:
    program = 'function f() {\n  server.log("é");\n}\n\nf();\nf.x;\n'
    (tmp_path / "p.nut").write_text(program, encoding="utf-8")
    (tmp_path / "a.nut").write_text("server.log(2);")
    impsim("run", "p.nut", "--agent", "a.nut", "--trace", "t", "--for", "5s")
    events = events_of(tmp_path / "t")
    sources = {event["side"]: (event["path"], event["text"]) for event in events if event["kind"] == "source"}
    assert sources == {"device": ("p.nut", program), "agent": ("a.nut", "server.log(2);")}
    logs = {event["msg"]: event for event in events if event["kind"] == "log"}
    assert logs["é"]["at"] == [["f", "p.nut", 2], ["main", "p.nut", 5]]
    assert logs["2"]["at"] == [["main", "a.nut", 1]]
    (call,) = [event for event in events if event.get("call") == "server.log" and event["side"] == "agent"]
    assert call["at"] == [["main", "a.nut", 1]]
    failed = logs["ERROR: the index 'x' does not exist"]
    assert failed["backtrace"] == [["main", "p.nut", 6]]
    assert "at" not in failed


def test_without_a_recorder_nothing_is_added(root: Path) -> None:
    file = load(str(root / "scenarios" / "smallest.scenario.yaml"))
    recording = ScenarioRun(file.scenario(file.variants[0], Defaults())).run()
    assert [event for event in recording.events if "at" in event or event["kind"] in ("net.info", "source")] == []


def test_watched_expressions(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text('count <- 0; device.on("x", function(_) { count++; });')
    program = 'n <- [0]; function t() { imp.wakeup(1, t); n[0]++; agent.send("x", 0); } t();'
    options = [
        "--agent",
        "a.nut",
        "--for",
        "6s",
        "--trace",
        "t",
        "--watch",
        "n",
        "--watch=agent: count",
        "--watch",
        "m",
    ]
    assert impsim("run", "-e", program, *options).returncode == 0
    seen = [event for event in events_of(tmp_path / "t") if event["kind"] == "probe"]
    assert [event["value"] for event in seen if event["probe"] == "n" and "value" in event] == [[1], [2], [3], [4]]
    counts = [event for event in seen if event["probe"] == "count"]
    assert {event["side"] for event in counts} == {"agent"}
    assert [event["value"] for event in counts if "value" in event] == [0, 1, 2, 3, 4]
    assert [event["error"] for event in seen if event["probe"] == "m" and "error" in event] == [
        "the index 'm' does not exist"
    ]


def test_watching_does_not_change_the_run(impsim: Run, tmp_path: Path) -> None:
    expressions = ["imp.getmemoryfree()", "hardware.micros()", "imp.net.info()", "server.isconnected()", "kept"]
    watches = [part for text in expressions for part in ("--watch", text)]
    (tmp_path / "w.yaml").write_text(WORLD)
    common = ["run", "-e", PROGRAM, "--world", "w.yaml", "--for", "3m"]
    plain = impsim(*common)
    assert impsim(*common, "--trace", "t", *watches).stdout == plain.stdout
    events = events_of(tmp_path / "t")
    impsim(*common, "--trace", "t")
    assert [event for event in events if event["kind"] != "probe"] == events_of(tmp_path / "t")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--watch", "x"], "impsim run: --watch needs --trace: the values are written there\n"),
        (["--trace", "t", "--watch", " "], "--watch: the expression is empty\n"),
        (
            ["--trace", "t", "--watch", "x = 1"],
            "--watch:1:1: in this probe: this changes the program, a look does not\n",
        ),
        (["--trace", "t", "--watch", "x +"], "--watch:1:1: in this probe: "),
        (["--trace", "t", "--watch", "agent:x"], "--watch: there is no agent to be watched\n"),
    ],
)
def test_what_cannot_be_watched(options: list[str], said: str, impsim: Run) -> None:
    ran = impsim("run", "-e", "x <- 0", *options)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


def test_a_value_in_parts() -> None:
    value = {"a": {"b": [1, {"c": None}]}, "d": [], "e": {}}
    assert dict(leaves(value)) == {"a.b.0": 1, "a.b.1.c": None, "d": [], "e": {}}
    assert dict(leaves(3)) == {"": 3}
