"""One draw of a check: its scenarios are run, and every expectation becomes something that a learner can read."""

from __future__ import annotations

import os

from impsim.errors import Diagnostic
from impsim.lessons import telling
from impsim.lessons.explaining import reasons_of
from impsim.lessons.result import FAIL, PASS, Outcome
from impsim.scenario import standing
from impsim.scenario.load import load
from impsim.scenario.runner import Run
from impsim.scenario.verdict import Judge
from impsim.suite.compiler import Compiler
from impsim.testcase.defaults import Defaults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from impsim.lessons.explaining import Reasons
    from impsim.scenario.cases import Variant
    from impsim.scenario.expect import Expectation
    from impsim.scenario.runner import Recording
    from impsim.scenario.schema import Scenario
    from impsim.scenario.verdict import Verdict

WALL_LIMIT_US = 20000000  # real time of a run: a lesson takes a hundredth of it
NO_ERROR = "The program runs without an error that nothing catches."
IN_TIME = "The check comes to its end."
TOO_LONG = "It was ended after %d s; that was at %.6g s of virtual time."


def defaults(seed: int) -> Defaults:
    """What the scenarios of lessons take for granted: nothing of any project."""
    made = Defaults()
    made.seed = seed
    return made


class Trial:
    """outcomes: of all scenarios that have run.  log: what was written in the first that failed, else in the last."""

    def __init__(self, folder: str, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self.outcomes: list[Outcome] = []
        self.log: list[str] = []
        self._failed = False

    def run(self, name: str) -> None:
        """One scenario file, every case of it. Raises Diagnostic."""
        file = load(os.path.join(self._folder, name))
        for scenario in file.check(defaults(self._seed)):
            self._check_words(scenario)
            scenario.wall_limit_us = min(scenario.wall_limit_us, WALL_LIMIT_US)
            run = Run(scenario, Compiler((), {}))
            recording = run.run()
            self.outcomes += self._judged(scenario, recording, reasons_of(run, self._folder))

    def _check_words(self, scenario: Scenario) -> None:
        """Raises Diagnostic for what a learner could not read."""
        if scenario.must_fail:
            raise _mistake(scenario, scenario.variant.place, "a check has no must_fail", "naive/ has what must fail")
        for expectation in scenario.expectations:
            if "about" not in expectation.node.map:
                place = expectation.node.line, expectation.node.column
                message = "what does a learner read when this fails? 'about' is missing"
                raise _mistake(scenario, place, message, "about: Every reading is logged.")

    def _judged(self, scenario: Scenario, recording: Recording, reasons: Reasons) -> list[Outcome]:
        if recording.too_long:
            stood = scenario.wall_limit_us // 1000000, recording.end_us / 1e6
            return self._note([Outcome(IN_TIME, FAIL, TOO_LONG % stood)], recording)
        judge = Judge(scenario.expectations, recording.events, recording.end_us)
        found = [self._outcome(scenario, one, judge.verdict(one.id)) for one in scenario.expectations]
        return self._note([*self._standing(scenario, judge, recording, reasons), *found], recording)

    def _outcome(self, scenario: Scenario, expectation: Expectation, verdict: Verdict) -> Outcome:
        name = _with_case(expectation.node.map["about"].text, scenario.variant)
        if verdict.passed:
            return Outcome(name, PASS)
        return Outcome(name, FAIL, telling.seen(expectation, verdict))

    def _standing(self, scenario: Scenario, judge: Judge, recording: Recording, reasons: Reasons) -> list[Outcome]:
        """What holds for every program; said of the timeline only when it does not."""
        found = []
        if not scenario.ignores_errors:
            verdict = standing.uncaught(judge, scenario.expectations, recording.events)
            told = "" if verdict.passed else telling.errors(recording.events, self._folder, reasons)
            found.append(Outcome(_with_case(NO_ERROR, scenario.variant), FAIL if told else PASS, told))
        verdict = standing.timeline(scenario.timeline, recording.events, recording.end_us)
        if not verdict.passed:
            found.append(Outcome(_with_case(IN_TIME, scenario.variant), FAIL, telling.plain(verdict.seen)))
        return found

    def _note(self, found: list[Outcome], recording: Recording) -> list[Outcome]:
        """Keeps the log of what failed first."""
        if not self._failed:
            self.log = telling.log(recording.events)
            self._failed = not all(outcome.passed for outcome in found)
        return found


def _with_case(text: str, variant: Variant) -> str:
    about = variant.given.get("about")
    return "%s (%s)" % (text, about) if about else text


def _mistake(scenario: Scenario, place: tuple[int, int], message: str, hint: str) -> Diagnostic:
    return Diagnostic(message, scenario.path, *place, hint=hint, code="lesson")
