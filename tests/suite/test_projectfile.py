"""impsim.toml: what it gives, and every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from impsim.errors import Diagnostic
from impsim.suite.projectfile import find_file, load
from impsim.testcase.defaults import Defaults

WHOLE = """\
[defaults]
model = "imp003"
impos = "36.13"
seed = 7

[libraries]
paths = ["lib", "/"]

[includes]
"github:electricimp/Promise" = "vendor/Promise"

[variables]
SSID = "office"
LEVEL = 2

[tests]
paths = ["scenarios", "lib/a.test.nut"]
environment = ["API_KEY", "MISSING"]
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("lib", "vendor/Promise", "scenarios/deep"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "lib" / "a.test.nut").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def loaded(text: str) -> Defaults:
    Path("impsim.toml").write_text(text, encoding="utf-8")
    return load("impsim.toml")


def test_everything() -> None:
    found = loaded(WHOLE)
    assert (found.model, found.impos, found.seed) == ("imp003", "36.13", 7)
    assert found.libraries == ["lib", "/"]
    assert found.includes == {"github:electricimp/Promise": "vendor/Promise"}
    assert found.paths == ["scenarios", "lib/a.test.nut"]
    assert found.variables == {"SSID": "office", "LEVEL": "2"}
    assert (found.allow_commands, found.keep) == (False, "")


def test_of_the_environment_only_what_is_named_becomes_a_variable() -> None:
    found = loaded(WHOLE)
    found.take_over({"API_KEY": "k", "SECRET": "s", "SSID": "other"})
    assert found.variables == {"SSID": "office", "LEVEL": "2", "API_KEY": "k"}


@pytest.mark.parametrize("text", ["", "# nothing\n", "[defaults]\n[tests]\n"])
def test_nothing(text: str) -> None:
    assert vars(loaded(text)) == vars(Defaults())
    assert vars(load("")) == vars(Defaults())


def test_paths_begin_where_the_file_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(WHOLE)
    monkeypatch.chdir(project / "scenarios" / "deep")
    path = find_file()
    assert path == "../../impsim.toml"
    assert load(path).paths == ["../../scenarios", "../../lib/a.test.nut"]


def test_the_nearest_file_counts(project: Path) -> None:
    assert find_file() == ""
    (project / "impsim.toml").write_text("")
    assert find_file("scenarios/deep") == "impsim.toml"
    (project / "scenarios" / "impsim.toml").write_text("")
    assert find_file("scenarios/deep") == "scenarios/impsim.toml"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[defautls]\n", [(1, 2, "there is no 'defautls' here", "did you mean defaults?")]),
        ('[defaults]\nmodle = "imp005"\n', [(2, 1, "there is no 'modle' here", "did you mean model?")]),
        ('[defaults]\nmodel = "imp05"\n', [(2, 1, "there is no model 'imp05'", "did you mean imp005?")]),
        ("[defaults]\nimpos = 99\n", [(2, 1, "impOS 99 is not known", "the lines are 34, 36, 38, 40, 42, 44, 46")]),
        ("[defaults]\nimpos = 36.10\n", [(2, 1, "a release with a point must be in quotes", 'like "36.13"')]),
        ("[defaults]\nimpos = [36]\n", [(2, 1, "one value expected", "")]),
        (
            '[defaults]\nimpos = "44"\nmodel = "imp001"\n',
            [(2, 1, "the imp001 never ran impOS 44.4", "it ran 34, 36, 38, 40, 42")],
        ),
        ("[defaults]\nseed = -1\n", [(2, 1, "'-1' is not a number from 0 to 9223372036854775807", "")]),
        ('[tests]\npaths = "scenarios"\n', [(2, 1, "a list of paths expected", "")]),
        ('[tests]\npaths = ["scenario"]\n', [(2, 1, "there is no 'scenario'", "")]),
        ('[includes]\nPromise = "lib"\n', [(2, 1, "'Promise' does not begin with github:", "")]),
        (
            '[libraries]\npath = ["lib"]\n[tests]\nskip = 1\n',
            [
                (2, 1, "there is no 'path' here", "did you mean paths?"),
                (4, 1, "there is no 'skip' here", "known: paths, environment, world"),
            ],
        ),
        ("tests = 3\n", [(1, 1, "a table of paths, environment, world expected", "")]),
        ("[variables]\nA = [1]\n", [(2, 1, "one value expected", "")]),
        ('[tests]\nenvironment = "A"\n', [(2, 1, "a list of names expected", "")]),
        ("[tests\n", [(1, 7, "Expected ']' at the end of a table declaration", "")]),
    ],
)
def test_mistakes(text: str, problems: list[tuple[int, int, str, str]]) -> None:
    with pytest.raises(Diagnostic) as raised:
        loaded(text)
    first = raised.value
    found = [first, *getattr(first, "also", ())]
    assert [(one.line, one.column, one.message, one.hint) for one in found] == problems
    assert first.path == "impsim.toml"


def test_a_new_release_of_36() -> None:
    assert loaded("[defaults]\nimpos = 36\n").impos == "36"
