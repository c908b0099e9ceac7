"""Data series that are fed to parts, and those that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario.harness import failed_ids

from impsim.errors import Diagnostic
from impsim.scenario import load
from impsim.scenario.series import cells
from impsim.testcase.defaults import Defaults

HEAD = """\
impsim: 1
run: {until: 40s}
devices:
  imp: {model: imp001, device: p.nut, parts: {knob: {kind: voltage, pin: pin1}}}
timeline:
  - {id: feed, at: 10s, do: part.series, part: knob, file: s.csv, time: t, columns: {voltage: mv}%s}
"""
STEPS = "t,other,mv\n0,a,100\n5,b,200\n1m,c,300\n"


def expected(folder, series, more, expect, **given):
    (folder / "s.csv").write_text(series, encoding="utf-8")
    return failed_ids(folder, expect, head=HEAD % more, **given)


def at(t, value):
    return "- {id: x%s, at: %ss, part: knob, that: {path: state.voltage, equals: %s}}\n" % (t, t, value)


def test_rows_are_set_one_after_the_other(tmp_path):
    assert expected(tmp_path, STEPS, "", at(9, 0) + at(12, 100) + at(16, 200) + at(39, 200)) == []


def test_values_change_in_steps_between_rows(tmp_path):
    more = ", interpolate: linear, every: 500ms"
    series = "t,mv\n0,100\n10s,200\n10.5,0\n"
    assert expected(tmp_path, series, more, at(10.2, 100) + at(12.7, 125) + at(19.8, 195) + at(20.2, 200)) == []
    assert expected(tmp_path, series, "", at(12.7, 125)) == ["x12.7"]


def refused(folder, series, entry=""):
    (folder / "p.nut").write_text("")
    (folder / "s.csv").write_text(series, encoding="utf-8")
    path = folder / "s.scenario.yaml"
    path.write_text(
        (HEAD % "").replace("columns: {voltage: mv}", entry or "columns: {voltage: mv}") + "expect: [log: a]\n"
    )
    try:
        load.tests_of(str(path), Defaults())
    except Diagnostic as first:
        return [(one.path.rpartition("/")[2], one.line, one.column, one.message) for one in (first, *first.also)]
    return []


@pytest.mark.parametrize(
    ("series", "line", "column", "message"),
    [
        ("t,mv\n0,1\n1,\n2,3\n", 3, 3, "'voltage' is empty: a series has no holes"),
        ("t,mv\n0,1\n\n2,3\n", 3, 1, "an empty line: a series has no holes"),
        ("t,mv\n0,1\n1,warm\n", 3, 3, "'warm' is not a number from 0 to 5000 mV, for 'voltage'"),
        ("t,mv\n0,1\n1,9000\n", 3, 3, "'9000' is not a number from 0 to 5000 mV, for 'voltage'"),
        ("t,mv\n0,1\n1,nan\n", 3, 3, "'nan' is not a number from 0 to 5000 mV, for 'voltage'"),
        ("t,mv\n0,1\n2,1\n1,1\n", 4, 1, "'1' is not later than the row before"),
        ("t,mv\n0,1\n0,1\n", 3, 1, "'0' is not later than the row before"),
        ("t,mv\n-1,1\n", 2, 1, "'-1' is no time"),
        ("t,mv\nsoon,1\n", 2, 1, "'soon' is no time"),
        ("t,mv\n,1\n", 2, 1, "the time is empty: a series has no holes"),
        ("t,mv\n0,1,2\n", 2, 1, "3 columns, and the names above are 2"),
        ("t,mv\n", 1, 1, "there are no rows"),
    ],
)
def test_a_series_that_is_damaged_is_refused_at_its_place(tmp_path, series, line, column, message):
    assert refused(tmp_path, series) == [("s.csv", line, column, message)]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("columns: {voltage: mw}", "the file has no column 'mw'"),
        ("columns: {voltag: mv}", "knob has no quantity 'voltag'"),
        ("columns: {}", "a table of columns expected"),
        ("columns: 7", "a table of columns by name expected"),
    ],
)
def test_columns_that_are_not_there_are_refused(tmp_path, entry, message):
    found = refused(tmp_path, STEPS, entry)
    assert ("s.scenario.yaml", message) in [(path, told) for path, _, _, told in found]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    (tmp_path / "p.nut").write_text("")
    path = tmp_path / "s.scenario.yaml"
    path.write_text(HEAD % "" + "expect: [log: a]\n")
    with pytest.raises(Diagnostic, match=r"there is no file '.*s\.csv'"):
        load.tests_of(str(path), Defaults())


TEXT = st.text(st.characters(codec="ascii", exclude_characters='\r\n"'), max_size=8).map(str.strip)


@given(st.lists(TEXT, min_size=1))
def test_cells_are_found_in_quotes_or_without(texts):
    line = ",".join('"%s"' % text if "," in text else text for text in texts)
    found = cells(line)
    assert [text for _, text in found] == texts
    for column, text in found:
        assert line[column - 1 :].lstrip('"').startswith(text)
