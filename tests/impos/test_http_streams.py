"""Requests whose body agents send bit by bit."""

from __future__ import annotations

import pytest
from test_http_requests import URL, Online, answers

from impsim.cloud.messages import Answer
from impsim.cloud.peers import Reply

SHOWN = '@(answer) server.log("end " + answer.statuscode + answer.body)'


def stream(steps, url=URL):
    return 'local s = http.poststream("%s", {}, %s); %s' % (url, SHOWN, steps)


@pytest.mark.parametrize(
    ("make", "method"),
    [
        ('http.requeststream("PATCH", "http://h/", {a = 1}, @(answer) 0)', "PATCH"),
        ('http.poststream("http://h/", {a = 1}, @(answer) 0)', "POST"),
        ('http.putstream("http://h/", {a = 1}, @(answer) 0)', "PUT"),
    ],
)
def test_the_server_gets_all_parts(make, method):
    def outside(request):
        seen.append((request.method, request.headers, request.body, request.trusts))
        return Answer(200, (), b"thanks")

    seen = []
    code = (
        'local s = %s; s.setvalidation(VALIDATE_USING_SYSTEM_CA_CERTS); s.send("one"); s.send(blob(1));'
        "local answer = s.closesync(); server.log(answer.statuscode + answer.body)" % make
    )
    assert Online(code, outside=outside).says == ["200thanks"]
    assert seen == [(method, (("a", "1"),), b"one\0", False)]


# steps -> what is logged
STEPS = [
    ('s.send("a"); s.closeasync()', ["end 200all"]),
    ("s.closeasync()", ["end 200all"]),
    ('s.send("a"); s.closeasync(@(piece) server.log(piece))', ["all", "end 200"]),
    ('s.send("a"); s.closeasync(); s.cancel()', []),
    ('s.send("a"); s.cancel()', []),
    ('s.send("a")', []),
    ('s.cancel(); try { s.send("a") } catch (e) server.log(e)', ["the stream is closed"]),
    ('s.closeasync(); try { s.send("a") } catch (e) server.log(e)', ["the stream is closed", "end 200all"]),
    ("s.closesync(); try { s.closeasync() } catch (e) server.log(e)", ["the stream is closed"]),
    ('s.send("a"); try { s.setvalidation(1) } catch (e) server.log(e)', ["the stream has been begun already"]),
    ("try { s.setvalidation(5) } catch (e) server.log(e)", ["invalid validation option"]),
    (
        "try { s.send(5) } catch (e) server.log(e)",
        ["parameter 1 has an invalid type 'integer' ; expected: 'string|instance'"],
    ),
    ("try { s.closeasync(null, -5) } catch (e) server.log(e)", ["invalid timeout"]),
]


@pytest.mark.parametrize(("steps", "logged"), STEPS)
def test_what_a_stream_does(steps, logged):
    assert Online(stream(steps), answers(Reply(body=b"all"))).says == logged


@pytest.mark.parametrize(("url", "status"), [("https://nowhere.example", 6), ("http://10.1.1.1", 7), ("x:y", 1)])
def test_that_there_is_no_server_shows_after_the_first_part(url, status):
    steps = 's.send("a"); imp.wakeup(1, function() { try { s.send("b") } catch (e) server.log(e) })'
    assert Online(stream(steps, url)).says == ["end %d" % status, "the stream is closed"]


def test_time_outs():
    online = Online(stream('s.send("a"); s.closeasync(null, 5)'), answers(Reply(failure="timeout")))
    assert online.says == ["end 28"]
    assert online.records[-1]["t_us"] == 5000000


def test_streams_and_requests_share_their_credits():
    code = (
        'for (local i = 0; i < 40; i++) http.get("%s").sendasync(@(answer) 0);' % URL
        + "local unused = "
        + stream('s.send("a")')[len("local s = ") :].replace("s.send", "unused.send")
    )
    assert Online(code, answers(Reply())).says == ["end 429"]


def test_a_stream_of_a_program_that_is_over_is_not_heard_of():
    code = 'if ("n" in server.load()) return; server.save({n = 1});' + stream(
        's.send("a"); server.restart()', "http://no"
    )
    assert Online(code).says == []


def test_a_stream_has_an_end():
    steps = "local part = blob(1 << 23); s.send(part); s.send(part); try { s.send(part) } catch (e) server.log(e)"
    assert Online(stream(steps), answers(Reply())).says == ["too much data for a stream"]
