"""Joining a Wi-Fi network: attempts, states, the record, hints, WPS; and any story."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wifi_harness import GB, SECOND, US_DUAL, Rig, point

from impsim.device.nic import Nic
from impsim.device.radio.wifi import (
    EMPTY_SCAN_US,
    HINTED_SCAN_US,
    REASSOCIATE_US,
    ROAM_DECISION_US,
    WPS_EXCHANGE_US,
    WPS_US,
)
from impsim.device.world import Lan

CONNECTED, NO_WIFI = 5, 1
ROAM_US = ROAM_DECISION_US + REASSOCIATE_US

# What there is and what is stored -> the code, the time, the access point
ATTEMPTS = [
    ({"a": point()}, {}, CONNECTED, SECOND, "a"),
    ({"a": point(connect_us=301)}, {}, CONNECTED, 301, "a"),
    ({"a": point(), "b": point(2, rssi_dbm=-40)}, {}, CONNECTED, SECOND, "b"),
    ({"a": point(), "b": point(2)}, {}, CONNECTED, SECOND, "a"),
    ({"a": point(), "b": point(2, rssi_dbm=-40, ssid="Other")}, {}, CONNECTED, SECOND, "a"),
    ({"a": point(), "b": point(2, rssi_dbm=-40, channel=36)}, {}, CONNECTED, SECOND, "a"),
    ({"a": point(key="secret")}, {"key": "secret"}, CONNECTED, SECOND, "a"),
    ({"a": point(key="secret")}, {"key": "wrong"}, NO_WIFI, SECOND, None),
    ({"a": point(key="secret")}, {}, NO_WIFI, SECOND, None),
    ({"a": point()}, {"key": "unneeded"}, CONNECTED, SECOND, "a"),
    ({"a": point(hidden=True)}, {}, CONNECTED, SECOND, "a"),
    ({"a": point()}, {"ssid": "Other"}, NO_WIFI, EMPTY_SCAN_US, None),
    ({"a": point()}, {"ssid": ""}, NO_WIFI, EMPTY_SCAN_US, None),
    ({"a": point(ssid="")}, {"ssid": ""}, NO_WIFI, EMPTY_SCAN_US, None),
    ({"a": point()}, {"ssid": None}, NO_WIFI, EMPTY_SCAN_US, None),
    ({"a": point(up=False)}, {}, NO_WIFI, EMPTY_SCAN_US, None),
    ({"a": point(channel=12)}, {}, NO_WIFI, EMPTY_SCAN_US, None),
    ({}, {}, NO_WIFI, EMPTY_SCAN_US, None),
]


@pytest.mark.parametrize(("points", "kept", "code", "us", "ap"), ATTEMPTS)
def test_attempts(points, kept, code, us, ap):
    rig = Rig(points, **kept)
    assert rig.connect() == (code, us)
    assert rig.ap == ap
    assert rig.wifi.has_link is (ap is not None)


@pytest.mark.parametrize(
    ("bands", "country", "ap"), [("2.4G,5G", US_DUAL, "high"), ("2.4G", US_DUAL, "low"), ("2.4G", GB, "low")]
)
def test_a_radio_without_5_ghz_never_joins_there(bands, country, ap):
    rig = Rig({"low": point(1, rssi_dbm=-70), "high": point(2, channel=36)}, bands=bands, country=country)
    rig.connect()
    assert rig.ap == ap


def test_states_on_the_way_up_and_down():
    rig = Rig({"a": point()})
    rig.connect()
    rig.wifi.addressing()
    rig.wifi.lease = object()
    rig.wifi.stop()
    assert rig.states() == ["WIFI_SCANNING", "WIFI_JOINING", "WIFI_LINK_UP", "WIFI_DHCPING", "WIFI_STOPPED"]
    assert (rig.wifi.joined, rig.wifi.lan, rig.wifi.lease) == (None, None, None)


def test_a_failure_leaves_it_unhappy():
    rig = Rig({})
    rig.connect()
    assert rig.states() == ["WIFI_SCANNING", "WIFI_STOPPED_UNHAPPY"]
    assert not rig.wifi.powered


def test_an_association_is_told():
    rig = Rig({"a": point()})
    rig.connect()
    told = {"interface": "wl0", "ap": "a", "bssid": "02494d500001", "channel": 1, "ssid": "impsim", "rssi": -58}
    assert [event for event in rig.events if event["kind"] == "wifi.associated"] == [
        {"t_us": SECOND, "device": "a", "kind": "wifi.associated", **told}
    ]


@pytest.mark.parametrize("values", [{"up": False}, {"level": None}, {"key": "new"}, {"ssid": "Other"}, {"channel": 13}])
@pytest.mark.parametrize("at_us", [SECOND // 4, SECOND * 3 // 4])
def test_a_point_that_goes_while_it_is_joined(values, at_us):
    rig = Rig({"a": point()})
    rig.attempt()
    rig.wait(at_us)
    rig.change("a", **values)
    rig.wait(SECOND)
    assert rig.codes == [NO_WIFI]
    assert rig.wifi.joined is None


# The record


KEYS = {"rssi", "bssid", "connectedssid"}


def test_the_record_before_during_and_after():
    rig = Rig({"a": point()})
    before = rig.record()
    assert before == {
        "type": "wifi",
        "macaddress": "0c2a69000001",
        "bands": "2.4G",
        "country": "US",
        "powersave": False,
        "channel": 0,
        "ssid": "impsim",
    }
    rig.connect()
    joined = {"channel": 1, "rssi": -58, "bssid": "02494d500001", "connectedssid": "impsim"}
    assert rig.record() == {**before, **joined, "encryption": "WPA2-PSK (AES)"}
    rig.wifi.stop()
    assert rig.record() == {**before, "encryption": "WPA2-PSK (AES)"}


@pytest.mark.parametrize(("release", "there"), [("34", False), ("35.6", False), ("35.7", True), ("36", True)])
def test_connectedssid_came_with_35_7(release, there):
    rig = Rig({"a": point()}, release=release)
    rig.connect()
    assert ("connectedssid" in rig.record()) is there


def test_the_stored_network_and_the_joined_one():
    rig = Rig({"a": point(), "b": point(2, ssid="Other", key="k")})
    rig.connect()
    rig.wifi.configure("Other", "k")
    rig.wait(10 * SECOND)
    assert (rig.record()["ssid"], rig.record()["connectedssid"]) == ("Other", "impsim")
    rig.wifi.stop()
    rig.connect()
    assert (rig.record()["ssid"], rig.record()["connectedssid"]) == ("Other", "Other")


def test_a_nic_of_a_program_is_not_stored():
    rig = Rig({"a": point(), "b": point(2, ssid="Other", key="k")})
    assert rig.connect(Nic("wl0", "Other", "k"))[0] == CONNECTED
    assert (rig.record()["ssid"], rig.record()["connectedssid"]) == ("impsim", "Other")
    assert (rig.site.stored.ssid, rig.site.stored.key) == ("impsim", "")


def test_what_is_stored_makes_the_radio():
    assert Rig({}, powersave=True).record()["powersave"] is True
    assert Rig({}, country=GB).record()["country"] == "GB"


def test_what_a_cold_boot_resets():
    rig = Rig({"a": point()}, hint_bssid="02494d500001", hint_channel=1)
    rig.wifi.powersave = rig.wifi.latched = True
    rig.wifi.wps_pin = "12345670"
    rig.wifi.cold_boot()
    assert (rig.wifi.powersave, rig.wifi.latched) == (False, False)
    assert rig.wifi.wps_pin == "12345670"
    assert rig.wifi.hints == ("02494d500001", 1)


# Hints

HINTS = [
    ("02494d500002", 6, "b", HINTED_SCAN_US + SECOND // 2),  # though a is louder
    ("02494d500002", 1, "a", HINTED_SCAN_US + SECOND),  # the wrong channel
    ("02494d500003", 6, "a", HINTED_SCAN_US + SECOND),  # no such point
    ("02494d500004", 6, "a", HINTED_SCAN_US + SECOND),  # of another network
    ("02494d500005", 13, "a", HINTED_SCAN_US + SECOND),  # a channel of another region
    ("", 0, "a", SECOND),
]


@pytest.mark.parametrize(("bssid", "channel", "ap", "us"), HINTS)
def test_hints(bssid, channel, ap, us):
    points = {
        "a": point(1, rssi_dbm=-50),
        "b": point(2, channel=6),
        "other": point(4, channel=6, ssid="Other"),
        "foreign": point(5, channel=13, rssi_dbm=-40),
    }
    rig = Rig(points, hint_bssid=bssid, hint_channel=channel)
    assert rig.connect() == (CONNECTED, us)
    assert rig.ap == ap
    assert rig.wifi.hints == (points[ap].bssid, points[ap].channel)


def test_the_second_connection_is_faster():
    rig = Rig({"a": point()})
    assert rig.connect() == (CONNECTED, SECOND)
    rig.wifi.stop()
    assert rig.connect() == (CONNECTED, HINTED_SCAN_US + SECOND // 2)
    rig.wifi.forget_hints()
    assert rig.wifi.hints is None
    rig.wifi.stop()
    assert rig.connect() == (CONNECTED, SECOND)


def test_hints_of_a_failed_attempt_stay_as_they_were():
    rig = Rig({"a": point(key="secret")}, hint_bssid="02494d500009", hint_channel=3)
    assert rig.connect() == (NO_WIFI, HINTED_SCAN_US + SECOND)
    assert rig.wifi.hints == ("02494d500009", 3)


# WPS


@pytest.mark.parametrize("pressed_after_us", [0, 10 * SECOND, 110 * SECOND])
def test_wps_takes_over_the_network_whose_button_is_pressed(pressed_after_us):
    rig = Rig({"a": point(ssid="Mine", key="secret"), "b": point(2, rssi_dbm=-30)}, ssid="")
    rig.wifi.wps_pin = ""
    rig.attempt()
    rig.wait(pressed_after_us)
    rig.change("a", wps_until_us=rig.clock.now_us + 120 * SECOND)
    rig.wait(SECOND + WPS_EXCHANGE_US + SECOND)
    assert (rig.codes, rig.ap) == ([CONNECTED], "a")
    assert (rig.site.stored.ssid, rig.site.stored.key) == ("Mine", "secret")
    assert rig.wifi.wps_pin is None
    assert rig.states() == ["WIFI_WPSING", "WIFI_SCANNING", "WIFI_JOINING", "WIFI_LINK_UP"]


@pytest.mark.parametrize("points", [{}, {"a": point()}, {"a": point(wps_until_us=1, connect_us=0)}])
def test_without_a_button_wps_fails_after_two_minutes_and_is_over(points):
    rig = Rig(points)
    rig.wifi.wps_pin = "12345670"
    rig.wait(1)
    assert rig.connect() == (NO_WIFI, WPS_US)
    assert rig.wifi.wps_pin is None
    assert rig.site.stored.ssid == "impsim"
    assert rig.connect()[0] == (CONNECTED if points else NO_WIFI)


def test_wps_that_is_stopped_is_over():
    rig = Rig({})
    rig.wifi.wps_pin = ""
    attempt = rig.attempt()
    rig.wait(SECOND)
    attempt.stop()
    rig.wifi.stop()
    assert rig.wifi.wps_pin is None


# Any story

NAMES = st.sampled_from(["a", "b", "c"])
LEVELS = st.sampled_from([None, -96, -95, -90, -84, -80, -76, -75, -68, -58])
STEPS = st.one_of(
    st.tuples(st.just("up"), NAMES, st.booleans()),
    st.tuples(st.just("level"), NAMES, LEVELS),
    st.tuples(st.just("key"), NAMES, st.sampled_from(["", "k", "x"])),
    st.tuples(st.just("channel"), NAMES, st.sampled_from([1, 11, 13, 36])),
    st.tuples(st.just("lan"), NAMES, st.sampled_from(["lan", "guests"])),
    st.tuples(st.just("wait"), st.just(""), st.integers(0, 5 * SECOND)),
    st.tuples(st.just("connect"), st.just(""), st.none()),
)


class Story:
    """A radio that lives through steps; what must hold is looked at after each."""

    def __init__(self, steps, seed):
        points = {"a": point(1, key="k"), "b": point(2, key="k", rssi_dbm=-70), "c": point(3, channel=11, rssi_dbm=-85)}
        self.rig = Rig(points, key="k", noise_db=4, seed=seed)
        self.rig.world.lans["guests"] = Lan()
        for what, name, value in steps:
            self.live(what, name, value)
            self.check()

    def live(self, what, name, value):
        rig = self.rig
        if what == "wait":
            rig.wait(value)
        elif what != "connect":
            rig.change(name, **{what: value})
        elif not rig.wifi.powered:
            rig.attempt()

    def check(self):
        rig = self.rig
        links = rig.codes.count(CONNECTED)
        linked = rig.wifi.state == 103
        record = rig.record()
        assert KEYS & set(record) == (KEYS if rig.wifi.joined else set())
        assert (record["channel"] == 0) is (rig.wifi.joined is None)
        assert not rig.wifi.has_link or rig.wifi.joined
        assert linked or not rig.wifi.joined
        assert len(rig.losses) == links - linked
        assert set(rig.losses) <= {NO_WIFI}

    def settle(self):
        """After a while without changes a link is one that carries, to a point that lets the radio in."""
        self.rig.wait(10 * SECOND)
        self.check()
        if self.rig.wifi.state == 103:
            assert self.rig.wifi.has_link
            assert self.rig.wifi.joined.key in ("", "k")
            assert self.rig.clock.next_us() is None

    def darken(self):
        """Without any point every link is lost."""
        for name in self.rig.world.points:
            self.live("up", name, False)
        self.rig.wait(10 * SECOND)
        self.check()
        assert not self.rig.wifi.powered


@settings(max_examples=300)
@given(st.lists(STEPS, max_size=30), st.integers(0, 3))
def test_any_story(steps, seed):
    events = []
    for _ in range(2):
        story = Story([("connect", "", None), ("wait", "", SECOND), *steps], seed)
        story.settle()
        story.darken()
        events.append(story.rig.events)
    assert events[0] == events[1]
