"""An agent with an MQTT client, for tests."""

from __future__ import annotations

from agent_harness import SECOND_US, Pair

HELPERS = """
function log(text) { server.log(text); }
function publish(topic, content, options = {}, done = null) {
    client.createmessage(topic, content, options).sendasync(done);
}
function show(item) {
    local how = (item.retain ? " retained" : "") + (item.dup ? " dup" : "");
    log(item.topic + "=" + item.message + " qos" + item.qos + how);
}
client <- mqtt.createclient();
client.onmessage(show);
client.onconnectionlost(@(reason) log("lost " + reason));
client.onconnect(function(code) { log("connect " + code); if (code == 0) main(); });
function open(options = null, url = "tcp://broker.example.com", id = "imp-1") {
    client.connect(url, id, options);
}
"""


class Agent(Pair):
    """An agent whose program begins with the helpers.  broker: the one of its world."""

    def __init__(self, source, begins="open();"):
        super().__init__("", HELPERS + source + "\n" + begins)
        self.brokers = self.simulation.world.brokers

    @property
    def broker(self):
        return self.brokers["broker"]

    @property
    def said(self):
        return [record["msg"] for record in self.records if record["type"].startswith("agent")]

    def at(self, t_s, act=None, **changes):
        """At a time the broker changes."""

        def happen():
            if act:
                act(self.simulation.brokers.named("broker"))
            vars(self.broker).update(changes)
            self.simulation.world.changed()

        self.simulation.at(int(t_s * SECOND_US), happen)

    def told(self, kind):
        return [event for event in self.events if event["kind"] == "mqtt." + kind]


def said(source, begins="open();", **broker):
    agent = Agent(source, begins)
    vars(agent.broker).update(broker)
    agent.run()
    return agent.said


def caught(call):
    return "function main() { try { %s; log(0); } catch (problem) { log(problem); } }" % call
