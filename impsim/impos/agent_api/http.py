"""The object http of agents: requests, and the agent's own URL. Stub: squirrel_stubs/agent_side/http.nut."""

from __future__ import annotations

from impsim.impos.web import url_of
from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.text import tostring
from impsim.squirrel.values import items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent
    from impsim.impos.web import Headers

NO_BYTES = "a string or a blob expected"  # assumed: no public text says it
WRONG_HEADER = "invalid header"  # assumed: no public text says it


def request(host: Agent, verb: str, url: str, headers: Any, body: Any) -> Any:
    return host.web.request(verb, url, header_list(headers), body_bytes(body))


def get(host: Agent, url: str, headers: Any = None) -> Any:
    return request(host, "GET", url, headers, "")


def post(host: Agent, url: str, headers: Any, body: Any) -> Any:
    return request(host, "POST", url, headers, body)


def put(host: Agent, url: str, headers: Any, body: Any) -> Any:
    return request(host, "PUT", url, headers, body)


def httpdelete(host: Agent, url: str, headers: Any = None) -> Any:
    return request(host, "DELETE", url, headers, "")


def header_list(headers: Any) -> Headers:
    """The headers of a table; None is none. Numbers are shown as tostring() shows them."""
    found = [] if headers is None else [(tostring(name), tostring(value)) for name, value in items(headers)]
    for name, value in found:
        check_header(name, value)
    return tuple(found)


def check_header(name: str, value: str) -> None:
    """Refuses what would be another header, or the end of all headers."""
    if not name or any(character in "\r\n\0" for character in name + value) or ":" in name:
        raise SquirrelError(WRONG_HEADER)


def body_bytes(body: Any) -> bytes:
    """A string, or all of a blob, as bytes."""
    if isinstance(body, Blob):
        return bytes(body)
    if isinstance(body, str):
        return body.encode("latin-1")
    raise SquirrelError(NO_BYTES)


def onrequest(host: Agent, callback: Any) -> None:
    host.web.handler = callback


def agenturl(host: Agent) -> str:
    return url_of(host.device_id, host.simulation.internet.front)


MEMBERS = {
    "request": request,
    "get": get,
    "post": post,
    "put": put,
    "httpdelete": httpdelete,
    "onrequest": onrequest,
    "agenturl": agenturl,
}
