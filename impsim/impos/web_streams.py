"""Requests whose body an agent sends bit by bit.

What a server answers to depends on the whole body, so it gets the request when the stream is closed. That there is no
server shows after the first bit: then the stream is over, and its function hears why.
"""

from __future__ import annotations

from impsim.cloud.http import REFUSED_US
from impsim.cloud.messages import Answer
from impsim.impos.web import TOO_MANY, Outgoing, begin, response_table
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.limits import MAX_BLOB
from impsim.squirrel.values import Instance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.cloud.messages import Request
    from impsim.impos.agent import Agent
    from impsim.impos.web import Web

OVER = "the stream is closed"  # assumed: the text; D/node/2631 says that there is an error
BEGUN = "the stream has been begun already"  # assumed: as of requests
TOO_MUCH = "too much data for a stream"  # assumed: impsim's own limit


class StreamInstance(Instance):
    """What http.requeststream() and others return."""

    __slots__ = ("ƒclass", "ƒopened")
    ƒopened: Streaming


class Streaming:
    """callback: gets the answer, or what went wrong."""

    def __init__(self, web: Web, request: Request, callback: Any) -> None:
        self._web = web
        self._outgoing = Outgoing(web, request)
        self._callback = callback
        self._parts: list[bytes] = []
        self._bytes = 0
        self._begun = self._over = False

    @property
    def host(self) -> Agent:
        """Whose program it is of."""
        return self._web.host

    @property
    def request(self) -> Request:
        """Without its body. Raises SquirrelError once it is on its way."""
        if self._begun or self._over:
            raise SquirrelError(BEGUN)
        return self._outgoing.request

    def send(self, part: bytes) -> None:
        """Adds a part of the body."""
        self._begin()
        self._bytes += len(part)
        if self._bytes > MAX_BLOB:
            raise SquirrelError(TOO_MUCH)
        self._parts.append(part)

    def _begin(self) -> None:
        """The first part costs a credit (D/api/httpstream/send)."""
        if self._over:
            raise SquirrelError(OVER)
        if self._begun:
            return
        host = self.host
        begin(host)
        self._begun = True
        status, wait_us = host.simulation.internet.unreachable(self._outgoing.request)
        if not host.credits.spend(1):
            status, wait_us = TOO_MANY, REFUSED_US
        if status:
            host.clock.after(wait_us, lambda: self._failed(Answer(status)))

    def _failed(self, answer: Answer) -> None:
        if not self._over:
            self._over = True
            self.hear(answer)

    def hear(self, answer: Answer, streamed: bool = False) -> None:
        """The function gets an answer, if its program still runs."""
        if self._web is self.host.web:
            self.host.in_line(self._callback, response_table(answer, streamed))

    def close(self, on_end: Callable[[Answer], object], on_piece: Any, timeout_us: Optional[int]) -> None:
        """The body is whole: the server gets it."""
        self._begin()
        self._over = True
        self._outgoing.request.body = b"".join(self._parts)
        self._outgoing.send(on_end, on_piece, timeout_us, paid=True)

    def cancel(self) -> None:
        """Gives it up."""
        self._over = True
        self._outgoing.cancel()
