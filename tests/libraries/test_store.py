"""A project's own libraries: what is added, under which version, and that nothing changes unnoticed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impsim.errors import Diagnostic
from impsim.libraries import lock, store
from impsim.libraries.choice import chosen

PROMISE = 'class Promise {\n    static VERSION = "4.0.0";\n}\n'
STORED = "impsim_libs/Promise-4.0.0/Promise.lib.nut"


def refused(*arguments, of=store.add) -> Diagnostic:
    with pytest.raises(Diagnostic) as caught:
        of(".", *arguments)
    return caught.value


def choice(text='#require "Promise.lib.nut:4.0.0"\n'):
    return chosen(text, "main.nut", "device", store.store_near())


# Adding --------------------------------------------------------------------------------------------------------


def test_a_file_is_copied_and_noted(shelf):
    shelf({"Promise.lib.nut": PROMISE}, "away")
    (added,) = store.add(".", "away/Promise.lib.nut")
    assert (added.path, added.name, added.version) == (STORED, "Promise.lib.nut", "4.0.0")
    assert Path(STORED).read_text() == PROMISE
    assert json.loads(Path("impsim.lock").read_text()) == {
        "impsim_lock": 1,
        "libraries": {STORED: {"name": "Promise.lib.nut", "version": "4.0.0", "sha256": lock.digest(PROMISE.encode())}},
    }
    assert choice().parts == [(PROMISE, STORED.replace("/", os.sep))]


VERSIONS = [
    ("a.nut", 'class A { static VERSION = "1.2.3"; }', "1.2.3"),
    ("a.nut", 'const A_VERSION = "1.2.3";', "1.2.3"),
    ("a.nut", "// Version: 2.1\n", "2.1.0"),
    ("a-1.2.3.nut", "", "1.2.3"),
    ("a_v2.lib-0.3.lib.nut", "", "0.3.0"),
    ("a.nut", "class A { static version = [1, 0, 2]; }", "1.0.2"),
]


@pytest.mark.parametrize(("name", "text", "version"), VERSIONS)
def test_the_version_is_found(shelf, name, text, version):
    shelf({name: text}, "away")
    (added,) = store.add(".", "away/" + name)
    assert (added.name, added.version) == (name, version)


@pytest.mark.parametrize("name", [".nut", "..nut", ".lib.nut", 'a"b.nut', "a:1.0.0.nut", "a\nb.nut"])
def test_what_no_program_could_require_is_refused(shelf, name):
    shelf({name: "// Version: 1.0.0\n"}, "away")
    assert refused("away/" + name).message == "no #require could name this file"
    assert not os.path.exists("impsim.lock")


def test_a_link_to_itself_is_no_library(shelf):
    shelf({"Promise.lib.nut": PROMISE}, "lib")
    os.symlink("loop.lib.nut", "lib/loop.lib.nut")
    assert [one.version for one in store.add(".", "lib/Promise.lib.nut")] == ["4.0.0"]
    assert "cannot be read" in refused("lib/loop.lib.nut").message
    assert "cannot be read" in refused("lib").message


def test_a_version_is_one_line(shelf):
    shelf({"a.nut": ""}, "away")
    assert refused("away/a.nut", "1.2.3\n").message == "'1.2.3\n' is no version: it has three numbers"


def test_a_file_that_states_no_version_needs_one(shelf):
    shelf({"old.class.nut": "old <- 1;\n"}, "away")
    problem = refused("away/old.class.nut")
    assert problem.render() == (
        "away/old.class.nut: it does not state its version\n"
        "hint: say it: impsim lib add away/old.class.nut --version 1.2.3"
    )
    store.add(".", "away/old.class.nut", "1.0.2")
    assert len(choice('#require "Old.class.nut:1.0.2"\n').parts) == 1
    with pytest.raises(Diagnostic, match=r"there is no version 1\.0\.3"):
        choice('#require "Old.class.nut:1.0.3"\n')


@pytest.mark.parametrize(
    ("files", "given", "version", "said"),
    [
        ({"a.nut": PROMISE}, "away/a.nut", "4.0.1", "it states that it is version 4.0.0, not 4.0.1"),
        ({"a.nut": ""}, "away/a.nut", "latest", "'latest' is no version: it has three numbers"),
        ({"a.nut": "class {"}, "away/a.nut", "1.0.0", "expected 'IDENTIFIER'"),
        ({"a.nut": "\0"}, "away/a.nut", "1.0.0", "NUL byte in the source"),
        ({"a.txt": ""}, "away/a.txt", "1.0.0", "a library's file ends in .nut"),
        ({"a.txt": ""}, "away", "", "no .nut file is here"),
        ({"a.nut": "", "b.nut": ""}, "away", "", "no file here states the version of a library"),
        ({}, "away/a.nut", "", "cannot be read: No such file or directory"),
        ({}, "nowhere", "", "a library's file ends in .nut"),
    ],
)
def test_what_is_not_added(shelf, files, given, version, said):
    shelf(files, "away")
    assert refused(given, version).message == said
    assert not os.path.exists("impsim.lock")


def test_a_clone_gives_its_library_and_not_its_tests_and_examples(shelf):
    files = ("Rocky.agent.lib.nut", "src/Rocky.device.lib.nut", "tests/T.lib.nut", "examples/E.lib.nut", "tool.nut")
    shelf(dict.fromkeys(files, PROMISE) | {"Plain.lib.nut": ""}, "Rocky")
    assert [added.name for added in store.add(".", "Rocky")] == ["Rocky.agent.lib.nut", "Rocky.device.lib.nut"]


def test_versions_of_one_library_stand_side_by_side(shelf):
    for version in ("4.0.0", "3.0.1"):
        shelf({"Promise.lib.nut": PROMISE.replace("4.0.0", version)}, "away")
        store.add(".", "away/Promise.lib.nut")
    assert [one.version for one in store.listed(".")] == ["3.0.1", "4.0.0"]
    text, _ = choice('#require "promise.class.nut:3.0.1"\n').parts[0]
    assert "3.0.1" in text


def test_the_projects_folder_is_the_nearest_above(shelf, monkeypatch):
    shelf({"Promise.lib.nut": PROMISE}, "away")
    shelf({"x": ""}, "src/deep")
    Path("impsim.toml").write_text("")
    monkeypatch.chdir("src/deep")
    root = store.root_near()
    assert root == os.path.join("..", "..")
    store.add(root, "../../away/Promise.lib.nut")
    assert store.store_near() == [os.path.join("..", "..", "impsim_libs")]
    assert len(choice().parts) == 1


# Changes -------------------------------------------------------------------------------------------------------


@pytest.fixture
def added(shelf):
    shelf({"Promise.lib.nut": PROMISE}, "away")
    return store.add(".", "away/Promise.lib.nut")[0]


def test_a_changed_library_is_refused_until_it_is_added_again(added):
    with open(STORED, "a") as file:
        file.write("// more\n")
    with pytest.raises(Diagnostic) as caught:
        choice()
    assert caught.value.render() == (
        "%s: this library has changed since it was added: impsim.lock has another SHA-256\n"
        "hint: `impsim lib add %s` accepts it as it is now; else put back what was added" % (STORED, STORED)
    )
    assert [problem.message for problem in store.problems(".")] == [caught.value.message]
    store.add(".", STORED)
    assert len(choice().parts) == 1
    assert list(store.problems(".")) == []


def test_a_file_that_nobody_has_added_is_refused(added, shelf):
    shelf({"Other-1.0.0.lib.nut": ""}, "impsim_libs")
    with pytest.raises(Diagnostic, match="nobody has added this library"):
        choice('#require "Other:1.0.0"\n')
    (problem,) = store.problems(".")
    assert problem.path == os.path.join("impsim_libs", "Other-1.0.0.lib.nut")


def test_a_library_that_is_gone(added):
    os.unlink(STORED)
    with pytest.raises(Diagnostic, match="missing library"):
        choice()
    (problem,) = store.problems(".")
    assert problem.message == "impsim.lock has it, but it is not there"


def test_removing(added):
    assert [one.path for one in store.remove(".", "promise", "4.0.0")] == [STORED]
    assert os.listdir("impsim_libs") == []
    assert refused("promise", of=store.remove).hint == "there is no library yet"


@pytest.mark.parametrize(("name", "version"), [("Promis", ""), ("Promise.lib.nut", "3.0.0")])
def test_removing_what_is_not_there(added, name, version):
    assert refused(name, version, of=store.remove).hint == "there is Promise.lib.nut:4.0.0"


def test_a_lock_file_names_nothing_outside_of_the_store(added):
    Path("precious.nut").write_text("")
    entries = lock.read(".")
    entries["../precious.nut"] = lock.Locked("impsim_libs/../precious.nut", "precious.nut", "1.0.0", "0")
    store.write(".", entries)
    with pytest.raises(Diagnostic):
        store.remove(".", "nothing")
    store.remove(".", "precious")
    assert os.path.exists("precious.nut")


# The lock file -------------------------------------------------------------------------------------------------

DAMAGED = {
    b"": "not JSON: Expecting value",
    b"{": "not JSON: Expecting property name enclosed in double quotes",
    b"\xff": "it is not UTF-8",
    b"[]": 'it does not say "impsim_lock": 1',
    b'{"impsim_lock": 2}': 'it does not say "impsim_lock": 1',
    b'{"impsim_lock": 1}': '"libraries" is no object',
    b'{"impsim_lock": 1, "libraries": {"a": 1}}': "of 'a' it does not say name, version, sha256",
    b'{"impsim_lock": 1, "libraries": {"a": {"name": "a", "version": 1, "sha256": ""}}}': (
        "of 'a' it does not say name, version, sha256"
    ),
    b'{"impsim_lock": 1, "libraries": {"a": {}, "a": {}}}': "'a' stands in it twice",
    b'{"impsim_lock": ' + b"1" * 5000 + b"}": "a number of thousands of digits",
    b'{"impsim_lock": 1, "libraries": {"\\u0000": {"name": "a", "version": "1", "sha256": ""}}}': (
        "a name that no file has"
    ),
    b'{"impsim_lock": 1, "libraries": {"a": {"name": "\\ud800", "version": "1", "sha256": ""}}}': (
        "a name that no file has"
    ),
    b"[" * 100000: "it is nested too deeply",
}


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_lock_file(data):
    with pytest.raises(Diagnostic) as caught:
        lock.entries_of(data)
    assert caught.value.message == "damaged: " + DAMAGED[data]


def test_a_lock_file_that_is_too_long(tmp_path):
    (tmp_path / "impsim.lock").write_bytes(b" " * (lock.LARGEST + 1))
    with pytest.raises(Diagnostic, match="damaged: longer than 1 MiB"):
        lock.read(str(tmp_path))


TEXT = st.text(max_size=20)
NAMES = TEXT.filter(str.isprintable)


@given(st.dictionaries(NAMES, st.tuples(NAMES, NAMES, NAMES), max_size=6))
def test_what_is_written_is_read(entries):
    text = lock.text_of({path: lock.Locked(path, *fields) for path, fields in entries.items()})
    again = lock.entries_of(text.encode("utf-8"))
    assert {path: (one.name, one.version, one.sha256) for path, one in again.items()} == entries
    assert lock.text_of(dict(reversed(again.items()))) == text


@given(
    st.binary(max_size=60) | st.recursive(st.none() | st.integers() | TEXT, st.lists).map(json.dumps).map(str.encode)
)
def test_any_bytes_are_a_lock_file_or_a_diagnostic(data):
    try:
        lock.entries_of(data)
    except Diagnostic as problem:
        assert problem.code == "lock"
