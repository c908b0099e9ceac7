"""A program that runs: a VM with its event loop, and what happens to exceptions that nothing catches.

What the program of an imp and that of an agent have in common. Each start makes a new VM with the objects
that exist for it; what it was doing before is unwound and forgotten.
"""

from __future__ import annotations

from impsim.impos.eventloop import Ended, Loop, TimeOver
from impsim.impos.install import install
from impsim.impos.log import MOST_STACK_LINES
from impsim.squirrel.access import call
from impsim.squirrel.errors import Stop
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.text import tostring
from impsim.squirrel.traceback import call_stack, thrown
from impsim.squirrel.vm import VM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.device import Device
    from impsim.impos.log import Log
    from impsim.impos.simulation import Simulation

HEALTHY_US = 60000000  # a program that fails sooner after its start ...
EARLY_FAILURES = 2  # ... this often in a row would go on like that for ever: it is not started again
ANSWER_US = 1000  # assumed: until a function is called with an answer that needs no waiting
MOST_POLLS = 16  # in one instant, by a program that waits for nothing
POLL_US = 100  # assumed: what a turn of a loop takes that waits for a connection
CLOCK_CALL_US = 5  # assumed: what a call of hardware.micros() and the like takes; it makes busy-waiting loops end


class Program:
    """device: the imp's.  unit: what runs, or None.  vm: a new one at each start.  loop: its callbacks.

    failures: uncaught exceptions so far.  halted: no longer restarted.  hung: why a program that never came to
    an end was stopped, and its call stack, or None.  stopped: it was in the middle of something when the time
    to simulate was over.
    """

    side = "device"  # whose API it finds: a device's or an agent's
    code = "device_code"  # what stack lines call the program's file
    log_kind = "server"  # what log streams call its lines

    def __init__(self, simulation: Simulation, device: Device, name: str, unit: Any, log: Log) -> None:
        self.simulation = simulation
        self.clock = simulation.clock
        self.device = device
        self.name = name
        self.unit = unit
        self.log = log
        self.failures = 0
        self.halted = False
        self.hung: Optional[tuple[str, list[tuple[str, str, int, int]]]] = None
        self.stopped = False
        self.running = False
        self.loop: Any = None
        self.vm: Any = None
        self.on_exception: Any = None  # what imp.onunhandledexception() registered
        self.after_call: Callable[[], Any] = _nothing  # a look at the program after each of its turns; may raise Stop
        self.on_new_vm: Callable[[VM], Any] = _unchanged  # may add to what the program finds, before it starts
        self.on_failure: Callable[[BaseException], Any] = _unheard  # hears of what ends it, while its values are there
        self._early_failures = 0
        self._touched = False  # whether anything has come from outside since it began
        self._begun_us = 0
        self._polls = 0  # in this instant
        self._polled_us = -1

    # Its life

    def begin(self) -> None:
        """Makes a new VM and has the program started in it."""
        self.end()
        self.running = True
        self.on_exception = None
        self._touched = False
        self._begun_us = self.clock.now_us
        self._make_vm()
        if self.unit is not None:
            self.loop.put_in_line(self._main)

    def _make_vm(self) -> None:
        self.prepare()
        self.on_new_vm(self.vm)

    def prepare(self) -> None:
        """Makes a new VM with what exists for the program, which is not started."""
        self.loop = Loop(self.clock, self.simulation.stacks, self._call)
        self.vm = VM(print=self._printed, error_print=self._printed_error, impos=True, seed=self.simulation.seed)
        self.vm.now_us = self.read_clock
        self.vm.wall_s = self.wall_s
        install_impos(self.vm, agent=self.side == "agent")
        install(self)

    def end(self) -> None:
        """The program is no more; a callback that stands somewhere is unwound."""
        if self.running:
            self.running = False
            self.loop.end()

    def leave(self) -> None:
        """Ends the program from inside one of its own calls, which does not return."""
        self.end()
        raise Ended("the program is over")

    def _main(self, this: Any) -> None:
        self.vm.run(self.unit)

    # Calling into it

    def in_line(self, function: Any, *arguments: Any) -> None:
        """Has one of its functions called as soon as it is its turn."""
        if self.running:
            self._touched = True
            self.loop.put_in_line(lambda this: call(function, this, *arguments))

    def answer(self, function: Any, *arguments: Any) -> None:
        """The same for what impOS could say at once. It takes its time, so that a function which asks again and again
        meets the end of time."""
        self.clock.after(ANSWER_US, lambda: self.in_line(function, *arguments))

    def _call(self, callback: Any) -> None:
        """Calls one callback of the program."""
        vm = self.vm
        vm.steps_taken = 0
        try:
            try:
                call(callback, vm.root)
                self.after_call()
            except Exception as error:
                self._uncaught(error)
        except TimeOver:
            self.stopped = True
        except Ended:
            pass
        except Stop as stop:
            self._stop(stop)

    def _uncaught(self, error: Exception) -> None:
        value = thrown(error)
        if self.on_exception is None:
            self._fail(value, error)
            return
        try:
            call(self.on_exception, self.vm.root, value)
        except Exception as second:
            self._fail(thrown(second), second)

    def _fail(self, value: Any, error: Exception) -> None:
        self.on_failure(error)
        self._report(value, error)
        if self.may_start_again():
            self.restart_after_failure()

    def may_start_again(self) -> bool:
        """Ends a program that has failed. False: it would go on like that for ever, as nothing comes from outside."""
        self.failures += 1
        self.end()
        early = self.clock.now_us - self._begun_us < HEALTHY_US and not self._touched
        self._early_failures = self._early_failures + 1 if early else 0
        self.halted = self._early_failures >= EARLY_FAILURES and not self.simulation.expects_more
        return not self.halted

    def forgive(self) -> None:
        """It starts for another reason than its failures, which count no more."""
        self.halted = False
        self._early_failures = 0

    def restart_after_failure(self) -> None:
        """What follows an exception that nothing has caught."""
        raise NotImplementedError

    def _stop(self, stop: Stop) -> None:
        """A device would stay in this loop until somebody cuts its power: nothing restarts it."""
        self.on_failure(stop)
        self.failures += 1
        self.halted = True
        self.hung = (stop.reason, [(f.function, f.path, f.line, f.column) for f in call_stack(stop)])
        self.end()

    def exhausted(self, stop: Stop) -> None:
        """Code that the host has run in it took what the program needs."""
        self._stop(stop)

    # What it tells

    def _report(self, value: Any, error: Exception) -> None:
        """The lines in the log: the cause, then the call stack.

        Assumed: `at` for the innermost function, `from` for its callers; public tools accept both.
        """
        frames = call_stack(error)
        backtrace = [(frame.function, frame.path, frame.line, frame.column) for frame in frames]
        self.write_error(_cause(value), backtrace=backtrace)
        for number, (function, _, line, _) in enumerate(backtrace[:MOST_STACK_LINES]):
            self.write_error("%s %s %s:%d" % ("from" if number else "at", function, self.code, line))

    def write_error(self, text: str, **more: Any) -> None:
        """A line that impOS itself writes into the log."""
        self.log.write(self.log_kind + ".error", "ERROR: " + text, **more)

    def _printed(self, text: str) -> None:
        """Assumed: print() and error() write lines of the log, as server.log() and server.error() do."""
        self.log.write(self.log_kind + ".log", text[:-1] if text.endswith("\n") else text)

    def _printed_error(self, text: str) -> None:
        self.write_error(text[:-1] if text.endswith("\n") else text)

    # Its clocks

    def read_clock(self) -> int:
        """Microseconds since its start, as a call from the program reads them: the call takes a while."""
        self.loop.sleep(CLOCK_CALL_US)
        return self.clock.now_us

    def poll(self) -> None:
        """Called by what a program may call again and again until something changes: when it goes on like that within
        one instant a call takes a while, so that something can change."""
        self._polls = self._polls + 1 if self.clock.now_us == self._polled_us else 0
        if self._polls > MOST_POLLS:
            self.loop.sleep(POLL_US)
        self._polled_us = self.clock.now_us

    def wall_s(self) -> int:
        """The Unix time as the program sees it."""
        self.read_clock()
        return self.clock.wall_us() // 1000000

    def evaluate(self, unit: Any) -> Any:
        """Runs a compiled unit now, between callbacks, and gives its value. Raises what it throws; `thrown` tells
        the Squirrel value. Before the program's first start there is only the API."""
        if self.vm is None:
            self._make_vm()
        run: Callable[[], Any] = lambda: self.vm.run(unit)  # noqa: E731
        return self.loop.run_now(run)


def _cause(value: Any) -> str:
    """Assumed: numbers and strings are shown, anything else as the reference does."""
    return tostring(value) if isinstance(value, (str, int, float)) else "unknown"


def _nothing() -> None:
    """Nobody looks."""


def _unheard(error: BaseException) -> None:
    """Nobody listens."""


def _unchanged(vm: VM) -> None:
    """There is nothing to add."""
