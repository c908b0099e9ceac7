"""A session of `impsim repl` behind a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

PATIENCE_S = 20  # for a busy machine; nothing here waits as long otherwise
PROMPT = re.compile(rb"(?:\d\.\d{3,6}>|\n +\.\.\.) ")
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]|\x07|\r")


class Terminal:
    """A session behind a terminal: what is written to it, and what it shows."""

    def __init__(self, folder, environment, *options):
        self.shown = b""
        self._read = 0
        given = {"TERM": "xterm", "NO_COLOR": "1", "XDG_STATE_HOME": str(folder / "state"), **environment}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
            os.chdir(folder)
            os.execve(sys.executable, [sys.executable, "-m", "impsim", "repl", *options], given)

    def see(self, text=None):
        """Waits until a text, or else a prompt, is shown after what was seen before; gives all that is shown up to
        there."""
        wanted = PROMPT if text is None else re.compile(re.escape(text.encode()))
        end = time.monotonic() + PATIENCE_S
        while not (found := wanted.search(self.new)):
            assert time.monotonic() < end and self._more(), self.new.decode(errors="replace")
        seen = self.new[: found.end()]
        self._read += found.end()
        return seen.decode()

    def _more(self):
        """Reads on. False: the process has ended."""
        ready, _, _ = select.select([self._fd], [], [], 1)
        try:
            more = os.read(self._fd, 65536) if ready else None
        except OSError:
            more = b""
        self.shown += more or b""
        return more != b""

    @property
    def new(self):
        """What is shown and was not seen yet, without what only moves the cursor."""
        return ESCAPES.sub(b"", self.shown)[self._read :]

    def type(self, text, end="\r"):
        os.write(self._fd, (text + end).encode())

    def interrupt(self):
        """Ctrl-C, when what was typed has been taken: Python notes one that comes just before it waits for a key
        only with the next key."""
        time.sleep(0.3)
        self.type("", "\x03")

    def enter(self, text, shown=None):
        """Types a line, and waits for something."""
        self.type(text)
        self.see(text[-5:])
        return self.see(shown)

    def leave(self):
        """Ctrl-D at a prompt; the exit code."""
        self.type("", "\x04")
        return self.ended()

    def ended(self):
        """Waits for the end; the exit code."""
        end = time.monotonic() + PATIENCE_S
        while self._more():
            assert time.monotonic() < end, self.new.decode(errors="replace")
        self.pid, pid = 0, self.pid
        _, status = os.waitpid(pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)
