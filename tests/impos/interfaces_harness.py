"""What tests of several interfaces share."""

from __future__ import annotations

from impsim.device.world import AccessPoint, World

SECOND_US = 1000000
RETURN = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);\n"


def two_points():
    """A world with the networks Home (key one) and Away (key two)."""
    home = AccessPoint(ssid="Home", key="one")
    return World(points={"home": home, "away": AccessPoint(ssid="Away", key="two", bssid="02494d500002")})


def trace_of(host):
    """The events of an imp from now on."""
    events = []
    host.imp.simulation.instruments.attach(events.append)
    return events


def states(events, interface):
    return [e["state"] for e in events if e["kind"] == "state" and e["interface"] == interface]


AWAY = '{interface = "wl0", wificonfig = {ssid = "Away", key = "%s"}}'

WATCH = """
    told <- [];
    opened <- imp.net.open({interface = "%s"}, function(state) { told.push(state); });
"""
