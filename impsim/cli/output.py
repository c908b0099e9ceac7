"""What leaves the process: bytes of the user's program on standard output, words of ours on standard error."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class OutputLost(BaseException):
    """Standard output cannot be written. Not an Exception: no `catch` of the user's program may hold it."""

    def __init__(self, cause: OSError) -> None:
        BaseException.__init__(self, cause)
        self.cause = cause


def writer(encoding: str = "latin-1") -> Callable[[str], None]:
    """A function that writes to standard output: Squirrel strings (latin-1: one character, one byte) or text (utf-8).

    Buffered; on a terminal a line appears when it is complete.
    """
    if sys.stdout is None:
        return lambda text: None
    sys.stdout.flush()
    write = sys.stdout.buffer.write
    flush = sys.stdout.buffer.flush
    prompt = sys.stdout.isatty()

    def write_text(text: str) -> None:
        try:
            write(text.encode(encoding, "replace"))
            if prompt and "\n" in text:
                flush()
        except OSError as error:
            raise OutputLost(error) from None

    return write_text


def error_writer() -> Callable[[str], None]:
    """The same for Squirrel strings on standard error; what was printed before comes out before."""
    if sys.stderr is None:
        return lambda text: None
    write = sys.stderr.buffer.write

    def write_bytes(text: str) -> None:
        flush_output()
        try:
            write(text.encode("latin-1", "replace"))
            sys.stderr.flush()
        except OSError as error:
            raise OutputLost(error) from None

    return write_bytes


def flush_output() -> None:
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as error:
            raise OutputLost(error) from None


def say(text: str) -> None:
    """One message of ours on standard error. The bytes of file names and source lines come out as they went in."""
    flush_output()
    if sys.stderr is not None:
        print(text, file=sys.stderr, flush=True)


def on_terminal() -> bool:
    """Whether a person reads standard error as it comes."""
    return sys.stderr is not None and sys.stderr.isatty()
