"""One imp that runs a program: a device, its VM, the event loop, and what happens when a program fails.

A cold boot connects; the program starts when the imp is connected or after ten seconds,
whichever comes first (D/resources/imp-boot-procedure). An exception that nothing catches is
logged, and the program starts again in a new VM with wake reason SQUIRREL_ERROR, while the
network stays as it is (D/resources/wifistatediagram).
"""

from __future__ import annotations

from impsim.device.device import SQUIRREL_STARTS_US, Device, restrict
from impsim.device.world import World
from impsim.impos.api import install
from impsim.impos.eventloop import Loop, TimeOver
from impsim.impos.log import Log
from impsim.sim.clock import Clock
from impsim.squirrel.access import call
from impsim.squirrel.errors import Stop
from impsim.squirrel.stdlib import install_impos
from impsim.squirrel.text import reset_serials, tostring
from impsim.squirrel.traceback import call_stack, thrown
from impsim.squirrel.vm import VM, allow_depth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Optional

    from impsim.device.profile import Profile
    from impsim.device.release import Release

EPOCH_S = 1551398400  # 2019-03-01 00:00:00 UTC, where every simulation starts unless told otherwise
UNSET_CLOCK_S = 946684800  # assumed: an imp without a crystal counts from 2000-01-01 until it was connected
RESTART_US = 1000000  # assumed: from a failure to the next start of the program
HEALTHY_US = 60000000  # a program that fails sooner after its start ...
EARLY_FAILURES = 2  # ... this often in a row would go on like that for ever: it is not started again

MOST_STACK_LINES = 20  # assumed: how much of a call stack a device logs; a stack overflow would fill the log
POWER_ON = 0  # wake reasons: developer.electricimp.com/node/2407
SQUIRREL_ERROR = 5

CODE = "device_code"  # what stack lines call the program's file


class Imp:
    """device: its hardware and networks.  vm: the Squirrel VM, a new one at each start of the program.

    failures: uncaught exceptions so far.  halted: no longer restarted.  hung: why a program that never came to
    an end was stopped, and its call stack, or None.  stopped: the program was in the
    middle of something when the time to simulate was over.
    """

    def __init__(self, device: Device, program: Any, sink: Callable[[dict[str, Any]], object], seed: int = 1) -> None:
        allow_depth()
        reset_serials()
        self.device = device
        self.clock = device.clock
        self.log = Log(device, sink)
        self.program = program
        self.seed = seed
        self.wake_reason = POWER_ON
        self.failures = 0
        self.halted = False
        self.hung: Optional[tuple[str, list[tuple[str, str, int, int]]]] = None
        self.stopped = False
        self.started = False
        self.on_exception: Any = None  # what imp.onunhandledexception() registered
        self._early_failures = 0
        self._started_us = 0
        self._new_vm()
        self._latest_start = self.clock.at(SQUIRREL_STARTS_US, self._start)
        device.power_on(self._start)

    def _new_vm(self) -> None:
        self.loop = Loop(self.clock, self._call)
        self.vm = VM(print=self._printed, error_print=self._printed_error, impos=True, seed=self.seed)
        self.vm.now_us = self.read_clock
        self.vm.wall_s = self.wall_s
        install_impos(self.vm)
        install(self)

    def _printed(self, text: str) -> None:
        """Assumed: print() and error() write lines of the log, as server.log() and server.error() do."""
        self.log.write("server.log", text[:-1] if text.endswith("\n") else text)

    def _printed_error(self, text: str) -> None:
        self.log.write("server.error", "ERROR: " + (text[:-1] if text.endswith("\n") else text))

    def _start(self) -> None:
        """Starts the program, unless a connection comes after it has started."""
        if not self.started:
            self.started = True
            self.clock.cancel(self._latest_start)
            self.loop.put_in_line(self._main)

    def _main(self, this: Any) -> None:
        self._started_us = self.clock.now_us
        if self.program is not None:
            self.vm.run(self.program)

    def _call(self, callback: Any) -> None:
        """Calls one callback of the program."""
        self.vm.enter()
        try:
            call(callback, self.vm.root)
        except Exception as error:
            self._uncaught(error)
        except TimeOver:
            raise
        except Stop as stop:
            self._hang(stop)

    def _hang(self, stop: Stop) -> None:
        """A device would stay in this loop until somebody cuts its power: nothing restarts it."""
        self.failures += 1
        self.halted = True
        self.hung = (stop.reason, [(f.function, f.path, f.line, f.column) for f in call_stack(stop)])
        self.loop.end()

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
        self.failures += 1
        self._report(value, error)
        self.loop.end()
        self.on_exception = None
        early = self.clock.now_us - self._started_us < HEALTHY_US
        self._early_failures = self._early_failures + 1 if early else 0
        self.halted = self._early_failures >= EARLY_FAILURES
        if not self.halted:
            self.clock.after(RESTART_US, self._restart)

    def _restart(self) -> None:
        self.wake_reason = SQUIRREL_ERROR
        deadline_us = self.loop.deadline_us
        self._new_vm()
        self.loop.deadline_us = deadline_us
        self.loop.put_in_line(self._main)

    def _report(self, value: Any, error: Exception) -> None:
        """The device's lines: the cause, then the call stack.

        Assumed: `at` for the innermost function, `from` for its callers; public tools accept both.
        """
        frames = call_stack(error)
        backtrace = [(frame.function, frame.path, frame.line, frame.column) for frame in frames]
        self.log.write("server.error", "ERROR: " + _cause(value), backtrace=backtrace)
        for number, (function, _, line, _) in enumerate(backtrace[:MOST_STACK_LINES]):
            self.log.write("server.error", "ERROR: %s %s %s:%d" % ("from" if number else "at", function, CODE, line))

    def read_clock(self) -> int:
        """Microseconds since power-on, as a call from a program reads them: the call takes a while."""
        self.loop.pass_time(CLOCK_CALL_US)
        return self.clock.now_us

    def wall_s(self) -> int:
        """The Unix time as the imp knows it."""
        now_us = self.read_clock()
        epoch_s = self.clock.epoch_s if self.device.clock_is_set else UNSET_CLOCK_S
        return epoch_s + now_us // 1000000

    def run(self, until_us: int) -> None:
        """Lets everything happen up to and at until_us. Time stays where the last thing happened, or at until_us
        when more would follow."""
        self.loop.deadline_us = until_us
        try:
            while self.loop.step(until_us):
                pass
            if self.clock.next_us() is not None or self.loop.waits_for_idle:
                self.clock.advance(until_us)
        except TimeOver:
            self.stopped = True
            self.loop.end()

    def run_until_started(self) -> None:
        """Lets everything happen up to the start of the program and what it does at once."""
        while not self.started:
            self.clock.step()
        self.run(self.clock.now_us)

    def evaluate(self, unit: Any) -> Any:
        """Runs a compiled unit now and gives its value. Raises what it throws; `thrown` tells the Squirrel value."""
        self.loop.deadline_us = None
        return self.vm.run(unit)


CLOCK_CALL_US = 5  # assumed: what a call of hardware.micros() and the like takes; it makes busy-waiting loops end


def _cause(value: Any) -> str:
    """Assumed: numbers and strings are shown, anything else as the reference does."""
    return tostring(value) if isinstance(value, (str, int, float)) else "unknown"


def boot(
    profile: Profile,
    release: Release,
    program: Any,
    *,
    interface: Optional[str] = None,
    offline: bool = False,
    world: Optional[World] = None,
    seed: int = 1,
    sink: Callable[[dict[str, Any]], object] = lambda event: None,
) -> Imp:
    """An imp at its power-on, the program (a compiled unit, or None) not yet started.

    interface: only this kind (wifi, ethernet, cell) has a network; offline: none has. sink gets the
    events of the log. Raises Diagnostic when the model never ran the release, has no such interface,
    or cannot do what the world asks for.
    """
    world = restrict(world or World(), profile, interface, offline)
    return Imp(Device(profile, release, Clock(EPOCH_S), world, seed), program, sink, seed)
