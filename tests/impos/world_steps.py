"""What can happen in a story and what programs can do in it, as lists to choose from; stories made from such steps.

A step is (pause in seconds, number of the imp, what): a statement for its program, ("connect", time-out),
("connectwith", configuration), or a stimulus (verb, fields). At the end of a story everything is repaired. As a
program it tells one long story.
"""

from __future__ import annotations

import json
import sys

from world_invariants import Watch
from worlds import Story

from impsim.device.profile import find, names
from impsim.device.release import lines_of
from impsim.device.world import AccessPoint, Carrier, Lan, ProxyServer, Site, Stored, World
from impsim.sim.rng import Rng

PROGRAM = """
policy <- SUSPEND_ON_ERROR;
function connects(number, timeout) {
    if (policy == SUSPEND_ON_ERROR) { server.connect(); return }
    local was = server.isconnected();
    server.connect(@(code) print("outcome " + number + " " + code), timeout);
    called(number, was);
}
function connectswith(number, nic) {
    local was = server.isconnected();
    server.connectwith(nic, @(code) print("outcome " + number + " " + code), 20);
    called(number, was);
}
function called(number, was) {
    print("connect " + number);
    if (was) print("connected " + number);
}
function returns(onError, waitFor, timeout) {
    server.setsendtimeoutpolicy(onError, waitFor, timeout);
    policy = onError;
}
server.onunexpecteddisconnect(function(code) { print("unexpected " + code) });
agent.on("echo", function(text) { print("heard " + text) });
function tick() { ticks <- server.isconnected(); imp.wakeup(97, tick) }
tick();
"""
AGENT = """
device.on("echo", function(text) { device.send("echo", text) });
device.onconnect(function() { server.log("agent: there") });
device.ondisconnect(function() { server.log("agent: gone") });
"""

CALLS = [
    "returns(RETURN_ON_ERROR, WAIT_TIL_SENT, 20)",
    "returns(SUSPEND_ON_ERROR, WAIT_TIL_SENT, 30)",
    "returns(RETURN_ON_ERROR, WAIT_TIL_SENT, 10)",
    "returns(RETURN_ON_ERROR, WAIT_FOR_ACK, 5)",
    "returns(RETURN_ON_ERROR_NO_DISCONNECT, WAIT_TIL_SENT, 10)",
    "server.disconnect()",
    "server.flush(5)",
    "server.log(server.isconnected())",
    'agent.send("echo", [1, "two", { three = 3.0 }])',
    'agent.send("echo", blob(2900))',
    "imp.setsendbuffersize(8000)",
    'imp.setwificonfiguration("home", "secret")',
    'imp.setwificonfiguration("home", "wrong")',
    'imp.setwificonfiguration("other", "")',
    'imp.setstaticnetworkconfiguration("192.168.0.77", "255.255.255.0", "192.168.0.1", ["192.168.0.1"])',
    'imp.setproxy(PROXY_TYPE_HTTP, "192.168.0.9", 3128)',
    "imp.clearconfiguration()",
    "server.sleepfor(7)",
    "imp.deepsleepfor(100)",
    "imp.onidle(@() server.sleepfor(5))",
    "server.expectonlinein(60)",
    "server.restart()",
    "imp.reset()",
    "imp.sleep(0.2)",
    "imp.sleep(40)",
    "imp.wakeup(3, @() server.log(1))",
    'imp.scanwifinetworks(@(found) print("found"))',
    "imp.scanwifinetworks()",
    'imp.net.getcellinfo(@(text) print("cellinfo"))',
    "imp.net.configurewps()",
    "imp.net.latchwifipower()",
    "imp.setpowersave(true)",
    "imp.enableblinkup(true)",
    "server.onshutdown(@(why) server.restart())",
    "imp.onunhandledexception(@(error) print(error))",
    'imp.setuserconfiguration("kept")',
    'throw "in a callback"',
    'held <- imp.net.open({ interface = "wl0" }, @(state) print("state " + state))',
    'held <- imp.net.open({ interface = "wl0", wificonfig = { ssid = "other", key = "" } })',
    'held <- imp.net.open({ interface = "eth0" }, @(state) print("state " + state))',
    'held <- imp.net.open({ interface = "cell0" })',
    "held <- null",
    'socket <- held.openudp(@(from, port, to, toPort, what) print("datagram"), 5000)',
    'socket.send("255.255.255.255", 5000, "x")',
    'imp.net.setserverinterfaces(["wifi"])',
    'imp.net.setserverinterfaces(["cell0", "wl0"])',
    "imp.net.getcurrentconfig()",
]
NICS = [
    '{ interface = "wl0" }',
    '{ interface = "wifi", wificonfig = { ssid = "other", key = "" } }',
    '{ interface = "eth0" }',
    '{ interface = "cell0" }',
    '{ interface = "wl0", proxyconfig = { type = 1, address = "192.168.0.9", port = 3128 } }',
]
CONNECTS = [("connect", 0), ("connect", 3), ("connect", 30), *[("connectwith", nic) for nic in NICS]]
EVERYWHERE = [
    ("cloud.down", {}),
    ("cloud.up", {}),
    ("cloud.latency", {"latency_us": 500000, "jitter_us": 100000}),
    ("power.cycle", {"for_us": 100000}),
    ("power.off", {}),
    ("power.on", {}),
    ("squirrel.restart", {}),
    ("squirrel.deploy", {}),
    ("agent.send", {"name": "echo", "data": "hello"}),
    ("device.send", {"name": "echo", "data": "hello"}),
    ("wake", {}),
]
LAN = [
    ("dhcp.stop", {"lan": "lan"}),
    ("dhcp.start", {"lan": "lan"}),
    ("dhcp.renumber", {"lan": "lan", "address": "10.1.0.20", "gateway": "10.1.0.1", "dhcpserver": "10.1.0.1"}),
    ("dns.fail", {"lan": "lan"}),
    ("dns.restore", {"lan": "lan"}),
    ("lan.drop", {"lan": "lan", "loss": 1}),
    ("lan.drop", {"lan": "lan", "loss": 0.3}),
    ("lan.drop", {"lan": "lan", "loss": 0}),
    ("lan.latency", {"lan": "lan", "latency_us": 2000000}),
    ("proxy.refuse", {"proxy": "corp"}),
    ("proxy.restore", {"proxy": "corp"}),
    ("proxy.down", {"proxy": "corp"}),
    ("proxy.up", {"proxy": "corp"}),
]
WIFI = [
    ("wifi.down", {"network": "home"}),
    ("wifi.up", {"network": "home"}),
    ("wifi.rekey", {"network": "home", "key": "changed"}),
    ("wifi.rekey", {"network": "home", "key": "secret"}),
    ("wifi.rssi", {"set": {"near": -90}}),
    ("wifi.rssi", {"set": {"near": None}}),
    ("wifi.rssi", {"set": {"near": -50, "far": None}}),
    ("wifi.rssi", {"set": {"far": -55}}),
    ("ap.down", {"ap": "near"}),
    ("ap.up", {"ap": "near"}),
    ("wps.press", {"ap": "far"}),
    ("blinkup", {"ssid": "other"}),
    ("blinkup", {"ssid": "home", "key": "secret"}),
]
ETHERNET = [
    ("link.down", {}),
    ("link.up", {}),
    ("link.negotiate", {"link": "10M", "duplex": "half"}),
    ("link.negotiate", {"link": "100M", "duplex": "full"}),
]
CELL = [
    ("cell.set", {"registered": False}),
    ("cell.set", {"registered": True}),
    ("cell.set", {"cause": "denied"}),
    ("cell.set", {"registered": True, "registration": "roaming", "carrier": "second"}),
    ("cell.set", {"generation": "2G"}),
    ("cell.set", {"generation": "4G", "rssi_dbm": -90}),
    ("cell.set", {"ppp": False}),
    ("cell.set", {"ppp": True}),
    ("sim.remove", {}),
    ("sim.insert", {}),
    ("sim.lock", {}),
]
FAULTS = {"wifi": [*WIFI, *LAN], "ethernet": [*ETHERNET, *LAN], "cell": CELL}
PAUSES_S = [0, 0.001, 0.25, 1, 1.5, 3, 8, 15, 40, 61, 110, 300, 620]
KINDS = [(name, line) for name in (*names()[:5], "imp006a-bg96", "impC001") for line in (*lines_of(find(name)),)]
SETTLE_S = 2400
MOST_STEPS = 30


def surroundings():
    """A world with a network of three access points, another network, a proxy and two carriers."""
    points = {
        "near": AccessPoint(ssid="home", key="secret", bssid="02494d500001", channel=6),
        "far": AccessPoint(ssid="home", key="secret", bssid="02494d500002", channel=11, rssi_dbm=-72),
        "five": AccessPoint(ssid="home", key="secret", bssid="02494d500003", channel=36, rssi_dbm=-65),
        "other": AccessPoint(ssid="other", bssid="02494d500004", channel=1, rssi_dbm=-80, lan="guest"),
    }
    guest = Lan(address="172.16.0.9", gateway="172.16.0.1", dhcpserver="172.16.0.1", dnsservers=("172.16.0.1",))
    return World(
        points=points,
        lans={"lan": Lan(lease_s=900), "guest": guest},
        proxies={"corp": ProxyServer(address="192.168.0.9", port=3128)},
        carriers={"carrier": Carrier(), "second": Carrier(mnc="07", generations=("3G", "2G"))},
    )


def repair(story):
    """Everything works again, and every imp knows it."""
    world, fresh = story.simulation.world, surroundings()
    for whole, part in ((world.points, fresh.points), (world.lans, fresh.lans), (world.proxies, fresh.proxies)):
        for name, repaired in part.items():
            kept = whole[name].__dict__.get("clients"), whole[name].__dict__.get("numbering")
            whole[name].__dict__.clear()
            whole[name].__dict__.update(repaired.__dict__)
            if kept[0] is not None:
                whole[name].clients = kept[0]
    world.server.__dict__.clear()
    for imp in story.imps.values():
        site = imp.device.site
        site.reception.clear()
        site.cable.__dict__.clear()
        site.coverage.__dict__.clear()
        site.coverage.fields = {}
        site.stored.ssid, site.stored.key = "home", "secret"
        site.stored.static = site.stored.proxy = None
        imp.power_on()
    world.changed()


def faults_of(kind):
    """The faults that concern a model."""
    return [fault for interface in find(kind[0]).interfaces for fault in FAULTS[interface]]


def told(kinds, steps, watched=True):
    """The story that follows from these steps, run to its end."""
    story = Story(surroundings())
    if watched:
        Watch(story)
    for number, (model, line) in enumerate(kinds):
        site = Site(stored=Stored(ssid="home", key="secret"), noise_db=2)
        story.add(PROGRAM, model, str(line), name="imp%d" % number, agent=AGENT, site=site)
    now_s = 0
    for index, (pause_s, number, what) in enumerate(steps):
        now_s += pause_s
        begin(story, now_s, index, "imp%d" % number, what)
    story.at(now_s + 1, lambda: repair(story))
    story.run(now_s + SETTLE_S)
    return story


def begin(story, at_s, index, name, what):
    """Plans one step."""
    if what[0] == "connect":
        what = "connects(%d, %d)" % (index, what[1])
    elif what[0] == "connectwith":
        what = "connectswith(%d, %s)" % (index, what[1])
    if isinstance(what, str):
        guarded = what if what.startswith("throw") else 'try { %s } catch (error) { print("error " + error) }' % what
        story.calls(at_s, guarded, name)
    elif what[0] != "wake" or story.imps[name].device.profile["power.deep_sleep"]:
        story.do(at_s, what[0], name, **what[1])


def long_story(seed, count=200):
    """A story of three imps with so many steps, chosen by a seed."""
    rng = Rng(seed)
    pick = lambda choices: choices[rng.below(len(choices))]  # noqa: E731
    kinds = [("imp005", 42), ("impC001", 42), ("imp003", 40)]
    steps = []
    for _ in range(count):
        number = rng.below(3)
        whats = pick([CALLS, CALLS, faults_of(kinds[number]), EVERYWHERE, CONNECTS])
        steps.append((pick(PAUSES_S), number, pick(whats)))
    return told(kinds, steps, watched=False)


if __name__ == "__main__":
    for event in long_story(int(sys.argv[1])).events:
        print(json.dumps(event))
