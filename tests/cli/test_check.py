"""impsim check as a user calls it: what it prints, what it takes from options, comments, scenarios and impsim.toml."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from impsim.cli import main

Check = Callable[..., tuple[int, str, str]]

TRAP = "local a = 0;\nif (a = 1) server.log(a);\n"
SCENARIO = """\
impsim: 1
devices:
  one: {model: %s, impos: %s, device: one.nut, agent: two.nut}
expect: [{never: [0s, end], error: {}}]
"""


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Calls the command in an empty directory: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPSIM_CACHE_DIR", "")

    def call(*argv: str) -> tuple[int, str, str]:
        code = main(["check", *argv])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_warning(check: Check, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(TRAP)
    assert check("p.nut") == (
        0,
        "1 program checked: it compiles, with 1 warning\n",
        "warning: p.nut:2:7: this assigns, it does not compare [W501]\n"
        "  if (a = 1) server.log(a);\n"
        "        ^\n"
        "why: 'a' gets the value on the right, and the condition is that value\n"
        "hint: write '==' to compare; if it is meant, put it in a second pair of parentheses\n",
    )
    assert check("p.nut", "--strict")[0] == 1
    assert check("p.nut", "--syntax") == (0, "1 program checked: it compiles\n", "")


@pytest.mark.parametrize(
    ("options", "warnings"),
    [
        ((), 1),
        (("--ignore", "W501"), 0),
        (("--ignore", "W502,assignment-in-condition"), 0),
        (("--ignore", "W50"), 0),
        (("--select", "W501"), 1),
        (("--select", "W502", "--select", "w501"), 1),
        (("--select", "W55,W502"), 0),
        (("--select", "W501", "--ignore", "W501"), 0),
    ],
)
def test_chosen_warnings(options: tuple[str, ...], warnings: int, check: Check, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(TRAP)
    assert check("p.nut", "--strict", *options)[0] == (1 if warnings else 0)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("W599", "hint: did you mean 'W5"),
        ("assignment-in-condition-", "hint: did you mean 'assignment-in-condition'?"),
        ("C101", ""),
    ],
)
def test_a_warning_that_there_is_not(given: str, hint: str, check: Check, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(TRAP)
    code, _, err = check("p.nut", "--ignore", given)
    assert code == 2
    assert err.startswith(f"impsim check: there is no warning '{given}'\n{hint}")


def test_json_lines(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text(TRAP)
    (tmp_path / "b.nut").write_text("local a = ;")
    code, out, err = check(".", "--format", "json")
    first, second, last = map(json.loads, out.splitlines())
    assert (code, err) == (2, "")
    assert first == {
        "type": "warning",
        "code": "W501",
        "name": "assignment-in-condition",
        "file": "./a.nut",
        "line": 2,
        "column": 7,
        "message": "this assigns, it does not compare",
        "why": "'a' gets the value on the right, and the condition is that value",
        "hint": "write '==' to compare; if it is meant, put it in a second pair of parentheses",
    }
    assert (second["type"], second["file"], second["line"]) == ("error", "./b.nut", 1)
    assert last == {"type": "summary", "programs": 2, "scenarios": 0, "errors": 1, "warnings": 1}


def test_annotations(check: Check, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text(TRAP)
    code, out, err = check("a.nut", "--format", "github")
    assert code == 0
    assert out.startswith("::warning file=a.nut,line=2,title=impsim W501::this assigns, it does not compare%0A'a' gets")
    assert err.startswith("warning: a.nut:2:7: ")


def test_the_project_file(check: Check, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_text(TRAP + "hardware.pinA.read();\n")
    assert check("p.nut")[1] == "1 program checked: it compiles, with 1 warning\n"
    (tmp_path / "impsim.toml").write_text('[defaults]\nmodel = "imp001"\n[check]\nstrict = true\n')
    code, out, err = check("p.nut")
    assert (code, out) == (1, "1 program checked: it compiles, with 2 warnings\n")
    assert "'hardware.pinA' is not on the imp001 [W571]" in err
    (tmp_path / "impsim.toml").write_text('[check]\nignore = ["W501"]\n')
    assert check("p.nut") == (0, "1 program checked: it compiles\n", "")
    assert check("p.nut", "--ignore", "W502")[1] == "1 program checked: it compiles, with 1 warning\n"
    (tmp_path / "impsim.toml").write_text('[check]\nignored = ["W501"]\n')
    code, _, err = check("p.nut")
    assert code == 2
    assert "hint: did you mean ignore?" in err


def test_a_scenario_says_whose_a_program_is_and_where_it_runs(check: Check, tmp_path: Path) -> None:
    (tmp_path / "one.nut").write_text("server.sleepfor(5);")
    (tmp_path / "two.nut").write_text("imp.enableblinkup(true);")
    assert check(".")[1] == "2 programs checked, none with errors\n"
    (tmp_path / "s.scenario.yaml").write_text(SCENARIO % ("imp005", 36))
    code, out, err = check("s.scenario.yaml")
    assert (code, out) == (0, "2 programs and 1 scenario checked, none with errors; 2 warnings\n")
    assert "one.nut:1:8: 'server.sleepfor' is not on the imp005 [W571]" in err
    assert "two.nut:1:5: 'imp.enableblinkup' is for devices only [W574]" in err
    assert check(".")[1] == out
    (tmp_path / "s.scenario.yaml").write_text(SCENARIO % ("imp001", 50))
    code, out, err = check("s.scenario.yaml")
    assert (code, out) == (2, "1 scenario checked, 1 with errors\n")
    assert err.startswith("s.scenario.yaml:3:")


def test_sides(check: Check, tmp_path: Path) -> None:
    """By name, by comment; a name that says nothing is of both."""
    text = 'device.send("a", 1);\n'
    for name in ("p.agent.nut", "agent.nut", "p.nut"):
        (tmp_path / name).write_text(text)
        assert check(name)[1] == "1 program checked: it compiles\n", name
    for name, comment in (("p.device.nut", ""), ("p.nut", "// impsim: device\n"), ("agent.nut", "# impsim: device\n")):
        (tmp_path / name).write_text(comment + text)
        assert "[W573]" in check(name)[2], name


def test_programs_that_are_built_and_require(check: Check, tmp_path: Path) -> None:
    """Warnings stand where people wrote, and libraries are not warned of; they explain names."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "Lib-1.0.0.lib.nut").write_text("counter <- 0;\nlocal a = 1;\nif (a = 2) a = 3;\n")
    (tmp_path / "part.nut").write_text("local part = 1;\nif (part = 2) part = 3;\n")
    (tmp_path / "p.device.nut").write_text(
        '#require "Lib.lib.nut:1.0.0"\n@include "part.nut"\ncounter = 1;\ncountre = 2;\n'
    )
    code, _, err = check("p.device.nut", "--lib", "lib")
    heads = [line for line in err.splitlines() if line.startswith("warning: ")]
    assert code == 0
    assert heads == [
        "warning: part.nut:2:10: this assigns, it does not compare [W501]",
        "warning: p.device.nut:4:1: 'countre' is assigned, but nothing declares it [W533]",
    ]


def test_bytes_that_are_no_ascii(check: Check, tmp_path: Path) -> None:
    (tmp_path / "p.nut").write_bytes('local a = "é"; if (a = 1) server.log("ü");'.encode())
    _, _, err = check("p.nut")
    place, line, caret = err.splitlines()[:3]
    assert place.startswith("warning: p.nut:1:22: ")
    assert line.index("=", 15) == caret.index("^")
