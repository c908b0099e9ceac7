"""The object crypto of devices. Stub: squirrel_stubs/crypto.nut."""

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
    return bytes_of(one) == bytes_of(two)


def sha256(host: Program, data: Any) -> Blob:
    import hashlib  # not at the start: it takes milliseconds

    hashed = bytes_of(data)
    host.loop.sleep(SHA256_US + _length_us(hashed))
    return as_blob(hashlib.sha256(hashed).digest())


def hmacsha256(host: Program, data: Any, key: Any) -> Blob:
    import hmac  # not at the start: it imports hashlib

    hashed, secret = bytes_of(data), bytes_of(key)
    host.loop.sleep(HMAC_US + _length_us(hashed))
    return as_blob(hmac.digest(secret, hashed, "sha256"))


def bytes_of(value: Any) -> bytes:
    """What is in a string or a blob. Raises SquirrelError for anything else."""
    if isinstance(value, Blob):
        return bytes(value)
    if isinstance(value, str):
        return value.encode("latin-1")
    raise SquirrelError(NO_BYTES)


def _length_us(hashed: bytes) -> int:
    return len(hashed) * 10 // 12


def as_blob(content: bytes) -> Blob:
    """A blob to be read from its start."""
    blob: Blob = impos_blob(content)
    return blob


MEMBERS = {
    "equals": equals,
    "sha256": sha256,
    "hmacsha256": hmacsha256,
}
