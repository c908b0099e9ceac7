"""The committed tables are those of the grammar, and lark, driving the same grammar itself, finds the same trees."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lark import logger
from programs import lark_parse, named, parsing, read
from syntax_table import ACCEPTED

from impsim.squirrel import _grammar_tables, grammar, parser
from impsim.squirrel.parser import parse
from impsim.squirrel.trees import dump_tree

TEXT = Path(grammar.GRAMMAR).read_text(encoding="utf-8")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A grammar module that reads and writes copies in a directory of its own."""
    monkeypatch.setattr(grammar, "GRAMMAR", str(tmp_path / "squirrel.lark"))
    monkeypatch.setattr(grammar, "MODULE", str(tmp_path / "_grammar_tables.py"))
    monkeypatch.setattr(grammar, "_in_use", None)
    (tmp_path / "squirrel.lark").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_the_committed_tables_are_those_of_the_grammar() -> None:
    assert Path(grammar.MODULE).read_text(encoding="utf-8") == grammar.render(grammar.build(TEXT))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_building_does_not_depend_on_the_order_of_sets(seed: str, root: Path) -> None:
    code = "from impsim.squirrel import grammar as g; print(g.render(g.build(open(g.GRAMMAR).read())), end='')"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True)
    assert run.stdout == Path(grammar.MODULE).read_text(encoding="utf-8"), run.stderr


def test_an_unchanged_grammar_costs_no_lark(root: Path) -> None:
    code = "import sys; from impsim.squirrel.parser import parse; parse('a = 1'); print('lark' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_a_changed_grammar_is_built_again(elsewhere: Path) -> None:
    changed = TEXT.replace('"yield" comma', '"give" comma')
    (elsewhere / "squirrel.lark").write_text(changed, encoding="utf-8")
    tables = grammar.tables()
    assert "give" in tables.words
    assert tables.fingerprint == grammar.fingerprint(changed) != _grammar_tables.GRAMMAR_HASH
    written = (elsewhere / "_grammar_tables.py").read_text(encoding="utf-8")
    assert written == grammar.render(tables)
    assert [path.name for path in elsewhere.iterdir() if path.name.endswith(str(os.getpid()))] == []


def test_a_changed_grammar_parses(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_linked", None)
    (elsewhere / "squirrel.lark").write_text(TEXT.replace('"yield" comma', '"give" comma'), encoding="utf-8")
    assert repr(parse("give a").body) == "[Yield(Name('a'))]"


def test_a_read_only_tree_does_no_harm(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "MODULE", str(elsewhere / "missing" / "_grammar_tables.py"))
    (elsewhere / "squirrel.lark").write_text(TEXT + "\n// changed\n", encoding="utf-8")
    assert grammar.tables().fingerprint != _grammar_tables.GRAMMAR_HASH


def test_without_lark_the_committed_tables_serve(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "squirrel.lark").write_text(TEXT + "\n// changed\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "lark", None)
    monkeypatch.setitem(sys.modules, "lark.parsers.lalr_analysis", None)
    assert grammar.tables().fingerprint == _grammar_tables.GRAMMAR_HASH
    assert not (elsewhere / "_grammar_tables.py").exists()


def test_without_the_grammar_the_committed_tables_serve(elsewhere: Path) -> None:
    (elsewhere / "squirrel.lark").unlink()
    assert grammar.tables().fingerprint == _grammar_tables.GRAMMAR_HASH


def test_the_command_writes_the_module(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grammar.main()
    assert (elsewhere / "_grammar_tables.py").read_bytes() == Path(_grammar_tables.__file__).read_bytes()
    states = len(_grammar_tables.SHIFTS)
    assert capsys.readouterr().out == f"_grammar_tables.py: {states} states, {len(_grammar_tables.RULES)} rules\n"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('| "break" ', '| "break" EOS? ', "or reduce"),
        ('"yield" VOID ', '"yield" (VOID | EOS) ', "two ends of statement"),
        ("-> throw\n", "\n", "needs an action"),
        ("-> throw\n", "-> hurl\n", "no action hurl"),
        ('| "null" ', '| NAME TABLE -> null\n       | "null" ', "would be taken for"),
    ],
)
def test_invariants_are_checked(old: str, new: str, complaint: str) -> None:
    assert old in TEXT
    with pytest.raises(AssertionError, match=complaint):
        grammar.build(TEXT.replace(old, new))


def test_conflicts_are_the_greedy_ones(caplog: pytest.LogCaptureFixture) -> None:
    """Rules that could have been reduced where the parser shifts on: `a -b`, `f (x)`, `if a if b else`, `-1` ..."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    level, logger.handlers, before = logger.level, [handler], logger.handlers
    logger.setLevel(logging.DEBUG)
    try:
        grammar.analyser(TEXT, debug=True)
    finally:
        logger.handlers = before
        logger.setLevel(level)
    kinds = {line.split()[0] for line in lines if "for terminal" in line}
    assert kinds == {"Shift/Reduce"}
    assert {line.strip(" *") for line in lines if "* <" in line} == {
        "<operand : postfix>",
        "<expr : operand>",
        "<expr : chain>",
        "<unary_operator : MINUS>",
        "<unary_operator : TILDE>",
        "<statement : IF LPAR comma RPAR statement SEMICOLON>",
        "<statement : comma>",
        "<statement : RETURN comma>",
        "<statement : YIELD comma>",
        "<statement : THROW comma>",
        "<local : LOCAL declarations>",
        "<declaration : NAME>",
    }


@pytest.mark.parametrize("path", parsing(), ids=named)
def test_lark_finds_the_same_trees(path: Path) -> None:
    assert dump_tree(lark_parse(read(path))) == dump_tree(parse(read(path)))


@pytest.mark.parametrize("source", [source for source in ACCEPTED if "\0" not in source])
def test_lark_finds_the_same_trees_of_odd_sources(source: str) -> None:
    assert dump_tree(lark_parse(source)) == dump_tree(parse(source))
