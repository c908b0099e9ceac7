"""What is refused although every word of it is known: what says, expects or varies nothing."""

from __future__ import annotations

import sys

import pytest
from scenario.harness import problems
from scenario.test_damage import RIGHT

from impsim.errors import Diagnostic
from impsim.scenario import load, world
from impsim.suite.projectfile import Defaults


@pytest.fixture
def folder(tmp_path):
    for name in ("gw.nut", "bad.nut"):
        (tmp_path / name).write_text('server.log("online");\n')
    return tmp_path


@pytest.mark.parametrize("entry", ["- log:", "- log: ''", "- error: ~", "- state: null"])
def test_a_subject_that_says_nothing_is_refused(folder, entry):
    text = RIGHT.replace("cases:\n", "  %s\ncases:\n" % entry)
    ((line, column, message),) = problems(folder, text)
    assert (line, message) == (22, "which %s? a text or a table expected" % entry[2:].partition(":")[0])
    assert column >= len("  " + entry.partition(":")[0]) + 1


ONLY = "impsim: 1\ndevices: {gw: {device: gw.nut}}\n"


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ("", [(1, 1)]),
        ("expect: []\n", [(3, 9)]),
        ("expect: [{log: a}]\ncases:\n  - {id: a, only_expect: true}\n", [(5, 5)]),
        ("expect: [{id: x, log: a}]\ncases:\n  - {id: a, replace_expect: [x]}\n", [(5, 5)]),
        ("expect: [{log: a}]\ncases:\n  - {id: a, patch: {expect: []}}\n", [(5, 29)]),
        ("expect: [{log: a}]\ncases:\n  - {id: a, only_expect: true, expect: [{log: b}]}\n", []),
        ("expect: [{never: [0s, end], error: {}}]\n", []),
        ("expect: [{never: [0s, end], log: {}}]\n", []),
        ("expect: [{log: {}, times: 3}]\n", []),
    ],
)
def test_a_test_that_expects_nothing_is_refused(folder, more, places):
    found = problems(folder, ONLY + more)
    assert [there[:2] for there in found] == places
    assert {there[2] for there in found} <= {"nothing is expected"}


EXPECTED = ONLY + "expect: [{log: a}]\n"


@pytest.mark.parametrize(
    ("matrix", "column", "message"),
    [
        ("seed: [1, 2, 1]", 23, "'1' stands here twice"),
        ("devices.gww.impos: [36, 38]", 10, "there is no device 'gww'"),
        ("world.lans.home.loss: [10%]", 10, "there is no LAN 'home'"),
        ("sed: [1, 2]", 10, "there is no 'sed' to be varied"),
        ("wrold.lans.loss: [1, 2]", 10, "there is no 'wrold.lans.loss' to be varied"),
    ],
)
def test_a_matrix_varies_what_is_there(folder, matrix, column, message):
    assert problems(folder, EXPECTED + "matrix: {%s}\n" % matrix) == [(4, column, message)]


def test_a_matrix_may_make_a_section(folder):
    assert problems(folder, EXPECTED + "matrix: {world.impcloud.latency: [1ms, 2s], run.until: [9s]}\n") == []


def test_a_matrix_does_not_go_through_lists(folder):
    text = EXPECTED + "timeline: [{at: 1s, do: dhcp.stop}]\nmatrix: {timeline.0.at: [1s, 2s]}\n"
    assert problems(folder, text) == [(5, 10, "a matrix cannot go through lists")]


CABLE = EXPECTED + "timeline: [{at: 1s, do: link.down}]\n"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("cases: [{id: a, patch: {devices: {gw: {model: imp003}}}}]\n", "in case 'a': the imp003 has no Ethernet"),
        ("matrix: {model: [imp005, imp003]}\n", "in case 'base[model=imp003]': the imp003 has no Ethernet"),
        ("cases: [{id: a}]\nmatrix: {model: [imp003]}\n", "the imp003 has no Ethernet"),
    ],
)
def test_a_mistake_names_the_case_that_makes_it(folder, more, message):
    assert problems(folder, CABLE + more) == [(4, 25, message)]


def test_a_mistake_that_a_case_mends_is_the_base_s(folder):
    text = CABLE.replace("{device:", "{model: imp003, device:") + "cases: [{id: a, patch: {timeline: null}}]\n"
    assert problems(folder, text) == [(4, 25, "the imp003 has no Ethernet")]


def test_no_device_is_known(folder):
    text = "impsim: 1\ndevices:\nexpect: [{log: a}]\n"
    found = [(line, message) for line, _, message in problems(folder, text)]
    assert found == [(2, "a table of devices by name expected"), (3, "which device?")]


def test_json_may_lose_a_zero_as_well(folder):
    path = folder / "s.scenario.json"
    text = '{"impsim": 1, "world": {"cells": {"c": {"mcc": 262,\n "mnc": 2}}},'
    path.write_text(text + ' "devices": {"gw": {"device": "gw.nut"}}, "expect": [{"log": "a"}]}')
    with pytest.raises(Diagnostic) as caught:
        load.tests_of(str(path), Defaults())
    assert (caught.value.line, caught.value.column, caught.value.hint) == (2, 9, "zeros count: write '02'")


def test_aliases_of_aliases_do_not_fill_the_memory(folder):
    text = "impsim: 1\na: &a [x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefgh", "bcdefghi"):
        text += "%s: &%s [%s]\n" % (name, name, ", ".join(["*" + before] * 8))
    ((_, _, message),) = problems(folder, text)
    assert message == "this is too much to read"


@pytest.mark.parametrize("times", ["²", "1..²", "-1", "1.5", ""])
def test_how_often_is_a_number(folder, times):
    ((line, _, message),) = problems(folder, ONLY + "expect:\n  - log: a\n    times: '%s'\n" % times)
    assert (line, message) == (5, "how often? a number like 1, or 2..5")


DEEP = 50000  # more than the stack of a reader in C holds


@pytest.mark.parametrize(
    ("ending", "text", "place"),
    [
        ("yaml", "a: " + "[" * DEEP, (1, 23)),
        ("yaml", "- " * DEEP + "a", (1, 41)),
        ("yaml", "? " * DEEP + "a", (1, 41)),
        ("yaml", "x: 1\na: &x {b: *x}", (2, 4)),
        ("json", '{"a":' + "[" * DEEP, (1, 25)),
    ],
)
def test_what_is_nested_without_an_end_is_refused(tmp_path, ending, text, place):
    path = tmp_path / ("w." + ending)
    path.write_text(text)
    with pytest.raises(Diagnostic) as caught:
        world.load(str(path))
    assert (caught.value.message, caught.value.line, caught.value.column) == ("nested too deeply", *place)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TOML is read from Python 3.11 on")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * DEEP, "nested too deeply"),
        ("a = " + "{b=" * DEEP, "nested too deeply"),
        ("[" + "a." * 100 + "b]", "nested too deeply"),
        ("seed = " + "9" * DEEP, "a number of thousands of digits"),
    ],
)
def test_toml_without_an_end_is_refused(tmp_path, text, message):
    path = tmp_path / "w.toml"
    path.write_text(text)
    with pytest.raises(Diagnostic) as caught:
        world.load(str(path))
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, 1, caught.value.column)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"lan: {}\nrssi: \xc3\xa9\xff", "is not UTF-8 text"),
        ("lan: {}\nrssi: \u00e9\1".encode(), "special characters are not allowed"),
    ],
)
def test_characters_that_cannot_be_are_refused_at_their_place(tmp_path, data, message):
    path = tmp_path / "w.yaml"
    path.write_bytes(data)
    with pytest.raises(Diagnostic) as caught:
        world.load(str(path))
    assert (caught.value.message, caught.value.line, caught.value.column) == (message, 2, 8)
