"""RSA signatures with SHA-256 (RFC 8017: RSASSA-PKCS1-v1_5), by the Python package cryptography.

The only part of the API that needs a package; it is imported by the call that uses it. Without it, that call throws.
"""

from __future__ import annotations

from functools import lru_cache

from impsim.squirrel.errors import SquirrelError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

FEWEST_BITS, MOST_BITS = 1024, 4096  # D/api/crypto/sign
MOST_KEY_BYTES = 2600  # more than any such key takes, and too few for one that would keep the reader busy
WRONG_KEY = "invalid key"  # assumed: the text
KEYS = 16  # that are kept: reading one takes half a second when it is long, and programs use the same again and again
NO_PACKAGE = "impsim needs the Python package cryptography for this: pip install 'impsim[crypto]'"


@lru_cache(KEYS)
def private_key(der: bytes) -> Any:
    """An RSA key to sign with. Raises SquirrelError for anything else, and when cryptography is not there."""
    rsa, serialization = _packages()
    key = _read(lambda: serialization.load_der_private_key(_short(der), password=None))
    return _of_good_size(key, rsa.RSAPrivateKey)


@lru_cache(KEYS)
def public_key(der: bytes) -> Any:
    """An RSA key to check with. Raises SquirrelError for anything else, and when cryptography is not there."""
    rsa, serialization = _packages()
    key = _read(lambda: serialization.load_der_public_key(_short(der)))
    return _of_good_size(key, rsa.RSAPublicKey)


def sign(key: Any, message: bytes) -> bytes:
    """The signature. The same key and message give the same one."""
    padding, sha256 = _scheme()
    signature: bytes = key.sign(message, padding, sha256)
    return signature


def matches(key: Any, message: bytes, signature: bytes) -> bool:
    """Whether the message was signed so."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, message, *_scheme())
    except InvalidSignature:
        return False
    return True


def _packages() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import rsa
    except ImportError:
        raise SquirrelError(NO_PACKAGE) from None
    return rsa, serialization


def _scheme() -> tuple[Any, Any]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    return padding.PKCS1v15(), hashes.SHA256()


def _short(der: bytes) -> bytes:
    if len(der) > MOST_KEY_BYTES:
        raise ValueError("no key that is allowed is as long")
    return der


def _read(load: Callable[[], Any]) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return load()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SquirrelError(WRONG_KEY) from None


def _of_good_size(key: Any, kind: type) -> Any:
    if not isinstance(key, kind) or not FEWEST_BITS <= key.key_size <= MOST_BITS:  # type: ignore[attr-defined]
        raise SquirrelError(WRONG_KEY)
    return key
