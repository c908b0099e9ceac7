"""`http` of a world: what agents find on the Internet.

    http:
      weather: {url: "https://api.example.com/now*", json: {temp: 21.5}, latency: 200ms}
      log-in:
        url: https://api.example.com/login
        method: POST
        answers: [{status: 500}, {fail: timeout}, {status: 200, body: welcome}]
      echo: {url: echo.example.com, program: echo.peer.nut}

The first peer that a request's URL and method fit answers it. Each makes its answers anew in every run.
"""

from __future__ import annotations

import re

from impsim.cloud.messages import PORTS
from impsim.cloud.peers import FAILURES, Peer, Reply
from impsim.errors import Diagnostic
from impsim.impos.conversions import to_bytes
from impsim.scenario import fields as f
from impsim.scenario.beside import read_beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

    from impsim.scenario.documents import Document, Node

    Values = dict[str, Any]

LARGEST_BODY = 1 << 22  # bytes
LONGEST_BODY_TEXT = 1 << 20
BODIES = ("body", "json", "file")


@f.reading(type="string")
def _file(document: Document, node: Node) -> Optional[bytes]:
    found = read_beside(document, node, LARGEST_BODY, "what a peer answers lies there or below")
    if found is not None and len(found) > LARGEST_BODY:
        document.wrong(node, "this file is larger than %d MB" % (LARGEST_BODY >> 20))
    return found


@f.reading(type="string")
def _program(document: Document, node: Node) -> Any:
    """The compiled program of a peer; its own mistakes are noted, too."""
    source = read_beside(document, node, LARGEST_BODY, "a peer's program lies there or below")
    if source is None:
        return None
    from impsim.squirrel.compile import compile_source

    try:
        return compile_source(source.decode("latin-1"), node.text, steps=True)
    except Diagnostic as problem:
        document.problems.append(problem)
        return None


HEADER_VALUE = f.listed(1, 100, "one value or a list of them", f.text(8192))
PIECE: f.Section = {"after": ("after_us", f.duration), "body": ("body", f.text(LONGEST_BODY_TEXT))}
CONTENT: f.Section = {
    "headers": ("headers", f.named(HEADER_VALUE, "headers")),
    "body": ("body", f.text(LONGEST_BODY_TEXT)),
    "json": ("json", f.plain),
}
REPLY: f.Section = {
    "status": ("status", f.integer(100, 999)),
    **CONTENT,
    "file": ("file", _file),
    "latency": ("latency_us", f.duration),
    "fail": ("failure", f.choice(*FAILURES)),
    "stream": ("pieces", f.listed(1, 10000, "a list of {after: 1s, body: text}", f.section(PIECE))),
}


@f.reading(**f.table_schema(REPLY))
def _reply(document: Document, node: Node) -> Values:
    found = f.members(document, node, REPLY)
    check_content(document, node, BODIES)
    for name in ("status", *BODIES, "stream"):
        if "fail" in node.map and name in node.map:
            document.problem("a request that fails has no answer", *node.keys[name])
    return found


def check_content(document: Document, node: Node, names: tuple[str, ...]) -> None:
    """Notes a second body."""
    given = [name for name in node.map if name in names]
    if len(given) > 1:
        document.problem("there is a '%s' already" % given[0], *node.keys[given[1]])


def _method(value: str) -> str:
    if not re.match(METHOD_PATTERN, value):
        raise f.Wrong("a method like GET or POST")
    return value


def _url(value: str) -> str:
    scheme, colon, rest = value.partition("://")
    host = (rest if colon else value).partition("/")[0]
    wrong_scheme = colon and "*" not in scheme and scheme.lower() not in PORTS
    if wrong_scheme or not host or set(value) & BLANKS or len(value) > LONGEST_URL:
        raise f.Wrong("a URL like https://api.example.com/*", "a * is anything; a host alone means all that it has")
    return value


METHOD_PATTERN = r"^[A-Za-z][A-Za-z_-]{0,31}\Z"
METHOD = f.scalar(_method, type="string", pattern=METHOD_PATTERN.replace(r"\Z", "$"))
LONGEST_URL = 4096
BLANKS = frozenset(map(chr, range(33)))
PEER: f.Section = {
    "url": ("url", f.scalar(_url, type="string", maxLength=LONGEST_URL)),
    "method": ("methods", f.listed(1, 20, "one method or a list of them", METHOD)),
    **REPLY,
    "answers": ("answers", f.listed(1, 1000, "a list of answers", _reply)),
    "program": ("program", _program),
}


@f.reading(**f.table_schema(PEER, "url"))
def _peer(document: Document, node: Node) -> Values:
    before = len(document.problems)
    found = f.members(document, node, PEER)
    if node.kind == "map" and "url" not in node.map and len(document.problems) == before:
        document.wrong(node, "for which requests? 'url' is missing", "url: https://api.example.com/*")
    _reply.read(document, _only(node, REPLY))
    kinds = [name for name in node.map if name in ("answers", "program")]
    others = [name for name in node.map if name in REPLY]
    if len(kinds) > 1 or (kinds and others):
        place = node.keys[(kinds + others)[1] if len(kinds) > 1 else others[0]]
        document.problem("the answers are said by '%s' already" % kinds[0], *place)
    return found


def _only(node: Node, fields: f.Section) -> Node:
    """A map without its other members."""
    from impsim.scenario.documents import Node as MapNode

    made = MapNode("map", node.line, node.column)
    made.map = {name: below for name, below in node.map.items() if name in fields}
    made.keys = node.keys
    return made


peers = f.named(_peer, "peers")


def make_peers(found: dict[str, Values]) -> dict[str, Peer]:
    """New ones, from the tables that were read."""
    return {name: _make(values) for name, values in found.items()}


def _make(values: Values) -> Peer:
    replies = tuple([_made_reply(reply) for reply in values.get("answers") or (values,)])
    peer = Peer(to_bytes(values["url"]), tuple(values.get("methods") or ()), replies)
    if values.get("program") is not None:
        from impsim.impos.peer_program import PeerProgram

        peer.script = PeerProgram(values["program"])
    return peer


def _made_reply(values: Values) -> Reply:
    headers, body = content(values)
    pieces = [
        (piece.get("after_us") or 0, piece.get("body", "").encode("utf-8")) for piece in values.get("pieces") or ()
    ]
    if not pieces:
        headers.append(("Content-Length", "%d" % len(body)))
    return Reply(
        values.get("status") or 200,
        tuple(headers),
        body,
        values.get("latency_us") or 0,
        values.get("failure") or "",
        tuple(pieces),
    )


def content(values: Values) -> tuple[list[tuple[str, str]], bytes]:
    """Headers and body; JSON says that it is."""
    headers = [
        (to_bytes(name), to_bytes(value))
        for name, several in (values.get("headers") or {}).items()
        for value in several
    ]
    if "json" not in values:
        return headers, values.get("file") or (values.get("body") or "").encode("utf-8")
    from json import dumps

    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", "application/json"))
    return headers, dumps(values["json"], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
