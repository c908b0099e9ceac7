"""Whatever stands in a scenario file: it is read and runs, or every mistake is told with its place."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario.harness import COUNTER, defaults

from impsim.errors import Diagnostic
from impsim.scenario import load
from impsim.squirrel.vm import allow_depth

allow_depth()  # as every run does: hypothesis wants to find the limit as it left it

TIMES = st.integers(0, 30000).map(lambda ms: "%dms" % ms) | st.sampled_from(["0s", "5s", "end", "first", "first + 2s"])
STATIC = st.integers(0, 30000)
WORLDS = st.sampled_from(
    [
        {},
        {"lans": {"home": {"cidr": "10.1.0.0/24", "dhcp": {"lease": "20s"}}}},
        {"wifi": {"Home": {"password": "secret", "aps": {"a": {"channel": 1}, "b": {"channel": 11, "rssi": -80}}}}},
        {"impcloud": {"latency": "100ms", "jitter": "20ms"}},
    ]
)
VERBS = st.sampled_from(
    [
        {"do": "dhcp.stop"},
        {"do": "cloud.down"},
        {"do": "cloud.up"},
        {"do": "lan.drop", "loss": "50%"},
        {"do": "power.cycle", "device": "one"},
        {"do": "squirrel.restart", "device": "one"},
        {"do": "agent.send", "device": "one", "name": "x", "data": [1, {"a": None}]},
    ]
)
THAT = st.sampled_from(
    [
        {"path": "active.type", "equals": "wifi"},
        [{"path": "ipv4.address", "matches": "^1"}, {"path": "x", "absent": True}],
        {"less_than": 5, "greater_than": 1},
        {"path": "interface[0].type", "contains": "w"},
    ]
)
HAPPENING = st.sampled_from(
    [
        {"log": {"device": "one", "contains": "tick"}},
        {"log": {"device": "one", "matches": "tick (?<n>[0-9]+)"}, "that": {"path": "n", "less_than": 4}},
        {"error": {"device": "one"}},
        {"message": {"from": "one", "to": "agent", "name": "tick"}},
        {"event": {"kind": "cloud.session", "state": "open"}},
    ]
)
LASTING = st.sampled_from(
    [
        {"state": {"device": "one", "is": "connected"}},
        {"memory": {"device": "one", "greater_than": 10}},
        {"energy": {"device": "one", "greater_than_mah": 1.5}},
    ]
) | THAT.map(lambda that: {"probe": {"device": "one", "eval": "imp.net.info()"}, "that": that})
WINDOWS = st.one_of(
    st.just({}),
    st.tuples(st.sampled_from(["within", "never"]), st.integers(0, 9000), st.integers(9000, 40000)).map(
        lambda found: {found[0]: ["%dms" % found[1], "%dms" % found[2]]}
    ),
)
BOTH = st.tuples(HAPPENING | LASTING, WINDOWS) | st.tuples(LASTING, TIMES.map(lambda t: {"at": t}))
EXPECTATIONS = st.lists(BOTH.map(lambda both: {**copy.deepcopy(both[0]), **both[1]}), min_size=1, max_size=4)
DEVICE = st.sampled_from(["imp001", "imp003", "imp005"]).map(lambda model: {"model": model, "device": "p.nut"})
DOCUMENTS = st.builds(
    lambda world, one, two, entries, expect, cases: {
        "impsim": 1,
        "run": {"until": "40s", "seed": 3},
        "world": world,
        "devices": {"one": one, **({"two": two} if two else {})},
        "timeline": [{"id": "first", "at": "6s", "do": "dhcp.start"}, *entries],
        "expect": expect,
        **cases,
    },
    WORLDS,
    DEVICE,
    st.none() | DEVICE,
    st.lists(st.builds(lambda verb, t: {**verb, "at": "%dms" % t}, VERBS, STATIC), max_size=4),
    EXPECTATIONS,
    st.sampled_from([{}, {"cases": [{"id": "c", "patch": {"run": {"seed": 5}}}]}, {"matrix": {"seed": [1, 2]}}]),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    (folder / "p.nut").write_text(COUNTER)
    return folder / "s.scenario.json"


@given(DOCUMENTS)
@settings(max_examples=40)
def test_what_is_right_runs_and_is_the_same_twice(path, document):
    path.write_text(json.dumps(document, indent=1))
    for test in load.tests_of(str(path), defaults()):
        first, second = test.run()[0], test.run()[0]
        assert first.status in ("passed", "failed")
        assert (first.message, first.virtual_s) == (second.message, second.virtual_s)
        assert (first.status == "failed") == bool(first.message)


def places(value, path=()):
    """Every place in a document."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in below:
        yield from places(member, (*path, key))


JUNK = st.sampled_from(
    [None, "", "x", "10", "end", "-5s", 7, -1, 1e99, True, [], {}, [[]], {"x": 1}, [1, 2], "99h", "a + 1s", "("]
)


@st.composite
def damaged(draw):
    document = copy.deepcopy(draw(DOCUMENTS))
    for _ in range(draw(st.integers(1, 3))):
        chosen = draw(st.sampled_from([place for place in places(document) if place]))
        holder = document
        for key in chosen[:-1]:
            holder = holder[key]
        how = draw(st.sampled_from(["replace", "remove", "rename"]))
        if how == "replace":
            holder[chosen[-1]] = copy.deepcopy(draw(JUNK))
        elif how == "rename" and isinstance(holder, dict):
            holder[str(chosen[-1])[:-1]] = holder.pop(chosen[-1])
        else:
            holder.pop(chosen[-1])
    return document


@given(damaged())
@settings(max_examples=400)
def test_a_damaged_file_is_read_or_every_mistake_has_a_place(path, document):
    path.write_text(json.dumps(document, indent=1))
    lines = path.read_text().split("\n")
    try:
        load.tests_of(str(path), defaults())
    except Diagnostic as first:
        for found in [first, *getattr(first, "also", ())]:
            assert 1 <= found.line <= len(lines)
            assert 1 <= found.column <= len(lines[found.line - 1]) + 1
            assert found.message
