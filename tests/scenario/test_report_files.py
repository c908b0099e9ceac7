"""What `report:` of a scenario leaves behind, and which names it takes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

SCENARIO = """\
impsim: 1
devices:
  imp: {model: imp001, device: blink.device.nut}
expect:
  - {id: blinks, log: "%s"}
"""
BLINK = """\
local pin = hardware.pin1, bus = hardware.i2c89, on = 0;
pin.configure(DIGITAL_OUT);
bus.configure(CLOCK_SPEED_100_KHZ);
bus.write(0x90, "x");
function blink() { imp.wakeup(1, blink); pin.write(on = 1 - on); }
blink();
server.log("up");
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Path:
    (tmp_path / "blink.device.nut").write_text(BLINK)
    return tmp_path


def written(folder: Path, report: str, log: str = "up") -> None:
    (folder / "a.scenario.yaml").write_text(SCENARIO % log + report)


def test_each_form_is_written(impsim: Run, project: Path) -> None:
    forms = ("trace", "vcd", "pcap", "html", "svg", "perfetto")
    lines = ["  %s: out/{test}.%s" % (form, form) for form in forms]
    written(project, "\n".join(["report:", *lines, "  junit: results/junit.xml", "cases: [{id: two}]", ""]))
    assert impsim("test").returncode == 0
    for test in ("base", "two"):
        header, *events = [json.loads(line) for line in (project / "out" / (test + ".trace")).read_bytes().splitlines()]
        assert (header["kind"], header["test"]) == ("header", test)
        assert {"pin", "i2c", "log"} <= {event["kind"] for event in events}
        assert (project / "out" / (test + ".html")).read_text().startswith("<!doctype html>")
        assert (project / "out" / (test + ".svg")).read_text().startswith("<svg")
        assert json.loads((project / "out" / (test + ".perfetto")).read_text())["traceEvents"]
        assert "$var wire 1" in (project / "out" / (test + ".vcd")).read_text()
        assert (project / "out" / (test + ".pcap")).read_bytes()[:4] == bytes.fromhex("a1b2c3d4")
    junit = (project / "results" / "junit.xml").read_text()
    assert 'tests="2" failures="0"' in junit
    assert b"[server.log] up" in impsim("trace", "out/base.trace", "--kind", "log").stdout


NAMED = [
    ("report: {vcd: out/a.vcd}", ["a.vcd"]),
    ("report: {vcd: 'out/{test}.vcd'}", ["base.vcd"]),
    ("report: {vcd: out/a.vcd}\ncases: [{id: two}]", ["a.base.vcd", "a.two.vcd"]),
    ("report: {vcd: out/a}\nrun: {repeat: 2}", ["a.base", "a.base_2"]),
    ("report: {vcd: 'out/{test}-a.vcd'}\ncases: [{id: two}]", ["base-a.vcd", "two-a.vcd"]),
]


@pytest.mark.parametrize(("report", "names"), NAMED, ids=[report for report, _ in NAMED])
def test_no_test_overwrites_the_file_of_another(impsim: Run, project: Path, report: str, names: list[str]) -> None:
    written(project, report + "\n")
    assert impsim("test").returncode == 0
    assert sorted(path.name for path in (project / "out").iterdir()) == names


def test_a_failure_is_written_as_well(impsim: Run, project: Path) -> None:
    written(project, "report: {trace: a.trace, junit: a.xml}\n", "down")
    assert impsim("test").returncode == 1
    assert impsim("test", "--recheck", "a.trace").returncode == 1
    assert 'failures="1"' in (project / "a.xml").read_text()


def test_each_file_of_scenarios_has_its_own_results(impsim: Run, project: Path) -> None:
    written(project, "report: {junit: a.xml}\n")
    (project / "b.scenario.yaml").write_text(SCENARIO % "up")
    assert impsim("test", "--junit", "all.xml").returncode == 0
    assert 'tests="1"' in (project / "a.xml").read_text()
    assert 'tests="2"' in (project / "all.xml").read_text()


BELOW = "is not the name of a file below the scenario's folder"
WRONG = [
    ("report: {vcd: ../a.vcd}", "6:15: '../a.vcd' " + BELOW),
    ("report: {vcd: /tmp/a.vcd}", "6:15: '/tmp/a.vcd' " + BELOW),
    ("report: {vcd: out/}", "6:15: 'out/' " + BELOW),
    ("report: {vdc: a.vcd}", "6:10: there is no 'vdc' here"),
]


@pytest.mark.parametrize(("report", "told"), WRONG, ids=[report for report, _ in WRONG])
def test_names_that_are_refused(impsim: Run, project: Path, report: str, told: str) -> None:
    written(project, report + "\n")
    done = impsim("test")
    assert done.returncode == 2
    assert ("a.scenario.yaml:" + told).encode() in done.stderr, done.stderr.decode()


def test_a_file_that_cannot_be_written_is_an_error(impsim: Run, project: Path) -> None:
    (project / "out").write_text("a file, no folder")
    written(project, "report: {vcd: out/a.vcd}\n")
    done = impsim("test")
    assert done.returncode != 0
    assert b"cannot be written" in done.stdout + done.stderr
    assert b"Traceback" not in done.stdout + done.stderr
