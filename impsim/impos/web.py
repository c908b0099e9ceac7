"""What an agent's program has under way on the Internet: requests of its own, and those to its URL.

Both belong to one run of the program. When that ends, its own requests are given up, and those that it has not answered
get an answer of the impCloud.
"""

from __future__ import annotations

from impsim.cloud.http import AGENT_HOST
from impsim.cloud.messages import Answer, Request, Url
from impsim.impos.credits import Credits
from impsim.impos.url_coding import decoded_fields
from impsim.sim.rng import Rng
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.values import Array, Instance, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.cloud.http import Exchange
    from impsim.impos.agent import Agent

    Headers = tuple[tuple[str, str], ...]

ID_LENGTH = 12  # of an agent's id: D/node/2484
ID_ALPHABET = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # assumed: and that an id stays the same
)
MOST_CREDITS, CREDITS_A_SECOND = 40, 2  # D/node/2299
TOO_MANY = 429  # assumed: of a request without credits; public Firebase code tries again later when it gets it
TIMEOUT_US = 600000000  # D/node/2363
SYNC_TIMEOUT_US = TIMEOUT_US  # assumed: as long as a request in the background waits
NO_TIMEOUT = -1  # assumed: its number
VALIDATE_NONE = 0  # assumed: its number
VALIDATE_USING_SYSTEM_CA_CERTS = 1  # assumed: its number
MOST_BODY_BYTES = 524288  # of a request to an agent: D/node/2484
UNANSWERED_US = 60000000  # assumed: until the impCloud answers for an agent that does not
# What the impCloud answers by itself: the page about that (D/node/2942) is known without its table.
NO_HANDLER = (404, "agent has no handler for requests")  # assumed: status and text
TOO_LARGE = (413, "request too large")  # assumed: status and text
AGENT_FAILED = (500, "agent failed")  # assumed: when it restarts instead of answering; status and text
AGENT_STOPPED = (503, "agent is not running")  # assumed: status and text
NOT_ANSWERED = (504, "agent did not answer")  # assumed: status and text
FORWARDED = ("host", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto")
REPLACED = (*FORWARDED, "content-length")  # of a client's headers, by what is so
CLIENT_ADDRESS = "203.0.113.7"  # assumed: of whoever asks; RFC 5737 keeps it free for examples
ALREADY_SENT = "the request has been sent already"  # assumed: pages only say that an object is for one request
ANSWERED = "the response has been sent already"  # assumed: no public text says it
WRONG_STATUS = "invalid status code"  # assumed: no public text says it
LOWEST_STATUS, HIGHEST_STATUS = 100, 999


class RequestInstance(Instance):
    """What http.get() and others return."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Outgoing


class ResponseInstance(Instance):
    """What the handler of http.onrequest() gets to answer with."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Incoming


class Outgoing:
    """A request of the program's: it can be sent once."""

    def __init__(self, web: Web, request: Request) -> None:
        self.web = web
        self.request = request
        self.sent = False
        self.exchange: Optional[Exchange] = None

    @property
    def host(self) -> Agent:
        """Whose program it is of."""
        return self.web.host

    def send(
        self,
        on_end: Callable[[Answer], object],
        on_piece: Optional[Callable[[bytes], object]] = None,
        timeout_us: Optional[int] = TIMEOUT_US,
        paid: bool = False,
    ) -> None:
        """Sends it; without credits it gets an answer of impOS's own.  paid: it costs none."""
        if self.sent:
            raise SquirrelError(ALREADY_SENT)
        begin(self.host)
        self.sent = True
        instead = None if paid or self.host.credits.spend(1) else Answer(TOO_MANY)
        self.web.send(self, on_end, on_piece, timeout_us, instead)

    def cancel(self) -> None:
        """Gives it up: nothing more is heard of it."""
        if self.exchange is not None:
            self.exchange.cancel()
            self.web.done(self)


class Incoming:
    """A request to the agent's URL, until it is answered.  url: what follows the agent's own."""

    def __init__(self, web: Web, request: Request, url: Url, exchange: Exchange) -> None:
        self.web = web
        self.request = request
        self.url = url
        self.exchange = exchange
        self.headers: list[tuple[str, str]] = []
        self.answered = False

    @property
    def host(self) -> Agent:
        """Whose program answers it."""
        return self.web.host

    def header(self, name: str, value: str) -> None:
        """Adds a header to the answer."""
        if self.answered:
            raise SquirrelError(ANSWERED)
        self.headers.append((name, value))

    def send(self, status: int, body: bytes) -> None:
        """Answers; one that comes when nobody waits any more is lost."""
        if self.answered:
            raise SquirrelError(ANSWERED)
        if not LOWEST_STATUS <= status <= HIGHEST_STATUS:
            raise SquirrelError(WRONG_STATUS)
        begin(self.host)
        self.answered = True
        length = ("Content-Length", "%d" % len(body))
        self.exchange.answer(Answer(status, (*self.headers, length), body))
        self.web.answered(self)


class Web:
    """The Internet for one run of the host's program.  handler: what http.onrequest() has registered.

    It serves the agent's URL; requests that come while the program starts wait, as messages of the imp do.
    """

    def __init__(self, host: Agent) -> None:
        self.host = host
        self.handler: Any = None
        self._outgoing: list[Outgoing] = []
        self._incoming: list[Incoming] = []

    # Requests of the program

    def request(self, method: str, url: str, headers: Headers, body: bytes) -> RequestInstance:
        """A new one, not sent yet."""
        from impsim.impos.agent_instances import new_instance

        instance: RequestInstance = new_instance("httprequest")
        instance.ƒopened = Outgoing(self, Request(method, url, headers, body))
        return instance

    def send(
        self, outgoing: Outgoing, on_end: Any, on_piece: Any, timeout_us: Optional[int], instead: Optional[Answer]
    ) -> None:
        """Sends a request of this run.  instead: the answer of one that is not let out."""
        host = self.host
        end: Callable[[Answer], object] = lambda answer: self._end(outgoing, on_end, answer)  # noqa: E731
        exchange = host.simulation.internet.send(outgoing.request, end, host.name, instead)
        outgoing.exchange = exchange
        exchange.on_piece = on_piece
        if timeout_us is not None:
            exchange.give_up_after(timeout_us)
        self._outgoing.append(outgoing)

    def _end(self, outgoing: Outgoing, on_end: Callable[[Answer], object], answer: Answer) -> None:
        self.done(outgoing)
        on_end(answer)

    def done(self, outgoing: Outgoing) -> None:
        """A request has come to its end."""
        if outgoing in self._outgoing:
            self._outgoing.remove(outgoing)

    # Requests to the agent's URL

    def take(self, request: Request, url: Url, exchange: Exchange) -> None:
        """A request has come: the handler is called as soon as it is its turn."""
        if self.handler is None:
            refuse(exchange, NO_HANDLER)
            return
        from impsim.impos.agent_instances import new_instance

        incoming = Incoming(self, request, url, exchange)
        response: ResponseInstance = new_instance("httpresponse")
        response.ƒopened = incoming
        self._incoming.append(incoming)
        exchange.on_over = lambda: self.answered(incoming)
        self.host.in_line(self.handler, request_table(request, url, forwarded(request, url)), response)

    def answered(self, incoming: Incoming) -> None:
        """Nobody waits for this answer any more."""
        if incoming in self._incoming:
            self._incoming.remove(incoming)

    def end(self) -> None:
        """The program is over."""
        for outgoing in list(self._outgoing):
            outgoing.cancel()
        for incoming in list(self._incoming):
            refuse(incoming.exchange, AGENT_FAILED)
        self._incoming.clear()


def begin(host: Agent) -> None:
    """Whatever goes out asks here first: a probe, which may begin nothing, has a loop without this."""
    host.loop.put_in_line  # noqa: B018  is it there?


class Doorkeeper:
    """The impCloud's end of an agent's URL: what it takes, and what it answers when the agent does not."""

    def __init__(self, host: Agent) -> None:
        self._host = host
        self._waiting: list[tuple[Request, Url, Exchange]] = []  # that came while the agent was being started

    def serve(self, request: Request, url: Url, exchange: Exchange) -> None:
        """A request has come."""
        host = self._host
        if len(request.body) > MOST_BODY_BYTES:
            refuse(exchange, TOO_LARGE)
            return
        exchange.hurry(UNANSWERED_US, lambda: refuse(exchange, NOT_ANSWERED))
        if host.halted:
            refuse(exchange, AGENT_STOPPED)
        elif host.ready:
            host.web.take(request, url, exchange)
        else:
            self._waiting.append((request, url, exchange))

    def open(self) -> None:
        """The agent's program has had its first turn."""
        self._waiting, waiting = [], self._waiting
        for request, url, exchange in waiting:
            self._host.web.take(request, url, exchange)

    def close(self) -> None:
        """The agent will not start again."""
        self._waiting, waiting = [], self._waiting
        for _, _, exchange in waiting:
            refuse(exchange, AGENT_STOPPED)


def refuse(exchange: Exchange, what: tuple[int, str]) -> None:
    """Answers for the agent."""
    status, text = what
    exchange.answer(Answer(status, (("Content-Type", "text/plain"),), text.encode()))


def url_of(device_id: str, front: str = "") -> str:
    """Where the world reaches the agent of an imp.  front: where agents really are, if that is elsewhere."""
    return "%s/%s" % (front or "https://" + AGENT_HOST, agent_id(device_id))


def agent_id(device_id: str) -> str:
    """The id of an imp's agent."""
    stream = Rng(0).fork("agent of " + device_id)
    return "".join([ID_ALPHABET[stream.below(len(ID_ALPHABET))] for _ in range(ID_LENGTH)])


# As programs see it


def forwarded(request: Request, url: Url) -> Headers:
    """The headers of a request once it has come through the impCloud, which takes TLS off and says so.

    Public code refuses what was not secure by x-forwarded-proto (github.com/electricimp/Rocky); assumed: the others.
    """
    own = [(name, value) for name, value in request.headers if name.lower() not in REPLACED]
    added = dict(zip(FORWARDED, (url.host, CLIENT_ADDRESS, "%d" % url.port, url.scheme)))
    if request.body:
        added["content-length"] = "%d" % len(request.body)
    return (*own, *added.items())


def request_table(request: Request, url: Url, headers: Headers) -> Any:
    """What the handler gets. Assumed: of several headers with one name all values, with commas between them."""
    fields = {"method": request.method, "path": url.path, "query": decoded_fields(url.query)}
    return table({**fields, "headers": headers_table(headers), "body": request.body.decode("latin-1")})


def response_table(answer: Answer, streamed: bool = False) -> Any:
    """What sendsync() returns. Assumed: the body is empty where a function has got its pieces."""
    body = "" if streamed else answer.body.decode("latin-1")
    raw = Array([table({"k": name, "v": value}) for name, value in answer.headers])
    return table(
        {"statuscode": answer.status, "headers": headers_table(answer.headers), "rawheaders": raw, "body": body}
    )


def headers_table(headers: Headers) -> Any:
    """By name in lower case (D/node/2484)."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        found[key] = found[key] + ", " + value if key in found else value
    return table(found)


def new_credits(host: Agent) -> Credits:
    return Credits(host.clock, MOST_CREDITS, CREDITS_A_SECOND)
