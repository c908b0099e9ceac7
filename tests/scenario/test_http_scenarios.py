"""Peers on the Internet and requests to agents, in scenario and world files."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from scenario.harness import problems, results

from impsim.scenario import world

AGENT = """
function ask(method, url, body = "") {
    http.request(method, url, {}, body).sendasync(function(answer) {
        local type = "content-type" in answer.headers ? answer.headers["content-type"] : "";
        server.log(answer.statuscode + " " + type + " " + answer.body);
    });
}
http.onrequest(function(request, response) {
    if ("ask" in request.query) ask(request.method, request.query.ask, request.body);
    response.header("X-Path", request.path);
    response.send("status" in request.query ? request.query.status.tointeger() : 200, request.body);
});
"""
HEAD = """\
impsim: 1
world:
  http:
%s
devices:
  imp: {agent: a.nut}
timeline:
%s
expect:
%s
"""


def scenario(peers, timeline, expect):
    indented = [
        "\n".join(" " * depth + line for line in text.strip("\n").splitlines())
        for depth, text in ((4, peers), (2, timeline), (2, expect))
    ]
    return HEAD % tuple(indented)


def failing(folder, peers, timeline, expect):
    """The ids of the expectations that do not hold."""
    (result,) = results(folder, scenario(peers, timeline, expect), "local unused", AGENT)
    assert result.status in ("passed", "failed"), result.message
    return [failure["expectation"] for failure in result.detail.get("failures", ())]


def asks(url="http://h/", method="GET", at=1, more=""):
    return "- {at: %ss, do: http.request, method: %s, query: {ask: '%s'}%s}" % (at, method, url, more)


# the peer -> what the agent logs
PEERS = [
    ("{url: h, body: hello}", "200  hello"),
    ("{url: h, status: 201}", "201  "),
    ("{url: h, json: {a: [1, é]}}", '200 application/json {"a":[1,"é"]}'),
    ("{url: h, json: 1, headers: {content-type: x/y}}", "200 x/y 1"),
    ("{url: h, headers: {Content-Type: [a, b]}}", "200 a, b "),
    ("{url: h, file: sub/body.txt}", "200  from a file"),
    ("{url: h, fail: dns}", "6  "),
    ("{url: h, fail: refused}", "7  "),
    ("{url: h, fail: certificate}", "200  "),
    ("{url: h, method: POST, body: no}", "6  "),
    ("{url: h, method: [PUT, GET], body: yes}", "200  yes"),
    ("{url: h, answers: [{body: one}, {body: two}]}", "200  one"),
    ("{url: h, stream: [{after: 1s, body: a}, {after: 1s, body: b}], body: c}", "200  abc"),
    ("{url: h, program: peer.nut}", "202 text/x GET1"),
]


@pytest.mark.parametrize(("peer", "logged"), PEERS)
def test_peers(peer, logged, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "body.txt").write_text("from a file")
    (tmp_path / "peer.nut").write_text(
        'n <- 0; function answer(request) { return { status = 202, headers = {["Content-Type"] = "text/x"},'
        " body = request.method + (++n) } }"
    )
    assert failing(tmp_path, "p: " + peer, asks(), "- {log: {equals: '%s'}}" % logged) == []


def test_a_row_of_answers_and_their_latency(tmp_path):
    peers = "p: {url: h, answers: [{status: 500}, {status: 200, latency: 2s}]}"
    timeline = "\n".join([asks(at=1), asks(at=5), asks(at=10)])
    expect = """
- {id: first, at: end, probe: {agent: imp, eval: 'true'}}
- {id: once, http: {url: h, status: 500}, times: 1}
- {id: then, http: {url: h, status: 200}, times: 2, that: {path: answer.took, greater_than: 2}}
- {id: wrong, http: {url: h, status: 200}, times: 3}
- {id: quick, always: [0s, end], http: {way: out}, that: {path: answer.took, less_than: 1}}
"""
    assert failing(tmp_path, peers, timeline, expect) == ["wrong", "quick"]


def test_peers_that_fail_and_come_back(tmp_path):
    timeline = "\n".join(
        [
            "- {at: 5s, do: http.fail}",
            asks(at=6),
            "- {at: 7s, do: http.fail, peer: p, fail: timeout}",
            asks(at=8),
            "- {at: 9s, do: http.restore}",
            asks(at=10),
        ]
    )
    expect = """
- {within: [6s, 7s], http: {way: out, status: 7}}
- {within: [8s, 9s], http: {way: out, answered: false}}
- {within: [10s, 11s], http: {way: out, status: 200}, that: {path: answer.body, equals: ok}}
- {id: wrong, http: {way: out, answered: true}, times: 3}
"""
    assert failing(tmp_path, "p: {url: h, body: ok}", timeline, expect) == ["wrong"]


def test_requests_to_an_agent(tmp_path):
    timeline = """
- {id: one, at: 1s, do: http.request}
- {id: two, at: 2s, do: http.request, path: /a/b, query: {x: [1, 2], y: é}, headers: {X-A: b}, body: text}
- {id: three, at: 3s, do: http.request, method: PUT, path: "/c?status=404", query: {d: e}, json: {f: [1.5]}}
"""
    expect = """
- {within: [one, one + 1s], http: {method: GET, url: /, status: 200}}
- id: whole
  within: [two, two + 1s]
  http: {way: in, method: POST, url: "/a/b?x=1&x=2&y=%C3%A9", status: 200}
  that:
    - {path: headers.x-a, equals: b}
    - {path: body, equals: text}
    - {path: answer.body, equals: text}
    - {path: answer.headers.x-path, equals: /a/b}
- within: [three, three + 1s]
  http: {method: PUT, url: "/c?status=404&d=e", status: 404}
  that: [{path: json.f.0, equals: 1.5}, {path: headers.content-type, equals: application/json}]
- {event: {kind: http, step: answer, way: in, status: 404}, that: {path: since_us, equals: 3000000}}
- {order: [{http: /a/b}, {http: /c}]}
- {never: [0s, end], http: {way: out}}
- {id: wrong, http: {url: /a/b, method: GET}}
"""
    assert failing(tmp_path, "{}", timeline, expect) == ["wrong"]


def test_a_stimulus_may_wait_for_a_request(tmp_path):
    timeline = asks(at=3) + "\n- {id: after, when: {event: http, nth: 2}, delay: 1s, do: http.request, path: /second}"
    assert failing(tmp_path, "{}", timeline, "- {within: [4s, 5s], http: {url: /second}}") == []


# a file -> line, column and the beginning of a mistake
MISTAKES = [
    ("p: {}", 4, 8, "for which requests? 'url' is missing"),
    ("p: {url: h, body: a, json: 1}", 4, 26, "there is a 'body' already"),
    ("p: {url: h, fail: dns, body: a}", 4, 28, "a request that fails has no answer"),
    ("p: {url: h, fail: sometimes}", 4, 23, "'sometimes' is not one of dns, refused"),
    ("p: {url: h, status: 42}", 4, 25, "'42' is not a number from 100 to 999"),
    ("p: {url: h, answers: [{}], body: a}", 4, 32, "the answers are said by 'answers' already"),
    ("p: {url: h, answers: [{}], program: peer.nut}", 4, 32, "the answers are said by 'answers' already"),
    ("p: {url: h, answers: [{boddy: a}]}", 4, 28, "there is no 'boddy' here"),
    ("p: {url: h, file: none.txt}", 4, 23, "'none.txt': no such file"),
    ("p: {url: h, file: ../a.txt}", 4, 23, "'../a.txt' is outside the folder of this file"),
    ("p: {url: h, program: slip.nut}", 1, 0, ""),
    ("p: {url: h, headers: a}", 4, 26, "a table of headers by name expected"),
    ("p: {url: h, stream: [{after: 1}]}", 4, 34, "'1' is not a time"),
    ("p: {url: /now}", 4, 14, "'/now' is not a URL like https://api.example.com/*"),
    ("p: {url: 'ftp://h'}", 4, 14, "'ftp://h' is not a URL"),
    ("p: {url: 'h /a'}", 4, 14, "'h /a' is not a URL"),
    ("p: {url: h, method: 'GET '}", 4, 25, "'GET ' is not a method like GET or POST"),
    ("p: {url: h, method: [GET, '']}", 4, 31, "'' is not a method like GET or POST"),
    ('p: {url: h, file: "\\0"}', 4, 23, "'\0': cannot be read"),
    ('p: {url: h, file: "\\ud83d\\ude00"}', 4, 23, "half of a pair of surrogates is no character"),
    ('p: {url: h, headers: {"\\udc00": a}}', 4, 27, "half of a pair of surrogates is no character"),
    ("p: 5", 4, 8, "a table of url, method"),
    ("- p", 4, 5, "a table of peers by name expected"),
]


@pytest.mark.parametrize(("peer", "line", "column", "message"), MISTAKES)
def test_mistakes_in_peers(peer, line, column, message, tmp_path):
    (tmp_path / "peer.nut").write_text("")
    (tmp_path / "slip.nut").write_text("function {")
    (tmp_path / "a.nut").write_text("")
    found = problems(tmp_path, scenario(peer, "[]", "- {http: /}"))
    assert [place for place in found if place[0] == line and (not column or place[1] == column)]
    assert message in " ".join(place[2] for place in found)


STIMULI = [
    ("{at: 1s, do: http.request, path: a}", "'a' is not a path like /api/light"),
    ("{at: 1s, do: http.request, path: '/a b'}", "'/a b' is not a path like /api/light"),
    ("{at: 1s, do: http.request, method: 'a b'}", "'a b' is not a method like GET or POST"),
    ("{at: 1s, do: http.request, body: a, json: 1}", "there is a 'body' already"),
    ("{at: 1s, do: http.request, pathh: /}", "there is no 'pathh' here"),
    ("{at: 1s, do: http.fail}", "http.fail needs 'peer'"),
    ("{at: 1s, do: http.fail, peer: q}", "there is no peer 'q'"),
    ("{at: 1s, do: http.restore, peer: p, fail: dns}", "there is no 'fail' here"),
]


@pytest.mark.parametrize(("entry", "message"), STIMULI)
def test_mistakes_in_stimuli(entry, message, tmp_path):
    (tmp_path / "a.nut").write_text("")
    found = problems(tmp_path, scenario("p: {url: a}\no: {url: b}", "- " + entry, "- {http: /}"))
    assert [told for _, _, told in found if told.startswith(message)] or found == message


def test_an_imp_without_an_agent_cannot_be_asked(tmp_path):
    text = scenario("{}", "- {at: 1s, do: http.request}", "- {http: /}").replace("agent: a.nut", "model: imp005")
    assert [message for _, _, message in problems(tmp_path, text)] == ["imp has no agent that could answer"]


def test_each_run_begins_anew(tmp_path):
    peers = "p: {url: h, answers: [{body: one}, {body: two}]}"
    text = scenario(peers, asks(), "- {log: '200  one'}").replace("impsim: 1", "impsim: 1\nrun: {repeat: 2}")
    assert [result.status for result in results(tmp_path, text, "local unused", AGENT)] == ["passed", "passed"]


STEPS = ("request", "answer")
PAGE = (pathlib.Path(__file__).parents[2] / "docs" / "world.md").read_text(encoding="utf-8")


def test_the_page_of_worlds_has_peers_that_are_read(tmp_path):
    block = re.findall(r"```yaml\n(http:\n.*?)```", PAGE, re.DOTALL)[0]
    (tmp_path / "w.yaml").write_text(block, encoding="utf-8")
    found = world.load(str(tmp_path / "w.yaml")).world.named_peers
    assert list(found) == ["weather", "log-in", "events", "gone"]
    assert [len(peer.replies) for peer in found.values()] == [1, 3, 1, 1]


def test_the_program_of_the_page_answers(tmp_path):
    (program,) = re.findall(r"```squirrel\n(// File: counter.peer.nut\n.*?)```", PAGE, re.DOTALL)
    (tmp_path / "counter.peer.nut").write_text(program, encoding="utf-8")
    timeline = asks(method="PUT") + "\n" + asks(at=2, method="POST", more=", json: [7]")
    expect = """
- {http: {way: out, method: PUT, status: 405}}
- {http: {way: out, status: 201}, that: [{path: answer.json.asked, equals: 1}, {path: answer.json.got.0, equals: 7}]}
"""
    assert failing(tmp_path, "p: {url: h, program: counter.peer.nut}", timeline, expect) == []


def test_a_run_from_the_command_line_has_peers(impsim, tmp_path):
    (tmp_path / "w.yaml").write_text("http: {a: {url: h.example, body: hello}}")
    (tmp_path / "a.nut").write_text('server.log(http.get("http://h.example").sendsync().body);')
    ran = impsim("run", "-e", "local a", "--agent", "a.nut", "--world", "w.yaml", "--format", "message", "--trace", "t")
    assert (ran.stdout, ran.returncode) == (b"hello\n", 0)
    shown = impsim("trace", "t", "--kind", "http").stdout.decode().splitlines()
    assert [line.split()[3:7] for line in shown] == [["out", step, "GET", "http://h.example"] for step in STEPS]


def test_text_beyond_ascii(tmp_path):
    timeline = "- {at: 1s, do: http.request, path: /é, headers: {X: é}, body: é}\n" + asks("http://h/é", at=2)
    expect = """
- {http: {url: /é}, that: [{path: headers.x, equals: é}, {path: body, equals: é}, {path: answer.body, equals: é}]}
- {http: {way: out, url: "http://h/é"}, that: {path: answer.body, equals: ü}}
"""
    assert failing(tmp_path, "p: {url: h/é, body: ü}", timeline, expect) == []


def test_world_files_have_peers(tmp_path):
    path = tmp_path / "w.json"
    path.write_text(json.dumps({"http": {"a": {"url": "https://x/", "status": 204}, "b": {"url": "*"}}}))
    made = world.load(str(path)).world.peers
    assert [(peer.pattern, peer.replies[0].status) for peer in made] == [("https://x/", 204), ("*", 200)]
