"""The Internet as agents see it: who answers a request, when, and what it looks like when nobody does.

A request goes to the agent whose URL it names, or to the first peer of the world that its URL and method fit. Other
names do not resolve, and addresses take no connection, unless `outside` has an answer: a hook for who lets some hosts
be real ones. Nothing here knows sockets.

An Exchange is one request with its answer. It ends once: by the answer, a failure, its time-out or because the client
gives it up; what the server does later is lost. Each end of it is told to instruments, as events `http`: an agent's
own requests with the way "out", those to its URL with the way "in".
"""

from __future__ import annotations

from impsim.cloud.messages import (
    NO_CONNECTION,
    NO_NAME,
    TIMED_OUT,
    Answer,
    Url,
    parse,
    shown_body,
    shown_headers,
    shown_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional, Protocol

    from impsim.cloud.messages import Request
    from impsim.sim.clock import Clock
    from impsim.sim.instruments import Instruments

    class Server(Protocol):
        """Who answers requests: at once or later, by the exchange's `answer`, after any number of `piece`s."""

        def serve(self, request: Request, url: Url, exchange: Exchange) -> object: ...


AGENT_HOST = "agent.electricimp.com"  # D/node/2484
TRAVEL_US = 50000  # assumed: from a client to a server, or back, all that TCP and TLS take included
RESOLVE_US = 20000  # assumed: until a name is known not to exist
REFUSED_US = 10000  # assumed: until one that is not let out has its answer; who asks in a loop meets the end of time
NO_AGENT = "agent not found"  # assumed: what no public text says, with the status 404


class Exchange:
    """A request on its way.  number: counts all exchanges of a simulation.  over: whether it has come to its end.

    on_piece(bytes), on_end(Answer): the client's, who waits for them.
    """

    def __init__(self, internet: Internet, request: Request, client: str, number: int) -> None:
        self._internet = internet
        self._clock = internet.clock
        self.request = request
        self.client = client
        self.server = ""  # the imp whose agent serves it
        self.target = ""  # what follows the agent's own URL
        self.number = number
        self.begun_us = self._clock.now_us
        self.over = False
        self.on_piece: Optional[Callable[[bytes], object]] = None
        self.on_end: Callable[[Answer], object] = _unheard
        self.on_over: Callable[[], object] = _unheard  # the server's: nobody waits any more
        self._answered = False
        self._in_pieces = False
        self._timeout: Any = None
        self._patience: Any = None
        self._coming: list[Any] = []  # events of the server's that end with it

    def give_up_after(self, timeout_us: int) -> None:
        """Has it end after a time, whatever has come."""
        self._timeout = self._clock.after(timeout_us, self._timed_out)

    def hurry(self, time_us: int, refuse: Callable[[], object]) -> None:
        """The server's side: calls refuse() when nothing has answered by then."""
        self._patience = self._clock.after(time_us, refuse)

    def piece(self, part: bytes) -> None:
        """Part of the answer's body leaves the server; one that is wanted in pieces gets it so."""
        if not self._answered:
            self._in_pieces = True
            self._clock.after(TRAVEL_US, lambda: self._piece_arrives(part))

    def _piece_arrives(self, part: bytes) -> None:
        if not self.over and self.on_piece is not None and part and self.request.method != "HEAD":
            self.on_piece(part)

    def answer(self, answer: Answer, travel_us: int = TRAVEL_US) -> bool:
        """The answer leaves the server; only the first one counts. False: nobody waits for it any more."""
        if self._answered or self.over:
            return False
        self._answered = True
        self._stop(self._patience)
        if self.server:
            self._internet.tell_answer(self, self.server, "in", answer)
        self._clock.after(travel_us, lambda: self._end(answer))
        return True

    def send_in_time(self, answer: Answer, latency_us: int, pieces: tuple[tuple[int, bytes], ...]) -> None:
        """The same after a latency; before the answer's own body come pieces, each so long after the one before."""
        t_us, parts = self._clock.now_us + latency_us, []
        for after_us, part in pieces:
            t_us += after_us
            parts.append(part)
            self._coming.append(self._clock.at(t_us, lambda part=part: self.piece(part)))  # type: ignore[misc]
        whole = Answer(answer.status, answer.headers, b"".join(parts) + answer.body)

        def end() -> None:
            self.piece(answer.body)
            self.answer(whole)

        self._coming.append(self._clock.at(t_us, end))

    def cancel(self) -> None:
        """The client gives it up and hears no more of it."""
        self._close()

    def _stop(self, timer: Any) -> None:
        if timer is not None:
            self._clock.cancel(timer)

    def _timed_out(self) -> None:
        self._end(Answer(TIMED_OUT))

    def _end(self, answer: Answer) -> None:
        if self.over:
            return
        if self.request.method == "HEAD":
            answer = Answer(answer.status, answer.headers)
        if not self._in_pieces and not answer.failed:
            self._piece_arrives(answer.body)
        self._close()
        if self.client:
            self._internet.tell_answer(self, self.client, "out", answer)
        self.on_end(answer)

    def _close(self) -> None:
        if self.over:
            return
        self.over = True
        for timer in (self._timeout, self._patience, *self._coming):
            self._stop(timer)
        self.on_over()


class Internet:
    """agents: who serves agents' URLs, by id.  peers: other servers, asked in this order who fits.

    front: where agents' URLs really are, "" for nowhere.

    outside: if set, outside(request) has the answer of a real host, or None for one that is not to be asked. The
    request has then travelled already, and its answer will: virtual time stands while the real host is asked.
    """

    def __init__(self, clock: Clock, peers: list[Any], instruments: Instruments) -> None:
        self.clock = clock
        self.agents: dict[str, tuple[str, Server]] = {}  # id -> (the imp's name, who serves)
        self.peers = peers
        self.front = ""
        self.outside: Optional[Callable[[Request], Optional[Answer]]] = None
        self._instruments = instruments
        for peer in peers:
            peer.attach(clock)
        self._count = 0

    def send(
        self, request: Request, on_end: Callable[[Answer], object], client: str = "", instead: Optional[Answer] = None
    ) -> Exchange:
        """Sends a request; on_end(answer) is called later.  client: the imp whose agent sends it, "" for somebody else.

        instead: the answer of one that is not let out.
        """
        self._count += 1
        exchange = Exchange(self, request, client, self._count)
        exchange.on_end = on_end
        url, error = parse(request.url)
        if client:
            self._tell_request(exchange, client, "out")
        if instead is not None or url is None:
            exchange.answer(instead or Answer(error), REFUSED_US)
        else:
            self._deliver(exchange, url)
        return exchange

    def unreachable(self, request: Request) -> tuple[int, int]:
        """(status, microseconds until it shows) of a request that reaches nobody; 0 where somebody may take it."""
        url, error = parse(request.url)
        if url is None:
            return error, REFUSED_US
        if url.host == AGENT_HOST or self.outside is not None or self._peer(request, url) is not None:
            return 0, 0
        return _nobody(url)

    def _peer(self, request: Request, url: Url) -> Any:
        """The first that serves a request."""
        return next((peer for peer in self.peers if peer.fits(request.method, str(url))), None)

    def _deliver(self, exchange: Exchange, url: Url) -> None:
        peer = self._peer(exchange.request, url)
        if url.host == AGENT_HOST or (self.front and str(url).startswith(self.front + "/")):
            self.clock.after(TRAVEL_US, lambda: self._ask_agent(exchange, url))
        elif peer is not None:
            self.clock.after(TRAVEL_US, lambda: exchange.over or peer.serve(exchange.request, url, exchange))
        elif self.outside is not None:
            self.clock.after(TRAVEL_US, lambda: self._ask_outside(exchange, url))
        else:
            self._fail(exchange, url)

    def _ask_outside(self, exchange: Exchange, url: Url) -> None:
        found = None if exchange.over or self.outside is None else self.outside(exchange.request)
        if found is not None:
            exchange.answer(found)
        else:
            self._fail(exchange, url)

    def _fail(self, exchange: Exchange, url: Url) -> None:
        status, wait_us = _nobody(url)
        exchange.answer(Answer(status), wait_us)

    def _ask_agent(self, exchange: Exchange, url: Url) -> None:
        if exchange.over:
            return
        agent_id, slash, path = url.path[1:].partition("/")
        name, server = self.agents.get(agent_id, ("", None))
        if server is None:
            exchange.answer(Answer(404, (("Content-Type", "text/plain"),), NO_AGENT.encode()))
            return
        inner = Url(url.scheme, url.host, url.port, slash + path, url.query)
        exchange.server, exchange.target = name, inner.target or "/"
        self._tell_request(exchange, name, "in")
        server.serve(exchange.request, inner, exchange)

    # What it tells

    def _tell_request(self, exchange: Exchange, device: str, way: str) -> None:
        self._tell(exchange, device, way, "request", exchange.request)

    def tell_answer(self, exchange: Exchange, device: str, way: str, answer: Answer) -> None:
        """Tells that an exchange has its answer, at one end of it."""
        self._tell(exchange, device, way, "answer", answer, status=answer.status, since_us=exchange.begun_us)

    def _tell(self, exchange: Exchange, device: str, way: str, step: str, message: Any, **fields: Any) -> None:
        if not self._instruments.listening:
            return
        request = exchange.request
        url = shown_text(exchange.target if way == "in" else request.url)
        head = {
            "step": step,
            "way": way,
            "number": exchange.number,
            "method": shown_text(request.method),
            "url": url,
            **fields,
        }
        told = {"headers": shown_headers(message.headers), "body": shown_body(message.body)}
        self._instruments.emit(device, "http", **head, bytes=len(message.body), **told)


def is_address(host: str) -> bool:
    """Whether a host is a number, for which no name has to be looked up."""
    return host.startswith("[") or host.replace(".", "").isdecimal()


def _nobody(url: Url) -> tuple[int, int]:
    """(status, microseconds until it shows) where no server is."""
    return (NO_CONNECTION, TRAVEL_US) if is_address(url.host) else (NO_NAME, RESOLVE_US)


def _unheard(*_: Any) -> None:
    """Nobody listens."""
