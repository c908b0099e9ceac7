"""Interfaces that a program has opened for the local network: their states, and when they close."""

from __future__ import annotations

import pytest
from interfaces_harness import AWAY, RETURN, SECOND_US, WATCH, states, trace_of, two_points

from impsim.device.world import Cable, Coverage, Proxy, Site, Stored, World

# The local network


def told(host):
    return [host.value("told[%d]" % index) for index in range(host.value("told.len()"))]


def test_the_interface_of_the_connection_is_connected(booted):
    host = booted(WATCH % "eth0")
    host.run(20 * SECOND_US)
    assert told(host) == [1]
    assert host.value("opened.getstate()") == 1


def test_another_interface_comes_up_beside_the_connection(booted):
    host = booted(WATCH % "wifi")
    host.run(20 * SECOND_US)
    assert told(host) == [100, 101, 103, 104, 1]
    assert host.value("opened.getiptable().ipv4.address") == "192.168.0.4"
    assert host.value("imp.net.info().ipv4.address") == "192.168.0.3"
    assert host.value("imp.net.info().interface[imp.net.info().active].type") == "ethernet"
    assert host.value('"rssi" in imp.net.info().interface[0]') is True


def test_it_stays_up_without_the_server(booted):
    host = booted(RETURN + WATCH % "eth0" + "imp.wakeup(1, function() { server.disconnect(); });")
    host.run(20 * SECOND_US)
    assert told(host) == [1]
    assert host.value("server.isconnected()") is False
    assert host.value("opened.getiptable().ipv4.address") == "192.168.0.3"
    info = "imp.net.info()"
    assert host.value('"active" in %s || "address" in %s.ipv4' % (info, info)) is False


def test_it_works_without_a_server_at_all(booted):
    world = World()
    world.server.reachable = False
    host = booted(RETURN + WATCH % "wl0", world=world)
    host.run(100 * SECOND_US)
    assert told(host)[-1] == 1
    assert host.value("server.isconnected()") is False


def test_a_failure_is_told_and_followed_by_another_attempt(booted):
    site = Site(cable=Cable(plugged=False))
    host = booted(WATCH % "eth0", site=site)
    host.run(20 * SECOND_US)
    assert told(host) == [0, 204]
    site.cable.plugged = True
    host.imp.simulation.world.changed()
    host.imp.clock.after(30 * SECOND_US, lambda: None)
    host.run(60 * SECOND_US)
    assert told(host)[-4:] == [0, 200, 201, 1]


def test_an_interface_in_use_takes_no_other_configuration(booted):
    source = """
        local away = %s;
        first <- imp.net.open(away);
        try { imp.net.open(away); } catch (problem) { server.log(problem); }
        second <- imp.net.open({interface = "wl0"});
        server.log(first != second);
    """
    host = booted(source % (AWAY % "two"), world=two_points(), site=Site(stored=Stored(ssid="Home", key="one")))
    events = trace_of(host)
    host.run(20 * SECOND_US)
    assert host.messages[-2:] == ["network interface is already in use", "true"]
    assert [e["ssid"] for e in events if e["kind"] == "wifi.associated"] == ["Away"]


def test_the_server_s_interface_takes_no_other_configuration(booted):
    source = 'try { imp.net.open({interface = "eth0", proxyconfig = %s}); } catch (problem) { server.log(problem); }'
    proxy = '{type = PROXY_TYPE_HTTP, address = "p", port = 1}'
    assert booted(source % proxy).run(60 * SECOND_US).messages[-1] == "network interface is already in use"


def test_addresses_come_with_the_proxy_and_the_server(booted):
    host = booted(
        WATCH % "wl0", site=Site(stored=Stored(proxy=Proxy(address="p", port=80))), world=World(), offline=True
    )
    host.run(100 * SECOND_US)
    assert host.value("opened.getiptable().len()") == 1
    assert host.value("opened.getiptable().ipv4.proxy.address") == "p"
    assert host.value("opened.getiptable().ipv4.server.port") == 31314
    assert host.value('"address" in opened.getiptable().ipv4') is False


def test_a_modem_can_be_held_up(booted):
    host = booted(RETURN + WATCH % "cell0" + "imp.wakeup(1, function() { server.disconnect(); });", model="impC001")
    host.run(60 * SECOND_US)
    assert told(host) == [1]
    assert host.value("opened.getstate()") == 1
    assert host.value('"proxy" in opened.getiptable().ipv4') is False
    assert host.value('"address" in opened.getiptable().ipv4') is True


# Closing

CLOSES = [
    "opened = null",
    "delete getroottable().opened",
    "server.restart()",
    'throw "anything"',
]


@pytest.mark.parametrize("what", CLOSES)
def test_an_interface_closes_with_the_last_reference_or_the_program(booted, what):
    source = """
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            opened <- imp.net.open({interface = "wl0"});
            imp.wakeup(20, function() { %s; });
        }
    """
    host = booted(source % what)
    events = trace_of(host)
    host.run(30 * SECOND_US)
    assert states(events, "wl0")[-2:] == ["CONNECTED", "WIFI_STOPPED"]
    assert states(events, "eth0")[-1] == "CONNECTED"


def test_an_interface_closes_in_its_own_callback(booted):
    """As in D/examples/cookbook/available-network-interfaces."""
    source = """
        record <- {opened = null};
        function changed(state) { if (state == imp.net.CONNECTED) { this.opened = null; seen <- state; } }
        record.opened = imp.net.open({interface = "wifi"}, changed.bindenv(record));
    """
    host = booted(source)
    events = trace_of(host)
    host.run(30 * SECOND_US)
    assert states(events, "wl0") == [
        "WIFI_SCANNING",
        "WIFI_JOINING",
        "WIFI_LINK_UP",
        "WIFI_DHCPING",
        "CONNECTED",
        "WIFI_STOPPED",
    ]
    up, down = [e["t_us"] for e in events if e["kind"] == "state" and e["interface"] == "wl0"][-2:]
    assert down == up + 1000  # its callback is called a millisecond later


# What refers to an interface only
REFERENCES = [
    "imp.wakeup(30, function() { opened.getstate(); })",
    'agent.on("anything", function(_) { opened.getstate(); })',
    "array <- [{opened = opened}]",
    "class C { o = null }; c <- C(); c.o = opened",
    "socket <- opened.openudp()",
    "function g() { local o = opened; yield 1; o.getstate(); } gen <- g.bindenv(this)(); resume gen",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_an_interface_stays_open_while_anything_refers_to_it(booted, reference):
    source = (
        RETURN
        + """
        function main() {
            local opened = imp.net.open({interface = "wl0"});
            %s;
        }
        main();
        function tick() { imp.wakeup(1, tick); }
        tick();
    """
    )
    host = booted(source % reference)
    events = trace_of(host)
    host.run(22 * SECOND_US)
    assert states(events, "wl0")[-1] == "CONNECTED"


# What refers to an interface only until it is over, and says so
PASSING = [
    'imp.onidle(function() { imp.sleep(5); opened.getstate(); server.log("over"); })',
    'imp.wakeup(12, function() { opened.getstate(); server.log("over"); })',
]


@pytest.mark.parametrize("reference", PASSING)
def test_an_interface_closes_when_the_last_call_that_knows_it_is_over(booted, reference):
    source = (
        RETURN
        + """
        function main() {
            local opened = imp.net.open({interface = "wl0"});
            %s;
        }
        main();
        function tick() { imp.wakeup(1, tick); }
        tick();
    """
    )
    host = booted(source % reference)
    events = trace_of(host)
    host.run(40 * SECOND_US)
    over_us = next(event["t_us"] for event in host.events if event["msg"] == "over")
    closed_us = next(event["t_us"] for event in events if event.get("state") == "WIFI_STOPPED")
    assert over_us <= closed_us < over_us + 11 * SECOND_US


def test_a_socket_that_nobody_keeps_closes(booted):
    source = """
        opened <- imp.net.open({interface = "eth0"});
        opened.openudp(null, 5000);
        imp.wakeup(1, function() { again <- opened.openudp(null, 5000); });
    """
    host = booted(source)
    host.run(20 * SECOND_US)
    assert host.value("typeof again") == "meta"


def test_sleep_ends_it_all(booted):
    source = 'opened <- imp.net.open({interface = "wl0"}); imp.wakeup(5, function() { imp.deepsleepfor(60); });'
    host = booted(source, model="imp003")
    events = trace_of(host)
    host.run(15 * SECOND_US)
    assert states(events, "wl0")[-1] == "WIFI_STOPPED"
    assert host.imp.local is None


def test_holding_an_interface_costs_little(booted):
    """A day with an open interface: looking whether the program has lost it grows rare."""
    source = """
        opened <- imp.net.open({interface = "wl0"});
        function tick() { imp.wakeup(10, tick); }
        tick();
    """
    host = booted(source)
    looks = []
    host.imp.run_until_started()
    original = host.imp.kept
    host.imp.kept = lambda: looks.append(1) or original()
    host.run(86400 * SECOND_US)
    assert 10 < len(looks) < 9000


def test_coverage_is_no_matter_for_wifi(booted):
    host = booted(WATCH % "wl0", model="imp006", site=Site(coverage=Coverage(registration="none")))
    host.run(60 * SECOND_US)
    assert told(host)[-1] == 1
