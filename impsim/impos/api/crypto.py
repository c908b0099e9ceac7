"""The object crypto. Stubs: squirrel_stubs/crypto.nut and squirrel_stubs/agent_side/crypto.nut; agents only compare."""

from __future__ import annotations

from impsim.squirrel.errors import SquirrelError
from impsim.squirrel.stdlib.blob import Blob
from impsim.squirrel.stdlib.blob_stream import impos_blob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from impsim.impos.program import Program

# An imp004m, the slowest imp, takes 740 to 800 us for 32 bytes, 1000 to 1100 us with a key, and 1 us for every 1.2
# bytes of long ones (D/node/2518, D/node/2568).
SHA256_US = 743  # assumed: on every model, as the times below
HMAC_US = 1023
NO_BYTES = "a string or a blob expected"  # assumed: no public text says it


def equals(host: Program, one: Any, two: Any) -> bool:
    # In a program's time this takes none, so it does not tell where they differ.
    return _bytes(one) == _bytes(two)


def sha256(host: Program, data: Any) -> Blob:
    import hashlib  # not at the start: it takes milliseconds

    hashed = _bytes(data)
    host.loop.sleep(SHA256_US + _length_us(hashed))
    return _blob(hashlib.sha256(hashed).digest())


def hmacsha256(host: Program, data: Any, key: Any) -> Blob:
    import hmac  # not at the start: it imports hashlib

    hashed, secret = _bytes(data), _bytes(key)
    host.loop.sleep(HMAC_US + _length_us(hashed))
    return _blob(hmac.digest(secret, hashed, "sha256"))


def _bytes(value: Any) -> bytes:
    if isinstance(value, Blob):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("latin-1")
    raise SquirrelError(NO_BYTES)


def _length_us(hashed: bytes) -> int:
    return len(hashed) * 10 // 12


def _blob(digest: bytes) -> Blob:
    blob: Blob = impos_blob(digest)
    return blob


AGENT_MEMBERS = {
    "equals": equals,
}
MEMBERS = {
    **AGENT_MEMBERS,
    "sha256": sha256,
    "hmacsha256": hmacsha256,
}
