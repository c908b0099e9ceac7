"""The object http.hash of agents. Stub: squirrel_stubs/agent_side/http.hash.nut."""

from __future__ import annotations

from impsim.impos.agent_api.http import body_bytes
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from impsim.impos.agent import Agent

# They take no time of the agent's: no public text tells how long they take in the impCloud.


def _hash(name: str) -> Callable[..., Any]:
    def hashed(host: Agent, data: Any) -> Any:
        import hashlib  # not at the start: it takes milliseconds

        return impos_blob(hashlib.new(name, body_bytes(data)).digest())

    return hashed


def _hmac(name: str) -> Callable[..., Any]:
    def hashed(host: Agent, data: Any, key: Any) -> Any:
        import hmac  # not at the start: it imports hashlib

        return impos_blob(hmac.digest(body_bytes(key), body_bytes(data), name))

    return hashed


NAMES = ("md5", "sha1", "sha256", "sha512")
MEMBERS = {**{name: _hash(name) for name in NAMES}, **{"hmac" + name: _hmac(name) for name in NAMES}}
