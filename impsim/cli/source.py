"""Reading programs: bytes from a file or from standard input, checked before anything else looks at them."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from impsim.squirrel.unit import Unit

SOURCE_LIMIT = 4 << 20  # bytes; the largest imp holds 768 KB of compiled code
SOURCES: dict[str, bytes] = {}  # what was compiled in this process, by path: errors show its lines
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FOREIGN = {
    b"\xff\xfe": "UTF-16 text: save it as UTF-8",
    b"\xfe\xff": "UTF-16 text: save it as UTF-8",
    b"\xfa\xfa": "a program that the reference compiler has compiled: impsim needs its source",
}


def read(path: str) -> bytes:
    """The bytes of a program; `-` is standard input. Raises Diagnostic if it cannot be one."""
    return checked(read_all(path), shown(path))


def read_all(path: str) -> bytes:
    """The bytes of a file, or of standard input, but not more than a program may have and one."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(SOURCE_LIMIT + 1)
        with open(path, "rb", buffering=0) as file:
            return read_up_to(file, SOURCE_LIMIT + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def read_up_to(file: Any, limit: int) -> bytes:
    """Unbuffered, in one call for a regular file: also right for /dev/zero and pipes."""
    data: bytes = file.read(limit)
    while data and len(data) < limit:
        more = file.read(limit - len(data))
        if not more:
            break
        data += more
    return data


def shown(path: str) -> str:
    return "standard input" if path == "-" else path


def checked(data: bytes, path: str) -> bytes:
    """The same bytes without a byte-order mark. Raises Diagnostic if they are no text or too many."""
    if len(data) > SOURCE_LIMIT:
        raise refused(f"longer than {SOURCE_LIMIT >> 20} MiB, which no imp could hold", path)
    if data[:2] in FOREIGN:
        raise refused("this is " + FOREIGN[data[:2]], path)
    if b"\0" in data:
        raise nul_byte(data, path)
    return data[3:] if data.startswith(BYTE_ORDER_MARK) else data


def nul_byte(data: bytes, path: str) -> Exception:
    from impsim.errors import located

    hint = "this is not a text file" if data.count(b"\0") > 1 else "delete the byte"
    return located("NUL byte in the source", data.decode("latin-1"), data.index(b"\0"), path, hint, "not-text")


def refused(message: str, path: str, hint: str = "") -> Exception:
    from impsim.errors import Diagnostic

    return Diagnostic(message, path=path, hint=hint, code="source")


def unreadable(path: str, error: Exception) -> Exception:
    if isinstance(error, FileNotFoundError):
        return refused("there is no such file", path, similar_file(path))
    if isinstance(error, IsADirectoryError):
        return refused("this is a directory, not a program", path)
    reason = getattr(error, "strerror", None) or str(error)
    return refused(f"cannot be read: {reason}", shown(path))


def similar_file(path: str) -> str:
    from impsim.cli.suggest import hint

    folder, name = os.path.split(path)
    try:
        return hint(name, [entry for entry in os.listdir(folder or ".") if entry.endswith(".nut")])
    except OSError:
        return f"there is no directory '{folder}' either"


def program(
    data: bytes,
    path: str,
    side: str = "device",
    libraries: Sequence[str] = (),
    variables: Sequence[tuple[str, str]] = (),
) -> Unit:
    """The Unit of a program for an imp or an agent, with what it includes and requires. Raises Diagnostic.

    libraries: folders.  variables: (name, value) of the preprocessor.
    """
    if b"@" in data and has_directives(data):
        from impsim.cli.preprocessing import compiled_as_built

        def compiled_text(text: bytes) -> Unit:
            return linked_program(text, path, side, libraries)

        unit: Unit = compiled_as_built(data, path, libraries, variables, compiled_text)
        return unit
    return linked_program(data, path, side, libraries)


def has_directives(data: bytes) -> bool:
    """Whether the preprocessor has something to do: `@{`, or a line that begins with `@` and a word. In Squirrel an
    `@` stands before a parenthesis or a quote."""
    at = data.find(b"@")
    while at >= 0:
        after = data[at + 1 : at + 2]
        if after == b"{" or (after.isalpha() and not data[data.rfind(b"\n", 0, at) + 1 : at].strip()):
            return True
        at = data.find(b"@", at + 1)
    return False


def linked_program(data: bytes, path: str, side: str, libraries: Sequence[str]) -> Unit:
    if b"#require" in data:
        from impsim.cli.linking import linked

        return linked(data, path, side, libraries)
    return compiled(data, path, for_imp=True)


def compiled(data: bytes, path: str, for_imp: bool = False) -> Unit:
    """The Unit of a source, from the cache if it is there. Raises Diagnostic on a compile error.

    for_imp: compile with a step budget, and with what impCentral defines before a program.
    """
    from impsim.squirrel import cache
    from impsim.squirrel.unit import Unit

    SOURCES[path] = data
    directory = cache_directory()
    key = cache.unit_key(data, path, "imp" if for_imp else "")
    kept = cache.load(directory, key) if directory else None
    if kept is None:
        from impsim.squirrel.compile import compile_source

        unit = compile_source(data.decode("latin-1"), path, for_imp, predefined() if for_imp else None)
        kept = unit.code, unit.size
        if directory:
            cache.store(directory, key, kept)
    return Unit(kept[0], path, None, kept[1])


def predefined() -> object:
    """The constants that impCentral defines before a program."""
    from impsim.impos.deployment import CONSTANTS

    return CONSTANTS


def cache_directory() -> str:
    """Where compiled units are kept: IMPSIM_CACHE_DIR ("" for nowhere), else the system's place for caches."""
    environment = os.environ
    chosen = environment.get("IMPSIM_CACHE_DIR")
    if chosen is not None:
        return chosen
    base = environment.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = default_cache_base(environment.get("HOME", ""))
    return os.path.join(base, "impsim") if base else ""


def default_cache_base(home: str) -> str:
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA", "")
    if not home:
        return ""
    return os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
