"""The object crypto of agents. Stub: squirrel_stubs/agent_side/crypto.nut."""

from __future__ import annotations

from impsim.impos.api.crypto import as_blob, bytes_of, equals
from impsim.impos.credits import Credits
from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.agent import Agent
    from impsim.squirrel.stdlib.blob import Blob

RSASSA_PKCS1_SHA256 = 1
LONGEST = 65536  # D/api/crypto/sign
MOST_CREDITS, CREDITS_PER_S = 40, 2  # D/node/2320
BITS_PER_CREDIT = 1024

# assumed: the texts; pages only say that there are exceptions
WRONG_MODE = "invalid mode"
TOO_LONG = "message too long"
NO_CREDITS = "no credits left"


def sha256(host: Agent, data: Any) -> Blob:
    import hashlib  # not at the start: it takes milliseconds

    return as_blob(hashlib.sha256(bytes_of(data)).digest())


def hmacsha256(host: Agent, data: Any, key: Any) -> Blob:
    import hmac  # not at the start: it imports hashlib

    return as_blob(hmac.digest(bytes_of(key), bytes_of(data), "sha256"))


def sign(host: Agent, mode: int, message: Any, key: Any, callback: Any) -> None:
    from impsim.impos import signatures

    text = _message(mode, message)
    private = signatures.private_key(bytes_of(key))
    _pay(host, private.key_size)
    host.answer(callback, None, as_blob(signatures.sign(private, text)))


def verify(host: Agent, mode: int, message: Any, signature: Any, key: Any, callback: Any) -> None:
    from impsim.impos import signatures

    text, signed = _message(mode, message), bytes_of(signature)
    public = signatures.public_key(bytes_of(key))
    _pay(host, public.key_size)
    host.answer(callback, None, signatures.matches(public, text, signed))


def _message(mode: int, message: Any) -> bytes:
    if mode != RSASSA_PKCS1_SHA256:
        raise SquirrelError(WRONG_MODE)
    text = bytes_of(message)
    if len(text) > LONGEST:
        raise SquirrelError(TOO_LONG)
    return text


def _pay(host: Agent, bits: int) -> None:
    if host.signing is None:
        host.signing = Credits(host.clock, MOST_CREDITS * BITS_PER_CREDIT, CREDITS_PER_S * BITS_PER_CREDIT)
    if not host.signing.spend(bits):
        raise SquirrelError(NO_CREDITS)


MEMBERS = {
    "equals": equals,
    "sha256": sha256,
    "hmacsha256": hmacsha256,
    "sign": sign,
    "verify": verify,
}
