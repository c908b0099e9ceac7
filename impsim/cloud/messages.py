"""What travels in HTTP: requests with their URLs, and answers. Text of it is bytes, one a character."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Optional

    Headers = tuple[tuple[str, str], ...]

# Below 100 a status is libcurl's number of an error (D/node/2942).
BAD_PROTOCOL, BAD_URL, NO_NAME, NO_CONNECTION = 1, 3, 6, 7
TIMED_OUT, NO_TLS, NO_ANSWER, BROKEN_OFF, NOT_TRUSTED = 28, 35, 52, 56, 60
FIRST_REAL_STATUS = 100

# The letters of methods and of headers' names.
TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
PORTS = {"http": 80, "https": 443}
HIGHEST_PORT = 65535
MOST_SHOWN_BYTES = 65536  # of a body, in a trace


class Url:
    """scheme, host: in lower case.  port: a number.  path: with its slash.  query: "" when there is none."""

    __slots__ = ("host", "path", "port", "query", "scheme")

    def __init__(self, scheme: str, host: str, port: int, path: str, query: str) -> None:
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query

    def __str__(self) -> str:
        port = "" if self.port == PORTS[self.scheme] else ":%d" % self.port
        return "%s://%s%s%s" % (self.scheme, self.host, port, self.target)

    @property
    def target(self) -> str:
        """What the request's line names."""
        return self.path + ("?" + self.query if self.query else "")


def parse(text: str) -> tuple[Optional[Url], int]:
    """(URL, 0), or (None, libcurl's error). What comes after a # is not sent."""
    scheme, colon, rest = text.partition(":")
    if not colon or not scheme.isascii() or not scheme.isalnum():
        return None, BAD_URL
    if scheme.lower() not in PORTS:
        return None, BAD_PROTOCOL
    rest = rest.partition("#")[0]
    if not rest.startswith("//") or any(character <= " " or character == "\x7f" for character in rest):
        return None, BAD_URL
    rest = rest[2:]
    end = min([found for found in (rest.find("/"), rest.find("?")) if found >= 0] or [len(rest)])
    host, port = _place(rest[:end].rpartition("@")[2], scheme.lower())
    path, _, query = rest[end:].partition("?")
    if not host or not port:
        return None, BAD_URL
    return Url(scheme.lower(), host.lower(), port, path or "/", query), 0


def _place(authority: str, scheme: str) -> tuple[str, int]:
    """Host and port; 0 for no number of a port."""
    host, colon, digits = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return authority, PORTS[scheme]
    if ":" in host and not host.startswith("["):
        return "", 0
    if not digits:
        return host, PORTS[scheme]
    port = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0
    return host, port if port <= HIGHEST_PORT else 0


class Request:
    """url: as the program wrote it.  headers: (name, value) in order.  trusts: whether any certificate will do."""

    __slots__ = ("body", "headers", "method", "trusts", "url")

    def __init__(self, method: str, url: str, headers: Headers = (), body: bytes = b"", trusts: bool = True) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.trusts = trusts


class Answer:
    """status: of HTTP, or below 100 an error of libcurl's."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> None:
        self.status = status
        self.headers: Headers = tuple(headers)
        self.body = body

    @property
    def failed(self) -> bool:
        """Whether there was no answer of a server at all."""
        return self.status < FIRST_REAL_STATUS


def shown_headers(headers: Headers) -> dict[str, str]:
    """For traces: by name in lower case; of several with one name all values, with commas between them."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = shown_text(name.lower())
        found[key] = found[key] + ", " + shown_text(value) if key in found else shown_text(value)
    return found


def shown_text(text: str) -> str:
    """For traces: bytes as the text that they are in UTF-8; other bytes as the characters of their numbers."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def shown_body(body: bytes) -> Any:
    """For traces: text as text, other bytes as {"blob": hexadecimal digits}; of a long body the beginning."""
    cut = body[:MOST_SHOWN_BYTES]
    try:
        text = cut.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(cut) == len(body) or error.start < len(cut) - 3:
            return {"blob": cut.hex()}
        text = cut[: error.start].decode("utf-8")
    return {"blob": cut.hex()} if "\0" in text else text
