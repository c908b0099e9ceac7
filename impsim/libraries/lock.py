"""The lock file of a project's own libraries: which files there are, in which versions, with which content.

`impsim.lock` is JSON beside the folder `impsim_libs`. A library there runs only as it was when somebody added it: a
file that has changed, or that nobody has added, is refused.
"""

from __future__ import annotations

import json
import os

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NoReturn

STORE = "impsim_libs"
NAME = "impsim.lock"
FORMAT = 1
LARGEST = 1 << 20  # bytes: thousands of libraries
FIELDS = ("name", "version", "sha256")


class Locked:
    """What is known of one file.  path: from the project's folder, with slashes.  sha256: "" if nobody has added it."""

    def __init__(self, path: str, name: str = "", version: str = "", sha256: str = "") -> None:
        self.path = path
        self.name = name
        self.version = version
        self.sha256 = sha256

    def check(self, where: str, data: bytes) -> None:
        """Raises Diagnostic unless this is the content that was added.  where: the file as seen from here."""
        if not self.sha256:
            hint = "`impsim lib add %s` accepts it as it is" % where
            raise Diagnostic("nobody has added this library: it is not in %s" % NAME, where, hint=hint, code="lock")
        if digest(data) != self.sha256:
            hint = "`impsim lib add %s` accepts it as it is now; else put back what was added" % where
            raise Diagnostic(
                "this library has changed since it was added: %s has another SHA-256" % NAME,
                where,
                hint=hint,
                code="lock",
            )


def digest(data: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def read(root: str) -> dict[str, Locked]:
    """The files that the lock file in a project's folder has, by path; none without it. Raises Diagnostic."""
    path = os.path.join(root, NAME)
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        _damaged(path, error.strerror or str(error))
    if len(data) > LARGEST:
        _damaged(path, "longer than %d MiB" % (LARGEST >> 20))
    return entries_of(data, path)


def entries_of(data: bytes, path: str = NAME) -> dict[str, Locked]:
    """The files that the text of a lock file has. Raises Diagnostic."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        _damaged(path, "it is not UTF-8")
    except RecursionError:
        _damaged(path, "it is nested too deeply")
    except json.JSONDecodeError as error:
        _damaged(path, "not JSON: %s" % error.msg, error.lineno, error.colno)
    except Twice as twice:
        _damaged(path, "'%s' stands in it twice" % twice)
    except ValueError:  # Python reads no number of any length
        _damaged(path, "a number of thousands of digits")
    if not isinstance(document, dict) or document.get("impsim_lock") != FORMAT:
        _damaged(path, 'it does not say "impsim_lock": %d' % FORMAT)
    libraries = document.get("libraries")
    if not isinstance(libraries, dict):
        _damaged(path, '"libraries" is no object')
    return {name: _entry(name, entry, path) for name, entry in libraries.items()}


def _entry(name: str, entry: Any, path: str) -> Locked:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(field), str) for field in FIELDS):
        _damaged(path, "of '%s' it does not say %s" % (name, ", ".join(FIELDS)))
    if not all(text.isprintable() for text in (name, *(entry[field] for field in FIELDS))):
        _damaged(path, "a name that no file has")
    return Locked(name, *(entry[field] for field in FIELDS))


class Twice(Exception):
    """A name that stands twice in one object: of two contents nobody knows which was meant."""


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in members:
        if name in made:
            raise Twice(name)
        made[name] = value
    return made


def _damaged(path: str, why: str, line: int = 0, column: int = 0) -> NoReturn:
    hint = "`impsim lib add` writes this file; delete it, and add the libraries again"
    raise Diagnostic("damaged: " + why, path, line, column, hint=hint, code="lock")


def text_of(entries: Mapping[str, Locked]) -> str:
    """The text of a lock file: the same for the same libraries, whatever was added first."""
    libraries = {path: {field: getattr(locked, field) for field in FIELDS} for path, locked in sorted(entries.items())}
    return json.dumps({"impsim_lock": FORMAT, "libraries": libraries}, indent=1, ensure_ascii=False) + "\n"
