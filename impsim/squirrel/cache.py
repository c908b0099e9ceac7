"""Compiled units on disk: a program that was compiled before starts without the compiler.

An entry is a file named after its key, the hash of everything that the compiled code depends on: the
source, its path (which error messages name), the flags, the Python that made the code, impsim's version,
and the identity (name, size, modification time) of every module of the engine, so that a changed
compiler never meets its older output. Inside:

    MAGIC . key (20 bytes) . hash of the payload (20 bytes) . payload (marshal)

`marshal` trusts its input, so nothing reaches it that we did not write: the file must belong to this
user, nobody else may write it, and key and hash must agree. Whatever is wrong with an entry, the
answer is None and the program is compiled; whatever hinders writing, there is no entry. The
cost is time, never an error.

The hash is BLAKE2b from `_blake2`, the C module behind hashlib: hashlib itself takes 3 ms to import, the
module 0.25. (`_imp.source_hash` would cost nothing but has 64 bits.)
"""

from __future__ import annotations

import os
import sys
from marshal import dumps, loads

from impsim import __version__

try:
    from _blake2 import blake2b
except ImportError:  # a Python built without its own hashes
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAGIC = b"impsim unit 1\n"
DIGEST = 20
MAX_ENTRIES = 512  # a unit of 2,000 lines takes about 200 KB: past this the oldest half goes
SUFFIX = ".unit"
WRITABLE_BY_OTHERS = 0o022
ENGINE = os.path.dirname(__file__)


def digest(*parts: bytes) -> bytes:
    """Hash of the parts; their lengths count, so that no two lists of parts run together."""
    hasher = blake2b(digest_size=DIGEST)
    for part in parts:
        hasher.update(b"%d:" % len(part))
        hasher.update(part)
    return hasher.digest()


def unit_key(source: bytes, path: str, flags: str) -> bytes:
    """The key of a source compiled here and now."""
    made_by = f"{__version__} {sys.implementation.cache_tag} {sys.version} {flags}"
    return digest(source, os.fsencode(path), made_by.encode(), engine_identity())


def engine_identity() -> bytes:
    """Name, size and time of the engine's modules: some 60 stats, 0.2 ms. Empty inside a zip file."""
    seen: list[str] = []
    folders = [ENGINE]
    try:
        for folder in folders:
            for entry in os.scandir(folder):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    seen.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
                elif "." not in entry.name and not entry.name.startswith("_"):
                    folders.append(entry.path)
    except OSError:
        return b""
    seen.sort()
    return "\n".join(seen).encode("utf-8", "surrogateescape")


def load(directory: str, key: bytes) -> Any:
    """What was stored under the key, or None."""
    try:
        with open(entry_path(directory, key), "rb", opener=no_link) as file:
            if not ours(os.fstat(file.fileno())):
                return None
            entry = file.read()
    except OSError:
        return None
    payload = verified(entry, key)
    if payload is None:
        return None
    try:
        return loads(payload)
    except (EOFError, ValueError, TypeError):
        return None


def store(directory: str, key: bytes, value: Any) -> None:
    """Keep a value that marshal can write; silently not, if that is not possible."""
    temporary = f"{entry_path(directory, key)}.{os.getpid()}"
    try:
        payload = dumps(value)
        prepare(directory)
        try:
            with open(temporary, "wb", opener=new_file) as file:
                file.write(MAGIC + key + digest(payload) + payload)
            os.replace(temporary, entry_path(directory, key))
        except OSError:
            os.unlink(temporary)
        prune(directory)
    except (OSError, ValueError):
        pass


def entry_path(directory: str, key: bytes) -> str:
    return os.path.join(directory, key.hex() + SUFFIX)


def verified(entry: bytes, key: bytes) -> bytes | None:
    """The payload of an entry, if it is whole, of this format and of this key."""
    head = MAGIC + key
    start = len(head) + DIGEST
    payload = entry[start:]
    if entry.startswith(head) and entry[len(head) : start] == digest(payload):
        return payload
    return None


def ours(status: os.stat_result) -> bool:
    """Written by this user, and by nobody else."""
    if not hasattr(os, "geteuid"):  # Windows: the user's folder is private
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & WRITABLE_BY_OTHERS


def no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def new_file(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)


def prepare(directory: str) -> None:
    """Make the directory, for this user alone. Raises OSError if somebody else could write there."""
    os.makedirs(directory, mode=0o700, exist_ok=True)
    if not ours(os.stat(directory)):
        raise PermissionError(directory)


def prune(directory: str) -> None:
    """Bound the directory: of too many entries the older half goes."""
    entries = [entry for entry in os.scandir(directory) if SUFFIX in entry.name]
    if len(entries) <= MAX_ENTRIES:
        return
    entries.sort(key=lambda entry: entry.stat().st_mtime_ns)
    for entry in entries[: len(entries) // 2]:
        try:
            os.unlink(entry.path)
        except OSError:
            pass  # another process was faster
