"""No error is without a page: every text that the engine and impOS throw, as their sources have it, leads to one."""

from __future__ import annotations

import pytest
from thrown_texts import ANYTHING, ROOT, modules

from impsim.diagnosis import catalogue

# What is raised from an expression that no reading of the source resolves: where, and how it has a page all the same.
COMPUTED = {
    ("impsim/squirrel/parser.py", "SyntaxProblem"): "parser_errors.explain(): its texts are read below",
    ("impsim/squirrel/stdlib/base.py", "SquirrelError"): "a parameter's text; and the text of a compile error",
    ("impsim/impos/api/pin.py", "SquirrelError"): "a parameter: the texts of its callers are constants of the module",
    ("impsim/impos/api/usb.py", "SquirrelError"): "a number: what USB itself answered",
}
FAMILIES = {"SquirrelError": "RMS", "SyntaxProblem": "C"}


def every_text() -> dict[str, tuple[str, str]]:
    """text -> (what is raised, where)"""
    return {
        text: (kind, f"{module.path.relative_to(ROOT)}:{line}")
        for module in modules()
        for kind, line, texts in module.thrown()
        for text in texts
        if kind in FAMILIES
    }


TEXTS = every_text()


def test_the_sources_are_read() -> None:
    assert len(TEXTS) > 240
    assert "the index '…' does not exist" in TEXTS
    assert "UART is not configured" in TEXTS
    assert "'break' has to be in a loop block" in constants("scopes.py")


@pytest.mark.parametrize("text", sorted(TEXTS))
def test_a_text_has_a_page(text: str) -> None:
    kind, where = TEXTS[text]
    code = catalogue.match(text.replace(ANYTHING, "nothing"))
    assert code, f"{where} raises `{text}`: add it to a page of impsim/diagnosis/codes"
    assert code[0] in FAMILIES[kind], where


def test_what_stops_a_program_has_a_page() -> None:
    """Other reasons of a Stop say why a program cannot be asked just now, and nothing of the program."""
    assert catalogue.match("20000000 steps without an end: an endless loop?") == "R219"
    assert catalogue.match("out of memory") == "R218"


def test_what_cannot_be_read_is_known() -> None:
    computed = {
        (str(module.path.relative_to(ROOT)), kind)
        for module in modules()
        for kind, _, texts in module.thrown()
        if kind in FAMILIES and not texts
    }
    assert computed <= set(COMPUTED), "give the text as a constant, so that it can be found"


def constants(file: str) -> set[str]:
    """All texts that a module of the compiler gives to `fail`, or returns, with `…` for what differs."""
    module = next(one for one in modules() if one.path.name == file)
    return set(module.said("fail", "too_deep", "located")) | set(module.returned())


@pytest.mark.parametrize("text", sorted(constants("scopes.py") | constants("parser_errors.py")))
def test_a_compile_error_has_a_page(text: str) -> None:
    code = catalogue.match(text.replace(ANYTHING, ")"))
    assert code[:1] == "C", text


@pytest.mark.parametrize(
    "page", [page for page in catalogue.pages() if page.code not in ("C123", "C124")], ids=lambda page: page.code
)
def test_no_page_has_a_text_that_nobody_says(page: catalogue.Page) -> None:
    said = set(TEXTS) | constants("scopes.py") | constants("parser_errors.py") | ELSEWHERE | stops()
    assert [text for text in page.texts if text not in said] == []


def stops() -> set[str]:
    return {text for module in modules() for kind, _, texts in module.thrown() if kind == "Stop" for text in texts}


# Texts that are made by Python's exceptions (squirrel/traceback.py), by libraries, by loading a source and by memory.
ELSEWHERE = {
    "attempt to call 'null'",  # a page of its own among those of "attempt to call '…'"
    "stack overflow",
    "out of memory",
    "the index '…' does not exist",
    "wrong type",
    "NUL byte in the source",
    "nested too deeply",
    "width format too long",
    "precision format too long",
    "format too long",
}
