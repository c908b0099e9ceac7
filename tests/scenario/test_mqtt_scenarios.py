"""MQTT in scenarios: brokers of the world, what happens to them, and messages that are expected."""

from __future__ import annotations

import pytest
from scenario.harness import failed_ids, problems, results

from impsim.errors import Diagnostic
from impsim.scenario import world

DEVICE = "imp.wakeup(1, @() null);"
AGENT = """
client <- mqtt.createclient();
client.onmessage(@(item) server.log(item.topic + ": " + item.message));
client.onconnectionlost(function(reason) { server.log("lost"); imp.wakeup(3, open); });
client.onconnect(function(code) {
    server.log("code " + code);
    if (code) return imp.wakeup(3, open);
    client.subscribe("orders/#", 1);
    client.createmessage("floor/3", http.jsonencode({lit = true, volts = 3.5}), {qos = 1, retain = true}).sendasync();
    client.createmessage("raw", "plain text").sendasync();
    client.createmessage("secret/a", "x").sendasync();
});
function open() {
    local options = {username = "gw", password = "pw", willtopic = "gone", keepalive = 30};
    client.connect("ssl://hub.example.com", "gw-1", options);
}
open();
""".replace("http.jsonencode({lit = true, volts = 3.5})", '"{\\"lit\\": true, \\"volts\\": 3.5}"')
HEAD = """\
impsim: 1
run: {until: 60s}
devices:
  gw: {model: imp005, device: p.nut, agent: a.nut}
"""
HUB = 'world: {mqtt: {hub: {address: "ssl://hub.example.com", users: {gw: pw}, denied: ["secret/#"]}}}\n'


def failed(folder, expect, more=HUB):
    return failed_ids(folder, expect, DEVICE, AGENT, head=HEAD, more=more)


HOLDS = [
    "- mqtt: floor/+",
    "- {mqtt: floor/3, that: {path: volts, equals: 3.5}}",
    "- {mqtt: {topic: floor/3, qos: 1, retain: true, client: gw-1, broker: hub, device: gw}}",
    "- {mqtt: {topic: raw, qos: 0, retain: false}, that: {equals: plain text}}",
    "- {never: [0s, end], mqtt: {topic: secret/a}}",
    "- {mqtt: {topic: secret/a, denied: true}}",
    "- {mqtt: {}, times: 2}",
    "- {event: {kind: mqtt.connect, code: 0, broker: hub}}",
    "- {event: {kind: mqtt.subscribe, granted: [1]}}",
    "- order: [{log: code 0}, {mqtt: floor/3}, {mqtt: raw}]",
]


@pytest.mark.parametrize("expect", HOLDS)
def test_it_holds(tmp_path, expect):
    assert failed(tmp_path, expect) == []


BREAKS = [
    "- {id: x, mqtt: floor}",
    "- {id: x, mqtt: floor/3, that: {path: volts, less_than: 3}}",
    "- {id: x, mqtt: {topic: floor/3, qos: 0}}",
    "- {id: x, mqtt: {topic: floor/3, retain: false}}",
    "- {id: x, mqtt: {topic: floor/3, client: gw-2}}",
    "- {id: x, mqtt: {topic: floor/3, will: true}}",
    "- {id: x, mqtt: secret/a}",
    "- {id: x, mqtt: {topic: raw, denied: true}}",
    "- {id: x, never: [0s, end], mqtt: '#'}",
]


@pytest.mark.parametrize("expect", BREAKS)
def test_it_breaks(tmp_path, expect):
    assert failed(tmp_path, expect) == ["x"]


def story(*entries):
    return HUB + "timeline:\n" + "".join("  - {%s}\n" % entry for entry in entries)


STORIES = [
    ("at: 5s, do: mqtt.publish, topic: orders/1, payload: now", "- log: 'orders/1: now'"),
    ("at: 5s, do: mqtt.publish, topic: orders/1, payload: {on: [1, true]}", "- log: 'orders/1: {\"on\": [1, true]}'"),
    ("at: 5s, do: mqtt.publish, topic: orders/1", "- log: {equals: 'orders/1: '}"),
    ("at: 5s, do: mqtt.publish, topic: other, payload: x", "- {never: [0s, end], log: other}"),
    ("at: 5s, do: mqtt.down", "- {at: 40s, probe: {agent: gw, eval: client.connectionstate()}, that: {less_than: 2}}"),
    ("at: 5s, do: mqtt.kick, client: gw-1", "- {id: x, within: [8s, 9s], log: code 0}"),
    ("at: 5s, do: mqtt.kick", "- {within: [5s, 6s], mqtt: {topic: gone, will: true}}"),
    ("at: 5s, do: mqtt.kick, client: somebody", "- {never: [5s, end], log: lost}"),
    ("at: 5s, do: mqtt.hang", "- {within: [55s, 61s], log: lost}"),
    ("at: 5s, do: mqtt.latency, latency: 4s", "- {never: [0s, end], log: lost}"),
]


@pytest.mark.parametrize(("entry", "expect"), STORIES)
def test_what_happens_to_a_broker(tmp_path, entry, expect):
    head = HEAD.replace("60s", "70s")
    assert failed_ids(tmp_path, expect, DEVICE, AGENT, head=head, more=story(entry)) == []


def test_a_broker_comes_back(tmp_path):
    more = story("id: off, at: 5s, do: mqtt.down", "id: full, at: 10s, do: mqtt.refuse, because: unavailable") + (
        "  - {id: back, at: 20s, do: mqtt.up}\n"
    )
    expect = """
        - {within: [off, off + 1s], log: lost}
        - {within: [off, back], log: code -1}
        - {never: [off + 1s, back], log: code 0}
        - {within: [back, back + 4s], log: code 0}
    """
    assert failed(tmp_path, expect, more) == []


def test_a_kept_message_of_the_world_waits_for_who_subscribes(tmp_path):
    entry = "at: 0s, do: mqtt.publish, topic: orders/kept, payload: old, retain: true"
    assert failed(tmp_path, "- log: 'orders/kept: old'", story(entry)) == []


def test_without_a_section_there_is_a_broker_everywhere(tmp_path):
    assert failed(tmp_path, "- mqtt: {topic: floor/3, broker: broker}", "") == []


def test_an_address_where_nobody_is_has_its_event(tmp_path):
    expect = '- {event: {kind: mqtt.connect, broker: "", code: -1}}'
    assert failed(tmp_path, expect, "world: {mqtt: {hub: {address: elsewhere}}}\n") == []


def test_a_matrix_varies_brokers(tmp_path):
    text = (
        HEAD + HUB + "matrix: {world.mqtt.hub.qos: [0, 1]}\nexpect: [{event: {kind: mqtt.subscribe, granted: [1]}}]\n"
    )
    assert [result.status for result in results(tmp_path, text, DEVICE, AGENT)] == ["failed", "passed"]


def test_there_may_be_none(tmp_path):
    assert failed(tmp_path, "- log: code -1\n- {never: [0s, end], log: code 0}", "world: {mqtt: {}}\n") == []


def test_the_same_run_has_the_same_trace(tmp_path):
    text = HEAD + story("at: 5s, do: mqtt.kick") + "expect:\n  - mqtt: floor/3\n"
    first, second = (results(tmp_path, text, DEVICE, AGENT)[0] for _ in range(2))
    assert first.detail.get("trace") == second.detail.get("trace")
    assert first.status == "passed"


WRONG = [
    ("world: {mqtt: {hub: {adress: x}}}", 1, "there is no 'adress' here"),
    (
        "world: {mqtt: {hub: {address: 'http://x'}}}",
        1,
        "'http://x' is not an address like ssl://broker.example.com:8883",
    ),
    ("world: {mqtt: {hub: {address: 'x:0'}}}", 1, "'x:0' is not an address like ssl://broker.example.com:8883"),
    ("world: {mqtt: {hub: {denied: 'a#'}}}", 1, "'a#' is not a topic like floor/3/light, floor/+/light or floor/#"),
    ("world: {mqtt: {hub: {qos: 3}}}", 1, "'3' is not a number from 0 to 2"),
    (
        "world: {mqtt: {hub: {refuses: me}}}",
        1,
        "'me' is not one of none, version, client, unavailable, credentials, authorization",
    ),
    ("world: {mqtt: {hub: {users: [a]}}}", 1, "a table of passwords by name expected"),
    ("world: {mqtt: hub}", 1, "a table of brokers by name expected"),
    ("timeline: [{at: 1s, do: mqtt.publish}]", 1, "mqtt.publish needs 'topic'"),
    ("timeline: [{at: 1s, do: mqtt.publish, topic: 'a/+'}]", 1, "'a/+' is not a topic like floor/3/light"),
    ("timeline: [{at: 1s, do: mqtt.pubish, topic: a}]", 1, "nothing called 'mqtt.pubish' can be done"),
    ("timeline: [{at: 1s, do: mqtt.refuse}]", 1, "mqtt.refuse needs 'because'"),
    ("timeline: [{at: 1s, do: mqtt.down, broker: hub}]", 1, "there is no broker 'hub'"),
    ("world: {mqtt: {a: {}, b: {}}}\ntimeline: [{at: 1s, do: mqtt.down}]", 2, "mqtt.down needs 'broker'"),
    ("world: {mqtt: {}}\ntimeline: [{at: 1s, do: mqtt.down}]", 2, "mqtt.down needs 'broker'"),
    ("matrix: {world.mqtt.hub.qos: [0, 1]}\nworld: {mqtt: {a: {}}}", 1, "there is no broker 'hub'"),
    ("expect: [{mqtt: 'a#'}]", 1, "'a#' is not a topic like floor/3/light, floor/+/light or floor/#"),
    ("expect: [{mqtt: {broker: hub}}]", 1, "there is no broker 'hub'"),
    ("expect: [{mqtt: }]", 1, "which mqtt? a text or a table expected"),
    ("expect: [{event: {kind: mqtt.publsh}}]", 1, "there is no event 'mqtt.publsh'"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_mistakes_have_their_place(tmp_path, text, line, message):
    (tmp_path / "p.nut").write_text(DEVICE)
    (tmp_path / "a.nut").write_text(AGENT)
    more = "" if "expect:" in text else "\nexpect: [{log: x}]"
    found = problems(tmp_path, HEAD + text + more + "\n")
    assert [(at - HEAD.count("\n"), said) for at, _, said in found] == [(line, message)]


def test_a_device_without_an_agent_publishes_nothing(tmp_path):
    (tmp_path / "p.nut").write_text(DEVICE)
    text = HEAD.replace(", agent: a.nut", "") + "expect: [{mqtt: a}]\n"
    assert [said for _, _, said in problems(tmp_path, text)] == ["gw has no agent"]


def test_world_files_have_brokers_too(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("mqtt: {hub: {address: h, latency: 5ms}}\ntimeline: [{at: 1s, do: mqtt.hang}]\n")
    setting = world.load(str(path))
    assert {name: (part.address, part.latency_us) for name, part in setting.world.brokers.items()} == {
        "hub": ("h", 5000)
    }
    assert setting.timeline[0].args == {"broker": "hub"}
    path.write_text("mqtt: {hub: {port: 1}}\n")
    with pytest.raises(Diagnostic, match="there is no 'port' here"):
        world.load(str(path))
