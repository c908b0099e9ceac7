"""Stimuli: what each verb changes, what it tells, and when."""

from __future__ import annotations

import pytest

from impsim.scenario import world
from impsim.scenario.electrical import ELECTRICAL_VERBS
from impsim.scenario.stimuli import VERBS
from impsim.scenario.timeline import schedule
from impsim.sim.clock import Clock
from impsim.sim.instruments import Instruments


class FakeProgram:
    """Notes which of its methods are called, and when."""

    def __init__(self, clock):
        self.clock = clock
        self.calls = []

    def __getattr__(self, name):
        return lambda *arguments: self.calls.append((self.clock.now_us, name, *arguments))


class FakeEndpoint(FakeProgram):
    """Has what is sent arrive at once."""

    connected = True

    def send(self, arrive, lost):
        arrive()
        return True


class FakeImp(FakeProgram):
    def __init__(self, clock, site):
        super().__init__(clock)
        self.endpoint = FakeEndpoint(clock)
        self.device = self.around = self.network = self
        self.connected = True
        self.site = site
        self.name = "imp"
        self.side = "device"
        self.agent = None


class FakeSimulation:
    """The parts of a Simulation that stimuli use."""

    def __init__(self, setting):
        self.clock = Clock()
        self.instruments = Instruments(self.clock)
        self.world = setting.world
        self.events = []
        self.instruments.attach(self.events.append)
        self.imp = FakeImp(self.clock, setting.site)
        self.imp.simulation = self
        self.imps = {"imp": self.imp}
        self.versions = []
        self.stimuli = []  # the times that Simulation counts as stimuli to come
        self.world.watch(lambda: self.versions.append((self.clock.now_us, self.world.version)))

    def at(self, t_us, act):
        self.stimuli.append(t_us)
        self.clock.at(t_us, act)


WORLD = """\
wifi: {A: {key: old, aps: {a1: {}, a2: {}}}, B: {}}
lans: {office: {}, lab: {}}
proxies: {corp: {address: p, port: 1}}
cells: {one: {}, two: {}}
mqtt: {hub: {}, sick: {up: false, hangs: true, refuses: client}}
"""


def played(tmp_path, *entries, around=WORLD):
    """The simulation after all entries."""
    path = tmp_path / "w.yaml"
    listed = ", ".join("{%s}" % entry for entry in entries)
    path.write_text("%stimeline: [%s]\n" % (around, listed), encoding="utf-8")
    setting = world.load(str(path))
    simulation = FakeSimulation(setting)
    schedule(simulation, simulation.imp, setting.timeline)
    simulation.clock.advance(3600000000)
    return simulation


def found(simulation, path):
    """The value at a path like world.lans.office.loss or site.cable.plugged."""
    value = {"world": simulation.world, "site": simulation.imp.site}
    for name in path.split("."):
        value = value[name] if isinstance(value, dict) else getattr(value, name)
    return value


# entry, {path: value afterwards}
EFFECTS = [
    ("do: link.down", {"site.cable.plugged": False}),
    ("do: link.up, link: 10M", {"site.cable.plugged": True, "site.cable.link": "10M"}),
    ("do: link.negotiate, link: 10M, duplex: half", {"site.cable.link": "10M", "site.cable.duplex": "half"}),
    ("do: wifi.rssi, set: {a1: -88, B: out}", {"site.reception": {"a1": -88, "B": None}}),
    (
        "do: wifi.down, network: A",
        {"world.points.a1.up": False, "world.points.a2.up": False, "world.points.B.up": True},
    ),
    ("do: wifi.down, ssid: B", {"world.points.a1.up": True, "world.points.B.up": False}),
    ("do: wifi.rekey, network: A, key: new", {"world.points.a2.key": "new", "site.stored.key": "old"}),
    ("do: ap.down, ap: a2", {"world.points.a1.up": True, "world.points.a2.up": False}),
    ("do: wps.press, ap: a1", {"world.points.a1.wps_until_us": 121000000, "world.points.a2.wps_until_us": 0}),
    ("do: wps.press, ap: a1, for: 5s", {"world.points.a1.wps_until_us": 6000000}),
    ("do: dhcp.stop, lan: office", {"world.lans.office.dhcp_answers": False, "world.lans.lab.dhcp_answers": True}),
    (
        "do: dhcp.renumber, lan: lab, address: 10.0.0.7, netmask: 255.0.0.0, gateway: 10.0.0.1",
        {
            "world.lans.lab.address": "10.0.0.7",
            "world.lans.lab.netmask": "255.0.0.0",
            "world.lans.lab.gateway": "10.0.0.1",
        },
    ),
    ("do: dns.fail, lan: lab", {"world.lans.lab.dns_answers": False}),
    ("do: lan.drop, lan: lab, loss: 100%", {"world.lans.lab.loss": 1.0, "world.lans.office.loss": 0.0}),
    ("do: lan.latency, lan: lab, latency: 2s", {"world.lans.lab.latency_us": 2000000}),
    ("do: proxy.refuse", {"world.proxies.corp.accepts": False, "world.proxies.corp.works": True}),
    ("do: proxy.down", {"world.proxies.corp.works": False}),
    ("do: cell.set, registered: false", {"site.coverage.registration": "none"}),
    ("do: cell.set, registered: false, cause: denied", {"site.coverage.registration": "denied"}),
    ("do: cell.set, cause: denied", {"site.coverage.registration": "denied"}),
    ("do: cell.set, registered: true, registration: roaming", {"site.coverage.registration": "roaming"}),
    (
        "do: cell.set, rat: 3G, rsrp: -101, rssi: -99, carrier: two, ppp: false",
        {
            "site.coverage.generation": "3G",
            "site.coverage.fields": {"rsrp": "-101"},
            "site.coverage.rssi_dbm": -99,
            "site.coverage.carrier": "two",
            "site.coverage.ppp": False,
            "site.coverage.registration": "home",
        },
    ),
    ("do: sim.remove", {"site.coverage.sim": "missing"}),
    ("do: cell.set, mcc: 001, mnc: 02", {"site.coverage.fields": {"mcc": "001", "mnc": "02"}}),
    ("do: modem.fail", {"site.coverage.modem": "dead"}),
    ("do: sim.lock", {"site.coverage.sim": "locked"}),
    ("do: cloud.down", {"world.server.reachable": False}),
    ("do: mqtt.down, broker: hub", {"world.brokers.hub.up": False, "world.brokers.sick.up": False}),
    (
        "do: mqtt.up, broker: sick",
        {"world.brokers.sick.up": True, "world.brokers.sick.hangs": False, "world.brokers.sick.answer": 0},
    ),
    ("do: mqtt.hang, broker: hub", {"world.brokers.hub.hangs": True, "world.brokers.hub.up": True}),
    ("do: mqtt.refuse, broker: hub, because: credentials", {"world.brokers.hub.answer": 4}),
    ("do: mqtt.latency, broker: hub, latency: 1s", {"world.brokers.hub.latency_us": 1000000}),
    (
        "do: cloud.latency, latency: 1s, jitter: 10ms",
        {"world.server.latency_us": 1000000, "world.server.jitter_us": 10000},
    ),
]


@pytest.mark.parametrize(("entry", "effects"), EFFECTS, ids=[case[0] for case in EFFECTS])
def test_a_verb_changes_the_world(entry, effects, tmp_path):
    simulation = played(tmp_path, "at: 1s, " + entry)
    assert {path: found(simulation, path) for path in effects} == effects
    assert simulation.versions == [(1000000, 1)], "every imp is told, once"
    assert simulation.imp.calls == []


# what undoes what
PAIRS = [
    ("link.down", "link.up", ""),
    ("wifi.down", "wifi.up", "network: A"),
    ("ap.down", "ap.up", "ap: a1"),
    ("dhcp.stop", "dhcp.start", "lan: lab"),
    ("dns.fail", "dns.restore", "lan: lab"),
    ("proxy.refuse", "proxy.restore", ""),
    ("proxy.down", "proxy.up", ""),
    ("sim.remove", "sim.insert", ""),
    ("sim.lock", "sim.insert", ""),
    ("modem.fail", "modem.restore", ""),
    ("cloud.down", "cloud.up", ""),
    ("cell.set, registered: false", "cell.set, registered: true", ""),
]


def state(simulation):
    """All parts as plain values."""
    shared, site = simulation.world, simulation.imp.site
    parts = [*shared.points.values(), *shared.lans.values(), *shared.proxies.values(), shared.server]
    return [
        [(name, getattr(p, name)) for name in dir(p) if name[0] != "_"] for p in [*parts, site.cable, site.coverage]
    ]


@pytest.mark.parametrize(("do", "undo", "where"), PAIRS)
def test_what_is_done_can_be_undone(do, undo, where, tmp_path):
    ending = ", " + where if where else ""
    untouched = state(played(tmp_path))
    assert state(played(tmp_path, "at: 1s, do: %s%s" % (do, ending))) != untouched
    both = played(tmp_path, "at: 1s, do: %s%s" % (do, ending), "at: 2s, do: %s%s" % (undo, ending))
    assert state(both) == untouched
    assert [version for _, version in both.versions] == [1, 2]


# entry, the call of the imp
CALLS = [
    ("do: power.cycle", ("power_cycle", 1000000)),
    ("do: power.cycle, for: 1h", ("power_cycle", 3600000000)),
    ("do: power.off", ("power_off",)),
    ("do: reset.press", ("press_reset",)),
    ("do: power.on", ("power_on",)),
    ("do: squirrel.restart", ("restart_squirrel",)),
    ("do: squirrel.deploy", ("deploy",)),
    ("do: blinkup, ssid: A, key: k", ("blink_up", "A", "k")),
    ("do: blinkup, ssid: A", ("blink_up", "A", "")),
    ("do: pin.set, pin: pin1, level: 1", ("drive_pin", "pin1", 1)),
    ("do: pin.set, pin: pinA, level: 0", ("drive_pin", "pinA", 0)),
    ("do: pin.set, pin: pinA, level: floating", ("drive_pin", "pinA", None)),
    ("do: wake", ("wake_by_pin",)),
    ("do: agent.send, name: n", ("receive", "n", None)),
    ("do: agent.send, name: n, data: {a: [1, é]}", ("receive", "n", {"a": (1, "\xc3\xa9")})),
]


@pytest.mark.parametrize(("entry", "call"), CALLS, ids=[case[0] for case in CALLS])
def test_a_verb_calls_the_imp(entry, call, tmp_path):
    simulation = played(tmp_path, "at: 5s, " + entry)
    assert simulation.imp.calls == [(5000000, *call)]
    assert (simulation.versions, simulation.imp.endpoint.calls) == ([], [])


def test_a_message_for_the_agent_reaches_the_agent(tmp_path):
    simulation = played(tmp_path, "at: 5s, do: device.send, name: n, data: 1.5")
    assert simulation.imp.endpoint.calls == [(5000000, "received", "message", "n", 1.5)]
    assert simulation.imp.calls == []


def test_a_device_that_is_disconnected_has_sent_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(FakeImp, "connected", property(lambda imp: False, lambda imp, value: None), raising=False)
    simulation = played(tmp_path, "at: 5s, do: device.send, name: n, data: 1.5")
    assert simulation.imp.endpoint.calls == []


def test_every_verb_is_tested():
    tested = [entry.split(",")[0] for entry in [case[0] for case in EFFECTS + CALLS]]
    tested += ["do: " + verb.split(",")[0] for pair in PAIRS for verb in pair[:2]]
    tested += [verb for verb in VERBS if verb.startswith(("part.", "button."))]  # in test_part_wiring.py
    tested += ELECTRICAL_VERBS  # in test_electrical.py
    tested += ["mqtt.kick", "mqtt.publish"]  # in test_mqtt_scenarios.py
    tested += [verb for verb in VERBS if verb.startswith("http.")]  # in test_http_scenarios.py
    tested += [verb for verb in VERBS if verb.startswith(("i2c.", "uart."))]  # in test_bus_faults.py
    tested += [verb for verb in VERBS if verb.startswith("usb.")]  # in test_usb_files.py
    tested += [verb for verb in VERBS if verb.startswith("bluetooth.")]  # in test_bluetooth_files.py
    tested += ["gnss.set"]  # in test_gnss_files.py
    tested += ["squirrel.run"]  # in test_squirrel_run.py
    assert sorted(set(VERBS) - {entry.removeprefix("do: ") for entry in tested}) == ["device.send"]


def test_every_stimulus_is_an_event(tmp_path):
    simulation = played(
        tmp_path,
        "at: 1s, do: lan.drop, loss: 10%, lan: lab, id: x",
        "after: x, do: wifi.rssi, set: {B: out}, device: imp",
        "after: x + 1s, do: power.cycle",
    )
    assert simulation.events == [
        {"t_us": 1000000, "device": "", "kind": "fault", "do": "lan.drop", "entry": "x", "loss": 0.1, "lan": "lab"},
        {"t_us": 1000000, "device": "imp", "kind": "fault", "do": "wifi.rssi", "set": {"B": None}},
        {"t_us": 2000000, "device": "imp", "kind": "fault", "do": "power.cycle"},
    ]


def test_the_event_comes_before_its_consequences(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("timeline: [{at: 1s, do: link.down}]", encoding="utf-8")
    setting = world.load(str(path))
    simulation = FakeSimulation(setting)
    simulation.world.watch(lambda: simulation.instruments.emit("imp", "consequence"))
    schedule(simulation, simulation.imp, setting.timeline)
    simulation.clock.advance(1000000)
    assert [event["kind"] for event in simulation.events] == ["fault", "consequence"]


def test_a_stimulus_meets_the_imp_it_names(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("timeline: [{at: 1s, do: power.off, device: imp}, {at: 2s, do: power.on}]", encoding="utf-8")
    setting = world.load(str(path))
    simulation = FakeSimulation(setting)
    other = FakeImp(simulation.clock, setting.site)
    schedule(simulation, other, setting.timeline)
    simulation.clock.advance(3000000)
    assert [name for _, name in simulation.imp.calls] == ["power_off"]
    assert [name for _, name in other.calls] == ["power_on"]


def test_every_stimulus_is_one_that_the_simulation_waits_for(tmp_path):
    simulation = played(
        tmp_path,
        "at: 1s, do: cloud.down, id: x",
        "after: x + 2s, do: cloud.up, id: y",
        "when: {event: fault, nth: 2}, delay: 4s, do: cloud.down, id: z",
        "after: z + 1s, do: cloud.up",
    )
    assert simulation.stimuli == [1000000, 3000000, 7000000, 8000000]
    assert [event["t_us"] for event in simulation.events] == simulation.stimuli
