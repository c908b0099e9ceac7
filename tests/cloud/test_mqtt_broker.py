"""MQTT brokers: any story of clients and faults, against a broker without time and without a network."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from impsim.cloud.mqtt import Brokers
from impsim.cloud.mqtt_connection import SOCKET_ERROR, Hello, Message
from impsim.cloud.topics import matches
from impsim.device.world import MqttBroker
from impsim.sim.clock import Clock

SECOND_US = 1000000
NAMES = ("a", "b")
TOPICS = ("x", "x/y", "$own/x")
FILTERS = ("x", "x/#", "#")
BEGINNING = (("connect", "a"), ("connect", "b"), ("subscribe", "a", "#", 1), ("subscribe", "b", "x", 2))


class Client:
    """What one end hears, in order."""

    def __init__(self, name):
        self.name = name
        self.heard = []
        self.connection = None
        self.open = False
        self.over = False  # it has left, was refused, or has lost its connection

    def opened(self, code):
        assert not self.open
        assert not self.over
        self.open, self.over = code == 0, code != 0
        self.heard.append(("opened", code))

    def received(self, message):
        assert self.open
        self.heard.append((message.topic, message.payload, message.qos, message.retain))

    def lost(self, reason):
        assert self.open
        assert reason == SOCKET_ERROR
        self.open, self.over = False, True
        self.heard.append(("lost", reason))


class Story:
    """A broker with its clients.  clients: the newest of each name.  answers: how often each question was answered."""

    def __init__(self):
        self.clock = Clock()
        self.part = MqttBroker()
        self.brokers = Brokers({"hub": self.part}, self.clock, lambda *_, **__: None)
        self.broker = self.brokers.named("hub")
        self.clients = {}
        self.everybody = []
        self.answers = []

    def change(self, **attributes):
        vars(self.part).update(attributes)
        self.brokers.look()

    def question(self):
        number = len(self.answers)
        self.answers.append(0)

        def answered(outcome):
            self.answers[number] += 1

        return answered

    def act(self, action, name, *values):
        """Does something; False: it makes no sense now."""
        client = self.clients.get(name)
        if action in ("connect", "again"):
            if action == "connect" and client is not None and not client.over:
                return False
            client = self.clients[name] = Client(name)
            self.everybody.append(client)
            hello = Hello("imp", name, keepalive_s=30, will=Message("x", b"will of " + name.encode()))
            client.connection = self.broker.connect(hello, client, secure=False)
            return True
        if action in ("down", "up", "hang", "kick"):
            self.world(action, name)
            return True
        if client is None or not client.open:
            return False
        self.of_client(client, action, *values)
        return True

    def world(self, action, name):
        if action == "kick":
            self.broker.kick(name)
        elif action == "hang":
            self.change(hangs=True)
        else:
            self.change(up=action == "up", hangs=False)

    def of_client(self, client, action, *values):
        connection = client.connection
        if action == "leave":
            connection.leave(values[0])
            client.open, client.over = False, True
        elif action == "subscribe":
            connection.subscribe([(values[0], values[1])], self.question())
        elif action == "unsubscribe":
            connection.unsubscribe([values[0]], self.question())
        else:
            connection.publish(Message(*values), self.question())


class Oracle:
    """The same at once: nothing is ever under way."""

    def __init__(self):
        self.subscriptions = {}  # by name, of the clients that are connected
        self.kept = {}
        self.heard = {}
        self.up = True

    def act(self, action, name, *values):
        if action == "connect":
            self.heard[name] = [("opened", 0 if self.up else SOCKET_ERROR)]
            if self.up:
                self.subscriptions[name] = {}
        elif action == "up":
            self.up = True
        elif action == "down":
            self.up = False
            for other in list(self.subscriptions):
                self.lose(other, with_will=False)
        elif action == "kick":
            if name in self.subscriptions:
                self.lose(name)
        elif action == "leave":
            del self.subscriptions[name]
            if not values[0]:
                self.publish("x", b"will of " + name.encode())
        elif action == "subscribe":
            self.subscriptions[name][values[0]] = values[1]
            for topic, (payload, qos) in self.kept.items():
                if matches(values[0], topic):
                    self.heard[name].append((topic, payload, min(qos, values[1]), True))
        elif action == "unsubscribe":
            self.subscriptions[name].pop(values[0], None)
        else:
            self.publish(*values)

    def lose(self, name, with_will=True):
        del self.subscriptions[name]
        self.heard[name].append(("lost", SOCKET_ERROR))
        if with_will:
            self.publish("x", b"will of " + name.encode())

    def publish(self, topic, payload, qos=0, retain=False):
        if retain:
            self.kept.pop(topic, None)
            if payload:
                self.kept[topic] = payload, qos
        for name, wanted in self.subscriptions.items():
            granted = [limit for one, limit in wanted.items() if matches(one, topic)]
            if granted:
                self.heard[name].append((topic, payload, min(qos, max(granted)), False))


NAME = st.sampled_from(NAMES)
QOS = st.integers(0, 2)
PAYLOAD = st.sampled_from([b"", b"1"])
PUBLISH = st.tuples(st.just("publish"), NAME, st.sampled_from(TOPICS), PAYLOAD, QOS, st.booleans())
QUIET = st.one_of(
    st.tuples(st.just("connect"), NAME),
    st.tuples(st.just("connect"), NAME),
    st.tuples(st.just("leave"), NAME, st.booleans()),
    st.tuples(st.just("subscribe"), NAME, st.sampled_from(FILTERS), QOS),
    st.tuples(st.just("unsubscribe"), NAME, st.sampled_from(FILTERS)),
    PUBLISH,
    st.tuples(st.sampled_from(["down", "up", "kick"]), NAME),
)


@settings(max_examples=100)
@given(st.lists(QUIET, min_size=5, max_size=20))
@example([("publish", "a", "x", b"1", 2, True), ("publish", "a", "x", b"", 0, True), ("subscribe", "b", "#", 0)])
@example([("subscribe", "a", "x", 2), ("subscribe", "a", "x/#", 0), ("publish", "b", "x", b"1", 2, False)])
def test_when_everything_has_arrived_clients_have_heard_what_they_should(actions):
    story, oracle = Story(), Oracle()
    for action in [*BEGINNING, *actions]:
        if story.act(*action):
            oracle.act(*action)
        story.clock.advance(story.clock.now_us + SECOND_US)
        heard = {name: client.heard for name, client in story.clients.items()}
        assert heard == oracle.heard, action
        assert set(story.broker.connections) == set(oracle.subscriptions)
    assert set(story.answers) <= {1}


WILD = st.one_of(
    QUIET,
    st.tuples(st.sampled_from(["hang", "again"]), NAME),
    PUBLISH,
)
PAUSE_US = st.sampled_from([0, 10000, 20000, 50000, SECOND_US, 40 * SECOND_US])


@settings(max_examples=150)
@given(st.lists(st.tuples(WILD, PAUSE_US), min_size=5, max_size=20))
@example([(("publish", "a", "x", b"1", 2, False), 0), (("leave", "a", True), 0)])
@example([(("leave", "a", True), 60000), (("connect", "a"), 60000), (("down", "a"), 0), (("up", "a"), 0)])
@example([(("leave", "a", True), 60000), (("connect", "a"), 60000), (("hang", "a"), 40 * SECOND_US), (("up", "a"), 0)])
@example([(("again", "a"), 10000), (("again", "a"), 0)])
@example([(("hang", "a"), 0), (("leave", "a", True), 0), (("connect", "a"), 0)])
def test_whatever_happens_questions_are_answered_once_and_both_ends_agree_in_the_end(actions):
    story = Story()
    for action, pause_us in [*((action, SECOND_US) for action in BEGINNING), *actions]:
        story.act(*action)
        story.clock.advance(story.clock.now_us + pause_us)
    story.act("up", "a")
    story.clock.advance(story.clock.now_us + 3600 * SECOND_US)
    assert set(story.answers) <= {1}
    assert {client.name for client in story.everybody if client.open} == set(story.broker.connections)
    for client in story.everybody:
        assert client.open or client.over  # nobody waits for ever
