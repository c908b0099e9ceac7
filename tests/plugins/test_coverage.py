"""coverage.py with the plugin: `coverage run` of programs, of Electric Imp test projects, of tests under pytest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html import unescape
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytest.importorskip("coverage")

pytestmark = pytest.mark.slow

INSTALLED = any(point.name == "impsim" for point in entry_points(group="pytest11"))
PLUGIN = [] if INSTALLED else ["-p", "impsim.plugins.pytest_plugin"]
CONFIGURATION = """\
[run]
plugins = impsim.plugins.coverage_plugin
branch = True
include = *.nut
patch =
    _exit
"""
BLINK = """\
local on = false;
function blink(times) {
    if (times == 0)
        return;
    on = !on;
    imp.sleep(0.5);
    if (times > 100) {
        server.error("too often");
    }
    blink(times - 1);
}
blink(2);
function unused() {
    return 1;
}
"""


class Project:
    """A folder whose tests run under coverage."""

    def __init__(self, folder: Path, root: Path, cache: Path) -> None:
        self.folder = folder
        environment = {name: text for name, text in os.environ.items() if not name.startswith(("COV", "IMPSIM"))}
        self._environment = {**environment, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": str(cache)}
        self.write(".coveragerc", CONFIGURATION)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def coverage(self, *arguments: str) -> str:
        return self.run("coverage", *arguments)

    def run(self, *arguments: str) -> str:
        """Runs a Python module."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def report(self) -> dict[str, tuple[list[int], list[list[int]]]]:
        """file -> lines and branches that were missed."""
        self.coverage("json", "-q")
        files = json.loads((self.folder / "coverage.json").read_text())["files"]
        return {name: (found["missing_lines"], found.get("missing_branches", [])) for name, found in files.items()}


@pytest.fixture
def project(tmp_path: Path, root: Path, cache_home: Path) -> Project:
    return Project(tmp_path, root, cache_home)


def test_a_run_is_covered_from_the_cache_as_well(project: Project) -> None:
    project.write("blink.nut", BLINK)
    for _ in range(2):
        project.coverage("erase")
        project.coverage("run", "-m", "impsim", "run", "blink.nut")
        assert project.report() == {"blink.nut": ([8, 14], [[7, 8]])}


def test_a_program_on_a_stack_of_its_own_is_covered(project: Project) -> None:
    """`eval` can be paused, so what it runs has threads that coverage does not see begin."""
    project.write("blink.nut", BLINK)
    project.coverage("run", "-m", "impsim", "eval", "1", "--program", "blink.nut", "--at", "10s")
    assert project.report() == {"blink.nut": ([8, 14], [[7, 8]])}


def test_without_branches(project: Project) -> None:
    project.write(".coveragerc", CONFIGURATION.replace("branch = True\n", ""))
    project.write("blink.nut", BLINK)
    project.coverage("run", "-m", "impsim", "run", "blink.nut")
    assert project.report()["blink.nut"][0] == [8, 14]


def test_html_and_xml_show_squirrel(project: Project) -> None:
    project.write("blink.nut", BLINK + "// Grüße\n")
    project.coverage("run", "-m", "impsim", "run", "blink.nut")
    project.coverage("html", "-q")
    project.coverage("xml", "-q")
    page = unescape((project.folder / "htmlcov" / "blink_nut.html").read_text(encoding="utf-8"))
    assert "imp.sleep(0.5)" in page
    assert "Grüße" in page
    assert 'filename="blink.nut"' in (project.folder / "coverage.xml").read_text(encoding="utf-8")


def test_a_file_that_nothing_runs_is_reported(project: Project) -> None:
    project.write(".coveragerc", CONFIGURATION.replace("include = *.nut", "source = ."))
    project.write("blink.nut", BLINK)
    project.write("parts/other.nut", "local a = 1;\n")
    project.coverage("run", "-m", "impsim", "run", "blink.nut")
    assert project.report()["parts/other.nut"] == ([1], [])


def test_programs_without_a_file_are_left_alone(project: Project) -> None:
    project.write(".coveragerc", CONFIGURATION.replace("include = *.nut", "source = ."))
    project.write("blink.nut", BLINK)
    project.write(
        "test_blink.py",
        "def test_blink(simulation):\n"
        "    sim = simulation(device='n <- 1;\\n', agent='blink.nut')\n"
        "    sim.run(to='10s')\n"
        "    assert sim.evaluate('n') == 1\n",
    )
    project.coverage("run", "-m", "pytest", "-q", *PLUGIN)
    assert set(project.report()) == {"blink.nut", "test_blink.py"}


IMPT_PROJECT = {
    ".impt.test": '{"testFiles": ["tests/*.test.nut"], "deviceFile": "thing.device.nut"}',
    "impsim.toml": '[libraries]\npaths = ["lib"]\n',
    "lib/helper-1.0.0.nut": "function help(x) {\n    if (x)\n        return 1;\n    return 2;\n}\nhelped <- help(1);\n",
    "part.nut": "function part() {\n    return 7;\n}\npartly <- part();\n",
    "thing.device.nut": """\
#require "helper.nut:1.0.0"
@set STEP = 5
local step = @{STEP};
class Thing {
    n = 0;
    function more(k) {
        if (k > 3)
            n += step;
        else
            n += k;
        return n;
    }
    function unused() {
        return 1;
    }
}
@include "part.nut"
""",
    "tests/thing.device.test.nut": """\
class ThingTestCase extends ImpTestCase {
    function testMore() {
        local thing = Thing();
        this.assertEqual(2, thing.more(2));
    }
    function neverCalled() {
        return 5;
    }
}
""",
}
MISSED = {
    "lib/helper-1.0.0.nut": ([4], [[2, 4]]),
    "part.nut": ([], []),
    "tests/thing.device.test.nut": ([7], []),
    "thing.device.nut": ([8, 14], [[7, 8]]),
}


@pytest.mark.parametrize("chosen", ["include = *.nut", "source = ."])
@pytest.mark.parametrize("way", ["coverage run", "pytest-cov"])
def test_a_program_made_of_several_files_is_covered_in_each(project: Project, way: str, chosen: str) -> None:
    project.write(".coveragerc", CONFIGURATION.replace("include = *.nut", chosen))
    for name, text in IMPT_PROJECT.items():
        project.write(name, text)
    if way == "pytest-cov":
        pytest.importorskip("pytest_cov")
        project.run("pytest", "-q", *PLUGIN, "--cov", "--cov-report=")
    else:
        project.coverage("run", "-m", "pytest", "-q", *PLUGIN)
    assert project.report() == MISSED


def test_tests_in_python_cover_squirrel(project: Project) -> None:
    project.write("blink.nut", BLINK)
    project.write(
        "test_blink.py",
        "def test_blink(simulation):\n"
        "    sim = simulation(device='blink.nut')\n"
        "    sim.run(to='10s')\n"
        "    assert sim.evaluate('unused()') == 1\n",
    )
    project.coverage("run", "-m", "pytest", "-q", *PLUGIN)
    assert project.report() == {"blink.nut": ([8], [[7, 8]])}


def test_workers_of_impsim_test_keep_what_they_have(project: Project) -> None:
    project.write(".coveragerc", CONFIGURATION + "    subprocess\nparallel = True\n")
    for name, text in IMPT_PROJECT.items():
        project.write(name, text)
    project.coverage("run", "-m", "impsim", "test", "-j", "2")
    project.coverage("combine", "-q")
    assert project.report() == MISSED
