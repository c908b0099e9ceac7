"""Whatever happens to imps and whatever their programs do: nothing impossible is seen, nothing is lost, nothing fails.

A story is a list of steps: a pause, then a fault or a call of one imp's program. All imps share the world. At the end
everything is repaired, and whoever still waits for something by then waits for ever.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world_invariants import Watch, check_outcomes
from worlds import Story

from impsim.device.profile import find, names
from impsim.device.release import lines_of
from impsim.device.world import AccessPoint, Carrier, Lan, ProxyServer, Site, Stored, World

PROGRAM = """
policy <- SUSPEND_ON_ERROR;
function connects(number, timeout) {
    if (policy == SUSPEND_ON_ERROR) { server.connect(); return }
    local was = server.isconnected();
    print("connect " + number);
    if (was) print("connected " + number);
    server.connect(function(code) { print("outcome " + number + " " + code) }, timeout);
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
]
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


def steps_for(kinds):
    """Steps for imps of these models: (pause, number of the imp, what)."""

    def whats(kind):
        faults = [fault for interface in find(kind[0]).interfaces for fault in FAULTS[interface]]
        calls = st.sampled_from(CALLS)
        connects = st.sampled_from([0, 3, 30]).map(lambda timeout: ("connect", timeout))
        return st.one_of(calls, connects, st.sampled_from(faults), st.sampled_from(EVERYWHERE))

    one = [st.tuples(st.sampled_from(PAUSES_S), st.just(number), whats(kind)) for number, kind in enumerate(kinds)]
    return st.integers(1, MOST_STEPS).flatmap(lambda count: st.lists(st.one_of(one), min_size=count, max_size=count))


stories = st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).flatmap(
    lambda kinds: st.tuples(st.just(kinds), steps_for(kinds))
)


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
    if isinstance(what, str):
        guarded = what if what.startswith("throw") else 'try { %s } catch (error) { print("error " + error) }' % what
        story.calls(at_s, guarded, name)
    elif what[0] == "connect":
        story.calls(at_s, "connects(%d, %d)" % (index, what[1]), name)
    elif what[0] != "wake" or story.imps[name].device.profile["power.deep_sleep"]:
        story.do(at_s, what[0], name, **what[1])


def check_end(story):
    """Nobody waits for anything any more."""
    simulation = story.simulation
    assert simulation.stacks.waiting == []
    assert simulation.stacks.own is None
    for name, imp in story.imps.items():
        left = check_outcomes(story.events, name)
        assert not (imp.running and left), (name, left)
        if imp.halted or imp.power == "sleeping":
            continue
        assert imp.power == "running", imp.power
        assert imp.running or imp.started
        if imp.running and imp.device.network.policy.suspends:
            assert not imp.loop.held
        assert not imp.stopped


@settings(max_examples=60)
@given(stories)
def test_no_story_is_impossible(story):
    check_end(told(*story))


@settings(max_examples=20)
@given(stories)
def test_the_same_steps_give_the_same_events(story):
    assert told(*story, watched=False).events == told(*story).events


@pytest.mark.slow
@settings(max_examples=1500)
@given(stories)
def test_no_story_is_impossible_however_long_one_looks(story):
    check_end(told(*story))
