"""UDP between the programs of two imps."""

from __future__ import annotations

from interfaces_harness import SECOND_US

from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.device.world import Lan, World
from impsim.impos.deployment import CONSTANTS
from impsim.impos.simulation import Simulation
from impsim.squirrel.compile import compile_source

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
    pair.value("second", "socket.onreceive(function(a, b, c, d, data) { last <- data; })")
    assert pair.value("first", 'socket.send("192.168.0.4", 5000, blob(3))') == 0
    pair.until(11)
    assert pair.value("second", "typeof last + last.tostring()") == "blob\0\0\0"


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
    burst = 'for (local i = 0; i < 101; i++) codes.push(socket.send("192.168.0.4", 5000, "x"));'
    pair = Pair(first="codes <- []; function burst() { %s }" % burst)
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
        chatter = (
            'function chat() { if (socket) socket.send("192.168.0.255", 5000, "ping"); imp.wakeup(0.5, chat); } chat();'
        )
        pair = Pair(world, first=chatter, seed=seed)
        events = []
        pair.simulation.instruments.attach(events.append)
        pair.until(60)
        return [event for event in events if event["kind"] == "packet"]

    assert story(5) == story(5) != story(6)
