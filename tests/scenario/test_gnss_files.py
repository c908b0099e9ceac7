"""`gnss` in scenario files: where an imp is, and what is wrong with that."""

from __future__ import annotations

import pytest
from harness import failed_ids, problems

HEAD = """\
impsim: 1
run: {until: 90s}
devices:
  imp: {model: imp006, device: p.nut, gnss: {lat: 51.5, lon: -0.125, alt: 35, fix: 2d, satellites: 5}}
timeline:
  - {id: moves, at: 60s, do: gnss.set, lat: 52.0}
"""
PROGRAM = """
    s <- hardware.gnss.open(function(t) { s.enable(); imp.wakeup(35, ask) });
    function ask() {
        imp.wakeup(10, ask);
        s.readposition(function(r) { server.log(r.quectel.latitude + " " + r.quectel.fix + " " + r.quectel.nsat) }, 2);
    }
"""


def test_a_position(tmp_path):
    expect = """
        - {id: here, log: 51.50000 2 05, within: [0s, moves]}
        - {id: there, log: 52.00000 2 05, within: [moves, moves + 20s]}
        - {id: told, event: {kind: gnss, do: fix, latitude: "52.00000"}}
    """
    assert failed_ids(tmp_path, expect, PROGRAM, head=HEAD) == []


WRONG = [
    ("{lat: 90}", ["'90' is not a number from -90 to 90"]),
    ("{lon: east}", ["'east' is not a number from -180 to 180"]),
    ("{fix: 4d}", ["'4d' is not one of 3d, 2d, none"]),
    ("{latitude: 1}", ["there is no 'latitude' here"]),
    ("[1]", ["a table of lat, lon, alt, fix, hdop, satellites, speed, course expected"]),
]


@pytest.mark.parametrize(("given", "messages"), WRONG)
def test_mistakes(tmp_path, given, messages):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    head = "impsim: 1\ndevices:\n  imp: {model: imp006, device: p.nut, gnss: %s}\nexpect: [{log: x}]\n"
    assert [text for _, _, text in problems(tmp_path, head % given)] == messages


def test_models_without_a_receiver(tmp_path):
    (tmp_path / "p.nut").write_text("", encoding="utf-8")
    head = "impsim: 1\ndevices:\n  imp: {model: imp003, device: p.nut}\nexpect: [{log: x}]\n"
    head += "timeline: [{at: 1s, do: gnss.set}]\n"
    assert [text for _, _, text in problems(tmp_path, head)] == ["the imp003 has no satellite receiver"]
