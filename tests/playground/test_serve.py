"""`impsim play` and its server."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest

from impsim.errors import Diagnostic
from impsim.playground import serve

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text("<title>page</title>")
    (folder / "inner").mkdir()
    (folder / "inner" / "a.wasm").write_bytes(b"\0asm")
    (folder / "inner" / "b.mjs").write_text("1;")
    return folder


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[serve.Server]:
    with serve.Server(str(site), 0) as made:
        threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        yield made
        made.shutdown()


def ask(server: serve.Server, path: str, method: str = "GET") -> tuple[int, Message]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1])
    connection.request(method, path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/index.html", 200, "text/html"),
        ("/inner/a.wasm", 200, "application/wasm"),
        ("/inner/b.mjs", 200, "text/javascript"),
        ("/inner/", 404, None),
        ("/nothing", 404, None),
        ("/../../etc/passwd", 404, None),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, None),
    ],
)
def test_files_and_nothing_else(server: serve.Server, path: str, status: int, kind: str | None) -> None:
    found, headers = ask(server, path)
    assert found == status
    if kind:
        assert headers["Content-Type"].partition(";")[0] == kind
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_can_be_written(server: serve.Server) -> None:
    assert ask(server, "/index.html", "PUT")[0] == 501


def test_only_this_machine_is_served(server: serve.Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken(site: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Diagnostic, match=r"port \d+: address already in use"):
            serve.Server(str(site), other.getsockname()[1])


@pytest.mark.parametrize("port", [70000, 65536])
def test_a_port_that_is_none(site: Path, port: int) -> None:
    with pytest.raises(Diagnostic, match="there is no such port"):
        serve.Server(str(site), port)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["x"], "impsim play: no argument is expected, but there is 'x'\n"),
        (["--port", "http"], "impsim play: 'http' is no port\n"),
        (["--prot", "1"], "impsim play: unknown option '--prot'\nhint: did you mean '--port'?\n"),
    ],
)
def test_wrong_calls(argv: list[str], said: str, impsim: Run) -> None:
    ran = impsim("play", *argv)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith(said)


def test_who_has_not_built_it_is_told_how(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(serve, "INSTALLED", str(tmp_path / "a"))
    monkeypatch.setattr(serve, "BUILT", str(tmp_path / "b"))
    with pytest.raises(Diagnostic, match="the page is not built") as caught:
        serve.built()
    assert "make playground" in caught.value.hint


def test_it_serves_until_it_is_interrupted(site: Path, root: Path) -> None:
    code = (
        "import sys; from impsim.playground import serve; serve.INSTALLED = sys.argv[1]\n"
        "from impsim.cli import main; sys.exit(main(['play', '--no-browser']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(site)],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    url = line.removeprefix("the playground is at ").partition(": ")[0]
    assert line == f"the playground is at {url}: Ctrl-C ends it\n"
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.read() == b"<title>page</title>"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "interrupted\n")
