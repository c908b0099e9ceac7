"""Scanning, WPS and hints as programs call them, on a host that is only what these calls need."""

from __future__ import annotations

import pathlib
import sys
from types import SimpleNamespace

import pytest

sys.path.append(str(pathlib.Path(__file__).parent.parent / "device"))

from wifi_harness import SECOND, Rig, point

from impsim.impos import stub_reader
from impsim.impos.api import imp_wifi, net_wifi
from impsim.impos.conversions import to_json
from impsim.squirrel.errors import SquirrelError

STUBS = {name: stub_reader.STUBS / name for name in ("imp.wifi.nut", "imp.net.wifi.nut")}
RUNNING = "scan already running in imp.scanwifinetworks(callback)"


class Host:
    """An Imp with a radio, or without one; `called` is what stood in line."""

    def __init__(self, *points, radio=True):
        self.rig = Rig({"p%d" % number: there for number, there in enumerate(points)})
        self.device = SimpleNamespace(wifi=self.rig.wifi if radio else None)
        self.vm = object()
        self.loop = self
        self.called = []

    def in_line(self, callback, *arguments):
        self.called.append((callback, *map(to_json, arguments)))

    answer = in_line

    def wait(self):
        values = []
        return SimpleNamespace(values=values, end=values.append)

    def block(self, wait):
        while not wait.values:
            self.rig.clock.step()
        return wait.values[0]


def test_without_a_callback_it_waits():
    host = Host(point(ssid="Ünder", encryption=""), point(2, key="k", channel=3))
    rows = to_json(imp_wifi.scanwifinetworks(host))
    assert rows == [
        {"ssid": "Ünder", "bssid": "02494d500001", "channel": 1, "rssi": -58, "open": True},
        {"ssid": "impsim", "bssid": "02494d500002", "channel": 3, "rssi": -58, "open": False},
    ]
    assert host.rig.clock.now_us == 1100000


def test_with_a_callback_it_goes_on():
    host = Host(point())
    assert imp_wifi.scanwifinetworks(host, "callback") is None
    assert (host.called, host.rig.clock.now_us) == ([], 0)
    host.rig.wait(2 * SECOND)
    [(callback, rows)] = host.called
    assert (callback, len(rows)) == ("callback", 1)


@pytest.mark.parametrize("second", [(), ("other",)])
def test_a_second_scan_throws(second):
    host = Host(point())
    imp_wifi.scanwifinetworks(host, "callback")
    with pytest.raises(SquirrelError, match="^%s$" % RUNNING.replace("(", r"\(").replace(")", r"\)")):
        imp_wifi.scanwifinetworks(host, *second)
    host.rig.wait(2 * SECOND)
    assert [call[0] for call in host.called] == ["callback"]
    imp_wifi.scanwifinetworks(host, "callback")


def test_a_new_program_hears_nothing_of_the_scan_before():
    host = Host(point())
    imp_wifi.scanwifinetworks(host, "old")
    host.vm = object()
    host.rig.wait(2 * SECOND)
    assert host.called == []
    imp_wifi.scanwifinetworks(host, "old")
    host.vm = object()
    imp_wifi.scanwifinetworks(host, "new")
    host.rig.wait(2 * SECOND)
    assert [call[0] for call in host.called] == ["new"]


def test_a_program_that_is_ended_while_it_waits_leaves_no_scan():
    host = Host(point())

    def ended(wait):
        raise KeyboardInterrupt

    host.block = ended
    with pytest.raises(KeyboardInterrupt):
        imp_wifi.scanwifinetworks(host)
    assert not host.rig.wifi.powered
    assert host.rig.clock.next_us() is None


def test_an_imp_without_wifi_finds_nothing():
    host = Host(point(), radio=False)
    assert to_json(imp_wifi.scanwifinetworks(host)) == []
    imp_wifi.scanwifinetworks(host, "callback")
    assert host.called == [("callback", [])]
    net_wifi.configurewps(host)
    net_wifi.setwifihints(host, "02494d500001", 3)
    net_wifi.latchwifipower(host)
    assert to_json(net_wifi.getwifihints(host)) == {"bssid": "", "channel": -1}


def test_hints_are_kept_and_cleared():
    host = Host(point())
    assert to_json(net_wifi.getwifihints(host)) == {"bssid": "", "channel": -1}
    net_wifi.setwifihints(host, "02494D50000A", 11)
    assert to_json(net_wifi.getwifihints(host)) == {"bssid": "02494d50000a", "channel": 11}
    net_wifi.setwifihints(host, None, None)
    assert to_json(net_wifi.getwifihints(host)) == {"bssid": "", "channel": -1}
    host.rig.connect()
    assert to_json(net_wifi.getwifihints(host)) == {"bssid": "02494d500001", "channel": 1}


@pytest.mark.parametrize(
    ("bssid", "channel", "error"),
    [
        ("", 1, "invalid BSSID"),
        ("02494d50000", 1, "invalid BSSID"),
        ("02494d50000g", 1, "invalid BSSID"),
        ("02:49:4d:50:00:01", 1, "invalid BSSID"),
        ("02494d500001", None, "invalid channel"),
    ],
)
def test_hints_that_cannot_be(bssid, channel, error):
    host = Host(point())
    with pytest.raises(SquirrelError, match=error):
        net_wifi.setwifihints(host, bssid, channel)
    assert host.rig.wifi.hints is None


@pytest.mark.parametrize("pin", ["1234567", "123456789", "1234567a", "²2345678"])
def test_pins_that_cannot_be(pin):
    host = Host()
    with pytest.raises(SquirrelError, match="invalid PIN"):
        net_wifi.configurewps(host, pin)
    assert host.rig.wifi.wps_pin is None


@pytest.mark.parametrize("pin", [(), ("01234567",)])
def test_wps_is_asked_for(pin):
    host = Host(point(wps_until_us=SECOND, ssid="Mine"))
    net_wifi.configurewps(host, *pin)
    assert host.rig.wifi.wps_pin == "".join(pin)
    host.rig.connect()
    assert host.rig.record()["connectedssid"] == "Mine"


def test_latching_keeps_the_power_on():
    host = Host(point())
    net_wifi.latchwifipower(host)
    host.rig.connect()
    host.rig.wifi.stop()
    assert host.rig.wifi.powered


@pytest.mark.parametrize(
    ("name", "members"), [("imp.wifi.nut", imp_wifi.MEMBERS), ("imp.net.wifi.nut", net_wifi.MEMBERS)]
)
def test_stubs_and_functions_belong_together(name, members):
    stubs = stub_reader.read(STUBS[name].read_text(encoding="utf-8"))
    assert {stub.name for stub in stubs} == set(members)
    for stub in stubs:
        stub.check()
        assert members[stub.name].__code__.co_argcount - 1 == len(stub.value)
