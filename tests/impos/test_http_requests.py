"""Agents' requests to the Internet: what they get, when, and what goes wrong."""

from __future__ import annotations

import pytest
from agent_harness import SECOND_US, Pair

from impsim.cloud.messages import Answer
from impsim.cloud.peers import Peer, Reply

URL = "https://api.example.com/v1"


class Online(Pair):
    """An agent whose Internet has some peers."""

    def __init__(self, agent, *peers, outside=None, **options):
        super().__init__(agent=agent, **options)
        self.simulation.internet.peers += peers
        self.simulation.internet.outside = outside

    @property
    def says(self):
        return self.run().said("agent.log")

    @property
    def told(self):
        return self.seen("http")


def answers(*replies, methods=()):
    return Peer(URL, methods, replies)


GET = 'local answer = http.get("%s").sendsync();' % URL


def test_sendsync_gives_the_answer_and_takes_its_time():
    peer = answers(Reply(201, (("X-One", "1"), ("Set-Cookie", "a"), ("Set-Cookie", "b")), b"\xff\x00ok", 300000))
    online = Online(
        GET + 'server.log(answer.statuscode + answer.headers["x-one"] + answer.body.len() + answer.body[0]);'
        'server.log(answer.headers["set-cookie"] + answer.rawheaders[2].k + answer.rawheaders[2].v);'
        "server.log(answer.len());",
        peer,
    )
    assert online.says == ["20114255", "a, bSet-Cookieb", "4"]
    assert {record["t_us"] for record in online.records} == {400000}


def test_nothing_else_of_the_agent_runs_meanwhile():
    code = 'imp.wakeup(0.2, @() server.log("timer"));' + GET + 'server.log("answer")'
    assert Online(code, answers(Reply(latency_us=SECOND_US))).says == ["answer", "timer"]


def test_sendasync_goes_on():
    code = 'http.get("%s").sendasync(@(answer) server.log(answer.body)); server.log("sent")' % URL
    assert Online(code, answers(Reply(body=b"hello"))).says == ["sent", "hello"]


def test_what_a_request_carries():
    def outside(request):
        seen.append((request.method, request.url, request.headers, request.body, request.trusts))
        return Answer(200)

    seen = []
    code = (
        'http.get("http://h/").sendsync(); http.get("http://h/", {a=1}).sendsync();'
        'http.post("http://h/", {}, "\\xff").sendsync(); http.put("http://h/", null, blob(2)).sendsync();'
        'http.httpdelete("http://h/").sendsync(); local r = http.request("PATCH", "http://h/", {}, "b");'
        "r.setvalidation(VALIDATE_USING_SYSTEM_CA_CERTS); r.sendsync()"
    )
    assert Online(code, outside=outside).says == []
    assert seen == [
        ("GET", "http://h/", (), b"", True),
        ("GET", "http://h/", (("a", "1"),), b"", True),
        ("POST", "http://h/", (), b"\xff", True),
        ("PUT", "http://h/", (), b"\0\0", True),
        ("DELETE", "http://h/", (), b"", True),
        ("PATCH", "http://h/", (), b"b", False),
    ]


# url -> libcurl's number
FAILING = [
    ("https://nowhere.example/", 6),
    ("HTTP://nowhere.example", 6),
    ("http://10.0.0.1/", 7),
    ("http://[::1]/", 7),
    ("ftp://api.example.com/", 1),
    ("api.example.com", 3),
    ("http:/api.example.com", 3),
    ("https://", 3),
    ("https://a b/", 3),
    ("https://a:99999/", 3),
    ("https://a:b/", 3),
    ("", 3),
    ("https://agent.electricimp.com/nobody", 404),
]


@pytest.mark.parametrize(("url", "code"), FAILING)
def test_there_is_no_such_server(url, code):
    line = 'server.log(http.get("%s").sendsync().statuscode)' % url
    assert Online(line).says == [str(code)]


@pytest.mark.parametrize(
    ("failure", "trusted", "code"),
    [
        ("dns", True, 6),
        ("refused", True, 7),
        ("tls", True, 35),
        ("empty", True, 52),
        ("reset", True, 56),
        ("timeout", True, 28),
        ("certificate", True, 200),
        ("certificate", False, 60),
    ],
)
def test_servers_fail(failure, trusted, code):
    validation = "VALIDATE_NONE" if trusted else "VALIDATE_USING_SYSTEM_CA_CERTS"
    line = 'local r = http.get("%s"); r.setvalidation(%s); server.log(r.sendsync().statuscode)' % (URL, validation)
    assert Online(line, answers(Reply(failure=failure))).says == [str(code)]


def test_replies_come_in_turn_and_the_last_one_stays():
    code = "for (local i = 0; i < 3; i++) { %s server.log(answer.statuscode); }" % GET
    assert Online(code, answers(Reply(500), Reply(200))).says == ["500", "200", "200"]


def test_the_first_peer_that_fits_answers():
    peers = [answers(Reply(1 << 9), methods=("POST",)), answers(Reply(201)), Peer("*", (), (Reply(202),))]
    code = GET + 'server.log(answer.statuscode); server.log(http.get("http://x.y").sendsync().statuscode)'
    assert Online(code, *peers).says == ["201", "202"]


def test_streams():
    pieces = ((SECOND_US, b"one"), (SECOND_US, b"two"))
    code = (
        'http.get("%s").sendasync(@(answer) server.log("end " + answer.statuscode + answer.body.len()), '
        "@(piece) server.log(time() + piece), NO_TIMEOUT)" % URL
    )
    online = Online(code, answers(Reply(pieces=pieces, body=b"three")))
    assert online.says == ["1551398401one", "1551398402two", "1551398402three", "end 2000"]


def test_a_body_that_is_not_in_pieces_comes_as_one():
    code = 'http.get("%s").sendasync(@(answer) server.log("end"), @(piece) server.log(piece))' % URL
    assert Online(code, answers(Reply(body=b"all"))).says == ["all", "end"]


@pytest.mark.parametrize(
    ("timeout", "until_s"), [("", 600), (", null, 2.5", 2.5), (", null, 30", 30), (", @(p) 0, 1", 1)]
)
def test_time_outs(timeout, until_s):
    code = 'http.get("%s").sendasync(@(answer) server.log(answer.statuscode)%s)' % (URL, timeout)
    online = Online(code, answers(Reply(failure="timeout")))
    assert online.says == ["28"]
    assert online.records[-1]["t_us"] == until_s * SECOND_US


@pytest.mark.parametrize("timeout", ["NO_TIMEOUT", "0"])
def test_without_a_timeout_it_waits_for_ever(timeout):
    code = 'http.get("%s").sendasync(@(answer) server.log(1), null, %s)' % (URL, timeout)
    assert Online(code, answers(Reply(failure="timeout"))).run(7200).said("agent.log") == []


def test_cancel():
    code = (
        'local r = http.get("%s"); r.sendasync(@(answer) server.log(1)); imp.wakeup(1, @() r.cancel());'
        'http.get("%s").cancel()' % (URL, URL)
    )
    online = Online(code, answers(Reply(latency_us=2 * SECOND_US)))
    assert online.says == []
    assert online.simulation.clock.now_us < 10 * SECOND_US


def test_credits():
    code = (
        "sent <- 0; refused <- 0; function count(answer) { if (answer.statuscode == 429) refused++; else sent++; }"
        'function burst(n) { for (local i = 0; i < n; i++) http.get("%s").sendasync(count); }'
        "burst(45); imp.wakeup(1, @() burst(5)); imp.wakeup(30, @() burst(41));"
        'imp.wakeup(40, @() server.log(sent + " " + refused))' % URL
    )
    assert Online(code, answers(Reply())).says == ["82 9"]


# call -> the exact error
WRONG = [
    ("http.get()", "wrong number of parameters"),
    ("http.get(1)", "parameter 1 has an invalid type 'integer' ; expected: 'string'"),
    ('http.post("u", {})', "wrong number of parameters"),
    ('http.post("u", {}, 1)', "parameter 3 has an invalid type 'integer' ; expected: 'string|instance'"),
    ('http.post("u", {}, imp.wakeup(1, @() 0))', "a string or a blob expected"),
    ('http.get("u", {a = "b\\r\\nc: d"})', "invalid header"),
    ('http.get("u").sendasync()', "wrong number of parameters"),
    ('http.get("u").sendasync(@(a) 0, null, -2)', "invalid timeout"),
    ('http.get("u").setvalidation(9)', "invalid validation option"),
    ("http.onrequest(1)", "parameter 1 has an invalid type 'integer' ; expected: 'null|function|function'"),
    ('local r = http.get("u"); r.sendsync(); r.sendasync(@(a) 0)', "the request has been sent already"),
    ('local r = http.get("u"); r.sendsync(); r.setvalidation(0)', "the request has been sent already"),
    ('local r = http.get("u"); r.sendsync.call(imp.wakeup(1, @() 0))', "wrong type of instance"),
]


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_wrong_calls_throw(call, error):
    assert Online("try { %s } catch (e) server.log(e)" % call).says == [error]


def test_a_program_that_goes_on_asking_meets_its_end():
    code = 'asked <- 0; function ask(answer) { asked++; http.get("x").sendasync(ask); } ask(null);'
    online = Online(code + "imp.wakeup(9, function() { server.log(asked > 100); server.restart() })").run(5)
    assert online.simulation.clock.now_us == 5 * SECOND_US
    assert online.agent.running
    online = Online('while (true) http.get("x").sendsync()').run(5)
    assert online.simulation.clock.now_us == 5 * SECOND_US


def test_who_gives_up_leaves_nothing_to_wait_for():
    code = 'http.get("%s").sendasync(@(answer) server.log(answer.statuscode), null, 1)' % URL
    online = Online(code, answers(Reply(latency_us=7200 * SECOND_US)))
    assert online.says == ["28"]
    assert online.simulation.clock.now_us < 30 * SECOND_US


def test_a_program_that_ends_gives_its_requests_up():
    code = (
        'if ("n" in server.load()) return; server.save({n = 1});'
        'http.get("%s").sendasync(@(answer) server.log(1)); imp.wakeup(0.01, @() server.restart());' % URL
    )
    online = Online(code, answers(Reply()))
    assert online.says == []
    assert [event["step"] for event in online.told] == ["request"]


def test_a_program_can_be_restarted_while_it_waits():
    code = GET + "server.log(answer.statuscode)"
    online = Online(code, answers(Reply(failure="timeout"), Reply()))
    online.simulation.at(5 * SECOND_US, lambda: online.agent.request_restart())
    assert online.says == ["200"]


def test_a_probe_cannot_wait_for_an_answer():
    from impsim.scenario.probes import evaluate
    from impsim.squirrel.compile import compile_source

    online = Online("local a", answers(Reply())).run()
    found = evaluate(online.agent, compile_source('return http.get("%s").sendsync()' % URL, "probe"))
    assert found == {"error": "a probe cannot wait"}


@pytest.mark.parametrize(
    "act",
    ['http.get("http://h").sendasync(@(a) 0)', 'http.poststream("http://h", {}, @(a) 0).send("a")', "kept.send(200)"],
)
def test_a_probe_sends_nothing(act):
    from impsim.cloud.messages import Request
    from impsim.impos.web import url_of
    from impsim.scenario.probes import evaluate
    from impsim.squirrel.compile import compile_source

    online = Online("kept <- null; http.onrequest(@(req, res) ::kept = res)", answers(Reply()))
    online.simulation.internet.send(Request("GET", url_of(online.agent.device_id)), lambda answer: None)
    online.run(10)
    found = evaluate(online.agent, compile_source("return " + act, "probe"))
    assert found == {"error": "a probe cannot change what the program will do"}


def test_what_a_trace_tells():
    online = Online('http.post("%s", {["X-A"] = "b"}, "text").sendsync()' % URL, answers(Reply(204, body=b"\xff")))
    whole = {"device": "imp", "kind": "http", "way": "out", "number": 1, "method": "POST", "url": URL}
    request = {"t_us": 0, "step": "request", "bytes": 4, "headers": {"x-a": "b"}, "body": "text"}
    answer = {"t_us": 100000, "step": "answer", "status": 204, "since_us": 0, "bytes": 1, "headers": {}}
    assert online.run().told == [{**whole, **request}, {**whole, **answer, "body": {"blob": "ff"}}]


def test_the_outside_may_refuse():
    line = 'server.log(http.get("https://real.example/").sendsync().statuscode)'
    assert Online(line, outside=lambda request: None).says == ["6"]
