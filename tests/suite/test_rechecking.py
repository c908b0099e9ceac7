"""Scenarios as impsim test runs them: libraries and includes, kept traces, and checking those again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

SCENARIO = """\
impsim: 1
devices:
  imp: {device: hello.device.nut}
expect:
  - {id: greets, log: "hello"}
"""
TRACE = ".impsim/traces/a.scenario.yaml__base.trace"


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.scenario.yaml").write_text(SCENARIO)
    (tmp_path / "hello.device.nut").write_text('server.log("hello");\n')
    return tmp_path


def fail(impsim: Run, project: Path, *options: str) -> str:
    """Makes the scenario fail; gives what is said."""
    (project / "a.scenario.yaml").write_text(SCENARIO.replace('"hello"', '"hullo"'))
    ran = impsim("test", *options)
    assert ran.returncode == 1
    return ran.stdout.decode()


def test_only_the_trace_of_a_failure_is_kept(impsim: Run, project: Path) -> None:
    assert impsim("test").returncode == 0
    assert not (project / ".impsim").exists()
    assert f"trace:  impsim trace {TRACE}" in fail(impsim, project)
    assert (project / TRACE).exists()


def test_where_traces_are_kept(impsim: Run, project: Path) -> None:
    fail(impsim, project, "--keep", "out")
    assert [path.name for path in (project / "out").iterdir()] == ["a.scenario.yaml__base.trace"]


def test_a_trace_is_checked_again_without_a_run(impsim: Run, project: Path) -> None:
    fail(impsim, project)
    (project / "hello.device.nut").write_text('server.log("another");\n')  # would fail if it ran
    assert impsim("test", "--recheck", TRACE).returncode == 1
    (project / "a.scenario.yaml").write_text(SCENARIO)
    ran = impsim("test", "--recheck", TRACE)
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, b"passed  a.scenario.yaml::base")


def test_a_trace_of_another_scenario(impsim: Run, project: Path) -> None:
    fail(impsim, project)
    (project / "b.scenario.yaml").write_text(SCENARIO)
    ran = impsim("test", "b.scenario.yaml", "--recheck", TRACE)
    assert ran.returncode == 2
    assert ran.stderr.startswith(TRACE.encode() + b": is of a.scenario.yaml::base, which is not among the tests\n")


@pytest.mark.parametrize("text", ["", '{"impsim": 1, "kind": "header", "model": "imp005"}\n', "nonsense\n"])
def test_what_is_no_trace_of_a_scenario(text: str, impsim: Run, project: Path) -> None:
    (project / "t").write_text(text)
    ran = impsim("test", "--recheck", "t")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"t")


LIBRARY = 'function greet() { server.log("hello"); }\n'


@pytest.mark.parametrize(
    ("program", "options", "toml"),
    [
        ('#require "Greeter.lib.nut:1.0.0"\ngreet();\n', ["--lib", "vendor"], ""),
        ('#require "Greeter.lib.nut:1.0.0"\ngreet();\n', [], '[libraries]\npaths = ["vendor"]\n'),
        ('@include "vendor/Greeter-1.0.0.lib.nut"\ngreet();\n', [], ""),
        (
            '@include "github:someone/Greeter/Greeter-1.0.0.lib.nut"\ngreet();\n',
            [],
            '[includes]\n"github:someone/Greeter" = "vendor"\n',
        ),
        ('server.log("@{"hel" + "lo"}");\n', [], ""),
    ],
)
def test_libraries_and_includes(program: str, options: list[str], toml: str, impsim: Run, project: Path) -> None:
    (project / "vendor").mkdir()
    (project / "vendor" / "Greeter-1.0.0.lib.nut").write_text(LIBRARY)
    (project / "hello.device.nut").write_text(program)
    (project / "impsim.toml").write_text(toml)
    ran = impsim("test", *options)
    assert (ran.returncode, ran.stderr) == (0, b""), ran.stdout.decode()


def test_a_missing_library_is_bad_input(impsim: Run, project: Path) -> None:
    (project / "hello.device.nut").write_text('local a = 1;\n#require "Greeter.lib.nut:1.0.0"\n')
    ran = impsim("test")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"hello.device.nut:2:")


def test_a_program_that_does_not_compile_is_bad_input(impsim: Run, project: Path) -> None:
    (project / "hello.device.nut").write_text("local a = ;\n")
    ran = impsim("test")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"hello.device.nut:1:")
    assert b"error   a.scenario.yaml::base\n" in ran.stdout


IMPT = {
    ".impt.test": '{"testFiles": ["tests/*.test.nut"], "timeout": 5}',
    "tests/queue.agent.test.nut": """
class Queue extends ImpTestCase {
    function testFirst() { assertEqual(1, 1); }
    function testSecond() { assertEqual(1, 2); }
}
""",
}


def test_both_kinds_in_one_report(impsim: Run, project: Path) -> None:
    for name, text in IMPT.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)
    ran = impsim("test")
    assert (ran.returncode, ran.stderr) == (1, b"")
    ids = {
        "a.scenario.yaml::base": "passed",
        "tests/queue.agent.test.nut::Queue::testFirst": "passed",
        "tests/queue.agent.test.nut::Queue::testSecond": "failed",
    }
    lines = dict(reversed(line.split()) for line in ran.stdout.decode().splitlines()[:3])
    assert lines == ids
    alone = impsim("test", "tests/queue.agent.test.nut::Queue::testFirst")
    assert (alone.returncode, alone.stdout.count(b"\n")) == (0, 2)
    assert impsim("test", "tests", "-k", "first").returncode == 0
