"""What ui.perfetto.dev reads: the rules of its format, and what stands on which track."""

from __future__ import annotations

import json
from typing import Any

from trace_samples import EVENTS, FLEET, HEADER, event

from impsim.trace.perfetto import perfetto

CONTENT = json.loads(perfetto(HEADER, EVENTS))
ROWS = CONTENT["traceEvents"]


def checked(rows: list[dict[str, Any]]) -> None:
    """What every event of the format must have."""
    named = {(row["pid"], row["tid"]) for row in rows if row["name"] == "thread_name"}
    processes = {row["pid"] for row in rows if row["name"] == "process_name"}
    for row in rows:
        assert row["ph"] in ("M", "X", "i", "C")
        assert type(row["pid"]) is type(row["tid"]) is int
        assert isinstance(row["name"], str) and row["name"]
        if row["ph"] == "M":
            continue
        assert type(row["ts"]) is int and row["ts"] >= 0
        assert (row["pid"], row["tid"]) in named
        assert row["pid"] in processes
        if row["ph"] == "X":
            assert type(row["dur"]) is int and row["dur"] >= 0
        elif row["ph"] == "i":
            assert row["s"] in ("g", "t")
        else:
            assert row["args"] and all(isinstance(value, (int, float)) for value in row["args"].values())


def track(name: str, process: str = "imp", rows: list[dict[str, Any]] = ROWS) -> list[dict[str, Any]]:
    (pid,) = [row["pid"] for row in rows if row["name"] == "process_name" and row["args"]["name"] == process]
    tids = [
        row["tid"] for row in rows if row["name"] == "thread_name" and row["pid"] == pid and row["args"]["name"] == name
    ]
    return [row for row in rows if row["ph"] != "M" and row["pid"] == pid and row["tid"] in tids]


def test_the_rules_of_the_format() -> None:
    checked(ROWS)
    assert CONTENT["otherData"]["model"] == "imp005"
    checked(json.loads(perfetto(FLEET, EVENTS))["traceEvents"])


def test_states_are_spans() -> None:
    assert [(row["name"], row["ts"], row["dur"]) for row in track("wl0")] == [
        ("WIFI_JOINING", 0, 1000000),
        ("WIFI_LINK_UP", 1000000, 1000000),
        ("CONNECTED", 2000000, 1000000),
        ("WIFI_STOPPED_UNHAPPY", 3000000, 3000000),
    ]


def test_calls_last_as_long_as_they_took() -> None:
    assert [(row["name"], row["ts"], row["dur"]) for row in track("calls") if row["ph"] == "X"] == [
        ("server.log", 2160000, 5),
        ("imp.getmemoryfree", 2600000, 0),
    ]


def test_logs_and_faults_are_moments() -> None:
    assert [(row["ph"], row["name"]) for row in track("log")] == [
        ("i", "log [server.log] 1 (p.nut:2)"),
        ("i", 'log [server.error] ERROR: x backtrace=[["f", "p.nut", 2]]'),
    ]
    (fault,) = track("others", "world")
    assert (fault["s"], fault["ts"]) == ("g", 3000000)


def test_numbers_that_change() -> None:
    counters = {(row["name"], row["ts"]): row["args"] for row in ROWS if row["ph"] == "C" and row["name"] != "charge"}
    assert counters == {
        ("rssi of interface 0", 2000000): {"dBm": -61},
        ("count", 2160005): {"value": 1},
        ("pinA", 2500000): {"level": 1},
        ("free memory", 2600000): {"bytes": 90000},
    }
    charge = [row["args"]["mAh"] for row in ROWS if row["name"] == "charge"]
    assert charge == sorted(charge)
    assert charge[-1] > 0


def test_damaged_events_of_our_own_kinds() -> None:
    odd = [
        event(1, "api", since_us=-5, side=3),
        event(1, "net.info", changed=[1]),
        event(2, "net.info", changed={"interface.0.rssi": "x"}),
        event(2, "pin", level="high"),
        event(3, "probe", value="x"),
        event(3, "state"),
        event(4, "power"),
    ]
    checked(json.loads(perfetto(HEADER, odd))["traceEvents"])
