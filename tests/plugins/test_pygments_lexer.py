"""The lexer loses no character, knows all that is written in Squirrel here, and colours what it should."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String

from impsim.plugins.pygments_lexer import SquirrelLexer


def tokens(text: str) -> list[tuple[object, str]]:
    return list(SquirrelLexer(stripnl=False, ensurenl=False).get_tokens(text))


@pytest.mark.parametrize("folder", ["scenarios", "squirrel_stubs", "tests/squirrel", "tests/impt"])
def test_programs_stay_as_they_are(folder: str, root: Path) -> None:
    programs = sorted((root / folder).rglob("*.nut"))
    assert len(programs) > 5
    for path in programs:
        text = path.read_text(encoding="latin-1").replace("\r\n", "\n").replace("\r", "\n")
        found = tokens(text)
        assert "".join(part for _, part in found) == text, path
        assert [part for kind, part in found if kind is Error] == [], path


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("local x = 1;", "local", Keyword.Declaration),
        ("class Pump extends Base {}", "Pump", Name.Class),
        ("function Pump::start() {}", "Pump::start", Name.Function),
        ('#require "Promise.lib.nut:4.0.0"', '#require "Promise.lib.nut:4.0.0"', Comment.Preproc),
        ("# require more\n", "# require more", Comment.Preproc),
        ("# as in a shell", "# as in a shell", Comment.Single),
        ("a /* b\n c */ d", "/* b\n c */", Comment.Multiline),
        ('@"C:\\ ""x"""', '@"C:\\ ""x"""', String),
        ('"\\"x"', '"\\"x"', String),
        ("'\\''", "'\\''", String.Char),
        ("0xFF", "0xFF", Number.Hex),
        ("1.5e-3", "1.5e-3", Number.Float),
        ("017", "017", Number.Oct),
        ("a <=> b", "<=>", Operator),
        ("t.x <- 1", "<-", Operator),
        ("imp.net.info()", "imp", Name.Builtin),
        ("imp.net.info()", "net", Name.Attribute),
        ("t.in", "in", Name.Attribute),
        ("hardware.pin1", "hardware", Name.Builtin),
        ("RETURN_ON_ERROR", "RETURN_ON_ERROR", Name.Constant),
        ("this", "this", Keyword.Constant),
        ("classify", "classify", Name),
        ("function _get(k) {}", "_get", Name.Function),
    ],
)
def test_kinds(text: str, part: str, kind: object) -> None:
    assert (kind, part) in tokens(text)


def test_it_is_an_entry_point(root: Path) -> None:
    """Where impsim is installed Pygments finds it; in a checkout that is not, pyproject.toml says so."""
    line = 'squirrel = "impsim.plugins.pygments_lexer:SquirrelLexer"'
    assert line in (root / "pyproject.toml").read_text(encoding="utf-8")
    found = {point.value for point in entry_points(group="pygments.lexers")}
    assert found <= {line.partition('"')[2].rstrip('"')}
