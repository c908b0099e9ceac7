"""The catalogue: its pages are whole, every program in it does what its page says, and codes are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from catalogue_programs import codes_of, told

from impsim.diagnosis import catalogue
from impsim.diagnosis.catalogue import FAMILIES, FOLDER, Page
from impsim.errors import Diagnostic

PAGES = list(catalogue.pages())
UNSHOWN = {  # what no short program can have
    "C122": "a program that is nested fifteen hundred levels deep",
    "C124": "a program that fills an imp",
    "R218": "takes seconds to fill a memory",
    "R219": "takes seconds to count so many steps",
    "R226": "of plain Squirrel only",
    "R244": "never connected, so that nothing can be sent",
    "R245": "not the program of an imp",
    "S401": "what is left of the API changes",
    "S402": "the package is there where tests run",
}
PROGRAMS = [
    pytest.param(page, number, id=f"{page.code}-{number}-{program.kind}")
    for page in PAGES
    for number, program in enumerate(page.programs)
]


@pytest.mark.parametrize(("page", "number"), PROGRAMS)
def test_a_program_does_what_its_page_says(
    page: Page, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMPSIM_CACHE_DIR", "")
    program = page.programs[number]
    expected = {page.code} if program.kind == "fails" else set()
    assert codes_of(program, tmp_path) == expected, told(program, tmp_path)


@pytest.mark.parametrize("page", PAGES, ids=[page.code for page in PAGES])
def test_a_page_is_whole(page: Page) -> None:
    assert page.family in FAMILIES
    assert (Path(FOLDER) / f"{page.code}-{page.name}.md").is_file()
    kinds = [program.kind for program in page.programs]
    if page.code not in UNSHOWN:
        assert kinds[:2] == ["fails", "works"], "a page shows what fails, then what works"
    explanation = page.text.partition("\n```")[0].partition("\n## ")[0]
    assert len(explanation.split()) > 12, "a page begins with its explanation"
    assert all(len(line) <= 120 for line in page.text.splitlines())
    assert "\t" not in page.text
    for program in page.programs:
        assert program.command in ("check", "run")
        assert program.side in ("device", "agent")


def test_nothing_else_is_fenced() -> None:
    """A misspelled fence would be a program that nobody runs."""
    for page in PAGES:
        assert page.text.count("```") == 2 * len(page.programs), page.code
        assert not re.search(r"^// *(model|impos|side|command)\b(?!: )", page.text, re.MULTILINE), page.code


def test_codes_and_names_are_nobody_elses() -> None:
    files = [path.name for path in Path(FOLDER).iterdir()]
    assert all(re.fullmatch(r"[CRMSW]\d{3}-[a-z0-9-]+\.md", file) for file in files), files
    assert len({file[:4] for file in files}) == len(files)
    assert len({file[5:] for file in files}) == len(files)


@pytest.mark.parametrize("page", PAGES, ids=[page.code for page in PAGES])
def test_a_text_leads_to_its_page(page: Page) -> None:
    for text in page.texts:
        assert catalogue.match(text.replace("…", "nothing")) == page.code


@pytest.mark.parametrize(
    "given",
    ["R201", "r201", "missing-slot", "[R201]", "the index 'x' does not exist", "ERROR: the index 'x' does not exist"],
)
def test_a_page_is_found_by(given: str) -> None:
    assert catalogue.find(given).code == "R201"


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("mising-slot", "did you mean 'missing-slot'?"),
        ("statement", "did you mean 'end-of-statement'?"),
        ("R999", "`impsim explain` lists the codes"),
        ("", "`impsim explain` lists the codes"),
    ],
)
def test_what_there_is_not(given: str, hint: str) -> None:
    with pytest.raises(Diagnostic) as caught:
        catalogue.find(given)
    assert caught.value.hint == hint
