"""impsim test as a command, over toys whose outcome is known."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOYS = ROOT / "tests" / "suite"

# A file of tests is, here, a list of what each does; the command's own process gets readers of these.
BEGIN = f"""
import sys
from types import SimpleNamespace
sys.path[:0] = [{str(ROOT)!r}, {str(TOYS)!r}]
from toys import Toy
from impsim.errors import Diagnostic

def tests_of(path, defaults, compiler):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split()
    if lines[:1] == ["broken"]:
        problem = Diagnostic("there is no 'evnt' here", path, 3, 5, "    evnt: é", "did you mean event?")
        problem.also = [Diagnostic("no unit", path, 4, 1, "x")]
        raise problem
    return [Toy(path + "::" + does + str(number), does.partition("/")[0], *map(float, does.split("/")[1:]))
            for number, does in enumerate(lines)]

sys.modules["impsim.scenario.load"] = SimpleNamespace(tests_of=tests_of)
from impsim.cli import command
command()
"""


def start(folder: Path, *arguments: str, **more: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "COLUMNS": "80"}
    environment.pop("IMPSIM_DEBUG", None)
    return subprocess.Popen(
        [sys.executable, "-c", BEGIN, "test", *arguments],
        cwd=folder,
        env=environment,
        text=True,
        encoding="utf-8",
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},  # type: ignore[call-overload]
    )


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    with start(folder, *arguments) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.scenario.yaml").write_text(text)


def test_all_pass(tmp_path: Path) -> None:
    write(tmp_path, a="pass pass", b="pass")
    assert run(tmp_path) == (
        0,
        "passed  a.scenario.yaml::pass0\n"
        "passed  a.scenario.yaml::pass1\n"
        "passed  b.scenario.yaml::pass0\n"
        "3 passed; 3 min 0 s of virtual time\n",
        "",
    )


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("pass", 0),
        ("several", 0),
        ("pass fail pass", 1),
        ("hang/0/0.2 pass", 1),
        ("broken", 2),
        ("refuse fail", 2),
        ("break fail refuse", 3),
        ("die pass", 3),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_exit_codes(does: str, code: int, form: str, tmp_path: Path) -> None:
    write(tmp_path, a=does, b="pass")
    assert run(tmp_path, "--format", form)[0] == code


def test_a_failure_is_named_with_its_text(tmp_path: Path) -> None:
    write(tmp_path, a="fail pass")
    code, out, err = run(tmp_path)
    assert (code, err) == (1, "")
    assert out.endswith(
        "\nFAILED: a.scenario.yaml::fail0 (a.scenario.yaml:7)\n  expected: online\n  seen: nothing\n\n"
        "1 passed, 1 failed; 1 min 12 s of virtual time\n"
    )


def test_a_damaged_file_is_told_whole_and_the_others_run(tmp_path: Path) -> None:
    write(tmp_path, a="broken", b="pass")
    code, out, err = run(tmp_path)
    assert code == 2
    assert err == (
        "a.scenario.yaml:3:5: there is no 'evnt' here\n      evnt: é\n      ^\nhint: did you mean event?\n"
        "a.scenario.yaml:4:1: no unit\n  x\n  ^\n"
    )
    assert "error   a.scenario.yaml\npassed  b.scenario.yaml::pass0\n" in out
    assert "  a.scenario.yaml:3:5: there is no 'evnt' here\n  a.scenario.yaml:4:1: no unit\n" in out


def test_json_lines(tmp_path: Path) -> None:
    write(tmp_path, a="fail", b="print")
    code, out, _ = run(tmp_path, "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert lines == [
        {
            "type": "test",
            "id": "a.scenario.yaml::fail0",
            "file": "a.scenario.yaml",
            "status": "failed",
            "message": "expected: online\nseen: nothing",
            "virtual_s": 12.5,
        },
        {
            "type": "test",
            "id": "b.scenario.yaml::print0",
            "file": "b.scenario.yaml",
            "status": "passed",
            "message": "",
            "virtual_s": 60.0,
        },
        {"type": "summary", "passed": 1, "failed": 1, "errors": 0, "skipped": 0},
    ]


def test_annotations(tmp_path: Path) -> None:
    write(tmp_path, a="fail")
    _, out, _ = run(tmp_path, "--format=github")
    annotation = "::error file=a.scenario.yaml,line=7,title=failed%3A a.scenario.yaml%3A%3Afail0::expected: online%0A"
    assert annotation in out


def test_junit(tmp_path: Path) -> None:
    write(tmp_path, a="fail pass/0.3")
    assert run(tmp_path, "--junit", "out/junit.xml")[0] == 1
    root = ET.parse(tmp_path / "out" / "junit.xml").getroot()
    assert {name: root.attrib[name] for name in ("tests", "failures", "errors")} == {
        "tests": "2",
        "failures": "1",
        "errors": "0",
    }
    assert float(root[0][1].attrib["time"]) >= 0.3


def test_junit_that_cannot_be_written_is_told_before_anything_runs(tmp_path: Path) -> None:
    write(tmp_path, a="pass")
    assert run(tmp_path, "--junit", ".") == (2, "", ".: cannot be written: is a directory\n")


@pytest.mark.parametrize("jobs", ["-j1", "-j3", "-j=2"])
def test_the_order_is_that_of_collection(jobs: str, tmp_path: Path) -> None:
    write(tmp_path, a="pass/0.5 pass/0.1 fail", b="pass")
    _, out, _ = run(tmp_path, jobs)
    ids = [
        "a.scenario.yaml::pass/0.50",
        "a.scenario.yaml::pass/0.11",
        "a.scenario.yaml::fail2",
        "b.scenario.yaml::pass0",
    ]
    assert [line.split()[1] for line in out.splitlines()[:4]] == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["-k", "several"], ["a.scenario.yaml::several0::testA", "a.scenario.yaml::several0::testB"]),
        (["-kb.scen and not fail"], ["b.scenario.yaml::pass1"]),
        (["a.scenario.yaml::several0"], ["a.scenario.yaml::several0::testA", "a.scenario.yaml::several0::testB"]),
        (["b.scenario.yaml", "-k", "pass"], ["b.scenario.yaml::pass1"]),
    ],
)
def test_selection(arguments: list[str], ids: list[str], tmp_path: Path) -> None:
    write(tmp_path, a="several", b="fail pass")
    _, out, _ = run(tmp_path, *arguments)
    assert [line.split()[1] for line in out.splitlines()[:-1]] == ids


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-k", "a and"], "-k:1:6: a part of a test's name expected at the end\n"),
        (["-k", "xyz"], "impsim test: no test matches -k 'xyz'\nhint: 1 test is there\n"),
        (["-j", "0"], "impsim test: -j 0: at least one process is needed\n"),
        (["-j", "x"], "impsim: 'x' is not a whole number\n"),
        (["--lib", "nowhere"], "impsim: --lib nowhere: there is no such folder\n"),
        (["--formt", "json"], "impsim test: unknown option '--formt'\nhint: did you mean '--format'?\n"),
        (["nowhere"], "nowhere: there is no such file\n"),
        (["empty"], "empty: no tests here\nhint: looked for *.scenario.yaml, "),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, tmp_path: Path) -> None:
    write(tmp_path, a="pass")
    (tmp_path / "empty").mkdir()
    code, out, err = run(tmp_path, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_nothing_here(tmp_path: Path) -> None:
    code, _, err = run(tmp_path)
    assert code == 2
    assert err.startswith(".: no tests here\nhint: looked for *.scenario.yaml")


def test_the_project_file_says_what_to_run(tmp_path: Path) -> None:
    write(tmp_path, a="pass", b="pass")
    (tmp_path / "impsim.toml").write_text('[tests]\npaths = ["b.scenario.yaml"]\n')
    assert run(tmp_path)[1].startswith("passed  b.scenario.yaml::pass0\n1 passed")
    assert run(tmp_path, "a.scenario.yaml")[1].startswith("passed  a.scenario.yaml::pass0\n1 passed")
    (tmp_path / "impsim.toml").write_text("[test]\n")
    code, _, err = run(tmp_path)
    assert code == 2
    assert err.startswith("impsim.toml:1:2: there is no 'test' here\n")


OPTIONS = {
    "allow-commands": False,
    "allow-python": False,
    "keep": "",
    "states": False,
    "world": None,
    "lib": [],
    "define": [],
}


def test_libraries_are_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from impsim.cli import test as command

    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    (tmp_path / "impsim.toml").write_text('[libraries]\npaths = ["three"]\n')
    monkeypatch.chdir(tmp_path)
    found = command.defaults_of({**OPTIONS, "allow-commands": True, "keep": "kept", "lib": ["two", "one"]})
    assert found.libraries == ["two", "one", "three"]
    assert (found.allow_commands, found.keep) == (True, "kept")


def test_a_variable_is_the_command_lines_then_the_environments_then_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from impsim.cli import test as command

    text = '[variables]\nA = "file"\nB = "file"\nC = "file"\n[tests]\nenvironment = ["B", "C"]\n'
    (tmp_path / "impsim.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    for name in ("B", "C", "D"):
        monkeypatch.setenv(name, "environment")
    found = command.defaults_of({**OPTIONS, "define": [("C", "a=b"), ("E", "")]})
    assert found.variables == {"A": "file", "B": "environment", "C": "a=b", "E": ""}


@pytest.mark.parametrize("given", ["NAME", "=value", "a b=c", ""])
def test_a_definition_has_a_name_and_a_value(given: str, tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "--define", given)
    assert code == 2
    assert "NAME=VALUE is needed" in err


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_interrupt_still_reports(form: str, tmp_path: Path) -> None:
    write(tmp_path, a="pass hang fail hang pass")
    with start(tmp_path, "-j2", "--format", form, "--junit", "j.xml", start_new_session=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(1)  # the third is done by then, the second and the fourth hang
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, err = process.communicate(timeout=20)
        took_s = time.monotonic() - began
    assert (process.returncode, err) == (130, "")
    assert took_s < 1
    assert "a.scenario.yaml::pass0" in first
    assert "a.scenario.yaml::fail2" in out
    if form == "text":
        assert out.endswith("\n1 passed, 1 failed; interrupted: 3 not finished; 1 min 12 s of virtual time\n")
    else:
        summary = {"type": "summary", "passed": 1, "failed": 1, "errors": 0, "skipped": 0}
        assert json.loads(out.splitlines()[-1]) == summary
    assert ET.parse(tmp_path / "j.xml").getroot().attrib["tests"] == "2"


def test_progress_on_a_terminal_only(tmp_path: Path) -> None:
    import pty

    write(tmp_path, a="pass/0.3 pass")
    near, far = pty.openpty()
    with start(tmp_path, "-j1", stderr=far) as process:
        os.close(far)
        assert process.stdout is not None
        out = process.stdout.read()
        drawn = b""
        try:
            while True:
                drawn += os.read(near, 4096)
        except OSError:  # the other side is closed
            pass
        os.close(near)
    assert out.startswith("passed  a.scenario.yaml::pass/0.30\n")
    assert b"0/2  a.scenario.yaml::pass/0.30" in drawn
    assert drawn.endswith(b"\r\x1b[K")


def test_nothing_of_suites_is_loaded_by_other_commands() -> None:
    code = (
        "import sys; from impsim.cli import main; main(['eval', '1']); "
        "print([name for name in sys.modules if name.startswith(('impsim.suite', 'multiprocessing'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "1\n[]\n"


def test_a_reader_that_goes_away_ends_everything(tmp_path: Path) -> None:
    write(tmp_path, a="pass/1 leave_child")
    with start(tmp_path, "-j2") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(20) == 141
    child = int((tmp_path / "a.scenario.yaml").read_text())
    time.sleep(0.3)
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
