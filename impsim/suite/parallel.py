"""Tests over several processes, reported in the order of collection whatever ends first.

Every test runs in a worker, also when there is only one: a test that never ends or takes its process with it must
not take the report along. A worker is a fresh interpreter (spawn: the only way that every system has, and no thread
or lock of ours is copied half-way). It begins a test when it says so; from then on the test's wall limit counts. A
worker that is late or dead is ended with all that it started, its test becomes an error, and another takes its place.

Workers do not hear Ctrl-C: each leads a process group of its own. Should the process that reports be killed, a worker
sees its pipe end, or at the latest its own alarm.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import wait
from time import monotonic

from impsim.testcase.outcome import PROCESS, STOPS, WALL_LIMIT, defect, error, outcome
from impsim.testcase.result import SKIPPED, Result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Any, Optional

    from impsim.testcase.result import Test

START_LIMIT_S = 60.0  # real time until a worker begins its first test, on a machine that has other work
LAST_RESORT_S = 30.0  # after the wall limit a worker ends itself, in case that nobody is left to do it
BEGUN = None  # what a worker sends when it begins a test; then come Parts and its Results

POSIX = hasattr(os, "setpgid")


class Part:
    """What a worker sends when a test tells what it does.  id: of what begins; ended: Results since the last one."""

    def __init__(self, id: str, ended: list[Result]) -> None:
        self.id = id
        self.ended = ended


def processors() -> int:
    """How many tests this machine runs at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Workers for a list of tests.

    prepare: called once in each of them; a function of some module.  look: called whenever something has changed.
    """

    def __init__(
        self,
        tests: Sequence[Test],
        jobs: int,
        prepare: Optional[Callable[[], object]] = None,
        look: Optional[Callable[[Crew], object]] = None,
    ) -> None:
        self.tests = tests
        self.done = 0
        self.ended: dict[int, list[Result]] = {}  # by place in the list; those not yet reported
        self._jobs = max(1, min(jobs, len(tests)))
        self._prepare = prepare
        self._look = look
        self._workers: list[Worker] = []
        self._given = 0
        self._stopped: dict[str, Result] = {}  # by project: the failure behind which nothing else of it is run

    def run(self) -> Iterator[list[Result]]:
        """The Results of each test, in the order of the list, as soon as all before it are there.

        Behind a failure that stops its project the others of it are skipped, also those that have run.
        """
        try:
            for place, test in enumerate(self.tests):
                while place not in self.ended:
                    self._go_on()
                yield self._look_for_stop(test, self.ended.pop(place))
        finally:
            self.end()

    def _look_for_stop(self, test: Test, results: list[Result]) -> list[Result]:
        if test.project in self._stopped:
            return self._left_out(test)
        stopping = next((result for result in results if result.detail.get(STOPS)), None)
        if stopping is not None and test.project:
            self._stopped[test.project] = stopping
            for worker in self._workers[:]:
                if worker.place >= 0 and self.tests[worker.place].project == test.project:
                    worker.end()
                    self._workers.remove(worker)
                    self._note(worker, [])
        return results

    def _left_out(self, test: Test) -> list[Result]:
        message = "not run: %s failed, and its project stops at the first failure" % self._stopped[test.project].id
        return [Result(test.id, test.file, SKIPPED, message, line=test.line)]

    def end(self) -> None:
        """Ends every worker, whatever it is doing."""
        while self._workers:
            self._workers.pop().end()

    def rest(self) -> Iterator[list[Result]]:
        """After an interrupt: what has ended, too, behind tests that have not."""
        for place in sorted(self.ended):
            yield self.ended.pop(place)

    @property
    def running(self) -> list[Test]:
        """What is under way."""
        return [self.tests[worker.place] for worker in self._workers if worker.place >= 0]

    def _go_on(self) -> None:
        """Gives work to who has none and waits until a worker says something, dies or is late."""
        self._give()
        busy = [worker for worker in self._workers if worker.place >= 0]
        if not busy:  # what was given could not be sent
            return
        if self._look is not None:
            self._look(self)
        patience = max(0.0, min(worker.deadline for worker in busy) - monotonic())
        told = wait([watched for worker in busy for watched in worker.watched()], patience)
        for worker in busy:
            if set(worker.watched()) & set(told):
                self._hear(worker)
            elif monotonic() >= worker.deadline:
                self._replace(worker, *_late(worker, self.tests[worker.place]))

    def _give(self) -> None:
        idle = [worker for worker in self._workers if worker.place < 0]
        while self._given < len(self.tests) and (idle or len(self._workers) < self._jobs):
            worker = idle.pop() if idle else self._hire()
            if not worker.process.is_alive():  # it died between two tests: that is nobody's fault
                self._workers.remove(worker)
                continue
            self._hand_out(worker)

    def _hand_out(self, worker: Worker) -> None:
        test = self.tests[self._given]
        if test.project in self._stopped:
            worker.place = self._given
            self._note(worker, [])
            self._given += 1
            return
        try:
            worker.begin(self._given, test)
        except Exception as fault:  # it does not pickle
            self._note(worker, [defect(test, fault)])
        self._given += 1

    def _hire(self) -> Worker:
        worker = Worker(self._prepare)
        self._workers.append(worker)
        return worker

    def _hear(self, worker: Worker) -> None:
        test = self.tests[worker.place]
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker, "the process that ran the test ended: " + worker.end_of_process(), PROCESS)
            return
        if said is BEGUN or isinstance(said, Part):
            worker.deadline = monotonic() + test.wall_limit_s
            worker.hear(said)
        else:
            self._note(worker, said)

    def _note(self, worker: Worker, results: list[Result]) -> None:
        self.ended[worker.place] = results
        self.done += 1
        worker.place = -1

    def _replace(self, worker: Worker, message: str, cause: str) -> None:
        worker.end()
        self._workers.remove(worker)
        self._note(worker, [*worker.parts, error(self.tests[worker.place], message, cause, worker.part)])


def _late(worker: Worker, test: Test) -> tuple[str, str]:
    if not worker.begun:
        return "the process for the test did not start within %g s of real time" % START_LIMIT_S, PROCESS
    return "no end after %g s of real time, its wall limit" % test.wall_limit_s, WALL_LIMIT


class Worker:
    """One process.  place: of its test in the list, -1 for none.  deadline: of its test, in monotonic seconds.

    begun: whether it runs.  part: the id of what it does, "" if it has not said.  parts: what has ended before that.
    """

    def __init__(self, prepare: Optional[Callable[[], object]]) -> None:
        context = get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process: Any = context.Process(target=work, args=(far, prepare), daemon=True)
        start_deaf(self.process)
        far.close()
        self.place = -1
        self.deadline = 0.0
        self.begun = False
        self.part = ""
        self.parts: list[Result] = []

    def begin(self, place: int, test: Test) -> None:
        """Sends a test. A worker that has died meanwhile is noticed when it is listened to."""
        self.place, self.begun, self.part, self.parts = place, False, "", []
        self.deadline = monotonic() + START_LIMIT_S
        try:
            self.pipe.send(test)
        except OSError:
            pass

    def hear(self, said: Optional[Part]) -> None:
        """It has begun its test, or a part of it."""
        self.begun = True
        if said is not None:
            self.part = said.id
            self.parts += said.ended

    def watched(self) -> tuple[Any, Any]:
        return self.pipe, self.process.sentinel

    def end(self) -> None:
        """Kills the process and whatever it started."""
        if POSIX:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (OSError, PermissionError):  # it has no group yet, or is gone
                pass
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def end_of_process(self) -> str:
        """How a process that is dead died."""
        self.process.join(1)
        code = self.process.exitcode
        if code is None or code >= 0:
            return "exit code %s" % code
        try:
            return "killed by " + signal.Signals(-code).name
        except ValueError:
            return "killed by signal %d" % -code


def start_deaf(process: Any) -> None:
    """Starts a process that no Ctrl-C reaches before it has said that it wants none."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # a process of multiprocessing's own, whose start would let signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(pipe: Connection, prepare: Optional[Callable[[], object]]) -> None:
    """The life of a worker: tests come, Results go."""
    leave_terminal()
    if prepare is not None:
        prepare()
    while True:
        try:
            test = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(BEGUN)
        test.tell = partial(tell, pipe, test.wall_limit_s)
        guard(test.wall_limit_s + LAST_RESORT_S)
        begin = monotonic()
        results = outcome(test)
        for result in results:
            result.wall_s = (monotonic() - begin) / len(results)
        guard(0)
        send(pipe, test, results)


def tell(pipe: Connection, limit_s: float, id: str, ended: list[Result]) -> None:
    """A test begins a part of what it does, for which it has as long as for all of it."""
    guard_for(limit_s + LAST_RESORT_S)
    pipe.send(Part(id, ended))


def send(pipe: Connection, test: Test, results: list[Result]) -> None:
    """Results that cannot be sent are a defect of who made them."""
    try:
        pipe.send(results)
    except (EOFError, OSError):
        raise
    except Exception as fault:
        pipe.send([defect(test, fault)])


def leave_terminal() -> None:
    """Ctrl-C is for the process that reports; and what a test prints does not belong into the report."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if POSIX:
        os.setpgid(0, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr


def guard(limit_s: float) -> None:
    """Ends this process after so many seconds of real time; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        guard_for(limit_s)


def guard_for(limit_s: float) -> None:
    """The same from any thread, as programs stand in several; only the first may say what a signal does."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, limit_s)
