"""Several interfaces, as programs see them: their order, connecting over a chosen one, the local network, UDP."""

from __future__ import annotations

import pytest

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.device.world import AccessPoint, Cable, Coverage, Lan, Proxy, Site, StaticAddress, Stored, World
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source

SECOND_US = 1000000
RETURN = "server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);\n"
TWO_POINTS = {
    "home": AccessPoint(ssid="Home", key="one"),
    "away": AccessPoint(ssid="Away", key="two", bssid="02494d500002"),
}


def two_points(**more):
    return World(points=dict(TWO_POINTS), **more)


def trace_of(host):
    """The events of an imp from now on."""
    events = []
    host.imp.simulation.instruments.attach(events.append)
    return events


def states(events, interface):
    return [e["state"] for e in events if e["kind"] == "state" and e["interface"] == interface]


# What is there, and since when

EXISTS = ["imp.net.setserverinterfaces", "imp.net.getcurrentconfig", "imp.net.open", "server.connectwith"]


@pytest.mark.parametrize("path", EXISTS)
def test_all_of_it_came_with_impos_42(booted, path):
    container, _, name = path.rpartition(".")
    for model, old, new in (("imp001", "40", "41.0"), ("imp005", "36", "42"), ("impC001", "40", "42")):
        assert booted(model=model, impos=old).value('"%s" in %s' % (name, container)) is False
        assert booted(model=model, impos=new).value('"%s" in %s' % (name, container)) is True


def test_instances_have_methods_and_no_names_in_the_root_table(booted):
    host = booted("opened <- imp.net.open({interface = \"wl0\"}); socket <- opened.openudp();")
    host.run(20 * SECOND_US)
    for name in ("getstate", "getiptable", "openudp"):
        assert host.value('"%s" in opened' % name) is True
    for name in ("send", "onreceive", "close"):
        assert host.value('"%s" in socket' % name) is True
    assert host.value('"udpsocket" in getroottable() || "interface" in getroottable()') is False
    assert host.value("typeof opened") == "instance"


# call -> the error, on an imp005
WRONG = [
    ("imp.net.setserverinterfaces(null)", "parameter 1 has an invalid type 'null' ; expected: 'array'"),
    ('imp.net.setserverinterfaces(["wifi", "lan"])', "invalid network interface 'lan'"),
    ("imp.net.setserverinterfaces([1])", "no interface in network configuration"),
    ('imp.net.setserverinterfaces(["cell"])', "network interface 'cell' is not available"),
    ("imp.net.getcurrentconfig(1)", "wrong number of parameters"),
    ("imp.net.open()", "wrong number of parameters"),
    ('imp.net.open("wl0")', "parameter 1 has an invalid type 'string' ; expected: 'table'"),
    ('imp.net.open({interface = "wl0"}, 1)', "parameter 2 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ("imp.net.open({})", "no interface in network configuration"),
    ('imp.net.open({interface = "cell0"})', "network interface 'cell0' is not available"),
    ('server.connectwith({interface = "wl0"})', "wrong number of parameters"),
    ('server.connectwith({interface = "wl9"}, null)', "invalid network interface 'wl9'"),
    (
        'server.connectwith({interface = "wl0"}, null)',
        "server.connectwith() is not available with SUSPEND_ON_ERROR",
    ),
    ('local f = opened.getstate; f()', "wrong type of instance"),
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
    source = RETURN + """
        if (hardware.wakereason() == WAKEREASON_POWER_ON) {
            imp.net.setserverinterfaces(["wifi"]);
            imp.wakeup(1, function() { server.restart(); });
        } else {
            server.disconnect();
            server.connect(function(code) { server.log(imp.net.getcurrentconfig().interface); });
        }
    """
    assert booted(source).run(60 * SECOND_US).messages[-1] == "eth0"


# The present configuration


def test_there_is_no_configuration_before_the_first_connection(booted):
    host = booted("server.setsendtimeoutpolicy(RETURN_ON_ERROR, WAIT_TIL_SENT, 30);", offline=True)
    assert host.value("imp.net.getcurrentconfig()") is None


def test_the_configuration_is_that_of_the_connection(booted):
    static = StaticAddress(address="192.168.0.77", netmask="255.255.255.0", gateway="192.168.0.1", dnsservers=("1.1.1.1",))
    host = booted(model="imp001", world=two_points(), site=Site(stored=Stored(ssid="Home", key="one", static=static)))
    assert host.value("imp.net.getcurrentconfig().interface") == "wl0"
    assert host.value("imp.net.getcurrentconfig().wificonfig.ssid") == "Home"
    assert host.value("typeof imp.net.getcurrentconfig().wificonfig.key") == "blob"
    assert host.value("imp.net.getcurrentconfig().staticconfig.ip") == "192.168.0.77"
    assert host.value("imp.net.getcurrentconfig().staticconfig.dns[0]") == "1.1.1.1"
    assert host.value('"proxyconfig" in imp.net.getcurrentconfig()') is False


# Connecting over a chosen interface

AWAY = '{interface = "wl0", wificonfig = {ssid = "Away", key = "%s"}}'
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
    host.run_log = host.run(60 * SECOND_US)
    assert host.messages[-2:] != []
    message = next(e for e in host.events if e["msg"].startswith("1 "))
    assert message["msg"] == "1 Home none Home"
    assert 9 * SECOND_US < message["t_us"] < 11 * SECOND_US


def test_what_was_told_can_be_connected_with(booted):
    source = RETURN + """
        local first = imp.net.getcurrentconfig();
        server.disconnect();
        server.connectwith(%s, function(code) {
            server.disconnect();
            server.connectwith(first, function(code) {
                server.log(code + imp.net.getcurrentconfig().wificonfig.ssid);
            });
        });
    """
    site = Site(stored=Stored(ssid="Home", key="one"))
    host = booted(source % (AWAY % "two"), model="imp001", world=two_points(), site=site)
    assert host.run(60 * SECOND_US).messages[-1] == "5Home"


# model, interface -> the time-out in seconds
TIMEOUTS = [("imp005", "wifi", 60), ("imp005", "eth0", 60), ("imp006", "wl0", 60), ("impC001", "cell", 120)]


@pytest.mark.parametrize(("model", "interface", "timeout_s"), TIMEOUTS)
def test_timeouts_depend_on_the_interface(booted, model, interface, timeout_s):
    source = RETURN + """
        local begun = hardware.millis();
        server.connectwith({interface = "%s"}, function(code) { failed <- hardware.millis() - begun; });
    """
    host = booted(source % interface, model=model, offline=True)
    host.run(600 * SECOND_US)
    assert host.value("(failed + 500) / 1000") == timeout_s


def test_a_connection_that_stands_stays(booted):
    source = RETURN + """
        server.connectwith({interface = "wifi"}, function(code) {
            server.log(code + imp.net.getcurrentconfig().interface);
        });
    """
    assert booted(source).run(60 * SECOND_US).messages[-1] == "5eth0"


def test_it_takes_the_place_of_an_attempt_under_way(booted):
    source = RETURN + """
        server.disconnect();
        server.connect(function(code) { server.log("never"); });
        imp.wakeup(0.5, function() {
            server.connectwith({interface = "wifi"}, function(code) {
                server.log(code + imp.net.getcurrentconfig().interface);
            });
        });
    """
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
    source = RETURN + """
        server.disconnect();
        server.connectwith(%s, function(code) {
            server.disconnect();
            server.connect(function(code) { server.log(code + imp.net.getcurrentconfig().wificonfig.ssid); });
        });
    """
    site = Site(stored=Stored(ssid="Home", key="one"))
    host = booted(source % (AWAY % "two"), model="imp001", world=two_points(), site=site)
    assert host.run(60 * SECOND_US).messages[-1] == "5Home"


# The local network

WATCH = """
    told <- [];
    opened <- imp.net.open({interface = "%s"}, function(state) { told.push(state); });
"""


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
    info = 'imp.net.info()'
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
    source = "try { imp.net.open({interface = \"eth0\", proxyconfig = %s}); } catch (problem) { server.log(problem); }"
    proxy = '{type = PROXY_TYPE_HTTP, address = "p", port = 1}'
    assert booted(source % proxy).run(60 * SECOND_US).messages[-1] == "network interface is already in use"


def test_addresses_come_with_the_proxy_and_the_server(booted):
    host = booted(WATCH % "wl0", site=Site(stored=Stored(proxy=Proxy(address="p", port=80))), world=World(), offline=True)
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
    "throw \"anything\"",
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
    assert states(events, "wl0") == ["WIFI_SCANNING", "WIFI_JOINING", "WIFI_LINK_UP", "WIFI_DHCPING", "CONNECTED", "WIFI_STOPPED"]
    up, down = [e["t_us"] for e in events if e["kind"] == "state" and e["interface"] == "wl0"][-2:]
    assert up == down


# What refers to an interface only
REFERENCES = [
    "server.disconnect(); server.connect(function(code) { opened.getstate(); })",
    "imp.wakeup(30, function() { opened.getstate(); })",
    "agent.on(\"anything\", function(_) { opened.getstate(); })",
    "array <- [{opened = opened}]",
    "class C { o = null }; c <- C(); c.o = opened",
    "socket <- opened.openudp()",
    "function g() { local o = opened; yield 1; o.getstate(); } gen <- g.bindenv(this)(); resume gen",
    "imp.onidle(function() { imp.sleep(25); opened.getstate(); })",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_an_interface_stays_open_while_anything_refers_to_it(booted, reference):
    source = RETURN + """
        function main() {
            local opened = imp.net.open({interface = "wl0"});
            %s;
        }
        main();
        function tick() { imp.wakeup(1, tick); }
        tick();
    """
    host = booted(source % reference)
    events = trace_of(host)
    host.run(22 * SECOND_US)
    if "server.connect" not in reference:
        assert states(events, "wl0")[-1] == "CONNECTED"
    else:
        assert "WIFI_STOPPED" not in states(events, "wl0")[:5]


def test_a_socket_that_nobody_keeps_closes(booted):
    source = """
        opened <- imp.net.open({interface = "eth0"});
        opened.openudp(null, 5000);
        imp.wakeup(1, function() { again <- opened.openudp(null, 5000); });
    """
    host = booted(source)
    host.run(20 * SECOND_US)
    assert host.value("typeof again") == "instance"


def test_sleep_ends_it_all(booted):
    source = "opened <- imp.net.open({interface = \"wl0\"}); imp.wakeup(5, function() { imp.deepsleepfor(60); });"
    host = booted(source, model="imp003")
    events = trace_of(host)
    host.run(15 * SECOND_US)
    assert states(events, "wl0")[-1] == "WIFI_STOPPED"
    assert host.imp.local is None


# UDP between imps

LISTENER = """
    opened <- null; socket <- null; heard <- [];
    function received(fromAddress, fromPort, toAddress, toPort, data) {
        heard.push(format("%s:%d %s:%d %s", fromAddress, fromPort, toAddress, toPort, data.tostring()));
        if (data.tostring() == "ping") socket.send(fromAddress, fromPort, "pong");
    }
    function changed(state) {
        if (state == imp.net.CONNECTED && socket == null) socket = opened.openudp(received, 5000);
    }
    opened = imp.net.open({interface = "wl0"}, changed);
"""


class Pair:
    """Two imps in one world, both with LISTENER; the first one is 192.168.0.3."""

    def __init__(self, world=None, first="", second="", seed=1):
        self.simulation = Simulation(world or World(), seed=seed)
        profile = find("imp004m")
        programs = {"first": LISTENER + first, "second": LISTENER + second}
        self.imps = {
            name: self.simulation.add(name, profile, newest_for(profile), unit(source))
            for name, source in programs.items()
        }
        self.until(10)

    def until(self, seconds):
        self.simulation.run(seconds * SECOND_US)

    def value(self, name, expression):
        return self.imps[name].evaluate(unit("return (%s\n)" % expression))

    def heard(self, name):
        return [self.value(name, "heard[%d]" % index) for index in range(self.value(name, "heard.len()"))]


def unit(source):
    return compile_source(source, "program.nut", constants=CONSTANTS)


def test_a_ping_is_answered():
    pair = Pair()
    assert pair.value("first", 'socket.send("192.168.0.4", 5000, "ping")') == 0
    pair.until(11)
    assert pair.heard("second") == ["192.168.0.3:5000 192.168.0.4:5000 ping"]
    assert pair.heard("first") == ["192.168.0.4:5000 192.168.0.3:5000 pong"]


def test_a_broadcast_says_what_it_was_for():
    pair = Pair()
    pair.value("first", 'socket.send("192.168.0.255", 5000, "all")')
    pair.until(11)
    assert pair.heard("second") == ["192.168.0.3:5000 192.168.0.255:5000 all"]
    assert pair.heard("first") == []


def test_data_may_be_a_blob_of_any_bytes():
    pair = Pair()
    assert pair.value("first", '(blob(3), socket.send("192.168.0.4", 5000, blob(3)))' [10:-1]) == 0
    pair.until(11)
    assert pair.heard("second") == ["192.168.0.3:5000 192.168.0.4:5000 \0\0\0"]


def test_nobody_hears_a_black_hole():
    pair = Pair()
    pair.simulation.world.lans["lan"].loss = 1.0
    pair.simulation.world.changed()
    assert pair.value("first", 'socket.send("192.168.0.4", 5000, "ping")') == 0
    pair.until(20)
    assert pair.heard("second") == []


def test_callbacks_can_be_changed_and_taken_back():
    pair = Pair(second="late <- []; function other(a, b, c, d, data) { late.push(data.tostring()); }")
    pair.value("second", "socket.onreceive(other)")
    pair.value("first", 'socket.send("192.168.0.4", 5000, "one")')
    pair.until(11)
    pair.value("second", "socket.onreceive(null)")
    pair.value("first", 'socket.send("192.168.0.4", 5000, "two")')
    pair.until(12)
    pair.value("second", "socket.onreceive(received)")
    pair.value("first", 'socket.send("192.168.0.4", 5000, "three")')
    pair.until(13)
    assert pair.value("second", "late.len()") == 1
    assert [text[-5:] for text in pair.heard("second")] == ["three"]


def test_too_many_datagrams_are_refused():
    pair = Pair(first="function burst() { for (local i = 0; i < 101; i++) codes.push(socket.send(\"192.168.0.4\", 5000, \"x\")); } codes <- [];")
    pair.value("first", "burst()")
    pair.until(11)
    assert pair.value("first", "codes.find(SEND_ERROR_WOULDBLOCK)") == 100
    assert len(pair.heard("second")) == 100


def test_without_an_address_nothing_is_sent():
    pair = Pair()
    pair.imps["first"].device.site.reception["ap"] = None
    pair.simulation.world.changed()
    assert pair.value("first", 'socket.send("192.168.0.4", 5000, "x")') == 1


def test_a_restarted_program_hears_nothing_of_before():
    pair = Pair()
    pair.imps["second"].restart_squirrel()
    pair.value("first", 'socket.send("192.168.0.4", 5000, "ping")')
    pair.until(11)
    assert pair.simulation.world.sockets != []
    pair.until(20)
    assert pair.heard("second") == pair.heard("first") == []
    pair.value("first", 'socket.send("192.168.0.4", 5000, "ping")')
    pair.until(21)
    assert [text[-4:] for text in pair.heard("first")] == ["pong"]


def test_sockets_live_as_long_as_their_interface():
    pair = Pair()
    pair.value("first", "socket.close()")
    assert len(pair.simulation.world.sockets) == 1
    pair.imps["second"].power_off()
    assert pair.simulation.world.sockets == []


def test_both_runs_of_a_story_are_the_same():
    def story(seed):
        world = World(lans={"lan": Lan(loss=0.3, latency_us=700)})
        chatter = "function chat() { if (socket) socket.send(\"192.168.0.255\", 5000, \"ping\"); imp.wakeup(0.5, chat); } chat();"
        pair = Pair(world, first=chatter, seed=seed)
        events = []
        pair.simulation.instruments.attach(events.append)
        pair.until(60)
        return [event for event in events if event["kind"] == "packet"]

    assert story(5) == story(5) != story(6)


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
