"""Peers that are Squirrel programs: what they may answer, and that they can do no harm."""

from __future__ import annotations

import pytest
from test_http_requests import URL, Online

from impsim.cloud.peers import Peer
from impsim.impos.peer_program import PeerProgram
from impsim.squirrel.compile import compile_source

SHOW = (
    'http.post("%s?a=1", {x = "y"}, "{\\"n\\": 2}").sendasync(function(answer) {'
    "server.log(answer.statuscode + answer.body); foreach (k, v in answer.headers) server.log(k + v) })" % URL
)


def program(source):
    peer = Peer(URL)
    peer.script = PeerProgram(compile_source(source, "peer.nut", steps=True))
    peer.script.attach(Online("local unused").simulation.clock)
    return peer


def said(body):
    return Online(SHOW, program("function answer(request) { %s }" % body)).says


# what the function does -> what the agent logs
ANSWERS = [
    ('return "text"', ["200text"]),
    ("return blob(2)", ["200\0\0"]),
    ("return 404", ["404"]),
    ("return {}", ["200"]),
    ('return {status = 201, body = "b", headers = {h = 1}}', ["201b", "h1"]),
    ("return {json = {a = [1, null]}}", ['200{ "a": [ 1, null ] }', "content-typeapplication/json"]),
    ("return null", ["28"]),
    ('return {fail = "refused"}', ["7"]),
    ("return request.method + request.path + request.query.a + request.headers.x", ["200POST/v11y"]),
    ("return request.url", ["200" + URL + "?a=1"]),
    ("return http.jsondecode(request.body).n.tostring()", ["2002"]),
    ("return time().tostring()", ["2001551398400"]),
    ('throw "no"', ["500no", "content-typetext/plain"]),
    ("return [1]", ["500a peer answers with a table, a string, a status or null", "content-typetext/plain"]),
    ("return 42", ["500a status is a number from 100 to 999", "content-typetext/plain"]),
    ("return {stats = 1}", ["500an answer has no 'stats'", "content-typetext/plain"]),
    ("return {fail = [1]}", ["500nothing called '(array : 0x10000020)' can fail", "content-typetext/plain"]),
    ('return {fail = "so"}', ["500nothing called 'so' can fail", "content-typetext/plain"]),
    ("return {latency = -1}", ["500a latency is a number of seconds", "content-typetext/plain"]),
    ("return imp.sleep(1)", ["500the index 'imp' does not exist", "content-typetext/plain"]),
    ("return http.get(request.url)", ["500the index 'get' does not exist", "content-typetext/plain"]),
]


@pytest.mark.parametrize(("body", "logged"), ANSWERS)
def test_answers(body, logged):
    assert said(body) == logged


def test_one_without_the_function_fails():
    assert Online(SHOW, program("local a = 1")).says[0].startswith("500")


def test_one_that_does_not_run_fails():
    assert Online(SHOW, program("throw 5; function answer(r) { return 200 }")).says[0] == "5005"


@pytest.mark.parametrize("body", ["while (true);", "return answer(request)"])
def test_one_that_never_ends_is_stopped(body):
    assert said(body)[0].startswith("500")


def test_variables_last_and_latency_passes():
    source = "n <- 0; function answer(request) { return { body = (++n).tostring(), latency = 1.5 } }"
    online = Online(SHOW + ";" + SHOW, program(source))
    assert online.says == ["2001", "2002"]
    assert online.records[0]["t_us"] == 1600000
