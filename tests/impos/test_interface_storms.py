"""Two imps on whose interfaces everything happens at once: whatever the order, the interfaces and their users agree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from interfaces_harness import RETURN, SECOND_US, two_points

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.device.world import Lan, Site, Stored
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source
from impsim.squirrel.vm import allow_depth

allow_depth()  # before hypothesis notes the limit

PROGRAM = (
    RETURN
    + """
    faces <- []; sockets <- [];
    function receive(a, b, c, d, data) { last <- data; }
    function open(nic) { faces.push(imp.net.open(nic, function(state) { latest <- state; })); }
    function tick() { imp.wakeup(1, tick); }
    tick();
"""
)
AWAY = '{interface = "wl0", wificonfig = {ssid = "Away", key = "two"}}'
WIRED, WIRELESS = '{interface = "eth0"}', '{interface = "wl0"}'
CALLS = [
    *["open(%s)" % nic for nic in (WIRED, WIRELESS, AWAY, WIRED, WIRELESS)],
    "faces.pop()",
    "sockets.push(faces.top().openudp(receive, 5000))",
    "sockets.push(faces.top().openudp(receive))",
    'sockets.top().send("192.168.0.255", 5000, "x")',
    'sockets.top().send("192.168.0.4", 5000, blob(3000))',
    "sockets.top().close()",
    "sockets.pop()",
    "faces.top().getiptable()",
    'imp.net.setserverinterfaces(["wifi"])',
    "server.disconnect()",
    "server.connect(null, 20)",
    "server.connectwith(%s, null, 20)" % AWAY,
    "server.connectwith(%s, null, 20)" % WIRED,
    "server.restart()",
]
FAULTS = [
    ("cable", "plugged", (True, False)),
    ("cable", "lan", ("lan", "other")),
    ("home", "up", (True, False)),
    ("home", "key", ("one", "other")),
    ("away", "up", (True, False)),
    ("server", "reachable", (True, False)),
    ("lan", "dhcp_answers", (True, False)),
    ("lan", "address", ("192.168.0.3", "192.168.7.3")),
    ("lan", "loss", (0.0, 0.4, 1.0)),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second"]),
        st.sampled_from(CALLS)
        | st.sampled_from(FAULTS).flatmap(lambda f: st.tuples(*map(st.just, f[:2]), st.sampled_from(f[2]))),
        st.sampled_from([0, 300000, SECOND_US, 12 * SECOND_US]),
    ),
    min_size=20,
    max_size=40,
)


class Storm:
    """The two imps; each is told what to do by name."""

    def __init__(self):
        world = two_points()
        world.lans["other"] = Lan(address="10.0.0.5", gateway="10.0.0.1", dhcpserver="10.0.0.1", lease_s=40)
        self.simulation = Simulation(world)
        self.events = []
        self.simulation.instruments.attach(self.events.append)
        profile = find("imp005")
        program = compile_source(PROGRAM, "program.nut", constants=CONSTANTS)
        for name in ("first", "second"):
            site = Site(stored=Stored(ssid="Home", key="one"))
            self.simulation.add(name, profile, newest_for(profile), program, site=site)
        self.wait(3 * SECOND_US)

    def wait(self, duration_us):
        self.simulation.run(self.simulation.clock.now_us + duration_us)

    def do(self, name, what):
        imp = self.simulation.imps[name]
        if not isinstance(what, str):
            self.fault(imp, *what)
        elif imp.running:
            source = "return function() { try { %s; } catch (problem) {} }" % what
            imp.in_line(imp.evaluate(compile_source(source, "call.nut", constants=CONSTANTS)))

    def fault(self, imp, part, attribute, value):
        world = self.simulation.world
        parts = {**world.points, **world.lans, "server": world.server, "cable": imp.device.site.cable}
        setattr(parts[part], attribute, value)
        world.changed()


def holders_of(imp):
    """How many instances each interface has, as the program's side counts them."""
    count = dict.fromkeys(imp.device.network.links, 0)
    for opened, _ in imp.local.held if imp.local else []:
        if hasattr(opened, "link"):
            count[opened.link.interface.name] += 1
    return count


def check(imp):
    network = imp.device.network
    links = network.links
    assert {name: link.holders for name, link in links.items()} == holders_of(imp)
    served = [link for link in links.values() if link.interface is network.active or link is network._trying]
    assert [link for link in links.values() if link.used] == served
    assert all(link.interface.at_rest and not link.interface.lease for link in links.values() if not link.in_use)
    info = imp.device.net_info()
    assert ("active" in info) is network.connected
    assert network.connected or network._trying or "address" not in info["ipv4"]


@settings(max_examples=25)
@given(STEPS)
def test_interfaces_and_their_users_agree(steps):
    storm = Storm()
    for name, what, wait_us in steps:
        storm.do(name, what)
        storm.wait(wait_us)
        for imp in storm.simulation.imps.values():
            check(imp)
    for imp in storm.simulation.imps.values():
        imp.power_off()
        check(imp)
    assert storm.simulation.world.sockets == []


@settings(max_examples=5)
@given(STEPS)
def test_two_runs_are_the_same(steps):
    def events():
        storm = Storm()
        for name, what, wait_us in steps:
            storm.do(name, what)
            storm.wait(wait_us)
        return storm.events

    assert events() == events()
