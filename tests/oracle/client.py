"""The reference VM as an object: Oracle(python, prelude).run(source)."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

SERVER = Path(__file__).with_name("server.py")


class Outcome(NamedTuple):
    """What a program did. end: "o" it ended, "e" an error that nobody caught, "c" it does not compile, "x" the VM died
    or took too long. output: what it printed; error: the text of the error. Both are bytes decoded as latin-1."""

    end: str
    output: str
    error: str


class Oracle:
    """A server process. prelude: a Squirrel file that runs before each program, in the same VM."""

    def __init__(self, python: str, prelude: Path) -> None:
        command = [python, str(SERVER), str(prelude)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, source: str) -> Outcome:
        """Runs one program in a VM of its own. source: latin-1 text."""
        data = source.encode("latin-1")
        assert self.process.stdin is not None
        self.process.stdin.write(struct.pack(">I", len(data)) + data)
        self.process.stdin.flush()
        return Outcome(self._read(1), self._sized(), self._sized())

    def _read(self, size: int) -> str:
        assert self.process.stdout is not None
        data = self.process.stdout.read(size)
        assert len(data) == size, "the server of the reference VM has died"
        return data.decode("latin-1")

    def _sized(self) -> str:
        size: int = struct.unpack(">I", self._read(4).encode("latin-1"))[0]
        return self._read(size)

    def close(self) -> None:
        """Ends the process."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
