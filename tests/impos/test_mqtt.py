"""Agents and MQTT: clients, messages, subscriptions."""

from __future__ import annotations

import pytest
from agent_harness import SECOND_US
from mqtt_harness import Agent, caught, said

from impsim.device.world import MqttBroker
from impsim.impos import mqtt
from impsim.impos.agent_api import mqttclient


def test_what_is_published_reaches_who_has_subscribed():
    source = """
        function main() {
            client.subscribe("a/+", mqtt.AT_LEAST_ONCE, function(qos) {
                log("granted " + qos);
                publish("a/b", "yes", {qos = mqtt.AT_LEAST_ONCE}, @(code) log("sent " + code));
                publish("b/a", "no");
            });
        }
    """
    assert said(source) == ["connect 0", "granted 1", "a/b=yes qos1", "sent 0"]


@pytest.mark.parametrize(("published", "asked", "delivered"), [(0, 2, 0), (1, 0, 0), (2, 1, 1), (2, 2, 2)])
def test_the_lower_quality_of_service_holds(published, asked, delivered):
    source = 'function main() { client.subscribe("t", %d, @(qos) publish("t", "x", {qos = %d})); }' % (asked, published)
    assert said(source) == ["connect 0", "t=x qos%d" % delivered]


ROUND_TRIPS = [(0, 0.5), (1, 1), (2, 2)]


@pytest.mark.parametrize(("qos", "trips"), ROUND_TRIPS)
def test_delivery_takes_as_long_as_its_acknowledgements(qos, trips):
    source = """
        function main() {
            local begun = time();
            publish("t", "x", {qos = %d}, @(code) log("took " + (time() - begun)));
        }
    """
    took = int(trips * 10)
    assert said(source % qos, latency_us=5 * SECOND_US) == ["connect 0", "took %d" % took]


GRANTS = [
    ('"t", 1, function(code, qos) { log(code + " " + qos); }', "0 1"),
    ('"t", 1, function(code, qos = null) { log(code + " " + qos); }', "0 1"),
    ('"t", 1, function(qos) { log(qos); }', "1"),
    ('"t", 1, function(qos) { log(qos); }.bindenv(this)', "1"),
    ('"t", 1, function(code, qos) { log(code + " " + qos); }.bindenv(this)', "0 1"),
    ('"t", 1, function(...) { log(vargv[0] + " " + vargv[1]); }', "0 1"),
    ('"t", 1, function() { log("done"); }', "done"),
    ('"t", null, @(qos) log(qos)', "0"),
    ('["t", "u"], 1, @(qos) log(typeof qos + qos[0] + qos[1])', "array11"),
    ('["t", "u"], [2, 0], @(qos) log(qos[0] + " " + qos[1])', "2 0"),
    ('["t"], 2, @(code, qos) log(code + typeof qos + qos[0])', "0array2"),
    ('["t", "secret/x"], 1, @(qos) log(qos[0] + " " + qos[1])', "1 128"),
]


@pytest.mark.parametrize(("arguments", "expected"), GRANTS)
def test_what_a_subscription_brings(arguments, expected):
    source = "function main() { log(client.subscribe(%s)); }" % arguments
    assert said(source, denied=("secret/#",)) == ["connect 0", "0", expected]


def test_a_broker_grants_no_more_than_it_can():
    assert said('function main() { client.subscribe("t", 2, @(qos) log(qos)); }', qos=1) == ["connect 0", "1"]


def test_nothing_comes_after_unsubscribing():
    source = """
        function main() {
            client.subscribe(["a", "b"], 1, function(qos) {
                client.unsubscribe("a", function(code) {
                    log("unsubscribed " + code);
                    publish("a", "1");
                    publish("b", "2");
                });
            });
        }
    """
    assert said(source) == ["connect 0", "unsubscribed 0", "b=2 qos0"]


def test_a_kept_message_comes_to_who_subscribes_later():
    source = """
        function main() {
            publish("t", "old", {retain = true});
            publish("t", "kept", {qos = 1, retain = true}, function(code) {
                client.subscribe("#", 1, @(qos) publish("t", "live", {retain = true}));
            });
        }
    """
    assert said(source) == ["connect 0", "t=kept qos1 retained", "t=live qos0"]


def test_a_kept_message_without_content_clears_the_topic():
    source = """
        function main() {
            publish("t", "kept", {retain = true});
            publish("t", "", {retain = true, qos = 1}, @(code) client.subscribe("t"));
        }
    """
    assert said(source) == ["connect 0"]


def test_messages_are_bytes():
    source = """
        function main() {
            local data = blob(); data.writen(0, 'b'); data.writen(255, 'b');
            client.onmessage(@(item) log(typeof item.message + item.message.len() + item.message[1] + item.topic));
            client.subscribe("\\xc3\\xa4", 0, @(qos) publish("\\xc3\\xa4", data));
        }
    """
    assert said(source) == ["connect 0", "blob2255ä"]


def test_a_client_without_handlers_lives_on():
    source = """
        function main() {
            client.onmessage(null); client.onconnectionlost(null);
            client.subscribe("t", 0, @(qos) publish("t", "x"));
            imp.wakeup(1, @() log(client.connectionstate()));
        }
    """
    assert said(source) == ["connect 0", "2"]


# Connecting

CODES = [
    ({}, 'open(null, "tcp://elsewhere.example.com");', 0),
    ({"address": "broker.example.com"}, "open();", 0),
    ({"address": "broker.example.com"}, 'open(null, "ssl://BROKER.example.com:1");', 0),
    ({"address": "broker.example.com:1883"}, "open();", 0),
    ({"address": "broker.example.com:1884"}, "open();", -1),
    ({"address": "ssl://broker.example.com"}, "open();", -1),
    ({"address": "ssl://broker.example.com"}, 'open(null, "ssl://broker.example.com");', 0),
    ({"address": "ssl://broker.example.com"}, 'open(null, "ssl://broker.example.com:8883/");', 0),
    ({"address": "other.example.com"}, "open();", -1),
    ({}, 'open(null, "http://broker.example.com");', -1),
    ({}, 'open(null, "broker.example.com");', -1),
    ({}, 'open(null, "tcp://");', -1),
    ({}, 'open(null, "tcp://broker.example.com:0");', -1),
    ({}, 'open(null, "tcp://broker.example.com:x");', -1),
    ({"up": False}, "open();", -1),
    ({"hangs": True}, "open();", -1),
    ({"answer": 1}, "open();", 1),
    ({"answer": 3}, "open();", 3),
    ({"answer": 5}, "open();", 5),
    ({"clients": ("imp-2",)}, "open();", 2),
    ({"clients": ("imp-2", "imp-1")}, "open();", 0),
    ({"users": {"me": "secret"}}, "open();", 4),
    ({"users": {"me": "secret"}}, 'open({username = "me"});', 4),
    ({"users": {"me": "secret"}}, 'open({username = "me", password = "guess"});', 4),
    ({"users": {"me": "secret"}}, 'open({username = "you", password = "secret"});', 4),
    ({"users": {"me": "secret"}}, 'open({username = "me", password = "secret"});', 0),
    ({"users": {"me": ""}}, 'open({username = "me", password = "anything"});', 0),
]


@pytest.mark.parametrize(("broker", "begins", "code"), CODES)
def test_a_broker_admits_or_refuses(broker, begins, code):
    assert said("function main() {}", begins, **broker) == ["connect %d" % code]


def test_there_may_be_no_broker_at_all():
    agent = Agent("function main() {}")
    agent.brokers.clear()
    agent.run()
    assert agent.said == ["connect -1"]


def test_a_broker_with_the_address_comes_before_one_with_none():
    agent = Agent("function main() {}")
    agent.brokers["own"] = MqttBroker(address="broker.example.com", answer=5)
    agent.run()
    assert agent.said == ["connect 5"]


def test_after_a_refusal_there_can_be_another_attempt():
    source = """
        function main() {}
        client.onconnect(function(code) {
            log(code + " " + client.connectionstate());
            if (code) open({username = "me", password = "secret"});
        });
    """
    assert said(source, users={"me": "secret"}) == ["4 0", "0 2"]


STATES = """
    client.onconnect(function(code) {
        log("then " + client.connectionstate());
        client.disconnect(@() log("at last " + client.connectionstate()));
        log("then " + client.connectionstate());
    });
    log("first " + client.connectionstate());
    open();
    log("then " + client.connectionstate());
"""


def test_a_client_knows_its_state():
    assert said(STATES, "") == ["first 0", "then 1", "then 2", "then 3", "at last 0"]


def test_disconnecting_ends_an_attempt_without_a_word():
    source = "open(); client.disconnect(@() log(client.connectionstate()));"
    assert said("function main() {}" + source, "") == ["0"]


def test_disconnecting_without_a_connection_is_told_too():
    assert said("client.disconnect(@() log(client.connectionstate())); client.disconnect();", "") == ["0"]


def test_a_client_connects_again_after_leaving():
    source = """
        times <- 0;
        function main() { if (++times < 3) client.disconnect(@() open()); }
    """
    assert said(source) == ["connect 0"] * 3


ONE_AT_A_TIME = [
    ("open()", mqtt.NOT_DISCONNECTED),
    ("client.disconnect(); open()", mqtt.NOT_DISCONNECTED),
    ('mqtt.createclient().connect("tcp://a.example.com", "b")', mqtt.ANOTHER),
]


@pytest.mark.parametrize(("call", "error"), ONE_AT_A_TIME)
def test_one_client_at_a_time_is_connected(call, error):
    assert said(caught(call)) == ["connect 0", error]


def test_another_client_may_follow():
    source = """
        other <- mqtt.createclient();
        other.onconnect(@(code) log("other " + code));
        function main() { client.disconnect(@() other.connect("tcp://a.example.com", "b")); }
    """
    assert said(source) == ["connect 0", "other 0"]


# Wrong calls

THROWS = [
    ('client.subscribe("t")', mqtt.NOT_CONNECTED),
    ('client.unsubscribe("t")', mqtt.NOT_CONNECTED),
    ('publish("t", "x")', mqtt.NOT_CONNECTED),
    ('client.connect("tcp://a", "")', mqttclient.WRONG_ID),
    ('client.connect("tcp://a", blob(256).tostring())', mqttclient.WRONG_ID),
    ('client.connect("tcp://a", "\\xff")', mqttclient.WRONG_UTF8),
    ('client.connect("tcp://a")', "wrong number of parameters"),
    ('client.connect("tcp://a", "b", 1)', "parameter 3 has an invalid type 'integer' ; expected: 'null|table'"),
    ("open({keepalive = 29})", mqttclient.WRONG_KEEPALIVE),
    ("open({keepalive = 65536})", mqttclient.WRONG_KEEPALIVE),
    ("open({keepalive = 30.0})", mqttclient.WRONG_KEEPALIVE),
    ('open({username = "\\xff"})', mqttclient.WRONG_UTF8),
    ("open({password = 1})", "a string or a blob expected"),
    ('open({willtopic = "a/#"})', mqttclient.WRONG_TOPIC),
    ('open({willtopic = "a", willmessage = blob(262145)})', mqttclient.TOO_LARGE),
    ('client.createmessage("t", blob(262145))', mqttclient.TOO_LARGE),
    ('client.createmessage("t/+", "x")', mqttclient.WRONG_TOPIC),
    ('client.createmessage("", "x")', mqttclient.WRONG_TOPIC),
    ('client.createmessage("\\xc3", "x")', mqttclient.WRONG_UTF8),
    ('client.createmessage("t", "x", {qos = 3})', mqttclient.WRONG_QOS),
    ('client.createmessage("t", "x", {qos = "1"})', mqttclient.WRONG_QOS),
    ('client.createmessage("t", "x", {retain = "yes"})', mqttclient.WRONG_OPTION % "retain"),
    ('client.createmessage("t", 1)', "parameter 2 has an invalid type 'integer' ; expected: 'string|instance'"),
    ("client.onmessage(1)", "parameter 1 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ("mqtt.createclient(1)", "wrong number of parameters"),
    ('client.createmessage.call(this, "t", "x")', "wrong type of instance"),
]


@pytest.mark.parametrize(("call", "error"), THROWS)
def test_wrong_calls_throw(call, error):
    assert said(caught(call), "main();") == [error]


THROWS_CONNECTED = [
    ('client.subscribe("a#")', mqttclient.WRONG_TOPIC),
    ("client.subscribe([])", mqttclient.WRONG_TOPIC),
    ('client.subscribe("t", 3)', mqttclient.WRONG_QOS),
    ('client.subscribe(["t", "u"], [1])', mqttclient.WRONG_QOS),
    ('client.subscribe(array(11, "t"))', mqttclient.TOO_MANY),
    ('client.unsubscribe(array(11, "t"))', mqttclient.TOO_MANY),
    ('client.unsubscribe("")', mqttclient.WRONG_TOPIC),
    ("client.subscribe([1])", "a string or a blob expected"),
]


@pytest.mark.parametrize(("call", "error"), THROWS_CONNECTED)
def test_wrong_calls_of_a_connected_client_throw(call, error):
    assert said(caught(call)) == ["connect 0", error]


@pytest.mark.parametrize(
    "options", ["{}", "{keepalive = 0}", "{keepalive = 30}", "{keepalive = 65535}", '{willmessage = "alone"}']
)
def test_options_that_are_right(options):
    assert said("function main() {}", "open(%s);" % options) == ["connect 0"]


def test_a_client_changes_its_password_and_takes_its_subscriptions_along():
    """As libraries do whose passwords end: they leave, connect with a new one, and subscribe one by one."""
    source = """
        class Hub {
            _client = null; _options = null; _topics = null;
            constructor() {
                _options = {username = "imp", password = "first"};
                _topics = ["a/#", "b"];
                _client = mqtt.createclient();
                _client.onconnect(_connected.bindenv(this));
                _client.onconnectionlost(_lost.bindenv(this));
                _client.onmessage(function(item) { log(item.topic); }.bindenv(this));
            }
            function open() { _client.connect("ssl://hub.example.com", "imp-1", _options); }
            function refresh(password) {
                _options.password = password;
                _client.disconnect(open.bindenv(this));
            }
            function _connected(code) {
                log(_options.password + " " + code);
                if (code != 0) return;
                local left = clone _topics;
                local next = null;
                next = function(code, qos) {
                    if (code != 0 || left.len() == 0) return _ready();
                    _client.subscribe(left.remove(0), 1, next);
                }.bindenv(this);
                next(0, 0);
            }
            function _ready() {
                foreach (topic in ["a/1", "b", "c"]) _client.createmessage(topic, "x").sendasync();
                if (_options.password == "first") imp.wakeup(1, function() { refresh("second"); }.bindenv(this));
            }
            function _lost() { log("lost"); }
        }
        hub <- Hub();
        hub.open();
    """
    assert said(source, "") == ["first 0", "a/1", "b", "second 0", "a/1", "b"]
