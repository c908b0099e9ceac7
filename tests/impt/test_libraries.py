"""#require: where libraries are found, in which order they come, and what is said of those that are missing."""

from __future__ import annotations

import os

import pytest

from impsim.errors import Diagnostic
from impsim.impt.builder import build
from impsim.impt.libraries import declared_version, own_folders, requires, same, with_libraries
from impsim.squirrel.compile import compile_source


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder of libraries to fill: shelf({"Promise.lib.nut": "text"}); the current folder is the one around it."""

    def fill(files, folder="lib"):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="latin-1", newline="")
        return folder

    monkeypatch.chdir(tmp_path)
    return fill


def missing(text, folders=("lib",)):
    with pytest.raises(Diagnostic) as caught:
        with_libraries(text, "main.nut", list(folders))
    return caught.value


PROMISE = 'class Promise {\n    static VERSION = "4.0.0";\n}\n'

# Names ---------------------------------------------------------------------------------------------------------

FOUND = [
    ("Promise.lib.nut:4.0.0", "Promise.lib.nut"),
    ("promise.class.nut:4.0.0", "Promise.lib.nut"),
    ("PROMISE:4.0.0", "promise.class.nut"),
    ("Promise.lib.nut:4.0.0", "promise.nut"),
    ("Promise.lib.nut:4.0.0", "Promise/index.nut"),
    ("promise.class.nut:4.0.0", "Promise/Promise.class.nut"),
    ("promise.class.nut:4.0.0", "electricimp/Promise/Promise.lib.nut"),
    ("promise.class.nut:4.0.0", "electricimp/Promise/src/Promise.lib.nut"),
    ("promise.class.nut:4.0.0", "Promise-4.0.0.lib.nut"),
    ("promise.class.nut:4.0.0", "Promise.class.nut-4.0.0.nut"),
    ("promise.class.nut:4.0.0", "promise_v4.0.0.class.nut"),
    ("Promise.lib.nut", "Promise.lib.nut"),
    (" Promise.lib.nut : 4.0 ", "Promise.lib.nut"),
    ("Promise.device.lib.nut:4.0.0", "Promise.device.lib.nut"),
    ("Promise.device.lib.nut:4.0.0", "Promise.lib.nut"),
    ("Promise.class.nut:4.0.0", "Promise.agent.lib.nut"),
    ("Promise.DHCP.device.lib.nut:4.0.0", "Promise.DHCP.device.lib.nut"),
]


@pytest.mark.parametrize(("wanted", "file"), FOUND)
def test_a_library_is_found(shelf, wanted, file):
    shelf({file: PROMISE, "Promises.lib.nut": "no"})
    result = with_libraries('#require "%s"\n' % wanted, "main.nut", ["lib"])
    assert result.files == [os.path.join("lib", *file.split("/")), "main.nut"]
    assert result.warnings == []


NOT_FOUND = [
    ("Promise.agent.lib.nut:4.0.0", "Promise.device.lib.nut"),
    ("Promise.DHCP.lib.nut:4.0.0", "Promise.lib.nut"),
    ("Promise.lib.nut:4.0.0", "Promise.lib.txt"),
    ("Promise.lib.nut:4.0.0", "promise.test.nut"),
    ("Promise.lib.nut:4.0.0", "tests/Promise.lib.nut"),
    ("Promise.lib.nut:4.0.0", ".git/Promise.lib.nut"),
    ("Promise.lib.nut:4.0.0", "a/b/c/d/Promise.lib.nut"),
    ("../Promise:4.0.0", "Promise.lib.nut"),
]


@pytest.mark.parametrize(("wanted", "file"), NOT_FOUND)
def test_another_file_is_not_taken_for_it(shelf, wanted, file):
    shelf({file: PROMISE})
    assert missing('#require "%s"\n' % wanted).message == "missing library '%s'" % wanted


def test_the_newer_form_of_a_name_comes_first(shelf):
    shelf({"promise.class.nut": PROMISE, "Promise.lib.nut": PROMISE})
    result = with_libraries('#require "promise.class.nut:4.0.0"\n', "main.nut", ["lib"])
    assert result.files[0] == os.path.join("lib", "Promise.lib.nut")


def test_own_folders_of_a_project(shelf):
    shelf({"x": ""})
    shelf({"x": ""}, "libraries")
    assert own_folders(".") == [os.path.join(".", "lib"), os.path.join(".", "libraries")]


# Versions ------------------------------------------------------------------------------------------------------

DECLARED = {
    'class A {\n  static VERSION = "1.2.3";\n}': "1.2.3",
    'static VERSION   ="v2.0";': "2.0",
    "static version = [2, 3,2];": "2.3.2",
    'A.VERSION <- "1.1.0"': "1.1.0",
    'enum X {\n  VERSION = "1.0.2",\n}': "1.0.2",
    "// Version: 3.1.0\n": "3.1.0",
    "// version 3.1\n": "3.1",
    "/**\n * @version 0.4.1\n */": "0.4.1",
    "// needs bootloader version 2.0\n": "",
    'const API_VERSION = "46.0";': "",
    'url <- "?api-version=2016.1";': "",
    "local version = read();": "",
    "": "",
}


@pytest.mark.parametrize("text", DECLARED)
def test_declared_version(text):
    assert declared_version(text) == DECLARED[text]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("1.0", "1.0.0", True),
        ("v1.2", "1.2.0", True),
        ("1.02", "1.2", True),
        ("1.2", "1.20", False),
        ("10.0", "1.0", False),
    ],
)
def test_versions_are_compared_by_number(one, other, equal):
    assert same(one, other) is equal


def test_another_version_stands_in_with_a_warning(shelf):
    shelf({"Promise.lib.nut": PROMISE})
    result = with_libraries('local a;\n  #require "promise.class.nut:3.0.1"\n', "main.nut", ["lib"])
    (warning,) = result.warnings
    assert warning.message == "version 4.0.0 of library 'promise.class.nut' stands in for 3.0.1"
    assert (warning.path, warning.line, warning.column) == ("main.nut", 2, 3)
    assert warning.hint == "it is in " + os.path.join("lib", "Promise.lib.nut")


def test_the_right_version_wins_wherever_it_is(shelf):
    shelf({"Promise.lib.nut": PROMISE.replace("4.0.0", "3.0.0"), "Promise-5.0.0.lib.nut": ""})
    shelf({"promise.nut": PROMISE}, "more")
    text = '#require "promise.class.nut:%s"\n'
    for version, file in (
        ("4.0.0", "more/promise.nut"),
        ("3.0", "lib/Promise.lib.nut"),
        ("5.0.0", "lib/Promise-5.0.0.lib.nut"),
    ):
        result = with_libraries(text % version, "main.nut", ["lib", "more"])
        assert (result.files[0], result.warnings) == (os.path.join(*file.split("/")), [])


def test_an_undeclared_version_is_believed(shelf):
    shelf({"x.nut": "x <- 1\n"})
    assert with_libraries('#require "x:9.9"\n', "main.nut", ["lib"]).warnings == []


def test_two_versions_of_one_library(shelf):
    shelf({"Promise-4.0.0.lib.nut": "", "Promise-3.0.0.lib.nut": ""})
    result = with_libraries('#require "promise:4.0.0"\n#require "Promise:3.0.0"\n', "main.nut", ["lib"])
    assert result.files[:-1] == [os.path.join("lib", "Promise-4.0.0.lib.nut")]
    assert [(w.line, w.hint) for w in result.warnings] == [(2, "another #require chose that")]


# Where #require may stand --------------------------------------------------------------------------------------

PLACES = {
    '#require "A:1"': ["A:1"],
    '  \t#require "A:1"\r\n': ["A:1"],
    '#require"A:1"': ["A:1"],
    '#require "A:1" // why': ["A:1"],
    '#require "A:1", "B:2"': ["A:1", "B:2"],
    'function f() {\n  #require "A:1"\n}': ["A:1"],
    'x <- 1; #require "A:1"': ["A:1"],
    'x <- "a" #require "A:1"\n#require "B:1"': ["A:1", "B:1"],
    '// #require "A:1"': [],
    '/* \n#require "A:1"\n*/': [],
    '## #require "A:1"': [],
    '#requires "A:1"': [],
    '#require A': [],
    'x <- "#require \\"A:1\\"";': [],
    'x <- @"\n#require ""A:1""\n";': [],
    'x <- @"\n#require \'A:1\'\n";\n#require "B:1"': ["B:1"],
    'require("A:1")': [],
}  # fmt: skip


@pytest.mark.parametrize("text", PLACES)
def test_where_require_counts(text):
    assert [required.wanted for required in requires(text)] == PLACES[text]


def test_the_place_of_a_require():
    (required,) = requires('a\n/* x\n */ #require "A:1"\n')
    assert (required.line, required.column) == (3, 5)


# The whole program ---------------------------------------------------------------------------------------------


def test_without_libraries_nothing_changes():
    result = with_libraries("a\nb", "main.nut", [])
    assert (result.text, result.lines, result.warnings) == ("a\nb", [("main.nut", 1), ("main.nut", 2)], [])


def test_libraries_come_first_and_lines_keep_their_places(shelf):
    shelf({"A.nut": "a <- 1", "B.nut": "b <- 2\n"})
    result = with_libraries('x <- 1;\n#require "B:1"\n#require "A:1"\ny <- 2', "main.nut", ["lib"])
    assert result.text == 'b <- 2\n;\na <- 1\n;\nx <- 1;\n#require "B:1"\n#require "A:1"\ny <- 2'
    a, b = os.path.join("lib", "A.nut"), os.path.join("lib", "B.nut")
    assert result.lines[:4] == [(b, 1), (b, 1), (a, 1), (a, 1)]
    assert result.lines[4:] == [("main.nut", line) for line in range(1, 5)]


def test_libraries_of_libraries_come_before_them_and_once(shelf):
    shelf(
        {
            "Top.nut": '#require "Middle:1"\n#require "Base:1"\ntop <- 1\n',
            "Middle.nut": '#require "base.lib.nut:1"\n#require "Top:1"\nmiddle <- 1\n',
            "Base.nut": "base <- 1\n",
        }
    )
    result = with_libraries('#require "Top:1"\n#require "Base:1"\n#require "TOP.lib.nut:1"\n', "main.nut", ["lib"])
    assert [os.path.basename(file) for file in result.files] == ["Base.nut", "Middle.nut", "Top.nut", "main.nut"]


def test_two_names_of_one_file_bring_it_once(shelf):
    shelf({"LIS3DH.device.lib.nut": "class LIS3DH {}\n"})
    text = '#require "LIS3DH.class.nut:1.0.0"\n#require "LIS3DH.device.lib.nut:1.0.0"\n'
    assert len(with_libraries(text, "main.nut", ["lib"]).files) == 2


@pytest.mark.parametrize("end", ["", "\n", "// last", "\r\n", ";", ";\n", "\n/* a\n*/"])
def test_a_library_does_not_run_into_the_program(shelf, end):
    shelf({"A.nut": "a <- 1" + end})
    result = with_libraries('(function () {})();\n#require "A:1"', "main.nut", ["lib"])
    compile_source(result.text, "unit")
    assert len(result.lines) == result.text.count("\n") + 1
    assert result.lines[-2:] == [("main.nut", 1), ("main.nut", 2)]


def test_a_mistake_in_a_library_is_placed_there(shelf):
    shelf({"A.nut": "a <- 1\nlocal = 2\n"})
    result = with_libraries('x <- 1\n#require "A:1"\n', "main.nut", ["lib"])
    with pytest.raises(Diagnostic) as caught:
        compile_source(result.text, "unit")
    placed = result.original(caught.value)
    assert (placed.path, placed.line) == (os.path.join("lib", "A.nut"), 2)


def test_after_the_preprocessor(shelf):
    shelf({"A.nut": "a <- 1\n"})
    text = build("@set v '1.0'\n@if 1\n#require \"A:@{v}\"\n@end\n", "main.nut").text
    assert with_libraries(text, "main.nut", ["lib"]).text.startswith("a <- 1\n")


# Missing -------------------------------------------------------------------------------------------------------


def test_all_missing_libraries_are_named_at_once(shelf):
    shelf({"Promise.lib.nut": '#require "Deeper:1.0"\n', "Rocky.agent.lib.nut": ""})
    shelf({"x.nut": ""}, "more")
    text = 'a <- 1;\n  #require "Rockie.agent.lib.nut:3.0.0" // web\n#require "Promise:4"\n'
    text += '#require "B:1"\n#require "B:1"\n'
    problem = missing(text, ["lib", "more"])
    assert problem.render() == (
        "main.nut:2:3: missing libraries 'Rockie.agent.lib.nut:3.0.0', 'Deeper:1.0', 'B:1'\n"
        '    #require "Rockie.agent.lib.nut:3.0.0" // web\n'
        "    ^\n"
        "hint: did you mean 'Rocky.agent.lib.nut'? looked in lib, more; "
        "put the file into lib/, or name its folder: impsim test --lib DIR, or [libraries] in impsim.toml"
    )
    assert problem.code == "require"


def test_a_missing_library_of_a_library_is_placed_in_it(shelf):
    shelf({"A.nut": '\n#require "B:1"\n'})
    problem = missing('#require "A:1"\n')
    assert (problem.path, problem.line) == (os.path.join("lib", "A.nut"), 2)


def test_without_any_folder():
    assert missing('#require "A:1"', []).hint.startswith("there is no folder of libraries yet; put")


def test_a_folder_that_is_too_large_is_not_walked_to_its_end(shelf, monkeypatch):
    monkeypatch.setattr("impsim.impt.libraries.MOST_FILES", 10)
    shelf({"d%d/x%d.nut" % (n, n): "" for n in range(20)})
    assert missing('#require "x5:1"\n').message == "missing library 'x5:1'"
