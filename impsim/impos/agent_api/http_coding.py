"""What the object http of agents encodes and decodes. Stub: squirrel_stubs/agent_side/http.coding.nut."""

from __future__ import annotations

from impsim.impos import json_coding, url_coding
from impsim.impos.agent_api.http import body_bytes
from impsim.squirrel.stdlib.blob_stream import impos_blob
from impsim.squirrel.values import rawget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
SPACES = " \t\r\n"


def jsonencode(host: Agent, value: Any, settings: Any = None) -> str:
    compact = settings is not None and rawget(settings, "compact", False) is True
    return json_coding.encode(value, compact)


def jsondecode(host: Agent, json: Any) -> Any:
    return json_coding.decode(body_bytes(json).decode("latin-1"))


def urlencode(host: Agent, fields: Any) -> str:
    return url_coding.encoded_fields(fields)


def urldecode(host: Agent, text: str) -> Any:
    return url_coding.decoded_fields(text)


def base64encode(host: Agent, data: Any) -> str:
    from binascii import b2a_base64

    return b2a_base64(body_bytes(data), newline=False).decode("ascii")


def base64decode(host: Agent, data: Any) -> Any:
    from binascii import Error, a2b_base64

    text = body_bytes(data).decode("latin-1").translate({ord(space): None for space in SPACES})
    bare = text.rstrip("=")
    if not set(bare) <= ALPHABET or len(text) - len(bare) > 2:
        return impos_blob(b"")
    try:
        return impos_blob(a2b_base64(bare + "=" * (-len(bare) % 4)))
    except Error:
        return impos_blob(b"")


MEMBERS = {
    "jsonencode": jsonencode,
    "jsondecode": jsondecode,
    "urlencode": urlencode,
    "urldecode": urldecode,
    "base64encode": base64encode,
    "base64decode": base64decode,
}
