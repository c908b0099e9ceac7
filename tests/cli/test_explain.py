"""impsim explain: a code, a name, a text, the list; for people and as JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_a_page_for_people(impsim: Run) -> None:
    ran = impsim("explain", "missing-slot")
    lines = ran.stdout.decode().splitlines()
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert lines[0] == "R201 missing-slot: the index 'x' does not exist"
    assert "fails:" in lines
    assert "works:" in lines
    assert "    server.log(door.opne);" in lines
    assert not any(line.startswith(("#", "```")) for line in lines)


def test_a_page_as_json(impsim: Run) -> None:
    page = json.loads(impsim("explain", "R201", "--format", "json").stdout)
    assert (page["code"], page["name"], page["family"]) == ("R201", "missing-slot", "R")
    assert page["programs"][0]["kind"] == "fails"
    assert page["programs"][0]["command"] == "run"


def test_the_list(impsim: Run) -> None:
    lines = impsim("explain").stdout.decode().splitlines()
    assert lines[0] == "The program does not compile:"
    assert any(line.startswith("  R201  missing-slot ") for line in lines)
    everything = json.loads(impsim("explain", "--format", "json").stdout)
    assert [page["code"] for page in everything] == sorted(page["code"] for page in everything)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["R999"], "there is no code 'R999'\nhint: `impsim explain` lists the codes\n"),
        (["misssing-slot"], "there is no code 'misssing-slot'\nhint: did you mean 'missing-slot'?\n"),
        (["R201", "C101"], "impsim explain: one CODE only, but there is also 'C101'\n"),
    ],
)
def test_what_it_refuses(argv: list[str], message: str, impsim: Run) -> None:
    ran = impsim("explain", *argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(message)
