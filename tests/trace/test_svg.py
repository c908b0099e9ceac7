"""The picture of a trace."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_samples import EVENTS, FLEET, HEADER, event

from impsim.trace.svg import svg, tick
from impsim.trace.tracks import tracks

NAMESPACE = "{http://www.w3.org/2000/svg}"
PICTURE = svg(HEADER, EVENTS, "t.trace")


def root_of(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def spans(picture: str) -> list[str]:
    rects = [rect for rect in root_of(picture).iter(NAMESPACE + "rect") if len(rect)]
    return ["%s %s" % (rect.get("class"), rect[0].text) for rect in rects]


def test_spans_of_every_lane() -> None:
    assert spans(PICTURE) == [
        "trying WIFI_JOINING, 0 s to 1 s",
        "link WIFI_LINK_UP, 1 s to 2 s",
        "connected CONNECTED, 2 s to 3 s",
        "failed WIFI_STOPPED_UNHAPPY, 3 s to 6 s",
        "connected open, 2 s to 3 s",
        "failed closed, 3 s to 6 s",
        "connected running, 2.16 s to 5 s",
    ]


def test_marks_of_what_happens() -> None:
    marks = {path[0].text or "": path.get("class") for path in root_of(PICTURE).iter(NAMESPACE + "path") if len(path)}
    assert sorted(marks.values()) == ["fault", "fault", "log", "message"]
    assert any("wifi.down" in text for text in marks)
    assert any("ERROR: x" in text for text in marks)


def test_each_device_has_its_lanes() -> None:
    texts = [found.text for found in root_of(svg(FLEET, [], "t")).iter(NAMESPACE + "text")]
    assert [text for text in texts if text in ("a", "b", "c", "wl0", "cell0", "cloud", "program")] == [
        *("a", "wl0", "cloud", "program"),
        *("b", "wl0", "cell0", "cloud", "program"),
        *("c", "cloud", "program"),
    ]


@given(st.text(), st.text())
def test_whatever_a_trace_says_it_is_well_formed(said: str, name: str) -> None:
    events = [
        event(1, "log", type="server.log", msg=said),
        event(2, "state", interface=name, state=said),
        event(3, "fault", device=name, do=said),
    ]
    picture = root_of(svg({**HEADER, "model": said}, events, name))
    assert {found.tag.removeprefix(NAMESPACE) for found in picture.iter()} <= {
        "svg",
        "title",
        "style",
        "rect",
        "path",
        "text",
    }


def test_it_is_always_the_same_and_loads_nothing() -> None:
    assert svg(HEADER, EVENTS, "t.trace") == PICTURE
    assert "url(" not in PICTURE
    assert "<script" not in PICTURE


def test_marks_that_cannot_be_told_apart_are_one() -> None:
    many = [event(number, "log", type="server.log", msg="x" * 1000) for number in range(0, 9000000, 500)]
    assert len(svg(HEADER, many, "t")) < 400000


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (0.5, "0.5 s"), (45, "45 s"), (150, "2:30"), (3661, "1:01:01")]
)
def test_ticks(seconds: float, text: str) -> None:
    assert tick(seconds) == text


def test_tracks_end_where_the_next_begins() -> None:
    seen = list(tracks(EVENTS, 7000000))
    assert ("imp", "wl0", 0, 1000000, "WIFI_JOINING", "trying") in seen
    assert ("imp", "program", 2160000, 5000000, "running", "connected") in seen
    assert ("imp", "power", 0, 7000000, "running", "connected") in seen
    by_track: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for device, track, from_us, to_us, _, _ in seen:
        by_track.setdefault((device, track), []).append((from_us, to_us))
    for of_track in by_track.values():
        assert all(one[1] == other[0] for one, other in zip(of_track, of_track[1:]))
