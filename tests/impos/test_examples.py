"""Programs like the examples of the documentation, in examples/, with what each has to log and when.

They are our own: numbers refer to the list of the facts (examples.md), which says what each example does.
"""

from __future__ import annotations

import pathlib

import pytest
from worlds import compiled, one

from impsim.cloud.peers import Peer, Reply
from impsim.device.world import AccessPoint, Carrier, Coverage, Lan, Site, Stored, World
from impsim.errors import Diagnostic

EXAMPLES = pathlib.Path(__file__).parent / "examples"


def text_of(name):
    path = EXAMPLES / (name + ".nut")
    return path.read_text(encoding="utf-8") if path.exists() else None


def played(name, until_s=120, model="imp003", impos=None, world=None, site=None, happens=()):
    """The story of an example and its agent.  happens: (seconds, verb, fields)."""
    story = one(text_of(name) or "", model, impos, agent=text_of(name + ".agent"), world=world, site=site)
    for at_s, verb, fields in happens:
        story.do(at_s, verb, **fields)
    return story.run(until_s)


def told(name, *arguments, **options):
    """What an example and its agent log, at times in hundredths."""
    return [(round(t_s, 2), text) for t_s, text in played(name, *arguments, **options).timed()]


NO_WIFI = (0, "wifi.down", {"network": "impsim"})


# 1: imp.net.info()


def test_01_every_branch_of_net_info():
    assert told("01_net_info") == [(2.16, "192.168.0.3 via wifi")]
    assert told("01_net_info", model="imp005") == [(2.16, "192.168.0.3 via ethernet"), (2.16, "could use wifi")]
    cell = told("01_net_info", model="impC001")
    assert cell[0][1].startswith("IMEI 3")
    assert cell[1] == (7.36, "connected via cellular")
    assert told("01_net_info", happens=[NO_WIFI])[0] == (10.0, "ERROR: no connection")
    no_address = World(lans={"lan": Lan(address="0.0.0.0")})
    assert told("01_net_info", world=no_address) == [(2.16, "ERROR: no IP address")]


# 2, 3: what a device tells at its start


def boot_lines(version, path):
    return [
        "impOS version " + version,
        "Product impsim (f8a3a0c1-5d7e-4b0e-9d0e-2f6c1a7b3d40)",
        "Device Group impsim (3b1f5c2a-86d4-4a57-9a0d-5e7c0d9b1f62)",
        "SHA " + "0" * 40,
        "Connected by " + path,
        "Started by power",
    ]


def test_02_03_the_boot_message_in_the_published_shape():
    """The version keeps the blank at its end; 36.13 over Wi-Fi and 39.12 over cellular are the published samples."""
    wifi = told("02_boot_message", impos="36.13")
    assert [text for _, text in wifi] == boot_lines("36.13 ", 'Wi-Fi network "impsim", IP 192.168.0.3')
    ethernet = told("02_boot_message", model="imp005")
    assert [text for _, text in ethernet][4] == "Connected by ethernet, IP 192.168.0.3"
    cell = [text for _, text in told("02_boot_message", model="impC001", impos="39.12")]
    imei = cell[4].split()[-1]
    assert len(imei) == 15
    assert cell == boot_lines("39.12 ", "cellular, IMEI " + imei)


def test_02_it_waits_for_a_connection_where_there_is_none():
    """Under SUSPEND_ON_ERROR its first line suspends it; it never comes to what would throw."""
    back = [(30, "wifi.up", {"network": "impsim"})]
    found = told("02_boot_message", happens=[NO_WIFI, *back])
    assert found[0] == (10.0, "impOS version 42.0 ")
    assert len(found) == 6
    assert 30 < found[1][0] < 50


# 4-6: offline boot, reconnecting, noticing


def test_04_boot_offline():
    online = ["configured", "online", "flushed 0", "offline"]
    assert [text for _, text in told("04_boot_offline")] == online
    nowhere = Site(stored=Stored(ssid=""))
    assert told("04_boot_offline", site=nowhere) == [
        (10.0, "no network is configured"),
        (10.0, "flushed 1"),
        (10.0, "offline"),
    ]


def test_05_reconnecting_every_quarter_of_an_hour():
    """Lost at 167.16 s (from 62.16 s on silence), reported a minute later, then attempts of a minute each 900 s."""
    happens = [(100, "cloud.down", {}), (1500, "cloud.up", {})]
    assert told("05_reconnect", 4000, happens=happens) == [
        (227.16, "down 4"),
        (227.16 + 900 + 60, "down 4"),
        (2088.92, "reason 4\nfrom 1551398627 to 1551400488"),
    ]


@pytest.mark.parametrize(("back_s", "noticed"), [(200, False), (300, True)])
def test_06_only_what_lasts_is_noticed(back_s, noticed):
    found = told("06_flag", 500, happens=[(100, "cloud.down", {}), (back_s, "cloud.up", {})])
    assert [text for t_s, text in found if t_s < 227] == ["false"] * 4
    assert [text for t_s, text in found if t_s > 227] == ["true" if noticed else "false"] * 5


# 7, 8: changing networks, disconnecting


def two_networks():
    return World(
        points={
            "a": AccessPoint(ssid="first", key="one"),
            "b": AccessPoint(ssid="second", key="two", bssid="02494d500002", channel=3),
        }
    )


def test_07_to_another_network_and_back():
    site = Site(stored=Stored(ssid="first", key="one"))
    story = played("07_change_network", 100, "imp001", world=two_networks(), site=site)
    assert [(round(t_s, 2), text) for t_s, text in story.timed()] == [
        (32.16, "going to second"),
        (34.48, "arrived at second"),
        (64.48, "going to first"),
        (66.8, "arrived at first"),
        (96.8, "going to second"),
        (99.12, "arrived at second"),
    ]
    lit = [(round(e["t_us"] / 1e6), e["pin"], e["level"]) for e in story.seen("pin") if "level" in e]
    assert lit == [(34, "pin1", 1), (65, "pin1", 0), (67, "pin1", 1), (97, "pin1", 0), (99, "pin1", 1)]


def test_07_a_network_that_is_not_there():
    site = Site(stored=Stored(ssid="first", key="one"))
    happens = [(0, "ap.down", {"ap": "b"})]
    found = told("07_change_network", 110, "imp001", world=two_networks(), site=site, happens=happens)
    assert found[1] == (62.22, "failed 1")
    assert found[-1][1] == "arrived at first"


def test_08_online_now_and_then():
    """At 72 s it finds no network; 30 s of trying and 120 s later it does."""
    happens = [(50, "wifi.down", {"network": "impsim"}), (150, "wifi.up", {"network": "impsim"})]
    assert told("08_disconnect", 300, happens=happens) == [
        (12.16, "disconnecting"),
        (223.98, "connected"),
        (233.98, "disconnecting"),
        (295.8, "connected"),
    ]


# 9-11: deep sleep


def test_09_passes_are_counted_until_power_goes():
    found = told("09_nv_counter", 60, happens=[(30, "power.cycle", {"for_us": 1000000})])
    passes = [(2.16, 1), (12.22, 2), (24.04, 3), (32.76, 1), (42.82, 2), (54.64, 3)]
    assert found == [(t_s, "pass %d" % number) for t_s, number in passes]


def test_10_asleep_until_half_past():
    assert told("10_sleep_until", 10000) == [
        (2.16, "awake at 0:0"),
        (5400.0, "awake at 1:30"),
        (9000.0, "awake at 2:30"),
    ]


@pytest.mark.parametrize(("name", "line"), [("10_slip", 1), ("13_slip", 2)])
def test_10_13_slips_are_errors_of_the_compiler(name, line):
    """Both examples were published with a slip of this kind."""
    with pytest.raises(Diagnostic) as caught:
        compiled(text_of(name))
    assert (caught.value.line, caught.value.code) == (line, "syntax")


def test_11_the_agent_sees_each_cycle():
    assert told("11_flow", 54) == [
        (2.16, "connected"),
        (2.16, "online"),
        (7.25, "disconnected"),
        (27.22, "online"),
        (28.98, "connected"),
        (34.07, "disconnected"),
    ]


# 12, 13: what agents know


def test_12_whether_the_device_is_connected():
    states = ["disconnected", "connected", "disconnected", "disconnected", "disconnected"]
    expected = [(15.0 * number, "The device is " + state) for number, state in enumerate(states)]
    assert told("12_isconnected", 70) == expected


def test_13_a_device_that_moves():
    world = two_networks()
    world.lans["guest"] = Lan(public_address="203.0.113.99")
    world.points["b"].lan = "guest"
    site = Site(stored=Stored(ssid="first", key="one"))
    happens = [(20, "blinkup", {"ssid": "second", "key": "two"}), (60, "blinkup", {"ssid": "second", "key": "two"})]
    found = told("13_moved", world=world, site=site, happens=happens)
    assert [text for _, text in found] == ["moved from 203.0.113.10 to 203.0.113.99"]


# 14: scanning


def test_14_networks_around():
    world = two_networks()
    world.points["b"].hidden = True
    site = Site(stored=Stored(ssid="first", key="one"))
    found = told("14_scan", world=world, site=site)
    assert sorted(text[3:] for _, text in found) == ["<Hidden> on channel 3", "first on channel 6"]
    assert [text[:3] for _, text in found] == ["1. ", "2. "]
    assert [text for _, text in told("14_scan", happens=[NO_WIFI, (12, "wifi.up", {"network": "impsim"})])] == [
        "nothing found"
    ]
    assert told("14_scan", model="impC001")[0][1].startswith("ERROR: cannot scan: ")


# 15, 16: why it woke


@pytest.mark.parametrize(
    ("verb", "reason"),
    [("power.cycle", "power"), ("squirrel.deploy", "new code"), ("squirrel.restart", "something newer")],
)
def test_15_the_reason_in_words(verb, reason):
    assert [text for _, text in told("15_wake_reason", happens=[(20, verb, {})])] == ["power", reason]


@pytest.mark.parametrize(
    ("model", "pin"), [("imp001", "pin1"), ("imp002", "pin1"), ("imp003", "pinW"), ("impC001", "pinW")]
)
def test_16_woken_by_its_pin(model, pin):
    found = told("16_wake_pin", model=model, happens=[(50, "wake", {})])
    assert [text for _, text in found] == ["not woken by " + pin, "woken by " + pin]
    assert found[1][0] == 50.0


def test_16_an_imp005_has_no_such_pin():
    assert told("16_wake_pin", model="imp005") == [(2.16, "an imp005 has no wake-up pin")]


# 17-19: HTTP

HASHES = {
    "9E107D9D372BB6826BD81D3542A419D6": "nhB9nTcrtoJr2B01QqQZ1g==",
    "D7A8FBB307D7809469CA9ABCB0082E4F8D5651E46D3CDB762D02D0BF37C9E592": "16j7swfXgJRpypq8sAguT41WUeRtPNt2LQLQvzfJ5ZI=",
    "F7BC83F430538424B13298E6AA6FB143EF4D59A14946175997479DBC2D1A3CD8": "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=",
}


def peers(*replies):
    return World(peers={"example": Peer("example.com", (), replies)})


def test_17_the_documented_hashes():
    shown = [text for _, text in told("17_hashes")]
    assert shown == [line for digits, coded in HASHES.items() for line in ("Hex: 0x" + digits, coded)]


def test_18_requests_in_the_background_and_not():
    assert told("18_get", world=peers(Reply())) == []
    assert told("18_get", world=peers(Reply(503), Reply(404))) == [
        (0.1, "Error response: 404"),
        (0.1, "Error response: 503"),
    ]
    assert [text for _, text in told("18_get")] == ["Error response: 6"] * 2


def test_19_what_the_imp_tells_is_posted():
    shown = [text for _, text in told("19_post", world=peers(Reply(201)))]
    assert shown == ['{ "pin2": 0.5, "pin1": 1 }', "201"]


# 20-24


def test_20_timers_are_cancelled_as_objects_and_by_name():
    assert told("20_names") == []


def test_21_unhandled_exceptions():
    """D/node/2886."""
    error = "the index 'nothing' does not exist"
    assert told("21_caught_here") == [(2.16, "caught: " + error)]
    assert told("21_not_caught") == [
        (2.16, "start 0"),
        (7.16, "ERROR: " + error),
        (7.16, "ERROR: at unknown device_code:5"),
        (8.16, "start 5"),
    ]
    assert told("21_handler") == [(2.16, "start 0"), (7.16, "handled: " + error), (8.16, "going on")]


@pytest.mark.parametrize("model", ["imp001", "imp003", "imp004m", "imp005", "impC001"])
def test_22_memory_comes_to_an_end(model):
    """D/node/2405, D/node/2407: an exit code, and the reason of a reset."""
    assert [text for _, text in told("22_memory", model=model)] == ["start 0", "out of memory", "start 2"]


@pytest.mark.parametrize(
    ("model", "bus"),
    [
        ("imp001", "uart57"),
        ("imp002", "uart57"),
        ("imp003", "uartDM"),
        ("imp004m", "uartHJ"),
        ("imp005", "uart1"),
        ("impC001", "uartNU"),
    ],
)
def test_23_names_by_model(model, bus):
    assert [text for _, text in told("23_per_model", model=model)] == [bus + " 1"]


def test_23_an_unknown_model_throws():
    assert told("23_per_model", model="imp006")[0][1] == "ERROR: no bus is known for imp006"


@pytest.mark.parametrize(
    ("rssi_dbm", "bars"), [(-50, 5), (-66, 5), (-67, 4), (-72, 3), (-77, 2), (-82, 1), (-86, 1), (-87, 0), (-92, 0)]
)
def test_24_bars(rssi_dbm, bars):
    found = told("24_bars", 20, happens=[(5, "wifi.rssi", {"set": {"ap": rssi_dbm}})])
    assert found[1] == (12.16, "%d dBm: %d" % (rssi_dbm, bars))


# 27, 28


def test_27_a_connection_that_is_kept():
    happens = [(100, "cloud.down", {}), (600, "cloud.up", {})]
    assert told("27_monitor", 900, happens=happens) == [
        (2.16, "online"),
        (227.16, "lost by 4"),
        (227.16, "connecting"),
        (257.16, "failed by 4"),
        (377.16, "connecting"),
        (407.16, "failed by 4"),
        (527.16, "connecting"),
        (557.16, "failed by 4"),
        (677.16, "connecting"),
        (678.92, "connected after 451 s"),
    ]
    assert told("27_monitor", 20, happens=[NO_WIFI]) == [(10.0, "offline"), (10.0, "connecting")]


def test_28_the_agent_reads_the_whole_of_net_info():
    assert told("28_cell") == [(2.19, "no cell, but wifi with 192.168.0.3")]
    assert told("28_cell", model="impC001") == [(7.39, "4G cell 0345103 of 262-02")]
    site = Site(coverage=Coverage(generation="3G"))
    world = World(carriers={"carrier": Carrier(mcc="310", mnc="410")})
    [(_, text)] = told("28_cell", model="impC001-us", site=site, world=world)
    assert text.startswith("3G cell ")
    assert text.endswith(" of 310-410")
