"""What a radio hears: bands, regions, reception, noise; scans and how they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wifi_harness import CANADA, EUROPE_DUAL, GB, SECOND, US, US_DUAL, Rig, point

from impsim.device.profile import find
from impsim.device.radio.scanning import SCAN_CHANNEL_US

POINTS = {1: "low", 11: "eleven", 13: "thirteen", 14: "fourteen", 36: "high", 120: "radar", 165: "top"}

# model -> region code -> the channels of POINTS that it hears
AUDIBLE = [
    ("imp001", US, [1, 11]),
    ("imp001", GB, [1, 11, 13]),
    ("imp002", GB, [1, 11, 13]),
    ("imp003", US, [1, 11]),
    ("imp004m", US_DUAL, [1, 11]),
    ("imp005", US_DUAL, [1, 11, 36, 120, 165]),
    ("imp005", EUROPE_DUAL, [1, 11, 13, 36, 120]),
    ("imp005", CANADA, [1, 11, 36, 165]),
    ("imp006a", US, [1, 11, 36, 120, 165]),
    ("imp006b", US_DUAL, [1, 11]),
    ("imp005", 0x00005A5A, [1, 11, 36]),
]


def rows(rig):
    scans = []
    assert rig.wifi.scan("program", scans.append)
    rig.wait(60 * SECOND)
    assert len(scans) == 1
    return scans[0]


@pytest.mark.parametrize(("model", "country", "heard"), AUDIBLE)
def test_a_radio_hears_what_its_bands_and_its_region_let_it(model, country, heard):
    rig = Rig(
        {name: point(channel=channel) for channel, name in POINTS.items()}, bands=find(model).bands, country=country
    )
    assert [row["channel"] for row in rows(rig)] == heard


def test_moving_to_another_region_opens_and_closes_channels():
    rig = Rig({"a": point(channel=13)}, country=GB)
    assert len(rows(rig)) == 1
    rig.wifi.country = US
    assert rows(rig) == []


@pytest.mark.parametrize(
    ("reception", "values", "audible"),
    [
        ({}, {"rssi_dbm": -95}, True),
        ({}, {"rssi_dbm": -96}, False),
        ({"a": -20}, {"rssi_dbm": -96}, True),
        ({"a": None}, {}, False),
        ({"b": None}, {}, True),
        ({}, {"up": False}, False),
    ],
)
def test_reception(reception, values, audible):
    rig = Rig({"a": point(**values)})
    rig.site.reception = reception
    assert bool(rows(rig)) is audible


def test_a_row_for_each_point_in_the_order_of_channels():
    points = {
        "far": point(1, channel=6, rssi_dbm=-80, key="secret"),
        "near": point(2, channel=1, rssi_dbm=-30, ssid="Other", encryption=""),
        "dark": point(3, channel=6, hidden=True, encryption=""),
    }
    assert rows(Rig(points)) == [
        {"ssid": "Other", "bssid": "02494d500002", "channel": 1, "rssi": -30, "open": True},
        {"ssid": "impsim", "bssid": "02494d500001", "channel": 6, "rssi": -80, "open": False},
        {"ssid": "", "bssid": "02494d500003", "channel": 6, "rssi": -58, "open": True},
    ]


@pytest.mark.parametrize(
    ("bands", "country", "count"), [("2.4G", US, 11), ("2.4G", GB, 13), ("2.4G,5G", US_DUAL, 38 - 2)]
)
def test_a_scan_takes_its_time_on_every_channel(bands, country, count):
    rig = Rig({}, bands=bands, country=country)
    done = []
    rig.wifi.scan("program", done.append)
    rig.wait(count * SCAN_CHANNEL_US - 1)
    assert (done, rig.wifi.powered) == ([], True)
    rig.wait(1)
    assert (done, rig.wifi.powered) == ([[]], False)
    assert [event["found"] for event in rig.events if event["kind"] == "wifi.scan"] == [0]


def test_one_scan_at_a_time():
    rig = Rig({"a": point()})
    done = []
    scan = rig.wifi.scan("program", done.append)
    assert rig.wifi.scan("program", done.append) is None
    assert scan.running
    rig.wait(2 * SECOND)
    assert rig.wifi.scan("program", done.append)
    rig.wait(2 * SECOND)
    assert len(done) == 2


def test_the_scan_of_a_program_that_has_ended_is_forgotten():
    rig = Rig({"a": point()})
    old, new = [], []
    rig.wifi.scan("first", old.append)
    rig.wait(SCAN_CHANNEL_US)
    assert rig.wifi.scan("second", new.append)
    rig.wait(2 * SECOND)
    assert (len(old), len(new)) == (0, 1)


@pytest.mark.parametrize(("after_us", "found"), [(0, []), (SCAN_CHANNEL_US, [1]), (6 * SCAN_CHANNEL_US, [1, 6])])
def test_switching_wifi_off_cuts_a_scan_short(after_us, found):
    rig = Rig({"a": point(1), "b": point(2, channel=6), "c": point(3, channel=11)})
    rig.connect()
    done = []
    rig.wifi.scan("program", done.append)
    rig.wait(after_us)
    rig.wifi.stop()
    assert [[row["channel"] for row in scan] for scan in done] == [found]
    rig.wait(5 * SECOND)
    assert len(done) == 1


def test_a_latched_radio_goes_on_scanning_when_it_is_stopped():
    rig = Rig({"a": point(1), "c": point(3, channel=11)})
    rig.connect()
    rig.wifi.latched = True
    done = []
    rig.wifi.scan("program", done.append)
    rig.wifi.stop()
    assert (done, rig.wifi.powered) == ([], True)
    rig.wait(2 * SECOND)
    assert [len(scan) for scan in done] == [2]


def test_stopping_a_radio_that_is_off_leaves_a_scan_alone():
    rig = Rig({"a": point()})
    done = []
    rig.wifi.scan("program", done.append)
    rig.wifi.stop()
    assert done == []
    rig.wait(2 * SECOND)
    assert len(done[0]) == 1


def readings(rig, seconds):
    found = []
    for _ in range(seconds):
        found.append(rig.record()["rssi"])
        rig.wait(SECOND)
    return found


def joined(**options):
    rig = Rig({"a": point(), "b": point(2, ssid="Other")}, **options)
    rig.connect()
    return rig


@given(st.integers(0, 20), st.integers(0, 2**64 - 1))
def test_noise_stays_in_its_bounds_and_is_the_same_every_time(noise_db, seed):
    found = readings(joined(noise_db=noise_db, seed=seed), 20)
    assert all(-58 - noise_db <= rssi <= -58 + noise_db for rssi in found)
    assert found == readings(joined(noise_db=noise_db, seed=seed), 20)


def test_noise_is_noise():
    found = readings(joined(noise_db=3), 200)
    assert set(found) == set(range(-61, -54))
    assert found != readings(joined(noise_db=3, seed=2), 200)


def test_reading_changes_nothing():
    often, seldom = joined(noise_db=6), joined(noise_db=6)
    for _ in range(50):
        often.record()
        often.wifi.scan("program", lambda rows: None)
        often.wait(SECOND // 10)
    seldom.wait(5 * SECOND)
    assert often.record()["rssi"] == seldom.record()["rssi"]


def test_points_have_noise_of_their_own():
    rig = joined(noise_db=20)
    pairs = set()
    for _ in range(20):
        pairs.add(len({row["rssi"] for row in rows(rig)}))
    assert 2 in pairs


def test_a_reading_stays_for_a_second():
    rig = joined(noise_db=20)
    rig.wait(SECOND - rig.clock.now_us % SECOND)
    first = rig.record()["rssi"]
    rig.wait(SECOND - 1)
    assert rig.record()["rssi"] == first
