"""Requests to an agent's own URL, and what it answers."""

from __future__ import annotations

import pytest
from agent_harness import MINUTE_US, SECOND_US, Pair

from impsim.cloud.messages import Request
from impsim.impos.web import url_of


class Asked(Pair):
    """An agent that is asked from outside.  answers: (seconds, status, body)."""

    def __init__(self, agent, **options):
        super().__init__(agent=agent, **options)
        self.answers = []
        self.headers = {}

    @property
    def url(self):
        return url_of(self.agent.device_id)

    def ask(self, path="", method="GET", headers=(), body=b"", at_s=0):
        request = Request(method, self.url + path, headers, body)
        self.simulation.at(at_s * SECOND_US, lambda: self.simulation.internet.send(request, self._heard))
        return self

    def _heard(self, answer):
        self.headers = dict(answer.headers)
        self.answers.append((self.simulation.clock.now_us / SECOND_US, answer.status, answer.body))


SHOW = (
    'http.onrequest(function(req, res) { foreach (key in ["method", "path", "body"]) server.log(req[key]);'
    'foreach (key, value in req.query) server.log(key + (typeof value == "array" ? value.len() + value[1] : value));'
    'foreach (key, value in req.headers) server.log(key + ":" + value); server.log(req.len()); %s })'
)


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("", ["", ""]),
        ("/", ["/", ""]),
        ("/api/light?state=on&color=255,255,0", ["/api/light", "", "stateon", "color255,255,0"]),
        ("?a=1&a=%32+b&&c", ["", "", "a22 b", "c"]),
        ("/a%20b", ["/a%20b", ""]),
    ],
)
def test_what_a_handler_gets(path, seen):
    asked = Asked(SHOW % 'res.send(200, "")').ask(path).run()
    added = ["host:agent.electricimp.com", "x-forwarded-for:203.0.113.7", "x-forwarded-port:443"]
    assert sorted(asked.said("agent.log")) == sorted(["GET", *seen, *added, "x-forwarded-proto:https", "5"])
    assert asked.answers == [(0.1, 200, b"")]


def test_headers_are_in_lower_case_and_bodies_are_bytes():
    code = 'http.onrequest(@(req, res) res.send(200, req.headers["x-a"] + req.body))'
    asked = Asked(code).ask(method="POST", headers=(("X-A", "b"), ("x-a", "c")), body=b"\xff\0").run()
    assert asked.answers == [(0.1, 200, b"b, c\xff\0")]


@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_a_handler_hears_whether_a_request_was_secure(scheme, port):
    shown = 'req.headers["x-forwarded-proto"] + req.headers["x-forwarded-port"] + req.headers["content-length"]'
    code = (
        "http.onrequest(@(req, res) res.send(200, %s)); local url = http.agenturl().slice(5);"
        'http.post("%s" + url, {["X-Forwarded-Proto"] = "gopher"}, "body").sendasync(@(r) server.log(r.body))'
    )
    assert Asked(code % (shown, scheme)).run().said("agent.log") == ["%s%d4" % (scheme, port)]


def test_the_answer_to_head_has_no_body():
    code = (
        'http.onrequest(@(req, res) res.send(200, "body")); http.request("HEAD", http.agenturl(), {}, "").sendasync('
        '@(answer) server.log(answer.headers["content-length"] + answer.body), @(piece) server.log(piece))'
    )
    assert Asked(code).run().said("agent.log") == ["4"]


def test_answers_may_come_later_and_have_headers():
    code = (
        "http.onrequest(function(req, res) { imp.wakeup(10, function() {"
        'res.header("Content-Type", "text/html"); res.header("X-N", 5); res.send(418, blob(3)) }) })'
    )
    asked = Asked(code).ask().run()
    assert asked.answers == [(10.1, 418, b"\0\0\0")]
    assert asked.headers == {"Content-Type": "text/html", "X-N": "5", "Content-Length": "3"}


# agent -> status of the answer, seconds
UNANSWERED = [
    ("", 404, 0.1),
    ("http.onrequest(@(req, res) null)", 504, 60.1),
    ("http.onrequest(@(req, res) res.send(200)); http.onrequest(null)", 404, 0.1),
    ('http.onrequest(function(req, res) { throw "no" })', 500, 0.1),
    ("http.onrequest(@(req, res) server.restart())", 500, 0.1),
    ("http.onrequest(@(req, res) res.send(204))", 204, 0.1),
    ("imp.sleep(3); http.onrequest(@(req, res) res.send(200))", 200, 3.05),
    ("throw 1", 503, 1.05),
]


@pytest.mark.parametrize(("agent", "status", "t_s"), UNANSWERED)
def test_who_answers_when(agent, status, t_s):
    asked = Asked(agent).ask().run()
    assert [(status, round(t, 3)) for t, status, _ in asked.answers] == [(status, t_s)]


def test_a_body_can_be_too_large():
    code = "http.onrequest(@(req, res) res.send(200))"
    asked = Asked(code).ask(body=bytes(524288)).ask(body=bytes(524289)).run()
    assert sorted(status for _, status, _ in asked.answers) == [200, 413]


def test_an_agent_that_failed_answers_again_once_it_has_restarted():
    code = 'http.onrequest(function(req, res) { if (req.path == "/bad") throw "bad"; res.send(200) })'
    asked = Asked(code).ask("/bad", at_s=100).ask("/", at_s=100.5).ask("/", at_s=102).run()
    assert [(round(t, 3), status) for t, status, _ in asked.answers] == [(100.1, 500), (101.1, 200), (102.1, 200)]
    assert asked.said("agent.error")[0] == "ERROR: bad"


# what a handler does wrong -> the error
WRONG = [
    ('res.send(200, "a"); res.send(200, "b")', "the response has been sent already"),
    ('res.send(200, "a"); res.header("a", "b")', "the response has been sent already"),
    ("res.send(7)", "invalid status code"),
    ('res.send("200")', "parameter 1 has an invalid type 'string' ; expected: 'integer'"),
    ('res.header("a", "b\\nc: d")', "invalid header"),
    ('res.header("", "b")', "invalid header"),
    ("res.send()", "wrong number of parameters"),
]


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_wrong_calls_throw(call, error):
    code = "http.onrequest(function(req, res) { try { %s } catch (e) server.log(e) })" % call
    assert Asked(code).ask().run().said("agent.log") == [error]


def test_an_answer_after_the_impclouds_is_lost():
    code = "http.onrequest(@(req, res) imp.wakeup(61, function() { res.send(200); server.log(1) }))"
    asked = Asked(code).ask().run()
    assert [status for _, status, _ in asked.answers] == [504]
    assert asked.said("agent.log") == ["1"]


def test_an_agent_asks_itself():
    code = (
        'http.onrequest(@(req, res) res.send(200, req.path)); http.get(http.agenturl() + "/me").sendasync('
        "@(answer) server.log(answer.body))"
    )
    asked = Asked(code).run()
    assert asked.said("agent.log") == ["/me"]
    assert [(event["way"], event["step"]) for event in asked.seen("http")] == [
        ("out", "request"),
        ("in", "request"),
        ("in", "answer"),
        ("out", "answer"),
    ]


def test_an_agent_that_waits_for_itself_waits_in_vain():
    code = "http.onrequest(@(req, res) res.send(200)); server.log(http.get(http.agenturl()).sendsync().statuscode)"
    assert Asked(code).run().said("agent.log") == ["504"]


def test_every_imp_has_a_url_of_its_own_for_ever():
    first, second = Asked("server.log(http.agenturl())").run(), Asked("local a", model="imp005")
    assert first.said("agent.log") == [first.url] == [Asked("local a").url]
    assert first.url != second.url


def test_a_device_may_be_gone():
    device = 'agent.on("ask", @(_) agent.send("told", 42))'
    code = (
        "open <- []; http.onrequest(function(req, res) { if (!device.isconnected()) return res.send(503);"
        'open.push(res); device.send("ask", 0) }); device.on("told", @(n) open.pop().send(200, n.tostring()))'
    )
    asked = Asked(code, device=device).ask().ask(at_s=60).run()
    assert [(status, body) for _, status, body in asked.answers] == [(503, b""), (200, b"42")]


def test_a_run_need_not_wait_for_the_impcloud():
    asked = Asked("http.onrequest(@(req, res) res.send(200))").ask().run()
    assert asked.simulation.clock.now_us < MINUTE_US


def test_the_length_is_said_once():
    """Clients say it, too; and what they say need not be so."""
    code = 'http.onrequest(@(req, res) res.send(200, req.headers["content-length"]))'
    asked = Asked(code).ask(method="POST", headers=(("Content-Length", "3, 5"),), body=b"abc").run()
    assert asked.answers == [(0.1, 200, b"3")]
