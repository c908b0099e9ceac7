"""Traces of failures, kept in a folder for who wants to know more: one file per test, named after it."""

from __future__ import annotations

import os
from zlib import crc32

from impsim.trace.jsonl import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Event = dict[str, Any]
    Telling = Callable[[Callable[[Event], object]], object]  # gives a listener all events of a run

LONGEST_NAME = 200  # of 255 bytes that file systems take; longer ones have a checksum in place of their middle


def keep(folder: str, id: str, header: dict[str, Any], tell: Telling) -> str:
    """Writes what tell(listener) lets be heard; gives the file's path. Raises OSError."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name_of(id) + ".trace")
    with open(path, "wb") as file:
        write = Writer(file, **header)
        tell(write)
        if write.failure is not None:
            raise write.failure
    return path


def name_of(id: str) -> str:
    """A test's id as the name of a file."""
    name = "".join(letter if letter.isalnum() or letter in "-_.=" else "_" for letter in id)
    if len(name.encode()) <= LONGEST_NAME:
        return name
    quarter = LONGEST_NAME // 4  # a letter may take two bytes
    return "%s_%08x_%s" % (name[:quarter], crc32(id.encode()), name[-quarter:])


def note(detail: dict[str, Any], folder: str, id: str, header: dict[str, Any], tell: Telling) -> str:
    """Keeps a trace and says so in the detail of a Result; gives a line for its message."""
    try:
        path = keep(folder, id, header, tell)
    except OSError as error:
        return "\ntrace:  not kept: %s" % (error.strerror or error)
    detail["trace"] = path
    return "\ntrace:  impsim trace " + path
