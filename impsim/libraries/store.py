"""A project's own libraries: the folder impsim_libs, filled by `impsim lib add` and guarded by the lock file beside it.

Each library has a folder of its own in there, named after it and its version, so that several versions of one may be
kept; its file keeps its name.
"""

from __future__ import annotations

import os
import re

from impsim.errors import Diagnostic
from impsim.libraries import lock
from impsim.libraries.required import without_endings
from impsim.libraries.shelf import as_text, declared_version, files_in, locked_libraries, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = (lock.NAME, lock.STORE, "impsim.toml")  # of a project's folder
WHOLE = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
SUFFIXES = (".lib.nut", ".class.nut")  # of files that are meant to be required
_NUMBERED = re.compile(r"[-_.@]v?([0-9]+(?:\.[0-9]+){1,2})$")


def root_near(folder: str = ".") -> str:
    """The project's folder: the nearest at or above a folder that has libraries or a project file, else that folder."""
    place = os.path.abspath(folder)
    while not any(os.path.exists(os.path.join(place, mark)) for mark in MARKS):
        place, before = os.path.dirname(place), place
        if place == before:
            return folder
    return os.path.relpath(place)


def store_near(folder: str = ".") -> list[str]:
    """The project's own folder of libraries, if there is one."""
    path = os.path.normpath(os.path.join(root_near(folder), lock.STORE))
    return [path] if os.path.isdir(path) else []


# Adding


def add(root: str, given: str, version: str = "") -> list[lock.Locked]:
    """Copies a library's file, or those of its folder, into the store and notes what they are.

    version: for a file that states none. Raises Diagnostic.
    """
    found = [(path, *_read(path, version)) for path in candidates(given)]
    entries = lock.read(root)
    added = []
    for path, stated, data in found:
        locked = _put(root, path, stated, data)
        entries[locked.path] = locked
        added.append(locked)
    write(root, entries)
    return added


def candidates(given: str) -> list[str]:
    """The library files at a path: itself, or in a folder those that say their version. Raises Diagnostic."""
    if not os.path.isdir(given):
        if not given.endswith(".nut"):
            raise Diagnostic("a library's file ends in .nut", given, hint=_absent(given), code="library")
        return [given]
    files = [entry.path for entry in files_in(given)]
    if not files:
        raise Diagnostic("no .nut file is here", given, code="library")
    meant = [path for path in files if path.lower().endswith(SUFFIXES)]
    stating = [path for path in meant or files if version_of(path, read_bytes(path))]
    if not stating:
        hint = "name the file, and its version: impsim lib add %s --version 1.2.3" % files[0]
        raise Diagnostic("no file here states the version of a library", given, hint=hint, code="library")
    return stating


def _absent(path: str) -> str:
    return "" if os.path.exists(path) else "there is no such file or folder"


def _read(path: str, version: str) -> tuple[str, bytes]:
    """Version and content. Raises Diagnostic for what is no library."""
    data = read_bytes(path)
    stated = version_of(path, data)
    if version and stated and stated != version:
        message = "it states that it is version %s, not %s" % (stated, version)
        raise Diagnostic(message, path, code="library")
    version = version or stated
    if not version:
        hint = "say it: impsim lib add %s --version 1.2.3" % path
        raise Diagnostic("it does not state its version", path, hint=hint, code="library")
    if not WHOLE.match(version):
        hint = "say it: --version 1.2.3"
        raise Diagnostic("'%s' is no version: it has three numbers" % version, path, hint=hint, code="library")
    if not can_be_required(os.path.basename(path)):
        hint = "a name is like Promise.lib.nut, without quotes and colons"
        raise Diagnostic("no #require could name this file", path, hint=hint, code="library")
    check_code(as_text(data, path), path)
    return version, data


def can_be_required(name: str) -> bool:
    """Whether a library can be found by a file's name, and a lock file hold it."""
    return bool(without_endings(name).strip(". ")) and name.isprintable() and not set(name) & set('":\\/')


def version_of(path: str, data: bytes) -> str:
    """As a file's name or its code says, with three numbers; "" if neither does."""
    named = _NUMBERED.search(without_endings(os.path.basename(path)))
    stated = named.group(1) if named else declared_version(as_text(data, path))
    return ".".join([*stated.split("."), "0", "0"][:3]) if stated.count(".") in (0, 1) and stated else stated


def check_code(text: str, path: str) -> None:
    """Raises Diagnostic for what does not compile."""
    from impsim.squirrel.compile import compile_source

    compile_source(text, path)


def _put(root: str, path: str, version: str, data: bytes) -> lock.Locked:
    """Copies one file. One that is in the store already stays where it is."""
    inside = os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")
    name = os.path.basename(path)
    if not inside.startswith(lock.STORE + "/"):
        folder = "%s-%s" % (re.sub(r"(\.(class|lib|nut))+$", "", name, flags=re.IGNORECASE), version)
        inside = "/".join((lock.STORE, folder, name))
        _write(os.path.join(root, *inside.split("/")), data)
    return lock.Locked(inside, name, version, lock.digest(data))


def _write(path: str, data: bytes) -> None:
    """Raises Diagnostic."""
    temporary = "%s.%d" % (path, os.getpid())
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError as error:
        raise Diagnostic("cannot be written: %s" % (error.strerror or error), path, code="library") from None


def write(root: str, entries: dict[str, lock.Locked]) -> None:
    """Writes the lock file. Raises Diagnostic."""
    _write(os.path.join(root, lock.NAME), lock.text_of(entries).encode("utf-8"))


# What is there


def listed(root: str) -> list[lock.Locked]:
    """Every library of the lock file, by name and version. Raises Diagnostic."""
    return sorted(lock.read(root).values(), key=lambda one: (one.name.lower(), _order(one.version)))


def _order(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]{1,9}", version)]


def remove(root: str, name: str, version: str = "") -> list[lock.Locked]:
    """Takes a library, or one version of it, out of the store. Raises Diagnostic when it is not there."""
    entries = lock.read(root)
    gone = [one for one in listed(root) if _is(one, name) and version in ("", one.version)]
    if not gone:
        known = ", ".join(dict.fromkeys("%s:%s" % (one.name, one.version) for one in listed(root)))
        hint = "there is " + known if known else "there is no library yet"
        wanted = name + (":" + version if version else "")
        raise Diagnostic("there is no library '%s'" % wanted, os.path.join(root, lock.NAME), hint=hint, code="library")
    for one in gone:
        del entries[one.path]
        _delete(root, one.path)
    write(root, entries)
    return gone


def _is(one: lock.Locked, name: str) -> bool:
    return name.lower() in (one.name.lower(), without_endings(one.name))


def _delete(root: str, path: str) -> None:
    """Deletes a file of the store and its folder, if that is empty. A path that leads elsewhere is left alone."""
    whole = os.path.join(root, *path.split("/"))
    inside = os.path.realpath(os.path.join(root, lock.STORE)) + os.sep
    if not os.path.realpath(whole).startswith(inside):
        return
    try:
        os.unlink(whole)
        os.rmdir(os.path.dirname(whole))
    except OSError:
        pass  # it is gone, or there is something else in the folder


def problems(root: str) -> Iterator[Diagnostic]:
    """What is wrong with the store: files that are gone, have changed, were never added or do not compile."""
    there = {}
    for folder in [os.path.join(root, lock.STORE)]:
        for library in locked_libraries(os.path.normpath(folder)):
            there[os.path.relpath(library.path, root or ".").replace(os.sep, "/")] = library
    for path, one in sorted(lock.read(root).items()):
        if path not in there:
            hint = "`impsim lib remove %s` forgets it" % one.name
            whole = os.path.normpath(os.path.join(root, path))
            yield Diagnostic("%s has it, but it is not there" % lock.NAME, whole, hint=hint, code="lock")
    for _, library in sorted(there.items()):
        try:
            check_code(library.text(), library.path)
        except Diagnostic as problem:
            yield problem
