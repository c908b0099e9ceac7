"""Programs of several files, under the commands that run and check them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from impsim.cli.source import has_directives

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

LIBRARY = "// two\n// lines\nfunction twice(x) { return x * 2 }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "twice.nut").write_text(LIBRARY)
    return tmp_path


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (b'@include "a.nut"', True),
        (b"x <- 1\n  @if A\n@endif", True),
        (b"\t@set N 3", True),
        (b'server.log("@{N}")', True),
        (b"local f = @(x) x + 1", False),
        (b"local f = [\n  @(x) x,\n@(y) y]", False),
        (b'local s = @"verbatim"', False),
        (b'local s = "me@home.org"', False),
        (b"@", False),
    ],
)
def test_what_the_preprocessor_has_to_see(source: bytes, found: bool) -> None:
    assert has_directives(source) is found


def test_a_program_includes_a_file(impsim: Run, folder: Path) -> None:
    (folder / "p.nut").write_text('@include "twice.nut"\nserver.log(twice(21));\n')
    for command in (("run", "p.nut", "--format", "message"), ("eval", "twice(21)", "--program", "p.nut")):
        assert impsim(*command).stdout.endswith(b"42\n"), command
    assert impsim("check", "p.nut").returncode == 0


def test_an_agent_includes_a_file(impsim: Run, folder: Path) -> None:
    (folder / "a.nut").write_text('@include "twice.nut"\nserver.log(twice(21));\n')
    (folder / "p.nut").write_text("imp.sleep(1)")
    ran = impsim("run", "p.nut", "--agent", "a.nut", "--format", "message")
    assert (ran.stdout, ran.stderr) == (b"42\n", b"")


def test_the_command_line_comes_before_the_project_file(impsim: Run, folder: Path) -> None:
    (folder / "p.nut").write_text('server.log("@{A} @{B}")')
    (folder / "impsim.toml").write_text('[variables]\nA = "file"\nB = "file"\n')
    ran = impsim("run", "p.nut", "--define", "A=line", "--format", "message")
    assert (ran.stdout, ran.stderr) == (b"line file\n", b"")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ('@include "twice.nut"\nserver.log(twice(\n', "p.nut:2:1: expression expected"),
        ('@include "twize.nut"\n', "p.nut:1:10: there is no file 'twize.nut'"),
        ('\n@include "broken.nut"\n', "broken.nut:2:3: end of statement expected (; or lf)"),
        ("@if 1\n", "p.nut:1:1: "),
    ],
)
def test_a_mistake_is_told_where_it_was_written(text: str, first: str, impsim: Run, folder: Path) -> None:
    (folder / "broken.nut").write_text("local a = 1\nb c d\n")
    (folder / "p.nut").write_text(text)
    for command in ("run", "check"):
        ran = impsim(command, "p.nut")
        assert (ran.returncode, ran.stdout.count(b"Traceback")) == (2, 0)
        assert ran.stderr.decode().startswith(first), (command, ran.stderr)


def test_what_was_opened_is_told_where_it_was_written(impsim: Run, folder: Path) -> None:
    (folder / "p.nut").write_text('@include "twice.nut"\nlocal a = (1\n')
    assert b"hint: `(` opened at 2:11 is not closed" in impsim("run", "p.nut").stderr


@pytest.mark.parametrize("given", ["A", "1=2", "=3"])
def test_a_variable_needs_a_name_and_a_value(given: str, impsim: Run, folder: Path) -> None:
    (folder / "p.nut").write_text("")
    ran = impsim("check", "p.nut", "--define", given)
    assert (ran.returncode, ran.stderr.decode()) == (2, f"impsim: --define {given}: NAME=VALUE is needed\n")


def test_a_failure_is_told_where_it_was_written_and_the_device_counts_its_own_lines(impsim: Run, folder: Path) -> None:
    (folder / "p.nut").write_text('@include "twice.nut"\n\nfunction go() {\n  twice({});\n}\ngo();\n')
    ran = impsim("run", "p.nut", "--explain", "--format", "message")
    assert b"ERROR: at twice device_code:3\nERROR: from go device_code:6\n" in ran.stdout
    lines = ran.stderr.decode().split("\n")
    assert lines[1].startswith("twice.nut:3:"), lines
    assert lines[2].strip() == "function twice(x) { return x * 2 }"
    assert "  called from go() at p.nut:4" in lines
    assert "  called from main() at p.nut:6" in lines
