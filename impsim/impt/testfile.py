"""One test file: which side it is for, who its partner is, and how it is run."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Optional

from impsim.errors import Diagnostic
from impsim.impos.availability import absent_objects, note
from impsim.impt.absences import absences
from impsim.impt.report import Report
from impsim.impt.session import NAME, Rules, Session
from impsim.impt.shape import Program, Sources, other_side, placed, source_events, source_text, tested_side
from impsim.testcase.outcome import warn
from impsim.testcase.result import ERROR, FAILED, Result, Test
from impsim.trace import keeping
from impsim.trace.coverage import Seen

if TYPE_CHECKING:
    from impsim.impt.project import Project
    from impsim.testcase.defaults import Defaults

MODEL = "imp005"  # as for `impsim run`: the one with the most memory
OTHER = {"agent": "device", "device": "agent"}
AGENT_PATH = re.compile(r"\bagent\b", re.IGNORECASE)
PARTNERS = {".agent.test.nut": ".device.nut", ".device.test.nut": ".agent.nut"}
CLASS = re.compile(r"\bclass\s+([A-Za-z_]\w*)")
METHOD = re.compile(r"\bfunction\s+(test\w*)")


def side_of(relative: str) -> str:
    """The side that a test file is for, by its path inside the project: an agent's says so somewhere."""
    return "agent" if AGENT_PATH.search(relative) else "device"


def partner_of(path: str) -> Optional[str]:
    """The program for the other side that stands beside a test file, or None."""
    for ending, partner in PARTNERS.items():
        if path.endswith(ending):
            beside = path.removesuffix(ending) + partner
            return beside if os.path.isfile(beside) else None
    return None


def warnings_of(program: Program, side: str) -> list[Diagnostic]:
    """What the preprocessor has said of a program, and what the program uses in vain."""
    return program.warnings + absences(program, absent_objects(side))


def _all(id: str) -> bool:
    return True


class TestFile(Test):
    """relative: its path inside the project."""

    def __init__(self, file: str, relative: str, project: Project, defaults: Defaults) -> None:
        super().__init__(file, file)
        self.project = project.path
        self.side = side_of(relative)
        self.wanted: Callable[[str], bool] = _all
        self._project = project
        self._keep = defaults.keep
        self._states = defaults.states
        variables = {**project.variables, **defaults.variables}
        self._sources = Sources(project.home, variables, defaults.libraries, defaults.includes)
        self._rules = Rules(
            timeout_s=project.timeout_s,
            stop_on_fail=project.stop_on_fail,
            allow_disconnect=project.allow_disconnect,
            commands_in=(project.home or ".") if defaults.allow_commands else "",
            model=defaults.model or MODEL,
            impos=defaults.impos,
            seed=defaults.seed,
            world=defaults.world,
        )

    def run(self) -> list[Result]:
        """One Result for each test method. Raises Diagnostic when the programs cannot be compiled."""
        programs = self._programs()
        report = self._report(programs)
        report.tell = self.tell
        seen = Seen() if self._states else None
        results = self._session(programs, report, seen).run()
        if results and seen is not None:
            results[0].detail.update(seen.told([self._rules.imp()]))
        failed = [result for result in results if result.status in (FAILED, ERROR)]
        if failed and self._keep and not self._rules.commands_in:  # commands may run but once
            self._tell_trace(failed, programs)
        warn(results, [warning for side, program in programs.items() for warning in warnings_of(program, side)])
        return results

    def _programs(self) -> dict[str, Program]:
        """Both sides, compiled."""
        rules, other = self._rules, OTHER[self.side]
        source = self._project.sources[self.side]
        return {
            self.side: tested_side(
                self.file, source, self.side, self._sources, NAME, rules.timeout_s, rules.stop_on_fail
            ),
            other: other_side(self._project.sources[other], partner_of(self.file), self.file, other, self._sources),
        }

    def _report(self, programs: dict[str, Program]) -> Report:
        profile, release = self._rules.imp()
        return Report(
            self.id, self.file, programs, self.side, lambda *about: note(about[0], about[1], profile, release, about[2])
        )

    def _session(
        self,
        programs: dict[str, Program],
        report: Report,
        listen: Optional[Callable[[Any], object]] = None,
        recorded: bool = False,
    ) -> Session:
        return Session(self.side, programs, self._rules, report, self._wants, listen, recorded)

    def _tell_trace(self, failed: list[Result], programs: dict[str, Program]) -> None:
        """Runs the session again, listened to, which is the same every time: those that pass, nearly all, need not pay
        for being listened to."""
        profile, release = self._rules.imp()
        header = {"test": self.id, "model": profile.name, "impos": str(release), "seed": self._rules.seed}
        again = partial(self._session, programs, self._report(programs), recorded=True)

        def tell(write: Callable[[Any], object]) -> None:
            for event in source_events(programs):
                write(event)
            again(listen=lambda event: write(placed(event, programs))).run()

        detail: dict[str, Any] = {}
        line = keeping.note(detail, self._keep, self.id, header, tell)
        for result in failed:
            result.detail.update(detail)
            result.message += line

    def _wants(self, title: str, method: str) -> bool:
        return self.wanted("%s::%s::%s" % (self.id, title, method))

    def select(self, wanted: Callable[..., bool]) -> Optional[Test]:
        """The methods whose ids are wanted; None when the file can have none of them."""
        if not any(map(wanted, self._possible_ids())):
            return None
        chosen: Any = object.__new__(type(self))
        chosen.__dict__.update(self.__dict__)
        chosen.wanted = wanted
        return chosen  # type: ignore[no-any-return]

    def _possible_ids(self) -> list[str]:
        """What its text suggests: any of its methods may be inherited by any of its classes."""
        text = source_text(self.file)
        titles, methods = CLASS.findall(text), METHOD.findall(text)
        return [self.id] + ["%s::%s::%s" % (self.id, title, method) for title in titles for method in methods]
