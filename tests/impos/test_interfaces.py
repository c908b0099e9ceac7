"""Several interfaces, as programs see them: what exists, wrong calls, the order, connecting over a chosen one."""

from __future__ import annotations

import pytest
from interfaces_harness import AWAY, RETURN, SECOND_US, trace_of, two_points

from impsim.device.world import Cable, Site, StaticAddress, Stored

# What is there, and since when

EXISTS = ["imp.net.setserverinterfaces", "imp.net.getcurrentconfig", "imp.net.open", "server.connectwith"]


@pytest.mark.parametrize("path", EXISTS)
def test_all_of_it_came_with_impos_42(booted, path):
    container, _, name = path.rpartition(".")
    for model, old, new in (("imp001", "40", "41.0"), ("imp005", "36", "42"), ("impC001", "40", "42")):
        assert booted(model=model, impos=old).value('"%s" in %s' % (name, container)) is False
        assert booted(model=model, impos=new).value('"%s" in %s' % (name, container)) is True


def test_instances_have_methods_and_no_names_in_the_root_table(booted):
    host = booted('opened <- imp.net.open({interface = "wl0"}); socket <- opened.openudp();')
    host.run(20 * SECOND_US)
    for name in ("getstate", "getiptable", "openudp"):
        assert host.value('"%s" in opened' % name) is True
    for name in ("send", "onreceive", "close"):
        assert host.value('"%s" in socket' % name) is True
    assert host.value('"udpsocket" in getroottable() || "interface" in getroottable()') is False
    assert host.value("typeof opened") == "meta"


# call -> the error, on an imp005
WRONG = [
    ("imp.net.setserverinterfaces(null)", "parameter 1 has an invalid type 'null' ; expected: 'array'"),
    ('imp.net.setserverinterfaces(["wifi", "lan"])', "invalid network interface 'lan'"),
    ("imp.net.setserverinterfaces([1])", "no interface in network configuration"),
    ('imp.net.setserverinterfaces(["cell"])', "network interface 'cell' is not available"),
    ("imp.net.getcurrentconfig(1)", "wrong number of parameters"),
    ("imp.net.open()", "wrong number of parameters"),
    ('imp.net.open("wl0")', "parameter 1 has an invalid type 'string' ; expected: 'table'"),
    (
        'imp.net.open({interface = "wl0"}, 1)',
        "parameter 2 has an invalid type 'integer' ; expected: 'null|function|function'",
    ),
    ("imp.net.open({})", "no interface in network configuration"),
    ('imp.net.open({interface = "cell0"})', "network interface 'cell0' is not available"),
    ('server.connectwith({interface = "wl0"})', "wrong number of parameters"),
    ('server.connectwith({interface = "wl9"}, null)', "invalid network interface 'wl9'"),
    (
        'server.connectwith({interface = "wl0"}, null)',
        "server.connectwith() is not available with SUSPEND_ON_ERROR",
    ),
    ("local f = opened.getstate; f()", "wrong type of instance"),
    ("opened.getstate(1)", "wrong number of parameters"),
    ("opened.nothing()", "the index 'nothing' does not exist"),
    ("opened.openudp(1)", "parameter 1 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ("opened.openudp(null, 1023)", "invalid local port"),
    ("opened.openudp(null, 65536)", "invalid local port"),
    ("opened.openudp(null, 0)", "invalid local port"),
    ("opened.openudp(null, 5000)", "local port already in use"),
    ('socket.send("192.168.0.9", 1)', "wrong number of parameters"),
    ('socket.send("192.168.0", 1, "")', "invalid address"),
    ('socket.send("8.8.8.8", 1, "")', "invalid address"),
    ('socket.send("192.168.0.9", 67, "")', "invalid port"),
    ('socket.send("192.168.0.9", 68, "")', "invalid port"),
    ('socket.send("192.168.0.9", -1, "")', "invalid port"),
    ('socket.send("192.168.0.9", 65536, "")', "invalid port"),
    ('socket.send("192.168.0.9", 1, 5)', "parameter 3 has an invalid type 'integer' ; expected: 'string|instance'"),
    ('socket.send("192.168.0.9", 1, opened)', "a string or a blob expected"),
    ('socket.send("192.168.0.9", 1, blob(65508))', "too much data for a datagram"),
    ("socket.onreceive(5)", "parameter 1 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ('socket.close(); socket.send("192.168.0.9", 1, "")', "UDP socket is closed"),
    ("socket.close(); socket.onreceive(null)", "UDP socket is closed"),
    ("class Mine extends socket.getclass() {}; Mine().close()", "wrong type of instance"),
]


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_wrong_calls_throw(booted, call, error):
    source = """
        opened <- imp.net.open({interface = "eth0"});
        socket <- opened.openudp(null, 5000);
        try { %s; server.log("none"); } catch (problem) { server.log(problem); }
    """
    assert booted(source % call).run(20 * SECOND_US).messages[-1] == error


def test_udp_needs_an_interface_with_power(booted):
    source = """
        opened <- imp.net.open({interface = "eth0"});
        imp.wakeup(20, function() {
            try { opened.openudp(); } catch (problem) { server.log(problem); }
        });
    """
    host = booted(source, site=Site(cable=Cable(plugged=False)))
    assert host.run().messages[-1] == "network interface is not powered"


def test_there_is_no_udp_over_cellular(booted):
    source = 'local i = imp.net.open({interface = "cell"}); try { i.openudp() } catch (p) { server.log(p); }'
    assert booted(source, model="impC001").run().messages[-1] == "UDP is not supported on this interface"


# The order of interfaces

ORDERS = [
    ("[]", "eth0"),
    ('["wifi"]', "wl0"),
    ('["wl0", "ethernet"]', "wl0"),
    ('["eth0"]', "eth0"),
    ('["wifi", "wl0", "wifi"]', "wl0"),
]
RECONNECT = """
    %s
    imp.wakeup(1, function() {
        server.disconnect();
        server.connect(function(code) { server.log(code + imp.net.getcurrentconfig().interface); });
    });
"""


@pytest.mark.parametrize(("order", "first"), ORDERS)
def test_the_order_counts_at_the_next_attempt(booted, order, first):
    source = RETURN + RECONNECT % ("imp.net.setserverinterfaces(%s);" % order)
    assert booted(source).run(60 * SECOND_US).messages[-1] == "5" + first


def test_what_is_not_named_follows(booted):
    source = RETURN + RECONNECT % 'imp.net.setserverinterfaces(["eth0"]);'
    host = booted(source, site=Site(cable=Cable(plugged=False)))
    assert host.run(60 * SECOND_US).messages[-1] == "5wl0"


def test_a_wrong_order_changes_nothing(booted):
    wrong = 'try { imp.net.setserverinterfaces(["eth0", "nothing"]); } catch (problem) {}'
    source = RETURN + RECONNECT % ('imp.net.setserverinterfaces(["wifi"]);' + wrong)
    assert booted(source).run(60 * SECOND_US).messages[-1] == "5wl0"


def test_a_new_run_of_the_program_has_the_default_order(booted):
    source = (
        RETURN
        + """
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            imp.net.setserverinterfaces(["wifi"]);
            imp.wakeup(1, function() { server.restart(); });
        } else {
            server.disconnect();
            server.connect(function(code) { server.log(imp.net.getcurrentconfig().interface); });
        }
    """
    )
    assert booted(source).run(60 * SECOND_US).messages[-1] == "eth0"


# The present configuration


def test_there_is_no_configuration_before_the_first_connection(booted):
    host = booted("server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);", offline=True)
    assert host.value("imp.net.getcurrentconfig()") is None


def test_the_configuration_is_that_of_the_connection(booted):
    static = StaticAddress(
        address="192.168.0.77", netmask="255.255.255.0", gateway="192.168.0.1", dnsservers=("1.1.1.1",)
    )
    host = booted(model="imp001", world=two_points(), site=Site(stored=Stored(ssid="Home", key="one", static=static)))
    assert host.value("imp.net.getcurrentconfig().interface") == "wl0"
    assert host.value("imp.net.getcurrentconfig().wificonfig.ssid") == "Home"
    assert host.value("typeof imp.net.getcurrentconfig().wificonfig.key") == "blob"
    assert host.value("imp.net.getcurrentconfig().staticconfig.ip") == "192.168.0.77"
    assert host.value("imp.net.getcurrentconfig().staticconfig.dns[0]") == "1.1.1.1"
    assert host.value('"proxyconfig" in imp.net.getcurrentconfig()') is False


# Connecting over a chosen interface

CONNECT_WITH = """
    function told(code) {
        local info = imp.net.info();
        local wifi = info.interface[0];
        local joined = "connectedssid" in wifi ? wifi.connectedssid : "none";
        local good = imp.net.getcurrentconfig();
        server.setsendtimeoutpolicy(SUSPEND_ON_ERROR, WAIT_TIL_SENT, 30);
        server.log(format("%%d %%s %%s %%s", code, wifi.ssid, joined, good.wificonfig.ssid));
    }
    server.disconnect();
    server.connectwith(%s, told%s);
"""


def test_another_network_is_joined_and_not_stored(booted):
    source = RETURN + CONNECT_WITH % (AWAY % "two", "")
    site = Site(stored=Stored(ssid="Home", key="one"))
    host = booted(source, model="imp001", world=two_points(), site=site)
    assert host.run(60 * SECOND_US).messages[-1] == "5 Home Away Away"
    assert (site.stored.ssid, site.stored.key) == ("Home", "one")


def test_a_wrong_key_fails_after_the_timeout_and_changes_no_configuration(booted):
    source = RETURN + CONNECT_WITH % (AWAY % "wrong", ", 7")
    host = booted(source, model="imp001", world=two_points(), site=Site(stored=Stored(ssid="Home", key="one")))
    host.run(60 * SECOND_US)
    message = next(e for e in host.events if e["msg"].startswith("1 "))
    assert message["msg"] == "1 Home none Home"
    assert 9 * SECOND_US < message["t_us"] < 11 * SECOND_US


def test_what_was_told_can_be_connected_with(booted):
    source = (
        RETURN
        + """
        local first = imp.net.getcurrentconfig();
        server.disconnect();
        server.connectwith(%s, function(code) {
            server.disconnect();
            server.connectwith(first, function(code) {
                server.log(code + imp.net.getcurrentconfig().wificonfig.ssid);
            });
        });
    """
    )
    site = Site(stored=Stored(ssid="Home", key="one"))
    host = booted(source % (AWAY % "two"), model="imp001", world=two_points(), site=site)
    assert host.run(60 * SECOND_US).messages[-1] == "5Home"


# model, interface -> the time-out in seconds
TIMEOUTS = [("imp005", "wifi", 60), ("imp005", "eth0", 60), ("imp006", "wl0", 60), ("impC001", "cell", 120)]


@pytest.mark.parametrize(("model", "interface", "timeout_s"), TIMEOUTS)
def test_timeouts_depend_on_the_interface(booted, model, interface, timeout_s):
    source = (
        RETURN
        + """
        local begun = hardware.millis();
        server.connectwith({interface = "%s"}, function(code) { failed <- hardware.millis() - begun; });
    """
    )
    host = booted(source % interface, model=model, offline=True)
    host.run(600 * SECOND_US)
    assert host.value("(failed + 500) / 1000") == timeout_s


def test_a_connection_that_stands_stays(booted):
    source = (
        RETURN
        + """
        server.connectwith({interface = "wifi"}, function(code) {
            server.log(code + imp.net.getcurrentconfig().interface);
        });
    """
    )
    assert booted(source).run(60 * SECOND_US).messages[-1] == "5eth0"


def test_it_takes_the_place_of_an_attempt_under_way(booted):
    source = (
        RETURN
        + """
        server.disconnect();
        server.connect(function(code) { server.log("never"); });
        imp.wakeup(0.5, function() {
            server.connectwith({interface = "wifi"}, function(code) {
                server.log(code + imp.net.getcurrentconfig().interface);
            });
        });
    """
    )
    host = booted(source)
    assert host.run(60 * SECOND_US).messages[-1] == "5wl0"
    assert "never" not in host.messages


def test_a_lost_connection_is_sought_with_the_same_configuration(booted):
    world = two_points()
    site = Site(stored=Stored(ssid="Home", key="one"))
    source = RETURN + "server.disconnect(); server.connectwith(%s, null);" % (AWAY % "two")
    host = booted(source, model="imp001", world=world, site=site)
    host.run(20 * SECOND_US)
    events = trace_of(host)
    world.points["away"].up = False
    world.changed()
    host.run(30 * SECOND_US)
    world.points["away"].up = True
    world.changed()
    host.run(60 * SECOND_US)
    assert [e["ssid"] for e in events if e["kind"] == "wifi.associated"] == ["Away"]


def test_plain_connect_goes_by_what_is_stored_again(booted):
    source = (
        RETURN
        + """
        server.disconnect();
        server.connectwith(%s, function(code) {
            server.disconnect();
            server.connect(function(code) { server.log(code + imp.net.getcurrentconfig().wificonfig.ssid); });
        });
    """
    )
    site = Site(stored=Stored(ssid="Home", key="one"))
    host = booted(source % (AWAY % "two"), model="imp001", world=two_points(), site=site)
    assert host.run(60 * SECOND_US).messages[-1] == "5Home"
