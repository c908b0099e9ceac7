"""Tests whose outcome is known, for the tests of what runs tests. A module of its own: workers import it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time

from impsim.errors import Diagnostic
from impsim.testcase.result import FAILED, PASSED, Result, Test


class Toy(Test):
    """Sleeps, then does what its words say."""

    def __init__(self, id: str, does: str = "pass", sleep_s: float = 0.0, wall_limit_s: float = 20.0) -> None:
        super().__init__(id, id.partition("::")[0], 3)
        self.does = does
        self.sleep_s = sleep_s
        self.wall_limit_s = wall_limit_s

    def run(self) -> list[Result]:
        time.sleep(self.sleep_s)
        return getattr(self, "_" + self.does)()  # type: ignore[no-any-return]

    def _pass(self) -> list[Result]:
        return [Result(self.id, self.file, PASSED, virtual_s=60.0)]

    def _several(self) -> list[Result]:
        return [Result(f"{self.id}::{name}", self.file, PASSED) for name in ("testA", "testB")]

    def _stop(self) -> list[Result]:
        stops = Result(f"{self.id}::testB", self.file, FAILED, "no", detail={"stops": True})
        return [Result(f"{self.id}::testA", self.file, PASSED), stops]

    def _hang_in_part(self) -> list[Result]:
        """Each part takes nearly as long as all may, and the third hangs."""
        self.tell(self.id + "::testA", [])
        time.sleep(0.7 * self.wall_limit_s)
        self.tell(self.id + "::testB", [Result(self.id + "::testA", self.file, PASSED)])
        time.sleep(0.7 * self.wall_limit_s)
        self.tell(self.id + "::testC", [Result(self.id + "::testB", self.file, FAILED, "no")])
        return self._hang()

    def _tell_in_thread(self) -> list[Result]:
        teller = threading.Thread(target=self.tell, args=(self.id + "::testA", []))
        teller.start()
        teller.join()
        return self._hang()

    def _die_in_part(self) -> list[Result]:
        self.tell(self.id + "::testA", [])
        return self._die()

    def _none(self) -> list[Result]:
        return []

    def _fail(self) -> list[Result]:
        detail = {"expectation": "online"}
        return [Result(self.id, self.file, FAILED, "expected: online\nseen: nothing", 12.5, 7, detail)]

    def _print(self) -> list[Result]:
        print("a test prints")
        os.write(1, b"and so does its C code\n")
        return self._pass()

    def _refuse(self) -> list[Result]:
        problem = Diagnostic("bad", self.file, 2, 3, "a b", "think")
        problem.also = [Diagnostic("worse", self.file, 4, 1, "c")]  # type: ignore[attr-defined]
        raise problem

    def _break(self) -> list[Result]:
        raise KeyError("oops")

    def _die(self) -> list[Result]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    def _exit(self) -> list[Result]:
        os._exit(7)

    def _hang(self) -> list[Result]:
        while True:
            pass

    def _hoard(self) -> list[Result]:
        raise MemoryError

    def _unsendable(self) -> list[Result]:
        return [Result(self.id, self.file, PASSED, detail={"odd": lambda: None})]

    def _leave_child(self) -> list[Result]:
        """Starts a program that outlives every patience, says which, and waits for it."""
        child = subprocess.Popen(["sleep", "1000"])
        with open(self.file, "w", encoding="ascii") as file:
            file.write(str(child.pid))
        child.wait()
        return []


class Unreadable(Toy):
    """Pickles, but does not come back."""

    def __reduce__(self) -> tuple[object, ...]:
        return (int, ("not a number",))
