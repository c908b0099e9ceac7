"""Stimuli that happen to real imps: each verb on each model, and any number of them in any order."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impsim.device.device import restrict
from impsim.device.profile import find
from impsim.device.release import newest_for
from impsim.impos.simulation import Simulation
from impsim.scenario import world
from impsim.scenario.stimuli import VERBS
from impsim.scenario.timeline import able, schedule
from impsim.squirrel.compile import compile_source
from impsim.squirrel.vm import allow_depth
from impsim.trace.jsonl import Writer

allow_depth()  # before hypothesis notes the limit

DEVICE = """
server.setsendtimeoutpolicy(%s, WAIT_TIL_SENT, 30);
server.onunexpecteddisconnect(@(reason) imp.wakeup(20, @() server.connect(@(r) server.log("back " + r), 30)));
agent.on("n", @(d) agent.send("m", d));
function tick() { imp.wakeup(7, tick); server.log("tick " + server.isconnected()); }
tick();
"""
AGENT = 'device.on("m", @(d) server.log("agent got " + d)); device.on("n", @(d) device.send("n", d));'
POLICIES = ("SUSPEND_ON_ERROR", "RETURN_ON_ERROR")
PROGRAMS = {policy: compile_source(DEVICE % policy, "d.nut") for policy in POLICIES}
AGENT_PROGRAM = compile_source(AGENT, "a.nut")
MODELS = ("imp003", "imp005", "imp006", "impC001")
MINUTE_US = 60000000
AROUND = (
    "wifi: {A: {key: k, aps: {a1: {}, a2: {rssi: -70}}}}\nproxies: {corp: {address: p, port: 1}}\nimp: {proxy: corp}\n"
    "parts: {bell: {kind: button, pin: pinB}}\nhttp: {api: {url: api.example.com}}\n"
    'mqtt: {hub: {address: "ssl://hub.example.com"}}\nbluetooth: {tag: {name: Tag}}\n'
)
ARGUMENTS = {
    "link.negotiate": "link: 10M",
    "wifi.rssi": "set: {a1: -90, a2: out}",
    "wifi.rekey": "key: other",
    "ap.down": "ap: a1",
    "ap.up": "ap: a1",
    "wps.press": "ap: a2",
    "dhcp.renumber": "address: 10.0.0.3, gateway: 10.0.0.1",
    "lan.drop": "loss: 50%",
    "lan.latency": "latency: 200ms",
    "cell.set": "registered: false, cause: denied",
    "cloud.latency": "latency: 1s, jitter: 100ms",
    "blinkup": "ssid: A, key: k",
    "pin.set": "pin: pinA, level: 1",
    "analog.set": "pin: pinA, signal: sine, frequency: 50Hz",
    "pin.pulses": "pin: pinA, count: 20, period: 10ms",
    "battery.set": "voltage: 3V, battery: 3.7V",
    "light.set": "level: 300",
    "part.set": "part: bell, set: {pressed: true}",
    "part.series": "part: bell, file: rings.csv, time: t, columns: {pressed: ring}",
    "part.fault": "part: bell, fault: stuck",
    "part.mend": "part: bell, fault: stuck",
    "button.press": "part: bell, for: 2s",
    "i2c.nack": "bus: {i2c}, address: 0x20, count: 2",
    "i2c.stuck": "bus: {i2c}, line: SCL, for: 2s",
    "i2c.corrupt": "bus: {i2c}, mask: 3",
    "i2c.mend": "bus: {i2c}",
    "uart.write": "bus: {uart}, text: hello, baud: 9600, format: 8E1",
    "uart.noise": "bus: {uart}, for: 10s",
    "uart.break": "bus: {uart}, for: 10ms",
    "bluetooth.beacon": "beacon: tag, rssi: -40",
    "bluetooth.write": "uuid: 2A00, data: hello",
    "bluetooth.read": "uuid: 2A00",
    "gnss.set": "lat: 52.5",
    "agent.send": "name: n, data: 1",
    "device.send": "name: n, data: {a: [1, 2.5, null]}",
    "http.request": "method: PUT, path: /a, query: {b: c}, json: [1]",
    "http.fail": "fail: timeout",
    "http.restore": "peer: api",
    "squirrel.run": "code: 1 + 2",
    "mqtt.refuse": "because: unavailable",
    "mqtt.latency": "latency: 1s",
    "mqtt.publish": "topic: t, payload: p",
    "usb.plug": "usb: {kind: keyboard}",
    "usb.send": 'hex: "0200040000000000"',
}


def verbs_of(model):
    return [verb for verb, found in VERBS.items() if not found.needs or able(find(model), found.needs)]


def arguments(verb, model):
    """What stands beside a verb, with a bus that the model has."""
    text = ARGUMENTS.get(verb, "device: imp")
    for kind in ("i2c", "uart"):
        text = text.replace("{%s}" % kind, find(model)["api." + kind][0])
    return text


def traced(path, model, policy, entries, minutes):
    """The trace of an imp to which (second, verb)s happen, and the simulation afterwards."""
    lines = ["  - {at: %ss, do: %s, %s}" % (t, verb, arguments(verb, model)) for t, verb in entries]
    path.write_text(AROUND + "timeline:\n" + "\n".join(lines), encoding="utf-8")
    profile = find(model)
    setting = world.load(str(path), profile)
    restrict(setting.world, setting.site, profile, None, False)
    simulation = Simulation(setting.world, seed=3)
    stream = io.BytesIO()
    simulation.instruments.attach(Writer(stream))
    program = PROGRAMS[policy]
    imp = simulation.add("imp", profile, newest_for(profile), program, site=setting.site, agent=AGENT_PROGRAM)
    schedule(simulation, imp, setting.timeline)
    simulation.run(minutes * MINUTE_US)
    return stream.getvalue(), simulation


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story")
    (folder / "rings.csv").write_text("t,ring\n0,true\n2.5,false\n1m,true\n", encoding="utf-8")
    return folder / "w.yaml"


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("model", MODELS)
def test_every_verb_happens_to_a_real_imp(path, model, policy):
    verbs = verbs_of(model)
    assert len(verbs) > 15
    entries = [(30 * number, verb) for number, verb in enumerate(verbs, 1)]
    trace, simulation = traced(path, model, policy, entries, 40)
    happened = [line for line in trace.splitlines() if b'"kind": "fault"' in line]
    assert len(happened) == len(verbs)
    assert simulation.imps["imp"].failures == 0
    assert simulation.imps["imp"].agent.failures == 0


STORIES = st.sampled_from(MODELS).flatmap(
    lambda model: st.tuples(
        st.just(model),
        st.sampled_from(POLICIES),
        st.lists(st.tuples(st.integers(0, 900), st.sampled_from(verbs_of(model))), min_size=1, max_size=10),
    )
)


@given(STORIES)
@settings(max_examples=40)
def test_any_story_is_the_same_twice_and_nothing_fails(path, story):
    first, simulation = traced(path, *story, minutes=20)
    imp = simulation.imps["imp"]
    assert (imp.failures, imp.agent.failures) == (0, 0)
    known = imp.device.net_info()
    assert ("active" in known) == imp.device.network.connected
    assert traced(path, *story, minutes=20)[0] == first
