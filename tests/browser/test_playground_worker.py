"""What the playground's worker can do and cannot: runs as elsewhere, stacks, programs without an end; and its build."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playground_bench import READY_MS, Bench

from impsim.playground import bridge
from impsim.playground.catalogue import examples

pytestmark = pytest.mark.slow

EXAMPLES = {found["id"]: found["experiment"] for found in examples()}


def events_of(experiment: Any) -> Any:
    """What the run of an experiment tells on this machine."""
    answer = bridge.call("run", json.dumps({"experiment": experiment, "until_us": 120_000_000}))
    return json.loads(answer)["content"]["events"]


def test_two_programs_stand_in_calls_at_once(bench: Bench) -> None:
    """Exactly as on a machine with threads."""
    experiment = {
        "device": 'imp.sleep(3); server.log("slept"); agent.send("q", 1); imp.sleep(5); server.log("again");',
        "agent": 'device.on("q", function(x) { server.log(http.get("https://a.example/").sendsync().statuscode); });'
        'imp.sleep(4); server.log("agent slept"); imp.sleep(1); server.log("agent slept again");',
    }
    bench.begin(**experiment)
    assert bench.events_of(experiment) == events_of(experiment)
    bench.at(20)
    assert len(bench.log()) == 5


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_run_is_the_same_as_elsewhere(example: str, bench: Bench) -> None:
    experiment = EXAMPLES[example]
    assert bench.events_of(experiment) == events_of(experiment)


def test_a_browser_that_cannot_switch_stacks(fresh: Bench) -> None:
    """It runs what needs one stack, and says what it cannot do."""

    def without(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, body="delete WebAssembly.Suspending;\n" + response.text())

    fresh.page.route("**/worker.js", without)
    fresh.open()
    fresh.begin(device='imp.sleep(5); server.log("slept");', agent='imp.sleep(1); server.log("agent slept");')
    fresh.at(10)
    assert fresh.log() == ["agent slept", "slept"]
    fresh.page.evaluate("impsimPlayground.open({device: 'imp.sleep(9);', agent: 'imp.sleep(6);'})")
    fresh.page.wait_for_selector("#problems li", timeout=READY_MS)
    assert "two programs stand in calls" in fresh.page.inner_text("#problems")
    assert fresh.problems == []


def test_an_endless_program_is_stopped(bench: Bench) -> None:
    busy = "function f() { imp.wakeup(0.01, f); for (local i = 0; i < 1000000; i++); } f();"
    bench.page.evaluate("device => impsimPlayground.open({device})", busy)
    bench.page.click("#stop:not([disabled])")
    bench.page.wait_for_selector("html[data-state=ready]", state="attached", timeout=READY_MS)
    bench.write('server.log("alive");')
    bench.run()
    bench.at(5)
    assert bench.log() == ["alive"]


def test_what_is_nested_too_deeply_ends_in_words(bench: Bench) -> None:
    bench.page.evaluate("device => impsimPlayground.open({device})", "{" * 3000 + "}" * 3000)
    bench.page.wait_for_selector("#notice:not([hidden])", timeout=READY_MS)
    assert "nested more deeply than this browser can follow" in bench.page.inner_text("#notice")
    bench.page.evaluate("impsimPlayground.notice('')")
    bench.problems.clear()  # Pyodide tells the console of its end
    bench.begin(device='server.log("alive");')
    bench.at(5)
    assert bench.log() == ["alive"]


def test_a_build_is_the_same_again(playground: Path, root: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "tools/playground.py",
        "--to",
        str(tmp_path / "again"),
        "--npm",
        str(playground.parent / "npm"),
    ]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    assert files_of(tmp_path / "again") == files_of(playground)


def files_of(folder: Path) -> dict[str, bytes]:
    """Each with a digest; without the picture of Python's memory, in which a collection of garbage more or less can be
    seen, and what is named after it."""
    (inside,) = (path for path in folder.iterdir() if path.is_dir())
    paths = [path for path in inside.rglob("*") if path.is_file() and path.name != "python.bin"]
    return {path.relative_to(inside).as_posix(): sha256(path.read_bytes()).digest() for path in paths}
