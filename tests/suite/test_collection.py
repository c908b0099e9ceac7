"""What is collected where: with stand-ins for what reads scenario files and Electric Imp's projects."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from toys import Toy

from impsim.errors import Diagnostic
from impsim.suite.collection import collect, selected
from impsim.suite.selection import Selection
from impsim.testcase.defaults import Defaults
from impsim.testcase.outcome import Refused
from impsim.testcase.result import Test

TREE = [
    "a.scenario.yaml",
    "z.scenario.json",
    "world.yaml",
    "device.nut",
    "stray.test.nut",
    ".git/x.scenario.yaml",
    "node_modules/x.scenario.yaml",
    "empty/README",
    "lib/.impt.test",
    "lib/x.test.nut",
    "lib/deep/y.test.nut",
    "lib/deep/d.scenario.yml",
    "old/.imptest",
    "old/.impt.test",
    "old/o.test.nut",
    "strays/s.test.nut",
]


def scenario(path: str, defaults: Defaults, compiler: object) -> list[Test]:
    if "broken" in path:
        raise Diagnostic("there is no 'evnt' here", path, 3, 5, "evnt: x")
    return [Toy(path + "::base"), Toy(path + "::case[seed=1]"), Toy(path + "::case[seed=2]")]


def impt(path: str, defaults: Defaults) -> list[Test]:
    return [Toy("impt " + path)]


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in TREE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "impsim.scenario.load", SimpleNamespace(tests_of=scenario))
    monkeypatch.setitem(sys.modules, "impsim.impt.project", SimpleNamespace(tests_of=impt))
    return tmp_path


def ids(*paths: str) -> list[str]:
    """Of the tests, a scenario's cases as one."""
    found = (test.id.partition("::")[0] for test in collect(paths, Defaults()))
    return list(dict.fromkeys(found))


EVERYTHING = [
    "a.scenario.yaml",
    "impt stray.test.nut",
    "z.scenario.json",
    "impt lib/.impt.test",
    "lib/deep/d.scenario.yml",
    "impt old/.impt.test",
    "impt strays/s.test.nut",
]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["."], EVERYTHING),
        (["lib"], ["impt lib/.impt.test", "lib/deep/d.scenario.yml"]),
        (["lib/"], ["impt lib/.impt.test", "lib/deep/d.scenario.yml"]),
        (["lib/deep"], ["lib/deep/d.scenario.yml", "impt lib/deep/y.test.nut"]),
        (["old"], ["impt old/.impt.test"]),
        (["old/.imptest"], ["impt old/.imptest"]),
        (["lib/x.test.nut"], ["impt lib/x.test.nut"]),
        (["./lib/../a.scenario.yaml"], ["a.scenario.yaml"]),
        (["z.scenario.json", "a.scenario.yaml"], ["z.scenario.json", "a.scenario.yaml"]),
        (["a.scenario.yaml", "a.scenario.yaml", "./a.scenario.yaml"], ["a.scenario.yaml"]),
        (["world.yaml"], ["world.yaml"]),
        (["strays"], ["impt strays/s.test.nut"]),
    ],
)
def test_what_is_found(paths: list[str], found: list[str]) -> None:
    assert ids(*paths) == found


def test_a_path_elsewhere_stays_as_it_is(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "lib")
    assert ids("../a.scenario.yaml") == ["../a.scenario.yaml"]
    assert ids(str(tree / "a.scenario.yaml")) == [str(tree / "a.scenario.yaml")]
    assert ids(str(tree / "lib" / "deep" / "d.scenario.yml")) == ["deep/d.scenario.yml"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("a.scenario.yaml::base", ["base"]),
        ("./a.scenario.yaml::case", ["case[seed=1]", "case[seed=2]"]),
        ("a.scenario.yaml::case[seed=2]", ["case[seed=2]"]),
    ],
)
def test_one_test_by_its_id(path: str, names: list[str]) -> None:
    assert [test.id for test in collect([path], Defaults())] == ["a.scenario.yaml::" + name for name in names]


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("nowhere", "there is no such file", ""),
        ("a.scenaro.yaml", "there is no such file", "did you mean a.scenario.yaml?"),
        ("lib/z.test.nut", "there is no such file", "did you mean lib/x.test.nut?"),
        ("nowhere/a.scenario.yaml", "there is no such file", ""),
        ("empty", "no tests here", "looked for *.scenario.yaml, *.scenario.json, .impt.test, .imptest, *.test.nut"),
        ("device.nut", "is no file of tests", "impsim run device.nut runs a program"),
        (
            "empty/README",
            "is no file of tests",
            "tests are *.scenario.yaml, *.scenario.json, .impt.test, .imptest, *.test.nut",
        ),
        ("a.scenario.yaml::cas", "there is no test 'cas' in it", ""),
        ("", "there is no such file", ""),
    ],
)
def test_where_nothing_is(path: str, message: str, hint: str) -> None:
    with pytest.raises(Diagnostic) as raised:
        collect(["a.scenario.yaml", path], Defaults())
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_a_damaged_file_is_a_test_that_is_refused(tree: Path) -> None:
    (tree / "b-broken.scenario.yaml").write_text("")
    found = collect(["."], Defaults())
    assert [test.id for test in found[:5]] == [
        "a.scenario.yaml::base",
        "a.scenario.yaml::case[seed=1]",
        "a.scenario.yaml::case[seed=2]",
        "b-broken.scenario.yaml",
        "impt stray.test.nut",
    ]
    refused = found[3]
    assert isinstance(refused, Refused)
    (result,) = refused.run()
    assert (result.status, result.line) == ("error", 3)
    assert result.message.startswith("b-broken.scenario.yaml:3:5: there is no 'evnt' here")


def test_a_damaged_file_is_always_wanted(tree: Path) -> None:
    (tree / "b-broken.scenario.yaml").write_text("")
    found = selected(collect(["."], Defaults()), Selection("z.scenario and seed=1"))
    assert [test.id for test in found] == ["b-broken.scenario.yaml", "z.scenario.json::case[seed=1]"]


def test_an_empty_file_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "impsim.scenario.load", SimpleNamespace(tests_of=lambda *given: []))
    with pytest.raises(Diagnostic, match="the file has no tests"):
        collect(["a.scenario.yaml"], Defaults())


def test_a_project_without_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "impsim.impt.project", SimpleNamespace(tests_of=lambda *given: []))
    with pytest.raises(Diagnostic, match="no tests here") as raised:
        collect(["old"], Defaults())
    assert raised.value.hint == "none are in old/.impt.test"


def test_nothing_comes_twice() -> None:
    found = [test.id for test in collect(["a.scenario.yaml::base", "a.scenario.yaml", "."], Defaults())]
    assert found[:3] == ["a.scenario.yaml::base", "a.scenario.yaml::case[seed=1]", "a.scenario.yaml::case[seed=2]"]
    assert len(found) == len(set(found))
