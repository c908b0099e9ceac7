"""A session whose entries come from a pipe: each is done when it is whole, and the first that fails ends it."""

from __future__ import annotations

import sys

from impsim.cli.output import flush_output
from impsim.cli.repl_console import OVER
from impsim.live.entries import Entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from impsim.cli.repl_console import Console


def follow(console: Console) -> int:
    """Does what standard input says. The exit code: that of the first entry that fails."""
    for entry in entries():
        code = console.enter(entry)
        flush_output()
        if code == OVER:
            return 0
        if code:
            return int(code)
    return 0


def entries() -> Iterator[str]:
    """Those of standard input; bytes that are not UTF-8 stay what they are."""
    gathered = Entries(patient=True)
    for data in sys.stdin.buffer if sys.stdin is not None else ():
        yield from gathered.add(data.decode("utf-8", "surrogateescape").rstrip("\r\n"))
    yield from gathered.rest()
