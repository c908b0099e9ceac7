"""One run of one test file: a simulation with the programs of both sides, and what the runner in it tells.

The imp has been online before: both programs come to it as new code, as from a deployment.
The states are impt's: ready until the runner says that the session has started, then started, then finished. Two
watchdogs, in virtual time, end a session that does not go on: until it starts, and between two of its messages.
Errors of the programs are kept for the report and end nothing, but a program that starts again in the middle ends
the session, as the runner in it would begin anew.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any, Optional

from impsim.device.profile import Profile, find
from impsim.device.release import Release, newest_for, parse_release
from impsim.errors import Diagnostic
from impsim.impos.codespace import OUT_OF_SPACE
from impsim.impos.program import Program as AnyProgram
from impsim.impos.simulation import ONLY, Simulation
from impsim.impt.channel import Stack, connect
from impsim.impt.report import Report, own
from impsim.impt.shape import Program, blank
from impsim.sim.clock import NO_LIMIT
from impsim.testcase.result import Result
from impsim.trace.recorder import Recorder

STARTUP_S = 60
GRACE_S = 5  # how much longer than its time-out a method may keep the host waiting for news
DOWNLOAD_US = 1250000  # assumed: how much later than the agent a device has new code; public suites need 1 to 1.5 s
NAME = "calm-harbour"  # of every session: impt draws two words, a simulation is the same every time
DISCONNECTED = "Device disconnected"  # what the log says of it
READY, STARTED, FINISHED = "ready", "started", "finished"


class Rules:
    """How a session is run.  timeout_s: of a method.  commands_in: the folder for runCommand(), "" forbids it.

    world: makes what surrounds a model of imp and happens to it (impsim.scenario.world.Setting); None for nothing
    special.
    """

    def __init__(
        self,
        *,
        timeout_s: float,
        stop_on_fail: bool = False,
        allow_disconnect: bool = False,
        commands_in: str = "",
        model: str,
        impos: str = "",
        seed: int = 1,
        world: Optional[Callable[[Profile], Any]] = None,
    ) -> None:
        self.timeout_s = timeout_s
        self.stop_on_fail = stop_on_fail
        self.allow_disconnect = allow_disconnect
        self.commands_in = commands_in
        self.model = model
        self.impos = impos
        self.seed = seed
        self.world = world

    def imp(self) -> tuple[Profile, Release]:
        """The imp that runs the tests. Raises Diagnostic when there is no such model or release."""
        profile = find(self.model)
        return profile, parse_release(self.impos) if self.impos else newest_for(profile)


class Session:
    """side: device or agent, the one under test.  programs: by side.  wanted: whether to run Class, method.

    listen: gets every event of the simulation.  recorded: and what a Recorder adds, which takes longer.
    """

    def __init__(
        self,
        side: str,
        programs: dict[str, Program],
        rules: Rules,
        report: Report,
        wanted: Callable[[str, str], bool],
        listen: Optional[Callable[[dict[str, Any]], object]] = None,
        recorded: bool = False,
    ) -> None:
        self.state = READY
        self.side = side
        self.rules = rules
        self.report = report
        self._wanted = wanted
        profile, release = rules.imp()
        setting = rules.world(profile) if rules.world is not None else None
        self.simulation = Simulation(setting and setting.world, seed=rules.seed)
        self._clock = self.simulation.clock
        if listen is not None:
            self._attach(listen, recorded)
        self._watchdog: Optional[list[Any]] = None
        self._latest_error: tuple[str, Stack] = "", []  # of the side under test, in the current method
        site = setting and setting.site
        self._imp = self.simulation.add(ONLY, profile, release, None, site=site, agent=blank(), sink=self._logged)
        if setting is not None:
            setting.begin(self.simulation, self._imp)
        assert self._imp.agent is not None
        self._agent = self._imp.agent
        self._programs = programs
        self._tested: AnyProgram = self._agent if side == "agent" else self._imp
        connect(self._tested, self)

    def _attach(self, listen: Callable[[dict[str, Any]], object], recorded: bool) -> None:
        if recorded:
            recorder = Recorder(self.simulation, listen)
            self._clock.pace = recorder.pace
            listen = recorder.hear
        self.simulation.instruments.attach(listen)

    def run(self) -> list[Result]:
        """Everything that came of it."""
        self._deploy()
        self._watch(STARTUP_S, "Session startup timeout")
        self.simulation.run(NO_LIMIT)
        return self.report.results()

    def _deploy(self) -> None:
        """Gives both programs to an imp that is online."""
        self._imp.run_until_started()
        self._agent.deploy(self._programs["agent"].unit)
        self._clock.after(DOWNLOAD_US, lambda: self._imp.deploy(self._programs["device"].unit))

    # What ends it

    def _watch(self, seconds: float, text: str) -> None:
        if self._watchdog is not None:
            self._clock.cancel(self._watchdog)
        self._watchdog = self._clock.after(int(seconds * 1000000), lambda: self._too_late(text))

    def _too_late(self, text: str) -> None:
        program = self._tested
        if program.hung is not None:
            reason, backtrace = program.hung
            self.abort("%s: %s" % (text, reason), own(backtrace))
        elif program.halted:
            self.abort("%s: the program has failed at its start" % text)
        else:
            self.abort(text)

    def abort(self, text: str, stack: Optional[Stack] = None) -> None:
        """The session cannot go on.  stack: where; else the program's latest uncaught error may be why."""
        if self.state != FINISHED:
            cause, where = self._latest_error if stack is None else ("", stack)
            self.report.aborted(text, cause, where, self._clock.now_us)
            self._end()

    def _end(self) -> None:
        self.state = FINISHED
        if self._watchdog is not None:
            self._clock.cancel(self._watchdog)
        self._clock.limit_us = self._clock.now_us  # nothing later happens

    def _heard(self) -> bool:
        """A message of the runner. False: nobody listens any more."""
        if self.state == STARTED:
            self._watch(self.rules.timeout_s + GRACE_S, "Testing timeout")
        return self.state == STARTED

    # What the runner asks and tells

    def wants(self, title: str, method: str) -> bool:
        """Whether it shall run a method that it has found."""
        wanted = self._wanted(title, method)
        if wanted:
            self.report.planned(title, method)
        return wanted

    def started(self) -> None:
        if self.state == READY:
            self.state = STARTED
            self._heard()
        elif self.state == STARTED:
            self.abort("Invalid test session state: the program has started again in the middle of the session")

    def begun(self, title: str, method: str, line: int) -> None:
        if self._heard():
            self._latest_error = "", []
            self.report.begun(title, method, line, self._clock.now_us)

    def passed(self, value: Any) -> None:
        if self._heard():
            self.report.passed(value, self._clock.now_us)

    def failed(self, text: str, stack: Stack, why: Optional[Diagnostic] = None) -> None:
        if self._heard():
            self.report.failed(text, stack, self._clock.now_us, self.rules.stop_on_fail, why)

    @property
    def text(self) -> str:
        """The program under test with its libraries, one character per byte."""
        return self._programs[self.side].text

    def finished(self, tests: int, assertions: int, failures: int) -> None:
        if self._heard():
            self._end()

    def info(self, value: Any) -> None:
        if self._heard():
            self.report.info(value)

    def command(self, text: str) -> None:
        """runCommand(): time stands still meanwhile."""
        if not self._heard():
            return
        if not self.rules.commands_in:
            self.abort("runCommand() is switched off, as it runs commands on this machine: %s" % text)
            return
        try:
            code = self._ran(text)
        except subprocess.TimeoutExpired:
            self.abort("External command timed out: %s" % text)
        else:
            if code:
                self.abort("External command failed with exit code %d: %s" % (code, text))

    def _ran(self, text: str) -> int:
        done = subprocess.run(
            text, shell=True, cwd=self.rules.commands_in, timeout=self.rules.timeout_s, text=True, capture_output=True
        )
        for line in done.stdout.splitlines():
            self.report.said("> " + line, self._clock.now_us)
        return done.returncode

    # What the log tells

    def _logged(self, event: dict[str, Any]) -> None:
        if self.state == FINISHED:
            return
        self.report.logged(event)
        kind = event["type"]
        if "backtrace" in event and kind == self._tested.log_kind + ".error":
            self._latest_error = event["msg"].removeprefix("ERROR: "), own(event["backtrace"])
        if kind == "status" and event["msg"].startswith(OUT_OF_SPACE):
            self.abort("the program is too large: " + event["msg"])
        if self.state != STARTED:
            return
        if kind == "lastexitcode":
            self.abort(event["msg"])
        elif kind == "status" and event["msg"] == DISCONNECTED and not self.rules.allow_disconnect:
            self.abort("the device has disconnected; allowDisconnect in the project's file permits it")
