"""A real port for the agent's URL: `impsim run --http-listen`.

Threads take connections and read requests; nothing of the simulation runs in them. A request waits in an inbox for the
thread that moves virtual time, which hands it to the simulated Internet at the moment that real time has reached;
the answer goes back the same way. There are so many threads and no more: who comes when all are busy waits, as at
any server. A connection serves one request.
"""

from __future__ import annotations

import socket
from http.server import BaseHTTPRequestHandler
from os import strerror
from queue import Empty, SimpleQueue
from threading import Event, Thread, stack_size
from time import monotonic, sleep
from typing import TYPE_CHECKING

from impsim.cli.output import flush_output
from impsim.cli.source import refused
from impsim.cloud.http import AGENT_HOST
from impsim.cloud.messages import TOKEN, Request
from impsim.impos.web import MOST_BODY_BYTES, agent_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from impsim.cloud.messages import Answer
    from impsim.impos.imp import Imp

THREADS = 32
STACK_BYTES = 1 << 19  # of each of them: they only read requests
BACKLOG = 128
READING_S = 30  # how long a client may keep a thread with a request that does not come
BREATH_S = 0.1
LONGEST_PAUSE_S = 0.1  # between two looks at the clock
LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65535
LEAST_STATUS = 200  # what is below is no answer for a client
BAD_GATEWAY = 502
LONGEST_LENGTH = 9  # in digits: Python reads no number of any length
LONGEST_LINE = 1024  # between the chunks of a body
WITHOUT_BODY = (204, 304)
# Headers of an answer that are the server's to say.
OWN_HEADERS = ("content-length", "transfer-encoding", "connection", "keep-alive", "upgrade")


def address(text: str) -> tuple[str, int]:
    """`127.0.0.1:8080`, `[::1]:8080`, or a port that only this machine reaches. Raises Diagnostic."""
    host, colon, port = text.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    right = port.isascii() and port.isdigit() and int(port[:6]) <= HIGHEST_PORT
    if not right or (colon and not bare) or (":" in bare and bare == host):
        hint = "0 is any free port; [::1]:8080 is an address of IPv6"
        raise refused(f"--http-listen {text}: a port like 8080 or 127.0.0.1:8080 expected", "impsim", hint)
    return bare or LOOPBACK, int(port)


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections. Raises Diagnostic."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        reason = strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise refused(
            f"--http-listen {host}:{port}: {reason.lower()}", "impsim", "port 0 is any that is free"
        ) from None


class Visit:
    """A request that has come through a socket, until it is answered."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.done = Event()
        self.answer: Answer | None = None

    def answered(self, answer: Answer) -> None:
        self.answer = answer
        self.done.set()


class Door:
    """The port. Raises Diagnostic when it cannot be had.  url: where it is reached."""

    def __init__(self, host: str, port: int) -> None:
        self._inbox: SimpleQueue[Visit] = SimpleQueue()
        self._arrived: list[Visit] = []
        self._socket = listening(host, port)
        name, number = self._socket.getsockname()[:2]
        self.url = "http://%s:%d" % ("[%s]" % name if ":" in name else name, number)

    def open(self, imp: Imp) -> None:
        """Lets requests in, for the imp's agent, who finds its own URL here."""
        assert imp.agent is not None
        self._internet = imp.simulation.internet
        self._internet.front = self.url
        self._own_path = "/" + agent_id(imp.agent.device_id)
        before = stack_size(STACK_BYTES)
        for _ in range(THREADS):
            Thread(target=self._serve, daemon=True).start()
        stack_size(before)

    def _serve(self) -> None:
        while True:
            try:
                connection, client = self._socket.accept()
            except OSError:
                sleep(BREATH_S)  # no file descriptor is free, for now
                continue
            with connection:
                try:
                    Reader(connection, client, self)  # type: ignore[arg-type]
                except OSError:
                    pass  # the client has gone

    def ask(self, request: Request) -> Answer:
        """Called by a thread: waits for the agent's answer."""
        visit = Visit(request)
        self._inbox.put(visit)
        visit.done.wait()
        assert visit.answer is not None
        return visit.answer

    def agents_url(self, path: str) -> str:
        """What a request's target means in the simulation; the agent's id in front of it may be left out."""
        if "://" in path.partition("?")[0]:
            path = "/" + path.partition("://")[2].partition("/")[2]
        if not path.startswith("/"):
            path = "/"
        if path.startswith(self._own_path) and path[len(self._own_path) :][:1] in ("", "/", "?"):
            path = path[len(self._own_path) :]
        return "https://%s%s%s" % (AGENT_HOST, self._own_path, path)

    def wait(self, most_s: float) -> None:
        """Waits until a request has come, or so long."""
        try:
            self._arrived.append(self._inbox.get(timeout=max(most_s, 0.0)))
        except Empty:
            pass

    def let_in(self) -> None:
        """Sends on what has come, at this moment of virtual time."""
        while not self._inbox.empty():
            self._arrived.append(self._inbox.get())
        self._arrived, arrived = [], self._arrived
        for visit in arrived:
            self._internet.send(visit.request, visit.answered)


def run_with_open_door(imp: Imp, until_us: int, speed: float, door: Door) -> None:
    """Runs it in real time, until then or until it is interrupted, with requests coming in."""
    clock, begin = imp.clock, monotonic()

    def reached_us() -> int:
        return min(until_us, int((monotonic() - begin) * speed * 1e6))

    door.open(imp)
    while clock.now_us < until_us:
        clock.advance(max(reached_us(), clock.now_us))
        door.let_in()
        flush_output()
        next_us = clock.next_us()
        due_us = until_us if next_us is None else min(next_us, until_us)
        door.wait(min((due_us - reached_us()) / 1e6 / speed, LONGEST_PAUSE_S))
    imp.simulation.close()


class WrongBody(Exception):
    """A request's body that is not taken.  status: what the client is told."""

    def __init__(self, status: int) -> None:
        Exception.__init__(self, status)
        self.status = status


class Reader(BaseHTTPRequestHandler):
    """Reads the request of one connection, and writes its answer."""

    timeout = READING_S
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "impsim", ""
    server: Door  # type: ignore[assignment]

    def handle(self) -> None:
        self.handle_one_request()

    def __getattr__(self, name: str) -> Any:
        """Every method is served alike."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:
        """The trace has it."""

    def _serve(self) -> None:
        try:
            body = self._body()
        except WrongBody as wrong:
            self.send_error(wrong.status)
            return
        headers = tuple((name, unfolded(str(value))) for name, value in self.headers.items())
        self._reply(self.server.ask(Request(self.command, self.server.agents_url(self.path), headers, body)))

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(self._chunks())
        return self._read(content_length(self.headers.get_all("Content-Length", ["0"])))

    def _read(self, count: int) -> bytes:
        part = self.rfile.read(count)
        if len(part) < count:
            raise WrongBody(400)
        return part

    def _chunks(self) -> Iterator[bytes]:
        """The parts of a body whose length nobody knows beforehand; trailers are read over."""
        room = MOST_BODY_BYTES
        while count := self._chunk_size():
            room -= count
            if room < 0:
                raise WrongBody(413)
            yield self._read(count)
            if self.rfile.readline(LONGEST_LINE).strip():
                raise WrongBody(400)
        while self.rfile.readline(LONGEST_LINE).strip():
            pass

    def _chunk_size(self) -> int:
        digits = self.rfile.readline(LONGEST_LINE).partition(b";")[0].strip()
        if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
            raise WrongBody(400)
        return int(digits, 16)

    def _reply(self, answer: Answer) -> None:
        status = answer.status if answer.status >= LEAST_STATUS else BAD_GATEWAY
        self.send_response_only(status)
        for name, value in answer.headers:
            if is_header(name, value):
                self.send_header(name, value)
        if status not in WITHOUT_BODY:
            self.send_header("Content-Length", self._length(answer))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and status not in WITHOUT_BODY:
            self.wfile.write(answer.body)

    def _length(self, answer: Answer) -> str:
        """Of the body; of what stays away after a HEAD, what the answer says."""
        told = [value for name, value in answer.headers if name.lower() == "content-length" and value.isdigit()]
        return told[-1] if told and self.command == "HEAD" else "%d" % len(answer.body)


def content_length(told: list[str]) -> int:
    """What headers say of the length of a body. Raises WrongBody."""
    length = told[0]
    if not (length.isascii() and length.isdigit()) or set(told) != {length}:
        raise WrongBody(400)
    digits = length.lstrip("0") or "0"
    if len(digits) > LONGEST_LENGTH or int(digits) > MOST_BODY_BYTES:
        raise WrongBody(413)
    return int(digits)


def unfolded(value: str) -> str:
    """The value of a header in one line: RFC 7230 (3.2.4) lets a server put together those that go on in the next."""
    return " ".join(line.strip() for line in value.split("\r\n")) if "\r" in value else value


def is_header(name: str, value: str) -> bool:
    """Whether a program's header can go out: one that would end the line, or is the server's own, cannot."""
    return bool(name) and set(name) <= TOKEN and name.lower() not in OWN_HEADERS and not set(value) & set("\r\n\0")
