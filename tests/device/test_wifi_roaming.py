"""Losing a Wi-Fi network, and moving between its access points."""

from __future__ import annotations

import pytest
from wifi_harness import GB, SECOND, US, Rig, point

from impsim.device.radio.wifi import (
    BEACON_LOSS_US,
    REASSOCIATE_US,
    ROAM_DECISION_US,
)
from impsim.device.world import Lan

CONNECTED, NO_WIFI = 5, 1
ROAM_US = ROAM_DECISION_US + REASSOCIATE_US

# Losing the link

KEYS = {"rssi", "bssid", "connectedssid"}
GONE = [
    ({"up": False}, {"up": True}, "out of reach"),
    ({"level": None}, {"level": -58}, "out of reach"),
    ({"level": -96}, {"level": -95}, "out of reach"),
    ({"channel": 13}, {"channel": 1}, "out of reach"),
    ({"key": "new"}, {"key": ""}, "changed"),
    ({"ssid": "Other"}, {"ssid": "impsim"}, "changed"),
]


@pytest.mark.parametrize(("gone", "back", "reason"), GONE)
def test_a_point_that_is_gone_is_missed_after_a_while(gone, back, reason):
    rig = Rig({"a": point()})
    rig.connect()
    rig.change("a", **gone)
    assert (rig.wifi.has_link, rig.wifi.lan) == (False, None)
    rig.wait(BEACON_LOSS_US - 1)
    assert rig.losses == []
    assert rig.record()["rssi"] == -58
    rig.wait(1)
    assert rig.losses == [NO_WIFI]
    assert not KEYS & set(rig.record())
    assert [event["reason"] for event in rig.events if event["kind"] == "wifi.lost"] == [reason]
    rig.change("a", **back)
    rig.wait(10 * SECOND)
    assert (rig.losses, rig.wifi.joined) == ([NO_WIFI], None)


@pytest.mark.parametrize(("gone", "back", "reason"), GONE)
def test_a_point_that_is_back_in_time_was_never_lost(gone, back, reason):
    rig = Rig({"a": point()})
    rig.connect()
    for _ in range(5):
        rig.change("a", **gone)
        rig.wait(BEACON_LOSS_US - 1)
        rig.change("a", **back)
        assert rig.wifi.has_link
        rig.wait(SECOND)
    assert (rig.losses, rig.ap) == ([], "a")
    assert rig.seen("wifi.lost") == []


def test_a_radio_that_is_switched_off_loses_nothing_any_more():
    rig = Rig({"a": point()})
    rig.connect()
    rig.change("a", up=False)
    rig.wifi.stop()
    rig.wait(10 * SECOND)
    assert rig.losses == []


def test_a_point_that_is_replaced_under_its_name_is_another_one():
    rig = Rig({"a": point()})
    rig.connect()
    rig.world.points["a"] = point()
    rig.world.changed()
    assert not rig.wifi.has_link
    rig.wait(BEACON_LOSS_US + REASSOCIATE_US)
    assert (rig.losses, rig.ap) == ([], "a")


def test_a_region_that_forbids_the_channel_ends_the_link():
    rig = Rig({"a": point(channel=13)}, country=GB)
    rig.connect()
    rig.wifi.country = US
    rig.wait(BEACON_LOSS_US)
    assert rig.losses == [NO_WIFI]


# Roaming


def test_another_point_takes_over_from_one_that_is_gone():
    rig = Rig({"a": point(), "b": point(2, rssi_dbm=-85), "c": point(3, rssi_dbm=-90)})
    rig.connect()
    rig.change("a", up=False)
    rig.wait(BEACON_LOSS_US + REASSOCIATE_US - 1)
    assert (rig.ap, rig.record()["channel"]) == (None, 0)
    rig.wait(1)
    assert (rig.losses, rig.ap, rig.wifi.has_link) == ([], "b", True)
    assert rig.wifi.hints == ("02494d500002", 1)
    began_us = SECOND + BEACON_LOSS_US
    assert rig.seen("wifi.lost", "wifi.associated")[1:] == [
        (began_us, "wifi.lost", "a"),
        (began_us + REASSOCIATE_US, "wifi.associated", "b"),
    ]
    assert rig.states()[-1] == "WIFI_LINK_UP"


def test_a_point_that_moved_to_another_channel_is_found_again():
    rig = Rig({"a": point()})
    rig.connect()
    rig.change("a", channel=11)
    rig.wait(BEACON_LOSS_US + REASSOCIATE_US)
    assert (rig.losses, rig.ap, rig.record()["channel"]) == ([], "a", 11)


def test_the_other_point_vanishes_on_the_way_to_it():
    rig = Rig({"a": point(), "b": point(2)})
    rig.connect()
    rig.change("a", up=False)
    rig.wait(BEACON_LOSS_US + 1)
    rig.change("b", up=False)
    assert rig.losses == []
    rig.wait(REASSOCIATE_US)
    assert (rig.losses, rig.wifi.joined) == ([NO_WIFI], None)


def test_the_key_decides_where_it_can_go():
    rig = Rig({"a": point(key="old"), "b": point(2, key="new"), "c": point(3, key="old", rssi_dbm=-90)}, key="old")
    assert rig.connect()[0] == CONNECTED
    rig.change("a", up=False)
    rig.wait(5 * SECOND)
    assert rig.ap == "c"


# The signal here, that of the other point -> whether it roams
SIGNALS = [
    (-58, -20, False),
    (-75, -20, False),
    (-76, -69, False),
    (-76, -68, True),
    (-90, -83, False),
    (-90, -82, True),
    (-95, -87, True),
    (-76, None, False),
]


@pytest.mark.parametrize(("here", "there", "roams"), SIGNALS)
def test_roaming_needs_a_weak_signal_and_a_much_louder_one(here, there, roams):
    rig = Rig({"a": point(), "b": point(2, rssi_dbm=-59)})
    rig.connect()
    rig.change("b", level=there)
    rig.change("a", level=here)
    assert rig.record()["rssi"] == here
    rig.wait(ROAM_US - 1)
    assert (rig.ap, rig.wifi.has_link) == ("a", True)
    rig.wait(1)
    assert rig.ap == ("b" if roams else "a")
    assert rig.wifi.has_link
    rig.wait(60 * SECOND)
    assert rig.ap == ("b" if roams else "a")
    assert rig.losses == []


@pytest.mark.parametrize("values", [{"level": -70}, {"key": "new"}, {"ssid": "Other"}, {"up": False}])
def test_it_stays_when_the_reason_to_roam_passes(values):
    rig = Rig({"a": point(), "b": point(2, rssi_dbm=-60)})
    rig.connect()
    rig.change("a", level=-80)
    rig.wait(ROAM_US - 1)
    rig.change("a" if "level" in values else "b", **values)
    rig.wait(10 * SECOND)
    assert (rig.ap, rig.losses, rig.seen("wifi.lost")) == ("a", [], [])


def test_a_point_that_vanishes_before_it_has_roamed_is_missed_like_any_other():
    rig = Rig({"a": point(), "b": point(2, rssi_dbm=-60)})
    rig.connect()
    rig.change("a", level=-80)
    rig.wait(SECOND)
    rig.change("a", up=False)
    rig.wait(BEACON_LOSS_US + REASSOCIATE_US - 1)
    assert rig.ap is None
    rig.wait(1)
    assert (rig.ap, rig.losses) == ("b", [])


def test_on_a_louder_point_that_a_hint_passed_over_it_ends_up_in_the_end():
    rig = Rig({"a": point(rssi_dbm=-85), "b": point(2)}, hint_bssid="02494d500001", hint_channel=1)
    rig.connect()
    assert rig.ap == "a"
    rig.wait(ROAM_US)
    assert rig.ap == "b"


@pytest.mark.parametrize("values", [{"up": False}, {"level": -90}])
def test_a_point_on_another_lan_means_to_connect_anew(values):
    rig = Rig({"a": point(), "b": point(2, lan="guests")})
    rig.world.lans["guests"] = Lan()
    rig.connect()
    assert rig.wifi.lan is rig.world.lans["lan"]
    rig.change("a", **values)
    rig.wait(5 * SECOND)
    assert (rig.losses, rig.wifi.joined) == ([NO_WIFI], None)
    rig.connect()
    assert rig.wifi.lan is rig.world.lans["guests"]


def test_a_point_that_is_plugged_into_another_lan_means_to_connect_anew():
    rig = Rig({"a": point()})
    rig.world.lans["guests"] = Lan()
    rig.connect()
    rig.change("a", lan="guests")
    rig.wait(5 * SECOND)
    assert rig.losses == [NO_WIFI]


def test_nothing_runs_while_the_world_stays_as_it_is():
    rig = Rig({"a": point(rssi_dbm=-90), "b": point(2, rssi_dbm=-84)}, noise_db=10)
    rig.connect()
    assert rig.clock.next_us() is None
