"""--http-listen: real clients talk to the agent through a real port."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from impsim.cli.http_listen import Door, is_header

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

AGENT = """
kept <- null;
asking <- null;
function ask() {
    if (asking == null) return;
    device.send("ask", null);
    imp.wakeup(0.5, ask);
}
http.onrequest(function(request, response) {
    switch (request.path) {
        case "/echo":
            local said = [request.method, http.jsonencode(request.query), request.headers["x-a"], request.body];
            response.header("X-B", "b");
            return response.send(201, said.reduce(@(all, one) all + "|" + one));
        case "/url": return response.send(200, http.agenturl());
        case "/wait": kept = response; return;
        case "/go": kept.send(200, "waited"); return response.send(200, "gone");
        case "/sleep": imp.sleep(0.05); return response.send(200, "slept");
        case "/device": asking = response; return ask();
        case "/fail": throw "oh";
        case "/none": return response.send(204, "");
        case "/early": return response.send(103, "x");
        case "/length": response.header("Content-Length", "1"); return response.send(200, "whole");
        case "/binary": return response.send(200, "\\x00\\xff");
        case "/restart": response.send(200, "bye"); return server.restart();
    }
    response.send(404, "nothing at " + request.path);
});
device.on("told", function(value) {
    if (asking != null) asking.send(200, value);
    asking = null;
});
imp.wakeup(0.1, @() server.log("awake"));
"""
DEVICE = 'agent.on("ask", @(value) agent.send("told", "from the device"));'


class Client:
    """What a test does from outside."""

    def __init__(self, url: str, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        place = urlsplit(url)
        self.address = (place.hostname or "", place.port or 0)

    def ask(self, method: str, path: str, **more: object) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        try:
            connection.request(method, path, **more)  # type: ignore[arg-type]
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """All that comes back for some bytes."""
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))


@contextmanager
def listening(root: Path, folder: Path, *options: str, agent: str = AGENT) -> Iterator[Client]:
    """impsim with an open port; it is interrupted at the end, as by a terminal."""
    (folder / "a.nut").write_text(agent)
    (folder / "d.nut").write_text(DEVICE)
    command = ["run", "d.nut", "--agent", "a.nut", "--http-listen", "0", "--format", "message", *options]
    process = subprocess.Popen(
        [sys.executable, "-m", "impsim", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), "IMPSIM_CACHE_DIR": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline().decode()
        assert line.startswith("the agent is at http://127.0.0.1:"), line
        yield Client(line.split()[-1], process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 130


@pytest.fixture(scope="module")
def client(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with listening(root, tmp_path_factory.mktemp("listening"), "--speed", "20") as there:
        yield there


def test_a_request_reaches_the_agent_and_its_answer_comes_back(client: Client) -> None:
    status, body, headers = client.ask("POST", "/echo?a=1&b=x%20y", body=b"body", headers={"X-A": "a"})
    assert (status, body) == (201, b'POST|{ "a": "1", "b": "x y" }|a|body')
    assert headers == {"X-B": "b", "Content-Length": str(len(body)), "Connection": "close"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_every_method_is_served(client: Client, method: str) -> None:
    assert client.ask(method, "/echo", headers={"X-A": "a"})[1] == b"%s|{ }|a|" % method.encode()


def test_the_agent_finds_its_own_url_there(client: Client) -> None:
    url = client.ask("GET", "/url")[1].decode()
    assert url.startswith("http://%s:%d/" % client.address)
    assert client.ask("GET", urlsplit(url).path + "/url")[1].decode() == url
    assert client.ask("GET", url + "/url")[1].decode() == url  # as to a proxy


def test_requests_are_served_at_the_same_time(client: Client) -> None:
    first = http.client.HTTPConnection(*client.address, timeout=30)
    first.request("GET", "/wait")
    while (answer := client.ask("GET", "/go"))[0] == 500:
        pass  # the first one has not come yet: the agent fails, and starts again
    assert answer[:2] == (200, b"gone")
    assert first.getresponse().read() in (b"waited", b"agent failed")
    first.close()


def test_a_program_may_sleep_and_ask_its_device(client: Client) -> None:
    assert client.ask("GET", "/sleep")[1] == b"slept"
    assert client.ask("GET", "/device")[1] == b"from the device"


ANSWERS = [
    ("/fail", 500, b"agent failed"),
    ("/none", 204, b""),
    ("/early", 502, b"x"),
    ("/length", 200, b"whole"),
    ("/binary", 200, b"\x00\xff"),
    ("/nowhere", 404, b"nothing at /nowhere"),
    ("//two", 404, b"nothing at /two"),
    ("/restart", 200, b"bye"),
    ("/binary?after", 200, b"\x00\xff"),
]


@pytest.mark.parametrize(("path", "status", "body"), ANSWERS)
def test_answers(client: Client, path: str, status: int, body: bytes) -> None:
    assert client.ask("GET", path)[:2] == (status, body)


def test_of_a_head_only_the_head_comes_back(client: Client) -> None:
    status, body, headers = client.ask("HEAD", "/length")
    assert (status, body, headers["Content-Length"]) == (200, b"", "5")


def test_a_body_may_come_in_chunks(client: Client) -> None:
    chunks = iter([b"one ", b"two ", b"three"])
    answer = client.ask("PUT", "/echo", body=chunks, headers={"X-A": "a"}, encode_chunked=True)
    assert answer[1] == b"PUT|{ }|a|one two three"


HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\nX-A: a\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
RAW = [
    (b"GARBAGE\r\n\r\n", b"400"),
    (b"GET / HTTP/9.9\r\n\r\n", b"505"),
    (HEAD + b"Content-Length: x\r\n\r\n", b"400"),
    (HEAD + b"Content-Length: -1\r\n\r\n", b"400"),
    (HEAD + b"Content-Length: 9\r\n\r\nshort", b"400"),
    (HEAD + b"Content-Length: 524289\r\n\r\n", b"413"),
    (HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", b"413"),
    (HEAD + b"Content-Length: " + b"0" * 5000 + b"3\r\n\r\nabc", b"POST|{ }|a|abc"),
    (HEAD + b"Content-Length: 0000000000" + b"9" * 30 + b"\r\n\r\n", b"413"),
    (HEAD + b"Content-Length: 0000000000524289\r\n\r\n", b"413"),
    (HEAD + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", b"400"),
    (HEAD + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", b"POST|{ }|a|abc"),
    (b"GET /echo HTTP/1.1\r\nX-A: a\r\n \t b\r\n\r\n", b"GET|{ }|a b|"),
    (CHUNKED + b"x\r\n", b"400"),
    (CHUNKED + b"3\r\nabcd\r\n0\r\n\r\n", b"400"),
    (CHUNKED + b"fffffff\r\n", b"413"),
    (CHUNKED + b"fffffffff\r\n", b"400"),
    (CHUNKED + b"3;x=y\r\nabc\r\n0\r\nTrailer: t\r\n\r\n", b"POST|{ }|a|abc"),
    (HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc", b"100"),
    (b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"nothing at /\xff"),
]


@pytest.mark.parametrize(("data", "part"), RAW)
def test_what_is_no_request_is_refused_and_others_are_served(client: Client, data: bytes, part: bytes) -> None:
    assert part in client.raw(data)
    assert client.ask("GET", "/nowhere")[0] == 404


def test_a_client_may_go_before_its_answer(client: Client) -> None:
    with socket.create_connection(client.address) as connection:
        connection.sendall(b"GET /sleep HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.ask("GET", "/nowhere")[0] == 404


def test_time_passes_without_requests_too(root: Path, tmp_path: Path) -> None:
    with listening(root, tmp_path) as client:
        assert client.process.stdout is not None
        assert client.process.stdout.readline() == b"awake\n"


def test_the_trace_has_what_came(root: Path, tmp_path: Path) -> None:
    with listening(root, tmp_path, "--trace", "t") as client:
        client.ask("GET", "/nowhere")
    trace = (tmp_path / "t").read_text()
    assert '"way":"in"' in trace.replace(" ", "")
    assert "nothing at /nowhere" in trace


def test_a_run_with_an_end_ends_there(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text('server.log("here"); function t() { imp.wakeup(1, t); } t();')
    ran = impsim(
        *("run", "-e", "imp.sleep(1);", "--agent", "a.nut", "--http-listen", "0", "--for", "3s", "--speed", "30"),
        *("--format", "message"),
    )
    assert (ran.returncode, ran.stdout) == (0, b"here\n")


def test_a_taken_port_is_told(impsim: Run, tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text("x <- 1;")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = impsim("run", "-e", "x <- 1;", "--agent", "a.nut", "--http-listen", str(port))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode() == (
        "impsim: --http-listen 127.0.0.1:%d: address already in use\nhint: port 0 is any that is free\n" % port
    )


@pytest.mark.parametrize(
    "value", ["", "x", "127.0.0.1", "127.0.0.1:", ":8080", "65536", "-1", "::1:80", "[]:80", "1:2:3", "99999999999999"]
)
def test_a_wrong_port_is_told(impsim: Run, value: str) -> None:
    ran = impsim("run", "-e", "x <- 1;", "--agent", "a.nut", f"--http-listen={value}")
    assert ran.returncode == 2
    assert b"a port like 8080 or 127.0.0.1:8080 expected" in ran.stderr


@pytest.mark.parametrize("option", [("--http-listen", "0"), ("--allow-http", "localhost")])
def test_there_must_be_an_agent(impsim: Run, option: tuple[str, str]) -> None:
    ran = impsim("run", "-e", "x <- 1;", *option)
    assert ran.returncode == 2
    assert f"{option[0]} is for an agent" in ran.stderr.decode()


def test_another_address_must_be_named() -> None:
    with Door("127.0.0.1", 0)._socket as loopback, Door("0.0.0.0", 0)._socket as everywhere:
        assert (loopback.getsockname()[0], everywhere.getsockname()[0]) == ("127.0.0.1", "0.0.0.0")


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [("X-A", "b", True), ("", "b", False), ("A b", "c", False), ("A", "b\r\nC: d", False), ("Connection", "x", False)],
)
def test_headers_that_can_go_out(name: str, value: str, good: bool) -> None:
    assert is_header(name, value) is good
