"""#require: where libraries are found, in which order they come, and what is said of those that are missing."""

from __future__ import annotations

import os

import pytest

from impsim.errors import Diagnostic
from impsim.impt.builder import build
from impsim.libraries.choice import Choice, chosen
from impsim.libraries.shelf import declared_version, own_folders, same

FOLDERS = ["lib"]
ELSE = "; require that, or add the other: impsim lib add PATH"


def choice(text, folders=FOLDERS, side="device", **more) -> Choice:
    return chosen(text, "main.nut", side, folders, **more)


def files(text, folders=FOLDERS, **more):
    return [path.replace(os.sep, "/") for _, path in choice(text, folders, **more).parts]


def refusal(text, folders=FOLDERS, **more) -> Diagnostic:
    with pytest.raises(Diagnostic) as caught:
        choice(text, folders, **more)
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
    (" Promise.lib.nut : 4.0.0 ", "Promise.lib.nut"),
    ("Promise.device.lib.nut:4.0.0", "Promise.device.lib.nut"),
    ("Promise.device.lib.nut:4.0.0", "Promise.lib.nut"),
    ("Promise.class.nut:4.0.0", "Promise.agent.lib.nut"),
    ("Promise.DHCP.device.lib.nut:4.0.0", "Promise.DHCP.device.lib.nut"),
]


@pytest.mark.parametrize(("wanted", "file"), FOUND)
def test_a_library_is_found(shelf, wanted, file):
    shelf({file: PROMISE, "Promises.lib.nut": "no"})
    result = choice('#require "%s"\n' % wanted)
    assert result.parts == [(PROMISE, os.path.join("lib", *file.split("/")))]
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
    assert refusal('#require "%s"\n' % wanted).message == "missing library '%s'" % wanted


def test_the_newer_form_of_a_name_comes_first(shelf):
    shelf({"promise.class.nut": PROMISE, "Promise.lib.nut": PROMISE})
    assert files('#require "promise.class.nut:4.0.0"\n') == ["lib/Promise.lib.nut"]


def test_own_folders_of_a_project(shelf):
    shelf({"x": ""})
    shelf({"x": ""}, "libraries")
    assert own_folders(".") == [os.path.join(".", "lib"), os.path.join(".", "libraries")]


# Versions ------------------------------------------------------------------------------------------------------

DECLARED = {
    'class A {\n  static VERSION = "1.2.3";\n}': "1.2.3",
    'static VERSION   ="v2.0";': "2.0",
    "static version = [2, 3,2];": "2.3.2",
    'Rocky <- {\n  "VERSION": "3.0.2",\n}': "3.0.2",
    'A.VERSION <- "1.1.0"': "1.1.0",
    'enum X {\n  VERSION = "1.0.2",\n}': "1.0.2",
    "// Version: 3.1.0\n": "3.1.0",
    "// version 3.1\n": "3.1",
    "/**\n * @version 0.4.1\n */": "0.4.1",
    'const ROCKY_VERSION = "3.0.1";': "3.0.1",
    "// needs bootloader version 2.0\n": "",
    'const API_VERSION = "46.0";': "",
    'url <- "?api-version=2016.1";': "",
    "local version = read();": "",
    'function f(version = "0002") {}': "",
    'function f(version = "v0002") {} class A { static version = [1, 1, 0]; }': "1.1.0",
    "": "",
}


@pytest.mark.parametrize("text", DECLARED)
def test_declared_version(text):
    assert declared_version(text) == DECLARED[text]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.0", "1.0.0", True),
        ("v1.0", "1", True),
        ("1.02", "1.2", True),
        ("1.2", "1.20", False),
        ("10.0", "1.0", False),
    ],
)
def test_versions_are_compared_by_number(one, other, equal):
    assert same(one, other) is equal


WRONG = {  # D/node/783: x.y.z, in full
    "Promise.lib.nut": "library 'Promise.lib.nut' is required without a version",
    "Promise.lib.nut:": "library 'Promise.lib.nut' is required without a version",
    "Promise.lib.nut:4.*": "library 'Promise.lib.nut' is required in an open version, '4.*'",
    "Promise.lib.nut:4.x.x": "library 'Promise.lib.nut' is required in an open version, '4.x.x'",
    "Promise.lib.nut:>=4.0.0": "library 'Promise.lib.nut' is required in an open version, '>=4.0.0'",
    "Promise.lib.nut:4": "'4' is no version of a library: it has three numbers, like 1.2.3",
    "Promise.lib.nut:4.0": "'4.0' is no version of a library: it has three numbers, like 1.2.3",
    "Promise.lib.nut:4.0.0.0": "'4.0.0.0' is no version of a library: it has three numbers, like 1.2.3",
    "Promise.lib.nut:latest": "'latest' is no version of a library: it has three numbers, like 1.2.3",
    ":4.0.0": "#require names no library",
    "": "#require names no library",
}


@pytest.mark.parametrize("wanted", WRONG)
def test_a_version_must_be_whole(shelf, wanted):
    shelf({"Promise.lib.nut": PROMISE})
    problem = refusal('local a;\n  #require "%s"\n' % wanted)
    assert (problem.message, problem.line, problem.column) == (WRONG[wanted], 2, 3)
    there = "there is 4.0.0 (%s)%s" % (os.path.join("lib", "Promise.lib.nut"), ELSE)
    assert problem.hint == (
        there if wanted.startswith("Promise") else 'write it in full, like #require "%s:1.2.3"' % ("Promise.lib.nut")
    )


def test_another_version_is_an_error_that_names_those_that_are_there(shelf):
    shelf({"Promise.lib.nut": PROMISE, "Promise-3.0.0.lib.nut": ""})
    problem = refusal('local a;\n  #require "promise.class.nut:3.0.1"\n')
    assert problem.render() == (
        "main.nut:2:3: there is no version 3.0.1 of library 'promise.class.nut'\n"
        '    #require "promise.class.nut:3.0.1"\n'
        "    ^\n"
        "hint: there is 3.0.0 (%s), 4.0.0 (%s)%s"
        % (os.path.join("lib", "Promise-3.0.0.lib.nut"), os.path.join("lib", "Promise.lib.nut"), ELSE)
    )


def test_the_right_version_wins_wherever_it_is(shelf):
    shelf({"Promise.lib.nut": PROMISE.replace("4.0.0", "3.0.0"), "Promise-5.0.0.lib.nut": ""})
    shelf({"promise.nut": PROMISE}, "more")
    text = '#require "promise.class.nut:%s"\n'
    for version, file in (
        ("4.0.0", "more/promise.nut"),
        ("3.0.0", "lib/Promise.lib.nut"),
        ("5.0.0", "lib/Promise-5.0.0.lib.nut"),
    ):
        assert files(text % version, ["lib", "more"]) == [file]


def test_an_undeclared_version_is_believed(shelf):
    shelf({"x.nut": "x <- 1\n"})
    assert files('#require "x:9.9.9"\n') == ["lib/x.nut"]


def test_a_stated_version_comes_before_an_undeclared_one(shelf):
    shelf({"x.lib.nut": "x <- 1\n", "x-9.9.9.nut": ""})
    assert files('#require "x:9.9.9"\n') == ["lib/x-9.9.9.nut"]


def test_two_versions_of_one_library(shelf):
    shelf({"Promise-4.0.0.lib.nut": "", "Promise-3.0.0.lib.nut": ""})
    problem = refusal('#require "promise:4.0.0"\n#require "Promise.lib.nut:3.0.0"\n')
    assert problem.message == "library 'Promise.lib.nut' is required in version 4.0.0, too"
    assert (problem.line, problem.hint) == (2, "main.nut:1 requires 'promise:4.0.0'")


def test_a_library_that_requires_another_version(shelf):
    shelf({"A.nut": '#require "B:1.0.0"\n', "B-1.0.0.nut": "", "B-2.0.0.nut": ""})
    problem = refusal('#require "B:2.0.0"\n#require "A:1.0.0"\n')
    assert (problem.path, problem.line, problem.hint) == (
        os.path.join("lib", "A.nut"),
        1,
        "main.nut:1 requires 'B:2.0.0'",
    )


# What one program may require ------------------------------------------------------------------------------------


def test_no_library_may_be_required_twice(shelf):
    shelf({"A.nut": ""})
    problem = refusal('#require "A:1.0.0"\n#require "a:1.0.0"\n')
    assert (problem.message, problem.line, problem.hint) == (
        "library 'a' is required twice",
        2,
        "line 1 requires it already",
    )
    assert files('#require "A:1.0.0"\n#require "a:1.0.0"\n', one_file=False) == ["lib/A.nut"]


def test_a_hundred_libraries_are_the_most(shelf):
    shelf({"x%d.nut" % number: "" for number in range(101)})
    text = "".join('#require "x%d:1.0.0"\n' % number for number in range(101))
    assert refusal(text).render().startswith("main.nut:101:1: more than 100 libraries are required\n")
    assert len(files(text[: text.rindex("#")])) == 100


# The whole program ---------------------------------------------------------------------------------------------


def test_without_libraries_no_folder_is_looked_into():
    assert choice("a\nb", ["nowhere"]).parts == []


def test_libraries_come_in_the_order_of_their_directives(shelf):
    shelf({"A.nut": "a <- 1", "B.nut": "b <- 2\n"})
    assert files('x <- 1;\n#require "B:1.0.0"\n#require "A:1.0.0"\ny <- 2') == ["lib/B.nut", "lib/A.nut"]


def test_libraries_of_libraries_come_before_them_and_once(shelf):
    shelf(
        {
            "Top.nut": '#require "Middle:1.0.0"\n#require "Base:1.0.0"\ntop <- 1\n',
            "Middle.nut": '#require "base.lib.nut:1.0.0"\n#require "Top:1.0.0"\nmiddle <- 1\n',
            "Base.nut": "base <- 1\n",
        }
    )
    text = '#require "Top:1.0.0"\n#require "Base:1.0.0"\n#require "TOP.lib.nut:1.0.0"\n'
    assert files(text) == ["lib/Base.nut", "lib/Middle.nut", "lib/Top.nut"]


def test_two_names_of_one_file_bring_it_once(shelf):
    shelf({"LIS3DH.device.lib.nut": "class LIS3DH {}\n"})
    text = '#require "LIS3DH.class.nut:1.0.0"\n#require "LIS3DH.device.lib.nut:1.0.0"\n'
    assert files(text) == ["lib/LIS3DH.device.lib.nut"]


def test_after_the_preprocessor(shelf):
    shelf({"A.nut": "a <- 1\n"})
    text = build("@set v '1.0.0'\n@if 1\n#require \"A:@{v}\"\n@end\n", "main.nut").text
    assert files(text) == ["lib/A.nut"]


# The two sides -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("side", "wanted", "said"),
    [
        ("device", "Rocky.agent.lib.nut", "a library for an agent, and this is the program of a device"),
        ("agent", "Rocky.device.lib.nut", "a library for a device, and this is the program of an agent"),
        ("agent", "Rocky.agent.lib.nut", ""),
        ("device", "Rocky.lib.nut", ""),
    ],
)
def test_a_library_of_the_other_side_is_doubted(shelf, side, wanted, said):
    shelf({wanted: ""})
    warnings = choice('\n #require "%s:1.0.0"' % wanted, side=side).warnings
    assert [(w.line, w.column, w.message) for w in warnings] == (
        [(2, 2, "'%s' is %s" % (wanted, said))] if said else []
    )


def test_the_other_half_of_a_library_is_not_it(shelf):
    shelf({"Messenger.agent.lib.nut": ""})
    problem = refusal('#require "Messenger.device.lib.nut:1.0.0"\n')
    assert problem.hint.startswith("'Messenger.agent.lib.nut' is only its half for agents; looked in lib; ")


# Missing -------------------------------------------------------------------------------------------------------


def test_all_missing_libraries_are_named_at_once(shelf):
    shelf({"Promise.lib.nut": '#require "Deeper:1.0.0"\n', "Rocky.agent.lib.nut": ""})
    shelf({"x.nut": ""}, "more")
    text = 'a <- 1;\n  #require "Rockie.agent.lib.nut:3.0.0" // web\n#require "Promise:4.0.0"\n'
    text += '#require "B:1.0.0"\n'
    problem = refusal(text, ["lib", "more"], side="agent")
    assert problem.render() == (
        "main.nut:2:3: missing libraries 'Rockie.agent.lib.nut:3.0.0', 'Deeper:1.0.0', 'B:1.0.0'\n"
        '    #require "Rockie.agent.lib.nut:3.0.0" // web\n'
        "    ^\n"
        "hint: did you mean 'Rocky.agent.lib.nut'?; looked in lib, more; "
        "`impsim lib add PATH` adds a library's file or a clone of its repository, --lib DIR names a folder of them"
    )
    assert problem.code == "require"


def test_a_missing_library_of_a_library_is_placed_in_it(shelf):
    shelf({"A.nut": '\n#require "B:1.0.0"\n'})
    problem = refusal('#require "A:1.0.0"\n')
    assert (problem.path, problem.line) == (os.path.join("lib", "A.nut"), 2)


def test_without_any_folder():
    hint = refusal('#require "A:1.0.0"', []).hint
    assert hint.startswith("there is no folder of libraries yet; `impsim lib add")


def test_a_folder_that_is_too_large_is_not_walked_to_its_end(shelf, monkeypatch):
    monkeypatch.setattr("impsim.libraries.shelf.MOST_FILES", 10)
    shelf({"d%d/x%d.nut" % (n, n): "" for n in range(20)})
    assert refusal('#require "x5:1.0.0"\n').message == "missing library 'x5:1.0.0'"


# Libraries without an end --------------------------------------------------------------------------------------


def test_libraries_that_require_one_another_without_an_end(shelf):
    shelf({"x%d.nut" % number: '#require "x%d:1.0.0"\n' % (number + 1) for number in range(60)})
    problem = refusal('#require "x0:1.0.0"\n')
    assert problem.message == "more than 50 libraries require one another in a row"
    assert problem.path == os.path.join("lib", "x49.nut")


def test_libraries_that_require_one_another_in_a_circle(shelf):
    shelf({"A.nut": '#require "B:1.0.0"\n', "B.nut": '#require "A:1.0.0"\n#require "B:1.0.0"\n'})
    assert files('#require "A:1.0.0"\n') == ["lib/B.nut", "lib/A.nut"]


def test_libraries_that_are_too_long_together(shelf):
    shelf({"x%d.nut" % number: "//" + "x" * (1 << 20) for number in range(4)})
    text = "".join('#require "x%d:1.0.0"\n' % number for number in range(4))
    problem = refusal(text)
    assert (problem.message, problem.line) == (
        "the libraries are together longer than 4 MiB, which no imp could hold",
        4,
    )
    assert len(files(text[: text.rindex("#require")])) == 3


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("#require Promise.lib.nut:4.0.0", True),
        ("#require 'Promise.lib.nut:4.0.0'", True),
        ("#require whatever comes: it is prose", False),
        ("// #require Promise.lib.nut:4.0.0", False),
    ],
)
def test_a_name_without_quotes_requires_nothing(text, warned):
    result = choice("a <- 1;\n  " + text)
    assert result.parts == []
    assert [(w.line, w.column) for w in result.warnings] == ([(2, 3)] if warned else [])


# Files that are no libraries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\0\0", "NUL byte in the source"),
        (b"// " + b"x" * (4 << 20), "longer than 4 MiB, which no imp could hold"),
    ],
)
def test_what_is_no_text(shelf, content, said):
    shelf({"A.nut": content.decode("latin-1")})
    problem = refusal('#require "A:1.0.0"\n')
    assert (problem.message, problem.path) == (said, os.path.join("lib", "A.nut"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_and_a_dead_link_are_no_libraries(shelf):
    shelf({"B.nut": ""})
    os.mkfifo("lib/A.nut")
    assert refusal('#require "A:1.0.0"\n').message == "a library is a file, and this is none"
    os.unlink("lib/A.nut")
    os.symlink("nowhere", "lib/A.nut")
    assert refusal('#require "A:1.0.0"\n').message == "cannot be read: No such file or directory"
