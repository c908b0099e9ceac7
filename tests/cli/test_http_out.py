"""--allow-http: the agent's requests reach real hosts that were named, and no other."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from impsim.cli import http_out
from impsim.cli.http_out import Outside, host_name
from impsim.cloud.messages import Answer, Request
from impsim.errors import Diagnostic

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


class Handler(BaseHTTPRequestHandler):
    """Tells what it was asked; some paths misbehave."""

    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []

    def log_message(self, format: str, *args: object) -> None:
        pass

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.seen.append((self.command, self.path, dict(self.headers.items()), body))
        if self.path == "/silence":
            return
        self.send_response_only(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/elsewhere")
        self.send_header("X-B", "b")
        if self.path == "/cut":
            self.send_header("Content-Length", "100")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"%s %s %s" % (self.command.encode(), self.path.encode(), body))
        if self.path == "/long":
            self.wfile.write(bytes(2000))

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = serve


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a real server of this machine."""
    monkeypatch.setattr(Handler, "seen", [])
    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def asked(url: str, method: str = "GET", headers: tuple[tuple[str, str], ...] = (), body: bytes = b"") -> Answer:
    answer = Outside(["127.0.0.1"])(Request(method, url, headers, body))
    assert answer is not None
    return answer


AGENT = """
function show(response) { server.log(response.statuscode + " " + response.body); }
http.post("http://127.0.0.1:%d/path?a=b", {"X-A": "a"}, "body").sendasync(function(response) {
    show(response);
    server.log(response.headers["x-b"]);
    show(http.get("http://localhost:%d/").sendsync());
    show(http.get("http://example.com/").sendsync());
});
"""


def test_an_agent_reaches_the_host_that_was_named(impsim: Run, tmp_path: Path, port: int) -> None:
    (tmp_path / "a.nut").write_text(AGENT % (port, port))
    options = ["--agent", "a.nut", "--allow-http", "127.0.0.1", "--format", "message"]
    ran = impsim("run", "-e", "imp.sleep(1);", *options)
    assert ran.stdout.decode().splitlines() == ["200 POST /path?a=b body", "b", "6 ", "6 "]
    ((method, path, headers, body),) = Handler.seen
    assert (method, path, body) == ("POST", "/path?a=b", b"body")
    own = {"Host": f"127.0.0.1:{port}", "Content-Length": "4", "Connection": "close"}
    assert headers.items() >= {"X-A": "a", **own}.items()


def test_without_the_option_nobody_is_reached(impsim: Run, tmp_path: Path, port: int) -> None:
    (tmp_path / "a.nut").write_text(AGENT.replace('server.log(response.headers["x-b"]);', "") % (port, port))
    ran = impsim("run", "-e", "imp.sleep(1);", "--agent", "a.nut", "--format", "message")
    assert ran.stdout.decode().splitlines() == ["7 ", "6 ", "6 "]
    assert Handler.seen == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
def test_methods(port: int, method: str) -> None:
    answer = asked(f"http://127.0.0.1:{port}/x", method)
    assert (answer.status, answer.body) == (200, b"%s /x " % method.encode())


def test_of_a_head_there_is_no_body(port: int) -> None:
    assert asked(f"http://127.0.0.1:{port}/x", "HEAD").body == b""


def test_a_redirection_is_not_followed(port: int) -> None:
    answer = asked(f"http://127.0.0.1:{port}/moved")
    assert (answer.status, dict(answer.headers)["Location"]) == (302, "/elsewhere")
    assert len(Handler.seen) == 1


def test_a_program_may_say_which_host_it_means(port: int) -> None:
    asked(f"http://127.0.0.1:{port}/x", headers=(("Host", "other"), ("Content-Length", "7"), ("X-A", "\xe4")))
    assert {**Handler.seen[0][2], "Connection": ""} == {"Host": "other", "X-A": "\xe4", "Connection": ""}


FAILURES = [("/cut", 56), ("/long", 56), ("/silence", 52)]


@pytest.mark.parametrize("method", ["", "GE T", "GET /other HTTP/1.0", "GET\r\nX-A: a", "\xff"])
def test_what_is_no_method_is_not_sent(port: int, method: str) -> None:
    assert asked(f"http://127.0.0.1:{port}/x", method).status == 3
    assert Handler.seen == []


@pytest.mark.parametrize(("path", "status"), FAILURES)
def test_a_server_that_misbehaves(port: int, path: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_out, "MOST_BYTES", 1000)
    assert asked(f"http://127.0.0.1:{port}{path}").status == status


WRONG = [(("X-A", "a\r\nX-B: b"), "/"), (("X-A", "a"), "/\xe4")]


@pytest.mark.parametrize(("header", "path"), WRONG)
def test_what_cannot_be_sent(port: int, header: tuple[str, str], path: str) -> None:
    assert asked(f"http://127.0.0.1:{port}{path}", headers=(header,)).status == 3
    assert Handler.seen == []


def test_a_port_where_nobody_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert asked(f"http://127.0.0.1:{port}/").status == 7


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_out, "WAIT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert asked("http://127.0.0.1:%d/" % silent.getsockname()[1]).status == 28


def test_a_server_that_never_ends_is_not_waited_for(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_out, "WHOLE_S", -1)
    assert asked(f"http://127.0.0.1:{port}/x").status == 28


def test_a_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **more: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "create_connection", unknown)
    answer = Outside(["nowhere.example"])(Request("GET", "http://nowhere.example/"))
    assert answer is not None
    assert answer.status == 6


@pytest.mark.parametrize("url", ["http://other.example/", "ftp://127.0.0.1/", "http://127.0.0.1.example/", "x"])
def test_others_are_not_asked(url: str) -> None:
    assert Outside(["127.0.0.1"])(Request("GET", url)) is None


@pytest.fixture
def secure_port(tmp_path: Path, port: int) -> Iterator[int]:
    """Of a server whose certificate nobody vouches for."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", tmp_path / "k", "-out", tmp_path / "c"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c", tmp_path / "k")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_certificates_count_for_who_asks_for_them(secure_port: int) -> None:
    trusting = Request("GET", f"https://127.0.0.1:{secure_port}/x", trusts=True)
    careful = Request("GET", f"https://127.0.0.1:{secure_port}/x", trusts=False)
    found = [Outside(["127.0.0.1"])(request) for request in (trusting, careful)]
    assert [answer and answer.status for answer in found] == [200, 60]


def test_a_server_without_tls(port: int) -> None:
    assert asked(f"https://127.0.0.1:{port}/x").status == 35


@pytest.mark.parametrize("name", ["", "http://x", "x/y", "x:80", "a b", "*", "\xe4.example"])
def test_what_is_no_name_of_a_host(name: str) -> None:
    with pytest.raises(Diagnostic, match="this is no name of a host"):
        host_name(name)


def test_names_have_no_case() -> None:
    assert host_name("API.Example.com") == "api.example.com"
