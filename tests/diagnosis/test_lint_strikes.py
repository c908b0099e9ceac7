"""Warnings are true: what a page of a warning says to fail does fail when it runs, and what works works."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue_programs import told

from impsim.diagnosis import catalogue
from impsim.diagnosis.catalogue import Page

# The warnings of what throws when it runs; the others are of what goes on in another way than it looks.
THROWS = """W504 W521 W523 W524 W525 W526 W527 W528 W531 W532 W533 W534 W542 W543 W544 W571 W572 W573 W574""".split()
# What is the same for both: nobody calls, sends or is offline here, or the warning is of what is too much.
SAME = "W500 W505 W551 W554 W555 W558 W559 W561 W575".split()
ALSO = {("W505", 2)}  # code and number of a program
PAGES = [page for page in catalogue.pages() if page.family == "W"]
PROGRAMS = [
    pytest.param(page, number, id=f"{page.code}-{number}") for page in PAGES for number in range(len(page.programs))
]


@pytest.mark.parametrize(("page", "number"), PROGRAMS)
def test_it_strikes(page: Page, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPSIM_CACHE_DIR", "")
    program = page.programs[number]
    program.command = "run"
    throws = program.kind == "fails" and (page.code in THROWS or (page.code, number) in ALSO)
    printed = told(program, tmp_path)
    assert ("ERROR:" in printed) == throws, printed


@pytest.mark.parametrize("page", [page for page in PAGES if page.code not in SAME], ids=lambda page: page.code)
def test_it_makes_a_difference(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPSIM_CACHE_DIR", "")
    wrong, right = page.programs[:2]
    wrong.command = right.command = "run"
    assert told(wrong, tmp_path) != told(right, tmp_path)
