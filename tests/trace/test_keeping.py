"""Kept traces: their names, and what is said where none can be kept."""

from __future__ import annotations

import pytest

from impsim.trace.jsonl import read
from impsim.trace.keeping import name_of, note

EVENTS = [{"t_us": 0, "kind": "log", "msg": "a"}, {"t_us": 5, "kind": "log", "msg": "é"}]


def tell(listener):
    for event in EVENTS:
        listener(event)


def test_a_trace_is_kept_and_named(tmp_path):
    detail = {}
    folder = tmp_path / "deep" / "er"
    line = note(detail, str(folder), "a/b.scenario.yaml::base[seed=1]", {"seed": 1}, tell)
    assert line == "\ntrace:  impsim trace " + detail["trace"]
    header, *events = read(detail["trace"])
    assert (header["seed"], events) == (1, EVENTS)
    assert [path.name for path in folder.iterdir()] == ["a_b.scenario.yaml__base_seed=1_.trace"]


def test_where_none_can_be_kept_the_failure_is_told_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    detail = {}
    line = note(detail, str(tmp_path / "file" / "below"), "a", {}, tell)
    assert line == "\ntrace:  not kept: Not a directory"
    assert detail == {}


@pytest.mark.parametrize("id", ["a" * 300, "é" * 200, "f.yaml::" + "x=1," * 90])
def test_long_names_fit(tmp_path, id):
    assert len((name_of(id) + ".trace").encode()) <= 255
    assert name_of(id) != name_of(id[:150] + "?" + id[151:])
    assert note({}, str(tmp_path), id, {}, tell).startswith("\ntrace:  impsim")
