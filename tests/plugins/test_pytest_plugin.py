"""pytest with the plugin, as a process: what it collects, runs, selects and reports."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from xml.etree import ElementTree

import pytest

from impsim.plugins import pytest_plugin
from impsim.suite import collection

INSTALLED = any(point.name == "impsim" for point in entry_points(group="pytest11"))
PLUGIN = [] if INSTALLED else ["-p", "impsim.plugins.pytest_plugin"]
FILES = {
    "pytest.ini": "[pytest]\n",
    "online.device.nut": 'server.log("online");\n',
    "online.scenario.yaml": """\
impsim: 1
devices:
  imp: {model: imp005, impos: 36, device: online.device.nut}
expect:
  - {id: says, log: "online"}
cases:
  - id: unplugged
    tags: [offline]
    expect:
      - {id: shouts, log: "OFFLINE"}
""",
    "suite/.impt.test": '{"testFiles": ["*.test.nut"]}',
    "suite/sums.device.test.nut": """\
class Sums extends ImpTestCase {
    function testRight() {
        this.assertEqual(4, 2 + 2);
    }
    function testWrong() {
        this.assertEqual(5, 2 + 2);
    }
}
class MoreSums extends Sums {
    function setUp() {
        throw "not ready";
    }
    function testMore() {}
}
""",
}


class Suite:
    """A folder in which pytest runs."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        inherited = {name: text for name, text in os.environ.items() if not name.startswith(("PYTEST", "IMPSIM"))}
        self._environment = {**inherited, "PYTHONPATH": str(root), "COLUMNS": "150"}
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def pytest(self, *arguments: str, plugin: bool = True) -> str:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(PLUGIN if plugin else ()), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, timeout=120
        )
        return done.stdout + done.stderr

    def outcomes(self, *arguments: str) -> dict[str, str]:
        """id -> how it ended."""
        lines = self.pytest("-v", *arguments).splitlines()
        ends = ("PASSED", "FAILED", "SKIPPED")
        return {line.split()[0]: line.split()[1] for line in lines if "::" in line and line.split()[1] in ends}


@pytest.fixture
def suite(tmp_path: Path, root: Path) -> Suite:
    return Suite(tmp_path, root)


def test_scenarios_and_methods_are_items(suite: Suite) -> None:
    assert suite.outcomes() == {
        "online.scenario.yaml::base": "PASSED",
        "online.scenario.yaml::unplugged": "FAILED",
        "suite/sums.device.test.nut::Sums::testRight": "PASSED",
        "suite/sums.device.test.nut::Sums::testWrong": "FAILED",
        "suite/sums.device.test.nut::MoreSums::testMore": "FAILED",  # as its setUp did
        "suite/sums.device.test.nut::MoreSums::testRight": "PASSED",
        "suite/sums.device.test.nut::MoreSums::testWrong": "FAILED",
    }


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (["-k", "unplugged"], ["online.scenario.yaml::unplugged"]),
        (["-k", "offline"], ["online.scenario.yaml::unplugged"]),  # its tag
        (["online.scenario.yaml::base"], ["online.scenario.yaml::base"]),
        (["suite/sums.device.test.nut::Sums::testWrong"], ["suite/sums.device.test.nut::Sums::testWrong"]),
        (
            ["suite/sums.device.test.nut::Sums"],
            [f"suite/sums.device.test.nut::Sums::{n}" for n in ("testRight", "testWrong")],
        ),
        (["suite", "-k", "testMore"], ["suite/sums.device.test.nut::MoreSums::testMore"]),
    ],
)
def test_selection(suite: Suite, selection: list[str], chosen: list[str]) -> None:
    assert list(suite.outcomes(*selection)) == chosen


def test_a_failure_reads_as_in_impsim_test(suite: Suite) -> None:
    shown = suite.pytest("online.scenario.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "impsim", "test", "online.scenario.yaml"],
        cwd=suite.folder,
        env={**suite._environment, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    failure = done[done.index("FAILED: ") :].partition("  trace:")[0].partition("  replay:")[0]
    assert "OFFLINE" in failure
    assert failure in shown


def test_a_damaged_file_fails_with_its_places(suite: Suite) -> None:
    suite.write("bad.scenario.yaml", "impsim: 1\ndevices:\n  imp: {modell: imp005}\nexpectt: []\n")
    shown = suite.pytest("bad.scenario.yaml")
    assert "bad.scenario.yaml:3:9: " in shown
    assert "bad.scenario.yaml:4:1: " in shown
    assert "1 failed" in shown


@pytest.mark.slow
def test_workers_of_xdist_run_the_same_items(suite: Suite) -> None:
    pytest.importorskip("xdist")
    shown = suite.pytest("-n", "2", "--dist", "loadfile")
    assert "4 failed, 3 passed" in shown


def test_junit_names_the_methods(suite: Suite) -> None:
    suite.pytest("--junitxml", "report.xml")
    cases = ElementTree.parse(suite.folder / "report.xml").iter("testcase")
    found = {case.get("name"): case.find("failure") for case in cases}
    assert set(found) == {"base", "unplugged", "testRight", "testWrong", "testMore"}
    assert "OFFLINE" in found["unplugged"].text


def test_a_test_file_below_no_project_is_left_alone_or_told(suite: Suite) -> None:
    suite.write("lone/lone.test.nut", FILES["suite/sums.device.test.nut"])
    shown = suite.pytest("lone")
    assert "passed" in shown or "no .impt.test" in shown


def test_defaults_come_from_the_project_file_then_from_pytest(suite: Suite) -> None:
    suite.write("impsim.toml", '[defaults]\nmodel = "imp003"\n')
    suite.write(
        "test_model.py",
        "def test_model(simulation):\n"
        "    sim = simulation()\n"
        "    sim.run(to='3s')\n"
        "    assert sim.evaluate('imp.info().type') == 'imp003'\n",
    )
    assert "1 passed" in suite.pytest("test_model.py")
    suite.write("pytest.ini", "[pytest]\nimpsim_model = imp004m\n")
    assert "'imp004m' == 'imp003'" in suite.pytest("test_model.py")


def test_a_damaged_project_file_is_a_usage_error(suite: Suite) -> None:
    suite.write("impsim.toml", '[defaults]\nmodel = "imp033"\n')
    assert "impsim.toml:2:" in suite.pytest("online.scenario.yaml")


def test_methods_that_a_session_does_not_reach_are_skipped(suite: Suite) -> None:
    suite.write("suite/.impt.test", '{"testFiles": ["*.test.nut"], "stopOnFail": true}')
    suite.write(
        "suite/sums.device.test.nut",
        "class Sums extends ImpTestCase {\n    function testA() { throw 1; }\n    function testB() {}\n}\n",
    )
    found = suite.outcomes("suite")
    assert list(found.values()) == ["FAILED", "SKIPPED"]


def test_the_log_stands_beside_a_failure(suite: Suite) -> None:
    suite.write(
        "test_log.py",
        "def test_log(simulation):\n"
        "    sim = simulation(device='online.device.nut')\n"
        "    sim.run(to='5s')\n"
        "    assert 0\n",
    )
    shown = suite.pytest("test_log.py")
    assert "log of imp" in shown
    assert "server.log: online" in shown


def test_nothing_is_imported_until_a_file_asks_for_it(suite: Suite) -> None:
    """Every run of pytest pays for what the plugin imports; measured as modules, since times differ. The files of the
    suite that stand beside are not asked for."""
    suite.write("test_nothing.py", "def test_nothing():\n    pass\n")
    suite.write(
        "conftest.py",
        "import sys\n"
        "def pytest_sessionfinish():\n"
        "    print('LOADED', sorted(name for name in sys.modules if name.partition('.')[0] == 'impsim'))\n",
    )
    shown = suite.pytest("-s", "test_nothing.py")
    assert "LOADED ['impsim', 'impsim.plugins', 'impsim.plugins.pytest_plugin']" in shown
    assert "yaml" not in shown


def test_the_plugin_looks_at_the_files_that_impsim_test_does() -> None:
    assert set(pytest_plugin.SUFFIXES) == {*collection.SCENARIOS, collection.UNIT_TEST}
