"""Peers: servers on the Internet whose answers are known beforehand, or made by a program.

A peer has a row of replies. Each request takes the next one; the last one stays. A reply may fail, may take its time,
and may come in pieces, as those of servers that stream events do.
"""

from __future__ import annotations

from impsim.cloud.http import RESOLVE_US, TRAVEL_US
from impsim.cloud.messages import (
    BROKEN_OFF,
    NO_ANSWER,
    NO_CONNECTION,
    NO_NAME,
    NO_TLS,
    NOT_TRUSTED,
    Answer,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional, Protocol

    from impsim.cloud.http import Exchange
    from impsim.cloud.messages import Headers, Request, Url
    from impsim.sim.clock import Clock

    class Script(Protocol):
        """Makes a reply to each request."""

        def __call__(self, request: Request, url: Url) -> Reply: ...

        def attach(self, clock: Clock) -> object: ...


# How a peer can fail -> libcurl's number. Of a time-out the client finds out itself; a certificate that is not to be
# trusted does not matter to one that trusts any (D/node/2384).
TIMEOUT, CERTIFICATE = "timeout", "certificate"
FAILURES = {
    "dns": NO_NAME,
    "refused": NO_CONNECTION,
    "tls": NO_TLS,
    CERTIFICATE: NOT_TRUSTED,
    "empty": NO_ANSWER,
    "reset": BROKEN_OFF,
    TIMEOUT: 0,
}


class Reply:
    """latency_us: until the answer leaves the peer, besides the way there and back.  failure: a key of FAILURES, or "".

    pieces: (microseconds after the one before, bytes) of a body that comes in parts, before `body`.
    """

    def __init__(
        self,
        status: int = 200,
        headers: Headers = (),
        body: bytes = b"",
        latency_us: int = 0,
        failure: str = "",
        pieces: tuple[tuple[int, bytes], ...] = (),
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.latency_us = latency_us
        self.failure = failure
        self.pieces = pieces


class Peer:
    """pattern: of the URLs that it serves.  methods: none for all.  script: makes the replies, in place of the row.

    failure: what it does to every request from now on, a key of FAILURES, "" for nothing.
    """

    def __init__(self, pattern: str, methods: tuple[str, ...] = (), replies: tuple[Reply, ...] = (Reply(),)) -> None:
        self.pattern = pattern
        self.methods = methods
        self.replies = replies
        self.script: Optional[Script] = None
        self.failure = ""
        self._next = 0

    def attach(self, clock: Clock) -> None:
        """Tells it the time."""
        if self.script is not None:
            self.script.attach(clock)

    def fits(self, method: str, url: str) -> bool:
        """Whether a request is for this peer."""
        return (not self.methods or method in self.methods) and matches(self.pattern, url)

    def serve(self, request: Request, url: Url, exchange: Exchange) -> None:
        """Answers, in its time."""
        reply = Reply(failure=self.failure) if self.failure else self._reply(request, url)
        if reply.failure and not (reply.failure == CERTIFICATE and request.trusts):
            if reply.failure != TIMEOUT:
                code = FAILURES[reply.failure]
                exchange.answer(Answer(code), RESOLVE_US if code == NO_NAME else TRAVEL_US + reply.latency_us)
            return
        exchange.send_in_time(Answer(reply.status, reply.headers, reply.body), reply.latency_us, reply.pieces)

    def _reply(self, request: Request, url: Url) -> Reply:
        if self.script is not None:
            return self.script(request, url)
        found = self.replies[min(self._next, len(self.replies) - 1)]
        self._next += 1
        return found


def matches(pattern: str, url: str) -> bool:
    """Whether a URL fits a pattern: * is any run of characters. A pattern without a scheme fits both, one without a
    path the whole host, one without a question mark any query."""
    if "://" not in pattern:
        url = url.partition("://")[2] or url
    if "/" not in pattern.partition("://")[2 if "://" in pattern else 0]:
        pattern += "/*"
    if "?" not in pattern:
        url = url.partition("?")[0]
    return _fits(pattern.split("*"), url)


def _fits(parts: list[str], text: str) -> bool:
    """Whether a text consists of the parts, in their order, with anything between them."""
    if len(parts) == 1:
        return text == parts[0]
    first, last = parts[0], parts[-1]
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
