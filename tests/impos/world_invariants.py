"""What must be true of every imp at every moment of every story, and which changes of state are possible.

A Watch looks after every event of the clock. What it looks at directly is what the models say of themselves
(states, phases, sessions); imp.net.info() must agree with it.
"""

from __future__ import annotations

from impsim.device import states as s
from impsim.device.network import CONNECTED, CONNECTING, OFF, RECOVERING

WIFI_OFF = {"WIFI_STOPPED", "WIFI_STOPPED_UNHAPPY"}
ETHERNET_OFF = {"ETHERNET_STOPPED", "ETHERNET_STOPPED_UNHAPPY", "ETHERNET_STOPPED_NO_LINK"}
CELL_OFF = {"CELLULAR_STOPPED", "CELLULAR_STOPPED_UNHAPPY", "CELLULAR_REGISTRATION_DENIED"}
CELL_DOWN = {"CELLULAR_STOPPED", "CELLULAR_STOPPED_UNHAPPY"}

# interface: {state: where it can go from there}; the first one is where it begins
LEGAL = {
    "wl0": {
        "WIFI_STOPPED": {"WIFI_SCANNING", "WIFI_WPSING"},
        "WIFI_STOPPED_UNHAPPY": {"WIFI_SCANNING", "WIFI_WPSING"},
        "WIFI_WPSING": {"WIFI_SCANNING", *WIFI_OFF},
        "WIFI_SCANNING": {"WIFI_JOINING", *WIFI_OFF},
        "WIFI_JOINING": {"WIFI_LINK_UP", *WIFI_OFF},
        "WIFI_LINK_UP": {"WIFI_DHCPING", *WIFI_OFF},
        "WIFI_DHCPING": {"CONNECTED", *WIFI_OFF},
        "CONNECTED": WIFI_OFF,
    },
    "eth0": {
        "ETHERNET_STOPPED": {"STARTING"},
        "ETHERNET_STOPPED_UNHAPPY": {"STARTING"},
        "ETHERNET_STOPPED_NO_LINK": {"STARTING"},
        "STARTING": {"ETHERNET_LINK_UP", *ETHERNET_OFF},
        "ETHERNET_LINK_UP": {"ETHERNET_DHCPING", *ETHERNET_OFF},
        "ETHERNET_DHCPING": {"CONNECTED", *ETHERNET_OFF},
        "CONNECTED": ETHERNET_OFF,
    },
    "cell0": {
        "CELLULAR_STOPPED": {"STARTING"},
        "CELLULAR_STOPPED_UNHAPPY": {"STARTING"},
        "CELLULAR_REGISTRATION_DENIED": {"STARTING"},
        "STARTING": {"CELLULAR_PINGING", *CELL_DOWN},
        "CELLULAR_PINGING": {"CELLULAR_WAITING_FOR_SIM", *CELL_DOWN},
        "CELLULAR_WAITING_FOR_SIM": {"CELLULAR_REGISTERING", *CELL_DOWN},
        "CELLULAR_REGISTERING": {"CELLULAR_PPP_CONNECTING", *CELL_OFF},
        "CELLULAR_PPP_CONNECTING": {"CONNECTED", *CELL_OFF},
        "CONNECTED": CELL_OFF,
    },
}

POWER = {
    "": {"on"},
    "on": {"running"},
    "running": {"running", "sleeping", "snoozing", "off"},
    "sleeping": {"running", "off"},
    "snoozing": {"seeking", "off"},
    "seeking": {"snoozing", "running", "off"},
    "off": {"on"},
}

WIFI_LINK = (s.WIFI_LINK_UP, s.WIFI_DHCPING, s.CONNECTED)
ADDRESSED = (s.WIFI_DHCPING, s.ETHERNET_DHCPING, s.CELLULAR_PPP_CONNECTING, s.CONNECTED)
WIFI_KEYS = {"type", "macaddress", "bands", "country", "powersave", "channel", "ssid"}
CELL_KEYS = {"type", "manufacturer", "model", "imei", "imsi", "swver"}
SERVER_KEYS = {"port", "errorpolicy", "tcpwaitfor", "tcptimeout", "tcpsendwindow"}


class Watch:
    """Looks at every imp of a story after every event, and at every change of state that is told."""

    def __init__(self, story):
        self._story = story
        self._before = {}
        self._booted_us = {}
        story.simulation.instruments.attach(self._heard)
        self._step = story.clock.step
        story.clock.step = self._watched
        story.clock.run = self._run

    def _watched(self):
        happened = self._step()
        for imp in self._story.imps.values():
            check(imp)
        return happened

    def _run(self):
        """Clock.run() as it says of itself: steps in a loop."""
        while self._story.clock.busy and self._watched():
            pass

    def _heard(self, event):
        name = event["device"]
        if event["kind"] == "state":
            interface, state = event["interface"], event["state"]
            legal = LEGAL[interface]
            before = self._before.get((name, interface), next(iter(legal)))
            assert state in legal[before], (name, interface, before, state)
            self._before[name, interface] = state
        elif event["kind"] == "power":
            before = self._before.get(name, "")
            assert event["state"] in POWER[before], (name, before, event)
            self._before[name] = event["state"]
            self._booted_us[name] = event["t_us"]
        elif event["kind"] == "vm" and event["state"] == "start":
            self._check_start(self._story.imps[name], event)

    def _check_start(self, imp, event):
        """After a boot a program first starts connected, after ten seconds, or out of deep sleep; imps without that
        know fewer reasons."""
        reason = event["wake_reason"]
        booted_us = self._booted_us.pop(imp.name, None)
        assert imp.power == "running"
        if booted_us is not None and not imp.device.network.connected and reason not in (1, 3):
            assert event["t_us"] - booted_us >= 10000000, event
        if not imp.device.profile["power.deep_sleep"]:
            assert reason in (0, 2, 4, 5, 8, 9, 10)


def check(imp):
    """Everything that holds for one imp at any moment."""
    found = imp.device.net_info()
    _check_connection(imp, found)
    _check_power(imp)
    for record in found["interface"]:
        CHECKS[record["type"]](imp, record)
    _check_listed(imp, found)
    _check_ipv4(imp, found)
    _check_values(found)


def _check_connection(imp, found):
    network = imp.device.network
    active = network.active
    connected = "active" in found
    assert connected == network.connected == (network.session is not None) == (network.phase == CONNECTED)
    assert connected == ("lasterror" not in found)
    if connected:
        assert found["interface"][found["active"]]["type"] == active.kind
        assert network.session.open
        assert network.session.path.interface is active
    for name, link in network.links.items():
        assert (link.interface is not active) or link.used
        assert link.holders == 0 or imp.running
        if link.interface is active:
            assert link.interface.state == s.CONNECTED, name
        elif link.interface.state == s.CONNECTED:
            assert link.holders > 0, name


def _check_power(imp):
    network = imp.device.network
    if imp.power in ("off", "sleeping", "snoozing"):
        assert network.phase == OFF
        assert not imp.running
    if imp.power == "seeking":
        assert network.phase == CONNECTING
        assert not imp.running
    if network.phase == OFF:
        assert all(link.interface.at_rest or link.holders for link in network.links.values())
        assert not network.powered
    if network.phase == RECOVERING:
        assert imp.power == "running"


def _check_wifi(imp, record):
    wifi = imp.device.wifi
    linked = "rssi" in record
    assert set(record) >= WIFI_KEYS
    assert linked == ("bssid" in record) == (record["channel"] > 0)
    assert ("connectedssid" in record) == (linked and imp.device.release >= (35, 7))
    if linked:
        assert wifi.state in WIFI_LINK
        assert -100 <= record["rssi"] <= 0
        assert "encryption" in record
        assert ("5G" in record["bands"]) or record["channel"] <= 14
    assert len(record["macaddress"]) == 12


def _check_ethernet(imp, record):
    ethernet = imp.device.ethernet
    assert ("link" in record) == ("duplex" in record) == (len(record) == 4)
    if "link" in record:
        assert ethernet.powered
        assert imp.device.site.cable.plugged
        assert record["link"] in ("10M", "100M")
    if ethernet.state in (s.ETHERNET_STOPPED_NO_LINK, s.STARTING):
        assert imp.device.network.active is not ethernet


def _check_cell(imp, record):
    cellular = imp.device.cellular
    assert set(record) >= CELL_KEYS
    assert ("voltage" in record) == (not cellular.at_rest)
    assert ("rssi" in record) == ("cellinfo" in record)
    if "rssi" in record:
        assert cellular.state == s.CONNECTED
        assert cellular.has_link
        assert record["cellinfo"]


CHECKS = {"wifi": _check_wifi, "ethernet": _check_ethernet, "cell": _check_cell}


def _check_listed(imp, found):
    kinds = [record["type"] for record in found["interface"]]
    hidden = imp.device.release.line == 36 and not imp.device.network.powered
    expected = [kind for kind in imp.device.profile.interfaces if kind != "ethernet" or not hidden]
    assert kinds == expected


def _check_ipv4(imp, found):
    network = imp.device.network
    cell = imp.device.profile.interfaces == ["cell"] or (network.active and network.active.kind == "cell")
    slip = (41, 38) <= imp.device.release < (41, 45)
    if cell:
        assert ("ipv4" in found) == (slip and network.active is not None)
    else:
        assert "ipv4" in found
    ipv4 = found.get("ipv4")
    if ipv4 is None:
        return
    assert set(ipv4["server"]) == SERVER_KEYS
    if "address" in ipv4:
        holders = [i for i in imp.device.interfaces if i.lease and i.state in ADDRESSED]
        assert ipv4["address"] in [interface.lease.address for interface in holders]
    if network.active is not None and network.active.lease is not None:
        assert ipv4["address"] == network.active.lease.address


def _check_values(value):
    assert value is not None
    assert value != "0.0.0.0"
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_values(part)


# What the log tells of connection callbacks


def check_outcomes(events, name):
    """Every server.connect() callback is called once, unless a later call replaces it or its program ends.

    Programs print "connect N", "connected N" if they were connected then, and "outcome N code".
    """
    waiting, done, again = [], set(), set()
    for event in events:
        if event["device"] != name:
            continue
        if event["kind"] == "vm" and event["state"] == "start":
            waiting, done = [], set()
        words = event["msg"].split() if event["kind"] == "log" else []
        if words[:1] == ["connect"]:
            waiting = [number for number in waiting if number in again]
            waiting.append(words[1])
        elif words[:1] == ["connected"]:
            again.add(words[1])
        elif words[:1] == ["outcome"]:
            assert words[1] in waiting, ("not waited for", words, waiting, done)
            waiting.remove(words[1])
            done.add(words[1])
    return waiting
