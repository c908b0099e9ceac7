"""Real hosts for the agent's requests: `impsim run --allow-http HOST`.

Only hosts that were named are asked, and what they answer is passed on as it is: a redirection is not followed. Virtual
time stands meanwhile; a host that does not answer in time is one that has not.
"""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead, InvalidURL
from time import monotonic
from typing import TYPE_CHECKING

from impsim.cli.source import refused
from impsim.cloud.messages import (
    BAD_URL,
    BROKEN_OFF,
    NO_ANSWER,
    NO_CONNECTION,
    NO_NAME,
    NO_TLS,
    NOT_TRUSTED,
    TIMED_OUT,
    TOKEN,
    Answer,
    parse,
)

if TYPE_CHECKING:
    from impsim.cloud.messages import Request, Url

WAIT_S = 20.0  # for a connection, or the next part of an answer ...
WHOLE_S = 60.0  # ... and for all of it
MOST_BYTES = 1 << 24  # of an answer
PART_BYTES = 1 << 16
# What the connection says by itself; a program may say the others.
OWN_HEADERS = ("content-length", "transfer-encoding", "connection")


def host_name(text: str) -> str:
    """The name of a host, as it stands in URLs. Raises Diagnostic."""
    if not text or set(text) & set("/:@?# *\\") or not text.isascii():
        hint = "the name alone, like api.example.com, without scheme, port and path"
        raise refused(f"--allow-http {text}: this is no name of a host", "impsim", hint)
    return text.lower()


class Outside:
    """Asks the hosts that may be asked."""

    def __init__(self, hosts: list[str]) -> None:
        self._hosts = frozenset(hosts)

    def __call__(self, request: Request) -> Answer | None:
        """The answer of a real host; None: it is not to be asked."""
        url, _ = parse(request.url)
        if url is None or url.host not in self._hosts:
            return None
        if not request.method or set(request.method) - TOKEN:  # the connection would send what is no request
            return Answer(BAD_URL)
        try:
            return ask(request, url)
        except socket.gaierror:
            return Answer(NO_NAME)
        except TimeoutError:
            return Answer(TIMED_OUT)
        except ssl.SSLCertVerificationError:
            return Answer(NOT_TRUSTED)
        except ssl.SSLError:
            return Answer(NO_TLS)
        except InvalidURL:
            return Answer(BAD_URL)
        except IncompleteRead:
            return Answer(BROKEN_OFF)
        except (ConnectionResetError, BrokenPipeError, HTTPException):
            return Answer(NO_ANSWER)
        except OSError:
            return Answer(NO_CONNECTION)
        except (ValueError, UnicodeError):  # of a header, or a name, that cannot be sent
            return Answer(BAD_URL)


def ask(request: Request, url: Url) -> Answer:
    """The answer of the host. Raises what sockets raise."""
    deadline_s = monotonic() + WHOLE_S
    connection = connection_to(url, request.trusts)
    try:
        connection.putrequest(request.method, url.target, skip_host=has(request, "host"), skip_accept_encoding=True)
        for name, value in request.headers:
            if name.lower() not in OWN_HEADERS:
                connection.putheader(name, value)
        if request.body or request.method in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", "%d" % len(request.body))
        connection.putheader("Connection", "close")
        connection.endheaders(request.body or None)
        response = connection.getresponse()
        headers = tuple(response.getheaders())
        body = b""
        while part := response.read1(PART_BYTES):
            body += part
            if len(body) > MOST_BYTES:
                return Answer(BROKEN_OFF)
            if monotonic() > deadline_s:
                raise TimeoutError
        return Answer(BROKEN_OFF) if response.length else Answer(response.status, headers, body)
    finally:
        connection.close()


def has(request: Request, name: str) -> bool:
    return any(other.lower() == name for other, _ in request.headers)


def connection_to(url: Url, trusts: bool) -> HTTPConnection:
    host = url.host.strip("[]")
    if url.scheme == "http":
        return HTTPConnection(host, url.port, timeout=WAIT_S)
    context = ssl.create_default_context()
    if trusts:  # as agents do unless httprequest.setvalidation() says otherwise
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return HTTPSConnection(host, url.port, timeout=WAIT_S, context=context)
